"""The last good pages of each notebook, kept in a folder so that a restart need not run the notebook again."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.notebook import read_cells
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.grade import replace_file
from ssfh_learn.portal.published.pages import ActivitySlot, ModuleStep, Text, steps_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "paginas"
"""The name of the folder; it is beside the database of the portal."""
FORMAT, BEFORE_IDS, MADE_BY = "2", "1", version("ssfh_learn")
"""Another version of this package may make different pages from the same notebook; they can be shown meanwhile."""
NotebookVersion = tuple[int, ...]


class KeptPages:
    """Pages by notebook, each with the version of the notebook; without a folder no pages are kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, notebook: Path) -> tuple[NotebookVersion, tuple[ModuleStep, ...]] | None:
        """Return the pages that were made last, or None if none can be read.

        Pages that another version of this package made are of no version.
        """
        if self._folder is None:
            return None
        try:
            kept = json.loads((self._folder / _name(notebook)).read_text("utf-8"))
            kept_format, _, made_by = kept["format"].partition(" ")
            if kept_format not in {FORMAT, BEFORE_IDS}:
                return None
            is_current = (kept_format, made_by) == (FORMAT, MADE_BY)
            steps = tuple(_step(one) for one in kept["steps"])
            if kept_format == BEFORE_IDS:
                steps = _with_ids(notebook, steps)
            return tuple(kept["version"]) if is_current else (), steps
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ContentError):
            return None

    def put(self, notebook: Path, version: NotebookVersion, steps: tuple[ModuleStep, ...]) -> None:
        """Keep pages if the disk allows it; learners can see them in any case."""
        if self._folder is None:
            return
        kept = {"format": f"{FORMAT} {MADE_BY}", "version": version, "steps": [_written(step) for step in steps]}
        with suppress(OSError):
            for folder in (self._folder.parent, self._folder):  # the first also holds the private database
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / _name(notebook)
            replace_file(path, json.dumps(kept, ensure_ascii=False).encode())
            _give_to_owner(self._folder.parent, self._folder, path)


def _give_to_owner(around: Path, *paths: Path) -> None:
    """Let root, who builds pages for a service, leave them to the account of that service."""
    if os.name != "nt" and os.geteuid() == 0:
        owner = around.stat()
        for path in paths:
            os.chown(path, owner.st_uid, owner.st_gid)


def _name(notebook: Path) -> str:
    return f"{sha256(str(notebook.resolve()).encode()).hexdigest()[:32]}.json"


def _with_ids(notebook: Path, steps: tuple[ModuleStep, ...]) -> tuple[ModuleStep, ...]:
    """Return steps with the ids that the notebook gives them: it is read for that, and not run.

    Raises ValueError if the notebook has other steps by now, and ContentError if it cannot be read.
    """
    now = steps_of(read_cells(notebook), notebook.name, {})
    pairs = list(zip(steps, now, strict=True))
    if any(kept.title != step.title for kept, step in pairs):
        raise ValueError(notebook.name)
    return tuple(replace(kept, id=step.id) for kept, step in pairs)


def _written(step: ModuleStep) -> dict[str, Any]:
    parts = [
        {"activity": part.activity} if isinstance(part, ActivitySlot) else {"html": part.html} for part in step.parts
    ]
    return {"id": step.id, "title": step.title, "parts": parts}


def _step(kept: dict[str, Any]) -> ModuleStep:
    parts = (ActivitySlot(part["activity"]) if "activity" in part else Text(part["html"]) for part in kept["parts"])
    return ModuleStep(kept["title"], tuple(parts), kept.get("id", ""))
