"""The deadline of one learner: what it is with her extension, and until when anything counts at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import ZONE
from ssfh_learn.grading.problem import GradingError

if TYPE_CHECKING:
    from traitlets.config.loader import Config

    from ssfh_learn.grading.records import Explained

DOES_NOT_COUNT, COSTS_POINTS = "telt niet", "met aftrek"
RULES = (DOES_NOT_COUNT, COSTS_POINTS)
_DAY = timedelta(days=1)


def later(moment: datetime, extension: timedelta | None) -> datetime:
    """Return a time (UTC, without a zone) moved on by an extension; whole days keep the time on the clock.

    If the clock goes forward or back at that time, the later of the two readings is taken.
    """
    if not extension:
        return moment
    sign = 1 if extension > timedelta() else -1
    days, rest = divmod(abs(extension), _DAY)
    if not days:
        return moment + extension
    shown = moment.replace(tzinfo=UTC).astimezone(ZONE) + sign * days * _DAY
    moved = max(shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return moved.replace(tzinfo=None) + sign * rest


@dataclass(frozen=True)
class Deadline:
    """A learner's deadline in UTC without a zone, as nbgrader keeps times; None where there is none.

    Work after `due` is late. Work after `last` does not count, and no attempt can begin then.
    """

    due: datetime | None = None
    last: datetime | None = None

    def seconds_late(self, at: datetime | None) -> float:
        """Return how many seconds after the deadline a time is; 0 where one of the two is not known."""
        return 0.0 if at is None or self.due is None else max(0.0, (at - self.due).total_seconds())

    def is_over(self, at: datetime | None) -> bool:
        """Say whether work that comes at this time cannot count any more."""
        return at is not None and self.last is not None and at > self.last


@dataclass(frozen=True)
class LateRule:
    """What a course does with late work: `name` is one of RULES, empty in a course that chose none.

    With `met aftrek` late work counts until `days` after the deadline; without a rule it always counts.
    """

    name: str = ""
    days: int = 0

    def __post_init__(self) -> None:
        """Raise GradingError if the course's settings for late work are wrong."""
        if self.name not in {"", *RULES}:
            raise GradingError("late_rule_unknown", rule=self.name, known=", ".join(RULES))
        if self.name == COSTS_POINTS and not (type(self.days) is int and self.days > 0):
            raise GradingError("late_days_missing", rule=self.name)
        if self.name != COSTS_POINTS and self.days:
            raise GradingError("late_days_unused", rule=COSTS_POINTS)

    @classmethod
    def of(cls, config: Config) -> LateRule:
        """Return the rule that a course's configuration names."""
        return cls(str(config.SsfhLearn.get("late", "")), config.SsfhLearn.get("late_days", 0))

    def deadline(self, due: datetime | None, extension: timedelta | None = None) -> Deadline:
        """Return the deadline of a learner with this extension."""
        if due is None:
            return Deadline()
        hers = later(due, extension)
        return Deadline(hers, later(hers, self.days * _DAY) if self.name else None)

    def deadline_of(self, due: datetime | None, extension: timedelta | None, explained: Explained | None) -> Deadline:
        """Return the deadline of a learner; once she could read explanations, it stays as it was then."""
        return self.deadline(explained.due) if explained else self.deadline(due, extension)
