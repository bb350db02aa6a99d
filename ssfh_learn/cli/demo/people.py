"""Invented participants: who they are, and how they learn. The same seed gives the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ssfh_learn.roster.name import PersonName, split_family
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

Habit = Literal["strong", "guessing", "drops_out", "late", "shares", "not_begun"]
HABITS: tuple[tuple[Habit, int], ...] = (
    ("strong", 30),
    ("shares", 15),
    ("guessing", 15),
    ("drops_out", 20),
    ("late", 8),
    ("not_begun", 12),
)
"""How many of a hundred learn in which way."""
SKILLS: dict[Habit, tuple[float, float]] = {
    "strong": (0.85, 0.98),
    "shares": (0.7, 0.95),
    "guessing": (0.15, 0.4),
    "drops_out": (0.5, 0.9),
    "late": (0.6, 0.9),
    "not_begun": (0.0, 0.0),
}
PEOPLE_PER_PRACTICE = 7


@dataclass(frozen=True)
class DemoLearner:
    """An invented participant: her account, how she learns, and the chance that she does what is best."""

    participant: Participant
    habit: Habit
    skill: float

    @property
    def account(self) -> str:
        """The account with which she would log in."""
        return str(self.participant.account)


def learners(count: int, chance: Random) -> Iterator[DemoLearner]:
    """Yield invented participants, spread over practices and regions."""
    said = section("demo")
    given, family = (said[name].split(" / ") for name in ("given", "family"))
    functions, regions = said["functions"].split(" / "), said["regions"].split(" / ")
    practices = said["practices"].split(" / ")
    habits = [habit for habit, share in HABITS for _ in range(share)]
    for number in range(1, count + 1):
        place = (number - 1) // PEOPLE_PER_PRACTICE
        region = regions[place % len(regions)]
        practice = f"{practices[place % len(practices)]} {place // len(practices) + 1}".removesuffix(" 1")
        first = chance.choice(given)
        name = PersonName(f"{first[0]}.", first, *split_family(chance.choice(family)))
        habit = chance.choice(habits)
        function = chance.choice(functions)
        yield DemoLearner(
            Participant(
                name,
                account=f"proef-{number:03}",
                email=f"proef-{number:03}@voorbeeld.invalid",
                function=function,
                register="KABIZ" if function == functions[0] else "",
                number=f"9{number:08}" if function == functions[0] else "",
                practices=(Practice(practice, region),),
            ),
            habit,
            chance.uniform(*SKILLS[habit]),
        )
