"""The trainer's guide: its examples work, its tables are complete, and it is easy to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from ssfh_learn.activities import KINDS, dutch
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.quiz.questions import KINDS as QUESTION_KINDS
from ssfh_learn.activities.quiz.questions import Question
from ssfh_learn.cli.group import COMMANDS
from ssfh_learn.content import check
from ssfh_learn.content.module import ModuleDescription
from ssfh_learn.content.schema import schemas
from ssfh_learn.content.source import read_source
from ssfh_learn.content.track import Track
from ssfh_learn.words import section
from tests.docs import guide as read

GUIDE = read.TRAINER.read_text("utf-8")
EXAMPLES = read.examples(GUIDE)
RIGHT = [one for one in EXAMPLES if one.mark.endswith(".yaml") and not one.mark.startswith(read.WRONG)]
QUESTIONS = [one for one in EXAMPLES if one.mark == read.QUESTION]

MODULE = "Een nieuwe module maken"
EVERY_ACTIVITY = "Sleutels voor elke activiteit"
EVERY_QUESTION = "Sleutels voor elke vraag"
SHARED = {"soort", "titel", "inleiding", "leerdoelen", "bronnen", "id"}


def _title(word: str) -> str:
    """Return the heading under which a kind is explained."""
    return {"waar-onwaar": "Waar of onwaar", "oefen-his": "Oefen-HIS"}.get(word, word.replace("-", " ").capitalize())


def _keys(model: type[BaseModel]) -> dict[str, bool]:
    """Return the Dutch keys of a model, and whether each must be there."""
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


KIND_OF_QUESTION = {kind.kind: kind for kind in QUESTION_KINDS}
SECTIONS: dict[str, tuple[type[BaseModel], set[str]]] = {
    MODULE: (ModuleDescription, set()),
    EVERY_QUESTION: (Question, set()),
    "Traject": (Track, {"id"}),
    **{_title(word): (KINDS[name], SHARED) for word, name in dutch.ACTIVITY_KINDS.items()},
    **{_title(word): (KIND_OF_QUESTION[name], set(_keys(Question))) for word, name in dutch.QUESTION_KINDS.items()},
}
"""Each section with the model that it explains, and the keys that are explained in a section before it."""


def _parts(model: type[BaseModel], *above: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the models below a model, by the Dutch key that they stand under; one inside itself is told once."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        for part in _models(field.annotation):
            if not issubclass(part, Question) and part not in above:
                found[field.alias or name] = part
                found |= _parts(part, part, *above)
    return found


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _described(title: str) -> dict[str | None, dict[str, str]]:
    return {table.under: table.keys for table in read.tables(GUIDE) if table.section == title}


def _module(folder: Path) -> Path:
    """Write every right example into one module, each question into a quiz of its own."""
    for example in RIGHT:
        (folder / example.mark).parent.mkdir(exist_ok=True)
        (folder / example.mark).write_text(example.text, "utf-8")
    for number, example in enumerate(QUESTIONS):
        quiz = f"soort: quiz\ntitel: Vraag {number}\nvragen:\n{example.text}"
        (folder / "activiteiten" / f"vraag-{number}.yaml").write_text(quiz, "utf-8")
    return folder


def test_every_example_passes_the_check(tmp_path: Path) -> None:
    module = _module(tmp_path)
    found = check([module, *(module / example.mark for example in RIGHT)])
    # The notebook of this module is described and not printed in the guide; `check` has noticed that since issue 11.
    assert [str(problem) for problem in found if problem.code != "no_notebook"] == []


def test_every_yaml_text_in_the_guide_is_an_example_that_is_checked() -> None:
    marked = [example.text for example in EXAMPLES]
    assert [text for text in read.fenced(GUIDE, "yaml") if text not in marked] == []


def test_there_is_an_example_of_every_kind_of_activity() -> None:
    shown = {yaml.safe_load(example.text).get("soort") for example in RIGHT}
    assert set(dutch.ACTIVITY_KINDS) <= shown


def test_there_is_an_example_of_every_kind_of_question() -> None:
    assert [yaml.safe_load(example.text)[0]["soort"] for example in QUESTIONS] == list(dutch.QUESTION_KINDS)


def test_the_check_says_what_the_guide_says_that_it_says(tmp_path: Path) -> None:
    (wrong,) = [one for one in EXAMPLES if one.mark.startswith(read.WRONG)]
    (said,) = [one for one in EXAMPLES if one.mark == "uitvoer"]
    path = tmp_path / wrong.mark.removeprefix(read.WRONG)
    path.parent.mkdir()
    path.write_text(wrong.text, "utf-8")
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in check([path])] == said.text.splitlines()


@pytest.mark.parametrize(("wrong", "right"), read.traps(GUIDE))
def test_a_trap_is_a_trap_and_the_way_out_works(wrong: str, right: str, tmp_path: Path) -> None:
    path = tmp_path / "een.yaml"
    path.write_text(right, "utf-8")
    meant = read_source(path)
    path.write_text(wrong, "utf-8")
    got = read_source(path)
    assert not meant.problems
    assert got.problems or got.value != meant.value


@pytest.mark.parametrize("title", SECTIONS)
def test_the_tables_of_a_kind_name_exactly_the_keys_that_it_knows(title: str) -> None:
    model, explained_before = SECTIONS[title]
    parts = {under: set(_keys(part)) for under, part in _parts(model).items() if under not in explained_before}
    known = {None: set(_keys(model)) - explained_before, **parts}
    described = {under: set(keys) for under, keys in _described(title).items()}
    described.setdefault(None, set())
    assert described == known


def test_every_part_of_the_practice_his_is_in_the_guide_with_its_fields() -> None:
    told = {word.strip("`"): (bound, fields) for word, bound, fields in read.rows(GUIDE, "Onderdeel")}

    assert set(told) == set(dutch.HIS_PARTS)
    for part in PARTS.values():
        bound, fields = told[part.word]
        assert bound == ("ja" if part.patient_bound else "nee")
        assert re.findall(r"`(\w+)`", fields) == [field.id for field in part.fields]
        assert all(option.id in fields for field in part.fields for option in field.options)


def test_the_keys_of_every_activity_are_described_once() -> None:
    assert set(_described(EVERY_ACTIVITY)[None]) == SHARED - {"id"}


@pytest.mark.parametrize("title", SECTIONS)
def test_a_key_that_must_be_there_is_called_required(title: str) -> None:
    model, _ = SECTIONS[title]
    described = _described(title)
    for under, part in {None: model, **_parts(model)}.items():
        for key, is_required in _keys(part).items():
            said = described.get(under, {}).get(key)
            if said is not None:
                assert said == "ja" if is_required else said.startswith(("nee", "ja, ")), f"{under}: {key}"


def test_every_command_that_exists_is_in_the_guide_of_a_trainer_or_of_an_administrator() -> None:
    both = GUIDE + read.COURSES.read_text("utf-8")
    assert {typed.split()[0] for typed in read.commands(both) if typed} >= set(COMMANDS)


def test_every_editor_schema_in_the_guide_is_written_by_the_command() -> None:
    named = set(re.findall(r"([\w-]+)\.schema\.json", GUIDE))
    assert named
    assert named <= set(schemas())


def test_every_message_in_the_table_of_problems_is_one_that_the_program_gives() -> None:
    catalogue = " ".join(
        str(section(name)) for name in ("check", "cli", "journal", "widgets", "frontend", "practice_his")
    )
    quoted = re.findall(r"^\| ‘([^’]+)’", GUIDE, re.MULTILINE)
    parts = [part.strip(" .") for message in quoted for part in message.split("…") if part.strip(" .")]
    plain = re.sub(r"\{\w+\}", "…", catalogue)
    missing = [part for part in parts if part.replace("ja, nee", "").strip() not in plain]
    assert missing == []


@pytest.mark.parametrize("code", ["draws_too_many", "draws_unequal_points", "draws_ungraded", "attempts_in_practice"])
def test_every_message_about_a_test_is_explained(code: str) -> None:
    message = re.sub(r"\{\w+\}", "…", read.of_many(section("check")[code]))
    quoted = re.findall(r"^\| ‘(.+?)’ \|", GUIDE, re.MULTILINE)
    assert [text for text in quoted if message.startswith(text)]


def test_the_example_of_a_test_is_a_test_with_an_open_question() -> None:
    (example,) = [yaml.safe_load(one.text) for one in RIGHT if one.mark.startswith("keys/")]
    assert example["modus"] == "toetsen"
    assert {"trekken", "pogingen", "zakgrens"} <= set(example)
    assert [question["soort"] for question in example["vragen"]].count("eigen-woorden") == 1
