"""A quiz: questions to practise with feedback at once, or a test whose key stays with the grader."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Self

from ssfh_learn.activities.card import RefresherCard, Try, card_id
from ssfh_learn.activities.playing import played_events
from ssfh_learn.activities.quiz.draw import length
from ssfh_learn.activities.quiz.first_answers import choice_points, first_answers
from ssfh_learn.activities.quiz.flaws import flaws_of
from ssfh_learn.activities.quiz.marks import share_of_check
from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.activities.quiz.run import RESPONSES, QuizState, applied, begun, begun_attempt, version_now
from ssfh_learn.activities.quiz.score import score_of, status_of
from ssfh_learn.activities.quiz.view import QuizView, view_of
from ssfh_learn.activities.time_needed import seconds_to_read, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.activity import Learner, RecordedEvent, Score, Status
    from ssfh_learn.activities.first_try import ChoicePoint
    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.quiz.questions import Question


class Quiz(QuizContent):
    """A list of questions, of which `draw` are drawn for each attempt when that is written."""

    kind = "quiz"
    responses = RESPONSES
    shown = QuizView

    @property
    def length(self) -> int:
        """The number of questions of one attempt."""
        return length(self)

    # Playing

    def start(self, learner: Learner) -> QuizState:
        """Begin at the first question; a test begins only when the learner says so."""
        return begun(self, learner)

    def attempt(self, state: QuizState) -> int:
        """Return the number of the attempt, 1 before the first."""
        return state.number

    def apply(self, state: QuizState, response: Any, content: str) -> QuizState:
        """Return the state after one response to the version `content`."""
        return applied(self, state, response, content)

    def version_now(self, state: QuizState, kind: str, content: str) -> str:
        """Return the version that a response belongs to which comes in now: that of the questions of its attempt."""
        return version_now(self, state, kind, content)

    # Showing and scoring

    def view(self, state: QuizState) -> QuizView:
        """Return questions, answers and as much feedback as the mode allows."""
        return view_of(self, state)

    def status(self, state: QuizState) -> Status:
        """Say how far the learner is in the latest attempt."""
        return status_of(self, state)

    def score(self, state: QuizState) -> Score:
        """Return the score of the latest attempt in practice, of the best closed attempt in a test."""
        return score_of(self, state)

    def printed(self) -> QuizState:
        """Show the questions, also those of a test."""
        state = super().printed()
        return state if state.attempts else begun_attempt(self, state)

    def seconds_needed(self) -> float:
        """Return how long it takes to read the introduction and to answer every question."""
        return seconds_to_read(words_in(self.intro)) + sum(question.seconds_needed() for question in self.questions)

    # The key taken out

    def without_key(self) -> Self:
        """Return the test as a learner's side may hold it."""
        return self.model_copy(
            update={
                "questions": tuple(self._bare(question) for question in self.questions),
                "other_questions": (),
                "score_feedback": (),
                "goals": (),
                "sources": (),
            }
        )

    def _bare(self, question: Question) -> Question:
        """Return a question without its key, in the order that its author gave it where he wants that shown."""
        bare = question.without_key()
        return bare if self.is_shuffled(question) else bare.in_order_of(question)

    def relabelled(self, secret: bytes) -> Self:
        """Return the quiz with new ids for all options, made with a secret that stays with the key.

        Ids that an author wrote can betray the key ("a" is always right); these cannot be turned back without the
        secret, and the grader makes the same ones again.
        """

        def label(name: str) -> str:
            return hmac.digest(secret, f"{self.id}/{name}".encode(), "sha256").hex()[:12]

        return self.model_copy(
            update={
                name: tuple(question.relabelled(label) for question in getattr(self, name))
                for name in ("questions", "other_questions")
            }
        )

    # Refreshing

    def cards(self) -> Iterator[RefresherCard]:
        """Yield the questions of a practice quiz in which there is right and wrong."""
        for question in self.questions if self.is_practice else ():
            if self.judges(question):
                card = question.model_copy(update={"id": card_id(self.id, question.id)})
                yield RefresherCard(card, shuffled=self.shuffled)

    def tried(self, state: QuizState, event: RecordedEvent) -> Try | None:
        """Return how good the answer was that she let check."""
        share = share_of_check(self, state.latest, event)
        return None if share is None else Try(card_id(self.id, str(event.data["question"])), share)

    # Figures of groups

    def choice_points(self) -> Iterator[ChoicePoint]:
        """Yield the questions of a practice that asks everybody the same."""
        yield from choice_points(self)

    def first_choices(self, events: Iterable[RecordedEvent], learner: Learner) -> frozenset[str] | None:
        """Return which questions were right when they were checked first, and which wrong options were chosen."""
        return first_answers(self, played_events(self, events, learner))

    # What can be wrong with it

    def covered_goals(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the goals of the quiz and of its questions."""
        yield from super().covered_goals()
        for name, position, question in self._everything():
            if question.goal is not None:
                yield question.goal, (name, position, "goal")

    def used_sources(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the sources of the quiz and of its questions."""
        yield from super().used_sources()
        for name, position, question in self._everything():
            for index, code in enumerate(question.sources):
                yield code, (name, position, "sources", index)

    def _everything(self) -> Iterator[tuple[str, int, Question]]:
        """Yield every question, also the other ones, with its place."""
        for name in ("questions", "other_questions"):
            yield from ((name, position, question) for position, question in enumerate(getattr(self, name)))

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in the quiz and in each question."""
        yield from flaws_of(self)
