"""Runs one notebook in a kernel, in a process of its own: `python -m ssfh_learn.portal.published.run_notebook`.

It reads what to run on its standard input, and writes the outputs, or why there are none, on its standard output.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

TIMEOUT = 120
"""Seconds for one cell."""
QUIET = "--log-level=ERROR"
"""The warnings of a kernel are in English and for its developers."""


def outputs(notebook: Path, without: Collection[int]) -> dict[str, Any]:
    """Run a notebook without some of its cells, and return the outputs of all cells, or which sentence says why not."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    try:
        node = nbformat.read(notebook, as_version=4)
        for number in without:
            node.cells[number - 1].source = ""
        place = {"metadata": {"path": str(notebook.parent)}}
        NotebookClient(node, timeout=TIMEOUT, resources=place, extra_arguments=[QUIET]).execute()
    except CellExecutionError as error:
        reason = f"{error.ename}: {error.evalue}"
        return {"failed": "cell_failed", "said": {"cell": _failed_cell(node.cells), "reason": reason}}
    except PermissionError as error:
        return {"failed": "account_cannot_run", "said": {"reason": error.strerror}}
    except Exception as error:  # noqa: BLE001  (the kernel is missing or dies, a cell does not end, or this is no notebook)
        return {"failed": "notebook_failed", "said": {"reason": type(error).__name__}, "trace": traceback.format_exc()}
    return {"outputs": [cell.get("outputs", []) for cell in node.cells]}


def _failed_cell(cells: list[Any]) -> int:
    """Return the number of the first cell that shows an error, counted from 1."""
    failed = (
        number
        for number, cell in enumerate(cells, 1)
        if any(output.get("output_type") == "error" for output in cell.get("outputs", []))
    )
    return next(failed, 1)


def main() -> None:
    """Do what the standard input asks; what the kernel itself prints goes nowhere."""
    asked = json.load(sys.stdin)
    answer = os.dup(1)  # a kernel inherits descriptor 1, and would write through our answer
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    found = outputs(Path(asked["notebook"]), asked["without"])
    with os.fdopen(answer, "w", encoding="utf-8") as file:
        json.dump(found, file)


if __name__ == "__main__":
    main()
