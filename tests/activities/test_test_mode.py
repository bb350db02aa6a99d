"""A test on the learner's side: no key, and nothing that tells what the key is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.errors import Refused
from tests.activities.responses import responses_to
from tests.content_examples import (
    ANNA,
    BRAM,
    EVERY_QUESTION,
    KEY,
    QUESTIONS,
    SCENARIO,
    TEST_QUIZ,
    Content,
    quiz,
)

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity

SECRET = b"only the grader has this"
TEST = Quiz.model_validate({**TEST_QUIZ, "id": "toets"})
GRADERS = TEST.relabelled(SECRET)
LEARNERS = GRADERS.without_key()
SCENARIO_TEST = Scenario.model_validate({**SCENARIO, "modus": "toetsen", "id": "toets"})
BEGIN = {"kind": "begin"}


def played(one: Activity, responses: list[Content]) -> list[object]:
    """Return the view after each response, refused or not."""
    state = one.start(ANNA)
    views: list[object] = []
    for response in responses:
        try:
            state = one.respond(state, response)
        except Refused as refused:
            views.append(refused.code)
        views.append(one.view(state))
    return views


@given(responses_to(LEARNERS))
def test_a_test_without_its_key_looks_the_same_as_the_graders(responses: list[Content]) -> None:
    assert played(LEARNERS, responses) == played(GRADERS, responses)


@given(responses_to(LEARNERS))
def test_no_text_of_the_key_is_ever_in_a_view_of_a_test(responses: list[Content]) -> None:
    assert KEY not in json.dumps(played(GRADERS, responses))


@given(responses_to(SCENARIO_TEST))
def test_a_scenario_test_without_its_key_looks_the_same_and_tells_nothing(responses: list[Content]) -> None:
    bare = SCENARIO_TEST.without_key()

    views = played(SCENARIO_TEST, responses)

    assert played(bare, responses) == views
    assert KEY not in json.dumps(views)


def test_what_a_learner_holds_of_a_test_has_no_text_of_the_key() -> None:
    assert KEY in TEST.model_dump_json()
    assert KEY not in LEARNERS.model_dump_json()


def test_what_a_learner_holds_of_a_scenario_test_has_no_text_of_the_key() -> None:
    assert KEY in SCENARIO_TEST.model_dump_json()
    assert KEY not in SCENARIO_TEST.without_key().model_dump_json()


def test_what_a_learner_holds_of_a_scenario_test_is_the_same_whatever_the_key_says() -> None:
    other = json.loads(json.dumps(SCENARIO).replace('"kritiek": "ja"', '"kritiek": "nee"').replace(": 9", ": -9"))

    assert (
        Scenario.model_validate({**other, "modus": "toetsen", "id": "toets"}).without_key()
        == SCENARIO_TEST.without_key()
    )


def other_key(question: Content) -> Content:
    """Return the same question with everything right that was wrong, and the other way round."""
    turned = dict(question)
    for name in ("opties", "redenen"):
        if name in question:
            turned[name] = [
                {**one, "juist": "nee" if one.get("juist") else "ja"} if "waarde" not in one else {**one, "waarde": 0.1}
                for one in question[name]
            ]
    turned |= {"juist": "ja"} if question.get("juist") == "nee" else {}
    turned |= {"antwoord": 12, "marge_goed": 1} if "antwoord" in question else {}
    turned |= {"stappen": question["stappen"][::-1]} if "stappen" in question else {}
    turned |= (
        {"kaartjes": [{**card, "groep": "geeft"} for card in question["kaartjes"]]} if "kaartjes" in question else {}
    )
    turned |= {"trefwoordgroepen": [["iets"]], "nodig": 1} if "trefwoordgroepen" in question else {}
    turned |= {"goede_antwoorden": ["iets"], "bijna_goed": [], "tikfouten": 0} if "goede_antwoorden" in question else {}
    turned |= {"nakijkpunten": [{"id": "x", "tekst": "iets"}]} if "nakijkpunten" in question else {}
    turned |= {"modelantwoord": "anders"} if "modelantwoord" in question else {}
    return turned


@pytest.mark.parametrize("question", EVERY_QUESTION, ids=list(QUESTIONS))
def test_what_a_learner_holds_of_a_question_is_the_same_whatever_the_key_says(question: Content) -> None:
    # How many options are right may be known (the question says so), so that has to be kept apart here.
    one = {**question, "aantal_tonen": "nee"} if question["soort"] == "meer-antwoorden" else question

    mine = quiz(one, modus="toetsen").relabelled(SECRET).without_key()
    other = quiz(other_key(one), modus="toetsen").relabelled(SECRET).without_key()

    assert other_key(one) != one or question["soort"] == "koppelen"
    assert mine == other


FIXED = {
    name: {
        key: [*value[:-2], *({**one, "vast": "ja"} for one in value[-2:])] if key in {"opties", "redenen"} else value
        for key, value in question.items()
    }
    for name, question in QUESTIONS.items()
    if {"opties", "redenen"} & set(question)
}


@pytest.mark.parametrize("name", FIXED)
def test_an_option_that_stays_at_the_end_tells_nothing_of_the_key(name: str) -> None:
    one = {**FIXED[name], "aantal_tonen": "nee"} if name == "multiple_response" else FIXED[name]
    mine, other = (quiz(key, modus="toetsen").relabelled(SECRET) for key in (one, other_key(one)))

    assert mine.without_key() == other.without_key()
    assert played(mine.without_key(), [BEGIN]) == played(mine, [BEGIN])


def test_what_a_learner_holds_of_a_matching_question_is_the_same_whatever_the_couples_are() -> None:
    pairs = [
        {"id": "a", "rechts_id": "p", "links": "1", "rechts": "een"},
        {"id": "b", "rechts_id": "q", "links": "2", "rechts": "twee"},
    ]
    crossed = [{**pairs[0], "rechts_id": "q", "rechts": "twee"}, {**pairs[1], "rechts_id": "p", "rechts": "een"}]

    mine, other = (quiz({"soort": "koppelen", "paren": one}, modus="toetsen").without_key() for one in (pairs, crossed))

    assert mine == other


def ids_of(question: Content) -> set[str]:
    found = set()
    for name in ("options", "reasons", "steps", "left", "right", "cards", "groups"):
        found |= {one["id"] for one in question.get(name, [])}
    return found


def test_the_ids_of_options_in_a_test_are_not_those_of_the_author() -> None:
    authors, relabelled = (
        {question["id"]: ids_of(question) for question in one.view(one.respond(one.start(ANNA), BEGIN))["questions"]}
        for one in (TEST, LEARNERS)
    )

    for id_, ids in authors.items():
        assert len(relabelled[id_]) == len(ids)
        assert not relabelled[id_] & ids


def test_other_secrets_give_other_ids_and_the_same_secret_the_same() -> None:
    assert TEST.relabelled(SECRET) == GRADERS
    assert TEST.relabelled(b"another").without_key() != LEARNERS


def test_the_same_option_has_another_id_in_another_question() -> None:
    options = [{"id": "a", "tekst": "Ja", "juist": "ja"}, {"id": "b", "tekst": "Nee"}]
    one = quiz(
        {"soort": "enkele-keuze", "opties": options}, {"soort": "enkele-keuze", "opties": options}, modus="toetsen"
    )
    first, second = one.relabelled(SECRET).questions

    assert not {option.id for option in first.options} & {option.id for option in second.options}  # type: ignore[union-attr]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=2, max_size=6, unique=True), st.randoms())
def test_the_steps_in_a_test_do_not_follow_the_right_order(ids: list[str], random: object) -> None:
    other = list(ids)
    random.shuffle(other)  # type: ignore[attr-defined]

    def learners_side(order: list[str]) -> Quiz:
        steps = [{"id": one, "tekst": f"Stap {one}"} for one in order]
        return quiz({"soort": "volgorde", "stappen": steps}, modus="toetsen").relabelled(SECRET).without_key()

    assert learners_side(ids) == learners_side(other)


def test_the_other_right_orders_of_a_test_stay_with_the_key_and_count_there() -> None:
    steps = [{"id": one, "tekst": f"Stap {one}"} for one in "abc"]
    written = {"soort": "volgorde", "stappen": steps}
    two = quiz({**written, "ook_goed": [["b", "a", "c"]]}, modus="toetsen").relabelled(SECRET)
    first, second, third = (step.id for step in two.questions[0].steps)  # type: ignore[union-attr]

    assert two.questions[0].share([second, first, third]) == 1  # type: ignore[arg-type]
    assert two.without_key() == quiz(written, modus="toetsen").relabelled(SECRET).without_key()


def test_the_questions_of_a_test_keep_the_order_of_the_author() -> None:
    question = {"soort": "open-vraag"}
    one = quiz({**question, "id": "w2"}, {**question, "id": "w10"}, {**question, "id": "w1"}, modus="toetsen")

    assert [question.id for question in one.without_key().questions] == ["w2", "w10", "w1"]


def test_answers_to_a_relabelled_test_earn_what_they_should() -> None:
    state = GRADERS.respond(GRADERS.start(ANNA), BEGIN)
    for question in GRADERS.questions:
        answer = question.solution() if question.solution() is not None else "rooster met pauze"
        state = GRADERS.respond(state, {"kind": "answer", "question": question.id, "answer": answer})
    score = GRADERS.score(GRADERS.respond(state, {"kind": "hand_in"}))

    assert [item.points for item in score.items] == [None if one.needs_grader else 1 for one in GRADERS.questions]
    assert score.status == "awaiting_grader"


def test_the_order_of_a_test_differs_between_learners() -> None:
    def order(learner: object) -> list[object]:
        view = LEARNERS.view(LEARNERS.respond(LEARNERS.start(learner), BEGIN))  # type: ignore[arg-type]
        return [option["id"] for question in view["questions"] for option in question.get("options", [])]

    assert sorted(order(ANNA)) == sorted(order(BRAM))  # type: ignore[type-var]
    assert order(ANNA) != order(BRAM)
