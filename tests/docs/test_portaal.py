"""What the guide for administrators says about the portal."""

from __future__ import annotations

import re
import shlex
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.build import build
from ssfh_learn.cli.group import ssfh_learn
from ssfh_learn.journal import Event, accounts, certificates, fault_reports, first_tries, shared, told
from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.fault_reports import FaultReport
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.web.body import MOST_BYTES
from ssfh_learn.portal.web.identity import ROLES
from ssfh_learn.portal.web.pace import AT_ONCE, PER_SECOND, READS_AT_ONCE, READS_PER_SECOND
from ssfh_learn.portal.writing.states import MOST_KEPT
from ssfh_learn.words import word
from tests.cli.test_forget_learner import derive
from tests.docs import guide as read
from tests.grading.courses import write_config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUIDE = read.chapter(read.COURSES.read_text("utf-8"), "De leeromgeving (portaal)")


def _first_cells(column: str) -> list[str]:
    return [cells[0].strip("`") for cells in read.rows(GUIDE, column)]


def test_every_table_of_the_portal_is_explained_and_no_other() -> None:
    assert shared.TABLE.metadata is certificates.TABLE.metadata is METADATA
    assert set(_first_cells("Tabel")) == set(METADATA.tables)


def test_every_role_is_explained() -> None:
    assert _first_cells("Rol") == [word("portal", f"role_{role}") for role in ROLES]


@pytest.mark.parametrize(
    "said",
    [
        f"hoogstens {MOST_BYTES // 1000} kB",
        f"hoogstens {PER_SECOND:.0f} antwoorden per seconde",
        f"openen kan {READS_PER_SECOND:.0f} keer per seconde, en {READS_AT_ONCE:.0f} keer",
        f"en {AT_ONCE:.0f} in één keer",
        f"hoogstens {MOST_KEPT // 1000}.000 activiteiten",
    ],
)
def test_the_limits_in_the_guide_are_those_of_the_portal(said: str) -> None:
    assert said in GUIDE


@pytest.mark.slow
def test_building_the_modules_says_what_the_guide_says_that_it_says(modules: Path) -> None:
    (example,) = [text for text in read.fenced(GUIDE, "text") if "stappen" in text]
    said = CliRunner().invoke(build, [str(modules)])
    assert set(example.splitlines()) <= set(said.stdout.splitlines())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """Make a database in which anna and bert have something in every table."""
    path = tmp_path / "leren.db"
    journal = SqlJournal(f"sqlite:///{path}")
    with journal.writing() as writing:
        for name in ("anna", "bert"):
            accounts.settle(writing, name, "2020-01-01T08:00:00Z", "2027", None)
            for private in (False, True):
                response = {"kind": "answer", "id": f"{name}{private}"}
                event = Event.now(activity="een", content="", attempt=1, response=response)
                writing.add(Stream(name, "werkdruk", "een", private), event)
            outcome = shared.SharedOutcome("", {"rust": 3.0}, version="1")
            shared.share(writing.connection, Stream(name, "werkdruk", "scan", private=True), outcome)
            given = certificates.Certificate(name, name, "werkdruk", name, "Werkdruk", "1", 70, "2027-01-31")
            certificates.keep(writing.connection, given)
            derive(writing, Stream(name, "werkdruk", "een"))
            report = FaultReport(name, name, "werkdruk", "", "een", "", "", "2027-01-31T12:00:00+00:00", "Een tikfout.")
            fault_reports.add(writing.connection, report)
            told.tell(writing.connection, name, "how_far", "2027-01-31T12:00:00+00:00")
            first_tries.say_yes(writing.connection, name, "2027-01-31")
            first_tries.keep(writing.connection, Stream(name, "werkdruk", "een"), "1", frozenset({"v1 a"}))
    journal.close()
    return path


def test_the_command_that_erases_somebody_erases_her_everywhere_and_nobody_else(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course = tmp_path_factory.mktemp("cursus")
    write_config(course)
    (typed,) = [line for text in read.fenced(GUIDE, "sh") for line in text.splitlines() if "forget-learner" in line]
    typed = typed.replace("/srv/leren/gegevens", str(database.parent)).replace("/srv/leren/cursus", str(course))
    done = CliRunner().invoke(ssfh_learn, shlex.split(typed)[1:], input="anna\n")
    assert done.exit_code == 0, done.output

    connection = sqlite3.connect(database)
    of_people = [name for name, table in METADATA.tables.items() if "learner" in table.c]
    left = {table: connection.execute(f"SELECT DISTINCT learner FROM {table}").fetchall() for table in of_people}  # noqa: S608
    connection.close()
    assert left == {table: [("bert",)] for table in of_people}


def test_the_page_where_a_code_is_verified_has_the_address_of_the_guide() -> None:
    from ssfh_learn.portal.learner.certificates import Verify
    from ssfh_learn.portal.routes import ROUTES

    (address,) = [pattern for pattern, page in ROUTES if page is Verify]
    assert f"`/leren/{address}`" in GUIDE


def test_the_guide_tells_which_test_belongs_to_a_module() -> None:
    (module, test) = re.findall(r"`(\S+)`", GUIDE.partition("bij de module met de id")[2])[:2]
    assert test == f"{module}-toets"
