"""What is wrong with the safe road of a task, and what the search finds from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.practice_his.check_flaws import Names
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.search import Search
from ssfh_learn.activities.practice_his.value_flaws import unknown_field, unknown_patients

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his.model import PracticeHisContent, Task
    from ssfh_learn.activities.practice_his.search import Slip

FEWEST_VALUES = 4


def flaws_of_fields(his: PracticeHisContent) -> Iterator[Flaw]:
    """Yield the fields that can be guessed."""
    for index, field in enumerate(his.fields):
        if len(field.options) < FEWEST_VALUES:
            yield Flaw("too_few_values", ("fields", index), {"id": field.id, "count": FEWEST_VALUES})


def flaws_of_extras(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    """Yield what a task names that does not exist: its fields, its examples, its safe road."""
    known = [field.id for field in his.fields]
    parts = his.parts(task)
    for name, ids in task.fields.items():
        for id_ in ids:
            if id_ not in known:
                details = {"id": id_, "known": ", ".join(known) or "-"}
                yield Flaw("unknown_fixed_field", ("fields", name), details, rests_on=("fields",))
    for name, hidden in task.hidden.items():
        for id_ in hidden:
            own = PARTS[name].field(id_)
            if own is None or own.required:
                yield unknown_field(id_, PARTS[name], ("hidden", name))
    for index, example in enumerate(task.examples):
        field = parts[example.part_name].field(example.field)
        if field is None or not field.is_written:
            yield unknown_field(example.field, parts[example.part_name], ("examples", index, "field"))
    yield from _names(his, task)


def _names(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    names, parts = Names(his, task), his.parts(task)
    for index, act in enumerate(task.safe_road):
        where = ("safe_road", index)
        if len(act.named()) != 1:
            yield Flaw("one_act", where, {"count": len(act.named())})
        if act.step is not None:
            yield from names.flaws_of_step(act.step, (*where, "step"))
        if act.opened is not None:
            yield from unknown_patients((act.opened,), his, (*where, "opened"))
        for key, line in act.lines():
            record = getattr(line, "record", None)
            if record is not None:
                yield from names.flaws_of_records(line.part_name, (record,), (*where, key, "record"))
            for name, value in getattr(line, "values", {}).items():
                yield from names.flaws_of_values(parts[line.part_name], name, (value,), (*where, key, "values", name))


def flaws_of_play(his: PracticeHisContent) -> Iterator[Flaw]:
    """Yield what comes out of playing every task, and the rules that no program can decide."""
    for index, task in enumerate(his.tasks):
        for flaw in (*_of_words(task), *_of_road(his, task)):
            yield flaw.under("tasks", index)


def _of_words(task: Task) -> Iterator[Flaw]:
    for name, group in (("checks", task.checks), ("unsafe", task.unsafe)):
        for index, one in enumerate(group):
            if not one.is_decided:
                yield Flaw("words_judged", (name, index), weight="question")


def _of_road(his: PracticeHisContent, task: Task) -> Iterator[Flaw]:
    if not task.safe_road:
        yield Flaw("no_safe_road", (), {"id": task.id}, weight="advice")
        return
    search = Search(his, task)
    if search.refused_at is not None:
        yield Flaw("road_refused", ("safe_road", search.refused_at))
        return
    if search.outcome(search.road) != "safe":
        yield Flaw("road_not_safe", ("safe_road",))
        return
    if search.is_safe(()):
        yield Flaw("nothing_is_safe", ())
    if search.is_safe(search.everything()):
        yield Flaw("everything_is_safe", ())
    yield from (Flaw("road_unneeded", ("safe_road", index)) for index in search.unneeded())
    yield from (Flaw("road_movable", ("safe_road", index)) for index in search.movable())
    yield from (Flaw("road_early", ("safe_road", index)) for index in search.early())
    for part, field in search.unread():
        yield Flaw("field_unread", ("fields", part), {"id": field})
    for slip in search.slips():
        yield Flaw("unsafe_slips", ("safe_road",), {"act": _told(his, task, slip), "place": _place(slip)})


def _place(slip: Slip) -> int:
    return slip.before + 1


def _told(his: PracticeHisContent, task: Task, slip: Slip) -> str:
    """Return an act in the words of the content file."""
    act = slip.act
    if act.kind == "step":
        return f"stap: {act.step}"
    if act.kind == "open_record":
        return f"open: {act.patient}"
    word = {"add": "voeg-toe", "change": "wijzig", "remove": "verwijder"}[act.kind]
    record = getattr(act, "record", None)
    values = ", ".join(f"{name}: {value}" for name, value in getattr(act, "values", {}).items())
    inner = ", ".join(filter(None, (his.parts(task)[act.part].word, record, values)))
    return f"{word}: {inner}"
