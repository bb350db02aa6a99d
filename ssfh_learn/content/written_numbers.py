"""Numbers that an author wrote so that they can mean two things: `1.500` is one and a half, and to most people 1500."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Model
from ssfh_learn.activities.typed_number import meanings, unambiguous
from ssfh_learn.content.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path


def flaws_of_numbers(value: Any, written: Any, where: Path = (), key: str = "") -> Iterator[Flaw]:
    """Yield a question for each number in a model, at any depth, that can be read in two ways.

    `key` is that under which it was written.
    """
    if isinstance(value, Model) and isinstance(written, dict):
        for name in type(value).model_fields:
            own = key_of(type(value), name)
            yield from flaws_of_numbers(getattr(value, name), written.get(own), (*where, name), own)
    elif isinstance(value, dict) and isinstance(written, dict):
        for name in value:
            yield from flaws_of_numbers(value[name], written.get(name), (*where, name), name)
    elif isinstance(value, tuple) and isinstance(written, list):
        for position, (one, text) in enumerate(zip(value, written, strict=False)):
            yield from flaws_of_numbers(one, text, (*where, position), key)
    elif isinstance(value, int | float) and not isinstance(value, bool) and isinstance(written, str):
        yield from _flaw_of(written, where, key)


def _flaw_of(written: str, where: Path, key: str) -> Iterator[Flaw]:
    found = [unambiguous(one).replace(",", ".") for one in meanings(written)]
    if len(found) > 1:
        details = {"written": written, "key": key, "thousands": found[0], "fraction": found[1]}
        yield Flaw("number_with_two_meanings", where, details, weight="question")
