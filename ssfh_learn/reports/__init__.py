"""Tables and files of results for a coordinator."""
