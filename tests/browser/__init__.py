"""The activities in a real browser, on the real servers."""
