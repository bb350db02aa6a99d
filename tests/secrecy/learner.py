"""A learner who makes a test on the page: the same responses, whatever the key is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ssfh_learn.widgets.test_widget import TestWidget

RANDOM = re.compile(
    r"0x[0-9a-f]{6,16}|IPY_MODEL_[0-9a-f]{32}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[0-9.:+Z-]*"
)
"""Ids and addresses of widgets, and times: the only things that may differ between two learners who do the same."""


def environment(home: Path) -> dict[str, str]:
    """Return an environment for a learner with a home of her own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG", "IPYTHON"))}
    places = {"HOME": "", "XDG_DATA_HOME": "data", "IPYTHONDIR": "ipython", "JUPYTER_DATA_DIR": "jupyter"}
    return {
        **kept,
        **{name: str(home / place) for name, place in places.items()},
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERHUB_USER": "anna",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


def run(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Python in a learner's folder."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=folder, env=environment(home), capture_output=True, text=True, check=False)


def without_chance(content: bytes) -> bytes:
    """Return an artefact without ids of widgets and times."""
    return RANDOM.sub("…", content.decode("utf-8", "backslashreplace")).encode()


def answers_to(question: dict[str, Any], turn: int) -> list[Any]:  # noqa: PLR0911  (one for each kind)
    """Return answers to a question as it is shown: each thing that there is to choose, one after the other."""
    kind = question["kind"]
    if kind in {"single_choice", "graded_choice"}:
        return [option["id"] for option in question["options"]]
    if kind == "true_false":
        reasons = [one["id"] for one in question["reasons"]] or [None]
        return [{"verdict": verdict, "reason": reason} for verdict in (True, False) for reason in reasons]
    if kind == "multiple_response":
        ids = [option["id"] for option in question["options"]]
        return [[id_] for id_ in ids] + [ids]
    if kind == "ordering":
        ids = [step["id"] for step in question["steps"]]
        return [ids, ids[::-1]]
    if kind == "matching":
        left, right = ([one["id"] for one in question[side]] for side in ("left", "right"))
        return [dict(zip(left, right[turn:] + right[:turn], strict=True)) for turn in range(len(left))]
    if kind == "categorise":
        return [{card["id"]: group["id"] for card in question["cards"]} for group in question["groups"]]
    return ["29", "0,5"] if kind == "numeric" else [f"Mijn antwoord {turn}: samen met een collega."]


def responses_to(view: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every response to the questions on a page; their ids are fixed."""
    responses: list[dict[str, Any]] = []
    for turn, question in enumerate(view["questions"]):
        for number, answer in enumerate(answers_to(question, turn)):
            id_ = f"{question['id']}-{number}-{view['attempts']['used']}"
            responses.append({"id": id_, "kind": "answer", "question": question["id"], "answer": answer})
            responses.append({"id": f"{id_}-check", "kind": "check", "question": question["id"]})  # refused in a test
            responses.append({"id": f"{id_}-hint", "kind": "hint", "question": question["id"]})
        responses.append({"id": f"{id_}-go", "kind": "go", "question": question["id"]})
    return responses


def traits(widget: TestWidget) -> bytes:
    """Return every trait that goes to a browser, but for the code of the page."""
    state = {name: value for name, value in widget.get_state().items() if name not in {"_esm", "_css"}}
    return json.dumps(state, ensure_ascii=False, default=str).encode()


def played(widget: TestWidget) -> list[bytes]:
    """Make one attempt, but for handing in, and return the traits after each response."""
    used = widget.view["attempts"]["used"]
    seen = [traits(widget)]
    widget.response = {"id": f"begin-{used}", "kind": "begin"}
    seen.append(traits(widget))
    for response in responses_to(widget.view):
        widget.response = response
        seen.append(traits(widget))
    return seen
