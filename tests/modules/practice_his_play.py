"""How the tests play the shipped tasks: what is sent, and each task's safe road as its author wrote it."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from ssfh_learn.activities import Learner
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.safety import Safety
from ssfh_learn.activities.practice_his.search import Search
from ssfh_learn.content.activity_file import load_activity
from ssfh_learn.errors import Refused

Response = dict[str, Any]
Roads = dict[str, list[Response]]
"""What somebody does in a task, by a short name."""

FILE = Path(__file__).parents[2] / "modules/digitaliseren/his/activiteiten/oefen-his.yaml"
_LOADED = load_activity(FILE)
assert isinstance(_LOADED, PracticeHis)
HIS: PracticeHis = _LOADED
TASKS = {task.id: task for task in HIS.tasks}
SAFE: dict[str, list[Response]] = {
    task.id: [response.model_dump() for response in Search(HIS, task).road] for task in HIS.tasks
}
"""What a careful colleague does in each task."""


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


def looked(part: str) -> Response:
    return {"kind": "look", "part": part}


CLOSED: Response = {"kind": "close_record"}


def played(task: str, road: list[Response], content: str = "") -> Any:
    """Return the state after a road of which some responses may be refused."""
    state = begun(task, content)
    for response in road:
        with suppress(Refused):
            state = HIS.respond(state, response, content)
    return state


@cache
def begun(task: str, content: str) -> Any:
    """Return the state in which a task was begun; none ever changes, so it is made once."""
    return HIS.respond(HIS.start(Learner("anna")), {"kind": "begin", "task": task}, content)


def result(task: str, road: list[Response]) -> dict[str, Any]:
    """Return what a learner reads when she hands the task in after a road."""
    found: dict[str, Any] = HIS.view(HIS.respond(played(task, road), {"kind": "finish"}))["task"]["result"]
    return found


def talk(task: str, *road: Response) -> str:
    """Return all that was said back on a road."""
    told: list[dict[str, Any]] = HIS.view(played(task, list(road)))["task"]["talk"]
    return " ".join(one["answer"]["html"] for one in told)


def is_safe(task: str, road: list[Response]) -> bool:
    """Say whether she reads that it was safe, complete or not."""
    return Safety(TASKS[task]).is_kept(played(task, road).run)


def instead(road: list[Response], old: Response, *new: Response) -> list[Response]:
    """Return a road with something else in the place of one act."""
    assert old in road, old
    place = road.index(old)
    return [*road[:place], *new, *road[place + 1 :]]


def with_others(act: Response, **values: str) -> Response:
    """Return what is written, with other values."""
    return {**act, "values": {**act["values"], **values}}


def otherwise(task: str, act: Response, **values: str) -> list[Response]:
    """Return the safe road of a task with other values in one act."""
    return instead(SAFE[task], act, with_others(act, **values))


def told(task: str, road: list[Response]) -> str:
    """Return everything that is called unsafe after a road."""
    return " ".join(one["text"]["html"] for one in result(task, road)["unsafe"])


def praised(task: str, road: list[Response]) -> str:
    """Return everything that is praised after a road."""
    return " ".join(one["html"] for one in result(task, road)["right"])


def with_values(task: str, part: str, **values: str) -> list[Response]:
    """Return the safe road of a task with other values in what it writes in a part; an empty text leaves one out."""
    road = [dict(response) for response in SAFE[task]]
    written = [one for one in road if one.get("part") == part and "values" in one]
    assert written, part
    for one in written:
        changed = {**one["values"], **values}
        one["values"] = {name: value for name, value in changed.items() if value}
    return road


def without(task: str, *acts: Response) -> list[Response]:
    """Return the safe road of a task without some acts."""
    return [one for one in SAFE[task] if one not in acts]


def written(task: str, kind: str, part: str, place: int = 0) -> Response:
    """Return what the safe road of a task writes in a part."""
    return [one for one in SAFE[task] if (one["kind"], one.get("part")) == (kind, part)][place]


def note(contact: str = "telefonisch", **values: str) -> Response:
    return add("journal", contact=contact, **values)


def task_for(who: str, patient: str = "", when: str = "vandaag", **more: str) -> Response:
    named = {"patient": patient} if patient else {}
    return add("tasks", voor=who, wanneer=when, tekst="Graag nakijken", **named, **more)


def message_to(who: str, patient: str = "", **more: str) -> Response:
    named = {"patient": patient} if patient else {}
    return add("messages", aan=who, tekst="Zie dossier", **named, **more)
