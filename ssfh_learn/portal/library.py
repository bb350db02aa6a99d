"""What there is to learn: the modules with their pages, read again when a trainer saves."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from math import inf
from threading import Thread
from typing import TYPE_CHECKING

from ssfh_learn.activities import RoleChoice
from ssfh_learn.content import load_activity, load_module
from ssfh_learn.content.activity_file import ACTIVITIES
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.content.notebook import read_cells
from ssfh_learn.content.source import version_of
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.portal.kept_pages import KeptPages
from ssfh_learn.portal.pages import has_own_code, pages_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content import Module
    from ssfh_learn.portal.pages import Step

LOG = logging.getLogger(__name__)
GONE = (0, 0)
PAUSE = 60
"""Seconds before a notebook that failed is tried again though it did not change: its reason may be another file."""
_Pages = tuple[tuple[int, ...], "tuple[Step, ...]", str | None]
"""The version of a notebook, its pages, and why they are not the newest."""
_SKIPPED = {".ipynb_checkpoints", "node_modules", ".venv", "eigen-versies"}


@dataclass(frozen=True)
class Course:
    """A module as learners meet it; `problem` tells a trainer why the pages are not the newest."""

    module: Module
    steps: tuple[Step, ...]
    problem: str | None = None

    @property
    def id(self) -> str:
        """The id of the module, which is its place in the journal and in addresses."""
        return str(self.module.description.id)

    def activity(self, name: str) -> Activity | None:
        """Return an activity, or None where its file is broken now; its author is told elsewhere."""
        try:
            return self.module.activity(name)
        except ContentError:
            return None


class Library:
    """The modules in a folder and its subfolders."""

    def __init__(self, folder: Path, kept: Path | None = None, *, run: bool = False) -> None:
        """Look in a folder; `kept` is where the last good pages are kept, and `run` runs every notebook."""
        self.folder = folder
        self._kept, self._run = KeptPages(kept), run
        self._pages: dict[Path, _Pages] = {}
        self._try_again: dict[Path, float] = {}
        self._is_serving = False
        self._modules: dict[Path, Module] = {}
        self._activities: dict[tuple[Path, str], Activity] = {}
        self._running: set[Path] = set()
        self._folders: dict[str, Path] = {}
        self._role_choices: dict[Path, tuple[str | None, float]] = {}
        self.problems: dict[Path, str] = {}
        """Folders whose module cannot be read, with the reason."""

    def courses(self) -> dict[str, Course]:
        """Return the modules by id; one whose file is broken now stays as it was.

        Raises Unreachable where the folder in which they were is away, which is not the same as no modules.
        """
        found: dict[str, Course] = {}
        if self._folders and not self.folder.is_dir():
            raise Unreachable("modules")
        self.problems = {}
        for path in sorted(self.folder.rglob(FILE_NAME)):
            if _SKIPPED & set(path.relative_to(self.folder).parts):
                continue
            course = self._course(path.parent)
            if course is not None and course.id in found:
                first = found[course.id].module.folder.relative_to(self.folder)
                self.problems[path.parent] = word("portal", "same_id", id=course.id, folder=first)
            elif course is not None:
                found[course.id] = course
        self._is_serving = True
        self._folders = {id_: course.module.folder for id_, course in found.items()}
        return dict(sorted(found.items(), key=lambda item: item[1].module.description.title))

    def course(self, id_: str) -> Course | None:
        """Return a module; one that is where it was is found without a look through all folders."""
        folder = self._folders.get(id_)
        course = self._course(folder) if folder and version_of(folder / FILE_NAME) != GONE else None
        return course if course and course.id == id_ else self.courses().get(id_)

    def role_choice(self, course: Course) -> RoleChoice | None:
        """Return the activity in which a learner of a module chooses her role; a new one is found within a second."""
        folder, now = course.module.folder, time.monotonic()
        name, until = self._role_choices.get(folder, (None, 0.0))
        if now > until:
            found = (name for name in course.module.activity_files if isinstance(course.activity(name), RoleChoice))
            name = next(found, None)
            self._role_choices[folder] = name, now + 1
        one = self.activity(course, name) if name else None
        return one if isinstance(one, RoleChoice) else None

    def _course(self, folder: Path) -> Course | None:
        problem = None
        try:
            self._modules[folder] = load_module(folder)
        except ContentError as error:
            self.problems[folder] = problem = str(error)
        notebooks = sorted(folder.glob("*.ipynb"))
        if folder not in self._modules:
            return None
        if not notebooks:
            self.problems[folder] = word("portal", "no_notebook", folder=folder)
            return None
        steps, failed = self._steps(notebooks[0])
        if failed:
            self.problems[folder] = failed
        return Course(self._modules[folder], steps, problem or failed) if steps else None

    def activity(self, course: Course, name: str) -> Activity:
        """Return an activity of a module, as it was where its file is broken now; raises ContentError for none."""
        place = (course.module.folder, name)
        file = course.module.folder / ACTIVITIES / f"{name}.yaml"
        try:  # of a name that is known there is no need to look through the folder
            self._activities[place] = load_activity(file) if place in self._activities else course.module.activity(name)
        except ContentError:
            if place not in self._activities or name not in course.module.activity_files:
                raise
        return self._activities[place]

    def problem(self, course: Course, names: Iterable[str]) -> str | None:
        """Return what a trainer has to know of a page with these activities, if anything."""
        for name in names:
            try:
                course.module.activity(name)
            except ContentError as error:
                return str(error)
        return course.problem

    def _steps(self, notebook: Path) -> tuple[tuple[Step, ...], str | None]:
        """Return the pages of a notebook; the last good ones, and the reason, where it fails now."""
        version = version_of(notebook)
        known = self._pages.get(notebook) or self._of_before(notebook)
        if (known is None or self._is_old(notebook, known, version)) and notebook not in self._running:
            self._running.add(notebook)
            last = known[1] if known else ()
            if (known or self._is_serving) and not self._run and _takes_long(notebook):
                # Nobody waits for a kernel; what there was is shown meanwhile.
                self._pages[notebook] = (version, last, known[2] if known else None)
                Thread(target=self._read, args=(notebook, version, last), daemon=True).start()
            else:
                self._read(notebook, version, last)
        return self._pages[notebook][1:]

    def _is_old(self, notebook: Path, known: _Pages, version: tuple[int, ...]) -> bool:
        """Say whether a notebook has to be read: it changed, or it failed and what was wrong may be mended by now."""
        return known[0] != version or time.monotonic() > self._try_again.get(notebook, inf)

    def _of_before(self, notebook: Path) -> _Pages | None:
        """Return the pages of before a restart; only what takes a kernel is not made again where all is the same."""
        found = self._kept.get(notebook)
        if found is None:
            return None
        is_same = found[0] == _version_of_all(notebook) and not self._run and _takes_long(notebook)
        self._pages[notebook] = known = (version_of(notebook) if is_same else (), found[1], None)
        return known

    def _read(self, notebook: Path, version: tuple[int, ...], last: tuple[Step, ...]) -> None:
        of_all = _version_of_all(notebook)
        try:
            steps = pages_of(notebook, run=self._run)
        except Exception as error:  # one module that cannot be shown must hide no other
            reason = str(error)
            if not isinstance(error, ContentError):
                LOG.exception("the pages of %s", notebook)
                reason = word("portal", "notebook_failed", name=notebook.name, reason=type(error).__name__)
            self._pages[notebook] = (version, last, reason)
            self._try_again[notebook] = time.monotonic() + PAUSE
        else:
            self._try_again.pop(notebook, None)
            self._pages[notebook] = (version, steps, None)
            self._kept.put(notebook, of_all, steps)
        finally:
            self._running.discard(notebook)


def _version_of_all(notebook: Path) -> tuple[int, ...]:
    """Return what changes with a notebook and with the files that its code may read; not with what learners do."""
    beside = (path for path in notebook.parent.rglob("*") if path.suffix != ".jsonl" and not _is_hidden(path, notebook))
    return (*version_of(notebook), max((version_of(path)[0] for path in beside if path.is_file()), default=0))


def _is_hidden(path: Path, notebook: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.relative_to(notebook.parent).parts)


def _takes_long(notebook: Path) -> bool:
    try:
        return has_own_code(read_cells(notebook))
    except ContentError:
        return False
