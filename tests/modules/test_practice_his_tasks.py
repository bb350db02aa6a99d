"""Every task of the shipped practice HIS: its safe road, its unsafe roads, and each of its checks."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.content.activity_file import load_activity
from ssfh_learn.errors import Refused
from tests.modules.practice_his_roads import (
    CLOSED,
    SAFE,
    UNSAFE,
    Response,
    add,
    appointment,
    change,
    opened,
    remove,
    step,
)

FILE = Path(__file__).parents[2] / "modules/digitaliseren/his/activiteiten/oefen-his.yaml"
HIS = load_activity(FILE)
assert isinstance(HIS, PracticeHis)
TASKS = {task.id: task for task in HIS.tasks}
each_task = pytest.mark.parametrize("task", TASKS)
each_unsafe = pytest.mark.parametrize(
    ("task", "index"), [(task.id, index) for task in HIS.tasks for index in range(len(task.unsafe))]
)
each_check = pytest.mark.parametrize(
    ("task", "index"), [(task.id, index) for task in HIS.tasks for index in range(len(task.checks))]
)


def played(task: str, responses: list[Response]) -> Any:
    state = HIS.start(Learner("anna"))
    for response in [{"kind": "begin", "task": task}, *responses]:
        state = HIS.respond(state, response)
    return state


def result(task: str, responses: list[Response]) -> dict[str, Any]:
    state = HIS.respond(played(task, responses), {"kind": "finish"})
    found: dict[str, Any] = HIS.view(state)["task"]["result"]
    return found


def test_there_are_four_tasks_or_more_of_each_level_and_a_road_for_each() -> None:
    levels = [task.level for task in HIS.tasks]

    assert all(levels.count(level) >= 4 for level in ("starter", "vaardig", "gevorderd"))
    assert set(SAFE) == set(UNSAFE) == set(TASKS)


@each_task
def test_the_safe_road_reaches_everything(task: str) -> None:
    found = result(task, SAFE[task])

    assert (found["percent"], found["outcome"], found["capped"]) == (100, "safe", False)
    assert found["missing"] == found["unsafe"] == []
    assert len(found["right"]) == len(TASKS[task].checks)


@each_task
def test_doing_nothing_is_worth_next_to_nothing(task: str) -> None:
    found = result(task, [])

    assert found["percent"] <= 10
    assert found["outcome"] != "safe"
    assert found["right"] == []


@each_unsafe
def test_an_unsafe_road_is_capped_and_says_why(task: str, index: int) -> None:
    unsafe = TASKS[task].unsafe[index]
    found = result(task, [*SAFE[task], *UNSAFE[task][index]])

    assert unsafe.holds(played(task, [*SAFE[task], *UNSAFE[task][index]]).run)
    assert found["percent"] <= unsafe.cap
    assert found["outcome"] == "unsafe"
    assert found["capped"] is True
    assert any(unsafe.text.split(".")[0] in shown["html"] for shown in found["unsafe"])


@each_check
def test_each_check_fails_when_something_is_left_out_of_the_safe_road(task: str, index: int) -> None:
    check, roads = TASKS[task].checks[index], [*shorter(SAFE[task]), [*SAFE[task], *TOO_MUCH.get(task, [])]]

    assert check.holds(played(task, SAFE[task]).run)
    assert not all(check.holds(accepted(task, road).run) for road in roads)


TOO_MUCH = {"oproeplijst": [add("recalls", patient="henk", voor="suikercontrole", hoe="portaal")]}
"""What makes a check fail by doing more than was asked."""


def accepted(task: str, road: list[Response]) -> Any:
    """Return the state after a road of which some responses may be refused."""
    state = played(task, [])
    for response in road:
        with suppress(Refused):
            state = HIS.respond(state, response)
    return state


def shorter(road: list[Response]) -> list[list[Response]]:
    """Return the road without each of its responses, and without each of the values in them."""
    roads = [[*road[:index], *road[index + 1 :]] for index in range(len(road))]
    for index, response in enumerate(road):
        for name in response.get("values", {}):
            values = {field: value for field, value in response["values"].items() if field != name}
            roads.append([*road[:index], {**response, "values": values}, *road[index + 1 :]])
    return roads


@each_task
def test_nothing_of_the_checks_is_in_the_view_while_a_task_is_played(task: str) -> None:
    shown = json.dumps(HIS.view(played(task, SAFE[task])), ensure_ascii=False)
    told = [check.right for check in TASKS[task].checks] + [check.missing for check in TASKS[task].checks]

    assert not [text for text in (*told, *(one.text for one in TASKS[task].unsafe)) if text in shown]


@each_task
def test_each_task_names_a_goal_and_sources_and_explains_itself(task: str) -> None:
    assert TASKS[task].goal
    assert TASKS[task].sources
    assert TASKS[task].explanation


def test_undoing_what_was_written_in_the_wrong_place_is_fine_but_the_access_log_stays() -> None:
    detour = [opened("greet"), *UNSAFE["telefoon-in-soep"][0][1:], remove("journal", "nieuw-1")]
    found = result("telefoon-in-soep", [*detour, *SAFE["telefoon-in-soep"]])

    assert len(found["unsafe"]) == 1
    assert "toegangslog" in found["unsafe"][0]["html"]


def test_a_step_that_was_taken_back_does_not_count() -> None:
    road = [*SAFE["e-consult-alarmsignaal"], step("mail"), {"kind": "undo_step", "step": "mail"}]

    assert result("e-consult-alarmsignaal", road)["percent"] == 100


def test_an_alarm_signal_that_waits_for_the_doctor_is_never_safe_however_well_it_is_recorded() -> None:
    road = [one for one in SAFE["e-consult-alarmsignaal"] if one not in (step("bel"), step("overleg"))]
    found = result("e-consult-alarmsignaal", [*road, change("e_consults", "ec-ali", status="wacht")])

    assert found["percent"] <= 20
    assert found["outcome"] == "unsafe"


@pytest.mark.parametrize(
    ("task", "old", "new"),
    [
        ("bericht-aan-collega", "Wil je hem bellen voor een andere dag?", "Wil graag gebeld worden om te verzetten."),
        (
            "telefoon-in-soep",
            "Belt meteen bij benauwdheid of als het erger wordt.",
            "Bij verergering of kortademigheid direct contact opnemen.",
        ),
        ("telefoon-in-soep", "Verkoudheid, geen spoed (huisarts).", "Neusverkoudheid, geen spoed."),
        ("telefoon-in-soep", "Sinds twee dagen schor en verkouden.", "Keelpijn met zeurende pijn, sinds 2 dgn."),
        ("meting-verbeteren", "Typefout verbeterd", "Tikfout hersteld"),
        ("allergie-verkeerde-plek", "Amoxicilline", "Amoxicillin"),
        ("allergie-verkeerde-plek", "Overal bultjes", "Galbulten"),
        ("allergie-verkeerde-plek", "bultjes kreeg van amoxicilline", "huiduitslag kreeg van amoxi"),
        ("verwijzing", "Ziet sinds twee weken wazig met het linkeroog.", "Visus OS wazig sinds 2 wkn"),
        ("verwijzing", "Ziet sinds twee weken wazig met het linkeroog.", "Sinds twee wk troebel zien li oog"),
        ("verwijzing", "Verwijzing nakijken en versturen.", "Zorgdomein staat klaar, graag nakijken."),
        ("e-consult-alarmsignaal", "Gebeld, huisarts er direct bij.", "Gebeld, overleg HA, komt direct."),
        ("e-consult-alarmsignaal", "druk op de borst", "POB"),
        (
            "verkeerd-dossier",
            "Per ongeluk in het verkeerde dossier geschreven.",
            "Abusievelijk hier gezet, niet van mevrouw.",
        ),
        ("herhaalrecept", "Vraagt ibuprofen, schouder doet weer pijn.", "Wil ibu voor de schouder."),
        ("uitslag-telefoon", "Uitslag verteld zoals", "Bloeduitslag verteld zoals"),
        ("uitslag-telefoon", "Naam en geboortedatum gevraagd.", "Naam en geb.dat. gevraagd."),
    ],
)
def test_other_sensible_words_count_as_well(task: str, old: str, new: str) -> None:
    road = json.dumps(SAFE[task], ensure_ascii=False)
    assert old in road

    found = result(task, json.loads(road.replace(old, new)))
    assert (found["percent"], found["missing"], found["unsafe"]) == (100, [], [])


@pytest.mark.parametrize(
    ("task", "more"),
    [
        ("afspraak-zetten", [appointment("noor", "2026-03-17", "10:00")]),
        ("afspraak-zetten", [appointment("noor", "2026-03-17", "09:20", duur="20")]),
        *[
            ("telefoon-in-soep", [change("journal", "nieuw-1", **{field: text})])
            for field, text in (
                ("o", "Praat rustig, klinkt als een aansteller."),
                ("e", "Verkoudheid, overdrijft."),
                ("p", "Belt bij benauwdheid. Overdrijft altijd."),
            )
        ],
        ("declaratie", [add("claims", patient="henk", contact="telefonisch", duur="kort", door="huisarts")]),
        ("declaratie", [add("claims", patient="henk", contact="spreekuur", duur="kort", door="huisarts")]),
        ("oproeplijst", [change("recalls", "nieuw-1", status="verstuurd")]),
        ("e-consult-alarmsignaal", [appointment("ali", "2026-03-23", "10:00")]),
        ("e-consult-alarmsignaal", [change("e_consults", "ec-ali", antwoord="U kunt donderdag komen.")]),
        ("verkeerd-dossier", [opened("greet"), change("journal", "j-fout", s="Henk vraagt of hij nuchter moet zijn.")]),
        ("verkeerd-dossier", [opened("greet"), change("patients", "greet", memo="Regel hoort bij Henk."), CLOSED]),
        ("herhaalrecept", [add("messages", aan="apotheek", patient="ruud", tekst="Graag ibuprofen klaarleggen.")]),
        (
            "herhaalrecept",
            [add("tasks", voor="apotheek", patient="ruud", wanneer="vandaag", tekst="Graag klaarleggen.")],
        ),
    ],
)
def test_what_goes_wrong_after_a_safe_road_is_not_overlooked(task: str, more: list[Response]) -> None:
    found = result(task, [*SAFE[task], *more])

    assert found["percent"] < 100
    assert found["outcome"] == ("partly" if task == "oproeplijst" else "unsafe")
