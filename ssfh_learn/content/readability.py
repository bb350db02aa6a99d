"""What a reader of a module may stumble over, in its description, its notebook and its activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.content.duration import problems_of_duration
from ssfh_learn.content.explanations import flaws_of_origin
from ssfh_learn.content.glossary import problems_of_abbreviations, problems_of_glossary
from ssfh_learn.content.language import problems_of_language, problems_of_length
from ssfh_learn.content.notebook import cells_of
from ssfh_learn.content.steps import (
    problems_of_goals,
    problems_of_order,
    problems_of_places,
    problems_of_references,
    steps_of,
)
from ssfh_learn.content.texts import texts_of, texts_of_notebook
from ssfh_learn.content.validate import report_flaws

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription
    from ssfh_learn.content.problem import Problem
    from ssfh_learn.content.source import Source


def problems_of_module(
    description: ModuleDescription, source: Source, folder: Path, read: Sequence[tuple[Activity | None, Source]]
) -> Iterator[Problem]:
    """Yield problems that only show in a module as a whole; in `read` an activity with errors is None."""
    activities = {activity.id: activity for activity, _ in read if activity is not None}
    files = {activity.id: file for activity, file in read if activity is not None}
    for activity, flaw in flaws_of_origin(list(activities.values())):
        report_flaws(activity, [flaw], files[activity.id])
    notebooks = {path: cells_of(path) for path in sorted(folder.glob("*.ipynb"))}
    told = [text for path, cells in notebooks.items() for text in texts_of_notebook(path, cells)]
    own = list(texts_of(source))
    texts = [*own, *told, *(text for _, file in read for text in texts_of(file))]
    steps_in = {path: steps_of(cells) for path, cells in notebooks.items()}
    steps = [step for found in steps_in.values() for step in found]
    yield from problems_of_language([*own, *told])
    yield from problems_of_length(source.path, texts)
    yield from problems_of_glossary(description.glossary, source, texts, steps)
    yield from problems_of_abbreviations(description.glossary, texts)
    if steps:
        for path, found in steps_in.items():
            yield from problems_of_order(path, found)
        yield from problems_of_places(steps_in, activities)
        yield from problems_of_references(texts, max(step.number for step in steps))
        if all(activity is not None for activity, _ in read):
            yield from problems_of_goals(description.goals, source, steps, activities)
            for path, found in steps_in.items():
                yield from problems_of_duration(path, found, activities, description.duration, source)
