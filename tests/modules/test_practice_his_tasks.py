"""Every task of the shipped practice HIS: its safe road, each of its rules, what people try, and random filling in."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities import Learner, play
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
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
    with_values,
)
from tests.thoroughness import rounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.practice_his.conditions import AllOf, Condition
    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.wanted import Wanted
    from tests.modules.practice_his_play import Response

each_task = pytest.mark.parametrize("task", TASKS)
each_check = pytest.mark.parametrize(
    ("task", "index"), [(task.id, index) for task in HIS.tasks for index in range(len(task.checks))]
)
TODAY, TUESDAY, THURSDAY = "2026-03-16", "2026-03-17", "2026-03-19"


def appointment(patient: str, date: str, time: str, **more: str) -> Response:
    values = {"bij": "huisarts", "soort": "spreekuur", "duur": "10", **more}
    return add("agenda", datum=date, tijd=time, patient=patient, **values)


def test_there_are_twenty_four_tasks_or_more_and_seven_or_more_of_each_level() -> None:
    levels = [task.level for task in HIS.tasks]

    assert len(levels) >= 24
    assert all(levels.count(level) >= 7 for level in ("starter", "vaardig", "gevorderd"))


@each_task
def test_each_task_names_a_goal_sources_a_time_and_what_it_does_not_teach(task: str) -> None:
    one = TASKS[task]

    assert one.goal
    assert one.sources
    assert one.explanation
    assert one.not_taught
    assert one.minutes is not None
    assert one.minutes < 8


def test_no_rule_of_a_shipped_task_hangs_on_words_of_ones_own() -> None:
    assert [task.id for task in HIS.tasks if not all(one.is_decided for one in (*task.checks, *task.unsafe))] == []


@each_task
def test_the_safe_road_is_safe_and_complete(task: str) -> None:
    found = result(task, SAFE[task])

    assert (found["percent"], found["outcome"], found["safe"], found["complete"]) == (100, "safe", True, True)
    assert found["missing"] == found["unsafe"] == []
    assert len(found["right"]) == len(TASKS[task].checks)


@each_task
def test_doing_nothing_is_not_safe_and_worth_next_to_nothing(task: str) -> None:
    found = result(task, [])

    assert found["percent"] <= 10
    assert found["safe"] is False
    assert found["right"] == []


def test_a_task_in_which_nothing_was_done_says_so_and_counts_as_not_judged() -> None:
    over = HIS.respond(played("declaratie", []), {"kind": "finish"})
    found = HIS.view(over)["task"]["result"]
    listed = next(one for one in HIS.view(over)["tasks"] if one["id"] == "declaratie")

    assert found["summary"] is None
    assert [one["moment"] for one in found["unsafe"]] == [None, None, None]  # what it needs, point by point
    assert (listed["outcome"], listed["best"]) == ("not_judged", None)
    begun = result("declaratie", [opened("henk")])
    assert (begun["outcome"], begun["summary"] is None) == ("unsafe", False)


def test_what_was_left_out_has_no_moment_and_what_was_done_that_is_unsafe_has_one() -> None:
    said = [step("vraag"), step("benauwd")]

    left_out, done = (result("telefoon-in-soep", road) for road in (said, [*said, step("griepje")]))

    assert left_out["safe"] is done["safe"] is False
    assert {one["moment"] for one in left_out["unsafe"]} == {None}
    assert [one["moment"]["what"] for one in done["unsafe"] if one["moment"]] == [
        TASKS["telefoon-in-soep"].step("griepje").text
    ]
    assert not [one for one in left_out["unsafe"] if "Vraag wie er belt" in one["text"]["html"]]  # she asked


# Guessing

RUNS = rounds(300, 1000)
MOST_SAFE = 0.05


def guessed(task: str, dice: random.Random) -> list[Response]:
    """Return the safe road as somebody plays it who knows where to write and nothing else.

    She opens the right record and writes each line in the right part, with any choice in every field that has
    choices, and takes each step that she sees or not, in any order.
    """
    one = TASKS[task]
    parts = HIS.parts(one)
    written = []
    for response in SAFE[task]:
        if "values" not in response:
            continue
        part = parts[response["part"]]
        values = dict(response["values"])
        for field in part.fields:
            options = [option.id for option in field.options if not option.retired]
            options += sorted(HIS.patient_ids) if field.type == "patient" else []
            if options and not field.locked:
                values[field.id] = dice.choice(options)
        written.append({**response, "values": values})
    steps = [step(one.id) for one in one.steps if dice.random() < 0.5]
    road = [*(one for one in SAFE[task] if one["kind"] == "open_record"), *written, *steps]
    dice.shuffle(road)
    return sorted(road, key=lambda act: act["kind"] not in {"open_record", "step"}) if dice.random() < 0.5 else road


@pytest.mark.slow  # plays each task a thousand times
@each_task
def test_filling_in_at_random_is_seldom_safe(task: str) -> None:
    dice = random.Random(task)  # noqa: S311  (no secret)

    safe = sum(is_safe(task, guessed(task, dice)) for _ in range(RUNS))

    assert safe < MOST_SAFE * RUNS


@each_task
def test_every_choice_that_a_rule_looks_at_has_four_values_or_more(task: str) -> None:
    one = TASKS[task]
    parts = HIS.parts(one)
    rules: tuple[AllOf, ...] = (*one.checks, *one.unsafe)
    looked_at = {
        (wanted.part_name, name) for rule in rules for wanted in wanted_of(rule.conditions) for name in wanted.values
    }
    fields = {(part, name): parts[part].field(name) for part, name in looked_at}

    assert [place for place, field in fields.items() if field and field.type == "choice" and offered(field) < 4] == []


def offered(field: RecordField) -> int:
    """Return how many values somebody can choose."""
    return len([option for option in field.options if not option.retired])


def wanted_of(conditions: Iterable[Condition]) -> Iterator[Wanted]:
    """Yield each record that conditions speak of, however deep."""
    for condition in conditions:
        yield from (wanted for _, wanted in condition.wanted())
        yield from wanted_of([inner for _, inner in condition.parts_of_it()])


# What was tried by people who reviewed the tasks, and others of the same kinds

UNSAFE_INPUTS: list[tuple[str, str, list[Response]]] = [
    (
        "booked three times",
        "afspraak-zetten",
        [*SAFE["afspraak-zetten"], appointment("noor", TUESDAY, "09:20"), appointment("noor", TUESDAY, "09:50")],
    ),
    ("a day later as well", "afspraak-zetten", [*SAFE["afspraak-zetten"], appointment("noor", "2026-03-18", "09:20")]),
    ("about another joint", "afspraak-zetten", with_values("afspraak-zetten", "agenda", klacht="heup")),
    ("he just comes", "bericht-aan-collega", with_values("bericht-aan-collega", "messages", verzoek="komt")),
    (
        "he just comes, in words alone",
        "bericht-aan-collega",
        with_values(
            "bericht-aan-collega",
            "messages",
            verzoek="",
            tekst="Hij wil niet gebeld worden. Woensdag komt hij gewoon",
        ),
    ),
    (
        "asked twice",
        "bericht-aan-collega",
        [
            *SAFE["bericht-aan-collega"],
            add("tasks", voor="poh", patient="ruud", wanneer="week", verzoek="bellen", tekst="Bel hem"),
        ],
    ),
    ("a second message", "bericht-aan-collega", [*SAFE["bericht-aan-collega"], SAFE["bericht-aan-collega"][1]]),
    (
        "a safety net in words alone",
        "telefoon-in-soep",
        with_values("telefoon-in-soep", "journal", vangnet="", p="Belangrijk: niet benauwd."),
    ),
    ("no safety net", "telefoon-in-soep", with_values("telefoon-in-soep", "journal", vangnet="niets")),
    (
        "speaks in single words",
        "telefoon-in-soep",
        with_values("telefoon-in-soep", "journal", spreken="woorden", o="Praat kortademig, in losse woorden"),
    ),
    (
        "breathless in words alone",
        "telefoon-in-soep",
        with_values("telefoon-in-soep", "journal", spreken="", ademhaling="", o="Praat kortademig"),
    ),
    (
        "told before asked",
        "telefoon-in-soep",
        [step("vertel"), *(one for one in SAFE["telefoon-in-soep"] if one != step("vertel"))],
    ),
    (
        "changed first, looked afterwards",
        "declaratie",
        [SAFE["declaratie"][1], SAFE["declaratie"][0], SAFE["declaratie"][2]],
    ),
    ("a longer consult", "declaratie", with_values("declaratie", "claims", duur="vanaf-20")),
    ("a class of a visit", "declaratie", with_values("declaratie", "claims", duur="kort")),
    (
        "moved first, asked afterwards",
        "zelfde-naam",
        [SAFE["zelfde-naam"][1], SAFE["zelfde-naam"][0], SAFE["zelfde-naam"][2]],
    ),
    (
        "booked twice",
        "zelfde-naam",
        [*SAFE["zelfde-naam"], appointment("jan-december", THURSDAY, "14:30")],
    ),
    (
        "the other of that name",
        "zelfde-naam",
        instead(
            SAFE["zelfde-naam"],
            SAFE["zelfde-naam"][1],
            change("agenda", "a-jan-februari", datum=THURSDAY, tijd="14:20"),
        ),
    ),
    (
        "no fault found",
        "meting-verbeteren",
        with_values("meting-verbeteren", "measurements", verbetering="niets", opmerking="geen fout gevonden"),
    ),
    (
        "the wrong lines deleted",
        "meting-verbeteren",
        [
            opened("sven"),
            step("briefje"),
            remove("measurements", "me-gewicht"),
            remove("measurements", "me-onder"),
            add("measurements", soort="gewicht", waarde="82,5", eenheid="kg", verbetering="typefout"),
            add("measurements", soort="onderdruk", waarde="82", eenheid="mmhg", verbetering="typefout"),
            step("vertel"),
        ],
    ),
    (
        "without looking at the note",
        "meting-verbeteren",
        [one for one in SAFE["meting-verbeteren"] if one != step("briefje")],
    ),
    (
        "no rash",
        "allergie-verkeerde-plek",
        with_values("allergie-verkeerde-plek", "hypersensitivities", **{"soort-reactie": "geen"}),
    ),
    (
        "no rash, in words alone",
        "allergie-verkeerde-plek",
        with_values(
            "allergie-verkeerde-plek", "hypersensitivities", reactie="geen huiduitslag", **{"soort-reactie": ""}
        ),
    ),
    ("the other eye", "verwijzing", with_values("verwijzing", "referrals", oog="rechts")),
    (
        "the other eye, in words alone",
        "verwijzing",
        with_values("verwijzing", "referrals", oog="", reden="wazig met het rechteroog. Linkeroog is goed"),
    ),
    (
        "sent already",
        "verwijzing",
        with_values("verwijzing", "tasks", tekst="al verstuurd, niet meer nakijken", **{"vraag-arts": "niets"}),
    ),
    (
        "a letter and a call",
        "oproeplijst",
        [*SAFE["oproeplijst"], add("recalls", patient="ruud", voor="diabetescontrole", hoe="telefoon")],
    ),
    ("just stress", "e-consult-alarmsignaal", [*SAFE["e-consult-alarmsignaal"], step("geruststellen")]),
    (
        "a visit in the afternoon",
        "e-consult-alarmsignaal",
        [*SAFE["e-consult-alarmsignaal"], appointment("ali", TODAY, "16:50", soort="visite")],
    ),
    (
        "a visit and no ambulance",
        "e-consult-alarmsignaal",
        [
            *(one for one in SAFE["e-consult-alarmsignaal"] if one != step("bel-112")),
            appointment("ali", TODAY, "16:50", soort="visite"),
        ],
    ),
    ("urgency too low", "e-consult-alarmsignaal", with_values("e-consult-alarmsignaal", "journal", urgentie="u3")),
    (
        "the other patient named",
        "verkeerd-dossier",
        with_values("verkeerd-dossier", "journal", **{"wat-mis": "van-henk"}),
    ),
    (
        "the other patient named in the text",
        "verkeerd-dossier",
        [
            change("journal", "j-fout", p="Hoort bij Henk Fantasie", **{"wat-mis": "ander-dossier"}),
            *SAFE["verkeerd-dossier"][1:],
        ],
    ),
    (
        "no warning seen",
        "herhaalrecept",
        with_values(
            "herhaalrecept", "tasks", waarschuwing="geen", tekst="Ibuprofen graag herhalen, geen contra-indicaties"
        ),
    ),
    (
        "no warning, in words alone",
        "herhaalrecept",
        with_values(
            "herhaalrecept", "tasks", waarschuwing="", tekst="Ibuprofen graag herhalen, geen contra-indicaties"
        ),
    ),
    (
        "asked before looking",
        "herhaalrecept",
        [
            step("vraag"),
            step("waarom"),
            SAFE["herhaalrecept"][4],
            opened("ruud"),
            step("zoek"),
            *SAFE["herhaalrecept"][5:],
        ],
    ),
    (
        "the record opened, nothing looked at, and the warning guessed",
        "herhaalrecept",
        [one for one in SAFE["herhaalrecept"] if one != step("zoek")],
    ),
    (
        "the warning guessed, and looked for afterwards",
        "herhaalrecept",
        [*(one for one in SAFE["herhaalrecept"] if one != step("zoek")), step("zoek")],
    ),
    ("to the chemist's shop", "herhaalrecept", [*SAFE["herhaalrecept"], step("drogist")]),
    (
        "another medicine than he asked for",
        "herhaalrecept",
        with_values("herhaalrecept", "tasks", **{"welk-middel": "paracetamol"}),
    ),
    ("told before it was looked for", "herhaalrecept", [step("vraag"), step("vertel"), *SAFE["herhaalrecept"][1:]]),
    (
        "said that she called herself, the name asked after it was told",
        "uitslag-telefoon",
        [step("voorzeggen"), opened("ida"), step("vertellen"), *SAFE["uitslag-telefoon"]],
    ),
    ("never asked who called", "uitslag-telefoon", [one for one in SAFE["uitslag-telefoon"] if one != step("vragen")]),
    ("at the nurse", "afspraak-zetten", with_values("afspraak-zetten", "agenda", bij="poh")),
    ("a double time", "afspraak-zetten", with_values("afspraak-zetten", "agenda", duur="20")),
    (
        "told first, asked afterwards",
        "uitslag-telefoon",
        [opened("ida"), step("vertellen"), step("vragen"), *SAFE["uitslag-telefoon"][3:]],
    ),
    (
        "identity after the record was opened",
        "uitslag-telefoon",
        [opened("ida"), step("vragen"), *SAFE["uitslag-telefoon"][2:]],
    ),
    ("may stop", "uitslag-telefoon", with_values("uitslag-telefoon", "journal", verteld="stoppen")),
    (
        "may stop, in words alone",
        "uitslag-telefoon",
        with_values("uitslag-telefoon", "journal", verteld="", p="kan stoppen met statine"),
    ),
]


@pytest.mark.parametrize(
    ("task", "road"),
    [(task, road) for _, task, road in UNSAFE_INPUTS],
    ids=[f"{task}: {name}" for name, task, _ in UNSAFE_INPUTS],
)
def test_what_is_unsafe_is_never_called_safe(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["safe"], found["outcome"]) == (False, "unsafe")
    assert found["unsafe"]


SENSIBLE_INPUTS: list[tuple[str, list[Response]]] = [
    ("afspraak-zetten", with_values("afspraak-zetten", "agenda", reden="Kneiklachten")),
    ("afspraak-zetten", with_values("afspraak-zetten", "agenda", reden="Last van haar gewricht, li.")),
    (
        "bericht-aan-collega",
        with_values("bericht-aan-collega", "messages", tekst="18-3 verhinderd. Graag TC om de afspraak te verschuiven"),
    ),
    (
        "bericht-aan-collega",
        [
            step("bereikbaar"),
            add("tasks", voor="poh", patient="ruud", wanneer="week", verzoek="bellen", tekst="Graag TC"),
            step("vertel"),
        ],
    ),
    (
        "verwijzing",
        [*SAFE["verwijzing"], add("journal", contact="telefonisch", p="Verwijzing OHK klaargezet iom HA, VIL")],
    ),
    ("meting-verbeteren", [*SAFE["meting-verbeteren"], add("journal", contact="spreekuur", o="Meting gecorr.")]),
    ("declaratie", [*SAFE["declaratie"], add("messages", aan="assistent", patient="henk", tekst="Decl. aangepast")]),
    ("telefoon-in-soep", with_values("telefoon-in-soep", "journal", p="Retour bij benauwdheid of toename klachten")),
    ("telefoon-in-soep", with_values("telefoon-in-soep", "journal", s="2 dg hees")),
    ("telefoon-in-soep", with_values("telefoon-in-soep", "journal", e="BLWI, iom HA", o="ok")),
    (
        "zelfde-naam",
        [
            step("vraag"),
            opened("jan-februari"),
            opened("jan-december"),
            *SAFE["zelfde-naam"][1:],
        ],
    ),
    (
        "zelfde-naam",
        [
            step("vraag"),
            remove("agenda", "a-jan-december"),
            appointment("jan-december", THURSDAY, "14:30"),
            step("herhaal"),
        ],
    ),
    ("meting-verbeteren", with_values("meting-verbeteren", "measurements", opmerking="gecorr.")),
    ("meting-verbeteren", with_values("meting-verbeteren", "measurements", opmerking="Komma vergeten, was 825")),
    ("allergie-verkeerde-plek", with_values("allergie-verkeerde-plek", "hypersensitivities", reactie="urticaria")),
    (
        "allergie-verkeerde-plek",
        [
            *SAFE["allergie-verkeerde-plek"][:-1],
            add(
                "messages", aan="huisarts", patient="fatma", tekst="Graag beoordelen", **{"welk-middel": "amoxicilline"}
            ),
        ],
    ),
    ("verwijzing", with_values("verwijzing", "referrals", reden="visusdaling li. oog sinds 2 weken")),
    ("oproeplijst", [*SAFE["oproeplijst"][:-1], add("messages", aan="poh", tekst="Lijst staat klaar.")]),
    (
        "oproeplijst",
        [*SAFE["oproeplijst"][:-1], add("tasks", voor="poh", wanneer="vandaag", tekst="Lijst nakijken.")],
    ),
    (
        "e-consult-alarmsignaal",
        with_values("e-consult-alarmsignaal", "journal", p="112 gebeld, ambulance onderweg"),
    ),
    (
        "e-consult-alarmsignaal",
        with_values("e-consult-alarmsignaal", "journal", p="We wachten niet tot donderdag, ik bel u nu"),
    ),
    ("e-consult-alarmsignaal", [step("overleg"), step("bel-112"), *SAFE["e-consult-alarmsignaal"]]),
    (
        "verkeerd-dossier",
        [*SAFE["verkeerd-dossier"][:-2], step("vim"), step("melden")],
    ),
    (
        "herhaalrecept",
        with_values("herhaalrecept", "tasks", tekst="herh ibuprofen, let op CI. Overleg HA"),
    ),
    (
        "herhaalrecept",
        instead(
            SAFE["herhaalrecept"],
            SAFE["herhaalrecept"][4],
            add(
                "messages",
                aan="huisarts",
                patient="ruud",
                tekst="Overleg HA",
                **{"welk-middel": "ibuprofen", "waarschuwing": "nieren"},
            ),
        ),
    ),
    ("uitslag-telefoon", with_values("uitslag-telefoon", "journal", s="ID gecheckt")),
    (
        "uitslag-telefoon",
        with_values("uitslag-telefoon", "journal", p="Lab doorgegeven: goed, over 1 jr controle"),
    ),
]


@pytest.mark.parametrize(("task", "road"), SENSIBLE_INPUTS)
def test_what_is_sensible_is_safe_and_complete_in_whatever_words(task: str, road: list[Response]) -> None:
    found = result(task, road)

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@each_task
def test_own_words_are_shown_with_or_without_an_example_and_change_no_verdict(task: str) -> None:
    road: list[Response] = json.loads(json.dumps(SAFE[task]))
    shown = []
    for response in road:
        part = HIS.parts(TASKS[task]).get(response.get("part", ""))
        for field in part.fields if part else ():
            if field.is_written and field.id in response.get("values", {}):
                response["values"][field.id] = "Geheel andere woorden"
                shown.append((part.id if part else "", field.id))
    found = result(task, road)

    assert (found["outcome"], found["percent"]) == ("safe", 100)
    own = [one for one in found["compare"] if {*one["own"]} == {"Geheel andere woorden"}]
    assert len(own) == len({*shown})


def test_the_moment_at_which_it_became_unsafe_is_told() -> None:
    found = result("uitslag-telefoon", [opened("ida"), *SAFE["uitslag-telefoon"]])

    early, asked_too_late = found["unsafe"]  # a question that comes too late is praised no more
    assert early["moment"] == {"kind": "open_record", "what": "Ida Schijn"}
    assert "voordat je het dossier opent" in asked_too_late["text"]["html"]
    stopped = result("uitslag-telefoon", [*SAFE["uitslag-telefoon"][:3], step("stoppen")])["unsafe"]
    assert "Je zegt: “Bij zo’n goede uitslag zal dat wel mogen.”" in [
        one["moment"]["what"] for one in stopped if one["moment"]
    ]


def test_of_what_was_written_too_early_the_moment_of_writing_is_told() -> None:
    road = SAFE["telefoon-in-soep"]
    found = result("telefoon-in-soep", [road[0], road[4], road[5], *road[1:4]])

    assert {one["moment"]["what"] for one in found["unsafe"]} == {"Journaal"}


def test_where_safety_still_asks_for_something_it_is_not_complete() -> None:
    without_task = [one for one in SAFE["verwijzing"] if one.get("part") != "tasks"]
    found = result("verwijzing", without_task)

    assert (found["safe"], found["complete"], found["missing"]) == (False, False, [])


# Answers


def test_what_comes_back_depends_on_what_was_done_before() -> None:
    def told(*road: Response) -> str:
        talk: list[dict[str, Any]] = HIS.view(played("e-consult-alarmsignaal", list(road)))["task"]["talk"]
        return str(talk[-1]["answer"]["html"])

    assert "Bel hem nu" in told(step("overleg"))
    assert "Hoe is het nu met hem" in told(step("bel"), step("overleg"))
    assert "U1" in told(step("bel"), step("klachten"), step("overleg"))


def test_a_question_can_only_be_asked_to_somebody_who_is_on_the_line() -> None:
    def steps(*road: Response) -> set[str]:
        return {one["id"] for one in HIS.view(played("e-consult-alarmsignaal", list(road)))["task"]["steps"]}

    assert {"vraag", "klachten"} & steps() == set()
    assert {"vraag", "klachten"} <= steps(step("bel"))
    with pytest.raises(Refused) as refused:
        HIS.respond(played("e-consult-alarmsignaal", []), step("klachten"))
    assert refused.value.code == "not_now"


@pytest.mark.parametrize(
    ("task", "fact"),
    [
        ("zelfde-naam", "14 december"),
        ("uitslag-telefoon", "19 april"),
        ("herhaalrecept", "30 januari"),
        ("telefoon-in-soep", "25 augustus"),
        ("telefoon-in-soep", "niet benauwd"),
        ("allergie-verkeerde-plek", "bultjes"),
        ("verwijzing", "twee weken"),
        ("meting-verbeteren", "82,5"),
    ],
)
def test_some_facts_are_learned_only_by_asking(task: str, fact: str) -> None:
    assert fact not in TASKS[task].assignment
    talk = HIS.view(played(task, SAFE[task]))["task"]["talk"]
    assert any(fact in one["answer"]["html"] for one in talk)


def test_what_was_said_cannot_be_taken_back_and_can_be_said_again() -> None:
    asked = played("uitslag-telefoon", [step("vragen")])
    with pytest.raises(Refused) as refused:
        HIS.respond(asked, {"kind": "undo_step", "step": "vragen"})

    assert refused.value.code == "already_said"
    again = HIS.respond(asked, step("vragen"))
    assert [one["id"] for one in HIS.view(again)["task"]["talk"]] == ["vragen", "vragen"]


# Old journals


@pytest.mark.parametrize("version", HIS.former_versions)
def test_what_was_played_under_former_rules_opens_and_is_not_judged(version: str) -> None:
    then: list[Response] = [
        {"kind": "begin", "task": "bericht-aan-collega"},
        add("messages", aan="poh", patient="ruud", tekst="Wil je hem bellen voor een andere dag?"),
        step("vertel"),
        step("ophangen-bestond-toen"),
        {"kind": "finish"},
    ]
    events = [
        Event(1, str(number), "", HIS.id, version, 1, one["kind"], {k: v for k, v in one.items() if k != "kind"})
        for number, one in enumerate(then)
    ]
    one = play(HIS, events, Learner("anna"))
    view = HIS.view(one.state)

    assert one.refused == 0
    listed = next(task for task in view["tasks"] if task["id"] == "bericht-aan-collega")
    assert (listed["state"], listed["best"], listed["outcome"]) == ("done", None, "not_judged")
    found = view["task"]["result"]
    assert (found["outcome"], found["safe"], found["complete"]) == ("not_judged", None, None)
    assert found["right"] == found["missing"] == found["unsafe"] == []


def test_a_judged_result_takes_the_place_of_one_of_former_rules() -> None:
    version = HIS.former_versions[-1]
    state = HIS.respond(played("declaratie", [], version), {"kind": "finish"}, version)
    for response in [{"kind": "begin", "task": "declaratie"}, *SAFE["declaratie"], {"kind": "finish"}]:
        state = HIS.respond(state, response, HIS.fingerprint())
    listed = next(task for task in HIS.view(state)["tasks"] if task["id"] == "declaratie")

    assert (listed["best"], listed["outcome"]) == (100, "safe")


# Rules one by one


@each_check
def test_each_check_fails_when_something_is_left_out_of_the_safe_road(task: str, index: int) -> None:
    check = TASKS[task].checks[index]

    assert check.holds(played(task, SAFE[task]).run)
    assert not all(check.holds(played(task, road).run) for road in shorter(SAFE[task]))


def shorter(road: list[Response]) -> list[list[Response]]:
    """Return the road without each of its responses, and without each of the values in them."""
    roads = [[*road[:index], *road[index + 1 :]] for index in range(len(road))]
    for index, response in enumerate(road):
        for name in response.get("values", {}):
            values = {field: value for field, value in response["values"].items() if field != name}
            roads.append([*road[:index], {**response, "values": values}, *road[index + 1 :]])
    return roads


@each_task
def test_each_unsafe_rule_catches_some_road_on_its_own_terms(task: str) -> None:
    safe = played(task, SAFE[task]).run
    assert not any(unsafe.holds(safe) for unsafe in TASKS[task].unsafe)

    not_seen = list(TASKS[task].unsafe)
    for road in disturbed(task):
        run = played(task, road).run
        not_seen = [unsafe for unsafe in not_seen if not unsafe.holds(run)]
        if not not_seen:
            return
    assert [unsafe.text for unsafe in not_seen] == []


def disturbed(task: str) -> list[list[Response]]:
    """Return the safe road with one thing added in front or behind, moved, left out, or written otherwise."""
    road, one = SAFE[task], TASKS[task]
    replaced: list[list[Response]] = []
    more: list[list[Response]] = [[step(each.id)] for each in one.steps]
    more += [[opened(patient)] for patient in sorted(HIS.patient_ids)]
    more += [[opened("noor"), add("journal", contact="telefonisch", s="Hoort hier niet.")]]
    for record in HIS.beginning(one):
        part = HIS.parts(one)[record.part]
        owner = [opened(record.patient)] if part.patient_bound and record.patient else []
        if part.can_remove:
            more.append([*owner, remove(part.id, record.id)])
        for field in part.fields:
            for option in field.options if part.can_change and not field.locked else ():
                more.append([*owner, change(part.id, record.id, **{field.id: option.id})])
    for response in road:
        if response["kind"] == "add":
            more.append([response])
            part = HIS.parts(one)[response["part"]]
            for field in part.fields:
                options = [option.id for option in field.options]
                options += sorted(HIS.patient_ids) if field.type == "patient" else []
                options += ["09:10", "14:10"] if field.type == "time" else [THURSDAY] if field.type == "date" else []
                others = [{**response, "values": {**response["values"], field.id: other}} for other in options]
                more += [[other] for other in others]
                replaced += [instead(road, response, other) for other in others]
    for record in (record for record in HIS.beginning(one) if record.part == "agenda"):
        more.append([change("agenda", record.id, datum=THURSDAY, tijd="14:10")])
    more += [acts for owner in owners(task) for acts in written_about(owner)]
    claim = add("claims", patient="henk", contact="spreekuur", duur="5-tot-20", door="huisarts")
    messages = [
        add(part, patient=patient, tekst="Graag klaarleggen.", **values)
        for patient in ("ruud", "lotte")
        for part, values in (("messages", {"aan": "apotheek"}), ("tasks", {"voor": "apotheek", "wanneer": "nu"}))
    ]
    more += [[one] for one in [*messages, claim]] + [[appointment("ali", THURSDAY, "10:00")]]
    roads = [*replaced, *([*acts, *road] for acts in more), *([*road, *acts] for acts in more)]
    roads += [[*road[:index], *road[index + 1 :], road[index]] for index in range(len(road))]
    roads += [[*road[:place], step(each.id), *road[place:]] for each in one.steps for place in range(1, len(road))]
    return roads + shorter(road)


def owners(task: str) -> set[str]:
    """Return whose records are opened or written about on the safe road, and somebody else."""
    found = {response.get("patient") or response.get("values", {}).get("patient", "") for response in SAFE[task]}
    return {*found - {""}, "greet"}


def written_about(patient: str) -> list[list[Response]]:
    """Return what may be written about somebody beside the work of a task, and written wrongly."""
    tasks = [
        add("tasks", voor=who, patient=patient, wanneer="vandaag", tekst="Graag bellen.", **more)
        for who in ("huisarts", "poh", "praktijkmanager")
        for more in ({"status": "open"}, {"status": "klaar"})
    ]
    lines = [
        add("journal", contact="telefonisch", datum=day, s="Belde.", **more)
        for day in (TODAY, THURSDAY)
        for more in ({}, {"ademhaling": "nee"}, {"overleg": "huisarts-direct"}, {"wat-mis": "typefout"})
    ]
    return [[one] for one in tasks] + [[opened(patient), one] for one in lines]


@each_task
def test_nothing_of_the_rules_is_in_the_view_while_a_task_is_played(task: str) -> None:
    one = TASKS[task]
    shown = json.dumps(HIS.view(played(task, SAFE[task])), ensure_ascii=False)
    told = [check.right for check in one.checks] + [check.missing for check in one.checks]
    examples = [example.text for example in one.examples]

    assert not [text for text in (*told, *examples, *(unsafe.text for unsafe in one.unsafe)) if text in shown]


def test_undoing_what_was_written_in_the_wrong_place_is_fine_but_the_access_log_stays() -> None:
    detour = [step("vraag"), opened("greet"), add("journal", contact="telefonisch"), remove("journal", "nieuw-1")]
    found = result("telefoon-in-soep", [*detour, *SAFE["telefoon-in-soep"]])

    assert len(found["unsafe"]) == 1
    assert "toegangslog" in found["unsafe"][0]["text"]["html"]


# Figures


def test_playing_takes_less_than_a_millisecond_an_event() -> None:
    road = [
        response for task in TASKS for response in [{"kind": "begin", "task": task}, *SAFE[task], {"kind": "finish"}]
    ]
    sent = road * 10
    state = HIS.start(Learner("anna"))

    begun = perf_counter()
    for response in sent:
        with suppress(Refused):
            state = HIS.respond(state, response)

    assert perf_counter() - begun < 0.001 * len(sent)
