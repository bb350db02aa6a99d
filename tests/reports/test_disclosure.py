"""Which tables are shown side by side: no sum and no difference of them is about fewer than five people."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.reports.disclosure import LEAST, shown_together
from tests.thoroughness import tries


def people(count: int, first: int = 0) -> frozenset[int]:
    return frozenset(range(first, first + count))


def test_a_table_of_four_people_is_not_shown() -> None:
    assert shown_together({"four": people(4), "five": people(5, 10)}) == {"five"}


def test_an_empty_table_is_not_shown() -> None:
    assert shown_together({"nobody": people(0)}) == set()


def test_the_group_whose_rest_would_be_four_people_is_not_shown() -> None:
    everybody = people(24)
    assert shown_together({"all": everybody, "group": people(20)}) == {"all"}
    assert shown_together({"all": everybody, "group": people(19)}) == {"all", "group"}


def test_a_second_group_goes_dark_where_it_would_give_away_a_small_third() -> None:
    tables = {"all": people(23), "a": people(10), "b": people(10, 10), "c": people(3, 20)}
    assert shown_together(tables) == {"all", "a"}


def test_groups_that_overlap_in_a_few_people_are_not_both_shown() -> None:
    assert shown_together({"a": people(10), "b": people(9, 8)}) == {"a"}
    assert shown_together({"a": people(10), "b": people(9, 5)}) == {"a"}


def test_groups_whose_overlap_and_rests_are_large_are_both_shown() -> None:
    assert shown_together({"a": people(10), "b": people(10, 5)}) == {"a", "b"}


def test_two_tables_of_the_same_people_are_both_shown() -> None:
    assert shown_together({"a": people(5), "b": people(5)}) == {"a", "b"}


@settings(max_examples=tries(200), deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 30)), min_size=1, max_size=6))
def test_no_sum_or_difference_of_shown_tables_is_about_fewer_than_five_people(tables: list[frozenset[int]]) -> None:
    shown = shown_together(dict(enumerate(tables)))
    rows = np.array([[person in tables[table] for person in range(31)] for table in sorted(shown)], dtype=int)
    for signs in product((-2, -1, 0, 1, 2), repeat=len(rows)):
        if any(signs):
            left = np.count_nonzero(np.array(signs) @ rows)
            assert left == 0 or left >= LEAST


@settings(max_examples=tries(100), deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 30)), min_size=1, max_size=6))
def test_the_widest_table_is_shown_where_it_has_five_people(tables: list[frozenset[int]]) -> None:
    shown = shown_together(dict(enumerate(tables)))
    widest = max(map(len, tables))
    assert any(len(tables[one]) == widest for one in shown) == (widest >= LEAST)
