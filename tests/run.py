"""Pass all tests on a bare machine: `python3 tests/run.py [--quick | --nightly] [--newest] [pytest options]`.

Needs Python 3.11 or newer and nothing else. Makes an environment in `.venv`, installs what the tests need (on Debian
and Ubuntu also Chromium and Node, where apt is allowed to), and says in one line what is missing where it cannot.

`--quick` is for daily work: the same checks without the tests that are marked slow and those in a browser. It installs
nothing where it was installed before for the same lists. `--nightly` takes hours: everything, with the long
simulations of which every run has a sample, and forty times as many tries of what is tried by chance.

What is installed are the very files of `requirements.txt` and `proxy/package-lock.json`, by their hashes, from whatever
registry this computer is set to. `--newest` takes the newest versions that `pyproject.toml` allows instead, in an
environment of its own, so that a new release of a library is met before its users meet it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
REQUIREMENTS = ROOT / "tests" / "requirements.txt"
THE_NEWEST = "--newest"
IS_NEWEST = THE_NEWEST in sys.argv[1:]
ENVIRONMENT = ROOT / (".venv-newest" if IS_NEWEST else ".venv")
INSTALLED = ENVIRONMENT / "installed-for.toml"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# A file stays with one process: its course or server is made once for all its tests. The browsers come after the
# others, which keep the computer busy: a page that waits too long looks like a broken one. Tests wait for servers: with
# three processes two processors are idle for a quarter of the time, so there are four; browsers work on their own.
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]
SIDE_BY_SIDE = ["-n", "4", *BY_FILE]
BESIDE = ["mypy"]
"""The check that keeps one processor busy for a while, and needs nothing of the others."""
BROWSERS = "tests/browser"
EVERYTHING = ([*SIDE_BY_SIDE, f"--ignore={BROWSERS}"], ["-n", "3", *BY_FILE, BROWSERS])
COLLECTED = ["pytest", "--collect-only", "-qqq", f"--ignore={BROWSERS}"]
"""Python and pytest keep what they make of a file at its first import; four processes at once would each make it."""
IN_A_HURRY = "--quick"
QUICK = ["-n", "3", *BY_FILE, "-m", "not slow and not nightly", f"--ignore={BROWSERS}"]
AT_NIGHT = "--nightly"
NIGHTLY = ["-m", ""]  # not without what is marked nightly, as `pyproject.toml` says of every other run
MEMORY = Path("/dev/shm")  # noqa: S108  (Linux keeps what stands here in memory)
ROOM = 4_000_000_000
"""Bytes that must be free there before the tests keep their files in it."""
PROXY = ROOT / "tests" / "proxy"
"""Where the Hub's proxy is installed, which is a program for Node."""
NPM_QUIET = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
WITHOUT_WINDOWS = "chromium-headless-shell"
"""The same Chromium in a third less time; any other will do where Debian's cannot be installed."""
DEBIAN = {
    "chromium": (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome"),
    "nodejs": ("node",),
    "npm": ("npm",),
    "postgresql": ("pg_ctlcluster", "pg_ctl"),
    "pgbouncer": ("pgbouncer", "/usr/sbin/pgbouncer"),  # an ordinary account has no /usr/sbin on its path
    "nginx-light": ("nginx", "/usr/sbin/nginx"),
}


def main() -> int:
    """Install what is needed and run every check; return the exit code of the first one that fails."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is started by whatever python3 is)
        return _missing("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    typed = sys.argv[1:]
    if not (IN_A_HURRY in typed and _is_installed()) and (code := _install()):
        return code
    place = tempfile.TemporaryDirectory(prefix="ssfh-tests-", dir=_folder_of_files(), ignore_cleanup_errors=True)
    with place as folder:
        Path(folder).chmod(0o755)
        own = {"TMPDIR": folder, "SSFH_TESTS": thoroughness(typed)}
        return passed(checks(typed), own)


def checks(typed: list[str]) -> list[list[str]]:
    """Return what to run, one Python module and its words each, for what was typed after `python3 tests/run.py`."""
    words = [word for word in typed if word not in {IN_A_HURRY, AT_NIGHT, THE_NEWEST}]
    everything = [words] if words else list(EVERYTHING)
    runs = [[*QUICK, *words]] if IN_A_HURRY in typed else everything
    if AT_NIGHT in typed:
        runs = [[*NIGHTLY, *run] for run in everything]
    return [["ruff", "check", "."], ["ruff", "format", "--check", "."], BESIDE, *(["pytest", *run] for run in runs)]


def thoroughness(typed: list[str]) -> str:
    """Return how much the tests try by chance, as `tests/thoroughness.py` reads it."""
    return next((name.removeprefix("--") for name in (IN_A_HURRY, AT_NIGHT) if name in typed), "whole")


def passed(all_: list[list[str]], variables: dict[str, str]) -> int:
    """Run checks in turn, and beside them mypy, whose words come last; return the first code of a failure.

    Browsers beside the other tests would take as long as after them: a page then waits for a processor.
    """
    in_turn = [check for check in all_ if check != BESIDE]
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_run, [PYTHON, "-m", *BESIDE], said, **variables)
        code = next((code for check in in_turn if (code := _run([PYTHON, "-m", *check], **variables))), 0)
        other = waiting.result()
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
    return code or other


def _install() -> int:
    """Install what the tests need, and keep for which lists that was; return an exit code."""
    if not shutil.which(WITHOUT_WINDOWS):
        _apt_installed(WITHOUT_WINDOWS)
    for package, commands in DEBIAN.items():
        if not any(shutil.which(command) for command in commands) and not _apt_installed(package):
            return _missing(f"{package} is missing and could not be installed with apt-get: install it yourself")
    if not PYTHON.exists() and _run([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        return _missing("python3 -m venv failed: on Debian, apt-get install python3-venv")
    last: list[list[str | Path]] = [["npm", "ci", f"--prefix={PROXY}", *NPM_QUIET]]
    if not (ROOT / "tests" / "__pycache__").exists():
        last.append([PYTHON, "-m", *COLLECTED])
    steps = [*python_steps(newest=IS_NEWEST), last]
    code = next((code for step in steps if (code := _side_by_side(step))), 0)
    if not code:
        INSTALLED.write_bytes(_wanted())
    return code


def python_steps(*, newest: bool) -> list[list[list[str | Path]]]:
    """Return how the Python packages are installed, by their hashes or the newest that may be used.

    What is in one step is done side by side.
    """
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if newest:
        eager = ["--upgrade", "--upgrade-strategy=eager"]
        return [[[*pip, "--upgrade", "pip>=25.1"]], [[*pip, *eager, "--editable", ".", "--group", "test"]]]
    # No wheel is built, so nothing is fetched to build one with; `tests/requirements.py` writes all that is needed.
    # Python compiles a file when it is imported, and most of what stands in these packages never is.
    exact = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--requirement"]
    parts: list[list[str | Path]] = [[*pip, *exact, part] for part in _halves()]
    return [parts, [[*pip, "--no-deps", "--no-build-isolation", "--editable", "."]]]


def _halves() -> list[Path]:
    """Write the list of packages as two lists, for each of which one pip keeps one processor busy."""
    listed = re.findall(r"^[^#\s].*(?:\n[ ].*)*", REQUIREMENTS.read_text("utf-8"), re.MULTILINE)
    halves = [ENVIRONMENT / f"requirements-{number}.txt" for number in (1, 2)]
    for number, half in enumerate(halves):
        half.write_text("\n".join(listed[number::2]) + "\n", "utf-8")
    return halves


def _wanted() -> bytes:
    """Return what the environment has to be installed for."""
    return PROJECT.read_bytes() + REQUIREMENTS.read_bytes()


def _folder_of_files() -> Path | None:
    """Return where the tests keep their files: in memory, where no test waits for a disk; None for the usual place."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else None


def _is_installed() -> bool:
    """Say whether everything was installed here for the lists as they are now."""
    return PYTHON.exists() and INSTALLED.is_file() and INSTALLED.read_bytes() == _wanted()


def _apt_installed(package: str) -> bool:
    """Install a Debian package where that is possible without asking."""
    if not shutil.which("apt-get") or (hasattr(os, "geteuid") and os.geteuid() != 0):
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], **quiet)
    return _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], **quiet) == 0


def _run(command: list[str | Path], said: IO[bytes] | None = None, **variables: str) -> int:
    """Run a command and return its exit code; what it says goes to a file if there is one."""
    print("$", *(str(word) for word in command), flush=True)
    # The environment's bin folder comes first: Jupyter calls its own commands by name.
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    environment = {**os.environ, **path, **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start Python hundreds of times, for the same files
    words = [str(word) for word in command]
    errors = None if said is None else subprocess.STDOUT
    return subprocess.run(words, cwd=ROOT, env=environment, check=False, stdout=said, stderr=errors).returncode


def _side_by_side(commands: list[list[str | Path]]) -> int:
    """Run commands at the same time; return the exit code of the first that fails."""
    with ThreadPoolExecutor(len(commands)) as pool:
        return next((code for code in pool.map(_run, commands) if code), 0)


def _missing(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
