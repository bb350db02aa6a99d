"""Keys of the same test that differ in nothing but what is right and what is said about it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content import load_activity
from tests import yaml_file

CONFIG = """from ssfh_learn.grading import configure

c = get_config()
configure(c, course="proef", exchange={exchange!r})
c.ExchangeCollect.check_owner = False  # all learners of these tests have one account
"""
Content = dict[str, Any]


def write_course(root: Path, exchange: Path) -> None:
    """Write the configuration of a course with a given exchange."""
    (root / "keys").mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(CONFIG.format(exchange=str(exchange)), "utf-8")


def fix_secret(root: Path, name: str) -> None:
    """Give a test the secret that it has in all these courses: then only the keys differ, and luck is fixed."""
    place = root / "keys" / name
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / "secret").write_text(sha256(f"geheim van {name}".encode()).hexdigest(), "ascii")


def copy_key(source: Path, root: Path) -> None:
    """Put a key in a course, as it is."""
    shutil.copy(source, root / "keys")
    fix_secret(root, source.stem)


def write_other_key(source: Path, root: Path) -> None:
    """Put a key in a course in which everything is right that was wrong, and everything explained otherwise."""
    content = yaml_file.read(source)
    content |= {"bronnen": ["Z-99"], "vragen": [_other(question) for question in content["vragen"]]}
    (root / "keys" / source.name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    fix_secret(root, source.stem)


def authors_quiz(path: Path) -> Quiz:
    """Return a key as its author wrote it, with her own ids."""
    quiz = load_activity(path)
    assert isinstance(quiz, Quiz)
    return quiz.model_copy(update={"id": path.stem})


def _other(question: Content) -> Content:
    other = {**question, "bronnen": ["Z-98"], "hints": ["Een heel andere aanwijzing, van niemand."]}
    other["feedback"] = {name: f"Heel iets anders dan {name}." for name in ("goed", "deels", "fout")}
    other |= {name: text for name, text in _TEXTS.items() if name in question}
    kind = question["soort"]
    if kind == "waar-onwaar":
        other["juist"] = "nee" if question["juist"] in {True, "ja"} else "ja"
    for name in ("opties", "redenen"):
        if name in question:
            other[name] = _turned(question[name])
    if kind == "volgorde":
        other["stappen"] = question["stappen"][::-1]
    if kind == "getal":
        other |= {"antwoord": question["antwoord"] + 7, "marge_goed": 1, "marge_half": 2}
    if kind == "indelen":
        groups = [group["id"] for group in question["groepen"]]
        after = dict(zip(groups, islice(cycle(groups), 1, None), strict=False))
        other["kaartjes"] = [
            {**card, "groep": after[card["groep"]], "uitleg": "Andere uitleg bij dit kaartje."}
            for card in question["kaartjes"][::-1]
        ]
    other |= _LISTS.get(kind, {})
    if kind == "koppelen":
        other["paren"] = question["paren"][::-1]
    return other


_TEXTS = {
    "modelantwoord": "Een ander modelantwoord dan dat van de ander.",
    "beoordeling": "Twee punten voor iets heel anders.",
    "uitleg_waar": "Andere uitleg bij waar.",
    "uitleg_onwaar": "Andere uitleg bij onwaar.",
}


_LISTS: dict[str, Content] = {
    "invulwoord": {"goede_antwoorden": ["iets anders"], "bijna_goed": [], "tikfouten": 0},
    "eigen-woorden": {"nakijkpunten": [{"id": f"p{one}", "tekst": f"Iets anders, {one}."} for one in (1, 2, 3)]},
}


def _turned(options: list[Content]) -> list[Content]:
    """Return options, written the other way round, of which as many are right, but others."""
    marks = [{name: one[name] for name in ("juist", "waarde") if name in one} for one in options]
    turned = next(marks[turn:] + marks[:turn] for turn in range(1, len(marks)) if marks[turn:] + marks[:turn] != marks)
    return [
        {"id": one["id"], "tekst": one["tekst"], "uitleg": f"Andere uitleg over {one['id']}.", **mark}
        for one, mark in zip(options, turned, strict=True)
    ][::-1]


def crossed_couples(content: Content) -> Content:
    """Return a key in which the right sides of every matching question belong to the next left side."""
    questions = []
    for question in content["vragen"]:
        if question["soort"] == "koppelen":
            pairs = question["paren"]
            rights = [pair["rechts"] for pair in pairs]
            crossed = zip(pairs, rights[1:] + rights[:1], strict=True)
            questions.append({**question, "paren": [{**pair, "rechts": text} for pair, text in crossed]})
        else:
            questions.append(question)
    return {**content, "vragen": questions}
