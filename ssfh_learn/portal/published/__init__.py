"""What there is to learn and to be tested in: the modules as pages, and the tests of a course."""
