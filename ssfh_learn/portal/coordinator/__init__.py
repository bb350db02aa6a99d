"""What a coordinator sees of the group; nothing of a self-assessment is ever in it."""
