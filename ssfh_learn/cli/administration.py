"""Writes down who did something with a command on the server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.account import system_account

if TYPE_CHECKING:
    from ssfh_learn.journal.administration import AdministrationLine, AdministrativeAct


def line_of(act: AdministrativeAct, about: str = "", other: str = "") -> AdministrationLine:
    """Return the line of the log for an act that is done now, by who runs this command."""
    from ssfh_learn.journal.administration import AdministrationLine

    account = system_account()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return AdministrationLine(at, account.name, account.logged_in, act, about, other)
