"""The figures of questions, beside a slow reference that counts people one by one."""

from __future__ import annotations

from itertools import product
from math import sqrt
from statistics import mean, median

import pytest
from hypothesis import given as of_any
from hypothesis import settings
from hypothesis import strategies as st

from ssfh_learn.reports.disclosure import LEAST, shown_together
from ssfh_learn.reports.item_analysis import ENOUGH, MOST_INSTEAD, ItemFigures, item_analysis
from ssfh_learn.results import AskedQuestion, GivenAnswers
from tests.reports.answers import BLANK, CHOICES, OTHER, RIGHT, WRONG, Answered, answered, given
from tests.thoroughness import tries

GOOD: Answered = (RIGHT, 1.0, 20.0)
BAD: Answered = (WRONG, 0.0, 40.0)


def of(count: int, answer: Answered, first: int = 0) -> dict[str, dict[str, Answered]]:
    """Return so many learners who gave this answer to the one question."""
    return {f"p{number:03}": {"v1": answer} for number in range(first, first + count)}


def only(given_: GivenAnswers) -> ItemFigures:
    (figures,) = item_analysis(given_, {"all": None}, "all")
    return figures


def test_a_share_is_of_everybody_who_got_the_question() -> None:
    figures = only(given({**of(6, GOOD), **of(2, BAD, 6), **of(2, (BLANK, 0.0, None), 8)}))
    assert (figures.people, figures.right, figures.blank, figures.mean) == (10, 0.6, 0.2, 0.6)


def test_four_people_are_too_few_for_any_number() -> None:
    figures = only(given(of(4, GOOD)))
    assert figures == ItemFigures("toets", figures.question)


def test_a_question_counts_only_once_all_its_answers_are_graded() -> None:
    waiting = only(given({**of(5, BAD), **of(3, (BLANK, None, None), 5)}))
    assert waiting == ItemFigures("toets", waiting.question, waits=True)
    assert only(given({**of(4, GOOD), **of(3, (BLANK, None, None), 4)})).waits
    assert only(given({**of(1, GOOD), **of(3, (BLANK, None, None), 1)})) == ItemFigures("toets", waiting.question)


def test_what_waits_in_another_group_leaves_the_figures_of_this_one() -> None:
    answers = given({**of(10, GOOD), **of(6, (BLANK, None, None), 10)})
    group = [f"p{number:03}" for number in range(10)]
    tables = {"all": None, "group": group}
    assert item_analysis(answers, tables, "group")[0].right == 1
    assert item_analysis(answers, tables, "all")[0].waits


def test_what_was_chosen_instead_is_told_the_most_chosen_first() -> None:
    figures = only(given({**of(7, GOOD), **of(5, BAD, 7), **of(8, (OTHER, 0.0, None), 12)}))
    assert [(one.text, one.share) for one in figures.instead] == [("mis", 0.4), ("fout", 0.25)]


def test_what_was_chosen_instead_is_told_only_where_five_people_chose_it() -> None:
    assert only(given({**of(5, GOOD), **of(4, BAD, 5)})).instead == ()
    assert [one.text for one in only(given({**of(5, GOOD), **of(5, BAD, 5)})).instead] == ["fout"]


def test_time_is_the_median_of_those_of_whom_it_is_known() -> None:
    assert only(given({**of(3, GOOD), **of(2, BAD, 3), **of(4, (RIGHT, 1.0, None), 5)})).seconds == 20
    assert only(given({**of(4, GOOD), **of(4, (RIGHT, 1.0, None), 4)})).seconds is None


def test_a_question_that_is_asked_no_more_is_left_out() -> None:
    earlier = AskedQuestion("v1", "Vroeger", is_earlier=True, choices=CHOICES)
    assert item_analysis(given(of(9, GOOD), [earlier]), {"all": None}, "all") == []


def test_a_question_tells_learners_apart_only_from_thirty_answers_on() -> None:
    def made(count: int) -> GivenAnswers:
        good = {"v1": GOOD, "v2": GOOD}
        return given({f"p{n}": good if n % 2 else {"v1": BAD, "v2": BAD} for n in range(count)})

    assert item_analysis(made(ENOUGH - 1), {"all": None}, "all")[0].discrimination is None
    assert item_analysis(made(ENOUGH), {"all": None}, "all")[0].discrimination == pytest.approx(1)


def test_a_question_that_everybody_has_right_tells_nobody_apart() -> None:
    learners = {f"p{n}": {"v1": GOOD, "v2": GOOD if n % 2 else BAD} for n in range(40)}
    assert item_analysis(given(learners), {"all": None}, "all")[0].discrimination is None


def test_the_question_itself_is_not_in_the_rest_that_it_is_compared_with() -> None:
    """Were it, two questions that have nothing to do with each other would have a correlation of about 0.7."""
    pairs = list(product((GOOD, BAD), repeat=2)) * 10
    learners = {f"p{n}": {"v1": one, "v2": two} for n, (one, two) in enumerate(pairs)}
    assert item_analysis(given(learners), {"all": None}, "all")[0].discrimination == pytest.approx(0, abs=1e-9)


def test_a_group_is_not_shown_where_the_rest_of_the_table_is_small() -> None:
    learners = {**of(10, GOOD), **of(4, BAD, 10)}
    group = [f"p{number:03}" for number in range(10)]
    tables = {"all": None, "group": group}
    assert item_analysis(given(learners), tables, "all")[0].people == 14
    assert item_analysis(given(learners), tables, "group")[0].people is None


def test_the_people_who_got_a_question_decide_and_not_the_people_of_the_group() -> None:
    """Four of a group of twenty drew this question: their answers stay hidden, also by subtracting."""
    learners: dict[str, dict[str, Answered]] = {**of(20, GOOD)}
    group = [*(f"p{number:03}" for number in range(16, 20)), *(f"q{number}" for number in range(16))]
    for name in group[4:]:
        learners[name] = {"v2": GOOD}
    first, second = item_analysis(given(learners), {"all": None, "group": group}, "group")
    assert (first.people, second.people) == (None, 16)


ANSWERS = st.sampled_from([GOOD, BAD, (OTHER, 0.0, 12.0), (OTHER, 0.5, None), (BLANK, 0.0, None), (BLANK, None, None)])
LEARNERS = st.dictionaries(
    st.integers(0, 60).map("p{}".format),
    st.dictionaries(st.sampled_from(["v1", "v2", "v3"]), ANSWERS, min_size=1),
    min_size=1,
    max_size=60,
)
TABLES = st.lists(st.frozensets(st.integers(0, 60).map("p{}".format)), max_size=4)


@settings(max_examples=tries(60), deadline=None)
@of_any(LEARNERS, TABLES)
def test_every_figure_equals_what_a_slow_reference_counts(
    learners: dict[str, dict[str, Answered]], groups: list[frozenset[str]]
) -> None:
    made = given(learners)
    tables = {"all": None, **dict(enumerate(groups))}
    for table in tables:
        for figures in item_analysis(made, tables, table):
            _assert_as_counted(figures, answered(made), tables, table)


def _assert_as_counted(
    figures: ItemFigures,
    learners: dict[str, dict[str, Answered]],
    tables: dict[str | int, frozenset[str] | None],
    table: str | int,
) -> None:
    id_ = figures.question.id
    graded = {name: hers[id_] for name, hers in learners.items() if id_ in hers and hers[id_][1] is not None}

    def people(of_table: frozenset[str] | None, known: dict[str, Answered]) -> set[str]:
        return set(known) if of_table is None else set(known) & of_table

    def is_shown(known: dict[str, Answered]) -> bool:
        return table in shown_together({name: people(inside, known) for name, inside in tables.items()})

    own = {name: graded[name] for name in people(tables[table], graded)}
    asked = {name: hers[id_] for name, hers in learners.items() if id_ in hers}
    if is_shown(asked) and len(own) < len(people(tables[table], asked)):
        assert figures == ItemFigures("toets", figures.question, waits=True)
        return
    if not is_shown(asked) or not is_shown(graded):
        assert figures == ItemFigures("toets", figures.question)
        return
    points = [answer[1] or 0.0 for answer in own.values()]
    assert figures.people == len(own) >= LEAST
    assert figures.right == pytest.approx(sum(one >= 1 for one in points) / len(own))
    assert figures.mean == pytest.approx(mean(points))
    assert figures.blank == pytest.approx(sum(answer[0] == BLANK for answer in own.values()) / len(own))
    wrong = sorted((-sum(a[0] == choice for a in own.values()), CHOICES[choice].text) for choice in (WRONG, OTHER))
    told = [(text, pytest.approx(-times / len(own))) for times, text in wrong if -times >= LEAST]
    assert [(one.text, one.share) for one in figures.instead] == told[:MOST_INSTEAD]
    timed = {name: answer for name, answer in graded.items() if answer[2] is not None}
    seconds = [timed[name][2] or 0.0 for name in people(tables[table], timed)]
    assert figures.seconds == (pytest.approx(median(seconds)) if is_shown(timed) else None)
    rest = {name: _rest(learners[name], id_) for name in graded}
    rested = {name: graded[name] for name, value in rest.items() if value is not None}
    mine = people(tables[table], rested)
    if len(mine) < ENOUGH or not is_shown(rested):
        assert figures.discrimination is None
    else:
        expected = _pearson([(graded[name][1] or 0.0, rest[name] or 0.0) for name in mine])
        assert figures.discrimination == (None if expected is None else pytest.approx(expected, abs=1e-9))


def _rest(hers: dict[str, Answered], id_: str) -> float | None:
    others = [points for name, (_, points, _) in hers.items() if name != id_ and points is not None]
    return mean(others) if others else None


def _pearson(pairs: list[tuple[float, float]]) -> float | None:
    xs, ys = zip(*pairs, strict=True)
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        return None
    x, y = mean(xs), mean(ys)
    top = sum((a - x) * (b - y) for a, b in pairs)
    return top / sqrt(sum((a - x) ** 2 for a in xs) * sum((b - y) ** 2 for b in ys))
