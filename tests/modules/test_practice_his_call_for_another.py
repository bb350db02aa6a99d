"""The task `bellen-voor-een-ander`: nothing is told, everything is listened to, and an alarm sign is acted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.modules.practice_his_play import (
    CLOSED,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    is_safe,
    opened,
    remove,
    result,
    step,
    talk,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

TASK = "bellen-voor-een-ander"
ROAD = [SAFE[TASK][0], step("zelf"), *SAFE[TASK][1:]]
REPORT = ROAD[-1]


def without(*steps: str) -> list[Response]:
    return [one for one in ROAD if one.get("step") not in steps]


def reported(**values: str) -> list[Response]:
    return with_values(TASK, "journal", **values)


ALWAYS_UNSAFE: dict[str, list[Response]] = {
    "the record read aloud": [step("uitslag")],
    "only that she was here": [step("bezoek")],
    "a mother may know": [step("moeder")],
    "hung up": [step("ophangen")],
    "she may call tomorrow": [step("morgen")],
    "an appointment for tomorrow": [
        add("agenda", datum="2026-03-17", tijd="09:40", patient="lotte", bij="huisarts", soort="spreekuur")
    ],
    "consent for her mother": [
        opened("lotte"),
        add("consents", doel="naaste", keuze="ja", antwoord="naaste", vrager="assistent"),
    ],
    "her no changed": [opened("lotte"), change("consents", "to-lotte", keuze="ja")],
    "her no taken away": [opened("lotte"), remove("consents", "to-lotte")],
    "the report of then changed": [opened("lotte"), change("journal", "j-lotte", correctie="Moeder gebeld")],
    "the report twice": [opened("lotte"), REPORT],
    "a message to somebody who does not need it": [add("messages", aan="apotheek", patient="lotte", tekst="Ziek")],
    "another record": [opened("greet"), CLOSED],
    "a task that waits": [add("tasks", voor="huisarts", patient="lotte", wanneer="week", tekst="Moeder bellen")],
}


@pytest.mark.parametrize("tried", ALWAYS_UNSAFE)
def test_what_is_unsafe_is_so_at_every_place_of_the_road(tried: str) -> None:
    acts = ALWAYS_UNSAFE[tried]

    places = [place for place in range(len(ROAD) + 1) if is_safe(TASK, [*ROAD[:place], *acts, *ROAD[place:]])]
    assert places == []


UNSAFE: dict[str, list[Response]] = {
    **{f"without {left_out}": without(left_out) for left_out in ("wie", "hoe", "waar", "overleg", "bel-112")},
    "nothing told, and nothing asked": [step("wie"), step("zelf"), opened("lotte"), REPORT],
    "a task for the doctor in the place of 112": [
        *without("bel-112", "overleg", "vertel"),
        add("tasks", voor="huisarts", patient="lotte", wanneer="nu", tekst="Moeder belt, dochter suf"),
    ],
    "written before 112": [*(one for one in ROAD if one not in (step("bel-112"), step("vertel"))), step("bel-112")],
    "the doctor after the report": [*without("overleg"), step("overleg")],
    "the address after the report": [*without("waar"), step("waar")],
    "opened before anybody knows of whom it is": [opened("lotte"), *ROAD],
    "112 before it was asked how she is": [*without("hoe"), step("hoe")],
    "an urgency too low": reported(urgentie="u3"),
    "a report of another day": reported(datum="2026-03-15"),
    "as if she had called herself": reported(**{"wie-belt": "patient"}),
    "as if her mother decides": reported(beslist="ouders"),
    "as if whoever calls decides": reported(beslist="beller"),
    "a report that something was told": reported(**{"uit-dossier": "bezoek"}),
    "the doctor by a message": reported(overleg="huisarts-bericht"),
    "a report in words alone": reported(urgentie="", overleg="", p="U1, HA erbij, 112 gebeld, niets verteld"),
    "no report": [one for one in ROAD if one != REPORT],
    "in the record of somebody else": instead(ROAD, opened("lotte"), opened("noor")),
}


@pytest.mark.parametrize("tried", UNSAFE)
def test_what_is_unsafe_or_lazy_is_not_called_safe(tried: str) -> None:
    assert result(TASK, UNSAFE[tried])["safe"] is False


SENSIBLE: dict[str, list[Response]] = {
    "listens first, says afterwards that she may call herself": [step("hoe"), *ROAD[:2], *ROAD[3:]],
    "asks for her daughter herself": [*ROAD[:3], step("spreken"), *ROAD[3:]],
    "112 before the doctor": [*ROAD[:3], step("waar"), step("bel-112"), step("overleg"), *ROAD[6:]],
    "the doctor called in twice": [step("overleg"), *ROAD],
    "the doctor listens from the start": [step("overleg"), *without("overleg")],
    "112 before the address is known, and the address then": [
        *ROAD[:4],
        step("bel-112"),
        step("waar"),
        *ROAD[6:],
    ],
    "the record open while she speaks": [step("wie"), opened("lotte"), *ROAD[1:7], REPORT],
    "reassures her mother after the report": [*without("vertel"), step("vertel")],
    "a task for the doctor as well": [
        *ROAD,
        add("tasks", voor="huisarts", patient="lotte", wanneer="vandaag", tekst="Graag contact met Lotte opnemen"),
    ],
    "in the shorthand of the field": reported(s="Mdr belt: koorts, nekstijf, suf", p="U1, iom HA, 112 gebeld"),
    "a long report": reported(s="Moeder belt over Lotte. " * 20, o="Gemompel gehoord.", p="112 en huisarts. " * 20),
    "the record closed at the end": [*ROAD, CLOSED],
}


@pytest.mark.parametrize("tried", SENSIBLE)
def test_what_is_sensible_is_safe_and_complete(tried: str) -> None:
    found = result(TASK, SENSIBLE[tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


def test_who_does_not_tell_the_mother_that_help_comes_is_safe_and_not_complete() -> None:
    found = result(TASK, without("vertel"))

    assert (found["safe"], found["complete"]) == (True, False)


def test_with_an_alarm_sign_nobody_has_to_speak_of_privacy_first() -> None:
    found = result(TASK, without("zelf"))

    assert (found["outcome"], found["missing"]) == ("safe", [])


def test_who_told_something_reads_nowhere_that_she_told_nothing() -> None:
    found = result(TASK, [*ROAD[:3], step("bezoek"), *ROAD[3:]])

    assert not [one for one in found["right"] if "niets" in one["html"]]
    assert "maar haar moeder hoorde wel iets" in " ".join(one["text"]["html"] for one in found["unsafe"])


def test_who_told_something_and_writes_that_down_is_not_told_that_the_report_is_wrong() -> None:
    road = [one if one is not REPORT else reported(**{"uit-dossier": "bezoek"})[-1] for one in ROAD]
    found = result(TASK, [*road[:3], step("bezoek"), *road[3:]])

    assert len(found["unsafe"]) == 1


def test_the_doctor_and_112_answer_on_what_was_done() -> None:
    assert "Bel 112" not in talk(TASK, *[step(one) for one in ("hoe", "waar", "bel-112", "overleg")])
    assert "maar waar is zij" in talk(TASK, *[step(one) for one in ("hoe", "bel-112", "overleg")])
    assert "Bel 112" not in talk(TASK, *[step(one) for one in ("waar", "bel-112", "overleg", "hoe")])
    assert "onderweg" not in talk(TASK, step("hoe"), step("bel-112"), step("vertel"))
    assert "onderweg" in talk(TASK, step("hoe"), step("bel-112"), step("waar"))


def test_the_alarm_sign_is_learned_only_by_listening() -> None:
    assert not [fact for fact in ("koorts", "wakker", "1998", "Oefenlaan") if fact in TASKS[TASK].assignment]
    assert "wakker" in talk(TASK, step("hoe"))
    assert "U1" not in talk(TASK, step("overleg"))
    assert "U1" in talk(TASK, step("hoe"), step("overleg"))
    assert "U1" in talk(TASK, step("overleg"), step("hoe"))


def test_who_called_before_the_alarm_sign_is_told_that_she_called_too_early_and_not_that_she_did_not() -> None:
    found = result(TASK, [step("bel-112"), *without("bel-112")])
    told = " ".join(one["text"]["html"] for one in found["unsafe"])

    assert "Te vroeg gedaan: ‘Je belt 112’. Bel 112 als je het alarmsignaal hoort." in told
    assert "Te vroeg" not in str(result(TASK, without("bel-112", "vertel")))
