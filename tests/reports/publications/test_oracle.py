"""One table judged by a program that we did not write: Tau-Argus, which offices of statistics use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reports.publications.histories import History

tau_argus = pytest.importorskip("pytauargus", reason="there is no Tau-Argus for this computer")
FEWEST_FIVE = "FREQ(5,10)"
SAFE = "S"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Tau-Argus write its logs, which go where the process is, into the folder of a test."""
    monkeypatch.chdir(tmp_path)


def statuses(people: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what Tau-Argus says of each practice and of their total; `people` is the practice of each person."""
    rows: list[dict[str, Any]] = [{"practice": practice, "mean": 30} for practice in people.values()]
    table = tau_argus.protect(
        rows, tables=["practice"], response="mean", safety_rules=FEWEST_FIVE, workdir=str(folder)
    ).tables[0]
    return {row["practice"]: row["status"] for row in table.rows}


@pytest.mark.parametrize("seed", range(5))
def test_tau_argus_finds_every_cell_of_the_first_table_safe(seed: int, tmp_path: Path) -> None:
    values = {one.group: one.members for one in History(seed).look().published}
    practice = {member: group for group, members in values.items() if group != "region" for member in members}
    region = {member: practice.get(member, "rest") for member in values["region"]}
    assert set(statuses(region, tmp_path).values()) == {SAFE}


def test_tau_argus_sees_three_people(tmp_path: Path) -> None:
    people = {f"n{number}": "p0" if number < 9 else "p1" for number in range(12)}
    assert statuses(people, tmp_path)["p1"] != SAFE
