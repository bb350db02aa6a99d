"""The catalogue of interface words: every code has a sentence, every sentence is used."""

from __future__ import annotations

import ast
import re
import string
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.words import counted, duration, section, word
from tests.test_imports import FILES, PACKAGE, room, syntax_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

TREES = {path: syntax_tree(path) for path in FILES}


def _texts(expression: ast.expr | None) -> set[str]:
    """Return the texts that an expression can be: a constant, or one of two."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return {expression.value}
    if isinstance(expression, ast.IfExp):
        return _texts(expression.body) | _texts(expression.orelse)
    return set()


def given_to(*functions: str, position: int = 0) -> set[str]:
    """Return the texts that are given to functions (or methods) of these names, in one position."""
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func).split(".")[-1] in functions and len(call.args) > position]
    return set().union(*(_texts(call.args[position]) for call in named))


def words_of(name: str) -> set[str]:
    """Return the keys that are asked of a section by name."""
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [call for call in calls if ast.unparse(call.func) == "word" and _texts(call.args[0]) == {name}]
    return set().union(*(_texts(call.args[1]) for call in asked))


def assigned_codes() -> set[str]:
    """Return the texts that the content room gives to a variable `code`, or keeps in a table or returns as one."""
    found: set[str] = set()
    for path, tree in TREES.items():
        if room(path) != "content":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                pairs = [(node.targets[0], node.value)]
                if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
                if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.IfExp):
                    first = [
                        side.elts[0] for side in (node.value.body, node.value.orelse) if isinstance(side, ast.Tuple)
                    ]
                    pairs = [(node.targets[0].elts[0], one) for one in first]
                found |= set().union(*(_texts(value) for name, value in pairs if ast.unparse(name) == "code"))
            if (
                isinstance(node, ast.Assign)
                and ast.unparse(node.targets[0]) == "_CODES"
                and isinstance(node.value, ast.Dict)
            ):
                found |= set().union(*map(_texts, node.value.values))
            if isinstance(node, ast.FunctionDef) and node.name.endswith("_code"):
                returns = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
                found |= set().union(*map(_texts, returns))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "_CODES.get":
                found |= _texts(node.args[1])
    return found


def test_every_code_of_check_has_a_sentence_and_every_sentence_is_used() -> None:
    codes = given_to("Flaw", "add") | given_to("_at_line", position=1) | given_to("Problem", position=2)

    assert codes | assigned_codes() | words_of("check") == set(section("check"))


def test_every_refusal_has_a_sentence_and_every_sentence_is_used() -> None:
    codes = given_to("Refused")
    table = next(
        node.value
        for node in ast.walk(TREES[PACKAGE / "activities" / "activity.py"])
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_CODES"
    )
    assert isinstance(table, ast.Dict)
    codes |= set().union(*map(_texts, table.values)) | {"malformed"}

    assert codes == set(section("refusal"))


def test_every_code_of_the_journal_has_a_sentence() -> None:
    codes = given_to("JournalError") - UNTRUSTED | {"disk_full", "read_only", "not_written"}

    assert codes <= set(section("journal"))


UNTRUSTED = {"missing", "not_a_file", "too_large"}
"""What a journal that somebody else wrote can be as well; only a grader reads such a one."""


def counted_in(name: str) -> set[str]:
    """Return the keys that something is counted under in a variable of this name, `odd["unknown_ids"] += 1`."""
    places = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
    named = [place.slice for place in places if ast.unparse(place.value) == name]
    default = [node.args[1] for node in named if isinstance(node, ast.Call) and len(node.args) > 1]
    return set().union(*map(_texts, [*named, *default]))


def test_every_word_of_grading_is_used_and_every_code_has_one() -> None:
    journal = {f"journal_{code}" for code in UNTRUSTED | {"unreadable"}}
    reasons = {
        text
        for node in ast.walk(TREES[PACKAGE / "grading" / "submission.py"])
        if isinstance(node, ast.Return)
        for text in _texts(node.value)
    }
    table = next(
        node.value
        for node in ast.walk(TREES[PACKAGE / "grading" / "marking.py"])
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_ODDITY"
    )
    assert isinstance(table, ast.Dict)
    oddities = counted_in("odd") | set().union(*map(_texts, table.values))
    codes = given_to("GradingError", "Note") | journal | reasons | oddities

    assert codes | words_of("grading") == set(section("grading"))


def test_every_word_of_the_feedback_page_is_used() -> None:
    template = "".join(path.read_text("utf-8") for path in (PACKAGE / "grading").glob("*.j2"))
    used = set(re.findall(r"words\.([a-z_]+)", template)) | {"right", "partly", "wrong"}

    assert used == set(section("feedback"))


@pytest.mark.parametrize("name", ["cli", "widgets", "journal"])
def test_every_word_that_is_asked_for_is_there(name: str) -> None:
    assert words_of(name) <= set(section(name))


def _sentences(found: str | dict[str, str]) -> list[str]:
    """Return the sentence of a key, or both where there is one for one and one for many."""
    return [found] if isinstance(found, str) else list(found.values())


@pytest.mark.parametrize("name", ["refusal", "journal", "widgets", "check", "cli", "grading", "feedback", "export"])
def test_every_sentence_is_dutch_text_with_named_fields(name: str) -> None:
    sentences = ((key, one) for key, found in section(name).items() for one in _sentences(found))
    for key, sentence in sentences:
        fields = [field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None]
        assert all(re.fullmatch("[a-z]+", field) for field in fields), key
        assert sentence == sentence.strip(), key


def test_fields_are_filled_in_and_an_unknown_key_is_an_error() -> None:
    assert word("journal", "unsaved", count=2).startswith("2 antwoord(en) zijn nog niet opgeslagen.")
    with pytest.raises(KeyError):
        word("journal", "bestaat-niet")


DUTCH = re.compile(r"\b(de|het|een|niet|je|jouw|wij|geen|voor|kies|typ)\b", re.IGNORECASE)


def test_no_dutch_sentence_is_hidden_in_the_code() -> None:
    found = {str(path.relative_to(PACKAGE)): dutch_texts(tree) for path, tree in TREES.items()}

    assert {path: texts for path, texts in found.items() if texts} == {}


def dutch_texts(tree: ast.Module) -> list[str]:
    """Return the texts in the code that are no docstring and hold two Dutch words or more."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if text not in docstrings and len(DUTCH.findall(text)) > 1]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "1 minuut"),
        (45, "45 minuten"),
        (60, "een uur"),
        (70, "70 minuten"),
        (75, "75 minuten"),
        (90, "anderhalf uur"),
        (119, "119 minuten"),
        (120, "2 uur"),
        (121, "2 uur en 1 minuut"),
        (150, "2 uur en 30 minuten"),
        (600, "10 uur"),
    ],
)
def test_a_duration_is_said_as_people_say_it(minutes: int, said: str) -> None:
    assert duration(minutes) == said


@pytest.mark.parametrize(
    ("points", "maximum", "said"),
    [
        ("0", 1, "0 van 1 punt"),
        ("0,5", 0.5, "0,5 van 0,5 punt"),
        ("1", 1.5, "1 van 1,5 punten"),
        ("1", 2, "1 van 2 punten"),
    ],
)
def test_one_is_spoken_of_as_one(points: str, maximum: float, said: str) -> None:
    sentences: dict[str, str] = section("feedback")["points"]  # type: ignore[assignment]

    assert counted(sentences, maximum, points=points, maximum=f"{maximum:g}".replace(".", ",")) == said
    assert word("cli", "exported", count=1, path="a") == "1 regel geschreven naar a."
    assert word("cli", "exported", count=0, path="a") == "0 regels geschreven naar a."


PLURAL = re.compile(
    r"\{(?:count|points|maximum|total|minutes)\} (?:\w+e )?"
    r"(?:punten|vragen|regels|deelnemers|minuten|stappen|tekens|pogingen|antwoorden)\b"
)


def test_every_sentence_that_counts_has_one_for_one() -> None:
    """Where a number stands before a plural there is a sentence for one too, in its key or in a key beside it."""
    found = []
    for name in ("frontend", "widgets", "cli", "grading", "feedback", "portal", "duration", "refusal"):
        found += list(_lonely(section(name), (name,)))

    assert found == []


def _lonely(entry: object, where: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(entry, dict):
        for key, inner in entry.items():
            names = {*entry}
            has_one = (key == "many" and "one" in names) or {f"{key}_one", key.removesuffix("s")} & (names - {key})
            if not has_one:
                yield from _lonely(inner, (*where, key))
    elif PLURAL.search(str(entry)):
        yield where
