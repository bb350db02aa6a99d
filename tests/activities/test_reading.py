"""By which rule a typed answer is read: a test names it, in practice each event does; unnamed means the first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssfh_learn.activities import Learner, play
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from tests.content_examples import ANNA, Content, answered, quiz

NUMBER: Content = {"soort": "getal", "antwoord": 1500, "eenheid": "patiënten", "feedback": {"goed": "g", "fout": "f"}}
HALF: Content = {**NUMBER, "antwoord": 1.5}
WORDS: Content = {"soort": "kort-antwoord", "trefwoordgroepen": [["'s ochtends"]], "modelantwoord": "'s ochtends"}
BEGIN: Content = {"kind": "begin"}
HAND_IN: Content = {"kind": "hand_in"}


def typed(text: str, **more: str) -> Content:
    return {"kind": "answer", "question": "v1", "answer": text, **more}


def check(**more: str) -> Content:
    return {"kind": "check", "question": "v1", **more}


NEW = {"reading": "lenient"}


def practised(question: Content, *responses: Content) -> Any:
    """Return the view of the only question after these responses."""
    one = quiz(question)
    return one.view(answered(one, *responses))["questions"][0]


def practised_points(question: Content, *responses: Content) -> float | None:
    """Return what the only question is worth after these responses; of words of before, no page tells it any more."""
    one = quiz(question)
    return one.score(answered(one, *responses)).items[0].points


def earned(question: Content, text: str, rule: str | None) -> float:
    """Return the points for an answer in a test with this rule."""
    one = quiz(question, modus="toetsen", **({"antwoorden_lezen": rule} if rule else {}))
    return one.score(answered(one, BEGIN, typed(text), HAND_IN)).points


@pytest.mark.parametrize("text", ["1 500", "1\u00a0500", "１５００", "1.500,0", "1500 patiënten", "ongeveer 1500"])
def test_a_test_that_names_the_newer_rule_reads_what_people_type(text: str) -> None:
    assert earned(NUMBER, text, "ruim") == 1
    assert earned(NUMBER, text, "strikt") == earned(NUMBER, text, None) == 0


@pytest.mark.parametrize(("question", "text"), [(HALF, "1.500"), (HALF, "1,500"), (NUMBER, "1500"), (NUMBER, "1500%")])
def test_what_the_first_rule_read_earns_the_same_by_the_newer_one(question: Content, text: str) -> None:
    assert earned(question, text, None) == earned(question, text, "ruim") == 1


def test_short_text_is_compared_by_the_rule_that_the_test_names() -> None:
    assert earned(WORDS, "\u2019s\u00a0ochtends", "ruim") == 1
    assert earned(WORDS, "\u2019s\u00a0ochtends", None) == 0


def test_what_an_event_names_makes_no_difference_in_a_test() -> None:
    one = quiz(NUMBER, modus="toetsen")

    assert one.score(answered(one, BEGIN, typed("1 500", **NEW), HAND_IN)).points == 0


def test_the_view_tells_which_rule_reads_what_is_typed_now() -> None:
    def told(**more: str) -> Any:
        one = quiz(NUMBER, **more)
        return one.view(one.start(ANNA))["reading"]

    assert told() == "lenient"
    assert told(modus="toetsen") == "strict"
    assert told(modus="toetsen", antwoorden_lezen="ruim") == "lenient"


def test_a_recorded_event_without_a_rule_is_read_by_the_first() -> None:
    assert practised(HALF, typed("1.500"), check())["feedback"]["verdict"] == "right"
    assert practised(NUMBER, typed("1.500"), check())["feedback"]["verdict"] == "wrong"
    assert practised_points(WORDS, typed("\u2019s ochtends"), check()) == 0


def test_an_event_that_names_the_newer_rule_is_read_by_it() -> None:
    assert practised(NUMBER, typed("1 500", **NEW), check(**NEW))["feedback"]["verdict"] == "right"
    assert practised(NUMBER, typed("1 500"), check(**NEW))["feedback"]["verdict"] == "right"
    assert practised_points(WORDS, typed("\u2019s ochtends", **NEW), check()) == 1


def test_an_answer_given_again_without_a_rule_is_read_by_the_first_again() -> None:
    one = quiz(NUMBER)

    with pytest.raises(Refused, match="not_a_number"):
        answered(one, typed("1 500", **NEW), typed("1 500"), check())


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="malformed"):
        answered(quiz(NUMBER), typed("1", reading="gokken"))


BOTH = [{"label": "1500", "answer": "1500"}, {"label": "1,5", "answer": "1,5"}]


@pytest.mark.parametrize("written", ["1.500", "1,500"])
@pytest.mark.parametrize("rule", [{}, NEW])
def test_in_practice_a_number_with_two_meanings_is_accepted_and_asked_about(written: str, rule: Content) -> None:
    question = practised(NUMBER, typed(written, **rule))

    assert question["answer"] == written
    assert question["doubt"] == {"choices": BOTH}


@pytest.mark.parametrize("rule", [None, "strikt", "ruim"])
def test_in_a_test_a_number_with_two_meanings_is_accepted_and_asked_about(rule: str | None) -> None:
    one = quiz(NUMBER, modus="toetsen", **({"antwoorden_lezen": rule} if rule else {}))
    view = one.view(answered(one, BEGIN, typed("1.500")))

    assert view["questions"][0]["doubt"] == {"choices": BOTH}
    assert view["doubtful"] == ["v1"]
    assert one.view(answered(one, BEGIN, typed("1.500"), typed("1500")))["doubtful"] == []


def test_checking_a_number_with_two_meanings_judges_nothing_and_refuses_nothing() -> None:
    one = quiz(NUMBER)
    state = answered(one, typed("1.500", **NEW), check(**NEW))
    question = one.view(state)["questions"][0]

    assert (question["phase"], question["feedback"], question["doubt"]) == ("open", None, {"choices": BOTH})
    assert one.score(state).items[0].status == "not_attempted"
    assert one.tried(state, Event.now(activity="q", content="", attempt=1, response=check())) is None
    chosen = one.respond(one.respond(state, typed("1500", **NEW)), check(**NEW))
    assert one.view(chosen)["questions"][0]["feedback"]["verdict"] == "right"


@pytest.mark.parametrize("key", [NUMBER, HALF])
def test_who_hands_in_without_saying_which_number_gets_the_better_meaning(key: Content) -> None:
    assert earned(key, "1.500", "ruim") == 1
    assert earned({**key, "antwoord": 7}, "1.500", "ruim") == 0


@pytest.mark.parametrize(("rule", "mode"), [(None, "toetsen"), ("ruim", "toetsen"), (None, "oefenen")])
def test_what_cannot_be_read_as_a_number_is_said_at_once_and_never_refused(rule: str | None, mode: str) -> None:
    one = quiz(NUMBER, modus=mode, **({"antwoorden_lezen": rule} if rule else {}))
    view = one.view(answered(one, *([BEGIN] if mode == "toetsen" else []), typed("45 of 50", **NEW)))

    assert view["questions"][0]["doubt"] == {"choices": []}
    assert view["doubtful"] == ["v1"]


def test_a_test_of_before_proposes_the_number_that_only_the_newer_rule_reads() -> None:
    one = quiz(NUMBER, modus="toetsen")
    state = answered(one, BEGIN, typed("1 500"))

    assert one.view(state)["questions"][0]["doubt"] == {"choices": BOTH[:1]}


def test_nothing_is_asked_about_a_blank_or_clear_answer_or_once_it_is_closed() -> None:
    one = quiz(NUMBER, modus="toetsen", antwoorden_lezen="ruim")

    for text in ("", "  ", "1500", "1 500", "-5"):
        assert one.view(answered(one, BEGIN, typed(text)))["doubtful"] == []
    closed = one.view(answered(one, BEGIN, typed("1.500"), HAND_IN))
    assert (closed["doubtful"], closed["questions"][0]["doubt"]) == ([], None)


def test_what_is_asked_says_nothing_of_the_key() -> None:
    def asked(right: float) -> Any:
        one = quiz({**NUMBER, "antwoord": right}, modus="toetsen", antwoorden_lezen="ruim")
        return [one.view(answered(one, BEGIN, typed(text))) for text in ("1.500", "x", "1500")]

    assert json.dumps(asked(1500)) == json.dumps(asked(1.5)) == json.dumps(asked(7))


def test_replay_gives_what_was_seen_whatever_was_typed() -> None:
    one = quiz(NUMBER, HALF)
    sent = [typed("1.500", **NEW), check(**NEW), typed("1500", **NEW), check(**NEW)]
    events = [Event.now(activity="q", content="c", attempt=1, response=json.loads(json.dumps(one_))) for one_ in sent]

    played = play(one, events, Learner("anna"))

    assert played.refused == 0
    assert one.view(played.state) == one.view(answered(one, *sent))


def test_a_rule_in_a_practice_quiz_is_pointed_out() -> None:
    assert [flaw.code for flaw in quiz(NUMBER, antwoorden_lezen="ruim").flaws()] == ["reading_in_practice"]
    assert list(quiz(NUMBER, modus="toetsen", antwoorden_lezen="ruim").flaws()) == []
