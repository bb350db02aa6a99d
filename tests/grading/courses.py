"""A real course in a folder of its own, and learners who really make the test that was released."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from nbgrader import api

from ssfh_learn.activities import Learner
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.grading.course import Course, find_course
from ssfh_learn.grading.grade import Grading, GradingOutcome
from ssfh_learn.grading.key import Key, load_key
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.widgets.record import Record

# nbgrader starts a program of a second to learn what its newest schema is called, for each gradebook that it makes
api.get_alembic_version = cache(api.get_alembic_version)

CONFIG = """from ssfh_learn.grading import configure

configure(get_config(), course="proef"{options})
"""
KEY = """\
soort: quiz
titel: Proeftoets
modus: toetsen
pogingen: 2
zakgrens: 70
trekken: 4
schudden: ja
vragen:
"""
QUESTION = """\
  - id: v{number}
    soort: enkele-keuze
    leerdoel: LD{goal}
    vraag: Wat is het antwoord op vraag {number}?
    opties:
      - id: a
        tekst: Antwoord {number} een
        juist: {first}
        uitleg: SLEUTEL uitleg bij een van {number}
      - id: b
        tekst: Antwoord {number} twee
        juist: {second}
        uitleg: SLEUTEL uitleg bij twee van {number}
      - id: c
        tekst: Antwoord {number} drie
        uitleg: SLEUTEL uitleg bij drie van {number}
    feedback:
      goed: SLEUTEL goed {number}
      fout: SLEUTEL fout {number}
"""
OPEN = """\
  - id: open
    soort: open-vraag
    leerdoel: LD1
    punten: 2
    vraag: Wat doe je morgen?
    modelantwoord: SLEUTEL model
    beoordeling: SLEUTEL twee punten voor een concrete stap
"""

Answer = Callable[[Question], Any]
"""What a learner answers to a question of the key (its options carry the ids that she sees); None for a blank."""


def right(question: Question) -> Any:
    """Answer everything as well as can be."""
    return "Ik vraag hulp." if question.needs_grader else question.solution()


def wrong(question: Question) -> Any:
    """Choose an option that is not right; leave the open question blank."""
    if question.needs_grader:
        return None
    return next(option.id for option in question.options if not option.correct)  # type: ignore[attr-defined]


def blank(_question: Question) -> Any:
    """Answer nothing."""
    return None


def right_first(count: int, open_answer: str | None = "Ik vraag hulp.") -> Answer:
    """Answer so many closed questions right and the rest wrong, whichever questions they are."""
    left = [count]

    def answer(question: Question) -> Any:
        if question.needs_grader:
            return open_answer
        left[0] -= 1
        return right(question) if left[0] >= 0 else wrong(question)

    return answer


OTHER_OPEN = OPEN.replace("Wat doe je morgen?", "Wat doe je volgende week anders?")
"""The open question among other questions: with the id of the one that it replaces."""


def write_key(
    course: Path, name: str = "toets", *, questions: int = 8, right_is_second: Sequence[int] = (), others: int = 0
) -> Path:
    """Write the key of a small test: `a` is right, or `b` in the questions with these numbers.

    `others` is how many other questions it has, from number 101 on.
    """
    listed = _questions(range(1, questions + 1), right_is_second) + OPEN
    if others:
        listed += "andere_vragen:\n" + _questions(range(101, 101 + others), right_is_second) + OTHER_OPEN
    path = course / "keys" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(KEY + listed, "utf-8")
    return path


def _questions(numbers: Iterable[int], right_is_second: Sequence[int]) -> str:
    return "".join(
        QUESTION.format(
            number=number,
            goal=number % 3 + 1,
            first="nee" if number in right_is_second else "ja",
            second="ja" if number in right_is_second else "nee",
        )
        for number in numbers
    )


def write_config(course: Path, **options: str | int) -> None:
    """Write `nbgrader_config.py` with options of `configure`."""
    course.mkdir(parents=True, exist_ok=True)
    written = "".join(f", {name}={value!r}" for name, value in options.items())
    (course / "nbgrader_config.py").write_text(CONFIG.format(options=written), "utf-8")


@dataclass
class CourseFolder:
    """A course with one built test, and what one does with it."""

    root: Path
    name: str = "toets"
    extra: int = 0
    """The attempts that learners on its side have, more than the test allows."""

    @property
    def course(self) -> Course:
        """The course, its configuration read anew."""
        return find_course(self.root)

    @property
    def key(self) -> Key:
        """The key as it is on disk."""
        return load_key(self.course, self.name)

    @property
    def test(self) -> Quiz:
        """The test as a learner has it: read from the release."""
        described = json.loads((self.root / "release" / self.name / "toets.json").read_text("utf-8"))
        return Quiz.model_validate(described["test"])

    def folder(self, student: str) -> Path:
        """Where a learner's submission is."""
        return self.root / "submitted" / student / self.name

    def journal(self, student: str) -> Path:
        """Where the journal of a submission is."""
        return public_journal(self.folder(student))

    def hand_in(self, student: str, *attempts: Answer, at: datetime | None = None, closed: bool = True) -> Path:
        """Make the test as a learner, attempt by attempt, and put the submission in place; return its folder."""
        folder = self.folder(student)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.root / "release" / self.name / f"{self.name}.ipynb", folder)
        self.play(folder, student, *attempts, closed=closed)
        moment = at or datetime.now(UTC)
        (folder / "timestamp.txt").write_text(moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC"), "ascii")
        return folder

    def play(self, folder: Path, student: str, *attempts: Answer, closed: bool = True) -> None:
        """Make the test in a folder, on the learner's side: no key is used but to know what to answer."""
        record = Record(self.test.allowing(self.extra), JsonLinesJournal(public_journal(folder)), Learner(student))
        questions = {question.id: question for question in self.key.quiz.questions}
        record.read()
        for answer in attempts:
            self._send(record, kind="begin")
            for id_ in record.state.latest.drawn:
                said = answer(questions[id_])
                if said is not None:
                    self._send(record, kind="answer", question=id_, answer=said)
            if closed:
                self._send(record, kind="hand_in")

    @staticmethod
    def _send(record: Record, **response: Any) -> None:
        """Do what the browser does, which names the attempt that she sees."""
        record.respond({"id": str(uuid4()), "attempt": record.activity.attempt(record.state), **response})

    def grade(self) -> dict[str, GradingOutcome]:
        """Grade everything by the quick road; return what came of each learner."""
        with Grading(self.course, self.name) as grading:
            return {outcome.student: outcome for outcome in grading}

    def points(self, student: str) -> float:
        """Grade everything and return the total of one learner, who must have been graded."""
        result = self.grade()[student].result
        assert result is not None
        return result.total
