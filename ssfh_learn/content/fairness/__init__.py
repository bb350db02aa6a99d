"""Whether a test tells who knows: what of its wording gives it away, and how far one comes without knowing anything."""
