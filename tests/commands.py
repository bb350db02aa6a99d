"""Commands in a process of their own that need not load nbgrader first, which takes longer than most commands do.

A server process loads it once and forks for each command. What it runs is `python -m` with the name of a program, and
with the words, folder, environment and output of a process. `tests/test_commands.py` holds that a program which Python
starts says the same.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from io import TextIOWrapper
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE = 300
"""Seconds that a command may take."""
_LOADED = ["nbgrader.api", "nbgrader.apps", "nbgrader.converters", "alembic.command", "ssfh_learn.grading.build"]
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(_LOADED)


@dataclass(frozen=True)
class Running:
    """A command that was started; whoever starts it waits for it."""

    process: BaseProcess
    words: tuple[str, ...]
    made: TemporaryDirectory[str]

    @property
    def goes_on(self) -> bool:
        """Whether it did not end yet."""
        return self.process.is_alive()

    def wait(self) -> subprocess.CompletedProcess[str]:
        """Return what it printed, and its code, when it has ended; raises TimeoutExpired when it does not."""
        with self.made as folder:
            self.process.join(PATIENCE)
            if self.process.exitcode is None:
                self.process.kill()
                raise subprocess.TimeoutExpired(self.words, PATIENCE)
            said = [path.read_text("utf-8") for path in _outputs(folder)]
            return subprocess.CompletedProcess(self.words, self.process.exitcode, *said)


def typed(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run our command in a folder, with these variables besides the usual ones."""
    return start("ssfh_learn", *words, folder=folder, **environment).wait()


def nbgrader(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader's own command in a folder, with these variables besides the usual ones."""
    return start("nbgrader", *words, folder=folder, **environment).wait()


def start(program: str, *words: str, folder: Path, **environment: str) -> Running:
    """Start `python -m` with a program and its words in a folder, with these variables besides the usual ones."""
    made = TemporaryDirectory()
    variables = {**os.environ, **environment}
    process = _FORKING.Process(target=_run, args=(program, words, folder, variables, _outputs(made.name)))
    process.start()
    return Running(process, words, made)


def started_by_python(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run our command as a terminal does."""
    return subprocess.run(
        [sys.executable, "-m", "ssfh_learn", *words],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _outputs(folder: str) -> tuple[Path, Path]:
    return Path(folder, "stdout"), Path(folder, "stderr")


def _run(
    program: str, words: tuple[str, ...], folder: Path, environment: dict[str, str], outputs: tuple[Path, Path]
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None  # the variables of this command say where it is
    for number, path in enumerate((Path(os.devnull), *outputs)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(encoding="utf-8")
    sys.argv = [program.replace("_", "-"), *words]
    runpy.run_module(program, run_name="__main__", alter_sys=True)
