"""The log of the roster, as a coordinator reads it: titles and Dutch days, no codes."""

from __future__ import annotations

import re

from ssfh_learn.portal.coordinator.log_lines import said_reason
from ssfh_learn.words import word
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import Listed


def test_the_log_of_a_group_says_what_came_and_went_with_titles_and_dutch_days(roster: Listed) -> None:
    ans, place = roster.ans(), f"groepen/{roster.first}"

    def choose(**fields: str) -> str:
        (version,) = re.findall(r'name="versie" value="(\d+)"', ans.get(place).text)
        assert ans.post_form(place, **fields, versie=version).status == 303
        return " ".join(re.sub(r"<[^>]+>", " ", ans.get(place).text).split()).partition(word("roster", "log"))[2]

    first = choose(**{"module:proef": "ja", f"test:{TEST}": "ja", f"test:{TEST}:voor": "29-11-2026"})
    second = choose(**{f"test:{TEST}": "ja"})
    both = f"{first} {second}"

    assert "‘Proefmodule’ kwam erbij; ‘Proeftoets’ kwam erbij, klaar uiterlijk op 29 november 2026." in first
    assert "‘Proefmodule’ ging eraf; ‘Proeftoets’ heeft geen laatste dag meer." in second
    assert not re.search(r"\d{4}-\d\d-\d\d|duties|module proef|" + TEST, both)


def test_the_log_of_a_participant_has_dutch_days(roster: Listed) -> None:
    ans, place = roster.ans(), f"deelnemers/{roster.noor}"
    (version,) = re.findall(r'name="versie" value="(\d+)"', ans.get(place).text)
    ans.post_form(place, achternaam="Dam", groep=str(roster.first), einde="29-11-2099", versie=version)

    assert "is nu 29 november 2099" in ans.get(place).text


def test_the_reason_of_a_change_ends_before_what_is_said_next() -> None:
    assert said_reason("Internet viel uit") == "De reden: ‘Internet viel uit’."
    assert said_reason("Internet viel uit.") == "De reden: ‘Internet viel uit’.", "a full stop that was typed is one"
    assert word("roster", "log_difference", field="Praktijken", old="A", new="B") == "Praktijken: was A, is nu B"
