"""Cells, images and notebooks that a learner would see wrong: `check` names each and says what to do."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from ssfh_learn.content import check
from ssfh_learn.content.starter import write_starter
from tests.commands import typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HIDDEN = {"jupyter": {"source_hidden": True}}
NOISE = Image.effect_noise((60, 60), 90)


def code(text: str, **more: Any) -> dict[str, Any]:
    """Return a code cell as JupyterLab stores it."""
    return {"cell_type": "code", "execution_count": None, "id": "c", "metadata": HIDDEN, "outputs": [], **more} | {
        "source": text.splitlines(keepends=True)
    }


def text(written: str, **more: Any) -> dict[str, Any]:
    """Return a text cell."""
    return {"cell_type": "markdown", "id": "t", "metadata": {}, "source": written.splitlines(keepends=True), **more}


def raw(written: str) -> dict[str, Any]:
    """Return a Raw cell."""
    return {**text(written), "cell_type": "raw"}


PASTED = {"image.png": {"image/png": "iVBORw0KGgo="}}

BROKEN = ("a.png", "b.jpg", "c.gif", "d.webp", "e.svg")
LARGE = ("g.svg", "h.svg", "i.gif", "j.gif", "k.SVG")

# What stands in one cell, and what check says of it: the kind, and what is to be typed.
CELLS: dict[str, list[tuple[dict[str, Any], str]]] = {
    "activity_in_text_cell": [
        (text('activity("kennischeck")'), "Kies bij deze cel ‘Code’"),
        (text("Doe de oefening.\n\nactivity('kennischeck')\n"), "`activity('kennischeck')`"),
        (text("from ssfh_learn import activity"), "Kies bij deze cel ‘Code’"),
        (text('  activity("kennischeck")  '), "cel 4"),
        (text('## Stap 2. Doen\n\nactivity ("kennischeck")'), "Kies bij deze cel ‘Code’"),
    ],
    "raw_cell": [
        (raw("Een tekst die niemand ziet."), "Kies bij deze cel ‘Markdown’"),
        (raw("## Stap 2. Weg"), "`## Stap 2. Weg`"),
        (raw("- een\n- twee"), "cel 4"),
        (raw("![foto](foto.png)"), "Kies bij deze cel ‘Markdown’"),
        (raw("x = 1"), "haal haar weg"),
    ],
    "activity_in_raw_cell": [
        (raw('activity("kennischeck")'), "Kies bij deze cel ‘Code’"),
        (raw("activity('kennischeck')"), "cel 4"),
        (raw("from ssfh_learn import activity"), "Kies bij deze cel ‘Code’"),
        (raw('\nactivity("kennischeck")\n'), "Kies bij deze cel ‘Code’"),
        (raw('activity ("kennischeck")'), "Kies bij deze cel ‘Code’"),
    ],
    "text_in_code_cell": [
        (code("## Stap 2. Doen"), "Kies bij deze cel ‘Markdown’"),
        (code("Welkom bij deze module."), "`Welkom bij deze module.`"),
        (code("- een\n- twee"), "Kies bij deze cel ‘Markdown’"),
        (code("![Een bord](bord.png)"), "Kies bij deze cel ‘Markdown’"),
        (code("**Let op** de tijd"), "Kies bij deze cel ‘Markdown’"),
    ],
    "activity_mistyped": [
        (code("activity(“kennischeck”)"), 'Typ `activity("kennischeck")`'),
        (code("activity(kennischeck)"), 'Typ `activity("kennischeck")`'),
        (code('Activity("kennischeck")'), 'Typ `activity("kennischeck")`'),
        (code('activity("kennischeck"'), 'Typ `activity("kennischeck")`'),
        (code("activity(\u00a0'kennischeck')"), 'Typ `activity("kennischeck")`'),
        (code('activity["kennischeck"]'), 'Typ `activity("kennischeck")`'),
        (code("activiteit('kennischeck')"), 'Typ `activity("kennischeck")`'),
    ],
    "several_activities": [
        (code('activity("kennischeck")\nactivity("kennischeck")'), "eigen codecel"),
        (code("activity('kennischeck')\nactivity('b')"), "`activity('b')`"),
        (code('activity("a")\n\nactivity("b")\nactivity("c")'), "cel 4"),
        (code('activity("a")\nactivity(b)'), "eigen codecel"),
        (code('activity("a") \n activity("b")'), "eigen codecel"),
    ],
    "heading_without_space": [
        (text("##Werkdruk"), "Typ `## Werkdruk`"),
        (text("Tekst.\n\n###Kop\n\nMeer."), "Typ `### Kop`"),
        (text("#Titel"), "Typ `# Titel`"),
        (text("####Klein kopje"), "Typ `#### Klein kopje`"),
        (text("  ##Ver weg"), "Typ `## Ver weg`"),
    ],
    "image_pasted": [
        (text("![foto](attachment:weg.png)", attachments=PASTED), "Typ `![foto](afbeeldingen/weg.png)`"),
        (text("![foto](attachment:image.png)"), "Bewaar haar als bestand"),
        (text("![foto](data:image/png;base64,iVBORw0KGgo=)"), "Bewaar haar als bestand"),
        (text("![a b](attachment:a%20b.png)", attachments=PASTED), "Typ `![a b](<afbeeldingen/a b.png>)`"),
        (text('<img alt="foto" src="attachment:weg.png">'), "Bewaar haar als bestand"),
    ],
    "image_elsewhere": [
        (text("![foto](https://www.ssfh.nl/a.png)"), "Typ `![foto](afbeeldingen/a.png)`"),
        (text("![foto](http://www.ssfh.nl/b/c.jpg?x=1)"), "Typ `![foto](afbeeldingen/c.jpg)`"),
        (text("![foto](//www.ssfh.nl/a.png)"), "andere website"),
        (text('<img src="https://www.ssfh.nl/a.png" alt="foto">'), "andere website"),
        (text('![foto](https://www.ssfh.nl/a.png "titel")'), "andere website"),
    ],
    "image_on_drive": [
        (text("![foto](C:\\Users\\Anja\\foto.png)"), "Typ `![foto](afbeeldingen/foto.png)`"),
        (text("![foto](C:/Users/Anja/foto.png)"), "Typ `![foto](afbeeldingen/foto.png)`"),
        (text("![foto](file:///home/anja/foto.png)"), "Typ `![foto](afbeeldingen/foto.png)`"),
        (text("![foto](\\\\server\\delen\\foto.png)"), "Typ `![foto](afbeeldingen/foto.png)`"),
        (text("![foto](/Users/anja/foto.png)"), "Typ `![foto](afbeeldingen/foto.png)`"),
        (text("![foto](../ander/foto.png)"), "Zet haar in de map van de module"),
    ],
    "image_address_bare": [
        (text("![foto](mijn foto.png)"), "Typ `![foto](<mijn foto.png>)`"),
        (text("![foto](foto (1).png)"), "Typ `![foto](<foto (1).png>)`"),
        (text("![foto](beeld\\bord.png)"), "Typ `![foto](beeld/bord.png)`"),
        (text("![foto](beeld/een twee.png)"), "Typ `![foto](<beeld/een twee.png>)`"),
        (text("Zie ![het bord](het bord.png) hier."), "Typ `![het bord](<het bord.png>)`"),
    ],
    "image_kind": [
        (text("![foto](foto.heic)"), "`foto.heic`"),
        (text("![foto](foto.tiff)"), "Bewaar haar als PNG of JPG"),
        (text("![foto](foto.bmp)"), "Bewaar haar als PNG of JPG"),
        (text("![foto](foto.docx)"), "Bewaar haar als PNG of JPG"),
        (text("![foto](foto)"), "Bewaar haar als PNG of JPG"),
    ],
    "image_missing": [
        (text("![foto](weg.png)"), "`weg.png`"),
        (text("![foto](afbeeldingen/weg.jpg)"), "`afbeeldingen/weg.jpg`"),
        (text("![foto](<mijn weg.png>)"), "`mijn weg.png`"),
        (text("![foto](./weg.svg)"), "kijk of de naam klopt"),
        (text('<img src="weg.gif" alt="weg">'), "`weg.gif`"),
    ],
    "image_unreadable": [
        (text(f"![foto]({name})"), f"`{name}`") for name in ("a.png", "b.jpg", "c.gif", "d.webp", "e.svg")
    ],
    "image_too_large": [
        (text(f"![foto]({name})"), f"`{name}`") for name in ("g.svg", "h.svg", "i.gif", "j.gif", "k.SVG")
    ],
    "image_named_after_file": [
        (text("![image.png](attachment:image.png)", attachments=PASTED), "wat er te zien is"),
        (text("![bord.png](beeld/bord.png)"), "`bord.png`"),
        (text("![bord.png](bord.png)"), "`bord.png`"),
        (text("![het bord.png](<het bord.png>)"), "`het bord.png`"),
        (text("![Een.PNG](Een.PNG)"), "`Een.PNG`"),
    ],
    "video_not_shown": [
        (text('<iframe src="https://www.youtube.com/embed/x"></iframe>'), "Typ een link"),
        (text('<video src="film.mp4" controls></video>'), "Typ een link"),
        (text("![film](film.mp4)"), "`film.mp4`"),
        (text('<audio src="geluid.mp3"></audio>'), "Typ een link"),
        (text('<embed src="film.mov">'), "Typ een link"),
        (text("![film](https://www.ssfh.nl/film.webm)"), "Typ een link"),
    ],
    "notebook_other_code": [
        (code("print(1)"), "andere code"),
        (code("import pandas as pd"), "andere code"),
        (code('activity("kennischeck", 2)'), "andere code"),
        (code("x = activity"), "andere code"),
        (code("%matplotlib inline"), "andere code"),
    ],
}
CASES = [(kind, place, cell, said) for kind, cells in CELLS.items() for place, (cell, said) in enumerate(cells)]


def module(parent: Path, name: str, *cells: dict[str, Any]) -> Path:
    """Return a module in order, with these cells after its own and some images beside them."""
    folder = write_starter("module", name, parent)
    path = folder / f"{name}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"] += cells
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), "utf-8")
    (folder / "beeld").mkdir()
    image = BytesIO()
    NOISE.save(image, "PNG")
    for one in ("bord.png", "beeld/bord.png", "het bord.png", "mijn foto.png", "foto (1).png", "Een.PNG"):
        (folder / one).write_bytes(image.getvalue())
    (folder / "beeld" / "een twee.png").write_bytes(image.getvalue())
    for one in BROKEN:
        (folder / one).write_bytes(b"dit is geen beeld")
    for one in LARGE:
        (folder / one).write_bytes(b"<svg></svg>" + b" " * 2_000_001)
    return folder


def must(folder: Path) -> list[tuple[str, str]]:
    """Return the file and the kind of each problem that is more than advice."""
    return [(problem.path.name, problem.code) for problem in check([folder]) if problem.weight != "advice"]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return what `ssfh-learn check .` prints about the notebook of each case."""
    folder = tmp_path_factory.mktemp("cells")
    for kind, place, cell, _ in CASES:
        module(folder, f"{kind.replace('_', '-')}-{place}", cell)
    ran = typed("check", ".", folder=folder)
    assert (ran.returncode, ran.stderr) == (1, "")
    lines: dict[str, list[str]] = {}
    for line in ran.stdout.partition("\n\nTips.")[0].splitlines():
        lines.setdefault(line.partition("/")[0], []).append(line)
    return lines


def test_each_kind_has_at_least_five_cases() -> None:
    assert {kind for kind, cells in CELLS.items() if len(cells) < 5} == set()


def test_a_module_with_these_files_is_in_order(tmp_path: Path) -> None:
    assert must(module(tmp_path, "proef")) == []


@pytest.mark.parametrize("case", CASES, ids=[f"{one[0]}-{one[1]}" for one in CASES])
def test_what_a_learner_would_see_wrong_is_said_once_with_what_to_do(
    tmp_path: Path, said: Mapping[str, list[str]], case: tuple[str, int, dict[str, Any], str]
) -> None:
    kind, place, cell, expected = case
    lines = said[f"{kind.replace('_', '-')}-{place}"]

    assert len(lines) == 1, lines
    assert expected in lines[0]
    assert [code for _, code in must(module(tmp_path, "proef", cell))] == [kind]


FINE = [
    text('## Stap 2. Code\n\n```\n## geen stap\n##ook niet\nactivity("x")\n<iframe>\n![x](C:/a.png)\n```\n'),
    text("![Een bord](bord.png) en ![nog een](<het bord.png>) en ![derde](beeld/bord.png)"),
    text("![Een bord](attachment:image.png)", attachments=PASTED),
    text("[Bekijk de film](https://www.youtube.com/watch?v=x)"),
    text('Typ `activity("naam")` in een codecel. Nummer 1#2, en C# ook.'),
    code(""),
    raw(""),
]


@pytest.mark.parametrize("cell", FINE, ids=range(len(FINE)))
def test_what_a_learner_sees_as_it_was_meant_is_no_problem(tmp_path: Path, cell: dict[str, Any]) -> None:
    assert must(module(tmp_path, "proef", cell)) == []


# The first cell


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: cells.pop(0),
        lambda cells: cells[0].update(source=[]),
        lambda cells: cells.append(cells.pop(0)),
        lambda cells: cells[0].update(source=["# from ssfh_learn"]),
        lambda cells: cells.__setitem__(0, text("Welkom")),
    ],
)
def test_a_notebook_without_its_first_cell_is_named(tmp_path: Path, change: Any) -> None:
    folder = module(tmp_path, "proef")
    path = folder / "proef.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), "utf-8")

    assert ("proef.ipynb", "no_first_cell") in must(folder)


# Notebooks and modules beside each other


@pytest.mark.parametrize(
    "name", ["Untitled.ipynb", "proef-Copy1.ipynb", "aantekeningen.ipynb", "Kopie van proef.ipynb", "proef (1).ipynb"]
)
def test_a_second_notebook_is_named_and_does_not_take_the_place_of_the_module(tmp_path: Path, name: str) -> None:
    folder = module(tmp_path, "proef")
    (folder / name).write_text((folder / "proef.ipynb").read_text("utf-8"), "utf-8")

    assert must(folder) == [(name, "second_notebook")]


@pytest.mark.parametrize("name", ["proef.ipynb", "proef.ipynb.txt", "map/proef.ipynb", "Proef.IPYNB", ".proef.ipynb"])
def test_a_module_without_a_notebook_is_named(tmp_path: Path, name: str) -> None:
    folder = module(tmp_path, "proef")
    content = (folder / "proef.ipynb").read_bytes()
    (folder / "proef.ipynb").unlink()
    if name != "proef.ipynb":
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    if name != ".proef.ipynb":
        assert ("module.yaml", "no_notebook") in must(folder)


@pytest.mark.parametrize("id_", ["een", '"een"', "een   # eigen", "'een'", "een "])
def test_two_modules_with_one_id_are_named(tmp_path: Path, id_: str) -> None:
    module(tmp_path, "een")
    other = module(tmp_path, "twee")
    described = other / "module.yaml"
    described.write_text(described.read_text("utf-8").replace("id: twee", f"id: {id_}"), "utf-8")

    [problem] = [one for one in check([tmp_path]) if one.code == "same_module_id"]

    assert (problem.path, problem.line > 0) == (described, True)
    assert "Typ een andere id, bijvoorbeeld `id: een-2`." in str(problem)


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("activiteiten/quiz.yaml.txt", "file_ends_in_txt", "quiz.yaml"),
        ("activiteiten/quiz.yml.txt", "file_ends_in_txt", "quiz.yaml"),
        ("activiteiten/QUIZ.YAML.TXT", "file_ends_in_txt", "QUIZ.yaml"),
        ("activiteiten/quiz.yaml.md", "file_ends_in_txt", "quiz.yaml"),
        ("module.yaml.txt", "file_ends_in_txt", "module.yaml"),
        ("activiteiten/quiz.yml", "file_ends_otherwise", "quiz.yaml"),
        ("activiteiten/quiz.YAML", "file_ends_otherwise", "quiz.yaml"),
        ("activiteiten/quiz.txt", "file_ends_otherwise", "quiz.yaml"),
        ("activiteiten/quiz", "file_ends_otherwise", "quiz.yaml"),
        ("module.yml", "file_ends_otherwise", "module.yaml"),
        ("activiteiten/quiz.docx", "file_is_a_document", "quiz.yaml"),
        ("activiteiten/quiz.doc", "file_is_a_document", "quiz.yaml"),
        ("activiteiten/quiz.odt", "file_is_a_document", "quiz.yaml"),
        ("activiteiten/quiz.rtf", "file_is_a_document", "quiz.yaml"),
        ("activiteiten/quiz.pdf", "file_is_a_document", "quiz.yaml"),
    ],
)
def test_a_file_that_is_not_read_because_of_its_name_is_named(tmp_path: Path, name: str, kind: str, meant: str) -> None:
    folder = module(tmp_path, "proef")
    (folder / name).write_text("soort: quiz", "utf-8")

    [problem] = [one for one in check([folder]) if one.weight != "advice"]

    assert problem.code == kind
    assert f"`{meant}`" in str(problem)


def test_a_folder_with_only_a_misnamed_module_says_so(tmp_path: Path) -> None:
    (tmp_path / "module.yaml.txt").write_text("id: een", "utf-8")

    assert must(tmp_path) == [("module.yaml.txt", "file_ends_in_txt")]


def test_an_image_in_a_content_file_is_held_to_the_same(tmp_path: Path) -> None:
    folder = module(tmp_path, "proef")
    path = folder / "activiteiten" / "kennischeck.yaml"
    written = path.read_text("utf-8")
    for address, kind in (
        ("C:/foto.png", "image_on_drive"),
        ("https://www.ssfh.nl/a.png", "image_elsewhere"),
        ("attachment:a.png", "image_pasted"),
        ("mijn foto.png", "image_address_bare"),
        ("film.mp4", "video_not_shown"),
        ("a.png", "image_unreadable"),
    ):
        path.write_text(written.replace("inleiding: ", f'inleiding: "![foto]({address})" # ', 1), "utf-8")
        assert kind in {code for _, code in must(folder)}, address
