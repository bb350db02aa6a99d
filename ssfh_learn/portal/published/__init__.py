"""What learners can open now: the modules as pages, and the tests of a course."""
