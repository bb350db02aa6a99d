"""Tests of what a coordinator reads."""
