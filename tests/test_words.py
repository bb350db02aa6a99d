"""The catalogue of interface words: every code has a sentence, every sentence is used."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from ssfh_learn.activities.flaw import FlawCode
from ssfh_learn.content.problem import FileCode
from ssfh_learn.content.repair.mistake import MistakeCode
from ssfh_learn.errors import JournalCode, RefusalCode, RosterCode
from ssfh_learn.grading.marking import AnswerOddity
from ssfh_learn.grading.problem import NoteCode
from ssfh_learn.journal.submitted import JournalOddity
from ssfh_learn.roster.importing.problem import ImportCode
from ssfh_learn.words import FILES as FILE_OF
from ssfh_learn.words import counted, duration, listed, section, word
from tests.test_imports import FILES, PACKAGE, ROOMS, syntax_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

TREES = {path: syntax_tree(path) for path in FILES}


CATALOGUE = {path.stem: json.loads(path.read_text("utf-8")) for path in (PACKAGE / "words").glob("*.json")}


def test_the_words_of_each_room_stand_in_one_file() -> None:
    assert {name: file for file, sections in CATALOGUE.items() for name in sections} == FILE_OF
    assert set(CATALOGUE) == {*ROOMS, "frontend", "time"}


def test_a_process_reads_only_the_words_that_it_says() -> None:
    said = """
import sys
from ssfh_learn.words import word
opened = []
sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
word("widgets", "erased"), word("widgets", "erased")
print(*[name for name in opened if name.endswith(".json")])
"""
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert [Path(name).name for name in ran.stdout.split()] == ["widgets.json"]


def _texts(expression: ast.expr | None) -> set[str]:
    """Return the texts that an expression can be: a constant, or one of two."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return {expression.value}
    if isinstance(expression, ast.IfExp):
        return _texts(expression.body) | _texts(expression.orelse)
    return set()


def words_of(name: str) -> set[str]:
    """Return the keys that are asked of a section by name."""
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [call for call in calls if ast.unparse(call.func) == "word" and _texts(call.args[0]) == {name}]
    return set().union(*(_texts(call.args[1]) for call in asked))


CODES = {
    "check": {*get_args(FlawCode), *get_args(FileCode), *get_args(MistakeCode)},
    "refusal": {*get_args(RefusalCode)},
    "grading": {*get_args(NoteCode)},
    "roster_refusal": {*get_args(RosterCode)},
    "roster_import": {*get_args(ImportCode)},
}
"""The codes of each section; mypy holds whoever gives one to them."""


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_a_sentence_and_every_other_sentence_is_asked_for(name: str) -> None:
    assert CODES[name] | words_of(name) == set(section(name))


@pytest.mark.parametrize("name", CODES)
def test_every_code_is_given_somewhere(name: str) -> None:
    """A list of codes (`Literal[...]`) gives none."""
    sources = "".join(re.sub(r"Literal\[[^\]]*\]", "", path.read_text("utf-8")) for path in FILES)

    assert CODES[name] - set(re.findall(r'"([a-z_0-9]+)"', sources)) == set()


def test_every_code_of_the_journal_has_a_sentence() -> None:
    assert {*get_args(JournalCode)} - set(section("journal")) == {"missing", "not_a_file", "too_large"}
    assert {f"journal_{code}" for code in ("missing", "not_a_file", "too_large", "unreadable")} <= CODES["grading"]


def test_what_is_odd_about_a_submission_can_be_said() -> None:
    assert {*get_args(JournalOddity), *get_args(AnswerOddity)} <= CODES["grading"]


def test_every_word_of_the_feedback_page_is_used() -> None:
    template = "".join(path.read_text("utf-8") for path in (PACKAGE / "grading").glob("*.j2"))
    used = set(re.findall(r"words\.([a-z_]+)", template)) | {"right", "partly", "wrong"}

    assert used == set(section("feedback"))


IN_SCRIPTS = {"scenario": "storyWords", "practice_his": "hisWords", "skills_gap": "skillWords"}
"""How scripts call the sections that only one kind of activity loads."""


def test_every_word_of_the_front_end_is_used() -> None:
    """A word is asked for by its name, or by a code that is written somewhere as a text."""
    scripts = "".join(path.read_text("utf-8") for path in (PACKAGE / "frontend" / "src").rglob("*.ts*"))
    sections = {f"words.{name}": words for name, words in section("frontend").items() if isinstance(words, dict)}
    sections |= {called: section(name) for name, called in IN_SCRIPTS.items()}
    unpacked = re.findall(r"\{([^{}]*)\} = ((?:words\.)?\w+);", scripts)
    codes = set(re.findall(r'"(\w+)"', scripts))

    unused: set[str] = set()
    for called, words in sections.items():
        named = {name for names, of in unpacked if of == called for name in re.findall(r"\w+", names)}
        named |= set(re.findall(rf"\b{re.escape(called)}\.(\w+)", scripts))
        unused |= {f"{called}.{word}" for word in words if word not in named | codes}
    assert unused == set()


@pytest.mark.parametrize("name", ["cli", "widgets", "journal"])
def test_every_word_that_is_asked_for_is_there(name: str) -> None:
    assert words_of(name) <= set(section(name))


def _sentences(found: str | dict[str, str]) -> list[str]:
    """Return the sentence of a key, or both where there is one for one and one for many."""
    return [found] if isinstance(found, str) else list(found.values())


@pytest.mark.parametrize(
    "name",
    [
        "refusal",
        "journal",
        "widgets",
        "check",
        "cli",
        "grading",
        "feedback",
        "export",
        "roster_refusal",
        "roster_import",
    ],
)
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
    sentences = section("feedback")["points"]

    assert counted(sentences, maximum, points=points, maximum=f"{maximum:g}".replace(".", ",")) == said
    assert word("cli", "exported", count=1, path="a") == "1 regel geschreven naar a."
    assert word("cli", "exported", count=0, path="a") == "0 regels geschreven naar a."


PLURAL = re.compile(
    r"\{(?:count|points|maximum|total|minutes)\} (?:\w+e )?"
    r"(?:punten|vragen|regels|deelnemers|minuten|stappen|tekens|pogingen|antwoorden)\b"
)


NEVER_ONE = {"key_at_one_place", "key_at_the_end", "key_in_order", "too_many_right_answers"}
"""What `check` says of several questions or answers only."""


def test_every_sentence_that_counts_has_one_for_one() -> None:
    """Where a number stands before a plural, the sentence is one of a pair: `one` and `many`."""
    counting = [where for where, text in _all_sentences(CATALOGUE) if PLURAL.search(text)]

    assert [where for where in counting if where[-1] != "many" and where[-1] not in NEVER_ONE] == []


def test_words_in_a_sentence_are_joined_as_people_say_it() -> None:
    assert [listed(["A", "B", "C"][:count]) for count in range(4)] == ["", "A", "A en B", "A, B en C"]


def test_there_is_one_form_for_one_and_many() -> None:
    """A sentence for one or for many is never alone, and no key says it in its name."""
    all_sentences = dict(_all_sentences(CATALOGUE))
    other = {"one": "many", "many": "one"}

    assert [where for where in all_sentences if where[-1].endswith("_one")] == []
    alone = [where for where in all_sentences if (*where[:-1], other.get(where[-1], where[-1])) not in all_sentences]
    assert alone == []


def _all_sentences(entry: object, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each sentence of the catalogue, with the keys that lead to it."""
    if isinstance(entry, dict):
        for key, inner in entry.items():
            yield from _all_sentences(inner, (*where, key))
    elif isinstance(entry, str):
        yield where, entry
