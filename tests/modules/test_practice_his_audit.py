"""What was tried in each task after its own tests: other orders, a wrong day, a line beside the work, another person.

Six or more of each task are unsafe, wrong or lazy and six or more are sensible. They were invented without a look at
the rules, as a colleague of each practice works or hurries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities.practice_his.search import Search
from tests.modules.practice_his_play import (
    CLOSED,
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    message_to,
    note,
    opened,
    otherwise,
    remove,
    result,
    step,
    task_for,
    with_others,
    with_values,
    without,
    written,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

Roads = dict[str, list["Response"]]

YESTERDAY, TODAY, TUESDAY, WEDNESDAY, THURSDAY = (f"2026-03-{day}" for day in (15, 16, 17, 18, 19))
UNSAFE: dict[str, Roads] = {}
SENSIBLE: dict[str, Roads] = {}


# Starter

T = "afspraak-zetten"
BOOKED, REPEATED = SAFE[T]
UNSAFE[T] = {
    "a week later": with_values(T, "agenda", datum="2026-03-24"),
    "half in the slot of somebody else": with_values(T, "agenda", tijd="09:15"),
    "a call and no visit": with_values(T, "agenda", soort="telefonisch"),
    "with the specialist nurse": with_values(T, "agenda", bij="specialist"),
    "somebody moved to make place": [
        change("agenda", "a-lotte", tijd="09:50"),
        *with_values(T, "agenda", tijd="09:30"),
    ],
    "booked, told, and taken away": [*SAFE[T], remove("agenda", "nieuw-1")],
    "booked, told, and moved to another day": [*SAFE[T], change("agenda", "nieuw-1", datum=WEDNESDAY)],
    "booked for Ida": with_values(T, "agenda", patient="ida"),
    "a note of another day": [*SAFE[T], opened("noor"), note(datum=YESTERDAY)],
    "a note in the record of somebody else": [*SAFE[T], opened("greet"), note()],
    "a task for the doctor beside it": [*SAFE[T], task_for("huisarts", "greet")],
}
SENSIBLE[T] = {
    "the last free time": with_values(T, "agenda", tijd="09:50"),
    "in a taken slot at first, and mended": [
        *with_values(T, "agenda", tijd="09:30")[:1],
        change("agenda", "nieuw-1", tijd="09:20"),
        REPEATED,
    ],
    "for somebody else at first, and mended": [
        *with_values(T, "agenda", patient="ida")[:1],
        change("agenda", "nieuw-1", patient="noor"),
        REPEATED,
    ],
    "hung up at the end": [*SAFE[T], step("ophangen")],
    "told before and after": [REPEATED, *SAFE[T]],
    "her card looked at first": [opened("noor"), *SAFE[T]],
    "a line in the journal as well": [
        opened("noor"),
        *SAFE[T],
        note(s="Belt ivm knie, geen haast", p="Afspr. di 9.40"),
    ],
    "booked anew": [BOOKED, remove("agenda", "nieuw-1"), BOOKED, REPEATED],
}

T = "bericht-aan-collega"
UNSAFE[T] = {
    "his appointment moved as well": [*SAFE[T], change("agenda", "a-ruud", datum=THURSDAY)],
    "his appointment taken away": [*SAFE[T], remove("agenda", "a-ruud")],
    "a new appointment beside it": [
        *SAFE[T],
        add("agenda", datum=THURSDAY, tijd="11:00", patient="ruud", bij="poh", soort="spreekuur"),
    ],
    "about somebody else": with_values(T, "messages", patient="henk"),
    "about nobody": with_values(T, "messages", patient=""),
    "he calls off": with_values(T, "messages", verzoek="afzeggen"),
    "about a result": with_values(T, "messages", verzoek="uitslag"),
    "a task that is done already": [
        step("bereikbaar"),
        task_for("poh", "ruud", verzoek="bellen", status="klaar"),
        step("vertel"),
    ],
    "a task for the doctor": [step("bereikbaar"), task_for("huisarts", "ruud", verzoek="bellen"), step("vertel")],
    "only told": without(T, written(T, "add", "messages")),
    "a note of yesterday": [*SAFE[T], opened("ruud"), note("spreekuur", datum=YESTERDAY)],
}
SENSIBLE[T] = {
    "a task that is urgent": [step("bereikbaar"), task_for("poh", "ruud", "nu", verzoek="bellen"), step("vertel")],
    "his card for the number": [opened("ruud"), *SAFE[T], CLOSED],
    "told what happens, and asked then": [SAFE[T][1], SAFE[T][2], SAFE[T][0]],
    "to the wrong colleague, and mended": [
        step("bereikbaar"),
        message_to("assistent", "ruud", verzoek="bellen"),
        change("messages", "nieuw-1", aan="poh"),
        step("vertel"),
    ],
    "a note in his journal as well": [
        *SAFE[T],
        opened("ruud"),
        note("spreekuur", p="Kan wo niet, POH belt voor andere dag"),
    ],
    "asked twice": [step("bereikbaar"), *SAFE[T]],
    "a subject and a number": with_values(T, "messages", onderwerp="Afspr. 18-3", tekst="TC svp, ochtend, 0000005"),
}

T = "telefoon-in-soep"
REPORT = written(T, "add", "journal")
UNSAFE[T] = {
    "the report before the questions": [step("vraag"), opened("lotte"), REPORT, *SAFE[T][1:4]],
    "the report before the doctor": [*SAFE[T][:2], opened("lotte"), REPORT, *SAFE[T][2:4]],
    "of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "of next year": with_values(T, "journal", datum="2027-03-16"),
    "as a visit to the practice": with_values(T, "journal", contact="spreekuur"),
    "a colleague in place of the doctor, it says": with_values(T, "journal", overleg="collega"),
    "back after a week": with_values(T, "journal", vangnet="week"),
    "twice": [*SAFE[T], REPORT],
    "an appointment to be sure": [
        *SAFE[T],
        add("agenda", datum=TUESDAY, tijd="09:40", patient="lotte", bij="huisarts", soort="spreekuur"),
    ],
    "the doctor before the question": [step("vraag"), step("overleg"), *SAFE[T]],
    "a task on the name of somebody else": [*SAFE[T], task_for("huisarts", "greet")],
    "the doctor by message alone": instead(SAFE[T], step("overleg"), message_to("huisarts", "lotte")),
    "a task about her before anybody knows": [task_for("huisarts", "lotte"), *SAFE[T]],
}
SENSIBLE[T] = {
    "how she is before who she is": [step("benauwd"), step("vraag"), *SAFE[T][2:]],
    "what she tells while she tells it, the rest at the end": [
        step("vraag"),
        opened("lotte"),
        note(identiteit="gevraagd", s="2 dg schor"),
        *SAFE[T][1:4],
        change(
            "journal",
            "nieuw-1",
            ademhaling="nee",
            spreken="zinnen",
            overleg="huisarts-direct",
            vangnet="erger",
            o="Hele zinnen",
            e="BLWI (HA)",
            p="Belt bij dyspn.",
        ),
    ],
    "told after the report": [*SAFE[T][:3], *SAFE[T][4:], step("vertel")],
    "the doctor once more": [*SAFE[T][:3], step("overleg"), *SAFE[T][3:]],
    "a task for the doctor to read it": [*SAFE[T], task_for("huisarts", "lotte", "week")],
    "a message to the doctor": [*SAFE[T], message_to("huisarts", "lotte"), CLOSED],
    "a slip in the report, mended": [
        *with_values(T, "journal", ademhaling="rust"),
        change("journal", "nieuw-1", ademhaling="nee"),
    ],
    "in a few letters": with_values(T, "journal", s="2 dg hees", o="gb", e="BLWI", p="vangnet: dyspn"),
}

T = "declaratie"
CLAIM = written(T, "change", "claims")
UNSAFE[T] = {
    "of yesterday": with_values(T, "claims", datum=YESTERDAY),
    "by the assistant": with_values(T, "claims", door="assistent"),
    "as a telephone call": with_values(T, "claims", contact="telefonisch"),
    "on the name of Greet": with_values(T, "claims", patient="greet"),
    "taken away and not written anew": [opened("henk"), remove("claims", "d-henk"), step("navragen")],
    "the claim of Greet taken away too": [*SAFE[T], remove("claims", "d-greet")],
    "a second claim for the talk": [*SAFE[T], add("claims", patient="henk", contact="telefonisch", door="assistent")],
    "the journal made to fit": [opened("henk"), change("journal", "j-henk", p="Gesprek van 25 minuten"), *SAFE[T]],
    "a correction in the journal": [*SAFE[T], change("journal", "j-henk", correctie="12 minuten")],
    "a task that is done already": [*SAFE[T], task_for("administratie", "henk", status="klaar")],
    "a message to the pharmacy": [*SAFE[T], message_to("apotheek", "henk")],
}
SENSIBLE[T] = {
    "taken away and written anew": [
        opened("henk"),
        remove("claims", "d-henk"),
        add("claims", patient="henk", contact="spreekuur", duur="5-tot-20", door="huisarts"),
        step("navragen"),
    ],
    "in two times": [
        opened("henk"),
        change("claims", "d-henk", contact="spreekuur"),
        change("claims", "d-henk", duur="5-tot-20"),
        step("navragen"),
    ],
    "a class too high, mended": [
        opened("henk"),
        change("claims", "d-henk", contact="spreekuur", duur="vanaf-20"),
        change("claims", "d-henk", duur="5-tot-20"),
        step("navragen"),
    ],
    "a task for who sends the claims": [*SAFE[T], task_for("administratie", "henk", "week")],
    "a message to the doctor": [*SAFE[T], message_to("huisarts", "henk")],
    "told twice, and the record closed": [*SAFE[T], step("navragen"), CLOSED],
}

T = "icpc-koppelen"
CODED = written(T, "change", "journal")
UNSAFE[T] = {
    "the code alone": with_values(T, "journal", gekoppeld=""),
    "the episode alone": with_values(T, "journal", icpc=""),
    "high blood pressure": with_values(T, "journal", icpc="k86", gekoppeld="bloeddruk"),
    "another day": with_values(T, "journal", datum=YESTERDAY),
    "a plan of her own": with_values(T, "journal", p="Foto knie"),
    "a new line and the old left open": [
        *SAFE[T][:2],
        note("spreekuur", icpc="l15", gekoppeld="knie"),
        step("meld"),
    ],
    "what the colleague thought, and asked then": [
        step("collega"),
        opened("noor"),
        change("journal", "j-noor", icpc="l90", gekoppeld="knie"),
        step("vraag"),
        CODED,
        step("meld"),
    ],
    "the episode of her hip closed": [*SAFE[T], change("episodes", "ep-noor-heup", status="afgesloten")],
    "a task that is done already": [*SAFE[T], task_for("huisarts", "noor", status="klaar")],
}
SENSIBLE[T] = {
    "the wrong episode, mended": [
        *SAFE[T][:2],
        change("journal", "j-noor", icpc="l15", gekoppeld="geen"),
        change("journal", "j-noor", gekoppeld="knie"),
        step("meld"),
    ],
    "asked again before telling": [*SAFE[T][:3], step("vraag"), step("meld")],
    "told twice": [*SAFE[T], step("meld")],
    "a task in place of telling": [*SAFE[T][:3], task_for("huisarts", "noor", "week")],
    "closed and opened again": [opened("noor"), CLOSED, *SAFE[T]],
    "told too early and again": [step("vraag"), step("meld"), *SAFE[T][1:]],
}

T = "nieuwe-patient"
REGISTERED = written(T, "add", "registrations")
UNSAFE[T] = {
    "rejected, it says": with_values(T, "registrations", status="afgewezen"),
    "gone again, it says": with_values(T, "registrations", status="uitgeschreven"),
    "of yesterday": with_values(T, "registrations", datum=YESTERDAY),
    "born in another year": with_values(T, "registrations", geboortedatum="1989-08-25"),
    "the number of somebody else": with_values(T, "registrations", bsn="ander"),
    "not insured": with_values(T, "registrations", verzekering="onverzekerd"),
    "looked in the list afterwards": [*without(T, step("zoek")), step("zoek")],
    "an appointment on the name of her sister": [
        *SAFE[T],
        add("agenda", datum=TUESDAY, tijd="09:40", patient="lotte", bij="huisarts", soort="spreekuur"),
    ],
    "a task that is done already": [*SAFE[T], task_for("administratie", status="klaar")],
    "her name misspelt": with_values(T, "registrations", **{"nieuwe-persoon": "lieke-denkbeel"}),
}
SENSIBLE[T] = {
    "searched first": [step("zoek"), *SAFE[T]],
    "as a draft, and sent at the end": [
        *with_values(T, "registrations", status="concept")[:-1],
        change("registrations", "nieuw-1", status="aangemeld"),
        step("vertel"),
    ],
    "insurance and record first": [step("verzekering"), step("dossier"), *SAFE[T]],
    "a task to ask for the record": [*SAFE[T], task_for("administratie", when="week")],
    "a message to the doctor": [*SAFE[T], message_to("huisarts")],
    "told twice": [*SAFE[T], step("vertel")],
    "a slip, mended": [
        *with_values(T, "registrations", wid="paspoort")[:-1],
        change("registrations", "nieuw-1", wid="rijbewijs"),
        step("vertel"),
    ],
}

T = "toestemming-delen"
POST, PHARMACY = written(T, "add", "consents"), written(T, "add", "consents", 1)
UNSAFE[T] = {
    "the post withdrawn": otherwise(T, POST, keuze="ingetrokken"),
    "asked by the nurse, it says": otherwise(T, PHARMACY, vrager="poh"),
    "a representative, it says": otherwise(T, PHARMACY, antwoord="vertegenwoordiger"),
    "the pharmacy written as the hospital": otherwise(T, PHARMACY, doel="ziekenhuis"),
    "a no, changed into a yes at the end": [*SAFE[T], change("consents", "nieuw-2", keuze="ja")],
    "the post taken away again": [*SAFE[T], remove("consents", "nieuw-1")],
    "a task to fill in his": [*SAFE[T], task_for("administratie", "ali")],
    "the explanation between asking and writing": [
        SAFE[T][0],
        SAFE[T][2],
        SAFE[T][3],
        step("uitleg"),
        *SAFE[T][4:],
    ],
    "a note of tomorrow": [*SAFE[T], note("spreekuur", datum=TUESDAY)],
}
SENSIBLE[T] = {
    "a line taken away and written anew": [
        *SAFE[T][:-2],
        remove("consents", "nieuw-1"),
        POST,
        *SAFE[T][-2:],
    ],
    "told twice": [*SAFE[T], step("vertel")],
    "asked her name again": [*SAFE[T][:4], step("vraag"), *SAFE[T][4:]],
    "explained before who she is": [step("uitleg"), *SAFE[T]],
    "a remark beside each": with_values(T, "consents", opmerking="Mondeling aan de balie"),
    "asked again after the no": [*SAFE[T][:4], step("apotheek"), *SAFE[T][4:]],
}

T = "gewoon-e-consult"
JAN, SVEN = written(T, "change", "e_consults"), written(T, "change", "e_consults", 1)
UNSAFE[T] = {
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a second report of another day": [*SAFE[T], opened("sven"), note("e-consult", datum=TUESDAY, p="HA")],
    "Jan on hold": otherwise(T, JAN, status="wacht"),
    "Jan left as new": otherwise(T, JAN, status="nieuw"),
    "an alarm sign for Sven": otherwise(T, SVEN, alarm="borst"),
    "by letter to Sven": otherwise(T, SVEN, weg="brief"),
    "the appointment of Jan taken away": [*SAFE[T], remove("agenda", "a-jan-december")],
    "a task for the doctor that is done already": [*SAFE[T], task_for("huisarts", "sven", status="klaar")],
    "a task about somebody else": [*SAFE[T], task_for("huisarts", "greet")],
    "Sven put back to new": [*SAFE[T], change("e_consults", "ec-sven", status="nieuw")],
}
SENSIBLE[T] = {
    "the doctor first of all": [step("huisarts"), *SAFE[T]],
    "the report before the answer": [opened("jan-december"), SAFE[T][2], JAN, step("huisarts"), SVEN],
    "a word more, afterwards": [*SAFE[T], change("e_consults", "ec-jan", antwoord="Om 10.20 u. Tot morgen!")],
    "the record closed between": [*SAFE[T][:3], CLOSED, *SAFE[T][3:]],
    "a task that is urgent": [*SAFE[T], task_for("huisarts", "sven", "nu")],
    "both chosen in two times": [
        change("e_consults", "ec-jan", alarm="geen", strekking="tien-twintig"),
        change("e_consults", "ec-jan", weg="portaal", status="beantwoord", antwoord="10.20 u"),
        *SAFE[T][1:],
    ],
}

# Vaardig

T = "zelfde-naam"
MOVED = written(T, "change", "agenda")
UNSAFE[T] = {
    "the old appointment kept": [
        step("vraag"),
        add(
            "agenda", datum=THURSDAY, tijd="14:20", patient="jan-december", bij="huisarts", soort="spreekuur", duur="10"
        ),
        step("herhaal"),
    ],
    "with the nurse": with_values(T, "agenda", bij="poh"),
    "twenty minutes": with_values(T, "agenda", duur="20"),
    "as a telephone call": with_values(T, "agenda", soort="telefonisch"),
    "on Friday": with_values(T, "agenda", datum="2026-03-20"),
    "half in the slot of somebody else": with_values(T, "agenda", tijd="14:05"),
    "both moved": [*SAFE[T], change("agenda", "a-jan-februari", datum=THURSDAY, tijd="14:30")],
    "the card of the wrong one first": [opened("jan-februari"), *SAFE[T]],
    "his voice, and asked all the same": [step("stem"), *SAFE[T]],
    "a note in the record of the other": [*SAFE[T], opened("jan-februari"), note()],
    "given to the other of that name": with_values(T, "agenda", patient="jan-februari"),
}
SENSIBLE[T] = {
    "the last free time": with_values(T, "agenda", tijd="14:30"),
    "a taken time first, mended": [
        step("vraag"),
        change("agenda", "a-jan-december", datum=THURSDAY, tijd="14:10"),
        change("agenda", "a-jan-december", tijd="14:30"),
        step("herhaal"),
    ],
    "the new one first, the old one then": [
        step("vraag"),
        add(
            "agenda", datum=THURSDAY, tijd="14:20", patient="jan-december", bij="huisarts", soort="spreekuur", duur="10"
        ),
        remove("agenda", "a-jan-december"),
        step("herhaal"),
    ],
    "a note in his journal": [*SAFE[T], opened("jan-december"), note(p="Afspr verzet naar do 14.20")],
    "asked twice, repeated twice": [step("vraag"), *SAFE[T], step("herhaal")],
    "only his own card": [step("vraag"), opened("jan-december"), *SAFE[T][1:]],
}

T = "meting-verbeteren"
WEIGHT, LOWER = written(T, "change", "measurements"), written(T, "change", "measurements", 1)
UNSAFE[T] = {
    "measured at home, it says": otherwise(T, WEIGHT, plaats="thuis"),
    "a kilo more": otherwise(T, WEIGHT, waarde="83,5"),
    "measured anew, it says": otherwise(T, LOWER, verbetering="opnieuw"),
    "the upper pressure changed too": [*SAFE[T], change("measurements", "me-boven", waarde="138")],
    "the upper pressure called a slip": [*SAFE[T], change("measurements", "me-boven", verbetering="typefout")],
    "the old weight made to fit": [*SAFE[T], change("measurements", "me-sven-oud", waarde="82,5")],
    "a new line beside the wrong one": [
        *SAFE[T][:2],
        add("measurements", soort="gewicht", waarde="82,5", eenheid="kg", verbetering="typefout"),
        LOWER,
        step("vertel"),
    ],
    "of yesterday": otherwise(T, WEIGHT, datum=YESTERDAY),
    "a report on the name of somebody else": [*SAFE[T], message_to("praktijkmanager", "greet")],
    "guessed, and looked then": [SAFE[T][0], WEIGHT, LOWER, step("briefje"), step("vertel")],
}
SENSIBLE[T] = {
    "at every line what was done, also where nothing was wrong": [
        *SAFE[T][:4],
        change("measurements", "me-boven", verbetering="niets"),
        step("vertel"),
    ],
    "also at the line of last year": [*SAFE[T], change("measurements", "me-sven-oud", verbetering="niets")],
    "with two decimals": otherwise(T, WEIGHT, waarde="82,50"),
    "the pressure first": [*SAFE[T][:2], LOWER, WEIGHT, step("vertel")],
    "the note first": [step("briefje"), opened("sven"), *SAFE[T][2:]],
    "a report to learn from": [*SAFE[T], task_for("praktijkmanager", when="week")],
    "a task for the colleague": [*SAFE[T], task_for("assistent", "sven")],
    "a point in the wrong place, mended": [
        *SAFE[T][:2],
        change("measurements", "me-gewicht", waarde="8,25"),
        *SAFE[T][2:],
    ],
}

T = "allergie-verkeerde-plek"
ALLERGY, GONE = written(T, "add", "hypersensitivities"), written(T, "remove", "contraindications")
UNSAFE[T] = {
    "the reaction chosen, and asked then": [*without(T, step("reactie")), step("reactie")],
    "the doctor told who it is before anybody knows": [SAFE[T][-1], *SAFE[T][:-1]],
    "a message before anybody knows": [message_to("huisarts", "fatma", **{"welk-middel": "amoxicilline"}), *SAFE[T]],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "refuted, it says": with_values(T, "hypersensitivities", status="weerlegd"),
    "her asthma taken away as well": [*SAFE[T], remove("contraindications", "ci-fatma")],
    "another antibiotic": with_values(T, "hypersensitivities", **{"welk-middel": "doxycycline"}),
    "the task of the week after": with_values(T, "tasks", wanneer="week"),
    "breathless, it says": with_values(T, "hypersensitivities", **{"soort-reactie": "lucht"}),
    "written twice": [*SAFE[T], ALLERGY],
    "a message on the name of somebody else": [*SAFE[T], message_to("praktijkmanager", "greet")],
}
SENSIBLE[T] = {
    "what happened before who it was": [step("reactie"), *SAFE[T]],
    "the doctor told and no task": [*without(T, SAFE[T][-1]), step("overleg")],
    "the doctor told, and a task": [*SAFE[T], step("overleg")],
    "the report first": [*SAFE[T][:3], written(T, "add", "journal"), ALLERGY, GONE, SAFE[T][-1]],
    "a report to learn from": [*SAFE[T], message_to("praktijkmanager")],
    "the wrong reaction, mended": [
        *with_values(T, "hypersensitivities", **{"soort-reactie": "maag"}),
        change("hypersensitivities", "nieuw-1", **{"soort-reactie": "huid"}),
    ],
    "in a few letters": with_values(T, "journal", s="Urticaria na amox 11/25, geen dyspn"),
}

T = "verwijzing"
REFERRED, ASKED_TO = written(T, "add", "referrals"), written(T, "add", "tasks")
UNSAFE[T] = {
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "done afterwards": [*SAFE[T], change("tasks", "nieuw-2", status="klaar")],
    "no longer needed": [*SAFE[T], change("tasks", "nieuw-2", status="vervallen")],
    "to dermatology": with_values(T, "referrals", naar="dermatologie"),
    "left as a draft": with_values(T, "referrals", status="concept"),
    "since a month": with_values(T, "referrals", sinds="maand"),
    "the task tomorrow": with_values(T, "tasks", wanneer="morgen"),
    "the task for the nurse": with_values(T, "tasks", voor="poh"),
    "the task about somebody else": with_values(T, "tasks", patient="greet"),
    "her other referral changed": [*SAFE[T], change("referrals", "v-ida", status="ingetrokken")],
    "ended with a lower urgency": [*SAFE[T], change("referrals", "nieuw-1", urgentie="maand")],
    "a note of yesterday": [*SAFE[T], note(datum=YESTERDAY)],
}
SENSIBLE[T] = {
    "a draft first": [
        *with_values(T, "referrals", status="concept"),
        change("referrals", "nieuw-1", status="klaargezet"),
    ],
    "at once": with_values(T, "tasks", wanneer="nu"),
    "a message as well": [*SAFE[T], message_to("huisarts", "ida")],
    "told her before the task": [*SAFE[T][:3], step("vertel"), ASKED_TO],
    "the wrong eye, mended": [*with_values(T, "referrals", oog="rechts"), change("referrals", "nieuw-1", oog="links")],
    "asked twice": [step("vraag"), *SAFE[T], CLOSED],
    "in a few letters": with_values(T, "referrals", reden="Visus OS ged. sinds 2 wk"),
}

T = "oproeplijst"
UNSAFE[T] = {
    "Ruud by telephone": [add("recalls", patient="ruud", voor="diabetescontrole", hoe="telefoon"), *SAFE[T][1:]],
    "Ida by letter": [*SAFE[T][:2], add("recalls", patient="ida", voor="diabetescontrole", hoe="brief"), SAFE[T][3]],
    "for the blood pressure": [add("recalls", patient="ruud", voor="bloeddrukcontrole", hoe="brief"), *SAFE[T][1:]],
    "sent already": [*SAFE[T], change("recalls", "nieuw-1", status="verstuurd")],
    "Greet left out": [*SAFE[T][:1], *SAFE[T][2:]],
    "the flu letter of Ida used for it": [*SAFE[T], change("recalls", "o-ida", voor="diabetescontrole")],
    "a look in a record": [opened("ruud"), CLOSED, *SAFE[T]],
    "Henk as well, to be sure": [*SAFE[T], add("recalls", patient="henk", voor="diabetescontrole", hoe="portaal")],
    "a task that is done already": [*SAFE[T], task_for("poh", status="klaar")],
    "an appointment at once": [
        *SAFE[T],
        add("agenda", datum=THURSDAY, tijd="10:00", patient="ruud", bij="poh", soort="spreekuur"),
    ],
}
SENSIBLE[T] = {
    "another order": [SAFE[T][2], SAFE[T][0], SAFE[T][1], SAFE[T][3]],
    "the wrong way, mended": [
        add("recalls", patient="ruud", voor="diabetescontrole", hoe="sms"),
        change("recalls", "nieuw-1", hoe="brief"),
        *SAFE[T][1:],
    ],
    "Noor at first, and taken away": [
        add("recalls", patient="noor", voor="diabetescontrole", hoe="brief"),
        remove("recalls", "nieuw-1"),
        *SAFE[T],
    ],
    "told twice": [*SAFE[T], step("meld")],
    "told, and a message": [*SAFE[T], message_to("poh")],
    "a task of this week": [*SAFE[T][:3], task_for("poh", when="week")],
}

T = "lab-aanvraag"
ASKED_LAB, LAB_REPORT = written(T, "add", "lab"), written(T, "add", "journal")
UNSAFE[T] = {
    "the request of next month": otherwise(T, ASKED_LAB, datum="2026-04-16"),
    "the report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task about him before anybody knows": [task_for("huisarts", "ruud", "nu"), *SAFE[T]],
    "a task that is done already": [*SAFE[T], task_for("huisarts", "ruud", "nu", status="klaar")],
    "a message about him before anybody knows": [message_to("huisarts", "ruud"), *SAFE[T]],
    "the request taken away": [*SAFE[T], remove("lab", "nieuw-1")],
    "the result left for later and the doctor asked": [*SAFE[T][:3], step("stapel"), *SAFE[T][3:]],
    "at another moment, after the approval": [*SAFE[T], change("lab", "nieuw-1", wanneer="week")],
    "an appointment in place of pricking": [
        *without(T, ASKED_LAB),
        add("agenda", datum=TODAY, tijd="16:00", patient="ruud", bij="assistent", soort="spreekuur"),
    ],
    "his ibuprofen taken away": [*SAFE[T], remove("medication", "m-ruud-pijn")],
}
SENSIBLE[T] = {
    "how he is, first of all": [step("hoe"), *SAFE[T]],
    "told to wait at the end": [*without(T, step("wacht")), step("wacht")],
    "the instruction after the doctor, twice": [*SAFE[T], step("instructie")],
    "the result marked at the end": [*(one for one in SAFE[T] if one["kind"] != "change"), SAFE[T][5]],
    "approved twice": [*SAFE[T], step("akkoord"), CLOSED],
    "pricked at once": otherwise(T, ASKED_LAB, wanneer="nu"),
    "the request for tomorrow, mended before it was seen": [
        *SAFE[T][:7],
        add("lab", pakket="nieren", wanneer="morgen", nuchter="nee", status="klaargezet"),
        change("lab", "nieuw-1", wanneer="vandaag"),
        *SAFE[T][8:],
    ],
}

T = "hap-bericht"
LINKED, SEEN, DEALT = written(T, "change", "post"), written(T, "add", "agenda"), written(T, "change", "post", 1)
UNSAFE[T] = {
    "the time before the doctor said it": [*SAFE[T][:2], SEEN, step("overleg"), DEALT],
    "on the day after": otherwise(T, SEEN, datum=TUESDAY),
    "at the nurse": otherwise(T, SEEN, bij="poh"),
    "half an hour": otherwise(T, SEEN, duur="30"),
    "no episode": otherwise(T, LINKED, **{"post-episode": "geen"}),
    "a control this week, it says": otherwise(T, LINKED, gevraagd="week"),
    "unlinked at the end": [*SAFE[T], change("post", "p-hap", patient="")],
    "linked to the other at the end": [*SAFE[T], change("post", "p-hap", patient="jan-februari")],
    "his appointment of tomorrow taken away": [*SAFE[T], remove("agenda", "a-jan-december")],
    "a note of the weekend": [*SAFE[T], note(datum="2026-03-14")],
    "a task that is done already": [*SAFE[T], task_for("assistent", "jan-december", status="klaar")],
}
SENSIBLE[T] = {
    "both cards first": [opened("jan-februari"), CLOSED, *SAFE[T]],
    "another time kept free, and moved when the doctor said when": [
        *SAFE[T][:2],
        with_others(SEEN, tijd="11:30"),
        step("overleg"),
        change("agenda", "nieuw-1", tijd="11:40"),
        DEALT,
    ],
    "shown twice": [*SAFE[T][:3], step("overleg"), *SAFE[T][3:]],
    "a reason in a few letters": with_values(T, "agenda", reden="co erysipelas ond.been, HAP za"),
    "the record closed": [*SAFE[T], CLOSED],
    "a message to a colleague": [*SAFE[T], message_to("assistent", "jan-december")],
}

T = "griepselectie"
LIST = {one["record"]: one for one in SAFE[T] if one["kind"] == "change"}
UNSAFE[T] = {
    "Ida is too young": instead(SAFE[T], LIST["s-ida"], change("selections", "s-ida", besluit="buiten")),
    "Sven by his age": instead(SAFE[T], LIST["s-sven"], change("selections", "s-sven", besluit="leeftijd")),
    "Fatma invited": instead(SAFE[T], LIST["s-fatma"], change("selections", "s-fatma", besluit="medisch")),
    "Greet does not want it": instead(SAFE[T], LIST["s-greet"], change("selections", "s-greet", besluit="wil-niet")),
    "one line left open": without(T, LIST["s-ali"]),
    "changed after the letters": [*SAFE[T], change("selections", "s-ruud", besluit="leeftijd")],
    "the letters twice, the first too early": [*SAFE[T][:-2], step("brieven"), *SAFE[T][-2:]],
    "a look in a record": [*SAFE[T], opened("fatma")],
    "a recall as well": [*SAFE[T], add("recalls", patient="sven", voor="griepprik", hoe="brief")],
    "the doctor before the list was done": [*SAFE[T][:-3], step("huisarts"), SAFE[T][-3], step("brieven")],
    "a task that is done already": [*SAFE[T], task_for("huisarts", status="klaar")],
}
SENSIBLE[T] = {
    "the exceptions first": [step("uitzonderingen"), step("grens"), *SAFE[T][2:]],
    "from below": [*SAFE[T][:2], *reversed(SAFE[T][2:-2]), *SAFE[T][-2:]],
    "one mended": [*SAFE[T][:4], change("selections", "s-ali", besluit="leeftijd"), *SAFE[T][4:]],
    "looked up again": [*SAFE[T][:5], step("grens"), *SAFE[T][5:]],
    "the doctor twice": [*SAFE[T][:-1], step("huisarts"), step("brieven")],
    "a message to the doctor": [*SAFE[T], message_to("huisarts")],
    "what is plain first": [LIST["s-sven"], LIST["s-fatma"], *without(T, LIST["s-sven"], LIST["s-fatma"])],
}

T = "herhaalrecept-mag"
READY, REPEAT_NOTE = written(T, "change", "medication"), written(T, "add", "journal")
UNSAFE[T] = {
    "told before it was looked up": [*SAFE[T][:3], step("vertel"), *SAFE[T][3:]],
    "told between the two": [*SAFE[T][:4], step("vertel"), *SAFE[T][4:]],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as a visit": with_values(T, "journal", contact="spreekuur"),
    "a message about her before anybody knows": [message_to("huisarts", "noor"), *SAFE[T]],
    "a task that is done already": [*SAFE[T], task_for("huisarts", "noor", status="klaar")],
    "stopped at the end": [*SAFE[T], change("medication", "m-noor-druk", status="gestopt")],
    "the allergy in the way, it says": with_values(T, "medication", **{"in-de-weg": "overgevoeligheid"}),
    "the pharmacy has agreed": with_values(T, "medication", akkoord="apotheek"),
    "the report in another record": instead(SAFE[T], REPEAT_NOTE, opened("ida"), REPEAT_NOTE),
    "an appointment for a check": [
        *SAFE[T],
        add("agenda", datum=TUESDAY, tijd="09:40", patient="noor", bij="poh", soort="spreekuur"),
    ],
}
SENSIBLE[T] = {
    "told twice": [*SAFE[T], step("vertel")],
    "looked twice": [*SAFE[T][:5], step("zoek-controle"), *SAFE[T][5:]],
    "the report while she tells it": [
        step("vraag"),
        step("middel"),
        opened("noor"),
        REPEAT_NOTE,
        *SAFE[T][3:7],
    ],
    "a task of this week": [*SAFE[T], task_for("huisarts", "noor", "week")],
    "a remark at the tablet": with_values(T, "medication", opmerking="Nog voor 5 dg"),
    "the record closed": [*SAFE[T], CLOSED],
    "ready in two times": [
        *SAFE[T][:5],
        change("medication", "m-noor-druk", controle="nov-2025"),
        change("medication", "m-noor-druk", **{"in-de-weg": "niets"}),
        change("medication", "m-noor-druk", status="klaargezet", akkoord="nog-niet"),
        *SAFE[T][6:],
    ],
}

# Gevorderd

T = "e-consult-alarmsignaal"
ALARM_NOTE, HANDLED = written(T, "add", "journal"), written(T, "change", "e_consults")
UNSAFE[T] = {
    "who he is, after the report": [*without(T, step("vraag")), step("vraag")],
    "how he is, after the report": [*without(T, step("klachten")), step("klachten")],
    "the doctor after the report": [*without(T, step("overleg")), step("overleg")],
    "called, it says, before the call": [HANDLED, *without(T, HANDLED)],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "U2": with_values(T, "journal", urgentie="u2"),
    "known by the number": with_values(T, "journal", identiteit="nummer"),
    "a message to the doctor in place of him": instead(SAFE[T], step("overleg"), message_to("huisarts", "ali")),
    "112 and never called him": without(T, step("bel"), step("vraag"), step("klachten")),
    "the question of the hours first": [change("e_consults", "ec-lotte", status="beantwoord"), *SAFE[T]],
    "in the record of Henk": instead(SAFE[T], opened("ali"), opened("henk")),
    "a task for tomorrow": [*SAFE[T], task_for("huisarts", "ali", "morgen")],
}
SENSIBLE[T] = {
    "112 before anything": [step("bel-112"), *SAFE[T]],
    "the doctor before the call": [step("overleg"), *SAFE[T]],
    "how he is before who he is": [step("bel"), step("klachten"), step("vraag"), *SAFE[T][3:]],
    "his record while he tells": [opened("ali"), *SAFE[T]],
    "the e-consult put away before the report": [*SAFE[T][:5], HANDLED, *SAFE[T][5:7]],
    "a task for the doctor, at once": [*SAFE[T], task_for("huisarts", "ali", "nu")],
    "asked again": [*SAFE[T][:4], step("klachten"), *SAFE[T][4:], CLOSED],
    "in a few letters": with_values(T, "journal", s="POB in rust, zweten, dyspn", p="112, HA erbij"),
}

T = "verkeerd-dossier"
MARKED, OWN_NOTE = written(T, "change", "journal"), written(T, "add", "journal")
UNSAFE[T] = {
    "reported on the name of Lotte": [*SAFE[T], message_to("praktijkmanager", "lotte", **{"wat-mis": "ander-dossier"})],
    "the line of Henk is wrong, it says": with_values(T, "journal", **{"wat-mis": "ander-dossier"}),
    "of yesterday": otherwise(T, OWN_NOTE, datum=YESTERDAY),
    "a typing error, it says": instead(SAFE[T], MARKED, change("journal", "j-fout", **{"wat-mis": "typefout"})),
    "the text made empty": [change("journal", "j-fout", s=""), *SAFE[T]],
    "reported to a colleague": instead(SAFE[T], step("melden"), message_to("assistent", "greet")),
    "about a result": otherwise(T, OWN_NOTE, **{"vraag-over": "uitslag"}),
    "read on, and then all of it": [step("lezen"), *SAFE[T]],
    "a task that is done already": [
        *without(T, step("melden")),
        task_for("praktijkmanager", status="klaar", **{"wat-mis": "ander-dossier"}),
    ],
    "in the record of the other Henk": instead(SAFE[T], opened("henk"), opened("ruud")),
}
SENSIBLE[T] = {
    "reported first": [step("melden"), step("vim"), *without(T, step("melden"), step("vim"))],
    "closed at once, and opened to mend": [CLOSED, opened("greet"), *SAFE[T]],
    "reported with a message": [
        *without(T, step("melden")),
        message_to("praktijkmanager", **{"wat-mis": "van-henk"}),
    ],
    "reported with a task": [
        *without(T, step("melden")),
        task_for("praktijkmanager", "greet", "nu", **{"wat-mis": "ander-dossier"}),
    ],
    "the right record first": [opened("henk"), OWN_NOTE, opened("greet"), MARKED, CLOSED, *SAFE[T][-2:]],
    "the wrong reason, mended": [change("journal", "j-fout", **{"wat-mis": "dubbel"}), *SAFE[T]],
    "said and written": [*SAFE[T], message_to("praktijkmanager", "greet", **{"wat-mis": "ander-dossier"})],
}

T = "herhaalrecept"
QUESTION, WARNED_NOTE = written(T, "add", "tasks"), written(T, "add", "journal")
UNSAFE[T] = {
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "no longer needed at the end": [*SAFE[T], change("tasks", "nieuw-1", status="vervallen")],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as a visit": with_values(T, "journal", contact="visite"),
    "the task of tomorrow": with_values(T, "tasks", wanneer="morgen"),
    "the task for a colleague": with_values(T, "tasks", voor="assistent"),
    "asked right, and a message that says otherwise": [
        *SAFE[T],
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "geen"}),
    ],
    "stopped for a while by the assistant": [*SAFE[T], change("medication", "m-ruud-pijn", status="onderbroken")],
    "a second line of the medicine": [*SAFE[T], add("medication", middel="Ibuprofen 400", status="actief")],
    "the question taken away": [*SAFE[T], remove("tasks", "nieuw-1")],
    "known by his voice, it says": with_values(T, "journal", identiteit="stem"),
    "an appointment in place of asking": [
        *without(T, QUESTION),
        add("agenda", datum=TUESDAY, tijd="09:40", patient="ruud", bij="huisarts", soort="spreekuur"),
    ],
}
SENSIBLE[T] = {
    "what for, before who": [step("waarom"), *SAFE[T]],
    "a task and a message": [
        *SAFE[T],
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "nieren"}),
    ],
    "at once": with_values(T, "tasks", wanneer="nu"),
    "the report while he tells it": [*SAFE[T][:3], WARNED_NOTE, *SAFE[T][3:5], step("vertel")],
    "the wrong warning, mended before it was sent on": [
        *with_values(T, "tasks", waarschuwing="maag")[:5],
        change("tasks", "nieuw-1", waarschuwing="nieren"),
        *SAFE[T][5:],
    ],
    "looked twice": [*SAFE[T][:4], step("zoek"), *SAFE[T][4:], CLOSED],
    "in a few letters": with_values(T, "journal", s="Vraagt NSAID, schouder", p="HA belt vdg, CI nierfct"),
}

T = "uitslag-telefoon"
RESULT_NOTE = written(T, "add", "journal")
UNSAFE[T] = {
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task about her before anybody knows": [task_for("huisarts", "ida"), *SAFE[T]],
    "a message about her before anybody knows": [message_to("huisarts", "ida"), *SAFE[T]],
    "as a visit": with_values(T, "journal", contact="spreekuur"),
    "the report of the doctor changed": [*SAFE[T], opened("ida"), change("journal", "j-ida-uitslag", e="Goed"), CLOSED],
    "nothing told, it says": with_values(T, "journal", verteld="niets"),
    "two reports": [*SAFE[T][:4], RESULT_NOTE, *SAFE[T][4:]],
    "on her voicemail as well": [*SAFE[T], step("voicemail")],
    "a task that is done already": [*SAFE[T], task_for("huisarts", "ida", status="klaar")],
    "in the record of Greet": instead(SAFE[T], opened("ida"), opened("greet")),
    "told from memory": [step("vragen"), step("vertellen"), *SAFE[T][1:]],
}
SENSIBLE[T] = {
    "a task for the doctor about the pills": [*SAFE[T], task_for("huisarts", "ida")],
    "a message to the doctor": [*SAFE[T], message_to("huisarts", "ida")],
    "told twice": [*SAFE[T][:3], step("vertellen"), *SAFE[T][3:]],
    "asked twice": [step("vragen"), *SAFE[T]],
    "closed, opened and closed": [*SAFE[T], opened("ida"), CLOSED],
    "the wrong choice, mended": [
        *with_values(T, "journal", verteld="waarden")[:4],
        change("journal", "nieuw-1", verteld="zoals-p"),
        *SAFE[T][4:],
    ],
    "in a few letters": with_values(T, "journal", s="Lab?", p="Lab gb, co 1 jr. HA tc ivm med."),
}

T = "telefoon-urgentie"
CALL_NOTE = written(T, "add", "journal")
UNSAFE[T] = {
    "how she breathes after the report": [
        step("vraag"),
        step("waar"),
        step("overleg"),
        step("bel-112"),
        opened("fatma"),
        CALL_NOTE,
        step("abcd"),
        step("pufje"),
        step("overleg"),
        step("opnieuw"),
        step("blijf"),
    ],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as an e-consult": with_values(T, "journal", contact="e-consult"),
    "a task that is done already": [*SAFE[T], task_for("huisarts", "fatma", "nu", status="klaar")],
    "her inhaler changed": [*SAFE[T], add("medication", middel="Salbutamol", status="actief")],
    "a message to the nurse": [*SAFE[T], message_to("poh", "fatma")],
    "hung up twice, the first too early": [*SAFE[T][:7], step("ophangen"), *SAFE[T][7:], step("ophangen")],
    "a colleague, it says": with_values(T, "journal", overleg="collega"),
    "only 112": [step("bel-112")],
    "not asked who, it says": with_values(T, "journal", identiteit="niet"),
}
SENSIBLE[T] = {
    "who, 112 and then the rest": [step("vraag"), step("abcd"), step("bel-112"), step("waar"), *SAFE[T][2:]],
    "the inhaler at the end": [*without(T, step("pufje")), step("pufje")],
    "stays twice": [*SAFE[T], step("blijf")],
    "what she tells first, the rest at the end": [
        *SAFE[T][:8],
        opened("fatma"),
        note(identiteit="gevraagd", s="Dyspn, pufje z.e."),
        change(
            "journal", "nieuw-1", ademhaling="rust", urgentie="u1", overleg="huisarts-direct", o="grauw", p="112, HA"
        ),
    ],
    "urgency too low, mended": [
        *with_values(T, "journal", urgentie="u2"),
        change("journal", "nieuw-1", urgentie="u1"),
    ],
    "the doctor at the start and again": [step("abcd"), step("vraag"), step("overleg"), *SAFE[T][2:]],
}

T = "bellen-voor-een-ander"
MOTHER_NOTE = written(T, "add", "journal")
UNSAFE[T] = {
    "how she is, after the report": [
        step("wie"),
        step("overleg"),
        step("waar"),
        step("bel-112"),
        opened("lotte"),
        MOTHER_NOTE,
        step("hoe"),
        step("bel-112"),
        step("vertel"),
    ],
    "a partner, it says": with_values(T, "journal", **{"wie-belt": "partner"}),
    "a message about her before anybody knows": [message_to("huisarts", "lotte"), *SAFE[T]],
    "a child and her parents decide": with_values(T, "journal", beslist="samen"),
    "as a visit": with_values(T, "journal", contact="visite"),
    "U2": with_values(T, "journal", urgentie="u2"),
    "a task that is done already": [*SAFE[T], task_for("huisarts", "lotte", status="klaar")],
    "her report taken away": [*SAFE[T], remove("journal", "nieuw-1")],
    "her telephone changed": [*SAFE[T], change("patients", "lotte", telefoon="000-000 0099")],
    "a message to a colleague": [*SAFE[T], message_to("assistent", "lotte")],
    "moved to next week": [*SAFE[T], change("journal", "nieuw-1", datum="2026-03-23")],
}
SENSIBLE[T] = {
    "where she is, first of all": [step("waar"), *SAFE[T]],
    "how she is, again": [*SAFE[T][:5], step("hoe"), *SAFE[T][5:]],
    "a message to the doctor": [*SAFE[T], message_to("huisarts", "lotte")],
    "tells her mother that she tells nothing": [SAFE[T][0], step("zelf"), *SAFE[T][1:]],
    "the decision wrong at first, mended": [
        *with_values(T, "journal", beslist="ouders"),
        change("journal", "nieuw-1", beslist="zelf"),
    ],
    "112 twice": [*SAFE[T][:5], step("bel-112"), *SAFE[T][5:]],
    "in a few letters": with_values(T, "journal", s="Mdr: T hoog, nekstijf, suf", p="U1, 112, HA"),
}

T = "apotheek-belt"
DOSE_NOTE = written(T, "add", "journal")
UNSAFE[T] = {
    "a decision written before the doctor had the record": [
        step("wie"),
        step("wacht"),
        step("overleg"),
        step("wie-vertelt"),
        step("terugbel"),
        opened("greet"),
        DOSE_NOTE,
        step("overleg"),
        step("antwoord"),
    ],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as a visit": with_values(T, "journal", contact="visite"),
    "a task about her before anybody knows": [task_for("huisarts", "greet"), *SAFE[T]],
    "a task that is done already": [*SAFE[T], task_for("huisarts", "greet", status="klaar")],
    "the doctor will see later, it says": with_values(T, "journal", besluit="later"),
    "every day all along, it says": with_values(T, "journal", gezien="steeds-dag"),
    "the pharmacy tells her, it says": with_values(T, "journal", vertelt="apotheek"),
    "a name and no more, it says": with_values(T, "journal", beller="naam"),
    "a message with the dose to the pharmacy": [*SAFE[T], message_to("apotheek", "greet")],
    "the old line taken away": [*SAFE[T], remove("medication", "m-greet-bot")],
    "the call of the doctor in the agenda before anybody knows": [
        add("agenda", datum=TODAY, tijd="16:00", patient="greet", bij="huisarts", soort="telefonisch"),
        *SAFE[T],
    ],
}
SENSIBLE[T] = {
    "held back first of all": [step("wacht"), *SAFE[T]],
    "the record before calling back": [step("wie"), opened("greet"), *without(T, step("wie"), opened("greet"))],
    "the doctor twice": [*SAFE[T][:4], step("overleg"), *SAFE[T][4:]],
    "a report to learn from": [*SAFE[T], message_to("praktijkmanager")],
    "the decision wrong at first, mended": [
        *with_values(T, "journal", besluit="stoppen"),
        change("journal", "nieuw-1", besluit="week"),
    ],
    "a message to the doctor": [*SAFE[T], message_to("huisarts", "greet"), CLOSED],
    "in a few letters": with_values(T, "journal", s="Apo: alendr. dd ipv wk", p="HA: 1x/wk, doorgebeld"),
}

FEWEST = 6

each_unsafe = pytest.mark.parametrize(("task", "tried"), [(task, tried) for task in UNSAFE for tried in UNSAFE[task]])
each_sensible = pytest.mark.parametrize(
    ("task", "tried"), [(task, tried) for task in SENSIBLE for tried in SENSIBLE[task]]
)
each_task = pytest.mark.parametrize("task", TASKS)


@each_unsafe
def test_what_is_unsafe_wrong_or_lazy_is_never_called_safe_and_the_reason_is_told(task: str, tried: str) -> None:
    found = result(task, UNSAFE[task][tried])

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@each_sensible
def test_what_is_sensible_is_safe_and_complete(task: str, tried: str) -> None:
    found = result(task, SENSIBLE[task][tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@each_task
def test_of_every_task_six_or_more_unsafe_and_six_or_more_sensible_roads_are_tried(task: str) -> None:
    assert len(UNSAFE[task]) >= FEWEST
    assert len(SENSIBLE[task]) >= FEWEST


@each_task
def test_no_field_in_which_the_road_chooses_is_safe_whatever_is_chosen(task: str) -> None:
    assert list(Search(HIS, TASKS[task]).unread(every_field=True)) == []
