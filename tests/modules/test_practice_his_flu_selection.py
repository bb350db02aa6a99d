"""The task `griepselectie`: everybody on the list gets the right decision before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.modules.practice_his_play import (
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    is_safe,
    opened,
    result,
    step,
    talk,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

TASK = "griepselectie"
ROAD = SAFE[TASK]
LOOKED, DECIDED, SENT = ROAD[:2], ROAD[2:-2], ROAD[-2:]


def decided(who: str, decision: str) -> Response:
    return change("selections", f"s-{who}", besluit=decision)


def with_decision(who: str, decision: str) -> list[Response]:
    """Return the safe road with another decision about one person."""
    others = [one for one in DECIDED if one["record"] != f"s-{who}"]
    assert len(others) == len(DECIDED) - 1
    return [*LOOKED, *others, *([decided(who, decision)] if decision else []), *SENT]


ALWAYS_UNSAFE: dict[str, list[Response]] = {
    "the reason on an open card": [step("kaart")],
    "one mail with all the names": [step("mail")],
    "judged without the doctor": [step("zelf")],
    "somebody who refused is asked again": [step("overhalen")],
    "a record opened for the list": [opened("fatma")],
    "a record opened for the list, of somebody else": [opened("noor")],
    "a second letter by a recall": [add("recalls", patient="ida", voor="griepprik", hoe="brief")],
    "a recall for who refused": [add("recalls", patient="ruud", voor="griepprik", hoe="sms")],
    "the recall of last year changed": [change("recalls", "o-ida", status="gepland")],
    "the pharmacy told": [add("messages", aan="apotheek", patient="sven", tekst="Krijgt griepprik, heeft diabetes")],
}


@pytest.mark.parametrize("tried", ALWAYS_UNSAFE)
def test_what_is_unsafe_is_so_at_every_place_of_the_road(tried: str) -> None:
    acts = ALWAYS_UNSAFE[tried]

    places = [place for place in range(len(ROAD) + 1) if is_safe(TASK, [*ROAD[:place], *acts, *ROAD[place:]])]
    assert places == []


UNSAFE: dict[str, list[Response]] = {
    "a letter to somebody who refused": with_decision("ruud", "leeftijd"),
    "a letter to somebody who died": with_decision("jan-februari", "leeftijd"),
    "a second vaccination": with_decision("greet", "leeftijd"),
    "the other of that name left out": [
        *LOOKED,
        *(one for one in DECIDED if "jan" not in one["record"]),
        decided("jan-december", "weg"),
        decided("jan-februari", "leeftijd"),
        *SENT,
    ],
    "both of that name left out": with_decision("jan-december", "weg"),
    "who is sixty in time left out": with_decision("ida", "buiten"),
    "who is not sixty in time invited": with_decision("ali", "leeftijd"),
    "who is young and has diabetes left out": with_decision("sven", "buiten"),
    "asthma decided by the assistant": with_decision("fatma", "medisch"),
    "asthma left out by the assistant": with_decision("fatma", "buiten"),
    "who refused called a move": with_decision("ruud", "weg"),
    **{f"no decision about {one['record'][2:]}": with_decision(one["record"][2:], "") for one in DECIDED},
    "without looking up the age": [one for one in ROAD if one != step("grens")],
    "without looking up who gets none": [one for one in ROAD if one != step("uitzonderingen")],
    "decided first, looked up afterwards": [*DECIDED, *LOOKED, *SENT],
    "decided about sixty before she knows the day": [decided("ida", "leeftijd"), *ROAD],
    "guessed who gets none": [step("grens"), decided("greet", "elders"), *ROAD[1:]],
    "not seen by the doctor": [*LOOKED, *DECIDED, step("brieven")],
    "seen by the doctor afterwards": [*LOOKED, *DECIDED, step("brieven"), step("huisarts")],
    "seen by the doctor before it was decided": [*LOOKED, step("huisarts"), *DECIDED, step("brieven")],
    "sent first, mended afterwards": [
        *with_decision("ruud", "leeftijd"),
        decided("ruud", "wil-niet"),
        step("huisarts"),
        step("brieven"),
    ],
    "sent with a mistake after the doctor had looked": [
        *ROAD[:-1],
        decided("greet", "leeftijd"),
        step("brieven"),
        decided("greet", "elders"),
    ],
    "everybody invited": [*LOOKED, *({**one, "values": {"besluit": "leeftijd"}} for one in DECIDED), *SENT],
    "nobody invited": [*LOOKED, *({**one, "values": {"besluit": "buiten"}} for one in DECIDED), *SENT],
    "nothing sent": ROAD[:-1],
}


@pytest.mark.parametrize("tried", UNSAFE)
def test_what_is_unsafe_or_lazy_is_not_called_safe(tried: str) -> None:
    assert result(TASK, UNSAFE[tried])["safe"] is False


SENSIBLE: dict[str, list[Response]] = {
    "from the last to the first": [*LOOKED, *reversed(DECIDED), *SENT],
    "looked up the other way round": [*reversed(LOOKED), *DECIDED, *SENT],
    "what is plain before looking up": [
        decided("sven", "medisch"),
        decided("fatma", "beoordelen"),
        decided("jan-december", "leeftijd"),
        *ROAD,
    ],
    "asked the doctor too early, and again": [*LOOKED, step("huisarts"), *ROAD[2:]],
    "asked the doctor before anything, and again": [step("huisarts"), *ROAD],
    "a mistake mended before the doctor looks": [*LOOKED, decided("ruud", "leeftijd"), *ROAD[2:]],
    "looked up twice": [*ROAD[:-2], *LOOKED, *SENT],
    "a task for the doctor as well": [
        *ROAD[:-2],
        add("tasks", voor="huisarts", patient="fatma", wanneer="week", tekst="Griepprik: graag beoordelen."),
        *SENT,
    ],
    "a message to the doctor as well": [*ROAD, add("messages", aan="huisarts", tekst="Griepselectie staat klaar")],
}


@pytest.mark.parametrize("tried", SENSIBLE)
def test_what_is_sensible_is_safe_and_complete(tried: str) -> None:
    found = result(TASK, SENSIBLE[tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


def test_who_gets_no_letter_is_learned_only_by_looking_it_up() -> None:
    assert not [fact for fact in ("2027", "overleden", "woonzorghuis") if fact in TASKS[TASK].assignment]
    found = talk(TASK, *LOOKED)
    assert all(fact in found for fact in ("1 mei 2027", "overleden", "wil geen griepprik", "woonzorghuis"))


WRONG: dict[str, list[Response]] = {
    "nothing": [],
    "letters alone": [step("brieven")],
    "letters for everybody, also who died": UNSAFE["everybody invited"],
    "letters for nobody": UNSAFE["nobody invited"],
    "letters for who died": UNSAFE["a letter to somebody who died"],
    "letters without looking": [*DECIDED, *SENT],
}


@pytest.mark.parametrize("tried", WRONG)
def test_a_wrong_list_is_never_complete_and_few_things_are_said_of_it(tried: str) -> None:
    found = result(TASK, WRONG[tried])

    assert (found["safe"], found["complete"]) == (False, False)
    assert len(found["unsafe"]) + len(found["missing"]) <= 7


def test_who_died_has_no_appointment_and_nobody_was_sent_the_letter_already() -> None:
    records = HIS.beginning(TASKS[TASK])

    assert not [one for one in records if one.part == "agenda" and one.patient == "jan-februari"]
    assert not [one for one in records if one.part == "recalls" and one.value("voor") == "griepprik"]
