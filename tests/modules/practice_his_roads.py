"""Roads through the tasks of the shipped practice HIS: what solves each, and what makes each unsafe."""

from __future__ import annotations

from typing import Any

Response = dict[str, Any]


def add(part: str, **values: str) -> Response:
    return {"kind": "add", "part": part, "values": values}


def change(part: str, record: str, **values: str) -> Response:
    return {"kind": "change", "part": part, "record": record, "values": values}


def remove(part: str, record: str) -> Response:
    return {"kind": "remove", "part": part, "record": record}


def step(id_: str) -> Response:
    return {"kind": "step", "step": id_}


def opened(patient: str) -> Response:
    return {"kind": "open_record", "patient": patient}


CLOSED: Response = {"kind": "close_record"}
TODAY, TUESDAY, THURSDAY = "2026-03-16", "2026-03-17", "2026-03-19"


def appointment(patient: str, date: str, time: str, **more: str) -> Response:
    values = {"bij": "huisarts", "soort": "spreekuur", "duur": "10", **more}
    return add("agenda", datum=date, tijd=time, patient=patient, **values)


def note(**more: str) -> Response:
    return add("journal", **{"contact": "telefonisch", **more})


def measurement(kind: str, value: str, unit: str, **more: str) -> Response:
    return add("measurements", soort=kind, waarde=value, eenheid=unit, **more)


SAFE: dict[str, list[Response]] = {
    "afspraak-zetten": [appointment("noor", TUESDAY, "09:40", reden="Pijn aan de knie"), step("herhaal")],
    "bericht-aan-collega": [
        add(
            "messages",
            aan="poh",
            patient="ruud",
            onderwerp="Woensdag",
            tekst="Meneer kan woensdag niet. Wil je hem bellen voor een andere dag?",
        ),
        step("vertel"),
    ],
    "telefoon-in-soep": [
        opened("lotte"),
        note(
            s="Sinds twee dagen schor en verkouden. Niet benauwd, drinkt goed.",
            o="Praat rustig, in hele zinnen.",
            e="Verkoudheid, geen spoed (huisarts).",
            p="Uitleg gegeven. Belt meteen bij benauwdheid of als het erger wordt.",
        ),
    ],
    "declaratie": [opened("henk"), change("claims", "d-henk", contact="spreekuur"), step("navragen")],
    "zelfde-naam": [
        step("vraag"),
        change("agenda", "a-jan-december", datum=THURSDAY, tijd="14:20"),
        step("herhaal"),
    ],
    "meting-verbeteren": [
        opened("sven"),
        change("measurements", "me-gewicht", waarde="82.5", opmerking="Typefout verbeterd"),
        change("measurements", "me-onder", eenheid="mmhg"),
        step("vertel"),
    ],
    "allergie-verkeerde-plek": [
        opened("fatma"),
        add("hypersensitivities", middel="Amoxicilline", reactie="Overal bultjes", status="gemeld"),
        remove("contraindications", "ci-fatma-fout"),
        note(s="Vertelt dat zij bultjes kreeg van amoxicilline."),
        add("tasks", voor="huisarts", patient="fatma", wanneer="vandaag", tekst="Overgevoeligheid beoordelen?"),
    ],
    "verwijzing": [
        opened("ida"),
        add(
            "referrals",
            naar="oogheelkunde",
            urgentie="snel",
            reden="Ziet sinds twee weken wazig met het linkeroog.",
            status="klaargezet",
        ),
        add("tasks", voor="huisarts", patient="ida", wanneer="vandaag", tekst="Verwijzing nakijken en versturen."),
        step("vertel"),
    ],
    "oproeplijst": [
        add("recalls", patient="ruud", voor="suikercontrole", hoe="brief"),
        add("recalls", patient="greet", voor="suikercontrole", hoe="telefoon"),
        add("recalls", patient="ida", voor="suikercontrole", hoe="portaal"),
        step("meld"),
    ],
    "e-consult-alarmsignaal": [
        step("bel"),
        step("overleg"),
        opened("ali"),
        note(s="Sinds vanochtend druk op de borst bij traplopen.", p="Gebeld, huisarts er direct bij."),
        change("e_consults", "ec-ali", status="gebeld"),
    ],
    "verkeerd-dossier": [
        change("journal", "j-fout", correctie="Per ongeluk in het verkeerde dossier geschreven."),
        opened("henk"),
        note(s="Vraagt of hij nuchter moet zijn voor het bloedprikken."),
        CLOSED,
        step("melden"),
        step("vim"),
    ],
    "herhaalrecept": [
        opened("ruud"),
        add(
            "tasks",
            voor="huisarts",
            patient="ruud",
            wanneer="vandaag",
            tekst="Vraagt ibuprofen. Bij contra-indicaties staat: nieren werken minder goed.",
        ),
        note(s="Vraagt ibuprofen, schouder doet weer pijn.", p="Huisarts kijkt vandaag mee."),
        step("vertel"),
    ],
    "uitslag-telefoon": [
        step("vragen"),
        opened("ida"),
        step("vertellen"),
        note(s="Belt voor de uitslag. Naam en geboortedatum gevraagd.", p="Uitslag verteld zoals de huisarts schreef."),
        CLOSED,
    ],
}
"""What a careful colleague does in each task."""

_ELSEWHERE = [opened("noor"), note(s="Hoort hier niet.")]

UNSAFE: dict[str, list[list[Response]]] = {
    "afspraak-zetten": [
        [appointment("greet", TUESDAY, "09:50")],
        [remove("agenda", "a-sven")],
        [appointment("noor", TUESDAY, "09:10")],
        [appointment("noor", TUESDAY, "09:20", duur="30")],
        [opened("ruud")],
    ],
    "bericht-aan-collega": [
        [add("messages", aan="poh", patient="henk", tekst="Bel hem.")],
        [add("messages", aan="apotheek", patient="ruud", tekst="Bel hem.")],
        [step("app")],
        [remove("agenda", "a-ruud")],
        [opened("greet")],
    ],
    "telefoon-in-soep": [
        _ELSEWHERE,
        [note(s="Zeurt over haar keel, al twee dagen.")],
        [opened("fatma")],
        [step("later")],
    ],
    "declaratie": [
        [remove("claims", "d-greet")],
        [change("claims", "d-henk", duur="lang")],
        [add("claims", patient="henk", contact="spreekuur", duur="kort", door="huisarts")],
        [opened("ida")],
        [remove("journal", "j-henk")],
    ],
    "zelfde-naam": [
        [change("agenda", "a-jan-februari", datum=THURSDAY, tijd="14:30")],
        [step("zeg-voor")],
        [step("stem")],
        [change("agenda", "a-jan-december", tijd="14:10")],
        [opened("jan-februari")],
        [remove("agenda", "a-sven")],
    ],
    "meting-verbeteren": [
        [remove("measurements", "me-sven-oud")],
        _ELSEWHERE,
        [opened("ali")],
        [step("laten")],
    ],
    "allergie-verkeerde-plek": [
        [add("hypersensitivities", middel="Amoxicilline", status="bevestigd")],
        _ELSEWHERE,
        [remove("contraindications", "ci-fatma")],
        [step("advies")],
        [step("onthouden")],
        [opened("lotte")],
    ],
    "verwijzing": [
        [step("zelf-kiezen")],
        [change("referrals", "nieuw-1", status="verstuurd")],
        _ELSEWHERE,
        [remove("referrals", "v-ida")],
        [opened("lotte")],
    ],
    "oproeplijst": [
        [add("recalls", patient="noor", voor="suikercontrole", hoe="brief")],
        [opened("henk")],
        [step("papier")],
        [add("recalls", patient="lotte", voor="suikercontrole", hoe="brief")],
        [remove("recalls", "o-ida")],
    ],
    "e-consult-alarmsignaal": [
        [step("mail")],
        [change("e_consults", "ec-ali", status="wacht")],
        [step("geruststellen")],
        [appointment("ali", THURSDAY, "10:00")],
        _ELSEWHERE,
        [opened("greet")],
    ],
    "verkeerd-dossier": [
        [opened("greet"), remove("journal", "j-fout")],
        [opened("greet"), change("journal", "j-fout", correctie="Per ongeluk, hoort bij Henk.")],
        [step("zwijgen")],
        [step("lezen")],
        [opened("greet"), remove("journal", "j-greet")],
        _ELSEWHERE,
        [opened("ali")],
    ],
    "herhaalrecept": [
        [change("medication", "m-ruud-pijn", status="klaargezet")],
        [step("dosis")],
        [step("stoppen")],
        [step("apotheek")],
        [remove("contraindications", "ci-ruud")],
        [remove("medication", "m-ruud-suiker")],
        _ELSEWHERE,
        [opened("henk")],
    ],
    "uitslag-telefoon": [
        [step("voorzeggen")],
        [step("voicemail")],
        [step("uitleggen")],
        _ELSEWHERE,
        [opened("ida"), change("journal", "j-ida", p="Anders")],
        [opened("greet")],
    ],
}
"""For each unsafe thing of a task, in the order of the file, what to do after the safe road to bring it about."""
