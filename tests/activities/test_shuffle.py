"""Orders that say nothing about the key."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.shuffle import shuffled


@dataclass(frozen=True)
class Thing:
    """Something with an id."""

    id: str


IDS = st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


def order(ids: list[str], *seed: object) -> list[str]:
    return [thing.id for thing in shuffled([Thing(id_) for id_ in ids], *seed)]


@given(IDS, st.text())
def test_an_order_holds_everything_once_and_does_not_depend_on_the_order_written(ids: list[str], seed: str) -> None:
    assert sorted(order(ids, seed)) == sorted(ids)
    assert order(ids[::-1], seed) == order(ids, seed)


def test_a_learner_who_comes_back_after_an_upgrade_sees_the_order_she_saw_before() -> None:
    assert "".join(order(list("abcde"), "anna", "toets", 1)) == "cbeda"


def test_each_part_of_the_seed_counts() -> None:
    seeds = [("anna", "toets", 1), ("bram", "toets", 1), ("anna", "ander", 1), ("anna", "toets", 2), ("annatoets", 1)]

    assert len({tuple(order(list("abcdefgh"), *seed)) for seed in seeds}) == len(seeds)


def test_the_first_place_is_shared_fairly() -> None:
    firsts = [order(list("abcd"), f"learner-{number}")[0] for number in range(400)]

    assert all(60 < firsts.count(one) < 140 for one in "abcd")
