"""The outputs of a notebook's code cells, as HTML for a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import sanitised
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

_IMAGES = ("image/png", "image/jpeg")
TIMEOUT = 120
QUIET = "--log-level=ERROR"
"""The warnings of a kernel are in English and for its developers."""


def run_notebook(notebook: Path) -> dict[int, list[Any]]:
    """Run a notebook once and return the outputs of each cell by its number from 1; raises ContentError."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    try:
        node = nbformat.read(notebook, as_version=4)
        place = {"metadata": {"path": str(notebook.parent)}}
        NotebookClient(node, timeout=TIMEOUT, resources=place, extra_arguments=[QUIET]).execute()
    except CellExecutionError as error:
        reason = f"{error.ename}: {error.evalue}"
        cell = _failed_cell(node.cells)
        raise ContentError(word("portal", "cell_failed", name=notebook.name, cell=cell, reason=reason)) from error
    except Exception as error:  # the kernel is missing or dies, a cell does not end, or the file is no notebook
        reason = type(error).__name__
        raise ContentError(word("portal", "notebook_failed", name=notebook.name, reason=reason)) from error
    return {number: cell.get("outputs", []) for number, cell in enumerate(node.cells, 1)}


def _failed_cell(cells: list[Any]) -> int:
    """Return the number of the first cell that shows an error, counted from 1."""
    failed = (
        number
        for number, cell in enumerate(cells, 1)
        if any(output.get("output_type") == "error" for output in cell.get("outputs", []))
    )
    return next(failed, 1)


def shown_html(output: Any) -> str:
    """Return an output as sanitised HTML; empty if there is nothing to show."""
    data = output.get("data", {})
    for kind in _IMAGES:
        if kind in data:
            alternative = escape(str(data.get("text/plain", "")), quote=True)
            return f'<img src="data:{kind};base64,{escape(str(data[kind]).strip(), quote=True)}" alt="{alternative}">'
    if "text/html" in data:
        return sanitised(str(data["text/html"]))
    if output.get("output_type") == "stream":
        return f"<pre>{escape(str(output.get('text', '')))}</pre>"
    return f"<pre>{escape(str(data['text/plain']))}</pre>" if "text/plain" in data else ""
