"""Tests: they mirror the package; a name is a claim."""
