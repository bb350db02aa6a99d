"""The notebooks run from top to bottom, in little time, and are stored clean."""

from __future__ import annotations

import json
import resource
import shutil
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from ssfh_learn.content.notebook import read_cells
from ssfh_learn.portal.published.pages import pages_of, steps_of
from tests.modules.shipped import Shipped, each_module

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # starts a kernel for each module

MOST_SECONDS = 10
"""Of work by the processor, kernel included: a clock on the wall would also count what else the machine does."""


@pytest.fixture
def copied(shipped: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a module's folder, for a learner whose own things are in another folder of this test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return shutil.copytree(shipped.folder, tmp_path / shipped.folder.name)


def work_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@each_module
def test_a_notebook_runs_from_top_to_bottom_in_less_than_ten_seconds_and_gives_what_its_cells_say(
    shipped: Shipped, copied: Path
) -> None:
    notebook = nbformat.read(copied / shipped.notebook.name, as_version=4)  # type: ignore[no-untyped-call]
    before = work_of_children()

    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(copied)}}, extra_arguments=["--log-level=ERROR"]
    ).execute()

    assert work_of_children() - before < MOST_SECONDS
    shown = {cell.activity: output_of(notebook.cells[cell.number - 1]) for cell in shipped.cells if cell.activity}
    assert set(shown) == set(shipped.activities)
    for name, kinds in shown.items():
        assert "application/vnd.jupyter.widget-view+json" in kinds, name
        assert "text/html" in kinds, f"{name} has no version to print"
    assert [path.name for path in copied.glob("journal.jsonl")] == [], "only looking writes nothing down"
    outputs = {number: cell.get("outputs", []) for number, cell in enumerate(notebook.cells, 1)}
    run = steps_of(read_cells(shipped.notebook), shipped.notebook.name, outputs)
    assert run == pages_of(shipped.notebook), "a portal, which runs none of this, shows other pages"


def output_of(cell: Any) -> set[str]:
    """Return the kinds of output of a cell; a message on standard error is a failure."""
    assert all(output.output_type != "stream" for output in cell.outputs), cell.source
    return {kind for output in cell.outputs for kind in output.get("data", {})}


@each_module
def test_a_notebook_is_stored_without_outputs_counts_and_widgets(shipped: Shipped) -> None:
    stored = json.loads(shipped.notebook.read_text("utf-8"))

    assert "widgets" not in stored["metadata"]
    for cell in stored["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            assert cell["metadata"]["jupyter"]["source_hidden"] is True


@each_module
def test_a_notebook_is_stored_as_jupyterlab_would_store_it(shipped: Shipped) -> None:
    """A file that another programme wrote differently would change in every line when a trainer saves it."""
    text = shipped.notebook.read_text("utf-8")

    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"
    nbformat.validate(nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]


@each_module
def test_every_cell_has_an_id_of_its_own_that_tells_its_step(shipped: Shipped) -> None:
    ids = [cell.raw["id"] for cell in shipped.cells]

    assert len(set(ids)) == len(ids)
    assert all(id_ in {"titel", "begin"} or id_.startswith("stap-") for id_ in ids)
