"""How far a learner is in a module: what she did, not what she leafed through."""

from __future__ import annotations

import pytest

from ssfh_learn.journal.projections import Opening
from ssfh_learn.portal.published.library import PublishedModule
from ssfh_learn.portal.published.pages import ModuleStep
from ssfh_learn.portal.writing.progress import is_newest, progress_in
from ssfh_learn.words import word
from tests.portal.host import Site

STEPS = tuple(ModuleStep(title, (), title) for title in ("tekst", "vragen", "twee", "slot"))
EXERCISES = {"tekst": (), "vragen": (("quiz",),), "twee": (("scan",), ("kaart", "andere-kaart")), "slot": ()}


@pytest.fixture
def module(site: Site) -> PublishedModule:
    """Return a module of four steps, with an exercise in the second and two in the third, one in two editions."""
    assert site.portal
    real = site.portal.library.modules["proef"]
    made = PublishedModule(real.folder, real.description, STEPS, {})
    made.__dict__["exercises"] = EXERCISES
    return made


def opened(*steps: str) -> dict[str, Opening]:
    return {step: Opening(f"2026-11-0{day}", f"2026-11-0{day}") for day, step in enumerate(steps, 1)}


def test_who_opened_nothing_has_not_begun(module: PublishedModule) -> None:
    done = progress_in(module, {}, {})

    assert (done.has_begun, done.percent, done.next_step) == (False, 0, 1)


def test_a_step_of_text_is_done_when_it_was_opened(module: PublishedModule) -> None:
    assert progress_in(module, opened("tekst", "slot"), {}).done == {"tekst", "slot"}


def test_a_step_with_an_exercise_is_done_when_that_is_answered_and_not_before(module: PublishedModule) -> None:
    seen = opened("tekst", "vragen")

    assert progress_in(module, seen, {}).done == {"tekst"}
    assert progress_in(module, seen, {"quiz": "in_progress"}).done == {"tekst"}
    assert progress_in(module, seen, {"quiz": "complete"}).done == {"tekst", "vragen"}


def test_of_two_exercises_both_are_needed(module: PublishedModule) -> None:
    assert progress_in(module, opened("twee"), {"scan": "complete"}).done == frozenset()
    assert progress_in(module, opened("twee"), {"scan": "complete", "kaart": "awaiting_grader"}).done == {"twee"}


def test_of_two_stories_that_stand_in_for_each_other_either_is_enough(module: PublishedModule) -> None:
    assert progress_in(module, {}, {"scan": "complete", "andere-kaart": "complete"}).done == {"twee"}
    assert progress_in(module, {}, {"kaart": "complete", "andere-kaart": "complete"}).done == frozenset()


def test_to_open_all_pages_without_an_answer_is_not_all(module: PublishedModule) -> None:
    assert progress_in(module, opened("tekst", "vragen", "twee", "slot"), {}).percent == 50


def test_one_goes_on_at_the_first_step_that_is_not_done(module: PublishedModule) -> None:
    seen = opened("tekst", "vragen", "twee", "slot")

    assert progress_in(module, seen, {}).next_step == 2
    assert progress_in(module, seen, {"quiz": "complete"}).next_step == 3
    everything = {"quiz": "complete", "scan": "complete", "kaart": "complete"}
    assert (progress_in(module, seen, everything).next_step, progress_in(module, seen, everything).percent) == (4, 100)


def test_who_passed_over_a_step_goes_on_where_she_was_and_finds_it_at_last(module: PublishedModule) -> None:
    seen = opened("tekst", "vragen", "twee")

    assert progress_in(module, seen, {}).next_step == 3
    done = progress_in(module, seen, {"scan": "complete", "kaart": "complete"})
    assert done.next_step == 4
    assert progress_in(module, opened("tekst", "slot"), {}).next_step == 2


def test_a_step_that_is_gone_does_not_count_and_one_that_was_moved_stays_done(module: PublishedModule) -> None:
    seen = opened("weg", "slot")

    assert progress_in(module, seen, {}).done == {"slot"}
    assert progress_in(module, opened("weg"), {}).has_begun


def test_only_the_step_that_was_opened_last_is_not_written_again() -> None:
    seen = opened("tekst", "vragen")

    assert (is_newest(seen, "vragen"), is_newest(seen, "tekst"), is_newest({}, "tekst")) == (True, False, False)


# On the pages


def test_the_first_page_and_the_list_of_steps_follow_the_same_rule(site: Site) -> None:
    anna = site.visitor("anna")
    for step in (1, 2, 3):
        assert anna.get(f"module/proef/{step}").status == 200
    assert word("standing", "step", number=3, total=3) in anna.get().text

    anna.respond("proef", "start", kind="choose", role="employee")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="ja")

    assert word("standing", "step", number=3, total=3) in anna.get().text
    assert anna.get("module/proef/").headers["Location"].endswith("/module/proef/3")
    shown = anna.get("module/proef/2").text
    assert (shown.count(word("portal", "step_done")), shown.count(word("portal", "seen"))) == (1, 1)
