"""Whose work an account sees: a name can be given to somebody new, and an account can get another name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from string import ascii_lowercase, digits

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.cli.adopt import adopt
from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.grading.intake import is_safe_name
from ssfh_learn.journal import certificates
from ssfh_learn.journal.accounts import LONGEST, chosen_key, first_work, known, moment, settle
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.web import accounts as kept_accounts
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor
from tests.portal.web.test_routes import make_test

BEFORE, LATER = "2020-01-01T08:00:00.123456Z", "2099-01-01T08:00:00.654321Z"
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat().replace("+00:00", "Z")
WORDS = "woorden van de eerste anna"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_accounts, "LIFE", 0.0)


def account(site: Site, name: str, created: str, role: str = "learner") -> Visitor:
    """Return somebody whose Hub says when her account was made."""
    return Visitor(site, f"{name}|{role}|{created}")


def writes(who: Visitor, text: str) -> None:
    saved = who.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=text).json["saved"]
    assert saved["state"] == "saved"


def adopted(folder: Path, *words: str, then: str = "") -> Result:
    return CliRunner().invoke(adopt, [*words, "--database", f"sqlite:///{folder / 'leren.db'}"], input=then)


def test_who_gets_the_name_of_a_removed_account_sees_nothing_of_hers(site: Site) -> None:
    first, second = account(site, "anna", BEFORE), account(site, "anna", LATER)
    writes(first, WORDS)

    for path in ("module/proef/3", "gegevens/download", "gegevens/lezen", "gegevens", ""):
        assert WORDS not in second.get(path).text, path
    writes(second, "van de tweede")

    assert WORDS in first.get("module/proef/3").text
    assert "van de tweede" not in first.get("module/proef/3").text
    assert [one["data"]["text"] for one in second.get("gegevens/download").json["events"] if "text" in one["data"]] == [
        "van de tweede"
    ]


def test_results_and_certificates_stay_with_the_first_account_too(site: Site, folder: Path) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    first, second = account(site, "anna", BEFORE), account(site, "anna", SOON)
    make_test(first, course)
    assert first.post_form("certificaat/proef", naam="Anna de Eerste").status == 200

    assert word("portal", "your_result") in first.get(f"toets/{TEST}/").text
    assert word("portal", "your_result") not in second.get(f"toets/{TEST}/").text
    assert "Anna de Eerste" not in second.get("gegevens/download").text
    make_test(second, course)
    assert sorted(path.name for path in (folder / "cursus" / "submitted").iterdir()) == ["anna", "anna 2"]


def test_wiping_and_reporting_by_the_second_touches_nothing_of_the_first(site: Site) -> None:
    first, second = account(site, "anna", BEFORE), account(site, "anna", LATER)
    writes(first, WORDS)
    writes(second, "van de tweede")

    second.post_form("gegevens/wissen", zeker="ja")

    assert WORDS in first.get("module/proef/3").text
    assert second.get("gegevens/download").json["events"] == []


def test_what_was_kept_before_accounts_were_known_goes_to_the_account_that_is_older(site: Site) -> None:
    writes(site.visitor("anna"), WORDS)

    assert WORDS in account(site, "anna", BEFORE).get("module/proef/3").text


def test_what_was_kept_before_is_not_given_to_a_younger_account_and_the_page_says_so(site: Site) -> None:
    writes(site.visitor("anna"), WORDS)
    young = account(site, "anna", LATER)

    for path in ("", "gegevens"):
        assert word("portal", "earlier_work", name="anna") in young.get(path).text
    assert WORDS not in young.get("module/proef/3").text
    assert word("portal", "earlier_work", name="anna") not in young.get().text  # once she goes on, only with her data
    assert word("portal", "earlier_work", name="anna") in young.get("gegevens").text
    assert word("portal", "earlier_work", name="anna") not in account(site, "bert", LATER).get("gegevens").text


def test_a_result_of_before_alone_is_enough_to_know_that_the_account_is_younger(site: Site, folder: Path) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    old = site.visitor("anna")
    make_test(old, course)
    old.post_form("gegevens/wissen", zeker="ja")
    young = account(site, "anna", SOON)

    assert word("portal", "your_result") not in young.get(f"toets/{TEST}/").text
    assert word("portal", "earlier_work", name="anna") in young.get("gegevens").text


def test_a_renamed_account_is_told_and_joined_by_an_administrator_who_is_logged(site: Site, folder: Path) -> None:
    writes(account(site, "anna", BEFORE), WORDS)
    renamed = account(site, "anna.devries", BEFORE)
    assert word("portal", "earlier_work", name="anna.devries") in renamed.get("").text
    assert WORDS not in renamed.get("module/proef/3").text

    said = adopted(folder, "anna.devries", "--from", "anna", then="anna.devries\n")

    assert said.exit_code == 0, said.output
    created = dutch_moment(moment(BEFORE))
    assert word("cli", "adopted", name="anna.devries", created=created, earlier="anna") in said.stdout
    assert word("cli", "adopt_rebuild", place=f"--database {word('cli', 'address')}") in said.stdout
    assert WORDS in renamed.get("module/proef/3").text
    assert word("portal", "earlier_work", name="anna.devries") not in renamed.get("gegevens").text
    (joined,) = [one for one in renamed.get("gegevens/download").json["accounts"] if one["name"] == "anna.devries"]
    assert (joined["learner"], bool(joined["adopted_at"]), bool(joined["adopted_by"])) == ("anna", True, True)
    with closing(SqlJournal(f"sqlite:///{folder / 'leren.db'}")) as journal, journal.reading() as reading:
        asked = "SELECT details FROM roster_log WHERE action = 'adopted'"
        (line,) = reading.connection.exec_driver_sql(asked).scalars()
    assert json.loads(line)["name"] == "anna.devries"
    done = word("administration", "adopted", about="anna.devries", other="anna")
    assert done in unescape(site.visitor("beheer", "administrator").get("overzicht").text)
    assert done not in unescape(site.visitor("cor", "coordinator", "trainer").get("overzicht").text)


def test_after_a_hub_was_made_anew_what_she_did_since_comes_along(site: Site, folder: Path) -> None:
    writes(account(site, "anna", BEFORE), WORDS)
    anew = account(site, "anna", LATER)
    anew.respond("proef", "verslag", kind="answer", prompt="meenemen", text="sinds de nieuwe hub")
    anew.get("module/proef/2")

    assert adopted(folder, "anna", "--yes").exit_code == 0

    events = anew.get("gegevens/download").json["events"]
    said = [one["data"]["text"] for one in events if "text" in one["data"]]
    assert sorted(said) == ["sinds de nieuwe hub", WORDS]
    assert WORDS in anew.get("module/proef/3").text
    assert "sinds de nieuwe hub" in anew.get("module/proef/3").text
    assert anew.get("gegevens/download").json["learner"] == "anna"


def test_a_test_that_was_made_meanwhile_stays_where_its_questions_were_drawn(site: Site, folder: Path) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    writes(account(site, "anna", BEFORE), WORDS)
    anew = account(site, "anna", SOON)
    make_test(anew, course)

    said = adopted(folder, "anna", "--yes")

    assert word("cli", "adopt_test", test=TEST, key="anna 2") in said.stdout
    assert (folder / "cursus" / "submitted" / "anna 2" / TEST).is_dir()
    with closing(SqlJournal(f"sqlite:///{folder / 'leren.db'}")) as journal, journal.reading() as reading:
        assert [stream.place for stream in reading.streams("anna 2")] == [TEST]


@pytest.mark.parametrize(
    ("words", "then", "key"),
    [
        (["wie-is-dit"], "", "adopt_nobody"),
        (["anna"], "", "adopt_done"),
        (["bert", "--from", "anna"], "anna\n", "adopt_other_name"),
    ],
)
def test_what_cannot_be_joined_is_said_and_changes_nothing(
    site: Site, folder: Path, words: list[str], then: str, key: str
) -> None:
    anna, bert = account(site, "anna", BEFORE), account(site, "bert", LATER)
    writes(anna, WORDS)
    writes(bert, "van bert")

    said = adopted(folder, *words, then=then)

    assert said.exit_code == 1
    assert word("cli", key, name=words[0], earlier="anna") in said.stderr
    assert WORDS in anna.get("module/proef/3").text
    assert WORDS not in bert.get("module/proef/3").text


def test_the_group_of_a_coordinator_is_not_for_who_gets_her_name(site: Site, folder: Path) -> None:
    with closing(SqlJournal(f"sqlite:///{folder / 'leren.db'}")) as journal, journal.writing() as writing:
        writing.connection.exec_driver_sql(
            "INSERT INTO roster_group (id, key, name, version) VALUES (1, 'groep', 'Groep', 1)"
        )
        writing.connection.exec_driver_sql("INSERT INTO group_coordinator (group_id, account) VALUES (1, 'anna')")
    first, second = account(site, "anna", BEFORE), account(site, "anna", LATER)

    assert first.get("groepen").status == 200
    assert second.get("groepen").status == 403


# Until issue 14 was read once more, the name alone counted here: who was given the name of another read her work.
def test_nobody_reads_or_writes_by_a_name_alone_where_the_host_does_not_say_when_an_account_was_made(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    writes(site.visitor("anna"), WORDS)
    nothing_said = Visitor(site, "anna|learner|")
    said, token = word("portal", "unreachable_account"), site.visitor("anna").token()

    for path in ("", "module/proef/3", "gegevens", "gegevens/lezen", "gegevens/download"):
        page = nothing_said.get(path)
        assert (page.status, said in page.text, WORDS in page.text) == (503, True, False), path
    answer = nothing_said.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text="x")

    assert (answer.status, answer.json["message"]) == (503, said)
    assert [one.message for one in caplog.records].count(word("hub", "no_created")) == 1


def test_an_administrator_reads_which_line_is_missing_and_it_opens_as_soon_as_the_host_says_it(site: Site) -> None:
    assert site.portal
    said = word("hub", "no_created")
    assert site.portal.accounts.are_told_apart is None

    page = Visitor(site, "beheer|learner,administrator|").get("deelnemers")
    assert (page.status, said in page.text) == (503, True)
    assert said not in Visitor(site, "tess|learner,trainer|").get("overzicht").text
    assert site.portal.accounts.are_told_apart is False

    assert account(site, "beheer", BEFORE, "learner,administrator").get("deelnemers").status == 200
    assert site.portal.accounts.are_told_apart is True


# The key, without a page


@pytest.fixture
def journal(database: str) -> Iterator[SqlJournal]:
    with closing(SqlJournal(database)) as opened:
        yield opened


def test_an_account_keeps_its_key_and_others_of_its_name_get_another(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        keys = [settle(writing, "anna", created, BEFORE, None) for created in (BEFORE, LATER, SOON, BEFORE, SOON)]
        assert keys == ["anna", "anna 2", "anna 3", "anna", "anna 3"]
        assert known(writing.connection, "anna", LATER) == "anna 2"
        assert settle(writing, "anna 2", BEFORE, BEFORE, None) == "anna 2 2"  # a real account of that name


def test_a_certificate_counts_until_the_end_of_its_day(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        given = certificates.Certificate("c", "anna", "werkdruk", "Anna", "Werkdruk", "1", 70, "2027-01-31")
        certificates.keep(writing.connection, given)
        assert first_work(writing.connection, "anna") == datetime(2027, 2, 1, tzinfo=UTC)
        assert chosen_key(writing.connection, "anna", "2027-01-31T20:00:00Z", None) == "anna"
        assert chosen_key(writing.connection, "anna", "2027-02-01T08:00:00Z", None) == "anna 2"


def test_work_that_others_keep_counts_too(journal: SqlJournal) -> None:
    with journal.writing() as writing:
        elsewhere = datetime(2027, 1, 1, tzinfo=UTC)
        assert chosen_key(writing.connection, "anna", "2026-12-31T23:59:59Z", elsewhere) == "anna"
        assert chosen_key(writing.connection, "anna", "2027-01-01T00:00:01+00:00", elsewhere) == "anna 2"


NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(ascii_lowercase),
    st.text(f"{ascii_lowercase}{digits}@._-", max_size=126),
    st.sampled_from(ascii_lowercase + digits),
)
"""What a pattern would say too, which takes ten times as long to draw from."""


def test_a_new_key_can_be_a_folder_and_a_student() -> None:
    with closing(SqlJournal("sqlite:///:memory:")) as journal, journal.writing() as writing:

        @given(NAMES.filter(is_safe_name))
        def can_be_both(name: str) -> None:
            key = chosen_key(writing.connection, name, LATER, datetime(2000, 1, 1, tzinfo=UTC))

            assert key != name
            assert is_safe_name(key)
            assert len(key) <= LONGEST

        can_be_both()
