"""Every scenario played to every ending with `respond`, and its control values.

The outlines fix the first edition of each story, in which the first meter judges; it is kept in `activiteiten/eerder`
for the runs that were begun in it. In that edition three mistakes still gave the best band, because a meter stops at
its end, so that the stories count mistakes now. Their targets, severities and marks are fixed here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.scenario.cast import speakers
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.lines import lines_of
from ssfh_learn.activities.scenario.run import moments_along
from ssfh_learn.activities.scenario.worth import band_of_run, final_of, is_critical, mistakes_of
from ssfh_learn.content import load_activity
from tests import yaml_file
from tests.modules.outlines import FIRST_VERSIONS, OUTLINES, STORIES
from tests.modules.shipped import BY_NAME, Shipped, each_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.activities.scenario.moment import Conditional

ANNA = Learner("anna")
LONGEST_TITLE = 80
SCENARIOS = {one.id: one for shipped in BY_NAME.values() for one in shipped.of_kind(Scenario)}
FIRST = {
    "agressie": "het-recept",
    "beeldbellen": "het-beeldgesprek",
    "his": "een-ochtend-in-het-his",
    "loopbaan": "wat-wil-ik",
    "werkdruk": "maandagochtend",
}
"""The story of each module that the outlines know, which was written anew later; the others came after it."""
each_scenario = pytest.mark.parametrize("name", SCENARIOS)


def scenario_of(name: str) -> Scenario:
    """Return a scenario by its id."""
    return SCENARIOS[name]


@cache
def first_edition(name: str) -> Scenario:
    """Return the first scenario of a module as the outline fixes it."""
    now = scenario_of(FIRST[name])
    file = BY_NAME[name].folder / "activiteiten" / "eerder" / now.id / "1.yaml"
    one = Scenario.model_validate({**yaml_file.read(file), "id": now.id})
    assert list(one.flaws()) == []
    return one


@dataclass(frozen=True)
class End:
    """Where a run ended: what the debrief tells of it, and the choices that led there."""

    node: str
    final: int
    unsafe: bool
    band: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Played:
    """What an exhaustive search met."""

    ends: tuple[End, ...]
    followers: dict[str, set[str]]
    """The situations and endings that can come after each situation."""
    made: frozenset[str]
    """The choices that were made, as situation and choice: `w1a`."""
    empty: frozenset[str]
    """Situations, not endings, in which nothing could be chosen."""


def played(name: str) -> Played:
    """Return everything that happens in a scenario."""
    return search(name, scenario_of)


@cache
def search(name: str, edition: Callable[[str], Scenario]) -> Played:
    """Send every choice that is shown, from every state, and come back to no situation on the same way.

    Of all ways that come to a situation with the same marks and the same mistakes, one goes on: the others would go on
    in the same way, where a story looks at nothing else.
    """
    one = edition(name)
    ways = [way for node in one.nodes for choice in node.choices for way in (choice, *choice.turns)]
    is_told_by_marks = one.counts_mistakes and not any(way.within for way in ways)
    seen: set[object] = set()
    ends: list[End] = []
    followers: defaultdict[str, set[str]] = defaultdict(set)
    made: set[str] = set()
    empty: set[str] = set()

    def walk(state: Any, visited: tuple[str, ...], path: tuple[str, ...]) -> None:
        run = state.latest
        if is_told_by_marks:
            moment = moments_along(one, run.path)[-1]
            come = (run.node, moment.marks, mistakes_of(one, run))
            if come in seen:
                return
            seen.add(come)
        if run.is_over:  # the debrief looks for the best path each time: too slow for thousands of runs
            final = final_of(one, run)[one.meters[0].id]
            ends.append(End(run.node, final, is_critical(one, run), band_of_run(one, run).name, path))
            return
        view = one.view(state)
        here = view["situation"]["id"]
        if not view["choices"]:
            empty.add(here)
        for choice in view["choices"]:
            chosen = one.respond(state, {"kind": "choose", "node": here, "choice": choice["id"]})
            after = one.respond(chosen, {"kind": "continue", "node": here})
            made.add(here + choice["id"])
            followers[here].add(after.latest.node)
            if after.latest.node not in visited:
                walk(after, (*visited, after.latest.node), (*path, here + choice["id"]))

    begun = one.respond(one.start(ANNA), {"kind": "begin"})
    walk(begun, (begun.latest.node,), ())
    return Played(tuple(ends), dict(followers), frozenset(made), frozenset(empty))


@each_scenario
def test_every_situation_choice_and_ending_can_be_reached(name: str) -> None:
    one, found = scenario_of(name), played(name)
    reached = {one.start_node, *(node for after in found.followers.values() for node in after)}

    assert reached == {node.id for node in one.nodes}
    assert found.made == {node.id + choice.id for node in one.nodes for choice in node.choices}
    assert {end.node for end in found.ends} == {node.id for node in one.nodes if node.is_ending}


@each_scenario
def test_nobody_gets_stuck_or_walks_in_circles(name: str) -> None:
    found = played(name)
    can_end = {end.node for end in found.ends}
    while more := {node for node, after in found.followers.items() if after & can_end} - can_end:
        can_end |= more

    assert found.empty == frozenset()
    assert set(found.followers) <= can_end


@each_scenario
def test_a_critical_choice_is_called_unsafe_and_never_ends_in_the_best_band(name: str) -> None:
    one = scenario_of(name)
    critical = {node.id + choice.id for node in one.nodes for choice in node.choices if choice.critical}
    best = one.bands[0].name

    for end in played(name).ends:
        assert end.unsafe == bool(critical & set(end.path)), end
        assert not (end.unsafe and end.band == best), end


# The control values. They were worked out from the effects, `klem` and `kritiek` in the outline of each module
# (module_outlines.md, the section that is named) and not with code of ours.


@dataclass(frozen=True)
class Control:
    """What an outline says about a scenario."""

    section: str
    situations: int
    best: int
    best_path: str
    ends: dict[str, tuple[int, int]]
    """Of each ending the lowest and highest final value."""
    unsafe_ends: dict[str, tuple[int, int]]
    """The same, over the runs with a critical choice."""
    worst: int


CONTROLS = {
    "werkdruk": Control(
        "B4",
        13,
        10,
        "w1a w3a w4a w5a w6c w9a",
        {"e1": (4, 10), "e2": (1, 6), "e3": (0, 3)},
        {},
        0,
    ),
    "agressie": Control(
        "C4",
        14,
        0,
        "a1a a2a a4b a8a a10c a11a",
        {"e1": (0, 6), "e2": (4, 10), "e3": (8, 10)},
        {"e1": (4, 6), "e2": (4, 10), "e3": (8, 10)},
        10,
    ),
    "his": Control(
        "D4",
        11,
        10,
        "h1c h2b h3c h4a h5a h6b h7b",
        {"e1": (2, 10), "e2": (0, 6)},
        {"e1": (2, 6), "e2": (0, 6)},
        0,
    ),
    "beeldbellen": Control(
        "E4",
        12,
        10,
        "b1c b2b b3c b4a b5b b6c b7a b8b",
        {"e1": (2, 10), "e2": (0, 6), "e3": (0, 3)},
        {"e1": (2, 6), "e2": (0, 6), "e3": (0, 3)},
        0,
    ),
    "loopbaan": Control(
        "F4",
        12,
        10,
        "l1c l2b l4a l5c l6a l7b l8b",
        {"e1": (4, 10), "e2": (0, 6)},
        {},
        0,
    ),
}

each_control = pytest.mark.parametrize("name", CONTROLS)


def ranges(ends: list[End]) -> dict[str, tuple[int, int]]:
    finals: defaultdict[str, list[int]] = defaultdict(list)
    for end in ends:
        finals[end.node].append(end.final)
    return {node: (min(values), max(values)) for node, values in sorted(finals.items())}


@each_control
def test_every_ending_has_the_values_of_the_outline(name: str) -> None:
    ends = list(search(name, first_edition).ends)

    assert ranges(ends) == CONTROLS[name].ends
    assert ranges([end for end in ends if end.unsafe]) == CONTROLS[name].unsafe_ends


@each_control
def test_the_best_and_the_worst_run_are_those_of_the_outline(name: str) -> None:
    one, control = first_edition(name), CONTROLS[name]
    finals = [end.final for end in search(name, first_edition).ends]
    best, worst = (max, min) if one.meters[0].good == "high" else (min, max)

    assert (best(finals), worst(finals)) == (control.best, control.worst)
    assert best_way(one).final == control.best
    assert " ".join(step.node + step.choice for step in best_way(one).path) == control.best_path


@each_control
def test_the_scenario_has_as_many_situations_as_in_part_g(name: str) -> None:
    assert len(first_edition(name).nodes) == CONTROLS[name].situations  # the endings too


def as_outlined(one: Scenario) -> list[str]:
    """Return a scenario in the short form of `outlines.py`."""
    lines = []
    for node in one.nodes:
        low, high = node.clamp.lowest, node.clamp.highest
        held = "" if low is None and high is None else f" {'' if low is None else low}..{'' if high is None else high}"
        choices = [
            f" {choice.id}>{choice.to}{choice.effects.get(one.meters[0].id, 0):+d}{'!' if choice.critical else ''}"
            for choice in sorted(node.choices, key=lambda choice: choice.id)  # a page shuffles them anyway
        ]
        lines.append(node.id + held + "".join(choices))
    return lines


@each_control
def test_every_choice_leads_where_the_outline_says_and_does_what_it_says(name: str) -> None:
    outlined = [line.strip() for line in OUTLINES[name].strip().splitlines()]

    assert sorted(as_outlined(first_edition(name))) == sorted(outlined)


# The stories as they are now


SIGNS = {"best": "", "small": "-", "serious": "=", "critical": "!"}


def as_noted(one: Scenario) -> list[str]:
    """Return a scenario in the short form of `STORIES`."""
    lines = []
    for node in one.nodes:
        told = "".join(f" <{_condition(variant)}>" for variant in node.variants)
        choices = [
            f" {choice.id}>{choice.to}{SIGNS[choice.level]}"
            + "".join(f"+{mark}" for mark in choice.remembers)
            + (f"?{_condition(choice)}" if choice.is_conditional else "")
            for choice in sorted(node.choices, key=lambda choice: choice.id)
        ]
        lines.append(node.id + told + "".join(choices))
    return lines


def _condition(one: Conditional) -> str:
    return "&".join([*one.when, *(f"!{mark}" for mark in one.unless)])


@each_scenario
def test_every_choice_leads_where_it_should_and_is_as_serious_as_it_should(name: str) -> None:
    assert as_noted(scenario_of(name)) == [line.strip() for line in STORIES[name].strip().splitlines()]


@each_scenario
def test_the_best_band_is_for_at_most_one_small_mistake(name: str) -> None:
    one = scenario_of(name)
    best, levels = (
        one.bands[0].name,
        {node.id + choice.id: choice.level for node in one.nodes for choice in node.choices},
    )

    for end in played(name).ends:
        made = [levels[step] for step in end.path if levels[step] != "best"]
        assert (end.band == best) == (made in ([], ["small"])), end


@each_scenario
def test_every_band_is_reached_and_the_best_path_makes_no_mistake(name: str) -> None:
    one = scenario_of(name)

    assert {end.band for end in played(name).ends} == {band.name for band in one.bands}
    assert best_way(one).mistakes.total == 0


@each_scenario
def test_no_meter_stops_on_the_best_path(name: str) -> None:
    one = scenario_of(name)
    path = best_way(one).path

    for meter in one.meters:
        value = meter.start
        for step in path:
            value += one.node(step.node).choice(step.choice).effects.get(meter.id, 0)
            assert meter.lowest < value < meter.highest or step is path[-1], (meter.id, step)


@each_scenario
def test_under_the_name_of_a_speaker_stands_only_what_that_person_says(name: str) -> None:
    """A text may hold more than her words: its view puts only what stands in quotation marks under her name."""
    one = scenario_of(name)
    nodes = [node for node in one.nodes if node.speaker]
    told = [text for node in nodes for text in (node.text, *(variant.text for variant in node.variants))]
    said = [choice.consequence for node in one.nodes for choice in node.choices if choice.speaker]

    assert told
    for text in (*told, *said):
        spoken = [line.text for line in lines_of(text, is_quoting=True) if line.is_said]
        assert spoken == re.findall("“([^“”]*)”", text), text


@each_scenario
def test_whoever_takes_the_longest_text_is_not_mostly_right(name: str) -> None:
    longest = [
        max(node.choices, key=lambda choice: len(choice.text)).level == "best"
        for node in scenario_of(name).nodes
        if {choice.level for choice in node.choices} > {"best"}
    ]

    assert 2 * sum(longest) <= len(longest)


@pytest.mark.parametrize("name", ["het-recept", "maandagochtend", "de-dag-erna", "het-wordt-me-te-veel"])
def test_whoever_it_ends_badly_for_reads_where_help_is(name: str) -> None:
    one = scenario_of(name)
    ends = [node for node in one.nodes if node.id in {"e2", "e3"}]
    texts = [
        one.bands[-1].text,
        *(text for node in ends for text in (node.text, *(told.text for told in node.variants))),
    ]

    assert [text for text in texts if not re.search("bedrijfsarts|laat je nakijken", text)] == []


@pytest.mark.parametrize("name", FIRST)
def test_a_run_of_the_first_edition_keeps_its_judgement_to_the_point(name: str) -> None:
    """Every run that could be begun before the stories were written anew, with the version that its events name."""
    now, first = scenario_of(FIRST[name]), first_edition(name)
    file = BY_NAME[name].folder / "activiteiten" / f"{now.id}.yaml"
    with_editions = load_activity(file)
    content = first.fingerprint()
    assert content == FIRST_VERSIONS[name]

    ends = search(name, first_edition).ends
    for end in ends[:: len(ends) // 40]:
        events: list[dict[str, str]] = [{"kind": "begin"}]
        for step in end.path:
            node, choice = step[:-1], step[-1]
            events += [{"kind": "choose", "node": node, "choice": choice}, {"kind": "continue", "node": node}]
        state, then = with_editions.start(ANNA), first.start(ANNA)
        for event in events:
            state, then = with_editions.respond(state, event, content), first.respond(then, event)
        assert with_editions.view(state)["debrief"] == first.view(then)["debrief"]
        assert with_editions.score(state) == first.score(then)


SECOND_VERSIONS = {
    "agressie": "32b16a0fa33cb670",
    "beeldbellen": "71ba66c5597da082",
    "his": "cbe13fa9b1d9eee2",
    "loopbaan": "40c4d83c0e4c4c30",
    "werkdruk": "dafd9207ba4fe100",
}
"""The fingerprints that recorded events of the second editions name, in which fewer texts said who spoke."""


@pytest.mark.parametrize("name", FIRST)
def test_a_run_of_the_second_edition_stays_one_of_that_edition(name: str) -> None:
    one = load_activity(BY_NAME[name].folder / "activiteiten" / f"{FIRST[name]}.yaml")
    assert isinstance(one, Scenario)

    begun = one.respond(one.start(ANNA), {"kind": "begin"}, SECOND_VERSIONS[name])

    assert begun.latest.edition == SECOND_VERSIONS[name]
    assert one.edition(SECOND_VERSIONS[name]) is not one


WORDS = {
    *("titel", "inleiding", "rol", "tekst", "gevolg", "uitleg", "leerpunt", "reflectievraag"),
    *("wie", "personen", "woorden"),
}
"""What may be written anew: a run of another edition keeps its way and its mistakes, so it is judged alike."""


@pytest.mark.parametrize("name", FIRST)
def test_only_words_differ_from_the_second_edition(name: str) -> None:
    now, file = scenario_of(FIRST[name]), BY_NAME[name].folder / "activiteiten"
    second = yaml_file.read(file / "eerder" / now.id / "2.yaml")
    written = yaml_file.read(file / f"{now.id}.yaml")

    assert without_words(written) == without_words(second)


def without_words(value: Any) -> Any:
    """Return of content where its choices lead, what they weigh and what they remember."""
    if isinstance(value, list):
        return [without_words(one) for one in value]
    if isinstance(value, dict):
        return {key: without_words(one) for key, one in value.items() if key not in WORDS}
    return value


@each_module
def test_the_title_of_an_activity_is_a_name_and_no_introduction(shipped: Shipped) -> None:
    titles = [one.title for one in shipped.activities.values()]

    assert [title for title in titles if ". " in title or len(title) > LONGEST_TITLE] == []


@each_scenario
def test_everybody_who_speaks_has_a_portrait_in_the_file_and_every_meter_its_words(name: str) -> None:
    one = scenario_of(name)

    assert {person.name for person in one.people} == set(speakers(one))
    assert [meter.id for meter in one.meters if meter.words is None] == []
    claims = [meter.id for meter in one.meters if "niemand" in str(meter.words)]
    assert claims == []  # the story may tell that somebody does know


@each_scenario
def test_whoever_is_named_says_something(name: str) -> None:
    for node in scenario_of(name).nodes:
        assert node.speaker is None or node.is_quoting, node.id
        assert [choice.id for choice in node.choices if choice.speaker and not choice.is_quoting] == [], node.id


def test_every_module_has_a_control() -> None:
    assert set(CONTROLS) == set(FIRST) == set(BY_NAME)


def test_every_module_has_a_story_from_another_chair_that_another_role_gets_first() -> None:
    for shipped in BY_NAME.values():
        assert [len(one.for_roles) for one in shipped.of_kind(Scenario)].count(2) == 1, shipped
        assert len(shipped.of_kind(Scenario)) == 2, shipped


def _can_be_passed(start: str, node: str, found: Played) -> bool:
    """Say whether a way leads to an ending without this situation."""
    reached, after = {start} - {node}, {start} - {node}
    while after:
        after = set().union(*(found.followers.get(one, set()) for one in after)) - reached - {node}
        reached |= after
    return any(end.node in reached for end in found.ends)


ANOTHER_CHAIR = [name for name, one in SCENARIOS.items() if one.for_roles]


@pytest.mark.parametrize("name", ANOTHER_CHAIR)
def test_a_second_story_has_a_dozen_situations_a_third_on_some_ways_only_and_two_marks_that_matter(name: str) -> None:
    one, found = scenario_of(name), played(name)
    situations = {node.id for node in one.nodes if not node.is_ending}
    passed = {node for node in situations if _can_be_passed(one.start_node, node, found)}
    ways = [way for node in one.nodes for choice in node.choices for way in (choice, *choice.turns)]
    deciding = {mark for way in ways for mark in (*way.when, *way.unless)}

    assert len(situations) >= 12
    assert len(passed) * 3 >= len(situations)
    assert len(deciding) >= 2
