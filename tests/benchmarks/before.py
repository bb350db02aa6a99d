"""An answer now beside an answer in another checkout: `python -m tests.benchmarks.before CHECKOUT`.

For example of an earlier release: `git worktree add --detach FOLDER 86fd533`. Both servers run at the same time, with
the same Python and libraries, the modules of that checkout and an empty database, and are asked in turn. So whatever
else the machine does slows both down.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.serving import ROOT, Running, Took, answers, loaded_line, process
from tests.ports import free_port
from tests.postgresql import running_server

ROUNDS = 5
CONNECTIONS = 32
MOST_COST = 1.15
"""What an answer may cost beside one of before, now that projections are updated with it."""
_NUMBERS = count(1)


@dataclass(frozen=True)
class Pair:
    """A server of now and one of before, on databases of one kind."""

    name: str
    now: Running
    before: Running
    modules: Path

    def in_turn(self, ask: Callable[[Running, str], Took]) -> list[tuple[Took, Took]]:
        """Ask both the same, each first as often as the other; `ask` gets a name that nobody has yet."""
        rounds = []
        for number in range(ROUNDS + 1):
            name = f"round{next(_NUMBERS)}"
            order = [self.now, self.before][:: 1 if number % 2 else -1]
            took = {server.port: ask(server, name) for server in order}
            rounds.append((took[self.now.port], took[self.before.port]))
        return rounds[1:]  # the first one warms both up


@contextmanager
def _pairs(other: Path) -> Iterator[list[Pair]]:
    with TemporaryDirectory() as folder, running_server() as postgresql, ExitStack() as stack:

        def serve(checkout: Path, database: str) -> Running:
            port = free_port()
            program = [sys.executable, "-m", "tests.benchmarks.portal_server", str(other / "modules"), database]
            return stack.enter_context(process([*program, str(port)], port, {}, checkout))

        files = (f"sqlite:///{folder}/{name}.db" for name in ("now", "before"))
        modules = other / "modules"
        yield [
            Pair("SQLite", *map(serve, (ROOT, other), files), modules),
            Pair("PostgreSQL", *(serve(one, postgresql.new_database()) for one in (ROOT, other)), modules),
        ]


def main() -> None:
    """Print what an answer takes, and how many a second there are, as a ratio of now to before."""
    (checkout,) = sys.argv[1:]
    with _pairs(Path(checkout).resolve()) as pairs:
        for pair in pairs:
            _many_at_once(pair)
            _one_by_one(pair)
            _first_of_each(pair)


def _many_at_once(pair: Pair) -> None:
    rounds = pair.in_turn(
        lambda server, name: server.carry_out(
            [f"{name}-{one}" for one in range(100)], answers(10, pair.modules), CONNECTIONS
        )
    )
    ratio = median(now.per_second / before.per_second for now, before in rounds)
    each = [median(one.per_second for one in side) for side in zip(*rounds, strict=True)]
    loaded_line(
        f"{pair.name}, durable answers a second, {CONNECTIONS} at once",
        f"{ratio:.2f} x before ({each[0]:.0f}, before {each[1]:.0f})",
        "1 x, no less",
        reached=ratio >= 1,
    )
    _cost(pair, f"an answer, {CONNECTIONS} at once", rounds)


def _one_by_one(pair: Pair) -> None:
    rounds = pair.in_turn(lambda server, name: server.carry_out([name], answers(200, pair.modules), 1))
    _cost(pair, "an answer, one learner", rounds)


def _first_of_each(pair: Pair) -> None:
    """Let every answer begin an activity: each changes a status, and so the projection.

    Everybody came in before: that enters somebody in the roster once, which is no part of an answer. Whoever answers
    within a second is not looked up in the roster again, which is no part of it either and is measured by itself.
    """

    def first(server: Running, name: str, *, at_once: bool) -> Took:
        learners = [f"{name}-{one}" for one in range(200)]
        size = 20 if at_once else len(learners)
        parts = [learners[start : start + size] for start in range(0, len(learners), size)]
        tooks = []
        for part in parts:
            server.carry_out(part, ["/leren/"], 4)
            tooks.append(server.carry_out(part, answers(1, pair.modules), 1))
        return Took(
            sorted(one for took in tooks for one in took.milliseconds),
            sum(took.seconds for took in tooks),
            median(took.processor for took in tooks),
        )

    _cost(pair, "an answer that changes a status", pair.in_turn(partial(first, at_once=True)))
    _cost(pair, "the same, and who it is from is looked up anew", pair.in_turn(partial(first, at_once=False)))


def _cost(pair: Pair, what: str, rounds: list[tuple[Took, Took]]) -> None:
    """Print the processor that an answer takes, and how long somebody waits for it."""
    ratio = median(now.processor / before.processor for now, before in rounds)
    waited = median(now.percentile(0.5) / before.percentile(0.5) for now, before in rounds)
    loaded_line(
        f"{pair.name}, {what}, processor",
        f"{ratio:.2f} x before ({median(now.processor for now, _ in rounds):.2f} ms); p50 {waited:.2f} x",
        f"{MOST_COST} x",
        reached=ratio <= MOST_COST,
    )


if __name__ == "__main__":
    main()
