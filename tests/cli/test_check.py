"""`ssfh-learn check`, as a trainer types it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.commands import typed
from tests.content.yaml_examples import SINGLE

if TYPE_CHECKING:
    from pathlib import Path


def test_of_the_modules_that_we_ship_check_says_that_all_is_well(modules: Path) -> None:
    """It says how much it looked at: silence leaves an author in doubt whether anything was checked."""
    ran = typed("check", "modules", folder=modules.parent)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(r"Alles klopt: 5 modules, \d\d activiteiten, \d\d stappen\.\n", ran.stdout)


def test_a_module_that_is_in_order_is_counted(tmp_path: Path) -> None:
    typed("new", "module", "pauzes", folder=tmp_path)

    assert typed("check", "pauzes", folder=tmp_path).stdout == "Alles klopt: 1 activiteit, 1 stap.\n"
    assert typed("check", "pauzes/activiteiten/kennischeck.yaml", folder=tmp_path).stdout == (
        "Alles klopt: 1 activiteit.\n"
    )


def test_a_trial_shows_what_would_be_mended_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SINGLE.replace("titel: T", "titel: Let op: T"), "utf-8")
    before = path.read_bytes()

    ran = typed("check", "--herstel", "--proef", ".", folder=tmp_path)

    assert (ran.returncode, path.read_bytes()) == (1, before)
    assert ran.stdout.splitlines()[:3] == [
        "a.yaml:2: er staat  titel: Let op: T",
        'a.yaml:2: wordt     titel: "Let op: T"',
        "Dit is een proef. Er is niets veranderd. Typ `ssfh-learn check --herstel` zonder `--proef` om het te doen.",
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_what_is_certain_is_mended_and_the_old_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    typed_text = SINGLE.replace("titel: T", "titel: Let op: T\t# mijn uitleg").replace("\n", "\r\n")
    path.write_bytes(typed_text.encode("cp1252"))
    path.chmod(0o640)

    first = typed("check", "--herstel", ".", folder=tmp_path)
    second = typed("check", "--herstel", ".", folder=tmp_path)

    assert first.stdout.splitlines()[-2:] == [
        "1 regel hersteld in a.yaml. De oude tekst staat in a.yaml.oud.",
        "Alles klopt: 1 activiteit.",
    ]
    assert path.read_bytes() == typed_text.replace("Let op: T", '"Let op: T"').encode()
    assert (tmp_path / "a.yaml.oud").read_bytes() == typed_text.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert second.stdout.splitlines() == [
        "Er is niets wat zeker is en hersteld kan worden.",
        "Alles klopt: 1 activiteit.",
    ]


def test_no_copy_of_an_old_text_takes_the_place_of_another(tmp_path: Path) -> None:
    for title in ("Let op: een", "Let op: twee"):
        (tmp_path / "a.yaml").write_text(SINGLE.replace("titel: T", f"titel: {title}"), "utf-8")
        typed("check", "--herstel", "a.yaml", folder=tmp_path)

    kept = [(tmp_path / name).read_text("utf-8").split("\n")[1] for name in ("a.yaml.oud", "a.yaml.oud-2")]
    assert kept == ["titel: Let op: een", "titel: Let op: twee"]


def test_a_file_of_windows_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(SINGLE.replace("titel: T", "titel: Eén café").encode("cp1252"))

    told = typed("check", ".", folder=tmp_path)
    mended = typed("check", "--herstel", ".", folder=tmp_path)

    assert told.stdout.startswith("a.yaml:1: dit bestand is opgeslagen als Windows-1252.")
    assert mended.stdout.splitlines() == [
        "a.yaml: wordt opgeslagen als UTF-8 (het was Windows-1252)",
        "a.yaml is omgezet. De oude tekst staat in a.yaml.oud.",
        "Alles klopt: 1 activiteit.",
    ]
    assert "titel: Eén café" in path.read_text("utf-8")


def test_each_problem_is_a_line_with_file_and_line_number(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE.replace("titel:", "titl:"), "utf-8")
    (tmp_path / "b.yaml").write_text(SINGLE.replace("juist: ja", "juist: yes"), "utf-8")

    ran = typed("check", ".", folder=tmp_path)

    assert ran.returncode == 1
    of_a, of_b = ran.stdout.splitlines()
    assert of_a == "a.yaml:2: `titl` kennen we hier niet. Bedoel je `titel`? Typ dan `titel: T`."
    assert of_b.startswith("b.yaml:8: `yes` kan hier niet. Bedoel je `ja`? Typ dan `- {id: a, tekst: A, juist: ja,")
    assert ran.stderr == ""


LONG = "Wie denkt er met je mee als je op een dag in de week merkt dat het werk je net iets te veel wordt?"


def test_advice_alone_is_no_failure_and_stands_under_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SINGLE.replace("vraag: Wat?", f"vraag: {LONG}"), "utf-8")

    ran = typed("check", "a.yaml", folder=tmp_path)

    assert ran.returncode == 0
    assert ran.stdout.splitlines() == [
        "Tips. Je module werkt ook als je ze laat staan:",
        "a.yaml:6: let op: deze zin heeft 24 woorden: ‘Wie denkt er met je …’. Maak er twee zinnen van.",
        "",
        "Alles klopt: 1 activiteit.",
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
