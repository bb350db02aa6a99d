"""Makes the library from the files of trainers, and a new library when a file changes."""

from __future__ import annotations

import logging
import os
import threading
import time
import traceback
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

from ssfh_learn.content import load_activity, load_module
from ssfh_learn.content.headings import module_notebook
from ssfh_learn.content.module import FILE_NAME, activity_files
from ssfh_learn.content.notebook import read_cells
from ssfh_learn.content.problem import ContentFileError
from ssfh_learn.content.track import is_track, load_track
from ssfh_learn.content.trainers_work import is_written
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.portal.published.kept_pages import KeptPages
from ssfh_learn.portal.published.library import Library, PublishedModule
from ssfh_learn.portal.published.pages import has_own_code, pages_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.track import Track
    from ssfh_learn.portal.published.pages import ModuleStep

LOG = logging.getLogger(__name__)
PAUSE = 60
"""Seconds before an unchanged notebook that failed is tried again: another file may have been the reason."""
FileVersion = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size."""
Files = dict[Path, FileVersion]
CodeRule = Literal["kept", "changed", "always"]
"""When a notebook with code of its own is run: never (what was kept is shown), after a change, or always."""


@dataclass(frozen=True)
class Pages:
    """The pages of a notebook, the version of the notebook, and why these pages are not the newest."""

    version: tuple[int, ...]
    steps: tuple[ModuleStep, ...]
    problems: tuple[str, ...] = ()


class Publisher:
    """Publishes the modules in a folder and its subfolders."""

    def __init__(
        self, folder: Path, kept: Path | None = None, *, code: CodeRule = "kept", account: str | None = None
    ) -> None:
        """Publish the modules in a folder; `kept` is the folder for the last good pages, `account` runs the code."""
        self.folder = folder
        self._kept, self._code, self._account = KeptPages(kept), code, account
        self._lock = threading.Lock()
        self._files: dict[str, FileVersion] | None = None
        """As they are on the disk; a `Path` for each would take half of the time of a check."""
        self._library = Library()
        self._published: dict[Path, tuple[Files, PublishedModule]] = {}
        """The module that was published last from each folder, and its files. If a file breaks, its part stays."""
        self._pages: dict[Path, Pages] = {}
        self._running: set[Path] = set()
        self._try_again = inf
        self._looked = -inf
        self._is_missing = False

    @property
    def age(self) -> float:
        """The seconds since the last check of the files; infinite if a check is needed now."""
        return time.monotonic() - self._looked

    @property
    def published(self) -> Library:
        """The library as it was at the last check of the files; reading it touches no disk.

        Raises Unreachable if the folder had modules and was missing then.
        """
        if self._looked == -inf:
            return self.library()
        if self._is_missing:
            raise Unreachable("modules")
        return self._library

    def library(self) -> Library:
        """Check the files, and return the library as it is now; raises Unreachable as `published` does."""
        with self._lock:
            began = time.monotonic()
            self._is_missing = bool(self._library.modules) and not self.folder.is_dir()
            if not self._is_missing:
                files = dict(_files_in(str(self.folder)))
                if files != self._files or began >= self._try_again:
                    self._try_again = inf
                    self._library = self._made({Path(path): version for path, version in files.items()})
                    self._files = files
            self._looked = began
            return self.published

    def _made(self, files: Files) -> Library:
        """Return a library made from these files."""
        found: dict[str, PublishedModule] = {}
        problems: dict[Path, tuple[str, ...]] = {}
        for path in sorted(path for path in files if path.name == FILE_NAME):
            folder = path.parent
            beside = {one: version for one, version in files.items() if folder in one.parents}
            module = self._module(folder, beside, problems)
            if module is None:
                continue
            if module.id in found:
                first = found[module.id].folder.relative_to(self.folder)
                problems[folder] = (word("portal", "same_id", id=module.id, folder=first),)
                continue
            found[module.id] = module
            if module.all_problems:
                problems[folder] = module.all_problems
        tracks = self._tracks(files, found, problems)
        return Library(dict(sorted(found.items(), key=lambda item: item[1].description.title)), tracks, problems)

    def _tracks(
        self, files: Files, modules: dict[str, PublishedModule], problems: dict[Path, tuple[str, ...]]
    ) -> dict[str, Track]:
        """Return the tracks whose module is there, by id."""
        found: dict[str, Track] = {}
        for path in sorted(path for path in files if is_track(path)):
            try:
                track = load_track(path)
            except ContentError as error:
                problems[path.parent] = (*problems.get(path.parent, ()), *self._said(error))
                before = self._library.tracks.get(path.stem)
                if before is None:
                    continue
                track = before
            if track.module in modules:
                found[track.id] = track
        return found

    def _module(self, folder: Path, files: Files, problems: dict[Path, tuple[str, ...]]) -> PublishedModule | None:
        """Return the module of a folder; None, with a problem added, if it could never be shown."""
        of_files, before = self._published.get(folder, (None, None))
        if before and of_files == files and not before.problems and not self._running:
            return before
        said: tuple[str, ...] = ()
        try:
            description = load_module(folder).description
        except ContentError as error:
            problems[folder] = said = self._said(error)
            if before is None:
                return None
            description = before.description
        beside = (path for path in files if path.parent == folder and path.suffix == ".ipynb")
        notebook = module_notebook(beside, folder)
        if notebook is None:
            problems[folder] = (word("portal", "no_notebook", folder=folder.name),)
            return None
        pages = self._pages_of(notebook, files)
        if not pages.steps:
            problems[folder] = (*said, *pages.problems)
            return None
        activities, broken = self._activities(folder, before)
        published = PublishedModule(folder, description, pages.steps, activities, (*said, *pages.problems), broken)
        self._published[folder] = files, published
        return published

    def _activities(
        self, folder: Path, before: PublishedModule | None
    ) -> tuple[dict[str, Activity], dict[str, tuple[str, ...]]]:
        """Return the activities of a module and the problems by name; a broken file leaves its activity as it was."""
        found: dict[str, Activity] = {}
        problems: dict[str, tuple[str, ...]] = {}
        for name, path in activity_files(folder).items():
            try:
                found[name] = load_activity(path)
            except ContentError as error:
                problems[name] = self._said(error)
                if before and name in before.activities:
                    found[name] = before.activities[name]
        return found, problems

    def _said(self, error: ContentError) -> tuple[str, ...]:
        """Return the sentences of an error, with paths relative to the folder of all modules."""
        if isinstance(error, ContentFileError):
            return tuple(problem.said_in(self.folder) for problem in error.problems)
        return (str(error),)

    # Pages

    def _pages_of(self, notebook: Path, files: Files) -> Pages:
        """Return the pages of a notebook; if it fails now, the last good pages and the reason."""
        version = files[notebook]
        if self._code == "kept" and _has_code(notebook):
            self._pages[notebook] = self._built(notebook, files)
        known = self._pages.get(notebook) or self._of_before(notebook, files)
        is_old = known is None or known.version != version or (bool(known.problems) and self._code != "kept")
        if is_old and notebook not in self._running:
            self._running.add(notebook)
            last = known.steps if known else ()
            if (known or self._files is not None) and self._code == "changed" and _has_code(notebook):
                # No learner waits for a kernel: the previous pages are shown meanwhile.
                self._pages[notebook] = Pages(version, last, known.problems if known else ())
                Thread(target=self._read_aside, args=(notebook, files, last), daemon=True).start()
            else:
                self._pages[notebook] = self._read(notebook, files, last)
                self._running.discard(notebook)
        if self._pages[notebook].problems:
            self._try_again = min(self._try_again, time.monotonic() + PAUSE)
        return self._pages[notebook]

    def _built(self, notebook: Path, files: Files) -> Pages:
        """Return the pages that `ssfh-learn build` made of a notebook with code, and whether it changed since."""
        version, found = files[notebook], self._kept.get(notebook)
        if found is None:
            last = self._pages[notebook].steps if notebook in self._pages else ()
            return Pages(version, last, (word("portal", "not_built", name=notebook.name),))
        is_same = found[0] == _version_of_all(notebook, files)
        return Pages(version, found[1], () if is_same else (word("portal", "built_before", name=notebook.name),))

    def _of_before(self, notebook: Path, files: Files) -> Pages | None:
        """Return the kept pages; they count as the newest only if a kernel made them and no file changed since."""
        found = self._kept.get(notebook)
        if found is None:
            return None
        is_same = found[0] == _version_of_all(notebook, files) and self._code != "always" and _has_code(notebook)
        self._pages[notebook] = known = Pages(files[notebook] if is_same else (), found[1])
        return known

    def _read_aside(self, notebook: Path, files: Files, last: tuple[ModuleStep, ...]) -> None:
        pages = self._read(notebook, files, last)
        with self._lock:
            self._pages[notebook] = pages
            self._running.discard(notebook)
            if notebook.parent in self._published:
                self._published[notebook.parent] = {}, self._published[notebook.parent][1]
            self._files, self._looked = {}, -inf  # so that the next call makes the library again

    def _read(self, notebook: Path, files: Files, last: tuple[ModuleStep, ...]) -> Pages:
        try:
            steps = pages_of(notebook, may_run=self._code != "kept", account=self._account)
        except Exception as error:  # noqa: BLE001  (a module that fails must not hide other modules)
            if isinstance(error, ContentError):
                return Pages(files[notebook], last, self._said(error))
            # a log leaves tracebacks out for the answers of learners; here there is only what authors wrote
            LOG.error("the pages of %s\n%s", notebook, traceback.format_exc())  # noqa: TRY400
            reason = word("portal", "notebook_failed", name=notebook.name, reason=type(error).__name__)
            return Pages(files[notebook], last, (reason,))
        self._kept.put(notebook, _version_of_all(notebook, files), steps)
        return Pages(files[notebook], steps)


def _files_in(folder: str) -> Iterator[tuple[str, FileVersion]]:
    """Yield the files that trainers write, with their versions; files of learners are left out."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if not is_written(entry.name):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_in(entry.path)
            else:
                status = entry.stat()
                yield entry.path, (status.st_mtime_ns, status.st_size)
        except OSError:  # it was removed meanwhile
            continue


def _version_of_all(notebook: Path, files: Files) -> tuple[int, ...]:
    """Return the version of a notebook together with the files beside it, which its code may read."""
    return (*files[notebook], max((changed for changed, _ in files.values()), default=0))


def _has_code(notebook: Path) -> bool:
    try:
        return has_own_code(read_cells(notebook))
    except ContentError:
        return False
