"""A refresher: what comes back of a module, and how a short session goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Activity, play
from ssfh_learn.activities.card import Try
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.activities.refresher import LONGEST_SESSION, Refresher, seconds, that_fit, tries, went_wrong
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.content import load_module
from ssfh_learn.content.activity_file import load_activity
from ssfh_learn.errors import Refused
from tests.conftest import REPOSITORY
from tests.content_examples import (
    ANNA,
    BRAM,
    EXAMPLES,
    KEY,
    PRACTICE_QUIZ,
    SCENARIO,
    TEST_QUIZ,
    Content,
    activity,
    quiz,
)
from tests.seam import must_fit

CHOICE: Content = {
    "soort": "enkele-keuze",
    "opties": [
        {"id": "goed", "tekst": "Wel", "juist": "ja", "uitleg": "Ja."},
        {"id": "fout", "tekst": "Niet", "uitleg": "Nee."},
    ],
    "feedback": {"goed": "Goed.", "fout": "Fout."},
}
FIRST, SECOND = "voorbeeld.v1", "voorbeeld.v2"


@dataclass(frozen=True)
class Happened:
    """A response that was written down; `content` is not looked at."""

    kind: str
    data: Content = field(default_factory=dict)
    content: str = ""


def happened(*responses: Content) -> list[Happened]:
    return [Happened(one["kind"], {name: value for name, value in one.items() if name != "kind"}) for one in responses]


def answer(card: str, value: object) -> tuple[Content, Content]:
    """Answer a question, and ask whether that is right."""
    return {"kind": "answer", "question": card, "answer": value}, {"kind": "check", "question": card}


def retry(card: str) -> Content:
    return {"kind": "retry", "question": card}


def refresher(*activities: Activity) -> Refresher:
    made = Refresher.of(activities, id_="opfrissen", title="Opfrissen")
    assert made
    return made


def cards(*activities: Activity) -> list[str]:
    """Return the ids of the cards of some activities, if any."""
    made = Refresher.of(activities, id_="opfrissen", title="Opfrissen")
    return [card.id for card in made.questions] if made else []


def played(one: Refresher, *responses: Content) -> Any:
    state = one.start(ANNA)
    for response in responses:
        state = one.respond(state, response)
    return state


def begin(*names: str) -> Content:
    return {"kind": "begin", "cards": list(names)}


# What can come back


def test_the_questions_of_a_practice_quiz_and_the_decisions_of_a_scenario_can_come_back() -> None:
    assert cards(quiz(CHOICE, CHOICE), activity(SCENARIO, "verhaal")) == [
        FIRST,
        SECOND,
        "verhaal.begin",
        "verhaal.samen",
    ]


@pytest.mark.parametrize("content", [TEST_QUIZ, {**SCENARIO, "modus": "toetsen"}], ids=["quiz", "scenario"])
def test_nothing_of_a_test_ever_comes_back(content: Content) -> None:
    assert cards(activity(content)) == []


OTHERS = sorted(name for name, content in EXAMPLES.items() if not isinstance(activity(content), Quiz | Scenario))


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_kind_has_cards(name: str) -> None:
    assert cards(activity(EXAMPLES[name])) == []


def test_what_has_no_right_answer_and_what_a_person_grades_do_not_come_back() -> None:
    kinds = {card.kind for card in refresher(activity(PRACTICE_QUIZ)).questions}

    assert "open_text" not in kinds
    assert cards(quiz({**CHOICE, "telt_mee": "nee"}, CHOICE)) == [SECOND]


KEYS = sorted((REPOSITORY / "assignments" / "keys").glob("*.yaml"))


@pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)
def test_no_test_that_we_ship_gives_a_card(path: Path) -> None:
    assert cards(load_activity(path)) == []


def decision(**changes: Content) -> dict[str, float]:
    """Return what each choice of the first situation is worth, after changes to some of them."""
    choices = [{**choice, **changes.get(choice["id"], {})} for choice in SCENARIO["knopen"][0]["keuzes"]]
    nodes = [{**SCENARIO["knopen"][0], "keuzes": choices}, *SCENARIO["knopen"][1:]]
    card: Any = refresher(activity({**SCENARIO, "knopen": nodes}, "verhaal")).questions[0]
    return {option.id: option.worth for option in card.options}


def test_of_a_decision_the_best_choice_is_right_and_harm_is_wrong() -> None:
    assert decision() == {"vraag": 1, "wacht": 0, "negeer": 0}


def test_a_choice_that_helps_less_is_partly_right() -> None:
    assert decision(wacht={"effect": {"balans": 1}})["wacht"] == 0.25


def test_choices_that_help_as_much_are_both_right() -> None:
    assert decision(wacht={"effect": {"balans": 4}}) == {"vraag": 1, "wacht": 1, "negeer": 0}


def test_a_dangerous_choice_is_wrong_however_much_it_seems_to_help() -> None:
    assert decision(negeer={"effect": {"balans": 10}})["negeer"] == 0


def test_where_a_low_meter_is_good_the_choice_that_lowers_it_most_is_right() -> None:
    meter = {**SCENARIO["meters"][0], "goed": "laag"}
    card: Any = refresher(activity({**SCENARIO, "meters": [meter, SCENARIO["meters"][1]]}, "verhaal")).questions[0]

    assert {option.id: option.worth for option in card.options} == {"vraag": 0, "wacht": 1, "negeer": 0}


def test_every_decision_that_we_ship_has_a_best_choice_and_explains_each() -> None:
    decisions: list[Any] = [card for one in shipped() for card in one.questions if card.id in one.contexts]

    assert len(decisions) > 30
    for card in decisions:
        assert max(option.worth for option in card.options) == 1, card.id
        assert all(option.explanation for option in card.options), card.id


def test_a_decision_is_told_with_its_story_and_who_she_is_in_it() -> None:
    one = refresher(activity(SCENARIO, "verhaal"))
    view = one.view(played(one, begin("verhaal.begin")))
    question, card = view["questions"][0], view["cards"]["verhaal.begin"]

    assert "Maandag" in card["context"]["html"]
    assert "Je werkt aan de balie." in card["context"]["html"]
    assert question["prompt"] == {"html": "<p>De telefoon gaat.</p>"}


def test_a_decision_later_in_a_story_is_told_with_its_beginning_and_with_who_speaks() -> None:
    recipe = next(one for one in shipped() if "het-recept.a2" in one.contexts)
    asked = {card.id: card.prompt for card in recipe.questions}

    assert "Meneer Bakker staat aan de balie" not in recipe.contexts["het-recept.a1"]
    assert "Meneer Bakker staat aan de balie" in recipe.contexts["het-recept.a11"]
    assert asked["het-recept.a2"].startswith("Meneer Bakker: “Mijn pijnstillers zijn op.")


# What went wrong


def shares(one: Activity, *responses: Content) -> list[tuple[str, float]]:
    return [(found.card, found.share) for _, found in tries(one, happened(*responses), ANNA)]


def test_each_check_is_a_try() -> None:
    one = quiz(CHOICE, CHOICE)
    found = shares(one, *answer("v1", "fout"), retry("v1"), *answer("v1", "goed"), *answer("v2", "goed"))

    assert found == [(FIRST, 0), (FIRST, 1), (SECOND, 1)]


def test_an_answer_that_was_never_checked_is_no_try() -> None:
    assert shares(quiz(CHOICE), answer("v1", "fout")[0]) == []


def test_what_no_longer_fits_the_content_is_left_out() -> None:
    assert shares(quiz(CHOICE), *answer("weg", "fout"), *answer("v1", "goed")) == [(FIRST, 1)]


def test_each_choice_in_a_scenario_is_a_try_and_a_dangerous_one_is_known_as_such() -> None:
    going = ("begin", "wacht"), ("begin", "negeer"), ("samen", "afspraak")
    events: list[Content] = [{"kind": "begin"}]
    for node, choice in going:
        events += [{"kind": "choose", "node": node, "choice": choice}, {"kind": "continue", "node": node}]
    found = [one for _, one in tries(activity(SCENARIO, "verhaal"), happened(*events), ANNA)]

    assert found == [
        Try("verhaal.begin", 0),
        Try("verhaal.begin", 0, critical=True),
        Try("verhaal.samen", 1),
    ]


@pytest.mark.parametrize("found", [[0], [0.5], [0, 1], [1, 0], [0, 1, 0]])
def test_a_card_went_wrong_where_the_first_or_the_last_try_was_not_wholly_right(found: list[float]) -> None:
    assert went_wrong([Try("kaart", share) for share in found])


@pytest.mark.parametrize("found", [[1], [1, 1], [1, 0, 1]])
def test_a_card_did_not_go_wrong_where_the_first_and_the_last_try_were_right(found: list[float]) -> None:
    assert not went_wrong([Try("kaart", share) for share in found])


def test_a_dangerous_choice_always_comes_back() -> None:
    assert went_wrong([Try("kaart", 1), Try("kaart", 0, critical=True), Try("kaart", 1)])


# A session


ONE = refresher(quiz(CHOICE, CHOICE))


def test_a_session_holds_the_cards_that_the_host_chose_in_its_order() -> None:
    view = ONE.view(played(ONE, begin(SECOND, FIRST)))

    assert [question["id"] for question in view["questions"]] == [SECOND, FIRST]
    assert (view["kind"], view["phase"], view["current"], view["result"]) == ("refresher", "open", SECOND, None)


def test_before_the_host_chose_there_is_nothing() -> None:
    view = ONE.view(ONE.start(ANNA))

    assert (view["phase"], view["questions"], view["result"]) == ("ready", [], None)
    assert ONE.is_over(ONE.start(ANNA))


def test_a_card_that_was_wrong_returns_once_at_the_end() -> None:
    state = played(ONE, begin(FIRST, SECOND), *answer(FIRST, "fout"))
    view = ONE.view(state)

    assert [question["id"] for question in view["questions"]] == [FIRST, SECOND, f"{FIRST}+again"]
    cards = [view["cards"][question["id"]] for question in view["questions"]]
    assert [card["returns"] for card in cards] == [True, False, False]
    assert [card["returned"] for card in cards] == [False, False, True]

    state = played(ONE, begin(FIRST), *answer(FIRST, "fout"), *answer(f"{FIRST}+again", "fout"))
    assert len(ONE.view(state)["questions"]) == 2
    assert ONE.is_over(state)


def test_a_card_that_was_right_does_not_return() -> None:
    state = played(ONE, begin(FIRST), *answer(FIRST, "goed"))

    assert len(ONE.view(state)["questions"]) == 1
    assert ONE.is_over(state)


def test_the_right_answer_is_told_at_once_and_the_question_stays_closed() -> None:
    question = ONE.view(played(ONE, begin(FIRST), *answer(FIRST, "fout")))["questions"][0]

    assert (question["phase"], question["feedback"]["solution"]) == ("closed", "goed")


def test_before_it_is_checked_nothing_of_the_key_is_shown() -> None:
    one = refresher(activity(PRACTICE_QUIZ), activity(SCENARIO, "verhaal"))
    for card in one.questions:
        shown = json.dumps(one.view(played(one, begin(card.id))))
        assert KEY not in shown, card.id
        assert "worth" not in shown


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (retry(FIRST), "unknown_response"),
        ({"kind": "retry_wrong"}, "unknown_response"),
        ({"kind": "start_over"}, "unknown_response"),
        ({"kind": "hand_in"}, "unknown_response"),
        (answer(FIRST, "goed")[0], "already_checked"),
        (answer(SECOND, "goed")[0], "unknown_id"),
        (answer(f"{SECOND}+again", "goed")[0], "unknown_id"),
        (begin("weg"), "unknown_id"),
        (begin(), "malformed"),
        (begin(*[FIRST] * 31), "malformed"),
        ({"kind": "begin"}, "malformed"),
    ],
)
def test_what_does_not_belong_in_a_session_is_refused(response: Content, code: str) -> None:
    state = played(ONE, begin(FIRST), *answer(FIRST, "goed"))
    with pytest.raises(Refused) as refused:
        ONE.respond(state, response)
    assert refused.value.code == code


def test_nothing_is_answered_before_a_session_began() -> None:
    with pytest.raises(Refused) as refused:
        ONE.respond(ONE.start(ANNA), answer(FIRST, "goed")[0])
    assert refused.value.code == "not_begun"


def test_a_card_that_her_trainer_took_away_leaves_the_others() -> None:
    assert [question["id"] for question in ONE.view(played(ONE, begin("weg", SECOND)))["questions"]] == [SECOND]


def test_at_the_end_it_says_how_many_were_right_at_once_and_gives_no_points() -> None:
    state = played(ONE, begin(FIRST, SECOND), *answer(FIRST, "fout"), *answer(SECOND, "goed"))
    assert ONE.view(state)["result"] is None
    state = ONE.respond(ONE.respond(state, answer(f"{FIRST}+again", "goed")[0]), answer(f"{FIRST}+again", "goed")[1])

    assert ONE.view(state)["result"] == {"cards": 2, "right": 1}


def test_a_next_session_begins_with_nothing_answered_and_is_another_attempt() -> None:
    state = played(ONE, begin(FIRST), *answer(FIRST, "fout"), begin(FIRST))
    question = ONE.view(state)["questions"][0]

    assert (question["answer"], question["phase"]) == (None, "open")
    assert ONE.attempt(state) == 2


def test_a_return_counts_for_its_card() -> None:
    going = happened(begin(FIRST), *answer(FIRST, "fout"), *answer(f"{FIRST}+again", "goed"))

    assert [one for _, one in tries(ONE, going, ANNA)] == [Try(FIRST, 0), Try(FIRST, 1)]


def test_everything_in_it_is_the_learners_own() -> None:
    assert ONE.is_private


def test_options_keep_the_order_that_an_author_gave_them() -> None:
    many = {**CHOICE, "opties": [{"id": f"o{number}", "tekst": str(number), "uitleg": "x"} for number in range(8)]}
    many["opties"][0]["juist"] = "ja"
    written = [option["id"] for option in many["opties"]]

    def order(one: Refresher, learner: Any) -> list[str]:
        view = one.view(one.respond(one.start(learner), begin(FIRST)))
        return [option["id"] for option in view["questions"][0]["options"]]

    assert order(refresher(quiz(many, schudden="nee")), ANNA) == written
    assert order(refresher(quiz(many)), ANNA) != order(refresher(quiz(many)), BRAM)


# Five minutes


@cache
def shipped() -> tuple[Refresher, ...]:
    """Return the refreshers of the modules that we ship."""
    return tuple(_shipped())


def _shipped() -> Iterator[Refresher]:
    for path in sorted((REPOSITORY / "modules").rglob("module.yaml")):
        module = load_module(path.parent)
        yield refresher(*(module.activity(name) for name in module.activity_files))


SHIPPED: list[Question] = [card for one in shipped() for card in one.questions]
ABOVE = {id_: text for one in shipped() for id_, text in one.contexts.items()}


def test_a_card_takes_its_words_and_the_time_to_choose_and_half_of_that_again() -> None:
    one = quiz({**CHOICE, "vraag": " ".join(["woord"] * 56)})  # and Wel, Ja., Niet, Nee., Goed., Fout.

    card = refresher(one).questions[0]
    assert seconds(card, {}) == pytest.approx(1.5 * (62 / 3 + 15))
    assert seconds(card, {card.id: "woord " * 30}) == pytest.approx(1.5 * (92 / 3 + 15))


@given(st.permutations(SHIPPED))
def test_a_session_never_takes_longer_than_five_minutes(waiting: list[Question]) -> None:
    chosen = that_fit(waiting, ABOVE)

    assert list(chosen) == waiting[: len(chosen)]
    assert 1 <= len(chosen) < len(waiting)  # the two longest together take more than five minutes
    assert sum(seconds(card, ABOVE) for card in chosen) <= LONGEST_SESSION
    assert sum(seconds(card, ABOVE) for card in waiting[: len(chosen) + 1]) > LONGEST_SESSION


def test_a_card_that_alone_takes_longer_still_comes_back() -> None:
    long = refresher(quiz({**CHOICE, "vraag": "woord " * 900}, CHOICE)).questions

    assert [card.id for card in that_fit(long, {})] == [FIRST]
    assert that_fit((), {}) == ()


# Replaying


WHATEVER = st.one_of(
    st.lists(st.sampled_from([FIRST, SECOND, "weg"]), min_size=1, max_size=3).map(lambda names: begin(*names)),
    st.tuples(
        st.sampled_from([FIRST, SECOND, f"{FIRST}+again", f"{SECOND}+again", "weg"]),
        st.sampled_from(["goed", "fout", "weg"]),
        st.booleans(),
    ).map(lambda drawn: answer(drawn[0], drawn[1])[drawn[2]]),
    st.sampled_from([FIRST, None]).map(lambda card: {"kind": "go", "question": card}),
)


@given(st.lists(WHATEVER, max_size=25), st.integers(0, 25))
def test_playing_the_events_again_gives_the_same_session(responses: list[Content], cut: int) -> None:
    events = happened(*responses)
    whole = play(ONE, events, ANNA).state
    halfway = play(ONE, events[:cut], ANNA).state
    must_fit(ONE.view(whole))
    must_fit(ONE.view(halfway))

    assert play(ONE, events[cut:], ANNA, halfway).state == whole
    assert json.dumps(ONE.view(whole)) == json.dumps(ONE.view(play(ONE, events, ANNA).state))
    assert list(tries(ONE, events, ANNA)) == list(tries(ONE, events, ANNA))


@given(st.lists(WHATEVER, max_size=25))
def test_no_card_is_asked_more_than_twice_in_a_session(responses: list[Content]) -> None:
    state = play(ONE, happened(*responses), ANNA).state
    for attempt in state.attempts:
        assert len(attempt.drawn) == len(set(attempt.drawn)) <= 2 * len({card.split("+")[0] for card in attempt.drawn})
