"""What a person gives in formgrader: kept, never changed, and with the attempt that it was given for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.grading.courses import CourseFolder, right, right_first, wrong
from tests.grading.roads import comments, give, gradebook, grades, submission
from tests.ports import free_port

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

OPEN = "open-open"


def test_a_manual_score_counts_before_the_automatic_one(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2))
    course.grade()
    give(course.root, "anna", "vraag-01", 0.25)
    give(course.root, "anna", OPEN, 2)

    assert course.points("anna") == submission(course.root, "anna")["score"]
    assert course.points("anna") == 2.25 + sum(grades(course.root, "anna")[f"vraag-0{n}"][0] or 0 for n in (2, 3, 4))


def test_grading_again_changes_nothing_that_a_person_gave(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", OPEN, 1.5, extra=0.5, comment="Goed gezien.")
    before = grades(course.root, "anna"), comments(course.root, "anna")

    course.grade()
    course.grade()

    assert (grades(course.root, "anna"), comments(course.root, "anna")) == before
    assert before[0][OPEN] == (None, 1.5, 0.5, False)


def test_a_manual_score_of_nothing_is_a_score(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", OPEN, 0)

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.status, result.total) == ("complete", 4)


def test_extra_credit_counts_beside_the_automatic_score(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1, None))
    course.grade()
    give(course.root, "anna", "vraag-01", None, extra=0.75)

    assert course.points("anna") == 1.75


def test_a_score_that_was_taken_back_waits_for_a_person_again(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", OPEN, 2)
    course.grade()
    give(course.root, "anna", OPEN, None)

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.status, result.total, result.previous) == ("awaiting_grader", 4, (4, 6))
    assert grades(course.root, "anna")[OPEN] == (None, None, None, True)


def test_a_person_looks_again_where_the_computer_changed_its_mind(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", "vraag-01", 0.5)
    key = course.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("juist: nee", "juist: X").replace("juist: ja", "juist: nee"), "utf-8")
    key.write_text(key.read_text("utf-8").replace("juist: X", "juist: ja"), "utf-8")

    course.grade()

    assert grades(course.root, "anna")["vraag-01"] == (0, 0.5, None, True)


def test_an_unanswered_open_question_is_nothing_and_needs_nobody(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(4, None))
    course.grade()

    assert grades(course.root, "anna")[OPEN] == (0, None, None, False)
    assert comments(course.root, "anna")[OPEN] == ("Geen antwoord.", None)


# Two attempts


def test_a_manual_score_stays_with_its_own_attempt(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1))
    course.grade()
    give(course.root, "anna", OPEN, 2, comment="Over poging 1.")
    course.play(course.folder("anna"), "anna", right)

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.status, result.points) == (2, "awaiting_grader", 4)
    assert grades(course.root, "anna")[OPEN] == (None, None, None, True)
    assert comments(course.root, "anna")[OPEN] == (None, None)


def test_a_manual_score_comes_back_when_its_attempt_counts_again(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3))
    course.grade()
    give(course.root, "anna", OPEN, 2, extra=0.5, comment="Over poging 1.")
    course.play(course.folder("anna"), "anna", right)
    course.grade()
    assert grades(course.root, "anna")[OPEN] == (None, None, None, True)
    give(course.root, "anna", OPEN, 0, comment="Over poging 2.")

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.points) == (1, 5.5)
    assert grades(course.root, "anna")[OPEN] == (None, 2, 0.5, False)
    assert comments(course.root, "anna")[OPEN] == (None, "Over poging 1.")
    assert course.points("anna") == 5.5  # and it stays so


def test_a_second_attempt_that_can_never_be_higher_is_not_shown_to_a_grader(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", OPEN, 2)
    course.play(course.folder("anna"), "anna", right)

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.attempts, result.status, result.points) == (1, 2, "complete", 6)


def test_a_learner_who_was_taken_out_of_the_gradebook_starts_anew(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", right)
    course.grade()
    give(course.root, "anna", OPEN, 2)
    give(course.root, "bram", OPEN, 1)
    with gradebook(course.root) as book:
        book.remove_student("anna")

    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 4, "bram": 5}


# formgrader itself, over HTTP


HOSTILE = "<script>alert('x')</script>\n\nik *zeg* $nee$ <img src=x onerror=alert(1)>\n😀 & klaar"


@dataclass
class Formgrader:
    """A running Jupyter server in a course folder."""

    course: CourseFolder
    address: str

    def ask(self, path: str, method: str = "GET", **body: Any) -> tuple[int, str]:
        """Send a request as the page does it; return the status and the text."""
        data = json.dumps(body).encode() if method != "GET" else None
        headers = {"Authorization": "token geheim", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{path}", data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def json(self, path: str, method: str = "GET", **body: Any) -> Any:
        """Return what formgrader's API says."""
        status, text = self.ask(f"/formgrader/api/{path}", method, **body)
        assert status == 200, text
        return json.loads(text)

    def notebook_of(self, student: str) -> str:
        """Return the id of a learner's notebook in formgrader's addresses."""
        with gradebook(self.course.root) as book:
            return str(book.find_submission("toets", student).notebooks[0].id)


@pytest.fixture(scope="module")
def formgrader(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    """Start the server as a trainer does, with three graded learners."""
    home = tmp_path_factory.mktemp("formgrader")
    course = CourseFolder(Path(shutil.copytree(built_course, home / "cursus")))
    course.hand_in("anna", right_first(3, HOSTILE))
    course.hand_in("bram", right)
    course.hand_in("chris", wrong)
    course.grade()
    port = free_port()
    words = ["server", "--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=geheim", "--allow-root"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", *words],
            cwd=course.root,
            env={**os.environ, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "runtime")},
            stdout=log,
            stderr=log,
        )
    running = Formgrader(course, f"http://127.0.0.1:{port}")
    try:
        for _ in range(300):
            try:
                if running.ask("/api/status")[0] == 200:
                    break
            except OSError:
                time.sleep(0.2)
        yield running
    finally:
        server.terminate()
        server.wait(30)


@pytest.mark.parametrize(
    "page",
    [
        "manage_assignments",
        "manage_submissions/toets",
        "gradebook",
        "gradebook/toets",
        "gradebook/toets/toets",
        "manage_students",
        "manage_students/anna",
        "manage_students/anna/toets",
    ],
)
def test_every_page_of_formgrader_opens(formgrader: Formgrader, page: str) -> None:
    status, text = formgrader.ask(f"/formgrader/{page}")

    assert status == 200
    assert "Error" not in re.sub(r"(?s)<script.*?</script>", "", text)


def test_formgrader_shows_an_open_answer_readable_and_inert(formgrader: Formgrader) -> None:
    status, page = formgrader.ask(f"/formgrader/submissions/{formgrader.notebook_of('anna')}/")

    assert status == 200
    (quoted,) = BeautifulSoup(page, "html.parser").select("blockquote")
    assert {tag.name for tag in quoted.find_all()} == {"br"}
    assert {"tex2jax_ignore", "mathjax_ignore"} <= set(quoted["class"])
    for line in quoted.find_all("br"):
        line.replace_with("\n")
    assert quoted.get_text() == HOSTILE
    assert "Wat doe je morgen?" in page
    assert "SLEUTEL twee punten voor een concrete stap" in page  # for the trainer


def test_formgrader_shows_question_answer_and_points_of_each_closed_question(formgrader: Formgrader) -> None:
    _, page = formgrader.ask(f"/formgrader/submissions/{formgrader.notebook_of('bram')}/")

    assert len(re.findall(r"Wat is het antwoord op vraag \d\?", page)) == 4
    assert len(re.findall(r"Antwoord:</p><div><p>Antwoord \d een</p>|Antwoord:</p><div>Antwoord \d een", page)) == 4


def test_a_score_that_is_given_in_formgrader_is_kept(formgrader: Formgrader) -> None:
    notebook = formgrader.notebook_of("bram")
    grade = next(one for one in formgrader.json(f"grades?submission_id={notebook}") if one["name"] == OPEN)
    comment = next(one for one in formgrader.json(f"comments?submission_id={notebook}") if one["name"] == OPEN)
    assert (grade["auto_score"], grade["manual_score"], grade["max_score"]) == (None, None, 2)
    assert grade["needs_manual_grade"]

    given = formgrader.json(f"grade/{grade['id']}", "PUT", manual_score=1.5, extra_credit=0.25)
    formgrader.json(f"comment/{comment['id']}", "PUT", manual_comment="Mooi <b>zo</b>.")
    assert not given["needs_manual_grade"]
    formgrader.course.grade()

    assert formgrader.json(f"grade/{grade['id']}")["manual_score"] == 1.5
    assert grades(formgrader.course.root, "bram")[OPEN] == (None, 1.5, 0.25, False)
    assert comments(formgrader.course.root, "bram")[OPEN] == (None, "Mooi <b>zo</b>.")
    assert formgrader.json("submission/toets/bram")["score"] == 5.75


def test_the_autograde_button_gives_the_same_as_our_command(formgrader: Formgrader) -> None:
    before = grades(formgrader.course.root, "anna")

    done = formgrader.json("submission/toets/anna/autograde", "POST")

    assert done["success"], done
    assert grades(formgrader.course.root, "anna") == before
    assert formgrader.json("submission/toets/anna")["autograded"]


def test_the_generate_button_makes_the_same_release(formgrader: Formgrader) -> None:
    release = formgrader.course.root / "release" / "toets"
    before = {path.name: path.read_bytes() for path in release.iterdir()}

    done = formgrader.json("assignment/toets/assign", "POST")

    assert done["success"], done
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before


def test_the_feedback_button_makes_our_page(formgrader: Formgrader) -> None:
    done = formgrader.json("assignment/toets/chris/generate_feedback", "POST")

    assert done["success"], done
    page = (formgrader.course.root / "feedback" / "chris" / "toets" / "toets.html").read_text("utf-8")
    assert "Je uitslag: Proeftoets" in page
    assert "SLEUTEL" not in page


def test_formgrader_lists_the_test_with_its_points(formgrader: Formgrader) -> None:
    listed = formgrader.json("assignment/toets")

    assert (listed["max_score"], listed["max_code_score"], listed["num_submissions"]) == (6, 4, 3)
