"""A question of a test, and every answer to it that was seen, taken apart into choices with a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any

from ssfh_learn.grading.answer import prompt_html, texts_of
from ssfh_learn.results import AnswerPart, AskedQuestion
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import ReadingRule
    from ssfh_learn.activities.quiz.questions import Question

LONGEST_TYPED = 60
"""Signs of an answer that was typed."""
_TAG = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"<(?:/?p|/?li|br|/?t[dhr])\b[^>]*>")
"""A tag that stands where plain text has a space."""
AnsweredPart = tuple[str, str]
"""A part of an answer: its name and its text."""


@dataclass
class AnsweredQuestion:
    """A question, and the answers to it that were seen: `known` has the place of each."""

    place: int
    question: Question
    reading: ReadingRule
    is_earlier: bool
    known: dict[str, int] = field(default_factory=dict)
    _choices: dict[str, int] = field(default_factory=dict)
    _listed: list[AnswerPart] = field(default_factory=list)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {id_: plain(html) for id_, html in texts_of(self.question).items()}

    @cached_property
    def _solution(self) -> set[str]:
        return {name for name, _ in self._parts(self.question.solution())}

    def chosen(self, answer: Any) -> tuple[int, ...]:
        """Return the choices that an answer is made of; a person's own words are none."""
        if self.question.needs_grader or self.question.is_own_words or self.question.is_blank(answer):
            return ()
        parts = list(self._parts(answer))
        is_whole_right = len(parts) == 1 and (self.question.share_as_read(answer, self.reading) or 0) >= 1
        found = []
        for name, text in parts:
            if name not in self._choices:
                self._choices[name] = len(self._listed)
                self._listed.append(AnswerPart(text, is_whole_right or name in self._solution))
            found.append(self._choices[name])
        return tuple(found)

    def _parts(self, answer: Any) -> Iterator[AnsweredPart]:
        """Yield the parts of an answer."""
        if isinstance(answer, dict):
            for left, right in answer.items():
                said = self._texts.get(left)
                for name, text in self._parts(right):
                    yield f"{left}>{name}", text if said is None else f"{said} → {text}"
        elif isinstance(answer, list | tuple):
            for number, one in enumerate(answer, 1):
                yield from self._in_place(number, one) if self.question.kind == "ordering" else self._parts(one)
        elif answer is not None:
            yield self._part(answer)

    def _in_place(self, number: int, step: Any) -> Iterator[AnsweredPart]:
        for name, text in self._parts(step):
            yield f"{number}>{name}", word("grading", "in_place", text=text, place=number)

    def _part(self, answer: Any) -> AnsweredPart:
        if isinstance(answer, bool):
            return str(answer), word("frontend", "true_false.true" if answer else "true_false.false")
        if answer in self._texts:
            return answer, self._texts[answer]
        typed = str(answer).strip()[:LONGEST_TYPED]
        return f"={typed.casefold()}", typed

    def as_plain(self) -> AskedQuestion:
        """Return the question as reports read it."""
        one = self.question
        return AskedQuestion(
            one.id, plain(prompt_html(one)), one.sources, one.needs_grader, self.is_earlier, tuple(self._listed)
        )


def plain(html: str) -> str:
    """Return HTML as plain text on one line."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())
