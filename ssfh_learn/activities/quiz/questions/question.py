"""What every kind of question shares: its text, its feedback, and the contract of answer, share and feedback."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from statistics import mean
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self, overload

from ssfh_learn.activities import dutch
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, ReadingRule, View, YesNo, written_as
from ssfh_learn.activities.quiz.questions.option import ExplainedOption
from ssfh_learn.activities.shuffle import flaws_of_fixed, parted
from ssfh_learn.activities.time_needed import NOT_READ, TO_CHOOSE, seconds_to_read, texts_in, words_in
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.markup import Markup
    from ssfh_learn.activities.quiz.questions.shown import DoubtView, ItemFeedbackView, Verdict

AnswerValue = Any
"""Plain JSON whose shape belongs to the kind of question; ids and a learner's own words only."""

Relabel = Callable[[str], str]

_EXPLAINS = {"explanation", "explanation_true", "explanation_false"}
"""The fields that say something of one option."""


class Arrange(Protocol):
    """Puts items in this learner's order."""

    def __call__(self, items: Iterable[Any], /) -> tuple[Any, ...]:
        """Return the items in the order to show."""


class Feedback(Model):
    """What to say about a whole answer; for an ungraded question `right` is the explanation afterwards."""

    right: Markdown | None = written_as("goed", default=None)
    partly: Markdown | None = written_as("deels", default=None)
    wrong: Markdown | None = written_as("fout", default=None)


class Question(Model):
    """One question. What differs between kinds is in the methods below; scores are shares between 0 and 1."""

    kind: ClassVar[str]
    shown: ClassVar[type[View]]
    """The shape of what a learner sees of it."""
    option_lists: ClassVar[tuple[str, ...]] = ()
    """The fields that hold things with an id, which a test relabels and shuffles."""
    order_is_key: ClassVar[bool] = False
    """Whether the order in which things are written tells the answer, so that it is never shown."""
    needs_grader: ClassVar[bool] = False
    """Whether only a person can tell how good an answer is."""
    is_own_words: ClassVar[bool] = False
    """Whether it is answered in words that no program may judge: in practice she compares them with an example."""
    explains_every_option: ClassVar[bool] = False
    """Whether a learner reads what is said of each option, and not only of the one that she chose."""

    id: Id
    kind_word: OneLine = written_as(dutch.KIND)
    prompt: Markdown = written_as("vraag")
    goal: OneLine | None = written_as("leerdoel", default=None)
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())
    hints: tuple[Markdown, ...] = ()
    graded: YesNo = written_as("telt_mee", default=True)
    points: float = written_as("punten", default=1)
    feedback: Feedback = Feedback()

    # What a learner sees and sends

    @abstractmethod
    def parts(self, arrange: Arrange) -> View:
        """Return what this kind shows besides its prompt, in this learner's order and without the key."""

    @abstractmethod
    def accept(self, answer: object) -> AnswerValue:
        """Return the answer as it is stored; raises Refused for unknown ids and wrong shapes."""

    def is_blank(self, answer: AnswerValue) -> bool:
        """Say whether nothing has been answered yet; a blank answer is not a wrong one."""
        return answer in (None, "", [], {})

    def missing(self, answer: AnswerValue) -> list[str]:  # noqa: ARG002
        """Return the ids of what an answer must have and has not; most answers are one thing."""
        return []

    def parts_of(self, answer: AnswerValue) -> tuple[int, int]:  # noqa: ARG002
        """Return how many parts an answer has and how many are asked; most answers are one thing, and have none."""
        return 0, 0

    def ready_to_check(self, answer: AnswerValue, reading: ReadingRule) -> None:  # noqa: ARG002
        """Raise Refused where an answer cannot be checked yet."""
        if self.is_blank(answer):
            raise Refused("blank")

    def doubt(self, answer: AnswerValue, reading: ReadingRule) -> DoubtView | None:  # noqa: ARG002
        """Return what to ask the learner about what she typed; it tells nothing of the key."""
        return None

    def has_two_meanings(self, answer: AnswerValue, reading: ReadingRule) -> bool:  # noqa: ARG002
        """Say whether an answer cannot be judged before the learner has said what she means."""
        return False

    # What the key says

    @abstractmethod
    def share(self, answer: AnswerValue) -> float | None:
        """Return how much of the points an answer earns, from 0 to 1; None when only a person can tell."""

    def share_as_read(self, answer: AnswerValue, reading: ReadingRule) -> float | None:  # noqa: ARG002
        """Return the share of an answer that is read by a rule; most answers are ids, which need no reading."""
        return self.share(answer)

    def solution(self) -> AnswerValue | None:
        """Return the best answer, in the shape of an answer, where there is one."""
        return None

    def explained(self, answer: AnswerValue) -> dict[str, ItemFeedbackView]:  # noqa: ARG002
        """Return the feedback per option, by its id."""
        return {}

    def said(self, answer: AnswerValue, judged: Verdict) -> Markdown | None:  # noqa: ARG002
        """Return what its author says of a whole answer that was judged so."""
        feedback = self.feedback
        texts = {"right": feedback.right, "partly": feedback.partly or feedback.wrong, "wrong": feedback.wrong}
        return texts.get(judged, feedback.right)

    def shown_afterwards(self) -> Markup | None:
        """Return a model answer, where there is one."""
        return None

    def ticked(self, points: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002
        """Return which points the learner found in her own words, in their order; raises Refused for others."""
        raise Refused("malformed")

    def compared(self, ticked: Iterable[str]) -> View:  # noqa: ARG002
        """Return what stands beside a model answer, with what she ticked of it."""
        return {}

    def order_traits(self) -> Iterator[tuple[str, int]]:
        """Yield what its written order can have in common with that of other questions: `(habit, place)`."""
        yield from ()

    # How long it takes

    def seconds_to_answer(self) -> float:
        """Return how long it takes to answer, besides reading."""
        return TO_CHOOSE

    def seconds_needed(self) -> float:
        """Return how long it takes to read the question, to answer it, and to read what is said of the answer."""
        texts = list(texts_in(self.model_dump(exclude=NOT_READ | {"feedback"})))
        explained = [words_in(text) for field, text in texts if field in _EXPLAINS]
        heard = 0.0
        if explained:
            heard = sum(explained) if self.explains_every_option else mean(explained)
        heard += max(words_in(self.feedback.right), words_in(self.feedback.wrong))
        asked = sum(words_in(text) for field, text in texts if field not in _EXPLAINS)
        return seconds_to_read(asked + heard) + self.seconds_to_answer()

    # The key taken out

    def without_key(self) -> Self:
        """Return the question as a test may hold it: texts and ids, nothing that tells what is right."""
        stripped = {name: _keyless(getattr(self, name)) for name in self.option_lists}
        return self.model_copy(update={**stripped, "hints": (), "feedback": Feedback(), "sources": ()})

    def in_order_of(self, written: Question) -> Self:
        """Return the question with its options in the order of another that has the same; the key is no such order."""
        if self.order_is_key:
            return self
        places = {
            name: {thing.id: place for place, thing in enumerate(getattr(written, name))} for name in self.option_lists
        }
        ordered = {
            name: tuple(sorted(getattr(self, name), key=lambda thing, place=place: place[thing.id]))  # type: ignore[misc]
            for name, place in places.items()
        }
        return self.model_copy(update=ordered)

    def relabelled(self, label: Relabel) -> Self:
        """Return the question with every id of its options replaced, so that no habit of an author shows."""
        renamed = {
            name: tuple(
                thing.model_copy(update={"id": label(f"{self.id}/{name}/{thing.id}")}) for thing in getattr(self, name)
            )
            for name in self.option_lists
        }
        return self.model_copy(update=renamed)

    # What can be wrong with it

    def flaws(self, *, practice: bool) -> Iterator[Flaw]:  # noqa: ARG002
        """Yield what makes no sense in this question."""
        for name in self.option_lists:
            things = getattr(self, name)
            yield from duplicates((thing.id for thing in things), name)
            if len(things) < 2:  # noqa: PLR2004  (nothing to choose)
                yield Flaw("too_few_options", (name,), {"count": len(things)})
            yield from flaws_of_fixed(things, name)
        if not self.points > 0:
            yield Flaw("points_not_positive", ("points",))


def _keyless(things: Iterable[Any]) -> tuple[Any, ...]:
    """Return things by their ids, which an author did not write; what stays at the end keeps its place there."""
    bare = (thing.without_key() if isinstance(thing, ExplainedOption) else thing for thing in things)
    loose, fixed = parted(bare)
    return (*sorted(loose, key=lambda thing: thing.id), *fixed)


@overload
def verdict(share: float) -> Literal["right", "partly", "wrong"]: ...
@overload
def verdict(share: float | None) -> Verdict: ...
def verdict(share: float | None) -> Verdict:
    """Say in one word how good a share is."""
    if share is None:
        return "done"
    return "right" if share >= 1 else "wrong" if share <= 0 else "partly"
