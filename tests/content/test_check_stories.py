"""What `check` says of a scenario after playing all its paths: file, line, what is wrong, what to type instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.content import load_activity
from tests.content.test_check import changed, said, write

REPOSITORY = Path(__file__).parents[2]
STORY = """\
soort: scenario
titel: T
rol: R
meters:
  - {id: m, naam: M, start: 5, min: 0, max: 10, uitleg: U}
start: a
knopen:
  - id: a
    wie: Malik
    tekst: De telefoon gaat.
    keuzes:
      - {id: x, tekst: Kort, naar: b, onthoud: [gemeld], effect: {m: 2}, gevolg: G, uitleg: U}
      - {id: y, tekst: Iets langer, naar: b, ernst: klein, effect: {m: -2}, gevolg: G, uitleg: U}
      - {id: z, tekst: Nog veel langer, naar: b, ernst: groot, gevolg: G, uitleg: U}
  - id: b
    tekst: Het team praat.
    varianten:
      - {als: gemeld, tekst: Het team leest je melding.}
    keuzes:
      - id: x
        tekst: Ik vraag
        naar: e
        afslagen:
          - {als niet: gemeld, naar: f}
        gevolg: G
        uitleg: U
      - {id: y, tekst: Ik zwijg nu, naar: f, ernst: klein, gevolg: G, uitleg: U}
      - {id: w, tekst: Dank je, naar: e, als: gemeld, gevolg: G, uitleg: U}
  - {id: e, tekst: Een goed einde., einde: ja}
  - {id: f, tekst: Een ander einde., einde: ja}
banden:
  - {naam: Sterk, hooguit: {fouten: 1}, tekst: T}
  - {naam: Op weg, hooguit: {fouten: 3, groot: 0}, tekst: T}
  - {naam: Oefenen, tekst: T}
"""
LONGEST = (("tekst: Kort", "tekst: Verreweg de langste tekst"), ("tekst: Ik vraag", "tekst: Ik vraag nu om hulp"))


def test_about_a_story_that_is_in_order_nothing_is_said(tmp_path: Path) -> None:
    assert said(write(tmp_path, STORY)) == []


SOUND = "tekst: De telefoon gaat."


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("geluid/malik.mp3", "het geluid `geluid/malik.mp3` is er niet"),
        ("geluid/malik.wav", "`geluid/malik.wav` kan niet op elke telefoon klinken"),
        ("../malik.mp3", "het geluid `../malik.mp3` is er niet"),
    ],
)
def test_a_sound_that_nobody_would_hear_is_named_and_the_story_opens(tmp_path: Path, name: str, problem: str) -> None:
    path = write(tmp_path, STORY.replace(SOUND, f"{SOUND}\n    geluid: {name}"))

    (found,) = said(path)

    assert problem in found
    assert load_activity(path).title == "T"


def test_a_sound_that_is_there_is_no_problem(tmp_path: Path) -> None:
    path = write(tmp_path, STORY.replace(SOUND, f"{SOUND}\n    geluid: malik.m4a"))
    (path.parent / "malik.m4a").write_bytes(b"sound")

    assert said(path) == []


def test_a_person_whose_name_is_written_in_another_way_is_named(tmp_path: Path) -> None:
    (found,) = said(write(tmp_path, STORY.replace("start: a\n", "start: a\npersonen: [{wie: malik, portret: emre}]\n")))

    assert "`malik` praat nergens in dit verhaal" in found
    assert "Malik" in found


ONE_CHANGE = [
    ("Een goed einde., einde: ja", "Een goed einde., einde: ja, klem: {max: 3}", "29: `klem` doet niets bij einde `e`"),
    (
        "        gevolg: G\n",
        "        effect: {m: 9}\n        gevolg: G\n",
        "5: op de beste weg staat meter `m` al aan zijn eind na",
    ),
    # bands
    ("{fouten: 1}", "{fouten: 2}", "32: de beste band `Sterk` laat te veel toe. Typ `hooguit: {fouten: 1}`"),
    ("{fouten: 1}", "{fouten: 1, groot: 1}", "32: de beste band `Sterk` laat te veel toe."),
    ("{fouten: 1}", "{fouten: 1, kritiek: 1}", "32: de beste band `Sterk` laat te veel toe."),
    ("fouten: 3, groot: 0", "fouten: 1", "33: band `Op weg` laat niet meer fouten toe dan de band ervoor."),
    ("Op weg, hooguit: {fouten: 3, groot: 0}", "Op weg", "33: band `Op weg` heeft geen `hooguit`."),
    ("naam: Oefenen", "naam: Oefenen, hooguit: {fouten: 9}", "34: de laatste band `Oefenen` heeft `hooguit`."),
    ("naam: Sterk", "vanaf: 7, naam: Sterk", "32: band `Sterk` heeft `vanaf`, maar dit scenario telt fouten."),
    ("ernst: groot", "ernst: heel erg", "14: `heel erg` kan hier niet."),
    # conditions
    ("als: gemeld, tekst", "als: gemald, tekst", "18: `gemald` wordt nergens onthouden."),
    (
        "als niet: gemeld",
        "als niet: gemald",
        "24: `gemald` wordt nergens onthouden. Typ bij een keuze `onthoud: [gemald]`",
    ),
    ("als: gemeld, gevolg", "bij: {n: {min: 1}}, gevolg", "28: meter `n` bestaat niet. Kies een van: m."),
    ("naar: f}", "naar: g}", "24: `naar: g` kan niet: die knoop bestaat niet. Kies een van: a, b, e, f."),
    ("onthoud: [gemeld]", "onthoud: [gemeld, gezien]", "12: `onthoud: gezien` verandert niets"),
    # paths
    (
        "  - {id: f, tekst: Een ander",
        "  - {id: f, tekst: Een goed",
        "30: knoop `f` heeft dezelfde tekst als knoop `e`.",
    ),
    ("tekst: Iets langer", "tekst: ' kort '", "13: keuze `y` heeft dezelfde tekst als keuze `x`"),
    ("als: gemeld, tekst", "bij: {m: {min: 9}}, tekst", "18: geen enkele weg laat deze tekst van knoop `b` zien."),
    ("als: gemeld, gevolg", "bij: {m: {max: 1}}, gevolg", "28: geen enkele weg laat keuze `w` zien."),
    ("{als niet: gemeld, naar", "{bij: {m: {max: 1}}, naar", "24: geen enkele weg neemt deze afslag van keuze `x`."),
    (
        "effect: {m: 2}",
        "effect: {m: 5}",
        "5: op de beste weg staat meter `m` al aan zijn eind na keuze `x` in knoop `a`.",
    ),
    (
        "naar: b, onthoud: [gemeld]",
        "naar: b, ernst: klein, onthoud: [gemeld]",
        "8: soms staat er in knoop `a` geen beste keuze.",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), ONE_CHANGE, ids=[row[2][:60] for row in ONE_CHANGE])
def test_one_thing_wrong_in_a_story_is_said_with_its_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    problems = said(write(tmp_path, changed(STORY, old, new)))

    assert [problem for problem in problems if problem.startswith(expected)], problems


def test_a_situation_in_which_nothing_is_left_to_choose_is_said(tmp_path: Path) -> None:
    silent = changed(STORY, "ernst: klein, gevolg: G, uitleg: U}", "ernst: klein, als: gemeld, gevolg: G, uitleg: U}")
    stuck = changed(silent, "        tekst: Ik vraag\n", "        tekst: Ik vraag\n        als: gemeld\n")

    assert any(
        problem.startswith("15: soms is er in knoop `b` niets te kiezen.") for problem in said(write(tmp_path, stuck))
    )


def test_who_takes_the_longest_text_is_not_mostly_right(tmp_path: Path) -> None:
    once = changed(STORY, *LONGEST[0])

    assert said(write(tmp_path, once)) == []
    assert said(write(tmp_path, changed(once, *LONGEST[1])))[0].startswith(
        "7: in 2 van de 2 situaties is de beste keuze de langste tekst."
    )


def test_severity_without_limits_is_said_to_count_for_nothing(tmp_path: Path) -> None:
    old = STORY
    for number, limit in ((7, ", hooguit: {fouten: 1}"), (4, ", hooguit: {fouten: 3, groot: 0}")):
        old = changed(old, limit, f", vanaf: {number}")
    old = changed(old, "{naam: Oefenen", "{vanaf: 0, naam: Oefenen")

    assert any("`ernst` telt hier nog niet mee." in problem for problem in said(write(tmp_path, old)))


def test_the_old_rule_is_said_to_forgive_mistakes(tmp_path: Path) -> None:
    before = (REPOSITORY / "modules/werkdruk/activiteiten/eerder/maandagochtend/1.yaml").read_text("utf-8")

    problems = said(write(tmp_path, before.replace("leerdoelen: [LD1.3, LD1.4, LD1.5]\n", "")))

    assert [
        problem for problem in problems if "ook met 5 minder goede keuzes haal je de beste band `In balans`" in problem
    ]


@pytest.mark.slow  # plays as many as can be played
def test_a_story_with_more_states_than_can_be_played_is_refused(tmp_path: Path) -> None:
    """A value of a meter is a state of its own only in a story that reads a meter somewhere."""
    meters = "".join(f"  - {{id: m{n}, naam: M, start: 0, min: 0, max: 9, uitleg: U}}\n" for n in range(6))
    choices = "".join(
        f"      - {{id: k{n}, tekst: K{n}, naar: a, effect: {{m{n}: 1}}, gevolg: G, uitleg: U}}\n" for n in range(6)
    )
    content = changed(STORY, "start: a\n", f"{meters}start: a\n").replace(
        "    keuzes:\n      - {id: x, tekst: Kort", f"    keuzes:\n{choices}      - {{id: x, tekst: Kort"
    )

    reading = changed(content, "tekst: K0,", "tekst: K0, bij: {m0: {max: 8}},")

    assert any("meer dan 100000 standen" in problem for problem in said(write(tmp_path, reading)))
    assert not any("standen" in problem for problem in said(write(tmp_path, content)))


def test_an_earlier_edition_that_cannot_be_read_does_not_keep_the_story_from_opening(tmp_path: Path) -> None:
    path = write(tmp_path, STORY, "module/activiteiten/verhaal.yaml")
    first = changed(STORY, "titel: T", "titel: Toen")
    write(path.parent / "eerder" / "verhaal", first, "1.yaml")
    for number, broken in enumerate(("knopen: [", "", "- a", "soort: scenario\ntitel: T", b"\xff"), 2):
        write(path.parent / "eerder" / "verhaal", broken, f"{number}.yaml")
    then = load_activity(write(tmp_path, first, "toen/verhaal.yaml"))

    one = load_activity(path)

    assert isinstance(one, Scenario)
    assert one.edition(then.fingerprint()).title == "Toen"
    assert one.edition("0" * 16) is one
    assert said(path) == []
