"""The package's own exceptions.

Each carries a code from the catalogue of interface words (`words/`), never a sentence: the room that meets
a person turns the code into Dutch.
"""

from __future__ import annotations


class SsfhLearnError(Exception):
    """Base of every error that this package raises on purpose."""


class Refused(SsfhLearnError):  # noqa: N818  (a refusal is an answer, not a fault)
    """A learner's response that the activity does not accept; the state stays as it was.

    `code` is a key of the section `refusal` in the catalogue of interface words.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ContentError(SsfhLearnError):
    """Content that cannot be used as it is written; the message is Dutch and meant for its author."""

    def _render_traceback_(self) -> list[str]:
        """Show the message instead of a traceback in a notebook (a hook of IPython's)."""
        return [str(self)]


class JournalError(SsfhLearnError):
    """An answer that could not be written; `code` is a key of the section `journal` in the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(SsfhLearnError):  # noqa: N818  (a state that passes, not a fault)
    """Something cannot be read now, so that nobody knows whether anything is there: not the same as nothing.

    `what` is `tests`, `modules` or `result`; the catalogue has a sentence for each.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
