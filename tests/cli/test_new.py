"""`ssfh-learn new`, as a trainer types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssfh_learn.cli.new import ALSO, KINDS
from ssfh_learn.content import starter
from tests.commands import typed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("module", "proef/module.yaml"),
        ("gesprekskaart", "proef.yaml"),
        ("self-assessment", "proef.yaml"),
        ("toets", "proef.yaml"),
        ("cursus", "proef/keys/eerste-toets.yaml"),
    ],
)
def test_what_new_makes_passes_check(tmp_path: Path, kind: str, path: str) -> None:
    made = typed("new", kind, "proef", folder=tmp_path)
    checked = typed("check", ".", folder=tmp_path)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Gemaakt: proef")
    assert (tmp_path / path).is_file()
    assert (checked.returncode, checked.stdout.startswith("Alles klopt: ")) == (0, True)


def test_the_words_of_the_command_are_all_that_there_is_a_starter_of() -> None:
    assert KINDS == starter.KINDS
    assert set(ALSO.values()) <= set(KINDS)


def test_the_first_test_of_a_new_course_can_be_built_and_released(tmp_path: Path) -> None:
    typed("new", "cursus", "onze-praktijk", folder=tmp_path)
    course = tmp_path / "onze-praktijk"

    built = typed("assignment", "build", "eerste-toets", folder=course)
    released = typed("assignment", "release", "eerste-toets", folder=course)
    assert (built.returncode, built.stderr, released.returncode) == (0, "", 0)
    assert "2 krijgt" in built.stdout
    assert course.stat().st_mode & 0o077 == 0
    added = typed("new", "toets", "tweede-toets", folder=course)
    assert added.stdout.startswith(f"Gemaakt: {Path('keys') / 'tweede-toets.yaml'}")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("quiz", "Mijn Quiz"), 1, "Fout: ‘Mijn Quiz’ kan niet als naam."),
        (("quiz", "er-al"), 1, "Fout: "),
        (("boek", "proef"), 2, "'boek' kan hier niet."),
        (("quiz",), 2, "Er ontbreekt een gegeven"),
    ],
)
def test_what_cannot_be_made_is_told_in_dutch_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "er-al.yaml").write_text("van mij", "utf-8")

    ran = typed("new", *words, folder=tmp_path)

    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("er-al.yaml", "van mij")]
