"""A report, its page of paper and its tables: what is not shown is nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from ssfh_learn.reports import said as in_words
from ssfh_learn.reports.durations import PublishedDuration
from ssfh_learn.reports.figures import chart_of_questions, chart_of_tests
from ssfh_learn.reports.item_analysis import ItemFigures
from ssfh_learn.reports.paper import as_pdf
from ssfh_learn.reports.report import Beside, Counted, Known, PracticeLine, Report, ReportHeading
from ssfh_learn.reports.scans import PublishedValue, scan_lines
from ssfh_learn.reports.sheet_notes import ABOUT_LINES
from ssfh_learn.reports.summary import learner_totals
from ssfh_learn.reports.tables import TABLES, columns_of, tables_of
from ssfh_learn.reports.workbook import as_csv, as_excel
from ssfh_learn.results import AskedQuestion
from ssfh_learn.sector_figure import SectorFigure
from ssfh_learn.words import word
from tests.open_fonts import open_fonts
from tests.reports.answers import CHOICES, RIGHT, WRONG, Answered, given

GOOD: Answered = (RIGHT, 1.0, 20.0)
BAD: Answered = (WRONG, 0.0, 40.0)
HEADING = ReportHeading("Verslag", "=Iedereen", date(2026, 11, 29))
NAMES = [f"p{number:02}" for number in range(24)]
ASKED = [
    AskedQuestion("v1", "=1+1 is hoeveel?", ("W-07",), choices=CHOICES),
    AskedQuestion("v2", "Wat nu?", choices=CHOICES),
]
FIGURE = ("45% vindt de werkdruk te hoog",)
ABOUT = {f"toets/v{n}": FIGURE for n in (1, *range(3, 9))}
"""The questions that are about the figure of the sector."""
BESIDE = Beside(
    (
        PublishedDuration("2026-10-01", "werkdruk", "", 20, 25, 30),
        PublishedDuration("2026-11-01", "werkdruk", "", 21, 26.5, 31),
        PublishedDuration("2026-11-01", "werkdruk", "s1", 1, 2.5, 4),
    ),
    {"W-07": SectorFigure("W-07", FIGURE, "werknemers", "eind 2022", "CBS", "Trek ze niet van elkaar af.", ABOUT)},
    {"werkdruk": ("Werkdruk", 70)},
    {("werkdruk", "s1"): "Stap 1"},
)


def report(whom: str = "all", people: int = 24) -> Report:
    """Return the report of people of whom a third has the first question wrong; each practice has eight of them."""
    names = NAMES[:people]
    answers = given({one: {"v1": BAD if n % 3 == 0 else GOOD, "v2": GOOD} for n, one in enumerate(names[:20])}, ASKED)
    practices = {f"praktijk-{n}": names[8 * n : 8 * n + 8] for n in range(3)}
    counted = Counted.of({"all": names, **practices}, [answers])
    listed = {table: (n, f"Praktijk {n}", "Veluwe") for n, table in enumerate(practices)} if whom == "all" else {}
    return counted.report(whom, HEADING, Known(BESIDE, choices=() if whom == "all" else None), listed)


def test_a_summary_counts_everybody_once() -> None:
    assert report().tests
    (one,) = report().tests or ()
    assert (one.people, one.handed_in, one.passed, one.failed, one.waiting, one.not_handed_in) == (24, 20, 13, 7, 0, 4)


def test_a_report_about_four_people_has_no_number() -> None:
    small = report(people=4)
    assert (small.people, small.tests) == (None, None)
    assert [one.people for one in small.questions] == [None, None]
    assert all(one.tests is None for one in small.practices)
    text = PdfReader(BytesIO(as_pdf(small))).pages[0].extract_text()
    assert "%" not in text.replace("\n", " ").split("Hoe lang")[0]


def test_a_practice_goes_dark_where_the_others_would_give_away_a_small_one() -> None:
    tables = {"all": NAMES, "a": NAMES[:10], "b": NAMES[10:20]}
    counted = Counted.of(tables, [])
    assert [counted.tests_of(one) is None for one in tables] == [False, False, True]
    listed = {"a": (1, "Praktijk a", "Veluwe"), "b": (2, "Praktijk b", "Veluwe")}
    why = word("report", "gives_way", count=10, least=5)
    assert "het eerste op de lijst" in why
    assert in_words.tests_lines(counted.report("b", HEADING, Known(BESIDE), {})) == [why]
    row = tables_of(counted.report("all", HEADING, Known(BESIDE), listed))["practices"].iloc[-1]
    assert (row["practice"], row["test"], row["people"], row["note"]) == (
        *("Praktijk b", word("report", "all_tests"), 10, why),
    )


def test_who_did_not_pass_yet_waits_as_long_as_the_answer_that_waits_can_make_her_pass() -> None:
    """As on every other page: where the answer can decide nothing, she has failed."""
    totals = learner_totals(
        given({"a": {"v1": GOOD, "v2": (RIGHT, None, None)}, "b": {"v1": BAD, "v2": (RIGHT, None, None)}}, ASKED)
    )
    assert {name: one.outcome for name, one in totals.items()} == {"a": "waiting", "b": "failed"}
    assert {name: one.percent for name, one in totals.items()} == {"a": 50, "b": 0}


def test_how_a_few_who_handed_in_did_is_not_told() -> None:
    answers = given({one: {"v1": GOOD, "v2": GOOD} for one in NAMES[:4]}, ASKED)
    made = Counted.of({"all": NAMES}, [answers]).report("all", HEADING, Known(BESIDE), {})
    (one,) = made.tests or ()
    assert (one.people, one.handed_in, one.passed, one.failed, one.waiting) == (24, 4, None, None, None)
    chart = chart_of_tests(made.tests or ())
    assert [(bar.parts, bar.said) for bar in chart.bars] == [
        ((0, 0, 0, 4 / 24, 20 / 24), word("report", "too_few_short"))
    ]
    assert chart.legend[3] == word("report", "handed_in_only")
    assert "leverde 17% in. Hoe het bij hen ging, staat er niet. 83% leverde niets in." in chart.alternative
    assert in_words.practices_line(replace(made, practices=(PracticeLine(1, "Praktijk", "", made.tests),))).endswith(
        word("report", "practices_with_figures", count=0)
    )
    assert word("report", "no_results") in " ".join(PdfReader(BytesIO(as_pdf(made))).pages[0].extract_text().split())
    assert list(tables_of(made)["tests"]["passed"].isna()) == [True]


def test_how_who_handed_in_did_is_not_told_where_the_rest_of_them_is_a_few() -> None:
    answers = given({one: {"v1": GOOD, "v2": GOOD} for one in NAMES[:14]}, ASKED)
    counted = Counted.of({"all": NAMES, "a": NAMES[:12]}, [answers])
    assert [(counted.tests_of(one) or ())[0].passed for one in ("all", "a")] == [14, None]


# Paper


def test_the_report_is_one_page_in_dutch_with_its_figures_in_words() -> None:
    reader = PdfReader(BytesIO(as_pdf(report())))
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    assert "29 november 2026. 24 mensen doen mee." in text
    assert "de helft is klaar binnen 26,5 minuten" in text
    assert (
        "Toets, vraag 1. 45% vindt de werkdruk te hoog. Gevraagd aan: werknemers. Wanneer: eind 2022. Bron: CBS."
        " Let op: Trek ze niet van elkaar af."
    ) in text
    assert word("report", "not_published") in text
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.metadata is not None
    assert reader.metadata.title == "Verslag: =Iedereen"
    alternatives = reader.trailer["/Root"]["/StructTreeRoot"]
    assert alternatives


def test_many_tests_and_long_questions_still_fit_on_one_page() -> None:
    long = [
        AskedQuestion(f"v{n}", "Wat doe je als dit heel lang duurt? " * 12, ("W-07",), choices=CHOICES)
        for n in range(9)
    ]
    answers = given({one: {q.id: BAD if n % 2 else GOOD for q in long} for n, one in enumerate(NAMES)}, long)
    counted = Counted.of({"all": NAMES}, [answers] * 9)
    before = open_fonts()
    pages = PdfReader(BytesIO(as_pdf(counted.report("all", HEADING, Known(BESIDE), {})))).pages
    assert len(pages) == 1
    assert open_fonts() <= before  # also after it was drawn too large
    assert word("report", "paper_note")[:30] in " ".join(pages[0].extract_text().split())


def test_a_figure_says_in_words_what_it_shows() -> None:
    made = report()
    chart = chart_of_tests(made.tests or ())
    assert "Van de 24 mensen is 54% geslaagd. 0% wacht op nakijken." in chart.alternative
    assert "29% leverde in en is niet of nog niet geslaagd. 17% leverde niets in." in chart.alternative
    assert "=1+1 is hoeveel? (Toets, vraag 1, 20 mensen) 65% goed." in chart_of_questions(made).alternative


def test_who_waits_for_a_grader_is_an_own_part_of_a_bar_and_no_percentage_of_nothing() -> None:
    waits: Answered = (RIGHT, None, None)
    answers = given({one: {"v1": GOOD, "v2": waits} for one in NAMES[:18]}, ASKED)
    made = Counted.of({"all": NAMES}, [answers]).report("all", HEADING, Known(BESIDE), {})
    chart = chart_of_tests(made.tests or ())
    assert [(one.parts, one.said) for one in chart.bars] == [((0, 0.75, 0, 0, 0.25), word("report", "waits"))]
    assert chart.legend[1] == word("report", "waits_for_grader")
    assert "Van de 24 mensen wacht 75% op nakijken. 0% leverde in en is niet geslaagd." in chart.alternative
    assert chart.legend[3] == "", "of every test it is shown how it went"
    (line,) = in_words.tests_lines(made)
    assert line.endswith(f"Wacht op nakijken: 18. {word('report', 'not_handed_in_count', count=6)}")


def test_a_figure_of_the_sector_stands_only_beside_a_question_that_is_about_it() -> None:
    """Another question may name the same source for another fact, as one on video calls names that on the HIS."""
    made = report()
    first, second = made.questions
    other = replace(second, question=replace(second.question, sources=("W-07",)))
    assert [len(in_words.sector_of(one, made)) for one in (first, second, other)] == [1, 0, 0]
    untold = replace(first, right=None)
    assert in_words.sector_of(untold, made) == [], "it may answer a question, and there is nothing to put it beside"


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ((0.9, 1.0), "hardest_none"),
        ((0.9, None), "hardest_known"),
        ((None, None), "hardest_unknown"),
        ((), "hardest_unknown"),
    ],
)
def test_a_report_without_hard_questions_says_whether_all_went_well_or_too_little_is_known(
    right: tuple[float | None, ...], said: str
) -> None:
    questions = tuple(ItemFigures("toets", ASKED[n], 20, share) for n, share in enumerate(right))
    made = replace(report(), questions=questions)
    assert made.hardest == []
    assert in_words.line_without_hardest(made) == word("report", said)


def test_a_figure_is_read_in_grey_too() -> None:
    """The parts of a bar are full, dotted, striped, crossed, empty: take away the colour, and they still differ."""
    one, *_ = report().tests or ()
    shown = replace(one, passed=11, waiting=2)
    drawn = chart_of_tests([shown, replace(shown, passed=None, failed=None, waiting=None)]).svg("light").decode()
    assert len(set(re.findall(r"(?s)<pattern.*?(<path.*?)</pattern>", drawn))) == 3
    assert "#0b5c68" in drawn
    assert "#ffffff" in drawn


def test_the_same_report_draws_the_same_figure() -> None:
    chart = chart_of_tests(report().tests or ())
    assert chart.svg("dark") == chart.svg("dark") != chart.svg("light")


# Tables


def test_a_workbook_has_types_filters_and_dutch_dates() -> None:
    book = load_workbook(BytesIO(as_excel(report())))
    there = [name for name in TABLES if name not in {"choices", "scans", "trend"}]
    assert book.sheetnames == [word("report", f"sheet_{name}") for name in ("contents", *there)]
    tests, questions, times = book["Toetsen"], book["Vragen"], book["Tijden"]
    first = ABOUT_LINES + 2
    assert [cell.value for cell in tests[first]] == ["Toets", 24, 20, 4, 13, 7, 0]
    assert questions[f"E{first}"].value == pytest.approx(0.65)
    assert questions[f"E{first}"].number_format == "0%"
    assert questions[f"C{first}"].value == "=1+1 is hoeveel?"
    assert questions[f"C{first}"].data_type == "s"
    assert questions[f"C{first}"].alignment.wrap_text, "a long question goes on below"
    widths = {name: one.width for name, one in questions.column_dimensions.items() if name > "C"}
    assert max(widths.values()) < 25, "a long heading does not make a narrow column wide"
    assert questions.row_dimensions[ABOUT_LINES].height > 16, "a line above the table goes on below too"
    assert sorted(map(str, tests.merged_cells.ranges)) == ["A1:G1", "A2:G2", "A3:G3"]
    day, minutes = times[f"G{first}"], times[f"D{first}"]
    assert (day.number_format, day.is_date, minutes.number_format) == ("dd-mm-yyyy", True, "0.0")
    assert all(sheet.auto_filter.ref and sheet.freeze_panes == f"A{first}" for sheet in book.worksheets[1:])
    assert {(one.page_setup.orientation, one.sheet_properties.pageSetUpPr.fitToPage) for one in book} == {
        ("landscape", True)
    }
    assert {sheet.print_title_rows for sheet in book.worksheets[1:]} == {f"${ABOUT_LINES + 1}:${ABOUT_LINES + 1}"}


def contents_of(made: Report) -> dict[str, str]:
    """Return what the first sheet says of each table."""
    first = load_workbook(BytesIO(as_excel(made))).worksheets[0]
    return {row[0].value: row[1].value for row in first.iter_rows(min_row=4)}


def test_each_sheet_says_what_it_is_of_whom_and_of_which_day_and_the_first_why_a_table_has_no_rows() -> None:
    book = load_workbook(BytesIO(as_excel(report())))
    for name in TABLES:
        if name in {"choices", "scans", "trend"}:
            continue
        sheet = book[word("report", f"sheet_{name}")]
        assert sheet["A1"].value == word("report", f"sheet_about.{name}")
        assert sheet["A2"].value == "Verslag: =Iedereen. Gemaakt op 29 november 2026."
        assert sheet["A2"].data_type == "s"
        assert sheet["A3"].value
        assert sheet.max_row > ABOUT_LINES, name
    assert book["Inhoud"]["A1"].value == "Verslag: =Iedereen. Gemaakt op 29 november 2026."
    assert book["Inhoud"]["A4"].hyperlink.location == "'Toetsen'!A1"
    said = contents_of(report())
    assert list(said) == [word("report", f"sheet_{name}") for name in TABLES]
    assert said["Toetsen"] == "Hoeveel mensen inleverden, en hoe het ging.", "the name stands beside it already"
    assert said["Zelfscans"].endswith(word("report", "sheet_empty.scans"))
    small = contents_of(report(people=4))
    assert small["Toetsen"].endswith(word("report", "too_few", least=5))
    assert small["Vragen"].endswith(word("report", "sheet_empty.questions"))


def test_a_sheet_that_a_report_is_never_about_is_left_out() -> None:
    """A practice lists no practices and has no first choices, whatever the figures are; and it reads no answers."""
    never = {word("report", f"sheet_{name}") for name in ("practices", "choices", "sector")}
    assert not never & set(contents_of(report("praktijk-0")))
    assert not never & set(load_workbook(BytesIO(as_excel(report("praktijk-0")))).sheetnames)
    nothing_published = contents_of(replace(report(), choices=()))
    assert nothing_published[word("report", "sheet_choices")].endswith(word("report", "sheet_empty.choices"))


def test_a_withheld_value_looks_like_one_that_never_was() -> None:
    """In every cell of every sheet, with its looks: of a scan that went dark, and of results that are not told."""

    def looks(made: Report) -> dict[str, list[tuple[object, str, str]]]:
        book = load_workbook(BytesIO(as_excel(made)))
        return {
            sheet.title: [(cell.value, cell.number_format, cell.coordinate) for row in sheet.rows for cell in row]
            for sheet in book
        }

    value = PublishedValue("2026-10-01", "Noord", "Hoe gaat het?", "Herstel", "before", 3.5)
    dark = replace(value, day="2026-11-01", value=None)
    assert looks(replace(report(), scans=scan_lines([value, dark]))) == looks(replace(report(), scans=scan_lines([])))
    other = replace(value, part="Steun")
    after = replace(other, occasion="after")
    one_dark = scan_lines([value, dark, other, after, replace(after, day="2026-11-01", value=None)])
    assert looks(replace(report(), scans=one_dark)) == looks(replace(report(), scans=scan_lines([other])))
    withheld = tuple(replace(one, discrimination=None, seconds=None) for one in report().questions)
    never = load_workbook(BytesIO(as_excel(replace(report(), questions=withheld))))["Vragen"]
    unwritten = (None, "General")
    assert [(never[f"{column}5"].value, never[f"{column}5"].number_format) for column in "HI"] == [unwritten] * 2


def test_the_times_say_that_they_are_of_everybody_and_not_of_this_practice() -> None:
    whom = "van alle deelnemers van deze leeromgeving"
    made = report("praktijk-0")
    paper = " ".join(PdfReader(BytesIO(as_pdf(made))).pages[0].extract_text().split())
    assert whom in paper
    assert whom in load_workbook(BytesIO(as_excel(made)))["Tijden"]["A1"].value
    assert whom in in_words.duration_lines(made.beside)[0]
    assert in_words.duration_lines(Beside()) == [word("report", "no_durations")]


def test_only_the_newest_times_are_in_the_tables() -> None:
    times = tables_of(report())["durations"]
    assert list(times["step"]) == [word("report", "whole"), "Stap 1"]
    assert list(times["middle"]) == [26.5, 2.5]


def test_a_csv_is_read_back_as_the_administrators_guide_says() -> None:
    made = as_csv(report())
    table = pd.read_csv(BytesIO(made["vragen"]), sep=";", decimal=",")
    said = {name: word("report", f"column_{name}") for name in columns_of("questions")}
    said["people"] = word("report", "columns_of_table.questions.people")
    assert list(table.columns) == list(said.values())
    assert list(table[said["right"]]) == [0.65, 1.0]
    assert table["Wat er is gevraagd"][0] == "'=1+1 is hoeveel?"
    times = pd.read_csv(BytesIO(made["tijden"]), sep=";", decimal=",", parse_dates=["Gepubliceerd op"], dayfirst=True)
    assert times["Gepubliceerd op"][0] == pd.Timestamp(2026, 11, 1)


def test_what_is_not_shown_is_empty_in_every_table() -> None:
    tables = tables_of(report(people=4))
    assert tables["tests"].empty
    assert tables["instead"].empty
    assert tables["questions"].empty
    assert tables["practices"]["people"].isna().all()
    assert set(tables["practices"]["test"]) == {word("report", "all_tests")}, "a row that a filter finds"
    assert set(tables["practices"]["note"]) == {word("report", "too_few", least=5)}


def test_no_table_names_a_test_or_a_question_by_a_code() -> None:
    made = report()
    for name, table in tables_of(made).items():
        written = {value for value in table.to_numpy().ravel().tolist() if isinstance(value, str)}
        assert not written & {"toets", "v1", "v2", "W-07", "werkdruk", "s1"}, name
    questions = tables_of(made)["questions"]
    assert questions[["test", "question", "text"]].to_numpy().tolist() == [
        ["Toets", 1, "=1+1 is hoeveel?"],
        ["Toets", 2, "Wat nu?"],
    ]


def test_each_share_in_a_table_says_of_whom() -> None:
    shares = {"right", "blank", "share"}
    for table in TABLES:
        for name in shares & set(columns_of(table)):
            assert "van wie de vraag kreeg" in word("report", f"column_{name}"), (table, name)
