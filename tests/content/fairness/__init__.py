"""Whether a test tells who knows."""
