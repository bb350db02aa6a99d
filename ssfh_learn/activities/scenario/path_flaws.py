"""What `check` finds by playing all paths of a story: what tells the key away, is never shown, or judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.scenario.flaws import conditions_of
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.activities.scenario.moment import Clamp
from ssfh_learn.activities.scenario.playthrough import MOST_STATES, TooManyStates, level_of, play_all
from ssfh_learn.activities.scenario.run import choices_of, moments_along

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.scenario.model import Choice, Meter, ScenarioContent
    from ssfh_learn.activities.scenario.playthrough import Playthrough


def flaws_of_paths(scenario: ScenarioContent, most_states: int = MOST_STATES) -> Iterator[Flaw]:
    """Yield what makes no sense on some path, or on none; the scenario must have no other flaws."""
    yield from _flaws_of_marks(scenario)
    yield from _longest_texts(scenario)
    if scenario.counts_mistakes:
        for position, node in enumerate(scenario.nodes):
            if node.clamp != Clamp():
                yield Flaw("clamp_without_effect", ("nodes", position, "clamp"), {"id": node.id}, weight="advice")
    try:
        played = play_all(scenario, most_states)
    except TooManyStates:
        yield Flaw("too_many_states", ("nodes",), {"most": most_states})
        return
    yield from _never_shown(scenario, played)
    yield from _flaws_of_choices(scenario, played)
    yield from _same_situations(scenario, played)
    yield from _flaws_of_bands(scenario, played)
    if scenario.is_practice:
        yield from _meters_at_their_end(scenario)


def _flaws_of_marks(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield a mark that is set and never used, and one that is used and never set."""
    choices: list[tuple[Choice, Path]] = [
        (choice, ("nodes", position, "choices", index))
        for position, node in enumerate(scenario.nodes)
        for index, choice in enumerate(node.choices)
    ]
    known = {mark for choice, _ in choices for mark in choice.remembers}
    read = {mark for condition, _ in conditions_of(scenario) for mark in condition.marks_read()}
    told: set[str] = set()
    for choice, where in choices:
        for mark in choice.remembers:
            if mark not in read | told:
                told.add(mark)
                yield Flaw("mark_never_read", (*where, "remembers"), {"id": mark}, weight="advice")
    for condition, where in conditions_of(scenario):
        for name in ("when", "unless"):
            for mark in getattr(condition, name):
                if mark not in known:
                    details = {"id": mark, "known": ", ".join(sorted(known)) or "-"}
                    yield Flaw("mark_never_set", (*where, name), details)


def _longest_texts(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield that who takes the longest text is mostly right."""
    asked = longest = 0
    for node in scenario.nodes:
        best = [len(one.text) for one in node.choices if level_of(scenario, node, one) == "best"]
        others = [len(one.text) for one in node.choices if level_of(scenario, node, one) != "best"]
        if best and others:
            asked += 1
            longest += max(best) > max(others)
    if 2 * longest > asked:
        yield Flaw("best_is_longest", ("nodes",), {"longest": longest, "asked": asked}, weight="advice")


def _never_shown(scenario: ScenarioContent, played: Playthrough) -> Iterator[Flaw]:
    reached = {node for node, _ in played.told}
    shown = {(node, choice) for node, choices in played.opened for choice in choices}
    for position, node in enumerate(scenario.nodes):
        where: Path = ("nodes", position)
        if node.id not in reached:
            yield Flaw("node_never_reached", where, {"id": node.id}, weight="question")
            continue
        places = [
            (-1, (*where, "text")),
            *((place, (*where, "variants", place)) for place in range(len(node.variants))),
        ]
        for place, at in places:
            if (node.id, place) not in played.told:
                yield Flaw("text_never_shown", at, {"id": node.id}, weight="question")
        for index, choice in enumerate(node.choices):
            at = (*where, "choices", index)
            if (node.id, choice.id) not in shown and node.id not in played.stuck:
                yield Flaw("choice_never_shown", at, {"id": choice.id}, weight="question")
                continue
            for place in range(len(choice.turns)):
                if (node.id, choice.id, place) not in played.turned:
                    yield Flaw("turn_never_taken", (*at, "turns", place), {"id": choice.id}, weight="question")


def _flaws_of_choices(scenario: ScenarioContent, played: Playthrough) -> Iterator[Flaw]:
    """Yield situations in which nothing, no best choice, or the same text twice can be chosen."""
    for position, node in enumerate(scenario.nodes):
        if node.id in played.stuck:
            yield Flaw("nothing_to_choose", ("nodes", position), {"id": node.id})
        if node.id in played.without_best:
            yield Flaw("no_best_choice", ("nodes", position), {"id": node.id}, weight="question")
        together = [choices for name, choices in played.opened if name == node.id]
        for index, choice in enumerate(node.choices):
            for other in node.choices[:index]:
                is_seen = any({choice.id, other.id} <= choices for choices in together)
                if is_seen and _plain(choice.text) == _plain(other.text):
                    where = ("nodes", position, "choices", index, "text")
                    yield Flaw("same_choice_twice", where, {"id": choice.id, "other": other.id})


def _same_situations(scenario: ScenarioContent, played: Playthrough) -> Iterator[Flaw]:
    seen: dict[str, str] = {}
    for position, node in enumerate(scenario.nodes):
        texts = [(-1, node.text, ("text",)), *((n, one.text, ("variants", n)) for n, one in enumerate(node.variants))]
        for place, text, at in texts:
            if (node.id, place) in played.told:
                other = seen.setdefault(_plain(text), node.id)
                if other != node.id:
                    details = {"id": node.id, "other": other}
                    yield Flaw("same_situation_twice", ("nodes", position, *at), details, weight="question")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _flaws_of_bands(scenario: ScenarioContent, played: Playthrough) -> Iterator[Flaw]:
    """Yield a band that cannot be reached, and how many mistakes still reach the best one."""
    reached = {place for _, place, _ in played.ends}
    for place, band in enumerate(scenario.bands):
        if place not in reached and scenario.counts_mistakes:
            yield Flaw("band_never_reached", ("bands", place), {"name": band.name}, weight="advice")
    if not scenario.counts_mistakes:
        best = len(scenario.bands) - 1 if scenario.meters[0].good == "high" else 0
        most = max((made.total for _, place, made in played.ends if place == best), default=0)
        if most > 1 and len(scenario.bands) > 1:
            details = {"count": most, "name": scenario.bands[best].name}
            yield Flaw("mistakes_in_best_band", ("bands", best), details, weight="advice")


def _meters_at_their_end(scenario: ScenarioContent) -> Iterator[Flaw]:
    """Yield a meter that the best path brings to its end before the last choice, or pushes beyond it."""
    path = best_way(scenario).path
    moments, choices = moments_along(scenario, path), choices_of(scenario, path)
    for position, meter in enumerate(scenario.meters):
        values = [moment.meters[meter.id] for moment in moments]
        effects = [choice.effects.get(meter.id, 0) for choice in choices]
        for number, (before, after, effect) in enumerate(zip(values, values[1:], effects, strict=False)):
            is_last = number == len(choices) - 1
            if effect and (before + effect != after or (_is_end(meter, after) and not is_last)):
                step = path[number]
                details = {"id": meter.id, "node": step.node, "choice": step.choice}
                yield Flaw("meter_at_its_end", ("meters", position), details, weight="advice")
                break


def _is_end(meter: Meter, value: int) -> bool:
    return value in (meter.lowest, meter.highest)
