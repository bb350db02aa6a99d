"""What a portal shows if it could not open its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.journal.database import UNWRITABLE, cause_of
from ssfh_learn.portal.web.page import Page
from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.errors import JournalError


def why_not_opened(error: JournalError | OSError, data: Path) -> str:
    """Return in Dutch why a portal could not open its database; `data` is the folder of its data."""
    if isinstance(error, OSError):
        return word("hub", "folder_unusable", folder=data, reason=error.strerror or error)
    if error.code in UNWRITABLE:
        return word("hub", "not_updated")
    cause, said = cause_of(error)
    return word("hub", f"database_{cause}", said=said)


REFRESH = 5
"""Seconds after which a browser looks again whether the portal is open."""


class Unopened(Page):
    """The only page of such a portal, at every address; the setting `ssfh_problem` says why."""

    async def prepare(self) -> None:
        """Answer 503 with that sentence; it is the same for everybody."""
        self.sentence = str(self.settings["ssfh_problem"])
        raise HTTPError(503)

    def write_error(self, status_code: int, **details: Any) -> None:
        """Answer with the sentence; a page looks again by itself if the portal opens without anybody's help."""
        if self.settings.get("ssfh_opens_later"):
            self.set_header("Retry-After", str(REFRESH))
            if self.request.method == "GET":
                self.set_header("Refresh", str(REFRESH))
        super().write_error(status_code, **details)
