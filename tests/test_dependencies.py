"""The dependencies in pyproject.toml are what the package imports, and nothing else."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.requirements import FILE, needed
from tests.test_imports import FILES, imported

ROOT = Path(__file__).parents[1]
LIST = FILE.read_text("utf-8")

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
    "numpy": "pandas",
    "pil": "pillow",
    "pydantic-core": "pydantic",
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


SAFE = {
    "jinja2": ("3.1.6", "CVE-2025-27516: out of its sandbox"),
    "jupyter-server": ("2.20", "CVE-2026-44727: stored script; CVE-2026-35397 and others"),
    "jupyterlab": ("4.5.7", "CVE-2026-40171: theft of a token; CVE-2026-42266"),
    "nbconvert": ("7.17.1", "CVE-2026-39378: reads any file; CVE-2025-53000"),
    "tornado": ("6.6.1", "GHSA-pcg2-g6cj-q92c: headers that take minutes; CVE-2026-31958, CVE-2026-49855 and others"),
}
"""The first versions in which the holes that we know of are closed, and the worst of these."""


def requirements() -> dict[str, Requirement]:
    """Return what is asked for by name."""
    asked = [Requirement(one) for one in needed()]
    return {normal(one.name): one for one in asked}


def listed() -> dict[str, list[Version]]:
    """Return the versions of each package in the list that the tests are installed from."""
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)", LIST, re.MULTILINE):
        found.setdefault(normal(name), []).append(Version(version))
    return found


@pytest.mark.parametrize("name", SAFE)
def test_no_version_with_a_known_hole_may_be_used(name: str) -> None:
    (lowest,) = [Version(one.version) for one in requirements()[name].specifier if one.operator == ">="]

    assert lowest >= Version(SAFE[name][0])


def test_all_that_is_asked_for_is_in_the_list_in_a_version_that_fits() -> None:
    found = listed()

    assert {name for name, one in requirements().items() if not found.get(name)} == set()
    wrong = {name for name, one in requirements().items() for version in found[name] if version not in one.specifier}
    assert wrong == set()


def test_every_file_in_the_list_is_known_by_its_hash_and_no_registry_is_named() -> None:
    entries = re.split(r"^(?=\w)", LIST, flags=re.MULTILINE)[1:]

    assert len(entries) > len(requirements())
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []
    assert re.findall(r"://|--index|--find-links|@ ", LIST) == []


def test_the_proxy_of_the_hub_is_pinned_with_all_that_it_needs_and_no_registry_is_named() -> None:
    folder = ROOT / "tests" / "proxy"
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert [name for name, one in packages.items() if "integrity" not in one or "resolved" in one] == []
    (asked,) = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"].items()
    assert packages[f"node_modules/{asked[0]}"]["version"] == asked[1]
    assert f"{asked[0]}@{asked[1]}" in (ROOT / "docs" / "beheer.md").read_text("utf-8")
