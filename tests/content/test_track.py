"""A track of a trainer: it is read whole, and what is wrong in it is said with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ssfh_learn.content import check
from ssfh_learn.content.starter import write_starter
from ssfh_learn.content.track import load_track
from tests.conftest import REPOSITORY
from tests.content import yaml_examples as valid
from tests.modules.shipped import ALL

SHIPPED = sorted((REPOSITORY / "modules" / "trajecten").glob("*.yaml"))
KNOWN = {reference.code for shipped in ALL for reference in shipped.module.description.sources}


@pytest.fixture
def track(tmp_path: Path) -> Path:
    """Return a track beside a module that has the self-assessment that it names."""
    module = tmp_path / "werkdruk"
    (module / "activiteiten").mkdir(parents=True)
    (module / "module.yaml").write_text(valid.MODULE.replace("id: proef", "id: werkdruk"), "utf-8")
    (module / "activiteiten" / "zelfscan.yaml").write_text("soort: zelfscan\n", "utf-8")
    return write_starter("traject", "samen", tmp_path)


def said(path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{path}:") for problem in check([path])]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("week: 10", "week: 2", "deze stap komt eerder dan de stap erboven, die in week 3 is."),
        ("soort: scan           # de", "soort: oefenen  # de", "in een traject hoort de zelfscan twee keer"),
        ("module: werkdruk", "module: werkdrk", "er is geen module `werkdrk`. Typ de id van een module: werkdruk."),
        ("zelfscan: zelfscan", "zelfscan: scan", "de module `werkdruk` heeft geen zelfscan met de naam `scan`."),
        ("week: 3", "wek: 3", "`wek` kennen we hier niet. Bedoel je `week`?"),
        ("soort: workshop", "soort: cursus", "workshop"),
    ],
)
def test_what_is_wrong_in_a_track_is_said_with_its_line(track: Path, old: str, new: str, expected: str) -> None:
    text = track.read_text("utf-8")
    assert old in text
    assert said(track) == []
    track.write_text(text.replace(old, new, 1), "utf-8")
    line = next(number for number, one in enumerate(track.read_text("utf-8").splitlines(), 1) if new in one)

    problems = said(track)

    assert len(problems) == 1, problems
    assert expected in problems[0]
    assert problems[0].startswith(f"{line}:") or "twee keer" in expected


def test_the_tracks_are_checked_with_the_modules_around_them(track: Path) -> None:
    track.write_text(track.read_text("utf-8").replace("week: 10", "week: 2"), "utf-8")

    assert "track_out_of_order" in {problem.code for problem in check([track.parent.parent])}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_track_has_the_steps_of_the_magazine_in_its_weeks(path: Path) -> None:
    shipped = load_track(path)
    weeks = {step.id: step.week for step in shipped.steps}

    kinds = ["scan", "talk", "workshop", "practice", "scan", "follow_up"]
    assert [step.kind for step in shipped.steps] == kinds
    assert 8 <= weeks["opnieuw"] <= 12  # W-19
    assert weeks["terug"] == 26  # half a year: AG-11
    assert said(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_source_of_a_shipped_track_is_known_and_promises_nothing_that_is_over(path: Path) -> None:
    text = path.read_text("utf-8")
    codes = {reference.code for reference in load_track(path).sources}

    assert codes
    assert [code for code in codes if code not in KNOWN] == []
    assert not any(word in text.lower() for word in ("gratis", "kosteloos", "voucher"))  # FLAG-17


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_track_promises_no_other_time_than_its_steps_take(path: Path) -> None:
    track = load_track(path)
    weeks = {step.week for step in track.steps}
    said = f"{track.promise} {track.intro}"

    assert not re.search(r"\b(?:[Ii]n|[Nn]a) \w+ maanden", said)
    assert "tien weken" not in said or 10 in weeks
    assert "half jaar" not in said or 26 in weeks
