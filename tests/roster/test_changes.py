"""Adding, changing, ending and merging: whole or not at all, and written down."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select

from ssfh_learn.errors import RosterError
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.roster import changes, listing, log, merging
from ssfh_learn.roster.admission import Admission, admission, enter, forget_log_in, forget_participant
from ssfh_learn.roster.begin import joined_days
from ssfh_learn.roster.group import NOTHING_ASKED, Duty, RosterGroup, counts_for
from ssfh_learn.roster.groups import change_group, duties_of
from ssfh_learn.roster.listing import PAGE_SIZE, ParticipantFilter
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.participant import Participant, Practice
from ssfh_learn.roster.tables import PARTICIPANT, next_participants
from tests.roster.conftest import AT, EIK, EVERYTHING, LINDE, TODAY, Roster, somebody

ASKED = ParticipantFilter(TODAY)


def read(roster: Roster, id_: int) -> Participant:
    """Return a participant as an administrator sees her."""
    with roster.open() as connection:
        found = listing.one_of(connection, EVERYTHING, id_)
    assert found is not None
    return found


def test_everything_that_is_written_is_read_again(roster: Roster) -> None:
    new = Participant(
        PersonName("A.B.", "Anna", "van der", "Berg"),
        account="anna",
        email="anna@zorg.nl",
        function="Doktersassistent",
        register="KABIZ",
        number="123",
        started="2026-01-01",
        ended="2027-01-01",
        practices=(EIK, LINDE),
        groups=frozenset({roster.first}),
    )
    with roster.open() as connection:
        id_ = changes.add(connection, roster.ans, new, AT)

    assert read(roster, id_) == replace(new, id=id_, version=1)


def test_two_who_change_one_thing_at_once_are_told_and_the_first_change_stays(roster: Roster) -> None:
    id_ = roster.add(family="Berg", groups=[roster.first])
    shown = read(roster, id_)
    with roster.open() as connection:
        changes.change(connection, roster.ans, replace(shown, function="POH"), AT)

    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        changes.change(connection, EVERYTHING, replace(shown, function="Triagist", practices=(EIK,)), AT)

    assert read(roster, id_) == replace(shown, function="POH", version=2)


def test_two_who_change_one_group_at_once_are_told(roster: Roster) -> None:
    shown = RosterGroup("Noord", frozenset({"ans"}), id=roster.first, version=1)
    with roster.open() as connection:
        change_group(connection, roster.ans, replace(shown, duties=(Duty("test", "werkdruk-toets"),)), AT)

    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        change_group(connection, EVERYTHING, replace(shown, name="Anders"), AT)


def test_a_change_by_one_coordinator_leaves_the_groups_of_another(roster: Roster) -> None:
    id_ = roster.add(family="Berg", groups=[roster.first, roster.second])
    with roster.open() as connection:
        shown = listing.one_of(connection, roster.ans, id_)
        assert shown is not None
        changes.change(connection, roster.ans, replace(shown, email="a@b.nl"), AT)

    assert read(roster, id_).groups == {roster.first, roster.second}


def test_what_was_and_what_is_stand_in_the_log(roster: Roster) -> None:
    id_ = roster.add(family="Berg", practices=(LINDE,), groups=[roster.first])
    with roster.open() as connection:
        wanted = replace(read(roster, id_), ended=TODAY, practices=(EIK,))
        changes.change(connection, roster.ans, wanted, AT)

    with roster.open() as connection:
        last, *_ = log.lines(connection, roster.ans, participant=id_)
    assert (last.who, last.action, last.at) == ("ans", "changed", AT)
    assert last.details == {"ended": [None, TODAY], "practices": [["De Linde (Gooi)"], ["De Eik (Veluwe)"]]}


def test_a_practice_is_the_same_one_however_it_is_typed_and_another_one_in_another_region(roster: Roster) -> None:
    roster.add(family="A", practices=(Practice("De Linde", "Gooi"),))
    roster.add(family="B", practices=(Practice("de linde", "GOOI"),))
    roster.add(family="C", practices=(Practice("De Linde", "Veluwe"),))

    with roster.open() as connection:
        everybody = list(listing.everyone(connection, EVERYTHING, ASKED))
    practices = [one.practices for one in everybody]
    assert practices == [(Practice("De Linde", "Gooi"),)] * 2 + [(Practice("De Linde", "Veluwe"),)]


def test_two_entries_of_one_person_become_one(roster: Roster) -> None:
    listed = roster.add(family="Berg", given="Anna", email="anna@zorg.nl", practices=(LINDE,), groups=[roster.first])
    with roster.open() as connection:
        enter(connection, "anna", AT)
    (other,) = _ids(roster, ParticipantFilter(TODAY, without_group=True))

    with roster.open() as connection:
        merging.merge(connection, EVERYTHING, read(roster, listed), read(roster, other), AT)

    assert _ids(roster, ASKED) == [listed]
    one = read(roster, listed)
    assert (one.account, one.name.family, one.groups, one.version) == ("anna", "Berg", {roster.first}, 2)


@pytest.mark.parametrize("accounts", [("", ""), ("", "anna2"), ("anna", "anna2")])
def test_a_merge_is_taken_back_as_it_was(roster: Roster, accounts: tuple[str, str]) -> None:
    kept = roster.add(family="Berg", account=accounts[0] or None, email="a@zorg.nl", groups=[roster.first])
    other = roster.add(
        family="Dal", account=accounts[1] or None, number="123", practices=(LINDE, EIK), groups=[roster.first]
    )
    before = [replace(read(roster, one), version=0) for one in (kept, other)]
    work = merging.keep_one_account if all(accounts) else merging.merge
    with roster.open() as connection:
        work(connection, roster.ans, read(roster, kept), read(roster, other), AT)
    seen = read(roster, kept)
    assert (seen.number, set(seen.practices)) == ("123", {LINDE, EIK})

    with pytest.raises(RosterError), roster.open() as connection:
        merging.undo_merge(connection, roster.bea, seen, AT)
    with roster.open() as connection:
        assert merging.merge_to_undo(connection, roster.ans, seen)
        merging.undo_merge(connection, roster.ans, seen, AT)

    assert [replace(read(roster, one), version=0) for one in (kept, other)] == before
    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        merging.undo_merge(connection, roster.ans, read(roster, kept), AT)
    roster.add(family="Laan", groups=[roster.second])  # its id is a new one
    assert read(roster, other).name.family == "Dal"


def test_a_merge_is_not_taken_back_after_either_entry_changed(roster: Roster) -> None:
    kept, other = (roster.add(family="Berg", groups=[roster.first], account=name) for name in ("anna", "anna2"))
    with roster.open() as connection:
        merging.keep_one_account(connection, roster.ans, read(roster, kept), read(roster, other), AT)
    with roster.open() as connection:
        changes.change(connection, roster.ans, replace(read(roster, other), function="POH"), AT)

    with roster.open() as connection:
        assert merging.merge_to_undo(connection, EVERYTHING, read(roster, kept)) is None
    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        merging.undo_merge(connection, EVERYTHING, read(roster, kept), AT)


@pytest.mark.parametrize("account", ["", "anna2"])
def test_after_a_merge_she_began_in_a_group_when_the_other_entry_came_into_it(roster: Roster, account: str) -> None:
    kept, came = roster.add(family="Berg", account="anna", groups=[roster.first]), "2027-05-04T10:00:00+00:00"
    new = somebody(family="Berg", account=account or None, groups=[roster.first, roster.second])
    with roster.open() as connection:
        other = changes.add(connection, EVERYTHING, new, came)
    work = merging.keep_one_account if account else merging.merge
    with roster.open() as connection:
        work(connection, EVERYTHING, read(roster, kept), read(roster, other), AT)

    with roster.open() as connection:
        days = joined_days(connection, select(PARTICIPANT.c.id).where(PARTICIPANT.c.id == kept))
    assert days == {(kept, roster.first): AT[:10], (kept, roster.second): came[:10]}


def test_two_accounts_are_not_merged(roster: Roster) -> None:
    first, second = (roster.add(family="Berg", account=name, groups=[roster.first]) for name in ("anna", "anna2"))

    with pytest.raises(RosterError, match="two_accounts"), roster.open() as connection:
        merging.merge(connection, roster.ans, read(roster, first), read(roster, second), AT)

    assert len(_ids(roster, ASKED)) == 2


def test_of_two_accounts_one_goes_on_with_all_that_was_known_and_both_stay_readable(roster: Roster) -> None:
    first = roster.add(family="Berg", account="anna", groups=[roster.first])
    second = roster.add(family="Berg", account="anna2", number="123", practices=(LINDE,), groups=[roster.second])
    shown = read(roster, first), read(roster, second)

    with roster.open() as connection:
        merging.keep_one_account(connection, EVERYTHING, *shown, AT)
    with pytest.raises(RosterError, match="changed_meanwhile"), roster.open() as connection:
        merging.keep_one_account(connection, EVERYTHING, *shown, AT)

    one, other = read(roster, first), read(roster, second)
    assert (one.account, one.number, one.practices, one.ended) == ("anna", "123", (LINDE,), None)
    assert one.groups == {roster.first, roster.second}
    assert (other.account, other.ended, other.groups) == ("anna2", AT[:10], {roster.second})
    with roster.open() as connection:
        said = (
            log.lines(connection, EVERYTHING, participant=first),
            log.lines(connection, EVERYTHING, participant=second),
        )
    assert [one.action for one in said[0]][:1] == ["merged"]
    assert [one.action for one in said[1]][:2] == ["merged", "ended"]


def test_who_logs_in_without_being_listed_is_in_no_group_once(roster: Roster) -> None:
    for _ in range(2):
        with roster.open() as connection:
            enter(connection, "anna", AT)

    with roster.open() as connection:
        page = listing.listed(connection, EVERYTHING, replace(ASKED, without_group=True))
    assert [(one.account, one.origin, one.shown_name) for one in page.participants] == [("anna", "log_in", "anna")]


def test_who_logged_in_and_is_added_by_account_is_one_person(roster: Roster) -> None:
    with roster.open() as connection:
        enter(connection, "anna", AT)

    roster.add(roster.ans, account="anna", family="Berg", groups=[roster.first])

    assert len(_ids(roster, ASKED)) == 1
    id_ = roster.add(roster.ans, family="Boer", groups=[roster.first])
    with roster.open() as connection:
        enter(connection, "bert", AT)
    with roster.open() as connection:
        changes.change(connection, roster.ans, replace(read(roster, id_), account="bert"), AT)
    assert read(roster, id_).account == "bert"
    assert len(_ids(roster, ASKED)) == 2


def test_a_wipe_removes_who_only_logged_in_and_leaves_what_a_coordinator_wrote(roster: Roster) -> None:
    roster.add(account="lijst", family="Berg")
    with roster.open() as connection:
        enter(connection, "anna", AT)
        for account in ("anna", "lijst", "onbekend"):
            forget_log_in(connection, account)

    with roster.open() as connection:
        assert not admission(connection, "anna").is_known
        assert admission(connection, "lijst").is_known


def test_leaving_holds_from_its_first_day(roster: Roster) -> None:
    roster.add(account="anna", family="Berg", ended="2026-12-01")

    with roster.open() as connection:
        found = admission(connection, "anna")
    assert found == Admission(is_known=True, ended="2026-12-01", name=PersonName(family="Berg"))
    assert [found.has_left(day) for day in ("2026-11-30", "2026-12-01", "2027-01-01")] == [False, True, True]
    for today, active in (("2026-11-30", 1), ("2026-12-01", 0)):
        assert len(_ids(roster, ParticipantFilter(today))) == active
        assert len(_ids(roster, ParticipantFilter(today, standing="left"))) == 1 - active


def test_who_coordinates_a_group_is_known_without_being_a_participant(roster: Roster) -> None:
    with roster.open() as connection:
        assert admission(connection, "ans") == Admission(coordinates=True, is_to_be_listed=True)
        assert admission(connection, "niemand") == Admission(is_to_be_listed=True)


def test_without_groups_nobody_is_listed_for_logging_in(database: str) -> None:
    with closing(SqlJournal(database)) as journal, journal.writing() as writing:
        assert admission(writing.connection, "anna") == Admission()


def test_the_first_last_day_of_several_groups_counts(roster: Roster) -> None:
    for group, name, due in ((roster.first, "Noord", "2027-01-01"), (roster.second, "Zuid", "2026-12-01")):
        account = {"Noord": "ans", "Zuid": "bea"}[name]
        duties = (Duty("module", "werkdruk", due), Duty("test", f"{name}-toets"))
        with roster.open() as connection:
            change_group(connection, EVERYTHING, RosterGroup(name, frozenset({account}), duties, group, version=1), AT)
    roster.add(account="anna", family="Berg", groups=[roster.first, roster.second])

    with roster.open() as connection:
        found = duties_of(connection, "anna")
        assert duties_of(connection, "niemand") == NOTHING_ASKED
    assert {name: day.due for (_kind, name), day in found.days.items()} == {
        "werkdruk": "2026-12-01",
        "Noord-toets": None,
        "Zuid-toets": None,
    }


def test_a_last_day_before_somebody_came_gives_way_to_one_that_counts(roster: Roster) -> None:
    for group, name, due in ((roster.first, "Noord", "2026-11-28"), (roster.second, "Zuid", "2026-11-29")):
        account = {"Noord": "ans", "Zuid": "bea"}[name]
        with roster.open() as connection:
            wanted = RosterGroup(name, frozenset({account}), (Duty("module", "werkdruk", due),), group, version=1)
            change_group(connection, EVERYTHING, wanted, AT)
    roster.add(account="nieuw", family="Berg", groups=[roster.first, roster.second])
    roster.add(account="noord", family="Dal", groups=[roster.first])
    roster.add(account="later", family="Laan", groups=[roster.second], started="2026-12-01")

    with roster.open() as connection:
        days = {who: duties_of(connection, who).day("module", "werkdruk") for who in ("nieuw", "noord", "later")}
    assert days["nieuw"] == ("2026-11-29", TODAY)
    assert not counts_for("2026-11-28", days["noord"].begin)
    assert not counts_for("2026-11-29", days["later"].begin)


def test_a_list_comes_page_by_page_in_the_dutch_order(roster: Roster) -> None:
    names = [("van", "Berg"), ("", "Aalders"), ("'t", "Hart"), ("", "Özdemir"), ("de", "Zwaan"), ("", "Ozinga")]
    for prefix, family in names:
        roster.add(prefix=prefix, family=family)
    for number in range(PAGE_SIZE):
        roster.add(family=f"Zz{number:03}")

    with roster.open() as connection:
        pages = [listing.listed(connection, EVERYTHING, ASKED, number) for number in (1, 2, 3, 0)]
    first = [one.name.family for one in pages[0].participants][:6]
    assert first == ["Aalders", "Berg", "Hart", "Özdemir", "Ozinga", "Zwaan"]
    assert [(one.number, len(one.participants), one.total, one.pages) for one in pages] == [
        (1, PAGE_SIZE, 56, 2),
        (2, 6, 56, 2),
        (2, 6, 56, 2),
        (1, PAGE_SIZE, 56, 2),
    ]


@pytest.mark.parametrize(
    "typed", ["berg", "van der berg", "ANNA", "anna@zorg", "Bérg", "%", "_"], ids=lambda typed: typed
)
def test_a_search_finds_parts_of_names_accounts_and_addresses(roster: Roster, typed: str) -> None:
    roster.add(given="Anna", prefix="van der", family="Bèrg", email="anna@zorg.nl")
    roster.add(family="Jansen")

    found = _ids(roster, replace(ASKED, text=typed))

    assert len(found) == (2 if typed in {"%", "_"} else 1)  # signs say nothing


def test_nothing_of_a_change_stays_if_its_end_fails(roster: Roster) -> None:
    id_ = roster.add(account="anna", family="Berg", groups=[roster.first])
    before = read(roster, id_)

    def change_and_fail() -> None:
        with roster.open() as connection:
            changes.change(connection, roster.ans, replace(before, function="POH", practices=(EIK,)), AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert read(roster, id_) == before
    assert _ids(roster, replace(ASKED, practice="De Eik")) == []


def _ids(roster: Roster, asked: ParticipantFilter) -> list[int]:
    with roster.open() as connection:
        return [one.id for one in listing.listed(connection, EVERYTHING, asked).participants]


def test_somebody_without_a_name_is_listed_by_her_account() -> None:
    assert somebody(account="anna").shown_name == "anna"


def test_an_id_is_never_used_again_so_that_nobody_inherits_a_log(roster: Roster) -> None:
    first = roster.add(family="Berg", groups=[roster.first])
    second = roster.add(family="Berg", groups=[roster.first], account="anna")
    with roster.open() as connection:
        merging.merge(connection, EVERYTHING, read(roster, first), read(roster, second), AT)

    third = roster.add(family="Later", groups=[roster.second])
    with roster.open() as connection:
        (imported,) = next_participants(connection, 1)

    assert first < second < third < imported


def test_one_who_is_forgotten_is_gone_from_the_list_and_from_its_log(roster: Roster) -> None:
    id_ = roster.add(account="anna", family="Berg", practices=(LINDE,), groups=[roster.first])
    other = roster.add(account="bert", family="Boer", groups=[roster.first])
    with roster.open() as connection:
        assert [forget_participant(connection, name) for name in ("anna", "anna", "niemand")] == [1, 0, 0]

    with roster.open() as connection:
        assert log.lines(connection, EVERYTHING, participant=id_) == []
        assert log.lines(connection, EVERYTHING, participant=other)
    assert _ids(roster, ASKED) == [other]
