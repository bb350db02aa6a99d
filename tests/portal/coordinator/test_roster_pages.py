"""The pages about participants: what a coordinator does in them, and that they reach nobody of another group."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from ssfh_learn.words import word
from tests.portal.coordinator.rosters import OF_B, Listed, listed
from tests.portal.host import Answer, Visitor, serving
from tests.portal.places import write_module


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one module."""
    folder = tmp_path_factory.mktemp("roster")
    write_module(folder / "modules" / "proef")
    return folder


@pytest.fixture
def roster(modules: Path, tmp_path: Path) -> Iterator[Listed]:
    """Run a portal with a roster."""
    place = Path(shutil.copytree(modules, tmp_path / "portal"))
    with serving(place / "modules", None, f"sqlite:///{place / 'leren.db'}") as site:
        yield listed(site)


INPUT = r'<input id="\w+" type="\w+" name="(\w+)" value="([^"]*)"'


def version_in(page: Answer) -> str:
    """Return the version that a form shows."""
    found = re.search(r'name="versie" value="(\d+)"', page.text)
    assert found, page.text
    return found[1]


def keep(who: Visitor, id_: int, **fields: str) -> Answer:
    """Change a participant in her form, and leave the other fields as they are."""
    page = who.get(f"deelnemers/{id_}")
    shown = {name: unescape(value) for name, value in re.findall(INPUT, page.text)}
    groups = re.findall(r'name="groep" value="(\d+)" checked', page.text)
    return who.post_form(f"deelnemers/{id_}", **{**shown, "versie": version_in(page), "groep": groups[0], **fields})


def test_a_coordinator_adds_finds_changes_and_ends_somebody(roster: Listed) -> None:
    ans = roster.ans()
    added = ans.post_form(
        "deelnemers/nieuw",
        voornaam="Kim",
        achternaam="van den Öster",
        account="kim",
        praktijk1="De Linde",
        regio1="Gooi",
        praktijk2="De Beuk",
        groep=str(roster.first),
    )
    assert added.status == 303, added.text
    id_ = int(re.findall(r"deelnemers/(\d+)", added.headers["Location"])[0])
    said = word("roster", "participant_saved", name="Öster, Kim van den")
    assert said in ans.get(f"deelnemers/{id_}").text

    found = ans.get("deelnemers?zoek=oster")
    assert "Öster, Kim van den" in found.text
    assert "De Beuk, De Linde (Gooi)" in found.text
    assert "Dam, Noor" not in found.text

    assert keep(ans, id_, functie="Triagist").status == 303
    assert "Triagist" in ans.get(f"deelnemers/{id_}").text

    assert keep(ans, id_, actie="stop").status == 303
    assert "Öster" not in ans.get("deelnemers").text
    assert "Öster" in ans.get("deelnemers?wie=left").text


def test_leaving_ends_access_at_the_next_request_and_keeps_what_is_hers(roster: Listed) -> None:
    noor, ans = roster.site.visitor("noor"), roster.ans()
    said = noor.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van Noor")
    assert said.json["saved"]["state"] == "saved"
    token = noor.token()

    assert keep(ans, roster.noor, actie="stop").status == 303

    assert noor.get("module/proef/1").status == 403
    assert word("portal", "access_ended") in noor.get().text
    refused = noor.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text="later")
    assert (refused.status, refused.json["message"]) == (403, word("portal", "access_ended"))
    assert noor.get("gegevens").status == 200
    assert "van Noor" in noor.get("gegevens/download").text

    assert keep(ans, roster.noor, einde="").status == 303
    assert noor.get("module/proef/1").status == 200


def test_a_coordinator_who_left_sees_the_list_no_more(roster: Listed) -> None:
    administrator = roster.administrator()
    administrator.post_form("deelnemers/nieuw", achternaam="Bakker", account="ans", einde="2026-01-01")

    assert roster.ans().get("deelnemers").status == 403


def test_nobody_ends_her_own_access(roster: Listed) -> None:
    administrator = roster.administrator()
    administrator.post_form("deelnemers/nieuw", achternaam="Beheer", account="beheer", groep=str(roster.first))
    (id_,) = re.findall(r'deelnemers/(\d+)">Beheer<', administrator.get("deelnemers?zoek=beheer").text)

    answer = keep(administrator, int(id_), actie="stop")

    assert answer.status == 400
    assert word("roster", "not_yourself") in answer.text
    assert administrator.get("deelnemers").status == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"achternaam": ""}, word("roster", "family_needed")),
        ({"email": "geen adres"}, word("roster_import", "not_an_address", value="geen adres")),
        (
            {"begin": "gisteren"},
            word("roster_import", "not_a_date", column=word("roster", "started"), value="gisteren"),
        ),
        ({"begin": "2026-02-01", "einde": "2026-01-01"}, word("roster_import", "end_before_start")),
        ({"achternaam": "x" * 121}, word("roster_import", "too_long", column=word("roster", "family"), longest=120)),
        ({"praktijk1": "x" * 161}, word("roster_import", "too_long", column=word("roster", "practice"), longest=160)),
        ({"account": "zus"}, word("roster_refusal", "account_taken")),
        ({"groep": "0"}, None),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays_in_the_form(
    roster: Listed, fields: dict[str, str], said: str | None
) -> None:
    answer = keep(roster.ans(), roster.noor, functie="Nog niet bewaard", **fields)

    assert answer.status in {400, 404}
    if said is not None:
        assert said in unescape(answer.text)
        assert "Nog niet bewaard" in answer.text
    assert "Nog niet bewaard" not in roster.ans().get(f"deelnemers/{roster.noor}").text


def test_two_who_change_one_participant_at_once_are_told(roster: Listed) -> None:
    ans, administrator = roster.ans(), roster.administrator()
    shown = version_in(ans.get(f"deelnemers/{roster.noor}"))
    assert keep(administrator, roster.noor, functie="Eerst").status == 303

    answer = keep(ans, roster.noor, functie="Daarna", versie=shown)

    assert answer.status == 409
    assert word("roster_refusal", "changed_meanwhile") in answer.text
    assert "Eerst" in ans.get(f"deelnemers/{roster.noor}").text


def texts_of(page: Answer) -> list[list[str]]:
    """Return what stands in the rows of a table."""
    rows = BeautifulSoup(page.text, "html.parser").select("main tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_two_entries_of_one_person_are_seen_side_by_side_merged_and_taken_apart(roster: Listed) -> None:
    administrator, address = roster.administrator(), f"deelnemers/{roster.noor}/samenvoegen"
    administrator.post_form(
        "deelnemers/nieuw", achternaam="Dam", email="n@dam.nl", functie="POH", groep=str(roster.second)
    )
    page = administrator.get(address)
    (other,) = re.findall(r'name="ander" value="(\d+:\d+)"', page.text)

    preview = administrator.post_form(address, versie=version_in(page), ander=other)

    assert preview.status == 200
    rows = {name: cells for name, *cells in texts_of(preview)}
    lost = word("roster", "merge_lost", value="n@dam.nl")
    assert rows[word("roster", "email")] == ["noor@zorg.nl", "n@dam.nl", f"noor@zorg.nl {lost}"]
    assert rows[word("roster", "function")] == [word("roster", "log_nothing"), "POH", "POH"]
    assert rows[word("roster", "group")] == ["Noord", "Zuid", "Noord, Zuid"]
    assert word("roster", "merge_back") in preview.text
    assert 'name="functie" value="POH"' not in administrator.get(f"deelnemers/{roster.noor}").text
    merged = administrator.post_form(address, versie=version_in(preview), ander=other, doe="ja")
    assert merged.status == 303, merged.text
    shown = administrator.get(f"deelnemers/{roster.noor}").text
    assert word("roster", "merge_done", name="Dam, Noor van") in shown
    assert 'name="functie" value="POH"' in shown
    assert shown.count(" checked> <span>") == 2
    assert administrator.get(f"deelnemers/{other.partition(':')[0]}").status == 404

    assert shown.index(word("roster", "unmerge_do")) < shown.index('name="achternaam"')  # right under what was done
    again = administrator.get(f"deelnemers/{roster.noor}").text
    assert again.index(word("roster", "unmerge_do")) > again.index('name="achternaam"')
    assert word("roster", "unmerge_do") not in roster.ans().get(f"deelnemers/{roster.noor}").text
    undone = administrator.post_form(address, versie="2", terug="ja")
    assert undone.status == 303, undone.text
    shown = administrator.get(f"deelnemers/{roster.noor}").text
    assert word("roster", "unmerge_done") in shown
    assert shown.count(" checked> <span>") == 1
    assert "n@dam.nl" in administrator.get(f"deelnemers/{other.partition(':')[0]}").text
    assert administrator.post_form(address, versie="2", terug="ja").status == 409


def test_of_two_entries_with_an_account_one_is_chosen_and_the_other_leaves(roster: Listed) -> None:
    administrator = roster.administrator()
    administrator.post_form(
        "deelnemers/nieuw", achternaam="Dam", account="noor2", nummer="123", groep=str(roster.second)
    )
    address = f"deelnemers/{roster.noor}/samenvoegen"
    page = administrator.get(address)
    (other,) = re.findall(r'name="ander" value="(\d+:\d+)"', page.text)

    asked = administrator.post_form(address, versie=version_in(page), ander=other)

    assert asked.status == 200
    assert word("roster", "accounts_goes", account="noor2") in asked.text
    assert f"deelnemers/{other.partition(':')[0]}/samenvoegen" in asked.text
    assert roster.site.visitor("noor2").get("").status == 200
    done = administrator.post_form(address, versie=version_in(asked), ander=other, doe="ja")
    assert done.status == 303, done.text
    shown = administrator.get(f"deelnemers/{roster.noor}").text
    assert word("roster", "accounts_done", name="Dam, Noor van", account="noor", other="noor2") in shown
    assert "123" in shown
    left = administrator.get(f"deelnemers/{other.partition(':')[0]}").text
    for name, page in (("Dam, Noor van", left), ("Dam", shown)):  # both say that, with whom, and which account stayed
        assert word("roster", "log_merged_accounts", name=name, account="noor", other="noor2") in page
    assert roster.site.visitor("noor2").get("").status == 403
    assert roster.site.visitor("noor").get("").status == 200


def test_who_logs_in_without_being_listed_is_seen_by_an_administrator_in_no_group(roster: Listed) -> None:
    roster.site.visitor("nieuw").get()

    for _ in range(50):
        shown = roster.administrator().get("deelnemers?groep=geen").text
        if ">nieuw<" in shown:
            break
    assert ">nieuw<" in shown
    assert word("roster", "no_group") in shown
    for path in ("deelnemers", "werklijst"):  # as she is told: no coordinator sees how far she is
        assert "nieuw<" not in roster.ans().get(path).text.replace("deelnemers/nieuw", "")
    own = unescape(roster.site.visitor("nieuw").get("gegevens").text)
    assert all(word("portal", said) in own for said in ("listed_no_name", "listed_no_group"))
    assert word("portal", "listed_name_prints") not in own, "there is no name"


# Rights


def addresses(roster: Listed) -> list[str]:
    """Return every address about the other group that a coordinator could think of."""
    ids = (roster.zus, roster.none, roster.second, 10**15)
    return [
        *(f"deelnemers/{one}" for one in ids if one != roster.noor),
        *(f"deelnemers/{one}/samenvoegen" for one in ids if one != roster.noor),
        f"deelnemers/{roster.noor}/samenvoegen?zoek=zus",
        f"deelnemers/{roster.noor}",
        "deelnemers",
        "deelnemers?wie=all",
        "deelnemers?zoek=zus&wie=all",
        f"deelnemers?groep={roster.second}&wie=all",
        "deelnemers?groep=geen",
        "deelnemers?regio=Veluwe",
        "deelnemers?praktijk=De+Eik",
        "deelnemers?functie=Geheimfunctie",
        "deelnemers?pagina=2",
        "deelnemers/nieuw",
    ]


def test_no_address_shows_a_coordinator_anything_of_another_group(roster: Listed) -> None:
    typed = {"zoek=zus": "zus", "Veluwe": "Veluwe", "De+Eik": "De Eik", "Geheimfunctie": "Geheimfunctie"}
    for address in addresses(roster):
        text = unescape(roster.ans().get(address).text)
        own = {value for part, value in typed.items() if part in address}
        assert not [said for said in OF_B if said in text and said not in own], address


@pytest.mark.parametrize("roles", [("learner",), ("learner", "trainer"), ()])
def test_nobody_without_the_role_sees_or_sends_anything(roster: Listed, roles: tuple[str, ...]) -> None:
    who = roster.site.visitor("piet", *roles) if roles else roster.site.visitor()
    for address in addresses(roster):
        answer = who.get(address)
        assert answer.status == (403 if roles else 302), address
        assert not [said for said in ("Dam, Noor", *OF_B) if said in answer.text]
    for address in (f"deelnemers/{roster.noor}", "deelnemers/nieuw", f"deelnemers/{roster.noor}/samenvoegen"):
        assert who.post_form(address, achternaam="Weg", versie="1", ander=f"{roster.zus}:1").status == 403
    assert "Weg" not in roster.administrator().get("deelnemers?wie=all").text


def test_a_coordinator_without_groups_sees_nobody(roster: Listed) -> None:
    who = roster.site.visitor("cor", "learner", "coordinator")

    shown = who.get("deelnemers?wie=all").text

    assert word("roster", "none") in shown
    assert not [said for said in ("Dam, Noor", *OF_B) if said in shown]


def test_no_form_changes_somebody_of_another_group(roster: Listed) -> None:
    ans = roster.ans()
    before = roster.administrator().get(f"deelnemers/{roster.zus}").text
    sent = {"achternaam": "Gekaapt", "versie": "1", "groep": str(roster.first)}

    assert ans.post_form(f"deelnemers/{roster.zus}", **sent).status == 404
    assert ans.post_form(f"deelnemers/{roster.none}", **sent).status == 404
    assert ans.post_form("deelnemers/nieuw", **{**sent, "groep": str(roster.second)}).status == 404
    assert ans.post_form("deelnemers/nieuw", **{**sent, "account": "zus"}).status == 400
    assert keep(ans, roster.noor, account="zus").status == 400
    assert keep(ans, roster.noor, groep=str(roster.second)).status == 404
    merge = {"versie": "1", "ander": f"{roster.zus}:1"}
    assert ans.post_form(f"deelnemers/{roster.noor}/samenvoegen", **merge).status == 404
    assert ans.post_form(f"deelnemers/{roster.zus}/samenvoegen", versie="1", ander=f"{roster.noor}:1").status == 404

    after = roster.administrator().get(f"deelnemers/{roster.zus}").text
    assert _without_token(after) == _without_token(before)
    assert "Gekaapt" not in roster.administrator().get("deelnemers?wie=all").text


def _without_token(text: str) -> str:
    return re.sub(r'(_xsrf" value|ssfh-xsrf" content)="[^"]*"', "", text)


def test_the_role_that_she_chose_narrows_what_an_administrator_sees(roster: Listed) -> None:
    both = roster.site.visitor("ans", "learner", "administrator")
    assert "Zus" in both.get("deelnemers").text

    both.post_form("rol", rol="coordinator")

    assert "Zus" not in both.get("deelnemers").text
    assert "Dam, Noor" in both.get("deelnemers").text


def test_without_a_roster_nobody_is_listed_and_everything_opens(modules: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(modules, tmp_path / "portal"))
    with serving(place / "modules", None, f"sqlite:///{place / 'leren.db'}") as site:
        anna = site.visitor("anna")
        assert anna.get("module/proef/1").status == 200
        assert "anna" not in site.visitor("b", "administrator").get("deelnemers?wie=all").text


def test_a_practice_that_the_list_knows_is_found_by_its_name_alone(roster: Listed) -> None:
    ans, addresses = roster.ans(), (f"x{number}@zorg.nl" for number in range(9))  # so that nobody may be another

    def works_at(id_: str, **typed: str) -> str:
        (version,) = re.findall(r'name="versie" value="(\d+)"', ans.get(f"deelnemers/{id_}").text)
        x = {"achternaam": "X", "email": next(addresses), "groep": str(roster.first)}
        ans.post_form(f"deelnemers/{id_}", **x, versie=version, **typed)
        shown = ans.get(f"deelnemers/{id_}").text
        return "/".join(re.findall(r'name="(?:praktijk|regio)1" value="([^"]*)"', shown))

    def new(**typed: str) -> str:
        x = {"achternaam": "X", "email": next(addresses), "groep": str(roster.first)}
        answer = ans.post_form("deelnemers/nieuw", **x, **typed)
        return answer.headers["Location"].partition("?")[0].rpartition("/")[2]

    first = new(praktijk1="De Linde", regio1="Gooi")
    assert works_at(new(), praktijk1="de linde") == "De Linde/Gooi"
    assert works_at(first, praktijk1="De Linde") == "De Linde/"  # whose practice it is, may correct its region
    assert works_at(new(), praktijk1="De Eik") == "De Eik/"  # that of another group says nothing
    for typed, count in (("de linde", 2), ("de", 0), ("DE EIK", 1), ("%", 0)):  # of many she types the name
        assert ans.get(f"deelnemers?praktijk={quote(typed)}").text.count(">X</a>") == count


def test_what_looks_like_something_in_the_list_is_asked_about_once(roster: Listed) -> None:
    ans, group = roster.ans(), str(roster.first)
    typed = {"functie": "Doktersassistent", "praktijk1": "De Linde", "regio1": "Gooi", "groep": group}
    assert ans.post_form("deelnemers/nieuw", achternaam="Eerst", **typed).status == 303

    def meant(value: str, known: str) -> str:
        return word("roster", "is_it_meant", value=value, meant=known, button=word("roster", "add"))

    odd = {"functie": "Doktersassistente", "praktijk1": "Praktijk De Linde", "regio1": "gooi", "groep": group}
    asked = ans.post_form("deelnemers/nieuw", achternaam="Tweede", **odd)
    said = unescape(asked.text)
    assert asked.status == 400
    assert meant("Doktersassistente", "Doktersassistent") in said
    assert meant("Praktijk De Linde", "De Linde") in said
    assert 'name="regio1" value="Gooi"' in said
    assert "Tweede" not in ans.get("deelnemers").text

    again = [one.get("value", "") for one in BeautifulSoup(asked.text, "html.parser").select('[name="zeker"]')]
    assert again == ["Doktersassistente", "Praktijk De Linde"]
    half = ans.post_form("deelnemers/nieuw", achternaam="Tweede", zeker="Doktersassistente", **odd)
    assert half.status == 400  # of the practice she did not say that it is so
    done = ans.post_form(
        "deelnemers/nieuw", achternaam="Tweede", zeker="Doktersassistente", **{**odd, "praktijk1": "de linde"}
    )
    assert done.status == 303
    id_ = int(re.findall(r"deelnemers/(\d+)", done.headers["Location"])[0])
    assert 'name="praktijk1" value="De Linde"' in ans.get(f"deelnemers/{id_}").text
    assert keep(ans, id_, voornaam="Kim").status == 303  # what stood there already is not asked about


def test_a_misspelling_that_is_in_the_list_already_is_asked_about(roster: Listed) -> None:
    ans, group = roster.ans(), str(roster.first)
    for number in range(3):
        assert (
            ans.post_form("deelnemers/nieuw", achternaam=f"Goed{number}", praktijk1="De Proeftuin", groep=group).status
            == 303
        )
    odd = {"praktijk1": "De Proeftuyn", "groep": group}
    assert ans.post_form("deelnemers/nieuw", achternaam="Eerst", zeker="De Proeftuyn", **odd).status == 303

    asked = ans.post_form("deelnemers/nieuw", achternaam="Tweede", **odd)

    usual = {"value": "De Proeftuyn", "meant": "De Proeftuin", "button": word("roster", "add")}
    assert asked.status == 400
    assert word("roster", "is_it_usual", **usual) in unescape(asked.text)
    assert ans.post_form("deelnemers/nieuw", achternaam="Tweede", zeker="De Proeftuyn", **odd).status == 303


def test_a_second_entry_with_the_same_name_and_practice_is_asked_about_once(roster: Listed) -> None:
    ans = roster.ans()
    kim = {"voornaam": "Kim", "achternaam": "van Loo", "praktijk1": "De Beuk", "groep": str(roster.first)}
    assert ans.post_form("deelnemers/nieuw", **kim).status == 303

    asked = ans.post_form("deelnemers/nieuw", **{**kim, "tussenvoegsel": "Van", "achternaam": "loo"})

    assert asked.status == 400
    said = word("roster", "is_she_there", name="Loo, Kim van", practice="De Beuk", button=word("roster", "add"))
    assert said in unescape(asked.text)
    (sure,) = (one["value"] for one in BeautifulSoup(asked.text, "html.parser").select('[name="zeker"]'))
    assert ans.post_form("deelnemers/nieuw", **kim, zeker=str(sure)).status == 303
    assert ans.post_form("deelnemers/nieuw", **{**kim, "praktijk1": "De Eik"}).status == 303
    bea = {**kim, "groep": str(roster.second)}
    assert roster.bea().post_form("deelnemers/nieuw", **bea).status == 303, "of another group she learns nothing"


def test_a_second_entry_without_a_practice_is_asked_about_in_the_same_group(roster: Listed) -> None:
    ans, kim = roster.ans(), {"voornaam": "Kim", "achternaam": "Loo", "groep": str(roster.first)}
    assert ans.post_form("deelnemers/nieuw", **kim).status == 303
    asked = ans.post_form("deelnemers/nieuw", **kim)
    assert asked.status == 400
    said = word("roster", "is_she_in_group", name="Loo, Kim", button=word("roster", "add"))
    assert said in unescape(asked.text)
    assert ans.post_form("deelnemers/nieuw", **kim, praktijk1="De Eik").status == 303
    mia = {**kim, "voornaam": "Mia"}
    assert ans.post_form("deelnemers/nieuw", **mia, praktijk1="De Eik").status == 303
    known = word("roster", "is_she_there", name="Loo, Mia", practice="De Eik", button=word("roster", "add"))
    assert known in unescape(ans.post_form("deelnemers/nieuw", **mia).text)


def test_a_practice_with_the_name_of_two_needs_its_region(roster: Listed) -> None:
    ans, group = roster.ans(), str(roster.first)
    for region in ("Gooi", "Veluwe"):
        there = {"achternaam": region, "praktijk1": "De Linde", "regio1": region, "groep": group}
        assert ans.post_form("deelnemers/nieuw", **there).status == 303

    answer = ans.post_form("deelnemers/nieuw", achternaam="Kim", praktijk1="de linde", groep=group)

    assert answer.status == 400
    assert word("roster_import", "practice_ambiguous", name="de linde") in unescape(answer.text)


@pytest.mark.parametrize("path", ["deelnemers", "werklijst"])
def test_who_is_not_found_may_have_left(roster: Listed, path: str) -> None:
    ans = roster.ans()
    added = ans.post_form("deelnemers/nieuw", achternaam="Vertrokken", einde="2026-01-01", groep=str(roster.first))
    assert added.status == 303

    page = BeautifulSoup(ans.get(f"{path}?zoek=vertrokken").text, "html.parser")

    (link,) = [one for one in page.select("main a") if one.get_text() == word("roster", "look_left")]
    found = ans.get(str(link["href"]).removeprefix("/leren/")).text
    assert "Vertrokken</a>" in found
    assert word("roster", "look_left") not in found


@pytest.mark.parametrize("path", ["deelnemers", "werklijst", "groepen", "accreditatie"])
def test_who_coordinates_no_group_reads_why_she_sees_nobody(roster: Listed, path: str) -> None:
    cor = roster.site.visitor("cor", "learner", "coordinator")

    assert word("roster", "no_own_group") in cor.get(path).text
    for who in (roster.ans(), roster.administrator()):
        assert word("roster", "no_own_group") not in who.get(path).text


def test_two_spellings_become_one_after_she_saw_whom_that_changes(roster: Listed) -> None:
    ans = roster.ans()
    for family, function in (("Berg", "Triagist"), ("Dam", "Triagiste")):
        ans.post_form("deelnemers/nieuw", achternaam=family, functie=function, zeker=function, groep=str(roster.first))
    listed_twice = BeautifulSoup(ans.get("deelnemers/schrijfwijzen").text, "html.parser")
    asked = word("joining", "ask_function", one="Triagist", other="Triagiste")
    assert [one.text for one in listed_twice.select("main h2")] == [asked]
    assert not listed_twice.select(".ssfh-tiles")  # a card of such a list is one link as a whole, and here are two
    buttons = listed_twice.select("main .ssfh-tile .ssfh-buttons > a.ssfh-button")  # apart, and high enough to touch
    assert [one.text for one in buttons] == [word("joining", "keep", name=one) for one in ("Triagist", "Triagiste")]
    links = [str(one["href"]) for one in buttons]
    address = links[0].removeprefix("/leren/")
    shown = BeautifulSoup(ans.get(address).text, "html.parser")
    said = word("joining", "change_function", count=1, old="Triagiste", new="Triagist")
    assert said in shown.text
    seen = str(shown.select_one("[name=stand]")["value"])  # type: ignore[index]
    ans.post_form("deelnemers/nieuw", achternaam="Later", groep=str(roster.first))

    late = ans.post_form(address, stand=seen)
    again = BeautifulSoup(late.text, "html.parser")
    done = ans.post_form(address, stand=str(again.select_one("[name=stand]")["value"]))  # type: ignore[index]

    assert (late.status, done.status) == (409, 303)
    after = BeautifulSoup(ans.get(done.headers["Location"].removeprefix("/leren/")).text, "html.parser").text
    assert word("joining", "none") in after
    assert word("joining", "done.one", count=1, old="Triagiste", new="Triagist") in after
    assert "Triagiste" not in ans.get("deelnemers").text
    assert ans.get(address).status == 404
