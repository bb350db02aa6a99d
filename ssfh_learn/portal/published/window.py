"""The time in which a learner may take a test: her own deadline, and why a response does not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import Refused
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.grading.own_tests import OwnTest


NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Window:
    """No attempt begins before `opens`, work after `due` is late, and work after `last` does not count.

    None stands for no such moment, and `opens` NEVER for one that nobody can read.

    `is_explained` says that this learner could read the explanations, so that new answers cannot count. `handed_in`
    is the number of her attempts in the gradebook, and `extra` how many attempts a person gave her. `other` is how many
    a person gave her with other questions, for which there is no deadline, and `other_handed_in` how many of these she
    handed in. `is_extended` says that a person gave her more time.
    """

    due: datetime | None = None
    last: datetime | None = None
    is_explained: bool = False
    handed_in: int = 0
    extra: int = 0
    opens: datetime | None = None
    other: int = 0
    other_handed_in: int = 0
    is_extended: bool = False

    @classmethod
    def of(cls, own: OwnTest, opens: datetime | None = None) -> Window:
        """Return the window of a learner."""
        deadline, given = own.lateness.deadline, own.given
        due, last = (moment.replace(tzinfo=UTC) if moment else None for moment in (deadline.due, deadline.last))
        return cls(
            due=due,
            last=last,
            is_explained=own.lateness.explained is not None,
            handed_in=own.handed_in,
            extra=given.extra,
            opens=opens,
            other=given.other,
            other_handed_in=own.other_handed_in,
            is_extended=own.is_extended,
        )

    @property
    def other_left(self) -> int:
        """How many attempts with other questions she can still hand in."""
        return max(0, self.other - self.other_handed_in)

    def refusal(self, at: datetime, state: Any = None, *, begins: bool = False) -> Refused | None:
        """Return why a response that was received at this time cannot count; None if it can.

        `begins` says that the response begins an attempt.

        The state of the test tells whether the gradebook has more attempts than the journal, for example after she
        deleted her answers. A new attempt would then have the number of an old one.
        """
        if self.is_before(at) and not _is_busy(state):
            return Refused("not_open_yet")
        if self.is_explained and not self.other_left:
            return self.ended(at)
        if self.is_explained and not begins and _is_busy(state) and not state.attempts[-1].bank:
            return self._first_ended(at)
        if self.handed_in and state is not None and self.handed_in > sum(one.closed for one in state.attempts):
            return Refused("handed_in_before")
        return self.ended(at)

    def ended(self, at: datetime) -> Refused | None:
        """Return why no response can count any more, whatever she did before; None if one can."""
        return None if self.other_left else self._first_ended(at)

    def _first_ended(self, at: datetime) -> Refused | None:
        """Return why no response to the questions that everybody has can count any more."""
        if self.is_explained:
            return Refused("already_explained")
        return Refused("time_is_up") if self.is_over(at) else None

    @property
    def is_past_due(self) -> bool:
        """Whether work that is handed in now is late."""
        return self.due is not None and datetime.now(UTC) > self.due

    def is_before(self, at: datetime) -> bool:
        """Return whether the test is not open yet."""
        return self.opens is not None and at < self.opens

    def is_over(self, at: datetime) -> bool:
        """Return whether the last moment is past."""
        return self.last is not None and at > self.last

    def closed(self, state: Any, at: datetime) -> Any:
        """Return the state of a test as it is shown; after the last moment, an open attempt counts as handed in."""
        attempts = state.attempts
        if not attempts or attempts[-1].closed or attempts[-1].bank or self._first_ended(at) is None:
            return state
        return state.with_latest(attempts[-1].handed_in())

    def sentences(
        self, moment: Callable[[datetime], str], *, is_brief: bool = False, says_end: bool = True
    ) -> list[str]:
        """Return what a learner reads about her deadline; `moment` writes a time in Dutch.

        A list of tests is brief: it leaves out what happens to an attempt that is open at the end. `says_end` is false
        where the end itself was said already.
        """
        now = datetime.now(UTC)
        other = [counted(section("portal")["other_questions"], self.other_left)] if self.other_left else []
        cuts = [word("portal", "deadline_cuts")] if self.due and self.last and now <= self.due and not is_brief else []
        end = self._about_end(now, moment)
        return [*self._about_opening(now, moment), *(end if says_end else end[1:]), *cuts, *other]

    def _about_opening(self, now: datetime, moment: Callable[[datetime], str]) -> list[str]:
        if self.opens is None or not self.is_before(now):
            return []
        if self.opens == NEVER:
            return [word("refusal", "not_open_yet")]
        return [word("portal", "opens", when=moment(self.opens))]

    def _about_end(self, now: datetime, moment: Callable[[datetime], str]) -> list[str]:
        if self.due is None:
            return []
        due = moment(self.due)
        if now > self.due:
            said = [word("portal", "deadline_past", when=due)]
            if self._first_ended(now) is None:
                last = self.last and moment(self.last)
                said.append(
                    word("portal", "deadline_late_until", when=last) if last else word("portal", "deadline_late")
                )
        else:
            said = [word("portal", "deadline", when=due)]
            if self.last is not None and self.last > self.due:
                said.append(word("portal", "deadline_then_late", when=moment(self.last)))
        return said

    def said(self, at: datetime, state: Any) -> dict[str, Any]:
        """Return an addition to the view: why no attempt can begin, if that is so."""
        refusal = self.refusal(at, state, begins=True)
        return {"over": word("refusal", refusal.code)} if refusal else {}


def _is_busy(state: Any) -> bool:
    """Say whether an attempt is open: who began goes on, also if the test is to open later by now."""
    return state is not None and bool(state.attempts) and not state.attempts[-1].closed
