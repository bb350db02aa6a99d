"""What the page of a step makes of its text: headings, explained words and names of tables."""

from __future__ import annotations

import re
from pathlib import Path

from ssfh_learn.content.module import Term
from ssfh_learn.portal.published.pages import ActivitySlot, ModuleStep, Text
from ssfh_learn.portal.published.shown_step import ShownStep, shown_step
from ssfh_learn.portal.published.tables import for_any_width

GLOSSARY = [
    Term(woord="agressie", uitleg="Iemand is boos."),  # type: ignore[call-arg]
    Term(woord="externe agressie", uitleg="Van **buiten**."),  # type: ignore[call-arg]
    Term(woord="RI&E", uitleg="Een lijst."),  # type: ignore[call-arg]
]


def shown(*parts: Text | ActivitySlot | str) -> ShownStep:
    made = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return shown_step(ModuleStep("Een", made, "een"), GLOSSARY, Path("nergens"))


def html(step: ShownStep) -> str:
    return "".join(part.html for part in step.parts if isinstance(part, Text))


def marked(step: ShownStep) -> list[tuple[str, str]]:
    """Return each marked word with the meaning that it opens."""
    meanings = {one.id: one.meaning for one in step.words}
    found = re.findall(
        r'<button type="button" class="ssfh-term" popovertarget="([^"]+)"[^>]*>(.*?)</button>', html(step)
    )
    return [(said, meanings[id_]) for id_, said in found]


def test_a_word_is_marked_where_a_step_first_uses_it_and_only_there() -> None:
    step = shown("<p>Agressie en nog eens agressie.</p>", ActivitySlot("quiz"), "<p>Agressie.</p>")

    assert marked(step) == [("Agressie", "<p>Iemand is boos.</p>")]
    assert html(step).startswith("<p><button")


def test_of_two_words_at_one_place_the_longer_one_is_meant() -> None:
    step = shown("<p>Dit is externe agressie. En agressie.</p>")

    assert marked(step) == [
        ("externe agressie", "<p>Van <strong>buiten</strong>.</p>"),
        ("agressie", "<p>Iemand is boos.</p>"),
    ]


def test_a_word_in_a_longer_word_with_a_hyphen_is_marked_as_a_whole() -> None:
    assert marked(shown("<p>Een agressie-protocol.</p>")) == [("agressie-protocol", "<p>Iemand is boos.</p>")]


def test_a_heading_a_link_a_fold_and_the_sources_mark_no_word() -> None:
    sources = "<details>\n<summary><strong>Bronnen en controle</strong></summary>\n<p>Agressie.</p>\n</details>"
    step = shown(
        f'<h3>Agressie</h3><p><a href="x">agressie</a></p><details><summary>Agressie</summary></details>{sources}'
    )

    assert marked(step) == []
    assert marked(shown(f"{sources}<p>Over agressie.</p>")) == [("agressie", "<p>Iemand is boos.</p>")]


def test_signs_of_html_stay_what_they_are() -> None:
    step = shown("<p>1 &lt; 2 en de RI&amp;E &amp; meer</p>")

    assert marked(step) == [("RI&amp;E", "<p>Een lijst.</p>")]
    assert re.sub(r"</?button[^>]*>", "", html(step)) == "<p>1 &lt; 2 en de RI&amp;E &amp; meer</p>"


def test_headings_begin_under_the_title_and_skip_no_level() -> None:
    step = shown("<h3>A</h3><h5>B</h5>", ActivitySlot("quiz"), "<h4>C</h4><h3>D</h3><h4>E</h4>")

    assert html(step) == "<h2>A</h2><h3>B</h3><h3>C</h3><h2>D</h2><h3>E</h3>"


def test_a_table_has_the_name_of_its_columns_and_no_two_have_the_same() -> None:
    table = for_any_width("<table><thead><tr><th>Soort</th><th>Wat?</th></tr></thead><tbody></tbody></table>")
    found = re.findall(r'role="(\w+)" aria-label="([^"]*)"', html(shown(table, table)))

    assert found == [("group", "Tabel met Soort, Wat?"), ("group", "Tabel met Soort, Wat? (2)")]
