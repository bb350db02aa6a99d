"""What a learner chose the first time: what of it counts in figures of groups, and what does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Activity
from ssfh_learn.activities.first_try import meaning_of
from tests.activities.stories import stories, story
from tests.content_examples import ANNA, QUESTIONS, STORY, TEST_QUIZ, Content, activity, quiz
from tests.modules.shipped import Shipped, each_module

ONE = story(STORY)
SINGLE, MORE, GRADED = ({**QUESTIONS[kind]} for kind in ("single_choice", "multiple_response", "graded_choice"))


def first(one: Activity, *responses: Content, content: str = "") -> set[str] | None:
    """Return what counts after these responses, of which those that do not fit are recorded too."""
    events = [
        SimpleNamespace(
            kind=response["kind"], data={name: response[name] for name in response if name != "kind"}, content=content
        )
        for response in responses
    ]
    found = one.first_choices(events, ANNA)
    return None if found is None else set(found)


def check(question: str, answer: Any) -> list[Content]:
    return [
        {"kind": "answer", "question": question, "answer": answer},
        {"kind": "check", "question": question},
    ]


def names(one: Activity) -> set[str]:
    return {choice.name for point in one.choice_points() for choice in point.choices}


# Practice


def test_every_wrong_option_can_be_told_and_all_that_is_right_together() -> None:
    assert names(quiz(SINGLE, MORE)) == {"v1", "v1.d", "v1.b", "v1.a", "v2", "v2.d", "v2.b"}


def test_an_option_that_is_worth_something_and_not_all_is_not_right() -> None:
    assert names(quiz(GRADED)) == {"v1", "v1.z", "v1.y"}


@pytest.mark.parametrize("kind", ["numeric", "fill_in", "ordering", "matching"])
def test_of_what_is_typed_or_laid_out_only_right_or_not_is_told(kind: str) -> None:
    assert names(quiz(QUESTIONS[kind])) == {"v1"}


@pytest.mark.parametrize("kind", ["own_words", "open_text"])
def test_own_words_count_nowhere(kind: str) -> None:
    assert names(quiz(QUESTIONS[kind])) == set()


def test_a_test_and_a_practice_that_draws_questions_count_nowhere() -> None:
    assert meaning_of(activity(TEST_QUIZ).choice_points()) == ""
    assert meaning_of(quiz(SINGLE, MORE, trekken=1).choice_points()) == ""


@pytest.mark.parametrize(
    ("single", "more", "made"),
    [
        ("c", ["a", "c", "e"], {"v1", "v2"}),
        ("a", ["a", "c"], {"v1.a"}),
        ("d", ["b", "d", "e"], {"v1.d", "v2.b", "v2.d"}),
    ],
)
def test_the_first_check_of_each_question_counts(single: str, more: list[str], made: set[str]) -> None:
    one = quiz(SINGLE, MORE)
    again = [{"kind": "retry", "question": "v1"}, *check("v1", "c" if single != "c" else "a")]
    assert first(one, *check("v1", single), *again, *check("v2", more)) == made


def test_nothing_counts_until_each_question_was_checked() -> None:
    one = quiz(SINGLE, MORE)
    assert first(one, *check("v1", "c")) is None
    assert first(one, *check("v1", "c"), {"kind": "answer", "question": "v2", "answer": ["a"]}) is None


def test_who_starts_over_halfway_counts_with_her_first_check_of_each() -> None:
    one = quiz(SINGLE, MORE)
    assert first(one, *check("v1", "a"), {"kind": "start_over"}, *check("v1", "c"), *check("v2", ["b"])) == {
        "v1.a",
        "v2.b",
    }


def test_what_does_not_fit_is_passed_over() -> None:
    one = quiz(SINGLE)
    assert first(one, {"kind": "check", "question": "v9"}, {"kind": "nothing"}, *check("v1", "c")) == {"v1"}


# Stories


def walk(*steps: tuple[str, str]) -> list[Content]:
    return [
        move
        for node, name in steps
        for move in ({"kind": "choose", "node": node, "choice": name}, {"kind": "continue", "node": node})
    ]


@given(stories(), st.data())
def test_the_first_run_counts_once_it_is_over_and_no_later_one(content: Content, data: st.DataObject) -> None:
    one = activity(content)
    done: list[Content] = [{"kind": "begin"}]
    runs: list[set[str]] = []
    for _ in range(2):
        made: set[str] = set()
        for _step in range(30):
            state = one.start(ANNA)
            for response in done:
                state = one.respond(state, response)
            run = state.runs[-1]
            if run.is_over:
                break
            node = next(node for node in content["knopen"] if node["id"] == run.node)
            name = data.draw(st.sampled_from([choice["id"] for choice in node["keuzes"]]))
            try:
                for move in walk((run.node, name)):
                    state = one.respond(state, move)
            except Exception:  # noqa: BLE001, S112  (a choice that cannot be made now)
                continue
            done += walk((run.node, name))
            made.add(f"{run.node}.{name}")
            assert first(one, *done[:-1]) == (runs[0] if runs else None)
        runs.append(made)
        if not run.is_over:
            return
        assert first(one, *done) == runs[0]
        done.append({"kind": "replay"})


def test_every_choice_stands_beside_its_situation_and_says_where_it_leads() -> None:
    points = {point.id: point for point in ONE.choice_points()}
    begin = points["begin"]
    assert {choice.name: (choice.worth, choice.leads_to) for choice in begin.choices}["begin.zwijgen"] == (
        "small",
        ("team",),
    )
    assert all({to for choice in point.choices for to in choice.leads_to} <= points.keys() for point in points.values())


def test_a_run_of_an_earlier_edition_counts_nowhere() -> None:
    before = story({**STORY, "rol": "Je werkte vroeger aan de balie."})
    one = ONE.with_earlier({before.fingerprint(): before})
    done: list[Content] = [{"kind": "begin"}, *walk(("begin", "melden"), ("team", "afspreken"))]
    assert first(one, *done)
    assert first(one, *done, content=before.fingerprint()) is None


def test_a_corrected_spelling_is_the_same_and_another_key_is_not() -> None:
    def meaning(**more: object) -> str:
        return meaning_of(quiz({**SINGLE, **more}).choice_points())

    other = [{**option, "juist": "ja" if option["id"] == "a" else "nee"} for option in SINGLE["opties"]]
    assert meaning() == meaning(vraag="Wat kies jij?") != meaning(opties=other)


@each_module
def test_the_names_in_our_modules_fit_in_what_is_kept(shipped: Shipped) -> None:
    for one in shipped.activities.values():
        found = [choice.name for point in one.choice_points() for choice in point.choices]
        assert len(found) == len(set(found))
        assert not any(" " in name for name in found)
