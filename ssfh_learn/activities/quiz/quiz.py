"""A quiz: questions to practise with feedback at once, or a test whose key stays with the grader."""

from __future__ import annotations

import hmac
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field

from ssfh_learn.activities.activity import Activity, Learner, Score, Status
from ssfh_learn.activities.bands import Band, flaws_of_bands
from ssfh_learn.activities.card import Card, Try, card_id
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.model import NEWEST, STRICT, Markdown, Mode, Reading, View, WrittenReading, YesNo, added
from ssfh_learn.activities.quiz import responses as sent
from ssfh_learn.activities.quiz.attempt import Attempt, QuizState
from ssfh_learn.activities.quiz.draw import drawn, pool_and_always
from ssfh_learn.activities.quiz.flaws import flaws_of_order
from ssfh_learn.activities.quiz.questions import AnyQuestion, Question
from ssfh_learn.activities.quiz.result import score_of, status_of
from ssfh_learn.activities.quiz.view import view_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.activity import Recorded


class ScoreBand(Band):
    """What to say about a percentage."""

    text: Markdown


class Quiz(Activity):
    """A list of questions, of which `draw` are drawn for each attempt when that is written."""

    kind = "quiz"
    responses = sent.RESPONSES

    mode: Mode = "practice"
    draw: Annotated[int, Field(ge=1)] | None = None
    shuffled: YesNo = True
    answers_read: WrittenReading = added(STRICT)
    """How typed answers of a test are read: what builds it writes the newest rule. In practice each event names one."""
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    attempts: Annotated[int, Field(ge=1)] | None = None
    score_feedback: tuple[ScoreBand, ...] = ()
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)]

    @property
    def is_test(self) -> bool:
        """Test: the key stays with the grader."""
        return self.mode == "test"

    @property
    def is_practice(self) -> bool:
        """Practice: feedback at once, and nothing counts."""
        return self.mode == "practice"

    # Playing

    def start(self, learner: Learner) -> QuizState:
        """Begin at the first question; a test begins only when the learner says so."""
        state = QuizState(learner)
        return state if self.mode == "test" else state.with_next(self._attempt(learner, 1))

    def _attempt(self, learner: Learner, number: int) -> Attempt:
        ids = tuple(question.id for question in drawn(self, learner.id, number))
        return Attempt(number, ids, ids[0])

    @property
    def length(self) -> int:
        """The number of questions of one attempt."""
        return len(drawn(self, "", 1))

    def attempt(self, state: QuizState) -> int:
        """Return the number of the attempt, 1 before the first."""
        return state.attempts[-1].number if state.attempts else 1

    def question(self, id_: str) -> Question:
        """Return a question by its id; raises Refused where there is none."""
        for question in self.questions:
            if question.id == id_:
                return question
        raise Refused("unknown_id")

    def counts(self, question: Question) -> bool:
        """Say whether a question adds to the score: in practice nobody grades what needs a person."""
        return question.graded and not (self.mode == "practice" and question.needs_grader)

    @property
    def reading(self) -> Reading:
        """How an answer is read that comes in now."""
        return NEWEST if self.mode == "practice" else self.answers_read

    def reading_of(self, attempt: Attempt, question: str) -> Reading:
        """Return how the answer to a question of an attempt is read."""
        return attempt.readings.get(question, STRICT) if self.mode == "practice" else self.answers_read

    def share(self, attempt: Attempt, question: str) -> float | None:
        """Return the share that the answer to a question of an attempt earns; None when only a person can tell."""
        return self.question(question).share_as_read(attempt.answers[question], self.reading_of(attempt, question))

    def is_shuffled(self, question: Question) -> bool:  # noqa: ARG002
        """Say whether the options of a question have an order of this learner's own."""
        return self.shuffled

    def apply(self, state: QuizState, response: Any, content: str) -> QuizState:  # noqa: ARG002
        """Return the state after one response."""
        if isinstance(response, sent.Begin):
            return self._begin(state)
        attempt = state.latest
        if attempt.closed:
            raise Refused("closed")
        if hasattr(response, "question") and response.question is not None:
            attempt.must_hold(response.question)
        if isinstance(response, sent.StartOver):
            self._only_in("practice")
            return state.with_next(self._attempt(state.learner, attempt.number + 1))
        return state.with_latest(self._apply(response, attempt))

    def _only_in(self, mode: str) -> None:
        if self.mode != mode:
            raise Refused("wrong_mode")

    def _begin(self, state: QuizState) -> QuizState:
        self._only_in("test")
        if state.attempts and not state.latest.closed:
            raise Refused("already_begun")
        if self.attempts is not None and len(state.attempts) >= self.attempts:
            raise Refused("no_attempts_left")
        return state.with_next(self._attempt(state.learner, len(state.attempts) + 1))

    @singledispatchmethod
    def _apply(self, response: Any, attempt: Attempt) -> Attempt:
        raise NotImplementedError(response)

    @_apply.register(sent.Answer)
    def _answer(self, response: sent.Answer, attempt: Attempt) -> Attempt:
        answer = None if response.answer is None else self.question(response.question).accept(response.answer)
        return attempt.answered(response.question, answer).read_as(response.question, response.reading or STRICT)

    @_apply.register(sent.Check)
    def _check(self, response: sent.Check, attempt: Attempt) -> Attempt:
        self._only_in("practice")
        if response.question in attempt.checked:
            raise Refused("already_checked")
        if response.reading is not None:
            attempt = attempt.read_as(response.question, response.reading)
        question, answer = self.question(response.question), attempt.answers.get(response.question)
        reading = self.reading_of(attempt, question.id)
        question.ready_to_check(answer, reading)
        if question.has_two_meanings(answer, reading):
            return attempt.turned_to(question.id)  # the view asks which one, and nothing has been judged
        return attempt.with_checked(question.id)

    @_apply.register(sent.Hint)
    def _hint(self, response: sent.Hint, attempt: Attempt) -> Attempt:
        self._only_in("practice")
        return attempt.with_hint(response.question, len(self.question(response.question).hints))

    @_apply.register(sent.Retry)
    def _retry(self, response: sent.Retry, attempt: Attempt) -> Attempt:
        return attempt.reopened(attempt.checked & {response.question})

    @_apply.register(sent.RetryWrong)
    def _retry_wrong(self, _response: sent.RetryWrong, attempt: Attempt) -> Attempt:
        wrong = (id_ for id_ in attempt.checked if (self.share(attempt, id_) or 0) < 1)
        return attempt.reopened(frozenset(id_ for id_ in wrong if self.counts(self.question(id_))))

    @_apply.register(sent.Go)
    def _go(self, response: sent.Go, attempt: Attempt) -> Attempt:
        return attempt.turned_to(response.question)

    @_apply.register(sent.HandIn)
    def _hand_in(self, _response: sent.HandIn, attempt: Attempt) -> Attempt:
        self._only_in("test")
        return attempt.handed_in()

    # Showing and scoring

    def view(self, state: QuizState) -> View:
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
        return state if state.attempts else self._begin(state)

    # The key taken out

    def without_key(self) -> Self:
        """Return the test as a learner's side may hold it."""
        return self.model_copy(
            update={
                "questions": tuple(self._bare(question) for question in self.questions),
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

        return self.model_copy(update={"questions": tuple(question.relabelled(label) for question in self.questions)})

    # Refreshing

    def cards(self) -> Iterator[Card]:
        """Yield the questions of a practice quiz that count."""
        for question in self.questions if self.is_practice else ():
            if self.counts(question):
                card = question.model_copy(update={"id": card_id(self.id, question.id)})
                yield Card(card, shuffled=self.shuffled)

    def tried(self, state: QuizState, event: Recorded) -> Try | None:
        """Return how good the answer was that she let check."""
        if event.kind != "check":
            return None
        name = str(event.data["question"])
        if name not in state.latest.checked:
            return None
        share = self.share(state.latest, name)
        return None if share is None else Try(card_id(self.id, name), share)

    # What can be wrong with it

    def covered_goals(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the goals of the quiz and of its questions."""
        yield from super().covered_goals()
        for position, question in enumerate(self.questions):
            if question.goal is not None:
                yield question.goal, ("questions", position, "goal")

    def used_sources(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield the sources of the quiz and of its questions."""
        yield from super().used_sources()
        for position, question in enumerate(self.questions):
            for index, code in enumerate(question.sources):
                yield code, ("questions", position, "sources", index)

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in the quiz and in each question."""
        yield from duplicates((question.id for question in self.questions), "questions")
        for position, question in enumerate(self.questions):
            for flaw in question.flaws(practice=self.mode == "practice"):
                yield flaw.under("questions", position)
        yield from flaws_of_bands(self.score_feedback, 0, 100, "score_feedback")
        yield from self._flaws_of_draw()
        yield from flaws_of_order(self)
        if self.mode == "practice" and "answers_read" in self.model_fields_set:
            yield Flaw("reading_in_practice", ("answers_read",))
        if self.attempts is not None and self.mode == "practice":
            yield Flaw("attempts_in_practice", ("attempts",))

    def _flaws_of_draw(self) -> Iterator[Flaw]:
        if self.draw is None:
            return
        pool, _ = pool_and_always(self)
        if self.draw > len(pool):
            details = {"draw": self.draw, "count": len(pool)}
            yield Flaw("draws_too_many", ("draw",), details, rests_on=("questions",))
        if self.mode == "test" and len({question.points for question in pool if question.graded}) > 1:
            yield Flaw("draws_unequal_points", ("draw",), rests_on=("questions",))
        if self.mode == "test" and any(not question.graded for question in pool):
            yield Flaw("draws_ungraded", ("draw",), rests_on=("questions",))
