"""What is published, when it appears anew, and when it disappears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ssfh_learn.reports.publications import SCALE, SHARE, Publication, SharedAnswer, Subject, publish, shown

SUBJECT = Subject("werkdruk", "zelfscan", "1", "tempo", SCALE)


def answers(*tokens: str, value: float = 3.0) -> list[SharedAnswer]:
    return [SharedAnswer(SUBJECT, token, value) for token in tokens]


def names(count: int, start: int = 0, word: str = "t") -> list[str]:
    return [f"{word}{number}" for number in range(start, start + count)]


def twice(count: int, before: float, after: float) -> list[SharedAnswer]:
    return [SharedAnswer(SUBJECT, token, before, f"l{token}", after) for token in names(count)]


def first_value(count: int) -> tuple[Publication, list[str]]:
    tokens = names(count)
    (one,) = publish(answers(*tokens), {"a": tokens}, [])
    return one, tokens


def now(history: Sequence[Publication], group: str = "a", occasion: str = "before") -> float | None:
    return next((one.value for cell, one in shown(history).items() if (cell[0], cell[2]) == (group, occasion)), None)


def test_a_value_holds_everybody_who_shares_and_is_in_the_group() -> None:
    one, tokens = first_value(9)
    assert (one.value, one.members) == (3.0, frozenset(tokens))


def test_fewer_than_five_people_look_like_nobody() -> None:
    assert publish(answers(*names(4)), {"a": names(4)}, []) == publish([], {"a": names(4)}, []) == []


def test_who_is_in_no_group_never_counts() -> None:
    (one,) = publish(answers(*names(12)), {"a": names(9)}, [])
    assert one.members == frozenset(names(9))


def test_until_five_people_came_the_old_value_stays() -> None:
    one, tokens = first_value(10)
    tokens += names(4, 10)
    assert publish(answers(*tokens, value=2.0), {"a": tokens}, [one]) == []
    tokens += names(1, 14)
    (new,) = publish(answers(*tokens, value=2.0), {"a": tokens}, [one])
    assert (new.value, new.members) == (2.0, frozenset(tokens))


def test_who_left_stays_in_the_value_until_five_people_came() -> None:
    one, tokens = first_value(10)
    assert publish(answers(*tokens), {"a": tokens[2:]}, [one]) == []


def test_a_difference_of_fewer_than_five_people_is_made_five() -> None:
    """Two people left; a value without these two alone would tell about them."""
    one, tokens = first_value(14)
    there = [*tokens[2:], *names(6, 20)]
    (new,) = publish(answers(*tokens, *names(6, 20)), {"a": there}, [one])
    assert len(one.members - new.members) == 5
    assert set(names(6, 20)) <= new.members


def test_what_is_taken_back_counts_no_longer_once_five_people_came() -> None:
    one, tokens = first_value(14)
    sharing = tokens[1:]
    assert publish(answers(*sharing), {"a": tokens}, [one]) == []
    sharing += names(5, 20)
    (new,) = publish(answers(*sharing), {"a": sharing}, [one])
    assert new.value == 3.0
    assert tokens[0] not in new.members


def test_what_is_taken_back_makes_a_value_disappear_where_nothing_can_come_in_its_place() -> None:
    one, tokens = first_value(9)
    sharing = [*tokens[1:], *names(5, 20)]
    mean_on_an_edge = [*answers(*tokens[1:], value=3.0), *answers(*names(5, 20), value=3.6)]
    (gone,) = publish(mean_on_an_edge, {"a": sharing}, [one])
    assert gone == Publication("a", SUBJECT, "before", None)
    assert now([one, gone]) is None


def test_five_people_who_take_back_make_the_value_disappear() -> None:
    one, tokens = first_value(20)
    assert publish(answers(*tokens[4:]), {"a": tokens}, [one]) == []
    (gone,) = publish(answers(*tokens[5:]), {"a": tokens}, [one])
    assert gone.value is None


def test_a_changed_answer_is_a_new_one() -> None:
    one, tokens = first_value(12)
    changed = [*tokens[5:], *names(5, 30)]
    (new,) = publish(answers(*changed), {"a": changed}, [one])
    assert new.members == frozenset(changed)


def test_the_rest_of_a_region_is_five_people_or_nobody() -> None:
    """Three people work in a practice that is too small; the region without the other practice would be theirs."""
    practice, small = names(10), names(3, 10)
    found = publish(answers(*practice, *small), {"p": practice, "q": small, "region": [*practice, *small]}, [])
    assert {one.group: one.members for one in found} == {"p": frozenset(practice), "region": frozenset(practice)}


def test_a_new_value_of_a_practice_leaves_no_few_people_of_what_its_region_showed() -> None:
    """Three people left a practice for elsewhere in the region: all of the region without the practices is theirs."""
    one, other, new = names(12), names(8, 20), names(5, 40)
    history = [
        Publication("p", SUBJECT, "before", 3.0, frozenset(one)),
        Publication("region", SUBJECT, "before", 3.0, frozenset([*one, *other])),
    ]
    groups = {"p": one, "q": [*other[3:], *new], "region": [*one, *other, *new]}
    found = publish(answers(*one, *other, *new), groups, history)
    (practice,) = (value.members for value in found if value.group == "q")
    assert len({*one, *other} - set(one) - practice) in {0, *range(5, 9)}


def test_two_groups_that_overlap_differ_by_five_people_or_more() -> None:
    one, other = names(12), names(12, 3)
    found = publish(answers(*names(15)), {"a": one, "b": other}, [])
    sets = [one.members for one in found]
    assert len(sets) == 2
    assert all(len(a - b) in {0, *range(5, 99)} for a in sets for b in sets)


def test_a_second_round_is_published_beside_the_first_with_what_changed() -> None:
    found = publish(twice(10, 2.5, 3.5), {"a": names(10)}, [])
    assert {one.occasion: one.value for one in found} == {"before": 2.5, "after": 3.5, "change": 1.0}


def test_a_few_second_rounds_look_like_none() -> None:
    few = [*twice(4, 2.5, 3.5), *answers(*names(6, 4), value=2.5)]
    assert {one.occasion for one in publish(few, {"a": names(10)}, [])} == {"before"}


def test_a_change_is_never_of_all_but_a_few_of_the_first_round() -> None:
    found = publish([*twice(10, 2.5, 3.5), *answers("x", "y", value=2.5)], {"a": [*names(10), "x", "y"]}, [])
    people = {one.occasion: {member.split("/")[0] for member in one.members} for one in found}
    assert len(people["before"] - people["change"]) in {0, *range(5, 13)}


def test_a_group_that_is_gone_has_no_value() -> None:
    one, tokens = first_value(9)
    (gone,) = publish(answers(*tokens), {}, [one])
    assert gone.value is None


def test_another_version_of_a_scan_is_another_subject() -> None:
    one, _ = first_value(9)
    other = replace(SUBJECT, version="2")
    others = names(9, word="n")
    new = publish([SharedAnswer(other, token, 2.0) for token in others], {"a": others}, [one])
    assert {one.subject.version: one.value for one in new} == {"1": None, "2": 2.0}


def test_other_bands_are_no_other_subject() -> None:
    assert replace(SUBJECT, measure=replace(SCALE, cuts=(2.5,))) == SUBJECT


@pytest.mark.parametrize(("right", "value"), [(2, 0.25), (6, 0.5), (11, 0.75)])
def test_a_share_is_in_quarters(right: int, value: float) -> None:
    subject = replace(SUBJECT, measure=SHARE)
    chosen = [SharedAnswer(subject, token, float(number < right)) for number, token in enumerate(names(12))]
    assert [one.value for one in publish(chosen, {"a": names(12)}, [])] == [value]


def test_groups_of_the_same_people_all_get_their_new_value() -> None:
    tokens = names(12)
    groups = {"a": tokens, "b": tokens, "all": tokens}
    history = publish(answers(*tokens), groups, [])
    tokens += names(5, 12)
    assert {one.group: len(one.members) for one in publish(answers(*tokens), groups, history)} == dict.fromkeys(
        groups, 17
    )


def test_the_same_people_give_the_same_values() -> None:
    shared = [SharedAnswer(SUBJECT, token, 2 + number % 4 * 0.6) for number, token in enumerate(names(30))]
    groups = {"a": names(11), "b": names(12, 11), "all": names(30)}
    assert publish(shared, groups, []) == publish(shared[::-1], dict(reversed(groups.items())), [])
