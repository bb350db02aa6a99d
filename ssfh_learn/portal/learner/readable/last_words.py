"""What a learner wrote in an activity that is not there any more: her own words are all that can be told of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.grading.answer import own_words_html
from ssfh_learn.portal.learner.readable.told_line import ToldLine
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.journal import Event


def last_words(events: Iterable[Event], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the last words of her own in each place of an activity that is not there any more, after those of before.

    An id has no space in it and is nothing to read.
    """
    found = dict(before or {})
    for event in events:
        texts = list(_texts(event.data))
        place = " ".join([event.kind, *(one for one in texts if " " not in one.strip())])
        own = [one for one in texts if " " in one.strip()]
        if own:
            found[place] = "\n".join(own)
    return found


def told_words(words: Iterable[str]) -> list[ToldLine]:
    """Return her own words as lines."""
    return [ToldLine(escape(word("readable", "own_words")), own_words_html(one)) for one in words]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
