"""How far an answer moves unseen, and which value a mean becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.reports.publications import SCALE, SHARE, Measure, SharedAnswer, Subject, publish
from ssfh_learn.reports.publications.measure import Moves, is_clear, moves

TENTHS = st.integers(10, 50).map(lambda number: number / 10)
CUTS = st.lists(TENTHS, max_size=4, unique=True).map(lambda cuts: tuple(sorted(cuts)))


@given(TENTHS, CUTS)
def test_an_answer_moves_over_two_points_and_into_another_band(value: float, cuts: tuple[float]) -> None:
    measure = Measure(cuts=cuts)
    moved = moves(measure, value)
    low, high = value - moved.down, value + moved.up
    assert high - low >= 2 - 1e-9
    assert low >= 1 - 1e-9
    assert high <= 5 + 1e-9
    assert not any(cut > 1 for cut in cuts) or any(low < cut <= high + 1e-9 for cut in cuts)


@pytest.mark.parametrize("value", [0, 1])
def test_of_right_or_wrong_both_stay_possible(value: float) -> None:
    assert moves(SHARE, value) == Moves(value, 1 - value)


@pytest.mark.parametrize(
    ("mean", "value"), [(1, 2), (2.2, 2), (2.3, 2.5), (2.74, 2.5), (2.76, 3), (3.8, 4), (4.6, 4), (5, 4)]
)
def test_a_value_is_in_halves_and_its_ends_are_open(mean: float, value: float) -> None:
    assert SCALE.rounded(mean) == value
    low, high = SCALE.means_of(value)
    assert low <= mean <= high


@given(st.lists(TENTHS, min_size=5, max_size=30), st.data())
def test_where_a_value_is_clear_any_one_answer_moves_and_it_stays(values: list[float], data: st.DataObject) -> None:
    counted = [(value, moves(SCALE, value)) for value in values]
    shown = SCALE.rounded(sum(values) / len(values))
    one = data.draw(st.integers(0, len(values) - 1))
    moved = [
        SCALE.rounded((sum(values) + by) / len(values)) == shown for by in (-counted[one][1].down, counted[one][1].up)
    ]
    assert all(moved) or not is_clear(SCALE, counted)


@given(st.lists(st.tuples(TENTHS, TENTHS), min_size=6, max_size=20), st.data())
def test_where_a_change_is_published_either_answer_of_anybody_moves_and_it_stays(
    rounds: list[tuple[float, float]], data: st.DataObject
) -> None:
    subject = Subject("werkdruk", "zelfscan", "1", "tempo")
    answers = [SharedAnswer(subject, f"a{n}", first, f"b{n}", last) for n, (first, last) in enumerate(rounds)]
    found = publish(answers, {"a": [one.token for one in answers]}, [])
    for change in (one for one in found if one.occasion == "change"):
        people = sorted(int(member.split("/")[0][1:]) for member in change.members)
        first, last = rounds[data.draw(st.sampled_from(people))]
        total = sum(rounds[one][1] - rounds[one][0] for one in people)
        one, other = moves(SCALE, first), moves(SCALE, last)
        for by in (-one.up, one.down, -other.down, other.up):
            assert SCALE.of_change().rounded((total + by) / len(people)) == change.value


def test_what_everybody_answered_alike_is_shown_only_behind_an_open_end() -> None:
    same = {value: [(value, moves(SCALE, value))] * 8 for value in (1.0, 3.0, 3.2, 5.0)}
    assert {value: is_clear(SCALE, counted) for value, counted in same.items()} == {
        1.0: True,
        3.0: True,
        3.2: False,
        5.0: True,
    }
