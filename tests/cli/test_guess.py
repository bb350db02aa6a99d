"""`ssfh-learn check --guess`, as a trainer types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import typed
from tests.conftest import REPOSITORY

TEST = "soort: quiz\ntitel: Pauzes\nmodus: toetsen\nzakgrens: 70\nvragen:\n"
MODULE = """\
id: pauzes
titel: Pauzes
doelgroep: Iedereen
duur: 30
versie: '1'
leerdoelen: [{code: LD1, tekst: T}]
hulp: Vraag het.
"""
LONG = "Een heel lang en zorgvuldig geschreven antwoord"
PRACTISED = "De telefoon gaat in je pauze en je zit net te eten. Wat doe je dan het beste"


def question(number: int, right: str, *wrong: str, prompt: str = "Wat dan") -> str:
    options = "".join(
        f"      - {{id: o{place}, tekst: {text}{', juist: ja' if place == 0 else ''}, uitleg: U{place}}}\n"
        for place, text in enumerate([right, *wrong])
    )
    return f"  - id: v{number}\n    soort: enkele-keuze\n    vraag: {prompt} {number}?\n    opties:\n{options}"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a work folder with a module and, in a course, a test that nothing gives away."""
    fair = "".join(question(number, f"Aa{number}", f"Bb{number}", f"Cc{number}", f"Dd{number}") for number in range(6))
    write(tmp_path / "cursus/keys/pauzes-toets.yaml", TEST + fair)
    write(tmp_path / "modules/pauzes/module.yaml", MODULE)
    return tmp_path


def test_a_test_that_nothing_gives_away_is_shown_in_a_table_and_is_no_problem(work: Path) -> None:
    ran = typed("check", "--guess", "cursus/keys/pauzes-toets.yaml", folder=work)

    lines = ran.stdout.splitlines()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert lines[0].startswith("‘Pauzes’, 1000 keer gemaakt door iemand die de antwoorden niet weet.")
    assert [line.split() for line in lines if "Manier" in line] == [
        ["┃", "Manier", "┃", "Gemiddeld", "┃", "Geslaagd", "┃"]
    ]
    for way in ("zomaar kiezen", "het langste antwoord kiezen", "alles aanvinken"):
        assert any(way in line for line in lines), way
    assert lines[-1] == "De oefeningen zijn die van modules/pauzes."


def test_a_test_in_which_the_longest_is_right_fails_with_what_to_do(work: Path) -> None:
    write(work / "cursus/keys/pauzes-toets.yaml", TEST + "".join(question(n, LONG, "Kort", "Ook") for n in range(6)))

    ran = typed("check", "--guess", "pauzes-toets.yaml", folder=work / "cursus/keys")

    assert ran.returncode == 1
    assert (
        "pauzes-toets.yaml: met alleen ‘het langste antwoord kiezen’ slaag je bij 100% van de toetsen. "
        "Dat mag hooguit 5% zijn. Kijk wat de antwoorden verraden en verander ze."
    ) in ran.stdout


@pytest.mark.parametrize("is_told", [False, True], ids=["found by its name", "named"])
def test_a_test_that_is_the_practice_over_again_fails_with_what_to_do(work: Path, is_told: bool) -> None:  # noqa: FBT001
    practised = "".join(
        question(n, f"Aa{n}", f"Bb{n}", f"Cc{n}", f"Dd{n}", prompt=f"{PRACTISED} op dag{n}") for n in range(6)
    )
    write(work / "cursus/keys/pauzes-toets.yaml", TEST + practised)
    write(work / "modules/pauzes/activiteiten/oefening.yaml", f"soort: quiz\ntitel: T\nvragen:\n{practised}")
    more: list[str] = []
    if is_told:
        (work / "modules" / "pauzes").rename(work / "elders")
        more = ["--practice", "elders"]

    ran = typed("check", "--guess", "cursus/keys/pauzes-toets.yaml", *more, folder=work)

    assert ran.returncode == 1
    assert "met alleen ‘de oefeningen uit het hoofd kennen’ slaag je bij 100% van de toetsen." in ran.stdout
    assert "Dat mag hooguit 25% zijn." in ran.stdout


def test_where_no_module_is_found_the_command_says_how_to_name_it(work: Path) -> None:
    (work / "cursus/keys/pauzes-toets.yaml").rename(work / "cursus/keys/anders.yaml")

    ran = typed("check", "--guess", "cursus/keys/anders.yaml", folder=work)

    assert ran.returncode == 0
    assert "Bij deze toets is geen module gevonden. Typ --practice met de map van de module" in ran.stdout
    assert "uit het hoofd kennen" not in ran.stdout


def test_a_test_without_a_pass_mark_is_shown_without_who_passes(work: Path) -> None:
    key = work / "cursus/keys/pauzes-toets.yaml"
    key.write_text(key.read_text("utf-8").replace("zakgrens: 70\n", ""), "utf-8")

    ran = typed("check", "--guess", str(key), folder=work)

    assert ran.returncode == 0
    assert "Deze toets heeft geen `zakgrens`, dus niemand slaagt of zakt." in ran.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--guess", "modules/pauzes/oefening.yaml"], 1, "oefening.yaml is geen toets. Noem een sleutel"),
        (["--guess", "weg.yaml"], 1, "weg.yaml"),
        (["--guess", "kapot.yaml"], 1, "`titl` kennen we hier niet. Bedoel je `titel`?"),
        (["--guess", "cursus/keys/pauzes-toets.yaml", "--practice", "modules"], 1, "In modules staat geen module."),
        (["--practice", "modules/pauzes", "modules"], 2, "--practice hoort bij --guess."),
    ],
)
def test_what_cannot_be_guessed_is_told_in_dutch(work: Path, words: list[str], code: int, said: str) -> None:
    practice = f"soort: quiz\ntitel: T\nvragen:\n{question(1, 'Ja', 'Ne')}"
    write(work / "modules/pauzes/oefening.yaml", practice)
    write(work / "kapot.yaml", TEST.replace("titel", "titl") + question(1, "Ja", "Ne"))

    ran = typed("check", *words, folder=work)

    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_files_that_are_named_too_are_checked_as_well(work: Path) -> None:
    write(work / "kapot.yaml", TEST.replace("titel", "titl") + question(1, "Ja", "Ne"))

    ran = typed("check", "kapot.yaml", "--guess", "cursus/keys/pauzes-toets.yaml", folder=work)

    assert ran.returncode == 1
    assert ran.stdout.startswith("kapot.yaml:2: `titl`")
    assert "1000 keer gemaakt" in ran.stdout


def test_the_banks_that_we_ship_can_be_passed_by_nobody_who_knows_nothing() -> None:
    ran = typed("check", "--guess", "assignments/keys/werkdruk-toets.yaml", folder=REPOSITORY)

    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1] == "De oefeningen zijn die van modules/werkdruk."
