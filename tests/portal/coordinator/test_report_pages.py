"""The pages of reports and of questions: to whom they show which numbers, in a portal with people who handed in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from ssfh_learn.errors import Unreachable
from ssfh_learn.journal import publications
from ssfh_learn.journal.durations import publish
from ssfh_learn.journal.publications import PublishedRow
from ssfh_learn.portal.coordinator.published_figures import when_figures_come
from ssfh_learn.portal.writing.publishing_choices import NO_PART, counted_subjects
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.participant import Practice
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right, right_first
from tests.grading.many import journal
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, serving
from tests.roster.conftest import AT, EVERYTHING, somebody

SIZES = {"noord": 12, "zuid": 9, "oost": 3}
"""The people of each group, who all work in one practice and handed in a test."""
SHOWN = re.compile(r"(\d+) mensen? kre(?:eg|gen) deze vraag")


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with three groups; in the test every second learner has the closed questions right."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("reports") / "portal"))
    course = CourseFolder(folder / "cursus", TEST)
    key = course.key
    for group, count in SIZES.items():
        for number in range(count):
            place = course.folder(f"{group}-{number}")
            place.mkdir(parents=True)
            answer = right if number % 2 else right_first(0, None)
            (place / "journal.jsonl").write_bytes(journal(key, f"{group}-{number}", answer))
            (place / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC", "ascii")
    course.grade()
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        _fill(running)
        yield running


def _fill(site: Site) -> None:
    portal = site.portal
    assert portal is not None

    def fill(connection: object) -> None:
        for group, count in SIZES.items():
            id_ = add_group(connection, EVERYTHING, RosterGroup(group, frozenset({f"co-{group}", "co-alle"})), AT)  # type: ignore[arg-type]
            for number in range(count):
                one = somebody(
                    account=f"{group}-{number}",
                    family=f"Naam{number}",
                    practices=(Practice(f"Praktijk {group}", "Veluwe"),),
                    groups=[id_],
                )
                add(connection, EVERYTHING, one, AT)  # type: ignore[arg-type]

    portal.event_writer.do(lambda writing: fill(writing.connection)).result(60)


def administrator(site: Site) -> Visitor:
    return site.visitor("beheer", "learner", "administrator")


def shown(who: Visitor, whom: str = "") -> set[str]:
    """Return how many people stand behind the questions of the test, as a page says it."""
    answer = who.get(f"vragen/{TEST}{'?wie=' + whom if whom else ''}")
    assert answer.status == 200, answer.text
    return set(SHOWN.findall(answer.text))


def groups_of(who: Visitor) -> dict[str, str]:
    """Return the tables that she can choose from, by name."""
    options = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', who.get(f"vragen/{TEST}").text)
    return {name: value for value, name in options if value.startswith(("groep", "mijn", "iedereen"))}


def by_question(who: Visitor, whom: str) -> dict[str, int]:
    """Return how many people stand behind each question of which a page shows the figures."""
    found = {}
    for part in who.get(f"vragen/{TEST}?wie={whom}").text.split('<section class="ssfh-item"')[1:]:
        if people := SHOWN.search(part):
            found[re.findall(r"<h3[^>]*>([^<]+)", part)[0]] = int(people[1])
    return found


def practices(who: Visitor) -> dict[str, str]:
    """Return the addresses of the practices that she can choose, by name."""
    found = re.findall(r'verslagen/(praktijk-\d+)">([^<]+)<', who.get("verslagen").text)
    return {name: address for address, name in found}


# Questions


def test_a_trainer_sees_the_questions_of_everybody_and_no_group(site: Site) -> None:
    trainer = site.visitor("tom", "learner", "trainer")
    assert shown(trainer)
    assert groups_of(trainer) == {}
    assert trainer.get(f"vragen/{TEST}?wie=groep-1").status == 404
    assert trainer.get("verslagen").status == 403


def test_a_coordinator_sees_her_own_group_and_no_other(site: Site) -> None:
    noord = site.visitor("co-noord")
    assert shown(noord)
    assert set(groups_of(noord)) == {word("items", "own"), "noord"}
    ids = set(groups_of(site.visitor("co-alle")).values()) - set(groups_of(noord).values())
    assert len(ids) == 2
    assert {noord.get(f"vragen/{TEST}?wie={one}").status for one in ids} == {404}
    assert noord.get(f"vragen/{TEST}?wie=iedereen").status == 404


def test_a_group_of_three_shows_no_number(site: Site) -> None:
    assert shown(site.visitor("co-oost")) == set()


def test_no_question_gives_away_the_small_group_by_subtracting_the_others(site: Site) -> None:
    """Everybody less Noord and Zuid is Oost, three people: so Noord and Zuid are never both shown beside everybody."""
    who = site.visitor("co-alle")
    tables = groups_of(who)
    whole, noord, zuid = (by_question(who, tables[name]) for name in (word("items", "own"), "noord", "zuid"))
    assert len(whole) > 4
    assert noord or zuid
    for question, people in whole.items():
        groups = [noord.get(question, 0), zuid.get(question, 0)]
        for left in (people - groups[0], people - groups[1], people - sum(groups)):
            assert left == 0 or left >= 5, question
    assert by_question(who, tables["oost"]) == {}


def test_who_sees_no_other_group_sees_all_questions_of_hers_that_five_people_got(site: Site) -> None:
    alone, of_all = site.visitor("co-zuid"), site.visitor("co-alle")
    assert set(by_question(alone, "mijn")) > set(by_question(of_all, groups_of(of_all)["zuid"]))


def test_the_roles_that_she_did_not_choose_decide_too(site: Site) -> None:
    """A trainer sees everybody; were her group shown beside it, the rest of three people would be too."""
    both = site.visitor("co-alle", "learner", "trainer")
    tables = groups_of(both)
    before = {name: shown(both, value) for name, value in tables.items()}
    both.post_form("rol", rol="coordinator")
    assert {name: shown(both, value) for name, value in tables.items()} == before


def test_staff_and_people_in_no_group_do_not_count(site: Site) -> None:
    for name in ("tom", "co-noord", "passant"):
        site.visitor(name).get("")
    assert "24 mensen doen mee" in administrator(site).get("verslagen/bestuur").text


def test_what_was_chosen_instead_and_the_formula_are_on_the_page(site: Site) -> None:
    text = site.visitor("tom", "learner", "trainer").get(f"vragen/{TEST}").text
    assert word("items", "instead") in text
    assert "Henrysson (1963)" in text
    assert "uitleg" not in re.sub(r"<[^>]+>", "", text).lower().split("zo is de")[0]


def test_a_page_says_that_the_results_cannot_be_read_now(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.portal is not None

    def away(_name: str) -> None:
        raise Unreachable("result")

    monkeypatch.setattr(site.portal.assignments, "given_answers", away)
    for path in (f"vragen/{TEST}", "verslagen/bestuur", "verslagen/bestuur.xlsx"):
        answer = administrator(site).get(path)
        assert answer.status == 503
        assert word("portal", "unreachable_result") in answer.text


# Reports


def test_an_administrator_has_a_report_about_everybody_and_a_practice(site: Site) -> None:
    beheer = administrator(site)
    board = beheer.get("verslagen/bestuur").text
    assert "24 mensen doen mee" in board
    assert '<img src="data:image/svg+xml;base64,' in board
    assert f'alt="{word("report", "tests_chart")}' in board
    listed = dict(
        reversed(one) for one in re.findall(r'verslagen/(praktijk-\d+)">([^<]+)<', beheer.get("verslagen").text)
    )
    assert set(listed) == {f"Praktijk {group}" for group in SIZES}
    practice = beheer.get(f"verslagen/{listed['Praktijk noord']}").text
    assert "Praktijk noord (Veluwe)" in practice
    assert "12 mensen doen mee" in practice
    small = beheer.get(f"verslagen/{listed['Praktijk oost']}").text
    assert word("report", "too_few", least=5) in small
    assert "data:image/svg+xml;base64" not in small


def test_a_coordinator_has_reports_of_her_own_people_only(site: Site) -> None:
    noord, ids = site.visitor("co-noord"), practices(administrator(site))
    assert "Praktijk zuid" not in noord.get("verslagen").text
    for kind in ("", ".pdf", ".xlsx"):
        assert noord.get(f"verslagen/{ids['Praktijk noord']}{kind}").status == 200
        assert noord.get(f"verslagen/{ids['Praktijk zuid']}{kind}").status == 404
    assert "12 mensen doen mee" in noord.get("verslagen/bestuur").text


def test_the_files_say_what_the_page_says(site: Site) -> None:
    noord = site.visitor("co-noord")
    answer = noord.get("verslagen/bestuur.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    (page,) = PdfReader(BytesIO(answer.body)).pages
    assert "12 mensen doen mee" in " ".join(page.extract_text().split())
    book = load_workbook(BytesIO(noord.get("verslagen/bestuur.xlsx").body))
    assert [cell.value for cell in book["Toetsen"][5]][1:3] == [12, 12]
    assert book["Toetsen"]["A2"].value.startswith(
        f"{word('report', 'board')}: {word('report', 'own_groups', count=1, names='‘noord’')}. Gemaakt op"
    )
    assert 'filename="verslag-bestuur.xlsx"' in noord.get("verslagen/bestuur.xlsx").headers["Content-Disposition"]


def test_a_practice_is_found_by_its_name(site: Site) -> None:
    beheer = administrator(site)
    assert "Praktijk zuid" not in beheer.get("verslagen?zoek=noord").text
    assert "Praktijk noord" in beheer.get("verslagen?zoek=NOORD+veluwe").text.replace("noord veluwe", "")
    assert word("report", "nothing_found") in beheer.get("verslagen?zoek=xyz").text


def test_what_was_published_about_durations_is_in_the_report(site: Site) -> None:
    assert site.portal is not None
    assert word("report", "no_durations") in administrator(site).get("verslagen/bestuur").text
    row = (date(2026, 11, 1).isoformat(), "proef", "", 8.0, 10.0, 13.0)
    site.portal.event_writer.do(lambda writing: publish(writing.connection, [row])).result(30)
    assert "de helft is klaar binnen 10 minuten" in administrator(site).get("verslagen/bestuur").text


def test_a_page_without_figures_of_scans_says_why_and_what_a_coordinator_can_do(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.portal is not None
    monkeypatch.setattr(site.portal, "today", lambda: date(2026, 11, 30))
    assert when_figures_come("maand", date(2026, 11, 30))[1].endswith("De volgende keer is op 1 december 2026.")
    assert when_figures_come("kwartaal", date(2026, 11, 30))[1].endswith("De volgende keer is op 1 januari 2027.")
    assert len(when_figures_come("nooit", date(2026, 11, 30))) == 3
    for who in (administrator(site), site.visitor("co-noord")):
        for path, lines in (("overzicht", slice(None)), ("verslagen/bestuur", slice(1, None))):
            text = who.get(path).text
            for line in when_figures_come("maand", date(2026, 11, 30))[lines]:
                assert f"<li>{line}</li>" in text, path
    board = administrator(site).get("verslagen/bestuur").text
    assert word("report", "not_published") in board
    to_board, to_maker = board.split(f'<h2 id="maken">{word("report", "for_maker")}</h2>')
    assert word("group_figures", "coming_title") not in to_board, "a board is not told what a coordinator can do"
    assert 'href="/leren/vragen' not in to_board[to_board.index("<h1>") :]
    assert 'href="/leren/vragen' in to_maker
    trainer = site.visitor("tom", "learner", "trainer").get("overzicht").text
    assert word("group_figures", "coming_title") not in trainer


def test_what_was_published_of_a_scan_is_in_the_reports_of_who_may_see_it(site: Site) -> None:
    """Of a practice, of everybody and of each group; never of a group of somebody else."""
    assert site.portal is not None
    scan = site.portal.library.modules["werkdruk"].activity("zelfscan")
    (part, name), *_ = scan.group_scales().items()
    noord = groups_of(site.visitor("co-noord"))["noord"].removeprefix("groep-")
    zuid = groups_of(site.visitor("co-zuid"))["zuid"].removeprefix("groep-")
    practice = practices(administrator(site))["Praktijk noord"].removeprefix("praktijk-")
    values = {"all": 2.0, f"group:{noord}": 3.5, f"group:{zuid}": 4.0, f"practice:{practice}": 3.0}
    rows = [
        PublishedRow(AT, key, "werkdruk", scan.id, "1", part, "before", value, frozenset())
        for key, value in values.items()
    ]
    site.portal.event_writer.do(
        lambda writing: publications.add(writing.connection, "2026-11-01", rows, after="")
    ).result(30)

    def told(who: Visitor, which: str) -> set[str]:
        text = who.get(f"verslagen/{which}").text
        table = text[text.index('id="zelfscans"') :]
        return set(re.findall(rf"{name}</th><td[^>]*>([^<]+)</td>", table))

    assert told(administrator(site), "bestuur") == {"2 of lager"}
    assert told(administrator(site), f"praktijk-{practice}") == {"3"}
    assert told(site.visitor("co-noord"), "bestuur") == {"3,5"}
    assert told(site.visitor("co-zuid"), "bestuur") == {"4 of hoger"}


def test_what_was_published_of_first_choices_is_in_the_page_and_the_files_of_who_may_see_it(site: Site) -> None:
    """Of everybody and of each group, on the page, on paper and in Excel; a practice has none, and the page says so."""
    assert site.portal is not None
    (place, name), subject = next(iter(counted_subjects(site.portal.library.modules.values()).items()))
    points = site.portal.library.modules[place].activities[name].choice_points()
    wrong = next(one.name for point in points for one in point.choices if one.worth != "right")
    noord, zuid = site.visitor("co-noord"), site.visitor("co-zuid")
    of_noord = groups_of(noord)["noord"].removeprefix("groep-")
    rows = [
        PublishedRow(AT, key, place, name, version, NO_PART, "before", None, shares={wrong: share})
        for key, version, share in [
            ("all", subject.version, 0.75),
            (f"group:{of_noord}", "earlier", 0.75),
            (f"group:{of_noord}", subject.version, 0.5),
        ]
    ]
    site.portal.event_writer.do(
        lambda writing: publications.add(
            writing.connection, "2026-11-01", rows, after=publications.last_day(writing.connection)
        )
    ).result(30)

    def told(who: Visitor, which: str) -> str:
        text = who.get(f"verslagen/{which}").text
        part = text[text.index('id="keuzes"') :]
        return re.sub(r"<[^>]+>", "", part[: part.index("</section>")])

    assert f"Dit koos {word('choices', 'most')}" in told(administrator(site), "bestuur")
    assert f"Dit koos {word('choices', 'half')}" in told(noord, "bestuur")
    assert word("choices", "not_published") in told(zuid, "bestuur")
    assert word("choices", "of_groups") in told(noord, practices(noord)["Praktijk noord"])
    (page,) = PdfReader(BytesIO(noord.get("verslagen/bestuur.pdf").body)).pages
    assert f"Dit koos {word('choices', 'half')}" in " ".join(page.extract_text().split())
    sheet = load_workbook(BytesIO(noord.get("verslagen/bestuur.xlsx").body))[word("report", "sheet_choices")]
    assert {row[0].value for row in sheet.iter_rows(min_row=5)} == {"noord"}
    assert word("choices", "half") in {row[7].value for row in sheet.iter_rows(min_row=5)}


def test_a_page_says_of_whom_its_figures_are_and_promises_five_people_only_of_results(site: Site) -> None:
    board = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", administrator(site).get("verslagen/bestuur").text))
    assert word("report", "tests_text.many", count=24) in board
    assert word("report", "tests_counts") in board
    assert f"{word('report', 'hardest_of', title='Proeftoets', number=1)[:-1]}" in board
    assert "Achter elk cijfer" not in board
    questions = administrator(site).get(f"vragen/{TEST}").text
    assert "Achter elk cijfer" not in questions
    sheet = load_workbook(BytesIO(administrator(site).get("verslagen/bestuur.xlsx").body))["Vragen"]
    for row in sheet.iter_rows(min_row=5):
        assert f">Vraag {row[1].value}. {row[2].value}</h3>" in questions, "a number of the report is found here"
    for line in re.findall(r"<li>([^<]*\d+%[^<]*)</li>", questions):
        assert "van hen" in line.lower() or "haalden ze" in line, line
