"""What `check` says about signs that a reader would miss, in every text of every kind of content."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bs4 import BeautifulSoup

from ssfh_learn.content import check, load_activity, load_module
from ssfh_learn.content.signs import flaws_of_signs
from ssfh_learn.content.starter import write_starter
from ssfh_learn.grading.answer import answer_html
from ssfh_learn.widgets.printed import printed
from tests import yaml_file
from tests.content.yaml_examples import SINGLE
from tests.content_examples import EXAMPLES, activity, quiz
from tests.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def said(path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{problem.path}:") for problem in check([path])]


def test_check_names_the_line_and_what_to_type(tmp_path: Path) -> None:
    path = tmp_path / "tekens.yaml"
    path.write_text(SINGLE.replace("vraag: Wat?", "vraag: Typ <naam> in het veld."), "utf-8")

    assert said(path) == ["6: `<naam>` verdwijnt van de pagina. Typ `&lt;` in plaats van `<`."]


def test_a_text_that_loses_a_sign_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "tekens.yaml"
    path.write_text(SINGLE.replace("vraag: Wat?", 'vraag: "> 180 mmHg"'), "utf-8")

    assert load_activity(path).title == "T"
    assert len(said(path)) == 1


def test_signs_in_the_texts_of_a_module_and_of_its_notebook_are_found(tmp_path: Path) -> None:
    write_starter("module", "proef", tmp_path)
    folder = tmp_path / "proef"
    described, notebook = folder / "module.yaml", next(folder.glob("*.ipynb"))
    content = yaml_file.read(described)
    content["woordenlijst"] = [{"woord": "<naam>", "uitleg": "112."}]
    described.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    notebook.write_text(
        notebook.read_text("utf-8").replace("Welkom.", "Typ **<naam>** in het veld onder de vraag."), "utf-8"
    )

    assert load_module(folder).description.glossary[0].word == "<naam>"
    assert sorted(problem.code for problem in check([folder])) == ["markdown_number", "markdown_tag"]


def _marked(value: Any, marks: Iterator[str], key: str = "") -> Any:
    """Return content in which every text that a person reads holds a tag of its own."""
    if isinstance(value, dict):
        return {name: _marked(inner, marks, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(one, marks, key) for one in value]
    is_text = isinstance(value, str) and (" " in value or value != value.lower()) and key not in NO_TEXTS
    return f"{value} {next(marks)}" if is_text else value


NO_TEXTS = {"leerdoel", "leerdoelen", "bronnen", "uitkomst", "telefoon", "adres", "s", "trefwoordgroepen"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_of_any_kind_loses_a_sign_in_silence(name: str) -> None:
    marks = (f"tekst{number}x <naam{number}>" for number in count())
    one = activity(_marked(EXAMPLES[name], marks))
    shown = json.dumps([*walk(one)], ensure_ascii=False)
    said_of = {flaw.details["written"] for flaw in flaws_of_signs(one) if flaw.code == "markdown_tag"}

    lost = set(re.findall(r"tekst(\d+)x(?! (?:<|&lt;)naam)", shown))
    told = {number for number in re.findall(r"tekst(\d+)x", shown) if f"<naam{number}>" in said_of}
    assert len(told) >= 1
    assert lost == told


SIGNS = (
    "> 180 mmHg",
    "< 36 graden",
    "112.",
    "- 5 graden",
    "Typ <naam> in het veld",
    "~~Altijd~~ nooit",
    "5*3*2",
    "# 3",
)
CHOICES = [{"id": f"o{number}", "tekst": text, "uitleg": "U"} for number, text in enumerate(SIGNS)]
STEPS = [{"id": one["id"], "tekst": one["tekst"]} for one in CHOICES]
ASKED: dict[str, tuple[dict[str, Any], Any]] = {
    "enkele-keuze": ({"opties": CHOICES}, "o{0}"),
    "beste-keuze": ({"opties": CHOICES}, "o{0}"),
    "meer-antwoorden": ({"opties": CHOICES}, ["o{0}", "o1"]),
    "waar-onwaar": ({"juist": "ja", "redenen": CHOICES}, {"verdict": True, "reason": "o{0}"}),
    "volgorde": ({"stappen": STEPS}, [one["id"] for one in STEPS]),
    "koppelen": (
        {"paren": [{"id": one["id"], "links": one["tekst"], "rechts": f"{one['tekst']} r"} for one in STEPS]},
        {one["id"]: f"{one['id']}-rechts" for one in STEPS},
    ),
    "indelen": (
        {
            "groepen": [{"id": one["id"], "naam": one["tekst"]} for one in STEPS],
            "kaartjes": [{**one, "groep": one["id"], "uitleg": "U"} for one in STEPS],
        },
        {one["id"]: one["id"] for one in STEPS},
    ),
}


def _read(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("kind", ASKED)
def test_what_was_chosen_is_read_as_typed_by_a_learner_on_paper_and_by_who_grades_it(kind: str) -> None:
    fields, answer = ASKED[kind]
    one = quiz({"soort": kind, **fields})
    on_paper = _read(printed(one.view(one.printed())))

    for number, text in enumerate(SIGNS):
        given = json.loads(json.dumps(answer).replace("{0}", str(number)))
        assert text in on_paper
        assert text in _read(answer_html(one.questions[0], given))
