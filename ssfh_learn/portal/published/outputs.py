"""The outputs of a notebook's code cells, as HTML for a page.

The code is the author's. It runs in a process with an empty environment and an empty home, where an administrator
chooses so under another account, so that it inherits no token and no key of whoever runs it.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from getpass import getuser
from html import escape
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import sanitised
from ssfh_learn.errors import ContentError
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LOG = logging.getLogger(__name__)
_IMAGES = ("image/png", "image/jpeg")
_CHILD = "ssfh_learn.portal.published.run_notebook"
_OF_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR")
"""Without these no program starts on Windows; they say nothing of a person or a server."""


def run_notebook(notebook: Path, without: Collection[int] = (), account: str | None = None) -> dict[int, list[Any]]:
    """Run a notebook once and return the outputs of each cell by its number from 1; raises ContentError.

    `account` is who runs it, where that is not who asks; only root can choose another.
    """
    asked = json.dumps({"notebook": str(notebook.resolve()), "without": sorted(without)})
    with _empty_home(account) as home:
        try:
            done = subprocess.run(  # noqa: S603  (our own program)
                [sys.executable, "-I", "-m", _CHILD],
                input=asked.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=home,
                env=_environment(home),
                check=False,
                start_new_session=True,  # code that reached our terminal could type commands there
                **_as(account),
            )
            found = json.loads(done.stdout)
        except OSError as error:
            said = "account_cannot_run" if account else "notebook_failed"
            reason = error.strerror or type(error).__name__
            raise ContentError(word("portal", said, name=notebook.name, account=account, reason=reason)) from error
        except ValueError as error:  # it died before it could say anything
            reason = f"code {done.returncode}"
            raise ContentError(word("portal", "notebook_failed", name=notebook.name, reason=reason)) from error
    if "failed" in found:
        who = account or getuser()
        if "trace" in found:
            LOG.error("running %s\n%s", notebook, found["trace"])
        raise ContentError(word("portal", found["failed"], name=notebook.name, account=who, **found["said"]))
    return dict(enumerate(found["outputs"], 1))


def _environment(home: str) -> dict[str, str]:
    """Return the whole environment of somebody's code: where programs are, an empty home, and the alphabet."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    kept = {name: os.environ[name] for name in _OF_WINDOWS if os.name == "nt" and name in os.environ}
    of_home = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), home)
    return {**kept, **of_home, "PATH": path, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}


def _as(account: str | None) -> dict[str, Any]:
    """Return the options with which a process becomes another account, with none of the groups of this one."""
    if account is None:
        return {}
    import pwd

    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


@contextmanager
def _empty_home(account: str | None) -> Iterator[str]:
    home = mkdtemp(prefix="ssfh-notebook-")
    try:
        if account is not None:
            shutil.chown(home, account)
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def shown_html(output: Any) -> str:
    """Return an output as sanitised HTML; empty if there is nothing to show."""
    data = output.get("data", {})
    for kind in _IMAGES:
        if kind in data:
            alternative = escape(str(data.get("text/plain", "")), quote=True)
            return f'<img src="data:{kind};base64,{escape(str(data[kind]).strip(), quote=True)}" alt="{alternative}">'
    if "text/html" in data:
        return sanitised(str(data["text/html"]))
    if output.get("output_type") == "stream":
        return f"<pre>{escape(str(output.get('text', '')))}</pre>"
    return f"<pre>{escape(str(data['text/plain']))}</pre>" if "text/plain" in data else ""
