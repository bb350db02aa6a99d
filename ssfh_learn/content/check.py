"""Every problem of every file, for the trainer who wrote them."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content.activity_file import ACTIVITIES, EARLIER, activity_in, keys_for, read_activity
from ssfh_learn.content.cell_flaws import check_notebook
from ssfh_learn.content.explanations import flaws_of_explanations
from ssfh_learn.content.fairness.flaws import flaws_of_key
from ssfh_learn.content.fairness.practice import practice_before
from ssfh_learn.content.file_names import flaws_of_names, misnamed_descriptions
from ssfh_learn.content.images import flaws_of_drawing, unseen_in_file
from ssfh_learn.content.keys import dutch_path, keys_in
from ssfh_learn.content.language import problems_of_language
from ssfh_learn.content.mistakes import say_doubts
from ssfh_learn.content.module import FILE_NAME, ModuleDescription, description_in, read_description
from ssfh_learn.content.module_flaws import problems_of_ids, problems_of_notebooks
from ssfh_learn.content.notebook import step_numbers
from ssfh_learn.content.problem import Problem
from ssfh_learn.content.readability import problems_of_module
from ssfh_learn.content.signs import flaws_of_signs
from ssfh_learn.content.sounds import unheard_in_file
from ssfh_learn.content.texts import texts_of
from ssfh_learn.content.track import TRACKS, is_track
from ssfh_learn.content.track_flaws import problems_of_track
from ssfh_learn.content.trainers_work import is_written
from ssfh_learn.content.validate import report_flaws

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.source import Source

_AS_IT_WAS = {EARLIER, "versions"}
"""Folders with earlier editions of a story and with released tests, which must stay as they are."""


def check(paths: Iterable[Path]) -> list[Problem]:
    """Return all problems of files and folders, by file and line; a folder is searched for modules and content."""
    seen = _Seen()
    with _collector_paused():
        problems = [problem for path in paths for problem in _check_path(path, seen)]
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line, problem.code))


@dataclass(frozen=True)
class _Seen:
    """What was looked at so far, by its whole path: a key is compared with a module that was often read just before."""

    modules: set[Path] = field(default_factory=set)
    activities: dict[Path, Activity] = field(default_factory=dict)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking all nodes of large files again and again: the cost stays linear."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _check_path(path: Path, seen: _Seen) -> Iterator[Problem]:
    if not path.exists():
        yield Problem(path, 1, "no_such_file", {})
    elif path.is_dir():
        yield from _check_folder(path, seen)
    elif path.name == FILE_NAME:
        yield from _check_folder(path.parent, seen)
    elif path.suffix == ".ipynb":
        yield from check_notebook(path, _names(path.parent)).problems
    else:
        yield from _check_file(path, seen)


def _check_file(path: Path, seen: _Seen) -> Iterator[Problem]:
    """Yield the problems of an activity or a track."""
    yield from problems_of_track(path) if is_track(path) else _read(path, seen)[1].problems


def _check_folder(folder: Path, seen: _Seen) -> Iterator[Problem]:
    modules = [path.parent for path in _found(folder, FILE_NAME)]
    yield from problems_of_ids(modules)
    for module in modules:
        if module.resolve() not in seen.modules:
            seen.modules.add(module.resolve())
            yield from _check_module(module, seen)
    if modules:
        for path in _found(folder, f"{TRACKS}/*.yaml"):
            yield from problems_of_track(path)
    else:
        files = _found(folder, "*.yaml")
        for path in files:
            yield from _check_file(path, seen)
        misnamed = [] if files else [*misnamed_descriptions(folder)]
        yield from misnamed
        if not files and not misnamed:
            yield Problem(folder, 1, "nothing_to_check", {})


def content_files(paths: Iterable[Path]) -> list[Path]:
    """Return every `module.yaml` and every activity of files and folders, each once; archived tests are none."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            described = _found(path, FILE_NAME)
            of_modules = [one for file in described for one in _of_module(file)]
            found.update(dict.fromkeys(of_modules or _found(path, "*.yaml")))
        elif path.name == FILE_NAME:
            found.update(dict.fromkeys(_of_module(path)))
        elif path.suffix == ".yaml" and path.is_file():
            found[path] = None
    return [path for path in found if path.parent.name != "versions"]


def _of_module(described: Path) -> list[Path]:
    return [described, *sorted((described.parent / ACTIVITIES).glob("*.yaml"))]


def _found(folder: Path, name: str) -> list[Path]:
    def is_checked(path: Path) -> bool:
        return all(is_written(part) and part not in _AS_IT_WAS for part in path.relative_to(folder).parts)

    return [path for path in sorted(folder.rglob(name)) if is_checked(path)]


def _read(path: Path, seen: _Seen) -> tuple[Activity | None, Source]:
    """Read an activity; what a reader would miss or stumble over is a problem here, and no reason not to open it."""
    activity, source = read_activity(path)
    if activity is not None:
        seen.activities[path.resolve()] = activity
        report_flaws(activity, flaws_of_signs(activity), source)
        say_doubts(source, keys_for(source.text), activity_in)
        folder = path.parent.parent if path.parent.name == ACTIVITIES else path.parent
        unseen_in_file(source, folder)
        unheard_in_file(source, folder)
        report_flaws(activity, activity.closer_flaws(), source)
        report_flaws(activity, flaws_of_explanations(activity), source)
        report_flaws(activity, activity.played_flaws(), source)
        source.problems += problems_of_language(texts_of(source))
        if isinstance(activity, Quiz) and activity.is_test:
            report_flaws(activity, flaws_of_key(activity, practice_before(path, seen.activities)), source)
    return activity, source


def _check_module(folder: Path, seen: _Seen) -> Iterator[Problem]:
    yield from flaws_of_names(folder)
    description, source = read_description(folder)
    read = [_read(path, seen) for path in sorted((folder / ACTIVITIES).glob("*.yaml"))]
    if description is not None:
        report_flaws(description, flaws_of_signs(description), source)
        say_doubts(source, keys_in(ModuleDescription), description_in)
        unseen_in_file(source, folder)
        flaws_of_drawing(source, folder, description.drawing)
        _check_references(description, source, read)
        _check_steps(description, source, folder)
        yield from problems_of_module(description, source, folder, read)
    yield from source.problems
    for _, file in read:
        yield from file.problems
    names = _names(folder)
    for path in sorted(folder.glob("*.ipynb")):
        yield from check_notebook(path, names).problems
    yield from problems_of_notebooks(folder)


def _check_steps(description: ModuleDescription, source: Source, folder: Path) -> None:
    """Look for the steps that are said to explain a goal."""
    steps = {number for path in folder.glob("*.ipynb") for number in step_numbers(path)}
    for position, goal in enumerate(description.goals):
        for index, number in enumerate(goal.steps):
            if number not in steps:
                known = ", ".join(map(str, sorted(steps))) or "-"
                source.add("unknown_step", ("leerdoelen", position, "stappen", index), number=number, known=known)


def _names(folder: Path) -> list[str]:
    return [path.stem for path in sorted((folder / ACTIVITIES).glob("*.yaml"))]


def _check_references(
    description: ModuleDescription, source: Source, read: list[tuple[Activity | None, Source]]
) -> None:
    """Compare goals and sources of the module with those that its activities name."""
    goals = {goal.code for goal in description.goals}
    codes = {reference.code for reference in description.sources}
    covered: set[str] = set()
    for activity, file in read:
        if activity is None:
            continue
        for goal, where in activity.covered_goals():
            covered.add(goal)
            if goal not in goals:
                file.add("unknown_goal", dutch_path(activity, where), code=goal, known=", ".join(sorted(goals)))
        for code, where in activity.used_sources():
            if code not in codes:
                file.add("unknown_source", dutch_path(activity, where), code=code)
    if all(activity is not None for activity, _ in read):
        for position, goal_ in enumerate(description.goals):
            if goal_.code not in covered:
                source.add("goal_not_covered", ("leerdoelen", position), code=goal_.code)
