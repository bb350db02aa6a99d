"""What all commands about a course share: the option `--course`, and errors as one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssfh_learn.grading.course import Course


def course_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--course`."""
    return click.option(
        "--course",
        "folder",
        metavar=word("cli", "folder"),
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help=word("cli", "help_course"),
    )(command)


def the_course(folder: Path) -> Course:
    """Return the course of a folder."""
    from ssfh_learn.grading.course import find_course

    return find_course(folder.resolve())


@contextmanager
def dutch_errors() -> Iterator[None]:
    """Turn an error into one sentence for the person at the terminal."""
    from ssfh_learn.errors import ContentError
    from ssfh_learn.grading.problem import GradingError, printable

    try:
        yield
    except (GradingError, ContentError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if error.errno == ENOSPC:
            raise click.ClickException(word("cli", "no_room")) from None
        raise click.ClickException(
            word("cli", "not_written", path=printable(str(error.filename or "-")), reason=error.strerror or error)
        ) from None
