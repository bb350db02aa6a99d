"""Which room may import which, and which library stands behind which door (DESIGN section 3, STYLE principle 5)."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PACKAGE = Path(__file__).parents[1] / "ssfh_learn"
ROOMS = ("activities", "content", "journal", "roster", "widgets", "portal", "grading", "reports", "cli")
SHARED = {"errors", "words", "dutch_time"}
"""Modules at the root that import nothing of ours and may be used by all but the pure rooms."""

ARROWS = {
    "activities": {"errors"},
    "journal": {"errors"},
    "roster": {"errors", "journal"},
    "content": {"activities", "sector_figure", *SHARED},
    "widgets": {"activities", "content", "journal", "account", "traits", *SHARED},
    "grading": {"activities", "content", "journal", "results", "typed_moment", *SHARED},
    "reports": {"results", "sector_figure", *SHARED},
    "portal": {*ROOMS, "results", "account", "traits", "typed_moment", *SHARED} - {"cli", "portal"},
    "cli": {*ROOMS, "results", "account", "typed_moment", "__version__", *SHARED} - {"cli"},
    "errors": set(),
    "words": set(),
    "dutch_time": {"words"},
    "typed_moment": {"words", "dutch_time"},
    "results": set(),
    "account": set(),
    "traits": set(),
    "sector_figure": set(),
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
    "python_calamine": {"roster"},
    "pandas": {"reports"},
    "matplotlib": {"reports"},
    "sqlalchemy": {"journal", "grading", "roster"},  # nbgrader's gradebook is made of it
    "tornado": {"portal"},
    "jupyter_server": {"portal"},
    "jupyterhub": {"portal"},
    "jupyterlab": {"cli"},
    "brotli": {"portal"},
    "fpdf": {"portal", "reports"},
    "fsrs": {"portal"},
    "icalendar": {"portal"},
    "prometheus_client": {"portal"},
    "nbclient": {"portal"},
    "alembic": {"journal"},
    "click": {"cli"},
    "rich": {"cli"},
    "yaml": {"content"},
    "rapidfuzz": {"activities", "content", "roster"},
    "PIL": {"content"},
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
    """Return the name that is imported, `a.b.` where it is completed at run time; it may not be wholly made up then."""
    first = call.args[0]
    end = "." if isinstance(first, ast.JoinedStr) else ""
    while isinstance(first, ast.JoinedStr):
        first = first.values[0]
    assert isinstance(first, ast.Constant), f"which module is imported here? {ast.unparse(call)}"
    return f"{first.value}{end}"


def rooms_imported(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("ssfh_learn.")}
    return names - {room(path)}


ROOMS_OF_A_KIND = ("model", "run", "view", "score", "flaws")
"""The files of every kind that is a folder, from the lowest up; the file with the name of the kind lies above them."""


def module(path: Path) -> str:
    """Return the dotted name under which a file is imported."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imports_of_files(files: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return which files each imports; `from a import b` is `a.b` where that is a file.

    A name that is completed at run time (`a.b.`) is that of a command, which is loaded when it is called.
    """

    def file_of(name: str) -> str:
        if name.endswith("."):
            return ""
        while name and name not in files:
            name = name.rpartition(".")[0]
        return name

    return {path: {file_of(name) for name in names} - {path, ""} for path, names in files.items()}


def circle_in(files: Mapping[str, set[str]]) -> list[str]:
    """Return one circle of files that import each other, in the order of the imports; an empty list where is none."""
    try:
        TopologicalSorter(imports_of_files(files)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def kind_folders() -> list[Path]:
    """Return the folders that hold a kind of activity."""
    folders = (path for path in (PACKAGE / "activities").iterdir() if path.is_dir())
    return sorted(folder for folder in folders if (folder / "__init__.py").exists())


def upward_imports(kind: str, files: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Return each import between the rooms of one kind that does not go down."""
    ranks = {f"ssfh_learn.activities.{kind}.{name}": rank for rank, name in enumerate((*ROOMS_OF_A_KIND, kind))}
    pairs = ((one, other) for one, others in imports_of_files(files).items() for other in others)
    return [(one, other) for one, other in pairs if one in ranks and ranks.get(other, -1) >= ranks[one]]


def types_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the name of each public type of a file and what it stands for: a class for itself, an alias for its value.

    The variable of a generic function is no type: it stands for whatever its caller has.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, f"class {node.name}"
    for assigned in (node for node in tree.body if isinstance(node, ast.Assign)):
        value = ast.unparse(assigned.value)
        for name in (target.id for target in assigned.targets if isinstance(target, ast.Name)):
            if re.match("[A-Z][a-z]", name) and not value.startswith("TypeVar("):
                yield name, value


def names_twice(types: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the names of two things, of types with what each stands for and its file.

    Two rooms that may not know each other may each say what they call the same thing.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, value, path in types:
        found[name][path if value == f"class {name}" else value] = path
    return {name: list(places.values()) for name, places in found.items() if len(places) > 1}


def test_all_files_are_looked_at() -> None:
    assert len(FILES) > 50
    assert {room(path) for path in FILES} <= set(ARROWS)


def test_imports_follow_the_arrows() -> None:
    strange = {str(path.relative_to(PACKAGE)): rooms_imported(path) - ARROWS[room(path)] for path in FILES}

    assert {path: rooms for path, rooms in strange.items() if rooms} == {}


PORTAL = {
    "published": set(),
    "writing": {"published"},
    "web": {"published", "portal", "routes"},
    **{person: {"web", "published", "writing", "portal"} for person in ("learner", "trainer", "coordinator")},
    "portal": {"web", "published", "writing"},
    "routes": {"web", "learner", "trainer", "coordinator"},
    "hub": {"web"},
    "__init__": {"web"},
}
"""Which folder or file of the portal may import which; a person's folder never that of another person."""
HOSTS = {"hub.py", "jupyter.py"}
"""The files of `web/` that put a portal together with its routes; the other pages know `portal.py` as a type only."""


def portal_rooms_imported(path: Path, names: set[str]) -> set[str]:
    """Return which folders and files of the portal a file of it imports wrongly."""
    here = path.relative_to(PACKAGE / "portal").parts
    own = here[0].removesuffix(".py")
    allowed = PORTAL[own] - ({"published", "routes"} if own == "web" and here[-1] not in HOSTS else set())
    there = {name.split(".")[2] for name in names if name.startswith("ssfh_learn.portal.")}
    return there - allowed - {own}


def test_the_rooms_of_the_portal_import_only_what_they_may() -> None:
    strange = {
        str(path.relative_to(PACKAGE)): portal_rooms_imported(path, imported(path))
        for path in FILES
        if room(path) == "portal"
    }

    assert len(strange) > 40
    assert {path: rooms for path, rooms in strange.items() if rooms} == {}


def test_a_page_of_one_person_that_imports_that_of_another_is_found() -> None:
    results = PACKAGE / "portal" / "coordinator" / "results.py"

    assert portal_rooms_imported(results, {"ssfh_learn.portal.learner.tests.TestPage"}) == {"learner"}


def test_the_roster_knows_of_the_journal_only_its_database() -> None:
    """One database and one chain of migrations; what learners did is out of the reach of its queries."""
    own = [path for path in FILES if room(path) == "roster"]
    of_journal = {name for path in own for name in imported(path) if name.startswith("ssfh_learn.journal")}

    assert {name.rpartition(".")[0] for name in of_journal} == {"ssfh_learn.journal.database"}


def test_each_library_stands_behind_one_door() -> None:
    elsewhere = {str(path.relative_to(PACKAGE)): libraries_past_their_door(path) for path in FILES}

    assert {path: libraries for path, libraries in elsewhere.items() if libraries} == {}


def libraries_past_their_door(path: Path) -> set[str]:
    behind = {name.split(".")[0] for name in imported(path)} & set(DOORS)
    return {library for library in behind if room(path) not in DOORS[library]}


@cache
def imported_by_module() -> dict[str, frozenset[str]]:
    """Return what each file imports; not worked out where these tests are only collected."""
    return {module(path): imported(path) for path in FILES}


def test_no_files_import_each_other_in_a_circle_not_even_for_a_type() -> None:
    assert circle_in(imported_by_module()) == []


def test_a_circle_that_is_there_for_a_type_only_is_found(tmp_path: Path) -> None:
    (tmp_path / "quiz.py").write_text("from rooms.view import view_of")
    (tmp_path / "view.py").write_text("if TYPE_CHECKING:\n    from rooms.draw import Draw")
    (tmp_path / "draw.py").write_text("def drawn():\n    from rooms import quiz")
    files = {f"rooms.{path.stem}": imported(path) for path in tmp_path.iterdir()}

    assert set(circle_in(files)) == {"rooms.quiz", "rooms.view", "rooms.draw"}


@pytest.mark.parametrize("folder", kind_folders(), ids=lambda folder: folder.name)
def test_a_kind_that_is_a_folder_has_the_same_rooms_as_every_other(folder: Path) -> None:
    assert {f"{name}.py" for name in (*ROOMS_OF_A_KIND, folder.name)} - {
        path.name for path in folder.iterdir()
    } == set()


@pytest.mark.parametrize("folder", kind_folders(), ids=lambda folder: folder.name)
def test_the_rooms_of_a_kind_import_only_downwards(folder: Path) -> None:
    assert upward_imports(folder.name, imported_by_module()) == []


@pytest.mark.parametrize("folder", kind_folders(), ids=lambda folder: folder.name)
def test_only_the_registry_imports_the_file_that_puts_a_kind_together(folder: Path) -> None:
    """The registry of a folder is its `__init__.py`; that of all kinds is `activities/__init__.py`."""
    door = f"ssfh_learn.activities.{folder.name}"
    imports = imports_of_files(imported_by_module())
    inside = {path for path in imports if path.startswith("ssfh_learn.activities.")}

    assert {path for path, others in imports.items() if f"{door}.{folder.name}" in others} == {door}
    assert {path for path in inside if door in imports[path]} == set()


def test_no_two_types_of_the_package_share_a_name() -> None:
    types = ((*one, module(path)) for path in FILES for one in types_of(syntax_tree(path)))

    assert names_twice(types) == {}


def test_a_name_for_two_things_is_found_also_where_one_is_an_alias() -> None:
    sources = {"a": "Row = int\nKind = Literal['x']", "b": "class Row: ...", "c": "Kind = Literal['x']"}
    types = ((*one, path) for path, source in sources.items() for one in types_of(ast.parse(source)))

    assert names_twice(types) == {"Row": ["a", "b"]}


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
        ("import ssfh_learn.portal.routes, ssfh_learn.portal.portal", "pandas matplotlib nbgrader"),
        ("import ssfh_learn.cli.assignment", "pandas nbgrader sqlalchemy pydantic nbconvert rich"),
    ],
)
def test_an_import_loads_nothing_that_it_does_not_need(statement: str, heavy: str) -> None:
    code = f"import sys, json\n{statement}\nprint(json.dumps([name for name in sys.modules if '.' not in name]))"

    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)

    assert set(heavy.split()) & set(loaded) == set()


def test_a_command_reads_no_grammar_of_addresses_and_still_checks_a_notebook() -> None:
    """What jsonschema reads at its import, where it can, takes most of a second."""
    code = """if True:
        import contextlib, io, sys
        from ssfh_learn.cli import main
        sys.argv[1:] = ["--help"]
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
            main()
        import nbformat
        nbformat.validate(nbformat.v4.new_notebook())
        print("jsonschema" in sys.modules, "lark" in sys.modules)
    """

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout

    assert told.split() == ["True", "False"]


def test_a_name_that_does_not_exist_is_an_ordinary_error() -> None:
    import ssfh_learn

    with pytest.raises(AttributeError, match="activty"):
        ssfh_learn.activty  # noqa: B018
