"""How a response becomes an event, what follows from it at once, and what is handed in."""
