"""The log of a service: one JSON object a line, with who did what, and never with what somebody wrote.

What a learner reads of her own is not in it. What anybody changes is, what staff open, and whose results they saw.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import here

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tornado.web import RequestHandler

LOG = logging.getLogger("ssfh_learn.portal.acts")
FIELDS = ("who", "did", "method", "path", "status", "milliseconds", "whose")
"""What a line can have besides its moment, level, source and message."""
MOST_NAMES = 100
"""Names in one line, so that no line becomes too long for what reads it."""
CLIENT_ERROR, SERVER_ERROR = 400, 500


class JsonLines(logging.Formatter):
    """Makes a line of a record; a traceback is left out, because it can hold an answer.

    Its moment is that of the Dutch clock, as on every page, with the difference from UTC for a program that reads it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = here(datetime.fromtimestamp(record.created, UTC)).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        return json.dumps(line, ensure_ascii=False)


def names_no_page(record: logging.LogRecord) -> bool:
    """Say whether a line tells no page that somebody reads.

    JupyterHub warns of each page that is read with a browser that does not say where a request comes from: an older
    one, or any that came without https. What is refused for its token has a line of our own.
    """
    return record.module != "_xsrf_utils"


def begin_log(file: Path | None) -> None:
    """Write the log of this process as JSON, on its screen or in a file; another program may rotate that file."""
    handler = WatchedFileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.addFilter(names_no_page)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in ("tornado", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def log_request(handler: RequestHandler, *, is_of_staff: bool) -> None:
    """Write a line for a request that failed, that changed something, or that was for a page of staff.

    It has the path without its query, which can hold codes, and nothing of its body, which can hold answers.
    """
    status, request = handler.get_status(), handler.request
    is_act = is_of_staff or request.method not in {"GET", "HEAD"}
    if status < CLIENT_ERROR and not is_act:
        return
    level = logging.ERROR if status >= SERVER_ERROR else logging.INFO
    milliseconds = round(1000 * request.request_time())
    fields = {
        "who": who(handler),
        "did": type(handler).__name__,
        "method": request.method,
        "path": request.path,
        "status": status,
        "milliseconds": milliseconds,
    }
    LOG.log(level, "%d %s %s %d ms", status, request.method, request.path, milliseconds, extra=fields)


def log_results_read(handler: RequestHandler, whose: Iterable[str | None]) -> None:
    """Write whose results, or answers in a test, somebody else is shown."""
    me = who(handler)
    names = sorted({one for one in whose if one and one != me})
    for start in range(0, len(names), MOST_NAMES):
        some = names[start : start + MOST_NAMES]
        fields = {"who": me, "did": type(handler).__name__, "path": handler.request.path, "whose": some}
        LOG.info("results of %d people read", len(some), extra=fields)


def who(handler: Any) -> str | None:
    """Return the account of who asks, if that is known."""
    return handler.person.id if hasattr(handler, "person") else None
