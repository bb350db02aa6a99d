"""What people try in the tasks of the portal, the repeat prescription that may proceed, and the pharmacy that calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.modules.practice_his_play import (
    CLOSED,
    HIS,
    SAFE,
    TASKS,
    add,
    change,
    instead,
    opened,
    otherwise,
    played,
    remove,
    result,
    step,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

# An ordinary e-consult

ASK = "gewoon-e-consult"
JAN, WRITTEN, SVEN = (SAFE[ASK][place] for place in (0, 2, 4))


def with_answer(answer: Response, **values: str) -> list[Response]:
    """Return the safe road with other values in one of the two answers."""
    return otherwise(ASK, answer, **values)


UNSAFE: list[tuple[str, str, list[Response]]] = [
    ("answered by mail", ASK, with_answer(JAN, weg="mail")),
    ("mailed as well", ASK, [*SAFE[ASK], step("mail")]),
    ("by letter, which comes too late", ASK, with_answer(JAN, weg="brief")),
    (
        "by text message, and mended afterwards",
        ASK,
        [*with_answer(SVEN, weg="sms"), change("e_consults", "ec-sven", weg="portaal")],
    ),
    ("the time of the other of that name", ASK, with_answer(JAN, strekking="tien-uur")),
    (
        "the wrong time, mended after it was sent",
        ASK,
        [*with_answer(JAN, strekking="tien-uur"), change("e_consults", "ec-jan", strekking="tien-twintig")],
    ),
    (
        "written in the record of the other of that name",
        ASK,
        instead(SAFE[ASK], opened("jan-december"), opened("jan-februari")),
    ),
    ("together is fine, says the assistant", ASK, with_answer(SVEN, strekking="mag-samen", status="beantwoord")),
    ("not together, says the assistant", ASK, with_answer(SVEN, strekking="niet-samen")),
    ("reassured", ASK, [*SAFE[ASK], step("geruststellen")]),
    ("looked up on the internet", ASK, [step("opzoeken"), *SAFE[ASK]]),
    ("left until tomorrow", ASK, [*SAFE[ASK], step("morgen")]),
    ("answered though the doctor has to", ASK, with_answer(SVEN, status="beantwoord")),
    (
        "promised before the doctor was asked",
        ASK,
        [one for one in SAFE[ASK] if one != step("huisarts")] + [step("huisarts")],
    ),
    ("this week, which nobody said", ASK, with_answer(SVEN, strekking="huisarts-week")),
    ("an alarm sign that he denies", ASK, with_answer(JAN, alarm="benauwd")),
    ("nothing said of an alarm sign", ASK, with_answer(JAN, alarm="")),
    ("only one of the two", ASK, SAFE[ASK][:3]),
    (
        "closed without an answer",
        ASK,
        [change("e_consults", "ec-jan", status="beantwoord"), change("e_consults", "ec-sven", status="beantwoord")],
    ),
    ("another appointment", ASK, [*SAFE[ASK], change("agenda", "a-jan-december", tijd="10:30")]),
    (
        "a task for the pharmacy",
        ASK,
        [*SAFE[ASK], add("tasks", voor="apotheek", patient="sven", wanneer="vandaag", tekst="Mag dit samen?")],
    ),
    ("a record that is not needed", ASK, [*SAFE[ASK], opened("lotte")]),
    ("reported as a telephone call", ASK, with_values(ASK, "journal", contact="telefonisch")),
    ("a time for Sven", ASK, with_answer(SVEN, strekking="tien-twintig")),
]
SENSIBLE: list[tuple[str, str, list[Response]]] = [
    ("Sven first", ASK, [step("huisarts"), SVEN, JAN, opened("jan-december"), WRITTEN]),
    ("the record first", ASK, [opened("jan-december"), JAN, WRITTEN, step("huisarts"), SVEN, CLOSED]),
    ("looked in the record of Sven too", ASK, [*SAFE[ASK], opened("sven")]),
    (
        "a line of the second contact as well",
        ASK,
        [
            *SAFE[ASK],
            opened("sven"),
            add("journal", contact="e-consult", s="Vraag over 2 middelen", p="Dr antwoordt vandaag"),
        ],
    ),
    (
        "a task for the doctor as well",
        ASK,
        [
            *SAFE[ASK],
            add("tasks", voor="huisarts", patient="sven", wanneer="vandaag", tekst="E-consult over interactie"),
        ],
    ),
    (
        "a message to the doctor",
        ASK,
        [*SAFE[ASK], add("messages", aan="huisarts", patient="sven", tekst="zie e-consult svp")],
    ),
    ("in abbreviations", ASK, with_answer(SVEN, antwoord="HA antwoordt vandaag")),
    ("with a safety net", ASK, with_answer(JAN, antwoord="Morgen 10.20 u. Bent u toch benauwd? Bel ons dan meteen.")),
    ("a draft first", ASK, [change("e_consults", "ec-jan", antwoord="Om tien uur"), *SAFE[ASK]]),
    (
        "a long report",
        ASK,
        with_values(
            ASK,
            "journal",
            s="Vraagt de tijd. Hoest nog.",
            o="-",
            e="Geen haast",
            p="Tijd gegeven, belt bij benauwdheid.",
        ),
    ),
    ("the doctor asked twice", ASK, [step("huisarts"), *SAFE[ASK]]),
    ("put on hold, and then asked when", ASK, [change("e_consults", "ec-sven", status="wacht"), *SAFE[ASK]]),
]

# A repeat prescription that may proceed

REPEAT = "herhaalrecept-mag"
LOOKED_BACK, LOOKED_FOR, PREPARED, TOLD, NOTED = SAFE[REPEAT][3:]


def prepared(**values: str) -> list[Response]:
    """Return the safe road with other values in what is prepared."""
    return otherwise(REPEAT, PREPARED, **values)


def without(*acts: Response) -> list[Response]:
    """Return the safe road of the repeat prescription without some of its acts."""
    return [one for one in SAFE[REPEAT] if one not in acts]


UNSAFE += [
    ("authorised by the assistant", REPEAT, [*SAFE[REPEAT], step("goedkeuren")]),
    ("authorised in the name of the doctor", REPEAT, prepared(akkoord="assistent")),
    ("the doctor has authorised, which is not so", REPEAT, prepared(akkoord="huisarts")),
    (
        "authorised for a moment",
        REPEAT,
        [*prepared(akkoord="assistent"), change("medication", "m-noor-druk", akkoord="nog-niet")],
    ),
    (
        "prepared without a word of what was looked at",
        REPEAT,
        prepared(controle="", **{"in-de-weg": "", "akkoord": ""}),
    ),
    ("not looked for the review", REPEAT, prepared(controle="niet-gekeken")),
    ("a visit for something else taken for the review", REPEAT, prepared(controle="feb-2026")),
    ("the review of the year before", REPEAT, prepared(controle="nov-2024")),
    ("not looked for what is in the way", REPEAT, prepared(**{"in-de-weg": "niet-gekeken"})),
    ("a contra-indication, and prepared all the same", REPEAT, prepared(**{"in-de-weg": "contra-indicatie"})),
    ("the medicine that was stopped", REPEAT, instead(SAFE[REPEAT], PREPARED, {**PREPARED, "record": "m-noor-plas"})),
    ("the stopped medicine as well", REPEAT, [*SAFE[REPEAT], change("medication", "m-noor-plas", status="actief")]),
    ("another medicine as well", REPEAT, [*SAFE[REPEAT], change("medication", "m-noor-knie", status="klaargezet")]),
    (
        "a second line of the medicine",
        REPEAT,
        [*SAFE[REPEAT], add("medication", middel="Amlodipine", status="klaargezet")],
    ),
    ("another use of it", REPEAT, prepared(gebruik="Twee per dag")),
    ("the contra-indication removed", REPEAT, [*SAFE[REPEAT], remove("contraindications", "ci-noor")]),
    ("looked before anybody said who called", REPEAT, [opened("noor"), *SAFE[REPEAT]]),
    (
        "prepared before she said which medicine",
        REPEAT,
        [step("vraag"), opened("noor"), LOOKED_BACK, LOOKED_FOR, PREPARED, step("middel"), TOLD, NOTED],
    ),
    ("twice as much", REPEAT, [*SAFE[REPEAT], step("dubbel")]),
    (
        "in the record of somebody else",
        REPEAT,
        [*SAFE[REPEAT], opened("greet"), add("journal", contact="telefonisch", s="Herhaling")],
    ),
    ("identity never asked", REPEAT, without(step("vraag"))),
    ("only the list of medicines looked at, and the rest guessed", REPEAT, without(LOOKED_BACK, LOOKED_FOR)),
    ("the last review guessed", REPEAT, without(LOOKED_BACK)),
    ("what is in the way guessed", REPEAT, without(LOOKED_FOR)),
    (
        "guessed first, and looked afterwards",
        REPEAT,
        [*without(LOOKED_BACK, LOOKED_FOR), LOOKED_BACK, LOOKED_FOR],
    ),
    ("not looked and sent away", REPEAT, [step("vraag"), step("wachten")]),
    ("a record that is not needed", REPEAT, [*SAFE[REPEAT], opened("greet")]),
    ("recognised by voice, says the report", REPEAT, with_values(REPEAT, "journal", identiteit="stem")),
]
SENSIBLE += [
    (
        "in abbreviations",
        REPEAT,
        with_values(
            REPEAT, "journal", s="Herh. amlodipine, RR-controle nov '25 gb", p="HHR klaargezet voor HA, wo retour apo"
        ),
    ),
    ("with a remark", REPEAT, prepared(opmerking="Nog voor vijf dagen")),
    ("reported before she was told", REPEAT, [*SAFE[REPEAT][:6], NOTED, TOLD]),
    ("asked again", REPEAT, [step("vraag"), step("middel"), step("middel"), *SAFE[REPEAT][2:]]),
    (
        "a task for the doctor as well",
        REPEAT,
        [
            *SAFE[REPEAT],
            add("tasks", voor="huisarts", patient="noor", wanneer="vandaag", tekst="Herhaling staat klaar"),
        ],
    ),
    (
        "a message to the doctor",
        REPEAT,
        [*SAFE[REPEAT], add("messages", aan="huisarts", patient="noor", tekst="Graag fiatteren")],
    ),
    (
        "a wrong month, mended",
        REPEAT,
        [*prepared(controle="feb-2026"), change("medication", "m-noor-druk", controle="nov-2025")],
    ),
    ("the record closed again", REPEAT, [*SAFE[REPEAT], CLOSED]),
    (
        "looked before it was asked which medicine",
        REPEAT,
        [step("vraag"), opened("noor"), LOOKED_FOR, LOOKED_BACK, step("middel"), PREPARED, TOLD, NOTED],
    ),
    (
        "each thing chosen as it was found",
        REPEAT,
        [
            *SAFE[REPEAT][:4],
            change("medication", "m-noor-druk", controle="nov-2025"),
            LOOKED_FOR,
            PREPARED,
            TOLD,
            NOTED,
        ],
    ),
    ("the medicine asked first", REPEAT, [step("middel"), step("vraag"), *SAFE[REPEAT][2:]]),
]


# The pharmacy that calls about a dose

CALL = "apotheek-belt"
WHO, HOLD, LOOKED, ASKED, WHO_TELLS, CALLED_BACK, TOLD_BACK, REPORTED = SAFE[CALL]


def reported(**values: str) -> list[Response]:
    """Return the safe road of the call with other values in the report."""
    return with_values(CALL, "journal", **values)


def left_out(*acts: Response) -> list[Response]:
    """Return the safe road of the call without some of its acts."""
    return [one for one in SAFE[CALL] if one not in acts]


UNSAFE += [
    ("fine, says the assistant", CALL, [*SAFE[CALL], step("akkoord")]),
    ("fine, and nothing else", CALL, [WHO, step("akkoord")]),
    ("once a week, says the assistant, who is right", CALL, [*SAFE[CALL][:3], step("zelf"), *SAFE[CALL][3:]]),
    ("never called back", CALL, left_out(CALLED_BACK)),
    ("called back after the answer", CALL, [*left_out(CALLED_BACK), CALLED_BACK]),
    ("called back to the number that the caller gave", CALL, reported(beller="gegeven-nummer")),
    ("a number on the screen", CALL, [step("scherm"), *SAFE[CALL]]),
    ("never asked who calls", CALL, left_out(WHO)),
    ("looked before anybody said about whom", CALL, [LOOKED, *left_out(LOOKED)]),
    ("the doctor not asked", CALL, left_out(ASKED, WHO_TELLS)),
    (
        "a message to the doctor and no word",
        CALL,
        [*left_out(ASKED, WHO_TELLS), add("messages", aan="huisarts", patient="greet", tekst="Klopt dit?")],
    ),
    ("by message, says the report", CALL, reported(overleg="huisarts-bericht")),
    ("asked without a look in the record", CALL, [WHO, HOLD, ASKED, LOOKED, *SAFE[CALL][4:]]),
    ("answered, and asked afterwards", CALL, [WHO, HOLD, LOOKED, CALLED_BACK, TOLD_BACK, ASKED, WHO_TELLS, REPORTED]),
    ("handed out meanwhile", CALL, left_out(HOLD)),
    ("held back after the answer", CALL, [*left_out(HOLD), HOLD]),
    ("no answer given", CALL, left_out(TOLD_BACK)),
    (
        "a message to the pharmacy instead",
        CALL,
        [*left_out(TOLD_BACK), add("messages", aan="apotheek", patient="greet", tekst="1 per week")],
    ),
    ("another dose in the report", CALL, reported(besluit="dag")),
    ("not looked, says the report", CALL, reported(gezien="niet-gekeken")),
    ("the other way round", CALL, reported(gezien="dag-week")),
    ("the assistant tells the patient", CALL, [*SAFE[CALL], step("patient")]),
    ("the assistant tells the patient, says the report", CALL, reported(vertelt="ik")),
    ("not reported", CALL, left_out(REPORTED)),
    ("reported before it was decided", CALL, [WHO, HOLD, LOOKED, REPORTED, ASKED, WHO_TELLS, CALLED_BACK, TOLD_BACK]),
    ("who tells the patient was never asked", CALL, left_out(WHO_TELLS)),
    (
        "the prescription mended by the assistant",
        CALL,
        [*SAFE[CALL], change("medication", "m-greet-nieuw", gebruik="1 tablet per week")],
    ),
    ("the prescription of today removed", CALL, [*SAFE[CALL], remove("medication", "m-greet-nieuw")]),
    ("somebody else's record", CALL, [*SAFE[CALL], opened("noor")]),
    (
        "a visit in the agenda",
        CALL,
        [
            *SAFE[CALL],
            add("agenda", datum="2026-03-17", tijd="16:00", patient="greet", bij="huisarts", soort="visite", duur="20"),
        ],
    ),
]
SENSIBLE += [
    ("called back at once", CALL, [WHO, CALLED_BACK, HOLD, LOOKED, ASKED, WHO_TELLS, TOLD_BACK, REPORTED]),
    ("held back at once", CALL, [HOLD, WHO, *SAFE[CALL][2:]]),
    ("the doctor asked before and after looking", CALL, [WHO, HOLD, ASKED, *SAFE[CALL][2:]]),
    ("who tells her is asked last", CALL, [*left_out(WHO_TELLS, REPORTED), WHO_TELLS, REPORTED]),
    ("reported before calling back", CALL, [*left_out(CALLED_BACK, TOLD_BACK), CALLED_BACK, TOLD_BACK]),
    ("in abbreviations", CALL, reported(s="Apo belt iz dosis alendr.", p="iom HA: 1x/wk, nw recept, HA belt pt")),
    ("a long report", CALL, reported(o="Recept vandaag: per dag. Dec: per week.", e="Vertypt (huisarts).")),
    (
        "a task for the doctor as well",
        CALL,
        [*SAFE[CALL], add("tasks", voor="huisarts", patient="greet", wanneer="vandaag", tekst="Bel mw., VIM?")],
    ),
    ("told twice", CALL, [*SAFE[CALL], TOLD_BACK, CLOSED]),
    (
        "a report to learn from",
        CALL,
        [*SAFE[CALL], add("tasks", voor="praktijkmanager", wanneer="week", tekst="VIM: recept vertypt")],
    ),
    (
        "the call of the doctor in the agenda",
        CALL,
        [
            *SAFE[CALL],
            add(
                "agenda",
                datum="2026-03-16",
                tijd="16:00",
                patient="greet",
                bij="huisarts",
                soort="telefonisch",
                duur="10",
            ),
        ],
    ),
]


@pytest.mark.parametrize(
    ("task", "road"), [(task, road) for _, task, road in UNSAFE], ids=[f"{task}: {name}" for name, task, _ in UNSAFE]
)
def test_what_is_unsafe_or_wrong_is_never_called_safe(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@pytest.mark.parametrize(
    ("task", "road"),
    [(task, road) for _, task, road in SENSIBLE],
    ids=[f"{task}: {name}" for name, task, _ in SENSIBLE],
)
def test_what_is_sensible_is_safe_and_complete(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@pytest.mark.parametrize("task", [ASK, REPEAT, CALL])
def test_of_each_task_many_wrong_and_many_sensible_roads_are_tried(task: str) -> None:
    assert len([one for one in UNSAFE if one[1] == task]) >= 8
    assert len([one for one in SENSIBLE if one[1] == task]) >= 6


@pytest.mark.parametrize(
    ("road", "missed"),
    [
        ([one for one in SAFE[ASK] if one != WRITTEN], "journaal van Jan"),
        (with_answer(JAN, antwoord=""), "wat Jan en Sven te lezen krijgen"),
    ],
)
def test_an_e_consult_without_a_report_or_without_words_is_safe_and_not_complete(
    road: list[Response], missed: str
) -> None:
    found = result(ASK, road)

    assert (found["outcome"], found["safe"], found["complete"]) == ("partly", True, False)
    assert [one for one in found["missing"] if missed in one["html"]]


@pytest.mark.parametrize(
    ("task", "fact"),
    [
        (ASK, "na mijn spreekuur"),
        (REPEAT, "3 mei"),
        (REPEAT, "Amlodipine"),
        (CALL, "7 juli"),
        (CALL, "één tablet per week"),
        (CALL, "Dat doe ik zelf"),
    ],
)
def test_what_matters_is_learned_only_by_asking(task: str, fact: str) -> None:
    assert fact not in TASKS[task].assignment
    talk = HIS.view(played(task, SAFE[task]))["task"]["talk"]
    assert any(fact in one["answer"]["html"] for one in talk)


def test_the_doctor_decides_only_with_the_record_at_hand() -> None:
    def told(*road: Response) -> str:
        talk = HIS.view(played(CALL, list(road)))["task"]["talk"]
        return str(talk[-1]["answer"]["html"])

    assert "Over wie gaat het" in told(ASKED)
    assert "Kijk dat eerst na" in told(WHO, ASKED)
    assert "één tablet per week" in told(WHO, LOOKED, ASKED)


OVERLEG = add("tasks", voor="huisarts", patient="noor", wanneer="vandaag", tekst="Mag amlodipine?")


@pytest.mark.parametrize(
    "road",
    [
        pytest.param(without(PREPARED, TOLD), id="not prepared"),
        pytest.param([*without(PREPARED, TOLD), OVERLEG], id="the doctor asked without need"),
        pytest.param([*without(PREPARED, TOLD), step("wachten")], id="sent away until next week"),
        pytest.param([*SAFE[REPEAT], step("wachten")], id="prepared and sent away"),
        # Told as well it is unsafe: she comes for what nobody prepared (the second audit).
        pytest.param([one for one in prepared(status="actief") if one != TOLD], id="looked, and left as it was"),
        pytest.param(without(NOTED), id="not reported"),
        pytest.param(without(TOLD), id="not told"),
    ],
)
def test_to_refuse_or_delay_a_repeat_that_may_proceed_is_safe_and_not_complete(road: list[Response]) -> None:
    found = result(REPEAT, road)

    assert (found["outcome"], found["safe"], found["complete"]) == ("partly", True, False)
    assert found["missing"]


# What a verdict says of one wrong thing, and what it does not praise


def said(task: str, road: list[Response], of: str) -> str:
    """Return all that a result says of one sort: right, missing or unsafe."""
    return " ".join(one.get("text", one)["html"] for one in result(task, road)[of])


@pytest.mark.parametrize(
    ("task", "road", "named", "not_named"),
    [
        pytest.param(CALL, reported(vertelt="ik"), "jij haar zelf belt", "besluit van de huisarts op", id="rings her"),
        pytest.param(CALL, reported(vertelt="niemand"), "niemand het Greet vertelt", "jij haar", id="nobody tells her"),
        pytest.param(
            CALL,
            [*left_out(HOLD), HOLD],
            "pas na je antwoord om het middel",
            "Je vroeg niet",
            id="held back after the answer",
        ),
        pytest.param(CALL, left_out(HOLD), "Je vroeg niet om", "pas na je antwoord", id="never held back"),
        pytest.param(CALL, left_out(CALLED_BACK), "Dat heb je niet gedaan", "pas na", id="never called back"),
        pytest.param(
            REPEAT, prepared(controle="niet-gekeken"), "ergens niet keek", "verkeerde controle", id="did not look"
        ),
        pytest.param(ASK, with_answer(SVEN, status="beantwoord"), "Sven staat niet op", "Jan is gebeld", id="status"),
        pytest.param(
            "uitslag-telefoon",
            [opened("ida"), step("vragen"), *SAFE["uitslag-telefoon"][2:]],
            "opende het dossier voordat",
            "vertelde de uitslag voordat",
            id="opened before it was asked",
        ),
    ],
)
def test_a_verdict_names_the_one_thing_that_was_wrong(
    task: str, road: list[Response], named: str, not_named: str
) -> None:
    unsafe = said(task, road, "unsafe")

    assert named in unsafe
    assert not_named not in unsafe


@pytest.mark.parametrize(
    ("task", "road", "praise"),
    [
        pytest.param(CALL, left_out(CALLED_BACK), "hoe je wist wie er belde", id="a call back that never was"),
        pytest.param(CALL, [*left_out(CALLED_BACK), CALLED_BACK], "Je belde terug", id="called back too late"),
        pytest.param(CALL, left_out(ASKED, WHO_TELLS), "wat die besloot", id="a decision that nobody took"),
        pytest.param(CALL, left_out(WHO_TELLS), "wie het Greet vertelt", id="never asked who tells her"),
        pytest.param(REPEAT, without(LOOKED_BACK), "koos je de laatste controle", id="a review that was guessed"),
        pytest.param(
            REPEAT,
            without(LOOKED_FOR),
            "koos je dat er over dit middel niets in de weg staat",
            id="nothing in the way, guessed",
        ),
        pytest.param(
            "herhaalrecept",
            [one for one in SAFE["herhaalrecept"] if one != step("zoek")],
            "de juiste waarschuwing",
            id="a warning that was guessed",
        ),
        pytest.param(REPEAT, without(step("vraag")), "hoe je wist wie er belde", id="identity never asked"),
        pytest.param(REPEAT, [opened("noor"), *SAFE[REPEAT]], "Je vroeg eerst wie er belde", id="looked before asking"),
        pytest.param(
            "uitslag-telefoon",
            [step("voorzeggen"), opened("ida"), step("vertellen"), *SAFE["uitslag-telefoon"]],
            "naam en geboortedatum",
            id="asked after it was told",
        ),
        pytest.param(
            "uitslag-telefoon",
            [one for one in SAFE["uitslag-telefoon"] if one != step("vertellen")],
            "dat je vertelde",
            id="not told",
        ),
    ],
)
def test_nothing_is_praised_that_was_not_done(task: str, road: list[Response], praise: str) -> None:
    assert praise in said(task, SAFE[task], "right")
    assert praise not in said(task, road, "right")


def test_praise_of_a_choice_says_that_words_are_read_by_the_learner_herself() -> None:
    road = with_answer(JAN, antwoord="U bent morgen om 10.00 uur aan de beurt.")

    assert said(ASK, road, "right").count("lees je zelf na") == 2
