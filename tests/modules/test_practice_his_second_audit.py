"""What was tried in each task after the audit: told first and written later, taken back, put right, left for another.

As in the audit, they were invented as a colleague works or hurries. What has gone out of the practice, or was promised
and not done, is not put right by a second act; a slip that was mended at once is.
"""

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
    looked,
    message_to,
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

UNSAFE: dict[str, Roads] = {}
SENSIBLE: dict[str, Roads] = {}


T = "afspraak-zetten"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "record first, hung up at end": [opened("noor"), *ROAD, step("ophangen")],
    "reason mended": [
        with_others(ROAD[0], klacht="heup", reden="Heup"),
        change("agenda", "nieuw-1", klacht="knie", reden="Knieklachten"),
        ROAD[1],
    ],
    "first a free time, then another": [
        *with_values(T, "agenda", tijd="09:20"),
        change("agenda", "nieuw-1", tijd="09:50"),
        step("herhaal"),
    ],
}
UNSAFE[T] = {
    "20 minutes afterwards": [*with_values(T, "agenda", tijd="09:20"), change("agenda", "nieuw-1", duur="20")],
    "makes room": [change("agenda", "a-sven", tijd="08:50"), *ROAD],
    "by phone": with_values(T, "agenda", soort="telefonisch"),
    "second at the nurse": [
        *ROAD,
        add(
            "agenda",
            datum="2026-03-17",
            tijd="10:30",
            patient="noor",
            bij="poh",
            soort="spreekuur",
            duur="10",
            klacht="knie",
        ),
    ],
}

T = "bericht-aan-collega"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "told first": [ROAD[2], ROAD[0], ROAD[1]],
    "told, written, asked": [ROAD[2], ROAD[1], ROAD[0]],
    "a task of today": [ROAD[0], task_for("poh", "ruud", verzoek="bellen"), ROAD[2]],
    "a draft to the wrong one mended": [
        ROAD[0],
        with_others(ROAD[1], aan="assistent"),
        change("messages", "nieuw-1", aan="poh"),
        ROAD[2],
    ],
    "a task of tomorrow": [ROAD[0], task_for("poh", "ruud", verzoek="bellen", when="morgen"), ROAD[2]],
}
UNSAFE[T] = {
    "a task in a week, after Wednesday": [ROAD[0], task_for("poh", "ruud", verzoek="bellen", when="week"), ROAD[2]],
    "to the pharmacy, taken back": [message_to("apotheek", "ruud"), remove("messages", "nieuw-1"), *ROAD],
    "nobody named": with_values(T, "messages", patient=""),
    "cancelled it herself too": [*ROAD, remove("agenda", "a-ruud")],
    "told only": [ROAD[0], ROAD[2]],
}

T = "telefoon-in-soep"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "record open in between": [*ROAD[:2], opened("lotte"), *ROAD[2:4], ROAD[5]],
    "breath asked twice": [*ROAD[:2], step("benauwd"), *ROAD[2:]],
    "note in two goes": [
        *ROAD[:5],
        with_others(ROAD[5], p="", vangnet="erger"),
        change("journal", "nieuw-1", p="Bij benauwdheid direct bellen"),
    ],
    "a task for the doctor as well": [*ROAD, task_for("huisarts", "lotte")],
}
UNSAFE[T] = {
    "vangnet taken out": [*ROAD, change("journal", "nieuw-1", vangnet="niets")],
    "POH it says": with_values(T, "journal", overleg="poh"),
    "kort it says": with_values(T, "journal", spreken="kort"),
    "note in another": [opened("ida"), ROAD[5], *ROAD],
    "no note, only told": ROAD[:4],
}

T = "declaratie"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "new line and old gone": [
        ROAD[0],
        add("claims", datum="2026-03-16", patient="henk", contact="spreekuur", duur="5-tot-20", door="huisarts"),
        remove("claims", "d-henk"),
        ROAD[2],
    ],
    "in two changes": [
        ROAD[0],
        change("claims", "d-henk", contact="spreekuur"),
        change("claims", "d-henk", duur="5-tot-20"),
        ROAD[2],
    ],
}
UNSAFE[T] = {
    "of yesterday": otherwise(T, ROAD[1], datum="2026-03-15"),
    "by the nurse": otherwise(T, ROAD[1], door="poh"),
    "of somebody else": otherwise(T, ROAD[1], patient="greet"),
    "both lines": [
        *ROAD,
        add("claims", datum="2026-03-16", patient="henk", contact="visite", duur="5-tot-20", door="huisarts"),
    ],
}

T = "icpc-koppelen"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "a colleague first, then the doctor": [step("collega"), *ROAD],
    "message instead": [*ROAD[:3], message_to("huisarts", "noor")],
    "record first": [ROAD[1], ROAD[0], *ROAD[2:]],
}
UNSAFE[T] = {
    "emptied": [*ROAD, change("journal", "j-noor", icpc="")],
    "a new episode": otherwise(T, ROAD[2], gekoppeld="nieuw"),
    "text changed": otherwise(T, ROAD[2], e="Artrose knie"),
    "arthrosis first": [*ROAD[:2], change("journal", "j-noor", icpc="l90"), *ROAD[2:]],
}

T = "nieuwe-patient"
ROAD = SAFE[T]
ADDED = written(T, "add", "registrations")
SENSIBLE[T] = {
    "dossier asked first": [step("dossier"), *[x for x in ROAD if x != step("dossier")]],
    "a draft first": [
        *ROAD[:5],
        with_others(ADDED, status="concept"),
        change("registrations", "nieuw-1", status="aangemeld"),
        ROAD[6],
    ],
    "said no picture": [step("origineel"), step("bsn"), step("zoek"), *ROAD[3:]],
    "task for the doctor": [*ROAD, task_for("huisarts", "")],
}
UNSAFE[T] = {
    "out again": [*ROAD, change("registrations", "nieuw-1", status="uitgeschreven")],
    "passport it says": with_values(T, "registrations", wid="paspoort"),
    "the photo first": [step("foto"), *ROAD],
    "BSN copied": with_values(T, "registrations", bsn="overgetypt"),
    "another birth date": with_values(T, "registrations", geboortedatum="1989-08-25"),
}

T = "toestemming-delen"
ROAD = SAFE[T]
YES, NO = ROAD[5], ROAD[6]
SENSIBLE[T] = {
    "pharmacy first": [*ROAD[:2], ROAD[3], ROAD[2], ROAD[4], NO, YES, *ROAD[7:]],
    "written between": [*ROAD[:3], ROAD[4], YES, ROAD[3], NO, *ROAD[7:]],
    "man first": [step("man-zelf"), *ROAD[:7], step("vertel")],
    "explained twice": [*ROAD[:2], step("uitleg"), *ROAD[2:]],
}
UNSAFE[T] = {
    "old line gone": [*ROAD, remove("consents", "to-fatma")],
    "thinks it over": instead(ROAD, NO, with_others(NO, keuze="bedenktijd")),
    "yes for the hospital": [
        *ROAD,
        add("consents", doel="ziekenhuis", keuze="ja", antwoord="patient", vrager="assistent"),
    ],
    "withdrawn afterwards": [*ROAD, change("consents", "nieuw-1", keuze="ingetrokken")],
    "for Ali": [*ROAD, opened("ali"), YES],
}

T = "gewoon-e-consult"
ROAD = SAFE[T]
TO_JAN, TO_SVEN = ROAD[0], ROAD[4]
SENSIBLE[T] = {
    "Sven first": [ROAD[3], TO_SVEN, *ROAD[:3]],
    "note before answer": [ROAD[1], ROAD[2], TO_JAN, *ROAD[3:]],
    "note for Sven": [*ROAD, opened("sven"), add("journal", contact="e-consult", p="Op wacht gezet")],
    "a task to the doctor as well": [*ROAD, task_for("huisarts", "sven")],
    "Sven looked up": [*ROAD[:3], opened("sven"), *ROAD[3:]],
}
UNSAFE[T] = {
    "Sven answered": otherwise(T, TO_SVEN, status="beantwoord"),
    "Jan waits": otherwise(T, TO_JAN, status="wacht"),
    "alarm with Jan": otherwise(T, TO_JAN, alarm="borst"),
    "mailed, then portal": [change("e_consults", "ec-jan", weg="mail", status="beantwoord"), *ROAD],
    "another time": otherwise(T, TO_JAN, strekking="tien-uur"),
    "Sven by post": otherwise(T, TO_SVEN, weg="brief"),
}

T = "zelfde-naam"
ROAD = SAFE[T]
MOVED = ROAD[1]
SENSIBLE[T] = {
    "another free time": otherwise(T, MOVED, tijd="14:30"),
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
    "record after asking": [ROAD[0], opened("jan-december"), MOVED, ROAD[2]],
    "date first then time": [
        ROAD[0],
        change("agenda", "a-jan-december", datum="2026-03-19"),
        change("agenda", "a-jan-december", tijd="14:20"),
        ROAD[2],
    ],
}
UNSAFE[T] = {
    "the other one": [ROAD[0], change("agenda", "a-jan-februari", datum="2026-03-19", tijd="14:20"), ROAD[2]],
    "to the nurse": otherwise(T, MOVED, bij="poh"),
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

T = "meting-verbeteren"
ROAD = SAFE[T]
WEIGHT, LOWER = ROAD[2], ROAD[3]
SENSIBLE[T] = {
    "note before record": [ROAD[1], ROAD[0], *ROAD[2:]],
    "pressure first": [*ROAD[:2], LOWER, WEIGHT, ROAD[4]],
    "comma": otherwise(T, WEIGHT, waarde="82,5"),
    "in two goes": [
        *ROAD[:2],
        change("measurements", "me-gewicht", waarde="82,5"),
        change("measurements", "me-gewicht", verbetering="typefout"),
        LOWER,
        ROAD[4],
    ],
}
UNSAFE[T] = {
    "upper too": [*ROAD, change("measurements", "me-boven", verbetering="typefout")],
    "estimated": otherwise(T, WEIGHT, verbetering="geschat"),
    "new line": [
        *ROAD,
        add("measurements", soort="gewicht", waarde="82,5", eenheid="kg", datum="2026-03-16", plaats="praktijk"),
    ],
    "8.25": otherwise(T, WEIGHT, waarde="8,25"),
    "day changed": otherwise(T, WEIGHT, datum="2026-03-15"),
}

T = "allergie-verkeerde-plek"
ROAD = SAFE[T]
REPORTED, MISPLACED, NOTED, TASK = ROAD[3:]
SENSIBLE[T] = {
    "told the doctor": [*ROAD[:6], step("overleg")],
    "note first": [*ROAD[:3], NOTED, REPORTED, MISPLACED, TASK],
    "urgent": with_values(T, "tasks", wanneer="nu"),
    "message": [*ROAD[:6], message_to("huisarts", "fatma", **{"welk-middel": "amoxicilline"})],
    "asked before who": [ROAD[1], ROAD[0], *ROAD[2:]],
}
UNSAFE[T] = {
    "confirmed": with_values(T, "hypersensitivities", status="bevestigd"),
    "doctor next week": with_values(T, "tasks", wanneer="week"),
    "stomach": with_values(T, "hypersensitivities", **{"soort-reactie": "maag"}),
    "refuted afterwards": [*ROAD, change("hypersensitivities", "nieuw-1", status="weerlegd")],
    "note gone": [*ROAD, remove("journal", "nieuw-2")],
    "to the pharmacy and back": [*ROAD[:3], task_for("apotheek", "fatma"), remove("tasks", "nieuw-1"), *ROAD[3:]],
}

T = "verwijzing"
ROAD = SAFE[T]
REFERRED, TASK = ROAD[2], ROAD[3]
SENSIBLE[T] = {
    "told first": [ROAD[0], ROAD[4], *ROAD[1:4]],
    "message and task": [*ROAD, message_to("huisarts", "ida")],
    "asked after opening": [ROAD[1], ROAD[0], *ROAD[2:]],
    "two goes": [
        *ROAD[:2],
        with_others(REFERRED, status="concept"),
        TASK,
        change("referrals", "nieuw-1", status="klaargezet"),
        ROAD[4],
    ],
}
UNSAFE[T] = {
    "both eyes": otherwise(T, REFERRED, oog="beide"),
    "sent afterwards": [*ROAD, change("referrals", "nieuw-1", status="verstuurd")],
    "twice": [*ROAD, REFERRED],
    "withdrawn": [*ROAD, change("referrals", "nieuw-1", status="ingetrokken")],
    "no task": without(T, TASK),
    "pharmacy task and back": [*ROAD[:2], task_for("apotheek", "ida"), remove("tasks", "nieuw-1"), *ROAD[2:]],
}

T = "oproeplijst"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "message": [*ROAD[:3], message_to("poh", "")],
    "task": [*ROAD[:3], task_for("poh", "")],
    "wrong way mended": [with_others(ROAD[0], hoe="sms"), change("recalls", "nieuw-1", hoe="brief"), *ROAD[1:]],
    "Noor by mistake": [with_others(ROAD[0], patient="noor"), remove("recalls", "nieuw-1"), *ROAD],
}
UNSAFE[T] = {
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

T = "lab-aanvraag"
ROAD = SAFE[T]
SENSIBLE[T] = {
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
UNSAFE[T] = {
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

T = "hap-bericht"
ROAD = SAFE[T]
PASSED_ON, SHOWN, BOOKED, DEALT_WITH = ROAD[1:]
SENSIBLE[T] = {
    "shown before passed on": [ROAD[0], SHOWN, PASSED_ON, BOOKED, DEALT_WITH],
    "looked twice": [ROAD[0], CLOSED, *ROAD],
    "a task too": [*ROAD, task_for("huisarts", "jan-december")],
    "nu": otherwise(T, PASSED_ON, wanneer="nu"),
}
UNSAFE[T] = {
    "tomorrow": otherwise(T, BOOKED, datum="2026-03-17"),
    "as a call": otherwise(T, BOOKED, soort="telefonisch"),
    "the other Jan first": [
        change("post", "p-hap", patient="jan-februari", voor="huisarts", status="doorgezet"),
        *ROAD,
    ],
    "dealt with at once": [ROAD[0], change("post", "p-hap", status="verwerkt"), *ROAD[1:]],
    "the other Jan booked": otherwise(T, BOOKED, patient="jan-februari"),
    "back to new": [*ROAD, change("post", "p-hap", status="retour")],
}

T = "griepselectie"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "exceptions first": [ROAD[1], ROAD[0], *ROAD[2:]],
    "decided and mended": [*ROAD[:3], change("selections", "s-ida", besluit="buiten"), *ROAD[3:]],
    "looked up twice": [*ROAD[:10], step("grens"), *ROAD[10:]],
}
UNSAFE[T] = {
    "changed after the letters": [*ROAD, change("selections", "s-greet", besluit="medisch")],
    "doctor before the list": [ROAD[0], ROAD[1], step("huisarts"), *ROAD[2:10], step("brieven")],
    "Fatma by herself": [
        change("selections", "s-fatma", besluit="medisch") if x.get("record") == "s-fatma" else x for x in ROAD
    ],
    "letters and a mail": [*ROAD, step("mail")],
    "opened Fatma": [opened("fatma"), *ROAD],
}

T = "herhaalrecept-mag"
ROAD = SAFE[T]
READY, TOLD, NOTED = ROAD[5:]
SENSIBLE[T] = {
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
UNSAFE[T] = {
    "told, nothing ready": without(T, READY),
    "looked, left as it was, and told": otherwise(T, READY, status="actief"),
    "diuretic active": [*ROAD, change("medication", "m-noor-plas", status="actief")],
    "knee too": [*ROAD, change("medication", "m-noor-knie", status="klaargezet")],
    "her own yes": otherwise(T, READY, akkoord="assistent"),
    "seen in February": otherwise(T, READY, controle="feb-2026"),
    "told, taken back": [*ROAD, change("medication", "m-noor-druk", status="actief")],
}

T = "e-consult-alarmsignaal"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "112 before the doctor": [*ROAD[:3], ROAD[4], ROAD[3], *ROAD[5:]],
    "note after the status": [*ROAD[:6], ROAD[7], ROAD[6]],
    "asked twice": [*ROAD[:3], step("klachten"), *ROAD[3:]],
}
UNSAFE[T] = {
    "112 and no call": [step("bel-112"), *ROAD[3:]],
    "u1, nobody": with_values(T, "journal", overleg="niemand"),
    "a visit": [
        *ROAD,
        add("agenda", datum="2026-03-16", tijd="16:50", patient="ali", bij="huisarts", soort="visite", duur="20"),
    ],
    "no 112": without(T, step("bel-112")),
    "on the portal afterwards": [*ROAD, step("portaal")],
    "wait, then gebeld": [change("e_consults", "ec-ali", status="wacht"), *ROAD],
}

T = "verkeerd-dossier"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "told first": [step("melden"), *without(T, step("melden"))],
    "message": [*without(T, step("melden")), message_to("praktijkmanager", "", **{"wat-mis": "ander-dossier"})],
    "closed before Henk": [ROAD[0], CLOSED, *ROAD[1:]],
    "VIM first": [step("vim"), *ROAD[:5]],
    "back to Greet": [ROAD[1], ROAD[2], opened("greet"), ROAD[0], *ROAD[3:]],
}
UNSAFE[T] = {
    "text emptied": otherwise(T, ROAD[0], s="-"),
    "about a result": otherwise(T, ROAD[2], **{"vraag-over": "uitslag"}),
    "gone": [remove("journal", "j-fout"), *ROAD[1:]],
    "POH told": [*without(T, step("melden")), message_to("poh", "")],
    "pharmacy told and back": [message_to("apotheek", ""), remove("messages", "nieuw-1"), *ROAD],
    "read on": [*ROAD, opened("greet"), step("lezen")],
}

T = "herhaalrecept"
ROAD = SAFE[T]
ASKED, NOTED, TOLD = ROAD[4:]
SENSIBLE[T] = {
    "message": [
        *ROAD[:4],
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "nieren"}),
        NOTED,
        TOLD,
    ],
    "told before the task": [*ROAD[:4], TOLD, ASKED, NOTED],
    "looked": [*ROAD[:3], looked("contraindications"), ASKED, NOTED, TOLD],
    "urgent": otherwise(T, ASKED, wanneer="nu"),
    "why later": [ROAD[0], *ROAD[2:5], ROAD[1], *ROAD[5:]],
}
UNSAFE[T] = {
    "next week": otherwise(T, ASKED, wanneer="week"),
    "nothing in the way": otherwise(T, ASKED, waarschuwing="geen"),
    "prepared too": [*ROAD, change("medication", "m-ruud-pijn", status="klaargezet")],
    "only told": without(T, ASKED),
    "task done": [*ROAD, change("tasks", "nieuw-1", status="klaar")],
    "about metformin": otherwise(T, ASKED, **{"welk-middel": "metformine"}),
}

T = "uitslag-telefoon"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "call back first": [*ROAD[:3], ROAD[4], ROAD[3], ROAD[5]],
    "a task for the pills": [*ROAD, task_for("huisarts", "ida")],
    "told twice": [*ROAD[:3], step("vertellen"), *ROAD[3:]],
}
UNSAFE[T] = {
    "values it says": with_values(T, "journal", verteld="waarden"),
    "voice it says": with_values(T, "journal", identiteit="stem"),
    "no note": without(T, ROAD[3]),
    "said yes to stopping": [*ROAD[:3], step("stoppen"), *ROAD[3:]],
    "lab changed": [
        *ROAD[:2],
        change("journal", "j-ida-uitslag", p="Alles goed"),
        *ROAD[2:],
        change("journal", "nieuw-1", verteld="niets"),
    ],
}

T = "telefoon-urgentie"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "112 before the doctor": [*ROAD[:4], ROAD[6], ROAD[4], ROAD[5], *ROAD[7:]],
    "doctor before the pufs": [*ROAD[:2], ROAD[4], ROAD[2], ROAD[3], *ROAD[5:]],
    "hung up when they are there": [*ROAD[:8], step("ophangen"), *ROAD[8:]],
    "asked three times": [*ROAD[:6], step("opnieuw"), *ROAD[6:]],
}
UNSAFE[T] = {
    "u2": with_values(T, "journal", urgentie="u2"),
    "not asked again": without(T, step("opnieuw")),
    "on hold": [*ROAD[:4], step("wachtstand"), *ROAD[4:]],
    "hung up early": [*ROAD[:7], step("ophangen"), *ROAD[8:]],
    "visit booked": [
        *ROAD,
        add("agenda", datum="2026-03-17", tijd="10:30", patient="fatma", bij="huisarts", soort="spreekuur", duur="10"),
    ],
    "tomorrow task": [*ROAD, task_for("huisarts", "fatma", when="morgen")],
}

T = "bellen-voor-een-ander"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "she may call herself": [ROAD[0], step("zelf"), *ROAD[1:]],
    "spoke to her": [*ROAD[:2], step("spreken"), *ROAD[2:]],
    "112 first": [*ROAD[:2], ROAD[4], ROAD[3], ROAD[2], *ROAD[5:]],
    "where first": [ROAD[0], ROAD[3], ROAD[1], ROAD[2], *ROAD[4:]],
}
UNSAFE[T] = {
    "report it says": with_values(T, "journal", **{"uit-dossier": "verslag"}),
    "mother decides": with_values(T, "journal", beslist="ouders"),
    "u3": with_values(T, "journal", urgentie="u3"),
    "visit told": [ROAD[0], step("bezoek"), *ROAD[1:]],
    "opened before the call for help": [*ROAD[:2], opened("lotte"), ROAD[7], *ROAD[2:6]],
    "hung up at the end": [*ROAD[:4], step("ophangen")],
}

T = "apotheek-belt"
ROAD = SAFE[T]
SENSIBLE[T] = {
    "called back before the doctor": [*ROAD[:3], ROAD[5], ROAD[3], ROAD[4], *ROAD[6:]],
    "held later": [ROAD[0], ROAD[2], ROAD[1], *ROAD[3:]],
    "note before answer": [*ROAD[:6], ROAD[7], ROAD[6]],
    "a task for the doctor": [*ROAD, task_for("huisarts", "greet")],
}
UNSAFE[T] = {
    "answer by message": [*without(T, step("antwoord")), message_to("apotheek", "greet")],
    "list mended herself": [*ROAD, change("medication", "m-greet-nieuw", status="gestopt")],
    "day it says": with_values(T, "journal", besluit="dag"),
    "told her too": [*ROAD, step("patient")],
    "given number": with_values(T, "journal", beller="gegeven-nummer"),
    "no call back": without(T, step("terugbel")),
}

each_unsafe = pytest.mark.parametrize(("task", "tried"), [(task, tried) for task in TASKS for tried in UNSAFE[task]])
each_sensible = pytest.mark.parametrize(
    ("task", "tried"), [(task, tried) for task in TASKS for tried in SENSIBLE[task]]
)


@each_unsafe
def test_what_is_unsafe_wrong_or_taken_back_too_late_is_never_called_safe(task: str, tried: str) -> None:
    found = result(task, UNSAFE[task][tried])

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@each_sensible
def test_another_sensible_order_or_a_mended_slip_is_safe_and_complete(task: str, tried: str) -> None:
    found = result(task, SENSIBLE[task][tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])
