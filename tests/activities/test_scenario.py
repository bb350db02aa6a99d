"""Scenarios: meters, endings, critical choices, and the real one played to every ending."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.content import load_activity
from ssfh_learn.errors import Refused
from tests import yaml_file
from tests.content_examples import ANNA, SCENARIO, Content, activity, answered

BANDS = [{"vanaf": start, "naam": f"vanaf {start}", "tekst": "-"} for start in (0, 4, 7)]
REAL = Path(__file__).parents[2] / "modules/werkdruk/activiteiten/eerder/maandagochtend/1.yaml"
"""The first edition, in which the first meter judges, as in the outline; `test_scenarios` plays it as it is now."""


def choice(name: str, to: str, effect: int = 0, *, critical: bool = False) -> Content:
    extra = {"kritiek": "ja"} if critical else {}
    return {"id": name, "tekst": name, "naar": to, "effect": {"m": effect}, "gevolg": "-", "uitleg": "-", **extra}


def ending(name: str, **clamp: int) -> Content:
    return {"id": name, "tekst": name, "einde": "ja", "klem": clamp}


def scenario(*nodes: Content, good: str = "hoog", start: int = 5, **more: object) -> Scenario:
    meter = {"id": "m", "naam": "Meter", "start": start, "min": 0, "max": 10, "goed": good, "uitleg": "-"}
    content = {
        "soort": "scenario",
        "titel": "S",
        "rol": "R",
        "meters": [meter],
        "start": nodes[0]["id"],
        "banden": BANDS,
    }
    made = activity({**content, "knopen": list(nodes), **more})
    assert isinstance(made, Scenario)
    return made


def one_choice(effect: int, *, critical: bool = False, good: str = "hoog", clamp: Content | None = None) -> Scenario:
    first = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", effect, critical=critical)]}
    return scenario(first, ending("e", **(clamp or {})), good=good)


BEGIN, REPLAY = {"kind": "begin"}, {"kind": "replay"}


def choose(node: str, name: str) -> Content:
    return {"kind": "choose", "node": node, "choice": name}


def go_on(node: str) -> Content:
    return {"kind": "continue", "node": node}


def step(node: str, name: str) -> tuple[Content, Content]:
    return choose(node, name), go_on(node)


def debrief(one: Scenario, *moves: Content) -> Content:
    shown: Content = one.view(answered(one, BEGIN, *moves))["debrief"]
    return shown


def final(one: Scenario) -> int:
    value: int = debrief(one, *step("a", "x"))["final"]["m"]
    return value


# Meters and endings


@pytest.mark.parametrize(("effect", "value"), [(2, 7), (-2, 3), (9, 10), (-9, 0)])
def test_a_meter_stays_within_its_bounds(effect: int, value: int) -> None:
    assert final(one_choice(effect)) == value


def test_bounds_are_kept_at_each_step_and_not_only_at_the_end() -> None:
    first = {"id": "a", "tekst": "A", "keuzes": [choice("x", "b", 9)]}
    second = {"id": "b", "tekst": "B", "keuzes": [choice("x", "e", -4)]}
    one = scenario(first, second, ending("e"))

    assert debrief(one, *step("a", "x"), *step("b", "x"))["final"] == {"m": 6}


@pytest.mark.parametrize(
    ("effect", "clamp", "value"),
    [(5, {"max": 6}, 6), (-5, {"min": 4}, 4), (1, {"min": 4, "max": 6}, 6), (0, {"min": 4, "max": 6}, 5), (2, {}, 7)],
)
def test_an_ending_clamps_the_final_value(effect: int, clamp: Content, value: int) -> None:
    assert final(one_choice(effect, clamp=clamp)) == value


@pytest.mark.parametrize(
    ("good", "effect", "value"),
    [("hoog", 5, 6), ("hoog", -2, 3), ("laag", -5, 4), ("laag", 2, 7)],
)
def test_a_critical_choice_keeps_out_of_the_best_band(good: str, effect: int, value: int) -> None:
    assert final(one_choice(effect, critical=True, good=good)) == value


def test_the_rule_for_critical_choices_is_stronger_than_an_ending() -> None:
    assert final(one_choice(5, critical=True, clamp={"min": 8})) == 6
    assert final(one_choice(-5, critical=True, good="laag", clamp={"max": 2})) == 4


@given(
    effect=st.integers(-12, 12),
    good=st.sampled_from(["hoog", "laag"]),
    starts=st.lists(st.integers(1, 19), min_size=1, max_size=3, unique=True).map(sorted),
)
def test_a_critical_choice_never_ends_in_the_best_band(effect: int, good: str, starts: list[int]) -> None:
    # Halves too: an author may write `vanaf: 3.5`.
    bands = [{"vanaf": half / 2, "naam": str(half), "tekst": "-"} for half in (0, *starts)]
    first = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", effect, critical=True)]}
    one = scenario(first, ending("e"), good=good, banden=bands)
    best = bands[-1] if good == "hoog" else bands[0]
    shown = debrief(one, *step("a", "x"))

    assert shown["band"]["name"] != best["naam"]
    assert shown["unsafe"] is True


def test_the_consequence_of_a_choice_is_shown_before_the_story_goes_on() -> None:
    first = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3)]}
    one = scenario(first, ending("e"))

    view = one.view(answered(one, BEGIN, choose("a", "x")))

    assert view["phase"] == "consequence"
    assert view["turns"][-1]["effects"] == [{"meter": "m", "change": 3, "is_good": True}]
    assert view["choices"] == []
    assert view["meters"][0]["value"] == 8


def test_a_change_is_shown_as_it_was_and_not_as_the_author_wrote_it() -> None:
    one = one_choice(9)

    effects = one.view(answered(one, BEGIN, choose("a", "x")))["turns"][-1]["effects"]

    assert effects == [{"meter": "m", "change": 5, "is_good": True}]


@pytest.mark.parametrize(
    ("good", "effect", "shown"),
    [
        ("hoog", 2, [(2, True)]),
        ("hoog", -2, [(-2, False)]),
        ("laag", 2, [(2, False)]),
        ("laag", -2, [(-2, True)]),
        ("laag", 0, []),
    ],
)
def test_a_meter_that_moved_is_shown_with_whether_it_went_the_good_way(
    good: str, effect: int, shown: list[tuple[int, bool]]
) -> None:
    one = one_choice(effect, good=good)

    effects = one.view(answered(one, BEGIN, choose("a", "x")))["turns"][-1]["effects"]

    assert [(moved["change"], moved["is_good"]) for moved in effects] == shown


def test_the_debrief_tells_the_path_and_the_values_along_it() -> None:
    first = {"id": "a", "tekst": "A", "keuzes": [choice("x", "b", 2), choice("y", "b", -1)]}
    second = {"id": "b", "tekst": "B", "keuzes": [choice("x", "e", 1)]}
    one = scenario(first, second, ending("e", max=6))

    view = one.view(answered(one, BEGIN, *step("a", "y"), *step("b", "x")))
    shown = view["debrief"]

    assert [told["choice"]["html"] for told in view["turns"]] == ["<p>y</p>", "<p>x</p>"]
    assert [told["values"] for told in view["turns"]] == [{"m": 4}, {"m": 5}]
    assert (shown["start"], shown["final"]) == ({"m": 5}, {"m": 5})
    assert shown["band"]["name"] == "vanaf 4"
    assert [told["choice"]["html"] for told in shown["best_path"]] == ["<p>x</p>", "<p>x</p>"]
    assert (shown["points"], shown["maximum"]) == (5, 6)


# Score


def test_the_score_is_measured_against_the_best_path_that_exists() -> None:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3), choice("y", "e", 1), choice("z", "f", 5)]}
    one = scenario(nodes, ending("e"), ending("f", max=2))

    score = one.score(answered(one, BEGIN, *step("a", "y")))

    assert (score.points, score.maximum, score.status) == (6, 8, "complete")


def test_where_low_is_good_the_score_is_how_far_the_meter_is_from_its_top() -> None:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3), choice("y", "e", -2)]}
    one = scenario(nodes, ending("e"), good="laag")

    score = one.score(answered(one, BEGIN, *step("a", "x")))

    assert (score.points, score.maximum) == (2, 7)


def test_a_loop_can_be_walked_and_does_not_stop_the_search_for_the_best_path() -> None:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice("again", "a", 1), choice("stop", "e", 0)]}
    one = scenario(nodes, ending("e"))

    score = one.score(answered(one, BEGIN, *step("a", "again"), *step("a", "again"), *step("a", "stop")))

    assert (score.points, score.maximum) == (7, 10)


def test_of_equally_good_ways_the_best_path_has_the_wisest_choices() -> None:
    poor = {"id": "a", "tekst": "A", "keuzes": [choice("poor", "b", 1), choice("wise", "b", 4)]}
    last = {"id": "b", "tekst": "B", "keuzes": [choice("on", "e", 9)]}

    best = best_way(scenario(poor, last, ending("e"), start=5))

    assert best.final == 10  # both ways: the meter goes no further
    assert [step.choice for step in best.path] == ["wise", "on"]
    assert best.given_away == 0


def test_where_low_is_good_the_best_path_has_the_wisest_choices_too() -> None:
    poor = {"id": "a", "tekst": "A", "keuzes": [choice("poor", "e", -6), choice("wise", "e", -8)]}

    assert [step.choice for step in best_way(scenario(poor, ending("e"), good="laag")).path] == ["wise"]


def test_a_wise_way_is_better_than_a_short_one_and_of_wise_ways_the_short_one_is_better() -> None:
    first = {
        "id": "a",
        "tekst": "A",
        "keuzes": [choice("short", "e", 5), choice("long", "b", 6), choice("longer", "c", 6)],
    }
    around = {"id": "c", "tekst": "C", "keuzes": [choice("on", "b", 0)]}
    last = {"id": "b", "tekst": "B", "keuzes": [choice("on", "e", 0)]}

    assert [step.choice for step in best_way(scenario(first, around, last, ending("e"))).path] == ["long", "on"]


def test_the_best_way_is_looked_for_once_and_again_in_a_copy_that_says_something_else() -> None:
    one = one_choice(3)
    other = one.model_copy(update={"nodes": one_choice(4).nodes})

    assert best_way(one) is best_way(one)
    assert (best_way(one).final, best_way(other).final) == (8, 9)
    assert best_way(one.model_copy(update={"nodes": other.nodes})).final == 9


def test_an_unfinished_run_scores_nothing_and_is_in_progress() -> None:
    one = one_choice(3)

    score = one.score(answered(one, BEGIN, choose("a", "x")))

    assert (score.points, score.maximum, score.status) == (0, 8, "in_progress")


def test_an_unplayed_scenario_is_not_attempted() -> None:
    one = one_choice(3)

    assert one.score(one.start(ANNA)).status == "not_attempted"


# Replay and late clicks

TWO_WAYS = scenario({"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3), choice("y", "e", -3)]}, ending("e"))


def test_playing_again_keeps_every_run_and_counts_the_best() -> None:
    state = answered(TWO_WAYS, BEGIN, *step("a", "x"), REPLAY, *step("a", "y"))

    runs = TWO_WAYS.view(state)["runs"]

    assert [(run["number"], run["final"], run["points"], run["maximum"]) for run in runs] == [
        (1, 8, 8, 8),
        (2, 2, 2, 8),
    ]
    assert [run["band"] for run in runs] == ["vanaf 7", "vanaf 0"]
    assert TWO_WAYS.score(state).points == 8
    assert TWO_WAYS.attempt(state) == 2


def test_a_run_can_be_left_halfway_to_start_again() -> None:
    state = answered(TWO_WAYS, BEGIN, choose("a", "x"), REPLAY)

    view = TWO_WAYS.view(state)

    assert (view["phase"], view["runs"], view["meters"][0]["value"]) == ("choosing", [], 5)


@pytest.mark.parametrize(
    ("done", "late", "code"),
    [
        ((), choose("a", "x"), "not_begun"),
        ((), go_on("a"), "not_begun"),
        ((), REPLAY, "not_begun"),
        ((BEGIN,), BEGIN, "already_begun"),
        ((BEGIN,), choose("e", "x"), "not_now"),
        ((BEGIN,), choose("a", "z"), "unknown_id"),
        ((BEGIN,), go_on("a"), "not_now"),
        ((BEGIN,), {"kind": "reflect", "text": "Mooi"}, "not_now"),
        ((BEGIN, choose("a", "x")), choose("a", "y"), "not_now"),
        ((BEGIN, *step("a", "x")), choose("a", "y"), "not_now"),
        ((BEGIN, *step("a", "x")), go_on("a"), "not_now"),
        ((BEGIN, *step("a", "x")), {"kind": "reflect", "text": "x" * 5001}, "too_long"),
        ((BEGIN,), {"kind": "choose", "choice": "x"}, "malformed"),
        ((BEGIN,), {**choose("a", "x"), "value": 10}, "unknown_key"),
    ],
)
def test_a_click_that_comes_too_late_or_too_early_is_refused(
    done: tuple[Content, ...], late: Content, code: str
) -> None:
    one = _reflecting()

    with pytest.raises(Refused) as refusal:
        one.respond(answered(one, *done), late)

    assert refusal.value.code == code


def _reflecting() -> Scenario:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3), choice("y", "e", -3)]}
    return scenario(nodes, ending("e"), reflectievraag="Wat herken je?")


def test_the_reflection_belongs_to_its_run() -> None:
    one = _reflecting()
    state = answered(one, BEGIN, *step("a", "x"), {"kind": "reflect", "text": "Ik vraag hulp."})

    assert one.view(state)["debrief"]["reflection"]["answer"] == "Ik vraag hulp."
    again = answered(
        one, BEGIN, *step("a", "x"), {"kind": "reflect", "text": "Ik vraag hulp."}, REPLAY, *step("a", "x")
    )
    assert one.view(again)["debrief"]["reflection"]["answer"] == ""


def test_choices_stand_in_another_order_for_other_learners_and_runs() -> None:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice(name, "e") for name in "abcde"]}
    one = scenario(nodes, ending("e"))

    def order(learner: str, *moves: Content) -> str:
        view = one.view(answered(one, BEGIN, *moves, learner=type(ANNA)(learner)))
        return "".join(shown["id"] for shown in view["choices"])

    assert order("anna") == order("anna")
    assert len({order(f"learner-{number}") for number in range(20)}) > 10
    assert len({order("anna", *([REPLAY] * number)) for number in range(8)}) > 3


def test_a_scenario_test_shows_no_meters_no_judgement_and_no_runs() -> None:
    nodes = {"id": "a", "tekst": "A", "keuzes": [choice("x", "e", 3, critical=True)]}
    one = scenario(nodes, ending("e"), modus="toetsen")

    halfway = one.view(answered(one, BEGIN, choose("a", "x")))
    over = one.view(answered(one, BEGIN, *step("a", "x")))

    (turn,) = halfway["turns"]
    assert (halfway["meters"], turn["effects"], turn["unsafe"], turn["values"]) == ([], [], False, {})
    assert (turn["coaching"], turn["answer"]["mood"]) == (None, "middle")
    assert over["turns"][0]["level"] is None
    assert over["runs"] == []
    assert set(over["debrief"]) == {"ending", "reflection"}
    assert one.score(answered(one, BEGIN, *step("a", "x"))).points == 6


# The real one: every path, walked over the YAML without any code of ours


@dataclass(frozen=True)
class End:
    """Where a walk ended: the ending, the final value, and the choices that led there."""

    node: str
    final: int
    path: tuple[tuple[str, str], ...]


@cache
def every_end() -> tuple[End, ...]:
    """Walk every path through the YAML that visits no situation twice."""
    content = yaml_file.read(REAL)
    nodes = {node["id"]: node for node in content["knopen"]}
    found: list[End] = []

    def walk(at: str, value: int, path: tuple[tuple[str, str], ...]) -> None:
        node = nodes[at]
        if node.get("einde") == "ja":
            clamp = node.get("klem", {})
            found.append(End(at, min(max(value, clamp.get("min", 0)), clamp.get("max", 10)), path))
            return
        for one in node["keuzes"]:
            if one["naar"] not in {visited for visited, _ in path} | {at}:
                following = min(10, max(0, value + one["effect"]["balans"]))
                walk(one["naar"], following, (*path, (at, one["id"])))

    walk(content["start"], content["meters"][0]["start"], ())
    return tuple(found)


def real() -> Scenario:
    loaded = load_activity(REAL)
    assert isinstance(loaded, Scenario)
    return loaded


def moves_of(end: End) -> list[Content]:
    return [move for node, name in end.path for move in step(node, name)]


@pytest.mark.slow  # plays every path
def test_every_path_through_the_real_scenario_ends_as_the_outline_says() -> None:
    one, ends = real(), every_end()
    bands = {range(4): "Uit balans", range(4, 7): "Wiebelig", range(7, 11): "In balans"}

    for end in ends:
        state = answered(one, BEGIN, *moves_of(end))
        shown: dict[str, Any] = one.view(state)["debrief"]
        assert state.latest.node == end.node
        assert shown["final"] == {"balans": end.final}
        assert shown["band"]["name"] == next(name for values, name in bands.items() if end.final in values)
        assert (shown["points"], shown["maximum"]) == (end.final, 10)
        assert shown["unsafe"] is False


def test_the_real_scenario_has_three_endings_with_the_values_of_the_outline() -> None:
    by_ending = {name: {end.final for end in every_end() if end.node == name} for name in ("e1", "e2", "e3")}

    assert min(by_ending["e1"]) == 4
    assert max(by_ending["e1"]) == 10
    assert max(by_ending["e2"]) == 6
    assert max(by_ending["e3"]) <= 3
    assert {end.node for end in every_end()} == {"e1", "e2", "e3"}


def test_the_best_path_of_the_real_scenario_is_a_shortest_one_to_full_balance() -> None:
    best = max(every_end(), key=lambda end: (end.final, -len(end.path)))

    found = best_way(real())

    assert (found.ending, found.final, len(found.path)) == (best.node, best.final, len(best.path))
    assert (found.final, len(found.path)) == (10, 6)


@pytest.mark.parametrize(
    ("names", "node", "value"),
    [
        ("w1a w3a w4a w5a w6c w9a", "e1", 10),  # 5 +2 +1 +2 = 10, and it stays there
        ("w1c w2a w4b w5c w8c", "e3", 0),  # 5 -2 -2 -2 = 0 (not -1), and it stays there
        ("w1c w2c w3b w4c w5b w7b w8a w10a", "e2", 2),  # 3 5 4 3 2 1 3 2
        ("w1a w3a w4a w5a w6b w9b", "e2", 6),  # 10 in the end, but nothing in the work has changed
        ("w1c w2a w4b w5b w7a w9b", "e2", 1),  # 3 1 0 0 1 1
        ("w1c w2a w4b w5b w7a w9a", "e1", 4),  # 3 1 0 0 1 3: the ending promises 4
    ],
)
def test_paths_through_the_real_scenario_worked_out_by_hand(names: str, node: str, value: int) -> None:
    one = real()
    path = tuple((name[:-1], name[-1]) for name in names.split())

    state = answered(one, BEGIN, *moves_of(End(node, value, path)))

    assert state.latest.node == node
    assert one.view(state)["debrief"]["final"] == {"balans": value}


def test_what_an_ending_does_to_a_meter_stays_within_the_meter() -> None:
    content = {
        **SCENARIO,
        "knopen": [{**node, "klem": {"min": 40}} if node.get("einde") else node for node in SCENARIO["knopen"]],
    }
    one = activity(content)
    ended = answered(
        one,
        {"kind": "begin"},
        {"kind": "choose", "node": "begin", "choice": "vraag"},
        {"kind": "continue", "node": "begin"},
        {"kind": "choose", "node": "samen", "choice": "praten"},
        {"kind": "continue", "node": "samen"},
    )

    assert one.view(ended)["debrief"]["final"]["balans"] == 10
    assert one.view(ended)["meters"][0]["value"] == 10
