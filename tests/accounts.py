"""Programs of a test that run under another account, also where Python itself is in a folder of root alone."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest

OTHER = "nobody"
# Within the process that this starts, and there alone, the home of root is open, with nothing but Python in it.
_OPENED = """
set -e
mount --bind "$1" "$2"
mount -t tmpfs -o mode=755 tmpfs "$3"
mkdir -p "$1"
mount --bind "$2" "$1"
shift 3
exec "$@"
"""


def open_to_others(*command: str) -> list[str]:
    """Return a command whose process can start Python under another account."""
    if os.geteuid():
        pytest.fail("this test needs another account: run it as root", pytrace=False)
    python = Path(sys.executable).resolve()
    with suppress(PermissionError):
        subprocess.run([sys.executable, "-c", ""], user=OTHER, extra_groups=[], cwd="/", check=True)
        return list(command)
    home = Path(*python.parts[:2])
    place = mkdtemp(prefix="ssfh-python-")
    return ["unshare", "--mount", "sh", "-c", _OPENED, "sh", str(Path(*python.parts[:3])), place, str(home), *command]
