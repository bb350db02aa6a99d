"""What nbgrader needs: tests without a key, grading without a kernel. Importing this loads no nbgrader."""

from ssfh_learn.grading.configure import configure

__all__ = ["configure"]
