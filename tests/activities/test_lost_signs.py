"""Signs that a longer text loses to Markdown, and what a short text shows though it was meant as layout."""

from __future__ import annotations

import pytest

from ssfh_learn.activities.lost_signs import lost_in_markdown, lost_in_phrase


def codes(text: str) -> list[str]:
    return [flaw.code for flaw in lost_in_markdown(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Typ <naam> in het veld.", "markdown_tag"),
        ("<naam>", "markdown_tag"),
        ("Kies <b>nu</b>.", "markdown_tag"),
        ("Wat doe je bij\n\n> 180 mmHg?", "markdown_more_than"),
        ("Wat doe je bij\n> 180 mmHg?", "markdown_more_than"),
        (">= 65 jaar", "markdown_more_than"),
        ("- > 38 graden\n- koorts", "markdown_more_than"),
        ("Neem 5*3*2 tabletten.", "markdown_stars"),
        ("Reken a*b*c uit.", "markdown_stars"),
        ("Neem 2**3**.", "markdown_stars"),
        ("112.", "markdown_number"),
        ("1. januari is een vrije dag.", "markdown_number"),
        ("De praktijk is dicht op\n1. januari", "markdown_number"),
        ("1. januari\n3. maart", "markdown_numbers"),
        ("7) zeven\n9) negen", "markdown_numbers"),
        ("- 5 graden", "markdown_minus"),
        ("+ 5 punten", "markdown_minus"),
        ("* 5", "markdown_minus"),
        ("# 3", "markdown_title"),
        ("Vraag twee\n---", "markdown_title"),
        ("[let]: op", "markdown_reference"),
    ],
)
def test_a_sign_that_a_longer_text_would_lose_is_found(text: str, code: str) -> None:
    found = list(lost_in_markdown(text))

    assert code in [flaw.code for flaw in found]
    assert all(flaw.details["written"] for flaw in found)


@pytest.mark.parametrize(
    "text",
    [
        "Een **vet** en een *schuin* woord, `code` en 5 * 3 * 2.",
        "Zij zegt:\n\n> “Ik bel nu voor de vierde keer!”\n\nWat doe je?",
        "> In 17% van de organisaties",
        "- 86% vond dat\n- 74% vond dit",
        "1. Bel\n2. Wacht\n3. Vraag",
        "1. Bel\n1. Wacht",
        "3. Bel\n4. Wacht",
        "- Kies <https://www.ssfh.nl> of [de site](https://www.ssfh.nl).",
        "### Kop\n\nTekst",
        "4 < 5 en 6 > 5, en typ &lt;naam&gt; of \\<naam>",
        "<!-- nog nakijken -->",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Dit is on**gewenst**.",
        "Kijk in de [lijst][l].\n\n[l]: https://www.ssfh.nl",
        "Eerst\n\n---\n\nen dan H<sub>2</sub>O",
    ],
)
def test_layout_that_was_meant_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_notebook_has_titles_of_its_own() -> None:
    assert list(lost_in_markdown("# 112\n\n## Stap 1. Begin", has_titles=True)) == []


@pytest.mark.parametrize("text", ["&gt; 180 mmHg", "112\\.", "\\<naam>", "5\\*3"])
def test_what_got_round_markdown_before_is_found_in_a_short_text(text: str) -> None:
    assert [flaw.code for flaw in lost_in_phrase(text)] == ["phrase_with_code"]


@pytest.mark.parametrize("text", ["![een bord](bord.svg)", "zie [de site](https://www.ssfh.nl)", "```\ncode\n```"])
def test_layout_that_a_short_text_cannot_have_is_found(text: str) -> None:
    assert [flaw.code for flaw in lost_in_phrase(text)] == ["phrase_with_layout"]


@pytest.mark.parametrize(
    "text", ["> 180 mmHg", "<naam>", "5*3*2", "- 5", "112.", "[x]", "C:\\Users", "R&D; en A&B", "**vet**"]
)
def test_signs_in_a_short_text_are_no_problem(text: str) -> None:
    assert list(lost_in_phrase(text)) == []
