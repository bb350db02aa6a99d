"""How long things take somebody who reads with attention: reading 180 words a minute, and doing what is to be done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_PER_SECOND = 3
"""180 words a minute: somebody who reads with attention, and Dutch may not be her first language."""
TO_CHOOSE = 15
"""Seconds to choose an answer, besides reading."""
TO_LOOK, TO_TYPE = 30, 45
"""Seconds to look at a chart or a result, and to type a few words."""
TO_PLACE, TO_TICK = 5, 5
"""Seconds to place one card or line, and to tick one statement."""
NOT_READ = {
    *("id", "kind", "kind_word", "goal", "goals", "sources", "hints", "rule", "group", "version", "score_feedback"),
}
"""The fields that hold no text that everybody reads."""
_TAG, _WORD = re.compile(r"<[^>]+>"), re.compile(r"\w[\w'’-]*")


def seconds_to_read(words: float) -> float:
    """Return how long it takes to read so many words."""
    return words / WORDS_PER_SECOND


def words_in(value: Any) -> int:
    """Return how many words are read in a text, in a list of texts or in a dump of content."""
    return sum(len(_WORD.findall(_TAG.sub(" ", text) if "<" in text else text)) for _, text in texts_in(value))


def texts_in(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that is read, with the name of the field that it stands in."""
    match value:
        case str():
            yield field, value
        case dict():
            for name, inner in value.items():
                yield from texts_in(inner, name) if name not in NOT_READ else ()
        case list() | tuple():
            for inner in value:
                yield from texts_in(inner, field)
