"""Reading a list in and getting it out in the browser: nothing changes before a yes, and never half of it."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from ssfh_learn.portal.coordinator.import_pages import MOST_FILE_BYTES
from ssfh_learn.portal.coordinator.list_files import HEAD
from ssfh_learn.roster.importing.read import read_list
from ssfh_learn.words import word
from tests.portal.coordinator.rosters import OF_B, Listed
from tests.portal.coordinator.test_roster_pages import modules as modules  # noqa: PLC0414  (pytest finds fixtures by name)
from tests.portal.coordinator.test_roster_pages import roster as roster  # noqa: PLC0414
from tests.portal.host import Answer, Visitor
from tests.roster.sheets import excel, in_csv
from tests.roster.test_importing import ANNA, BERT, changed

TEMPLATE, EXPORT = "deelnemers/voorbeeld.xlsx", "deelnemers/lijst.xlsx"


def upload(who: Visitor, content: bytes, name: str = "lijst.xlsx", **fields: str) -> Answer:
    """Choose a file, as a browser sends it."""
    mark = uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in {"_xsrf": who.token(), **fields}.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="bestand"; filename="{name}"\r\n\r\n'.encode()
    body = b"".join([*parts, head, content, f"\r\n--{mark}--\r\n".encode()])
    return who.ask("POST", "deelnemers/inlezen", body, Content_Type=f"multipart/form-data; boundary={mark}")


def confirm(who: Visitor, preview: Answer) -> Answer:
    """Say yes to what a page shows."""
    fields = dict(re.findall(r'name="(bestand|stand)" value="([^"]*)"', preview.text))
    return who.post_form("deelnemers/inlezen/doen", **fields)


def test_a_list_is_shown_first_and_changes_something_after_a_yes(roster: Listed) -> None:
    ans = roster.ans()

    preview = upload(ans, excel([ANNA, BERT]))

    assert preview.status == 200, preview.text
    assert word("roster", "import_new", count=2) in preview.text
    assert "Berg" not in ans.get("deelnemers").text
    there = confirm(ans, preview).headers["Location"].removeprefix("/leren/")
    shown = ans.get(there).text
    assert "Berg, Anna van der" in shown
    assert word("roster", "import_shown") in shown
    assert "Dam, Noor van" not in shown  # she was there before
    assert "Dam, Noor van" in ans.get("deelnemers").text
    assert "Berg" not in roster.bea().get(there).text
    log = unescape(ans.get(f"groepen/{roster.first}").text)
    counts = word("roster", "log_imported", file="lijst.xlsx"), word("roster", "log_imported_new", count=2)
    assert f"ans: {' '.join(counts)}" in log
    assert "lijst.xlsx" not in roster.bea().get(f"groepen/{roster.second}").text
    done = (word("roster", "import_came.many", count=2), word("roster", "import_changed_now.none"))
    assert " ".join((word("roster", "import_done"), *done, word("roster", "import_missing"))) in shown
    assert word("roster", "import_done") not in ans.get("deelnemers").text  # it is said once


def test_a_preview_names_every_field_that_changes_of_each_person(roster: Listed) -> None:
    ans = roster.ans()
    assert confirm(ans, upload(ans, excel([ANNA, BERT]))).status == 303

    preview = upload(ans, excel([changed(ANNA, function="Triagist", practice="De Eik", started="03-02-2026"), BERT]))

    (line,) = re.findall(r"<li><b>Berg, Anna van der</b> (.*?)</li>", unescape(preview.text))
    assert line.split("; ") == [
        word("roster", "log_difference", field="Functie", old="Doktersassistent", new="Triagist"),
        word("roster", "log_difference", field=word("roster", "started"), old="1 februari 2026", new="3 februari 2026"),
        word("roster", "log_difference", field="Praktijken", old="De Linde (Gooi)", new="De Eik (Gooi)"),
    ]
    assert word("roster", "import_undo_file") in preview.text
    assert "Özdemir" not in preview.text.partition(word("roster", "import_changed_title"))[2]


def test_what_a_list_keeps_is_said_before_it_is_read_and_few_people_are_shown_at_once(roster: Listed) -> None:
    ans = roster.ans()
    assert word("roster", "import_undo") in unescape(ans.get("deelnemers/inlezen").text)
    shown = upload(ans, excel([ANNA, BERT])).text
    assert re.search(rf"<details open><summary>{word('roster', 'import_new_title')}", shown)


def test_every_problem_is_shown_with_its_row_and_nothing_changes(roster: Listed) -> None:
    ans = roster.ans()

    answer = upload(ans, excel([ANNA, changed(BERT, email="x", started="ooit"), changed(BERT, group="Zuid")]))

    text = unescape(answer.text)
    assert answer.status == 400
    found = faults_in(answer)
    third, fourth = (word("roster", "import_row_of", row=row, name="Özdemir, Bert") for row in (3, 4))
    assert found[third] == [
        word("roster_import", "not_an_address", value="x"),
        word("roster_import", "not_a_date", column="Begin", value="ooit"),
    ]
    assert found[fourth] == [word("roster_import", "group_unknown", name="Zuid")]
    assert word("roster", "import_do") not in text
    assert 'type="file" name="bestand"' in text  # she chooses the next file here
    assert confirm(ans, answer).status == 400
    assert "Berg" not in ans.get("deelnemers").text


def faults_in(page: Answer) -> dict[str, list[str]]:
    """Return what a page says is wrong, by the rows that it names."""
    items = BeautifulSoup(page.text, "html.parser").select("[role=alert] > ul > li")
    return {
        one.b.get_text(): [part.get_text() for part in one.select("li")]  # type: ignore[union-attr]
        or [one.get_text().removeprefix(one.b.get_text()).strip()]  # type: ignore[union-attr]
        for one in items
    }


def test_what_is_wrong_in_many_rows_is_said_once_with_these_rows(roster: Listed) -> None:
    rows = [changed(ANNA, account=f"a{n}", email=f"a{n}@zorg.nl", family=f"Berg{n}", group="Oost") for n in range(12)]

    answer = upload(roster.ans(), excel([*rows, changed(BERT, email="x", started="ooit", group="West")]))

    many, last = faults_in(answer).items()
    assert many[0].startswith("Regel 2 (Berg0, Anna), 3 (")
    assert many[0].endswith(" en nog 2:")
    assert many[1] == [word("roster_import", "group_unknown", name="Oost")]
    assert (last[0], len(last[1])) == (word("roster", "import_row_of", row=14, name="Özdemir, Bert"), 3)


def test_a_list_that_changed_meanwhile_is_shown_anew(roster: Listed) -> None:
    ans = roster.ans()
    preview = upload(ans, in_csv([ANNA], way="cp1252"), "lijst.csv")
    ans.post_form("deelnemers/nieuw", achternaam="Tussendoor", groep=str(roster.first))

    again = confirm(ans, preview)

    assert again.status == 409
    assert word("roster", "import_meanwhile") in again.text
    assert "Berg" not in ans.get("deelnemers").text
    assert confirm(ans, again).status == 303
    assert "Berg" in ans.get("deelnemers").text


def test_a_file_of_another_or_none_is_gone(roster: Listed) -> None:
    preview = upload(roster.ans(), excel([ANNA]))

    stolen = confirm(roster.bea(), preview)
    assert stolen.status == 400
    assert word("roster", "import_gone") in stolen.text
    assert upload(roster.ans(), b"").status == 400
    assert confirm(roster.ans(), preview).status == 303
    assert confirm(roster.ans(), preview).status == 400


def test_who_has_no_group_in_the_file_comes_in_the_chosen_one_of_hers(roster: Listed) -> None:
    ans, rows = roster.ans(), [changed(ANNA, group="")]

    assert upload(ans, excel(rows)).status == 400
    assert upload(ans, excel(rows), groep=str(roster.second)).status == 400
    assert upload(ans, excel(rows), groep=str(roster.first)).status == 200


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04", b"{}", b"a;b\r\n" * 70_000], ids=str)
def test_a_file_that_is_no_list_gets_a_sentence(roster: Listed, content: bytes) -> None:
    answer = upload(roster.ans(), content)

    assert answer.status == 400
    assert "Traceback" not in answer.text


def test_a_file_that_is_too_large_is_refused_and_no_other_page_takes_one(roster: Listed) -> None:
    assert upload(roster.ans(), b"x" * (MOST_FILE_BYTES + 1)).status == 413
    assert roster.ans().post_form("deelnemers/nieuw", achternaam="x" * 300_000).status == 413


def test_what_comes_out_goes_in_again_without_a_change(roster: Listed) -> None:
    ans = roster.ans()
    odd = changed(ANNA, family="=1+1 Öz", function="@functie", practice="De Linde; De Eik")
    confirm(ans, upload(ans, in_csv([odd, BERT])))

    for kind in ("xlsx", "csv"):
        file = ans.get(f"deelnemers/lijst.{kind}?wie=all")
        assert file.headers["Content-Disposition"] == f'attachment; filename="deelnemers.{kind}"'
        again = upload(ans, file.body, f"lijst.{kind}")
        assert again.status == 200, again.text
        assert word("roster", "import_same", count=3) in again.text


def test_no_name_in_a_file_can_run_as_a_formula(roster: Listed) -> None:
    ans = roster.ans()
    ans.post_form("deelnemers/nieuw", achternaam="=HYPERLINK(1)", functie="+1", groep=str(roster.first))

    book = load_workbook(BytesIO(ans.get(EXPORT).body))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert not re.search(r"(^|;|\n)[=+@-]", ans.get("deelnemers/lijst.csv").text.removeprefix("\ufeff"))


def test_the_empty_example_has_the_headings_that_the_import_knows(roster: Listed) -> None:
    content = roster.ans().get(TEMPLATE).body

    book = load_workbook(BytesIO(content))
    assert [cell.value for cell in book.active[1]] == list(HEAD)
    assert [one.code for one in read_list(content).problems] == ["empty_file"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("query", ["", "?wie=all", "?zoek=zus", "?groep=2", "?groep=geen", "?regio=Veluwe"])
def test_no_file_holds_anybody_of_another_group(roster: Listed, kind: str, query: str) -> None:
    body = roster.ans().get(f"deelnemers/lijst.{kind}{query}").body
    if kind == "xlsx":
        rows = load_workbook(BytesIO(body)).active.iter_rows(values_only=True)
        body = str(list(rows)).encode()

    assert not [said for said in OF_B if said.encode() in body]


@pytest.mark.parametrize("roles", [("learner",), ("learner", "trainer"), ()])
def test_nobody_without_the_role_gets_or_sends_a_list(roster: Listed, roles: tuple[str, ...]) -> None:
    who = roster.site.visitor("piet", *roles) if roles else roster.site.visitor()
    for address in (EXPORT, "deelnemers/lijst.csv", TEMPLATE, "deelnemers/inlezen", "deelnemers/inlezen/doen"):
        assert who.get(address).status == (403 if roles else 302), address
    assert upload(who, excel([ANNA])).status == 403
    assert who.post_form("deelnemers/inlezen/doen", bestand="x", stand="1").status == 403
