"""The pages about groups: an administrator makes them, a coordinator says what her own group does."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup

from ssfh_learn.words import word
from tests.portal.coordinator.rosters import OF_B, Listed
from tests.portal.coordinator.test_roster_pages import modules as modules  # noqa: PLC0414  (pytest finds fixtures by name)
from tests.portal.coordinator.test_roster_pages import roster as roster  # noqa: PLC0414
from tests.portal.coordinator.test_roster_pages import version_in

DUTY = {"module:proef": "ja", "module:proef:voor": "2026-12-31"}


def test_an_administrator_makes_a_group_and_its_coordinator_reaches_it_at_once(roster: Listed) -> None:
    administrator, cor = roster.administrator(), roster.site.visitor("cor")
    assert cor.get("groepen").status == 403

    made = administrator.post_form("groepen/nieuw", naam="Oost", coordinatoren="cor\r\n\r\ncora", **DUTY)

    assert made.status == 303, made.text
    shown = cor.get(made.headers["Location"].partition("/leren/")[2])
    assert (shown.status, "cora" in shown.text) == (200, True)
    assert 'value="2026-12-31"' in shown.text
    assert "Noord" not in cor.get("groepen").text


def test_a_coordinator_says_what_her_group_does_and_no_more(roster: Listed) -> None:
    ans = roster.ans()
    page = ans.get(f"groepen/{roster.first}")

    kept = ans.post_form(
        f"groepen/{roster.first}", versie=version_in(page), naam="Gekaapt", coordinatoren="ans\nzus", **DUTY
    )

    assert kept.status == 303, kept.text
    shown = ans.get(f"groepen/{roster.first}").text
    assert "Gekaapt" not in shown
    assert "zus" not in shown
    assert "checked" in shown.partition('name="module:proef"')[2][:60]
    assert roster.site.visitor("zus").get("groepen").status == 403


def test_two_who_change_one_group_at_once_are_told(roster: Listed) -> None:
    ans = roster.ans()
    shown = version_in(ans.get(f"groepen/{roster.first}"))
    assert ans.post_form(f"groepen/{roster.first}", versie=shown, **DUTY).status == 303

    answer = ans.post_form(f"groepen/{roster.first}", versie=shown)

    assert answer.status == 409
    assert word("roster_refusal", "changed_meanwhile") in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"naam": ""}, word("roster", "group_name_needed")),
        ({"naam": "NOORD"}, word("roster_refusal", "group_exists")),
        ({"naam": "x" * 121}, word("roster_import", "too_long", column="Naam", longest=120)),
        (
            {"naam": "Oost", "module:proef": "ja", "module:proef:voor": "ooit"},
            word("roster_import", "not_a_date", column="Proef", value="ooit").partition(":")[2],
        ),
    ],
)
def test_what_is_wrong_with_a_group_is_said(roster: Listed, fields: dict[str, str], said: str) -> None:
    answer = roster.administrator().post_form("groepen/nieuw", **fields)

    assert answer.status == 400
    assert said.partition("‘")[2] in unescape(answer.text)


def test_no_page_of_a_group_reaches_another_group(roster: Listed) -> None:
    ans = roster.ans()
    for address in ("groepen", "groepen/nieuw", f"groepen/{roster.second}", f"groepen/{10**15}"):
        text = unescape(ans.get(address).text)
        assert not [said for said in OF_B if said in text], address
    assert ans.get(f"groepen/{roster.second}").status == 404
    assert ans.get("groepen/nieuw").status == 404
    assert ans.post_form("groepen/nieuw", naam="Van mij", coordinatoren="ans").status == 404
    assert ans.post_form(f"groepen/{roster.second}", versie="1", **DUTY).status == 404
    assert "Van mij" not in roster.administrator().get("groepen").text


@pytest.mark.parametrize("roles", [("learner",), ("learner", "trainer"), ()])
def test_nobody_without_the_role_sees_or_changes_a_group(roster: Listed, roles: tuple[str, ...]) -> None:
    who = roster.site.visitor("piet", *roles) if roles else roster.site.visitor()
    for address in ("groepen", "groepen/nieuw", f"groepen/{roster.first}"):
        assert who.get(address).status == (403 if roles else 302)
    for address in ("groepen/nieuw", f"groepen/{roster.first}"):
        assert who.post_form(address, naam="Weg", versie="1").status == 403


def test_a_group_has_as_many_people_on_every_page(roster: Listed) -> None:
    made = roster.administrator().post_form("groepen/nieuw", naam="Geteld", coordinatoren="ans")
    ans, group = roster.ans(), made.headers["Location"].partition("?")[0].rpartition("/")[2]
    for name, left in (("Eén", ""), ("Twee", ""), ("Weg", "2026-01-01")):
        added = ans.post_form("deelnemers/nieuw", achternaam=name, einde=left, groep=group)
        assert added.status == 303

    counted = {}
    for path in ("groepen", f"groepen/{group}", f"deelnemers?groep={group}", f"werklijst?groep={group}"):
        main = unescape(ans.get(path).text).partition("<main")[2]
        counted[path] = re.findall(r"(\d+) deelnemers\.", main)

    assert {path: found for path, found in counted.items() if found != ["2"]} == {}


def test_a_last_day_that_was_typed_stays_beside_what_is_wrong(roster: Listed) -> None:
    answer = roster.administrator().post_form(
        "groepen/nieuw", naam="", **{"module:proef:voor": "2026-12-31", "module:werkdruk:voor": ""}
    )

    assert answer.status == 400
    assert 'name="module:proef:voor" value="2026-12-31"' in answer.text


def test_all_that_changed_in_a_group_is_read_page_by_page(roster: Listed) -> None:
    administrator = roster.administrator()
    for number in range(25):
        versions = re.findall(r'name="versie" value="(\d+)"', administrator.get(f"groepen/{roster.first}").text)
        administrator.post_form(
            f"groepen/{roster.first}", naam=f"Noord {number}", coordinatoren="ans", versie=versions[-1]
        )

    def lines(page: str) -> list[str]:
        found = BeautifulSoup(roster.ans().get(f"groepen/{roster.first}{page}").text, "html.parser")
        return [one.get_text() for one in found.select(".ssfh-log li")]

    first, second = lines(""), lines("?logboek=2")
    assert (len(first), len(second)) == (20, 7)  # with the beginning of the group, and Noor who came
    assert not set(first[-1:]) & set(second)
    assert "Noord 24" in first[0]
    shown = roster.ans().get(f"groepen/{roster.first}").text
    assert word("roster", "log_older") in shown
    assert word("roster", "log_newer") not in shown
    assert word("roster", "log_older") not in roster.ans().get(f"groepen/{roster.first}?logboek=2").text
    assert lines("?logboek=99") == []
