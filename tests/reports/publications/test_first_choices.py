"""What is published of first choices in a story: the same attackers as for scans, and what it is worth.

Whoever knows fewer than half of the people in each value, or all others, must find of every choice in the story that
somebody may have made it and may not have made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Any

import pytest

from ssfh_learn.reports.publications import SHARE, Publication, SharedAnswer, publish, shown
from ssfh_learn.reports.publications.measure import is_clear, is_clear_share, moves
from tests.reports.publications.histories import DATES, QUIET, WILD, Life
from tests.reports.publications.judge import attackers
from tests.reports.publications.ways import (
    CHOICES,
    PLAYED,
    WAYS,
    WayHistory,
    WayJudge,
    other_ways_that_show,
    sampled,
)
from tests.thoroughness import rounds, sample

HISTORIES = 200
NOBODY = Life(0, 0, 0, 0)


def lived(history: WayHistory, dates: int = DATES) -> WayJudge:
    for _ in history.dates(dates):
        pass
    return WayJudge(history)


def made(way: int, *tokens: str) -> list[SharedAnswer]:
    return [SharedAnswer(PLAYED, token, made=WAYS[way]) for token in tokens]


def names(count: int, start: int = 0) -> list[str]:
    return [f"t{number}" for number in range(start, start + count)]


# Attacks


@pytest.mark.parametrize("life", [QUIET, WILD], ids=["quiet", "wild"])
@pytest.mark.parametrize("seed", sample(range(HISTORIES), 0))
def test_who_knows_fewer_than_half_cannot_tell_any_choice_of_another(seed: int, life: Life) -> None:
    judge = lived(WayHistory(seed, life), rounds(10, DATES))
    random = Random(seed)
    for person in sampled(judge, random, rounds(1, 6)):
        known: list[Any] = attackers(judge, person, random)  # type: ignore[arg-type]  (it asks only who is in each value)
        for people in known:
            assert judge.told(person, set(people)) == []


@pytest.mark.parametrize("seed", sample(range(HISTORIES), 2, 5, 7))
def test_even_who_knows_all_others_cannot_tell_because_every_other_way_shows_the_same(seed: int) -> None:
    """More than the guarantee asks, in whole people: any one of them may have gone any other way."""
    history = WayHistory(seed, WILD)
    judge = lived(history)
    assert judge.values
    assert other_ways_that_show(history, judge.values) == []


def test_knowing_one_colleague_more_is_safe_for_every_number_under_half() -> None:
    judge = lived(WayHistory(3, WILD), 6)
    random = Random(3)
    (person,) = sampled(judge, random, 1)
    known = max(attackers(judge, person, random), key=len)  # type: ignore[arg-type]
    assert len(known) > 5
    for number in range(0, len(known) + 1, rounds(4, 1)):
        assert judge.told(person, set(known[:number])) == []


def test_forty_two_looks_with_an_account_of_her_own_find_no_colleague() -> None:
    """She says yes, plays, says no, and plays in another way under a new name, each day."""
    history = WayHistory(8, NOBODY)
    own = history.join("p0")
    for look in range(42):
        own.is_sharing = look % 7 != 6
        own.value = float(look % len(WAYS))
        own.token = history.token(own.name, own.value)
        history.look()
    assert other_ways_that_show(history, [one for one in history.history if one.shares]) == []
    assert len(history.history) <= 6, "almost nothing changes for one person"


def test_five_accounts_that_change_every_month_do_not_find_who_left() -> None:
    for seed in range(rounds(3, 40)):
        history = WayHistory(seed, NOBODY)
        own = [history.join("p0") for _ in range(5)]
        for month in range(16):
            for one in own:
                one.value = float((month * 7 + seed) % len(WAYS))
                one.token = history.token(f"{one.name}-{month}", one.value)
            history.look()
            if month == 7:
                history.people.pop(0)
        assert other_ways_that_show(history, [one for one in history.history if one.shares]) == []


def test_what_a_reader_of_the_program_knows_more_of_choices_is_said_in_the_architecture() -> None:
    """A share that is not withheld is of a number of people that is not near an edge: judged with that knowledge."""
    looked, told = 0, 0
    for seed in range(rounds(5, 40)):
        history = WayHistory(seed, WILD)
        for _ in history.dates(rounds(8, DATES)):
            pass
        judge = WayJudge(history, told=1)
        random = Random(seed)
        for person in sampled(judge, random, rounds(2, 6)):
            for known in attackers(judge, person, random):  # type: ignore[arg-type]
                looked += len(CHOICES)
                told += len(judge.told(person, set(known)))
    assert told / looked < 0.1


# The judges can say no


def shares_of_everybody(
    answers: Iterable[SharedAnswer], groups: Mapping[str, Collection[str]], _history: Sequence[Publication]
) -> list[Publication]:
    """Publish the share of whoever is there, in quarters, for five people or more."""
    of, found = {one.token: one.made for one in answers}, []
    for group, tokens in groups.items():
        there = frozenset(tokens) & of.keys()
        if len(there) >= 5:
            shares = {choice: SHARE.rounded(sum(choice in of[one] for one in there) / len(there)) for choice in CHOICES}
            found.append(Publication(group, PLAYED, "before", None, there, shares))
    return found


def test_the_judges_see_through_shares_of_everybody_that_follow_every_change() -> None:
    history = WayHistory(1, WILD, shares_of_everybody)
    judge = lived(history, 12)
    random = Random(1)
    assert other_ways_that_show(history, judge.values)
    people = sampled(judge, random, 8)
    assert any(judge.told(one, set(known)) for one in people for known in attackers(judge, one, random)[:2])  # type: ignore[arg-type]


# What is published


def test_each_share_is_of_the_same_people() -> None:
    answers = [*made(0, *names(8)), *made(3, *names(12, 8))]
    (one,) = publish(answers, {"a": names(20)}, [])
    assert one.value is None
    assert frozenset(names(20)) >= one.members
    assert set(one.shares) == set(CHOICES)
    of_them = sum(int(token[1:]) < 8 for token in one.members) / len(one.members)
    assert {choice for choice, share in one.shares.items() if share == 0.5} == WAYS[0] ^ WAYS[3]
    assert 0.375 < of_them < 0.625


def test_what_one_other_way_would_change_is_left_out_and_the_rest_stays() -> None:
    """Of ten people six and four are on the edges of a half, whoever is left out."""
    answers = [*made(0, *names(6)), *made(9, *names(4, 6))]
    (one,) = publish(answers, {"a": names(10)}, [])
    edge = WAYS[9] - WAYS[0]
    assert not edge & one.shares.keys()
    assert one.shares.keys() >= set(CHOICES) - WAYS[0] - WAYS[9]


def test_fewer_than_ten_people_look_like_nobody() -> None:
    assert publish(made(0, *names(9)), {"a": names(9)}, []) == publish([], {"a": names(9)}, []) == []
    assert publish(made(0, *names(10)), {"a": names(10)}, [])


def test_until_five_people_came_all_shares_stay() -> None:
    history = publish(made(0, *names(12)), {"a": names(12)}, [])
    assert publish(made(0, *names(16)), {"a": names(16)}, history) == []
    (new,) = publish(made(0, *names(17)), {"a": names(17)}, history)
    assert len(new.members) == 17


def test_five_people_who_take_back_make_all_shares_disappear() -> None:
    history = publish(made(0, *names(20)), {"a": names(20)}, [])
    (gone,) = publish(made(0, *names(15, 5)), {"a": names(20)}, history)
    assert not gone.is_shown
    assert shown([*history, gone]) == {}


def test_two_groups_that_overlap_differ_by_five_people_or_more() -> None:
    found = publish(made(0, *names(24)), {"a": names(18), "b": names(18, 6)}, [])
    sets = [one.members for one in found]
    assert len(sets) == 2
    assert all(len(a - b) in {0, *range(5, 99)} for a in sets for b in sets)


def test_a_share_is_clear_where_the_answers_one_by_one_are() -> None:
    yes_or_no = {answer: (answer, moves(SHARE, answer)) for answer in (0.0, 1.0)}
    for people in range(5, 60):
        for yes in range(people + 1):
            one_by_one = [yes_or_no[float(number < yes)] for number in range(people)]
            assert is_clear_share(SHARE, yes, people) == is_clear(SHARE, one_by_one)


def test_at_every_date_half_of_the_people_in_groups_of_ten_stand_in_a_value_with_most_of_its_shares() -> None:
    stand, people, told, asked = Counter[int](), Counter[int](), 0, 0
    for seed in range(rounds(6, HISTORIES)):
        history = WayHistory(seed, QUIET)
        for number, date in enumerate(history.dates()):
            now, sharing = shown(history.history), {one.token for one in date.answers}
            for group, tokens in date.groups.items():
                if len(tokens & sharing) >= 10:
                    one = now.get((group, PLAYED, "before"), Publication(group, PLAYED, "before", None))
                    people[number] += len(tokens & sharing)
                    stand[number] += len(tokens & sharing & one.members)
                    told += len(one.shares)
                    asked += len(CHOICES) * one.is_shown
    assert [number for number in range(DATES) if stand[number] / people[number] < 0.5] == []
    assert told / asked > 0.9
