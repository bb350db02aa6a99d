"""What people try in the tasks of the portal, the repeat prescription that may proceed, and the pharmacy that calls."""

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
    result,
    step,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

# An ordinary e-consult

ASK = "gewoon-e-consult"
JAN, WRITTEN, SVEN = (SAFE[ASK][place] for place in (0, 2, 4))


def with_answer(answer: Response, **values: str) -> list[Response]:
    """Return the safe road with other values in one of the two answers."""
    return instead(SAFE[ASK], answer, {**answer, "values": {**answer["values"], **values}})


UNSAFE: list[tuple[str, str, list[Response]]] = [
    ("answered by mail", ASK, with_answer(JAN, weg="mail")),
    ("mailed as well", ASK, [*SAFE[ASK], step("mail")]),
    ("by letter, which comes too late", ASK, with_answer(JAN, weg="brief")),
    (
        "by text message, and mended afterwards",
        ASK,
        [*with_answer(SVEN, weg="sms"), change("e_consults", "ec-sven", weg="portaal")],
    ),
    ("the time of the other of that name", ASK, with_answer(JAN, strekking="tien-uur")),
    (
        "the wrong time, mended after it was sent",
        ASK,
        [*with_answer(JAN, strekking="tien-uur"), change("e_consults", "ec-jan", strekking="tien-twintig")],
    ),
    (
        "written in the record of the other of that name",
        ASK,
        instead(SAFE[ASK], opened("jan-december"), opened("jan-februari")),
    ),
    ("together is fine, says the assistant", ASK, with_answer(SVEN, strekking="mag-samen", status="beantwoord")),
    ("not together, says the assistant", ASK, with_answer(SVEN, strekking="niet-samen")),
    ("reassured", ASK, [*SAFE[ASK], step("geruststellen")]),
    ("looked up on the internet", ASK, [step("opzoeken"), *SAFE[ASK]]),
    ("left until tomorrow", ASK, [*SAFE[ASK], step("morgen")]),
    ("answered though the doctor has to", ASK, with_answer(SVEN, status="beantwoord")),
    (
        "promised before the doctor was asked",
        ASK,
        [one for one in SAFE[ASK] if one != step("huisarts")] + [step("huisarts")],
    ),
    ("this week, which nobody said", ASK, with_answer(SVEN, strekking="huisarts-week")),
    ("an alarm sign that he denies", ASK, with_answer(JAN, alarm="benauwd")),
    ("nothing said of an alarm sign", ASK, with_answer(JAN, alarm="")),
    ("only one of the two", ASK, SAFE[ASK][:3]),
    (
        "closed without an answer",
        ASK,
        [change("e_consults", "ec-jan", status="beantwoord"), change("e_consults", "ec-sven", status="beantwoord")],
    ),
    ("another appointment", ASK, [*SAFE[ASK], change("agenda", "a-jan-december", tijd="10:30")]),
    (
        "a task for the pharmacy",
        ASK,
        [*SAFE[ASK], add("tasks", voor="apotheek", patient="sven", wanneer="vandaag", tekst="Mag dit samen?")],
    ),
    ("a record that is not needed", ASK, [*SAFE[ASK], opened("lotte")]),
]
SENSIBLE: list[tuple[str, str, list[Response]]] = [
    ("Sven first", ASK, [step("huisarts"), SVEN, JAN, opened("jan-december"), WRITTEN]),
    ("the record first", ASK, [opened("jan-december"), JAN, WRITTEN, step("huisarts"), SVEN, CLOSED]),
    ("looked in the record of Sven too", ASK, [*SAFE[ASK], opened("sven")]),
    (
        "a line of the second contact as well",
        ASK,
        [
            *SAFE[ASK],
            opened("sven"),
            add("journal", contact="e-consult", s="Vraag over 2 middelen", p="Dr antwoordt vandaag"),
        ],
    ),
    (
        "a task for the doctor as well",
        ASK,
        [
            *SAFE[ASK],
            add("tasks", voor="huisarts", patient="sven", wanneer="vandaag", tekst="E-consult over interactie"),
        ],
    ),
    (
        "a message to the doctor",
        ASK,
        [*SAFE[ASK], add("messages", aan="huisarts", patient="sven", tekst="zie e-consult svp")],
    ),
    ("in abbreviations", ASK, with_answer(SVEN, antwoord="HA antwoordt vandaag")),
    ("with a safety net", ASK, with_answer(JAN, antwoord="Morgen 10.20 u. Bent u toch benauwd? Bel ons dan meteen.")),
    ("a draft first", ASK, [change("e_consults", "ec-jan", antwoord="Om tien uur"), *SAFE[ASK]]),
    (
        "a long report",
        ASK,
        with_values(
            ASK,
            "journal",
            s="Vraagt de tijd. Hoest nog.",
            o="-",
            e="Geen haast",
            p="Tijd gegeven, belt bij benauwdheid.",
        ),
    ),
    ("the doctor asked twice", ASK, [step("huisarts"), *SAFE[ASK]]),
]


@pytest.mark.parametrize(
    ("task", "road"), [(task, road) for _, task, road in UNSAFE], ids=[f"{task}: {name}" for name, task, _ in UNSAFE]
)
def test_what_is_unsafe_or_wrong_is_never_called_safe(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@pytest.mark.parametrize(
    ("task", "road"),
    [(task, road) for _, task, road in SENSIBLE],
    ids=[f"{task}: {name}" for name, task, _ in SENSIBLE],
)
def test_what_is_sensible_is_safe_and_complete(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@pytest.mark.parametrize("task", [ASK])
def test_of_each_task_many_wrong_and_many_sensible_roads_are_tried(task: str) -> None:
    assert len([one for one in UNSAFE if one[1] == task]) >= 8
    assert len([one for one in SENSIBLE if one[1] == task]) >= 6


@pytest.mark.parametrize(
    ("road", "missed"),
    [
        ([one for one in SAFE[ASK] if one != WRITTEN], "journaal van Jan"),
        (with_answer(JAN, antwoord=""), "wat Jan en Sven te lezen krijgen"),
    ],
)
def test_an_e_consult_without_a_report_or_without_words_is_safe_and_not_complete(
    road: list[Response], missed: str
) -> None:
    found = result(ASK, road)

    assert (found["outcome"], found["safe"], found["complete"]) == ("partly", True, False)
    assert [one for one in found["missing"] if missed in one["html"]]


def test_when_the_doctor_answers_is_learned_only_by_asking() -> None:
    assert "na mijn spreekuur" not in TASKS[ASK].assignment
    talk = HIS.view(played(ASK, [step("huisarts")]))["task"]["talk"]
    assert "na mijn spreekuur" in talk[0]["answer"]["html"]
