"""What somebody who makes a test sees of a question, as plain texts: all that a strategy has to go by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ssfh_learn.activities.markup import Labelled
    from ssfh_learn.activities.quiz.questions import Question

Shape = Literal["one", "several", "verdict", "order", "pairs", "number", "none"]
"""What an answer is: one option, several, waar or onwaar with a reason, an order, pairs, a number; `none` for words."""
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SHAPES: Mapping[str, Shape] = {
    "choose": "several",
    "options": "one",
    "reasons": "verdict",
    "steps": "order",
    "left": "pairs",
    "cards": "pairs",
    "unit": "number",
}
"""The shape of an answer, by the first of these parts that a question shows."""


@dataclass(frozen=True)
class Sheet:
    """A question without its key: what is asked, and what there is to choose from, by id."""

    id: str
    shape: Shape
    prompt: str
    options: Mapping[str, str]
    """Options, reasons or steps; the left side or the cards of pairs."""
    places: Mapping[str, str]
    """The right side or the groups of pairs."""
    choose: int | None = None
    """How many options to choose, where that is told."""
    unit: str = ""

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return what a test shows of a question; nothing of its key gets in."""
        parts: Mapping[str, Any] = question.without_key().parts(tuple)
        shape: Shape = next((shape for part, shape in _SHAPES.items() if part in parts), "none")
        options = next((parts[part] for part in ("options", "reasons", "steps", "left", "cards") if part in parts), ())
        places = next((parts[part] for part in ("right", "groups") if part in parts), ())
        return cls(
            id=question.id,
            shape=shape,
            prompt=question.prompt,
            options=_texts(options),
            places=_texts(places),
            choose=parts.get("choose"),
            unit=parts.get("unit", ""),
        )

    @cached_property
    def numbers(self) -> list[float]:
        """The numbers that the question names, from small to large."""
        return sorted(map(_value, _NUMBER.findall(self.prompt)))


def number_in(text: str) -> float | None:
    """Return the first number of a text."""
    found = _NUMBER.search(text)
    return _value(found.group()) if found else None


def _value(written: str) -> float:
    return float(written.replace(",", "."))


def _texts(things: tuple[Labelled, ...] | list[Labelled]) -> dict[str, str]:
    return {thing["id"]: _plain(thing["text"]) for thing in things}


def _plain(text: Any) -> str:
    return unescape(_TAG.sub("", text if isinstance(text, str) else text["html"]))
