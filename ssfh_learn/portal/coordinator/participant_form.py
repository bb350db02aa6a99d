"""The form of one participant: what was typed, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ssfh_learn.roster.limits import is_address, longest, unprintable
from ssfh_learn.roster.name import PersonName, folded, split_family
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.typed_day import fault_of_day, typed_day
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.roster.spelling import Spellings


@dataclass(frozen=True)
class KnownSpellings:
    """How the list spells functions, practices and regions."""

    functions: Spellings
    practices: Spellings
    regions: Spellings


FIELDS = {
    "account": "account",
    "initials": "voorletters",
    "given": "voornaam",
    "prefix": "tussenvoegsel",
    "family": "achternaam",
    "email": "email",
    "function": "functie",
    "register": "register",
    "number": "nummer",
    "started": "begin",
    "ended": "einde",
}
"""The fields of a participant, and what they are called in the form."""
NAME = ("initials", "given", "prefix", "family")
_SAME = "naam: "
"""How the form says that a person is another one than who has this name already."""
MOST_PRACTICES = 4
LONGEST_ID = 18


@dataclass
class ParticipantForm:
    """The values of the form, as text; `problems` are sentences by field."""

    values: dict[str, str]
    practices: list[Practice]
    groups: frozenset[int]
    id: int = 0
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    sure: list[str] = field(default_factory=list)
    """What is spelled as it should be, although the list has something like it: she was asked before."""

    @property
    def places(self) -> dict[str, str]:
        """What the fields are called on the page, by their names here."""
        numbers = range(1, MOST_PRACTICES + 1)
        several = {f"practice{n}": f"praktijk{n}" for n in numbers} | {f"region{n}": f"regio{n}" for n in numbers}
        return FIELDS | several | {"groups": "groepen"}

    @classmethod
    def of(cls, one: Participant) -> ParticipantForm:
        """Return the form of a participant as she is in the list."""
        values = {name: getattr(one.name if hasattr(one.name, name) else one, name) or "" for name in FIELDS}
        return cls(values, list(one.practices), one.groups, one.id, one.version)

    @classmethod
    def typed(cls, page: Page, id_: int = 0) -> ParticipantForm:
        """Return what was typed in a page."""
        values = {name: " ".join(page.get_body_argument(called, "").split()) for name, called in FIELDS.items()}
        places = (
            (page.get_body_argument(f"praktijk{n}", ""), page.get_body_argument(f"regio{n}", ""))
            for n in range(1, MOST_PRACTICES + 1)
        )
        practices = [
            Practice(" ".join(name.split()), " ".join(region.split())) for name, region in places if name.strip()
        ]
        groups = frozenset(int(one) for one in page.get_body_arguments("groep") if is_id(one))
        version = page.get_body_argument("versie", "0")
        sure = page.get_body_arguments("zeker")
        return cls(values, practices, groups, id_, int(version) if is_id(version) else 0, sure=sure)

    def read(self, before: Participant | None = None) -> Participant | None:
        """Return the participant that was typed, or None if something is wrong: then `problems` says what."""
        values = self._parted()
        self._check(values)
        if self.problems:
            return None
        name = PersonName(*(values.pop(part) for part in NAME))
        said: dict[str, Any] = {**values, "account": values["account"] or None}
        said |= {day: values[day] or None for day in ("started", "ended")}
        practices = tuple(dict.fromkeys(self.practices))
        base = before or Participant(name)
        return replace(base, name=name, practices=practices, groups=self.groups, version=self.version, **said)

    def _parted(self) -> dict[str, str]:
        """Return the values, with a prefix that was typed before the family name apart."""
        values = dict(self.values)
        if values["family"] and not values["prefix"] and values["family"][:1].islower():
            values["prefix"], values["family"] = split_family(values["family"])
        return values

    @property
    def name(self) -> PersonName:
        """The name that was typed."""
        values = self._parted()
        return PersonName(*(values[part] for part in NAME))

    def ask_who(self, namesakes: Iterable[Participant]) -> None:
        """Make it a problem, once, that somebody of this name is there already who may be the same person.

        Without a practice the group tells. In another practice, or with another account, address or number, it is
        somebody else.
        """
        sure = f"{_SAME}{folded(self.name.listed)}"
        there = next((one for one in namesakes if self._may_be(one)), None)
        if there is None or sure in self.sure:
            return
        places, button = ", ".join(one.name for one in there.practices), word("roster", "add")
        code = "is_she_there" if places else "is_she_in_group"
        self.problems["family"] = word("roster", code, name=there.shown_name, practice=places, button=button)
        self.sure.append(sure)

    def _may_be(self, other: Participant) -> bool:
        own, theirs = ({folded(one.name) for one in practices} for practices in (self.practices, other.practices))
        said = ((self.values[field], getattr(other, field) or "") for field in ("account", "email", "number"))
        is_other = any(mine and hers and mine.lower() != hers.lower() for mine, hers in said)
        is_same_place = own & theirs if own else self.groups & other.groups
        return not is_other and bool(is_same_place)

    def spell(self, known: KnownSpellings, before: Participant) -> None:
        """Spell what was typed as the list does; a text that may be meant as another becomes a problem, once."""
        self.values["function"] = known.functions.of(self.values["function"])
        self.practices = [replace(one, region=known.regions.of(one.region)) for one in self.practices]
        said = [("function", self.values["function"], known.functions)]
        for number, one in enumerate(self.practices, 1):
            said += [
                (f"practice{number}", one.name, known.practices),
                (f"region{number}", one.region, known.regions),
            ]
        button = word("roster", "save" if self.id else "add")
        own = {before.function, *(text for one in before.practices for text in (one.name, one.region))}
        for name, typed, spellings in said:
            if typed in {*self.sure, *own}:
                continue
            for code, meant in (("is_it_meant", spellings.meant(typed)), ("is_it_usual", spellings.usual(typed))):
                if meant is not None:
                    self.problems[name] = word("roster", code, value=typed, meant=meant, button=button)
                    self.sure.append(typed)

    def _check(self, values: dict[str, str]) -> None:
        if not values["family"]:
            self.problems["family"] = word("roster", "family_needed")
        if values["email"] and not is_address(values["email"]):
            self.problems["email"] = word("roster_import", "not_an_address", value=values["email"])
        for day in ("started", "ended"):
            read = typed_day(values[day]) if values[day] else None
            if values[day] and read is None:
                column = word("roster", day)
                self.problems[day] = word(
                    "roster_import", fault_of_day(values[day]), column=column, value=values[day][:40]
                )
            values[day] = read.isoformat() if read else ""
        if values["started"] and values["ended"] and values["ended"] < values["started"]:
            self.problems["ended"] = word("roster_import", "end_before_start")
        places = {f"practice{n}": one.name for n, one in enumerate(self.practices, 1)}
        places |= {f"region{n}": one.region for n, one in enumerate(self.practices, 1)}
        limits = {name: longest(name) for name in values if name not in {"started", "ended"}}
        limits |= {name: longest(name.rstrip("0123456789")) for name in places}
        for name, text in {**values, **places}.items():
            if name in limits and len(text) > limits[name]:
                said = word("roster_import", "too_long", column=self._label(name), longest=limits[name])
                self.problems[name] = said
            elif wrong := unprintable(text):
                self.problems[name] = word("roster_import", "signs", column=self._label(name), value=wrong)

    @staticmethod
    def _label(name: str) -> str:
        return word("roster", name.rstrip("0123456789"))


def is_id(typed: str) -> bool:
    """Return whether a text is a number that a database can hold."""
    return typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_ID
