"""Own words: in practice the learner ticks which points of an example her text has; in a test a person grades it.

What she ticks is hers: it makes nothing right, and it counts nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from typing_extensions import TypedDict

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Labelled
from ssfh_learn.activities.model import written_as
from ssfh_learn.activities.quiz.questions.open_text import OpenText
from ssfh_learn.activities.quiz.questions.option import Item, labelled
from ssfh_learn.activities.quiz.questions.sent import known
from ssfh_learn.activities.quiz.questions.shown import QuestionView, TextFeedbackView
from ssfh_learn.activities.quiz.questions.text_question import TextParts
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FEWEST, MOST = 2, 5
"""How many points to look for: one would be a right answer in disguise, and more than five are too many to check."""


class Compared(TypedDict):
    """The points to look for, and those that she found in her text."""

    points: list[Labelled]
    ticked: list[str]


class ComparedFeedbackView(TextFeedbackView, Compared):
    """The model answer, with the points to look for."""


class OwnWordsView(QuestionView, TextParts):
    """What a learner sees of it."""

    kind: Literal["own_words"]
    answer: str | None
    feedback: ComparedFeedbackView | None


class OwnWords(OpenText):
    """Answer in your own words, and compare them with an example, point by point."""

    kind = "own_words"
    shown = OwnWordsView

    checklist: tuple[Item, ...] = written_as("nakijkpunten", default=())

    def ticked(self, points: Sequence[str]) -> tuple[str, ...]:
        """Return the points that she found, in their own order."""
        ids = [point.id for point in self.checklist]
        found = {known(point, ids) for point in points}
        if len(found) < len(points):
            raise Refused("malformed")
        return tuple(id_ for id_ in ids if id_ in found)

    def compared(self, ticked: Iterable[str]) -> Compared:
        """Return the points, and those that she ticked."""
        return {"points": labelled(self.checklist), "ticked": list(ticked)}

    def without_key(self) -> Self:
        """Take out the points as well."""
        return super().without_key().model_copy(update={"checklist": ()})

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:
        """Yield a missing example, and points that are too few, too many or twice the same."""
        yield from super().flaws(practice=practice)
        if self.model_answer is None:
            yield Flaw("no_model_answer", ())
        if not FEWEST <= len(self.checklist) <= MOST:
            details = {"count": len(self.checklist), "fewest": FEWEST, "most": MOST}
            yield Flaw("checklist_size", ("checklist",), details)
        yield from duplicates((point.id for point in self.checklist), "checklist")
        seen: set[str] = set()
        for position, point in enumerate(self.checklist):
            if point.text.casefold() in seen:
                yield Flaw("same_point_twice", ("checklist", position), {"text": point.text})
            seen.add(point.text.casefold())
