"""The problems of the modules, for trainers: what learners do not see now, and everything that `check` finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.content import check
from ssfh_learn.content.module import FILE_NAME
from ssfh_learn.portal.web.identity import TRAINER

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.web.page import Page


@dataclass
class FolderProblems:
    """What is wrong in a folder: what learners miss because of it, what has to be mended, and what could be better."""

    name: str
    missing: list[str] = field(default_factory=list)
    to_mend: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


async def problems(page: Page) -> Safe:
    """Return the section with what is wrong in each folder; empty for a person who writes no modules."""
    if not page.person.may(TRAINER):
        return Safe()
    folders = await page.in_background(problems_of, page.portal)
    return page.part("trainer/problems.html.j2", folders=folders)


def problems_of(portal: Portal) -> list[FolderProblems]:
    """Return the folders in which something is wrong, each thing once; raises Unreachable if none can be seen."""
    root, library = portal.publisher.folder, portal.publisher.library()
    found = {folder: FolderProblems(_name(folder, root), list(said)) for folder, said in library.problems.items()}
    for problem in check([root]) if any(root.rglob(FILE_NAME)) else ():
        folder = _module_folder(problem.path, root)
        here = found.setdefault(folder, FolderProblems(_name(folder, root)))
        said = problem.said_in(root)
        if said not in here.missing:
            (here.advice if problem.weight == "advice" else here.to_mend).append(said)
    return [found[folder] for folder in sorted(found)]


def _module_folder(path: Path, root: Path) -> Path:
    """Return the folder of the module that a file is in; what is in none belongs to all."""
    return next((folder for folder in path.parents if (folder / FILE_NAME).is_file()), root)


def _name(folder: Path, root: Path) -> str:
    return folder.relative_to(root).as_posix() if folder != root else root.name
