"""`ssfh-learn forget-learner`, as an administrator types it, also while the portal runs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Table, create_engine, inspect

from ssfh_learn.account import system_account
from ssfh_learn.cli.forget_learner import forget_learner
from ssfh_learn.journal import (
    Event,
    accounts,
    administration,
    certificates,
    database_in,
    fault_reports,
    first_tries,
    projections,
    shared,
    told,
)
from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.fault_reports import FaultReport
from ssfh_learn.journal.learner import Held, held
from ssfh_learn.journal.snapshots import Snapshot
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.roster import tables as roster_tables
from ssfh_learn.roster.admission import admission
from ssfh_learn.roster.changes import add
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right
from tests.journal.test_cleaning import holding
from tests.portal.host import Site, Visitor, serving
from tests.portal.places import write_module
from tests.portal.writing.test_reliability import load
from tests.roster.conftest import AT, EVERYTHING, somebody

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

NOTHING, FULL = Held(0, 0, 0), Held(3, 1, 3, 1)
SECRET = "ZEER-GEHEIME-WOORDEN"  # noqa: S105


def fill(journal: SqlJournal, *names: str) -> None:
    """Give people something of every kind."""
    with journal.writing() as writing:
        for name in names:
            accounts.settle(writing, name, "2020-01-01T08:00:00Z", "2027", None)
            for number, private in enumerate((False, False, True)):
                response = {"kind": "answer", "id": f"{number}", "text": SECRET}
                event = Event.now(activity="een", content="", attempt=1, response=response)
                writing.add(Stream(name, "werkdruk", "een", private), event)
            outcome = shared.SharedOutcome("", {"rust": 3, "druk": 1}, version="1")
            shared.share(writing.connection, Stream(name, "werkdruk", "scan", private=True), outcome)
            given = certificates.Certificate(name, name, "werkdruk", name, "Werkdruk", "1", 70, "2027-01-31")
            certificates.keep(writing.connection, given)
            derive(writing, Stream(name, "werkdruk", "een"))
            report = FaultReport(name, name, "werkdruk", "", "een", "", "", "2027-01-31", SECRET)
            fault_reports.add(writing.connection, report)
            told.tell(writing.connection, name, "how_far", "2027-01-31")
            first_tries.say_yes(writing.connection, name, "2027-01-31")
            first_tries.keep(writing.connection, Stream(name, "werkdruk", "een"), "1", frozenset({"v1 a"}))


def derive(writing: Writing, stream: Stream) -> None:
    """Keep something of every kind that is derived."""
    projections.open_steps(writing.connection, [(stream.learner, stream.place, "stap", "2027", "2027")])
    writing.project(stream, "complete", "2027")
    for private in (False, True):
        kept = Snapshot(1, "1", "", "", 0, SECRET.encode())
        writing.keep_snapshot(replace(stream, private=private), kept)


@pytest.fixture
def journal(database: str) -> Iterator[SqlJournal]:
    """Return a journal in which three people did something, in each kind of database."""
    with closing(SqlJournal(database)) as opened:
        fill(opened, "anna", "Anna", "bert")
        yield opened


def there(journal: SqlJournal, *names: str) -> list[Held]:
    with journal.reading() as reading:
        return [held(reading, name) for name in names]


def typed(*words: str, then: str = "") -> Result:
    return CliRunner().invoke(forget_learner, words, input=then)


def in_words(kept: Held) -> str:
    return word("cli", "forget_held", **vars(kept))


# What is deleted


def test_everything_of_one_learner_goes_and_nothing_of_others(journal: SqlJournal, database: str) -> None:
    said = typed("anna", "--database", database, then="anna\n")

    assert (said.exit_code, said.exception) == (0, None)
    assert there(journal, "anna", "Anna", "bert") == [NOTHING, FULL, FULL]


def test_an_administrator_reads_what_there_is_what_went_and_what_stays(journal: SqlJournal, database: str) -> None:
    said = typed("anna", "--database", database, then="anna\n").stdout.splitlines()

    assert there(journal, "anna") == [NOTHING]
    assert said == [
        word("cli", "forget_found", name="anna", held=in_words(FULL)),
        word("cli", "forget_warning"),
        word("cli", "forget_again") + ": anna",
        word("cli", "forgotten", name="anna", held=in_words(FULL)),
        word("cli", "forget_left_nothing" if database.startswith("sqlite") else "forget_left_log"),
        word("cli", "forget_logged", name="anna"),
        word("cli", "forget_stays", name="anna"),
    ]


def give_out_again(journal: SqlJournal) -> None:
    """Give the name anna to a second account, that has its work under `anna 2`."""
    with journal.writing() as writing:
        again = {"name": "anna", "created": "2026-05-01T08:00:00Z", "learner": "anna 2", "first_seen": "2027"}
        writing.connection.execute(accounts.TABLE.insert().values(**again))


def test_whose_name_was_given_out_again_is_told_apart_before_anything_is_deleted(
    journal: SqlJournal, database: str
) -> None:
    give_out_again(journal)
    said = typed("anna", "--database", database, then="anna\n").stdout.splitlines()

    assert said[:2] == [
        word("cli", "forget_account", name="anna", learner="anna 2", created="1 mei 2026 om 10.00 uur"),
        word("cli", "forget_account", name="anna", learner="anna", created="1 januari 2020 om 09.00 uur"),
    ]
    assert [line for line in said if "keer in de tabel" in line] == []  # the account that stays is not hers
    with journal.reading() as reading:
        assert [one.learner for one in accounts.accounts(reading.connection, name="anna")] == ["anna 2"]


def test_a_script_does_not_choose_between_two_people_of_one_name(journal: SqlJournal, database: str) -> None:
    give_out_again(journal)

    said = typed("anna", "--database", database, "--yes")

    assert word("cli", "forget_two_accounts", name="anna") in said.stderr
    assert there(journal, "anna") == [FULL]


def test_where_the_first_of_a_name_is_forgotten_the_second_is_not_said_to_have_nothing(
    journal: SqlJournal, database: str
) -> None:
    give_out_again(journal)
    typed("anna", "--database", database, then="anna\n")

    said = typed("anna", "--database", database)

    second = word("cli", "forget_account", name="anna", learner="anna 2", created="1 mei 2026 om 10.00 uur")
    assert said.stdout.splitlines() == [second]
    assert word("cli", "forget_nobody", name="anna") in said.stderr


def test_every_table_that_names_a_learner_is_emptied(journal: SqlJournal, database: str) -> None:
    of_nobody = {"derived", "old_step", "owed_cleaning", "retention", "published_duration"}
    of_nobody |= {"publication", "publication_date", "publication_member"}  # random tokens, and no name
    of_nobody |= {"course_task"}  # what staff did; where it names her, the command says so
    of_nobody |= {"administration"}  # that she was forgotten, and by whom
    of_the_list = {
        table.name for table in vars(roster_tables).values() if isinstance(table, Table)
    }  # a test of its own
    assert {name for name, table in METADATA.tables.items() if "learner" not in table.c} == of_nobody | of_the_list
    typed("anna", "--database", database, "--yes")

    with journal.engine.connect() as connection:
        for table in (table for table in METADATA.sorted_tables if "learner" in table.c):
            found = connection.execute(table.select().with_only_columns(table.c.learner)).scalars()
            assert set(found) == {"Anna", "bert"}, table


@pytest.mark.usefixtures("journal")
def test_no_word_of_hers_is_left_in_the_files(database: str, request: pytest.FixtureRequest) -> None:
    assert holding(database, request, SECRET)
    for name in ("anna", "Anna", "bert"):
        assert typed(name, "--database", database, "--yes").exit_code == 0

    assert holding(database, request, SECRET) == []


@pytest.mark.usefixtures("journal")
def test_what_somebody_still_reads_is_said_and_goes_the_next_time(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.journal.cleaning._WAIT", 0.5)
    for name in ("Anna", "bert"):
        typed(name, "--database", database, "--yes")
    with create_engine(database, isolation_level="SERIALIZABLE").connect() as reader:
        if database.startswith("sqlite"):
            reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT count(*) FROM participant").all()
        said = typed("anna", "--database", database, "--yes")
        assert word("cli", "forget_left_pages") in said.stdout
        reader.rollback()

    again = typed("anna", "--database", database, "--yes")

    assert word("cli", "forget_nobody", name="anna") in again.stderr
    assert word("cli", "forget_left_pages") not in again.stdout
    assert holding(database, request, SECRET) == []


def test_where_an_account_is_named_as_somebody_who_did_something_that_is_said(
    journal: SqlJournal, database: str
) -> None:
    with journal.writing() as writing:
        fault_reports.close(writing.connection, "bert", "anna", AT, "Dank je.")

    said = typed("anna", "--database", database, "--yes").stdout

    assert word("cli", "forget_named", name="anna", table="fault_report", count=1) in said


def test_who_deleted_it_and_when_is_written_down_and_stays_when_others_are_deleted(
    journal: SqlJournal, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "iemand anders")  # what somebody can type in front of a command
    before = datetime.now(UTC).isoformat(timespec="seconds")
    for name in ("anna", "bert"):
        assert typed(name, "--database", database, "--yes").exit_code == 0

    with journal.reading_for_staff() as reading:
        found = administration.lines(reading.connection)
    me = system_account()
    assert [(one.act, one.about, one.who, one.logged_in) for one in found] == [
        ("forgotten", name, me.name, me.logged_in) for name in ("bert", "anna")
    ]
    assert before <= found[1].at <= found[0].at <= datetime.now(UTC).isoformat(timespec="seconds")


def test_what_is_not_deleted_is_not_written_down_either(journal: SqlJournal, database: str) -> None:
    assert typed("niemand", "--database", database, "--yes").exit_code == 1
    assert typed("anna", "--database", database, then="bert\n").exit_code == 1

    with journal.reading() as reading:
        assert administration.lines(reading.connection) == []


def test_in_a_script_nothing_is_asked(journal: SqlJournal, database: str) -> None:
    said = typed("anna", "--database", database, "--yes")

    assert said.exit_code == 0
    assert word("cli", "forget_again") not in said.stdout
    assert there(journal, "anna") == [NOTHING]


def test_the_database_is_that_of_the_folder_of_the_service(tmp_path: Path) -> None:
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        fill(journal, "anna")
    assert typed("anna", "--data", str(tmp_path), "--yes").exit_code == 0

    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_without_an_option_it_is_the_database_of_this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "ssfh_learn").mkdir()
    with closing(SqlJournal(database_in(tmp_path / "ssfh_learn"))) as journal:
        fill(journal, "anna")
        assert typed("anna", "--yes").exit_code == 0
        assert there(journal, "anna") == [NOTHING]


def test_what_stays_in_the_course_is_named_with_its_place(course: CourseFolder, tmp_path: Path) -> None:
    course.hand_in("anna", right)
    course.hand_in("bert", right)
    course.grade()
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        fill(journal, "anna")

    said = typed("anna", "--data", str(tmp_path), "--course", str(course.root), "--yes").stdout.splitlines()

    folders = [course.root / step / "anna" / "toets" for step in ("submitted", "autograded")]
    assert [path.is_dir() for path in folders] == [True, True]
    assert said[4:] == [word("cli", "forget_stays_in", path=path) for path in folders]


# What is not deleted


@pytest.mark.parametrize("typed_again", ["bert", "Anna", "ja"])
def test_another_name_deletes_nothing(journal: SqlJournal, database: str, typed_again: str) -> None:
    said = typed("anna", "--database", database, then=f"{typed_again}\n")

    assert said.exit_code == 1
    assert word("cli", "forget_other_name") in said.stderr
    assert there(journal, "anna", "Anna", "bert") == [FULL, FULL, FULL]


def test_who_is_not_asked_anything_by_a_terminal_deletes_nothing(journal: SqlJournal, database: str) -> None:
    assert typed("anna", "--database", database).exit_code == 1
    assert there(journal, "anna") == [FULL]


@pytest.mark.parametrize("name", ["carla", "", "anna ", "ann_", "%", "' OR 1=1 --", "x" * 500, "\udcff"])
def test_a_name_that_is_not_there_is_an_error(journal: SqlJournal, database: str, name: str) -> None:
    said = typed(name, "--database", database, "--yes")

    assert (said.exit_code, type(said.exception)) == (1, SystemExit)
    assert "is hier niets bewaard" in said.stderr
    assert there(journal, "anna", "Anna", "bert") == [FULL, FULL, FULL]


def test_a_course_that_is_none_is_known_before_anything_is_deleted(tmp_path: Path) -> None:
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        fill(journal, "anna")
        said = typed("anna", "--data", str(tmp_path), "--course", str(tmp_path), "--yes")

        assert (said.exit_code, type(said.exception)) == (1, SystemExit)
        assert there(journal, "anna") == [FULL]


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    said = typed("anna", "--data", str(tmp_path / "weg"), "--yes")
    assert word("cli", "no_database", place=tmp_path / "weg") in said.stderr

    assert list(tmp_path.iterdir()) == []


def test_in_the_database_of_another_program_nothing_is_made(new_database: str) -> None:
    engine = create_engine(new_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE student (id integer)")
    said = typed("anna", "--database", new_database, "--yes")

    assert word("cli", "no_database", place="--database") in said.stderr
    assert inspect(engine).get_table_names() == ["student"]
    engine.dispose()


@pytest.mark.parametrize(
    "address",
    [
        "leren.db",
        "onzin://x",
        "postgresql+psycopg://anna:geheim@127.0.0.1:1/leren",
        "sqlite:///{folder}/stuk.db",
        "sqlite:///{folder}/leeg/leren.db",
    ],
)
def test_a_database_that_does_not_work_is_a_sentence(tmp_path: Path, address: str) -> None:
    (tmp_path / "stuk.db").write_bytes(b"geen database" * 1000)
    said = subprocess.run(
        [sys.executable, "-m", "ssfh_learn", "forget-learner", "anna", "--database", address.format(folder=tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.strip() in {
        f"Fout: {word('cli', 'database_failed')}",
        f"Fout: {word('cli', 'no_database', place='--database')}",
    }


def test_a_database_that_another_program_keeps_busy_is_a_sentence_and_nothing_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        fill(journal, "anna")
        monkeypatch.setattr("ssfh_learn.journal.database.PATIENCE", 1)
        with journal.writing() as writing:
            writing.alone()
            said = typed("anna", "--data", str(tmp_path), "--yes")

        assert (said.exit_code, type(said.exception)) == (1, SystemExit)
        assert word("cli", "database_failed") in said.stderr
        assert there(journal, "anna") == [FULL]


# While the portal runs


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[Site]:
    """Run a portal with a module."""
    write_module(tmp_path / "modules" / "proef")
    with serving(tmp_path / "modules", None, database) as running:
        yield running


def write(who: Visitor, activity: str, text: str) -> str:
    return str(who.respond("proef", activity, kind="answer", prompt="meenemen", text=text).json["saved"]["state"])


def test_what_a_running_portal_remembers_brings_nothing_back(site: Site, database: str, tmp_path: Path) -> None:
    anna, bert = site.visitor("anna"), site.visitor("bert")
    for who in (anna, bert):
        who.respond("proef", "start", kind="choose", role="manager")
        assert [write(who, activity, SECRET) for activity in ("dagboek", "verslag")] == ["saved"] * 2
    before = bert.get("gegevens/download").json

    assert typed("bert", "--database", database, "--yes").exit_code == 0
    assert typed("anna", "--database", database, "--yes").exit_code == 0

    for who, name in ((anna, "anna"), (bert, "bert")):
        left = who.get("gegevens/download").json
        assert left.pop("learner") == name
        assert set(map(str, left.values())) == {"[]"}
        assert SECRET not in who.get("module/proef/3").text
        assert '"chosen": null' in who.get("module/proef/1").text
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("leren.db*"))

    assert write(anna, "dagboek", "opnieuw") == "saved"
    (event,) = [one for one in anna.get("gegevens/download").json["events"] if one["activity"] == "dagboek"]
    assert (event["data"]["text"], event["attempt"]) == ("opnieuw", 1)
    assert len(before["events"]) == 3


def test_deleting_one_learner_harms_nobody_who_is_at_work(site: Site, database: str) -> None:
    with load(site, 5) as learners:
        while min(len(learner.acknowledged) for learner in learners) < 3:
            time.sleep(0.02)
        assert typed("lerende0", "--database", database, "--yes").exit_code == 0
        time.sleep(0.3)

    for learner in learners[1:]:
        events = learner.visitor.get("gegevens/download").json["events"]
        assert learner.acknowledged == [event["id"] for event in events if event["id"] in set(learner.acknowledged)]
    kept = json.dumps(learners[0].visitor.get("gegevens/download").json)
    assert f'"{learners[0].acknowledged[0]}"' not in kept


def test_who_is_only_in_the_list_of_participants_is_forgotten_too(tmp_path: Path) -> None:
    with closing(SqlJournal(database_in(tmp_path))) as journal:
        with journal.writing() as writing:
            add(writing.connection, EVERYTHING, somebody(account="anna", family="Berg"), AT)
        done = CliRunner().invoke(forget_learner, ["anna", "--data", str(tmp_path)], input="anna\n")

        assert done.exit_code == 0, done.output
        assert word("cli", "forget_listed", name="anna") in done.output
        with journal.reading() as reading:
            assert not admission(reading.connection, "anna").is_known
