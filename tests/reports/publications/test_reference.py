"""Every table again, slowly and in another way: exact fractions, and every pair of values that was ever published."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest

from ssfh_learn.reports.publications import OCCASIONS, Publication, shown
from tests.reports.publications.histories import QUIET, ROUNDS, SUBJECT, WILD, Date, History, Life
from tests.thoroughness import sample


def value_again(history: History, one: Publication) -> float:
    """Return the value of these members in fractions, rounded to halves within the open ends."""
    numbers = []
    for member in one.members:
        first, _, later = member.partition("/")
        before = Fraction(str(history.truth[first]))
        after = Fraction(str(history.truth[later])) if later else before
        numbers.append({"before": before, "after": after, "change": after - before}[one.occasion])
    halves = [Fraction(number, 2) for number in (range(-4, 5) if one.occasion == "change" else range(4, 9))]
    mean = sum(numbers, Fraction(0)) / len(numbers)
    return float(min(halves, key=lambda half: abs(mean - half)))


def by_first(one: Publication) -> frozenset[str]:
    return frozenset(member.split("/")[0] for member in one.members)


def is_small(size: int) -> bool:
    return 0 < size < 5


def small_differences(history: list[Publication]) -> list[tuple[Publication, Publication]]:
    found = []
    for one, other in combinations((one for one in history if one.members), 2):
        is_alike = (one.occasion == "before") == (other.occasion == "before")
        a, b = (one.members, other.members) if is_alike else (by_first(one), by_first(other))
        if is_small(len(a - b)) or is_small(len(b - a)):
            found.append((one, other))
    return found


def rest_of_region(history: History) -> list[str]:
    """Return the occasions on which the region without all practices that are shown would be of one to four people."""
    now = shown(history.history)
    found = []
    for occasion in OCCASIONS:
        sets = {group: one.members for (group, _, of), one in now.items() if of == occasion}
        rest = sets.pop("region", frozenset()).difference(*sets.values())
        if is_small(len(rest)):
            found.append(f"{occasion}: {len(rest)}")
    return found


def of_people_now(date: Date, one: Publication) -> bool:
    """Say whether everybody in a value shares on this date and is in the group."""
    known = {(answer.token, answer.later_token) for answer in date.answers}
    return all(
        (any(token == first for token, _ in known) if not later else (first, later) in known)
        and first in date.groups[one.group]
        for first, _, later in (member.partition("/") for member in one.members)
    )


@pytest.mark.parametrize("life", [QUIET, WILD, ROUNDS], ids=["quiet", "wild", "rounds"])
@pytest.mark.parametrize("seed", sample(range(200), 0, 3, 4, 58, 95, 167))
def test_each_table_is_the_same_when_it_is_computed_slowly(seed: int, life: Life) -> None:
    history = History(seed, life)
    last: dict[tuple[str, str], frozenset[str]] = {}
    for date in history.dates():
        for one in date.published:
            if one.value is not None:
                assert one.value == value_again(history, one)
                assert len(one.members) >= 5
                assert of_people_now(date, one)
                assert len(one.members - last.get((one.group, one.occasion), frozenset())) >= 5
                last[one.group, one.occasion] = one.members
        assert rest_of_region(history) == []
    assert small_differences(history.history) == []


def test_what_changed_is_published_too() -> None:
    found = set()
    for seed in range(4):
        history = History(seed, ROUNDS)
        for date in history.dates(12):
            found |= {one.occasion for one in date.published if one.value is not None}
    assert found == {"before", "after", "change"}


def test_the_reference_sees_a_difference_of_four() -> None:
    people = [f"t{number}" for number in range(10)]
    one = Publication("a", SUBJECT, "before", 3, frozenset(people))
    other = Publication("a", SUBJECT, "before", 3, frozenset(people[4:]))
    assert small_differences([one, other]) == [(one, other)]
