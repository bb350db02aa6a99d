"""What a page for staff says about what was sent: first on the page, with the focus, and a way to each field.

A person who cannot see, or who sees a small part of the page, is then where the answer is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from ssfh_learn.words import section, word
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import Listed, listed
from tests.portal.coordinator.test_accreditation_pages import SAID as ACCREDITATION
from tests.portal.host import Answer, Visitor, serving

RUNNING = f"toetsen-regelen/{TEST}"
PERIOD = f"toets={TEST}&van=01-01-2026&tot=31-12-2026"
END = "31-01-2099 17:00"
EMOJI, LONG = "Noor 🙂\u0007", "x" * 5_000
WRONG = {
    "a participant without a name": ("deelnemers/nieuw", {"groep": "1"}),
    "a participant with an odd address": ("deelnemers/nieuw", {"achternaam": "A", "email": "geen adres", "groep": "1"}),
    "a participant with a wrong day": ("deelnemers/nieuw", {"achternaam": "A", "begin": "31-02-2026", "groep": "1"}),
    "a participant with a wrong last day": ("deelnemers/1", {"achternaam": "A", "einde": "morgen", "groep": "1"}),
    "a participant who ends before she begins": (
        "deelnemers/1",
        {"achternaam": "A", "begin": "01-02-2026", "einde": "01-01-2026", "groep": "1"},
    ),
    "a participant with a long name": ("deelnemers/1", {"achternaam": LONG, "groep": "1"}),
    "a practice with odd signs": ("deelnemers/1", {"achternaam": "A", "praktijk1": "B\u200b", "groep": "1"}),
    "a region that is too long": ("deelnemers/1", {"achternaam": "A", "praktijk1": "B", "regio1": LONG, "groep": "1"}),
    "an account of somebody else": ("deelnemers/1", {"achternaam": "A", "account": "zus", "groep": "1"}),
    "a name of another group": ("groepen/1", {"naam": "Zuid"}),
    "a group with odd signs": ("groepen/nieuw", {"naam": "Oost\u202e"}),
    "a group without a name": ("groepen/nieuw", {"naam": " "}),
    "a group with a long account": ("groepen/nieuw", {"naam": "Oost", "coordinatoren": LONG}),
    "a last day that is no day": ("groepen/1", {"naam": "N", "module:proef": "ja", "module:proef:voor": "gisteren"}),
    "no moment for everybody": (f"{RUNNING}/einde", {"voor": "iedereen", "moment": ""}),
    "an odd moment for everybody": (f"{RUNNING}/einde", {"voor": "iedereen", "moment": EMOJI}),
    "a day that is not there": (f"{RUNNING}/einde", {"voor": "iedereen", "moment": "31-02-2027"}),
    "a long reason": (f"{RUNNING}/einde", {"voor": "iedereen", "moment": END, "reden": LONG}),
    "no person and no moment": (f"{RUNNING}/einde", {"voor": "persoon"}),
    "a person and no reason": (f"{RUNNING}/einde", {"voor": "persoon", "wie": "1", "moment": END}),
    "a group and an odd moment": (f"{RUNNING}/einde", {"voor": "groep", "wie": "1", "moment": "ooit", "reden": "a"}),
    "no group": (f"{RUNNING}/einde", {"voor": "groep", "moment": END, "reden": "a"}),
    "an end before the end": (
        f"{RUNNING}/einde",
        {"voor": "persoon", "wie": "1", "moment": "01-02-2027", "reden": "Ziek."},
    ),
    "a group and an end before the end": (
        f"{RUNNING}/einde",
        {"voor": "groep", "wie": "2", "moment": "01-02-2027", "reden": "Ziek."},
    ),
    "an attempt for nobody": (f"{RUNNING}/poging", {"voor": "persoon", "reden": "a"}),
    "an attempt without a reason": (f"{RUNNING}/poging", {"voor": "persoon", "wie": "1"}),
    "an attempt for no group": (f"{RUNNING}/poging", {"voor": "groep", "reden": EMOJI}),
    "no file": ("deelnemers/inlezen", {"groep": "2"}),
    "no entry to merge with": ("deelnemers/1/samenvoegen", {}),
    "a rule with a word": ("accreditatie/regel", {}),
}
"""What an administrator sends that cannot be."""


@pytest.fixture(scope="module")
def roster(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """Run a portal with a roster and a course, in which the test has an end."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("messages") / "portal"))
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        found = listed(site)
        confirmed(found.administrator(), f"{RUNNING}/einde", voor="iedereen", moment=END)
        yield found


def confirmed(who: Visitor, path: str, **fields: str) -> Answer:
    """Send a form, and once more with the version that the preview shows."""
    seen = re.search(r'name="versie" value="([0-9a-f]+)"', who.post_form(path, **fields).text)
    assert seen
    return who.post_form(path, **fields, versie=seen[1])


def sent(roster: Listed, path: str, fields: dict[str, str]) -> Answer:
    """Send a form as an administrator, with the version that its page shows."""
    who = roster.administrator()
    if path == "accreditatie/regel":
        page = who.get(f"accreditatie?{PERIOD}&groep={roster.first}").text
        (version,) = re.findall(r'name="versie" value="(\d+)"', page)
        asked = {"toets": TEST, "groep": str(roster.first), "van": "01-01-2026", "tot": "31-12-2026"}
        fields = {**asked, "versie": version, "functie": "Geheimfunctie", "aantal": "twee"}
    elif path.startswith(("deelnemers/", "groepen/")):
        fields = {"versie": "1", **fields}
    return who.post_form(path, **fields)


def message_of(answer: Answer) -> tuple[BeautifulSoup, Tag]:
    """Return a page, and the one part of it that has the focus."""
    page = BeautifulSoup(answer.text, "html.parser")
    (message,) = page.select("main [autofocus]")
    return page, message


@pytest.mark.parametrize(("path", "fields"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_first_and_leads_to_each_field(roster: Listed, path: str, fields: dict[str, str]) -> None:
    answer = sent(roster, path, fields)
    page, message = message_of(answer)

    assert answer.status == 400
    assert message["role"] == "alert"
    assert message.find_previous("h1") is not None
    assert not [one for one in page.select("main form") if one.sourceline < message.sourceline]  # type: ignore[operator]
    links = message.select("a")
    assert links
    for link in links:
        field = page.select_one(f'[id="{link["href"].removeprefix("#")}"]')  # type: ignore[union-attr]
        assert field is not None, link
        assert field.name in {"input", "select", "textarea", "fieldset", "h2"}
        if field.get("aria-invalid"):
            told = " ".join(page.find(id=one).get_text() for one in field["aria-describedby"].split())  # type: ignore[union-attr]
            assert link.get_text() in told


@pytest.mark.parametrize(("path", "fields"), WRONG.values(), ids=WRONG)
def test_what_was_typed_stays_in_its_field(roster: Listed, path: str, fields: dict[str, str]) -> None:
    page = BeautifulSoup(sent(roster, path, fields).text, "html.parser")

    for name, value in fields.items():
        if name == "voor" or (fields.get("voor") == "persoon" and "wie" not in fields):
            continue  # nobody was found, so there is no form yet
        kept = [kept_in(one) for one in page.select(f'main [name="{name}"]')]
        read = re.sub(r"[\x00-\x08\x0e-\x1f]", " ", value)  # as tornado reads a field
        assert " ".join(read.split()) in kept, name


def kept_in(field: Tag) -> str:
    """Return what stands in a field, or is chosen in it."""
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        return str(next(iter(field.select("option[selected]")), {}).get("value", ""))
    if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
        return ""
    return " ".join(str(field.get("value", "")).split())


def test_a_wrong_period_is_said_at_each_of_its_days(roster: Listed) -> None:
    answer = roster.administrator().get(f"accreditatie?toets={TEST}&van=31-02-2026&tot=ooit")
    page, message = message_of(answer)

    assert answer.status == 400
    assert [one["href"] for one in message.select("a")] == ["#van", "#tot"]
    assert [one["id"] for one in page.select("[aria-invalid]")] == ["van", "tot"]
    assert ACCREDITATION["not_shown"] in message.get_text()


def test_what_was_typed_in_a_rule_stays(roster: Listed) -> None:
    answer = sent(roster, "accreditatie/regel", {})

    assert 'name="aantal" value="twee"' in answer.text


DONE = {
    "a participant": ("deelnemers/1", {"account": "noor", "voornaam": "Noor", "achternaam": "Dam", "groep": "1"}),
    "a group": ("groepen/1", {"naam": "Noord", "coordinatoren": "ans", "module:proef": "ja"}),
    "the end for everybody": (f"{RUNNING}/einde", {"voor": "iedereen", "moment": "28-02-2099"}),
    "more time for a person": (
        f"{RUNNING}/einde",
        {"voor": "persoon", "wie": "1", "moment": "31-03-2099", "reden": "Zij was ziek."},
    ),
}


@pytest.mark.parametrize(("path", "fields"), DONE.values(), ids=DONE)
def test_what_is_done_is_said_first_with_a_way_back_where_there_is_one(
    roster: Listed, path: str, fields: dict[str, str]
) -> None:
    who = roster.administrator()
    if path.startswith(RUNNING):
        answer = confirmed(who, path, **fields)
    else:
        versions = re.findall(r'name="versie" value="(\d+)"', who.get(path).text)
        answer = who.post_form(path, **fields, versie=versions[-1])
    _, message = message_of(who.get(answer.headers["Location"].removeprefix("/leren/")))

    assert message["role"] == "status"
    assert message.get_text().split()[0] == word("portal", "done_now")
    if path.startswith(RUNNING):
        assert message.select_one("button").get_text() == word("running", "take_back")  # type: ignore[union-attr]
    if path == "groepen/1":
        assert word("roster", "group_saved", name="Noord") in message.get_text()


@pytest.mark.parametrize(
    "address",
    [
        "deelnemers/1?bewaard=1&gedaan=ja",
        "deelnemers?ingelezen=3-1",
        "deelnemers/schrijfwijzen?weg=Arts&blijft=Baas&klaar=3",
        "groepen/1?bewaard=1",
        "groepen/1/trajecten?traject=proef",
        f"{RUNNING}?klaar=ja",
        "werklijst/herinneren?genoteerd=1",
        f"accreditatie?{PERIOD}&bewaard=1",
    ],
)
def test_no_link_says_that_something_was_done(roster: Listed, address: str) -> None:
    answer = roster.administrator().get(address)

    assert answer.status == 200
    assert word("portal", "done_now") not in answer.text


def test_what_is_done_is_said_once_and_only_to_who_did_it_on_its_own_page(roster: Listed) -> None:
    who, done = roster.administrator(), word("portal", "done_now")
    versions = re.findall(r'name="versie" value="(\d+)"', who.get("groepen/2").text)
    who.post_form("groepen/2", naam="Zuid", coordinatoren="bea", versie=versions[-1])
    other = roster.bea()
    other.cookies |= {"ssfh_done": who.cookies["ssfh_done"]}

    assert done not in other.get("groepen/2").text
    assert done not in who.get("groepen/1").text
    forged = roster.administrator()
    forged.cookies["ssfh_done"] = who.cookies["ssfh_done"].replace("|", "|1", 1)
    assert done not in forged.get("groepen/2").text
    assert done in who.get("groepen/2").text
    assert done not in who.get("groepen/2").text


def test_a_refusal_on_a_page_of_its_own_leads_back_to_the_form(roster: Listed) -> None:
    who = roster.administrator()
    who.headers["Referer"] = f"http://127.0.0.1{'/leren/'}{RUNNING}?zoek=a"
    answer = who.post_form(f"{RUNNING}/terug", wat="x")
    page = BeautifulSoup(answer.text, "html.parser")

    assert answer.status == 404
    assert next(one["href"] for one in page.select("main a")) == f"/leren/{RUNNING}?zoek=a"


def test_staff_pages_name_help_for_staff_and_pages_of_a_learner_help_for_learners(roster: Listed) -> None:
    def sheet_on(who: Visitor, path: str) -> Tag:
        found = BeautifulSoup(who.get(path).text, "html.parser").select_one("#hulp")
        assert found is not None
        return found

    def help_on(who: Visitor, path: str) -> str:
        return " ".join(sheet_on(who, path).get_text(" ").split())

    for path in ("werklijst", "deelnemers", RUNNING, "overzicht", "nakijken", "vragen", "verslagen", "accreditatie"):
        assert word("portal", "help_staff_ask") in help_on(roster.administrator(), path)
        assert word("portal", "help_staff_coordinator") in help_on(roster.administrator(), path)
        assert word("portal", "help_staff_reports") in help_on(roster.administrator(), path)
    for path in ("bestaat-niet", "deelnemers/999"):  # where she is lost she needs it most
        links = [str(one["href"]) for one in sheet_on(roster.ans(), path).select("li a")]
        assert links == [f"/leren/{one}" for one in section("portal")["help_staff_pages"]]
        assert {roster.ans().get(one.removeprefix("/leren/")).status for one in links} == {200}
    assert help_on(roster.site.visitor("noor"), "werklijst").endswith(word("portal", "help_text"))
    trainer = roster.site.visitor("tom", "learner", "trainer")
    assert word("portal", "help_staff_trainer") in help_on(trainer, "overzicht")
    for path in ("", "gegevens", f"toets/{TEST}/"):
        assert word("portal", "help_staff_ask") not in help_on(roster.site.visitor("noor"), path)


def read(answer: Answer) -> str:
    """Return what a person reads on a page."""
    main = BeautifulSoup(answer.text, "html.parser").select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_none_one_and_many_are_each_said_as_people_say_them(roster: Listed) -> None:
    who = roster.administrator()
    group = who.post_form("groepen/nieuw", naam="Leeg").headers["Location"].partition("?")[0].rpartition("/")[2]

    groups = read(who.get("groepen"))
    assert word("roster", "members.none") in groups
    assert word("roster", "duties_count.none") in groups
    assert not re.search(r"\b0 (deelnemers|dingen|mensen)", groups)
    alone = read(
        who.post_form(f"{RUNNING}/einde", voor="persoon", wie=str(roster.zus), moment="30-04-2099", reden="Ziek.")
    )
    assert word("running", "plan_moves.one") in alone
    assert word("running", "plan_begun_alone.none") in alone
    assert "Deze persoon is nog niet aan deze toets begonnen." in alone
    assert "van hen" not in alone
    nobody = read(who.get(f"accreditatie?{PERIOD}&groep={group}"))
    assert word("accreditation", "total.none") in nobody
    empty = read(who.get(f"werklijst?groep={group}"))
    assert word("worklist", "none") in empty
    assert "0 deelnemers" not in empty
