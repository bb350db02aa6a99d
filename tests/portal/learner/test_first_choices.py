"""Whether what a learner chose first counts is hers to say, and nobody else can work out anything of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.journal import first_tries, publications
from ssfh_learn.journal.accounts import Account, adopt
from ssfh_learn.portal.learner.consent import consent_text
from ssfh_learn.portal.writing.publishing import publish_if_due
from ssfh_learn.portal.writing.publishing_choices import counted_subjects
from ssfh_learn.roster.changes import add
from ssfh_learn.words import counted, section, word
from tests.portal.coordinator.rosters import Listed, listed
from tests.portal.host import Site, Visitor, said_on, serving
from tests.roster.conftest import AT, EVERYTHING, somebody

CHECK = ("proef", "kennischeck")
STEP = "module/proef/2"
TITLE = word("count_in", "title")


@pytest.fixture(scope="module")
def roster(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """Run a portal with the groups of Ans and Bea; each test has learners of its own."""
    folder = Path(shutil.copytree(built / "modules", tmp_path_factory.mktemp("first") / "modules"))
    with serving(folder, None, f"sqlite:///{folder.parent / 'leren.db'}") as running:
        yield listed(running)


def come(roster: Listed, *names: str) -> None:
    """Put learners in the group of Ans."""
    portal = roster.site.portal
    assert portal is not None

    def add_all(connection: Any) -> None:
        for name in names:
            add(connection, EVERYTHING, somebody(account=name, family=name, groups=[roster.first]), AT)

    portal.event_writer.do(lambda writing: add_all(writing.connection)).result(30)


NUMBERS = count(1)


@pytest.fixture
def noor(roster: Listed) -> Visitor:
    """Return a learner on the list who was never here."""
    name = f"noor-{next(NUMBERS)}"
    come(roster, name)
    return roster.site.visitor(name)


def says(who: Visitor, said: str, **fields: str) -> None:
    assert who.post_form("meetellen", meetellen=said, **fields).status == 303


def checks(who: Visitor, answer: str = "a", question: str = "") -> None:
    """Answer the questions of the small module and let them be checked, or one of them."""
    token = who.token()
    answers: dict[str, Any] = {"v1": answer, "v2": ["een", "twee"]}
    for name in (question,) if question else answers:
        who.respond(*CHECK, token, kind="answer", question=name, answer=answers[name])
        assert who.respond(*CHECK, token, kind="check", question=name).json["saved"]["state"] == "saved"


def kept(who: Visitor) -> dict[str, set[str]]:
    """Return what counts of a learner, as she can download it."""
    return {row["activity"]: set(row["made"].split()) for row in who.get("gegevens/download").json["first_choices"]}


# She is asked, and says


def test_the_question_does_not_speak_of_counting_as_the_label_of_practice_does() -> None:
    label = word("frontend", "frame.practice")
    assert "telt niet mee" in label
    assert "telt niet mee" not in str(section("count_in"))
    assert "meetellen" not in TITLE


def test_she_is_asked_on_the_first_step_with_an_exercise_until_she_says_something(
    roster: Listed, noor: Visitor
) -> None:
    assert roster.site.portal is not None
    real = roster.site.portal.library.modules["werkdruk"]
    counted_there = {name for _, name in counted_subjects([real])}
    steps = [number for number, one in enumerate(real.steps, 1) if counted_there & {*one.activities}]
    assert [TITLE in noor.get(f"module/werkdruk/{number}").text for number in steps[:2]] == [True, False]
    assert TITLE not in noor.get("module/proef/1").text, "there is nothing to practise"
    asked = noor.get(STEP).text
    assert f"<summary>{TITLE}</summary>" in asked
    assert asked.index('class="ssfh-text"') < asked.index(TITLE) < asked.index('class="ssfh-page-nav"')
    answer = noor.post_form("meetellen", meetellen="nee", terug=STEP)
    assert answer.headers["Location"].endswith(STEP)
    page = noor.get(STEP).text
    assert TITLE not in page
    assert said_on(page) == word("count_in", "done_no")
    assert word("count_in", "is_no") in noor.get("gegevens").text


@pytest.mark.parametrize(("said", "read"), [("ja", "now_yes"), ("nee", "is_no")])
def test_what_she_says_with_her_data_is_told_back_there_and_once(noor: Visitor, said: str, read: str) -> None:
    address = noor.post_form("meetellen", meetellen=said).headers["Location"].partition("#")[0]
    page = noor.get(address).text

    assert said_on(page) == word("count_in", read)
    assert page.index('id="meetellen"') < page.index('id="melding"') < page.index('id="wissen"')
    assert said_on(noor.get(address).text) is None


@pytest.mark.parametrize("back", ["https://elders.nl/", "//elders.nl", "module/../x", "gegevens/download"])
def test_she_is_sent_back_to_no_other_place(noor: Visitor, back: str) -> None:
    answer = noor.post_form("meetellen", meetellen="nee", terug=back)
    assert answer.headers["Location"].endswith("/leren/gegevens?deel=meetellen#melding")


def test_staff_and_who_is_on_no_list_is_asked_nothing(roster: Listed) -> None:
    for who in (roster.ans(), roster.administrator(), roster.site.visitor("tom", "learner", "trainer")):
        assert TITLE not in who.get(STEP).text
        says(who, "ja")
        checks(who)
        assert kept(who) == {}


def test_nobody_is_asked_where_no_figures_come(roster: Listed, noor: Visitor) -> None:
    assert roster.site.portal is not None
    roster.site.portal.rhythm = "nooit"
    asked = noor.get(STEP).text
    roster.site.portal.rhythm = "maand"
    assert TITLE not in asked


def test_nothing_is_kept_of_who_did_not_say_yes(roster: Listed, noor: Visitor) -> None:
    zus = roster.site.visitor("zus")
    checks(noor)
    says(zus, "nee")
    checks(zus)
    assert kept(noor) == kept(zus) == {}


def test_who_says_yes_counts_with_what_she_chose_first(noor: Visitor) -> None:
    says(noor, "ja", terug=STEP)
    checks(noor, "b")
    assert kept(noor) == {"kennischeck": {"v1.b", "v2"}}
    noor.respond(*CHECK, kind="retry", question="v1")
    checks(noor, "a", "v1")
    assert kept(noor) == {"kennischeck": {"v1.b", "v2"}}, "what she tried later never counts"
    assert counted(section("count_in")["is_yes"], 1) in noor.get("gegevens").text


def test_what_she_did_before_counts_only_after_she_says_yes(noor: Visitor) -> None:
    checks(noor, "b")
    noor.respond(*CHECK, kind="retry", question="v1")
    checks(noor, "a", "v1")
    assert kept(noor) == {}
    says(noor, "ja")
    assert kept(noor) == {"kennischeck": {"v1.b", "v2"}}


def test_what_is_half_done_does_not_count_yet(noor: Visitor) -> None:
    says(noor, "ja")
    checks(noor, "b", "v1")
    assert kept(noor) == {}
    checks(noor, question="v2")
    assert kept(noor) == {"kennischeck": {"v1.b", "v2"}}


def test_who_stops_loses_at_once_what_counted_and_gets_another_token_later(noor: Visitor) -> None:
    says(noor, "ja")
    checks(noor)
    (before,) = noor.get("gegevens/download").json["first_choices"]
    says(noor, "nee")
    assert kept(noor) == {}
    checks_again = noor.respond(*CHECK, kind="retry", question="v1").json["saved"]["state"]
    assert (checks_again, kept(noor)) == ("saved", {})
    says(noor, "ja")
    (after,) = noor.get("gegevens/download").json["first_choices"]
    assert (before["made"], before["token"] == after["token"]) == (after["made"], False)


def test_wiping_takes_it_away_and_she_is_asked_anew(noor: Visitor) -> None:
    says(noor, "ja")
    checks(noor)
    noor.post_form("gegevens/wissen", zeker="ja")
    assert kept(noor) == {}
    assert TITLE in noor.get(STEP).text


def test_her_page_says_before_and_after_exactly_what_happens(noor: Visitor) -> None:
    said = consent_text("counting", "maand")
    for answer in ("", "ja", "nee"):
        if answer:
            says(noor, answer)
        page = unescape(noor.get("gegevens").text)
        assert f"<p>{said[0]}</p>" in page
        assert [line for line in said[1:] if f"<li>{line}</li>" not in page] == []


# What others see


@pytest.fixture(scope="module")
def busy(roster: Listed) -> Site:
    """Return the portal with fourteen who said yes and practised, of which figures were published."""
    portal = roster.site.portal
    assert portal is not None
    names = [f"n{number}" for number in range(14)]
    come(roster, *names)
    for number, name in enumerate(names):
        who = roster.site.visitor(name)
        says(who, "ja")
        checks(who, "b" if number % 2 else "a")
    journal = portal._journal  # noqa: SLF001  (the job of the first of the month)
    publish_if_due(journal, portal.library.modules, datetime.now(UTC), "month")
    return roster.site


def test_a_coordinator_sees_her_group_and_a_trainer_everybody(busy: Site) -> None:
    page = "keuzes/proef/kennischeck"
    half = word("choices", "half")
    ans, bea = busy.visitor("ans"), busy.visitor("bea")
    trainer = busy.visitor("tom", "learner", "trainer")
    assert half in ans.get(page).text
    assert half in trainer.get(page).text
    assert half in trainer.get(f"{page}?wie=iedereen").text
    assert word("choices", "nothing") in bea.get(page).text
    assert [ans.get(f"{page}?wie={other}").status for other in ("iedereen", "groep-2", "groep-9")] == [404] * 3
    assert trainer.get(f"{page}?wie=groep-1").status == 404
    assert busy.visitor("n1").get(page).status == 403


def body_of(page: str) -> str:
    return page[page.index("<h1>") : page.index("</main>")]


def test_the_page_has_no_number_of_people_and_no_percentage(busy: Site) -> None:
    shown = busy.visitor("ans").get("keuzes/proef/kennischeck").text
    body = body_of(shown)
    assert not re.search(r"\b1[0-4]\b", re.sub(r"Gepubliceerd op [^.]+", "", body))
    assert "%" not in body


def test_figures_stay_when_somebody_stops_until_five_people_changed(busy: Site) -> None:
    ans, page = busy.visitor("ans"), "keuzes/proef/kennischeck"
    before = body_of(ans.get(page).text)
    says(busy.visitor("n0"), "nee")
    assert body_of(ans.get(page).text) == before


def test_of_a_practice_and_a_region_nothing_is_published(busy: Site) -> None:
    portal = busy.portal
    assert portal is not None
    asked = portal.event_writer.read(lambda reading: publications.history(reading.connection)).result()
    assert {one.of_group for one in asked} == {"all", "group:1"}


# An account that goes on with earlier work


@pytest.mark.parametrize("earlier", ["", "ja", "nee"])
def test_an_account_that_is_joined_takes_what_counts_along_unless_the_other_one_said_no(
    roster: Listed, noor: Visitor, earlier: str
) -> None:
    portal, name = roster.site.portal, noor.who.partition("|")[0]
    assert portal is not None
    other = f"{name} oud"
    if earlier:
        says(roster.site.visitor(other), earlier)
    says(noor, "ja")
    checks(noor)

    def join(writing: Any) -> list[dict[str, Any]]:
        adopt(writing, Account(name, "2026-01-01", name, AT), other, AT, "beheer")
        return first_tries.rows_of(writing.connection, other)

    found = portal.event_writer.do(join).result()
    assert [row["made"] for row in found] == ([] if earlier == "nee" else ["v1 v2"])
