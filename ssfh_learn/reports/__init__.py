"""What a coordinator reads: tables and files from plain results."""
