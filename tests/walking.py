"""A learner who tries everything: the views that an activity really gives on the way, one of each look."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities import Learner
from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.errors import Refused
from tests.activities.responses import ids_in, shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssfh_learn.activities import Activity

    View = dict[str, Any]

TRIES = 600
SENSIBLE: dict[str, list[Any]] = {
    "row": [1, 2],
    "value": [1, 2, 3, 4, 5, "na"],
    "role": ["employee", "manager"],
    "side": ["present", "wanted"],
    "picked": [True, False],
    "points": [["wie"], ["hoe", "wat"], []],
    **{name: ["Ik vraag <hulp> & *rust*."] for name in ("text", "what", "who", "when", "check")},
}
STARTS_AGAIN = {"erase", "replay", "begin", "back", "reopen", "begin_again"}
WORDS = "rooster & <pauze>"


def views_of(activity: Activity) -> list[View]:
    """Return each view that has something to show which no view before it had."""
    seen: set[Any] = set()
    found = []
    for view in walk(activity):
        facts = set(_facts(view, ()))
        if not facts <= seen:
            seen |= facts
            found.append(view)
    return found


def walk(activity: Activity) -> Iterator[View]:
    """Yield the view after each thing that a learner did."""
    chance = Random(activity.id)  # noqa: S311  (the same walk each time)
    state = activity.start(Learner("anna"))
    view = activity.view(state)
    yield view
    for _ in range(TRIES):
        try:
            after = activity.respond(state, _response(activity, view, chance), "version")
        except Refused:
            continue
        state, view = after, activity.view(after)
        yield view


def _response(activity: Activity, view: View, chance: Random) -> dict[str, Any]:
    """Return something that a learner could do here; much of it is refused."""
    if isinstance(activity, QuizContent):
        return _in_quiz(activity, view, chance)
    kinds = sorted(shapes(type(activity)).items())
    kind, fields = chance.choice(kinds)
    if kind in STARTS_AGAIN:  # not too often, or nothing comes to its end
        kind, fields = chance.choice(kinds)
    response = {"kind": kind, **{name: chance.choice(SENSIBLE.get(name) or _named(view, name)) for name in fields}}
    if "values" in fields:
        parts = [part for part in view["task"]["parts"] if part["can_add"]] if view.get("task") else []
        part = chance.choice(parts) if parts else {"id": "?", "fields": []}
        response |= {"part": part["id"], "values": {field["id"]: _filled(field, chance) for field in part["fields"]}}
    return response


def _in_quiz(activity: QuizContent, view: View, chance: Random) -> dict[str, Any]:
    """Answer what is open, check it, and now and then do something else."""
    if isinstance(activity, Refresher) and view["phase"] == "ready":
        return {"kind": "begin", "cards": [question.id for question in activity.questions[:4]]}
    is_open = [question for question in view["questions"] if question["phase"] == "open"]
    rare = [{"kind": kind} for kind in ("hand_in", "retry_wrong", "start_over", "begin")]
    if not is_open or chance.random() < 0.06:
        checked = [question for question in view["questions"] if question["phase"] == "checked"]
        rare += 5 * [{"kind": "retry", "question": question["id"]} for question in checked]
        return chance.choice(rare)
    question = chance.choice(is_open)
    steps = [{"kind": kind, "question": question["id"]} for kind in ("check", "check", "hint", "go")]
    return chance.choice([*steps, {"kind": "answer", "question": question["id"], "answer": _answer(question, chance)}])


def _named(view: View, name: str) -> list[Any]:
    """Return the ids that a field of this name could mean: those of `themes` for `theme`."""
    if name == "node" and view.get("situation"):
        return [view["situation"]["id"]]
    lists = _lists(view, f"{name}s")
    return [one["id"] for one in lists if "id" in one] or sorted(ids_in(view)) or ["?"]


def _lists(value: Any, name: str) -> list[Any]:
    """Return what stands in every list of this name, however deep."""
    if isinstance(value, list):
        return [found for one in value for found in _lists(one, name)]
    if not isinstance(value, dict):
        return []
    own = value[name] if isinstance(value.get(name), list) else []
    return [*own, *(found for one in value.values() for found in _lists(one, name))]


def _filled(field: dict[str, Any], chance: Random) -> str:
    if field["options"]:
        return str(chance.choice(field["options"])["id"])
    return {"date": "2026-03-17", "time": "10:00", "number": "5"}.get(field["type"], WORDS[: field["max_length"]])


def _answer(question: dict[str, Any], chance: Random) -> Any:
    def one(name: str) -> str:
        return str(chance.choice(question[name])["id"])

    answers: dict[str, Callable[[], Any]] = {
        "single_choice": lambda: one("options"),
        "graded_choice": lambda: one("options"),
        "multiple_response": lambda: [option["id"] for option in question["options"] if chance.random() < 0.5] or None,
        "ordering": lambda: chance.sample([step["id"] for step in question["steps"]], len(question["steps"])),
        "matching": lambda: {left["id"]: one("right") for left in question["left"]},
        "categorise": lambda: {card["id"]: one("groups") for card in question["cards"]},
        "true_false": lambda: {
            "verdict": chance.random() < 0.5,
            "reason": one("reasons") if question["reasons"] else None,
        },
        "numeric": lambda: chance.choice(["45", "48,5", "1"]),
    }
    return answers.get(question["kind"], lambda: WORDS)()


def _facts(value: Any, where: tuple[str, ...]) -> Iterator[Any]:
    """Yield what there is to show and where: fields that are there or not, words that a program chose, markup."""
    if isinstance(value, dict):
        yield where, tuple(value) if set(value) <= {"html"} else "fields"
        for key, inner in value.items():
            yield from _facts(inner, (*where, key))
    elif isinstance(value, list):
        yield where, bool(value)
        for one in value:
            yield from _facts(one, where)
    else:
        is_chosen = bool(where) and where[-1] in {"phase", "kind", "verdict", "mode", "outcome", "state", "current"}
        yield where, value if is_chosen else (type(value).__name__, value == "")
