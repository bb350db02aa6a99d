"""What a verdict says: nothing done is never complete, and what is praised or blamed was decided by a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.modules.practice_his_play import (
    CLOSED,
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    looked,
    opened,
    played,
    praised,
    result,
    step,
    told,
    with_values,
)

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.fields import RecordField
    from tests.modules.practice_his_play import Response

JUDGED_POINT_BY_POINT = (
    "telefoon-urgentie",
    "bellen-voor-een-ander",
    "nieuwe-patient",
    "toestemming-delen",
    "lab-aanvraag",
    "hap-bericht",
    "griepselectie",
    "telefoon-in-soep",
    "e-consult-alarmsignaal",
    "verwijzing",
    "declaratie",
)

each_task = pytest.mark.parametrize("task", JUDGED_POINT_BY_POINT)
every_task = pytest.mark.parametrize("task", TASKS)


@each_task
def test_who_does_nothing_is_not_complete_and_is_praised_for_nothing(task: str) -> None:
    found = result(task, [])

    assert (found["safe"], found["complete"], found["right"]) == (False, False, [])


@each_task
def test_who_only_asks_and_writes_nothing_is_praised_for_nothing_written(task: str) -> None:
    said = [one for one in SAFE[task] if one["kind"] == "step"]
    right = " ".join(one["html"] for one in result(task, said)["right"])

    assert not [
        word
        for word in ("journaal", "inschrijving met", "regel voor", "aanvraag voor", "afspraak voor")
        if word in right
    ]


@each_task
def test_a_rule_judges_one_or_two_things_and_says_so_in_at_most_three_sentences(task: str) -> None:
    told = [check.missing for check in TASKS[task].checks] + [unsafe.text for unsafe in TASKS[task].unsafe]

    assert not [one for one in told if sum(one.count(end) for end in ".?!") > 3]


# Praise

GUESSED = re.compile(
    r"\b(weet|weten|meteen (zien|liet)|belde meteen|meldde het meteen|staat er niet bij|zegt wat|is te zien dat het"
    r"|zonder verwijt|krijgt zijn antwoord|leest via|hoorde wat|niets over Lotte$"
    r"|leren jullie|huisartsen zien|collega ziet|die het beoordeelt"
    r"|het gesprek .*staat in het journaal)\b",
    re.IGNORECASE,
)
"""What no rule decides: what somebody else knows now, how quickly it went, and what words of one's own say."""


@every_task
def test_praise_claims_nothing_of_what_others_know_or_what_own_words_say(task: str) -> None:
    assert [check.right for check in TASKS[task].checks if GUESSED.search(check.right)] == []


def test_in_the_task_of_the_allergy_the_medicine_is_chosen_and_typed_nowhere() -> None:
    task = "allergie-verkeerde-plek"
    part = HIS.parts(TASKS[task])["hypersensitivities"]

    assert part.field("middel") is None
    assert part.field("welk-middel") is not None
    other = with_values(task, "hypersensitivities", **{"welk-middel": "doxycycline"})
    assert "kan het HIS waarschuwen" in praised(task, SAFE[task])
    assert "kan het HIS waarschuwen" not in praised(task, other)


@pytest.mark.parametrize(("time", "length"), [("09:20", "20"), ("09:50", "20"), ("09:15", "10"), ("09:30", "10")])
def test_an_appointment_over_a_taken_slot_is_never_praised_as_free(time: str, length: str) -> None:
    road = with_values("afspraak-zetten", "agenda", tijd=time, duur=length)

    assert "vrije tijd" not in praised("afspraak-zetten", road)
    assert "In die tijd staan nu twee afspraken tegelijk" in told("afspraak-zetten", road)


@pytest.mark.parametrize(("time", "length"), [("14:20", "10"), ("14:00", "20"), ("13:50", "20"), ("14:05", "10")])
def test_a_moved_appointment_over_a_taken_slot_is_told(time: str, length: str) -> None:
    found = told("zelfde-naam", with_values("zelfde-naam", "agenda", tijd=time, duur=length))

    assert ("In die tijd staan nu twee afspraken tegelijk" in found) is (time != "14:20")


@pytest.mark.parametrize("task", ["hap-bericht", "apotheek-belt"])
def test_where_one_appointment_may_be_made_a_second_at_the_same_time_is_unsafe(task: str) -> None:
    patient = "jan-december" if task == "hap-bericht" else "greet"
    booked = add(
        "agenda", datum="2026-03-16", tijd="11:40", patient=patient, bij="huisarts", soort="telefonisch", duur="20"
    )

    assert result(task, [*SAFE[task], booked, booked])["safe"] is False


# Blame

LOOKED_AT: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "herhaalrecept": ("ruud", ("zoek",), ("contraindications",)),
    "herhaalrecept-mag": (
        "noor",
        ("zoek-controle", "zoek-in-de-weg"),
        ("journal", "contraindications", "hypersensitivities"),
    ),
}


@pytest.mark.parametrize("task", LOOKED_AT)
def test_who_shows_the_part_where_it_stands_has_looked_and_is_called_no_guesser(task: str) -> None:
    patient, steps, parts = LOOKED_AT[task]
    unsearched = [one for one in SAFE[task] if one.get("step") not in steps]
    read = instead(unsearched, opened(patient), opened(patient), *(looked(part) for part in parts))

    assert result(task, read)["outcome"] == "safe"
    assert result(task, unsearched)["outcome"] == "unsafe"
    assert "gok" in told(task, [*unsearched, *(looked(part) for part in parts)])


@pytest.mark.parametrize("task", LOOKED_AT)
def test_only_a_part_that_a_rule_asks_about_tells_that_it_was_looked_at(task: str) -> None:
    patient, _, parts = LOOKED_AT[task]

    def telling(*road: Response) -> set[str]:
        return {one["id"] for one in HIS.view(played(task, list(road)))["task"]["parts"] if one["tells_look"]}

    assert telling() == set()
    assert telling(opened(patient)) == {*parts}
    assert telling(opened("sven")) == set()
    assert telling(opened(patient), looked(parts[0])) == {*parts[1:]}


def test_a_draft_in_which_the_eye_is_not_known_is_no_guess() -> None:
    task = "verwijzing"
    referral = next(one for one in SAFE[task] if one.get("part") == "referrals")
    draft = {**referral, "values": {**referral["values"], "oog": "onbekend", "sinds": "onbekend", "status": "concept"}}
    mended = change("referrals", "nieuw-1", oog="links", sinds="weken", status="klaargezet")
    rest = [one for one in SAFE[task] if one not in (step("vraag"), opened("ida"), referral)]

    assert result(task, [opened("ida"), draft, step("vraag"), mended, *rest])["outcome"] == "safe"
    assert "gokken" in told(task, [opened("ida"), referral, step("vraag"), *rest])
    assert result(task, [opened("ida"), draft, step("vraag"), *rest])["outcome"] == "unsafe"


def test_nobody_reads_that_she_acted_only_after_writing() -> None:
    every = [unsafe.text for task in HIS.tasks for unsafe in task.unsafe]

    assert [one for one in every if "schreef eerst" in one] == []
    road = [one for one in SAFE["e-consult-alarmsignaal"] if one != step("bel-112")]
    assert "toen Ali of 112 nog niet was gebeld" in told("e-consult-alarmsignaal", road)


# Own words


@every_task
def test_every_text_that_she_wrote_stands_under_her_own_words_whatever_the_verdict(task: str) -> None:
    road, texts = rewritten(task)

    assert {*own(result(task, road))} == texts
    unsafe = [opened("fatma" if task != "toestemming-delen" else "sven"), CLOSED, *road]
    assert result(task, unsafe)["safe"] is False
    assert {*own(result(task, unsafe))} >= texts - {""}


def rewritten(task: str) -> tuple[list[Response], set[str]]:
    """Return the safe road with words of one's own in every field that takes them, and those words."""
    texts: set[str] = set()
    road = []
    for place, response in enumerate(SAFE[task]):
        part = HIS.parts(TASKS[task]).get(response.get("part", ""))
        if part is None or response["kind"] != "add":
            road.append(response)
            continue
        free = [field for field in part.fields if takes_words(field)]
        words = {field.id: f"Woorden {place} {field.id}" for field in free}
        texts |= {*words.values()}
        road.append({**response, "values": {**response["values"], **words}})
    changed = [one["values"] for one in SAFE[task] if one["kind"] == "change"]
    texts |= {text for values in changed for name, text in values.items() if name in {"opmerking", "antwoord", "reden"}}
    return road, texts


def takes_words(field: RecordField) -> bool:
    return field.is_written and not field.locked and not field.for_change


def own(found: dict[str, Any]) -> list[str]:
    """Return all that stands under her own words."""
    return [text for one in found["compare"] for text in one["own"]]


# Fields


@every_task
def test_every_field_of_fixed_values_that_a_task_adds_says_that_the_result_hangs_on_it(task: str) -> None:
    parts = {one["id"]: one for one in HIS.view(played(task, [opened("noor")]))["task"]["parts"]}
    added = {(part, name) for part, names in TASKS[task].fields.items() for name in names}

    assert added - marked(parts) == set()


def test_a_field_that_must_be_filled_in_one_time_says_so_and_no_other_does() -> None:
    parts = {one["id"]: one for one in HIS.view(played("telefoon-in-soep", [opened("lotte")]))["task"]["parts"]}
    journal = {name for part, name in marked(parts) if part == "journal"}

    assert journal == {"identiteit", "ademhaling", "spreken", "overleg", "vangnet", "s", "o", "e", "p"}


def marked(parts: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the fields, each behind its part, of which a form says that the result hangs on them."""
    return {(part["id"], field["id"]) for part in parts.values() for field in part["fields"] if field["is_judged"]}


# Almost right


def test_a_message_that_names_no_patient_is_told_at_which_field_to_look() -> None:
    """It was sent: that it was not would be untrue."""
    found = result("bericht-aan-collega", [add("messages", aan="poh", verzoek="bellen", tekst="Graag bellen")])
    told_of = " ".join(one["text"]["html"] for one in found["unsafe"])

    assert "Bij Berichten schreef je wel iets. Kijk daar nog eens naar ‘Patiënt’." in told_of


def test_who_wrote_nothing_like_it_is_told_of_no_field() -> None:
    found = result("bericht-aan-collega", [step("bereikbaar")])

    assert "schreef je wel iets" not in str(found)


def test_the_patient_of_a_message_says_that_the_result_hangs_on_it() -> None:
    parts = {one["id"]: one for one in HIS.view(played("bericht-aan-collega", []))["task"]["parts"]}

    assert {("messages", "patient"), ("tasks", "patient")} <= marked(parts)


def test_a_line_that_is_right_as_it_is_is_not_called_nearly_another() -> None:
    """One of the two choices is written down; of the other nothing is, and the first may not be changed into it."""
    pharmacy = [one for one in SAFE["toestemming-delen"] if one.get("values", {}).get("doel") == "apotheek"]
    road = [one for one in SAFE["toestemming-delen"] if one not in pharmacy]

    found = told("toestemming-delen", road)

    assert "nog geen regel van vandaag voor de apotheek" in found
    assert "schreef je wel iets" not in found


def test_what_a_caller_says_is_in_the_conversation_and_not_in_the_assignment() -> None:
    calls = [
        task for task in TASKS.values() if "De telefoon gaat" in task.assignment or "aan de balie" in task.assignment
    ]
    assert len(calls) > 10

    assert [task.id for task in calls if task.opening is None or "“" in task.assignment] == []


def test_what_to_do_next_does_not_say_the_verdict_again() -> None:
    assert HIS.verdicts is not None
    said = (HIS.verdicts.safe, HIS.verdicts.partly, HIS.verdicts.unsafe)

    assert [text for text in said if "veilig" in text] == []


UNKNOWN = [
    ("telefoon-in-soep", "vraag", "hoe je wist wie er belde", {"identiteit": "niet"}),
    ("lab-aanvraag", "vraag", "hoe je wist wie er belde", {"identiteit": "niet"}),
    ("e-consult-alarmsignaal", "overleg", "met wie je overlegde", {"overleg": "niemand"}),
    ("telefoon-urgentie", "overleg", "met wie je overlegde", {"overleg": "niemand"}),
    ("bellen-voor-een-ander", "overleg", "met wie je overlegde", {"overleg": "niemand"}),
]


@pytest.mark.parametrize(("task", "left_out", "said", "honest"), UNKNOWN)
def test_an_honest_report_of_what_was_not_done_is_not_called_wrong(
    task: str, left_out: str, said: str, honest: dict[str, str]
) -> None:
    road = [one for one in with_values(task, "journal", **honest) if one != step(left_out)]

    assert result(task, road)["safe"] is False
    assert said not in told(task, road)
    assert said in told(task, with_values(task, "journal", **honest))
