"""First choices in a report: in words on a page and on paper, and all of them in its tables."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pandas as pd
from openpyxl import load_workbook
from pypdf import PdfReader

from ssfh_learn.reports.first_choices import FirstChoices, ShownChoice, ShownPoint, astray
from ssfh_learn.reports.paper import as_pdf
from ssfh_learn.reports.report import Beside, Counted, Known, Report, ReportHeading
from ssfh_learn.reports.said import MOST_ASTRAY, choices_lines
from ssfh_learn.reports.tables import tables_of
from ssfh_learn.reports.workbook import as_csv, as_excel
from ssfh_learn.words import word

RIGHT = ShownChoice("Eerst vragen", "right", 0.5, ("b",))
WRONG = ShownChoice("=Wegsturen", "serious", 0.5, ("einde",))
SELDOM = ShownChoice("Wachten", "small", 0.25, ("b",))
HIDDEN = ShownChoice("Ophangen", "critical", None, ("b",))
STORY = (
    ShownPoint("a", "1", "Er staat iemand.", (RIGHT, WRONG, SELDOM, HIDDEN)),
    ShownPoint("einde", "A", "Klaar.", ()),
)
QUIZ = (ShownPoint("v", "1", "Wat nu?", (ShownChoice("", "right", 0.25), ShownChoice("Niets", "small", 0.75))),)


def made(points: tuple[ShownPoint, ...], whom: str = "Noord", title: str = "Balie") -> FirstChoices:
    return FirstChoices(whom, "Agressie", title, "keuzes/agressie/balie", "2026-11-01", points)


def report(choices: tuple[FirstChoices, ...] | None) -> Report:
    counted = Counted.of({"all": [f"p{number}" for number in range(9)]}, [])
    return counted.report(
        "all", ReportHeading("Verslag", "Noord", date(2026, 11, 29)), Known(Beside(), (), choices), {}
    )


def test_what_most_people_chose_stands_first_and_the_best_choice_never() -> None:
    found = astray([made(STORY), made(QUIZ)])
    assert [(one.place, one.choice.text) for one in found] == [("Vraag 1", "Niets"), ("Situatie 1", "=Wegsturen")]
    worse = ShownChoice("Ophangen", "critical", 0.5, ("b",))
    (first, _) = astray([made((ShownPoint("a", "1", "", (WRONG, worse)),))])
    assert first.choice == worse


def test_page_and_paper_say_where_half_went_astray_with_the_group_where_there_are_several() -> None:
    one, two = report((made(STORY),)), report((made(STORY), made(QUIZ, "Zuid", "Oefening")))
    said = "Situatie 1 van ‘Balie’ (Agressie). Dit koos ongeveer de helft: =Wegsturen"
    assert choices_lines(one) == [said]
    assert choices_lines(two)[1] == f"Noord: {said}"
    paper = " ".join(PdfReader(BytesIO(as_pdf(one))).pages[0].extract_text().split())
    assert said in paper


def test_a_practice_nothing_yet_and_nothing_wrong_are_three_different_things() -> None:
    fine = made((ShownPoint("a", "1", "", (RIGHT, SELDOM)),))
    said = [choices_lines(report(choices)) for choices in (None, (), (fine,))]
    assert said == [[word("choices", name)] for name in ("of_groups", "not_published", "astray_none")]


def test_a_page_names_no_more_than_it_holds() -> None:
    assert len(choices_lines(report(tuple(made(STORY, title=str(number)) for number in range(9))))) == MOST_ASTRAY


def test_the_tables_have_every_choice_with_its_share_as_coarse_as_it_is_known() -> None:
    made_report = report((made(STORY), made(QUIZ)))
    table = tables_of(made_report)["choices"]
    assert list(table["made_by"]) == [
        word("choices", name) for name in ("half", "half", "few", "unknown", "few", "most")
    ]
    assert list(table["choice"])[-2:] == [word("choices", "all_right"), "Niets"]
    sheet = load_workbook(BytesIO(as_excel(made_report)))[word("report", "sheet_choices")]
    assert [sheet.cell(6, column).data_type for column in (5, 6, 9)] == ["s", "s", "d"]
    assert sheet.cell(6, 6).value == "=Wegsturen"
    (csv,) = (content for name, content in as_csv(made_report).items() if name == "eerste-keuzes")
    read = pd.read_csv(BytesIO(csv), sep=";", parse_dates=["Gepubliceerd op"], dayfirst=True)
    assert read["Wat je kunt kiezen"][1] == "'=Wegsturen"
    assert read["Gepubliceerd op"][0] == pd.Timestamp(2026, 11, 1)


def test_no_number_of_people_stands_in_what_is_published_of_choices() -> None:
    assert not [name for name, kind in tables_of(report((made(STORY),)))["choices"].dtypes.items() if kind.kind in "if"]
