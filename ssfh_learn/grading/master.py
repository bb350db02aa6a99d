"""Our own master notebook of a test: it is released, and formgrader shows it filled in.

It is made from the key each time that it is needed. A submitted notebook decides nothing and is never read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import as_markdown, markup
from ssfh_learn.grading.answer import answer_html, prompt_html
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.marking import MarkedAttempt
    from ssfh_learn.grading.slots import Slot

IMPORT = "from ssfh_learn import assignment, grade"
RawCell = dict[str, Any]
Notebook = dict[str, Any]


def master(quiz: Quiz, filled_with: MarkedAttempt | None = None) -> Notebook:
    """Return the notebook of a test: the test itself, and its grade cells, with the results of an attempt or empty."""
    cells = [
        _markdown("begin", word("grading", "master_text", title=as_markdown(quiz.title))),
        _code("import", IMPORT),
        _code("toets", f'assignment("{quiz.id}")'),
        *(_grade_cell(slot, filled_with) for slot in slots_of(quiz)),
    ]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "ssfh_learn": {"assignment": quiz.id},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(notebook: Notebook) -> str:
    """Return a notebook as the text of a file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _grade_cell(slot: Slot, marked: MarkedAttempt | None) -> RawCell:
    if slot.open_question is not None:
        text = word("grading", "open_stub") if marked is None else _open_answer(slot, marked)
        return _graded(_markdown(slot.cell, text), slot, solution=True)
    cell = _graded(_code(slot.cell, f'grade("{slot.cell}")'), slot, solution=False)
    if marked is not None:
        cell["outputs"] = list(_outputs(slot, marked))
        cell["execution_count"] = 1
    return cell


def _graded(cell: RawCell, slot: Slot, *, solution: bool) -> RawCell:
    """Return the cell as nbgrader knows it; a cell with a person's grade is an answer at the same time."""
    cell["metadata"]["nbgrader"] = {
        "cell_type": cell["cell_type"],
        "grade": True,
        "grade_id": slot.cell,
        "locked": not solution,
        "points": slot.points,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return cell


def _outputs(slot: Slot, marked: MarkedAttempt) -> Iterable[dict[str, Any]]:
    """Yield what a grader sees, and then the points: nbgrader takes the first result of a cell as its score."""
    question = marked.quiz.question(marked.scores[slot.cell].id)
    said = answer_html(question, marked.answers[slot.cell])
    html = f"{prompt_html(question)}<p>{word('grading', 'answer')}</p><div>{said}</div>"
    yield {"output_type": "display_data", "data": {"text/html": html, "text/plain": question.id}, "metadata": {}}
    points = marked.scores[slot.cell].points or 0.0
    yield {
        "output_type": "execute_result",
        "data": {"text/plain": repr(float(min(max(points, 0.0), slot.points)))},
        "metadata": {},
        "execution_count": 1,
    }


def _open_answer(slot: Slot, marked: MarkedAttempt) -> str:
    """Return an open answer for the grader, as HTML on one line: Markdown would end it at a blank line."""
    question: Any = marked.quiz.question(marked.scores[slot.cell].id)
    said = answer_html(question, marked.answers[slot.cell])
    scheme = markup(question.mark_scheme) or {"html": ""}
    points = "".join(f"<li>{point['text']['html']}</li>" for point in question.compared(()).get("points", ()))
    parts = [
        f"<p><b>{word('grading', 'open_title', attempt=marked.number)}</b></p>",
        prompt_html(question),
        f'<blockquote class="tex2jax_ignore mathjax_ignore">{said}</blockquote>',
        f"<p><b>{word('grading', 'points_to_look_for')}</b></p><ul>{points}</ul>" if points else "",
        # formgrader's own stylesheet takes away the triangle by which one sees that this opens
        '<details><summary style="display: list-item; cursor: pointer">',
        f"{word('grading', 'mark_scheme')}</summary>{scheme['html']}</details>",
    ]
    return f"<div>{''.join(parts)}</div>".replace("\n", " ")


def _markdown(id_: str, text: str) -> RawCell:
    return {"cell_type": "markdown", "id": id_, "metadata": {}, "source": text}


def _code(id_: str, text: str) -> RawCell:
    metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id_,
        "metadata": metadata,
        "outputs": [],
        "source": text,
    }
