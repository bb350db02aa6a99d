"""Who takes part: participants, their practices and functions, groups, and who coordinates which groups."""
