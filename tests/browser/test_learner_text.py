"""What a learner types is text: shown as it was typed, kept as it was typed, never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import wait_for_activities
from tests.browser.player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.lesson import Lesson

MARKUP = '<img src=x onerror="window.ssfh_ran = 1"><script>window.ssfh_ran = 2</script> **vet** &amp; {{ 7 * 7 }}'
EMOJI = "Ik ben 😀 en 👩🏽‍⚕️, niet \u202eomgekeerd\u202c; ook ß, é en 漢字"
TEXTS = (f"{MARKUP}\n\n{EMOJI}", ("Werkdruk? " * 500)[:5000])


def test_a_learners_text_is_shown_literally_survives_a_reload_and_is_never_run(
    lesson: Callable[..., Lesson], visit: Callable[[Lesson], Page]
) -> None:
    reflection = lesson("reflectie")
    questions = [question["vraag"] for question in reflection.content("reflectie")["vragen"]]
    texts = dict(zip(questions, TEXTS, strict=True))
    page = visit(reflection)
    player = Player(page, reflection.title("reflectie"))

    for question, text in texts.items():
        player.write(question, text)
        reflection.wait_for("reflectie", "answer", text=text)
    page.reload()
    wait_for_activities(page, reflection)

    for question, text in texts.items():
        expect(player.field(question)).to_have_value(text)
    expect(player.activity.locator("img, script")).to_have_count(0)
    assert page.evaluate("window.ssfh_ran") is None
