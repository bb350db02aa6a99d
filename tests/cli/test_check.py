"""`ssfh-learn check`, as a trainer types it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.content.yaml_examples import SINGLE

if TYPE_CHECKING:
    from pathlib import Path


def typed(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "ssfh_learn", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_about_the_modules_that_we_ship_check_is_silent(modules: Path) -> None:
    ran = typed("check", "modules", folder=modules.parent)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_each_problem_is_a_line_with_file_and_line_number(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE.replace("titel:", "titl:"), "utf-8")
    (tmp_path / "b.yaml").write_text(SINGLE.replace("juist: ja", "juist: yes"), "utf-8")

    ran = typed("check", ".", folder=tmp_path)

    assert ran.returncode == 1
    assert ran.stdout.splitlines() == [
        "a.yaml:2: `titl` kennen we hier niet. Bedoel je `titel`? Typ dan `titel:`.",
        "b.yaml:8: `yes` kan hier niet. Kies een van: ja, nee.",
    ]
    assert ran.stderr == ""


LONG = "Wie denkt er met je mee als je op een dag in de week merkt dat het werk je net iets te veel wordt?"


def test_advice_alone_is_no_failure_and_stands_under_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE.replace("vraag: Wat?", f"vraag: {LONG}"), "utf-8")

    ran = typed("check", "a.yaml", folder=tmp_path)

    assert ran.returncode == 0
    assert ran.stdout.splitlines() == [
        "Tips. Je module werkt ook als je ze laat staan:",
        "a.yaml:6: let op: deze zin heeft 24 woorden: ‘Wie denkt er met je …’. Maak er twee zinnen van.",
    ]


def test_advice_comes_after_all_problems(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE.replace("vraag: Wat?", f"vraag: {LONG}"), "utf-8")
    (tmp_path / "b.yaml").write_text(SINGLE.replace("titel:", "titl:"), "utf-8")

    ran = typed("check", ".", folder=tmp_path)

    assert ran.returncode == 1
    assert [line.partition(": ")[0] for line in ran.stdout.splitlines()] == [
        "b.yaml:2",
        "",
        "Tips. Je module werkt ook als je ze laat staan:",
        "a.yaml:6",
    ]


def test_a_path_that_is_not_there_is_a_problem_like_any_other(tmp_path: Path) -> None:
    ran = typed("check", "weg.yaml", folder=tmp_path)

    assert ran.returncode == 1
    assert ran.stdout == "weg.yaml:1: dit bestand of deze map bestaat niet. Kijk of de naam klopt.\n"


def test_without_a_path_the_command_says_in_dutch_what_is_missing(tmp_path: Path) -> None:
    ran = typed("check", folder=tmp_path)

    assert ran.returncode == 2
    assert "Gebruik: ssfh-learn check" in ran.stderr
    assert "Er ontbreekt een gegeven" in ran.stderr
    assert "Traceback" not in ran.stderr
