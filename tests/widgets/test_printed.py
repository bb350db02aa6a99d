"""Activities on paper."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Activity
from ssfh_learn.widgets.printed import printed
from tests.content_examples import ACTION_PLAN, EXAMPLES, FACT_CHART, KEY, ROLE_CHOICE, activity

VOID = {"img", "br", "hr"}


class _Tags(HTMLParser):
    """Keeps the open tags, to see that all are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> str:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    return tags.text


def on_paper(one: Activity) -> str:
    return printed(one.view(one.printed()))


@pytest.mark.parametrize("content", EXAMPLES.values(), ids=EXAMPLES)
def test_every_kind_can_be_printed_with_its_title_and_where_to_answer(content: dict[str, str]) -> None:
    text = read(on_paper(activity(content)))

    assert content["titel"] in text
    assert "In JupyterLab of in je leeromgeving kun je antwoorden geven." in text


@pytest.mark.parametrize("kind", ["quiz", "test", "scenario", "scenario_test"])
def test_nothing_of_the_key_is_printed(kind: str) -> None:
    assert KEY not in on_paper(activity(EXAMPLES[kind]))


def test_questions_and_options_are_printed() -> None:
    text = read(on_paper(activity(EXAMPLES["quiz"])))

    for words in (
        "Neem de tijd.",
        "Wat doe je eerst?",
        "Optie a",
        "Stap t",
        "Links k",
        "Rechts n",
        "Telefoon",
        "Geeft",
    ):
        assert words in text


def test_a_chart_is_printed_with_its_figures_and_where_they_come_from() -> None:
    text = read(on_paper(activity(FACT_CHART)))

    for words in ("Te hoog: 45", "Meer: 65,5", "Werknemers", "2022", "CBS", "45% en 65,5%."):
        assert words in text


def test_a_large_figure_is_printed_in_full() -> None:
    one = activity(
        {**FACT_CHART, "maximum": 2_000_000, "staven": [{"id": "hoog", "naam": "Mensen", "waarde": 1_234_567}]}
    )

    assert "Mensen: 1234567" in read(on_paper(one))


def test_an_opening_question_is_printed_with_both_ends() -> None:
    text = read(on_paper(activity(ROLE_CHOICE)))

    assert "rustig" in text
    assert "druk" in text


@given(st.text())
def test_plain_text_is_never_markup(title: str) -> None:
    html = printed({"title": f"<b>{title}", "themes": [{"name": f"<i>{title}"}]})

    assert "<b>" not in html
    assert "<i>" not in html


def test_an_activity_plan_prints_its_levels_as_a_list() -> None:
    html = on_paper(activity(ACTION_PLAN))

    assert "<ul><li><strong>Ikzelf</strong> <p>Welke stap zet ik?</p>" in html
