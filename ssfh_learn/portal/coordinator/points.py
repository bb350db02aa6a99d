"""Points that a person gives, as they are typed and as they are said."""

from __future__ import annotations

from ssfh_learn.activities.typed_number import number as typed_number
from ssfh_learn.words import counted, number, section, word

MOST_LETTERS = 40
"""How long typed points may be."""


def points_in(typed: str, maximum: float) -> float | None:
    """Return the points that a person typed, as `1,5`; None for an empty field and for points that cannot be."""
    points = typed_number(typed, "punten") if len(typed) <= MOST_LETTERS else None
    return float(points) if points is not None and 0 <= points <= maximum else None


def points_of(points: float | None) -> str:
    """Return points as Dutch people write them; empty if there are none."""
    return "" if points is None else f"{points:g}".replace(".", ",")


def said_points(points: float | None, maximum: float | None) -> str:
    """Return points with how many there could be: `1,5 van 2 punten`; of a question that is gone nobody knows that."""
    if points is None:
        return word("manual_grading", "none")
    if maximum is None:
        return counted(section("manual_grading")["points_given"], points)
    return word("feedback", "points", count=maximum, points=number(points), maximum=number(maximum))
