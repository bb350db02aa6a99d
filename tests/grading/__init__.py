"""Tests of grading: real nbgrader, real gradebooks, real journals."""
