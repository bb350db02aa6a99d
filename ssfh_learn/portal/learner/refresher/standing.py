"""Where a learner stands with a refresher, computed each time from what she did: nothing else is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner, play
from ssfh_learn.activities.refresher import seconds, that_fit, tries, went_wrong
from ssfh_learn.activities.shuffle import shuffled
from ssfh_learn.dutch_time import day_at, months_later
from ssfh_learn.portal.learner.refresher.schedule import Review, due_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ssfh_learn.activities.card import Try
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.journal import Event
    from ssfh_learn.portal.learner.refresher.traces import Traces
    from ssfh_learn.portal.published.deck import Deck

HALF_A_YEAR = 6
"""Months until everything comes back once more: the follow-up day that the magazine says is rarely planned."""
KEPT_FRESH = 3
"""Cards for somebody who had everything right: enough to keep it fresh, too few to be a chore."""
MOST_PLANNED = 3
"""Days to put in an agenda: each day depends on how the day before went, so more days would be a guess."""
_TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class DueCard:
    """A question that comes back, the tries that decide when, and the day on which it comes back."""

    question: Question
    reviews: tuple[Review, ...]
    due: date


@dataclass(frozen=True)
class RefresherStanding:
    """What a learner has to refresh of a module that was `done` on a day.

    On `follow_up` everything comes back once more; `left` cards of a session of today are still open.
    """

    done: date
    follow_up: date
    cards: tuple[DueCard, ...]
    had_all_right: bool
    left: int
    sessions: int
    above: Mapping[str, str]
    """The text above a card, by the id of its question."""

    def waiting(self, today: date) -> tuple[Question, ...]:
        """Return what may come back now, what waits longest first."""
        return tuple(card.question for card in sorted(self.cards, key=lambda card: card.due) if card.due <= today)

    def session(self, today: date) -> tuple[Question, ...]:
        """Return what fits in a session of now."""
        return that_fit(self.waiting(today), self.above)

    def minutes(self, today: date) -> int:
        """Return how many minutes a session of now takes at most."""
        return ceil(sum(seconds(question, self.above) for question in self.session(today)) / 60)

    def next_day(self) -> date | None:
        """Return the first day on which something comes back; it may be over."""
        return min((card.due for card in self.cards), default=None)

    def planned(self, today: date) -> list[date]:
        """Return the next days after today, as they are if everything goes right; the follow-up is not among them."""
        days: list[date] = []
        at = self
        while at.cards and len(days) < MOST_PLANNED:
            days.append(max(min(card.due for card in at.cards), (days[-1] if days else today) + _TOMORROW))
            at = at._after_all_right(days[-1])
        return [day for day in days if day != self.follow_up]

    def _after_all_right(self, day: date) -> RefresherStanding:
        done = {question.id for question in self.session(day)}
        cards = (
            _scheduled(card.question, (*card.reviews, Review(day, 1)), self.follow_up)
            if card.question.id in done
            else card
            for card in self.cards
        )
        return replace(self, cards=tuple(cards))


def standing_of(
    deck: Deck, traces: Traces, learner: Learner, steps: Collection[str], today: date
) -> RefresherStanding | None:
    """Return where a learner stands with a module of these steps; None as long as it is not done."""
    done = traces.day_done(steps)
    if done is None:
        return None
    refreshed = _reviews_by_card(tries(deck.refresher, traces.refreshed, learner))
    first = _first_reviews(deck, traces, learner, done, refreshed)
    follow_up = months_later(done, HALF_A_YEAR)
    return RefresherStanding(
        done=done,
        follow_up=follow_up,
        cards=tuple(
            _scheduled(question, _in_order(first[question.id], refreshed.get(question.id, [])), follow_up)
            for question in deck.refresher.questions
            if question.id in first
        ),
        had_all_right=all(reviews[0].share == 1 for reviews in first.values()),
        left=_left(deck, traces, learner, today),
        sessions=len(traces.begun),
        above=deck.refresher.contexts,
    )


def _left(deck: Deck, traces: Traces, learner: Learner, today: date) -> int:
    """Return how many cards of today's session wait; the cards of an earlier session come back anew."""
    if not traces.begun or day_at(traces.begun[-1].at) != today:
        return 0
    state = play(deck.refresher, traces.refreshed, learner).state
    return 0 if deck.refresher.is_over(state) else len(state.latest.drawn) - len(state.latest.checked)


def _first_reviews(
    deck: Deck, traces: Traces, learner: Learner, done: date, refreshed: Collection[str]
) -> dict[str, list[Review]]:
    """Return what the module itself says of each card: what went wrong, or a few of many that were all right.

    A card that was `refreshed` once stays. No card is due before the day after the module was done: until then she is
    still learning.
    """
    known = {question.id for question in deck.refresher.questions}  # a question that is not graded is no card
    tried: dict[str, list[tuple[date, Try]]] = {}
    for source in deck.sources:
        for event, one in tries(source, traces.practised.get(source.id, ()), learner):
            if one.card in known:
                tried.setdefault(one.card, []).append((day_at(event.at), one))
    stays = {card: [Review(done, 1)] for card in refreshed if card in known}
    wrong = {
        card: [Review(max(done, day), 0) for day, one in all_tries if one.share < 1]
        for card, all_tries in tried.items()
        if went_wrong([one for _, one in all_tries])
    }
    if wrong:
        return stays | {card: _one_a_day(reviews) for card, reviews in wrong.items()}
    right = shuffled((question for question in deck.refresher.questions if question.id in tried), learner.id)
    fresh = [question.id for question in right if question.id not in stays]
    return stays | {card: [Review(done, 1)] for card in fresh[: max(0, KEPT_FRESH - len(stays))]}


def _one_a_day(reviews: list[Review]) -> list[Review]:
    """Return the reviews without what went wrong on the same day again: that is learning, not forgetting."""
    return list({review.day: review for review in reviews}.values())


def _reviews_by_card(found: Iterable[tuple[Event, Try]]) -> dict[str, list[Review]]:
    reviews: dict[str, list[Review]] = {}
    for event, one in found:
        reviews.setdefault(one.card, []).append(Review(day_at(event.at), one.share))
    return reviews


def _in_order(first: list[Review], refreshed: list[Review]) -> tuple[Review, ...]:
    """Return all tries at a card by their day, from the first that the module gives."""
    return tuple(
        sorted((*first, *(one for one in refreshed if one.day >= first[0].day)), key=lambda review: review.day)
    )


def _scheduled(question: Question, reviews: tuple[Review, ...], follow_up: date) -> DueCard:
    """Return a card with its day: no later than the follow-up, as long as she has not tried it since."""
    due = due_day(reviews)
    return DueCard(question, reviews, min(due, follow_up) if reviews[-1].day < follow_up else due)
