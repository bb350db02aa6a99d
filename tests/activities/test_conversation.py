"""A scenario as a conversation: who says what, with which face, and going on from an earlier turn."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.dutch import MEN, PORTRAITS, UNSEEN, WOMEN
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.scenario.cast import cast_of
from ssfh_learn.activities.scenario.lines import lines_of
from ssfh_learn.errors import Refused
from tests.content_examples import STORY, Content, activity, answered

BEGIN: Content = {"kind": "begin"}


def story(**changes: Any) -> Scenario:
    made = activity({**STORY, **changes})
    assert isinstance(made, Scenario)
    return made


def moves(*steps: tuple[str, str]) -> list[Content]:
    return [
        move
        for node, choice in steps
        for move in ({"kind": "choose", "node": node, "choice": choice}, {"kind": "continue", "node": node})
    ]


OVER = [BEGIN, *moves(("begin", "schelden"), ("team", "alsnog"))]

# Who says what


def lines(text: str) -> list[tuple[bool, str]]:
    return [(line.is_said, line.text) for line in lines_of(text, is_quoting=True)]


def test_what_stands_between_quotation_marks_is_said_and_the_rest_is_told() -> None:
    assert lines("Hij slaat op het blad. “Ik wacht al lang!” Drie mensen kijken op.") == [
        (False, "Hij slaat op het blad."),
        (True, "Ik wacht al lang!"),
        (False, "Drie mensen kijken op."),
    ]


def test_without_quotation_marks_a_speaker_says_all_of_it() -> None:
    assert [line.is_said for line in lines_of("Ik wacht al lang!", is_quoting=False)] == [True]


def test_layout_around_a_quotation_is_not_cut_off() -> None:
    assert lines("**“Kom!”**") == [(True, "**“Kom!”**")]


@given(st.lists(st.tuples(st.booleans(), st.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)), max_size=6))
def test_no_word_is_lost_and_none_changes_place(pieces: list[tuple[bool, str]]) -> None:
    text = " ".join(f"“{words}”" if is_said else words for is_said, words in pieces)

    found = lines_of(text, is_quoting=True)

    assert " ".join(line.text for line in found).split() == re.sub("[“”]", "", text).split()


def test_a_text_without_a_quotation_is_told_where_another_text_of_the_situation_has_one() -> None:
    nodes = [
        {**STORY["knopen"][0], "wie": "Lotte", "tekst": "Lotte vraagt: “Hoe gaat het?”"},
        *STORY["knopen"][1:],
    ]
    quoted = {**nodes[0], "varianten": [{"als niet": "bestaat", "tekst": "Lotte vraagt het nog eens."}]}

    told = story(knopen=[quoted, *nodes[1:]])

    view = told.view(answered(told, BEGIN))
    assert [line["speaker"] for line in view["situation"]["said"]["lines"]] == [None]


# Faces


def test_everybody_has_a_portrait_of_her_own_that_stays_the_same() -> None:
    cast = cast_of(story())

    assert set(cast) == {"Meneer Bakker", "Lotte"}
    assert len(set(cast.values())) == 2
    assert cast["Meneer Bakker"] in MEN
    assert cast == cast_of(story())


def test_the_author_chooses_a_portrait_and_nobody_else_gets_it() -> None:
    for portrait in PORTRAITS:
        cast = cast_of(story(personen=[{"wie": "Lotte", "portret": portrait}]))
        assert cast["Lotte"] == portrait
        assert cast["Meneer Bakker"] != portrait


def test_several_people_can_have_no_face_and_nobody_has_none_unless_the_author_says_so() -> None:
    nobody_seen = story(personen=[{"wie": name, "portret": "onbekend"} for name in ("Lotte", "Meneer Bakker")])
    names = [f"Iemand {number}" for number in range(30)]
    crowd = story(knopen=[{**STORY["knopen"][0], "wie": name, "id": f"k{at}"} for at, name in enumerate(names)])

    assert set(cast_of(nobody_seen).values()) == {UNSEEN}
    assert UNSEEN not in cast_of(crowd).values()


def test_there_are_as_many_women_as_men_to_meet() -> None:
    assert (len(WOMEN), len(MEN), len(set(PORTRAITS))) == (6, 6, 12)


def test_somebody_of_the_list_who_never_speaks_is_named() -> None:
    flaws = list(story(personen=[{"wie": "Loes", "portret": "fleur"}]).flaws())

    assert [(flaw.code, flaw.details["name"]) for flaw in flaws] == [("person_never_speaks", "Loes")]


def test_the_mood_follows_the_first_meter() -> None:
    def mood(start: int, good: str) -> str:
        meters = [{**STORY["meters"][0], "start": start, "min": 0, "max": 10, "goed": good}, *STORY["meters"][1:]]
        one = story(meters=meters)
        found: str = one.view(answered(one, BEGIN))["situation"]["said"]["mood"]
        return found

    assert [mood(value, "hoog") for value in (0, 2, 3, 5, 6, 10)] == ["bad", "bad", "middle", "middle", "good", "good"]
    assert [mood(value, "laag") for value in (10, 8, 7, 5, 4, 0)] == ["bad", "bad", "middle", "middle", "good", "good"]


def test_a_meter_is_called_what_its_author_calls_it_there() -> None:
    meter = {**STORY["meters"][0], "start": 9, "min": 0, "max": 10, "goed": "laag"}
    one = story(meters=[{**meter, "woorden": ["rustig", "gespannen", "gevaarlijk"]}, *STORY["meters"][1:]])

    first, second = one.view(one.printed())["meters"]

    assert (first["zone"], first["word"], second["word"]) == ("bad", "gevaarlijk", None)


# Editions


@pytest.mark.parametrize(
    "changes",
    [
        {"personen": [{"wie": "Lotte", "portret": "fleur"}]},
        {"meters": [{**meter, "woorden": ["a", "b", "c"]} for meter in STORY["meters"]]},
        {"knopen": [{**node, "geluid": "geluid/x.mp3"} for node in STORY["knopen"]]},
    ],
)
def test_what_is_only_seen_or_heard_makes_no_new_edition(changes: Content) -> None:
    assert story(**changes).fingerprint() == story().fingerprint()


def test_another_speaker_makes_a_new_edition() -> None:
    nodes = [{**STORY["knopen"][0], "wie": "Loes"}, *STORY["knopen"][1:]]

    assert story(knopen=nodes).fingerprint() != story().fingerprint()


# Going on from a turn


def test_play_from_here_keeps_what_was_chosen_before_it() -> None:
    one = story()
    state = answered(one, *OVER, {"kind": "replay", "turn": 2, "attempt": 1})

    view = one.view(state)

    assert (view["attempt"], view["phase"], view["situation"]["id"]) == (2, "choosing", "team")
    assert [turn["choice"]["html"] for turn in view["turns"]] == [
        one.view(answered(one, *OVER))["turns"][0]["choice"]["html"]
    ]
    ended = answered(one, *OVER, {"kind": "replay", "turn": 2, "attempt": 1}, *moves(("team", "laten")))
    assert [run["kept"] for run in one.view(ended)["runs"]] == [0, 1]


def test_play_from_the_first_turn_is_to_play_anew() -> None:
    one = story()

    assert one.view(answered(one, *OVER, {"kind": "replay", "turn": 1}))["turns"] == []


@pytest.mark.parametrize("turn", [3, 99])
def test_a_turn_that_was_not_played_is_refused(turn: int) -> None:
    one = story()

    with pytest.raises(Refused, match="not_now"):
        one.respond(answered(one, *OVER), {"kind": "replay", "turn": turn})


def test_halfway_a_run_nobody_goes_back_a_turn() -> None:
    one = story()

    with pytest.raises(Refused, match="not_now"):
        one.respond(answered(one, BEGIN, *moves(("begin", "schelden"))), {"kind": "replay", "turn": 2})


def test_a_scenario_that_is_a_test_is_only_played_from_its_beginning() -> None:
    one = story(modus="toetsen")

    with pytest.raises(Refused, match="not_now"):
        one.respond(answered(one, *OVER), {"kind": "replay", "turn": 2})
