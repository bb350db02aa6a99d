"""`grade("vraag-01")`: what a grade cell of a test says. On a learner's side it does nothing."""

from __future__ import annotations


class NoGrade:
    """Shows nothing, and is worth nothing where somebody executes a test instead of grading it.

    nbgrader gives full points to a grade cell without a plain result; the key that could give a result is not here.
    """

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/plain": "0.0", "text/html": ""}


def grade(cell: str) -> NoGrade:  # noqa: ARG001  (nbgrader knows the cell by it)
    """Return nothing to see."""
    return NoGrade()
