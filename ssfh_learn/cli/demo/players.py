"""Plays an activity as an invented learner would: what she sends next, given what she sees now.

One function for each kind of activity; `skill` is the chance that she does what is best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from ssfh_learn.activities import Activity

    Play = Callable[[Any, Mapping[str, Any], Random, float], dict[str, Any] | None]

MOST, TASKS = 200, 3
"""Responses to one activity, more than any needs, so that a fault in a player ends; and tasks of a practice HIS."""


def next_response(activity: Activity, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    """Return what she sends next, without an id; None when she is done with the activity."""
    return PLAYERS[activity.kind](activity, view, chance, skill)


def _said(chance: Random) -> str:
    """Return own words of an invented learner."""
    texts: list[str] = section("demo")["own_words"].split(" / ")
    return chance.choice(texts)


def _quiz(quiz: Any, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    if view["phase"] == "ready":
        return {"kind": "begin"}
    if view["phase"] == "closed":
        return None
    for question in view["questions"]:
        if question["answer"] is None and question["id"] not in view["blank"]:
            return None  # a question that takes no answer
        if question["answer"] is None:
            answer = _answer(quiz.question(question["id"]), question, chance, skill)
            return {"kind": "answer", "question": question["id"], "answer": answer}
        if view["mode"] == "practice" and question["feedback"] is None:
            return {"kind": "check", "question": question["id"]}
    return {"kind": "hand_in"} if view["mode"] == "test" else None


def _answer(question: Any, shown: Mapping[str, Any], chance: Random, skill: float) -> Any:
    """Return an answer: the right one as often as her skill says, else one that somebody could give."""
    if question.needs_grader:
        return _said(chance)
    solution = question.solution()  # blank where nothing is right or wrong
    return _guess(shown, chance) if chance.random() >= skill or question.is_blank(solution) else solution


def _guess(shown: Mapping[str, Any], chance: Random) -> Any:
    """Return an answer that somebody could give who does not know."""

    def ids(name: str) -> list[Any]:
        return [one["id"] for one in shown[name]]

    guesses: dict[str, Callable[[], Any]] = {
        "multiple_response": lambda: chance.sample(ids("options"), 1 + len(ids("options")) // 3),
        "ordering": lambda: chance.sample(ids("steps"), len(ids("steps"))),
        "categorise": lambda: {card: chance.choice(ids("groups")) for card in ids("cards")},
        "matching": lambda: {left: chance.choice(ids("right")) for left in ids("left")},
        "true_false": lambda: {
            "verdict": chance.choice((True, False)),
            "reason": chance.choice(ids("reasons") or [None]),
        },
        "numeric": lambda: "20",
    }
    known = guesses.get(shown["kind"])
    if known is not None:
        return known()
    return chance.choice(ids("options")) if "options" in shown else _said(chance)


def _scenario(scenario: Any, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    if view["phase"] == "ready":
        return {"kind": "begin"}
    if view["debrief"] is not None:
        return None
    situation = view["situation"]
    if situation is None:
        return {"kind": "continue", "node": view["turns"][-1]["node"]}
    ids = [choice["id"] for choice in view["choices"]]
    node = next(one for one in scenario.nodes if one.id == situation["id"])
    best = {choice.id for choice in node.choices if choice.severity is None}
    likes = [id_ for id_ in ids if id_ in best] if chance.random() < skill else ids
    return {"kind": "choose", "node": situation["id"], "choice": chance.choice(likes or ids)}


def _statements(_one: Any, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    """Play a self-assessment, or the statements of a skills gap."""
    if view["phase"] == "result":
        return None
    points = [point["value"] for point in view["scale"]]
    for item in view["items"]:
        if item["answer"] is None:
            at = round(skill * (len(points) - 1)) + chance.choice((-1, 0, 0, 1))
            return {"kind": "answer", "item": item["id"], "value": points[min(max(at, 0), len(points) - 1)]}
    return {"kind": "finish"}


def _skills_gap(one: Any, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    for side in ("present", "wanted"):
        if view[side] is None:
            return {"kind": "choose_function", "side": side, "function": chance.choice(view["functions"])["id"]}
    return _statements(one, view, chance, skill)


def _conversation_card(_one: Any, view: Mapping[str, Any], chance: Random, _skill: float) -> dict[str, Any] | None:
    if not any(theme["note"] for theme in view["themes"]):
        return {"kind": "note", "theme": chance.choice(view["themes"])["id"], "text": _said(chance)}
    if not view["agreements"]:
        return {"kind": "agreement", "row": 1, **dict.fromkeys(("what", "who", "when"), _said(chance))}
    return None


def _action_plan(_one: Any, view: Mapping[str, Any], chance: Random, _skill: float) -> dict[str, Any] | None:
    level = next((one for one in view["levels"] if not one["steps"]), None)
    if level is None:
        return None
    written = dict.fromkeys(("what", "who", "when", "check"), _said(chance))
    return {"kind": "step", "level": level["id"], "row": 1, **written}


def _reflection(_one: Any, view: Mapping[str, Any], chance: Random, _skill: float) -> dict[str, Any] | None:
    prompt = next((one for one in view["prompts"] if not one["answer"]), None)
    return prompt and {"kind": "answer", "prompt": prompt["id"], "text": _said(chance)}


def _fact_chart(_one: Any, view: Mapping[str, Any], chance: Random, _skill: float) -> dict[str, Any] | None:
    if view["phase"] != "estimate":
        return None
    if view["estimate"]["value"] is None:
        return {"kind": "estimate", "value": float(chance.randint(0, int(view["maximum"])))}
    return {"kind": "show"}


def _role_choice(_one: Any, view: Mapping[str, Any], chance: Random, _skill: float) -> dict[str, Any] | None:
    return None if view["chosen"] else {"kind": "choose", "role": chance.choice(view["roles"])["id"]}


def _calculator(_one: Any, view: Mapping[str, Any], _chance: Random, _skill: float) -> dict[str, Any] | None:
    return None if view["value"] == view["minimum"] else {"kind": "set", "value": view["minimum"]}


def _practice_his(_his: Any, view: Mapping[str, Any], chance: Random, skill: float) -> dict[str, Any] | None:
    """Play one task: the steps of it that she thinks of, and then hand it in."""
    task = view["task"]
    if task is None:
        new = [one["id"] for one in view["tasks"] if one["state"] == "new"]
        has_enough = len(view["tasks"]) - len(new) >= TASKS
        return None if has_enough or not new else {"kind": "begin", "task": new[0]}
    if task["result"] is not None:
        return {"kind": "back"}
    left = [step for step in task["steps"] if not step["taken"] and not step.get("closed")]
    if left and not task["touched"] and chance.random() < skill:
        return {"kind": "step", "step": chance.choice(left)["id"]}
    return {"kind": "finish"}


PLAYERS: dict[str, Play] = {
    "action_plan": _action_plan,
    "calculator": _calculator,
    "conversation_card": _conversation_card,
    "fact_chart": _fact_chart,
    "practice_his": _practice_his,
    "quiz": _quiz,
    "reflection": _reflection,
    "role_choice": _role_choice,
    "scenario": _scenario,
    "self_assessment": _statements,
    "skills_gap": _skills_gap,
}
"""How each kind of activity is played; a refresher is not: its cards come back by themselves."""
