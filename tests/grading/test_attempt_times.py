"""The time of an attempt is when it was first received: nothing that is sent later makes it better or worse."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssfh_learn.grading.answer_times import time_of
from ssfh_learn.grading.attempts import Received, handed_in_by
from ssfh_learn.grading.deadline import Deadline
from ssfh_learn.grading.intake import take_in
from ssfh_learn.grading.marking import mark
from ssfh_learn.grading.tables import make_tables
from ssfh_learn.journal import Event
from ssfh_learn.results import Result
from tests.grading import rows
from tests.grading.courses import Answer, CourseFolder, blank, right, right_first, write_config, wrong
from tests.grading.roads import give, gradebook, nbgrader, submission
from tests.grading.test_marking import attempt_of, key
from tests.thoroughness import tries

DUE = datetime(2026, 1, 31, 12, tzinfo=UTC)
EARLY, LATE = DUE - timedelta(hours=1), DUE + timedelta(hours=1)


def zero_when_late(course: CourseFolder, due: datetime = DUE, **rule: str | int) -> None:
    """Let late work cost all its points, and set a deadline."""
    write_config(course.root, **rule)
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    with gradebook(course.root) as book:
        book.update_or_create_assignment("toets", duedate=due.replace(tzinfo=None))


def received(folder: Path, at: datetime) -> None:
    """Let a submission have come in at a time."""
    (folder / "received.txt").write_text(at.isoformat() + "\n", "ascii")


def result(course: CourseFolder, student: str = "anna") -> Result:
    """Grade everything and return one result."""
    found = course.grade()[student].result
    assert found is not None
    return found


def later_attempt(course: CourseFolder, answer: Answer, at: datetime = LATE) -> None:
    """Let anna make another attempt, and its submission come in at a time."""
    course.play(course.folder("anna"), "anna", answer)
    received(course.folder("anna"), at)


# Each attempt by its own time


def test_a_late_second_attempt_takes_nothing_from_the_first(course: CourseFolder) -> None:
    zero_when_late(course)
    received(course.hand_in("anna", right_first(3, None)), EARLY)
    assert result(course).total == 3
    later_attempt(course, blank)

    after = result(course)

    assert (after.total, after.penalty, after.attempt, after.attempts) == (3, 0, 1, 2)
    assert (after.seconds_late, after.submitted_at) == (0, EARLY.replace(tzinfo=None))


def test_a_late_attempt_counts_where_it_is_worth_more_after_its_own_penalty(course: CourseFolder) -> None:
    with_penalty_of_one(course)
    received(course.hand_in("anna", right_first(1, None)), EARLY)
    result(course)
    later_attempt(course, right_first(4, None))

    after = result(course)

    assert (after.attempt, after.points, after.penalty, after.total) == (2, 4, 1, 3)
    assert (after.seconds_late, after.submitted_at) == (3600, LATE.replace(tzinfo=None))


def with_penalty_of_one(course: CourseFolder) -> None:
    """Let late work cost one point."""
    zero_when_late(course)
    (course.root / "beleid_een.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\nclass Beleid(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n        return 1.0\n",
        "utf-8",
    )
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"import sys\nsys.path.insert(0, {str(course.root)!r})\n")
        file.write('c.AssignLatePenalties.plugin_class = "beleid_een.Beleid"\n')


@pytest.mark.slow
def test_by_both_roads_the_time_and_penalty_are_those_of_the_attempt_that_counts(course: CourseFolder) -> None:
    zero_when_late(course)
    received(course.hand_in("anna", right_first(3, None)), EARLY)
    received(course.hand_in("bram", right_first(2, None)), LATE)
    result(course)
    later_attempt(course, right)
    other = CourseFolder(Path(shutil.copytree(course.root, course.root.with_name("ander"))))
    course.grade()

    ran = nbgrader(other.root, "autograde", "toets", "--force")

    assert ran.returncode == 0, ran.stderr
    for student, at, late, penalty in (("anna", EARLY, 0, None), ("bram", LATE, 3600, 2)):
        ours, theirs = (submission(one.root, student) for one in (course, other))
        assert ours == theirs
        assert (ours["timestamp"], ours["seconds_late"], ours["penalty"]) == (at.replace(tzinfo=None), late, penalty)


@pytest.mark.slow
def test_grading_again_and_sending_again_never_change_the_time_of_an_attempt(course: CourseFolder) -> None:
    zero_when_late(course)
    folder = course.hand_in("anna", right_first(3, None))
    received(folder, EARLY)
    first = result(course)

    for at in (LATE, LATE + timedelta(days=9), EARLY - timedelta(days=9)):
        received(folder, at)  # the same answers, sent again
        again = result(course)
        assert (again.total, again.submitted_at, again.previous) == (first.total, first.submitted_at, ())
        nbgrader(course.root, "autograde", "toets", "--force")
        assert submission(course.root, "anna")["timestamp"] == first.submitted_at


def test_what_a_person_gave_stays_with_its_attempt_when_another_counts_for_being_on_time(course: CourseFolder) -> None:
    zero_when_late(course)
    received(course.hand_in("anna", right_first(1)), EARLY)
    result(course)
    give(course.root, "anna", "open-open", 2)
    later_attempt(course, right)

    after = result(course)

    assert (after.attempt, after.total, after.status) == (1, 3, "complete")


# On the notebook road: what was once received stays received


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    """Return the folder where learners hand in."""
    folder = tmp_path / "inbound"
    folder.mkdir()
    return folder


def sent(course: CourseFolder, inbound: Path, name: str, *answers: Answer, after: Path | None = None) -> Path:
    """Hand in a folder: a new journal, or one that goes on from that of another folder."""
    folder = inbound / f"anna+toets+{name}+x"
    if after is not None:
        shutil.copytree(after, folder)
    else:
        folder.mkdir()
        shutil.copy(course.root / "release" / "toets" / "toets.ipynb", folder)
    course.play(folder, "anna", *answers)
    time.sleep(0.02)
    return folder


def deadline_is_now(course: CourseFolder, **rule: str | int) -> None:
    """Let the deadline pass just now."""
    zero_when_late(course, datetime.now(UTC), **rule)
    time.sleep(0.02)


def take(course: CourseFolder, inbound: Path) -> None:
    """Take in what was handed in."""
    for one in take_in(inbound, "toets", course.root / "submitted" / "*" / "toets", check_owner=False):
        assert one.refused is None


@pytest.mark.parametrize("graded_between", [True, False])
@pytest.mark.parametrize("rule", ["", "telt niet"])
def test_taking_the_late_folder_away_makes_a_late_attempt_not_one_on_time(
    course: CourseFolder,
    inbound: Path,
    graded_between: bool,  # noqa: FBT001
    rule: str,
) -> None:
    early = sent(course, inbound, "een", right_first(1, None))
    deadline_is_now(course, **({"late": rule} if rule else {}))
    late = sent(course, inbound, "twee", right, after=early)
    take(course, inbound)
    if graded_between:
        assert result(course).total == 1
    shutil.rmtree(late)
    take(course, inbound)

    after = result(course)

    assert (after.attempt, after.total, after.attempts) == (1, 1, 2)


def test_of_two_folders_that_are_taken_in_together_each_attempt_has_its_own_time(
    course: CourseFolder, inbound: Path
) -> None:
    early = sent(course, inbound, "een", right_first(3, None))
    deadline_is_now(course)
    sent(course, inbound, "twee", blank, after=early)
    take(course, inbound)

    after = result(course)

    assert (after.attempt, after.attempts, after.total, after.seconds_late) == (1, 2, 3, 0)


def test_a_late_journal_in_which_the_first_attempt_was_rewritten_gives_nothing(
    course: CourseFolder, inbound: Path
) -> None:
    sent(course, inbound, "een", right_first(1, None))
    deadline_is_now(course)
    sent(course, inbound, "twee", right)
    take(course, inbound)

    assert (result(course).total, result(course).seconds_late) == (1, 0)
    assert "rewritten" in {note.code for note in course.grade()["anna"].notes}


def test_attempts_that_change_places_in_a_late_journal_stay_what_they_were(course: CourseFolder, inbound: Path) -> None:
    early = sent(course, inbound, "een", right_first(1, None), right_first(2, None))
    deadline_is_now(course)
    late = inbound / "anna+toets+twee+x"
    shutil.copytree(early, late)
    lines = (late / "journal.jsonl").read_bytes().splitlines(keepends=True)
    half = len(lines) // 2
    (late / "journal.jsonl").write_bytes(b"".join(lines[half:] + lines[:half]))
    take(course, inbound)

    after = result(course)

    assert (after.attempt, after.total, after.seconds_late, after.attempts) == (2, 2, 0, 2)


def test_a_later_folder_with_fewer_attempts_takes_none_away(course: CourseFolder, inbound: Path) -> None:
    early = sent(course, inbound, "een", blank, right_first(3, None))
    deadline_is_now(course)
    late = sent(course, inbound, "twee")
    lines = (early / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (late / "journal.jsonl").write_bytes(b"".join(lines[: len(lines) // 2 - 2]))
    take(course, inbound)

    assert (result(course).attempt, result(course).total) == (2, 3)


def test_a_time_that_is_copied_or_written_by_the_learner_says_nothing(course: CourseFolder, inbound: Path) -> None:
    deadline_is_now(course)
    late = sent(course, inbound, "een", right)
    for name in ("received.txt", "timestamp.txt"):
        (late / name).write_text("2020-01-01 10:00:00 UTC", "ascii")
    (late / "earlier").mkdir()
    shutil.copy(late / "journal.jsonl", late / "earlier" / "20200101T100000.000000Z-abc.jsonl")
    take(course, inbound)

    assert (result(course).seconds_late > 0, result(course).total) == (True, 0)
    assert not (course.folder("anna") / "earlier").exists()


def test_the_same_folder_sent_again_after_the_deadline_keeps_its_first_time(
    course: CourseFolder, inbound: Path
) -> None:
    early = sent(course, inbound, "een", right_first(3, None))
    take(course, inbound)
    deadline_is_now(course)
    shutil.copytree(early, inbound / "anna+toets+twee+x")
    shutil.rmtree(early)
    take(course, inbound)

    assert (result(course).total, result(course).seconds_late) == (3, 0)


def test_every_journal_that_was_received_is_kept_with_its_time(course: CourseFolder, inbound: Path) -> None:
    folder = sent(course, inbound, "een", blank)
    take(course, inbound)
    came = (course.folder("anna") / "received.txt").read_text("ascii").strip()
    sent(course, inbound, "twee", right, after=folder)
    take(course, inbound)
    kept = list((course.folder("anna") / "earlier").iterdir())

    assert [path.read_bytes() for path in kept] == [(folder / "journal.jsonl").read_bytes()]
    assert kept[0].name.startswith(f"{datetime.fromisoformat(came):%Y%m%dT%H%M%S.%fZ}-")


# A gradebook that an older version made


def as_before(course: CourseFolder) -> None:
    """Take away what an older version did not have."""
    with rows.connected(course) as connection:
        for column in ("handed_in", "cut_at", "explained_at", "due_then"):
            connection.execute(text(f"ALTER TABLE ssfh_attempt DROP COLUMN {column}"))


@pytest.mark.slow
def test_attempts_of_an_older_gradebook_take_the_time_of_their_submission(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right_first(3, None), right, at=EARLY)
    any_course.hand_in("bram", right_first(2, None), at=LATE)
    (any_course.hand_in("chris", wrong) / "timestamp.txt").unlink()
    before = {name: one.result and one.result.total for name, one in any_course.grade().items()}
    as_before(any_course)

    after = any_course.grade()

    assert {name: one.result and one.result.total for name, one in after.items()} == before
    with rows.connected(any_course) as connection:
        found = connection.execute(text("SELECT student, number, handed_in FROM ssfh_attempt ORDER BY student, number"))
        times = [(student, number, at and str(at)[:19]) for student, number, at in found]
    early, late = (f"{moment:%Y-%m-%d %H:%M:%S}" for moment in (EARLY, LATE))
    assert times == [("anna", 1, early), ("anna", 2, early), ("bram", 1, late), ("chris", 1, None)]


@pytest.mark.slow
def test_an_older_gradebook_is_brought_up_to_date_once_by_whoever_is_first(any_course: CourseFolder) -> None:
    from tests.grading.test_two_graders import _together

    any_course.hand_in("anna", right, at=EARLY)
    any_course.grade()
    as_before(any_course)
    engines = [rows.create_engine(any_course.course.db_url) for _ in range(6)]
    left = list(engines)

    _together(6, lambda: make_tables(left.pop()))
    for engine in engines:
        engine.dispose()

    assert result(any_course).submitted_at == EARLY.replace(tzinfo=None)


# Whatever is sent, in whatever order


SENT_AT = st.integers(0, 20)
START = datetime(2026, 1, 31, 11, 50)  # noqa: DTZ001


@cache
def journals() -> list[tuple[Event, ...]]:
    """Return journals that one learner could hand in: one or two attempts, begun, handed in or rewritten."""
    one, two, poor, empty = (
        attempt_of("anna"),
        attempt_of("anna", 2),
        attempt_of("anna", answers=1),
        attempt_of("anna", answers=0),
    )
    return [tuple(part) for part in (one, one[:-1], one + two, poor, empty, empty + two, poor + two[:-1])]


def received_at(minute: int, which: int) -> Received:
    """Return a journal as it came in so many minutes after the start."""
    events = journals()[which]
    return Received(events, START + timedelta(minutes=minute), False, mark(key(), events, "anna"))  # noqa: FBT003


ARRIVALS = st.lists(st.tuples(SENT_AT, st.integers(0, 6)), min_size=1, max_size=6).map(
    lambda all_: [received_at(*one) for one in sorted(all_)]
)
NOW = START + timedelta(minutes=30)


def counted(arrivals: list[Received], deadline: Deadline) -> list[tuple[float, datetime | None]]:
    """Return the points and the time of each attempt that can count."""
    return [
        (sum(score.points or 0 for score in one.attempt.scores.values()), one.at)
        for one in handed_in_by(key(), "anna", arrivals, deadline, NOW)
        if not deadline.is_over(one.at)
    ]


@settings(max_examples=tries(60), deadline=None)
@given(ARRIVALS, ARRIVALS)
def test_nothing_that_comes_after_the_last_moment_changes_what_counts(
    before: list[Received], after: list[Received]
) -> None:
    last = before[-1].at
    assert last is not None
    deadline = Deadline(last, last)
    late = [
        Received(one.events, last + timedelta(minutes=1), False, one.marking)  # noqa: FBT003
        for one in after
    ]

    assert counted([*before, *late], deadline) == counted(before, deadline)


@settings(max_examples=tries(60), deadline=None)
@given(ARRIVALS, st.data())
def test_sending_again_any_number_of_times_never_changes_the_time_of_an_attempt(
    arrivals: list[Received], data: st.DataObject
) -> None:
    deadline = Deadline(START + timedelta(minutes=10), START + timedelta(minutes=10))
    again = [
        Received(one.events, NOW - timedelta(minutes=1), False, one.marking)  # noqa: FBT003
        for one in data.draw(st.lists(st.sampled_from(arrivals), max_size=4))
    ]
    everything = [*arrivals, *again]

    assert [(one.attempt.number, one.at) for one in handed_in_by(key(), "anna", everything, deadline, NOW)] == [
        (one.attempt.number, one.at) for one in handed_in_by(key(), "anna", arrivals, deadline, NOW)
    ]


@settings(max_examples=tries(60), deadline=None)
@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
def test_what_a_server_wrote_after_the_deadline_never_raises_the_points(which: int, more: int, cut: int) -> None:
    timed = [
        Event(one.v, f"{number}", (START + timedelta(minutes=number)).replace(tzinfo=UTC).isoformat(), *_rest(one))
        for number, one in enumerate((*journals()[which], *journals()[more]))
    ]
    last = START + timedelta(minutes=cut)
    deadline = Deadline(last, last)
    by_then = [one for one in timed if not deadline.is_over(time_of(one.at))]
    everything, in_time = (
        Received(events, NOW, True, mark(key(), events, "anna"))  # noqa: FBT003
        for events in (timed, by_then)
    )

    assert counted([everything], deadline) == counted([in_time], deadline)


def _rest(event: Event) -> tuple[str, str, int, str, dict[str, object]]:
    return event.activity, event.content, event.attempt, event.kind, dict(event.data)
