"""A YAML file as plain values, with the line of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssfh_learn.content.check import check
from ssfh_learn.content.source import read_source, source_of

MODULES, ASSIGNMENTS = (Path(__file__).parents[2] / name for name in ("modules", "assignments"))


@pytest.mark.parametrize(
    "typed", ["112", "0800", "1.50", "08:15", "ja", "on", "null", "true", "2022-11-21", "één", "1e3"]
)
def test_a_value_is_the_text_that_was_typed_with_or_without_quotes(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f'los: {typed}\nquotes: "{typed}"\n', "utf-8")

    assert read_source(path).value == {"los": typed, "quotes": typed}


def test_two_files_with_one_text_have_problems_of_their_own(tmp_path: Path) -> None:
    one, other = tmp_path / "een.yaml", tmp_path / "ander.yaml"
    for path in (one, other):
        path.write_text("a: 1\na: 2\n", "utf-8")

    found = [read_source(path) for path in (one, other, one)]
    found[0].add("empty_file")

    assert [[problem.path for problem in source.problems] for source in found] == [[one, one], [other], [one]]


def test_what_a_text_says_is_not_changed_by_who_uses_it() -> None:
    files = [*MODULES.rglob("*.yaml"), *ASSIGNMENTS.rglob("*.yaml")]
    check([MODULES])

    changed = [path for path in files if read_source(path).value != source_of(path, path.read_text("utf-8")).value]

    assert len(files) > 90
    assert changed == []


def test_every_place_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# uitleg\na: 1\nb:\n  - c: |\n      lang\n      langer\n  - d: 2\n", "utf-8")

    source = read_source(path)

    assert source.value == {"a": "1", "b": [{"c": "lang\nlanger\n"}, {"d": "2"}]}
    assert [source.line(where) for where in (("a",), ("b",), ("b", 0, "c"), ("b", 1, "d"))] == [2, 3, 4, 7]


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb:\n  - c: 1\n", "utf-8")

    assert read_source(path).line(("b", 0, "weg", 3)) == 3
    assert read_source(path).line(("weg",)) == 1
