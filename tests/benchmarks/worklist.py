"""What a page of the worklist costs: `python -m tests.benchmarks.worklist FOLDER`.

FOLDER is a course of `ssfh-learn demo FOLDER --learners 300`, or of 40000. Figures are the least of some tries, in CPU
time of the process (portal and visitor together) and in time on the clock.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, text

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.journal import database_in
from tests.portal.host import serving

TRIES = 5
REGIONS = (
    "SELECT region, count(DISTINCT participant) AS people FROM practice "
    "JOIN works_at ON works_at.practice = practice.id GROUP BY region ORDER BY people DESC"
)


def main(folder: Path, database: str) -> None:
    """Print what each page costs."""
    with create_engine(database).connect() as connection:
        regions = connection.execute(text(REGIONS)).all()
        (count,) = connection.execute(text("SELECT count(*) FROM participant")).one()
    (most, people), *_ = regions
    print(f"{count} participants, {len(regions)} regions, {people} in {most}")
    with serving(folder / "modules", folder / "assignments", database) as site:
        who = site.visitor("beheer", "learner", "administrator")
        for query in ({}, {"regio": most}, {"regio": most, "stand": "not_begun"}, {"regio": most, "pagina": "9"}):
            path = f"werklijst?{urlencode(query)}"
            least = [float("inf"), float("inf")]
            for _ in range(TRIES):
                cpu, clock = time.process_time(), time.monotonic()
                answer = who.get(path)
                least = [min(least[0], time.process_time() - cpu), min(least[1], time.monotonic() - clock)]
                assert answer.status == 200, answer.text
            print(f"{path:60} CPU {least[0] * 1000:6.0f} ms, clock {least[1] * 1000:6.0f} ms, {len(answer.body)} bytes")


if __name__ == "__main__":
    place = Path(sys.argv[1])
    main(place, sys.argv[2] if len(sys.argv) > 2 else database_in(place / DATA))
