"""Until when a learner may make a test: her own deadline, and why a response to it comes too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import Refused
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.grading.lateness import Lateness


@dataclass(frozen=True)
class Window:
    """What comes after `due` is late, and after `last` nothing counts; None where there is no such moment.

    `is_explained` says that this learner could read the explanations, so that nothing she does now can count, and
    `handed_in` how many attempts of hers are kept in the gradebook.
    """

    due: datetime | None = None
    last: datetime | None = None
    is_explained: bool = False
    handed_in: int = 0

    @classmethod
    def of(cls, lateness: Lateness, handed_in: int) -> Window:
        """Return the window of a learner."""
        due, last = (
            moment.replace(tzinfo=UTC) if moment else None for moment in (lateness.deadline.due, lateness.deadline.last)
        )
        return cls(due, last, lateness.explained is not None, handed_in)

    def refusal(self, at: datetime, state: Any = None) -> Refused | None:
        """Return why a response that was received at a time cannot count; None where it can.

        With the state of the test also: an attempt with the number of one that was handed in before she wiped her
        answers, or in a notebook, would be taken for that one.
        """
        if self.is_explained:
            return Refused("already_explained")
        if self.handed_in and state is not None and self.handed_in > sum(one.closed for one in state.attempts):
            return Refused("handed_in_before")
        return Refused("time_is_up") if self.is_over(at) else None

    def is_over(self, at: datetime) -> bool:
        """Say whether the last moment is past."""
        return self.last is not None and at > self.last

    def closed(self, state: Any, at: datetime) -> Any:
        """Return how the state of a test may be shown: an attempt that is open when its time is over was handed in."""
        attempts = state.attempts
        if self.refusal(at) is None or not attempts or attempts[-1].closed:
            return state
        return state.with_latest(attempts[-1].handed_in())

    def sentences(self, moment: Callable[[datetime], str]) -> list[str]:
        """Return what a learner reads about her deadline; `moment` says a time in Dutch."""
        if self.due is None:
            return []
        now, due = datetime.now(UTC), moment(self.due)
        if now > self.due:
            said = [word("portal", "deadline_past", when=due)]
            if self.refusal(now) is None:
                last = self.last and moment(self.last)
                said.append(
                    word("portal", "deadline_late_until", when=last) if last else word("portal", "deadline_late")
                )
        else:
            said = [word("portal", "deadline", when=due)]
            if self.last is not None and self.last > self.due:
                said.append(word("portal", "deadline_then_late", when=moment(self.last)))
        return [*said, *([word("portal", "deadline_cuts")] if self.last and now <= self.due else [])]

    def said(self, at: datetime, state: Any) -> dict[str, Any]:
        """Return what a view says besides: why no attempt can begin any more, where that is so."""
        refusal = self.refusal(at, state)
        return {"over": word("refusal", refusal.code)} if refusal else {}
