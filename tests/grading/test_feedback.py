"""Feedback for a learner: what she may know now, in Dutch, and nothing of the key before its time."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ssfh_learn.account import account_name
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import give_feedback
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, blank, right, right_first, write_config, write_key, wrong
from tests.grading.roads import give, gradebook, nbgrader, ssfh_learn

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

NOW = datetime.now(UTC)
HOSTILE = "<script>alert(1)</script>\n<img src=x onerror=alert(2)> $x$ & 😀"


def page(course: CourseFolder, student: str = "anna") -> str:
    """Return what a learner may read now."""
    return explain(course.course, course.key, student)[1]


def text_of(html: str) -> str:
    """Return the words on a page, in one line."""
    return " ".join(BeautifulSoup(html, "html.parser").body.get_text(" ").split())  # type: ignore[union-attr]


def with_due(course: CourseFolder, due: datetime) -> None:
    """Set the deadline in the gradebook."""
    with gradebook(course.root) as book:
        book.update_or_create_assignment("toets", duedate=due.replace(tzinfo=None))


# When the key may be told


def test_with_an_attempt_left_nothing_of_the_key_is_told(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2))
    course.grade()

    html = page(course)

    assert "SLEUTEL" not in html
    assert "Antwoord 1" not in html
    assert "Je kunt deze toets nog een keer maken. Daarom zie je de uitleg bij de vragen nog niet." in text_of(html)


def test_with_all_attempts_used_each_question_is_explained(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2), wrong)
    course.grade()

    html = page(course)

    assert len(re.findall(r"<h2>Vraag \d</h2>", html)) == 5
    assert html.count("SLEUTEL goed") == 2
    assert html.count("SLEUTEL fout") == 2
    assert html.count("SLEUTEL uitleg bij een") == 2
    assert html.count("SLEUTEL uitleg bij twee") == 2
    assert html.count("Het beste antwoord") == 2


def test_before_the_deadline_nobody_is_told_also_without_attempts_left(course: CourseFolder) -> None:
    with_due(course, NOW + timedelta(hours=1))
    course.hand_in("anna", right_first(2), wrong)
    course.grade()

    html = page(course)

    assert "SLEUTEL" not in html
    assert "Anderen kunnen deze toets nog maken." in text_of(html)


def test_after_the_deadline_everybody_is_told(course: CourseFolder) -> None:
    with_due(course, NOW - timedelta(hours=1))
    course.hand_in("anna", right_first(2), at=NOW - timedelta(hours=2))
    course.grade()

    assert "SLEUTEL goed" in page(course)


def test_one_extension_keeps_the_key_from_everybody(course: CourseFolder) -> None:
    with_due(course, NOW - timedelta(hours=1))
    for student in ("anna", "bram"):
        course.hand_in(student, right_first(2), at=NOW - timedelta(hours=2))
    course.grade()
    with gradebook(course.root) as book:
        book.grant_extension("toets", "bram", hours=5)

    assert {student for student in ("anna", "bram") if "SLEUTEL" not in page(course, student)} == {"anna", "bram"}


def test_the_mark_scheme_is_never_told(course: CourseFolder) -> None:
    course.hand_in("anna", right, right)
    course.grade()
    give(course.root, "anna", "open-open", 1)

    html = page(course)

    assert "SLEUTEL model" in html
    assert "SLEUTEL twee punten" not in html


def test_the_model_answer_is_told_once_the_open_answer_is_graded(course: CourseFolder) -> None:
    course.hand_in("anna", right, right)
    course.grade()

    html = page(course)

    assert "SLEUTEL model" not in html
    assert "Deze vraag wacht nog op je trainer." in text_of(html)
    assert "Je trainer moet nog een open vraag nakijken." in text_of(html)


def test_who_handed_in_nothing_has_no_feedback(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()

    with pytest.raises(GradingError, match="Er is niets ingeleverd"):
        page(course, "bram")


# What it says


def test_the_page_tells_score_points_and_verdict(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.hand_in("bram", right_first(2, None))
    course.grade()
    give(course.root, "anna", "open-open", 1.5)

    assert "Je uitslag: Proeftoets 91% 5,5 van 6 punten Geslaagd. Je slaagt met 70%." in text_of(page(course))
    assert "33% 2 van 6 punten Nog niet geslaagd. Je slaagt met 70%." in text_of(page(course, "bram"))


def test_the_page_says_which_attempt_counts(course: CourseFolder) -> None:
    course.hand_in("anna", wrong, right_first(3, None))
    course.grade()

    assert "Poging 2 van de 2 die je deed telt. Dat is je beste poging." in text_of(page(course))


def test_a_comment_of_the_trainer_is_shown_at_once_and_as_words(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    give(course.root, "anna", "open-open", 2, comment="Mooi <b>gedaan</b> <script>x</script> & zo")

    html = page(course)

    assert "SLEUTEL" not in html
    assert "Je trainer zegt Mooi <b>gedaan</b> <script>x</script> & zo" in text_of(html)
    assert "<script" not in html


def test_an_answer_is_shown_as_words(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, HOSTILE), blank)
    course.grade()

    html = page(course)

    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;img src=x onerror=alert(2)&gt; &#36;x&#36; &amp; 😀" in html


def test_a_blank_answer_is_called_so_and_gets_no_explanation_of_an_answer(course: CourseFolder) -> None:
    course.hand_in("anna", blank, blank)
    course.grade()

    html = page(course)

    assert html.count("Geen antwoord.") == 5
    assert "SLEUTEL uitleg" not in html
    assert html.count("Het beste antwoord") == 4


def test_a_late_penalty_is_told(course: CourseFolder) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with_due(course, NOW - timedelta(hours=2))
    course.hand_in("anna", right_first(3, None), at=NOW - timedelta(hours=1))
    course.grade()

    said = "0% 0 van 6 punten Je score was 3. Daar gaan 3 punten af, omdat je te laat inleverde."
    assert said in text_of(page(course))


def test_the_page_is_dutch_and_holds_no_script_and_no_address(course: CourseFolder) -> None:
    course.hand_in("anna", right, right)
    course.grade()

    html = page(course)

    assert '<html lang="nl">' in html
    assert "<script" not in html
    assert "http" not in html
    assert re.search(r"\bon\w+=", html) is None


def test_who_did_not_pass_reads_how_many_attempts_she_has_left_and_else_what_she_can_do(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None))
    course.hand_in("bram", wrong, right_first(2, None))
    course.grade()

    one_left, none_left = text_of(page(course)), text_of(page(course, "bram"))
    assert "Nog niet geslaagd. Je slaagt met 70%. Je hebt nog 1 poging." in one_left
    assert "Je hebt geen pogingen meer. Praat met je trainer over wat je nu kunt doen." in none_left
    assert "poging" not in one_left.replace("Je hebt nog 1 poging.", "")


def test_where_no_explanation_will_come_none_is_promised(course: CourseFolder) -> None:
    key = course.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("pogingen: 2\n", ""), "utf-8")
    build(course.course, "toets")
    course.hand_in("anna", right_first(2, None))
    course.grade()

    said = text_of(page(course))
    assert "Bij deze toets krijg je geen uitleg bij de vragen." in said
    assert "nog niet." not in said
    assert "Je mag de toets nog een keer maken." in said


def test_the_explanation_of_her_own_choice_comes_before_what_is_said_to_everybody(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2), wrong)
    course.grade()

    (first, *_) = re.findall(r"<article>.*?</article>", page(course), re.DOTALL)
    said = text_of(f"<body>{first}</body>")

    places = [
        said.index(part)
        for part in (
            "Jouw antwoord",
            "SLEUTEL uitleg bij",
            "SLEUTEL goed" if "SLEUTEL goed" in said else "SLEUTEL fout",
        )
    ]
    assert places == sorted(places)


# nbgrader's own commands, from handing in to fetching the feedback


@dataclass
class Exchanged:
    """What came of a whole life of a test through nbgrader's exchange."""

    course: CourseFolder
    learner: Path
    student: str
    environment: dict[str, str]
    receipt: dict[str, str]
    said: str


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> Exchanged:
    """Release, make, hand in, collect, grade and give feedback on a test, all through the exchange."""
    place = tmp_path_factory.mktemp("uitwisseling")
    root, home, exchange = (place / name for name in ("cursus", "leerling", "exchange"))
    for folder in (home, exchange):
        folder.mkdir()
    exchange.chmod(0o777)
    environment = {"HOME": str(home), "JUPYTER_DATA_DIR": str(home / "jupyter")}
    write_config(root, exchange=str(exchange))
    write_key(root)
    build(find_course(root), "toets")
    course, student = CourseFolder(root), account_name()

    def ours(folder: Path, *words: str) -> str:
        ran = ssfh_learn(folder, *words, **environment)
        assert ran.returncode == 0, f"{words}: {ran.stderr}"
        return ran.stdout

    ours(root, "assignment", "release", "toets")
    learner = Path(shutil.copytree(exchange / "proef" / "outbound" / "toets", home / "toets"))
    course.play(learner, student, right_first(2), right_first(3))
    receipt = json.loads(ours(learner, "hand-in", "--json"))
    ours(root, "assignment", "collect", "toets")
    ours(root, "grade", "toets")
    give(root, student, "open-open", 2, comment="Goed plan.")
    said = ours(root, "assignment", "feedback", "toets")
    return Exchanged(course, learner, student, environment, receipt, said)


def test_the_feedback_command_makes_a_page_for_each_graded_learner(exchanged: Exchanged) -> None:
    made = exchanged.course.root / "feedback" / exchanged.student / "toets" / "toets.html"

    assert exchanged.said == "De uitslag van 1 deelnemer is vrijgegeven.\n"
    assert text_of(made.read_text("utf-8")) == text_of(page(exchanged.course, exchanged.student))
    assert "83% 5 van 6 punten Geslaagd." in text_of(made.read_text("utf-8"))


def test_grading_keeps_beside_the_notebook_what_gives_feedback_to_its_owner_alone(exchanged: Exchanged) -> None:
    submitted, graded = (
        exchanged.course.root / step / exchanged.student / "toets" for step in ("submitted", "autograded")
    )

    for name in ("submission_secret.txt", "timestamp.txt"):
        assert (graded / name).read_bytes() == (submitted / name).read_bytes()
    assert not (graded / "journal.jsonl").exists()


def test_a_learner_fetches_her_feedback_from_the_exchange(exchanged: Exchanged) -> None:
    root = exchanged.course.course.config.Exchange.root
    words = ("fetch_feedback", "toets", "--course", "proef", f"--Exchange.root={root}")

    ran = nbgrader(exchanged.learner.parent, *words, **exchanged.environment)

    assert ran.returncode == 0, ran.stderr
    (fetched,) = (exchanged.learner / "feedback").rglob("*.html")
    shown = text_of(fetched.read_text("utf-8"))
    assert "Goed plan." in shown
    assert f"Het nummer van je inlevering is {exchanged.receipt['number']}." in shown


def test_generate_feedback_of_nbgrader_makes_the_same_page(exchanged: Exchanged, tmp_path: Path) -> None:
    root = Path(shutil.copytree(exchanged.course.root, tmp_path / "cursus"))
    made = root / "feedback" / exchanged.student / "toets" / "toets.html"
    before = made.read_bytes()
    shutil.rmtree(root / "feedback")

    ran = nbgrader(root, "generate_feedback", "toets", "--force", **exchanged.environment)

    assert ran.returncode == 0, ran.stderr
    assert made.read_bytes() == before


@pytest.fixture
def mixed(exchanged: Exchanged, tmp_path: Path) -> CourseFolder:
    """Return a course in which one learner handed in by the exchange and two, as the portal does, did not."""
    root = tmp_path / "cursus"
    shutil.copytree(exchanged.course.root, root)
    exchange = Path(shutil.copytree(exchanged.course.course.config.Exchange.root, tmp_path / "exchange"))
    write_config(root, exchange=str(exchange))
    for place in (root / "feedback", exchange / "proef" / "feedback"):
        shutil.rmtree(place)
    course = CourseFolder(root)
    for student in ("aagje", "zita"):  # before and after the one of the exchange
        course.hand_in(student, right_first(2))
    course.grade()
    return course


def in_exchange(course: CourseFolder) -> list[Path]:
    return sorted((Path(course.course.config.Exchange.root) / "proef" / "feedback").glob("*.html"))


def test_who_handed_in_through_the_portal_keeps_nobody_from_her_feedback(mixed: CourseFolder) -> None:
    ran = ssfh_learn(mixed.root, "assignment", "feedback", "toets")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        word("cli", "feedback_released", count=1),
        word("cli", "feedback_ready", count=2, folder=mixed.root / "feedback"),
    ]
    assert len(in_exchange(mixed)) == 1
    for student in ("aagje", "zita", account_name()):
        assert (mixed.root / "feedback" / student / "toets" / "toets.html").is_file()


def test_nbgraders_own_release_passes_over_who_handed_in_through_the_portal(
    mixed: CourseFolder, exchanged: Exchanged
) -> None:
    assert nbgrader(mixed.root, "generate_feedback", "toets", **exchanged.environment).returncode == 0

    ran = nbgrader(mixed.root, "release_feedback", "toets", **exchanged.environment)

    assert ran.returncode == 0, ran.stderr
    assert len(in_exchange(mixed)) == 1


def test_a_course_of_which_everybody_is_in_the_portal_needs_no_exchange(course: CourseFolder) -> None:
    write_config(course.root, exchange=str(course.root / "nergens"))
    course.hand_in("anna", right)
    course.grade()

    ran = ssfh_learn(course.root, "assignment", "feedback", "toets")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == word("cli", "feedback_ready", count=1, folder=course.root / "feedback") + "\n"


def test_a_learner_without_a_result_is_named_and_the_others_get_their_feedback(mixed: CourseFolder) -> None:
    with gradebook(mixed.root) as book:
        book.remove_student("aagje")

    ran = ssfh_learn(mixed.root, "assignment", "feedback", "toets")

    assert ran.returncode == 1
    assert ran.stderr == word("cli", "feedback_failed", student="aagje") + "\n"
    assert ran.stdout.splitlines()[0] == word("cli", "feedback_released", count=1)
    assert len(in_exchange(mixed)) == 1


def test_feedback_that_is_not_released_is_not_in_the_exchange(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()

    ran = ssfh_learn(course.root, "assignment", "feedback", "toets", "--no-release")

    assert (ran.returncode, ran.stdout) == (0, "De uitslag van 1 deelnemer is gemaakt en nog niet vrijgegeven.\n")
    assert (course.root / "feedback" / "anna" / "toets" / "toets.html").is_file()


def test_feedback_from_a_gradebook_that_is_away_says_so_in_dutch(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()
    (course.root / "gradebook.db").rename(course.root / "elders.db")

    with pytest.raises(GradingError) as refused:
        give_feedback(course.course, "toets", released=False)
    assert str(refused.value) == word("grading", "gradebook_gone", name="toets")
