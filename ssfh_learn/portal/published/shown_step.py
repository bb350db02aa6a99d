"""A step as its page shows it: headings under the title, words of the glossary marked, tables with own names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.glossary import used
from ssfh_learn.portal.published.pages import Text
from ssfh_learn.portal.published.pictures import with_measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ssfh_learn.content.module import Term
    from ssfh_learn.portal.published.pages import ActivitySlot, ModuleStep

_TAG = re.compile(r"(<[^>]*>)")
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_OUTSIDE = frozenset({"a", "button", "code", "pre", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
"""In these elements no word is marked: they are short, or can be pressed themselves."""
_SOURCES = re.compile(r"<details>\s*<summary>(?:<strong>)?Bronnen\b")
_REST_OF_WORD = re.compile(r"(?:-\w+)*")
"""Of `IGLO-model` the whole word is marked, or a line could end in the middle of it."""
_TABLE_NAME = re.compile(r'(<div class="ssfh-scroll"[^>]* aria-label=")([^"]*)(")')


@dataclass(frozen=True)
class ExplainedWord:
    """A word of the glossary that a step uses: its id on the page, the word, and its meaning as HTML."""

    id: str
    word: str
    meaning: str


@dataclass(frozen=True)
class ShownStep:
    """The parts of a step as they are shown, and the words that its text explains on request."""

    parts: tuple[Text | ActivitySlot, ...]
    words: tuple[ExplainedWord, ...]


def shown_step(step: ModuleStep, glossary: Sequence[Term], folder: Path) -> ShownStep:
    """Return a step of the module in a folder as a page shows it."""
    marker = _Marker(glossary)
    parts = tuple(
        replace(part, html=with_measures(marker.marked(part.html), folder)) if isinstance(part, Text) else part
        for part in under_title(_with_named_tables(step.parts))
    )
    return ShownStep(parts, tuple(marker.found))


def under_title(parts: Iterable[Text | ActivitySlot]) -> Iterable[Text | ActivitySlot]:
    """Yield parts whose headings begin at level 2 and skip no level: the title of the page is level 1.

    Texts begin at level 3, because a notebook has its steps at level 2.
    """
    above: list[str] = []

    def level(found: re.Match[str]) -> str:
        if not found[1].startswith("</"):
            while above and above[-1] >= found[2]:
                above.pop()
            above.append(found[2])
        return f"{found[1]}{1 + len(above)}"

    for part in parts:
        yield replace(part, html=_HEADING.sub(level, part.html)) if isinstance(part, Text) else part


def _with_named_tables(parts: Iterable[Text | ActivitySlot]) -> Iterable[Text | ActivitySlot]:
    """Yield parts in which no two tables have the same name; the second of two gets a number."""
    count: Counter[str] = Counter()

    def name(found: re.Match[str]) -> str:
        count[found[2]] += 1
        number = count[found[2]]
        return found[1] + (found[2] if number == 1 else f"{found[2]} ({number})") + found[3]

    for part in parts:
        yield replace(part, html=_TABLE_NAME.sub(name, part.html)) if isinstance(part, Text) else part


class _Marker:
    """Marks each word of the glossary where a step first uses it."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self.found: list[ExplainedWord] = []
        self._left = [(used(term.word), term) for term in glossary]

    def marked(self, html: str) -> str:
        """Return a part of the text with its new words marked; the list of sources is left as it is."""
        sources = _SOURCES.search(html)
        end = sources.start() if sources else len(html)
        after = html.find("</details>", end)
        rest = self.marked(html[after:]) if sources and after >= 0 else ""
        return self._in_texts(html[:end]) + (html[end:after] if rest else html[end:]) + rest

    def _in_texts(self, html: str) -> str:
        outside, made = 0, []
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                name = piece.strip("</>").split(" ", 1)[0]
                if name in _OUTSIDE:
                    outside += -1 if piece.startswith("</") else 1
                made.append(piece)
            else:
                made.append(piece if outside else self._in_words(unescape(piece)))
        return "".join(made)

    def _in_words(self, text: str) -> str:
        """Return plain text as HTML, with the first use of each word that was not found before as a button."""
        hits = [(hit, pattern, term) for pattern, term in self._left if (hit := pattern.search(text))]
        if not hits:
            return escape(text, quote=False)
        # Of two words at one place the longer one is meant: "externe agressie" and not "agressie".
        hit, pattern, term = min(hits, key=lambda one: (one[0].start(), -len(one[0][0])))
        self._left.remove((pattern, term))
        explained = ExplainedWord(f"woord-{len(self.found) + 1}", term.word, markup(term.meaning)["html"])
        self.found.append(explained)
        rest = _REST_OF_WORD.match(text, hit.end())
        end = rest.end() if rest else hit.end()
        before = escape(text[: hit.start()], quote=False)
        return before + _button(explained.id, text[hit.start() : end]) + self._in_words(text[end:])


def _button(id_: str, said: str) -> str:
    return (
        f'<button type="button" class="ssfh-term" popovertarget="{id_}" aria-describedby="{id_}">'
        f"{escape(said, quote=False)}</button>"
    )
