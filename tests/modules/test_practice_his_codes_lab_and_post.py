"""What people try in the tasks of the ICPC code, the lab, the incoming post, and urgency at the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.modules.practice_his_play import (
    CLOSED,
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    opened,
    played,
    remove,
    result,
    step,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

# The ICPC code and the episode of a contact

CODE = "icpc-koppelen"
CODED = SAFE[CODE][2]

UNSAFE: list[tuple[str, str, list[Response]]] = [
    ("a diagnosis that nobody made", CODE, with_values(CODE, "journal", icpc="l90")),
    (
        "a diagnosis that nobody made, mended afterwards",
        CODE,
        instead(SAFE[CODE], CODED, change("journal", "j-noor", icpc="l90", gekoppeld="knie"), CODED),
    ),
    ("the joint beside it", CODE, with_values(CODE, "journal", icpc="l13")),
    ("no code", CODE, with_values(CODE, "journal", icpc="")),
    ("the episode of her hip", CODE, with_values(CODE, "journal", gekoppeld="heup")),
    ("a new episode, as a word", CODE, with_values(CODE, "journal", gekoppeld="nieuw")),
    ("no episode", CODE, with_values(CODE, "journal", gekoppeld="geen")),
    ("a new episode as well", CODE, [*SAFE[CODE], add("episodes", naam="Knieklachten")]),
    (
        "a new episode that is taken away again",
        CODE,
        [*SAFE[CODE], add("episodes", naam="Knie"), remove("episodes", "nieuw-1")],
    ),
    ("the old episode closed", CODE, [*SAFE[CODE], change("episodes", "ep-noor", status="afgesloten")]),
    ("the old episode renamed", CODE, [*SAFE[CODE], change("episodes", "ep-noor", naam="Artrose van de knie")]),
    ("coded first, asked afterwards", CODE, [opened("noor"), CODED, step("vraag"), step("meld")]),
    ("never asked", CODE, [one for one in SAFE[CODE] if one != step("vraag")]),
    ("asked a colleague and not the doctor", CODE, instead(SAFE[CODE], step("vraag"), step("collega"))),
    ("what she thinks herself", CODE, [step("gok"), *SAFE[CODE]]),
    ("left empty because nobody reads it", CODE, [step("leeg"), *SAFE[CODE]]),
    ("the conclusion of the doctor written anew", CODE, with_values(CODE, "journal", e="Artrose")),
    (
        "a second report",
        CODE,
        [*SAFE[CODE], add("journal", contact="spreekuur", icpc="l15", gekoppeld="knie", e="Knie")],
    ),
    (
        "sent to a colleague who has nothing to do with it",
        CODE,
        [*SAFE[CODE], add("messages", aan="poh", tekst="Knie")],
    ),
    ("the record of somebody else", CODE, [opened("greet"), *SAFE[CODE]]),
]
SENSIBLE: list[tuple[str, str, list[Response]]] = [
    ("the record first", CODE, [opened("noor"), step("vraag"), CODED, step("meld")]),
    ("a colleague asked as well", CODE, [step("collega"), *SAFE[CODE]]),
    ("asked twice", CODE, [step("vraag"), *SAFE[CODE]]),
    (
        "in two times",
        CODE,
        [
            step("vraag"),
            opened("noor"),
            change("journal", "j-noor", icpc="l15"),
            change("journal", "j-noor", gekoppeld="knie"),
            step("meld"),
        ],
    ),
    (
        "the wrong joint, mended at once",
        CODE,
        instead(SAFE[CODE], CODED, change("journal", "j-noor", icpc="l13", gekoppeld="heup"), CODED),
    ),
    (
        "a message and nothing said",
        CODE,
        [*SAFE[CODE][:-1], add("messages", aan="huisarts", patient="noor", tekst="Gekoppeld: L15, ep knie")],
    ),
    (
        "a task and said as well",
        CODE,
        [*SAFE[CODE], add("tasks", voor="huisarts", patient="noor", wanneer="week", tekst="Graag E-regel nakijken")],
    ),
    ("the record closed again", CODE, [*SAFE[CODE], CLOSED]),
]

PARTLY: list[tuple[str, str, list[Response]]] = [
    ("the doctor does not know", CODE, SAFE[CODE][:-1]),
    ("told before it was there", CODE, [step("vraag"), step("meld"), opened("noor"), CODED]),
]

ONLY_BY_ASKING = [
    (CODE, step("vraag"), "nog geen diagnose"),
]


def named(cases: list[tuple[str, str, list[Response]]]) -> list[str]:
    return [f"{task}: {name}" for name, task, _ in cases]


@pytest.mark.parametrize(("_name", "task", "road"), UNSAFE, ids=named(UNSAFE))
def test_what_is_unsafe_or_wrong_is_never_called_safe(_name: str, task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@pytest.mark.parametrize(("_name", "task", "road"), SENSIBLE, ids=named(SENSIBLE))
def test_what_is_sensible_is_safe_and_complete(_name: str, task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@pytest.mark.parametrize(("_name", "task", "road"), PARTLY, ids=named(PARTLY))
def test_what_leaves_out_something_that_no_safety_hangs_on_is_safe_and_not_complete(
    _name: str, task: str, road: list[Response]
) -> None:
    found = result(task, road)

    assert (found["outcome"], found["safe"], found["complete"]) == ("partly", True, False)


@pytest.mark.parametrize("task", dict.fromkeys(task for _, task, _ in UNSAFE))
def test_of_each_task_many_wrong_and_many_sensible_roads_are_tried(task: str) -> None:
    assert len([one for one in UNSAFE if one[1] == task]) >= 8
    assert len([one for one in SENSIBLE if one[1] == task]) >= 6


@pytest.mark.parametrize(("task", "question", "fact"), ONLY_BY_ASKING)
def test_some_facts_are_learned_only_by_asking(task: str, question: Response, fact: str) -> None:
    road = SAFE[task]
    asked = played(task, road[: road.index(question) + 1])

    assert fact not in TASKS[task].assignment
    assert fact in HIS.view(asked)["task"]["talk"][-1]["answer"]["html"]
