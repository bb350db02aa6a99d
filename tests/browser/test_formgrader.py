"""A trainer grades an open answer in nbgrader's own formgrader, started as the trainer's guide says."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.words import word
from tests.browser import servers
from tests.grading.courses import CourseFolder, right, right_first, write_config, write_key
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ANSWER = 'Ik vraag hulp.\n\nDaarna: <img src=x onerror="window.ssfh_ran = 1"> **vet** voor $5 en $6 & 😀'


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return a course with two graded submissions."""
    root = tmp_path_factory.mktemp("formgrader") / "cursus"
    write_config(root)
    write_key(root)
    build(find_course(root), "toets")
    course = CourseFolder(root)
    course.hand_in("anna", right_first(3, ANSWER))
    course.hand_in("bram", right)
    course.grade()
    return course


@pytest.fixture(scope="module")
def address(course: CourseFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run JupyterLab in the folder of the course, as a trainer does."""
    folder, port = tmp_path_factory.mktemp("trainer"), free_port()
    log = folder / "server.log"
    own = [f"--ServerApp.port={port}", f"--IdentityProvider.token={servers.TOKEN}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*servers.JUPYTER, "lab", *servers.OPTIONS, *own],
            cwd=course.root,
            env=servers.environment(folder),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = servers.Server("lab", f"http://127.0.0.1:{port}", servers.TOKEN, course.root, folder)
    try:
        servers._wait_until_it_answers(server, process, log)  # noqa: SLF001
        yield server.address
    finally:
        servers._stop(process)  # noqa: SLF001


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the list of submissions."""
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(f"{address}/api/status?token={servers.TOKEN}")  # formgrader itself takes no token
    page.goto(f"{address}/formgrader/gradebook/toets/toets", wait_until="domcontentloaded")
    yield page
    page.close()


def open_submission(page: Page, course: CourseFolder, student: str) -> None:
    """Open a submission as the list's link does; the list itself gives no names."""
    from nbgrader.api import Gradebook

    with Gradebook(course.course.db_url, "proef") as gradebook:
        id_ = gradebook.find_submission_notebook("toets", "toets", student).id
    link = page.locator(f"a[href*='{id_}']").first
    link.wait_for()
    link.click()
    page.locator("input.score").first.wait_for()
    for field in ("input.extra-credit", "textarea.comment"):  # formgrader knows grades and comments from then on
        page.locator(f"{field}[placeholder]").first.wait_for(state="attached")


def test_a_trainer_reads_what_a_learner_wrote_and_nothing_of_it_runs(page: Page, course: CourseFolder) -> None:
    open_submission(page, course, "anna")

    answer = page.locator("blockquote").filter(has_text="Ik vraag hulp.")
    expect(answer).to_be_visible()
    assert answer.inner_text().split() == ANSWER.split()
    assert page.evaluate("window.ssfh_ran") is None
    expect(answer.locator("img, strong, script")).to_have_count(0)
    expect(page.get_by_text("Wat doe je morgen?")).to_be_visible()
    scheme = page.get_by_text("SLEUTEL twee punten")
    expect(scheme).to_be_hidden()
    page.get_by_text(word("grading", "mark_scheme")).click()
    expect(scheme).to_be_visible()


def test_a_trainer_sees_each_closed_question_with_the_answer_and_its_points(page: Page, course: CourseFolder) -> None:
    open_submission(page, course, "anna")

    expect(page.get_by_text("Wat is het antwoord op vraag")).to_have_count(4)
    scores = page.locator("input.score")
    expect(scores).to_have_count(5)
    points = [one.get_attribute("placeholder") for one in scores.all()]
    assert sorted(float(one or 0) for one in points[:4]) == [0, 1, 1, 1]


def test_the_points_and_the_comment_of_a_trainer_count_at_the_next_grading(page: Page, course: CourseFolder) -> None:
    open_submission(page, course, "anna")

    score = page.locator("input.score").last
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        score.fill("1.5")
        score.press("Tab")
    comment = page.locator("textarea.comment").last
    with page.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"):
        comment.fill("Mooi concreet.\nGa zo door!")
        comment.press("Tab")
    result = course.grade()["anna"].result

    assert result is not None
    assert (result.points, result.status, result.passed) == (4.5, "complete", True)
    with CourseGradebook(course.course, course.key) as gradebook:
        assert gradebook.feedback_on("anna")[2] == {"open-open": "Mooi concreet.\nGa zo door!"}
    page.reload(wait_until="domcontentloaded")
    expect(page.locator("input.score").last).to_have_value("1.5")


def test_a_trainer_finds_formgrader_in_the_menu_of_jupyterlab(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/lab?token={servers.TOKEN}")
    page.get_by_role("menubar").get_by_text("Nbgrader").click(timeout=60_000)

    expect(page.get_by_role("menuitem", name="Formgrader", exact=True)).to_be_visible()
    page.close()
