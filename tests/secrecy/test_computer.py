"""On a learner's computer: her executed notebook, her kernel, her server and every log tell nothing of the key."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

import ssfh_learn
from tests.ports import free_port
from tests.secrecy.conftest import TERM, Built, files_in
from tests.secrecy.learner import environment, responses_to, without_chance
from tests.secrecy.scanner import Scanner, counted, texts_in

pytestmark = pytest.mark.slow  # starts two computers side by side

PATIENCE = 60
"""Seconds for a kernel or a server, on a busy machine."""
TOKEN = "tests"  # noqa: S105  (of a server that lives for a minute, on this computer only)
NOTEBOOK = f"{TERM}.ipynb"


@dataclass(frozen=True)
class Computer:
    """A learner's folder with an attempt that was begun, her home, and what was executed there."""

    folder: Path
    home: Path


@pytest.fixture(scope="module")
def computers(built: Built, other: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Computer, Computer]:
    """Two learners with one name, of courses with different keys, who ran their notebook and saved it."""
    both = tuple(_computer(course, tmp_path_factory.mktemp("computer")) for course in (built, other))
    command = [sys.executable, "-m", "nbconvert", "--execute", "--inplace", "--to=notebook", NOTEBOOK]
    runs = [
        subprocess.Popen(command, cwd=one.folder, env=environment(one.home), stderr=subprocess.PIPE) for one in both
    ]
    for one, process in zip(both, runs, strict=True):
        _, said = process.communicate(timeout=4 * PATIENCE)
        assert process.returncode == 0, said
        (one.home / "nbconvert.log").write_bytes(said)
    return both[0], both[1]


def _computer(course: Built, place: Path) -> Computer:
    folder, home = place / "werk", place / "thuis"
    folder.mkdir()
    home.mkdir()
    for name, content in files_in(course.release(TERM)).items():
        (folder / name).write_bytes(content)
    begun = {
        "v": 1,
        "id": "e1",
        "at": "2026-11-21T09:00:00.000+00:00",
        "activity": TERM,
        "content": course.released_test(TERM).fingerprint(),
        "attempt": 1,
        "kind": "begin",
        "data": {},
    }
    (folder / "journal.jsonl").write_text(json.dumps(begun, separators=(",", ":")) + "\n", "utf-8")
    return Computer(folder, home)


def test_the_executed_notebook_is_the_same_for_every_key(computers: tuple[Computer, Computer]) -> None:
    mine, theirs = (without_chance((one.folder / NOTEBOOK).read_bytes()) for one in computers)

    assert b"application/vnd.jupyter.widget-state+json" in mine
    assert b'"phase": "open"' in mine
    assert b'<section class=\\"ssfh-static\\"' in mine
    assert sorted(mine.splitlines()) == sorted(theirs.splitlines())  # the state stands in the order of chance ids


def test_the_executed_notebook_and_what_it_said_tell_nothing(
    computers: tuple[Computer, Computer], scanners: Mapping[str, Scanner]
) -> None:
    notebook = json.loads((computers[0].folder / NOTEBOOK).read_bytes())
    state = notebook["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    for one in state.values():
        one["state"].pop("_esm", None), one["state"].pop("_css", None)  # read by themselves, below
    pages = ["".join(html) for cell in notebook["cells"] for html in htmls(cell)]
    seen = {f"page {number}": page.encode() for number, page in enumerate(pages)}
    seen |= {"notebook": json.dumps(notebook, ensure_ascii=False).encode()}
    seen |= {name: content for name, content in files_in(computers[0].home).items() if name.endswith((".log", ".json"))}

    assert len(pages) >= 1
    assert scanners[TERM].scan(seen) == []


def htmls(cell: dict[str, Any]) -> list[Any]:
    return [output["data"]["text/html"] for output in cell.get("outputs", []) if "text/html" in output.get("data", {})]


def test_a_grade_cell_that_a_learner_runs_is_worth_nothing(computers: tuple[Computer, Computer]) -> None:
    notebook = json.loads((computers[0].folder / NOTEBOOK).read_bytes())
    graded = [cell for cell in notebook["cells"] if "".join(cell["source"]).startswith("grade(")]

    assert len(graded) == 10
    for cell in graded:
        assert [output["data"]["text/plain"] for output in cell["outputs"]] in (["0.0"], [["0.0"]])


def test_the_code_of_the_page_holds_no_text_of_a_key(scanners: Mapping[str, Scanner]) -> None:
    static = files_in(Path(ssfh_learn.__file__).parent / "static")

    assert {"ssfh.js", "ssfh.css", "practice_his.js", "practice_his.css"} <= set(static)
    assert texts_in(static, scanners.values()) == []


# A server that runs


@dataclass
class Server:
    """A Jupyter server in a learner's folder."""

    address: str
    computer: Computer
    answers: dict[str, bytes] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: object = None) -> bytes:
        """Return what it answers, also where it refuses; and remember it."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.address}/{path}", data, {"Authorization": f"token {TOKEN}"}, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  (always http)
                said: bytes = answer.read()
        except HTTPError as error:
            said = error.read()
        self.answers[f"{method} {path}"] = said
        return said


@contextmanager
def running(computer: Computer) -> Iterator[Server]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"),
        *(f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
        *(f"--ServerApp.root_dir={computer.folder}", "--ServerApp.jpserver_extensions={'nbgrader': False}", "--debug"),
    ]
    with (computer.home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(computer.home), stdout=log, stderr=log, start_new_session=True
        )
    server = Server(f"http://127.0.0.1:{port}", computer)
    try:
        for _ in range(PATIENCE * 10):
            with suppress(URLError, ConnectionError):
                server.ask("api")
                break
            assert process.poll() is None, (computer.home / "server.log").read_text()
            time.sleep(0.1)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


@dataclass
class Conversation:
    """What a kernel said, message by message."""

    client: BlockingKernelClient
    said: list[dict[str, Any]] = field(default_factory=list)

    def send(self, kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
        """Send a message and return the contents of everything that was said until the kernel was idle."""
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        said = []
        while True:
            answer = self.client.get_iopub_msg(timeout=PATIENCE)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                self.said += said
                return said
            said.append({"type": answer["msg_type"], "content": answer["content"]})

    def run(self, code: str) -> list[dict[str, Any]]:
        """Execute code, as a cell of a learner does."""
        options = {"silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        return self.send("execute_request", {"code": code, **options})


@pytest.fixture(scope="module")
def talked(computers: tuple[Computer, Computer]) -> tuple[Server, Conversation]:
    """Ask a server for everything; make the test in a kernel on it, and let something fail there."""
    with running(computers[0]) as server:
        for name in (NOTEBOOK, "toets.json", "journal.jsonl"):
            server.ask(f"api/contents/{name}?content=1")
            server.ask(f"files/{name}")
        for path in ("", f"nbconvert/html/{NOTEBOOK}", f"nbconvert/script/{NOTEBOOK}", "api/status"):
            server.ask(path)
        for trick in ("..%2Fkeys", "%2e%2e/%2e%2e/keys/agressie-toets.yaml", "keys/agressie-toets/secret", ".ssfh"):
            server.ask(f"files/{trick}")
            server.ask(f"api/contents/{trick}")
        kernel = json.loads(server.ask("api/kernels", "POST", {"name": "python3", "path": NOTEBOOK}))["id"]
        client = BlockingKernelClient(
            connection_file=str(next((computers[0].home / "runtime").rglob(f"kernel-{kernel}.json")))
        )
        client.load_connection_file()
        client.start_channels(hb=False)  # a busy machine may miss a beat
        client.wait_for_ready(timeout=PATIENCE)
        _wait_until_it_is_heard(client)
        talk = Conversation(client)
        try:
            _make_the_test(talk)
        finally:
            client.stop_channels()
        server.ask("api/sessions")
        server.ask(f"api/kernels/{kernel}", "DELETE")
    return server, talk


def _wait_until_it_is_heard(client: BlockingKernelClient) -> None:
    """Ask the kernel for something until its answer arrives: what is said before one listens is lost."""
    for _ in range(PATIENCE):
        client.kernel_info()
        with suppress(Empty):
            client.get_iopub_msg(timeout=1)
            return


def _make_the_test(talk: Conversation) -> None:
    opened = talk.run(f"from ssfh_learn import assignment\nw = assignment({TERM!r})\nw")
    comms = [one["content"] for one in opened if one["type"] == "comm_open"]
    widget = next(one for one in comms if "view" in one["data"]["state"])

    def send(response: dict[str, Any]) -> None:
        data = {"method": "update", "state": {"response": response}, "buffer_paths": []}
        talk.send("comm_msg", {"comm_id": widget["comm_id"], "data": data})

    for response in responses_to(widget["data"]["state"]["view"]):
        send(response)
    talk.run("w.record.activity.score(w.record.state), [q.solution() for q in w.record.activity.questions]")
    talk.run("?w")
    talk.run("w.nietbestaand")
    talk.run("w.record.journal = None")
    send({"id": "fault", "kind": "go", "question": None})


def test_what_a_server_answers_tells_nothing(
    talked: tuple[Server, Conversation], scanners: Mapping[str, Scanner]
) -> None:
    answers = talked[0].answers
    page = next(name for name in answers if "nbconvert/html" in name)

    assert b"ssfh-static" in answers[page]
    assert b"toets.json" in answers["GET api/contents/toets.json?content=1"]
    assert counted(scanners[TERM].texts_in({page: answers.pop(page)})) == {}
    assert scanners[TERM].scan(bare(answers)) == []


def bare(answers: dict[str, bytes]) -> dict[str, bytes]:
    """Return answers without the saved code of the page, which is looked at by itself."""
    notebook = f"api/contents/{NOTEBOOK}"
    return {name: content for name, content in answers.items() if notebook not in name and NOTEBOOK not in name}


def test_what_a_kernel_says_tells_nothing(talked: tuple[Server, Conversation], scanners: Mapping[str, Scanner]) -> None:
    said = talked[1].said
    updates = [one for one in said if one["type"] == "comm_msg" and "saved" in one["content"]["data"].get("state", {})]
    for one in said:
        state = one["content"].get("data", {}).get("state", {}) if one["type"].startswith("comm") else {}
        state.pop("_esm", None), state.pop("_css", None)
    seen = {
        f"{one['type']} {number}": json.dumps(one, default=str, ensure_ascii=False).encode()
        for number, one in enumerate(said)
        if number < 20 or number > len(said) - 20 or one["type"] != "comm_msg"
    }

    assert len(updates) > 20
    assert updates[-1]["content"]["data"]["state"]["saved"]["state"] == "error"
    assert scanners[TERM].scan(seen) == []


def test_no_log_tells_anything(talked: tuple[Server, Conversation], scanners: Mapping[str, Scanner]) -> None:
    home = talked[0].computer.home
    logs = {name: content for name, content in files_in(home).items() if name.endswith((".log", ".sqlite"))}

    assert {"server.log", "nbconvert.log", "data/ssfh_learn/fouten.log"} <= set(logs)
    assert b"AttributeError" in logs["data/ssfh_learn/fouten.log"]
    assert scanners[TERM].scan(logs) == []
