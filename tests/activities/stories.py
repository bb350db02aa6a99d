"""Small random stories, and a walk along all their paths that shares no code with the search of the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ssfh_learn.activities.scenario import Scenario
from tests.content_examples import Content, activity

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ["gemeld", "gevraagd"]
LEVELS: dict[str, Content] = {
    "best": {},
    "small": {"ernst": "klein"},
    "serious": {"ernst": "groot"},
    "critical": {"kritiek": "ja"},
}
BANDS: list[Content] = [
    {"naam": "sterk", "hooguit": {"fouten": 1}, "tekst": "-"},
    {"naam": "op weg", "hooguit": {"fouten": 3, "groot": 1}, "tekst": "-"},
    {"naam": "oefenen", "tekst": "-"},
]


@dataclass(frozen=True)
class Walked:
    """One path to an ending, worked out over the plain content."""

    choices: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, int], ...]
    """Of each situation and ending on the way: its id, and which variant was told (-1 is the text itself)."""
    levels: tuple[str, ...]
    ending: str


def condition(draw: Any) -> Content:
    """Draw a condition, or none."""
    kind = draw(st.sampled_from(["", "", "als", "als niet", "bij"]))
    if kind == "bij":
        return {"bij": {"m": draw(st.sampled_from([{"min": 2}, {"max": 1}]))}}
    return {kind: draw(st.sampled_from(MARKS))} if kind else {}


@st.composite
def stories(draw: Any) -> Content:
    """Draw a story of two to four situations; choices lead on, so that every path ends."""
    count = draw(st.integers(2, 4))
    names = [f"k{number}" for number in range(count)]
    nodes: list[Content] = []
    for place, name in enumerate(names):
        after = [*names[place + 1 :], "e1", "e2"]
        choices: list[Content] = []
        for position in range(draw(st.integers(1, 3))):
            always = {} if position == 0 else condition(draw)
            turns = [{"naar": draw(st.sampled_from(after)), **condition(draw)}] if draw(st.booleans()) else []
            marks = draw(st.lists(st.sampled_from(MARKS), max_size=1))
            choices.append(
                {
                    "id": f"c{position}",
                    "tekst": f"{name} c{position}",
                    "naar": draw(st.sampled_from(after)),
                    "gevolg": "-",
                    "uitleg": "-",
                    "effect": {"m": draw(st.integers(-2, 2))},
                    **LEVELS[draw(st.sampled_from(list(LEVELS)))],
                    **({"onthoud": marks} if marks else {}),
                    **({"afslagen": turns} if turns else {}),
                    **always,
                }
            )
        variants = [{"tekst": f"{name} v{n}", **condition(draw)} for n in range(draw(st.integers(0, 2)))]
        nodes.append({"id": name, "tekst": name, "keuzes": choices, **({"varianten": variants} if variants else {})})
    endings = [{"id": name, "tekst": name, "einde": "ja"} for name in ("e1", "e2")]
    meter = {"id": "m", "naam": "M", "start": 1, "min": 0, "max": 3, "uitleg": "-"}
    return {
        "soort": "scenario",
        "titel": "S",
        "rol": "R",
        "meters": [meter],
        "start": "k0",
        "knopen": [*nodes, *endings],
        "banden": BANDS,
    }


def story(content: Content) -> Scenario:
    """Make the scenario; what no path reaches is no matter here."""
    made = activity(content)
    assert isinstance(made, Scenario)
    return made


def holds(one: Content, value: int, marks: frozenset[str]) -> bool:
    """Say whether a condition holds, read off the plain content."""
    bounds = one.get("bij", {}).get("m", {})
    return (
        one.get("als", next(iter(marks), None)) in {*marks, None}
        and one.get("als niet") not in marks
        and bounds.get("min", 0) <= value <= bounds.get("max", 3)
    )


def every_walk(content: Content) -> Iterator[Walked]:
    """Yield every path to an ending."""
    nodes = {node["id"]: node for node in content["knopen"]}

    def walk(at: str, value: int, marks: frozenset[str], done: Walked) -> Iterator[Walked]:
        node = nodes[at]
        variants = node.get("varianten", [])
        told = next((n for n, one in enumerate(variants) if holds(one, value, marks)), -1)
        so_far = Walked(done.choices, (*done.texts, (at, told)), done.levels, at)
        if "einde" in node:
            yield so_far
            return
        for one in node["keuzes"]:
            if not holds(one, value, marks):
                continue
            after = min(3, max(0, value + one["effect"]["m"]))
            kept = marks | set(one.get("onthoud", []))
            to = next((turn["naar"] for turn in one.get("afslagen", []) if holds(turn, after, kept)), one["naar"])
            level = (
                "critical" if "kritiek" in one else {"klein": "small", "groot": "serious"}.get(one.get("ernst"), "best")
            )
            made = (*so_far.choices, (at, one["id"]))
            yield from walk(to, after, kept, Walked(made, so_far.texts, (*so_far.levels, level), at))

    yield from walk(content["start"], 1, frozenset(), Walked((), (), (), ""))
