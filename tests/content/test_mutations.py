"""Whatever mistake people make in whichever file that we ship: `check` finds it, in Dutch, and harms nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.content.mutations import KINDS, files, mutated, outcome
from tests.thoroughness import tries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.mutations import Mutation, Outcome

EACH = max(1, tries(200) // 100)
"""Mistakes of a kind in this test; `python -m tests.benchmarks.mistyped` makes as many as you like."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Mutation, Outcome]]:
    """Return what `check` makes of some mistakes of each kind, in files by chance but always the same."""
    chance = random.Random(11)  # noqa: S311  (always the same)
    folder = tmp_path_factory.mktemp("mutated")
    found = []
    for kind in KINDS:
        made = 0
        while made < EACH:
            original = chance.choice(files())
            mutation = mutated(chance, original.read_text("utf-8"), kind)
            if mutation is not None:
                made += 1
                found.append((original, mutation, outcome(original, mutation, folder)))
    return found


def test_no_mistake_makes_a_parser_speak(outcomes: list[tuple[Path, Mutation, Outcome]]) -> None:
    assert [got.said for _, _, got in outcomes if got.english] == []


def test_every_mistake_that_a_reader_would_see_is_found(outcomes: list[tuple[Path, Mutation, Outcome]]) -> None:
    missed = [(mutation.kind, mutation.number) for _, mutation, got in outcomes if not got.found and not got.is_same]

    assert missed == []


def test_the_line_that_is_named_is_that_of_the_mistake_or_beside_it(
    outcomes: list[tuple[Path, Mutation, Outcome]],
) -> None:
    seen = [(mutation, got) for _, mutation, got in outcomes if not got.is_same]

    assert [(mutation.kind, mutation.number, got.said) for mutation, got in seen if not got.near] == []


def test_what_is_mended_says_what_its_author_meant_or_is_still_told(
    outcomes: list[tuple[Path, Mutation, Outcome]],
) -> None:
    assert [(path.name, mutation.kind, mutation.number) for path, mutation, got in outcomes if got.harmed] == []


def test_most_mistakes_are_mended(outcomes: list[tuple[Path, Mutation, Outcome]]) -> None:
    sure = [got for _, mutation, got in outcomes if mutation.kind not in {"hash in the text", "curly quotes"}]

    assert sum(got.mended for got in sure) > 0.85 * len(sure)
