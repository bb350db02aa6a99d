"""What people had at commit 86fd533 opens, reads and regrades as it did then."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from ssfh_learn import activity
from ssfh_learn.activities import Learner, play
from ssfh_learn.cli.work_folder import bring_up_to_date
from ssfh_learn.content import load_module
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.results import results_of
from ssfh_learn.journal import Event, JsonLinesJournal, private_journal, public_journal
from ssfh_learn.words import section
from tests.grading.roads import nbgrader
from tests.grading.rows import connected
from tests.portal.host import Site, serving

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

KEPT = Path(__file__).parent / "86fd533"
OF_FILES = datetime(2026, 11, 22, 5, 27, 49, tzinfo=UTC).timestamp()
EXPECTED: dict[str, Any] = json.loads((KEPT / "expected.json").read_text("utf-8"))
QUEUE: list[list[str]] = json.loads((KEPT / "browser.json").read_text("utf-8"))
TESTS = tuple(EXPECTED["graded"])
PEOPLE = tuple(EXPECTED["portal"]["downloads"])
ACTIVITIES = tuple(EXPECTED["notebook"])
EVENT = tuple(Event.__dataclass_fields__)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the installation, where it was as people have it."""
    root = Path(shutil.copytree(KEPT, tmp_path / "installatie"))
    for path in (root / "werkmap" / "modules").rglob("*"):
        os.utime(path, (OF_FILES, OF_FILES))
    for notebook in (root / "werkmap" / "modules").glob("*/*.ipynb"):
        name = sha256(str(notebook.resolve()).encode()).hexdigest()[:32]
        (root / "data" / "paginas" / f"{notebook.stem}.json").rename(root / "data" / "paginas" / f"{name}.json")
    (root / "home").mkdir()
    shutil.copytree(root / "data" / "private", root / "home" / "ssfh_learn" / "private")
    monkeypatch.setenv("XDG_DATA_HOME", str(root / "home"))
    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    return root


@pytest.fixture
def site(installation: Path) -> Iterator[Site]:
    """Run the portal on it."""
    work, data = installation / "werkmap", installation / "data"
    with serving(
        work / "modules", work / "assignments", f"sqlite:///{data / 'leren.db'}", pages=data / "paginas"
    ) as one:
        yield one


def holds(now: Any, then: Any) -> bool:
    """Say whether something holds all that it held then; there may be more fields by now."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


def differences(one: Any, events: list[Event], then: dict[str, Any]) -> dict[str, Any]:
    """Return what events give now and gave then, by its name, where that is not the same.

    Nothing is refused, and points, means and what was typed are the same.
    """
    role = None if one.kind == "role_choice" else "manager"
    played = play(one, events, Learner("anna", role))  # type: ignore[arg-type]
    score, view = one.score(played.state), json.dumps(one.view(played.state), ensure_ascii=False)

    now = {
        "events": [event.id for event in events],
        "refused": played.refused,
        "fingerprint": one.fingerprint(),
        "items": {item.id: [item.points, item.status] for item in score.items},
        **{name: getattr(score, name) for name in ("status", "points", "maximum")},
        "means": one.group_means(played.state) if one.group_scales() else {},
        "shows": [typed for typed in then["shows"] if json.dumps(typed, ensure_ascii=False)[1:-1] in view],
    }
    gave = {"refused": 0, **then}
    return {name: (value, gave[name]) for name, value in now.items() if value != gave[name]}


# The notebook


@pytest.mark.parametrize("name", ACTIVITIES)
def test_every_answer_in_the_notebook_is_read_and_counts_as_it_did(installation: Path, name: str) -> None:
    module = load_module(installation / "werkmap" / "modules" / "proef")
    one = module.activity(name)
    journal = private_journal("proef") if one.is_private else public_journal(module.folder)

    assert differences(one, list(JsonLinesJournal(journal).read(name).events), EXPECTED["notebook"][name]) == {}


def test_the_cells_of_the_notebook_show_it_without_a_notice(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(installation / "werkmap" / "modules" / "proef")

    assert {name: notices for name in ACTIVITIES if (notices := list(activity(name).notices))} == {}


def test_an_update_of_the_work_folder_leaves_answers_and_puts_what_a_trainer_changed_aside(
    installation: Path, tmp_path: Path
) -> None:
    work, shipped = installation / "werkmap", tmp_path / "nieuw"
    shutil.copytree(work / "modules", shipped / "modules")
    for name in ("proef", "eigen"):
        file = shipped / "modules" / name / "module.yaml"
        file.write_text(file.read_text("utf-8").replace("duur: 70", "duur: 80"), "utf-8")
    own = work / "modules" / "eigen" / "module.yaml"
    own.write_text(own.read_text("utf-8").replace("duur: 70", "duur: 90"), "utf-8")
    before = public_journal(work / "modules" / "proef").read_bytes()

    update = bring_up_to_date(work, shipped)

    assert sorted(update.written) == ["modules/eigen/module.yaml", "modules/proef/module.yaml"]
    assert list(update.kept) == ["modules/eigen/module.yaml"]
    assert "duur: 90" in update.kept["modules/eigen/module.yaml"].read_text("utf-8")
    assert public_journal(work / "modules" / "proef").read_bytes() == before


# The portal


def test_every_answer_in_the_portal_counts_as_it_did(installation: Path, site: Site) -> None:
    module = load_module(installation / "werkmap" / "modules" / "proef")
    events: dict[str, list[Event]] = {name: [] for name in ACTIVITIES}
    for one in site.visitor("anna").get("gegevens/download").json["events"]:
        if one["place"] == "proef" and one["activity"] in events:
            events[one["activity"]].append(Event(**{field: one[field] for field in EVENT if field in one}))

    played = {
        name: differences(module.activity(name), sent, EXPECTED["portal"]["played"][name])
        for name, sent in events.items()
    }
    assert {name: found for name, found in played.items() if found} == {}


def test_everybody_downloads_all_events_private_ones_too_and_what_she_shares_and_her_certificate(site: Site) -> None:
    for name, then in EXPECTED["portal"]["downloads"].items():
        assert holds(site.visitor(name).get("gegevens/download").json, then), name


def test_no_page_says_that_an_answer_no_longer_fits(site: Site) -> None:
    streams = {
        (name, one["place"], one["activity"])
        for name, download in EXPECTED["portal"]["downloads"].items()
        for one in download["events"]
        if one["activity"] != "stappen"
    }
    answers = {
        stream: site.visitor(stream[0]).get(f"api/antwoord?place={stream[1]}&activity={stream[2]}")
        for stream in sorted(streams)
    }

    assert {stream: answer.status for stream, answer in answers.items() if answer.status != 200} == {}
    assert {stream: answer.json["notices"] for stream, answer in answers.items() if answer.json["notices"]} == {}


def test_every_page_opens(site: Site, faults: list[str]) -> None:
    anna, coordinator = site.visitor("anna"), site.visitor("cora", "coordinator", "trainer")
    steps = [anna.get(f"module/proef/{number}") for number in range(1, len(EXPECTED["steps"]) + 1)]

    assert [step.status for step in steps] == [200] * len(steps)
    assert [title for step, title in zip(steps, EXPECTED["steps"], strict=True) if title not in step.text] == []
    assert "Dit staat op de <strong>eerste</strong> stap." in anna.get("module/eigen/1").text
    for name in PEOPLE:
        pages = ["", "gegevens", "gegevens/lezen", *(f"toets/{test}/" for test in TESTS)]
        assert {page: site.visitor(name).get(page).status for page in pages} == dict.fromkeys(pages, 200), name
    assert (anna.get("opfrissen/proef").status, coordinator.get("overzicht").status) == (200, 200)
    assert faults == []


def test_the_certificate_on_paper_verifies(site: Site) -> None:
    [given] = EXPECTED["portal"]["downloads"]["anna"]["certificates"]
    paper = " ".join(page.extract_text() for page in PdfReader(KEPT / "certificaat.pdf").pages)
    page = unescape(site.visitor().get(f"controle?code={given['code']}").text)

    assert given["code"] in paper
    assert ("Anna de Vries" in page, "Proefmodule" in page) == (True, True)
    assert site.visitor("anna").post_form("certificaat/proef", naam="Anna de Vries").body.startswith(b"%PDF")


def test_what_a_browser_kept_arrives_once_and_as_it_would_have_then(site: Site) -> None:
    gina = site.visitor("gina")
    for _ in range(2):  # a reply that got lost
        said = [gina.post(letter.encode()).json["saved"] for _, letter in sorted(QUEUE)]
        assert [{"response": one["response"], "state": one["state"]} for one in said] == EXPECTED["arrived"]
    now = gina.get("gegevens/download").json["events"]
    then = [{name: value for name, value in one.items() if name != "at"} for one in EXPECTED["after_queue"]]

    assert holds(now, then)


# Grading


def as_then(course: Path, name: str) -> dict[str, Any]:
    """Return every result on a test in the words of `expected.json`."""
    names = ("attempt", "attempts", "points", "penalty", "total", "maximum", "status", "passed", "receipt", "content")
    return {
        result.student: {
            **{field: getattr(result, field) for field in names},
            "is_late": result.seconds_late > 0,
            "items": {item.cell: [item.question, item.points, item.status] for item in result.items},
        }
        for result in results_of(find_course(course), name)
    }


@pytest.mark.parametrize("name", TESTS)
def test_the_results_are_read_before_anything_is_graded_again(installation: Path, name: str) -> None:
    assert as_then(installation / "werkmap" / "assignments", name) == EXPECTED["graded"][name]["results"]


@pytest.mark.parametrize("name", TESTS)
def test_grading_again_gives_the_same_points_for_the_same_attempt(installation: Path, name: str) -> None:
    course = installation / "werkmap" / "assignments"
    with Grading(find_course(course), name) as grading:
        content, outcomes = grading.key.content, {outcome.student: outcome for outcome in grading}

    graded = {student for student, then in EXPECTED["graded"][name]["results"].items() if then["attempt"]}
    assert {student for student, outcome in outcomes.items() if outcome.result} == graded
    assert {student: outcome.was for student, outcome in outcomes.items() if outcome.was is not None} == {}
    assert as_then(course, name) == EXPECTED["graded"][name]["results"]
    assert content == EXPECTED["graded"][name]["content"]


@pytest.mark.parametrize("name", TESTS)
def test_nbgraders_own_autograde_gives_the_same_points_for_the_same_attempt(installation: Path, name: str) -> None:
    course = installation / "werkmap" / "assignments"
    ran = nbgrader(course, "autograde", name, "--force")

    assert ran.returncode == 0, ran.stderr
    assert as_then(course, name) == EXPECTED["graded"][name]["results"]


def test_every_attempt_stays_recorded_as_it_was_answered(installation: Path) -> None:
    course = installation / "werkmap" / "assignments"
    for name in TESTS:
        with Grading(find_course(course), name) as grading:
            list(grading)
        with connected(find_course(course).db_url) as connection:
            query = "SELECT student, number, content, answers FROM ssfh_attempt WHERE assignment = :name ORDER BY 1, 2"
            rows = [list(row) for row in connection.execute(text(query), {"name": name})]
        assert rows == EXPECTED["graded"][name]["attempts"]


def test_an_administrator_finds_an_empty_list_and_everybody_comes_in_as_before(site: Site) -> None:
    administrator = site.visitor("beheer", "learner", "administrator")

    assert section("roster")["none"] in administrator.get("deelnemers").text
    assert administrator.post_form("groepen/nieuw", naam="Eerste groep").status == 303
    assert {who: site.visitor(who).get().status for who in PEOPLE} == dict.fromkeys(PEOPLE, 200)
