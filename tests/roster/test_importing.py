"""A list from Excel or CSV: read as people keep it, every problem named by its row, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from time import process_time
from typing import Any

import pytest

from ssfh_learn.errors import RosterError
from ssfh_learn.roster import listing
from ssfh_learn.roster.admission import enter
from ssfh_learn.roster.changes import change
from ssfh_learn.roster.importing.apply import apply_import
from ssfh_learn.roster.importing.plan import ImportPlan, plan_import
from ssfh_learn.roster.importing.read import ReadList, read_list
from ssfh_learn.roster.listing import ParticipantFilter
from ssfh_learn.roster.merging import merge
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.scope import Scope
from tests.counted_work import counted_statements
from tests.roster.conftest import AT, EVERYTHING, LINDE, TODAY, Roster
from tests.roster.sheets import HEADINGS, excel, in_csv
from tests.thoroughness import rounds

ANNA = ("anna", "Anna", "van der Berg", "anna@zorg.nl", "De Linde", "Gooi", "Doktersassistent", "01-02-2026", "Noord")
BERT = ("bert", "Bert", "Özdemir", "bert@zorg.nl", "De Eik", "Veluwe", "Triagist", "", "Noord")


def codes(read: ReadList | ImportPlan, *, notices: bool = False) -> list[tuple[int, str]]:
    """Return the problems, or the notices, as row and code."""
    return [(one.row, one.code) for one in read.problems if one.is_notice == notices]


def changed(row: tuple[Any, ...], **fields: Any) -> tuple[Any, ...]:
    """Return a row with other values; a field is named by its column."""
    names = ("account", "given", "family", "email", "practice", "region", "function", "started", "group")
    return tuple(fields.get(name, value) for name, value in zip(names, row, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        excel([ANNA, BERT]),
        excel([changed(ANNA, started=date(2026, 2, 1)), BERT]),
        excel([changed(ANNA, started=datetime(2026, 2, 1, 9, 30)), BERT]),  # noqa: DTZ001  (Excel knows no zones)
        in_csv([ANNA, BERT]),
        in_csv([ANNA, BERT], way="cp1252"),
        in_csv([ANNA, BERT], way="utf-16"),
        in_csv([changed(ANNA, started="2026-02-01"), changed(BERT, given=" Bert\t")]),
        in_csv([changed(ANNA, started="1 februari 2026"), BERT], way="cp1252"),
        in_csv([ANNA, BERT]).replace(b";", b","),
        in_csv([ANNA, BERT]).replace(b";", b"\t").replace(b"\r\n", b"\n"),
        excel([("", "", "", "", "", "", "", "", ""), HEADINGS, ANNA, BERT], ["Deelnemers van de zorggroep"]),
    ],
    ids=["excel", "dates", "moments", "utf-8", "cp1252", "utf-16", "iso", "month", "commas", "tabs", "title"],
)
def test_a_list_reads_the_same_however_it_was_saved(content: bytes) -> None:
    read = read_list(content)

    assert read.problems == ()
    anna, bert = read.rows
    assert anna.name == PersonName("", "Anna", "van der", "Berg")
    assert (anna.account, anna.email, anna.started) == ("anna", "anna@zorg.nl", "2026-02-01")
    assert (anna.practices, anna.groups) == ((Practice("De Linde", "Gooi"),), ("Noord",))
    assert bert.name.family == "Özdemir"


@pytest.mark.parametrize(
    ("headings", "row", "said"),
    [
        (("Naam", "Praktijk"), ("Anna van der Berg", "De Linde"), PersonName("", "Anna", "van der", "Berg")),
        (("NAAM",), ("Berg, Anna van der",), PersonName("", "Anna", "van der", "Berg")),
        (("Medewerker",), ("Kim 't Hart",), PersonName("", "Kim", "'t", "Hart")),
        (
            ("Voorletters", "Tussenvoegsels", "achternaam:"),
            ("A.B.", "de", "Vries"),
            PersonName("A.B.", "", "de", "Vries"),
        ),
        (("Roepnaam", "Familienaam"), ("Eva", "Vries-van Dijk"), PersonName("", "Eva", "", "Vries-van Dijk")),
    ],
)
def test_a_column_is_known_by_its_other_names(
    headings: tuple[str, ...], row: tuple[str, ...], said: PersonName
) -> None:
    (found,) = read_list(in_csv([row], headings)).rows

    assert found.name == said


def test_a_column_of_one_register_says_register_and_number() -> None:
    content = excel([("A", 12345, ""), ("B", "", 49012345601)], ("Achternaam", "KABIZ-nummer", "BIG nr"))

    assert [(one.register, one.number) for one in read_list(content).rows] == [
        ("KABIZ", "12345"),
        ("BIG", "49012345601"),
    ]


BAD: dict[str, tuple[bytes, list[tuple[int, str]]]] = {
    "merged": (
        excel([ANNA, BERT, BERT], then=lambda sheet: sheet.merge_cells("E2:E4")),
        [(2, "merged_cells")],
    ),
    "formula": (excel([ANNA, changed(BERT, email='=A3&"@zorg.nl"')]), [(3, "formula")]),
    "no name": (excel([changed(ANNA, family=""), BERT]), [(2, "name_missing")]),
    "no column": (excel([("anna", "Anna")], ("Account", "Voornaam")), [(1, "column_missing")]),
    "column twice": (excel([("A", "B")], ("Achternaam", "Familienaam")), [(1, "column_twice")]),
    "no date": (excel([changed(ANNA, started="vorig jaar"), BERT]), [(2, "not_a_date")]),
    "no such day": (excel([changed(ANNA, started="31-11-2026"), BERT]), [(2, "no_such_day")]),
    "no such named day": (excel([changed(ANNA, started="31 november 2026"), BERT]), [(2, "no_such_day")]),
    "no such month": (excel([changed(ANNA, started="1 foo 2026"), BERT]), [(2, "not_a_date")]),
    "two digits": (excel([changed(ANNA, started="01-02-26")]), [(2, "not_a_date")]),
    "no address": (excel([BERT, changed(ANNA, email="anna zorg.nl")]), [(3, "not_an_address")]),
    "error": (
        in_csv([changed(ANNA, function="#VERW!"), changed(BERT, function="#N/B")]),
        [(2, "sheet_error"), (3, "sheet_error")],
    ),
    "error in Excel": (
        excel([changed(ANNA, family="#N/A"), changed(BERT, email="#REF!")]),
        [(2, "sheet_error"), (3, "sheet_error")],
    ),
    "formula for a name": (excel([changed(ANNA, family='=B2&"x"')]), [(2, "formula")]),
    "long": (excel([changed(ANNA, family="x" * 121)]), [(2, "too_long")]),
    "signs": (in_csv([changed(ANNA, family="Be\u200brg")]), [(2, "signs")]),
    "no rows": (excel([]), [(0, "empty_file")]),
    "empty": (b"", [(0, "empty_file")]),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", [(0, "not_readable")]),
    "no zip": (b"PK\x03\x04 and nothing else", [(0, "not_readable")]),
    "end first": (
        excel([("Berg", "01-02-2026", "01-01-2026")], ("Achternaam", "Begin", "Einde")),
        [(2, "end_before_start")],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_named_with_its_row(name: str) -> None:
    content, expected = BAD[name]

    assert codes(read_list(content)) == expected


def test_all_problems_of_a_file_are_named_at_once() -> None:
    rows = [changed(ANNA, family="", email="x"), BERT, changed(ANNA, started="gisteren")]

    assert codes(read_list(excel(rows))) == [(2, "name_missing"), (2, "not_an_address"), (4, "not_a_date")]


def test_a_date_that_is_a_number_is_read_and_named() -> None:
    read = read_list(excel([changed(ANNA, started=46054)]))

    assert [one.started for one in read.rows] == ["2026-02-01"]
    assert codes(read, notices=True) == [(2, "date_as_number")]


def test_what_may_be_no_person_or_no_day_is_named_and_a_row_of_spaces_is_empty() -> None:
    rows = [
        changed(ANNA, started=date(1900, 1, 1)),
        changed(BERT, started="01-02-2126"),
        (" ", "\u00a0"),
        ("", "", "Totaal: 2"),
    ]

    read = read_list(excel(rows))

    assert codes(read, notices=True) == [(2, "odd_year"), (3, "odd_year"), (5, "name_odd")]
    assert codes(read) == []


def test_what_is_not_read_is_named() -> None:
    content = excel([(*ANNA, "geheim")], (*HEADINGS, "Salaris"), lambda sheet: sheet.parent.create_sheet("Meer"))

    assert codes(read_list(content), notices=True) == [(0, "other_sheets"), (1, "column_unknown")]


# With the list


def planned(
    roster: Roster, rows: list[tuple[Any, ...]], scope: Scope = Roster.ans, group: int | None = None
) -> ImportPlan:
    """Return what rows would change."""
    with roster.open() as connection:
        return plan_import(connection, scope, read_list(excel(rows)), group, TODAY)


def imported(roster: Roster, rows: list[tuple[Any, ...]], scope: Scope = Roster.ans) -> ImportPlan:
    """Import rows, and return the plan."""
    plan = planned(roster, rows, scope)
    with roster.open() as connection:
        apply_import(connection, scope, plan, "lijst.xlsx", AT)
    return plan


def people(roster: Roster) -> list[Participant]:
    """Return everybody in the list."""
    with roster.open() as connection:
        return list(listing.everyone(connection, EVERYTHING, ParticipantFilter(TODAY, standing="all")))


def test_all_that_is_wrong_in_a_row_is_named_at_once_and_nothing_that_only_follows_from_it(roster: Roster) -> None:
    rows = [
        changed(ANNA, family="", email="x", started="ooit", group="Oost"),
        changed(ANNA, account="", email="anna zorg.nl", group="West"),
        changed(BERT, started="ooit"),
        changed(BERT, started="morgen", function="Triagist"),
    ]

    plan = planned(roster, rows)

    assert [(one.row, one.code) for one in plan.problems if not one.is_notice] == [
        (2, "name_missing"),
        (2, "not_an_address"),
        (2, "not_a_date"),
        (2, "group_unknown"),
        (3, "not_an_address"),
        (3, "group_unknown"),
        (4, "not_a_date"),
        (5, "not_a_date"),
        (5, "twice"),
    ]
    assert plan.names == {3: "Berg, Anna van der", 4: "Özdemir, Bert", 5: "Özdemir, Bert"}


def test_what_cannot_be_read_makes_no_second_person_of_a_row(roster: Roster) -> None:
    plan = planned(roster, [changed(ANNA, started="ooit"), changed(ANNA, practice="De Eik")])

    assert [(one.row, one.code) for one in plan.problems if not one.is_notice] == [(2, "not_a_date")]


def test_an_import_adds_everybody_and_again_it_changes_nothing(roster: Roster) -> None:
    plan = imported(roster, [ANNA, BERT])

    assert [one.account for one in plan.new] == ["anna", "bert"]
    anna, bert = people(roster)
    assert (anna.name.full, anna.practices, anna.groups) == (
        "Anna van der Berg",
        (Practice("De Linde", "Gooi"),),
        {roster.first},
    )
    again = planned(roster, [ANNA, BERT])
    assert (again.new, again.changed, again.same, again.problems) == ((), (), 2, ())
    assert bert.version == 1


def test_an_import_changes_what_a_row_says_and_leaves_the_rest(roster: Roster) -> None:
    imported(roster, [ANNA, BERT])

    plan = imported(roster, [changed(ANNA, function="", email="", practice="De Eik", region="", given="Anne")])

    assert len(plan.changed) == 1
    anna, _bert = people(roster)
    assert (anna.name.given, anna.function, anna.email) == ("Anne", "Doktersassistent", "anna@zorg.nl")
    assert anna.practices == (Practice("De Eik", "Veluwe"),)  # the only one with this name
    assert anna.version == 2


@pytest.mark.parametrize(
    ("rows", "problems", "notices", "people_found"),
    [
        ([ANNA, ANNA], [(3, "twice")], [], 0),
        ([ANNA, changed(ANNA, function="POH")], [(3, "twice")], [], 0),
        ([ANNA, changed(ANNA, practice="De Eik", region="Veluwe")], [], [(3, "two_practices")], 1),
        ([ANNA, changed(ANNA, account="anna2", email="anna2@zorg.nl")], [], [(3, "same_name")], 2),
        ([ANNA, changed(ANNA, account="", email="")], [(3, "ambiguous_name")], [], 0),
        ([changed(ANNA, group="Zuid")], [(2, "group_unknown")], [], 0),
        ([changed(ANNA, group="Onzin"), BERT], [(2, "group_unknown")], [], 0),
        ([BERT, changed(ANNA, group="")], [(3, "group_missing")], [], 0),
    ],
    ids=[
        "twice",
        "twice, not the same",
        "two practices",
        "one name",
        "nobody can tell",
        "another's group",
        "no group",
        "none",
    ],
)
def test_one_person_or_two(
    roster: Roster,
    rows: list[tuple[Any, ...]],
    problems: list[tuple[int, str]],
    notices: list[tuple[int, str]],
    people_found: int,
) -> None:
    plan = planned(roster, rows)

    assert (codes(plan), codes(plan, notices=True)) == (problems, notices)
    if problems:
        with pytest.raises(RosterError), roster.open() as connection:
            apply_import(connection, Roster.ans, plan, "lijst.xlsx", AT)
    else:
        imported(roster, rows)
    assert len(people(roster)) == people_found


def test_two_people_with_one_name_in_the_list_are_asked_about(roster: Roster) -> None:
    for account in ("a1", "a2"):
        roster.add(given="Anna", prefix="van der", family="Berg", account=account, groups=[roster.first])

    unknown = planned(roster, [changed(ANNA, account="", email="", practice="")])
    known = planned(roster, [changed(ANNA, account="a1")])

    assert codes(unknown) == [(2, "ambiguous_in_list")]
    assert [before.account for before, _after in known.changed] == ["a1"]


# What a page says about two with one name can be done as it is said, and then the list is read in.

BARE = changed(ANNA, account="", email="")
OTHER = changed(ANNA, account="", email="ann@zorg.nl")


def anna(roster: Roster, **fields: object) -> int:
    """Add somebody to the list who has the name of the rows."""
    given = {"given": "Anna", "prefix": "van der", "family": "Berg", "practices": (LINDE,), "groups": [roster.first]}
    return roster.add(**{**given, **fields})


def write(roster: Roster, id_: int, **fields: object) -> None:
    """Change somebody in the list."""
    with roster.open() as connection:
        known = listing.one_of(connection, EVERYTHING, id_)
        assert known
        change(connection, EVERYTHING, replace(known, **fields), AT)  # type: ignore[arg-type]


def becomes(roster: Roster, rows: list[tuple[Any, ...]], count: int) -> None:
    """Hold that a file is read in, and how many people the list then has; reading it once more changes nothing."""
    plan = imported(roster, rows)
    assert codes(plan) == []
    assert len(people(roster)) == count
    again = planned(roster, rows)
    assert (codes(again), len(again.new), len(again.changed)) == ([], 0, 0)


def test_of_two_rows_with_one_name_one_is_taken_away_or_each_gets_an_address(roster: Roster) -> None:
    assert codes(planned(roster, [BARE, OTHER])) == [(3, "ambiguous_name")]
    becomes(roster, [changed(ANNA, account=""), OTHER], 2)


def test_somebody_in_the_list_whom_two_rows_fit_gets_the_address_of_the_right_one(roster: Roster) -> None:
    id_, rows = anna(roster), [changed(ANNA, email=""), OTHER]
    assert codes(planned(roster, rows)) == [(3, "twice_in_list")]
    write(roster, id_, email="ann@zorg.nl")
    becomes(roster, rows, 2)


@pytest.mark.parametrize("keys", [{}, {"email": "anna@zorg.nl"}])
def test_two_in_the_list_are_told_apart_by_the_same_address_in_list_and_file(
    roster: Roster, keys: dict[str, str]
) -> None:
    one, _other = anna(roster, **keys), anna(roster)
    assert codes(planned(roster, [BARE])) == [(2, "ambiguous_in_list")]
    write(roster, one, email="anna@zorg.nl")
    becomes(roster, [changed(BARE, email="anna@zorg.nl")], 2)


def test_two_in_the_list_who_are_one_become_one(roster: Roster) -> None:
    one, other = anna(roster), anna(roster)
    assert codes(planned(roster, [BARE])) == [(2, "ambiguous_in_list")]
    with roster.open() as connection:
        kept, gone = (listing.one_of(connection, EVERYTHING, id_) for id_ in (one, other))
        assert kept
        assert gone
        merge(connection, EVERYTHING, kept, gone, AT)
    becomes(roster, [BARE], 1)


def test_a_third_of_that_name_is_added_by_hand_with_an_address(roster: Roster) -> None:
    anna(roster), anna(roster)
    assert codes(planned(roster, [OTHER])) == [(2, "ambiguous_in_list")]
    anna(roster, email="ann@zorg.nl")
    becomes(roster, [OTHER], 3)


def test_a_row_that_is_about_two_people_in_the_list_is_named(roster: Roster) -> None:
    imported(roster, [ANNA, BERT])

    plan = planned(roster, [changed(BERT, account="anna")])

    assert codes(plan) == [(2, "keys_of_two")]


def test_a_coordinator_cannot_take_somebody_of_another_group(roster: Roster) -> None:
    roster.add(account="anna", family="Berg", groups=[roster.second])

    assert codes(planned(roster, [ANNA])) == [(2, "account_elsewhere")]
    assert codes(planned(roster, [changed(ANNA, group="")], EVERYTHING)) == []


def test_who_only_logged_in_is_taken_into_the_list(roster: Roster) -> None:
    with roster.open() as connection:
        enter(connection, "anna", AT)

    imported(roster, [ANNA])

    assert [(one.account, one.origin, one.name.family) for one in people(roster)] == [("anna", "list", "Berg")]


def test_a_plan_that_no_longer_holds_is_not_carried_out(roster: Roster) -> None:
    plan = planned(roster, [ANNA])
    roster.add(family="Later", groups=[roster.first])

    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        apply_import(connection, Roster.ans, plan, "lijst.xlsx", AT)

    assert [one.name.family for one in people(roster)] == ["Later"]


def test_a_list_of_a_whole_sector_takes_seconds_and_a_statement_for_hundreds_of_rows(roster: Roster) -> None:
    """The time is that of the processor, for which it makes no difference what else the machine does.

    What a server does meanwhile is not in it. It is bounded by the statements, of which each is about many rows.
    """
    count = rounds(whole=5_000, nightly=50_000)
    rows = [
        (
            f"a{n}",
            f"Voornaam{n}",
            f"de Naam{n:05}",
            f"a{n}@zorg.nl",
            f"Praktijk {n % 4000}",
            f"Regio {n % 40}",
            "POH",
            "",
            "Noord",
        )
        for n in range(count)
    ]
    content = in_csv(rows)
    begun = process_time()
    with counted_statements(roster.journal.engine) as statements, roster.open() as connection:
        plan = plan_import(connection, EVERYTHING, read_list(content), None, TODAY)
        apply_import(connection, EVERYTHING, plan, "lijst.csv", AT)

    assert len(plan.new) == count
    assert process_time() - begun < count / 800  # about a sixth of it on a quiet machine
    assert len(statements) < count / 100


def test_one_function_practice_and_region_get_one_spelling_and_what_is_like_them_is_asked_about(roster: Roster) -> None:
    imported(roster, [ANNA, BERT])
    kim = ("kim", "Kim", "Smit", "", "de linde", "", "doktersassistent", "", "Noord")
    lex = ("lex", "Lex", "Bos", "", "Huisartsenpraktijk De Linde", "GOOI", "Doktersassistente", "", "Noord")
    mia = ("mia", "Mia", "Tuin", "", "huisartsenpraktijk de linde", "Gooi", "doktersassistente", "", "Noord")
    noa = ("noa", "Noa", "Wit", "", "Praktijk Laan 2", "Veluwe", "POH", "", "Noord")
    pim = ("pim", "Pim", "Zand", "", "Praktijk Laan 3", "Veluw", "poh", "", "Noord")

    plan = planned(roster, [kim, lex, mia, noa, pim])

    spelled = {one.account: (one.function, *one.practices) for one in plan.new}
    assert spelled == {
        "kim": ("Doktersassistent", LINDE),
        "lex": ("Doktersassistente", Practice("Huisartsenpraktijk De Linde", "Gooi")),
        "mia": ("Doktersassistente", Practice("Huisartsenpraktijk De Linde", "Gooi")),
        "noa": ("POH", Practice("Praktijk Laan 2", "Veluwe")),
        "pim": ("POH", Practice("Praktijk Laan 3", "Veluw")),
    }
    asked = [(one.row, one.code, one.fields["meant"]) for one in plan.problems]
    assert asked == [
        (3, "function_like", "Doktersassistent"),
        (3, "practice_like", "De Linde"),
        (6, "region_like", "Veluwe"),
    ]
    assert plan.is_possible


def test_a_misspelling_that_is_in_the_list_already_is_asked_about_once(roster: Roster) -> None:
    right = [
        ("", f"Ans{n}", "Goed", f"a{n}@zorg.nl", "De Proeftuin", "Gooi", "Huisarts", "", "Noord") for n in range(3)
    ]
    imported(roster, [*right, changed(ANNA, practice="De Proeftuyn")])
    odd = [("", f"Kim{n}", "Later", f"k{n}@zorg.nl", "de proeftuyn", "Gooi", "Huisarts", "", "Noord") for n in range(2)]

    plan = planned(roster, odd)

    assert [(one.row, one.code, one.fields["meant"]) for one in plan.problems] == [(2, "is_usual", "De Proeftuin")]
