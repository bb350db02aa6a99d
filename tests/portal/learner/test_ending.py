"""The page after the last step: what she can do, what went best, her own step, and one thing to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.content.module import Goal
from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.journal import Event
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.ending import PlannedStep, StrongPoint, abilities, own_step, strongest
from ssfh_learn.portal.learner.refresher import Traces, read_traces
from ssfh_learn.portal.published.deck import deck_of
from ssfh_learn.words import word
from tests.content_examples import SCENARIO, activity, answered
from tests.portal.conftest import TEST
from tests.portal.host import Answer, Site, serving
from tests.portal.places import write_module
from tests.portal.refreshing import RIGHT, WRONG, Past, moment, past_of

AT = "2026-11-20 10:00"
END = "module/proef/klaar"
GOALS = (
    Goal.model_validate({"code": "LD1", "tekst": "Je kunt iets.", "kunnen": "iets doen"}),
    Goal.model_validate({"code": "LD2", "tekst": "Je kunt meer."}),
)
PLAN = ActionPlan.model_validate(
    {
        "id": "plan",
        "soort": "actieplan",
        "titel": "Plan",
        "niveaus": [{"id": "ik", "naam": "Ik", "vraag": "Wat?"}, {"id": "team", "naam": "Team", "vraag": "Wat?"}],
    }
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Site]:
    """Run a portal with one module, of which every question is about its one goal, and no tests."""
    folder = write_module(tmp_path / "modules" / "proef")
    quiz = folder / "activiteiten" / "kennischeck.yaml"
    quiz.write_text(quiz.read_text("utf-8").replace("modus: oefenen", "modus: oefenen\nleerdoelen: [LD1]"), "utf-8")
    described = folder / "module.yaml"
    described.write_text(described.read_text("utf-8").replace("code: LD1", "code: LD1\n    kunnen: iets doen"), "utf-8")
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as running:
        yield running


@pytest.fixture
def without_ability(tmp_path: Path) -> Iterator[Site]:
    """Run the same portal with a goal that says nothing after "Je kunt nu"."""
    folder = write_module(tmp_path / "modules" / "proef")
    quiz = folder / "activiteiten" / "kennischeck.yaml"
    quiz.write_text(quiz.read_text("utf-8").replace("modus: oefenen", "modus: oefenen\nleerdoelen: [LD1]"), "utf-8")
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as running:
        yield running


def practise(site: Site, answers: dict[str, object]) -> None:
    """Let her answer questions and ask whether they are right."""
    anna = site.visitor("anna")
    for question, answer in answers.items():
        anna.respond("proef", "kennischeck", kind="answer", question=question, answer=answer)
        anna.respond("proef", "kennischeck", kind="check", question=question)


def finish(site: Site, answers: dict[str, object]) -> None:
    """Let her do everything in the module."""
    anna = site.visitor("anna")
    practise(site, answers)
    anna.respond("proef", "start", kind="choose", role="employee")
    anna.respond("proef", "kaart", kind="note", theme="werk", text="De telefoon.")
    anna.respond("proef", "kaart", kind="agreement", row=1, what="Pauze", who="Noor", when="morgen")
    for name in ("dagboek", "verslag"):
        anna.respond("proef", name, kind="answer", prompt="meenemen", text="Iets.")
    for step in (1, 2, 3):
        anna.get(f"module/proef/{step}")


def says(page: Answer, key: str, **fields: object) -> bool:
    return word("ending", key, **fields) in page.text


def test_who_did_everything_reads_what_she_can_do_and_what_went_best(place: Site) -> None:
    finish(place, RIGHT)

    page = place.visitor("anna").get(END)

    assert says(page, "done")
    assert "<li>iets doen</li>" in page.text
    assert says(page, "strong")
    assert says(page, "all_right", count=2)
    assert page.text.count("ssfh-primary") == 1
    assert word("portal", "to_home") in page.text


def test_what_was_wrong_the_first_time_is_no_strong_point_however_often_it_was_right_later(place: Site) -> None:
    finish(place, WRONG)
    practise(place, RIGHT)

    page = place.visitor("anna").get(END)

    assert says(page, "done")
    assert not says(page, "strong")


def test_who_skipped_something_reads_what_is_left_and_nothing_of_what_she_can_do(place: Site) -> None:
    past_of(place).finished(AT)

    page = place.visitor("anna").get(END)

    assert says(page, "nearly")
    assert not says(page, "done")
    assert "iets doen" not in page.text
    assert "Stap 2 van 3: Oefenen" in page.text
    assert "Maak ‘Kennischeck’ af." in page.text
    assert "Beantwoord elke vraag bij ‘Dagboek’." in page.text
    assert page.text.count("ssfh-primary") == 1
    assert says(page, "go_on", number=1)


def test_the_first_day_of_refreshing_stands_there_with_a_file_for_her_agenda(place: Site) -> None:
    finish(place, WRONG)
    assert place.portal
    today = place.portal.today()

    page = place.visitor("anna").get(END)

    assert word("portal", "refresher_next", day=dutch_day(today + timedelta(days=1), today)) in page.text
    assert "opfrissen/proef/agenda.ics" in page.text


def test_what_waits_already_is_said_so_and_not_as_a_day_that_is_over(place: Site) -> None:
    past = past_of(place)
    past.finished(AT)
    past.practised(AT, **WRONG)
    assert place.portal
    place.portal.now = lambda: moment("2026-11-27 10:00")

    page = place.visitor("anna").get(END)

    assert 'opfrissen/proef">2 vragen' in page.text
    assert word("portal", "refresher_next", day="").removesuffix(".") not in page.text


def test_a_strong_point_without_an_ability_names_its_goal(without_ability: Site) -> None:
    finish(without_ability, RIGHT)

    page = without_ability.visitor("anna").get(END)

    strong = page.text.partition('aria-labelledby="sterk"')[2].partition("</section>")[0]
    goal = without_ability.portal.library.modules["proef"].description.goals[0] if without_ability.portal else None
    assert goal
    assert goal.text.strip(" .") in strong


def test_it_leads_to_the_test_until_that_is_passed(site: Site) -> None:
    page = site.visitor("anna").get(END)

    assert f"toets/{TEST}/" in page.text


def test_the_last_step_leads_to_it(place: Site) -> None:
    assert f"/leren/{END}" in place.visitor("anna").get("module/proef/3").text


def test_an_unknown_module_has_no_end(place: Site) -> None:
    assert place.visitor("anna").get("module/weg/klaar").status == 404


def test_her_own_step_has_the_names_of_the_fields_in_her_plan(place: Site) -> None:
    assert place.portal
    module = place.portal.library.modules["proef"]
    module.activities["plan"] = PLAN  # type: ignore[index]
    anna = place.visitor("anna")
    anna.respond("proef", "plan", **step("Overleg", "Ik", "maandag"))

    page = anna.get(END)

    for part, text in (("who", "Ik"), ("when", "maandag")):
        assert f"{word('frontend', f'rows.{part}')}: {text}</p>" in page.text


# What is worked out


def step(what: str, who: str = "", when: str = "", *, level: str = "ik", row: int = 1) -> dict[str, object]:
    return {"kind": "step", "level": level, "row": row, "what": what, "who": who, "when": when, "check": ""}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ([], None),
        ([step("", "Noor", "morgen")], None),
        ([step(" Pauze ")], PlannedStep("Ik", "Pauze")),
        (
            [step("Pauze"), step("Overleg", "Noor", "maandag", level="team")],
            PlannedStep("Team", "Overleg", "Noor", "maandag"),
        ),
    ],
)
def test_her_own_step_is_the_first_that_says_who_and_when(written: list[dict[str, object]], found: PlannedStep) -> None:
    assert own_step(PLAN, answered(PLAN, *written)) == found


def test_what_she_can_do_is_said_only_if_every_goal_says_it() -> None:
    assert abilities(GOALS) == []
    assert abilities(GOALS[:1]) == ["iets doen"]


def test_one_question_is_no_strong_point_and_neither_are_two_of_which_one_was_wrong(place: Site) -> None:
    assert place.portal
    module = place.portal.library.modules["proef"]
    deck = module.deck
    assert deck

    def found(name: str, answers: dict[str, object]) -> StrongPoint | None:
        past = past_of(place, name)
        past.finished(AT)
        past.practised(AT, **answers)
        assert place.portal
        traces = place.portal.event_writer.read(
            lambda reading: read_traces(reading, name, "proef", deck, module.step_ids)
        ).result(30)
        return strongest(module, deck, traces, Learner(name))

    assert found("een", {"v1": RIGHT["v1"]}) is None
    assert found("half", {"v1": RIGHT["v1"], "v2": WRONG["v2"]}) is None
    strong = found("twee", RIGHT)
    assert strong
    assert (strong.goal.code, strong.count) == ("LD1", 2)


@pytest.mark.parametrize(("choice", "is_strong"), [("vraag", True), ("wacht", False), ("negeer", False)])
def test_a_goal_is_no_strong_point_if_a_story_about_it_had_a_choice_that_was_not_the_best(
    place: Site, choice: str, *, is_strong: bool
) -> None:
    assert place.portal
    module = place.portal.library.modules["proef"]
    story = activity({**SCENARIO, "leerdoelen": ["LD1", "LD2"]}, "maandag")
    deck = deck_of([module.activities["kennischeck"], story])
    assert deck
    happened: dict[str, tuple[Event, ...]] = {}

    def add(stream: Stream, event: Event) -> None:
        happened[stream.activity] = (*happened.get(stream.activity, ()), event)

    past = Past(add, "anna", "proef", module.step_ids)
    past.practised(AT, **RIGHT)
    past.chose(AT, "maandag", ("begin", choice))

    assert bool(strongest(module, deck, Traces(practised=happened), Learner("anna"))) == is_strong


def test_a_goal_is_no_strong_point_if_refreshing_it_went_wrong(place: Site) -> None:
    finish(place, RIGHT)
    past_of(place).refreshed("2026-11-27 10:00", v1=WRONG["v1"])

    assert not says(place.visitor("anna").get(END), "strong")
