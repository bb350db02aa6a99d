"""What people try in the tasks of the ICPC code, the lab, the incoming post, and urgency at the telephone."""

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
    praised,
    remove,
    result,
    step,
    talk,
    told,
    with_others,
    with_values,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

TODAY = "2026-03-16"

# The ICPC code and the episode of a contact

CODE = "icpc-koppelen"
CODED = SAFE[CODE][2]

LAB = "lab-aanvraag"
REQUESTED, REPORTED = SAFE[LAB][7], SAFE[LAB][10]


def with_request(**values: str) -> list[Response]:
    """Return the safe road of the lab with other values in the request."""
    return otherwise(LAB, REQUESTED, **values)


MORE_LAB = add("lab", pakket="vetten", wanneer="morgen", nuchter="ja", status="klaargezet")

POST = "hap-bericht"
LINKED, BOOKED, DEALT_WITH = SAFE[POST][1], SAFE[POST][3], SAFE[POST][4]


def with_link(**values: str) -> list[Response]:
    """Return the safe road of the report with other values in how it is linked and passed on."""
    return otherwise(POST, LINKED, **values)


def booked(**values: str) -> Response:
    return with_others(BOOKED, **values)


CALL = "telefoon-urgentie"
CALLED, CALL_REPORT = SAFE[CALL][:8], SAFE[CALL][9]


def without(task: str, *ids: str) -> list[Response]:
    """Return the safe road of a task without some of its steps."""
    return [one for one in SAFE[task] if one.get("step") not in ids]


UNSAFE: list[tuple[str, str, list[Response]]] = [
    ("a diagnosis that nobody made", CODE, with_values(CODE, "journal", icpc="l90")),
    (
        "a diagnosis that nobody made, mended afterwards",
        CODE,
        instead(SAFE[CODE], CODED, change("journal", "j-noor", icpc="l90", gekoppeld="knie"), CODED),
    ),
    ("the joint beside it", CODE, with_values(CODE, "journal", icpc="l13")),
    ("no code", CODE, with_values(CODE, "journal", icpc="")),
    ("the episode of her hip", CODE, with_values(CODE, "journal", gekoppeld="heup")),
    ("a new episode, as a word", CODE, with_values(CODE, "journal", gekoppeld="nieuw")),
    ("no episode", CODE, with_values(CODE, "journal", gekoppeld="geen")),
    ("a new episode as well", CODE, [*SAFE[CODE], add("episodes", naam="Knieklachten")]),
    (
        "a new episode that is taken away again",
        CODE,
        [*SAFE[CODE], add("episodes", naam="Knie"), remove("episodes", "nieuw-1")],
    ),
    ("the old episode closed", CODE, [*SAFE[CODE], change("episodes", "ep-noor", status="afgesloten")]),
    ("the old episode renamed", CODE, [*SAFE[CODE], change("episodes", "ep-noor", naam="Artrose van de knie")]),
    ("coded first, asked afterwards", CODE, [opened("noor"), CODED, step("vraag"), step("meld")]),
    ("never asked", CODE, [one for one in SAFE[CODE] if one != step("vraag")]),
    ("asked a colleague and not the doctor", CODE, instead(SAFE[CODE], step("vraag"), step("collega"))),
    ("what she thinks herself", CODE, [step("gok"), *SAFE[CODE]]),
    ("left empty because nobody reads it", CODE, [step("leeg"), *SAFE[CODE]]),
    ("the conclusion of the doctor written anew", CODE, with_values(CODE, "journal", e="Artrose")),
    (
        "a second report",
        CODE,
        [*SAFE[CODE], add("journal", contact="spreekuur", icpc="l15", gekoppeld="knie", e="Knie")],
    ),
    (
        "sent to a colleague who has nothing to do with it",
        CODE,
        [*SAFE[CODE], add("messages", aan="poh", tekst="Knie")],
    ),
    (
        "a message about another patient",
        CODE,
        [*SAFE[CODE], add("messages", aan="huisarts", patient="greet", tekst="Gekoppeld")],
    ),
    ("the record of somebody else", CODE, [opened("greet"), *SAFE[CODE]]),
    ("told that it is a little high", LAB, [step("vraag"), step("gerust"), *SAFE[LAB]]),
    ("told by an advice", LAB, [*SAFE[LAB], step("bananen")]),
    ("on the pile of Friday", LAB, [*SAFE[LAB], step("stapel")]),
    ("the record before the name", LAB, [opened("ruud"), *SAFE[LAB]]),
    ("something promised before the name", LAB, [step("wacht"), *SAFE[LAB]]),
    ("never shown to the doctor", LAB, [one for one in SAFE[LAB] if one != step("overleg")]),
    (
        "a task for later in place of the doctor",
        LAB,
        instead(SAFE[LAB], step("overleg"), add("tasks", voor="huisarts", patient="ruud", wanneer="week", tekst="Lab")),
    ),
    ("a task for later as well", LAB, [*SAFE[LAB], add("tasks", voor="huisarts", wanneer="morgen", tekst="Lab")]),
    ("the panel that fits his diabetes", LAB, with_request(pakket="diabetes")),
    ("this week", LAB, with_request(wanneer="week")),
    ("tomorrow, with weak legs", LAB, with_request(wanneer="morgen")),
    ("fasting, to be sure", LAB, with_request(nuchter="ja")),
    ("fasting not looked up", LAB, [one for one in SAFE[LAB] if one != step("instructie")]),
    ("fasting left open", LAB, with_request(nuchter="onbekend")),
    (
        "asked at the lab before the doctor said so",
        LAB,
        [*SAFE[LAB][:3], step("instructie"), REQUESTED, *(one for one in SAFE[LAB][3:] if one != REQUESTED)],
    ),
    ("sent without approval", LAB, with_request(status="verstuurd")),
    ("no approval", LAB, [one for one in SAFE[LAB] if one != step("akkoord")]),
    (
        "approval before there was something to approve",
        LAB,
        [step("akkoord"), *(one for one in SAFE[LAB] if one != step("akkoord"))],
    ),
    ("changed after the approval", LAB, [*SAFE[LAB], change("lab", "nieuw-1", pakket="diabetes")]),
    (
        "a message about another patient",
        LAB,
        [*SAFE[LAB], add("messages", aan="huisarts", patient="greet", tekst="Kalium hoog")],
    ),
    ("a second request", LAB, [*SAFE[LAB], MORE_LAB]),
    ("the same request twice", LAB, [*SAFE[LAB], REQUESTED]),
    ("judged by the assistant", LAB, [*SAFE[LAB], change("lab", "lab-ruud", status="beoordeeld")]),
    ("the result put away as a request", LAB, [*SAFE[LAB], change("lab", "lab-ruud", status="verstuurd")]),
    (
        "told what the values mean",
        LAB,
        instead(SAFE[LAB], REPORTED, {**REPORTED, "values": {**REPORTED["values"], "verteld": "waarden"}}),
    ),
    ("known by his voice", LAB, with_values(LAB, "journal", identiteit="stem")),
    ("a medicine stopped", LAB, [*SAFE[LAB], change("medication", "m-ruud-pijn", status="gestopt")]),
    ("the record of the other", LAB, [*SAFE[LAB], opened("henk")]),
    ("the other of that name", POST, with_link(patient="jan-februari")),
    (
        "the other of that name, mended after it was passed on",
        POST,
        instead(SAFE[POST], LINKED, change("post", "p-hap", patient="jan-februari", status="doorgezet"), LINKED),
    ),
    ("linked to nobody", POST, with_link(patient="")),
    ("booked for the other of that name", POST, instead(SAFE[POST], BOOKED, booked(patient="jan-februari"))),
    ("the episode of his cough", POST, with_link(**{"post-episode": "hoesten"})),
    ("a new episode, as a word", POST, with_link(**{"post-episode": "nieuw"})),
    ("a new episode as well", POST, [*SAFE[POST], add("episodes", naam="Wondroos")]),
    ("an episode without looking", POST, [*SAFE[POST][1:3], opened("jan-december"), *SAFE[POST][3:]]),
    ("only to know", POST, with_link(gevraagd="niets")),
    ("a new course of medicine", POST, with_link(gevraagd="kuur")),
    ("tomorrow", POST, with_link(wanneer="morgen")),
    ("this week", POST, with_link(wanneer="week")),
    ("to a colleague", POST, with_link(voor="poh")),
    (
        "to the pharmacy, mended after it was passed on",
        POST,
        instead(SAFE[POST], LINKED, change("post", "p-hap", voor="apotheek", status="doorgezet"), LINKED),
    ),
    ("he comes tomorrow already", POST, [step("morgen"), *SAFE[POST]]),
    ("the appointment of tomorrow is enough", POST, [one for one in SAFE[POST] if one != BOOKED]),
    (
        "the appointment of tomorrow moved",
        POST,
        instead(SAFE[POST], BOOKED, change("agenda", "a-jan-december", datum=TODAY, tijd="11:40")),
    ),
    ("another time than the doctor said", POST, instead(SAFE[POST], BOOKED, booked(tijd="16:30"))),
    ("a visit", POST, instead(SAFE[POST], BOOKED, booked(soort="visite"))),
    ("booked twice", POST, [*SAFE[POST], booked(tijd="16:30")]),
    ("dealt with at once", POST, with_link(status="verwerkt")),
    ("dealt with before the appointment", POST, [*SAFE[POST][:3], DEALT_WITH, BOOKED]),
    ("dealt with before the doctor saw it", POST, [*SAFE[POST][:2], BOOKED, DEALT_WITH, step("overleg")]),
    ("the doctor never saw it", POST, [one for one in SAFE[POST] if one != step("overleg")]),
    ("shown to the doctor before it was linked", POST, [step("overleg"), *SAFE[POST][:2], *SAFE[POST][3:]]),
    ("sent back", POST, [*SAFE[POST], change("post", "p-hap", status="retour")]),
    ("advice of her own", POST, [*SAFE[POST], step("advies")]),
    ("the first of that name called", POST, [step("eerste-jan"), *SAFE[POST]]),
    (
        "a task about the other of that name",
        POST,
        [*SAFE[POST], add("tasks", voor="huisarts", patient="jan-februari", wanneer="vandaag", tekst="Been")],
    ),
    ("left without the doctor", POST, [*SAFE[POST][:2], BOOKED]),
    (
        "a new episode that is taken away again",
        POST,
        [*SAFE[POST], add("episodes", naam="Been"), remove("episodes", "nieuw-2")],
    ),
    ("the other letter opened again", POST, [*SAFE[POST], change("post", "p-huid", status="nieuw")]),
    ("a task for this week", POST, [*SAFE[POST], add("tasks", voor="huisarts", wanneer="week", tekst="Been zien")]),
    ("the record of the other letter", POST, [*SAFE[POST], opened("ida")]),
    ("come tomorrow", CALL, [step("langs"), *SAFE[CALL]]),
    (
        "an appointment of today",
        CALL,
        [*SAFE[CALL], add("agenda", datum=TODAY, tijd="11:40", patient="fatma", bij="huisarts", soort="spreekuur")],
    ),
    (
        "a visit of today in place of 112",
        CALL,
        [
            *without(CALL, "bel-112", "blijf"),
            add("agenda", datum=TODAY, tijd="13:00", patient="fatma", bij="huisarts", soort="visite"),
        ],
    ),
    ("let her be driven", CALL, [*SAFE[CALL], step("rijden")]),
    ("a dose of her own", CALL, [step("abcd"), step("puffen"), *SAFE[CALL]]),
    ("put on hold", CALL, [step("abcd"), step("wachtstand"), *SAFE[CALL]]),
    ("hung up after 112", CALL, [*without(CALL, "blijf"), step("ophangen")]),
    ("hung up after 112, and called back", CALL, [*SAFE[CALL][:7], step("ophangen"), *SAFE[CALL][7:]]),
    (
        "a task about another patient",
        CALL,
        [*SAFE[CALL], add("tasks", voor="huisarts", patient="lotte", wanneer="nu", tekst="Kom")],
    ),
    ("not stayed on the line", CALL, without(CALL, "blijf")),
    ("no ambulance", CALL, without(CALL, "bel-112", "blijf")),
    ("without the doctor", CALL, without(CALL, "overleg")),
    (
        "a message to the doctor",
        CALL,
        instead(SAFE[CALL], step("overleg"), add("messages", aan="huisarts", tekst="Bel")),
    ),
    (
        "a task for today",
        CALL,
        [*SAFE[CALL], add("tasks", voor="huisarts", patient="fatma", wanneer="vandaag", tekst="Bel")],
    ),
    ("never asked how she breathes", CALL, without(CALL, "abcd")),
    ("the doctor before there was anything to tell", CALL, [step("overleg"), *without(CALL, "overleg")]),
    ("asked once", CALL, without(CALL, "opnieuw")),
    ("never asked where she is", CALL, without(CALL, "waar")),
    ("her address from the record alone", CALL, [step("vraag"), opened("fatma"), *without(CALL, "waar")]),
    ("where she is after the report", CALL, [*without(CALL, "waar"), step("waar")]),
    ("hung up before 112 knew where", CALL, [*without(CALL, "waar"), step("ophangen"), step("waar"), step("blijf")]),
    ("never asked who", CALL, without(CALL, "vraag")),
    ("the record before the name", CALL, [step("abcd"), opened("fatma"), *SAFE[CALL]]),
    ("written before 112", CALL, [*SAFE[CALL][:6], opened("fatma"), CALL_REPORT, step("bel-112"), step("blijf")]),
    ("written before the doctor", CALL, [*without(CALL, "overleg"), step("overleg")]),
    ("the urgency of the beginning", CALL, with_values(CALL, "journal", urgentie="u2")),
    ("urgency too low", CALL, with_values(CALL, "journal", urgentie="u3")),
    ("advice", CALL, with_values(CALL, "journal", urgentie="u5")),
    ("breathless when she walks", CALL, with_values(CALL, "journal", ademhaling="inspanning")),
    ("not asked, it says", CALL, with_values(CALL, "journal", ademhaling="niet-gevraagd")),
    ("with nobody, it says", CALL, with_values(CALL, "journal", overleg="niemand")),
    ("with a message, it says", CALL, with_values(CALL, "journal", overleg="huisarts-bericht")),
    ("known by her voice", CALL, with_values(CALL, "journal", identiteit="stem")),
    ("two reports", CALL, [*SAFE[CALL], CALL_REPORT]),
    ("in another record", CALL, instead(SAFE[CALL], opened("fatma"), opened("lotte"))),
    ("another record as well", CALL, [*SAFE[CALL], opened("lotte")]),
    ("her asthma taken away", CALL, [*SAFE[CALL], remove("contraindications", "ci-fatma")]),
]
SENSIBLE: list[tuple[str, str, list[Response]]] = [
    ("the record first", CODE, [opened("noor"), step("vraag"), CODED, step("meld")]),
    ("a colleague asked as well", CODE, [step("collega"), *SAFE[CODE]]),
    ("asked twice", CODE, [step("vraag"), *SAFE[CODE]]),
    (
        "in two times",
        CODE,
        [
            step("vraag"),
            opened("noor"),
            change("journal", "j-noor", icpc="l15"),
            change("journal", "j-noor", gekoppeld="knie"),
            step("meld"),
        ],
    ),
    (
        "the wrong joint, mended at once",
        CODE,
        instead(SAFE[CODE], CODED, change("journal", "j-noor", icpc="l13", gekoppeld="heup"), CODED),
    ),
    (
        "a message and nothing said",
        CODE,
        [*SAFE[CODE][:-1], add("messages", aan="huisarts", patient="noor", tekst="Gekoppeld: L15, ep knie")],
    ),
    (
        "a task and said as well",
        CODE,
        [*SAFE[CODE], add("tasks", voor="huisarts", patient="noor", wanneer="week", tekst="Graag E-regel nakijken")],
    ),
    ("a message that names nobody", CODE, [*SAFE[CODE], add("messages", aan="huisarts", tekst="Gekoppeld")]),
    ("the record closed again", CODE, [*SAFE[CODE], CLOSED]),
    (
        "a task for the doctor and said as well",
        LAB,
        [*SAFE[LAB], add("tasks", voor="huisarts", patient="ruud", wanneer="nu", tekst="K 5,9, graag bellen")],
    ),
    (
        "a message to the doctor as well",
        LAB,
        [*SAFE[LAB], add("messages", aan="huisarts", patient="ruud", tekst="Lab van Ruud, kalium hoog")],
    ),
    (
        "a task for a colleague, to call him about the lab",
        LAB,
        [*SAFE[LAB], add("tasks", voor="assistent", patient="ruud", wanneer="morgen", tekst="Is hij geprikt?")],
    ),
    ("a message that names nobody", LAB, [*SAFE[LAB], add("messages", aan="huisarts", tekst="Kalium hoog, zie lab")]),
    ("the instruction first", LAB, [step("instructie"), *SAFE[LAB]]),
    (
        "the request wrong at first, and mended after the doctor looked",
        LAB,
        [
            *SAFE[LAB][:7],
            add("lab", pakket="diabetes", wanneer="week", nuchter="nee"),
            step("akkoord"),
            change("lab", "nieuw-1", pakket="nieren", wanneer="vandaag", status="klaargezet"),
            *SAFE[LAB][8:],
        ],
    ),
    (
        "sent after the approval",
        LAB,
        [*SAFE[LAB], change("lab", "nieuw-1", status="verstuurd")],
    ),
    (
        "shown to the doctor before it was found, and again",
        LAB,
        [step("overleg"), *SAFE[LAB]],
    ),
    (
        "in abbreviations",
        LAB,
        with_values(LAB, "journal", s="Belt ivm lab, slap", p="HA belt, mo prikken, niet nuchter"),
    ),
    ("everything in the report", LAB, with_values(LAB, "journal", o="K 5,9 (H)", e="Volgt van HA")),
    ("the report before the call back", LAB, [*SAFE[LAB][:9], REPORTED, step("prikken"), CLOSED]),
    (
        "a task for a colleague of today",
        POST,
        [*SAFE[POST], add("tasks", voor="assistent", patient="jan-december", wanneer="vandaag", tekst="11.40 u been")],
    ),
    ("both cards compared", POST, [opened("jan-februari"), *SAFE[POST]]),
    ("at once with urgency", POST, with_link(wanneer="nu")),
    ("never passed on as a word", POST, with_link(status="nieuw")),
    (
        "the other of that name, seen at once",
        POST,
        instead(SAFE[POST], LINKED, change("post", "p-hap", patient="jan-februari"), step("overleg"), LINKED),
    ),
    (
        "shown to the doctor with the record open, linked afterwards",
        POST,
        [opened("jan-december"), step("overleg"), LINKED, BOOKED, DEALT_WITH],
    ),
    (
        "shown to the doctor with a message that names him",
        POST,
        [
            add("messages", aan="huisarts", patient="jan-december", tekst="HAP: been, 14-12-1961"),
            step("overleg"),
            opened("jan-december"),
            LINKED,
            BOOKED,
            DEALT_WITH,
        ],
    ),
    ("the doctor asked first, and again", POST, [step("overleg"), *SAFE[POST]]),
    (
        "a task for the doctor as well",
        POST,
        [*SAFE[POST], add("tasks", voor="huisarts", patient="jan-december", wanneer="vandaag", tekst="Been, zie HAP")],
    ),
    (
        "a message to the doctor as well",
        POST,
        [*SAFE[POST], add("messages", aan="huisarts", patient="jan-december", tekst="HAP: co vandaag")],
    ),
    (
        "a line in the journal as well",
        POST,
        [*SAFE[POST], add("journal", contact="telefonisch", p="HAP-bericht gekoppeld, co vdg 11.40 HA")],
    ),
    (
        "bit by bit",
        POST,
        [
            change("post", "p-hap", patient="jan-december"),
            step("overleg"),
            BOOKED,
            opened("jan-december"),
            change("post", "p-hap", gevraagd="vandaag", voor="huisarts", wanneer="vandaag"),
            change("post", "p-hap", **{"post-episode": "wondroos"}),
            DEALT_WITH,
        ],
    ),
    (
        "the wrong time, mended",
        POST,
        [*SAFE[POST][:3], booked(tijd="11:30"), change("agenda", "nieuw-1", tijd="11:40"), DEALT_WITH],
    ),
    ("hung up when the ambulance was there", CALL, [*SAFE[CALL][:8], step("ophangen"), *SAFE[CALL][8:]]),
    (
        "a task for the doctor that names nobody",
        CALL,
        [*SAFE[CALL], add("tasks", voor="huisarts", wanneer="nu", tekst="Kom")],
    ),
    ("who first, then how", CALL, [step("vraag"), step("abcd"), *SAFE[CALL][2:]]),
    (
        "112 first, the address then",
        CALL,
        [step("abcd"), step("bel-112"), step("waar"), *without(CALL, "abcd", "bel-112", "waar")],
    ),
    ("112 at once", CALL, [step("abcd"), step("bel-112"), *SAFE[CALL]]),
    (
        "the doctor at once, and again",
        CALL,
        [step("abcd"), step("overleg"), *SAFE[CALL][1:]],
    ),
    ("asked again and again", CALL, [*SAFE[CALL][:6], step("opnieuw"), step("abcd"), *SAFE[CALL][6:]]),
    ("written while on the line", CALL, [*SAFE[CALL][:7], opened("fatma"), CALL_REPORT, step("blijf")]),
    ("the record early", CALL, [*SAFE[CALL][:2], opened("fatma"), *SAFE[CALL][2:]]),
    (
        "a task for the doctor, at once, as well",
        CALL,
        [*SAFE[CALL], add("tasks", voor="huisarts", patient="fatma", wanneer="nu", tekst="U1 Fatma, kom")],
    ),
    (
        "in abbreviations",
        CALL,
        with_values(CALL, "journal", s="Dyspnoe, 6x SABA z.e.", o="lippen grauw", p="112, HA erbij"),
    ),
    (
        "a long report",
        CALL,
        with_values(CALL, "journal", e="Astma-aanval (HA)", p="U2, na 1 min U1. 112, HA mee, lijn open."),
    ),
    ("the record closed again", CALL, [*SAFE[CALL], CLOSED]),
]

PARTLY: list[tuple[str, str, list[Response]]] = [
    ("the doctor does not know", CODE, SAFE[CODE][:-1]),
    ("told before it was there", CODE, [step("vraag"), step("meld"), opened("noor"), CODED]),
    ("not asked how he is", LAB, [one for one in SAFE[LAB] if one != step("hoe")]),
    (
        "Ruud called back before the instruction was read",
        LAB,
        [
            *[one for one in SAFE[LAB] if one not in (step("prikken"), step("instructie"))][:5],
            step("prikken"),
            step("instructie"),
            *[one for one in SAFE[LAB] if one not in (step("prikken"), step("instructie"))][5:],
        ],
    ),
    ("Ruud does not know when", LAB, [one for one in SAFE[LAB] if one != step("prikken")]),
    ("the result still stands as new", LAB, [one for one in SAFE[LAB] if one["kind"] != "change"]),
    ("not yet put away", POST, SAFE[POST][:-1]),
    ("where she is before how she is", CALL, [step("waar"), *without(CALL, "waar")]),
    ("not asked what she took", CALL, without(CALL, "pufje")),
    ("an empty report", CALL, with_values(CALL, "journal", s="", o="", p="")),
]

ONLY_BY_ASKING = [
    (CODE, step("vraag"), "nog geen diagnose"),
    (LAB, step("vraag"), "30 januari 1948"),
    (LAB, step("hoe"), "slap in de benen"),
    (LAB, step("overleg"), "onderzoek van de nieren"),
    (LAB, step("instructie"), "niet nuchter"),
    (POST, step("overleg"), "11.40 uur"),
    (CALL, step("abcd"), "naar lucht happen"),
    (CALL, step("vraag"), "8 september"),
    (CALL, step("pufje"), "zes keer"),
    (CALL, step("waar"), "Bedenkplein"),
    (CALL, step("opnieuw"), "grauw"),
]


def named(cases: list[tuple[str, str, list[Response]]]) -> list[str]:
    return [f"{task}: {name}" for name, task, _ in cases]


@pytest.mark.parametrize(("_name", "task", "road"), UNSAFE, ids=named(UNSAFE))
def test_what_is_unsafe_or_wrong_is_never_called_safe(_name: str, task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


@pytest.mark.parametrize(("_name", "task", "road"), SENSIBLE, ids=named(SENSIBLE))
def test_what_is_sensible_is_safe_and_complete(_name: str, task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@pytest.mark.parametrize(("_name", "task", "road"), PARTLY, ids=named(PARTLY))
def test_what_leaves_out_something_that_no_safety_hangs_on_is_safe_and_not_complete(
    _name: str, task: str, road: list[Response]
) -> None:
    found = result(task, road)

    assert (found["outcome"], found["safe"], found["complete"]) == ("partly", True, False)


@pytest.mark.parametrize("task", dict.fromkeys(task for _, task, _ in UNSAFE))
def test_of_each_task_many_wrong_and_many_sensible_roads_are_tried(task: str) -> None:
    assert len([one for one in UNSAFE if one[1] == task]) >= 8
    assert len([one for one in SENSIBLE if one[1] == task]) >= 6


@pytest.mark.parametrize(("task", "question", "fact"), ONLY_BY_ASKING)
def test_some_facts_are_learned_only_by_asking(task: str, question: Response, fact: str) -> None:
    road = SAFE[task]
    asked = played(task, road[: road.index(question) + 1])

    assert fact not in TASKS[task].assignment
    assert fact in HIS.view(asked)["task"]["talk"][-1]["answer"]["html"]


def test_a_part_of_a_few_tasks_is_seen_in_those_alone() -> None:
    def shown(task: str) -> set[str]:
        return {part["id"] for part in HIS.view(played(task, SAFE[task]))["task"]["parts"]}

    assert [task for task in TASKS if "lab" in shown(task)] == [LAB]
    assert [task for task in TASKS if "post" in shown(task)] == [POST]
    assert {"journal", "medication", "tasks"} <= shown(LAB)


def test_the_doctor_and_112_answer_on_what_they_can_know() -> None:
    def told(*ids: str) -> str:
        return str(HIS.view(played(CALL, [step(one) for one in ids]))["task"]["talk"][-1]["answer"]["html"])

    assert "Vraag dat eerst" in told("overleg")
    assert "minstens U2" in told("abcd", "overleg")
    assert "dit is U2" in told("abcd", "pufje", "overleg")
    assert "dat is U1" in told("abcd", "opnieuw", "overleg")
    assert "Bel 112" in told("abcd", "overleg", "opnieuw")
    assert "naar welk adres" in told("bel-112")
    assert "Bedenkplein 12, de ambulance rijdt" in told("waar", "bel-112")
    assert "ambulance rijdt" in told("bel-112", "waar")


def test_when_the_ambulance_rides_the_doctor_does_not_ask_to_call_it() -> None:
    rides = ("abcd", "waar", "bel-112")
    for road in ((*rides, "overleg"), (*rides, "opnieuw", "overleg"), (*rides, "overleg", "opnieuw")):
        assert "Bel 112" not in talk(CALL, *[step(one) for one in road])
    assert "nog eens" not in talk(CALL, step("waar"), step("bel-112"), step("overleg"))
    assert "Vraag dat nu" in talk(CALL, step("abcd"), step("bel-112"), step("overleg"))


def test_without_an_address_no_ambulance_comes() -> None:
    found = talk(CALL, *[step(one) for one in ("abcd", "bel-112", "blijf", "ophangen")])

    assert "sirene" not in found
    assert "Er komt niemand" in found
    assert "met mama bezig" not in found


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("urgentie", "u2", "urgentie"),
        ("overleg", "niemand", "overlegde"),
        ("identiteit", "stem", "wie er belde"),
        ("ademhaling", "inspanning", "benauwdheid"),
    ],
)
def test_of_a_report_only_what_is_wrong_is_named(field: str, value: str, said: str) -> None:
    (told,) = result(CALL, with_values(CALL, "journal", **{field: value}))["unsafe"]

    assert said in told["text"]["html"]


def test_of_what_was_not_asked_only_that_is_named() -> None:
    found = result(CALL, without(CALL, "pufje"))
    (missing,) = found["missing"]

    assert "pufte" in missing["html"]
    assert "waar zij is" not in missing["html"]
    (unsafe,) = result(CALL, without(CALL, "waar"))["unsafe"]
    assert "Vraag waar zij is" in unsafe["text"]["html"]


def test_a_time_that_the_doctor_did_not_say_is_named_as_such() -> None:
    assert "andere tijd dan de huisarts zei" in told(POST, instead(SAFE[POST], BOOKED, booked(tijd="16:30")))
    assert "Vraag de huisarts wanneer" not in told(POST, instead(SAFE[POST], BOOKED, booked(tijd="16:30")))


def test_a_message_that_is_put_away_while_nothing_is_arranged_is_not_complete() -> None:
    found = result(POST, [DEALT_WITH])

    assert (found["safe"], found["complete"], found["right"]) == (False, False, [])


def test_who_read_no_instruction_did_not_tell_him_whether_he_may_eat() -> None:
    road = [one for one in SAFE[LAB] if one != step("instructie")]

    assert "mag eten" not in praised(LAB, road)
    assert "mag eten" in praised(LAB, SAFE[LAB])


def test_who_told_of_the_result_reads_that_her_report_says_otherwise() -> None:
    road = [step("vraag"), step("gerust"), *SAFE[LAB]]

    assert "hoorde wel iets" in told(LAB, road)
    assert "niets" not in praised(LAB, road)


def test_the_assignment_says_what_has_to_be_done_with_the_result() -> None:
    assert "waar die nu ligt" in TASKS[LAB].assignment


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("pakket", "vetten", "onderzoek"), ("wanneer", "week", "dag van prikken"), ("status", "concept", "status")],
)
def test_of_a_request_only_what_is_wrong_is_named(field: str, value: str, said: str) -> None:
    found = [one["text"]["html"] for one in result(LAB, with_request(**{field: value}))["unsafe"]]

    assert said in found[0]
    assert [one for one in found[1:] if "akkoord" not in one] == []
