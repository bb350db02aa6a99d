"""Who passed a test in a period, with what an accreditor asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_of
from ssfh_learn.portal.coordinator.period import day_of_passing
from ssfh_learn.roster.name import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ssfh_learn.journal.certificates import Certificate
    from ssfh_learn.portal.coordinator.period import Period
    from ssfh_learn.reports.table import TableValue
    from ssfh_learn.results import Result
    from ssfh_learn.roster.participant import Participant

MINUTES_OF_HOUR = 60


@dataclass(frozen=True)
class Accredited:
    """Somebody who passed. `percent` is unknown where the course no longer keeps her result; `code` is on paper."""

    participant: Participant
    passed_on: date
    percent: int | None
    minutes: int | None
    code: str

    @property
    def practices(self) -> str:
        """Where she works, in one text."""
        return "; ".join(practice.name for practice in self.participant.practices)

    @property
    def hours(self) -> float | None:
        """The minutes of the module divided by 60, in two decimals."""
        return None if self.minutes is None else round(self.minutes / MINUTES_OF_HOUR, 2)


@dataclass(frozen=True)
class AccreditationList:
    """Who passed in a period, who waits until a person marked an answer, and of whom nobody knows when she passed."""

    accredited: tuple[Accredited, ...] = ()
    waiting: tuple[Participant, ...] = ()
    undated: tuple[Participant, ...] = ()

    @property
    def without_number(self) -> list[Accredited]:
        """Who has no number in a register, as far as the roster knows."""
        return [one for one in self.accredited if not one.participant.number.strip()]

    @property
    def numbers(self) -> dict[str, list[str]]:
        """The numbers by register, each number once; a number without a register is under an empty name."""
        found: dict[str, dict[str, None]] = {}
        names: dict[str, str] = {}
        for one in self.accredited:
            register, number = _place(one)
            if number:
                shown = names.setdefault(register, one.participant.register.strip())
                found.setdefault(shown, {})[number] = None
        return {name: list(found[name]) for name in sorted(found, key=folded)}

    @property
    def with_same_number(self) -> list[Accredited]:
        """Who has the number of somebody else in the same register."""
        counts = Counter(_place(one) for one in self.accredited)
        return [one for one in self.accredited if one.participant.number.strip() and counts[_place(one)] > 1]


def _place(one: Accredited) -> tuple[str, str]:
    return folded(one.participant.register), one.participant.number.strip()


def accreditation(
    people: Iterable[Participant],
    results: Mapping[str, Result],
    certificates: Mapping[str, Certificate],
    minutes: int | None,
    period: Period,
) -> AccreditationList:
    """Return the list for these people, in their order; `results` and `certificates` of one test, by account.

    A certificate without a result counts as long as it is not withdrawn, because a course may drop its results later.
    `minutes` is how long the module takes now; a certificate says how long it took then.
    """
    found: list[Accredited] = []
    waiting: list[Participant] = []
    undated: list[Participant] = []
    for one in people:
        result, certificate = results.get(one.account or ""), certificates.get(one.account or "")
        if result is not None and result.attempt is None:
            result = None
        if result is not None and result.outcome == "waiting":
            if result.pass_mark is not None and result.submitted_at and period.holds(day_of(result.submitted_at)):
                waiting.append(one)
            continue
        if not _has_passed(result, certificate):
            continue
        passed_on = day_of_passing(result.submitted_at if result else None, certificate)
        if passed_on is None:
            undated.append(one)
        elif period.holds(passed_on):
            length = certificate.minutes if certificate else minutes
            percent, code = result.percent if result else None, certificate.code if certificate else ""
            found.append(Accredited(one, passed_on, percent, length, code))
    return AccreditationList(tuple(found), tuple(waiting), tuple(undated))


def _has_passed(result: Result | None, certificate: Certificate | None) -> bool:
    if result is None:
        return certificate is not None and certificate.withdrawn_at is None
    return result.outcome == "passed"


def rows_of(accredited: Sequence[Accredited], result: str) -> list[list[TableValue]]:
    """Return a row of a file for each; `result` says "passed"."""
    return [
        [
            one.participant.name.initials,
            one.participant.name.given,
            one.participant.name.last or one.participant.shown_name,
            one.participant.function,
            one.participant.register,
            one.participant.number,
            one.passed_on,
            one.hours,
            result,
            one.percent,
            one.code,
            one.practices,
        ]
        for one in accredited
    ]
