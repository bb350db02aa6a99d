"""The columns of a list of participants, and the headings under which people keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.roster.importing.problem import ImportProblem
from ssfh_learn.roster.name import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.roster.importing.sheet import ParticipantSheet, SheetValue

HEADINGS: dict[str, tuple[str, ...]] = {
    "account": ("Account", "gebruikersnaam", "inlognaam", "login", "gebruiker", "accountnaam", "username"),
    "initials": ("Voorletters", "initialen", "voorletter"),
    "given": ("Voornaam", "roepnaam", "voornamen"),
    "prefix": ("Tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tv", "tussenv"),
    "family": ("Achternaam", "familienaam", "geslachtsnaam", "achternamen"),
    "email": ("E-mail", "email", "e-mailadres", "emailadres", "mail", "mailadres", "e-mail adres"),
    "practice": (
        "Praktijk",
        "praktijknaam",
        "praktijken",
        "werkplek",
        "organisatie",
        "naam praktijk",
        "huisartsenpraktijk",
    ),
    "region": ("Regio", "werkgebied", "zorggroep"),
    "function": ("Functie", "beroep", "functienaam", "functies"),
    "register": ("Register", "beroepsregister", "naam register"),
    "number": ("Nummer in register", "registernummer", "registratienummer", "inschrijfnummer", "nummer"),
    "started": ("Begin", "begindatum", "startdatum", "in dienst", "in dienst per", "datum in dienst"),
    "ended": ("Uit dienst per", "einde", "einddatum", "uit dienst", "datum uit dienst"),
    "group": ("Groep", "groepen", "team", "cohort", "lesgroep"),
    # in place of others
    "full": ("Naam", "volledige naam", "naam deelnemer", "deelnemer", "medewerker", "naam medewerker"),
    "kabiz": ("KABIZ", "kabiz-nummer", "kabiznummer", "kabiz nr"),
    "big": ("BIG", "big-nummer", "bignummer", "big nr", "big-registratie"),
}
"""By field its heading in our own files, and what else it is called."""
OWN = tuple(name for name in HEADINGS if name not in {"full", "kabiz", "big"})
"""The columns of our own files, in order."""
_FIELDS = {folded(heading): name for name, headings in HEADINGS.items() for heading in headings}
_SEARCHED = 20
"""Rows in which the headings are looked for, below a title."""


@dataclass(frozen=True)
class FoundColumns:
    """In which column each field is, and in which row the headings are."""

    places: Mapping[str, int]
    row: int
    problems: tuple[ImportProblem, ...] = ()


def find_columns(sheet: ParticipantSheet) -> FoundColumns:
    """Find the row with the headings, and say what is missing, twice or not read."""
    best = max(sheet.rows[:_SEARCHED], key=lambda row: (_known(row[1]), -row[0]))
    row, cells = best
    places: dict[str, int] = {}
    problems: list[ImportProblem] = []
    for place, cell in enumerate(cells):
        name = _FIELDS.get(folded(str(cell)))
        if name is None:
            if str(cell).strip():
                problems.append(ImportProblem(row, "column_unknown", {"name": _short(cell)}, is_notice=True))
        elif name in places:
            problems.append(ImportProblem(row, "column_twice", {"name": _short(cell), "field": HEADINGS[name][0]}))
        else:
            places[name] = place
    if "family" not in places and "full" not in places:
        there = ", ".join(_short(cell) for cell in cells if str(cell).strip())
        problems.append(ImportProblem(row, "column_missing", {"name": HEADINGS["family"][0], "there": there[:300]}))
    return FoundColumns(places, row, tuple(problems))


def _known(cells: tuple[SheetValue, ...]) -> int:
    return len({_FIELDS[key] for cell in cells if (key := folded(str(cell))) in _FIELDS})


def _short(cell: SheetValue) -> str:
    return str(cell).strip()[:40]
