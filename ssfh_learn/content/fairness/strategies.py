"""How somebody makes a test who knows nothing of it: by chance, or by how the options look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.content.fairness.sheet import number_in
from ssfh_learn.content.fairness.wording import absolute_in, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from ssfh_learn.content.fairness.sheet import Shape, Sheet

Way = Callable[["Random"], Any]
"""Answers a question each time it is asked; everything that is known beforehand was worked out once."""
StrategyName = Literal["random", "longest", "careful", "all_ticked", "middle", "recurring", "shrewd", "by_heart"]
"""What the table of `check --guess` has a line for; `by_heart` is the only one that knows something."""
_CAREFUL = frozenset(
    (
        *("meestal", "vaak", "soms", "kan", "kunnen", "mogelijk", "misschien", "waarschijnlijk", "ongeveer", "lijkt"),
        *("eerst", "samen", "overleg", "overlegt", "overleggen", "bespreek", "bespreekt", "bespreken", "afspraak"),
        *("vraag", "vraagt", "vragen", "luister", "luistert", "luisteren", "uitleg", "rustig", "team", "liefst", "als"),
    )
)
"""Words that leave room, and words of care and consultation: in bad tests the right answer is full of them."""
_STEM = 5
"""How many letters of a word tell that it recurs: "pauze" in "pauzes"."""
_ROUND = (5.0, 10.0, 50.0)
"""What to type where a question names no number."""


@dataclass(frozen=True)
class Strategy:
    """A way to answer without knowledge; what it does not decide is left to chance."""

    name: StrategyName
    liking: Callable[[str, Sheet], float] | None = None
    """How much it is for an option; the option that it is most for is chosen."""
    fit: Callable[[str, str], float] | None = None
    """How well two texts go together, for pairs."""
    takes_all: bool = False
    """Whether it ticks every option, and puts everything in one place."""
    takes_middle: bool = False
    """Whether it types the middle one of the numbers that a question names."""

    def way_with(self, sheet: Sheet) -> Way:
        """Return how it answers a question, as the page would send it; None where nothing can be chosen or typed."""
        ways: Mapping[Shape, Callable[[Sheet], Way]] = {
            "one": self._one,
            "several": self._several,
            "verdict": self._verdict,
            "order": _any_order,
            "pairs": self._pairing,
            "number": self._number,
            "none": _nothing,
        }
        return ways[sheet.shape](sheet)

    def _ranking(self, sheet: Sheet) -> Callable[[Random], list[str]]:
        """Return the ids of the options, the one that it is most for first; equals by chance."""
        if self.liking is None:
            return lambda chance: _mixed([*sheet.options], chance)
        liked = {id_: -self.liking(text, sheet) for id_, text in sheet.options.items()}
        return lambda chance: sorted(_mixed([*liked], chance), key=liked.__getitem__)

    def _one(self, sheet: Sheet) -> Way:
        ranked = self._ranking(sheet)
        return lambda chance: ranked(chance)[0]

    def _several(self, sheet: Sheet) -> Way:
        ranked = self._ranking(sheet)
        count = len(sheet.options) if self.takes_all else sheet.choose or max(1, len(sheet.options) // 2)
        return lambda chance: ranked(chance)[:count]

    def _verdict(self, sheet: Sheet) -> Way:
        """Say true or false by chance, or always true where it takes all; give the reason that it is most for."""
        ranked = self._ranking(sheet)
        return lambda chance: {
            "verdict": self.takes_all or chance.choice((True, False)),
            "reason": next(iter(ranked(chance)), None),
        }

    def _number(self, sheet: Sheet) -> Way:
        numbers = [f"{value:g}".replace(".", ",") for value in sheet.numbers or _ROUND]  # from small to large
        middle = numbers[(len(numbers) - 1) // 2]
        return lambda chance: middle if self.takes_middle else chance.choice(numbers)

    def _pairing(self, sheet: Sheet) -> Way:
        if self.takes_all:
            return lambda chance: dict.fromkeys(sheet.options, chance.choice([*sheet.places]))
        fit = self.fit
        if fit is None:
            return lambda chance: _dealt(sheet, _mixed([*sheet.places], chance), chance)
        fits = {
            id_: {place: fit(text, other) for place, other in sheet.places.items()}
            for id_, text in sheet.options.items()
        }
        return lambda chance: {
            id_: max(_mixed([*sheet.places], chance), key=of.__getitem__) for id_, of in fits.items()
        }


def _dealt(sheet: Sheet, places: list[str], chance: Random) -> dict[str, str]:
    """Deal the options over the places, so that each place gets as many."""
    return {id_: places[number % len(places)] for number, id_ in enumerate(_mixed([*sheet.options], chance))}


def _any_order(sheet: Sheet) -> Way:
    return lambda chance: _mixed([*sheet.options], chance)


def _nothing(_sheet: Sheet) -> Way:
    return lambda _chance: None


def _mixed(ids: list[str], chance: Random) -> list[str]:
    chance.shuffle(ids)
    return ids


def _length(text: str, _sheet: Sheet) -> float:
    return len(text)


def _care(text: str, _sheet: Sheet) -> float:
    return sum(word in _CAREFUL for word in words(text)) - 2 * (absolute_in(text) is not None)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _STEM}


def _shared(text: str, other: str) -> float:
    return len(_stems(text) & _stems(other))


def _recurrence(text: str, sheet: Sheet) -> float:
    return _shared(text, sheet.prompt)


def _middle(text: str, sheet: Sheet) -> float:
    """Prefer the middle one of options that are numbers; the order of other options is left to chance."""
    values: Sequence[float] = sorted(v for v in map(number_in, sheet.options.values()) if v is not None)
    value = number_in(text)
    if value is None or len(values) < len(sheet.options):
        return 0.0
    return -abs(values.index(value) - (len(values) - 1) / 2)


def _shrewdness(text: str, sheet: Sheet) -> float:
    return _care(text, sheet) + _recurrence(text, sheet) + _length(text, sheet) / 1000


CHANCE = Strategy("random")
WITHOUT_KNOWLEDGE = (
    CHANCE,
    Strategy("longest", _length),
    Strategy("careful", _care),
    Strategy("all_ticked", takes_all=True),
    Strategy("middle", _middle, takes_middle=True),
    Strategy("recurring", _recurrence, _shared),
    Strategy("shrewd", _shrewdness, _shared),
)
