"""Our command in a process of its own that need not load nbgrader first, which takes longer than most commands do.

A server process loads it once and forks for each command. What it runs is `python -m ssfh_learn`, with the words,
folder, environment and output of a process. `tests/cli/test_check.py` and others start Python itself.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE = 300
"""Seconds that a command may take."""
_LOADED = ["nbgrader.api", "nbgrader.apps", "nbgrader.converters", "alembic.command", "ssfh_learn.grading.build"]
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(_LOADED)


def typed(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with these variables besides the usual ones."""
    with TemporaryDirectory() as made:
        printed, complained = Path(made, "stdout"), Path(made, "stderr")
        variables = {**os.environ, **environment}
        process = _FORKING.Process(target=_run, args=(folder, words, variables, printed, complained))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, PATIENCE)
        said = [path.read_text("utf-8") for path in (printed, complained)]
        return subprocess.CompletedProcess(words, process.exitcode, *said)


def _run(folder: Path, words: tuple[str, ...], environment: dict[str, str], printed: Path, complained: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, path in ((0, Path(os.devnull)), (1, printed), (2, complained)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.argv = ["ssfh-learn", *words]
    runpy.run_module("ssfh_learn", run_name="__main__", alter_sys=True)
