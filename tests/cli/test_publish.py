"""`ssfh-learn publish`, as a scheduled job calls it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ssfh_learn.cli.publish import publish
from ssfh_learn.journal import publications
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.words import word
from tests.conftest import REPOSITORY
from tests.portal.writing.test_publishing import come, names, share

MODULES = str(REPOSITORY / "modules")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a database in which nine people of a practice share an outcome."""
    with closing(SqlJournal(f"sqlite:///{tmp_path}/leren.db")) as journal:
        come(journal, *names(9))
        share(journal, *names(9))
    return tmp_path


def said(data: Path, *words: str) -> str:
    done = CliRunner().invoke(publish, [MODULES, "--data", str(data), *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_job_publishes_once_in_a_period_and_says_when_the_next_begins(data: Path) -> None:
    assert word("cli", "published", count=4) in said(data)
    assert word("cli", "publish_not_due", day="").split(".")[0] in said(data)
    assert "1 " in said(data)
    with closing(SqlJournal(f"sqlite:///{data}/leren.db")) as journal, journal.reading() as reading:
        assert len(reading.connection.execute(select(publications.TABLE)).all()) == 4


def test_an_administrator_can_have_no_figures(data: Path) -> None:
    assert word("cli", "publish_never") in said(data, "--rhythm", "nooit")


def test_an_unknown_rhythm_and_a_missing_database_are_one_sentence(tmp_path: Path, data: Path) -> None:
    wrong = CliRunner().invoke(publish, [MODULES, "--data", str(data), "--rhythm", "dag"])
    missing = CliRunner().invoke(publish, [MODULES, "--data", str(tmp_path / "elders")])
    assert (wrong.exit_code, missing.exit_code) == (2, 1)
    assert "Traceback" not in wrong.output + missing.output
