"""A module folder of one test: our own test content and the activities of the shipped Werkdruk module together."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from ssfh_learn.content.notebook import IMPORT
from tests import yaml_file

if TYPE_CHECKING:
    from tests.browser.servers import Server

CONTENT = Path(__file__).parent / "content"
WERKDRUK = Path(__file__).parents[2] / "modules" / "werkdruk"
OWN = ("alle-vragen", "baliedag", "scan")
PATIENCE = 15
"""Seconds within which an event has to be in a journal."""


@dataclass(frozen=True)
class Lesson:
    """A module folder in a server's work folder, with one notebook."""

    server: Server
    folder: Path

    @property
    def notebook(self) -> Path:
        """The notebook."""
        return self.folder / f"{self.folder.name}.ipynb"

    @property
    def journal(self) -> Path:
        """The journal beside the notebook."""
        return self.folder / "journal.jsonl"

    @property
    def private_journal(self) -> Path:
        """The journal in the learner's own data folder."""
        return self.server.private_journal(self.folder.name)

    def content(self, activity: str) -> dict[str, Any]:
        """Return what the content file of an activity says."""
        content: dict[str, Any] = yaml_file.read(self.folder / "activiteiten" / f"{activity}.yaml")
        return content

    def title(self, activity: str) -> str:
        """Return the title, which is the name of the activity on the page."""
        title: str = self.content(activity)["titel"]
        return title

    def events(self, activity: str) -> list[dict[str, Any]]:
        """Return what is on disk about an activity, whichever journal it is in."""
        journals = [path for path in (self.journal, self.private_journal) if path.is_file()]
        lines = [line for path in journals for line in path.read_text("utf-8").splitlines()]
        found = [json.loads(line) for line in lines if line.strip()]  # what was erased is blank
        return [event for event in found if event["activity"] == activity]

    def wait_for(self, activity: str, kind: str, count: int = 1, **data: object) -> None:
        """Wait until so many events of a kind, holding this data, are on disk."""
        end = time.monotonic() + PATIENCE
        while True:
            kinds = [event for event in self.events(activity) if event["kind"] == kind]
            if sum(data.items() <= event["data"].items() for event in kinds) >= count:
                return
            assert time.monotonic() < end, f"no {kind} {data} on disk, only {self.events(activity)}"
            time.sleep(0.05)


def make_lesson(server: Server, name: str, *activities: str) -> Lesson:
    """Write a module folder whose notebook shows these activities, or else those of our own content."""
    folder = server.work / "modules" / name
    shutil.copytree(CONTENT, folder)
    shutil.copytree(WERKDRUK / "activiteiten", folder / "activiteiten", dirs_exist_ok=True)
    description = (folder / "module.yaml").read_text("utf-8").replace("\nid: proef\n", f"\nid: {name}\n")
    (folder / "module.yaml").write_text(description, "utf-8")
    lesson = Lesson(server, folder)
    lesson.notebook.write_text(nbformat.writes(_notebook(name, activities or OWN)) + "\n", "utf-8")
    return lesson


def _notebook(module: str, activities: tuple[str, ...]) -> nbformat.NotebookNode:
    hidden = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    shown = [(name, f'activity("{name}")') for name in activities]
    cells = [nbformat.v4.new_code_cell(code, id=id_, metadata=hidden) for id_, code in [("begin", IMPORT), *shown]]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "ssfh_learn": {"module": module}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)
