"""What a learner did, as she reads it: her own words, and the points that she found in them."""

from __future__ import annotations

from ssfh_learn.journal import Event
from ssfh_learn.portal.learner.readable import readable
from tests.content_examples import Content, quiz

QUIZ = quiz(
    {
        "soort": "eigen-woorden",
        "vraag": "Wat doe je?",
        "modelantwoord": "Ik bel.",
        "nakijkpunten": [{"id": "wie", "tekst": "Wie er belt"}, {"id": "wat", "tekst": "Wat <u>je</u> zegt"}],
    }
)


def read(**response: object) -> str:
    """Return an event as she reads it."""
    sent: Content = {"question": "v1", **response}
    return readable(QUIZ, Event.now(activity="q", content="", attempt=1, response=sent))


def test_her_own_words_are_read_below_the_question() -> None:
    assert read(kind="answer", answer="Ik <b>bel</b>.") == ("<p>Wat doe je?</p><p>Ik &lt;b&gt;bel&lt;/b&gt;.</p>")


def test_what_she_ticked_is_read_by_its_text_and_not_by_its_id() -> None:
    said = read(kind="tick", points=["wat"])

    assert said == "<p>Wat doe je?</p><ul><li><p>Wat &lt;u&gt;je&lt;/u&gt; zegt</p></li></ul>"


def test_a_tick_at_a_point_that_is_there_no_longer_is_read_as_it_was_sent() -> None:
    assert read(kind="tick", points=["weg"]) == "<p>tick: v1, weg</p>"
