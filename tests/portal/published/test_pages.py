"""From a notebook to pages: what is on them, and what can never be."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.errors import ContentError
from ssfh_learn.portal.published.outputs import run_notebook, shown_html
from ssfh_learn.portal.published.pages import ActivitySlot, ModuleStep, Text, pages_of
from ssfh_learn.words import word
from tests.conftest import REPOSITORY
from tests.portal.places import SHOW, code, markdown, write_module, write_notebook

SHIPPED = sorted((REPOSITORY / "modules").rglob("*.ipynb"))


def pages(tmp_path: Path, *cells: object) -> tuple[ModuleStep, ...]:
    return pages_of(write_notebook(tmp_path / "module.ipynb", *cells), may_run=True)  # type: ignore[arg-type]


def html(step: ModuleStep) -> str:
    return "".join(part.html for part in step.parts if isinstance(part, Text))


# Texts and activities


def test_each_heading_of_level_two_opens_a_page(tmp_path: Path) -> None:
    found = pages(tmp_path, markdown("## Stap 1. Een\n\nA"), markdown("B\n\n## stap 2: Twee\n\nC"), markdown("## Drie"))

    assert [step.title for step in found] == ["Een", "Twee", "Drie"]
    assert [html(step) for step in found] == ["<p>A</p><p>B</p>", "<p>C</p>", ""]


def test_two_headings_in_one_cell_are_two_pages(tmp_path: Path) -> None:
    found = pages(tmp_path, markdown("## Een\n\nA\n\n### Kop\n\n## Twee\n\nB"))

    assert [(step.title, html(step)) for step in found] == [("Een", "<p>A</p>\n<h3>Kop</h3>"), ("Twee", "<p>B</p>")]


def test_what_stands_before_the_first_heading_opens_the_first_page(tmp_path: Path) -> None:
    found = pages(tmp_path, markdown("# Titel\n\nWelkom."), code('activity("start")'), markdown("## Een\n\nA"))

    assert [step.title for step in found] == ["Een"]
    assert found[0].parts == (Text("<p>Welkom.</p>"), ActivitySlot("start"), Text("<p>A</p>"))


def test_a_notebook_without_headings_is_one_page(tmp_path: Path) -> None:
    assert pages(tmp_path, markdown("Alleen dit.")) == (ModuleStep("", (Text("<p>Alleen dit.</p>"),), "stap"),)


def test_an_activity_stands_where_its_cell_stands(tmp_path: Path) -> None:
    found = pages(tmp_path, code(SHOW), markdown("## Een\n\nA"), code('activity("quiz")'), markdown("B"))

    assert found[0].parts == (Text("<p>A</p>"), ActivitySlot("quiz"), Text("<p>B</p>"))
    assert found[0].activities == ("quiz",)


@pytest.mark.parametrize("cells", [[], [code("")], [markdown("")], [markdown("# Alleen een titel")]])
def test_a_notebook_with_nothing_on_it_says_so_to_its_author(tmp_path: Path, cells: list[object]) -> None:
    with pytest.raises(ContentError, match=r"module\.ipynb is leeg"):
        pages(tmp_path, *cells)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}'])
def test_what_is_no_notebook_says_so_to_its_author(tmp_path: Path, content: str) -> None:
    (tmp_path / "module.ipynb").write_text(content)
    with pytest.raises(ContentError):
        pages_of(tmp_path / "module.ipynb")


def test_the_modules_that_we_ship_need_no_kernel_and_show_every_activity(modules: Path) -> None:
    for notebook in sorted(modules.rglob("*.ipynb")):
        steps = pages_of(notebook)
        shown = {name for step in steps for name in step.activities}

        assert shown == {path.stem for path in (notebook.parent / "activiteiten").glob("*.yaml")}
        assert all(step.title and step.parts for step in steps)


def test_an_activity_that_code_shows_stands_where_its_output_stands(tmp_path: Path) -> None:
    notebook = write_module(tmp_path / "proef") / "proef.ipynb"
    show = "print('ervoor')\nfor name in ('dagboek', 'kennischeck'):\n    display(activity(name))"
    write_notebook(notebook, markdown("## Een"), code(f"from ssfh_learn import activity\n{show}"), markdown("Erna"))
    (step,) = pages_of(notebook, may_run=True)

    assert [part.activity if isinstance(part, ActivitySlot) else part.html for part in step.parts] == [
        "<pre>ervoor\n</pre>",
        "dagboek",
        "kennischeck",
        "<p>Erna</p>",
    ]


TABLE = """
| Functie | Wat "doe" je? | <b>Waar</b> lees je meer? |
|---|:--|---|
| **Triagist** | Je bepaalt | |
"""


def test_each_cell_of_a_table_knows_the_heading_of_its_column(tmp_path: Path) -> None:
    (step,) = pages(tmp_path, markdown(f"## Een\n{TABLE}\nErna"))

    assert re.findall(r'<td data-label="([^"]*)"[^>]*>(.*?)</td>', html(step)) == [
        ("Functie", "<strong>Triagist</strong>"),
        ("Wat &quot;doe&quot; je?", "Je bepaalt"),
        ("Waar lees je meer?", ""),
    ]
    assert "<p>Erna</p>" in html(step)


def test_a_heading_at_a_row_does_not_move_the_others(tmp_path: Path) -> None:
    table = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>rij</th><td>1</td></tr></tbody></table>"
    (step,) = pages(tmp_path, markdown(f"## Een\n\n{table}"))

    assert '<th data-label="A">rij</th><td data-label="B">1</td>' in html(step)


# Hostile content

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "[klik](javascript:alert(1))",
    '<a href="javascript:alert(1)">klik</a>',
    '<a href="JaVaScRiPt&#58;alert(1)">klik</a>',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    '<iframe src="https://example.org"></iframe>',
    '<p style="background:url(x)" onclick="alert(1)">tekst</p>',
    "<style>* { display: none }</style>",
    '<form action="/leren/gegevens/wissen" method="post"><button>klik</button></form>',
    '<base href="https://example.org"><meta http-equiv="refresh" content="0">',
    '<object data="x"></object><embed src="x">',
    '<input autofocus onfocus="alert(1)">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "</div></main></body><script>alert(1)</script>",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
)
_TAGS = {"p", "img", "a", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "br"}
_ATTRIBUTES = {"src", "alt", "title", "href", "rel"}
_ADDRESS = re.compile(r"(https?:|data:image/(png|jpeg);base64,|[^:]*$)")


class _Reader(HTMLParser):
    """Reads HTML as a browser does, and keeps what could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag or an attribute that no text needs."""
        self.active += [] if tag in _TAGS else [tag]
        self.active += [name for name, _ in attrs if name not in _ATTRIBUTES]
        self.active += [
            said or "" for name, said in attrs if name in {"src", "href"} and not _ADDRESS.match(said or "")
        ]


def active(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.active


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_of_a_notebook_does_nothing_on_a_page(tmp_path: Path, hostile: str) -> None:
    found = pages(tmp_path, markdown(f"## Een\n\n{hostile}\n\nna {hostile}"))

    assert active(html(found[0])) == []


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("kind", ["text/html", "text/plain", "image/png", "image/jpeg", "stream", "image/svg+xml"])
def test_hostile_output_of_a_cell_does_nothing_on_a_page(kind: str, hostile: str) -> None:
    for content in (hostile, f'"><{hostile}', f"'>{hostile}"):
        if kind == "stream":
            output = {"output_type": "stream", "text": content}
        else:
            output = {"output_type": "display_data", "data": {kind: content, "text/plain": content}}
        assert active(shown_html(output)) == []


@given(st.text(max_size=200))
def test_whatever_a_cell_says_it_is_no_markup(content: str) -> None:
    shown = shown_html({"output_type": "display_data", "data": {"image/png": content, "text/plain": content}})

    assert shown.count("<") == 1
    assert shown.count('"') == 4


# Code of an author

PLOT = """\
from IPython.display import display
display({"image/png": "iVBORw0KGgo=", "text/plain": "een grafiek"}, raw=True)
print("uit <de> code")
display({"text/html": "<table><tr><td>3</td></tr></table><script>x</script>", "text/plain": "x"}, raw=True)
1 + 41
"""


def test_a_notebook_with_code_of_its_own_is_run_and_shows_what_came_out(tmp_path: Path) -> None:
    write_module(tmp_path / "proef")
    notebook = tmp_path / "proef" / "proef.ipynb"
    write_notebook(notebook, markdown("## Een"), code(SHOW), code(PLOT), code('activity("dagboek")'))
    before = sorted((tmp_path / "proef").rglob("*"))
    content = notebook.read_bytes()

    (step,) = pages_of(notebook, may_run=True)

    shown = html(step)
    assert '<img src="data:image/png;base64,iVBORw0KGgo=" alt="een grafiek">' in shown
    assert "<pre>uit &lt;de&gt; code\n</pre>" in shown
    assert "<td>3</td>" in shown
    assert "<pre>42</pre>" in shown
    assert "script" not in shown
    assert step.activities == ("dagboek",)
    assert (sorted((tmp_path / "proef").rglob("*")), notebook.read_bytes()) == (before, content)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1 / 0", "division by zero"),
        ("raise SystemExit(3)", "3"),
        ("import os; os._exit(1)", "DeadKernelError"),
        ("ja nee", "invalid syntax"),
    ],
)
def test_a_notebook_that_fails_says_why_in_one_sentence(tmp_path: Path, source: str, reason: str) -> None:
    with pytest.raises(ContentError) as error:
        pages(tmp_path, markdown("## Een"), code(source))

    assert reason in str(error.value)
    assert "module.ipynb" in str(error.value)
    assert "Traceback" not in str(error.value)


def test_a_notebook_for_a_kernel_that_is_not_here_says_why(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "module.ipynb", markdown("## Een"), code("1 + 1"))
    path.write_text(path.read_text().replace('"python3"', '"conda-env-van-een-ander"'))

    with pytest.raises(ContentError, match="NoSuchKernel"):
        run_notebook(path)


TYPED = ["Dit is tekst over pauzes.", "activity(“kennischeck”)", "## Stap 2. Verder", "activity(kennischeck)"]


@pytest.mark.parametrize("own", ["", "print('uitkomst')"])
def test_a_code_cell_with_text_in_it_takes_no_module_away_and_is_said_to_be_missing(tmp_path: Path, own: str) -> None:
    each = [(markdown(f"## Stap {number}"), code(typed)) for number, typed in enumerate(TYPED, 1)]
    begin = (code(SHOW), markdown("## Een\n\nLees dit."))
    cells = (*begin, *(cell for pair in each for cell in pair), code(own), code('activity("kaart")'))
    folder = write_module(tmp_path / "proef")
    first, *missing, last = pages_of(write_notebook(folder / "proef.ipynb", *cells), may_run=True)

    texts = [" ".join(part.html for part in step.parts if isinstance(part, Text)) for step in (first, *missing, last)]
    assert [word("portal", "not_shown") in text for text in texts] == [False, *(True for _ in TYPED)]
    assert [typed for typed in TYPED if typed in " ".join(texts)] == []
    assert ("uitkomst" in texts[-1], last.activities) == (bool(own), ("kaart",))


def test_how_long_a_step_takes_to_read_counts_its_words_and_not_its_tags(tmp_path: Path) -> None:
    few, many = "woord " * 100, "**woord** " * 450
    found = pages(tmp_path, markdown(f"## Een\n\n{few}"), markdown(f"## Twee\n\n{many}"), markdown("## Drie"))

    assert [step.reading_minutes for step in found] == [1, 2, 1]


def test_what_only_some_open_takes_no_time_to_read_again() -> None:
    folded = "<details><summary>Bronnen en controle</summary><p>" + "woord " * 720 + "</p></details>"
    step = ModuleStep("Stap", (Text("<p>Ongeveer 3 minuten</p><p>" + "woord " * 360 + "</p>" + folded),))

    assert (step.minutes, step.reading_minutes) == (3, 2)


@pytest.mark.parametrize("notebook", SHIPPED, ids=lambda path: path.stem)
def test_no_text_takes_longer_to_read_than_its_step_says(notebook: Path) -> None:
    steps = pages_of(notebook)

    assert [step.title for step in steps if step.minutes is None or step.reading_minutes > step.minutes] == []
