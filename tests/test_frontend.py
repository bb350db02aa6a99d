"""The front end: its types, its own tests, and that what is committed is what the sources build."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.content import load_module
from ssfh_learn.content.frame import frame
from ssfh_learn.traits import NO_RECEIPT
from tests.content_examples import EXAMPLES, activity
from tests.seam import write_types
from tests.walking import views_of

PACKAGE = Path(__file__).parents[1] / "ssfh_learn"
FRONTEND = PACKAGE / "frontend"
BUILT = ("static", "labextension")


def _npm(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("npm") or "npm", *words], cwd=FRONTEND, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def _installed() -> None:
    """Install exactly what the lock file says."""
    result = _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    assert result.returncode == 0, result.stderr


def with_node(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test after the front end was installed; that takes seconds."""
    return pytest.mark.slow(pytest.mark.usefixtures("_installed")(test))


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for name in BUILT for path in sorted((folder / name).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@with_node
def test_building_again_gives_the_same_bytes_as_the_committed_bundle(tmp_path: Path) -> None:
    result = _npm("run", "build", "--", str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert _files(tmp_path) == _files(PACKAGE)


@with_node
def test_the_types_are_those_that_python_says(tmp_path: Path) -> None:
    write_types(tmp_path)

    for made in sorted(tmp_path.iterdir()):
        assert made.read_text("utf-8") == (FRONTEND / "src" / made.name).read_text("utf-8"), "run: python -m tests.seam"


@with_node
def test_the_types_hold_and_every_view_that_python_makes_has_the_type_that_the_front_end_expects(
    tmp_path: Path,
) -> None:
    """Both at once, because to read all types takes longest.

    A literal may have no field that its type does not know, so a key that only one side knows is found as well.
    """
    made = [activity(content, name.replace("_", "-")) for name, content in EXAMPLES.items()]
    refresher = Refresher.of(made, id_="opfrissen", title="Opfrissen")
    assert refresher is not None
    described = load_module(PACKAGE.parent / "modules" / "werkdruk").description
    values = [("Frame", frame(one, described)) for one in made]
    values += [("ReceiptView", NO_RECEIPT)]
    values += [(f"{_camel(one.kind)}View", view) for one in (*made, refresher) for view in views_of(one)]
    names = ", ".join(sorted({name for name, _ in values}))
    lines = [f"export const v{number}: {name} = {json.dumps(value)};" for number, (name, value) in enumerate(values)]
    types = f'export type * from "{(FRONTEND / "src" / "views").as_posix()}";'
    (tmp_path / "types.ts").write_text(types, "utf-8")
    (tmp_path / "views.ts").write_text("\n".join([f'import type {{ {names} }} from "./types";', *lines]), "utf-8")
    sources = json.loads((FRONTEND / "tsconfig.json").read_text("utf-8"))["include"]
    included = ["views.ts", *((FRONTEND / source).as_posix() for source in sources)]
    config = {"extends": (FRONTEND / "tsconfig.json").as_posix(), "include": included}
    (tmp_path / "tsconfig.json").write_text(json.dumps(config), "utf-8")

    result = _npm("run", "check", "--", "--project", str(tmp_path))

    assert result.returncode == 0, result.stdout[:4000]


def _camel(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']""")


def _imports(folder: Path) -> dict[Path, set[Path]]:
    """Return the files of the folder that each file imports, those of which it needs a type alone included."""
    files = {path.with_suffix(""): path for path in folder.rglob("*.ts*")}
    named = {path: IMPORTED.findall(path.read_text("utf-8")) for path in files.values()}
    return {
        path: {files[found] for name in names if (found := path.parent.joinpath(name).resolve()) in files}
        for path, names in named.items()
    }


def test_no_circle_of_files_imports_itself_also_not_for_a_type() -> None:
    imports = _imports(FRONTEND / "src")
    assert len(imports[FRONTEND / "src" / "kinds.ts"]) > 10

    TopologicalSorter(imports).prepare()  # raises CycleError, with the circle


@with_node
def test_the_front_ends_own_tests_pass() -> None:
    result = _npm("test")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (FRONTEND / "package-lock.json").read_text("utf-8")


def test_no_source_sets_inner_html() -> None:
    sources = "".join(path.read_text("utf-8") for path in (FRONTEND / "src").rglob("*.ts*"))
    assert "innerhtml" not in sources.lower()
    assert "insertadjacenthtml" not in sources.lower()
