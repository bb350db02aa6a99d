"""A practice HIS: what a learner does in it, what she sees, and what comes out."""

from __future__ import annotations

import json
from copy import deepcopy
from time import perf_counter
from typing import Any

import pytest

from ssfh_learn.activities import Learner, play
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.task_run import MOST_ACTIONS, MOST_NEW
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from tests.content_examples import ANNA, KEY, PRACTICE_HIS, Content, activity, answered

WORDS = activity(PRACTICE_HIS)
"""What was written before: two of its rules look for keywords in words of one's own."""
DECIDED: Content = deepcopy(PRACTICE_HIS)
del DECIDED["taken"][0]["controles"][0]["als"][0]["er-is"]["waarden"]["reden"]
del DECIDED["taken"][1]["onveilig"][1]["als"][0]["er-is-niet"]["waarden"]
HIS = activity(DECIDED)
assert isinstance(HIS, PracticeHis)

BEGIN = {"kind": "begin", "task": "afspraak"}
ALARM = {"kind": "begin", "task": "e-consult"}
GOOD = {"datum": "2026-03-17", "tijd": "10:00", "patient": "noor", "bij": "huisarts", "soort": "spreekuur"}
FINISH = {"kind": "finish"}


def add(part: str, **values: str) -> Content:
    return {"kind": "add", "part": part, "values": values}


def appointment(**more: str) -> Content:
    return add("agenda", **{**GOOD, "reden": "pijn in de knie", **more})


def opened(patient: str) -> Content:
    return {"kind": "open_record", "patient": patient}


def step(id_: str) -> Content:
    return {"kind": "step", "step": id_}


def task(*responses: Content) -> Any:
    """Return the task in the view after these responses."""
    return HIS.view(answered(HIS, *responses))["task"]


def part(name: str, *responses: Content) -> Any:
    """Return a part in the view after these responses."""
    return next(one for one in task(*responses)["parts"] if one["id"] == name)


def refusal(*responses: Content) -> str:
    """Return why the last of these responses is refused; the state stays as it was."""
    state = answered(HIS, *responses[:-1])
    with pytest.raises(Refused) as refused:
        HIS.respond(state, responses[-1])
    assert state == answered(HIS, *responses[:-1])
    return refused.value.code


# The list of tasks


def test_before_anything_is_done_there_is_a_list_of_tasks_and_a_made_up_day() -> None:
    view = HIS.view(HIS.start(ANNA))

    assert view["today"] == "maandag 16 maart 2026"
    assert view["task"] is None
    assert [(one["id"], one["level"], one["level_label"], one["state"], one["best"]) for one in view["tasks"]] == [
        ("afspraak", "starter", "Starter", "new", None),
        ("e-consult", "vaardig", "Vaardig", "new", None),
    ]


def test_the_best_result_of_a_task_is_kept() -> None:
    good = [BEGIN, appointment(), FINISH]
    state = answered(HIS, *good, BEGIN, FINISH, {"kind": "back"})

    assert HIS.view(state)["tasks"][0] == {
        "id": "afspraak",
        "title": "Een afspraak",
        "level": "starter",
        "level_label": "Starter",
        "minutes": None,
        "state": "done",
        "best": 75,
        "outcome": "partly",
    }
    assert HIS.view(answered(HIS, *good, BEGIN, appointment(), step("herhaal"), FINISH))["tasks"][0]["best"] == 100


@pytest.mark.parametrize("order", [("unsafe", "partly"), ("partly", "unsafe")])
def test_a_safer_result_is_better_than_a_higher_percentage(order: tuple[str, str]) -> None:
    poor = {**DECIDED["taken"][0]["onveilig"][0], "hoogstens": 90}
    his = activity({**DECIDED, "taken": [{**DECIDED["taken"][0], "onveilig": [poor]}]})
    tries = {
        "unsafe": [BEGIN, appointment(), appointment(patient="piet"), step("herhaal"), FINISH],
        "partly": [BEGIN, appointment(), FINISH],
    }
    found = {name: his.view(answered(his, *tried))["tasks"][0] for name, tried in tries.items()}
    both = his.view(answered(his, *tries[order[0]], *tries[order[1]]))["tasks"][0]

    assert [(found[name]["best"], found[name]["outcome"]) for name in tries] == [(90, "unsafe"), (75, "partly")]
    assert both == found["partly"]


def test_a_task_begins_afresh_each_time() -> None:
    once = [BEGIN, opened("noor"), appointment(), step("herhaal")]

    assert task(*once, BEGIN) == task(BEGIN)
    assert task(*once, {"kind": "back"}, BEGIN) == task(BEGIN)


# Records


def test_parts_that_hang_on_a_patient_show_when_her_record_is_open() -> None:
    assert "journal" not in {one["id"] for one in task(BEGIN)["parts"]}
    assert [one["id"] for one in part("journal", BEGIN, opened("noor"))["records"]] == ["oud"]
    assert part("journal", BEGIN, opened("piet"))["records"] == []
    assert "journal" not in {one["id"] for one in task(BEGIN, opened("noor"), {"kind": "close_record"})["parts"]}


def test_a_record_belongs_to_the_patient_whose_record_is_open() -> None:
    (record,) = part("journal", BEGIN, opened("piet"), add("journal", contact="telefonisch", s="Hoest"))["records"]

    assert record["id"] == "nieuw-1"
    assert record["patient"] == "piet"
    assert record["values"]["s"] == "Hoest"
    assert record["shown"]["contact"] == "Telefonisch"


def test_a_new_record_is_of_today_unless_another_day_is_typed() -> None:
    here = (BEGIN, opened("piet"))
    today = part("journal", *here, add("journal", contact="telefonisch"))["records"][0]
    other = part("journal", *here, add("journal", contact="visite", datum="2026-03-02"))["records"][0]
    blank = part("journal", *here, add("journal", contact="telefonisch", datum=" "))["records"][0]

    assert (today["values"]["datum"], today["shown"]["datum"]) == ("2026-03-16", "16 maart 2026")
    assert other["values"]["datum"] == "2026-03-02"
    assert blank == today


def test_in_other_parts_the_patient_is_a_field_and_shows_with_her_date_of_birth() -> None:
    record = part("agenda", BEGIN, appointment())["records"][-1]

    assert record["patient"] == "noor"
    assert record["shown"]["patient"] == "Noor Voorbeeld (3 mei 1954)"
    assert record["shown"]["datum"] == "17 maart 2026"


def test_changing_a_record_leaves_the_other_fields_as_they_were() -> None:
    change = {"kind": "change", "part": "agenda", "record": "bezet", "values": {"tijd": "11:30", "patient": "noor"}}
    (record,) = part("agenda", BEGIN, change)["records"]

    assert record["values"]["tijd"] == "11:30"
    assert record["values"]["bij"] == "huisarts"
    assert record["patient"] == "noor"


def test_a_record_can_be_removed() -> None:
    assert part("agenda", BEGIN, {"kind": "remove", "part": "agenda", "record": "bezet"})["records"] == []


def test_a_task_can_start_with_other_records_and_an_open_record() -> None:
    assert part("e_consults", BEGIN)["records"][0]["values"]["vraag"] == "Mijn borst drukt."
    assert part("e_consults", ALARM)["records"][0]["values"]["vraag"] == "Ik ben benauwd."
    assert task(ALARM)["open"] == "piet"
    assert part("access_log", ALARM)["records"] == []


def test_a_task_is_touched_once_something_was_done() -> None:
    assert task(ALARM)["touched"] is False
    assert task(ALARM, {"kind": "close_record"})["touched"] is False
    assert task(ALARM, step("bel"))["touched"] is True
    assert task(ALARM, opened("noor"))["touched"] is True


# The access log


def test_the_access_log_keeps_who_was_opened_and_what_was_written_even_when_it_was_undone() -> None:
    back = {"kind": "remove", "part": "journal", "record": "nieuw-1"}
    log = part("access_log", BEGIN, opened("noor"), add("journal", contact="visite"), back, {"kind": "close_record"})

    assert [(one["patient"], one["values"]["actie"], one["values"]["onderdeel"]) for one in log["records"]] == [
        ("noor", "geopend", ""),
        ("noor", "toegevoegd", "Journaal"),
        ("noor", "verwijderd", "Journaal"),
    ]
    assert [log["can_add"], log["can_change"], log["can_remove"]] == [False, False, False]


def test_opening_what_is_open_already_is_no_new_line_in_the_log() -> None:
    assert len(part("access_log", BEGIN, opened("noor"), opened("noor"))["records"]) == 1
    assert len(part("access_log", BEGIN, opened("noor"), opened("piet"), opened("noor"))["records"]) == 3


# Refusals


@pytest.mark.parametrize(
    ("responses", "code"),
    [
        ([{"kind": "begin", "task": "weg"}], "unknown_id"),
        ([opened("noor")], "not_begun"),
        ([FINISH], "not_begun"),
        ([{"kind": "back"}], "not_begun"),
        ([BEGIN, FINISH, FINISH], "closed"),
        ([BEGIN, FINISH, opened("noor")], "closed"),
        ([BEGIN, FINISH, appointment()], "closed"),
        ([BEGIN, FINISH, step("herhaal")], "closed"),
        ([BEGIN, opened("niemand")], "unknown_id"),
        ([BEGIN, add("garage")], "unknown_id"),
        ([BEGIN, appointment(kleur="rood")], "unknown_id"),
        ([BEGIN, appointment(patient="niemand")], "unknown_id"),
        ([BEGIN, appointment(bij="bakker")], "unknown_id"),
        ([BEGIN, appointment(datum="2026-02-30")], "not_a_date"),
        ([BEGIN, appointment(datum="17 maart")], "not_a_date"),
        ([BEGIN, appointment(tijd="24:00")], "not_a_time"),
        ([BEGIN, appointment(tijd="9.30")], "not_a_time"),
        ([BEGIN, appointment(reden="x" * 201)], "too_long"),
        ([BEGIN, appointment(reden="x" * 2001)], "too_long"),
        ([BEGIN, add("agenda", tijd="10:00")], "field_required"),
        ([BEGIN, appointment(patient=" ")], "field_required"),
        ([BEGIN, add("journal", contact="visite")], "no_record_open"),
        ([BEGIN, opened("noor"), add("measurements", soort="pols", waarde="veel", eenheid="slagen")], "not_a_number"),
        ([BEGIN, add("access_log", patient="noor")], "read_only_part"),
        ([BEGIN, {"kind": "remove", "part": "e_consults", "record": "vraag"}], "read_only_part"),
        ([BEGIN, {"kind": "change", "part": "access_log", "record": "x", "values": {}}], "read_only_part"),
        (
            [BEGIN, {"kind": "change", "part": "e_consults", "record": "vraag", "values": {"vraag": "Niets"}}],
            "read_only_part",
        ),
        ([BEGIN, {"kind": "change", "part": "agenda", "record": "weg", "values": {}}], "unknown_id"),
        ([BEGIN, {"kind": "change", "part": "agenda", "record": "bezet", "values": {"tijd": ""}}], "field_required"),
        ([BEGIN, opened("piet"), {"kind": "remove", "part": "journal", "record": "oud"}], "unknown_id"),
        ([BEGIN, {"kind": "remove", "part": "journal", "record": "oud"}], "no_record_open"),
        ([BEGIN, step("bel")], "unknown_id"),
        ([BEGIN, {"kind": "undo_step", "step": "herhaal"}], "unknown_id"),
        ([BEGIN, {**appointment(), "patient": "piet"}], "unknown_key"),
        ([BEGIN, {"kind": "add", "part": "agenda", "values": {"tijd": 10}}], "malformed"),
        ([BEGIN, appointment(reden="\ud800")], "unreadable_text"),
    ],
)
def test_what_does_not_fit_is_refused(responses: list[Content], code: str) -> None:
    assert refusal(*responses) == code


def test_a_task_holds_so_many_new_records_and_so_many_actions_and_no_more() -> None:
    assert refusal(BEGIN, *[appointment()] * (MOST_NEW + 1)) == "his_full"

    there_and_back = [opened("noor"), opened("piet")] * (MOST_ACTIONS // 2)
    assert refusal(BEGIN, *there_and_back, opened("noor")) == "his_full"
    assert task(*([BEGIN, *there_and_back, BEGIN]))["open"] is None


# Results


def test_a_task_that_misses_nothing_is_safe() -> None:
    result = task(BEGIN, appointment(), step("herhaal"), FINISH)["result"]

    assert (result["percent"], result["outcome"], result["capped"]) == (100, "safe", False)
    assert len(result["right"]) == 2
    assert result["missing"] == result["unsafe"] == []
    assert result["summary"] == {"html": f"<p>{KEY} mooi</p>"}


def test_what_is_missing_is_named_and_takes_its_points_away() -> None:
    result = task(BEGIN, appointment(), FINISH)["result"]

    assert (result["percent"], result["outcome"]) == (75, "partly")
    assert result["missing"] == [{"html": f"<p>{KEY} niet herhaald</p>"}]


def test_what_is_unsafe_caps_the_result_however_much_is_right() -> None:
    result = task(BEGIN, appointment(), appointment(patient="piet"), step("herhaal"), FINISH)["result"]

    assert (result["percent"], result["outcome"], result["capped"]) == (40, "unsafe", True)
    assert result["unsafe"] == [
        {"text": {"html": f"<p>{KEY} verkeerde patient</p>"}, "moment": {"kind": "add", "what": "Agenda"}}
    ]


def test_a_critical_check_that_is_missed_caps_the_result_and_is_unsafe() -> None:
    result = task(ALARM, opened("noor"), add("journal", contact="visite"), {"kind": "close_record"}, FINISH)["result"]

    assert (result["percent"], result["outcome"], result["capped"]) == (30, "unsafe", True)
    assert result["unsafe"] == [{"text": {"html": f"<p>{KEY} niet gebeld</p>"}, "moment": None}]
    assert result["missing"] == []


def test_the_lowest_cap_counts() -> None:
    assert task(ALARM, step("bel"), step("mail"), FINISH)["result"]["percent"] == 0
    done = [
        ALARM,
        opened("noor"),
        add("journal", contact="visite"),
        {"kind": "close_record"},
        step("bel"),
        step("mail"),
    ]
    assert task(*done, FINISH)["result"]["percent"] == 20


def test_what_was_put_right_before_the_end_does_not_count() -> None:
    wrong = appointment(patient="piet")
    back = {"kind": "remove", "part": "agenda", "record": "nieuw-1"}

    assert task(BEGIN, wrong, back, appointment(), step("herhaal"), FINISH)["result"]["outcome"] == "safe"
    undone = [step("mail"), {"kind": "undo_step", "step": "mail"}]
    assert KEY + " mail" not in json.dumps(task(ALARM, *undone, FINISH)["result"])


def test_nothing_of_the_checks_is_shown_before_the_end() -> None:
    played = [BEGIN, opened("noor"), appointment(patient="piet"), step("niets")]

    assert KEY not in json.dumps(HIS.view(answered(HIS, *played)))
    assert KEY in json.dumps(HIS.view(answered(HIS, *played, FINISH)))
    assert KEY not in json.dumps(HIS.view(answered(HIS, *played, FINISH, {"kind": "back"})))
    assert KEY not in json.dumps(HIS.view(answered(HIS, *played, FINISH, BEGIN)))


def test_after_the_end_the_his_can_only_be_read() -> None:
    parts = task(BEGIN, appointment(), FINISH)["parts"]

    assert parts
    assert not [one["id"] for one in parts if one["can_add"] or one["can_change"] or one["can_remove"]]


# Score and status


def test_the_score_is_the_best_of_each_task() -> None:
    assert HIS.score(HIS.start(ANNA)).points == 0
    assert HIS.score(HIS.start(ANNA)).status == "not_attempted"

    state = answered(HIS, BEGIN, appointment(), FINISH, ALARM)
    score = HIS.score(state)
    assert (score.points, score.maximum, score.status) == (0.75, 2, "complete")
    assert [(item.id, item.points, item.status) for item in score.items] == [
        ("afspraak", 0.75, "complete"),
        ("e-consult", 0, "not_attempted"),
    ]
    assert HIS.attempt(state) == 2


def test_it_is_complete_when_every_task_of_one_level_was_done() -> None:
    two = {**PRACTICE_HIS, "taken": [{**PRACTICE_HIS["taken"][1], "id": name} for name in ("een", "twee")]}
    his = activity(two)
    begin = [{"kind": "begin", "task": name} for name in ("een", "twee")]

    assert his.status(answered(his, begin[0])) == "in_progress"
    assert his.status(answered(his, begin[0], FINISH)) == "in_progress"
    assert his.status(answered(his, begin[0], FINISH, begin[1], FINISH)) == "complete"


def test_three_tasks_of_any_level_are_enough() -> None:
    names, levels = ("een", "twee", "drie", "vier", "vijf", "zes"), ("starter", "vaardig") * 3
    tasks = [{**PRACTICE_HIS["taken"][1], "id": id_, "niveau": level} for id_, level in zip(names, levels, strict=True)]
    his = activity({**PRACTICE_HIS, "taken": tasks})
    sent = [one for name in names[:3] for one in ({"kind": "begin", "task": name}, FINISH)]

    assert his.status(answered(his, *sent[:4])) == "in_progress"
    assert his.status(answered(his, *sent)) == "complete"
    again = [{"kind": "begin", "task": "een"}, FINISH] * 3
    assert his.status(answered(his, *again)) == "in_progress"


# Bounds


def test_a_thousand_events_take_less_than_a_second() -> None:
    sent = [
        BEGIN,
        opened("noor"),
        appointment(),
        add("journal", contact="visite", s="x" * 900),
        step("herhaal"),
        FINISH,
    ]
    events = [
        Event(1, str(number), "", HIS.id, "v", 1, response["kind"], {k: v for k, v in response.items() if k != "kind"})
        for number, response in enumerate(sent * 170)
    ]

    begun = perf_counter()
    played = play(HIS, events, Learner("anna"))
    HIS.view(played.state)

    assert len(events) > 1000
    assert played.refused == 0
    assert perf_counter() - begun < 1


# What hangs on words of one's own


def words_task(*responses: Content) -> Any:
    """Return the task of the content of before, of which a rule looks for keywords."""
    return WORDS.view(answered(WORDS, *responses))["task"]


def test_a_task_whose_rules_hang_on_words_is_never_called_safe() -> None:
    result = words_task(BEGIN, appointment(), step("herhaal"), FINISH)["result"]

    assert result["outcome"] == "not_judged"
    assert (result["percent"], result["safe"], result["complete"]) == (None, None, None)
    assert KEY + " afspraak" not in json.dumps(result)


def test_its_decided_rules_still_say_what_is_unsafe_and_its_points_are_as_they_were() -> None:
    road = [BEGIN, appointment(), appointment(patient="piet"), step("herhaal"), FINISH]

    result = words_task(*road)["result"]
    assert (result["outcome"], result["safe"]) == ("unsafe", False)
    assert len(result["unsafe"]) == 1
    assert WORDS.score(answered(WORDS, *road)).points == 0.4
    assert WORDS.score(answered(WORDS, BEGIN, appointment(), FINISH)).points == 0.75
    assert WORDS.score(answered(WORDS, BEGIN, appointment(reden="x"), step("herhaal"), FINISH)).points == 0.25


def test_its_version_is_what_it_was() -> None:
    assert WORDS.fingerprint() == "b53d3825e64b931c"
