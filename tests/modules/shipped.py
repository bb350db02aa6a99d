"""The modules that we ship, with the test bank of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import pytest

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content import load_activity, load_module
from ssfh_learn.content.notebook import read_cells
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import Module
    from ssfh_learn.content.notebook import Cell

AnyActivity = TypeVar("AnyActivity", bound="Activity")

MODULES = REPOSITORY / "modules"
BANKS = REPOSITORY / "assignments" / "keys"


@dataclass(frozen=True)
class Shipped:
    """A module folder and everything in it, read when asked for."""

    folder: Path

    def __str__(self) -> str:
        """Return the name that a test's id shows."""
        return self.folder.name

    @cached_property
    def module(self) -> Module:
        """What `module.yaml` says."""
        return load_module(self.folder)

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Every activity, by its id."""
        return {name: self.module.activity(name) for name in self.module.activity_files}

    def of_kind(self, kind: type[AnyActivity]) -> list[AnyActivity]:
        """Return the activities of one kind."""
        return [one for one in self.activities.values() if isinstance(one, kind)]

    @property
    def notebook(self) -> Path:
        """The file of the notebook."""
        (found,) = self.folder.glob("*.ipynb")
        return found

    @cached_property
    def cells(self) -> list[Cell]:
        """The cells of the notebook."""
        return read_cells(self.notebook)

    @cached_property
    def markdown(self) -> str:
        """The text of the notebook, without its activities."""
        return "\n\n".join(cell.text for cell in self.cells if cell.kind == "markdown")

    @property
    def bank_file(self) -> Path:
        """The file of the test bank."""
        return BANKS / f"{self.module.description.id}-toets.yaml"

    @cached_property
    def bank(self) -> Quiz:
        """The test of the module, with its key."""
        bank = load_activity(self.bank_file)
        assert isinstance(bank, Quiz)
        return bank


ALL = [Shipped(path.parent) for path in sorted(MODULES.rglob("module.yaml"))]
BY_NAME = {str(shipped): shipped for shipped in ALL}

each_module = pytest.mark.parametrize("shipped", ALL, ids=str)


def each_activity_of(kind: type[Activity]) -> pytest.MarkDecorator:
    """Run a test for every activity of one kind, in every module."""
    found = [(shipped, one) for shipped in ALL for one in shipped.of_kind(kind)]
    return pytest.mark.parametrize(("shipped", "one"), found, ids=[f"{shipped}/{one.id}" for shipped, one in found])
