"""How much the tests try by chance: a tenth in the quick run, a quarter in the whole run, ten times at night.

`tests/run.py` says which run this is in `SSFH_TESTS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

RUN = "SSFH_TESTS"
_TIMES = {"quick": 0.1, "whole": 0.25, "nightly": 10.0}
_FEWEST = 10


def tries(count: int) -> int:
    """Return how often this run tries what is worth so many tries to the author of a test."""
    return max(min(count, _FEWEST), round(count * _TIMES[os.environ.get(RUN, "whole")]))


def sample(cases: Iterable[Any], *every_run: int) -> list[Any]:
    """Return all cases of a test; only those at these places are for every run, the others are for the night."""
    return [
        case if place in every_run else night(*(case if isinstance(case, tuple) else (case,)))
        for place, case in enumerate(cases)
    ]


def rounds(whole: int, nightly: int) -> int:
    """Return how often this run does something long."""
    return nightly if os.environ.get(RUN) == "nightly" else whole


def night(*case: Any) -> Any:
    """Return a case of a test that is run at night only."""
    return pytest.param(*case, marks=pytest.mark.nightly)
