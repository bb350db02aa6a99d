"""Which room may import which, and which library stands behind which door (DESIGN section 3, STYLE principle 5)."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ssfh_learn"
ROOMS = ("activities", "content", "journal", "widgets", "portal", "grading", "reports", "cli")
SHARED = {"errors", "words", "dutch_time"}
"""Modules at the root that import nothing of ours and may be used by all but the pure rooms."""

ARROWS = {
    "activities": {"errors"},
    "journal": {"errors"},
    "content": {"activities", *SHARED},
    "widgets": {"activities", "content", "journal", "account", *SHARED},
    "grading": {"activities", "content", "journal", "results", *SHARED},
    "reports": {"results", *SHARED},
    "portal": {*ROOMS, "results", "account", *SHARED} - {"cli", "portal"},
    "cli": {*ROOMS, "results", "account", "__version__", *SHARED} - {"cli"},
    "errors": set(),
    "words": set(),
    "dutch_time": {"words"},
    "results": set(),
    "account": set(),
    "__init__": {"widgets"},
    "__main__": {"cli"},
}
DOORS = {
    "anywidget": {"widgets"},
    "ipywidgets": {"widgets"},
    "traitlets": {"widgets", "grading"},
    "IPython": {"widgets"},
    "nbgrader": {"grading"},
    "nbconvert": {"grading"},
    "jinja2": {"grading", "portal"},
    "xlsxwriter": {"reports"},
    "pandas": {"reports"},
    "matplotlib": {"reports"},
    "sqlalchemy": {"journal", "grading"},  # nbgrader's gradebook is made of it
    "tornado": {"portal"},
    "jupyter_server": {"portal"},
    "jupyterhub": {"portal"},
    "jupyterlab": {"cli"},
    "brotli": {"portal"},
    "fpdf": {"portal"},
    "fsrs": {"portal"},
    "icalendar": {"portal"},
    "nbclient": {"portal"},
    "alembic": {"journal"},
    "click": {"cli"},
    "rich": {"cli"},
    "yaml": {"content"},
    "nbformat": {"content", "grading", "portal"},
    "pydantic": {"activities", "content", "portal", "widgets"},
    "markdown_it": {"activities"},
    "nh3": {"activities"},
    "platformdirs": {"journal"},
}
IMPURE = {
    "os",
    "time",
    "datetime",
    "random",
    "secrets",
    "uuid",
    "getpass",
    "socket",
    "subprocess",
    "pathlib",
    "tempfile",
    "logging",
}
"""Clock, environment, files and randomness: callers pass these in to the pure core."""

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)


def room(path: Path) -> str:
    """Return the room that a file is in, or its own name at the root."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


@cache
def syntax_tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file, which several tests walk."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the dotted names that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the arrows"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names.add(_first_argument(node))
    return frozenset(names)


def _first_argument(call: ast.Call) -> str:
    """Return the beginning of the name that is imported; a name that is wholly made up at run time is not allowed."""
    first = call.args[0]
    while isinstance(first, ast.JoinedStr):
        first = first.values[0]
    assert isinstance(first, ast.Constant), f"which module is imported here? {ast.unparse(call)}"
    return str(first.value)


def rooms_imported(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("ssfh_learn.")}
    return names - {room(path)}


def test_all_files_are_looked_at() -> None:
    assert len(FILES) > 50
    assert {room(path) for path in FILES} <= set(ARROWS)


def test_imports_follow_the_arrows() -> None:
    strange = {str(path.relative_to(PACKAGE)): rooms_imported(path) - ARROWS[room(path)] for path in FILES}

    assert {path: rooms for path, rooms in strange.items() if rooms} == {}


def test_each_library_stands_behind_one_door() -> None:
    elsewhere = {str(path.relative_to(PACKAGE)): libraries_past_their_door(path) for path in FILES}

    assert {path: libraries for path, libraries in elsewhere.items() if libraries} == {}


def libraries_past_their_door(path: Path) -> set[str]:
    behind = {name.split(".")[0] for name in imported(path)} & set(DOORS)
    return {library for library in behind if room(path) not in DOORS[library]}


def test_activities_know_no_clock_file_environment_or_chance() -> None:
    pure = [path for path in FILES if room(path) == "activities"]
    impure = {str(path.relative_to(PACKAGE)): impurities(path) for path in pure}

    assert len(pure) > 30
    assert {path: names for path, names in impure.items() if names} == {}


def impurities(path: Path) -> set[str]:
    """Return what a file imports or calls that depends on more than its arguments."""
    calls = {ast.unparse(node.func) for node in ast.walk(syntax_tree(path)) if isinstance(node, ast.Call)}
    return ({name.split(".")[0] for name in imported(path)} & IMPURE) | (calls & {"open", "print", "input"})


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import ssfh_learn", "pandas matplotlib nbgrader sqlalchemy anywidget pydantic ipywidgets yaml click"),
        ("import ssfh_learn.activities", "pandas matplotlib nbgrader sqlalchemy anywidget markdown_it nh3 yaml"),
        ("import ssfh_learn.journal", "pandas matplotlib nbgrader sqlalchemy anywidget pydantic yaml"),
        ("import ssfh_learn.cli.group", "pandas matplotlib nbgrader sqlalchemy anywidget pydantic yaml"),
        ("from ssfh_learn import activity", "pandas matplotlib nbgrader sqlalchemy click nbformat"),
        ("from ssfh_learn import assignment, grade", "pandas matplotlib nbgrader sqlalchemy click nbformat"),
        ("import ssfh_learn.grading", "pandas nbgrader sqlalchemy pydantic nbconvert"),
        ("import ssfh_learn.cli.assignment", "pandas nbgrader sqlalchemy pydantic nbconvert rich"),
    ],
)
def test_an_import_loads_nothing_that_it_does_not_need(statement: str, heavy: str) -> None:
    code = f"import sys, json\n{statement}\nprint(json.dumps([name for name in sys.modules if '.' not in name]))"

    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    assert set(heavy.split()) & set(loaded) == set()


def test_a_name_that_does_not_exist_is_an_ordinary_error() -> None:
    import ssfh_learn

    with pytest.raises(AttributeError, match="activty"):
        ssfh_learn.activty  # noqa: B018
