"""`ssfh-learn grade` and `nbgrader autograde` give the same grades, and each keeps the other's work."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.grading.courses import CourseFolder, blank, right, write_config, wrong
from tests.grading.roads import (
    cells,
    comments,
    give,
    gradebook,
    graded_students,
    grades,
    nbgrader,
    ssfh_learn,
    submission,
)

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

KEY = """\
soort: quiz
titel: Proeftoets
modus: toetsen
pogingen: 2
zakgrens: 70
trekken: 7
vragen:
  - id: keuze
    soort: enkele-keuze
    vraag: Wat is goed?
    opties:
      - {id: a, tekst: Een, juist: ja}
      - {id: b, tekst: Twee}
  - id: stelling
    soort: waar-onwaar
    vraag: Klopt dit?
    juist: nee
  - id: meer
    soort: meer-antwoorden
    vraag: Wat is goed?
    opties:
      - {id: a, tekst: Een, juist: ja}
      - {id: b, tekst: Twee, juist: ja}
      - {id: c, tekst: Drie, juist: ja}
      - {id: d, tekst: Vier}
  - id: volgorde
    soort: volgorde
    vraag: Zet op volgorde.
    stappen:
      - {id: a, tekst: Een}
      - {id: b, tekst: Twee}
      - {id: c, tekst: Drie}
  - id: koppel
    soort: koppelen
    vraag: Wat hoort bij elkaar?
    paren:
      - {id: a, links: Dag, rechts: Nacht}
      - {id: b, links: Groot, rechts: Klein}
      - {id: c, links: Warm, rechts: Koud}
  - id: groepen
    soort: indelen
    vraag: Waar hoort dit?
    groepen:
      - {id: x, naam: Fruit}
      - {id: y, naam: Groente}
    kaartjes:
      - {id: a, tekst: Appel, groep: x}
      - {id: b, tekst: Prei, groep: y}
      - {id: c, tekst: Peer, groep: x}
  - id: getal
    soort: getal
    vraag: Hoeveel procent?
    antwoord: 45
    marge_goed: 3
    marge_half: 8
  - id: woord
    soort: invulwoord
    vraag: Waarin staat je pauze?
    goede_antwoorden: [rooster]
    tikfouten: 1
  - id: open
    soort: open-vraag
    punten: 2
    vraag: Wat doe je morgen?
    beoordeling: Twee punten voor een concrete stap.
  - id: waarom
    soort: eigen-woorden
    punten: 1.5
    vraag: En waarom?
    modelantwoord: Omdat het helpt.
    nakijkpunten: [{id: reden, tekst: Een reden}, {id: gevolg, tekst: Wat er verandert}]
"""

HOSTILE = """<script>alert(1)</script><img src=x onerror="alert(2)">

**vet** en $x^2$ en $$y$$ en [link](javascript:alert(3)) & `code`
</blockquote></div> {{ 7 * 7 }} 😀 \u202e 'é' \r\nlaatste regel"""
BEFORE, DUE, AFTER = (datetime(2026, 1, 31, hour, tzinfo=UTC) for hour in (11, 12, 15))


def partly(question: Question) -> Any:
    """Answer each kind of question half right."""
    solution: Any = question.solution()
    match question.kind:
        case "multiple_response":
            return solution[:2]
        case "ordering":
            return [solution[1], solution[0], *solution[2:]]
        case "matching" | "categorise":
            return dict(list(solution.items())[1:])
    return {"numeric": "50", "fill_in": "het rooster", "open_text": HOSTILE, "own_words": HOSTILE}.get(
        question.kind, solution
    )


def mostly_wrong(question: Question) -> Any:
    """Answer wrongly what has options, and leave the rest blank."""
    return wrong(question) if question.kind == "single_choice" else blank(question)


def hand_in_everything(folder: CourseFolder) -> None:
    """Put submissions of every sort in place."""
    folder.hand_in("anna", right, at=BEFORE)
    folder.hand_in("bram", mostly_wrong, at=BEFORE)
    folder.hand_in("chris", partly, at=BEFORE)
    folder.hand_in("dirk", blank, at=BEFORE)
    folder.hand_in("eva", right, mostly_wrong, at=BEFORE)
    folder.hand_in("fleur", mostly_wrong, partly, at=BEFORE)
    folder.hand_in("gijs", partly, at=AFTER)
    folder.hand_in("hanna", partly, at=AFTER)
    folder.hand_in("ida van 't hof", partly, at=BEFORE)
    half = folder.hand_in("jan", partly, at=BEFORE)
    folder.play(half, "jan", right, closed=False)
    (folder.hand_in("karin", right, at=BEFORE) / "journal.jsonl").write_bytes(b"geen journaal\n")
    shutil.copy(folder.journal("anna"), folder.hand_in("leo", mostly_wrong, at=BEFORE) / "journal.jsonl")
    (folder.hand_in("max", partly, at=BEFORE) / "timestamp.txt").unlink()
    (folder.hand_in("nora", partly, at=BEFORE) / "timestamp.txt").write_text("gisteren", "ascii")
    (folder.hand_in("otto", partly, at=BEFORE) / "received.txt").write_text("2026-01-31T14:00:00+00:00\n", "ascii")
    (folder.hand_in("pien", partly, at=BEFORE) / "toets.ipynb").unlink()
    (folder.hand_in("quin", partly, at=BEFORE) / "toets.ipynb").rename(folder.folder("quin") / "eigen.ipynb")
    (folder.hand_in("zoë", partly, at=BEFORE) / "toets.ipynb").write_text("{kapot", "utf-8")


GRADED = ["anna", "bram", "chris", "dirk", "eva", "fleur", "gijs", "hanna", "ida van 't hof", "jan", "max"]
GRADED += ["nora", "otto", "pien", "quin", "zoë"]


def give_everything(root: Path) -> None:
    """Grade by hand as a trainer does, in every way that formgrader knows."""
    give(root, "anna", "open-open", 2)
    give(root, "anna", "open-waarom", 0.5, extra=0.25, comment="Mooi ‘antwoord’ & <b>helder</b>")
    give(root, "bram", "vraag-01", 1)  # she overrules the computer
    give(root, "chris", "open-open", 0)
    give(root, "eva", "open-open", 1.5, comment="Goed begin.")
    give(root, "fleur", "vraag-02", None, extra=0.5)
    give(root, "gijs", "open-open", 2)


@dataclass
class Round:
    """Two copies of one course after grading, and what both commands said."""

    quick: Path
    stock: Path
    by_us: subprocess.CompletedProcess[str]
    by_nbgrader: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course with submissions that nobody graded yet."""
    root = tmp_path_factory.mktemp("wegen") / "begin"
    write_config(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (root / "keys").mkdir()
    (root / "keys" / "toets.yaml").write_text(KEY, "utf-8")
    build(find_course(root), "toets", DUE)
    hand_in_everything(CourseFolder(root))
    with gradebook(root) as book:
        book.add_student("hanna", first_name="Hanna", last_name="Vries, de")
        book.update_or_create_submission("toets", "hanna")
        book.grant_extension("toets", "hanna", hours=5)
    return root


@pytest.fixture(scope="module")
def first(start: Path) -> Round:
    """Grade the same submissions by both roads."""
    quick, stock = (Path(shutil.copytree(start, start.with_name(name))) for name in ("snel", "gewoon"))
    return Round(quick, stock, ssfh_learn(quick, "grade", "toets"), nbgrader(stock, "autograde", "toets"))


@pytest.fixture(scope="module")
def second(first: Round) -> Round:
    """Give scores by hand in both copies, let learners hand in again, and grade each copy by the other road."""
    crossed = Round(
        *(Path(shutil.copytree(root, root.with_name(f"{root.name}-2"))) for root in (first.quick, first.stock)),
        first.by_us,
        first.by_nbgrader,
    )
    for root in (crossed.quick, crossed.stock):
        give_everything(root)
    again = CourseFolder(crossed.quick)
    for student, answer in (("chris", right), ("bram", partly), ("gijs", right)):
        again.play(again.folder(student), student, answer)
    shutil.rmtree(crossed.stock / "submitted")
    shutil.copytree(again.root / "submitted", crossed.stock / "submitted")
    crossed.by_nbgrader = nbgrader(crossed.quick, "autograde", "toets", "--force")
    crossed.by_us = ssfh_learn(crossed.stock, "grade", "toets")
    return crossed


def both(compared: Callable[[Path, str], Any], rounds: Round) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what stands in each copy, by learner."""
    quick, stock = ({name: compared(root, name) for name in GRADED} for root in (rounds.quick, rounds.stock))
    return quick, stock


@pytest.mark.parametrize("compared", [grades, comments, submission, cells])
def test_both_roads_write_the_same(first: Round, compared: Callable[[Path, str], Any]) -> None:
    quick, stock = both(compared, first)

    assert quick == stock


@pytest.mark.parametrize("compared", [grades, comments, submission, cells])
def test_each_road_goes_on_from_where_the_other_was(second: Round, compared: Callable[[Path, str], Any]) -> None:
    quick, stock = both(compared, second)

    assert quick == stock


def test_both_roads_give_what_the_answers_are_worth(first: Round) -> None:
    for root in (first.quick, first.stock):
        assert {name: round(submission(root, name)["score"], 2) for name in ("anna", "bram", "dirk", "eva")} == {
            "anna": 7,
            "bram": 0,
            "dirk": 0,
            "eva": 7,
        }


def asked(root: Path, student: str) -> list[str]:
    """Return the ids of the questions that a learner got, from the notebook that formgrader shows."""
    return [out["data"]["text/plain"] for cell in cells(root, student) for out in cell.get("outputs", ())[:1]]


def closed(root: Path, student: str) -> list[float | None]:
    """Return the automatic scores of the numbered cells, in order."""
    return [auto for cell, (auto, *_) in grades(root, student).items() if cell.startswith("vraag-")]


def test_half_right_answers_earn_a_part_by_both_roads(first: Round) -> None:
    for root in (first.quick, first.stock):
        earned = {
            question: auto
            for name in GRADED
            if submission(root, name)["score"] and name not in {"anna", "eva"}
            for question, auto in zip(asked(root, name), closed(root, name), strict=True)
        }
        assert earned == pytest.approx(
            {
                "keuze": 1,
                "stelling": 1,
                "meer": 2 / 3,
                "volgorde": 1 / 3,
                "koppel": 2 / 3,
                "groepen": 2 / 3,
                "getal": 0.5,
                "woord": 0,
            }
        )


def test_what_nobody_can_grade_is_refused_by_both_roads(first: Round) -> None:
    assert (first.by_us.returncode, first.by_nbgrader.returncode) == (1, 1)
    assert graded_students(first.quick) == GRADED
    for student, why in (("karin", "Het journaal is kapot"), ("leo", "Het journaal is hetzelfde als dat van anna")):
        assert f"NIET NAGEKEKEN  {student}: {why}" in first.by_us.stderr
        assert f"GradingError: {why}" in first.by_nbgrader.stderr
        assert all(grade[:3] == (None, None, None) for grade in grades(first.stock, student).values())
        assert not (first.stock / "autograded" / student / "toets").exists()


def test_both_roads_say_the_same_of_what_is_odd(first: Round) -> None:
    odd = [line for line in first.by_us.stderr.splitlines() if line.split(":")[0] in {*GRADED} - {"nora"}]

    assert "jan: Poging 2 is begonnen en nog niet ingeleverd. Die telt nog niet mee." in odd
    assert [line for line in odd if f"[AutogradeApp | WARNING] {line}\n" not in first.by_nbgrader.stderr] == []


def test_a_late_learner_pays_and_one_with_an_extension_does_not(first: Round) -> None:
    for root in (first.quick, first.stock):
        late, extended = submission(root, "gijs"), submission(root, "hanna")
        assert (late["seconds_late"], late["penalty"]) == (3 * 3600, late["score"])
        assert (extended["seconds_late"], extended["penalty"]) == (0, None)
        assert late["score"] > 0


def test_a_hostile_answer_stands_in_the_notebook_as_words(first: Round) -> None:
    for root in (first.quick, first.stock):
        source = next(cell["source"] for cell in cells(root, "chris") if cell["id"] == "open-open")
        assert "<script" not in source
        assert "<img" not in source
        assert "$" not in source
        assert "\n" not in source
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source
        assert "<br><br>**vet** en &#36;x^2&#36;" in source
        assert "😀 \u202e &#x27;é&#x27; <br>laatste regel</blockquote>" in source


def test_what_a_person_gave_survives_grading_by_the_other_road(second: Round) -> None:
    for root in (second.quick, second.stock):
        assert grades(root, "anna")["open-open"] == (None, 2, None, False)
        assert grades(root, "anna")["open-waarom"] == (None, 0.5, 0.25, False)
        assert comments(root, "anna")["open-waarom"] == (None, "Mooi ‘antwoord’ & <b>helder</b>")
        assert grades(root, "eva")["open-open"] == (None, 1.5, None, False)
        assert grades(root, "fleur")["vraag-02"][1:] == (None, 0.5, False)


def test_another_attempt_that_counts_brings_no_manual_score_of_the_one_before(second: Round) -> None:
    for root in (second.quick, second.stock):
        assert grades(root, "bram")["vraag-01"][1] is None  # given for her first attempt
        assert grades(root, "chris")["open-open"][1] is None
        assert submission(root, "bram")["needs_manual_grade"]


def test_a_changed_result_is_printed_with_the_one_before(second: Round) -> None:
    assert "anna: de uitslag was 7 en is nu 9,75 punten." in second.by_us.stderr
    assert "dirk: de uitslag was" not in second.by_us.stderr


def test_the_learners_own_notebook_is_nowhere_in_what_formgrader_shows(first: Round) -> None:
    for root in (first.quick, first.stock):
        written = json.dumps(cells(root, "zoë"), ensure_ascii=False)
        assert "kapot" not in written


def test_stock_grading_takes_up_a_new_submission_without_being_forced(second: Round, tmp_path: Path) -> None:
    root = Path(shutil.copytree(second.quick, tmp_path / "cursus"))
    folder = CourseFolder(root)
    folder.play(folder.folder("dirk"), "dirk", partly)
    (folder.folder("dirk") / "timestamp.txt").write_text("2026-01-31 11:30:00.000000 UTC", "ascii")

    nbgrader(root, "autograde", "toets", "--student", "dirk")

    assert submission(root, "dirk")["timestamp"] == DUE.replace(tzinfo=None) - timedelta(minutes=30)
    assert submission(root, "dirk")["score"] > 0
