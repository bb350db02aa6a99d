"""`python -m tests.requirements`: write `requirements.txt` anew, with the newest of all that the tests need.

It takes uv (`pip install uv`), which lists the hashes of every file of a release, for each Python and each system.
No address of a registry is written: pip uses the one that a computer is set to.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "requirements.txt"
LEFT_OUT = "rfc3987-syntax"
"""What `jsonschema` goes without: it takes 1.5 s of each start of Jupyter, of which the tests make hundreds, to build a
grammar of addresses that nothing here asks for. `--newest` has it."""
HEAD = "# Made by `python -m tests.requirements`; tests/run.py installs exactly these files.\n"


def needed() -> list[str]:
    """Return all that is asked for: by the package, its extras, its build, and its tests."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = found["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    return [*project["dependencies"], *extras, *found["build-system"]["requires"], *found["dependency-groups"]["test"]]


def main() -> int:
    """Write the file; return the exit code of uv."""
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"].removeprefix(
        ">="
    )
    with NamedTemporaryFile("w", suffix=".in", encoding="utf-8") as asked:
        asked.write("\n".join(needed()))
        asked.flush()
        words = ["uv", "pip", "compile", "--universal", f"--python-version={oldest}", "--generate-hashes", "--upgrade"]
        quiet = ["--no-header", "--no-annotate", "--quiet", f"--no-emit-package={LEFT_OUT}", f"--output-file={FILE}"]
        done = subprocess.run([*words, *quiet, asked.name], check=False)
    if not done.returncode:
        FILE.write_text(HEAD + FILE.read_text("utf-8"), "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
