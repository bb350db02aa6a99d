"""What somebody just did, said once on the page that comes after it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from ssfh_learn.portal.web.page import Page

DONE = "ssfh_done"
SECONDS_KEPT = 60
"""How long what was done waits for the page that says it."""


class SaysDone(Page):
    """A page that can lead to another one, which says what was just done."""

    def to_done(self, address: str, said: str) -> None:
        """Go to a page of the portal, which says once, and to this person only, what she just did.

        It is not in the address: a link that somebody made up can say nothing was done.
        """
        value = json.dumps([self.person.id, urlsplit(address).path, said], ensure_ascii=False)
        options: dict[str, Any] = {"path": self.root(), "httponly": True, "samesite": "lax"}
        is_safe = self.request.protocol == "https"
        self.set_signed_cookie(DONE, value, expires_days=None, max_age=SECONDS_KEPT, secure=is_safe, **options)
        self.redirect(address, status=303)

    def said_done(self) -> str:
        """Return what this person just did that this page has to say; empty if it is nothing, or was said before."""
        kept = self.get_signed_cookie(DONE, max_age_days=SECONDS_KEPT / 86_400)
        if kept is None or self.request.method != "GET":
            return ""
        who, path, said = json.loads(kept)
        if (who, path) != (self.person.id, self.request.path):
            return ""
        self.clear_cookie(DONE, path=self.root())
        return str(said)
