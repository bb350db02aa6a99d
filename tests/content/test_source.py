"""A YAML file as plain values, with the line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.content.source import read_source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "typed", ["112", "0800", "1.50", "08:15", "ja", "on", "null", "true", "2022-11-21", "één", "1e3"]
)
def test_a_value_is_the_text_that_was_typed_with_or_without_quotes(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f'los: {typed}\nquotes: "{typed}"\n', "utf-8")

    assert read_source(path).value == {"los": typed, "quotes": typed}


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
