"""Figures of groups: what is published, when, and of whom, so that nobody can be read from them."""

from ssfh_learn.reports.publications.measure import SCALE, SHARE, Measure
from ssfh_learn.reports.publications.publication import (
    OCCASIONS,
    CellKey,
    Occasion,
    Publication,
    SharedAnswer,
    Subject,
    shown,
)
from ssfh_learn.reports.publications.publish import publish

__all__ = [
    "OCCASIONS",
    "SCALE",
    "SHARE",
    "CellKey",
    "Measure",
    "Occasion",
    "Publication",
    "SharedAnswer",
    "Subject",
    "publish",
    "shown",
]
