"""What was tried in each task of the level "gevorderd": in another order, too much, too early, or mended.

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
    with_values,
    without,
    written,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Roads

YESTERDAY = "2026-03-15"
TODAY = "2026-03-16"
TUESDAY = "2026-03-17"

UNSAFE: dict[str, Roads] = {}
SENSIBLE: dict[str, Roads] = {}

T = "e-consult-alarmsignaal"
ROAD = SAFE[T]
(ALARM_NOTE, HANDLED) = written(T, "add", "journal"), written(T, "change", "e_consults")
UNSAFE[T] = {
    "who he is, after the report": [*without(T, step("vraag")), step("vraag")],
    "how he is, after the report": [*without(T, step("klachten")), step("klachten")],
    "the doctor after the report": [*without(T, step("overleg")), step("overleg")],
    "called, it says, before the call": [HANDLED, *without(T, HANDLED)],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "U2": with_values(T, "journal", urgentie="u2"),
    "known by the number": with_values(T, "journal", identiteit="nummer"),
    "a message to the doctor in place of him": instead(ROAD, step("overleg"), message_to("huisarts", "ali")),
    "112 and never called him": without(T, step("bel"), step("vraag"), step("klachten")),
    "the question of the hours first": [change("e_consults", "ec-lotte", status="beantwoord"), *ROAD],
    "in the record of Henk": instead(ROAD, opened("ali"), opened("henk")),
    "a task for tomorrow": [*ROAD, task_for("huisarts", "ali", "morgen")],
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
SENSIBLE[T] = {
    "112 before anything": [step("bel-112"), *ROAD],
    "the doctor before the call": [step("overleg"), *ROAD],
    "how he is before who he is": [step("bel"), step("klachten"), step("vraag"), *ROAD[3:]],
    "his record while he tells": [opened("ali"), *ROAD],
    "the e-consult put away before the report": [*ROAD[:5], HANDLED, *ROAD[5:7]],
    "a task for the doctor, at once": [*ROAD, task_for("huisarts", "ali", "nu")],
    "asked again": [*ROAD[:4], step("klachten"), *ROAD[4:], CLOSED],
    "in a few letters": with_values(T, "journal", s="POB in rust, zweten, dyspn", p="112, HA erbij"),
    "112 before the doctor": [*ROAD[:3], ROAD[4], ROAD[3], *ROAD[5:]],
    "note after the status": [*ROAD[:6], ROAD[7], ROAD[6]],
    "asked twice": [*ROAD[:3], step("klachten"), *ROAD[3:]],
}


T = "verkeerd-dossier"
ROAD = SAFE[T]
(MARKED, OWN_NOTE) = written(T, "change", "journal"), written(T, "add", "journal")
UNSAFE[T] = {
    "reported on the name of Lotte": [*ROAD, message_to("praktijkmanager", "lotte", **{"wat-mis": "ander-dossier"})],
    "the line of Henk is wrong, it says": with_values(T, "journal", **{"wat-mis": "ander-dossier"}),
    "of yesterday": otherwise(T, OWN_NOTE, datum=YESTERDAY),
    "a typing error, it says": instead(ROAD, MARKED, change("journal", "j-fout", **{"wat-mis": "typefout"})),
    "the text made empty": [change("journal", "j-fout", s=""), *ROAD],
    "reported to a colleague": instead(ROAD, step("melden"), message_to("assistent", "greet")),
    "about a result": otherwise(T, OWN_NOTE, **{"vraag-over": "uitslag"}),
    "read on, and then all of it": [step("lezen"), *ROAD],
    "a task that is done already": [
        *without(T, step("melden")),
        task_for("praktijkmanager", status="klaar", **{"wat-mis": "ander-dossier"}),
    ],
    "in the record of the other Henk": instead(ROAD, opened("henk"), opened("ruud")),
    "text emptied": otherwise(T, ROAD[0], s="-"),
    "gone": [remove("journal", "j-fout"), *ROAD[1:]],
    "POH told": [*without(T, step("melden")), message_to("poh", "")],
    "pharmacy told and back": [message_to("apotheek", ""), remove("messages", "nieuw-1"), *ROAD],
    "read on": [*ROAD, opened("greet"), step("lezen")],
}
SENSIBLE[T] = {
    "reported first": [step("melden"), step("vim"), *without(T, step("melden"), step("vim"))],
    "closed at once, and opened to mend": [CLOSED, opened("greet"), *ROAD],
    "reported with a message": [
        *without(T, step("melden")),
        message_to("praktijkmanager", **{"wat-mis": "van-henk"}),
    ],
    "reported with a task": [
        *without(T, step("melden")),
        task_for("praktijkmanager", "greet", "nu", **{"wat-mis": "ander-dossier"}),
    ],
    "the right record first": [opened("henk"), OWN_NOTE, opened("greet"), MARKED, CLOSED, *ROAD[-2:]],
    "the wrong reason, mended": [change("journal", "j-fout", **{"wat-mis": "dubbel"}), *ROAD],
    "said and written": [*ROAD, message_to("praktijkmanager", "greet", **{"wat-mis": "ander-dossier"})],
    "told first": [step("melden"), *without(T, step("melden"))],
    "message": [*without(T, step("melden")), message_to("praktijkmanager", "", **{"wat-mis": "ander-dossier"})],
    "closed before Henk": [ROAD[0], CLOSED, *ROAD[1:]],
    "VIM first": [step("vim"), *ROAD[:5]],
}


T = "herhaalrecept"
ROAD = SAFE[T]
(QUESTION, WARNED_NOTE) = written(T, "add", "tasks"), written(T, "add", "journal")
(ASKED, NOTED, TOLD) = ROAD[4:]
UNSAFE[T] = {
    "a task that is done already": with_values(T, "tasks", status="klaar"),
    "no longer needed at the end": [*ROAD, change("tasks", "nieuw-1", status="vervallen")],
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "as a visit": with_values(T, "journal", contact="visite"),
    "the task of tomorrow": with_values(T, "tasks", wanneer="morgen"),
    "the task for a colleague": with_values(T, "tasks", voor="assistent"),
    "asked right, and a message that says otherwise": [
        *ROAD,
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "geen"}),
    ],
    "stopped for a while by the assistant": [*ROAD, change("medication", "m-ruud-pijn", status="onderbroken")],
    "a second line of the medicine": [*ROAD, add("medication", middel="Ibuprofen 400", status="actief")],
    "the question taken away": [*ROAD, remove("tasks", "nieuw-1")],
    "known by his voice, it says": with_values(T, "journal", identiteit="stem"),
    "an appointment in place of asking": [
        *without(T, QUESTION),
        add("agenda", datum=TUESDAY, tijd="09:40", patient="ruud", bij="huisarts", soort="spreekuur"),
    ],
    "next week": otherwise(T, ASKED, wanneer="week"),
    "nothing in the way": otherwise(T, ASKED, waarschuwing="geen"),
    "prepared too": [*ROAD, change("medication", "m-ruud-pijn", status="klaargezet")],
    "only told": without(T, ASKED),
    "task done": [*ROAD, change("tasks", "nieuw-1", status="klaar")],
    "about metformin": otherwise(T, ASKED, **{"welk-middel": "metformine"}),
}
SENSIBLE[T] = {
    "what for, before who": [step("waarom"), *ROAD],
    "a task and a message": [
        *ROAD,
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "nieren"}),
    ],
    "at once": with_values(T, "tasks", wanneer="nu"),
    "the report while he tells it": [*ROAD[:3], WARNED_NOTE, *ROAD[3:5], step("vertel")],
    "the wrong warning, mended before it was sent on": [
        *with_values(T, "tasks", waarschuwing="maag")[:5],
        change("tasks", "nieuw-1", waarschuwing="nieren"),
        *ROAD[5:],
    ],
    "looked twice": [*ROAD[:4], step("zoek"), *ROAD[4:], CLOSED],
    "in a few letters": with_values(T, "journal", s="Vraagt NSAID, schouder", p="HA belt vdg, CI nierfct"),
    "message": [
        *ROAD[:4],
        message_to("huisarts", "ruud", **{"welk-middel": "ibuprofen", "waarschuwing": "nieren"}),
        NOTED,
        TOLD,
    ],
    "told before the task": [*ROAD[:4], TOLD, ASKED, NOTED],
    "looked": [*ROAD[:3], looked("contraindications"), ASKED, NOTED, TOLD],
    "why later": [ROAD[0], *ROAD[2:5], ROAD[1], *ROAD[5:]],
}


T = "uitslag-telefoon"
ROAD = SAFE[T]
RESULT_NOTE = written(T, "add", "journal")
UNSAFE[T] = {
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a task about her before anybody knows": [task_for("huisarts", "ida"), *ROAD],
    "a message about her before anybody knows": [message_to("huisarts", "ida"), *ROAD],
    "as a visit": with_values(T, "journal", contact="spreekuur"),
    "the report of the doctor changed": [*ROAD, opened("ida"), change("journal", "j-ida-uitslag", e="Goed"), CLOSED],
    "nothing told, it says": with_values(T, "journal", verteld="niets"),
    "two reports": [*ROAD[:4], RESULT_NOTE, *ROAD[4:]],
    "on her voicemail as well": [*ROAD, step("voicemail")],
    "a task that is done already": [*ROAD, task_for("huisarts", "ida", status="klaar")],
    "in the record of Greet": instead(ROAD, opened("ida"), opened("greet")),
    "told from memory": [step("vragen"), step("vertellen"), *ROAD[1:]],
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
SENSIBLE[T] = {
    "a task for the doctor about the pills": [*ROAD, task_for("huisarts", "ida")],
    "a message to the doctor": [*ROAD, message_to("huisarts", "ida")],
    "told twice": [*ROAD[:3], step("vertellen"), *ROAD[3:]],
    "asked twice": [step("vragen"), *ROAD],
    "closed, opened and closed": [*ROAD, opened("ida"), CLOSED],
    "the wrong choice, mended": [
        *with_values(T, "journal", verteld="waarden")[:4],
        change("journal", "nieuw-1", verteld="zoals-p"),
        *ROAD[4:],
    ],
    "in a few letters": with_values(T, "journal", s="Lab?", p="Lab gb, co 1 jr. HA tc ivm med."),
    "call back first": [*ROAD[:3], ROAD[4], ROAD[3], ROAD[5]],
}


T = "telefoon-urgentie"
ROAD = SAFE[T]
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
    "a task that is done already": [*ROAD, task_for("huisarts", "fatma", "nu", status="klaar")],
    "her inhaler changed": [*ROAD, add("medication", middel="Salbutamol", status="actief")],
    "a message to the nurse": [*ROAD, message_to("poh", "fatma")],
    "hung up twice, the first too early": [*ROAD[:7], step("ophangen"), *ROAD[7:], step("ophangen")],
    "a colleague, it says": with_values(T, "journal", overleg="collega"),
    "only 112": [step("bel-112")],
    "not asked who, it says": with_values(T, "journal", identiteit="niet"),
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
SENSIBLE[T] = {
    "who, 112 and then the rest": [step("vraag"), step("abcd"), step("bel-112"), step("waar"), *ROAD[2:]],
    "the inhaler at the end": [*without(T, step("pufje")), step("pufje")],
    "stays twice": [*ROAD, step("blijf")],
    "what she tells first, the rest at the end": [
        *ROAD[:8],
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
    "the doctor at the start and again": [step("abcd"), step("vraag"), step("overleg"), *ROAD[2:]],
    "112 before the doctor": [*ROAD[:4], ROAD[6], ROAD[4], ROAD[5], *ROAD[7:]],
    "doctor before the pufs": [*ROAD[:2], ROAD[4], ROAD[2], ROAD[3], *ROAD[5:]],
    "hung up when they are there": [*ROAD[:8], step("ophangen"), *ROAD[8:]],
    "asked three times": [*ROAD[:6], step("opnieuw"), *ROAD[6:]],
}


T = "bellen-voor-een-ander"
ROAD = SAFE[T]
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
    "a message about her before anybody knows": [message_to("huisarts", "lotte"), *ROAD],
    "a child and her parents decide": with_values(T, "journal", beslist="samen"),
    "as a visit": with_values(T, "journal", contact="visite"),
    "U2": with_values(T, "journal", urgentie="u2"),
    "a task that is done already": [*ROAD, task_for("huisarts", "lotte", status="klaar")],
    "her report taken away": [*ROAD, remove("journal", "nieuw-1")],
    "her telephone changed": [*ROAD, change("patients", "lotte", telefoon="000-000 0099")],
    "a message to a colleague": [*ROAD, message_to("assistent", "lotte")],
    "moved to next week": [*ROAD, change("journal", "nieuw-1", datum="2026-03-23")],
    "report it says": with_values(T, "journal", **{"uit-dossier": "verslag"}),
    "mother decides": with_values(T, "journal", beslist="ouders"),
    "u3": with_values(T, "journal", urgentie="u3"),
    "visit told": [ROAD[0], step("bezoek"), *ROAD[1:]],
    "opened before the call for help": [*ROAD[:2], opened("lotte"), ROAD[7], *ROAD[2:6]],
    "hung up at the end": [*ROAD[:4], step("ophangen")],
}
SENSIBLE[T] = {
    "where she is, first of all": [step("waar"), *ROAD],
    "how she is, again": [*ROAD[:5], step("hoe"), *ROAD[5:]],
    "a message to the doctor": [*ROAD, message_to("huisarts", "lotte")],
    "tells her mother that she tells nothing": [ROAD[0], step("zelf"), *ROAD[1:]],
    "the decision wrong at first, mended": [
        *with_values(T, "journal", beslist="ouders"),
        change("journal", "nieuw-1", beslist="zelf"),
    ],
    "112 twice": [*ROAD[:5], step("bel-112"), *ROAD[5:]],
    "in a few letters": with_values(T, "journal", s="Mdr: T hoog, nekstijf, suf", p="U1, 112, HA"),
    "spoke to her": [*ROAD[:2], step("spreken"), *ROAD[2:]],
    "112 first": [*ROAD[:2], ROAD[4], ROAD[3], ROAD[2], *ROAD[5:]],
    "where first": [ROAD[0], ROAD[3], ROAD[1], ROAD[2], *ROAD[4:]],
}


T = "apotheek-belt"
ROAD = SAFE[T]
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
    "a task about her before anybody knows": [task_for("huisarts", "greet"), *ROAD],
    "a task that is done already": [*ROAD, task_for("huisarts", "greet", status="klaar")],
    "the doctor will see later, it says": with_values(T, "journal", besluit="later"),
    "every day all along, it says": with_values(T, "journal", gezien="steeds-dag"),
    "the pharmacy tells her, it says": with_values(T, "journal", vertelt="apotheek"),
    "a name and no more, it says": with_values(T, "journal", beller="naam"),
    "a message with the dose to the pharmacy": [*ROAD, message_to("apotheek", "greet")],
    "the old line taken away": [*ROAD, remove("medication", "m-greet-bot")],
    "the call of the doctor in the agenda before anybody knows": [
        add("agenda", datum=TODAY, tijd="16:00", patient="greet", bij="huisarts", soort="telefonisch"),
        *ROAD,
    ],
    "answer by message": [*without(T, step("antwoord")), message_to("apotheek", "greet")],
    "list mended herself": [*ROAD, change("medication", "m-greet-nieuw", status="gestopt")],
    "day it says": with_values(T, "journal", besluit="dag"),
    "told her too": [*ROAD, step("patient")],
    "given number": with_values(T, "journal", beller="gegeven-nummer"),
    "no call back": without(T, step("terugbel")),
}
SENSIBLE[T] = {
    "held back first of all": [step("wacht"), *ROAD],
    "the record before calling back": [step("wie"), opened("greet"), *without(T, step("wie"), opened("greet"))],
    "the doctor twice": [*ROAD[:4], step("overleg"), *ROAD[4:]],
    "a report to learn from": [*ROAD, message_to("praktijkmanager")],
    "the decision wrong at first, mended": [
        *with_values(T, "journal", besluit="stoppen"),
        change("journal", "nieuw-1", besluit="week"),
    ],
    "a message to the doctor": [*ROAD, message_to("huisarts", "greet"), CLOSED],
    "in a few letters": with_values(T, "journal", s="Apo: alendr. dd ipv wk", p="HA: 1x/wk, doorgebeld"),
    "called back before the doctor": [*ROAD[:3], ROAD[5], ROAD[3], ROAD[4], *ROAD[6:]],
    "note before answer": [*ROAD[:6], ROAD[7], ROAD[6]],
    "a task for the doctor": [*ROAD, task_for("huisarts", "greet")],
}
