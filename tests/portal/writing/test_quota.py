"""How much a learner may write: she hears it in time, what she wrote stays, and nobody else hears anything."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.journal import Event, use
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.statements import carry_out
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.submitted import LARGEST, MOST_LINES
from ssfh_learn.journal.use import Use
from ssfh_learn.portal.writing import quota
from ssfh_learn.portal.writing.progress import STEPS
from ssfh_learn.portal.writing.quota import ADDED, OF_LEARNER, OF_STREAM, Quota
from ssfh_learn.words import word
from tests.portal.conftest import REAL_TEST
from tests.portal.host import Answer, Site, Visitor, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = Use(10_000, 3_000_000)
"""More than the most diligent learner whom docs/beheer.md describes writes in a year."""


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Site]:
    """Run a portal in which a learner may write twenty answers, and ten in one activity."""
    folder = Path(shutil.copytree(built, tmp_path / "portal"))
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        assert running.portal
        limits = running.portal.event_writer.quota
        limits.of_learner, limits.of_stream = Use(20, 10**6), Use(10, 10**6)
        yield running


def write(who: Visitor, activity: str, number: int) -> Answer:
    return who.respond("proef", activity, kind="answer", prompt="meenemen", text=f"tekst {number}")


def saved(answer: Answer) -> tuple[str, str]:
    return answer.json["saved"]["state"], answer.json["saved"]["message"]


FULL = ("refused", word("refusal", "quota_used"))


def test_who_writes_too_much_hears_it_in_time_and_keeps_what_she_wrote(site: Site) -> None:
    anna = site.visitor("anna")
    answers = [write(anna, "verslag", number) for number in range(12)]

    assert [saved(one) for one in answers] == [("saved", "")] * 9 + [FULL] * 3
    near = [word("portal", "quota_near") in one.json["notices"] for one in answers]
    assert near == [False] * 7 + [True] * 5
    assert answers[-1].json["view"]["prompts"][0]["answer"] == "tekst 8"


def test_all_activities_count_together_and_nobody_else_is_touched(site: Site) -> None:
    anna, bert = site.visitor("anna"), site.visitor("bert")
    for name in ("verslag", "dagboek", "kaart"):
        for number in range(9):
            write(anna, name, number) if name != "kaart" else anna.respond(
                "proef", name, kind="write", theme="werk", text=str(number)
            )

    assert saved(write(anna, "verslag", 1)) == FULL
    assert saved(write(bert, "verslag", 1)) == ("saved", "")


@pytest.mark.parametrize(
    ("used", "seconds", "allowed"), [(4, 61, True), (4, 3_601, False), (5, 59, True), (5, 61, False)]
)
def test_what_another_server_wrote_counts_here_after_a_minute_or_an_hour_for_who_has_far_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used: int, seconds: int, *, allowed: bool
) -> None:
    now = [0.0]
    monkeypatch.setattr(quota, "monotonic", lambda: now[0])
    hers, stream = Quota(Use(1_000, 10**9), Use(10, 10**9)), Stream("anna", "proef", "kaart")
    journal = SqlJournal(f"sqlite:///{tmp_path / 'leren.db'}")
    with closing(journal), journal.writing() as writing:
        carry_out(writing.connection, [use.adding("sqlite", {stream: Use(used, 10)})])
        assert hers.allows(writing, stream)
        carry_out(writing.connection, [use.adding("sqlite", {stream: Use(10, 10)})])

        now[0] = seconds

        assert hers.allows(writing, stream) == allowed


def test_an_answer_that_is_sent_again_is_still_acknowledged(site: Site) -> None:
    anna = site.visitor("anna")
    sent = {"kind": "answer", "prompt": "meenemen", "text": "x", "id": "e1"}
    anna.respond("proef", "verslag", **sent)
    for number in range(12):
        write(anna, "verslag", number)

    assert saved(anna.respond("proef", "verslag", **sent)) == ("saved", "")


def test_who_erases_may_write_again(site: Site) -> None:
    anna = site.visitor("anna")
    for number in range(12):
        write(anna, "dagboek", number)
    assert saved(write(anna, "dagboek", 1)) == FULL

    anna.respond("proef", "dagboek", kind="erase")

    assert saved(write(anna, "dagboek", 1)) == ("saved", "")


def test_a_test_can_always_be_handed_in(site: Site) -> None:
    anna = site.visitor("anna")
    anna.respond(REAL_TEST, REAL_TEST, kind="begin")
    for number in range(30):
        write(anna, ("verslag", "dagboek")[number % 2], number)

    assert saved(write(anna, "verslag", 1)) == FULL
    assert saved(anna.respond(REAL_TEST, REAL_TEST, kind="hand_in", attempt=1)) == ("saved", "")


def test_opening_steps_writes_no_more_than_answers_may(site: Site) -> None:
    anna = site.visitor("anna")
    for number in range(40):
        assert anna.get(f"module/proef/{number % 2 + 1}").status == 200
    assert site.portal
    journal = site.portal.event_writer.read(lambda reading: use.use_of(reading.connection, "anna")).result(60)

    assert journal[Stream("anna", "proef", STEPS)].events < 10


def test_the_limits_are_far_above_a_diligent_year_and_below_what_a_grader_reads() -> None:
    assert OF_LEARNER.events >= 10 * YEAR.events
    assert OF_LEARNER.bytes >= 8 * YEAR.bytes
    assert OF_STREAM.events + ADDED < MOST_LINES
    assert OF_STREAM.bytes < 0.95 * LARGEST


# What is counted


ADDED_EVENTS = st.lists(st.tuples(st.sampled_from("ab"), st.booleans(), st.text(max_size=20)), max_size=8)


@given(batches=st.lists(ADDED_EVENTS, max_size=4))
def test_what_is_counted_with_each_answer_is_what_counting_again_finds(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[str, bool, str]]]
) -> None:
    journal = SqlJournal(f"sqlite:///{tmp_path_factory.mktemp('use') / 'leren.db'}")
    for batch in batches:
        with journal.writing() as writing:
            for activity, private, text in batch:
                response = {"kind": "answer", "text": text}
                stream = Stream("anna", "proef", activity, private=private)
                writing.add(stream, Event.now(activity=activity, content="", attempt=1, response=response))
    with journal.writing() as writing:
        counted = use.use_of(writing.connection, "anna")
        use.count_again(writing.connection)
        assert use.use_of(writing.connection, "anna") == counted
        writing.erase(Stream("anna", "proef", "a"))
        assert Stream("anna", "proef", "a") not in use.use_of(writing.connection, "anna")
        writing.forget("anna")
        assert use.use_of(writing.connection, "anna") == {}
    journal.close()
