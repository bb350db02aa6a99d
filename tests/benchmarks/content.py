"""What loading and checking costs: all modules, and quizzes of 10 to 10,000 questions."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

from ssfh_learn.content import check
from tests.benchmarks.report import line

MODULES = Path(__file__).parents[2] / "modules"
SIZES = (10, 100, 1_000, 10_000)


def _question(number: int) -> str:
    return f"""
  - id: vraag-{number}
    soort: enkele-keuze
    vraag: Wat is de beste omschrijving van werkdruk, in situatie {number}?
    opties:
      - {{id: a, tekst: Het werk vraagt meer van je dan je aankunt., juist: ja, uitleg: Klopt. De balans is weg.}}
      - {{id: b, tekst: Je hebt meer dan 40 uur werk per week., uitleg: Het aantal uren zegt niet alles.}}
      - {{id: c, tekst: Je bent niet goed bestand tegen stress., uitleg: Werkdruk ligt niet aan één persoon.}}
"""


def _seconds(path: Path) -> float:
    started = perf_counter()
    problems = check([path])
    if problems:
        raise RuntimeError(problems[0])
    return perf_counter() - started


def main() -> None:
    """Print the time for all modules, and the time per question against the bare parser."""
    _seconds(MODULES)
    total = min(_seconds(MODULES) for _ in range(5))
    line("load and check all modules", f"{total * 1000:.0f} ms", "1 s", reached=total < 1)
    each = {}
    with TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"quiz-{size}.yaml"
            path.write_text("soort: quiz\ntitel: Veel vragen\nvragen:" + "".join(map(_question, range(size))), "utf-8")
            started = perf_counter()
            yaml.compose(path.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
            parser = perf_counter() - started
            each[size] = min(_seconds(path) for _ in range(3)) / size
            beside = each[size] * size / parser
            print(f"      {size:>6} questions: {each[size] * 1e6:.0f} us each, {beside:.1f} x the bare parser")
    ratio = each[10_000] / each[100]
    line(
        "10,000 questions against 100, per question", f"{ratio:.2f} x", "1 (linear), at most 1.5", reached=ratio <= 1.5
    )
