"""Scenarios that count mistakes, and in which the story stays true to what was done."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.mistakes import Limit, Mistakes
from ssfh_learn.errors import Refused
from tests.activities.stories import Walked, every_walk, stories, story
from tests.content_examples import ANNA, STORY, Content, activity, answered

BEGIN, REPLAY = {"kind": "begin"}, {"kind": "replay"}
ONE = story(STORY)


def moves(*steps: tuple[str, str]) -> list[Content]:
    return [
        move
        for node, name in steps
        for move in ({"kind": "choose", "node": node, "choice": name}, {"kind": "continue", "node": node})
    ]


def debrief(*steps: tuple[str, str]) -> Content:
    shown: Content = ONE.view(answered(ONE, BEGIN, *moves(*steps)))["debrief"]
    return shown


def band_of(small: int, serious: int, critical: int) -> str:
    return ONE.band_for(Mistakes(small, serious, critical)).name.split(" ", 1)[1]


# Mistakes and bands


@pytest.mark.parametrize(
    ("made", "band"),
    [
        ((0, 0, 0), "sterk"),
        ((1, 0, 0), "sterk"),
        ((2, 0, 0), "op weg"),
        ((0, 1, 0), "op weg"),
        ((1, 1, 0), "op weg"),
        ((0, 2, 0), "oefenen"),
        ((3, 0, 0), "oefenen"),
        ((0, 0, 1), "oefenen"),
    ],
)
def test_the_band_depends_on_the_numbers_of_mistakes(made: tuple[int, int, int], band: str) -> None:
    assert band_of(*made) == band


NUMBERS = st.integers(0, 5)
MADE = st.builds(Mistakes, NUMBERS, NUMBERS, NUMBERS)


@st.composite
def limits(draw: st.DrawFn) -> list[Limit]:
    """Draw limits of two or three bands as `check` wants them: each allows at least what the one before allows."""
    found, (all_, serious, critical) = [], (draw(st.integers(0, 1)), 0, 0)
    for _ in range(draw(st.integers(1, 3))):
        found.append(Limit(fouten=all_, groot=serious, kritiek=critical))
        all_, serious, critical = all_ + draw(NUMBERS), serious + draw(NUMBERS), critical + draw(NUMBERS)
    return found


def place(found: list[Limit], made: Mistakes) -> int:
    """Return the place of the band, 0 for the best."""
    bands = [
        {"naam": str(n), "tekst": "-", "hooguit": limit.model_dump(by_alias=True)} for n, limit in enumerate(found)
    ]
    one = story({**STORY, "banden": [*bands, {"naam": str(len(found)), "tekst": "-"}]})
    return int(one.band_for(made).name)


@given(found=limits(), made=MADE, more=MADE)
def test_more_mistakes_never_give_a_better_band(found: list[Limit], made: Mistakes, more: Mistakes) -> None:
    both = Mistakes(made.small + more.small, made.serious + more.serious, made.critical + more.critical)

    assert place(found, both) >= place(found, made)


@given(found=limits(), made=MADE)
def test_a_worse_mistake_is_never_better_than_a_lighter_one(found: list[Limit], made: Mistakes) -> None:
    light, serious, critical = (place(found, made.and_one(level)) for level in ("small", "serious", "critical"))

    assert light <= serious <= critical


@given(found=limits(), small=NUMBERS, serious=NUMBERS, critical=NUMBERS)
def test_the_best_band_allows_one_small_mistake_and_no_other(
    found: list[Limit], small: int, serious: int, critical: int
) -> None:
    if place(found, Mistakes(small, serious, critical)) == 0:
        assert (small <= 1, serious, critical) == (True, 0, 0)


@given(stories())
def test_meters_decide_no_band(content: Content) -> None:
    other = {**content, "meters": [{**content["meters"][0], "start": 3, "min": -9, "max": 9}]}

    for made in (Mistakes(), Mistakes(1), Mistakes(2, 1), Mistakes(0, 0, 1)):
        assert story(content).band_for(made) == story(other).band_for(made)


def test_the_debrief_says_the_numbers_and_how_good_each_choice_was() -> None:
    view = ONE.view(answered(ONE, BEGIN, *moves(("begin", "schelden"), ("team", "alsnog"))))
    shown = view["debrief"]

    assert shown["mistakes"] == {"choices": 2, "best": 1, "small": 0, "serious": 1, "critical": 0}
    assert [turn["level"] for turn in view["turns"]] == ["serious", "best"]
    assert (shown["points"], shown["maximum"]) == (0, 0)
    assert [step["choice"]["html"] for step in shown["best_path"]] == [
        "<p>Ik luister en meld het.</p>",
        "<p>Ik vraag om een afspraak.</p>",
    ]


def test_the_score_is_how_many_bands_are_below() -> None:
    scores = [
        ONE.score(answered(ONE, BEGIN, *moves(*steps)))
        for steps in (
            (("begin", "duwen"),),
            (("begin", "schelden"), ("team", "alsnog")),
            (("begin", "melden"), ("team", "laten")),
        )
    ]

    assert [(score.points, score.maximum) for score in scores] == [(0, 2), (1, 2), (2, 2)]


def test_an_ending_moves_no_meter_where_mistakes_are_counted() -> None:
    ends = [{**node, "klem": {"max": 1}} if "einde" in node else node for node in STORY["knopen"]]
    one = story({**STORY, "knopen": ends})

    assert one.view(answered(one, BEGIN, *moves(("begin", "melden"), ("team", "afspreken"))))["debrief"]["final"] == {
        "rust": 6,
        "druk": 2,
    }


# What is remembered


def test_a_text_is_told_by_what_was_done() -> None:
    told = {
        name: words(ONE.view(answered(ONE, BEGIN, *moves(("begin", name))))["situation"]["said"])
        for name in ("melden", "zwijgen", "schelden")
    }

    assert told == {
        "melden": [(None, "<p>Het team bespreekt jouw melding.</p>")],
        "zwijgen": [(None, "<p>Het team bespreekt de dag.</p>")],
        "schelden": [(None, "<p>Het team hoorde je schelden.</p>")],
    }


def words(said: Content) -> list[tuple[str | None, str]]:
    """Return who says what."""
    return [(line["speaker"], line["text"]["html"]) for line in said["lines"]]


def test_while_she_reads_what_a_choice_did_the_last_turn_holds_both_sides() -> None:
    reading = ONE.view(answered(ONE, BEGIN, moves(("begin", "melden"))[0]))

    (turn,) = reading["turns"]
    assert reading["situation"] is None
    assert words(turn["told"]) == [("Meneer Bakker", "<p>Ik wacht al lang!</p>")]
    assert [speaker for speaker, _ in words(turn["answer"])] == ["Lotte"]


def test_what_a_choice_sets_does_not_change_the_situation_in_which_it_was_made() -> None:
    reading = ONE.view(answered(ONE, BEGIN, *moves(("begin", "zwijgen")), moves(("team", "alsnog"))[0]))
    over = ONE.view(answered(ONE, BEGIN, *moves(("begin", "zwijgen"), ("team", "alsnog"))))

    assert words(reading["turns"][1]["told"]) == [(None, "<p>Het team bespreekt de dag.</p>")]
    assert words(over["turns"][1]["told"]) == [(None, "<p>Het team bespreekt de dag.</p>")]


def test_a_choice_is_only_there_where_its_condition_holds() -> None:
    def shown(name: str) -> set[str]:
        view = ONE.view(answered(ONE, BEGIN, *moves(("begin", name))))
        return {choice["id"] for choice in view["choices"]}

    assert shown("melden") == {"afspreken", "laten"}
    assert shown("zwijgen") == {"alsnog", "laten"}


def test_a_choice_that_is_not_there_is_refused() -> None:
    state = answered(ONE, BEGIN, *moves(("begin", "melden")))

    with pytest.raises(Refused, match="not_now"):
        ONE.respond(state, {"kind": "choose", "node": "team", "choice": "alsnog"})


def test_a_meter_chooses_the_way_on() -> None:
    assert (
        debrief(("begin", "zwijgen"), ("team", "laten"))["ending"]["lines"][0]["text"]["html"] == "<p>Het gaat mis.</p>"
    )
    assert (
        debrief(("begin", "melden"), ("team", "laten"))["ending"]["lines"][0]["text"]["html"] == "<p>Je bent moe.</p>"
    )


def test_nobody_is_stuck_where_the_author_left_nothing_to_choose() -> None:
    first, team, *ends = STORY["knopen"]
    hidden = {**team, "keuzes": [{**choice, "als": "nooit"} for choice in team["keuzes"]]}
    one = story({**STORY, "knopen": [first, hidden, *ends]})

    assert len(one.view(answered(one, BEGIN, *moves(("begin", "melden"))))["choices"]) == 3


def test_a_new_run_remembers_nothing() -> None:
    view = ONE.view(answered(ONE, BEGIN, *moves(("begin", "melden")), REPLAY, *moves(("begin", "zwijgen"))))

    assert {choice["id"] for choice in view["choices"]} == {"alsnog", "laten"}


@given(stories())
def test_every_text_choice_and_turn_of_a_run_follows_from_what_was_done_in_it(content: Content) -> None:
    one = story(content)
    variants = {node["id"]: node.get("varianten", []) for node in content["knopen"]}
    for walked in every_walk(content):
        state = answered(one, BEGIN)
        for (node, name), (at, told) in zip(walked.choices, walked.texts, strict=False):
            view = one.view(state)
            text = variants[at][told]["tekst"] if told >= 0 else at
            assert (view["situation"]["id"], words(view["situation"]["said"])) == (node, [(None, f"<p>{text}</p>")])
            assert name in {choice["id"] for choice in view["choices"]}
            for move in moves((node, name)):
                state = one.respond(state, move)
        assert state.latest.node == walked.ending


@given(stories())
def test_the_best_way_is_one_with_the_fewest_and_lightest_mistakes(content: Content) -> None:
    def gravity(walked: Walked) -> tuple[int, ...]:
        return tuple(walked.levels.count(level) for level in ("critical", "serious", "small"))

    best = best_way(story(content))

    assert best.mistakes.gravity == min(map(gravity, every_walk(content)))
    assert tuple((step.node, step.choice) for step in best.path) in {walked.choices for walked in every_walk(content)}


# Cards and tests


def test_a_card_knows_how_good_each_choice_was_and_shows_what_a_run_without_marks_shows() -> None:
    first, second = ONE.cards()
    state, shares = ONE.start(ANNA), {}
    for move in (BEGIN, *moves(("begin", "zwijgen"), ("team", "laten")), REPLAY, *moves(("begin", "duwen"))):
        state = ONE.respond(state, move)
        data = {name: value for name, value in move.items() if name != "kind"}
        event = SimpleNamespace(kind=move["kind"], data=data, content="")
        if tried := ONE.tried(state, event):
            shares[event.data["choice"]] = (tried.share, tried.critical)

    assert shares == {"zwijgen": (0.5, False), "laten": (0.5, False), "duwen": (0.0, True)}
    assert [option.id for option in second.question.options] == ["alsnog", "laten"]
    assert {option.id: option.worth for option in first.question.options}["schelden"] == 0


def test_what_a_learner_holds_of_a_test_says_not_how_serious_a_choice_is() -> None:
    test = story({**STORY, "modus": "toetsen"})
    other = json.loads(
        json.dumps(STORY).replace('"ernst": "klein"', '"ernst": "groot"').replace('"fouten": 1', '"fouten": 0')
    )

    assert story({**other, "modus": "toetsen"}).without_key() == test.without_key()
    assert "ernst" not in test.without_key().model_dump_json(by_alias=True)


# Editions


def test_a_run_of_an_earlier_edition_stays_what_it_was() -> None:
    before = activity(
        {
            **STORY,
            "knopen": [
                {**node, "tekst": f"Toen: {node['tekst']}"} if node["id"] == "rustig" else node
                for node in STORY["knopen"]
            ],
            "banden": [{"vanaf": 0, "naam": "laag", "tekst": "-"}, {"vanaf": 6, "naam": "hoog", "tekst": "-"}],
        }
    )
    one = ONE.with_earlier({before.fingerprint(): before})
    state, content = one.start(ANNA), before.fingerprint()
    for move in (BEGIN, *moves(("begin", "melden"), ("team", "afspreken"))):
        state = one.respond(state, move, content)

    shown = one.view(state)["debrief"]

    assert shown == before.view(answered(before, BEGIN, *moves(("begin", "melden"), ("team", "afspreken"))))["debrief"]
    assert (shown["band"]["name"], shown["mistakes"], shown["points"]) == ("hoog", None, 6)
    assert one.score(state) == before.score(state)
    now = one.respond(state, REPLAY, one.fingerprint())
    for move in moves(("begin", "duwen")):
        now = one.respond(now, move, one.fingerprint())
    assert [run["is_earlier"] for run in one.view(now)["runs"]] == [True, False]
    assert (one.score(now).points, one.score(now).maximum) == (0, 2)
