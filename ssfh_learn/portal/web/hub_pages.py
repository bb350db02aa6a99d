"""What a Hub gets of us: its own pages in Dutch, no servers for anybody, and a log that names no page of ours.

`jupyterhub_config.py` names `FOLDER`, `WORDS` and `NoServers`; see docs/beheer.md. The Hub makes these pages in its own
process. Only its page for the owner (`/hub/admin`) stays English: that is a program of JupyterHub's.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import NoReturn

from jupyterhub.spawner import Spawner
from tornado.web import HTTPError

from ssfh_learn.words import section

FOLDER = str(Path(__file__).parent / "hub_templates")
"""For `c.JupyterHub.template_paths`."""
WORDS = {"ssfh": section("hub_pages")}
"""For `c.JupyterHub.template_vars`."""
_ASKED = re.compile(r"(/hub/error/\d+)\?\S*")
STOPPED = 0
"""What the Hub takes for a server that does not run."""


class NoServers(Spawner):  # type: ignore[misc]  # jupyterhub has no types
    """For `c.JupyterHub.spawner_class`: starts no server, also not for the owner of the Hub, whose role may do all."""

    async def start(self) -> NoReturn:
        """Refuse; the Hub shows its page for 403."""
        raise HTTPError(403)

    async def stop(self, now: bool = False) -> None:  # noqa: FBT001, FBT002  (as JupyterHub calls it)
        """Do nothing: there is none."""

    async def poll(self) -> int:
        """Return that none runs."""
        return STOPPED


def leave_out_what_was_asked(record: logging.LogRecord) -> bool:
    """Leave out of a line of the Hub which page somebody asked for while the portal was away."""
    record.msg = _ASKED.sub(r"\1", str(record.msg))
    return True


logging.getLogger("tornado.access").addFilter(leave_out_what_was_asked)
