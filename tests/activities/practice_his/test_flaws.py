"""Mistakes in a content file with tasks: each gives one sentence, with its line and what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator

from ssfh_learn.content import check
from ssfh_learn.content.schema import schemas
from tests.content.yaml_examples import PRACTICE_HIS as GOOD

if TYPE_CHECKING:
    from pathlib import Path

_NOTE = "{id: oud, patient: noor, contact: visite, s: Knie}"
_WANTED = '{onderdeel: agenda, patient: noor, waarden: {tijd: "10:00"}}'


def said(folder: Path, content: str) -> list[str]:
    path = folder / "check.yaml"
    path.write_text(content, "utf-8")
    return [
        str(problem).removeprefix(f"{problem.path}:")
        for problem in check([path])
        if problem.code not in {"no_safe_road", "words_judged"}
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('vandaag: "2026-03-16"', "vandaag: maandag", "3: `maandag` is geen datum. Typ eerst het jaar"),
        ('geboortedatum: "1954-05-03"', 'geboortedatum: "3-5-54"', "5: `3-5-54` is geen datum."),
        ("  journaal:\n", "  dagboek:\n", "7: `dagboek` kan hier niet. Kies een van: agenda, patientkaart, journaal"),
        (_NOTE, "{id: oud, contact: visite}", "8: deze regel in `journaal` hoort bij een patiënt."),
        (_NOTE, "{id: oud, patient: jan, contact: visite}", "8: patiënt `jan` bestaat niet. Kies een van: noor."),
        (
            _NOTE,
            "{id: oud, patient: noor, klacht: knie}",
            "8: onderdeel `journaal` heeft geen veld `klacht`. Kies een van",
        ),
        (_NOTE, "{id: oud, patient: noor, contact: brief}", "8: `brief` kan hier niet. Kies een van: spreekuur, tele"),
        (_NOTE, "{id: oud, patient: noor, datum: morgen}", "8: `morgen` is geen datum."),
        (_NOTE, f"{_NOTE}\n    - {{id: oud, patient: noor}}", "9: `oud` is al gebruikt in deze lijst."),
        ("    titel: T\n", "    titel: T\n    open_dossier: jan\n", "12: patiënt `jan` bestaat niet."),
        ("niveau: starter", "niveau: makkelijk", "12: `makkelijk` kan hier niet. Kies een van: starter, vaardig, gevo"),
        (f"er-is: {_WANTED}", f"er-was: {_WANTED}", "19: `er-was` kennen we hier niet. Bedoel je"),
        ("er-is: {onderdeel: agenda", "er-is: {onderdeel: kelder", "19: `kelder` kan hier niet. Kies een van: agenda"),
        ("agenda, patient: noor, w", "agenda, patient: jan, w", "19: patiënt `jan` bestaat niet."),
        ("agenda, patient: noor, w", "agenda, andere-dan: jan, w", "19: patiënt `jan` bestaat niet."),
        ('waarden: {tijd: "10:00"}', "waarden: {uur: 10}", "19: onderdeel `agenda` heeft geen veld `uur`."),
        ('waarden: {tijd: "10:00"}', "waarden: {tijd: tien}", "19: `tien` is geen tijd. Typ uren en minuten"),
        ('waarden: {tijd: "10:00"}', "waarden: {bij: bakker}", "19: `bakker` kan hier niet. Kies een van: huisarts, p"),
        (
            'waarden: {tijd: "10:00"}',
            "regel: nieuw",
            "19: in onderdeel `agenda` staat aan het begin van deze taak geen regel",
        ),
        (
            'waarden: {tijd: "10:00"}',
            "waarden: {reden: []}",
            "19: `reden` heeft te weinig onderdelen. Typ er minstens 1.",
        ),
        ("- stap: bel\n", "- stap: ren\n", "20: stap `ren` bestaat niet in deze taak. Kies een van: bel, mail."),
        ("- stap: bel\n", "- {stap: bel, geopend: noor}\n", "20: hier staan 2 voorwaarden."),
        ("- stap: bel\n", "- {}\n", "20: hier staan 0 voorwaarden."),
        ("- stap: bel\n", "- geopend: jan\n", "20: patiënt `jan` bestaat niet."),
        ("- stap: bel\n", "- niet: {stap: ren}\n", "20: stap `ren` bestaat niet in deze taak."),
        ("- stap: bel\n", "- een-van: [{stap: bel}, {stap: ren}]\n", "20: stap `ren` bestaat niet in deze taak."),
        (
            "- stap: bel\n",
            "- ongewijzigd: {onderdeel: agenda, behalve: x}\n",
            "20: in onderdeel `agenda` staat aan het",
        ),
        ("- stap: bel\n", "- stap: mail\n", "18: stap `mail` is nodig bij deze controle en staat ook bij `onveilig:`."),
        (
            "- stap: bel\n",
            "- stap: bel\n          - geen-stap: bel\n",
            "18: dit kan nooit zo zijn: niemand kan dit ber",
        ),
        ("hoogstens: 40", "hoogstens: 100", "27: het getal bij `hoogstens` is te groot. Typ hooguit 90."),
        ("        hoogstens: 40\n", "", "25: `hoogstens` ontbreekt."),
        ("      - {id: mail, tekst: M}", "      - {id: bel, tekst: M}", "16: `bel` is al gebruikt in deze lijst."),
    ],
)
def test_one_mistake_gives_one_sentence(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) == 1
    problems = said(tmp_path, GOOD.replace(old, new))

    first = [problem for problem in problems if problem.startswith(expected)]
    assert first, problems
    assert len(problems) == 1 or "mail" in new or "id: bel" in new, problems


@pytest.mark.parametrize(
    ("old", "new"),
    [("s: Knie", "klacht: Knie"), ("  journaal:", "  dagboek:"), ("er-is:", "er-was:"), ("starter", "hoog")],
)
def test_an_editor_points_at_the_same_mistakes(old: str, new: str) -> None:
    schema = Draft202012Validator(schemas()["oefen-his"])

    assert schema.is_valid(yaml.safe_load(GOOD))
    assert not schema.is_valid(yaml.safe_load(GOOD.replace(old, new)))


CHECKS = GOOD[GOOD.index("    controles:") :]


def with_check(condition: str, *, part: str = "controles", begin: str = "") -> str:
    """Return a file of which the only check, or the only unsafe thing, is this condition."""
    rest = "        goed: G\n        mist: M\n" if part == "controles" else "        hoogstens: 40\n        tekst: O\n"
    check_ = f"      - als:\n          - {condition}\n{rest}"
    other = "    controles:\n      - {als: [{stap: bel}], goed: G, mist: M}\n" if part == "onveilig" else ""
    return f"{GOOD.replace(CHECKS, '')}{begin}{other}    {part}:\n{check_}"


def test_a_task_needs_checks(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD.replace(CHECKS, "    controles: []\n")) == [
        "10: taak `taak` heeft geen controles. Typ `controles:` met minstens één controle."
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "er-is: {onderdeel: toegangslog, patient: noor, regel: oud}",
        "er-is: {onderdeel: e-consulten, patient: noor}",
        "er-is: {onderdeel: patientkaart, nieuw: ja}",
        "er-is: {onderdeel: patientkaart, patient: noor, waarden: {naam: Anders}}",
        "er-is: {onderdeel: agenda, waarden: {bij: [[poh], [huisarts]]}}",
        "er-is-niet: {onderdeel: patientkaart, patient: noor}",
        "er-is-niet: {onderdeel: patientkaart, patient: noor, waarden: {naam: N}}",
        "ooit: {er-is: {onderdeel: e-consulten, patient: noor}}",
        "ooit: {een-van: [{er-is: {onderdeel: patientkaart, nieuw: ja}}, {er-is: {onderdeel: e-consulten}}]}",
        "meer-dan: {onderdeel: patientkaart}",
        "meer-dan: {onderdeel: agenda, waarden: {bij: [[poh], [huisarts]]}}",
        "volgorde: {eerst: {stap: bel}, daarna: {er-is: {onderdeel: e-consulten}}}",
        "volgorde: {eerst: {er-is: {onderdeel: patientkaart, nieuw: ja}}, daarna: {stap: bel}}",
        "toch-daarna: {eerst: {er-is: {onderdeel: e-consulten}}, daarna: {stap: bel}}",
        "te-vroeg: {eerst: {stap: bel}, daarna: {er-is: {onderdeel: e-consulten}}}",
    ],
)
def test_a_check_that_nobody_can_meet_is_named(tmp_path: Path, condition: str) -> None:
    problems = said(tmp_path, with_check(condition))

    assert len(problems) == 1
    assert "dit kan nooit zo zijn" in problems[0] or "geen regel `oud`" in problems[0]


@pytest.mark.parametrize(
    "condition",
    [
        "er-is: {onderdeel: agenda, nieuw: ja}",
        "er-is: {onderdeel: patientkaart, waarden: {telefoon: '2'}}",
        "er-is: {onderdeel: journaal, regel: oud, waarden: {correctie: fout}}",
        "er-is: {onderdeel: toegangslog, patient: noor, waarden: {actie: verwijderd}}",
        "er-is-niet: {onderdeel: journaal, patient: noor}",
        "er-is-niet: {onderdeel: patientkaart, waarden: {adres: A}}",
        "een-van: [{er-is: {onderdeel: e-consulten}}, {stap: bel}]",
        "niet: {ongewijzigd: {onderdeel: agenda}}",
        "geopend: noor",
        "ooit: {er-is: {onderdeel: agenda}}",
        "meer-dan: {onderdeel: agenda, aantal: 3}",
        "volgorde: {eerst: {stap: bel}, daarna: {er-is: {onderdeel: agenda}}}",
        "toch-daarna: {eerst: {er-is: {onderdeel: agenda}}, daarna: {stap: bel}}",
        "te-vroeg: {eerst: {er-is: {onderdeel: e-consulten}}, daarna: {stap: bel}}",
    ],
)
def test_about_a_check_that_can_be_met_nothing_is_said(tmp_path: Path, condition: str) -> None:
    assert said(tmp_path, with_check(condition)) == []
    assert said(tmp_path, with_check(condition, part="onveilig")) == []


@pytest.mark.parametrize(
    "condition",
    [
        "er-is: {onderdeel: journaal, patient: noor}",
        "er-is-niet: {onderdeel: agenda}",
        "alleen-geopend: noor",
        "ongewijzigd: {onderdeel: journaal}",
    ],
)
def test_what_is_so_from_the_start_checks_nothing(tmp_path: Path, condition: str) -> None:
    (problem,) = said(tmp_path, with_check(condition))
    (unsafe,) = said(tmp_path, with_check(condition, part="onveilig"))

    assert "deze controle is al goed als de deelnemer niets doet" in problem
    assert "dit is al onveilig als de deelnemer niets doet" in unsafe


def test_a_task_may_change_a_record_of_the_start_without_naming_its_patient(tmp_path: Path) -> None:
    begin = "    begin:\n      journaal:\n        - {id: oud, s: Anders}\n"

    assert said(tmp_path, with_check("stap: bel", begin=begin)) == []


LETTER = "    begin:\n      post:\n        - {id: brief, van: HAP, tekst: B, status: nieuw}\n"
ASKED_BY_PORTAL = "    begin:\n      e-consulten:\n        - {id: brief, patient: noor, vraag: V, status: nieuw}\n"


def test_what_came_in_about_nobody_can_be_linked_to_somebody(tmp_path: Path) -> None:
    linked = "er-is: {onderdeel: post, regel: brief, patient: noor, waarden: {status: verwerkt}}"
    other = "er-is: {onderdeel: e-consulten, regel: brief, andere-dan: noor}"

    assert said(tmp_path, with_check(linked, begin=LETTER)) == []
    (problem,) = said(tmp_path, with_check(other, begin=ASKED_BY_PORTAL))
    assert "dit kan nooit zo zijn" in problem
    (locked,) = said(tmp_path, with_check(linked.replace("status: verwerkt", "van: Noor"), begin=LETTER))
    assert "dit kan nooit zo zijn" in locked


def test_a_misspelt_patient_list_does_not_make_every_patient_unknown(tmp_path: Path) -> None:
    problems = said(tmp_path, GOOD.replace("{id: noor, naam: N", "{id: NOOR!, naam: N"))

    assert len(problems) == 1
    assert "mag alleen kleine letters" in problems[0]


# What the search through a task finds

ROAD = GOOD[GOOD.index("    veilige_weg:") :]
UNSAFE = GOOD[GOOD.index("    onveilig:") : GOOD.index("    veilige_weg:")]


def found(folder: Path, old: str, new: str) -> list[str]:
    """Return what `check` says after one change that leaves every name right."""
    assert GOOD.count(old) == 1
    path = folder / "check.yaml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check([path])]


def test_about_the_example_nothing_is_said(tmp_path: Path) -> None:
    assert found(tmp_path, ROAD, ROAD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (ROAD, "", "10: taak `taak` heeft geen `veilige_weg:`."),
        ("        kritiek: ja\n", "", "10: wie niets doet, krijgt hier toch ‘veilig’."),
        (UNSAFE, "", "10: wie alle stappen zet en alle dossiers opent, krijgt hier toch ‘veilig’."),
        (", los: ja", "", "33: deze handeling mag ook helemaal achteraan"),
        ("          - stap: bel\n", "", "32: zonder deze handeling is de uitslag ook ‘veilig en compleet’."),
        (ROAD, ROAD + "      - stap: mail\n", "32: wie deze weg volgt, krijgt niet ‘veilig en compleet’."),
        ("bij: huisarts, soort", "soort", "34: deze handeling van de veilige weg kan hier niet."),
        (
            "      - als: [{meer-geschreven-dan: [{onderdeel: agenda, patient: noor}]}]\n",
            "      - als: [{er-is: {onderdeel: berichten}}]\n",
            "32: `voeg-toe: agenda, datum: 2026-03-17, tijd: 10:00",
        ),
        (
            "          - stap: mail\n",
            "          - volgorde: {eerst: {stap: bel}, daarna: {stap: mail}}\n",
            "32: `stap: mail` wordt niet gezien als het vóór handeling 1 van de veilige weg gebeurt.",
        ),
        (
            'waarden: {tijd: "10:00"}',
            'waarden: {tijd: "10:00", reden: knie}',
            "18: hier zoekt het programma trefwoorden in eigen woorden",
        ),
        ("{stap: bel, los: ja}", "{stap: ren, los: ja}", "33: stap `ren` bestaat niet in deze taak."),
        ("{stap: bel, los: ja}", "{stap: bel, open: noor}", "33: hier staan 2 handelingen."),
        ("{stap: bel, los: ja}", "{open: jan}", "33: patiënt `jan` bestaat niet."),
    ],
)
def test_the_search_shows_a_road_that_says_safe_without_cause(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    said_now = found(tmp_path, old, new)

    assert [one for one in said_now if expected in one], said_now


def test_the_search_shows_a_line_that_may_be_written_before_what_it_tells_was_asked(tmp_path: Path) -> None:
    asked_first = GOOD.replace("{stap: bel, los: ja}", "stap: bel")
    too_early = "te-vroeg: {eerst: {stap: bel}, daarna: {er-is: {onderdeel: agenda}}}"
    rule = f"      - {{als: [{too_early}], hoogstens: 50, tekst: V}}\n"
    path = tmp_path / "check.yaml"

    def codes(content: str) -> list[str]:
        path.write_text(content, "utf-8")
        return [problem.code for problem in check([path])]

    assert codes(asked_first) == ["road_movable", "road_early"]
    assert codes(asked_first.replace("    veilige_weg:\n", f"{rule}    veilige_weg:\n")) == []
    assert codes(asked_first.replace("- voeg-toe:", "- los: ja\n        voeg-toe:")) == ["road_movable"]


FIELDS = """\
velden:
  - id: klacht
    naam: K
    keuzes: [{id: a, tekst: A}, {id: b, tekst: B}, {id: c, tekst: C}, {id: d, tekst: D}]
taken:
"""


def test_a_field_of_fixed_values_must_matter_and_have_four_of_them(tmp_path: Path) -> None:
    with_field = GOOD.replace("taken:\n", FIELDS, 1).replace(
        "    opdracht: O\n", "    opdracht: O\n    velden: {agenda: [klacht]}\n"
    )
    unread = with_field.replace("soort: spreekuur}", "soort: spreekuur, klacht: a}")
    read = unread.replace('waarden: {tijd: "10:00"}', 'waarden: {tijd: "10:00", klacht: a}')
    path = tmp_path / "check.yaml"

    def codes(content: str) -> list[str]:
        path.write_text(content, "utf-8")
        return [problem.code for problem in check([path])]

    assert codes(read) == []
    assert codes(unread) == ["field_unread"]
    assert codes(read.replace(", {id: d, tekst: D}", "")) == ["too_few_values"]
    assert "unknown_fixed_field" in codes(read.replace("{agenda: [klacht]}", "{agenda: [leeftijd]}"))
    hidden = read.replace("    velden: {agenda", "    zonder_velden: {agenda: [tijd]}\n    velden: {agenda")
    assert "unknown_field" in codes(hidden)


ASKED = """\
begintoestand:
  e-consulten:
    - {id: vraag, datum: "2026-03-16", patient: noor, vraag: V, status: nieuw}
"""
ANSWERED = """\
    controles:
      - als: [{er-is: {onderdeel: e-consulten, regel: vraag, waarden: {status: beantwoord}}}]
        goed: G
        mist: M
        kritiek: ja
    onveilig:
      - {als: [{stap: mail}], hoogstens: 40, tekst: O}
      - {als: [{meer-geschreven-dan: [{onderdeel: e-consulten, regel: vraag}]}], hoogstens: 50, tekst: P}
    veilige_weg:
      - wijzig: {onderdeel: e-consulten, regel: vraag, waarden: {WORDSstatus: beantwoord}}
"""


def test_the_search_asks_no_rule_about_own_words_that_the_road_itself_writes_in_a_record(tmp_path: Path) -> None:
    begin = GOOD[GOOD.index("begintoestand:") : GOOD.index("taken:")]
    content = GOOD.replace(begin, ASKED).replace(CHECKS, ANSWERED).replace("      - {id: bel, tekst: B}\n", "")
    path = tmp_path / "check.yaml"

    def slips(words: str) -> list[str]:
        path.write_text(content.replace("WORDS", words), "utf-8")
        return [str(problem) for problem in check([path])]

    assert slips("antwoord: A, ") == []
    (unasked,) = slips("")
    assert "`wijzig: e-consulten, vraag, antwoord: .` wordt niet gezien" in unasked
