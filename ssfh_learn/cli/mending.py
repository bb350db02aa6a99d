"""What `ssfh-learn check --herstel` prints and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssfh_learn.words import word

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.content.repairing import Repair


def mend(paths: tuple[Path, ...], *, is_trial: bool) -> None:
    """Show what is certain and, unless it is a trial, write it."""
    from ssfh_learn.content.check import content_files
    from ssfh_learn.content.repairing import repaired

    repairs = [repair for path in content_files(paths) if (repair := repaired(path)).text is not None]
    for repair in repairs:
        _show(repair)
        if not is_trial:
            _write(repair)
    if not repairs:
        click.echo(word("check", "nothing_to_mend"))
    elif is_trial:
        click.echo(word("check", "would_mend"))


def _show(repair: Repair) -> None:
    if repair.encoding:
        click.echo(word("check", "converted", path=repair.path, encoding=repair.encoding))
    for change in repair.changes:
        here = {"path": repair.path, "number": change.number}
        click.echo(word("check", "line_before", text=_visible(change.before), **here))
        if change.after is None:
            click.echo(word("check", "line_goes", **here))
        else:
            click.echo(word("check", "line_after", text=change.after, **here))


def _write(repair: Repair) -> None:
    from ssfh_learn.content.repairing import write_repair

    try:
        kept = write_repair(repair)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise click.ClickException(word("check", "not_mended", path=repair.path, reason=reason)) from None
    if repair.changes:
        count = len(repair.changes)
        click.echo(word("check", "mended", count=count, path=repair.path, kept=kept))
    else:
        click.echo(word("check", "mended_encoding", path=repair.path, kept=kept))


def _visible(text: str) -> str:
    """Return a line without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in text)
