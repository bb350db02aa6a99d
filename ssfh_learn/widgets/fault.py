"""Faults of the program: the learner sees a reference, and a log has the details."""

from __future__ import annotations

import logging
import sys
import traceback
from functools import cache
from logging.handlers import RotatingFileHandler
from uuid import uuid4

from ssfh_learn.journal import data_folder

LOG = "fouten.log"


def report(error: Exception) -> str:
    """Log where an unexpected exception came from, and return its reference.

    The message of an exception can hold an answer, and a log is no place for answers: only its type and place are kept.
    """
    reference = uuid4().hex[:8].upper()
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log().error("%s %s\n%s", reference, type(error).__name__, frames)
    return reference


@cache
def _log() -> logging.Logger:
    """Return a logger to a file in the learner's data folder; or to the console if that file cannot be written."""
    logger = logging.getLogger(__name__)
    logger.propagate = False  # otherwise a kernel would print it on the learner's page
    try:
        data_folder().mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            data_folder() / LOG, maxBytes=1_000_000, backupCount=1, delay=False
        )
    except OSError:
        handler = logging.StreamHandler(sys.__stderr__)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    return logger
