"""The dependencies in pyproject.toml are what the package imports, and nothing else."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_imports import FILES, imported

ROOT = Path(__file__).parents[1]

NOT_IMPORTED = {
    "ipykernel": "runs the notebooks",
    "jupyterlab": "is started as a program by `ssfh-learn start`",
    "jupyterlab-language-pack-nl-nl": "makes JupyterLab speak Dutch",
    "tzdata": "holds the zone of the Netherlands where the system knows none",
    "xlsxwriter": "is what pandas writes Excel files with",
}
"""Dependencies that no line of ours imports, and why they are there."""

THROUGH_ANOTHER = {
    "traitlets": "ipywidgets",
    "ipython": "ipykernel",
    "markupsafe": "jinja2",
    "pil": "pillow",
}
"""What we import and another dependency, of which it is the language, is sure to bring."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {normal(re.split(r"[\s<>=!~;\[]", requirement)[0]) for requirement in project["dependencies"]}


def optional() -> set[str]:
    """Return what an extra brings: only imported by what needs that extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    return {normal(re.split(r"[\s<>=!~;\[]", requirement)[0]) for requirement in extras}


def used() -> set[str]:
    """Return the distributions that the package imports."""
    tops = {name.split(".")[0] for path in FILES for name in imported(path)}
    distributions = packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - {"ssfh_learn"}
    return {normal(distributions[top][0]) for top in foreign}


def test_what_is_imported_is_declared() -> None:
    brought = declared() | optional()
    assert {name for name in used() if THROUGH_ANOTHER.get(name, name) not in brought} == set()


def test_what_is_declared_is_imported_or_has_a_reason() -> None:
    needed = used() | {brings for name, brings in THROUGH_ANOTHER.items() if name in used()}

    assert declared() - needed == set(NOT_IMPORTED) - needed


def test_every_dependency_has_a_lowest_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert [requirement for requirement in project["dependencies"] if ">=" not in requirement] == []
