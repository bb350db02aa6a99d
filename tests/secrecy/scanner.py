"""A learner who looks for the key with every trick that she can think of.

The scanner knows the key; she does not. What it finds, she could find by trying: the answer space of a test is small.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.questions import Question
from tests.secrecy.apart import Shown, told_apart
from tests.secrecy.readings import documents, readings, values

LONG = 12
"""Letters and digits: shorter texts of the key, and single words, are looked for as whole values only."""
_PIECE = LONG // 2
"""Wherever a longer text begins, it holds a whole one of the pieces of this length into which a page is cut."""
_LONG_DIGEST = 32
"""The characters of the shortest digest of which a part tells it: that of MD5."""
_HASHES = (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512, hashlib.blake2b, hashlib.blake2s)
_WORDS = ("", "juist", "goed", "ja", "true", "1", "correct", "nee", "false")
_JOINS = ("", ":", "/")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_SALT = re.compile(r"salt|zout|nonce|pepper", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
    "\U000e0000-\U000e01ef]"
)
_TELLING = frozenset(
    (
        *("juist", "correct", "uitleg", "explanation", "waarde", "worth", "feedback", "solution", "verdict", "share"),
        *("modelantwoord", "model_answer", "beoordeling", "mark_scheme", "trefwoordgroepen", "keyword_groups"),
        *("nodig", "needed", "hints", "paren", "pairs", "groep", "group", "result", "antwoord", "marge_goed"),
        *("goede_antwoorden", "accepted", "bijna_goed", "near_misses", "tikfouten", "typing_errors"),
        *("nakijkpunten", "checklist"),
        *("marge_half", "uitleg_waar", "uitleg_onwaar", "explanation_true", "explanation_false"),
    )
)
"""Names of what only a key has a value for, in a content file or in a view."""
_IDS = {"id", "right_id", "group"}
_NOTHING = (None, "", [], {}, "nee", False, 0)


@dataclass(frozen=True)
class Finding:
    """Where the key was found, how one has to look, and what it says."""

    artefact: str
    how: str
    what: str


@dataclass
class Scanner:
    """Looks for the key of one test: `key` carries the ids that learners see, `authors` those of the content file.

    `public` are texts that a learner may have though they are in the key.
    """

    key: Quiz
    authors: Quiz
    public: str = ""
    _digests: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def scan(self, artefacts: Mapping[str, bytes]) -> list[Finding]:
        """Return everything that tells something of the key."""
        return [Finding(name, how, what) for name, content in artefacts.items() for how, what in self._found(content)]

    def texts_in(self, artefacts: Mapping[str, bytes]) -> list[Finding]:
        """Return the texts of the key that are there, in whatever form: for what holds no test, but could."""
        return texts_in(artefacts, [self])

    def _found(self, content: bytes) -> Iterator[tuple[str, str]]:
        tokens: set[str] = set()
        salts: set[str] = set()
        for reading, data in readings(content):
            yield from _texts(reading, data, self._pieces)
            text = data.decode("utf-8", "ignore")
            yield from (("answer by question", f"{reading}: {said}") for said in self._answers.findall(text))
            tokens |= set(_TOKEN.findall(_UUID.sub(" ", text)))
            for document in documents(data):
                if isinstance(document, dict | list):
                    salts |= {str(value) for name, value in values(document) if _SALT.search(name)}
                    yield from self._structure(reading, document)
        yield from self._statements(tokens, salts)
        yield from self._listed(content)

    # Texts

    @cached_property
    def needles(self) -> dict[str, str]:
        """The long texts of the key as they are meant, by what is squeezed, forwards, backwards and in rot13."""
        public = squeezed(self.public + _text_of(self.key.without_key()))
        needles: dict[str, str] = {}
        for text in self._secret_texts:
            for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
                needle = squeezed(sentence)
                if len(needle) < LONG or " " not in sentence.strip() or needle in public:
                    continue
                ways = {"": needle, "backwards": needle[::-1], "rot13": codecs.encode(needle, "rot13")}
                needles |= {written: f"{way}|{sentence}" for way, written in ways.items()}
        return needles

    @cached_property
    def _pieces(self) -> _Pieces:
        return _pieces_of(self.needles)

    @cached_property
    def _secret_texts(self) -> set[str]:
        """Every text of the key, but for ids, that is not in what a learner gets."""
        theirs = {text for _, text in _strings(self.key.without_key())}
        return {text for name, text in _strings(self.authors) if name not in _IDS and text not in theirs}

    @cached_property
    def _short(self) -> set[str]:
        """The short texts and single words of the key that are nowhere in what a learner gets."""
        public = set(re.split(r"[\W_]+", _text_of(self.key.without_key()).casefold()))
        short = (text for text in self._secret_texts if len(squeezed(text)) < LONG or " " not in text)
        return {text.strip().casefold() for text in short} - public

    # Structure

    @cached_property
    def _lists(self) -> dict[frozenset[str], tuple[Question, str]]:
        """What can be chosen in each question, by the ids that learners see."""
        return {
            frozenset(thing["id"] for thing in part): (question, name)
            for question in self.key.questions
            for name, part in question.parts(tuple).items()
            if isinstance(part, list) and part
        }

    def _structure(self, reading: str, document: Any) -> Iterator[tuple[str, str]]:
        """Yield what a document about the test says in fields, short values and invisible characters."""
        ids = frozenset().union(*self._lists)
        everything = list(values(document))
        if not any(isinstance(value, str) and value in ids for _, value in everything):
            return
        for name, value in _without_answers(document):
            if name in _TELLING and value not in _NOTHING and (name, value) != ("solution", True):  # a word of nbgrader
                yield f"{reading}, field", f"{name}: {value!r}"
            if isinstance(value, str) and name != "id" and value.strip().casefold() in self._short:
                yield f"{reading}, value", f"{name}: {value!r}"
            if isinstance(value, str) and _INVISIBLE.search(value):
                yield f"{reading}, invisible characters", repr(value)
        yield from self._authors_ids(reading, document)

    def _authors_ids(self, reading: str, document: Any) -> Iterator[tuple[str, str]]:
        for things in _option_lists(document):
            shown, texts = {str(one["id"]) for one in things}, {_plain(one) for one in things}
            for question in self.authors.questions:
                mine = _things(question)
                if shown & {one["id"] for one in mine} and texts & {_plain(one) for one in mine}:
                    yield f"{reading}, id of the author", f"{question.id}: {sorted(shown)}"

    @cached_property
    def _answers(self) -> re.Pattern[str]:
        """What finds `w1: b`, `w1=true` and the like: the answer of a question straight after its id."""
        pairs = []
        for mine, theirs in zip(self.authors.questions, self.key.questions, strict=True):
            said = {form for question in (mine, theirs) for form in _short_answers(question.solution())}
            if said:
                forms = "|".join(sorted(map(re.escape, said), key=len, reverse=True))
                pairs.append(rf"{re.escape(mine.id)}[^\w\n]{{1,6}}(?:{forms})")
        return re.compile(rf"(?<![\w-])(?:{'|'.join(pairs)})(?![\w-])")

    # Short statements, found by trying

    def _statements(self, tokens: set[str], salts: set[str]) -> Iterator[tuple[str, str]]:
        digests = self._digests_with(tuple(sorted(salts)))
        for token in tokens:
            for written in {token.lower(), _hex_of(token)}:
                found = digests.get(written[:8])
                if found is None:
                    continue
                digest, statement = found.split(" ", 1)
                is_long = len(digest) >= _LONG_DIGEST  # the start of a short one says nothing: any number may have it
                if digest == written or (is_long and (digest.startswith(written) or written.startswith(digest))):
                    yield "hash", statement

    def _digests_with(self, salts: tuple[str, ...]) -> dict[str, str]:
        """Return, by its first eight characters, the hash of everything that one could say about an option."""
        if salts not in self._digests:
            self._digests[salts] = {
                written[:8]: f"{written} {said}"
                for said in dict.fromkeys(self._said(salts))  # each of them once: many come in more than one way
                for written in _hashed(said)
            }
        return self._digests[salts]

    def _said(self, salts: tuple[str, ...]) -> Iterator[str]:
        for question, same in zip(self.authors.questions, self.key.questions, strict=True):
            about = ("", self.key.id, question.id, f"{self.key.id}/{question.id}", *salts)
            for mine, theirs in zip(_things(question), _things(same), strict=True):
                for what in dict.fromkeys((mine["id"], theirs["id"], _plain(mine))):
                    for salt, word, join in product(about, _WORDS, _JOINS):
                        if what == theirs["id"] and not salt and not word:
                            continue
                        yield join.join(filter(None, (salt, what, word)))
                        yield join.join(filter(None, (what, word, salt)))
            for word, salt in product(("true", "false", "ja", "nee", "juist", "onjuist", "waar", "onwaar"), about[1:]):
                yield from (f"{salt}{join}{word}" for join in _JOINS)

    # What tells right from wrong without saying so

    def _listed(self, content: bytes) -> Iterator[tuple[str, str]]:
        shown = [
            placed
            for document in documents(content)
            for things in _option_lists(document)
            if (placed := self._placed(things)) is not None
        ]
        yield from told_apart(shown or list(self._in_text(content)))

    def _placed(self, things: list[dict[str, Any]]) -> Shown | None:
        """Return of which question a list is, by ids and by texts: one of the two may have been changed."""
        for known, (question, name) in self._lists.items():
            by_text = {squeezed(_plain(one)): one["id"] for one in question.parts(tuple)[name]}
            ids = [str(one["id"]) if one["id"] in known else by_text.get(squeezed(_plain(one))) for one in things]
            if set(ids) == known and len(ids) == len(known):
                return question, name, [(str(id_), thing) for id_, thing in zip(ids, things, strict=True)]
        return None

    def _in_text(self, content: bytes) -> Iterator[Shown]:
        """Yield what can be chosen in the order in which the texts stand in a page."""
        page = squeezed(re.sub(rb"<[^<>]*>", b"", content).decode("utf-8", "ignore"))
        for question in self.key.questions:
            start = page.find(squeezed(question.prompt))
            for name, part in question.parts(tuple).items():
                if start < 0 or not isinstance(part, list) or not part:
                    continue
                places = [page.find(squeezed(_plain(one)), start) for one in part]
                if min(places) >= 0:
                    ordered = sorted(zip(places, part, strict=True), key=lambda pair: pair[0])
                    yield question, name, [(one["id"], {"id": one["id"]}) for _, one in ordered]


def texts_in(artefacts: Mapping[str, bytes], scanners: Iterable[Scanner]) -> list[Finding]:
    """Return the texts of any of these keys that are there, in whatever form."""
    pieces = _pieces_of({written: said for scanner in scanners for written, said in scanner.needles.items()})
    return [
        Finding(name, how, what)
        for name, content in artefacts.items()
        for reading, data in readings(content)
        for how, what in _texts(reading, data, pieces)
    ]


_Pieces = Mapping[str, list[tuple[int, str, str]]]
"""By a piece of what is looked for: how much of it stands before, the whole, and what it means."""


def _pieces_of(needles: Mapping[str, str]) -> _Pieces:
    pieces: dict[str, list[tuple[int, str, str]]] = {}
    for written, said in needles.items():
        for before in range(_PIECE):
            pieces.setdefault(written[before : before + _PIECE], []).append((before, written, said))
    return pieces


def _texts(reading: str, data: bytes, pieces: _Pieces) -> Iterator[tuple[str, str]]:
    haystack = squeezed(data.decode("utf-8", "ignore"))
    for place in range(0, len(haystack) - _PIECE + 1, _PIECE):
        for before, needle, said in pieces.get(haystack[place : place + _PIECE], ()):
            if place >= before and haystack.startswith(needle, place - before):
                way, text = said.split("|", 1)
                yield ", ".join(filter(None, (reading, way))), text


def squeezed(text: str) -> str:
    """Return the letters and digits of a text: what is left of it in any markup, with any white space."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _hashed(said: str) -> Iterator[str]:
    data = said.encode()
    yield from (algorithm(data).hexdigest() for algorithm in _HASHES)
    yield f"{zlib.crc32(data):08x}"
    yield f"{zlib.crc32(data):d}"


def _short_answers(solution: Any) -> Iterator[str]:
    if isinstance(solution, bool):
        yield from ("true", "ja", "waar", "juist") if solution else ("false", "nee", "onwaar", "onjuist")
    elif isinstance(solution, str):
        yield solution
    elif isinstance(solution, list):
        yield from solution[:1]
    elif isinstance(solution, dict) and "verdict" in solution:
        yield from _short_answers(solution["verdict"])


def _hex_of(token: str) -> str:
    """Return in hexadecimal what a token says in base64, as far as it goes."""
    digits = token.replace("-", "+").replace("_", "/")
    return b64decode(digits[: len(digits) // 4 * 4]).hex()


def _things(question: Question) -> list[dict[str, Any]]:
    return [one for part in question.parts(tuple).values() if isinstance(part, list | tuple) for one in part]


def _plain(thing: Mapping[str, Any]) -> str:
    """Return the text of something to choose, as an author wrote it or nearly so."""
    text = thing.get("text", thing.get("tekst", thing.get("naam", "")))
    html = text["html"] if isinstance(text, dict) else str(text)
    return re.sub(r"<[^<>]*>", "", html).strip()


def _strings(quiz: Quiz) -> Iterator[tuple[str, str]]:
    return ((name, one) for name, one in values(quiz.model_dump(mode="json")) if isinstance(one, str))


def _text_of(quiz: Quiz) -> str:
    return json.dumps(quiz.model_dump(mode="json"), ensure_ascii=False)


def _option_lists(document: Any) -> Iterator[list[dict[str, Any]]]:
    for _, value in values(document):
        if isinstance(value, list) and len(value) > 1 and all(isinstance(one, dict) and "id" in one for one in value):
            yield value


def _without_answers(document: Any) -> Iterable[tuple[str, Any]]:
    """Yield the values of a document but for what a learner herself answered."""
    if isinstance(document, dict):
        document = {key: value for key, value in document.items() if key not in {"answer", "response"}}
        for key, value in document.items():
            yield key, value
            if isinstance(value, dict | list):
                yield from _without_answers(value)
    elif isinstance(document, list):
        for value in document:
            yield from _without_answers(value) if isinstance(value, dict | list) else [("", value)]


def counted(findings: Iterable[Finding]) -> Counter[str]:
    """Return how often the key was found, by artefact and way: for a message that can be read."""
    return Counter(f"{one.artefact}: {one.how}" for one in findings)
