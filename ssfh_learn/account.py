"""Who sits here: the name that JupyterHub or the operating system knows."""

from __future__ import annotations

import getpass
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NOT_LOGGED_IN = 2**32 - 1
"""What Linux says of a process that nobody logged in for, such as a service."""


@dataclass(frozen=True)
class SystemAccount:
    """The account of the operating system that runs this process, and the one that logged in, if that is another."""

    name: str
    logged_in: str = ""


def account_name() -> str:
    """Return the name of the learner at this computer; it seeds her questions and signs what she hands in."""
    return os.environ.get("JUPYTERHUB_USER") or _of_the_system()


def system_account() -> SystemAccount:
    """Return which account does this, whatever the environment says of its name.

    After `sudo` Linux still knows who logged in, where it keeps that; otherwise `sudo` says it.
    """
    name, logged_in = _of_the_kernel(), _logged_in() or os.environ.get("SUDO_USER", "")
    return SystemAccount(name, logged_in if logged_in != name else "")


def _of_the_kernel() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except ImportError:  # Windows
        return _of_the_system()
    except KeyError:  # an account without a name, as in some containers
        return str(os.getuid())


def _logged_in() -> str:
    with suppress(ImportError, OSError, ValueError, KeyError):
        import pwd

        number = int(Path("/proc/self/loginuid").read_text("ascii"))
        return "" if number == NOT_LOGGED_IN else pwd.getpwuid(number).pw_name
    return ""


def _of_the_system() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "learner"
