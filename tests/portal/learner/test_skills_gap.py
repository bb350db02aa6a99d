"""What a learner fills in about her skills is in her own store and nowhere else, whatever else she hands in."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.content_examples import SKILLS_GAP
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.places import code, markdown, write_notebook
from tests.portal.web.test_routes import make_test

if TYPE_CHECKING:
    from tests.portal.host import Site, Visitor

ACTIVITY = "vaardigheden"
MARKED = "kwikstaartje"
"""The id of a competence, that is nowhere else."""


@pytest.fixture
def built(built: Path, tmp_path: Path) -> Path:
    """Return the folder with a skills gap in its small module."""
    folder = Path(shutil.copytree(built, tmp_path / "met-vaardigheden"))
    content = yaml.safe_dump(SKILLS_GAP, allow_unicode=True).replace("praten", MARKED)
    content = content.replace("- B1", "").replace("- B2", "").replace("- B3", "").replace("bronnen:\n", "bronnen: []\n")
    module = folder / "modules" / "proef"
    (module / "activiteiten" / f"{ACTIVITY}.yaml").write_text(content, "utf-8")
    write_notebook(
        module / "proef.ipynb",
        code("from ssfh_learn import activity"),
        markdown("## Stap 1. Vaardigheden"),
        code(f'activity("{ACTIVITY}")'),
    )
    return folder


def fill_in(who: Visitor) -> list[str]:
    """Fill in everything and look at the picture; return what became of each response."""
    token = who.token()
    sent: list[dict[str, object]] = [
        {"kind": "choose_function", "side": "present", "function": "balie"},
        {"kind": "choose_function", "side": "wanted", "function": "spreekuur"},
        {"kind": "answer", "item": MARKED, "value": 1},
        {"kind": "finish"},
        {"kind": "pick", "item": MARKED, "step": "alleen", "picked": True},
    ]
    return [who.respond("proef", ACTIVITY, token, **one).json["saved"]["state"] for one in sent]


def tables_with(database: Path, text: str) -> set[str]:
    """Return the tables of a database in which a text stands."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name for name in tables if text in str(connection.execute(f"SELECT * FROM {name}").fetchall())}  # noqa: S608


def test_its_answers_are_in_the_private_table_and_in_no_other(site: Site, folder: Path) -> None:
    assert set(fill_in(site.visitor("anna"))) == {"saved"}

    assert tables_with(folder / "leren.db", MARKED) == {"private_event"}
    assert tables_with(folder / "leren.db", ACTIVITY) == {
        "private_event",
        "activity_status",  # that it is done
        "stream_use",  # how much it is; staff can read neither this nor the first
    }


def test_its_answers_are_in_no_submission_gradebook_export_or_log(
    site: Site, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    anna = site.visitor("anna")
    fill_in(anna)

    make_test(anna, CourseFolder(folder / "cursus", TEST))

    written = [path for path in (folder / "cursus").rglob("*") if path.is_file()]
    assert any(path.name == "journal.jsonl" and "anna" in path.parts for path in written)
    assert [path for path in written if MARKED.encode() in path.read_bytes()] == []
    assert MARKED not in caplog.text
    assert tables_with(folder / "leren.db", MARKED) == {"private_event"}


def test_a_coordinator_sees_nothing_of_it_and_the_learner_all(site: Site) -> None:
    anna, coordinator = site.visitor("anna"), site.visitor("carla", "learner", "coordinator")
    fill_in(anna)

    for page in ("", "overzicht", "gegevens/download"):
        seen = coordinator.get(page)
        assert seen.status == 200
        assert MARKED not in seen.text
    assert MARKED in anna.get("gegevens/download").text


def test_another_learner_gets_an_empty_one(site: Site) -> None:
    fill_in(site.visitor("anna"))

    view = site.visitor("bram").get(f"api/antwoord?place=proef&activity={ACTIVITY}").json["view"]

    assert (view["present"], view["wanted"], view["items"], view["result"]) == (None, None, [], None)
