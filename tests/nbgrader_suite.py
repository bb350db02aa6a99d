"""nbgrader's own tests, run with our configuration: `python -m tests.nbgrader_suite [pytest options]`.

They ship in nbgrader's wheel. What passes there shows that ordinary assignments keep working beside ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = ("autograde", "generate_assignment", "generate_feedback", "collect", "submit", "list")
_FORGED = "hands in under another's name; nbgrader only warns, our intake refuses"
LEFT_OUT = {
    f"test_nbgrader_collect.py::TestNbGraderCollect::test_permissions[{groupshared}]": _FORGED
    for groupshared in (False, True)
}
"""Tests of nbgrader that cannot hold with our configuration, each with its reason."""
NAMES = "SSFH_NBGRADER_LEFT_OUT"
"""The variable in which the plugin below hears their names."""
CONFIG = """from ssfh_learn.grading import configure

configure(get_config(), course="")
"""


@pytest.hookimpl(tryfirst=True)  # before what the options of the run leave out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests out by name; this file is a plugin of the run that it starts.

    pytest's own `--deselect` compares names from the root that it chose itself, and says nothing where none is the
    same. A name that matches nothing stops the run, because what it is about may be called otherwise now.
    """
    names = os.environ.get(NAMES, "").split("\n") if NAMES in os.environ else []
    found = {name: [item for item in items if item.nodeid.endswith(name)] for name in filter(None, names)}
    files = {item.path.name for item in items}
    if missing := [name for name, matching in found.items() if not matching and name.partition("::")[0] in files]:
        raise pytest.UsageError("\n".join(f"left out, and not there: {name}" for name in missing))
    gone = [item for matching in found.values() for item in matching]
    config.hook.pytest_deselected(items=gone)
    items[:] = [item for item in items if item not in gone]


def main(left_out: Mapping[str, str] = LEFT_OUT, options: Sequence[str] = ()) -> int:
    """Run the modules and return pytest's exit code."""
    spec = find_spec("nbgrader.tests")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / "apps"
    files = [str(folder / f"test_nbgrader_{name}.py") for name in MODULES]
    for test, reason in left_out.items():
        print(f"left out: {test}: {reason}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as config:
        (Path(config) / "nbgrader_config.py").write_text(CONFIG, "utf-8")
        environment = {
            **os.environ,
            "JUPYTER_CONFIG_PATH": config,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            NAMES: "\n".join(left_out),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }
        own = [
            "-p",
            "jupyter_server.pytest_plugin",
            "-p",
            "tests.nbgrader_suite",
            "-p",
            "no:cacheprovider",
            "-q",
            "-n",
            "2",
            f"--rootdir={folder}",
        ]
        command = [sys.executable, "-m", "pytest", *own, "-c", os.devnull, *files, *options]
        return subprocess.run(command, env=environment, cwd=config, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(options=sys.argv[1:]))
