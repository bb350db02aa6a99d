"""What a coordinator sees of the group; it never holds anything of a self-assessment."""
