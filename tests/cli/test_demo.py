"""`ssfh-learn demo`: invented learners really play, and whoever is copied stands where the original stands."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine, text

from ssfh_learn.activities import KINDS, Learner
from ssfh_learn.cli.demo.many import multiply
from ssfh_learn.cli.demo.players import MOST, PLAYERS, next_response
from ssfh_learn.grading.course import find_course
from tests.commands import typed
from tests.conftest import REPOSITORY
from tests.modules.shipped import ALL as SHIPPED
from tests.portal.host import serving

PLAYED, ALL, TEST = 8, 20, "werkdruk-toets"


def test_every_kind_of_activity_has_a_player() -> None:
    assert set(PLAYERS) == set(KINDS)


@pytest.mark.parametrize("skill", [0.0, 1.0])
def test_who_plays_comes_to_the_end_of_every_shipped_activity(skill: float) -> None:
    stuck = []
    for shipped in SHIPPED:
        for one in shipped.activities.values():
            state, chance = one.start(Learner("proef-001")), Random(1)  # noqa: S311  (it plays)
            for _ in range(MOST):
                sent = next_response(one, one.view(state), chance, skill)
                if sent is None:
                    break
                state = one.respond(state, sent, one.fingerprint())
            if one.status(state) not in {"complete", "awaiting_grader"}:
                stuck.append((one.kind, one.id))
    assert stuck == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course to try out with one test; not to be changed."""
    place = tmp_path_factory.mktemp("demo")
    (place / "course" / "keys").mkdir(parents=True)
    for name in ("nbgrader_config.py", f"keys/{TEST}.yaml"):
        shutil.copy(REPOSITORY / "assignments" / name, place / "course" / name)
    ran = typed("demo", str(place / "proef"), "--learners", str(ALL), "--course", str(place / "course"), folder=place)
    assert ran.returncode == 0, ran.stderr
    assert f"De proefcursus is klaar: {ALL} verzonnen deelnemers" in ran.stdout
    return place / "proef"


def rows(address: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a database."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


@pytest.mark.slow
def test_learners_have_answers_progress_practices_and_results(made: Path) -> None:
    journal = f"sqlite:///{made / 'proefcursus' / 'leren.db'}"
    gradebook = find_course(made / "assignments").db_url

    assert rows(journal, "SELECT count(*) FROM participant WHERE origin = 'list'") == [(ALL,)]
    assert rows(journal, "SELECT count(*) FROM group_member") == [(ALL,)]
    assert rows(journal, "SELECT count(*) FROM works_at") == [(ALL,)]
    assert rows(journal, "SELECT count(DISTINCT learner) FROM event")[0][0] > ALL / 2
    assert rows(journal, "SELECT count(*) FROM private_event")[0][0] > ALL
    graded = rows(gradebook, "SELECT DISTINCT student FROM ssfh_result")
    assert {student for (student,) in graded} <= {a for (a,) in rows(journal, "SELECT account FROM participant")}
    assert graded
    days = {at[:10] for (at,) in rows(journal, "SELECT at FROM event")}
    assert len(days) > PLAYED


@pytest.mark.slow
def test_a_page_of_the_course_shows_the_results(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "proef"))
    database = f"sqlite:///{copy / 'proefcursus' / 'leren.db'}"
    with serving(copy / "modules", copy / "assignments", database) as site:
        page = site.visitor("root", "learner", "administrator", "coordinator").get("overzicht")

    assert page.status == 200
    assert "geslaagd" in page.text


@pytest.mark.slow
def test_copies_stand_where_the_original_stands(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "proef"))

    multiply(copy, ALL, 3 * ALL - 5)

    journal, gradebook = f"sqlite:///{copy / 'proefcursus' / 'leren.db'}", find_course(copy / "assignments").db_url
    assert rows(journal, "SELECT count(*), count(DISTINCT account) FROM participant") == [(3 * ALL - 5,) * 2]
    status = "SELECT place, activity, status FROM activity_status WHERE learner = '{}' ORDER BY 1, 2"
    original = next(iter(rows(gradebook, "SELECT min(student) FROM ssfh_result")))[0]
    assert rows(journal, status.format(original)) == rows(journal, status.format(f"{original}-2")) != []
    points = "SELECT points, attempts FROM ssfh_result WHERE student = '{}'"
    assert rows(gradebook, points.format(original)) == rows(gradebook, points.format(f"{original}-2")) != []
    with serving(copy / "modules", copy / "assignments", journal) as site:
        shown = site.visitor("root", "learner", "administrator", "coordinator").get("overzicht").text
    assert f"{original}-2" in shown


def test_a_folder_in_which_something_stands_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij", "utf-8")

    ran = typed("demo", "vol", "--course", str(REPOSITORY / "assignments"), folder=tmp_path)

    assert ran.returncode == 1
    assert "is niet leeg. Kies een nieuwe map. Er is niets veranderd." in " ".join(ran.stderr.split())
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]


def test_without_tests_it_says_where_to_find_them(tmp_path: Path) -> None:
    ran = typed("demo", "proef", folder=tmp_path)

    assert ran.returncode == 1
    assert "Wijs met --course de map aan" in " ".join(ran.stderr.split())
    assert not (tmp_path / "proef").exists()
