"""The figures of the sector: shares of people, with who was asked, when, and the source."""

from __future__ import annotations

from pathlib import Path

from ssfh_learn.content import load_activity
from ssfh_learn.content.sector_figures import sector_figures
from tests.conftest import REPOSITORY


def written(folder: Path, text: str) -> Path:
    (folder / "bronnen.yaml").write_text(text, "utf-8")
    return folder


def test_a_figure_says_who_when_and_the_source(modules: Path) -> None:
    one = sector_figures(modules)["W-07"]
    assert one.figures == ("45% vindt de werkdruk (veel) te hoog",)
    assert one.who == "werknemers"
    assert one.when == "4e kwartaal van 2022 (eind 2022)"
    assert one.source == "SSFH-magazine ‘Aan de slag met duurzame inzetbaarheid’, dat CBS AZW StatLine noemt"


def test_a_figure_stands_beside_the_questions_that_are_about_it_and_no_other(modules: Path) -> None:
    one = sector_figures(modules)["W-08"]
    assert one.beside("werkdruk-toets", "w151") == one
    assert one.beside("werkdruk-toets", "w115") is None


def test_beside_a_question_about_one_line_of_the_figures_no_other_line_stands(tmp_path: Path) -> None:
    text = "- code: A\n  wie: artsen\n  cijfers: [12% doet dit, '3 dagen', 40% doet dat]\n  toetsvragen: "
    asked = "[t/alles, t/een regel 3, t/dagen regel 2, t/fout regel 9, t/nul regel 0]\n"
    (one,) = sector_figures(written(tmp_path, text + asked)).values()
    found = {name: one.beside("t", name) for name in ("alles", "een", "dagen", "fout", "nul")}
    assert {name: beside and beside.figures for name, beside in found.items()} == {
        "alles": ("12% doet dit", "40% doet dat"),
        "een": ("40% doet dat",),
        "dagen": None,
        "fout": None,
        "nul": None,
    }


def test_every_figure_that_we_ship_is_a_share_of_people_who_were_asked(modules: Path) -> None:
    figures = sector_figures(modules)
    assert len(figures) > 10
    assert all("%" in text for one in figures.values() for text in one.figures)
    assert all(one.who and one.source for one in figures.values())


def test_questions_of_our_tests_are_about_figures_of_the_sector(modules: Path) -> None:
    figures = sector_figures(modules)
    keys = sorted((REPOSITORY / "assignments" / "keys").glob("*.yaml"))
    about = {code for path in keys for one in load_activity(path).questions for code in one.sources}  # type: ignore[attr-defined]
    assert about & set(figures)


def test_a_source_that_says_nothing_of_who_was_asked_has_no_figure(tmp_path: Path) -> None:
    text = "- code: A\n  cijfers: [12% doet iets]\n- code: B\n  wie: artsen\n  cijfers: [vier punten]\n"
    assert sector_figures(written(tmp_path, text)) == {}


def test_what_the_source_does_not_say_is_empty(tmp_path: Path) -> None:
    (one,) = sector_figures(written(tmp_path, "- code: A\n  wie: artsen\n  cijfers: [12% doet iets]\n")).values()
    assert (one.when, one.source, one.caution) == ("", "", "")


def test_a_file_that_is_missing_or_says_nothing_gives_no_figures(tmp_path: Path) -> None:
    assert sector_figures(tmp_path) == {}
    for text in ("", "- code", "a: [", "- wie: artsen\n  cijfers: 12%\n"):
        assert sector_figures(written(tmp_path, text)) == {}
