"""Many answers at once, more learners, and longer histories.

Each figure stands beside a handler in the same process that does nothing and sends as much JSON (`bare`): what it takes
says how fast tornado, this machine and whatever else runs on it are at that moment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, insert, select

from ssfh_learn.content import load_activity
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.tables import PUBLIC
from tests.benchmarks.serving import MODULE, ROOT, Running, Took, answers, disk_alone, loaded_line, running_portal
from tests.postgresql import running_server

LOAD_LEARNERS = 500
SIZES = (10, 1_000, 10_000, 100_000)
HISTORIES = (10, 100, 1_000, 10_000)
EVENTS_EACH = 10
ROUNDS = 3
MOST_GROWTH = 1.25
BARE: list[Any] = ["", "", {}]
"""What asks the handler that does nothing."""


@contextmanager
def _databases() -> Iterator[Callable[[], list[tuple[str, str]]]]:
    """Yield what makes an empty database of each kind."""
    with TemporaryDirectory() as folder, running_server() as server:

        def new() -> list[tuple[str, str]]:
            number = len(list(Path(folder).iterdir()))
            return [
                ("SQLite", f"sqlite:///{folder}/leren{number}.db"),
                ("PostgreSQL", server.new_database()),
            ]

        yield new


# Many at once


def load() -> None:
    """Print how many answers a second one process writes down, and how long each takes."""
    with _databases() as new, TemporaryDirectory() as folder:
        for name, database in new():
            _load_on(name, database)
            p50, p95 = disk_alone(Path(folder))
            print(f"      one block on this disk alone, now: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def _load_on(name: str, database: str) -> None:
    learners = [f"learner{number}" for number in range(LOAD_LEARNERS)]
    with running_portal(database) as server:
        server.carry_out(learners[:50], answers(2), 16)
        given = 100 + sum(_at_once(name, server, learners, connections) for connections in (32, 100))
        took = server.carry_out(learners, answers(10), 300, per_second=500)
        given += len(took.milliseconds)
        loaded_line(
            f"{name}, 500 learners a second, whether or not it keeps up",
            f"{took.per_second:.0f} a second, {_percentiles(took)}",
            "500 a second, p99 200 ms",
            reached=took.per_second >= 490 and took.percentile(0.99) < 200,
        )
    kept = _count(database)
    loaded_line(f"{name}, answers that are in the database", f"{kept}", f"{given}", reached=kept == given)


def _at_once(name: str, server: Running, learners: list[str], connections: int) -> int:
    """Print the median round of answers that each leave as soon as they can, beside bare ones; return how many."""
    rounds = []
    for _ in range(ROUNDS):
        bare = server.carry_out(learners, [BARE] * 4, connections)
        took = server.carry_out(learners, answers(10), connections)
        rounds.append((took, took.per_second / bare.per_second))
        print(f"      {took.per_second:.0f} a second, bare {bare.per_second:.0f} (load {os.getloadavg()[0]:.1f})")
    took, share = sorted(rounds, key=lambda one: one[0].per_second)[ROUNDS // 2]
    loaded_line(
        f"{name}, durable answers, {connections} at once, each as soon as it can",
        f"{took.per_second:.0f} a second, {share:.2f} x bare, {_percentiles(took)}, "
        f"{took.processor:.2f} ms of processor",
        "500 a second, p99 200 ms",
        reached=took.per_second >= 500 and took.percentile(0.99) < 200,
    )
    return ROUNDS * len(took.milliseconds)


def _percentiles(took: Took) -> str:
    return f"p50 {took.percentile(0.5):.0f}, p99 {took.percentile(0.99):.0f} ms"


def _count(database: str) -> int:
    journal = SqlJournal(database)
    with journal.reading() as reading:
        found = reading.connection.execute(select(func.count()).select_from(PUBLIC)).scalar_one()
    journal.close()
    return int(found)


# More learners, longer histories


def growth() -> None:
    """Print what an answer costs while the database fills, and while one learner's history grows."""
    with _databases() as new:
        for name, database in new():
            _learners_on(name, database)
        for name, database in new():
            _histories_on(name, database)


def _learners_on(name: str, database: str) -> None:
    """Print what an answer costs while the database fills with learners who did what each of them does.

    `few`: ten learners, the same work in every size. `cold`: so many that one answer in four is of a learner who is
    not in memory: her events are read and played again; with ten learners there is nobody for that.
    """
    each: dict[int, dict[str, float]] = {}
    filled = 0
    for size in SIZES:
        _fill(database, range(filled, size))
        filled = size
        each[size] = {"few": _beside_bare(database, size, 10), "cold": _beside_bare(database, size, 250)}
        few, cold = each[size].values()
        print(f"      {name}, {size:>7,} learners: few {few:.2f}, cold {cold:.2f} x the processor of bare", flush=True)
    for what, first in (("few", SIZES[0]), ("cold", SIZES[1])):
        ratio = each[SIZES[-1]][what] / each[first][what]
        told = f"{name}, {SIZES[-1]:,} learners against {first:,}, an answer ({what})"
        loaded_line(told, f"{ratio:.2f} x", f"1, at most {MOST_GROWTH}", reached=ratio <= MOST_GROWTH)


def _beside_bare(database: str, size: int, most: int) -> float:
    """Return the processor that an answer takes, spread over all learners, as a multiple of a bare one."""
    learners = [f"learner{number}" for number in range(0, size, max(1, size // most))][:most]
    ratios = []
    for _ in range(ROUNDS):
        with running_portal(database) as server:  # anew: nobody is in memory
            server.carry_out(["warm"], answers(50), 1)
            bare = server.carry_out(["warm"], [BARE] * 500, 4)
            took = server.carry_out(learners, answers(max(4, 1000 // len(learners))), 4)
        ratios.append(took.processor / bare.processor)
    return min(ratios)


def _fill(database: str, numbers: range, events: int = EVENTS_EACH) -> None:
    """Put learners with a history in the database, many rows at a time."""
    quiz: Any = load_activity(ROOT / "modules" / MODULE / "activiteiten" / "kennischeck.yaml")
    asked = [answer[2] for answer in answers(events)]
    content, at = quiz.fingerprint(), "2026-01-05T08:00:00.000+00:00"
    journal = SqlJournal(database)
    for first in range(numbers.start, numbers.stop, 2_000):
        rows = [
            {
                "learner": f"learner{number}",
                "place": MODULE,
                "activity": "kennischeck",
                "id": f"{number}-{place}",
                "at": at,
                "content": content,
                "attempt": 1,
                "kind": "answer",
                "data": json.dumps({"question": one["question"], "answer": one["answer"]}),
            }
            for number in range(first, min(first + 2_000, numbers.stop))
            for place, one in enumerate(asked)
        ]
        with journal.writing() as writing:
            writing.connection.execute(insert(PUBLIC), rows)
    journal.close()


def _histories_on(name: str, database: str) -> None:
    """Print what an answer costs a learner who gave many before: the first one after a start, and those after it."""
    each: dict[int, float] = {}
    again: dict[int, float] = {}
    for number, size in enumerate(HISTORIES):
        _fill(database, range(number, number + 1), size)
        with running_portal(database) as server:
            server.carry_out(["warm"], answers(50), 1)
            first = server.carry_out([f"learner{number}"], answers(1), 1)
            ratios = []
            for _ in range(ROUNDS):
                bare = server.carry_out(["warm"], [BARE] * 300, 1)
                took = server.carry_out([f"learner{number}"], answers(200), 1)
                ratios.append(took.processor / bare.processor)
        again[size] = min(_first_after_a_start(database, f"learner{number}") for _ in range(ROUNDS))
        each[size] = min(ratios)
        print(
            f"      {name}, history of {size:>6,}: {each[size]:.2f} x the processor of bare, p50 "
            f"{took.percentile(0.5):.1f} ms; the first answer of all {first.milliseconds[0]:.0f} ms, "
            f"{first.processor:.0f} ms of processor",
            flush=True,
        )
    ratio = each[HISTORIES[-1]] / each[HISTORIES[0]]
    told = f"{name}, a history of {HISTORIES[-1]:,} against {HISTORIES[0]}, an answer after the first"
    loaded_line(told, f"{ratio:.2f} x", f"1, at most {MOST_GROWTH}", reached=ratio <= MOST_GROWTH)
    told = f"{name}, the first answer after a later start, a history of {HISTORIES[-1]:,}"
    took, least = again[HISTORIES[-1]], again[HISTORIES[0]]
    loaded_line(told, f"{took:.1f} ms, {took / least:.2f} x one of {HISTORIES[0]}", "20 ms", reached=took < 20)


def _first_after_a_start(database: str, learner: str) -> float:
    """Return the milliseconds of the first answer of a learner to a server that just started."""
    with running_portal(database) as server:
        server.carry_out(["warm"], answers(50), 1)
        return server.carry_out([learner], answers(1), 1).milliseconds[0]
