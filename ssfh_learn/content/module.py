"""A module: its description, its activities, and its notebook."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, added, written_as
from ssfh_learn.content.activity_file import ACTIVITIES, load_activity
from ssfh_learn.content.images import flaws_of_images
from ssfh_learn.content.keys import keys_in
from ssfh_learn.content.mistakes import diagnosed, explain
from ssfh_learn.content.source import Source, read_source, source_of, version_of
from ssfh_learn.content.validate import validated
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.repair import Diagnosis

FILE_NAME = "module.yaml"
_OF_A_TEST = "-toets"


class Goal(Model):
    """What a learner can do after the module, and the steps of its notebook that explain it.

    `able_to` goes on where "Je kunt nu" stops; the page after the last step says it.
    """

    code: OneLine
    text: Markdown = written_as("tekst")
    able_to: OneLine | None = added(None, key="kunnen")
    steps: tuple[Annotated[int, Field(ge=1)], ...] = written_as("stappen", default=())


class Term(Model):
    """A word that the module explains."""

    word: OneLine = written_as("woord")
    meaning: Markdown = written_as("uitleg")


class Reference(Model):
    """Where a fact comes from."""

    code: OneLine
    text: Markdown = written_as("tekst")


class ModuleDescription(Model):
    """What `module.yaml` says. `duration` is in minutes.

    `short_title` is its name where there is little room. `promise` is the one line that invites a learner, `drawing`
    the file of the picture beside it, and `place` says where the module stands on her first page: one without a place
    comes after the others.
    """

    id: Id
    title: OneLine = written_as("titel")
    audience: Markdown = written_as("doelgroep")
    level: OneLine | None = written_as("niveau", default=None)
    duration: Annotated[int, Field(ge=1)] = written_as("duur")
    version: OneLine = written_as("versie")
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)] = written_as("leerdoelen")
    glossary: tuple[Term, ...] = written_as("woordenlijst", default=())
    sources: tuple[Reference, ...] = written_as("bronnen", default=())
    help: Markdown = written_as("hulp")
    about: Markdown | None = written_as("over", default=None)
    short_title: OneLine | None = added(None, key="korte_titel")
    promise: OneLine | None = added(None, key="belofte")
    drawing: OneLine | None = added(None, key="tekening")
    place: Annotated[int, Field(ge=1, le=999)] | None = added(None, key="volgorde")

    def flaws(self) -> Iterator[Flaw]:
        """Yield codes and words that stand in a list twice."""
        for name, codes in (
            ("goals", [goal.code for goal in self.goals]),
            ("sources", [reference.code for reference in self.sources]),
            ("glossary", [term.word.casefold() for term in self.glossary]),
        ):
            for position, code in enumerate(codes):
                if code in codes[:position]:
                    yield Flaw("duplicate_id", (name, position), {"id": code})


def activity_files(folder: Path) -> dict[str, Path]:
    """Return the content file of each activity in a module folder, by the activity's id."""
    return {path.stem: path for path in sorted((folder / ACTIVITIES).glob("*.yaml"))}


@dataclass(frozen=True)
class Module:
    """A module folder that was found; activities are read when they are asked for."""

    folder: Path
    description: ModuleDescription

    @property
    def activity_files(self) -> dict[str, Path]:
        """The content file of each activity, by the activity's id."""
        return activity_files(self.folder)

    def activity(self, name: str) -> Activity:
        """Return an activity; raises ContentError where there is none or it has problems."""
        files = self.activity_files
        if name not in files:
            meant = next(iter(get_close_matches(name, files, 1, 0.4)), None)
            known = ", ".join(files) or "-"
            code = "unknown_activity_meant" if meant else "unknown_activity"
            raise ContentError(word("check", code, name=name, meant=meant, known=known))
        return load_activity(files[name])


def read_description(folder: Path) -> tuple[ModuleDescription | None, Source]:
    """Return what `module.yaml` says, or None where it has problems, and the source that lists them."""
    source = read_source(folder / FILE_NAME)
    description = description_in(source)
    if not source.is_usable:
        explain(source, frozenset(keys_in(ModuleDescription)), description_in)
        return None, source
    return description, source


def diagnosed_description(path: Path, text: str) -> Diagnosis:
    """Return what would be wrong with the lines of a `module.yaml` if this were its text."""
    return diagnosed(source_of(path, text), frozenset(keys_in(ModuleDescription)), description_in)


def description_in(source: Source) -> ModuleDescription | None:
    """Return the description that a source holds, and add what is wrong to the source."""
    if source.value is None:
        return None
    description = validated(ModuleDescription, source.value, source)
    flaws_of_images(source, source.path.parent)
    return description


def load_module(folder: Path) -> Module:
    """Return the module in a folder; raises ContentFileError with all that is wrong in `module.yaml`."""
    return Module(folder, _description(folder, *version_of(folder / FILE_NAME)))


@lru_cache(maxsize=64)
def _description(folder: Path, *_version: int) -> ModuleDescription:
    description, source = read_description(folder)
    if description is None:
        raise source.error()
    return description


def find_module(start: Path) -> Module:
    """Return the module that a folder is in; raises ContentError where there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return load_module(folder)
    raise ContentError(word("check", "no_module_here", folder=start, file=FILE_NAME))


def name_of_test(module: str) -> str:
    """Return how the test of a module is called: `werkdruk-toets` belongs to `werkdruk`."""
    return f"{module}{_OF_A_TEST}"


def module_of_test(test: str) -> str | None:
    """Return the module that a test belongs to by its name; None for a test with another name."""
    return test.removesuffix(_OF_A_TEST) if test.endswith(_OF_A_TEST) else None
