"""Tests of what is published of groups."""
