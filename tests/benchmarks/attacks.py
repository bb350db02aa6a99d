"""What one learner, or somebody who is nobody here, can do to the others: each attack on a real server.

Others are twenty learners who answer once a second each. Beside each attack stands what they wait without it, in the
same server just before, because machines and what else runs on them differ.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from ssfh_learn.journal import use
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.tables import PRIVATE, PUBLIC
from ssfh_learn.portal.writing.quota import OF_LEARNER, OF_STREAM
from tests.benchmarks.attackers import ATTACKS, DOWNLOADS
from tests.benchmarks.serving import MODULE, ROOT, Running, Took, answers, loaded_line, running_portal

OTHERS = [f"ander{number}" for number in range(20)]
SECONDS = 20
MOST_WAIT, MOST_MEGABYTES = 100, 400
AT = "2026-01-05T08:00:00.000+00:00"


def main() -> None:
    """Print for each attack what others wait, and the most memory that the server took."""
    for name in [one for one in ATTACKS if one in sys.argv] or ATTACKS:
        with TemporaryDirectory() as folder:
            database = f"sqlite:///{folder}/leren.db"
            _fill(database)
            with running_portal(database, paced=True) as server:
                _measure(name, server)


def _measure(name: str, server: Running) -> None:
    _others(server, 3)
    before = _others(server, SECONDS // 2)
    with _attack(name, server.port):
        time.sleep(6)
        used = server.cpu()
        during = _others(server, SECONDS)
        used = (server.cpu() - used) / during.seconds
        most = _peak(server)
    waits = during.percentile(0.95)
    told = f"p95 {waits:.0f} ms (without: {before.percentile(0.95):.0f}), p50 {during.percentile(0.5):.0f} ms"
    told += f", {used:.2f} of a processor"
    loaded_line(f"{name}, answers of others", told, f"p95 {MOST_WAIT} ms", reached=waits < MOST_WAIT)
    loaded_line(f"{name}, most memory", f"{most:.0f} MB", f"{MOST_MEGABYTES} MB", reached=most < MOST_MEGABYTES)


def _others(server: Running, seconds: int) -> Took:
    return server.carry_out(OTHERS, answers(seconds), len(OTHERS), per_second=len(OTHERS))


@contextmanager
def _attack(name: str, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.attackers", str(port), name]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
        assert running.poll() is None, f"{name} stopped by itself"
    finally:
        running.kill()
        running.wait()


def _peak(server: Running) -> float:
    """Return the most memory that the server ever took, in megabytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _fill(database: str) -> None:
    """Let learners have written as much as they may: one in one activity, and twelve in many."""
    journal = SqlJournal(database)
    each = OF_LEARNER.bytes // OF_STREAM.bytes
    with journal.writing() as writing:
        rows = [_row("lang", "reflectie", number, "x" * 40) for number in range(OF_STREAM.events - 10)]
        writing.connection.execute(insert(PRIVATE), rows)
        for one in range(DOWNLOADS):
            for activity in range(each):
                many = 2_000
                text = "lang verhaal " * ((OF_STREAM.bytes // many - use.OVERHEAD) // 13)
                rows = [_row(f"vol{one}", f"oefening-{activity}", number, text) for number in range(many)]
                writing.connection.execute(insert(PUBLIC), rows)
        use.count_again(writing.connection)
    journal.close()


def _row(learner: str, activity: str, number: int, text: str) -> dict[str, object]:
    return {
        "learner": learner,
        "place": MODULE,
        "activity": activity,
        "id": f"{activity}-{number}",
        "at": AT,
        "content": "x",
        "attempt": 1,
        "kind": "answer",
        "data": json.dumps({"prompt": "meenemen", "text": text}),
    }


if __name__ == "__main__":
    main()
    print(f"load {os.getloadavg()[0]:.1f}")
