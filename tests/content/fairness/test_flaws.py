"""What `check` says of a key that tells by its wording who knows nothing, or that asks what was practised."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.check import check as check_command
from ssfh_learn.content import check, load_activity
from ssfh_learn.content.fairness.practice import module_of_key
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from ssfh_learn.content.problem import Problem

TEST = "soort: quiz\ntitel: T\nmodus: toetsen\nvragen:\n"
MODULE = """\
id: pauzes
titel: Pauzes
doelgroep: Iedereen
duur: 30
versie: '1'
leerdoelen: [{code: LD1, tekst: T}]
hulp: Vraag het.
"""
PRACTISED = """\
  - id: overnemen
    soort: enkele-keuze
    vraag: Je hebt pauze en de telefoon gaat. Wat is de beste afspraak?
    opties:
      - {id: opnemen, tekst: Wie pauze heeft neemt toch op, uitleg: Dan is het geen pauze}
      - {id: collega, tekst: Een collega neemt de telefoon over, juist: ja, uitleg: Klopt}
"""


def choice(number: int, *texts: str, right: int = 0, kind: str = "enkele-keuze", prompt: str = "") -> str:
    """Return a choice of so many options, of which one is right."""
    options = "".join(
        f"      - {{id: o{place}, tekst: '{text}'{', juist: ja' if place == right else ''}}}\n"
        for place, text in enumerate(texts)
    )
    asked = prompt or f"Wat doe je bij {number}?"
    return f"  - id: v{number}\n    soort: {kind}\n    vraag: {asked}\n    opties:\n{options}"


def problems(folder: Path, *questions: str) -> list[Problem]:
    path = folder / "pauzes-toets.yaml"
    path.write_text(TEST + "".join(questions), "utf-8")
    return check([path])


def codes(folder: Path, *questions: str) -> list[str]:
    return [problem.code for problem in problems(folder, *questions)]


def said(folder: Path, *questions: str) -> list[str]:
    """Return `line: message` for each problem."""
    return [f"{problem.line}: {problem.message}" for problem in problems(folder, *questions)]


LONG, SHORT = "Een lang en zorgvuldig antwoord", "Kort"


def test_a_key_in_which_the_right_option_is_mostly_the_longest_is_told_where(tmp_path: Path) -> None:
    questions = [choice(1, LONG, SHORT, "Ook"), choice(2, SHORT, LONG), choice(3, SHORT, LONG, right=1)]

    (found,) = said(tmp_path, *questions)

    assert found.startswith("4: bij 2 van de 3 keuzevragen is het goede antwoord het langst: v1, v3.")


@pytest.mark.parametrize(
    "questions",
    [
        [choice(1, LONG, SHORT)],
        [choice(1, LONG, SHORT), choice(2, SHORT, LONG)],
        [choice(1, LONG, SHORT), choice(2, LONG, LONG.upper()[::-1])],
    ],
    ids=["one question has no habit", "half is not more than half", "as long as another is not the longest"],
)
def test_a_right_option_that_is_now_and_then_the_longest_is_left_alone(tmp_path: Path, questions: list[str]) -> None:
    assert codes(tmp_path, *questions) == []


def test_the_best_of_a_graded_choice_and_the_right_reason_count_as_right_options(tmp_path: Path) -> None:
    graded = (
        "  - id: v1\n    soort: beste-keuze\n    vraag: Wat?\n    opties:\n"
        f"      - {{id: a, tekst: {LONG}, waarde: 1}}\n      - {{id: b, tekst: {SHORT}, waarde: 0.5}}\n"
    )
    reasons = (
        "  - id: v2\n    soort: waar-onwaar\n    vraag: Waar?\n    juist: ja\n    redenen:\n"
        f"      - {{id: a, tekst: {LONG}, juist: ja}}\n      - {{id: b, tekst: {SHORT}}}\n"
    )

    assert codes(tmp_path, graded, reasons) == ["right_is_longest"]


def test_a_question_that_stands_in_the_key_twice_is_told_with_the_first(tmp_path: Path) -> None:
    once, again = (
        choice(number, *texts, prompt="Wat?")
        for number, texts in ((1, ("Bellen", "Mailen")), (2, ("mailen.", "Bellen")))
    )

    (found,) = said(tmp_path, once, again)

    assert found.startswith("11: vraag `v2` is gelijk aan vraag `v1`.")


def test_questions_with_one_prompt_and_other_options_are_two_questions(tmp_path: Path) -> None:
    questions = [choice(number, *texts, prompt="Wat?") for number, texts in ((1, ("Ja", "Nee")), (2, ("Op", "Om")))]

    assert codes(tmp_path, *questions) == []


def test_options_with_one_text_are_told_apart_by_nobody(tmp_path: Path) -> None:
    (found,) = said(tmp_path, choice(1, "Een pauze", "een  pauze."))

    assert found.startswith("10: in vraag `v1` hebben `o0` en `o1` dezelfde tekst.")


@pytest.mark.parametrize(("one", "other"), [("-5", "5"), ("10%", "10"), ("Vóór", "Voor"), ("a < b", "a > b")])
def test_options_that_differ_in_one_sign_are_two_options(tmp_path: Path, one: str, other: str) -> None:
    assert codes(tmp_path, choice(1, one, other)) == []


def test_absolutes_that_only_wrong_options_have_are_advice(tmp_path: Path) -> None:
    first = choice(1, "Je belt de huisarts", "Je belt nooit")
    found = problems(tmp_path, first, choice(2, "Je vraagt het", "Dat mag in geen geval"))

    assert [(problem.line, problem.weight, problem.details["word"]) for problem in found] == [
        (10, "advice", "nooit"),
        (16, "advice", "in geen geval"),
    ]
    assert found[0].message.startswith("let op: ‘nooit’ staat in vraag `v1` alleen bij een fout antwoord (`o1`).")


def test_an_absolute_in_one_question_is_no_habit_and_one_that_right_options_have_too_gives_nothing_away(
    tmp_path: Path,
) -> None:
    fair = choice(1, "Je belt altijd", "Je belt nooit")
    once = choice(2, "Je vraagt het", "Iedereen doet het")

    assert codes(tmp_path, once) == []
    assert codes(tmp_path, fair, once) == []


def test_points_of_what_does_not_count_can_be_had_by_nobody(tmp_path: Path) -> None:
    (found,) = said(tmp_path, choice(1, "Ja", "Ne") + "    telt_mee: nee\n    punten: 3\n", choice(2, "Op", "Om"))

    assert found.startswith("12: vraag `v1` heeft `punten`, maar telt niet mee.")


def test_an_answer_that_nobody_can_hand_in_has_points_that_nobody_can_have(tmp_path: Path) -> None:
    too_long_to_type = "  - {id: v1, soort: getal, vraag: Hoeveel?, antwoord: 1e45}\n"

    (found,) = said(tmp_path, too_long_to_type)

    assert found.startswith("5: het beste antwoord op vraag `v1` geeft 0 procent van de punten.")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return the keys of a course beside a module with practice."""
    module = tmp_path / "modules" / "map" / "pauzes"
    (module / "activiteiten").mkdir(parents=True)
    (module / "module.yaml").write_text(MODULE, "utf-8")
    (module / "activiteiten" / "kennischeck.yaml").write_text(f"soort: quiz\ntitel: T\nvragen:\n{PRACTISED}", "utf-8")
    keys = tmp_path / "cursus" / "keys"
    keys.mkdir(parents=True)
    return keys


@pytest.mark.parametrize(
    "copy",
    [
        PRACTISED,
        PRACTISED.replace("overnemen", "anders"),
        PRACTISED.replace("Je hebt pauze en", "Het is druk op de praktijk vandaag. Je hebt pauze, en"),
        PRACTISED.replace("opties:\n", "opties:\n      - {id: nog, tekst: Niemand neemt op}\n"),
    ],
    ids=["word for word", "with another id", "with a sentence more", "with an option more"],
)
def test_a_question_that_is_practised_nearly_word_for_word_is_told_with_its_place(course: Path, copy: str) -> None:
    (found,) = said(course, copy)

    assert found.startswith("5: vraag `")
    assert "bijna letterlijk in de oefening `kennischeck` (vraag `overnemen`)" in found


@pytest.mark.parametrize(
    "other",
    [
        choice(1, "Je spreekt vooraf af wie opneemt", "Je laat het gaan", prompt="De telefoon gaat tijdens het eten"),
        "  - {id: v1, soort: waar-onwaar, vraag: De telefoon gaat., juist: ja}\n",
    ],
    ids=["about the same", "too short to tell"],
)
def test_a_question_about_the_same_in_other_words_is_left_alone(course: Path, other: str) -> None:
    assert codes(course, other) == []


def test_a_sum_with_other_numbers_has_to_be_worked_out_again(course: Path) -> None:
    module = course.parents[1] / "modules" / "map" / "pauzes"
    practised = (
        "  - {id: som, soort: getal, vraag: Een team van 8 mensen heeft 2 pauzes. Hoeveel is dat?, antwoord: 16}\n"
    )
    (module / "activiteiten" / "kennischeck.yaml").write_text(f"soort: quiz\ntitel: T\nvragen:\n{practised}", "utf-8")

    assert codes(course, practised) == ["also_in_practice"]
    assert codes(course, practised.replace("8", "9").replace("16", "18")) == []


def test_what_is_practised_counts_also_where_its_file_has_something_to_mend(course: Path) -> None:
    module = course.parents[1] / "modules" / "map" / "pauzes"
    practised = (
        "  - {id: som, soort: getal, vraag: Een team van 8 mensen heeft 2 pauzes. Hoeveel is dat?, antwoord: 16}\n"
    )
    twice = practised + practised  # two questions with one id
    quiz = module / "activiteiten" / "kennischeck.yaml"

    quiz.write_text(f"soort: quiz\ntitel: T\nvragen:\n{twice}", "utf-8")
    assert [problem.code for problem in check([quiz])] != []
    assert codes(course, practised) == ["also_in_practice"]
    quiz.write_text(f"soort: quiz\ntitel: T\nvragen: geen\n{twice}", "utf-8")  # nobody can read that
    assert codes(course, practised) == []


def test_the_module_of_a_key_has_its_id_and_lies_beside_or_above_the_course(course: Path) -> None:
    modules = course.parents[1] / "modules"
    renamed = modules / "map" / "anders"
    shutil.move(modules / "map" / "pauzes", renamed)

    assert module_of_key(course / "pauzes-toets.yaml") == renamed
    assert module_of_key(course / "pauzes.yaml") is None
    assert module_of_key(course / "werkdruk-toets.yaml") is None
    assert module_of_key(REPOSITORY / "assignments/keys/his-toets.yaml") == REPOSITORY / "modules/digitaliseren/his"


def test_a_practice_quiz_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "oefening.yaml"
    same = choice(1, "Ja", "ja").replace("'}", "', uitleg: Fout}").replace("juist: ja}", "juist: ja, uitleg: Goed}")
    path.write_text(TEST.replace("modus: toetsen\n", "") + same, "utf-8")

    assert check([path]) == []


def test_a_key_with_such_faults_fails_the_check_and_can_still_be_graded(tmp_path: Path) -> None:
    assert codes(tmp_path, choice(1, "Ja", "ja")) == ["same_option_twice"]
    path = tmp_path / "pauzes-toets.yaml"

    assert CliRunner().invoke(check_command, [str(path)]).exit_code == 1
    assert load_activity(path).title == "T"
