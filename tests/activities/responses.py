"""Strategies: what a browser, another tab, or someone who wants to break things could send."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.activities.scenario import Scenario
from tests.content_examples import Content

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.activities import Activity

FOREIGN: dict[str, set[str]] = {
    "answer": {"prompt", "text", "extra"},
    "choose": {"role"},
    "begin": {"now"},
    "hand_in": set(),
    "dance": set(),
}
"""Kinds and fields that other activities know, or none."""

ODD_TEXTS = st.sampled_from(
    ["", " ", "👩‍⚕️ é", "<script>alert(1)</script>", "\ud800", "\x00", "x" * 9000, "45", "4,5", "nan", "1e999999999"]
)
ODD_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 13, 45.5, 10**400, float("nan"), float("inf"), [], {}, ["a", ["b"]], [None], {"a": {"b": []}}]
)
JUNK = ODD_VALUES | ODD_TEXTS | st.text(max_size=5) | st.integers() | st.dictionaries(ODD_TEXTS, ODD_VALUES, max_size=2)
"""Cheap to draw: a few thousand of these are drawn in every run."""


def _mostly(often: st.SearchStrategy[Any], seldom: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw three in four from the first; `one_of` knows no weights, and drops what is named twice."""
    return st.integers(0, 3).flatmap(lambda roll: seldom if roll == 3 else often)


def ids_in(view: Any) -> set[str]:
    """Return every id in a view."""
    if isinstance(view, list):
        return set().union(*map(ids_in, view))
    if isinstance(view, dict):
        own = {view["id"]} if isinstance(view.get("id"), str) else set()
        return own.union(*map(ids_in, view.values()))
    return set()


def _answers(activity: QuizContent) -> st.SearchStrategy[Content]:
    """Answers of the right shape: ids that exist, in any combination."""
    started = activity.printed()
    kinds = [_answer_to(question) for question in activity.view(started)["questions"]]
    return st.one_of(kinds)


def _answer_to(question: Content) -> st.SearchStrategy[Content]:
    def ids(name: str) -> st.SearchStrategy[str]:
        return st.sampled_from([one["id"] for one in question[name]])

    shapes: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "multiple_response": lambda: st.lists(ids("options"), unique=True),
        "ordering": lambda: st.permutations([one["id"] for one in question["steps"]]),
        "matching": lambda: st.dictionaries(ids("left"), ids("right")),
        "categorise": lambda: (
            st.dictionaries(ids("cards"), ids("groups"))
            | st.tuples(*(ids("groups") for _ in question["cards"])).map(
                lambda chosen: {card["id"]: group for card, group in zip(question["cards"], chosen, strict=True)}
            )
        ),
        "true_false": lambda: st.fixed_dictionaries(
            {"verdict": st.sampled_from([True, False, None]), "reason": st.none() | ids("reasons")}
        ),
        "numeric": lambda: st.sampled_from(["45", "48,5", "1", "", "veel", "9" * 40, "1e999999", "-0"]),
    }
    shape = shapes.get(question["kind"], lambda: ids("options") if "options" in question else st.just("rooster, pauze"))
    return shape().map(lambda answer: {"kind": "answer", "question": question["id"], "answer": answer})


def _fitting(activity: Activity) -> st.SearchStrategy[Content]:
    """Responses of a known kind: three in four with fields that make sense, else with anything in them."""
    view = activity.view(activity.printed())
    found = ids_in(view) | {question.id for question in getattr(activity, "questions", ())}
    for node in getattr(activity, "nodes", ()):
        found |= {node.id, *(choice.id for choice in node.choices)}
    ids = st.sampled_from(sorted(found) or ["?"])
    words = st.sampled_from(["Ik neem pauze.", "", "👩‍⚕️", "<b>", "x" * 2000, "\ud800"])
    sensible = {
        "row": st.integers(1, 12),
        "value": st.sampled_from([1, 2, 3, 5, "na", None, 45.5]),
        "role": st.sampled_from(["employee", "manager", "workplace_trainer"]),
        "side": st.sampled_from(["present", "wanted"]),
        "picked": st.booleans(),
        "points": st.lists(st.sampled_from(["wie", "wat", "hoe", "?"]), max_size=3),
        **dict.fromkeys(("text", "what", "who", "when", "check"), words),
    }

    def filled(shape: tuple[str, tuple[str, ...]]) -> st.SearchStrategy[Content]:
        kind, fields = shape
        good = {"kind": st.just(kind), **{name: sensible.get(name, ids) for name in fields}}
        odd = {"kind": st.just(kind), **dict.fromkeys(fields, ids | words | JUNK)}
        return _mostly(st.fixed_dictionaries(good), st.fixed_dictionaries(odd))

    own = list(shapes(type(activity)).items())
    foreign = [(kind, tuple(sorted(fields))) for kind, fields in FOREIGN.items()]
    return _mostly(st.one_of([filled(shape) for shape in own]), st.one_of([filled(shape) for shape in foreign]))


@cache
def shapes(activities: type[Activity]) -> dict[str, tuple[str, ...]]:
    """Return the fields of each kind of response to these activities, read off their own schema."""
    definitions = activities.responses.json_schema()
    fields = [schema.get("properties", {}) for schema in (definitions, *definitions.get("$defs", {}).values())]
    return {one["kind"]["const"]: tuple(name for name in one if name != "kind") for one in fields if "kind" in one}


def _walks(activity: Scenario) -> st.SearchStrategy[list[Content]]:
    """Return the responses of a walk along choices that exist, from the start, perhaps to an ending."""
    nodes = {node.id: node for node in activity.nodes}

    def walk(first: str, picks: list[int]) -> list[Content]:
        moves, at = [{"kind": first}], nodes[activity.start_node]
        for pick in picks:
            if not at.choices:
                break
            choice = at.choices[pick % len(at.choices)]
            moves += [{"kind": "choose", "node": at.id, "choice": choice.id}, {"kind": "continue", "node": at.id}]
            at = nodes[choice.to]
        return moves

    return st.builds(walk, st.sampled_from(["begin", "replay"]), st.lists(st.integers(0, 5), max_size=4))


def _turns(activity: QuizContent) -> st.SearchStrategy[list[Content]]:
    """Return an answer, mostly followed by what a learner does next; in a test it may begin or be handed in."""
    after = (
        []
        if activity.mode == "test"
        else [{"kind": "check"}, {"kind": "hint"}, {"kind": "retry"}, {"kind": "tick", "points": ["hoe", "wie"]}]
    )
    around: list[list[Content]] = [[{"kind": "begin"}], [{"kind": "hand_in"}], [{"kind": "retry_wrong"}]]

    def turn(answer: Content, following: Content | None) -> list[Content]:
        return [answer, *([{**following, "question": answer["question"]}] if following else [])]

    turns = st.builds(turn, _answers(activity), st.sampled_from([None, *after, *after[:1] * 4]))
    return _mostly(turns, st.sampled_from(around))


def responses_to(activity: Activity) -> st.SearchStrategy[list[Content]]:
    """Return sequences of responses, most of them sensible, many of them not."""
    broken = st.dictionaries(st.sampled_from(["kind", "question", "answer", "extra", "\ud800"]), JUNK, max_size=4)
    units = _mostly(_fitting(activity), broken).map(lambda response: [response])
    if isinstance(activity, QuizContent):
        units = _mostly(_turns(activity), units)
    if isinstance(activity, Scenario):
        units = _mostly(_walks(activity), units)
    sequences = st.lists(units, max_size=8).map(lambda found: [one for unit in found for one in unit])
    begun = isinstance(activity, QuizContent) and activity.mode == "test"
    return sequences.map(lambda sent: [{"kind": "begin"}, *sent]) if begun else sequences


__all__ = ["responses_to"]
