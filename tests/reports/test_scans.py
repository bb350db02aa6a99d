"""What was published of self-assessments, in words: the newest value, and nothing where it was taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

from openpyxl import load_workbook
from pypdf import PdfReader

from ssfh_learn.reports.paper import as_pdf
from ssfh_learn.reports.report import Beside, Counted, Known, ReportHeading
from ssfh_learn.reports.said import scans_lines
from ssfh_learn.reports.scans import OCCASIONS, Occasion, PublishedValue, ScanLine, scan_lines
from ssfh_learn.reports.sheet_notes import ABOUT_LINES
from ssfh_learn.reports.tables import tables_of
from ssfh_learn.reports.trend import labels, trends
from ssfh_learn.reports.workbook import as_excel
from ssfh_learn.words import word


def value(day: str, amount: float | None, occasion: Occasion = "before", part: str = "Herstel") -> PublishedValue:
    return PublishedValue(day, "Noord", "Hoe gaat het?", part, occasion, amount)


def test_the_newest_value_is_shown_and_the_earlier_ones_beside_it() -> None:
    (line,) = scan_lines([value("2026-09-01", 3), value("2026-10-01", 3.5), value("2026-11-01", 2.5)])
    assert (line.before, line.day) == ("2,5", "2026-11-01")
    assert line.earlier == (("2026-10-01", "3,5"), ("2026-09-01", "3"))


def test_what_went_dark_looks_like_what_never_was() -> None:
    assert scan_lines([value("2026-10-01", 3.5), value("2026-11-01", None)]) == scan_lines([]) == ()


def test_a_value_that_came_back_does_not_say_that_it_was_away() -> None:
    (line,) = scan_lines([value("2026-09-01", 3), value("2026-10-01", None), value("2026-11-01", 3.5)])
    assert line.earlier == (("2026-09-01", "3"),)


def test_what_went_dark_of_one_round_leaves_no_earlier_value_beside_the_other_round() -> None:
    gone = [value("2026-10-01", 3.5), value("2026-11-01", None)]
    shown = value("2026-10-01", 3, "after")
    assert scan_lines([*gone, shown]) == scan_lines([shown])
    (line,) = scan_lines([*gone, shown])
    assert (line.before, line.earlier, line.published) == ("", (), (shown,))


def test_the_ends_are_open_and_a_change_has_a_sign() -> None:
    parts = [value("2026-11-01", 2), value("2026-11-01", 4, "after"), value("2026-11-01", 0.5, "change")]
    (line,) = scan_lines(parts)
    assert (line.before, line.after, line.change) == ("2 of lager", "4 of hoger", "+0,5")
    assert [line.value(one) for one in OCCASIONS] == [2, 4, 0.5]
    (lower,) = scan_lines([value("2026-11-01", -1, "change")])
    assert lower.change == "-1"


def test_paper_and_tables_say_the_same() -> None:
    lines = scan_lines([value("2026-11-01", 3.5), value("2026-11-01", 2, part="Steun")])
    counted = Counted.of({"all": [f"p{number}" for number in range(9)]}, [])
    heading = ReportHeading("Verslag", "Noord", date(2026, 11, 29))
    report = counted.report("all", heading, Known(Beside(), lines), {})
    day = "Gepubliceerd op 1 november 2026."
    assert scans_lines(report) == [
        word("report", "scans_paper"),
        f"‘Hoe gaat het?’, Herstel: 3,5. {day}",
        f"‘Hoe gaat het?’, Steun: 2 of lager. {day}",
    ]
    many = scans_lines(replace(report, scans=lines * 11))
    assert (len(many), many[-1]) == (1 + 20 + 1, word("report", "scans_more", count=2)), "what is left out is said"
    text = " ".join(PdfReader(BytesIO(as_pdf(report))).pages[0].extract_text().split())
    assert "‘Hoe gaat het?’, Steun: 2 of lager." in text
    assert word("report", "not_published") not in text
    scans = tables_of(report)["scans"]
    assert (list(scans["before"]), scans["after"].isna().all()) == ([3.5, 2], True)
    sheet = load_workbook(BytesIO(as_excel(report)))[word("report", "sheet_scans")]
    numbers = [[cell.value for cell in row[3:6]] for row in sheet.iter_rows(min_row=ABOUT_LINES + 2)]
    assert numbers == [[3.5, None, None], [2, None, None]], "numbers to count with, and nothing where none is shown"
    assert sheet.cell(ABOUT_LINES + 3, 4).number_format.startswith('[<=2]0.0" of lager"')


def test_a_table_has_every_month_so_that_a_trend_can_be_drawn() -> None:
    lines = scan_lines([value("2026-09-01", 3), value("2026-10-01", None), value("2026-11-01", 4)])
    counted = Counted.of({"all": [f"p{number}" for number in range(9)]}, [])
    report = counted.report("all", ReportHeading("Verslag", "Noord", date(2026, 11, 29)), Known(Beside(), lines), {})
    table = tables_of(report)["trend"]
    assert [f"{day:%m}" for day in table["day"]] == ["09", "11"]
    assert list(table["value"]) == [3, 4]
    assert list(table["said"]) == ["3", "4 of hoger"]


# Trends


def parts() -> tuple[ScanLine, ...]:
    return scan_lines(
        [
            *(value(f"2026-{month}-01", amount) for month, amount in (("07", 2), ("09", 3), ("11", 3.5))),
            value("2026-11-01", 4, part="Steun"),
        ]
    )


def test_a_trend_is_drawn_of_what_was_published_on_two_days_or_more_and_says_so_in_words() -> None:
    (chart,) = trends(parts())
    assert [part for part, _ in chart.parts] == ["Herstel"]
    said = "Herstel: 2 of lager op 1 juli 2026; 3 op 1 september 2026; 3,5 op 1 november 2026."
    assert chart.alternative == f"{word('report', 'trend_chart', scan='Hoe gaat het?')} {said}"
    assert chart.svg("dark") == chart.svg("dark") != chart.svg("light")
    assert trends(scan_lines([value("2026-11-01", 3)])) == []


def test_words_of_a_trend_never_stand_over_each_other() -> None:
    """The first and the last value are always written; one that has no room beside them is only in the text."""
    values = [value(f"2026-{month:02}-01", 2) for month in range(1, 13)]
    (chart,) = trends(scan_lines(values))
    written = re.findall(r"<!-- 2 of lager -->", chart.svg("light").decode())
    assert 2 <= len(written) < 6
    assert chart.alternative.count("2 of lager") == 12


def test_an_empty_cell_is_explained_beside_the_table() -> None:
    assert "Een leeg vak betekent: hier staat geen cijfer." in word("report", "scans_text")


def test_a_trend_says_nothing_of_what_went_dark() -> None:
    """A month without a value looks like a month in which nothing changed, and what is dark now has no figure."""
    kept = [value("2026-07-01", 2), value("2026-11-01", 3.5)]
    away = [kept[0], value("2026-09-01", None), kept[1]]
    assert [one.svg("light") for one in trends(scan_lines(away))] == [
        one.svg("light") for one in trends(scan_lines(kept))
    ]
    assert trends(scan_lines([*kept, value("2026-12-01", None)])) == []


def test_the_trends_stand_on_the_one_page_of_paper_with_their_text() -> None:
    many = [replace(one, part=f"Deel {number}") for number in range(7) for one in parts()[:1]]
    counted = Counted.of({"all": [f"p{number}" for number in range(9)]}, [])
    report = counted.report(
        "all", ReportHeading("Verslag", "Noord", date(2026, 11, 29)), Known(Beside(), tuple(many)), {}
    )
    reader = PdfReader(BytesIO(as_pdf(report)))
    (page,) = reader.pages
    said = "‘Hoe gaat het?’, de eerste keer dat mensen hem invulden. Noord, van juli 2026 tot en met november 2026"
    assert trends(many)[0].title == said
    assert said in " ".join(page.extract_text().split())
    assert len(page.images) == 1
    assert word("report", "paper_note")[:30] in " ".join(page.extract_text().split())


def test_the_highest_and_the_lowest_value_of_a_trend_are_written_before_the_others() -> None:
    values = (2.5, 3, 2, 2, 3.5, 4, 4, 3.5, 3, 2.5, 3)
    said = ["2 of lager" if one == 2 else "4 of hoger" if one == 4 else str(one) for one in values]
    across = [0.2 + 3.05 * place / 10 for place in range(11)]

    written = labels(values, said, across)

    assert {"2 of lager", "4 of hoger"} <= {one.said for one in written}
    assert [one.place for one in written][:: len(written) - 1] == [0, 10]
    beside = list(pairwise(written))
    assert [pair for pair in beside if pair[1].middle - pair[0].middle <= pair[0].half + pair[1].half] == []
    assert [one.middle for one in written] == [across[one.place] for one in written], "each stands above its point"
