"""The option of a command for a moment in Dutch time."""

from __future__ import annotations

from datetime import datetime

import click

from ssfh_learn.typed_moment import read_moment


class Moment(click.ParamType):  # type: ignore[type-arg]  # click 8.1 knows no such argument
    """An option for a moment in Dutch time; a day without a time is the end of that day, and midnight its beginning."""

    name = "moment"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC; an error is a Dutch sentence."""
        if isinstance(value, datetime):
            return value
        try:
            return read_moment(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
