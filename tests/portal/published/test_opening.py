"""A test that opens later: it is built, nobody sees a question of it, and its recorded versions stay what they were."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import release
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.opening import opens_at
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.portal.published.window import Window
from ssfh_learn.words import word
from tests.portal.conftest import TEST

if TYPE_CHECKING:
    from tests.portal.host import Site

LATER, EARLIER = "31-12-2098 09:00", "01-01-2020 09:00"
MOMENT = datetime(2098, 12, 31, 8, tzinfo=UTC)


def opens(folder: Path, moment: str) -> None:
    """Write in the key when the test opens; with an empty moment it is always open."""
    key = folder / "cursus" / "keys" / f"{TEST}.yaml"
    text = re.sub(r"^opent:.*\n", "", key.read_text("utf-8"), flags=re.MULTILINE)
    key.write_text(f"opent: {moment}\n{text}" if moment else text, "utf-8")


def test_a_learner_reads_when_it_opens_and_sees_no_question(site: Site, folder: Path) -> None:
    opens(folder, LATER)
    anna = site.visitor("anna")

    for page in (anna.get(), anna.get(f"toets/{TEST}/")):
        assert word("portal", "opens", when=dutch_moment(MOMENT)) in page.text
        assert "Wat is het antwoord op vraag" not in page.text
    began = anna.respond(TEST, TEST, kind="begin").json
    assert (began["saved"]["state"], began["saved"]["message"]) == ("refused", word("refusal", "not_open_yet"))
    assert began["view"]["over"] == word("refusal", "not_open_yet")
    assert "Wat is het antwoord op vraag" not in str(began)


@pytest.mark.parametrize("moment", ["", EARLIER])
def test_it_opens_by_itself_and_without_building_again(site: Site, folder: Path, moment: str) -> None:
    opens(folder, LATER)
    anna = site.visitor("anna")
    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "refused"

    opens(folder, moment)

    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "saved"
    assert word("portal", "opens", when="")[:20] not in anna.get(f"toets/{TEST}/").text


def test_who_began_goes_on_when_it_is_to_open_later_by_now(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    anna.respond(TEST, TEST, kind="begin")
    opens(folder, LATER)

    handed_in = anna.respond(TEST, TEST, kind="hand_in", attempt=1).json
    assert handed_in["saved"]["state"] == "saved"
    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "refused"


def test_it_stays_closed_when_nobody_can_read_the_moment_or_the_gradebook(site: Site, folder: Path) -> None:
    opens(folder, "ooit")
    anna = site.visitor("anna")
    assert word("refusal", "not_open_yet") in anna.get(f"toets/{TEST}/").text
    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "refused"

    opens(folder, LATER)
    (folder / "cursus" / "gradebook.db").rename(folder / "weg.db")
    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "refused"


def test_who_runs_tests_sees_when_it_opens(site: Site, folder: Path) -> None:
    opens(folder, LATER)
    ada = site.visitor("ada", "administrator")
    assert word("running", "opens_later", start=dutch_moment(MOMENT)) in ada.get("toetsen-regelen").text

    opens(folder, "ooit")
    assert "Bij `opent` in de sleutel" in ada.get("toetsen-regelen").text

    opens(folder, EARLIER)
    assert "opent op" not in ada.get("toetsen-regelen").text


def test_the_moment_is_no_part_of_what_was_released(folder: Path) -> None:
    course = find_course(folder / "cursus")
    before = load_key(course, TEST)
    opens(folder, LATER)
    after = load_key(course, TEST)

    assert (after.content, after.version, after.released) == (before.content, before.version, before.released)
    assert opens_at(after.quiz) == MOMENT
    assert "opent" not in (folder / "cursus" / "release" / TEST / "toets.json").read_text("utf-8")


def test_a_day_without_a_time_is_its_beginning(folder: Path) -> None:
    opens(folder, "31-12-2098")

    assert opens_at(load_key(find_course(folder / "cursus"), TEST).quiz) == datetime(2098, 12, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "due", "code"),
    [("ooit", None, "opens_unreadable"), (LATER, datetime(2098, 1, 1, tzinfo=UTC), "opens_after_end")],
)
def test_a_moment_that_makes_no_sense_stops_the_building(
    folder: Path, moment: str, due: datetime | None, code: str
) -> None:
    opens(folder, moment)
    with pytest.raises(GradingError) as raised:
        build(find_course(folder / "cursus"), TEST, due)

    assert raised.value.code == code


def test_it_is_not_released_to_notebooks_before_it_opens(folder: Path) -> None:
    opens(folder, LATER)
    with pytest.raises(GradingError) as raised:
        release(find_course(folder / "cursus"), TEST)

    assert raised.value.code == "opens_later"


def test_an_open_attempt_is_not_handed_in_because_the_test_opens_later() -> None:
    window = Window(opens=datetime.now(UTC) + timedelta(days=1))

    assert window.ended(datetime.now(UTC)) is None
    assert window.is_before(datetime.now(UTC))
