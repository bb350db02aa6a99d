"""Whatever is done in a practice HIS: only refusals come out, the view is plain, replaying gives the same."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import play
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.responses import OpenRecord, TakeStep, UndoStep
from ssfh_learn.activities.practice_his.run import HisState, applied
from ssfh_learn.activities.practice_his.search import Search
from ssfh_learn.content import load_activity
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from ssfh_learn.words import section
from tests.content_examples import ANNA, Content

HIS = load_activity(Path(__file__).parents[3] / "modules/digitaliseren/his/activiteiten/oefen-his.yaml")
assert isinstance(HIS, PracticeHis)

RECORDS = {part: [record.id for record in HIS.beginning_of_all() if record.part == part] for part in PARTS}
VALUES = ["", " ", "huisarts", "telefonisch", "2026-03-17", "10:00", "82,5", "noor", "kg", "x" * 300, "é👩‍⚕️", "<b>"]
PATIENTS = st.sampled_from([*(patient.id for patient in HIS.patients), "niemand"])
STEPS = st.sampled_from([*(step.id for task in HIS.tasks for step in task.steps), "weg"])
TASKS = st.sampled_from([*(task.id for task in HIS.tasks), "weg"])


@st.composite
def writing(draw: st.DrawFn) -> Content:
    """Draw something written in or removed from a part: mostly fields that exist, with values that may not fit."""
    part = draw(st.sampled_from([*PARTS, "garage"]))
    fields = [field.id for field in PARTS[part].fields] if part in PARTS else ["s"]
    values = draw(st.dictionaries(st.sampled_from([*fields, "kleur"]), st.sampled_from(VALUES), max_size=8))
    record = draw(st.sampled_from([*RECORDS.get(part, []), "nieuw-1", "nieuw-2", "weg"]))
    kind = draw(st.sampled_from(["add", "change", "remove"]))
    more = {"add": {"values": values}, "change": {"record": record, "values": values}, "remove": {"record": record}}
    return {"kind": kind, "part": part, **more[kind]}


RESPONSES = st.lists(
    writing()
    | PATIENTS.map(lambda patient: {"kind": "open_record", "patient": patient})
    | STEPS.map(lambda step: {"kind": "step", "step": step})
    | STEPS.map(lambda step: {"kind": "undo_step", "step": step})
    | TASKS.map(lambda task: {"kind": "begin", "task": task})
    | st.sampled_from([*PARTS, "garage"]).map(lambda part: {"kind": "look", "part": part})
    | st.sampled_from([{"kind": "close_record"}, {"kind": "finish"}, {"kind": "back"}]),
    max_size=25,
)


@given(task=st.sampled_from(HIS.tasks), responses=RESPONSES)
def test_only_refusals_come_out_and_a_refused_response_changes_nothing(task: object, responses: list[Content]) -> None:
    state = HIS.respond(HIS.start(ANNA), {"kind": "begin", "task": task.id})  # type: ignore[attr-defined]
    events = [Event.now(activity=HIS.id, content="v", attempt=1, response={"kind": "begin", "task": task.id})]  # type: ignore[attr-defined]
    codes = set()
    for response in responses:
        before = pickle.loads(pickle.dumps(state))  # noqa: S301  (our own, and quicker than `deepcopy`)
        try:
            after = HIS.respond(state, response)
            events.append(Event.now(activity=HIS.id, content="v", attempt=1, response=response))
        except Refused as refused:
            codes.add(refused.code)
            after = state
        assert state == before
        state = after

    assert codes <= set(section("refusal"))
    view = HIS.view(state)
    assert json.loads(json.dumps(view, allow_nan=False)) == view
    score = HIS.score(state)
    assert 0 <= score.points <= score.maximum == len(HIS.tasks)
    played = play(HIS, events, ANNA)
    assert (played.state, played.refused) == (state, 0)


@given(task=st.sampled_from(HIS.tasks), responses=RESPONSES)
def test_a_result_lies_under_its_caps_and_safe_means_that_nothing_is_left_to_say(
    task: object, responses: list[Content]
) -> None:
    state = HIS.respond(HIS.start(ANNA), {"kind": "begin", "task": task.id})  # type: ignore[attr-defined]
    for response in responses:
        if response["kind"] not in {"begin", "back", "finish"}:
            try:
                state = HIS.respond(state, response)
            except Refused:
                continue
    unseen = pickle.dumps(state)
    HIS.view(state)
    result = HIS.view(HIS.respond(state, {"kind": "finish"}))["task"]["result"]

    assert pickle.dumps(state) == unseen
    assert 0 <= result["percent"] <= 100
    assert result["capped"] is bool(result["unsafe"]) is (result["outcome"] == "unsafe")
    assert not result["capped"] or result["percent"] <= 90
    assert (result["outcome"] == "safe") is (result["percent"] == 100) is (not result["missing"] + result["unsafe"])


@given(data=st.data())
def test_what_was_ever_so_was_so_at_some_moment(data: st.DataObject) -> None:
    task = data.draw(st.sampled_from(HIS.tasks))
    steps = [step.id for step in task.steps]
    acts = st.sampled_from(
        [
            *Search(HIS, task).road,
            *(OpenRecord(kind="open_record", patient=patient.id) for patient in HIS.patients),
            *(TakeStep(kind="step", step=step) for step in steps),
            *(UndoStep(kind="undo_step", step=step) for step in steps),
        ]
    )
    states = [HisState(run=HIS.begun(task))]
    for act in data.draw(st.lists(acts, max_size=15)):
        with suppress(Refused):
            states.append(applied(HIS, states[-1], act))
    runs = [state.playing for state in states]
    asked = [one for rule in (*task.checks, *task.unsafe) for one in rule.all_conditions() if one.ever is not None]

    assert [one.holds(runs[-1]) for one in asked] == [
        any(one.ever.holds(run) for run in runs) for one in asked if one.ever
    ]
