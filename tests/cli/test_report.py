"""`ssfh-learn report`: the files, for a person and for a scheduled job."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pypdf import PdfReader

from ssfh_learn.cli.report import report
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import database_in
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.reports.workbook import as_csv
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.participant import Practice
from ssfh_learn.words import word
from tests.conftest import REPOSITORY
from tests.grading.courses import CourseFolder, write_config, write_key
from tests.grading.many import hand_in_many, names
from tests.portal.places import write_module
from tests.reports.test_report import report as with_times
from tests.roster.conftest import AT, EVERYTHING, somebody

pytestmark = pytest.mark.slow  # nbgrader builds a test


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course of twelve people in two practices; not to be changed."""
    folder = tmp_path_factory.mktemp("report")
    write_module(folder / "modules" / "proef")
    write_config(folder / "cursus")
    write_key(folder / "cursus", "proef-toets")
    build(find_course(folder / "cursus"), "proef-toets")
    course = CourseFolder(folder / "cursus", "proef-toets")
    hand_in_many(course, 12)
    course.grade()
    (folder / "data").mkdir()
    journal = SqlJournal(database_in(folder / "data"))
    with journal.writing() as writing:
        group = add_group(writing.connection, EVERYTHING, RosterGroup("Noord"), AT)
        for number, name in enumerate(names(12)):
            practice = Practice("=De Eik" if number < 6 else "De Es", "Veluwe")
            one = somebody(account=name, family=name, practices=(practice,), groups=[group])
            add(writing.connection, EVERYTHING, one, AT)
    journal.close()
    return folder


def run(folder: Path, *more: str) -> Result:
    options = ["--data", str(folder / "data"), "--course", str(folder / "cursus"), "--out", str(folder / "uit"), *more]
    return CliRunner().invoke(report, [str(folder / "modules"), *options])


def test_the_folder_has_a_pdf_a_workbook_and_tables(made: Path) -> None:
    ran = run(made, "--practices")
    assert ran.exit_code == 0, ran.output
    written = sorted(path.name for path in (made / "uit").iterdir())
    assert sorted(Path(line).name for line in ran.output.split()) == written
    assert [name for name in written if not name.endswith(".csv")] == [
        "verslag-praktijk-1.pdf",
        "verslag-praktijk-2.pdf",
        "verslag.pdf",
        "verslag.xlsx",
    ]
    (page,) = PdfReader(made / "uit" / "verslag.pdf").pages
    assert "12 mensen doen mee" in " ".join(page.extract_text().split())
    (page,) = PdfReader(BytesIO((made / "uit" / "verslag-praktijk-1.pdf").read_bytes())).pages
    assert "=De Eik (Veluwe)" in page.extract_text()
    assert load_workbook(made / "uit" / "verslag.xlsx")["Praktijken"]["A5"].data_type == "s"
    table = pd.read_csv(made / "uit" / "verslag-praktijken.csv", sep=";", decimal=",")
    assert list(table["Mensen in de praktijk"]) == [6, 6]
    assert table["Praktijk"][0] == "'=De Eik"


def test_the_notebook_of_the_administrators_guide_reads_the_tables(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(made).exit_code == 0
    shutil.copytree(made / "uit", tmp_path / "verslagen")
    monkeypatch.chdir(tmp_path)
    guide = (REPOSITORY / "docs" / "beheer.md").read_text("utf-8")
    blocks = [block for block in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "verslagen/" in block]
    assert len(blocks) == 3
    for name, content in as_csv(with_times()).items():
        (tmp_path / "verslagen" / f"verslag-{name}.csv").write_bytes(content)
    there: dict[str, pd.DataFrame] = {}
    exec("".join(blocks), there)  # noqa: S102  (what the guide says)
    assert list(there["heel"]["Midden (minuten)"]) == [26.5], (
        "the time of a module is not mixed with those of its steps"
    )


def test_a_second_time_replaces_what_is_there(made: Path) -> None:
    for _ in range(2):
        assert run(made).exit_code == 0
    assert not [path for path in (made / "uit").iterdir() if path.name.startswith(".")]


def test_without_a_roster_it_says_whom_a_report_is_about(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "cursus", tmp_path / "cursus")
    shutil.copytree(made / "modules", tmp_path / "modules")
    (tmp_path / "data").mkdir()
    SqlJournal(database_in(tmp_path / "data")).close()
    ran = run(tmp_path)
    assert (ran.exit_code, ran.output) == (1, f"Error: {word('report', 'no_roster')}\n")
    assert not (tmp_path / "uit").exists()


def test_a_folder_without_a_course_or_a_database_is_one_sentence(made: Path, tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert ran.exit_code == 1
    assert "Traceback" not in ran.output
    shutil.copytree(made / "cursus", tmp_path / "cursus")
    ran = run(tmp_path)
    assert ran.exit_code == 1
    assert "Traceback" not in ran.output
