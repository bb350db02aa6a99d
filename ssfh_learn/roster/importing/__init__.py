"""Reading a list of participants from a file of Excel or CSV, and what it would change."""
