"""What a trainer sees of the modules that she writes."""
