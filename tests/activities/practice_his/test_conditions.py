"""What a check can ask for: each kind of condition, met and not met."""

from __future__ import annotations

from typing import Any

import pytest

from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.conditions import Condition
from ssfh_learn.errors import Refused
from tests.content_examples import PRACTICE_HIS, Content, activity, answered

HIS = activity(PRACTICE_HIS)
assert isinstance(HIS, PracticeHis)

NOTE = {"contact": "telefonisch", "s": "Pijn in de Knieën, sinds 2 dagen."}
OPEN_NOOR: Content = {"kind": "open_record", "patient": "noor"}
OPEN_PIET: Content = {"kind": "open_record", "patient": "piet"}
ADD_NOTE: Content = {"kind": "add", "part": "journal", "values": NOTE}
CLOSE: Content = {"kind": "close_record"}
APPOINTMENT: Content = {
    "kind": "add",
    "part": "agenda",
    "values": {"datum": "2026-03-18", "tijd": "11:00", "patient": "noor", "bij": "poh", "soort": "spreekuur"},
}
CHANGED: Content = {"kind": "change", "part": "agenda", "record": "bezet", "values": {"tijd": "12:00"}}
REMOVED: Content = {"kind": "remove", "part": "agenda", "record": "bezet"}
OLD_GONE: Content = {"kind": "remove", "part": "journal", "record": "oud"}
WEIGHT: Content = {
    "kind": "add",
    "part": "measurements",
    "values": {"soort": "gewicht", "waarde": "82,50", "eenheid": "kg"},
}
STEP: Content = {"kind": "step", "step": "herhaal"}


def holds(condition: Content, *responses: Content) -> bool:
    run = answered(HIS, {"kind": "begin", "task": "afspraak"}, *responses).run
    return Condition.model_validate(condition).holds(run)


def there_is(part: str, **more: Any) -> Content:
    return {"er-is": {"onderdeel": part, **more}}


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (there_is("journaal", patient="noor", waarden={"s": "knie"}), True),
        (there_is("journaal", patient="piet", waarden={"s": "knie"}), False),
        (there_is("journaal", patient=["piet", "noor"], waarden={"s": "knie"}), True),
        (there_is("journaal", waarden={"s": ["voet", "knie"]}), True),
        (there_is("journaal", waarden={"s": [["knie", "been"], ["pijn"]]}), True),
        (there_is("journaal", waarden={"s": [["knie"], ["voet"]]}), False),
        (there_is("journaal", waarden={"s": "nie"}), False),
        (there_is("journaal", nieuw="ja", waarden={"contact": "telefonisch"}), True),
        (there_is("journaal", nieuw="ja", waarden={"contact": "spreekuur"}), False),
        (there_is("journaal", waarden={"contact": ["visite", "telefonisch"]}), True),
        (there_is("journaal", nieuw="nee", waarden={"contact": "telefonisch"}), False),
        (there_is("journaal", regel="oud"), True),
        (there_is("journaal", regel="oud", waarden={"p": "bel"}), False),
        (there_is("agenda", **{"andere-dan": "noor"}), True),
        (there_is("agenda", **{"andere-dan": "noor", "nieuw": "ja"}), False),
        (there_is("metingen", waarden={"waarde": "82.5"}), True),
        (there_is("metingen", waarden={"waarde": "82,5", "eenheid": "kg"}), True),
        (there_is("metingen", waarden={"waarde": "825"}), False),
        (there_is("toegangslog", patient="noor", waarden={"actie": "toegevoegd"}), True),
        (there_is("toegangslog", patient="piet"), False),
    ],
)
def test_a_record_is_found_by_part_patient_and_what_it_holds(condition: Content, *, met: bool) -> None:
    done = (OPEN_NOOR, ADD_NOTE, WEIGHT, APPOINTMENT)

    assert holds(condition, *done) is met
    assert holds({"er-is-niet": condition["er-is"]}, *done) is not met
    assert holds({"niet": condition}, *done) is not met


@pytest.mark.parametrize(
    ("condition", "responses", "met"),
    [
        ({"stap": "herhaal"}, [STEP], True),
        ({"stap": "herhaal"}, [], False),
        ({"geen-stap": "herhaal"}, [], True),
        ({"geen-stap": "herhaal"}, [STEP], False),
        ({"geopend": "noor"}, [OPEN_NOOR, CLOSE], True),
        ({"geopend": "noor"}, [OPEN_PIET], False),
        ({"niet-geopend": ["noor"]}, [OPEN_PIET], True),
        ({"niet-geopend": "noor"}, [OPEN_NOOR, OPEN_PIET], False),
        ({"alleen-geopend": "noor"}, [OPEN_NOOR], True),
        ({"alleen-geopend": "noor"}, [], True),
        ({"alleen-geopend": []}, [OPEN_NOOR], False),
        ({"alleen-geopend": ["noor"]}, [OPEN_NOOR, OPEN_PIET, OPEN_NOOR], False),
        ({"alleen-geschreven-bij": "noor"}, [OPEN_NOOR, ADD_NOTE], True),
        ({"alleen-geschreven-bij": "piet"}, [OPEN_NOOR, ADD_NOTE], False),
        ({"alleen-geschreven-bij": "piet"}, [OPEN_NOOR, OLD_GONE], False),
        ({"alleen-geschreven-bij": "piet"}, [OPEN_NOOR, APPOINTMENT], True),
        ({"dossier-dicht": "ja"}, [OPEN_NOOR, CLOSE], True),
        ({"dossier-dicht": "ja"}, [OPEN_NOOR], False),
        ({"dossier-dicht": "nee"}, [OPEN_NOOR], True),
        ({"ongewijzigd": {"onderdeel": "agenda"}}, [OPEN_NOOR, ADD_NOTE], True),
        ({"ongewijzigd": {"onderdeel": "agenda"}}, [CHANGED], False),
        ({"ongewijzigd": {"onderdeel": "agenda"}}, [REMOVED], False),
        ({"ongewijzigd": {"onderdeel": "agenda"}}, [APPOINTMENT], False),
        ({"ongewijzigd": {"onderdeel": "agenda", "nieuw_mag": "ja"}}, [APPOINTMENT], True),
        ({"ongewijzigd": {"onderdeel": "agenda", "nieuw_mag": "ja"}}, [CHANGED], False),
        ({"ongewijzigd": {"onderdeel": "agenda", "behalve": "bezet"}}, [CHANGED], True),
        ({"ongewijzigd": {"onderdeel": "agenda", "patient": "piet"}}, [APPOINTMENT], True),
        ({"ongewijzigd": {"onderdeel": "agenda", "patient": "piet"}}, [CHANGED], False),
        ({"een-van": [{"stap": "herhaal"}, {"geopend": "noor"}]}, [OPEN_NOOR], True),
        ({"een-van": [{"stap": "herhaal"}, {"geopend": "noor"}]}, [OPEN_PIET], False),
        ({"niet": {"stap": "herhaal"}}, [], True),
    ],
)
def test_a_condition_is_met_or_not(condition: Content, responses: list[Content], *, met: bool) -> None:
    assert holds(condition, *responses) is met


def test_a_change_that_is_taken_back_is_no_change() -> None:
    back = {**CHANGED, "values": {"tijd": "09:00"}}

    assert holds({"ongewijzigd": {"onderdeel": "agenda"}}, CHANGED, back)


# Order, history, and what was done too much

UNDO: Content = {"kind": "undo_step", "step": "herhaal"}
NOTHING: Content = {"kind": "step", "step": "niets"}
SECOND: Content = {**APPOINTMENT, "values": {**APPOINTMENT["values"], "tijd": "11:30"}}
NEW_GONE: Content = {"kind": "remove", "part": "agenda", "record": "nieuw-1"}
STEP_THEN_OPEN = {"eerst": {"stap": "herhaal"}, "daarna": {"geopend": "noor"}}
EVERY_TIME = {**STEP_THEN_OPEN, "elke-keer": "ja"}
STEP_THEN_WRITE = {"eerst": {"stap": "herhaal"}, "daarna": {"er-is": {"onderdeel": "agenda", "nieuw": "ja"}}}
TWO_NEW = {"eerst": there_is("agenda", nieuw="ja"), "daarna": there_is("agenda", nieuw="ja")}
STEP_THEN_CHANGE = {"eerst": {"stap": "herhaal"}, "daarna": {"niet": {"ongewijzigd": {"onderdeel": "agenda"}}}}


@pytest.mark.parametrize(
    ("order", "responses", "kept", "early", "afterwards"),
    [
        (STEP_THEN_OPEN, [], False, False, False),
        (STEP_THEN_OPEN, [STEP], False, False, False),
        (STEP_THEN_OPEN, [STEP, OPEN_NOOR], True, False, True),
        (STEP_THEN_OPEN, [OPEN_NOOR, STEP], False, True, False),
        (STEP_THEN_OPEN, [OPEN_NOOR, STEP, CLOSE, OPEN_NOOR], False, True, True),
        (STEP_THEN_OPEN, [STEP, OPEN_NOOR, UNDO, CLOSE, OPEN_NOOR], True, False, True),
        (EVERY_TIME, [STEP, OPEN_NOOR, UNDO, CLOSE, OPEN_NOOR], False, True, True),
        (EVERY_TIME, [STEP, OPEN_NOOR, CLOSE, OPEN_NOOR], True, False, True),
        (STEP_THEN_OPEN, [STEP, UNDO, OPEN_NOOR], False, True, False),
        (STEP_THEN_OPEN, [OPEN_PIET, STEP, OPEN_NOOR], True, False, True),
        (STEP_THEN_WRITE, [APPOINTMENT, STEP], False, True, False),
        (STEP_THEN_WRITE, [STEP, APPOINTMENT], True, False, True),
        (STEP_THEN_WRITE, [APPOINTMENT, NEW_GONE, STEP, APPOINTMENT], False, True, True),
        (STEP_THEN_CHANGE, [CHANGED, STEP], False, True, False),
        (STEP_THEN_CHANGE, [STEP, CHANGED], True, False, True),
        (TWO_NEW, [APPOINTMENT], False, True, False),
        (TWO_NEW, [APPOINTMENT, SECOND], False, True, True),
    ],
)
def test_what_came_first_is_known(
    order: Content, responses: list[Content], *, kept: bool, early: bool, afterwards: bool
) -> None:
    assert holds({"volgorde": order}, *responses) is kept
    assert holds({"te-vroeg": order}, *responses) is early
    assert holds({"toch-daarna": order}, *responses) is afterwards


@pytest.mark.parametrize(
    ("condition", "responses", "met"),
    [
        ({"ooit": {"stap": "herhaal"}}, [STEP, UNDO], True),
        ({"ooit": {"stap": "herhaal"}}, [NOTHING], False),
        ({"ooit": there_is("agenda", nieuw="ja")}, [APPOINTMENT, NEW_GONE], True),
        ({"ooit": there_is("agenda", nieuw="ja")}, [CHANGED], False),
        ({"ooit": {"dossier-dicht": "nee"}}, [OPEN_NOOR, CLOSE], True),
        ({"niet": {"ooit": {"geopend": "piet"}}}, [OPEN_NOOR], True),
        ({"meer-dan": {"onderdeel": "agenda", "nieuw": "ja"}}, [APPOINTMENT], False),
        ({"meer-dan": {"onderdeel": "agenda", "nieuw": "ja"}}, [APPOINTMENT, SECOND], True),
        ({"meer-dan": {"onderdeel": "agenda", "nieuw": "ja", "aantal": 2}}, [APPOINTMENT, SECOND], False),
        (there_is("journaal", nieuw="ja", ingevuld=["s"]), [OPEN_NOOR, ADD_NOTE], True),
        (there_is("journaal", nieuw="ja", ingevuld=["s", "p"]), [OPEN_NOOR, ADD_NOTE], False),
    ],
)
def test_what_was_undone_and_what_was_done_too_much_is_known(
    condition: Content, responses: list[Content], *, met: bool
) -> None:
    assert holds(condition, *responses) is met


ONE_NEW = {"onderdeel": "agenda", "nieuw": "ja", "patient": "noor"}


@pytest.mark.parametrize(
    ("allowed", "responses", "too_much"),
    [
        ([ONE_NEW], [], False),
        ([ONE_NEW], [APPOINTMENT], False),
        ([ONE_NEW], [APPOINTMENT, SECOND], True),
        ([{**ONE_NEW, "aantal": 2}], [APPOINTMENT, SECOND], False),
        ([ONE_NEW], [APPOINTMENT, SECOND, NEW_GONE], False),
        ([ONE_NEW], [CHANGED], True),
        ([ONE_NEW], [CHANGED, {**CHANGED, "values": {"tijd": "09:00"}}], False),
        ([ONE_NEW], [REMOVED], True),
        ([ONE_NEW, {"onderdeel": "agenda", "regel": "bezet", "weg": "ja"}], [REMOVED], False),
        ([ONE_NEW, {"onderdeel": "agenda", "regel": "bezet", "weg": "ja"}], [CHANGED], True),
        ([{"onderdeel": "agenda", "regel": "bezet"}], [CHANGED], False),
        ([{"onderdeel": "agenda", "regel": "bezet", "velden": ["tijd"]}], [CHANGED], False),
        ([{"onderdeel": "agenda", "regel": "bezet", "velden": ["reden"]}], [CHANGED], True),
        ([ONE_NEW], [OPEN_NOOR, ADD_NOTE], True),
        ([ONE_NEW], [OPEN_NOOR, STEP], False),
    ],
)
def test_what_was_written_besides_what_may_be_is_known(
    allowed: list[Content], responses: list[Content], *, too_much: bool
) -> None:
    assert holds({"meer-geschreven-dan": allowed}, *responses) is too_much


@pytest.mark.parametrize(
    "condition",
    [
        there_is("journaal", waarden={"s": "knie"}),
        {"niet": there_is("journaal", waarden={"s": "knie"})},
        {"ooit": there_is("agenda", waarden={"reden": "knie"})},
        {"te-vroeg": {"eerst": {"stap": "herhaal"}, "daarna": there_is("taken", waarden={"tekst": "bel"})}},
        {"meer-geschreven-dan": [{"onderdeel": "journaal", "waarden": {"p": "bel"}}]},
        {"een-van": [{"stap": "herhaal"}, there_is("medicatie", waarden={"middel": "ibuprofen"})]},
    ],
)
def test_what_hangs_on_words_is_known_however_deep(condition: Content) -> None:
    assert Condition.model_validate(condition).hangs_on_words()
    assert not Condition.model_validate({"ooit": there_is("agenda", waarden={"bij": "poh"})}).hangs_on_words()


LOOK: Content = {"kind": "look", "part": "contraindications"}


@pytest.mark.parametrize(
    ("responses", "met"),
    [
        ([OPEN_NOOR, LOOK], True),
        ([OPEN_NOOR, LOOK, CLOSE], True),
        ([OPEN_NOOR], False),
        ([OPEN_PIET, LOOK], False),
        ([OPEN_NOOR, {"kind": "look", "part": "journal"}], False),
    ],
)
def test_what_was_on_the_screen_of_whose_record_is_known(responses: list[Content], *, met: bool) -> None:
    assert holds({"gekeken": {"patient": "noor", "onderdeel": "contra-indicaties"}}, *responses) is met


@pytest.mark.parametrize(("part", "code"), [("agenda", "unknown_id"), ("journal", "no_record_open")])
def test_what_is_no_part_of_an_open_record_cannot_be_looked_at(part: str, code: str) -> None:
    begun = answered(HIS, {"kind": "begin", "task": "afspraak"})

    with pytest.raises(Refused) as refused:
        HIS.respond(begun, {"kind": "look", "part": part})

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("time", "length", "who", "met"),
    [
        ("10:50", "10", "poh", False),
        ("10:50", "20", "poh", True),
        ("11:05", "10", "poh", True),
        ("11:10", "10", "poh", False),
        ("11:00", "10", "huisarts", False),
    ],
)
def test_an_appointment_that_takes_time_of_another_one_is_known(time: str, length: str, who: str, *, met: bool) -> None:
    values = {**APPOINTMENT["values"], "tijd": time, "duur": length, "bij": who}
    second = {**APPOINTMENT, "values": values}

    assert holds({"dubbel-geboekt": {"onderdeel": "agenda", "nieuw": "ja"}}, APPOINTMENT, second) is met
    assert not holds({"dubbel-geboekt": {"onderdeel": "agenda", "nieuw": "nee"}}, APPOINTMENT, second)
