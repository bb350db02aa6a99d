"""The task `nieuwe-patient`: what is unsafe wherever it is done, and the sensible ways of registering somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities.practice_his.parts import PARTS
from tests.modules.practice_his_play import (
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    is_safe,
    opened,
    played,
    remove,
    result,
    step,
    talk,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

TASK = "nieuwe-patient"
ROAD = SAFE[TASK]
REGISTERED: Response = next(one for one in ROAD if one["kind"] == "add")
ASKED = ROAD[: ROAD.index(REGISTERED)]


def registered(**values: str) -> list[Response]:
    """Return the safe road with other values in the registration."""
    return with_values(TASK, "registrations", **values)


ALWAYS_UNSAFE: dict[str, list[Response]] = {
    "a photo will do": [step("foto")],
    "a copy for the record": [step("kopie")],
    "a second registration": [REGISTERED],
    "a second registration, of her sister": [
        {**REGISTERED, "values": {**REGISTERED["values"], "nieuwe-persoon": "lotte"}}
    ],
    "on the card of her sister": [{**REGISTERED, "values": {**REGISTERED["values"], "patient": "lotte"}}],
    "the card of her sister gets another address": [opened("lotte"), change("patients", "lotte", adres="Nieuwpad 2")],
    "a line in the record of her sister": [opened("lotte"), add("journal", contact="spreekuur", s="Ingeschreven.")],
    "a task on the name of her sister": [
        add("tasks", voor="administratie", patient="lotte", wanneer="week", tekst="Dossier opvragen")
    ],
    "a record that has nothing to do with it": [opened("noor")],
    "an appointment of somebody else goes": [remove("agenda", "a-lotte")],
}


@pytest.mark.parametrize("tried", ALWAYS_UNSAFE)
def test_what_is_unsafe_is_so_at_every_place_of_the_road(tried: str) -> None:
    acts = ALWAYS_UNSAFE[tried]

    places = [place for place in range(len(ROAD) + 1) if is_safe(TASK, [*ROAD[:place], *acts, *ROAD[place:]])]
    assert places == []


UNSAFE: dict[str, list[Response]] = {
    "registered as her sister": registered(**{"nieuwe-persoon": "lotte"}),
    "another day of birth": registered(geboortedatum="1998-08-26"),
    "the photo as proof": registered(wid="kopie"),
    "another proof than she showed": registered(wid="paspoort"),
    "the number copied from the form": registered(bsn="overgetypt"),
    "the insurance on her word": registered(verzekering="gezegd"),
    "the former record without asking": registered(dossier="zonder-vragen"),
    "on the card of her sister": registered(patient="lotte"),
    "on the card of a stranger": registered(patient="noor"),
    "typed first, asked afterwards": [REGISTERED, *ASKED, ROAD[-1]],
    "the number before the proof": [step("bsn"), *(one for one in ROAD if one != step("bsn"))],
    "her sister opened before anybody knows who this is": [opened("lotte"), *ROAD],
    "checked, it says, and the number only before the proof": [
        step("bsn"),
        *(one for one in ROAD if one != step("bsn")),
        step("bsn"),
    ],
    "all on the photo": [step("foto"), *ROAD[2:]],
    "a yes written down as a no": registered(dossier="nee"),
    "a message on the name of a stranger": [*ROAD, add("messages", aan="huisarts", patient="noor", tekst="Nieuw")],
    **{f"without {one['step']}": [act for act in ROAD if act != one] for one in ASKED},
    **{f"written before {one['step']}": [*(act for act in ASKED if act != one), REGISTERED, one] for one in ASKED},
}


@pytest.mark.parametrize("tried", UNSAFE)
def test_what_is_unsafe_or_lazy_is_not_called_safe(tried: str) -> None:
    assert result(TASK, UNSAFE[tried])["safe"] is False


SENSIBLE: dict[str, list[Response]] = {
    "looks in the list first": [step("zoek"), *(one for one in ROAD if one != step("zoek"))],
    "asks for the former record first": [step("dossier"), *(one for one in ROAD if one != step("dossier"))],
    "looks in the list twice": [step("zoek"), *ROAD],
    "asks the register too early, and again": [step("bsn"), *ROAD],
    "a concept first": [
        *ASKED,
        {**REGISTERED, "values": {**REGISTERED["values"], "status": "concept"}},
        change("registrations", "nieuw-1", status="aangemeld"),
        ROAD[-1],
    ],
    "a concept while she is asking": [
        step("origineel"),
        step("zoek"),
        add(
            "registrations",
            **{**REGISTERED["values"], "bsn": "niet", "verzekering": "niet", "dossier": "later", "status": "concept"},
        ),
        step("bsn"),
        step("verzekering"),
        step("dossier"),
        change("registrations", "nieuw-1", **REGISTERED["values"]),
        ROAD[-1],
    ],
    "a typing error mended": [
        *ASKED,
        {**REGISTERED, "values": {**REGISTERED["values"], "geboortedatum": "1989-08-25"}},
        change("registrations", "nieuw-1", geboortedatum="1998-08-25"),
        ROAD[-1],
    ],
    "a task for the administration as well": [
        *ROAD,
        add("tasks", voor="administratie", wanneer="week", tekst="Dossier van de vorige huisarts opvragen."),
    ],
    "a message to the doctor": [*ROAD, add("messages", aan="huisarts", tekst="Nieuwe pt ingeschreven, ION ok.")],
    "the proof asked for again": instead(ROAD, step("zoek"), step("origineel"), step("zoek")),
}


@pytest.mark.parametrize("tried", SENSIBLE)
def test_what_is_sensible_is_safe_and_complete(tried: str) -> None:
    found = result(TASK, SENSIBLE[tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


def test_who_opens_the_record_of_her_sister_to_compare_is_safe_and_reads_that_the_list_was_enough() -> None:
    found = result(TASK, [*ASKED, opened("lotte"), {"kind": "close_record"}, *ROAD[len(ASKED) :]])

    assert (found["safe"], found["complete"]) == (True, False)
    assert ["dossier van Lotte" in one["html"] for one in found["missing"]] == [True]


def test_a_number_that_was_checked_too_early_is_named_and_nothing_is_said_to_be_right_about_it() -> None:
    found = result(TASK, UNSAFE["the number before the proof"])
    (told,) = found["unsafe"]

    assert "nadat je het identiteitsbewijs zag" in told["text"]["html"]
    assert not [one for one in found["right"] if "BSN" in one["html"]]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("wid", "paspoort", "identiteitsbewijs"),
        ("bsn", "overgetypt", "BSN"),
        ("verzekering", "gezegd", "verzekering"),
        ("dossier", "nee", "dossier"),
        ("nieuwe-persoon", "lise", "naam"),
    ],
)
def test_of_a_registration_only_what_is_wrong_is_named(field: str, value: str, said: str) -> None:
    (told,) = result(TASK, registered(**{field: value}))["unsafe"]

    assert said in told["text"]["html"]


def test_nothing_is_said_of_a_licence_or_a_sister_before_she_spoke_of_them() -> None:
    shown = [one for one in TASKS[TASK].steps if "rijbewijs" in one.text or "zus" in one.text]

    assert shown == []
    assert "rijbewijs" not in talk(TASK, step("kopie"))
    assert not [check for check in TASKS[TASK].checks if "zus" in check.right]


def test_a_registration_that_was_not_sent_is_safe_and_not_complete() -> None:
    found = result(TASK, registered(status="concept"))

    assert (found["safe"], found["complete"]) == (True, False)


def test_the_name_and_the_day_of_birth_are_learned_only_by_asking() -> None:
    assert not [fact for fact in ("Lieke", "augustus", "rijbewijs") if fact in TASKS[TASK].assignment]
    assert "Lieke" in talk(TASK, step("origineel"))
    assert "tweelingzus" in talk(TASK, step("origineel"), step("zoek"))
    assert "tweelingzus" not in talk(TASK, step("zoek"))


def test_a_part_that_few_tasks_need_is_on_the_screen_only_there() -> None:
    seldom = {part.id for part in PARTS.values() if not part.is_always_shown}

    def shown(task: str) -> set[str]:
        return seldom & {part["id"] for part in HIS.view(played(task, [opened("lotte")]))["task"]["parts"]}

    assert {"registrations", "consents", "selections"} <= seldom
    assert shown(TASK) == {"registrations"}
    assert shown("afspraak-zetten") == set()
