"""What was tried in each task of the level "vaardig": in another order, too much, too early, or mended.

They were invented without a look at the rules, as a colleague of each practice works or hurries. What has gone out of
the practice, or was promised and not done, is not put right by a second act; a slip that was mended at once is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.modules.practice_his_play import (
    CLOSED,
    SAFE,
    add,
    change,
    instead,
    looked,
    message_to,
    note,
    opened,
    otherwise,
    remove,
    step,
    task_for,
    with_others,
    with_values,
    without,
    written,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Roads

YESTERDAY = "2026-03-15"
TODAY = "2026-03-16"
TUESDAY = "2026-03-17"
THURSDAY = "2026-03-19"

UNSAFE: dict[str, Roads] = {}
SENSIBLE: dict[str, Roads] = {}

T = "zelfde-naam"
ROAD = SAFE[T]
MOVED = ROAD[1]
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
    "both moved": [*ROAD, change("agenda", "a-jan-februari", datum=THURSDAY, tijd="14:30")],
    "the card of the wrong one first": [opened("jan-februari"), *ROAD],
    "his voice, and asked all the same": [step("stem"), *ROAD],
    "a note in the record of the other": [*ROAD, opened("jan-februari"), note()],
    "given to the other of that name": with_values(T, "agenda", patient="jan-februari"),
    "the other one": [ROAD[0], change("agenda", "a-jan-februari", datum="2026-03-19", tijd="14:20"), ROAD[2]],
    "over Henk": otherwise(T, MOVED, tijd="14:00"),
    "twenty minutes into another": otherwise(T, MOVED, tijd="13:50", duur="20"),
    "kept and copied": [
        *ROAD,
        add(
            "agenda",
            datum="2026-03-17",
            tijd="10:20",
            patient="jan-december",
            bij="huisarts",
            soort="spreekuur",
            duur="10",
        ),
    ],
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
    "a note in his journal": [*ROAD, opened("jan-december"), note(p="Afspr verzet naar do 14.20")],
    "asked twice, repeated twice": [step("vraag"), *ROAD, step("herhaal")],
    "only his own card": [step("vraag"), opened("jan-december"), *ROAD[1:]],
    "new one and old gone": [
        ROAD[0],
        add(
            "agenda",
            datum="2026-03-19",
            tijd="14:30",
            patient="jan-december",
            bij="huisarts",
            soort="spreekuur",
            duur="10",
            reden="Hoesten",
        ),
        remove("agenda", "a-jan-december"),
        ROAD[2],
    ],
    "date first then time": [
        ROAD[0],
        change("agenda", "a-jan-december", datum="2026-03-19"),
        change("agenda", "a-jan-december", tijd="14:20"),
        ROAD[2],
    ],
}


T = "meting-verbeteren"
ROAD = SAFE[T]
(WEIGHT, LOWER) = written(T, "change", "measurements"), written(T, "change", "measurements", 1)
UNSAFE[T] = {
    "measured at home, it says": otherwise(T, WEIGHT, plaats="thuis"),
    "a kilo more": otherwise(T, WEIGHT, waarde="83,5"),
    "measured anew, it says": otherwise(T, LOWER, verbetering="opnieuw"),
    "the upper pressure changed too": [*ROAD, change("measurements", "me-boven", waarde="138")],
    "the upper pressure called a slip": [*ROAD, change("measurements", "me-boven", verbetering="typefout")],
    "the old weight made to fit": [*ROAD, change("measurements", "me-sven-oud", waarde="82,5")],
    "a new line beside the wrong one": [
        *ROAD[:2],
        add("measurements", soort="gewicht", waarde="82,5", eenheid="kg", verbetering="typefout"),
        LOWER,
        step("vertel"),
    ],
    "of yesterday": otherwise(T, WEIGHT, datum=YESTERDAY),
    "a report on the name of somebody else": [*ROAD, message_to("praktijkmanager", "greet")],
    "guessed, and looked then": [ROAD[0], WEIGHT, LOWER, step("briefje"), step("vertel")],
    "estimated": otherwise(T, WEIGHT, verbetering="geschat"),
    "new line": [
        *ROAD,
        add("measurements", soort="gewicht", waarde="82,5", eenheid="kg", datum="2026-03-16", plaats="praktijk"),
    ],
    "8.25": otherwise(T, WEIGHT, waarde="8,25"),
}
SENSIBLE[T] = {
    "the colleague told by message": [*ROAD[:-1], message_to("assistent", "sven")],
    "at every line what was done, also where nothing was wrong": [
        *ROAD[:4],
        change("measurements", "me-boven", verbetering="niets"),
        step("vertel"),
    ],
    "also at the line of last year": [*ROAD, change("measurements", "me-sven-oud", verbetering="niets")],
    "with two decimals": otherwise(T, WEIGHT, waarde="82,50"),
    "the pressure first": [*ROAD[:2], LOWER, WEIGHT, step("vertel")],
    "the note first": [step("briefje"), opened("sven"), *ROAD[2:]],
    "a report to learn from": [*ROAD, task_for("praktijkmanager", when="week")],
    "a task for the colleague": [*ROAD, task_for("assistent", "sven")],
    "a point in the wrong place, mended": [
        *ROAD[:2],
        change("measurements", "me-gewicht", waarde="8,25"),
        *ROAD[2:],
    ],
    "comma": otherwise(T, WEIGHT, waarde="82,5"),
    "in two goes": [
        *ROAD[:2],
        change("measurements", "me-gewicht", waarde="82,5"),
        change("measurements", "me-gewicht", verbetering="typefout"),
        LOWER,
        ROAD[4],
    ],
}


T = "allergie-verkeerde-plek"
ROAD = SAFE[T]
(ALLERGY, GONE) = written(T, "add", "hypersensitivities"), written(T, "remove", "contraindications")
UNSAFE[T] = {
    "the reaction chosen, and asked then": [*without(T, step("reactie")), step("reactie")],
    "the doctor told who it is before anybody knows": [ROAD[-1], *ROAD[:-1]],
    "a message before anybody knows": [message_to("huisarts", "fatma", **{"welk-middel": "amoxicilline"}), *ROAD],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "refuted, it says": with_values(T, "hypersensitivities", status="weerlegd"),
    "her asthma taken away as well": [*ROAD, remove("contraindications", "ci-fatma")],
    "another antibiotic": with_values(T, "hypersensitivities", **{"welk-middel": "doxycycline"}),
    "the task of the week after": with_values(T, "tasks", wanneer="week"),
    "breathless, it says": with_values(T, "hypersensitivities", **{"soort-reactie": "lucht"}),
    "written twice": [*ROAD, ALLERGY],
    "a message on the name of somebody else": [*ROAD, message_to("praktijkmanager", "greet")],
    "confirmed": with_values(T, "hypersensitivities", status="bevestigd"),
    "stomach": with_values(T, "hypersensitivities", **{"soort-reactie": "maag"}),
    "refuted afterwards": [*ROAD, change("hypersensitivities", "nieuw-1", status="weerlegd")],
    "note gone": [*ROAD, remove("journal", "nieuw-2")],
    "to the pharmacy and back": [*ROAD[:3], task_for("apotheek", "fatma"), remove("tasks", "nieuw-1"), *ROAD[3:]],
}
SENSIBLE[T] = {
    "what happened before who it was": [step("reactie"), *ROAD],
    "the doctor told and no task": [*without(T, ROAD[-1]), step("overleg")],
    "the doctor told, and a task": [*ROAD, step("overleg")],
    "the report first": [*ROAD[:3], written(T, "add", "journal"), ALLERGY, GONE, ROAD[-1]],
    "a report to learn from": [*ROAD, message_to("praktijkmanager")],
    "the wrong reaction, mended": [
        *with_values(T, "hypersensitivities", **{"soort-reactie": "maag"}),
        change("hypersensitivities", "nieuw-1", **{"soort-reactie": "huid"}),
    ],
    "in a few letters": with_values(T, "journal", s="Urticaria na amox 11/25, geen dyspn"),
    "urgent": with_values(T, "tasks", wanneer="nu"),
    "message": [*ROAD[:6], message_to("huisarts", "fatma", **{"welk-middel": "amoxicilline"})],
    "asked before who": [ROAD[1], ROAD[0], *ROAD[2:]],
}


T = "verwijzing"
ROAD = SAFE[T]
(REFERRED, ASKED_TO) = written(T, "add", "referrals"), written(T, "add", "tasks")
TASK = ROAD[3]
UNSAFE[T] = {
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "done afterwards": [*ROAD, change("tasks", "nieuw-2", status="klaar")],
    "no longer needed": [*ROAD, change("tasks", "nieuw-2", status="vervallen")],
    "to dermatology": with_values(T, "referrals", naar="dermatologie"),
    "left as a draft": with_values(T, "referrals", status="concept"),
    "since a month": with_values(T, "referrals", sinds="maand"),
    "the task tomorrow": with_values(T, "tasks", wanneer="morgen"),
    "the task for the nurse": with_values(T, "tasks", voor="poh"),
    "the task about somebody else": with_values(T, "tasks", patient="greet"),
    "her other referral changed": [*ROAD, change("referrals", "v-ida", status="ingetrokken")],
    "ended with a lower urgency": [*ROAD, change("referrals", "nieuw-1", urgentie="maand")],
    "a note of yesterday": [*ROAD, note(datum=YESTERDAY)],
    "both eyes": otherwise(T, REFERRED, oog="beide"),
    "sent afterwards": [*ROAD, change("referrals", "nieuw-1", status="verstuurd")],
    "twice": [*ROAD, REFERRED],
    "withdrawn": [*ROAD, change("referrals", "nieuw-1", status="ingetrokken")],
    "no task": without(T, TASK),
    "pharmacy task and back": [*ROAD[:2], task_for("apotheek", "ida"), remove("tasks", "nieuw-1"), *ROAD[2:]],
}
SENSIBLE[T] = {
    "a draft first": [
        *with_values(T, "referrals", status="concept"),
        change("referrals", "nieuw-1", status="klaargezet"),
    ],
    "at once": with_values(T, "tasks", wanneer="nu"),
    "a message as well": [*ROAD, message_to("huisarts", "ida")],
    "told her before the task": [*ROAD[:3], step("vertel"), ASKED_TO],
    "the wrong eye, mended": [*with_values(T, "referrals", oog="rechts"), change("referrals", "nieuw-1", oog="links")],
    "asked twice": [step("vraag"), *ROAD, CLOSED],
    "in a few letters": with_values(T, "referrals", reden="Visus OS ged. sinds 2 wk"),
    "told first": [ROAD[0], ROAD[4], *ROAD[1:4]],
    "asked after opening": [ROAD[1], ROAD[0], *ROAD[2:]],
    "two goes": [
        *ROAD[:2],
        with_others(REFERRED, status="concept"),
        TASK,
        change("referrals", "nieuw-1", status="klaargezet"),
        ROAD[4],
    ],
}


T = "oproeplijst"
ROAD = SAFE[T]
UNSAFE[T] = {
    "Ruud by telephone": [add("recalls", patient="ruud", voor="diabetescontrole", hoe="telefoon"), *ROAD[1:]],
    "Ida by letter": [*ROAD[:2], add("recalls", patient="ida", voor="diabetescontrole", hoe="brief"), ROAD[3]],
    "for the blood pressure": [add("recalls", patient="ruud", voor="bloeddrukcontrole", hoe="brief"), *ROAD[1:]],
    "sent already": [*ROAD, change("recalls", "nieuw-1", status="verstuurd")],
    "Greet left out": [*ROAD[:1], *ROAD[2:]],
    "the flu letter of Ida used for it": [*ROAD, change("recalls", "o-ida", voor="diabetescontrole")],
    "a look in a record": [opened("ruud"), CLOSED, *ROAD],
    "Henk as well, to be sure": [*ROAD, add("recalls", patient="henk", voor="diabetescontrole", hoe="portaal")],
    "a task that is done already": [*ROAD, task_for("poh", status="klaar")],
    "an appointment at once": [
        *ROAD,
        add("agenda", datum=THURSDAY, tijd="10:00", patient="ruud", bij="poh", soort="spreekuur"),
    ],
    "sent, put back": [
        *ROAD[:3],
        change("recalls", "nieuw-2", status="verstuurd"),
        change("recalls", "nieuw-2", status="gepland"),
        ROAD[3],
    ],
    "reached": otherwise(T, ROAD[0], status="bereikt"),
    "Ruud by phone as well": [*ROAD, with_others(ROAD[0], hoe="telefoon")],
    "Ida for flu": otherwise(T, ROAD[2], voor="griepprik"),
    "Henk too": [*ROAD, with_others(ROAD[0], patient="henk")],
}
SENSIBLE[T] = {
    "another order": [ROAD[2], ROAD[0], ROAD[1], ROAD[3]],
    "the wrong way, mended": [
        add("recalls", patient="ruud", voor="diabetescontrole", hoe="sms"),
        change("recalls", "nieuw-1", hoe="brief"),
        *ROAD[1:],
    ],
    "Noor at first, and taken away": [
        add("recalls", patient="noor", voor="diabetescontrole", hoe="brief"),
        remove("recalls", "nieuw-1"),
        *ROAD,
    ],
    "told twice": [*ROAD, step("meld")],
    "told, and a message": [*ROAD, message_to("poh")],
    "a task of this week": [*ROAD[:3], task_for("poh", when="week")],
    "message": [*ROAD[:3], message_to("poh", "")],
    "task": [*ROAD[:3], task_for("poh", "")],
}


T = "lab-aanvraag"
ROAD = SAFE[T]
(ASKED_LAB, LAB_REPORT) = written(T, "add", "lab"), written(T, "add", "journal")
UNSAFE[T] = {
    "a second request sent, and one of the two taken away": [
        *ROAD[:9],
        with_others(ROAD[7], status="verstuurd"),
        remove("lab", "nieuw-1"),
        *ROAD[9:],
    ],
    "the old request sent again, and put back": [
        *ROAD,
        change("lab", "lab-ruud", status="verstuurd"),
        change("lab", "lab-ruud", status="huisarts"),
    ],
    "the request of next month": otherwise(T, ASKED_LAB, datum="2026-04-16"),
    "the report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task about him before anybody knows": [task_for("huisarts", "ruud", "nu"), *ROAD],
    "a task that is done already": [*ROAD, task_for("huisarts", "ruud", "nu", status="klaar")],
    "a message about him before anybody knows": [message_to("huisarts", "ruud"), *ROAD],
    "the request taken away": [*ROAD, remove("lab", "nieuw-1")],
    "the result left for later and the doctor asked": [*ROAD[:3], step("stapel"), *ROAD[3:]],
    "at another moment, after the approval": [*ROAD, change("lab", "nieuw-1", wanneer="week")],
    "an appointment in place of pricking": [
        *without(T, ASKED_LAB),
        add("agenda", datum=TODAY, tijd="16:00", patient="ruud", bij="assistent", soort="spreekuur"),
    ],
    "his ibuprofen taken away": [*ROAD, remove("medication", "m-ruud-pijn")],
    "sent before, put back": [
        *ROAD[:8],
        change("lab", "nieuw-1", status="verstuurd"),
        change("lab", "nieuw-1", status="klaargezet"),
        *ROAD[8:],
    ],
    "fasting": otherwise(T, ROAD[7], nuchter="ja"),
    "fats": otherwise(T, ROAD[7], pakket="vetten"),
    "changed after the yes": [*ROAD, change("lab", "nieuw-1", pakket="vetten")],
    "told values it says": with_values(T, "journal", verteld="waarden"),
    "in a week": otherwise(T, ROAD[7], wanneer="week"),
}
SENSIBLE[T] = {
    "how he is, first of all": [step("hoe"), *ROAD],
    "told to wait at the end": [*without(T, step("wacht")), step("wacht")],
    "the instruction after the doctor, twice": [*ROAD, step("instructie")],
    "the result marked at the end": [*(one for one in ROAD if one["kind"] != "change"), ROAD[5]],
    "approved twice": [*ROAD, step("akkoord"), CLOSED],
    "pricked at once": otherwise(T, ASKED_LAB, wanneer="nu"),
    "the request for tomorrow, mended before it was seen": [
        *ROAD[:7],
        add("lab", pakket="nieren", wanneer="morgen", nuchter="nee", status="klaargezet"),
        change("lab", "nieuw-1", wanneer="vandaag"),
        *ROAD[8:],
    ],
    "instruction first": [ROAD[6], *ROAD[:6], *ROAD[7:]],
    "note before calling back": [*ROAD[:9], ROAD[10], ROAD[9]],
    "waits told after": [*ROAD[:3], ROAD[4], ROAD[3], *ROAD[5:]],
    "task for the doctor too": [*ROAD, task_for("huisarts", "ruud")],
    "draft first": [
        *ROAD[:7],
        with_others(ROAD[7], status="concept"),
        change("lab", "nieuw-1", status="klaargezet"),
        *ROAD[8:],
    ],
}


T = "hap-bericht"
ROAD = SAFE[T]
(LINKED, SEEN, DEALT) = written(T, "change", "post"), written(T, "add", "agenda"), written(T, "change", "post", 1)
(PASSED_ON, SHOWN, BOOKED, DEALT_WITH) = ROAD[1:]
UNSAFE[T] = {
    "the time before the doctor said it": [*ROAD[:2], SEEN, step("overleg"), DEALT],
    "on the day after": otherwise(T, SEEN, datum=TUESDAY),
    "at the nurse": otherwise(T, SEEN, bij="poh"),
    "half an hour": otherwise(T, SEEN, duur="30"),
    "no episode": otherwise(T, LINKED, **{"post-episode": "geen"}),
    "a control this week, it says": otherwise(T, LINKED, gevraagd="week"),
    "unlinked at the end": [*ROAD, change("post", "p-hap", patient="")],
    "linked to the other at the end": [*ROAD, change("post", "p-hap", patient="jan-februari")],
    "his appointment of tomorrow taken away": [*ROAD, remove("agenda", "a-jan-december")],
    "a note of the weekend": [*ROAD, note(datum="2026-03-14")],
    "a task that is done already": [*ROAD, task_for("assistent", "jan-december", status="klaar")],
    "as a call": otherwise(T, BOOKED, soort="telefonisch"),
    "the other Jan first": [
        change("post", "p-hap", patient="jan-februari", voor="huisarts", status="doorgezet"),
        *ROAD,
    ],
    "dealt with at once": [ROAD[0], change("post", "p-hap", status="verwerkt"), *ROAD[1:]],
    "the other Jan booked": otherwise(T, BOOKED, patient="jan-februari"),
    "back to new": [*ROAD, change("post", "p-hap", status="retour")],
}
SENSIBLE[T] = {
    "both cards first": [opened("jan-februari"), CLOSED, *ROAD],
    "another time kept free, and moved when the doctor said when": [
        *ROAD[:2],
        with_others(SEEN, tijd="11:30"),
        step("overleg"),
        change("agenda", "nieuw-1", tijd="11:40"),
        DEALT,
    ],
    "shown twice": [*ROAD[:3], step("overleg"), *ROAD[3:]],
    "a reason in a few letters": with_values(T, "agenda", reden="co erysipelas ond.been, HAP za"),
    "the record closed": [*ROAD, CLOSED],
    "a message to a colleague": [*ROAD, message_to("assistent", "jan-december")],
    "shown before passed on": [ROAD[0], SHOWN, PASSED_ON, BOOKED, DEALT_WITH],
    "looked twice": [ROAD[0], CLOSED, *ROAD],
    "a task too": [*ROAD, task_for("huisarts", "jan-december")],
    "nu": otherwise(T, PASSED_ON, wanneer="nu"),
}


T = "griepselectie"
ROAD = SAFE[T]
LIST = {one["record"]: one for one in ROAD if one["kind"] == "change"}
UNSAFE[T] = {
    "Ida is too young": instead(ROAD, LIST["s-ida"], change("selections", "s-ida", besluit="buiten")),
    "Sven by his age": instead(ROAD, LIST["s-sven"], change("selections", "s-sven", besluit="leeftijd")),
    "Fatma invited": instead(ROAD, LIST["s-fatma"], change("selections", "s-fatma", besluit="medisch")),
    "Greet does not want it": instead(ROAD, LIST["s-greet"], change("selections", "s-greet", besluit="wil-niet")),
    "one line left open": without(T, LIST["s-ali"]),
    "changed after the letters": [*ROAD, change("selections", "s-ruud", besluit="leeftijd")],
    "the letters twice, the first too early": [*ROAD[:-2], step("brieven"), *ROAD[-2:]],
    "a look in a record": [*ROAD, opened("fatma")],
    "a recall as well": [*ROAD, add("recalls", patient="sven", voor="griepprik", hoe="brief")],
    "the doctor before the list was done": [*ROAD[:-3], step("huisarts"), ROAD[-3], step("brieven")],
    "a task that is done already": [*ROAD, task_for("huisarts", status="klaar")],
    "changed after the letters, again": [*ROAD, change("selections", "s-greet", besluit="medisch")],
    "doctor before the list": [ROAD[0], ROAD[1], step("huisarts"), *ROAD[2:10], step("brieven")],
    "letters and a mail": [*ROAD, step("mail")],
    "opened Fatma": [opened("fatma"), *ROAD],
}
SENSIBLE[T] = {
    "the exceptions first": [step("uitzonderingen"), step("grens"), *ROAD[2:]],
    "from below": [*ROAD[:2], *reversed(ROAD[2:-2]), *ROAD[-2:]],
    "one mended": [*ROAD[:4], change("selections", "s-ali", besluit="leeftijd"), *ROAD[4:]],
    "looked up again": [*ROAD[:5], step("grens"), *ROAD[5:]],
    "the doctor twice": [*ROAD[:-1], step("huisarts"), step("brieven")],
    "a message to the doctor": [*ROAD, message_to("huisarts")],
    "what is plain first": [LIST["s-sven"], LIST["s-fatma"], *without(T, LIST["s-sven"], LIST["s-fatma"])],
    "decided and mended": [*ROAD[:3], change("selections", "s-ida", besluit="buiten"), *ROAD[3:]],
    "looked up twice": [*ROAD[:10], step("grens"), *ROAD[10:]],
}


T = "herhaalrecept-mag"
ROAD = SAFE[T]
(READY, REPEAT_NOTE) = written(T, "change", "medication"), written(T, "add", "journal")
_, TOLD, NOTED = ROAD[5:]
UNSAFE[T] = {
    "told before it was looked up": [*ROAD[:3], step("vertel"), *ROAD[3:]],
    "told between the two": [*ROAD[:4], step("vertel"), *ROAD[4:]],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as a visit": with_values(T, "journal", contact="spreekuur"),
    "a message about her before anybody knows": [message_to("huisarts", "noor"), *ROAD],
    "a task that is done already": [*ROAD, task_for("huisarts", "noor", status="klaar")],
    "stopped at the end": [*ROAD, change("medication", "m-noor-druk", status="gestopt")],
    "the allergy in the way, it says": with_values(T, "medication", **{"in-de-weg": "overgevoeligheid"}),
    "the pharmacy has agreed": with_values(T, "medication", akkoord="apotheek"),
    "the report in another record": instead(ROAD, REPEAT_NOTE, opened("ida"), REPEAT_NOTE),
    "an appointment for a check": [
        *ROAD,
        add("agenda", datum=TUESDAY, tijd="09:40", patient="noor", bij="poh", soort="spreekuur"),
    ],
    "told, nothing ready": without(T, READY),
    "looked, left as it was, and told": otherwise(T, READY, status="actief"),
    "diuretic active": [*ROAD, change("medication", "m-noor-plas", status="actief")],
    "knee too": [*ROAD, change("medication", "m-noor-knie", status="klaargezet")],
    "her own yes": otherwise(T, READY, akkoord="assistent"),
    "seen in February": otherwise(T, READY, controle="feb-2026"),
    "told, taken back": [*ROAD, change("medication", "m-noor-druk", status="actief")],
}
SENSIBLE[T] = {
    "told twice": [*ROAD, step("vertel")],
    "looked twice": [*ROAD[:5], step("zoek-controle"), *ROAD[5:]],
    "the report while she tells it": [
        step("vraag"),
        step("middel"),
        opened("noor"),
        REPEAT_NOTE,
        *ROAD[3:7],
    ],
    "a task of this week": [*ROAD, task_for("huisarts", "noor", "week")],
    "a remark at the tablet": with_values(T, "medication", opmerking="Nog voor 5 dg"),
    "the record closed": [*ROAD, CLOSED],
    "ready in two times": [
        *ROAD[:5],
        change("medication", "m-noor-druk", controle="nov-2025"),
        change("medication", "m-noor-druk", **{"in-de-weg": "niets"}),
        change("medication", "m-noor-druk", status="klaargezet", akkoord="nog-niet"),
        *ROAD[6:],
    ],
    "told, then ready": [*ROAD[:5], TOLD, READY, NOTED],
    "looked instead": [
        *ROAD[:3],
        looked("journal"),
        looked("contraindications"),
        looked("hypersensitivities"),
        READY,
        TOLD,
        NOTED,
    ],
    "in two changes": [
        *ROAD[:4],
        change("medication", "m-noor-druk", controle="nov-2025"),
        ROAD[4],
        change("medication", "m-noor-druk", status="klaargezet", akkoord="nog-niet", **{"in-de-weg": "niets"}),
        TOLD,
        NOTED,
    ],
    "middle first": [ROAD[1], ROAD[0], *ROAD[2:]],
    "note before told": [*ROAD[:6], NOTED, TOLD],
}
