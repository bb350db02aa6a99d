"""How many mistakes that people make `check` finds, names at their line, and mends.

`python -m tests.benchmarks.mistyped [COUNT] [SEED] [KIND]` makes mistakes in the content files that we ship.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.content.mutations import KINDS, Mutation, Outcome, files, mutated, outcome

FIELDS = ("is_same", "found", "near", "mended", "harmed", "english")
SAID = 3
"""Messages that are shown of a mistake that was missed."""


def main(count: int = 580, seed: int = 1, only: str = "") -> None:
    """Print what was missed, and a table by kind."""
    chance = random.Random(seed)  # noqa: S311  (to repeat a run)
    began = time.perf_counter()
    rows: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS if only in kind}
    with tempfile.TemporaryDirectory() as name:
        for kind, row in rows.items():
            while row["made"] < count // len(KINDS):
                original = chance.choice(files())
                mutation = mutated(chance, original.read_text("utf-8"), kind)
                if mutation is None:
                    continue
                row["made"] += 1
                got = outcome(original, mutation, Path(name))
                row.update({field: int(getattr(got, field)) for field in FIELDS})
                if not (got.near or got.is_same) or got.english or got.harmed or (only and not got.mended):
                    _show(original, mutation, got)
    print(f"{'mistake':28}{'made':>7}" + "".join(f"{field:>9}" for field in FIELDS))
    for kind, row in [*rows.items(), ("all", sum(rows.values(), Counter()))]:
        print(f"{kind:28}{row['made']:7}" + "".join(f"{row[field]:9}" for field in FIELDS))
    print(f"{time.perf_counter() - began:.1f} s")


def _show(original: Path, mutation: Mutation, got: Outcome) -> None:
    before, after = (text.split("\n")[mutation.number - 1] for text in (original.read_text("utf-8"), mutation.text))
    print(f"  {mutation.kind}, {original.name}:{mutation.number}{', HARMED' if got.harmed else ''}")
    print(f"    {before!r}\n    {after!r}")
    for line in got.said[:SAID]:
        print(f"      {line[:200]}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]), *sys.argv[3:4])
