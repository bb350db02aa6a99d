"""A full lecture hall: many learners who hand in at once, written in a millisecond each.

The events are those that a learner's own notebook writes; the response of each is one that the test accepts.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.grading.key import Key
from ssfh_learn.journal import Event, public_journal
from tests.grading.courses import Answer, CourseFolder, right_first


def names(count: int) -> list[str]:
    """Return the names of so many learners, in order."""
    return [f"leerling-{number:04}" for number in range(1, count + 1)]


def hand_in_many(course: CourseFolder, count: int, *, notebooks: bool = False) -> dict[str, float]:
    """Let so many learners hand in, with 0, 1, 2 ... right answers in turn; return the points that each must get.

    The open question is answered by every second learner. `notebooks` puts the released notebook beside the journal,
    as a learner's own submission has it; grading by our own command does not need it.
    """
    key = course.key
    most = sum(not question.needs_grader for question in drawn(key.quiz, "", 1))
    expected = {}
    for number, name in enumerate(names(count)):
        correct = number % (most + 1)
        folder = course.folder(name)
        folder.mkdir(parents=True)
        said = "Ik vraag hulp." if number % 2 else None
        public_journal(folder).write_bytes(journal(key, name, right_first(correct, said)))
        (folder / "timestamp.txt").write_text(datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC"), "ascii")
        if notebooks:
            shutil.copy(course.root / "release" / course.name / f"{course.name}.ipynb", folder)
        expected[name] = float(correct)
    return expected


def journal(key: Key, student: str, *attempts: Answer) -> bytes:
    """Return the journal of a learner who made and handed in these attempts."""
    return b"".join(
        Event.now(activity=key.quiz.id, content=key.content, attempt=number, response=response).line()
        for number, answer in enumerate(attempts, 1)
        for response in _responses(key, student, number, answer)
    )


def _responses(key: Key, student: str, number: int, answer: Answer) -> list[dict[str, object]]:
    answers = ((question.id, answer(question)) for question in drawn(key.quiz, student, number))
    return [
        {"kind": "begin"},
        *({"kind": "answer", "question": id_, "answer": said} for id_, said in answers if said is not None),
        {"kind": "hand_in"},
    ]
