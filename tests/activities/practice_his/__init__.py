"""The practice HIS: its parts, conditions, runs and flaws."""
