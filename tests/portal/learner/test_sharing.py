"""What a learner shares is hers: she sees it and takes it back, and nobody else can work out anything of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ssfh_learn.portal.learner.consent import consent_text
from ssfh_learn.words import section, word
from tests.conftest import REPOSITORY
from tests.portal.host import Answer, Site, Visitor, said_on
from tests.portal.learner.test_my_data import items
from tests.portal.web.test_routes import PAGES, ROLES, visitor

SCAN = {"plaats": "werkdruk", "onderdeel": "zelfscan"}
TOKENS = re.compile(r'(name="(?:_xsrf|ssfh-xsrf|nummer)" (?:value|content)=")[^"]+')
GROUP = r"(?:vanaf|minder dan) vijf mensen|ten minste 5|te weinig mensen|wijst geen getal|[Gg]emiddelden? van de groep"
OLD_PROMISE = r"ten minste 5|wijst geen getal"
"""What texts said when five people in a live mean had to be enough. Since issue 15 they may name the number five, but
what protects somebody is said as it is: a value stays the same when her answer moves."""
OWN = ("gegevens", "module/")
"""Pages that tell of her own visits, so that they differ at each look."""


def fill_in(who: Visitor, *values: int) -> None:
    """Fill in the self-assessment, with these answers over and over, and finish it."""
    token = who.token()
    who.respond("werkdruk", "zelfscan", token, kind="erase")
    view = who.respond("werkdruk", "zelfscan", token, kind="begin").json["view"]
    for number, item in enumerate(items(view)):
        said = who.respond("werkdruk", "zelfscan", token, kind="answer", item=item, value=values[number % len(values)])
        assert said.json["saved"]["state"] == "saved", said.text
    assert who.respond("werkdruk", "zelfscan", token, kind="finish").json["saved"]["state"] == "saved"


def share(who: Visitor, said: str = "ja") -> None:
    assert who.post_form("delen", **SCAN, delen=said).status == 303


READ_BEFORE = f"<details open><summary>{word('count_in', 'more')}"
"""All that sharing does is in sight where there is something to share."""


def seen(site: Site, role: str) -> dict[str, str]:
    """Return all that somebody with this role can open, without what differs each time."""
    who = visitor(site, role)
    return {path: TOKENS.sub(r"\1", _text(who.get(path))) for path in PAGES if not path.startswith(OWN)}


def _text(answer: Answer) -> str:
    """Return what is in an answer; of an Excel file all but the moment at which it was made."""
    if not answer.body.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.body)) as excel:
        return "".join(excel.read(name).decode() for name in excel.namelist() if name != "docProps/core.xml")


@pytest.mark.parametrize("role", ROLES)
def test_whatever_colleagues_share_no_page_of_anybody_else_changes(site: Site, role: str) -> None:
    colleagues = [site.visitor(f"collega-{number}") for number in range(6)]
    for number, who in enumerate(colleagues):
        fill_in(who, 1 + number % 5, 4)
    seen(site, role)
    before = seen(site, role)

    for who in colleagues:
        share(who)
    all_shared = seen(site, role)
    share(colleagues[0], "nee")
    fill_in(colleagues[1], 5)
    share(colleagues[1])

    assert all_shared == before
    assert seen(site, role) == before


@pytest.mark.parametrize("role", ROLES)
def test_no_page_gives_a_figure_of_a_group(site: Site, role: str) -> None:
    for number in range(5):
        fill_in(who := site.visitor(f"collega-{number}"), 4, 4, 3)
        share(who)

    pages = seen(site, role)

    assert not [path for path, text in pages.items() if re.search(GROUP, text)]
    if role in {"trainer", "coordinator"}:
        assert word("portal", "groups_follow") in pages["overzicht"]
        assert "<table" not in pages["overzicht"].partition(word("portal", "groups"))[2]


def test_she_sees_what_she_shares_and_can_take_it_back(site: Site) -> None:
    anna = site.visitor("anna")
    fill_in(anna, 4)
    page = anna.get("gegevens").text
    assert all(line in page for line in consent_text("sharing", "maand"))
    assert word("portal", "share_is_not") in page
    assert READ_BEFORE in page

    share(anna)
    assert READ_BEFORE not in anna.get("gegevens").text  # she read it

    assert all(line in anna.get("gegevens").text for line in consent_text("sharing", "maand"))
    shown = anna.get("gegevens").text
    means = {row["subscale"]: row["mean"] for row in anna.get("gegevens/download").json["shared"]}
    assert means
    assert re.search(word("portal", "share_is", what=r"[^<]+ \d(,\d)?(; [^<]+ \d(,\d)?)*").replace(".", "."), shown)
    assert site.visitor("bram").get("gegevens/download").json["shared"] == []

    share(anna, "nee")
    assert anna.get("gegevens/download").json["shared"] == []
    assert said_on(anna.get("gegevens?deel=delen").text) == word("portal", "share_stopped")
    assert word("portal", "share_is_not") in anna.get("gegevens").text


def test_what_was_shared_stays_hers_when_its_module_is_gone(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    fill_in(anna, 4)
    share(anna)
    shutil.rmtree(folder / "modules" / "werkdruk")

    assert word("portal", "share_take_back") in anna.get("gegevens").text

    share(anna, "nee")
    assert anna.get("gegevens/download").json["shared"] == []
    assert word("portal", "share_take_back") not in anna.get("gegevens").text
    assert anna.post_form("delen", **SCAN, delen="ja").status == 404


def test_nobody_takes_back_or_shares_for_another(site: Site, folder: Path) -> None:
    anna, bram = site.visitor("anna"), site.visitor("bram", "learner", "trainer", "coordinator")
    fill_in(anna, 4)
    share(anna)
    for said in ("nee", "ja"):
        bram.post_form("delen", **SCAN, delen=said, learner="anna", person="anna")

    with closing(sqlite3.connect(folder / "leren.db")) as database:
        assert {row for (row,) in database.execute("SELECT learner FROM shared")} == {"anna"}


def test_nothing_promises_that_a_mean_points_at_nobody() -> None:
    texts = [*(REPOSITORY / "docs").glob("*.md"), REPOSITORY / "README.md", *(REPOSITORY / "modules").rglob("*.ipynb")]
    texts += [*(REPOSITORY / "modules").rglob("*.yaml"), *(REPOSITORY / "ssfh_learn" / "words").glob("*.json")]
    found = {path.name: re.findall(OLD_PROMISE, path.read_text("utf-8")) for path in texts}

    assert {name: said for name, said in found.items() if said} == {}


def test_the_page_says_when_what_and_until_when_before_she_shares() -> None:
    said = " ".join(consent_text("sharing", "kwartaal"))
    assert section("rhythm")["kwartaal"] in said
    assert all(
        promise in said for promise in ("vijf mensen", "half punt", "twee punten", "stoppen met delen", "verdwijnt")
    )


def again(who: Visitor, *values: int) -> None:
    """Fill in another round."""
    token = who.token()
    view = who.respond("werkdruk", "zelfscan", token, kind="begin_again", attempt=1).json["view"]
    for number, item in enumerate(items(view)):
        said = {"item": item, "value": values[number % len(values)]}
        who.respond("werkdruk", "zelfscan", token, kind="answer", attempt=2, **said)
    assert who.respond("werkdruk", "zelfscan", token, kind="finish", attempt=2).json["saved"]["state"] == "saved"


def test_a_second_round_is_shared_with_the_first_when_she_says_so(site: Site) -> None:
    anna = site.visitor("anna")
    fill_in(anna, 2)
    share(anna)
    assert word("portal", "share_again") not in anna.get("gegevens").text

    again(anna, 4)

    assert word("portal", "share_again") in anna.get("gegevens").text
    assert {row["first"] for row in anna.get("gegevens/download").json["shared"]} == {None}
    share(anna)
    assert word("portal", "share_again") not in anna.get("gegevens").text
    rows = anna.get("gegevens/download").json["shared"]
    assert all(row["first"] is not None and row["version"] and row["later_token"] for row in rows)
    assert any(row["first"] != row["mean"] for row in rows)


def test_what_was_shared_under_an_earlier_text_counts_after_she_shares_again(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    fill_in(anna, 4)
    share(anna)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute("UPDATE shared SET version = NULL, token = NULL")

    assert word("portal", "share_once_more") in anna.get("gegevens").text

    share(anna)
    assert word("portal", "share_once_more") not in anna.get("gegevens").text


def test_what_staff_share_counts_nowhere(site: Site) -> None:
    bram = site.visitor("bram", "learner", "trainer")
    fill_in(bram, 4)
    share(bram)
    assert {row["version"] for row in bram.get("gegevens/download").json["shared"]} == {None}
