"""The modules that we ship: what a learner reads, does and is told, checked against their outlines."""
