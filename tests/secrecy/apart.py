"""Whether what is right can be told from what is wrong without a word: by place, order, length, id or notation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import comb, factorial
from typing import Any

from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.activities.quiz.questions.multiple_response import MultipleResponse

Shown = tuple[Question, str, Sequence[tuple[str, dict[str, Any]]]]
"""A question of the key, which of its lists, and that list as it is shown, each thing after its id in the key."""
UNLIKELY = {"one": 1e-5, "any": 1e-5, "steps": 1e-3, "couples": 1e-3}
"""The chance with which a rule would do so well by luck; the secrets of these courses are fixed, so luck is too.

A bank holds few questions in which steps are ordered or sides coupled, and each of them has many wrong answers.
"""


def _text(thing: dict[str, Any]) -> str:
    text = thing.get("text", thing.get("tekst", thing.get("naam", "")))
    return str(text["html"] if isinstance(text, dict) else text)


FEATURES: dict[str, Callable[[int, dict[str, Any]], Any]] = {
    "place": lambda place, _thing: -place,
    "second place": lambda place, _thing: place == 1,
    "third place": lambda place, _thing: place == 2,
    "id": lambda _place, thing: str(thing["id"]),
    "length of id": lambda _place, thing: len(str(thing["id"])),
    "letters in id": lambda _place, thing: sum(map(str.isalpha, str(thing["id"]))),
    "capitals in id": lambda _place, thing: sum(map(str.isupper, str(thing["id"]))),
    "last of id": lambda _place, thing: str(thing["id"])[-1],
    "fields": lambda _place, thing: len(thing),
    "order of fields": lambda _place, thing: " ".join(thing),
    "white space": lambda _place, thing: len(re.findall(r"^\s|\s$|\s\s|[\t\xa0]", _text(thing))),
    "capital": lambda _place, thing: _text(thing).removeprefix("<p>")[:1].isupper(),
    "stop": lambda _place, thing: _text(thing).removesuffix("</p>").endswith("."),
    "unusual characters": lambda _place, thing: sum(ord(letter) > 0x2FF for letter in _text(thing)),
}


_GROUPS = {"one": ("options", "reasons"), "any": ("options", "reasons"), "steps": ("steps",), "couples": ("right",)}
"""A habit may show in one group of questions only; counted among the others it would drown."""


def told_apart(shown: Sequence[Shown]) -> Iterator[tuple[str, str]]:
    """Yield each rule that finds the right answers far too often."""
    lists = list({(question.id, name): (question, name, things) for question, name, things in shown}.values())
    for group, named in _GROUPS.items():
        for feature, of in FEATURES.items():
            for direction in ("most", "least"):
                chances, hits = [], 0
                for question, name, things in lists:
                    if name not in named or (group == "one" and isinstance(question, MultipleResponse)):
                        continue
                    judged = _judged(question, name, _ranked(things, of, least=direction == "least"), lists)
                    if judged is not None:
                        hits += judged[0]
                        chances.append(judged[1])
                if chances and _by_luck(hits, chances) < UNLIKELY[group]:
                    yield "told apart", f"{direction} {feature}: {hits} of {len(chances)} questions"


def _ranked(
    things: Sequence[tuple[str, dict[str, Any]]], of: Callable[[int, dict[str, Any]], Any], *, least: bool
) -> list[tuple[Any, str]]:
    ranked = [(of(place, thing), id_) for place, (id_, thing) in enumerate(things)]
    return sorted(ranked, key=lambda pair: pair[0], reverse=not least)


def _judged(
    question: Question, name: str, ranked: list[tuple[Any, str]], lists: Sequence[Shown]
) -> tuple[bool, float] | None:
    """Say whether a ranking gives the answer away, and with what chance it would by luck; None where it cannot."""
    ids, marks = [id_ for _, id_ in ranked], [mark for mark, _ in ranked]
    if len(set(marks)) == 1:
        return None
    solution = question.solution()
    if name == "steps":
        return ids == solution and _all_differ(marks), 1 / factorial(len(ids))
    if name == "right":
        left = next((things for one, which, things in lists if one.id == question.id and which == "left"), None)
        couples = None if left is None else [solution[id_] for id_, _ in left]  # type: ignore[index]
        return ids == couples and _all_differ(marks), 1 / factorial(len(ids))
    right = {id_ for id_ in ids if _is_right(solution, id_)}
    if not right or len(right) == len(ids) or name not in {"options", "reasons"}:
        return None
    is_cut = marks[len(right) - 1] != marks[len(right)]
    return is_cut and set(ids[: len(right)]) == right, 1 / comb(len(ids), len(right))


def _is_right(solution: Any, id_: str) -> bool:
    if isinstance(solution, dict):
        return bool(solution.get("reason") == id_)
    return id_ in solution if isinstance(solution, list) else bool(solution == id_)


def _all_differ(marks: list[Any]) -> bool:
    return len(set(marks)) == len(marks)


def _by_luck(hits: int, chances: list[float]) -> float:
    """Return the chance of at least so many hits, each with a chance of its own."""
    exactly = [1.0]
    for chance in chances:
        exactly = [
            (exactly[count] * (1 - chance) if count < len(exactly) else 0)
            + (exactly[count - 1] * chance if count else 0)
            for count in range(len(exactly) + 1)
        ]
    return sum(exactly[hits:])
