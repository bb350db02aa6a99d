"""A number in a content file that can mean two things is asked about, and everything goes on as it was read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.check import check as check_command
from ssfh_learn.content import check, load_activity
from tests.content import yaml_examples as valid

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "soort: quiz\ntitel: T\nvragen:\n  - id: v1\n    soort: getal\n    vraag: Wat?\n    {key}: {written}\n{rest}"
FEEDBACK = "    feedback: {goed: g, fout: f}\n"


def said(folder: Path, content: str, name: str = "check.yaml") -> list[str]:
    path = folder / name
    path.write_text(content, "utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check([path])]


@pytest.mark.parametrize(
    ("written", "thousands", "fraction"),
    [
        ("1.500", "1500", "1.5"),
        ('"1.500"', "1500", "1.5"),
        ("1.000", "1000", "1"),
        ("12.345", "12345", "12.3450"),
    ],
)
@pytest.mark.parametrize("key", ["antwoord", "marge_half", "punten"])
def test_a_number_with_two_meanings_is_asked_about(
    tmp_path: Path, key: str, written: str, thousands: str, fraction: str
) -> None:
    rest = FEEDBACK + ("" if key == "antwoord" else "    antwoord: 2\n")
    problems = said(tmp_path, NUMBER.format(key=key, written=written, rest=rest))

    bare = written.strip('"')
    asked = f"7: `{key}: {bare}` kan twee dingen betekenen. Typ `{key}: {thousands}` of `{key}: {fraction}`."
    assert problems == [asked]
    for clear in (thousands, fraction):
        assert said(tmp_path, NUMBER.format(key=key, written=clear, rest=rest)) == []


def test_a_number_below_zero_is_asked_about_too(tmp_path: Path) -> None:
    (problem,) = said(tmp_path, NUMBER.format(key="antwoord", written="-1.500", rest=FEEDBACK))

    assert "Typ `antwoord: -1500` of `antwoord: -1.5`." in problem


@pytest.mark.parametrize("written", ["1500", "1.5", "0.500", "1500.000", "1.50", "1.5000", "2"])
def test_a_number_with_one_meaning_is_left_alone(tmp_path: Path, written: str) -> None:
    assert said(tmp_path, NUMBER.format(key="antwoord", written=written, rest=FEEDBACK)) == []


def test_asking_fails_the_check_and_keeps_nobody_from_the_activity(tmp_path: Path) -> None:
    said(tmp_path, NUMBER.format(key="antwoord", written="1.500", rest=""))
    path = tmp_path / "check.yaml"

    assert CliRunner().invoke(check_command, [str(path)]).exit_code == 1
    assert load_activity(path).questions[0].answer == 1.5  # type: ignore[attr-defined]


def test_every_number_of_every_kind_is_asked_about(tmp_path: Path) -> None:
    # A whole number too: `1.000` was one.
    chart = next(content for content in valid.ACTIVITIES.values() if content.startswith("soort: feitengrafiek"))
    scan = next(content for content in valid.ACTIVITIES.values() if "vanaf:" in content)
    (line,) = [one for one in chart.splitlines() if "waarde:" in one][:1]
    value = line.split("waarde:")[1].split(",")[0].split("}")[0].strip()

    assert any(
        "`waarde: 1.500`" in one for one in said(tmp_path, chart.replace(f"waarde: {value}", "waarde: 1.500", 1))
    )
    start = scan.split("vanaf:")[1].split(",")[0].split("}")[0].split("\n")[0].strip()
    assert any("`vanaf: 1.000`" in one for one in said(tmp_path, scan.replace(f"vanaf: {start}", "vanaf: 1.000", 1)))
