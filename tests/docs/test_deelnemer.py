"""The learner's guide: it speaks the words of the screen, and promises what the portal does."""

from __future__ import annotations

import re
from pathlib import Path

from ssfh_learn.words import section, word
from tests.docs import guide as read
from tests.docs.pictures import pictures_of_learner

GUIDE = read.LEARNER.read_text("utf-8")
SCREEN = str([section(name) for name in ("frontend", "portal", "home", "count_in", "track")])
OF_A_PHONE = {"iPhone:", "Android:", "Zet op beginscherm", "Toevoegen aan startscherm"}
BOLD = set(re.findall(r"\*\*([^*]+)\*\*", read.prose(GUIDE)))
NAMES = {text for text in BOLD if text[0].isupper() and not text.endswith((".", ":"))} - OF_A_PHONE


def test_what_the_guide_says_to_look_for_stands_on_the_screen() -> None:
    said = sorted({*read.quoted(GUIDE), *NAMES})

    assert len(said) > 20
    assert [text for text in said if text not in SCREEN] == []


def test_the_guide_names_every_entry_of_the_menu() -> None:
    assert {word("portal", code) for code in ("home", "my_data", "display", "help", "tests")} <= NAMES


def test_the_guide_says_what_a_certificate_is_not_in_the_words_of_the_certificate() -> None:
    (not_an_accreditation, no_points) = re.findall(r"geen [^.]+\.", word("portal", "certificate_is_not"))
    assert not_an_accreditation in GUIDE
    assert no_points in GUIDE


def test_there_are_pictures_of_a_desk_and_of_a_phone() -> None:
    widths = [
        int.from_bytes((read.DOCS / target).read_bytes()[16:20], "big")  # where a PNG says how wide it is
        for _, target in read.images(GUIDE)
    ]
    assert min(widths) < 450
    assert max(widths) > 800


def test_every_picture_of_the_guide_is_made_by_the_script() -> None:
    assert {Path(target).name for _, target in read.images(GUIDE)} == {one.name for one in pictures_of_learner("")}
