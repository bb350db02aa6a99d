"""What comes out of a course: the exchange's outbound folder, and feedback before and after it is time to explain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import give_feedback
from tests.secrecy.conftest import TERM, Built, files_in
from tests.secrecy.scanner import Scanner


@pytest.fixture
def scanner(scanners: Mapping[str, Scanner]) -> Scanner:
    """Return what finds the key of the test that was made."""
    return scanners[TERM]


def test_what_learners_can_fetch_is_the_release_and_tells_nothing(
    built: Built, term: Path, exchange: Path, scanner: Scanner
) -> None:
    outbound = files_in(exchange / "proef" / "outbound")

    assert term.is_dir()
    assert outbound == {f"{TERM}/{name}": content for name, content in files_in(built.release(TERM)).items()}
    assert scanner.scan(outbound) == []


def test_feedback_before_its_time_tells_nothing_of_the_key(term: Path, scanner: Scanner) -> None:
    given = files_in(term / "feedback" / "anna")

    assert f"{TERM}/{TERM}.html" in given
    assert scanner.scan(given) == []


def test_feedback_explains_once_no_attempt_is_left(term: Path, scanner: Scanner) -> None:
    given = files_in(term / "feedback" / "bram")

    assert len({finding.what for finding in scanner.texts_in(given)}) > 10


def test_the_exchange_holds_for_each_learner_her_own_feedback_and_nothing_else(term: Path, exchange: Path) -> None:
    given = sorted(files_in(exchange / "proef" / "feedback").values())
    own = sorted((term / "feedback" / who / TERM / f"{TERM}.html").read_bytes() for who in ("anna", "bram"))

    assert given == own


def test_before_the_deadline_nobody_gets_an_explanation_and_afterwards_everybody_does(
    term: Path, scanner: Scanner
) -> None:
    course = find_course(term)
    before, after = (datetime.now().astimezone() + timedelta(days=days) for days in (7, -7))
    found = {}
    for moment in (before, after):
        set_deadline(term, moment)
        give_feedback(course, TERM, released=False)
        for who in ("anna", "bram"):
            given = files_in(term / "feedback" / who)
            found[who, moment] = scanner.scan(given) if moment is before else scanner.texts_in(given)

    assert found["anna", before] == found["bram", before] == []
    assert len(found["anna", after]) > 10
    assert len(found["bram", after]) > 10


def set_deadline(root: Path, moment: datetime) -> None:
    from datetime import UTC

    from nbgrader.api import Gradebook

    with Gradebook(find_course(root).db_url) as gradebook:
        gradebook.update_or_create_assignment(TERM, duedate=moment.astimezone(UTC).replace(tzinfo=None))
