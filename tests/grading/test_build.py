"""Building a test: the same key gives the same release, without the key, or a clear reason why not."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssfh_learn.errors import ContentError
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.problem import GradingError
from tests.grading.courses import CourseFolder, right, write_config, write_key
from tests.grading.roads import BIN, gradebook, nbgrader, run, ssfh_learn

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

PRACTICE = """\
soort: quiz
titel: Oefening
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat?
    opties:
      - {id: a, tekst: Een, juist: ja, uitleg: Ja}
      - {id: b, tekst: Twee, uitleg: Nee}
"""
BROKEN = """\
soort: quiz
titel: Toets
modus: toetsen
pogingn: 2
trekken: 5
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat?
    opties:
      - {id: a, tekst: Een, juist: ja}
      - {id: b, tekst: Twee, juist: ja}
  - id: v1
    soort: raadsel
    vraag: Wat?
"""
IMAGE = b"\x89PNG\r\n\x1a\nplaatje"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return a course in which nothing was built yet."""
    write_config(tmp_path / "vers")
    write_key(tmp_path / "vers")
    return tmp_path / "vers"


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refusal(root: Path, name: str = "toets") -> str:
    """Build and return why that was refused; nothing was released."""
    with pytest.raises((GradingError, ContentError)) as refused:
        build(find_course(root), name)
    assert not (root / "release" / name).exists()
    assert not (root / "source" / name).exists()
    return str(refused.value)


# What is built


def test_building_says_what_the_test_holds(fresh: Path) -> None:
    built = build(find_course(fresh), "toets")

    assert (built.release, built.questions, built.drawn, built.points) == (fresh / "release" / "toets", 9, 5, 6)
    assert not built.is_corrected


def test_building_twice_gives_the_same_release(course: CourseFolder) -> None:
    before = files_in(course.root / "release"), files_in(course.root / "source"), files_in(course.root / "keys")

    build(course.course, "toets")

    assert (files_in(course.root / "release"), files_in(course.root / "source")) == before[:2]
    assert files_in(course.root / "keys") == before[2]


def test_the_release_holds_the_notebook_and_the_test_and_nothing_else(course: CourseFolder) -> None:
    released = files_in(course.root / "release" / "toets")

    assert set(released) == {"toets.ipynb", "toets.json"}
    assert not [name for name, content in released.items() if b"SLEUTEL" in content]


def test_two_courses_give_the_same_options_other_ids(fresh: Path, course: CourseFolder) -> None:
    build(find_course(fresh), "toets")

    def ids(root: Path) -> set[str]:
        described = json.loads((root / "release" / "toets" / "toets.json").read_text("utf-8"))
        return {option["id"] for question in described["test"]["vragen"] for option in question.get("opties", [])}

    assert len(ids(fresh)) == 24
    assert not ids(fresh) & ids(course.root)


def test_the_gradebook_has_a_cell_for_each_slot(course: CourseFolder) -> None:
    with gradebook(course.root) as book:
        cells = {
            cell.name: (cell.max_score, cell.cell_type) for cell in book.find_notebook("toets", "toets").grade_cells
        }

    assert cells == {
        "vraag-01": (1, "code"),
        "vraag-02": (1, "code"),
        "vraag-03": (1, "code"),
        "vraag-04": (1, "code"),
        "open-open": (2, "markdown"),
    }


def test_the_key_and_the_gradebook_are_for_their_owner_only(course: CourseFolder) -> None:
    private = [course.root / "gradebook.db", course.root / "keys", *(course.root / "keys").rglob("*")]

    assert [path for path in private if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_key_that_was_copied_with_wide_rights_is_closed_again(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").chmod(0o644)
    build(find_course(fresh), "toets")

    assert stat.S_IMODE((fresh / "keys" / "toets.yaml").stat().st_mode) == 0o600


def test_what_else_lies_under_source_is_not_released(course: CourseFolder) -> None:
    (course.root / "source" / "toets" / "sleutel.yaml").write_text("SLEUTEL", "utf-8")
    (course.root / "source" / "toets" / ".sleutel").write_text("SLEUTEL", "utf-8")

    build(course.course, "toets")

    assert set(files_in(course.root / "release" / "toets")) == {"toets.ipynb", "toets.json"}


def test_images_of_questions_come_along(fresh: Path) -> None:
    key = fresh / "keys" / "toets.yaml"
    (fresh / "keys" / "beelden").mkdir()
    (fresh / "keys" / "beelden" / "wacht kamer.png").write_bytes(IMAGE)
    (fresh / "keys" / "beelden" / "uitleg.png").write_bytes(b"SLEUTEL")
    text = key.read_text("utf-8").replace(
        "Wat doe je morgen?", '"Wat zie je? ![wachtkamer](beelden/wacht%20kamer.png)"'
    )
    key.write_text(text.replace("SLEUTEL goed 1", '"SLEUTEL ![x](beelden/uitleg.png)"'), "utf-8")

    build(find_course(fresh), "toets")

    released = files_in(fresh / "release" / "toets")
    assert set(released) == {"toets.ipynb", "toets.json", "beelden/wacht kamer.png"}
    assert released["beelden/wacht kamer.png"] == IMAGE


def test_a_path_out_of_the_folder_is_no_image(fresh: Path) -> None:
    key = fresh / "keys" / "toets.yaml"
    (fresh / "geheim.png").write_bytes(b"SLEUTEL")
    key.write_text(key.read_text("utf-8").replace("Wat doe je morgen?", '"![x](../geheim.png)"'), "utf-8")

    try:
        build(find_course(fresh), "toets")
    except ContentError:
        assert not (fresh / "release" / "toets").exists()
    else:
        assert set(files_in(fresh / "release" / "toets")) == {"toets.ipynb", "toets.json"}


def test_generate_assignment_of_nbgrader_gives_the_same_release(course: CourseFolder) -> None:
    before = files_in(course.root / "release")
    shutil.rmtree(course.root / "release")
    notebook = course.root / "source" / "toets" / "toets.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("Je maakt de toets", "Iemand schreef hier"), "utf-8")

    ran = nbgrader(course.root, "generate_assignment", "toets", "--force")

    assert ran.returncode == 0, ran.stderr
    assert files_in(course.root / "release") == before


def test_generate_assignment_of_nbgrader_releases_no_other_file(course: CourseFolder) -> None:
    (course.root / "source" / "toets" / "sleutel.txt").write_text("SLEUTEL", "utf-8")

    ran = nbgrader(course.root, "generate_assignment", "toets", "--force")

    assert ran.returncode != 0
    assert "sleutel.txt" in ran.stderr
    assert not (course.root / "release" / "toets").exists()


# The deadline


def test_the_deadline_is_typed_in_dutch_time_and_kept_in_utc(fresh: Path) -> None:
    words = ("assignment", "build", "toets", "--due", "2037-01-31 17:00")

    ran = ssfh_learn(fresh, *words, TZ="America/New_York")

    assert ran.returncode == 0, ran.stderr
    with gradebook(fresh) as book:
        assert book.find_assignment("toets").duedate == datetime(2037, 1, 31, 16)  # noqa: DTZ001  (kept without a zone)


def test_a_deadline_in_summer_is_an_hour_further_from_utc_and_a_day_lasts_until_its_end(fresh: Path) -> None:
    ran = ssfh_learn(fresh, "assignment", "build", "toets", "--due", "2037-07-31", TZ="America/New_York")

    assert ran.returncode == 0, ran.stderr
    with gradebook(fresh) as book:
        assert book.find_assignment("toets").duedate == datetime(2037, 7, 31, 21, 59, 59)  # noqa: DTZ001


def test_a_deadline_is_optional(course: CourseFolder) -> None:
    with gradebook(course.root) as book:
        assert book.find_assignment("toets").duedate is None
    build(course.course, "toets", datetime(2027, 1, 1, tzinfo=UTC))
    with gradebook(course.root) as book:
        assert book.find_assignment("toets").duedate == datetime(2027, 1, 1)  # noqa: DTZ001


# The first command


def test_the_first_command_works_without_the_environment_on_the_path(fresh: Path) -> None:
    words = (str(BIN / "ssfh-learn"), "assignment", "build", "toets")

    ran = run(fresh, *words, PATH="/usr/bin:/bin")

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == (
        f"De toets ‘toets’ staat klaar in {fresh / 'release' / 'toets'}: "
        "9 vragen, waarvan elke deelnemer er 5 krijgt.\n"
        "Een deelnemer kan 6 punten halen.\n"
    )
    with sqlite3.connect(fresh / "gradebook.db") as book:
        assert book.execute("select count(*) from alembic_version").fetchone() == (1,)
    CourseFolder(fresh).hand_in("anna", right)
    graded = run(fresh, str(BIN / "ssfh-learn"), "grade", "toets", PATH="/usr/bin:/bin")
    assert (graded.returncode, graded.stderr) == (0, "")


def test_a_first_command_that_only_grades_works_without_the_path_too(fresh: Path) -> None:
    ran = run(fresh, str(BIN / "ssfh-learn"), "grade", "toets", PATH="/usr/bin:/bin")

    assert ran.returncode == 1
    assert ran.stderr == ("Fout: De toets ‘toets’ is nog niet gebouwd. Typ eerst: ssfh-learn assignment build toets\n")


# What is refused


def test_a_practice_quiz_is_no_test(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").write_text(PRACTICE, "utf-8")

    assert "is geen toets. Een toets heeft `soort: quiz` en `modus: toetsen`." in refusal(fresh)


def test_a_self_assessment_is_never_a_test(fresh: Path, modules: Path) -> None:
    scan = next(
        path for path in modules.rglob("*.yaml") if path.read_text("utf-8").lstrip("# \n").find("soort: zelfscan") >= 0
    )
    shutil.copy(scan, fresh / "keys" / "toets.yaml")

    assert "Zelfscans en oefeningen worden nooit nagekeken." in refusal(fresh)


def test_a_test_without_a_key_is_named_with_those_that_are_there(fresh: Path) -> None:
    assert refusal(fresh, "tets") == f"Er is geen toets ‘tets’ in {fresh / 'keys'}. Wel: toets."


def test_all_problems_of_a_key_are_said_with_their_lines(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").write_text(BROKEN, "utf-8")

    said = refusal(fresh)

    assert [int(line.split(":")[1]) for line in said.splitlines()] == sorted(
        int(line.split(":")[1]) for line in said.splitlines()
    )
    assert "toets.yaml:4: `pogingn` kennen we hier niet. Bedoel je `pogingen`?" in said
    assert "toets.yaml:14:" in said


def test_what_contradicts_itself_in_a_key_is_said_at_once(fresh: Path) -> None:
    key = fresh / "keys" / "toets.yaml"
    text = key.read_text("utf-8").replace("trekken: 4", "trekken: 9").replace("- id: v3\n", "- id: v2\n")
    key.write_text(text.replace("juist: nee\n        uitleg: SLEUTEL uitleg bij twee van 5", "juist: ja"), "utf-8")

    lines = refusal(fresh).splitlines()

    assert len(lines) == 3
    assert all("toets.yaml:" in line for line in lines)


def test_yaml_that_cannot_be_read_is_said_with_its_line(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").write_text("soort: quiz\ntitel: [kapot\nmodus: toetsen\n", "utf-8")

    # The line that is off; YAML itself only stops at the next one (issue 11).
    assert "toets.yaml:2:" in refusal(fresh)


def test_questions_that_are_drawn_must_be_worth_the_same(fresh: Path) -> None:
    key = fresh / "keys" / "toets.yaml"
    key.write_text(
        key.read_text("utf-8").replace("    leerdoel: LD1\n", "    leerdoel: LD1\n    punten: 3\n", 1), "utf-8"
    )

    assert "toets.yaml:6:" in refusal(fresh)


def test_a_test_in_which_nothing_counts_is_refused(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").write_text(
        "soort: quiz\ntitel: T\nmodus: toetsen\nvragen:\n  - {id: a, soort: open-vraag, vraag: Wat?, telt_mee: nee}\n",
        "utf-8",
    )

    assert "telt geen enkele vraag mee" in refusal(fresh)


def test_a_damaged_secret_stops_and_is_not_made_anew(course: CourseFolder) -> None:
    secret = course.root / "keys" / "toets" / "secret"
    secret.write_text("geen hex", "ascii")

    with pytest.raises(GradingError, match="Zet een reservekopie terug"):
        build(course.course, "toets")

    assert secret.read_text("ascii") == "geen hex"


def test_no_traceback_reaches_a_trainer(fresh: Path) -> None:
    (fresh / "keys" / "toets.yaml").write_text(BROKEN, "utf-8")

    ran = ssfh_learn(fresh, "assignment", "build", "toets")

    assert ran.returncode == 1
    assert ran.stderr.startswith("Fout: ")
    assert "Traceback" not in ran.stderr


def test_a_failed_build_leaves_the_release_as_it_was(course: CourseFolder) -> None:
    before = files_in(course.root / "release")
    (course.root / "gradebook.db").write_bytes(b"dit is geen cijferlijst" * 100)

    with pytest.raises(GradingError):
        build(course.course, "toets")

    assert files_in(course.root / "release") == before
