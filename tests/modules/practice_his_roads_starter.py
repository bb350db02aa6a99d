"""What was tried in each task of the level "starter": in another order, too much, too early, or mended.

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
TUESDAY = "2026-03-17"
WEDNESDAY = "2026-03-18"
THURSDAY = "2026-03-19"

UNSAFE: dict[str, Roads] = {}
SENSIBLE: dict[str, Roads] = {}

T = "afspraak-zetten"
ROAD = SAFE[T]
(BOOKED, REPEATED) = ROAD
UNSAFE[T] = {
    "a week later": with_values(T, "agenda", datum="2026-03-24"),
    "half in the slot of somebody else": with_values(T, "agenda", tijd="09:15"),
    "a call and no visit": with_values(T, "agenda", soort="telefonisch"),
    "with the specialist nurse": with_values(T, "agenda", bij="specialist"),
    "somebody moved to make place": [
        change("agenda", "a-lotte", tijd="09:50"),
        *with_values(T, "agenda", tijd="09:30"),
    ],
    "booked, told, and taken away": [*ROAD, remove("agenda", "nieuw-1")],
    "booked, told, and moved to another day": [*ROAD, change("agenda", "nieuw-1", datum=WEDNESDAY)],
    "booked for Ida": with_values(T, "agenda", patient="ida"),
    "a note of another day": [*ROAD, opened("noor"), note(datum=YESTERDAY)],
    "a note in the record of somebody else": [*ROAD, opened("greet"), note()],
    "a task for the doctor beside it": [*ROAD, task_for("huisarts", "greet")],
    "20 minutes afterwards": [*with_values(T, "agenda", tijd="09:20"), change("agenda", "nieuw-1", duur="20")],
    "makes room": [change("agenda", "a-sven", tijd="08:50"), *ROAD],
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
    "hung up at the end": [*ROAD, step("ophangen")],
    "told before and after": [REPEATED, *ROAD],
    "her card looked at first": [opened("noor"), *ROAD],
    "a line in the journal as well": [
        opened("noor"),
        *ROAD,
        note(s="Belt ivm knie, geen haast", p="Afspr. di 9.40"),
    ],
    "booked anew": [BOOKED, remove("agenda", "nieuw-1"), BOOKED, REPEATED],
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


T = "bericht-aan-collega"
ROAD = SAFE[T]
UNSAFE[T] = {
    "his appointment moved as well": [*ROAD, change("agenda", "a-ruud", datum=THURSDAY)],
    "his appointment taken away": [*ROAD, remove("agenda", "a-ruud")],
    "a new appointment beside it": [
        *ROAD,
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
    "a note of yesterday": [*ROAD, opened("ruud"), note("spreekuur", datum=YESTERDAY)],
    "to the pharmacy, taken back": [message_to("apotheek", "ruud"), remove("messages", "nieuw-1"), *ROAD],
}
SENSIBLE[T] = {
    "a task that is urgent": [step("bereikbaar"), task_for("poh", "ruud", "nu", verzoek="bellen"), step("vertel")],
    "his card for the number": [opened("ruud"), *ROAD, CLOSED],
    "told what happens, and asked then": [ROAD[1], ROAD[2], ROAD[0]],
    "to the wrong colleague, and mended": [
        step("bereikbaar"),
        message_to("assistent", "ruud", verzoek="bellen"),
        change("messages", "nieuw-1", aan="poh"),
        step("vertel"),
    ],
    "a note in his journal as well": [
        *ROAD,
        opened("ruud"),
        note("spreekuur", p="Kan wo niet, POH belt voor andere dag"),
    ],
    "asked twice": [step("bereikbaar"), *ROAD],
    "a subject and a number": with_values(T, "messages", onderwerp="Afspr. 18-3", tekst="TC svp, ochtend, 0000005"),
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


T = "telefoon-in-soep"
ROAD = SAFE[T]
REPORT = written(T, "add", "journal")
UNSAFE[T] = {
    "the report before the questions": [step("vraag"), opened("lotte"), REPORT, *ROAD[1:4]],
    "the report before the doctor": [*ROAD[:2], opened("lotte"), REPORT, *ROAD[2:4]],
    "of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "of next year": with_values(T, "journal", datum="2027-03-16"),
    "as a visit to the practice": with_values(T, "journal", contact="spreekuur"),
    "a colleague in place of the doctor, it says": with_values(T, "journal", overleg="collega"),
    "back after a week": with_values(T, "journal", vangnet="week"),
    "twice": [*ROAD, REPORT],
    "an appointment to be sure": [
        *ROAD,
        add("agenda", datum=TUESDAY, tijd="09:40", patient="lotte", bij="huisarts", soort="spreekuur"),
    ],
    "the doctor before the question": [step("vraag"), step("overleg"), *ROAD],
    "a task on the name of somebody else": [*ROAD, task_for("huisarts", "greet")],
    "the doctor by message alone": instead(ROAD, step("overleg"), message_to("huisarts", "lotte")),
    "a task about her before anybody knows": [task_for("huisarts", "lotte"), *ROAD],
    "vangnet taken out": [*ROAD, change("journal", "nieuw-1", vangnet="niets")],
    "POH it says": with_values(T, "journal", overleg="poh"),
    "kort it says": with_values(T, "journal", spreken="kort"),
    "note in another": [opened("ida"), ROAD[5], *ROAD],
    "no note, only told": ROAD[:4],
}
SENSIBLE[T] = {
    "how she is before who she is": [step("benauwd"), step("vraag"), *ROAD[2:]],
    "what she tells while she tells it, the rest at the end": [
        step("vraag"),
        opened("lotte"),
        note(identiteit="gevraagd", s="2 dg schor"),
        *ROAD[1:4],
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
    "told after the report": [*ROAD[:3], *ROAD[4:], step("vertel")],
    "the doctor once more": [*ROAD[:3], step("overleg"), *ROAD[3:]],
    "a task for the doctor to read it": [*ROAD, task_for("huisarts", "lotte", "week")],
    "a message to the doctor": [*ROAD, message_to("huisarts", "lotte"), CLOSED],
    "a slip in the report, mended": [
        *with_values(T, "journal", ademhaling="rust"),
        change("journal", "nieuw-1", ademhaling="nee"),
    ],
    "in a few letters": with_values(T, "journal", s="2 dg hees", o="gb", e="BLWI", p="vangnet: dyspn"),
    "record open in between": [*ROAD[:2], opened("lotte"), *ROAD[2:4], ROAD[5]],
    "breath asked twice": [*ROAD[:2], step("benauwd"), *ROAD[2:]],
    "note in two goes": [
        *ROAD[:5],
        with_others(ROAD[5], p="", vangnet="erger"),
        change("journal", "nieuw-1", p="Bij benauwdheid direct bellen"),
    ],
    "a task for the doctor as well": [*ROAD, task_for("huisarts", "lotte")],
}


T = "declaratie"
ROAD = SAFE[T]
UNSAFE[T] = {
    "of yesterday": with_values(T, "claims", datum=YESTERDAY),
    "by the assistant": with_values(T, "claims", door="assistent"),
    "as a telephone call": with_values(T, "claims", contact="telefonisch"),
    "on the name of Greet": with_values(T, "claims", patient="greet"),
    "taken away and not written anew": [opened("henk"), remove("claims", "d-henk"), step("navragen")],
    "the claim of Greet taken away too": [*ROAD, remove("claims", "d-greet")],
    "a second claim for the talk": [*ROAD, add("claims", patient="henk", contact="telefonisch", door="assistent")],
    "the journal made to fit": [opened("henk"), change("journal", "j-henk", p="Gesprek van 25 minuten"), *ROAD],
    "a correction in the journal": [*ROAD, change("journal", "j-henk", correctie="12 minuten")],
    "a task that is done already": [*ROAD, task_for("administratie", "henk", status="klaar")],
    "a message to the pharmacy": [*ROAD, message_to("apotheek", "henk")],
    "by the nurse": otherwise(T, ROAD[1], door="poh"),
    "both lines": [
        *ROAD,
        add("claims", datum="2026-03-16", patient="henk", contact="visite", duur="5-tot-20", door="huisarts"),
    ],
}
SENSIBLE[T] = {
    "the colleague told by message": [*ROAD[:-1], message_to("assistent", "henk")],
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
    "a task for who sends the claims": [*ROAD, task_for("administratie", "henk", "week")],
    "a message to the doctor": [*ROAD, message_to("huisarts", "henk")],
    "told twice, and the record closed": [*ROAD, step("navragen"), CLOSED],
    "new line and old gone": [
        ROAD[0],
        add("claims", datum="2026-03-16", patient="henk", contact="spreekuur", duur="5-tot-20", door="huisarts"),
        remove("claims", "d-henk"),
        ROAD[2],
    ],
}


T = "icpc-koppelen"
ROAD = SAFE[T]
CODED = written(T, "change", "journal")
UNSAFE[T] = {
    "the code alone": with_values(T, "journal", gekoppeld=""),
    "the episode alone": with_values(T, "journal", icpc=""),
    "high blood pressure": with_values(T, "journal", icpc="k86", gekoppeld="bloeddruk"),
    "another day": with_values(T, "journal", datum=YESTERDAY),
    "a plan of her own": with_values(T, "journal", p="Foto knie"),
    "a new line and the old left open": [
        *ROAD[:2],
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
    "the episode of her hip closed": [*ROAD, change("episodes", "ep-noor-heup", status="afgesloten")],
    "a task that is done already": [*ROAD, task_for("huisarts", "noor", status="klaar")],
    "emptied": [*ROAD, change("journal", "j-noor", icpc="")],
    "a new episode": otherwise(T, ROAD[2], gekoppeld="nieuw"),
    "text changed": otherwise(T, ROAD[2], e="Artrose knie"),
    "arthrosis first": [*ROAD[:2], change("journal", "j-noor", icpc="l90"), *ROAD[2:]],
}
SENSIBLE[T] = {
    "the wrong episode, mended": [
        *ROAD[:2],
        change("journal", "j-noor", icpc="l15", gekoppeld="geen"),
        change("journal", "j-noor", gekoppeld="knie"),
        step("meld"),
    ],
    "asked again before telling": [*ROAD[:3], step("vraag"), step("meld")],
    "told twice": [*ROAD, step("meld")],
    "a task in place of telling": [*ROAD[:3], task_for("huisarts", "noor", "week")],
    "closed and opened again": [opened("noor"), CLOSED, *ROAD],
    "told too early and again": [step("vraag"), step("meld"), *ROAD[1:]],
    "a colleague first, then the doctor": [step("collega"), *ROAD],
    "message instead": [*ROAD[:3], message_to("huisarts", "noor")],
    "record first": [ROAD[1], ROAD[0], *ROAD[2:]],
}


T = "nieuwe-patient"
ROAD = SAFE[T]
UNSAFE[T] = {
    "rejected, it says": with_values(T, "registrations", status="afgewezen"),
    "gone again, it says": with_values(T, "registrations", status="uitgeschreven"),
    "of yesterday": with_values(T, "registrations", datum=YESTERDAY),
    "born in another year": with_values(T, "registrations", geboortedatum="1989-08-25"),
    "the number of somebody else": with_values(T, "registrations", bsn="ander"),
    "not insured": with_values(T, "registrations", verzekering="onverzekerd"),
    "looked in the list afterwards": [*without(T, step("zoek")), step("zoek")],
    "an appointment on the name of her sister": [
        *ROAD,
        add("agenda", datum=TUESDAY, tijd="09:40", patient="lotte", bij="huisarts", soort="spreekuur"),
    ],
    "a task that is done already": [*ROAD, task_for("administratie", status="klaar")],
    "her name misspelt": with_values(T, "registrations", **{"nieuwe-persoon": "lieke-denkbeel"}),
    "out again": [*ROAD, change("registrations", "nieuw-1", status="uitgeschreven")],
    "passport it says": with_values(T, "registrations", wid="paspoort"),
    "the photo first": [step("foto"), *ROAD],
    "BSN copied": with_values(T, "registrations", bsn="overgetypt"),
}
SENSIBLE[T] = {
    "searched first": [step("zoek"), *ROAD],
    "as a draft, and sent at the end": [
        *with_values(T, "registrations", status="concept")[:-1],
        change("registrations", "nieuw-1", status="aangemeld"),
        step("vertel"),
    ],
    "insurance and record first": [step("verzekering"), step("dossier"), *ROAD],
    "a task to ask for the record": [*ROAD, task_for("administratie", when="week")],
    "a message to the doctor": [*ROAD, message_to("huisarts")],
    "told twice": [*ROAD, step("vertel")],
    "a slip, mended": [
        *with_values(T, "registrations", wid="paspoort")[:-1],
        change("registrations", "nieuw-1", wid="rijbewijs"),
        step("vertel"),
    ],
    "dossier asked first": [step("dossier"), *[x for x in ROAD if x != step("dossier")]],
    "said no picture": [step("origineel"), step("bsn"), step("zoek"), *ROAD[3:]],
    "task for the doctor": [*ROAD, task_for("huisarts", "")],
}


T = "toestemming-delen"
ROAD = SAFE[T]
(POST, PHARMACY) = written(T, "add", "consents"), written(T, "add", "consents", 1)
(YES, NO) = ROAD[5], ROAD[6]
UNSAFE[T] = {
    "the post withdrawn": otherwise(T, POST, keuze="ingetrokken"),
    "asked by the nurse, it says": otherwise(T, PHARMACY, vrager="poh"),
    "a representative, it says": otherwise(T, PHARMACY, antwoord="vertegenwoordiger"),
    "the pharmacy written as the hospital": otherwise(T, PHARMACY, doel="ziekenhuis"),
    "a no, changed into a yes at the end": [*ROAD, change("consents", "nieuw-2", keuze="ja")],
    "the post taken away again": [*ROAD, remove("consents", "nieuw-1")],
    "a task to fill in his": [*ROAD, task_for("administratie", "ali")],
    "the explanation between asking and writing": [
        ROAD[0],
        ROAD[2],
        ROAD[3],
        step("uitleg"),
        *ROAD[4:],
    ],
    "a note of tomorrow": [*ROAD, note("spreekuur", datum=TUESDAY)],
    "old line gone": [*ROAD, remove("consents", "to-fatma")],
    "thinks it over": instead(ROAD, NO, with_others(NO, keuze="bedenktijd")),
    "yes for the hospital": [
        *ROAD,
        add("consents", doel="ziekenhuis", keuze="ja", antwoord="patient", vrager="assistent"),
    ],
    "withdrawn afterwards": [*ROAD, change("consents", "nieuw-1", keuze="ingetrokken")],
    "for Ali": [*ROAD, opened("ali"), YES],
}
SENSIBLE[T] = {
    "a line taken away and written anew": [
        *ROAD[:-2],
        remove("consents", "nieuw-1"),
        POST,
        *ROAD[-2:],
    ],
    "told twice": [*ROAD, step("vertel")],
    "asked her name again": [*ROAD[:4], step("vraag"), *ROAD[4:]],
    "explained before who she is": [step("uitleg"), *ROAD],
    "a remark beside each": with_values(T, "consents", opmerking="Mondeling aan de balie"),
    "asked again after the no": [*ROAD[:4], step("apotheek"), *ROAD[4:]],
    "pharmacy first": [*ROAD[:2], ROAD[3], ROAD[2], ROAD[4], NO, YES, *ROAD[7:]],
    "written between": [*ROAD[:3], ROAD[4], YES, ROAD[3], NO, *ROAD[7:]],
    "man first": [step("man-zelf"), *ROAD[:7], step("vertel")],
    "explained twice": [*ROAD[:2], step("uitleg"), *ROAD[2:]],
}


T = "gewoon-e-consult"
ROAD = SAFE[T]
(JAN, SVEN) = written(T, "change", "e_consults"), written(T, "change", "e_consults", 1)
(TO_JAN, TO_SVEN) = ROAD[0], ROAD[4]
UNSAFE[T] = {
    "a report of yesterday": with_values(T, "journal", datum=YESTERDAY),
    "a second report of another day": [*ROAD, opened("sven"), note("e-consult", datum=TUESDAY, p="HA")],
    "Jan on hold": otherwise(T, JAN, status="wacht"),
    "Jan left as new": otherwise(T, JAN, status="nieuw"),
    "an alarm sign for Sven": otherwise(T, SVEN, alarm="borst"),
    "by letter to Sven": otherwise(T, SVEN, weg="brief"),
    "the appointment of Jan taken away": [*ROAD, remove("agenda", "a-jan-december")],
    "a task for the doctor that is done already": [*ROAD, task_for("huisarts", "sven", status="klaar")],
    "a task about somebody else": [*ROAD, task_for("huisarts", "greet")],
    "Sven put back to new": [*ROAD, change("e_consults", "ec-sven", status="nieuw")],
    "Sven answered": otherwise(T, TO_SVEN, status="beantwoord"),
    "alarm with Jan": otherwise(T, TO_JAN, alarm="borst"),
    "mailed, then portal": [change("e_consults", "ec-jan", weg="mail", status="beantwoord"), *ROAD],
    "another time": otherwise(T, TO_JAN, strekking="tien-uur"),
}
SENSIBLE[T] = {
    "the doctor first of all": [step("huisarts"), *ROAD],
    "the report before the answer": [opened("jan-december"), ROAD[2], JAN, step("huisarts"), SVEN],
    "a word more, afterwards": [*ROAD, change("e_consults", "ec-jan", antwoord="Om 10.20 u. Tot morgen!")],
    "the record closed between": [*ROAD[:3], CLOSED, *ROAD[3:]],
    "a task that is urgent": [*ROAD, task_for("huisarts", "sven", "nu")],
    "both chosen in two times": [
        change("e_consults", "ec-jan", alarm="geen", strekking="tien-twintig"),
        change("e_consults", "ec-jan", weg="portaal", status="beantwoord", antwoord="10.20 u"),
        *ROAD[1:],
    ],
    "Sven first": [ROAD[3], TO_SVEN, *ROAD[:3]],
    "note for Sven": [*ROAD, opened("sven"), add("journal", contact="e-consult", p="Op wacht gezet")],
    "a task to the doctor as well": [*ROAD, task_for("huisarts", "sven")],
    "Sven looked up": [*ROAD[:3], opened("sven"), *ROAD[3:]],
}
