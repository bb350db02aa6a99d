"""What `check` says of options that name each other, of `vast`, and of an order that gives the key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.check import check as check_command
from ssfh_learn.content import check, load_activity

if TYPE_CHECKING:
    from pathlib import Path

QUIZ = "soort: quiz\ntitel: T\nmodus: toetsen\n{more}vragen:\n"
QUESTION = "  - id: v{number}\n    soort: enkele-keuze\n    vraag: Wat {number}?\n    opties:\n{options}"


def question(*texts: str, right: int = 0, number: int = 1, last: str = "") -> str:
    """Return a question with these options; `last` is added to the last one."""
    ends = [*[""] * (len(texts) - 1), last]
    options = "".join(
        f"      - {{id: o{place}, tekst: '{text}'{', juist: ja' if place == right else ''}{end}}}\n"
        for place, (text, end) in enumerate(zip(texts, ends, strict=True))
    )
    return QUESTION.format(number=number, options=options)


def said(folder: Path, *questions: str, more: str = "") -> list[str]:
    """Return `line: message` for each problem."""
    path = folder / "check.yaml"
    path.write_text(QUIZ.format(more=more) + "".join(questions), "utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check([path])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Alle bovenstaande", "bovenstaande"),
        ("Geen van bovenstaande", "bovenstaande"),
        ("Geen van de bovenstaande antwoorden", "bovenstaande"),
        ("**Alle** bovengenoemde", "bovengenoemde"),
        ("Zie hierboven", "hierboven"),
        ("Alle antwoorden zijn goed", "alle antwoorden"),
        ("Geen van deze antwoorden", "geen van deze antwoorden"),
        ("Geen van deze", "geen van deze"),
        ("Beide", "beide"),
        ("Allebei", "allebei"),
        ("Geen van beide", "geen van beide"),
        ("Alle drie", "alle drie"),
        ("De eerste twee antwoorden", "eerste twee antwoorden"),
        ("Alle genoemde opties", "alle genoemde opties"),
    ],
)
def test_an_option_that_names_the_others_is_noticed_where_options_are_shuffled(
    tmp_path: Path, text: str, words: str
) -> None:
    asked = question("Bellen", "Mailen", text)

    (problem,) = said(tmp_path, asked)

    assert problem.startswith(f"11: let op: ‘{words}’ gaat over de andere antwoorden")
    assert "`vast: ja`" in problem
    assert said(tmp_path, asked, more="schudden: nee\n") == []
    assert said(tmp_path, question("Bellen", "Mailen", text, last=", vast: ja")) == []
    assert said(tmp_path, question("Bellen", "Mailen", text, last=", vast: nee")) == []


@pytest.mark.parametrize("text", ["A en B", "a, b en c", "Zowel A als B", "Antwoord A en C", "A & B", "Optie 1 en 2"])
def test_an_option_that_names_a_letter_is_noticed(tmp_path: Path, text: str) -> None:
    (problem,) = said(tmp_path, question("Bellen", "Mailen", text))

    assert "noemt een letter of een nummer" in problem


@pytest.mark.parametrize(
    "text",
    [
        "Je belt beide patiënten",
        "Vitamine A en D3",
        "Een antwoord geven binnen een uur",
        "Optie c",
        "Alles opschrijven",
    ],
)
def test_an_option_that_names_no_other_is_left_alone(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, question("Bellen", "Mailen", text)) == []


def test_advice_is_printed_and_fails_nothing(tmp_path: Path) -> None:
    said(tmp_path, question("Bellen", "Mailen", "Beide"))
    path = tmp_path / "check.yaml"

    result = CliRunner().invoke(check_command, [str(path)])

    assert "let op: ‘beide’" in result.output
    assert result.exit_code == 0
    assert load_activity(path).title == "T"


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ((0, 0, 0, 0), "bij 4 van de 4 vragen is antwoord 1 het goede"),
        ((1, 1, 1, 0), "bij 3 van de 4 vragen is antwoord 2 het goede"),
        ((2, 2, 2, 2), "bij 4 van de 4 vragen is het laatste antwoord het goede"),
    ],
)
def test_an_unshuffled_test_whose_right_options_stand_at_one_place_is_noticed(
    tmp_path: Path, places: tuple[int, ...], sentence: str
) -> None:
    questions = [question("Een", "Twee", "Drie", right=place, number=number) for number, place in enumerate(places)]

    (problem,) = said(tmp_path, *questions, more="schudden: nee\n")

    assert problem.startswith("4: let op: ")
    assert sentence in problem
    assert said(tmp_path, *questions) == []
    assert said(tmp_path, *questions, more="schudden: nee\n")[0] == problem


def test_an_unshuffled_test_with_one_question_or_varied_places_is_left_alone(tmp_path: Path) -> None:
    varied = [question("Een", "Twee", "Drie", right=number % 3, number=number) for number in range(6)]

    assert said(tmp_path, question("Een", "Twee"), more="schudden: nee\n") == []
    assert said(tmp_path, *varied, more="schudden: nee\n") == []


def test_right_options_that_stand_together_are_noticed_for_several_answers_and_cards(tmp_path: Path) -> None:
    several = QUESTION.replace("enkele-keuze", "meer-antwoorden")
    options = "".join(f"      - {{id: o{n}, tekst: T{n}{', juist: ja' * (n < 2)}}}\n" for n in range(4))
    two = [several.format(number=number, options=options) for number in (1, 2)]

    (problem,) = said(tmp_path, *two, more="schudden: nee\n")

    assert "bij 2 van de 2 vragen staan de goede antwoorden bij elkaar" in problem


def test_what_is_fixed_must_stand_at_the_end_and_something_must_be_left_to_shuffle(tmp_path: Path) -> None:
    first = question("Een", "Twee").replace("tekst: 'Een'", "tekst: 'Een', vast: ja")
    both = first.replace("tekst: 'Twee'", "tekst: 'Twee', vast: ja")

    assert [one.split(".")[0] for one in said(tmp_path, first)] == ["9: `o0` heeft `vast: ja` en staat niet achteraan"]
    assert [one.split(",")[0] for one in said(tmp_path, both)] == ["8: bij elk antwoord staat `vast: ja`"]


def test_steps_and_couples_cannot_be_fixed(tmp_path: Path) -> None:
    steps = "    stappen:\n      - {id: a, tekst: A, vast: ja}\n      - {id: b, tekst: B}\n"

    (problem,) = said(tmp_path, "  - id: v1\n    soort: volgorde\n    vraag: Wat?\n" + steps)

    assert problem.startswith("9: `vast` kennen we hier niet.")
