"""The list for an accreditor in the browser: whom it names, for whom, and what comes out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.portal.coordinator.period import usual_periods
from ssfh_learn.portal.writing.progress import needed_in, visit
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.participant import Practice
from ssfh_learn.words import section, word
from tests.grading.courses import CourseFolder, right, wrong
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import OF_B, Listed
from tests.portal.host import Visitor
from tests.portal.published.test_assignments import attempt
from tests.roster.conftest import AT, EVERYTHING, LINDE, somebody

SAID = section("accreditation")
PAGE = f"accreditatie?toets={TEST}"
FILES = tuple(f"accreditatie/lijst.{kind}?toets={TEST}" for kind in ("xlsx", "csv"))


def put(roster: Listed, **fields: object) -> int:
    """Add somebody to the group of Ans."""
    portal = roster.site.portal
    assert portal is not None
    new = somebody(**{"groups": [roster.first], **fields})
    return portal.event_writer.do(lambda writing: add(writing.connection, EVERYTHING, new, AT)).result(30)


def passes(roster: Listed, course: CourseFolder, *names: str) -> None:
    """Let people pass the test."""
    for name in names:
        attempt(roster.site.visitor(name), course, right)


def shown(who: Visitor, path: str = PAGE) -> str:
    """Return what somebody reads on the page, without its HTML."""
    answer = who.get(path)
    assert answer.status == 200, (answer.status, answer.text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def today(roster: Listed) -> str:
    """Return the present day as the Dutch write it."""
    portal = roster.site.portal
    assert portal is not None
    return f"{portal.today():%d-%m-%Y}"


def test_who_passed_is_in_the_list_with_her_number_and_the_code_on_paper(roster: Listed, course: CourseFolder) -> None:
    put(
        roster,
        account="kim",
        initials="K.",
        given="Kim",
        prefix="van der",
        family="Öster",
        function="POH",
        register="KABIZ",
        number="0012345",
    )
    passes(roster, course, "kim")
    attempt(roster.site.visitor("noor"), course, wrong)
    assert roster.site.visitor("kim").post_form("certificaat/proef", naam="Kim van der Öster").status == 200

    text = shown(roster.ans())

    code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b", text)
    assert code
    assert f"Öster, Kim van der K. POH KABIZ 0012345 {today(roster)}" in text
    assert f"geslaagd, met 100% van de punten {code[0]}" in text
    assert word("accreditation", "total", count=1) in text
    assert "Dam, Noor" not in text
    pasted = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", roster.ans().get(PAGE).text)
    assert pasted == ["0012345"]


def test_the_files_hold_days_as_days_and_keep_zeros(roster: Listed, course: CourseFolder) -> None:
    put(
        roster,
        account="kim",
        prefix="van der",
        family="Öster",
        register="KABIZ",
        number="0012345",
        function="=1+1",
        practices=(Practice("De Beuk"), LINDE),
    )
    passes(roster, course, "kim")

    excel, in_csv = (roster.ans().get(path) for path in FILES)

    assert roster.site.portal is not None
    hours = round(roster.site.portal.library.modules["proef"].description.duration / 60, 2)
    assert hours
    sheet = load_workbook(BytesIO(excel.body)).active
    assert sheet is not None
    *above, head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    day, title = dutch_date(day_of(datetime.now().astimezone())), course.key.quiz.title
    assert [line[0] for line in above] == [
        word("accreditation", "about", title=title, day=day),
        word("accreditation", "about_whom", group="alle groepen", first=f"01-01-{day[-4:]}", last=today(roster)),
        word("accreditation", "about_cells"),
    ]
    assert dict(zip(head, row, strict=True)) == {
        "Voorletters": "",
        "Voornaam": "",
        "Naam": "van der Öster",
        "Functie": "=1+1",
        "Register": "KABIZ",
        "Nummer": "0012345",
        "Geslaagd op": datetime.combine(day_of(datetime.now().astimezone()), datetime.min.time()),
        "Uren": hours,
        "Uitslag": "geslaagd",
        "Percentage": 100,
        "Certificaatcode": "",
        "Praktijk": "De Beuk; De Linde",
    }
    assert sheet["D5"].data_type == "s"
    (line,) = in_csv.body.decode("utf-8-sig").splitlines()[1:]
    assert line.startswith(f";;van der Öster;'=1+1;KABIZ;0012345;{today(roster)};")


def test_who_has_no_number_is_shown_apart_with_a_way_to_her_page(roster: Listed, course: CourseFolder) -> None:
    passes(roster, course, "noor")

    page = roster.ans().get(PAGE).text

    apart = page.split(SAID["without_number"])[1]
    assert f'<a href="/leren/deelnemers/{roster.noor}">Dam, Noor van</a>' in apart
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("period", "count"), [("van=1-1-2020&tot=31-12-2020", 0), ("van=1-1-2020&tot=31-12-2099", 1), ("", 1)]
)
def test_a_period_decides_who_is_listed(roster: Listed, course: CourseFolder, period: str, count: int) -> None:
    passes(roster, course, "noor")

    assert word("accreditation", "total", count=count) in shown(roster.ans(), f"{PAGE}&{period}")


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (date(2028, 3, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_last_month_has_its_first_and_its_last_day(on: date, first: date, last: date) -> None:
    assert usual_periods(on)["last_month"] == (first, last)
    assert usual_periods(on)["this_month"] == (on.replace(day=1), on)


def test_a_period_is_a_button_of_the_form_and_keeps_what_was_chosen(roster: Listed) -> None:
    """The buttons come after the first one, so that Enter in a field shows the list of the days that were typed."""
    assert roster.site.portal
    first, last = usual_periods(roster.site.portal.today())["last_month"]
    form = re.split(r"</?form", roster.ans().get("accreditatie").text[1:])
    (form,) = [one for one in form if 'name="toets"' in one]
    assert re.findall(r"<button[^>]*>(.*?)</button>", form)[:1] == [SAID["show"]]
    assert re.search(r'<button[^>]* name="periode" value="last_month">vorige maand<', form)

    page = roster.ans().get(f"{PAGE}&groep={roster.first}&van=1-1-2020&tot=2-1-2020&periode=last_month").text
    assert word("accreditation", "total", count=0) in page
    assert f'value="{first:%d-%m-%Y}"' in page
    assert f'value="{last:%d-%m-%Y}"' in page
    assert "2020" not in page
    assert re.search(rf'<option value="{roster.first}" selected>', page)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("van=ooit&tot=31-12-2026", word("accreditation", "not_a_day", value="ooit")),
        ("van=1-1-2026&tot=31-2-2026", word("accreditation", "not_a_day", value="31-2-2026")),
        ("van=1-1-2027&tot=31-12-2026", word("accreditation", "wrong_order")),
    ],
)
def test_a_period_that_cannot_be_is_said(roster: Listed, period: str, said: str) -> None:
    for path in (PAGE, *FILES):
        answer = roster.ans().get(f"{path}&{period}")
        assert answer.status == 400
        assert said in unescape(answer.text)


def test_the_worklist_and_the_list_for_an_accreditor_have_the_same_people_in_the_same_month(
    roster: Listed, course: CourseFolder
) -> None:
    put(roster, account="kim", family="Kim")
    course.hand_in("noor", right, at=datetime(2026, 3, 31, 21, 30, tzinfo=UTC))
    course.hand_in("kim", right, at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))  # it is April in the Netherlands
    course.grade()  # today

    for first, last, who in (("2026-03-01", "2026-03-31", "Dam"), ("2026-04-01", "2026-04-30", "Kim")):
        days = [f"{day[8:]}-{day[5:7]}-{day[:4]}" for day in (first, last)]
        accredited = shown(roster.ans(), f"{PAGE}&van={days[0]}&tot={days[1]}")
        page = roster.ans().get(f"werklijst?onderdeel=test-{TEST}&stand=passed&van={first}&tot={last}").text
        for text in (accredited, page.partition('id="mensen"')[2]):
            assert [name for name in ("Dam", "Kim") if name in text] == [who]
        totals = page.partition('id="aantallen"')[2].partition("</table>")[0]
        assert re.findall(r"stand=passed[^>]*>(\d+)<", totals) == ["1"]
        assert "onderdeel=module" not in totals


def test_a_list_without_a_chosen_test_asks_for_one(roster: Listed) -> None:
    assert SAID["not_shown"] not in shown(roster.ans(), "accreditatie")

    answer = roster.ans().get("accreditatie?toets=&groep=&van=01-01-2026&tot=31-12-2026")

    assert answer.status == 400
    assert f'<a href="#toets">{SAID["choose_any"]}</a>' in answer.text


# Rights

WHO: dict[str, Callable[[Listed], Visitor]] = {
    "ans": Listed.ans,
    "bea": Listed.bea,
    "beheer": Listed.administrator,
    "of no group": lambda roster: roster.site.visitor("cor", "learner", "coordinator"),
    "trainer": lambda roster: roster.site.visitor("tom", "learner", "trainer"),
    "learner": lambda roster: roster.site.visitor("noor"),
    "nobody": lambda roster: roster.site.visitor(),
}
LISTED = {"ans": {"noor"}, "bea": {"zus"}, "beheer": {"noor", "zus"}, "of no group": set[str]()}
NAMES = {"noor": "Dam", "zus": "Zus", "geen": "Boodschap", "los": "los"}


@pytest.mark.parametrize("who", WHO)
def test_each_sees_who_is_in_her_groups_and_nobody_ever_who_is_in_none(
    roster: Listed, course: CourseFolder, who: str
) -> None:
    passes(roster, course, *NAMES)  # geen is in the list without a group, los is not in the list

    for path in (PAGE, *FILES):
        answer = WHO[who](roster).get(path)
        if who not in LISTED:
            assert answer.status == (302 if who == "nobody" else 403)
            continue
        assert answer.status == 200
        text = answer.text
        if path.split("?")[0].endswith("xlsx"):
            sheet = load_workbook(BytesIO(answer.body)).active
            assert sheet is not None
            text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        main = text.split("<main")[-1].split("</main>")[0]
        assert {one for one, name in NAMES.items() if re.search(rf"\b{name}\b", main)} == LISTED[who], path
        if path == PAGE:
            assert word("accreditation", "total", count=len(LISTED[who])) in main


def test_a_coordinator_reaches_nothing_of_another_group(roster: Listed, course: CourseFolder) -> None:
    passes(roster, course, "zus")
    ans = roster.ans()
    fields = {"toets": TEST, "groep": str(roster.second), "versie": "1", "functie": "Geheimfunctie", "aantal": "1"}

    answers = [ans.get(f"{path}&groep={roster.second}") for path in (PAGE, *FILES)]
    answers.append(ans.post_form("accreditatie/regel", **fields))

    for answer in answers:
        assert answer.status == 404
        assert not [secret for secret in OF_B if secret in answer.text]
    assert not [secret for secret in OF_B if secret in ans.get(f"{PAGE}&groep={roster.first}").text]
    assert word("accreditation", "no_rule") in shown(roster.bea(), f"{PAGE}&groep={roster.second}")


@pytest.mark.parametrize("who", ["ans", "beheer"])
def test_the_overview_leads_coordinators_and_administrators_there(roster: Listed, who: str) -> None:
    assert 'href="/leren/accreditatie"' in WHO[who](roster).get("overzicht").text


def test_the_overview_of_a_trainer_does_not_lead_there(roster: Listed) -> None:
    assert "accreditatie" not in WHO["trainer"](roster).get("overzicht").text


# Practices


def rule(who: Visitor, group: int, function: str, count: str) -> int:
    """Keep a rule as the page shows it; return the status."""
    version = re.search(r'name="versie" value="(\d+)"', who.get(f"{PAGE}&groep={group}").text)
    assert version
    fields = {"toets": TEST, "groep": str(group), "versie": version[1], "functie": function, "aantal": count}
    return who.post_form("accreditatie/regel", **fields).status


def test_a_practice_meets_the_rule_of_its_group_when_enough_passed(roster: Listed, course: CourseFolder) -> None:
    ans, place = roster.ans(), f"{PAGE}&groep={roster.first}"
    put(roster, account="kim", family="Kim", function="POH", practices=(LINDE,))
    put(roster, account="pim", family="Pim", function="POH", practices=(Practice("De Beuk"),), ended="2026-01-01")
    put(roster, account="wim", family="Wim", function="Triagist", practices=(Practice("De Beuk"),))
    assert SAID["no_rule"] in shown(ans, place)

    assert rule(ans, roster.first, "POH", "1") == 303

    lacks, nobody = word("accreditation", "lacks", count=1, function="POH"), SAID["nobody"].format(function="POH")
    assert f"De Beuk Voldoet nog niet. {lacks} {nobody}" in shown(ans, place)
    assert f"De Linde (Gooi) Voldoet nog niet. {lacks}" in shown(ans, place)
    assert f"De Linde (Gooi) Voldoet nog niet. {lacks} {nobody}" not in shown(ans, place)

    passes(roster, course, "kim")
    assert "De Linde (Gooi) Voldoet. " in shown(ans, place)
    assert f"{word('roster', 'practice_rule')}: was leeg, is nu Proeftoets: 1 x POH" in shown(
        ans, f"groepen/{roster.first}"
    )

    assert rule(ans, roster.first, "POH", "0") == 303
    assert SAID["no_rule"] in shown(ans, place)


@pytest.mark.parametrize(("function", "count", "status"), [("POH", "veel", 400), ("POH", "-1", 400), ("x", "1", 404)])
def test_a_rule_that_cannot_be_is_refused(roster: Listed, function: str, count: str, status: int) -> None:
    put(roster, account="kim", family="Kim", function="POH", practices=(LINDE,))

    assert rule(roster.ans(), roster.first, function, count) == status
    assert SAID["no_rule"] in shown(roster.ans(), f"{PAGE}&groep={roster.first}")


def test_a_rule_that_somebody_else_just_changed_is_not_overwritten(roster: Listed) -> None:
    put(roster, account="kim", family="Kim", function="POH", practices=(LINDE,))
    fields = {"toets": TEST, "groep": str(roster.first), "versie": "1", "functie": "POH"}

    assert roster.ans().post_form("accreditatie/regel", **fields, aantal="2").status == 303
    late = roster.administrator().post_form("accreditatie/regel", **fields, aantal="5")

    assert late.status == 409
    assert word("roster_refusal", "changed_meanwhile") in late.text
    assert 'name="aantal" value="5"' in late.text
    assert 'name="versie" value="1"' in late.text
    assert 'value="2"' in roster.ans().get(f"{PAGE}&groep={roster.first}").text


def finishes(roster: Listed, account: str, *, leaves: int = 0) -> None:
    """Let somebody do all that makes the module done, but for so many exercises."""
    portal = roster.site.portal
    assert portal is not None
    module = portal.library.modules["proef"]
    steps, names = needed_in(module)
    at = portal.now().isoformat(timespec="seconds")

    def write(writing: Writing) -> None:
        for step in (step.id for step in module.steps):
            visit(writing, account, "proef", step, portal.now())
        for name, *_ in sorted(names)[leaves:]:
            writing.project(Stream(account, "proef", name), "complete", at)

    assert steps | names
    portal.event_writer.do(write).result(30)


def test_a_practice_meets_the_rule_for_a_module_when_enough_finished_it(roster: Listed, course: CourseFolder) -> None:
    ans, place = roster.ans(), f"accreditatie?toets=module:proef&groep={roster.first}"
    for name in ("kim", "pim"):
        put(roster, account=name, family=name.title(), function="POH", practices=(LINDE,))
    assert SAID["module_note"] in shown(ans, place)
    assert SAID["no_rule"] in shown(ans, place)
    version = re.search(r'name="versie" value="(\d+)"', ans.get(place).text)
    assert version
    fields = {"toets": "module:proef", "groep": str(roster.first), "versie": version[1]}
    assert ans.post_form("accreditatie/regel", **fields, functie="POH", aantal="1").status == 303

    lacks = word("accreditation", "lacks", count=1, function="POH")
    finishes(roster, "kim", leaves=1)
    passes(roster, course, "pim")  # that is another rule
    assert f"De Linde (Gooi) Voldoet nog niet. {lacks}" in shown(ans, place)

    finishes(roster, "kim")
    assert "De Linde (Gooi) Voldoet. " in shown(ans, place)
    assert word("accreditation", "finished", count=1) in shown(ans, place)
    assert "Voldoet nog niet" in shown(ans, f"{place}&van=1-1-2020&tot=31-12-2020")
    assert SAID["no_rule"] in shown(ans, f"{PAGE}&groep={roster.first}")  # of the test
    assert ans.get(f"accreditatie/lijst.csv?toets=module:proef&groep={roster.first}").status == 400
    assert roster.bea().get(place).status == 404
    assert ans.get("accreditatie?toets=module:niets").status == 404


# Trouble


def test_a_gradebook_that_cannot_be_read_is_said_and_not_shown_as_an_empty_list(
    roster: Listed, course: CourseFolder
) -> None:
    passes(roster, course, "noor")
    (course.root / "gradebook.db").write_bytes(b"no database")

    for path in (PAGE, *FILES):
        answer = roster.ans().get(path)
        assert answer.status == 503
        assert word("portal", "unreachable_result") in answer.text
        assert word("accreditation", "total", count=0) not in answer.text


def test_a_test_that_is_not_there_is_not_found(roster: Listed) -> None:
    assert roster.ans().get("accreditatie?toets=onzin-toets").status == 404
