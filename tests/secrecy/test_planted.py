"""The scanner itself: each leak that somebody could plant in a release is found."""

from __future__ import annotations

import bz2
import codecs
import gzip
import hashlib
import json
import lzma
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

import pytest

from tests.secrecy.conftest import Built
from tests.secrecy.readings import values
from tests.secrecy.scanner import Scanner

pytestmark = pytest.mark.slow  # a course that is built and released

NAME = "agressie-toets"
SAID = "Wie meewerkt, ook al is het kort, is een collega. Dit komt dus van binnen."
"""An explanation in the key."""
Json = dict[str, Any]


@pytest.fixture
def scanner(scanners: Mapping[str, Scanner]) -> Scanner:
    """Return what finds the key of this test."""
    return scanners[NAME]


@pytest.fixture
def test(built: Built) -> Json:
    """Return the released test file."""
    described: Json = json.loads((built.release(NAME) / "toets.json").read_text("utf-8"))
    return described


@pytest.fixture
def notebook(built: Built) -> Json:
    """Return the released notebook."""
    written: Json = json.loads((built.release(NAME) / f"{NAME}.ipynb").read_text("utf-8"))
    return written


def ways_found(scanner: Scanner, document: object) -> set[str]:
    """Return how a leak in a document is found."""
    return {finding.how for finding in scanner.scan({"file": json.dumps(document).encode()})}


def questions(test: Json, *kinds: str) -> list[Json]:
    return [question for question in test["test"]["vragen"] if question["soort"] in kinds]


def right_id(scanner: Scanner, question: Json) -> str:
    return str(scanner.key.question(question["id"]).solution())


# Texts of the key


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "in capitals": lambda data: data.decode().upper().encode(),
    "with other white space": lambda data: data.replace(b" ", b"\n   "),
    "with zero-width characters": lambda data: "\u200b".join(data.decode()).encode(),
    "json": lambda data: json.dumps(data.decode()).encode(),
    "json in json": lambda data: json.dumps(json.dumps(data.decode())).encode(),
    "html": lambda data: escape(data.decode()).encode("ascii", "xmlcharrefreplace"),
    "with tags": lambda data: data.replace(b"komt", b"k<b>o</b>mt"),
    "percent": lambda data: quote(data, safe="").encode(),
    "every byte percent": lambda data: "".join(f"%{byte:02x}" for byte in data).encode(),
    "hex": lambda data: data.hex().encode(),
    "hex in capitals": lambda data: b"x" + data.hex().upper().encode(),
    "base64": b64encode,
    "base64 after one byte": lambda data: b64encode(b"." + data),
    "base64 after two bytes": lambda data: b64encode(b".." + data),
    "base64 for addresses": lambda data: urlsafe_b64encode(b"\xff\xfe\xfb" + data),
    "base64 glued to a word": lambda data: b"abcde" + b64encode(data),
    "base64 twice": lambda data: b64encode(b64encode(data)),
    "backwards": lambda data: data.decode()[::-1].encode(),
    "rot13": lambda data: codecs.encode(data.decode(), "rot13").encode(),
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "zlib": zlib.compress,
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "compressed after something else": lambda data: b"abc\x00\x01" + zlib.compress(data, 9),
    "gzip in base64": lambda data: b64encode(gzip.compress(data)),
    "gzip in base64 in json": lambda data: json.dumps({"thumbnail": b64encode(gzip.compress(data)).decode()}).encode(),
    "xz in hex": lambda data: lzma.compress(data).hex().encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_text_of_the_key_is_found_however_it_is_written(scanner: Scanner, way: str) -> None:
    hidden = b'{"metadata": "' + WAYS[way](SAID.encode()) + b'"}'

    assert scanner.texts_in({"file": hidden}) != []


def test_texts_that_a_learner_may_have_are_no_finding(scanner: Scanner) -> None:
    assert scanner.scan({"file": b"Hij bewaart ze en praat met de vertrouwenspersoon. Klopt!"}) == []


@pytest.mark.parametrize("field", ["uitleg", "modelantwoord", "beoordeling", "goed", "deels", "fout"])
def test_every_kind_of_text_of_the_key_is_looked_for(scanner: Scanner, field: str) -> None:
    content = scanner.authors.model_dump(mode="json", by_alias=True)
    texts = [value for name, value in values(content) if name == field and isinstance(value, str)]
    texts = [text for text in texts if len(text) > 40]

    assert texts or field == "modelantwoord"
    for text in texts:
        assert scanner.texts_in({"file": text.encode()}) != []


# Places in a release


def test_a_key_in_a_cell_is_found(scanner: Scanner, notebook: Json) -> None:
    question = next(one for one in scanner.authors.questions if one.kind == "single_choice")
    right = next(option for option in question.options if option.correct)
    notebook["cells"][0]["source"].append(f"<!-- {question.id}: {right.id}. {right.explanation} -->")

    assert "plain" in ways_found(scanner, notebook)


def test_a_key_in_the_metadata_of_a_cell_is_found(scanner: Scanner, notebook: Json) -> None:
    question = scanner.authors.questions[0]
    notebook["cells"][2]["metadata"]["antwoord"] = {question.id: "x", "a45": False}

    assert "answer by question" in ways_found(scanner, notebook)


def test_a_key_in_saved_widget_state_is_found(scanner: Scanner, notebook: Json) -> None:
    state = {"state": {"abc": {"state": {"view": {"solution": {"text": SAID}}}}}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": state}

    assert "plain" in ways_found(scanner, notebook)


def test_a_feedback_text_is_found_even_where_it_says_only_well_done(scanner: Scanner, test: Json) -> None:
    questions(test, "enkele-keuze")[0]["feedback"] = {"goed": "Goed!"}

    assert ways_found(scanner, test) == {"plain, field"}


@pytest.mark.parametrize("field", ["juist", "uitleg"])
def test_a_field_that_only_a_right_option_has_is_found(scanner: Scanner, test: Json, field: str) -> None:
    question = questions(test, "enkele-keuze")[0]
    for option in question["opties"]:
        if option["id"] == right_id(scanner, question):
            option[field] = "ja"

    assert "plain, field" in ways_found(scanner, test)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("getal", "antwoord", 29.0),
        ("beste-keuze", "waarde", 0.5),
        ("volgorde", "hints", ["Begin bij het eind."]),
        ("invulwoord", "tikfouten", 1),
        ("invulwoord", "goede_antwoorden", ["signaal"]),
        ("invulwoord", "bijna_goed", [{"antwoorden": ["alarm"]}]),
        ("eigen-woorden", "nakijkpunten", [{"id": "wie", "tekst": "Wie er komt"}]),
    ],
)
def test_a_field_of_the_key_is_found(scanner: Scanner, test: Json, kind: str, field: str, value: object) -> None:
    question = questions(test, kind)[0]
    (question["opties"][0] if field == "waarde" else question)[field] = value

    assert "plain, field" in ways_found(scanner, test)


@pytest.mark.parametrize("written", ["{}: {}", "{}={}", '{{"{}": "{}"}}', "{} -> {}"])
def test_an_answer_straight_after_its_question_is_found(scanner: Scanner, written: str) -> None:
    question = next(one for one in scanner.authors.questions if one.kind == "single_choice")
    log = written.format(question.id, question.solution())

    assert [one.how for one in scanner.scan({"log": log.encode()})] == ["answer by question"]


# Ids


def authors_ids(scanner: Scanner, test: Json) -> None:
    """Give every option the id that its author gave it."""
    for question in test["test"]["vragen"]:
        for option in question.get("opties", []):
            option["id"] = authors_id(scanner, question["id"], option["id"])


def authors_id(scanner: Scanner, question: str, id_: str) -> str:
    mine, theirs = scanner.authors.question(question), scanner.key.question(question)
    pairs = zip(mine.options, theirs.options, strict=True)  # type: ignore[attr-defined]
    return next(one.id for one, same in pairs if same.id == id_)


def test_ids_of_the_author_are_found(scanner: Scanner, test: Json) -> None:
    authors_ids(scanner, test)

    assert "plain, id of the author" in ways_found(scanner, test)


HASHES = {
    "md5": lambda said: hashlib.new("md5", said, usedforsecurity=False).hexdigest(),
    "sha1": lambda said: hashlib.new("sha1", said, usedforsecurity=False).hexdigest(),
    "sha256": lambda said: hashlib.sha256(said).hexdigest(),
    "sha256, cut off": lambda said: hashlib.sha256(said).hexdigest()[:12],
    "sha512 in base64": lambda said: b64encode(hashlib.sha512(said).digest()).decode(),
    "blake2b": lambda said: hashlib.blake2b(said).hexdigest(),
    "crc32": lambda said: f"{zlib.crc32(said):08x}",
    "crc32 as a number": lambda said: str(zlib.crc32(said)),
}


@pytest.mark.parametrize("algorithm", HASHES)
def test_an_id_that_is_a_hash_of_the_authors_id_and_right_is_found(
    scanner: Scanner, test: Json, algorithm: str
) -> None:
    question = questions(test, "enkele-keuze")[0]
    right = right_id(scanner, question)
    for option in question["opties"]:
        if option["id"] == right:
            said = authors_id(scanner, question["id"], right) + "juist"
            option["id"] = HASHES[algorithm](said.encode())

    assert "hash" in ways_found(scanner, test)


@pytest.mark.parametrize(
    "said", ["{quiz}/{question}:{author}", "{id}:true", "{question}:{id}:juist", "zout42:{author}"]
)
def test_a_hash_of_what_is_right_is_found(scanner: Scanner, test: Json, said: str) -> None:
    question = questions(test, "enkele-keuze")[0]
    right = right_id(scanner, question)
    statement = said.format(
        quiz=NAME, question=question["id"], id=right, author=authors_id(scanner, question["id"], right)
    )
    question["check"] = hashlib.sha256(statement.encode()).hexdigest()
    question["salt"] = "zout42"

    assert ways_found(scanner, test) == {"hash"}


# What is told apart without a word


def each_right_option(scanner: Scanner, test: Json) -> list[tuple[list[Json], Json]]:
    """Return the options of each question with one right option, and that one."""
    found = []
    for question in questions(test, "enkele-keuze", "beste-keuze"):
        right = next(option for option in question["opties"] if option["id"] == right_id(scanner, question))
        found.append((question["opties"], right))
    return found


def put_first(options: list[Json], right: Json) -> None:
    options.sort(key=lambda option: option is not right)


def put_last(options: list[Json], right: Json) -> None:
    options.sort(key=lambda option: option is right)


def put_second(options: list[Json], right: Json) -> None:
    options.remove(right)
    options.insert(1, right)


def longer_id(_options: list[Json], right: Json) -> None:
    right["id"] += "0"


def extra_field(_options: list[Json], right: Json) -> None:
    right["x"] = None


def missing_field(options: list[Json], right: Json) -> None:
    for option in options:
        if option is not right:
            option["kleur"] = "grijs"


def space_at_the_end(_options: list[Json], right: Json) -> None:
    right["tekst"] += " "


def small_letter(options: list[Json], right: Json) -> None:
    for option in options:
        option["tekst"] = option["tekst"][:1].upper() + option["tekst"][1:]
    right["tekst"] = right["tekst"][:1].lower() + right["tekst"][1:]


def other_order_of_fields(_options: list[Json], right: Json) -> None:
    text = right.pop("tekst")
    right["tekst"] = text
    right["juist"] = right.pop("juist", "nee")


HABITS = [
    put_first,
    put_last,
    put_second,
    longer_id,
    extra_field,
    missing_field,
    space_at_the_end,
    small_letter,
    other_order_of_fields,
]


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_a_habit_that_tells_right_from_wrong_is_found(
    scanner: Scanner, test: Json, habit: Callable[[list[Json], Json], None]
) -> None:
    for options, right in each_right_option(scanner, test):
        habit(options, right)

    assert "told apart" in ways_found(scanner, test)


def test_a_zero_width_character_in_one_option_is_found(scanner: Scanner, test: Json) -> None:
    each_right_option(scanner, test)[0][1]["tekst"] += "\u200b"

    assert ways_found(scanner, test) == {"plain, invisible characters"}


def test_steps_in_the_right_order_are_found(scanners: Mapping[str, Scanner], built: Built) -> None:
    # of the test that has three such questions: in fewer, luck could do it
    name = "loopbaan-toets"
    scanner, test = scanners[name], json.loads((built.release(name) / "toets.json").read_text("utf-8"))
    for question in questions(test, "volgorde"):
        solution: Any = scanner.key.question(question["id"]).solution()
        question["stappen"].sort(key=lambda step, solution=solution: solution.index(step["id"]))  # type: ignore[misc]

    assert ways_found(scanner, test) == {"told apart"}


def test_couples_side_by_side_are_found(scanners: Mapping[str, Scanner], built: Built) -> None:
    # all such questions of all tests: in fewer than four, luck could do it
    both: list[Any] = [
        [one for scanner in scanners.values() for one in getattr(scanner, of).questions if one.kind == "matching"]
        for of in ("key", "authors")
    ]
    keys, authors = both
    some = scanners["loopbaan-toets"]
    scanner = Scanner(
        *(
            quiz.model_copy(update={"questions": tuple(some_)})
            for quiz, some_ in ((some.key, keys), (some.authors, authors))
        )
    )
    tests = [json.loads((built.release(name) / "toets.json").read_text("utf-8")) for name in scanners]
    asked = [question for test in tests for question in questions(test, "koppelen")]
    assert "told apart" not in ways_found(scanner, {"test": {"vragen": asked}})
    for question in asked:
        solution: Any = scanner.key.question(question["id"]).solution()
        place = {id_: number for number, couple in enumerate(solution.items()) for id_ in couple}
        for side in ("linkerkant", "rechterkant"):
            question[side].sort(key=lambda item, place=place: place[item["id"]])  # type: ignore[misc]

    assert len(asked) >= 4
    assert "told apart" in ways_found(scanner, {"test": {"vragen": asked}})


def test_a_page_in_which_the_right_option_always_stands_first_is_found(scanner: Scanner) -> None:
    page = []
    for question in scanner.key.questions:
        page.append(f"<h3>{question.prompt}</h3>")
        options = getattr(question, "options", ())
        right = question.solution()
        page += [f"<li>{one.text}</li>" for one in sorted(options, key=lambda one: one.id not in right)]

    found = scanner.scan({"page": "\n".join(page).encode()})

    assert {finding.how for finding in found} == {"told apart"}
