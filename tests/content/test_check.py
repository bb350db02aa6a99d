"""What `check` says: file, line, what is wrong, what to type instead; all problems at once."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.content import check
from ssfh_learn.portal.published.deck import REFRESHER
from ssfh_learn.portal.writing.progress import STEPS
from tests.content import yaml_examples as valid
from tests.thoroughness import tries

if TYPE_CHECKING:
    from pathlib import Path


PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
"""The smallest image there is: an empty file is none, and `check` has noticed that since issue 11."""


def said(path: Path) -> list[str]:
    """Return `line: message` for each problem of a path."""
    return [str(problem).removeprefix(f"{problem.path}:") for problem in check([path])]


def write(folder: Path, content: str | bytes, name: str = "check.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / "bord.png").write_bytes(PICTURE)  # the image that examples show
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def changed(content: str, old: str, new: str) -> str:
    assert content.count(old) == 1, f"{old!r} must stand in the example once"
    return content.replace(old, new)


@pytest.mark.parametrize("content", valid.ACTIVITIES.values(), ids=valid.ACTIVITIES)
def test_about_a_file_that_is_in_order_nothing_is_said(tmp_path: Path, content: str) -> None:
    assert said(write(tmp_path, content)) == []


# One change to a file that is in order, and all that is said about it.
ONE_CHANGE = [
    # keys
    (valid.SINGLE, "titel: T", "titl: T", "2: `titl` kennen we hier niet. Bedoel je `titel`? Typ dan `titel: T`."),
    (valid.SINGLE, "    opties:", "    optis:", "7: `optis` kennen we hier niet. Bedoel je `opties`?"),
    (valid.SINGLE, "tekst: B, uitleg: U", "tekst: B, uitlg: U", "9: `uitlg` kennen we hier niet. Bedoel je `uitleg`?"),
    (valid.SINGLE, "titel: T", "titel: T\nkleur: rood", "3: `kleur` kennen we hier niet. Haal deze regel weg"),
    (valid.SINGLE, "titel: T\n", "", "1: `titel` ontbreekt. Typ `titel:` met een waarde."),
    (valid.SINGLE, "    vraag: Wat?\n", "", "4: `vraag` ontbreekt."),
    (valid.SINGLE, "{id: b, tekst: B,", "{id: b,", "9: `tekst` ontbreekt."),
    (valid.SINGLE, "titel: T", "titel: T\ntitel: U", "3: `titel` staat hier twee keer: ook op regel 2."),
    (
        valid.SINGLE,
        "titel: T",
        "id: x\ntitel: T",
        "2: `id` hoort hier niet: de naam van het bestand (`check`) is de id.",
    ),
    (valid.SINGLE, "titel: T", "? [a, b]\n: T\ntitel: T", "1: links van de dubbele punt moet één woord staan."),
    # kinds and words
    (valid.SINGLE, "soort: quiz\n", "", "1: `soort` ontbreekt. Typ bijvoorbeeld `soort: quiz`."),
    (
        valid.SINGLE,
        "soort: quiz",
        "soort: quis",
        "1: `quis` kan hier niet. Bedoel je `quiz`? Typ dan `soort: quiz`. Dit kan: quiz, scenario",
    ),
    (
        valid.SINGLE,
        "enkele-keuze",
        "enkel",
        "5: `enkel` kan hier niet. Bedoel je `enkele-keuze`? Typ dan `soort: enkele-keuze`. Dit kan: enkele-keuze",
    ),
    (valid.SINGLE, "    soort: enkele-keuze\n", "", "4: soort `` bestaat niet voor een vraag."),
    (
        valid.SINGLE,
        "juist: ja",
        "juist: yes",
        "8: `yes` kan hier niet. Bedoel je `ja`? Typ dan `- {id: a, tekst: A, juist: ja, uitleg: W}`.",
    ),
    (valid.SINGLE, "juist: ja", "juist: true", "8: `true` kan hier niet. Bedoel je `ja`?"),
    (
        valid.SINGLE,
        "titel: T",
        "titel: T\nmodus: test",
        "3: `test` kan hier niet. Bedoel je `toetsen`? Typ dan `modus: toetsen`. Dit kan: oefenen, toetsen.",
    ),
    (
        valid.SEVERAL,
        "    opties:",
        "    regel: streng\n    opties:",
        "7: `streng` kan hier niet. Kies een van: netto-goed",
    ),
    (valid.SCENARIO, "goed: hoog", "goed: omhoog", "5: `omhoog` kan hier niet. Bedoel je `hoog`?"),
    (valid.ROLES, "id: medewerker", "id: assistent", "4: `assistent` kan hier niet. Kies een van: medewerker"),
    # types
    (valid.SINGLE, "titel: T", "titel: [T]", "2: een tekst die begint met `[` moet tussen aanhalingstekens."),
    (valid.SINGLE, "titel: T", 'titel: ""', "2: `titel` is leeg. Typ hier een tekst."),
    (valid.SINGLE, "titel: T", "titel:", "2: `titel` is leeg. Typ hier een tekst."),
    (valid.SINGLE, "titel: T", f"titel: {'x' * 501}", "2: de tekst bij `titel` is te lang (meer dan 500 tekens)."),
    (valid.SINGLE, "titel: T", "titel: T\nbronnen: [[B1]]", "3: bij `bronnen` hoort een tekst."),
    (
        valid.SINGLE,
        "titel: T",
        "titel: T\nbronnen: B1",
        "3: hier hoort een lijst. Er staat `bronnen: B1`. Typ `bronnen: [B1]`.",
    ),
    (valid.SINGLE, "id: v1", "id: Vraag 1", "4: `id` mag alleen kleine letters, cijfers en streepjes bevatten"),
    (valid.SINGLE, "titel: T", "titel: T\ntrekken: veel", "3: bij `trekken` hoort een heel getal."),
    (valid.SINGLE, "titel: T", "titel: T\ntrekken: 1.5", "3: bij `trekken` hoort een heel getal."),
    (valid.SINGLE, "titel: T", "titel: T\nzakgrens: 101", "3: het getal bij `zakgrens` is te groot. Typ hooguit 100."),
    (valid.SINGLE, "titel: T", "titel: T\nzakgrens: 0", "3: het getal bij `zakgrens` is te klein. De grens is 1."),
    (valid.SINGLE, "titel: T", "titel: !x T", "2: een tekst die begint met `!` moet tussen aanhalingstekens."),
    (
        valid.NUMERIC,
        "antwoord: 45",
        "antwoord: 45%",
        "7: hier hoort een getal, met een punt en zonder eenheid. Er staat `antwoord: 45%`. Typ `antwoord: 45`.",
    ),
    (valid.NUMERIC, "antwoord: 45", "antwoord: 1e999", "7: "),
    (valid.GRADED, "waarde: 0.5", "waarde: 1.5", "9: het getal bij `waarde` is te groot. Typ hooguit 1"),
    (valid.SCENARIO, "effect: {m: -2}", "effect: [m]", "12: bij `effect` moeten regels met `naam: waarde` staan."),
    (valid.SCENARIO, "effect: {m: -2}", "effect: {Mijn meter: 1}", "12: `Mijn meter` mag alleen kleine letters"),
    (
        valid.REFLECTION,
        "  - {id: a, vraag: V}\n  - {id: b, vraag: V}\n",
        "  []\n",
        "3: `vragen` heeft te weinig onderdelen. Typ er minstens 1.",
    ),
    # ids
    (valid.SINGLE, "id: b", "id: a", "9: `a` is al gebruikt in deze lijst."),
    (valid.TRUE_FALSE, "id: b", "id: a", "12: `a` is al gebruikt in deze lijst."),
    (valid.MATCHING, "id: b", "id: a", "9: `a` is al gebruikt in deze lijst."),
    (valid.CATEGORISE, "id: b,", "id: a,", "12: `a` is al gebruikt in deze lijst."),
    (valid.SCENARIO, "{id: y,", "{id: x,", "12: `x` is al gebruikt in deze lijst."),
    (valid.SCAN, "id: s2", "id: s1", "16: `s1` is al gebruikt in deze lijst."),
    (valid.CARD, "id: b", "id: a", "5: `a` is al gebruikt in deze lijst."),
    (valid.PLAN, "id: b", "id: a", "5: `a` is al gebruikt in deze lijst."),
    (valid.REFLECTION, "id: b", "id: a", "5: `a` is al gebruikt in deze lijst."),
    (valid.CHART, "id: b", "id: a", "9: `a` is al gebruikt in deze lijst."),
    (valid.ROLES, "id: leidinggevende", "id: medewerker", "5: `medewerker` is al gebruikt in deze lijst."),
    # questions
    (valid.SINGLE, "juist: ja, ", "", "7: er is geen juist antwoord. Typ `juist: ja` bij het goede antwoord"),
    (valid.SINGLE, "tekst: B,", "tekst: B, juist: ja,", "7: er zijn 2 juiste antwoorden en er mag er één zijn."),
    (valid.SINGLE, "tekst: B, uitleg: U", "tekst: B", "9: `b` heeft geen `uitleg`. Typ waarom"),
    (valid.SINGLE, "      - {id: b, tekst: B, uitleg: U}\n", "", "7: er is te weinig om uit te kiezen (1)."),
    (valid.SINGLE, "    opties:", "    punten: 0\n    opties:", "7: `punten` moet meer dan 0 zijn."),
    (valid.SINGLE, "titel: T", "titel: T\ntrekken: 2", "3: `trekken: 2` kan niet: er is 1 vraag."),
    (valid.SINGLE, "titel: T", "titel: T\npogingen: 2", "3: `pogingen` hoort bij een toets"),
    (valid.SEVERAL, "tekst: C, ", "tekst: C, juist: ja, ", "7: alle antwoorden zijn juist."),
    (
        valid.SEVERAL,
        "    opties:",
        "    aantal: 3\n    opties:",
        "7: `aantal: 3` klopt niet: er zijn 2 juiste antwoorden.",
    ),
    (valid.SEVERAL, "tekst: C, uitleg: U", "tekst: C", "10: `c` heeft geen `uitleg`."),
    (valid.TRUE_FALSE, "    juist: ja\n", "", "4: er is geen juist antwoord."),
    (valid.TRUE_FALSE, "tekst: A, juist: ja", "tekst: A", "10: er is geen juist antwoord."),
    (valid.TRUE_FALSE, "tekst: B,", "tekst: B, juist: ja,", "10: er zijn 2 juiste antwoorden"),
    (valid.TRUE_FALSE, "    uitleg_onwaar: U\n", "", "4: er is geen uitleg voor een van de twee antwoorden."),
    (valid.GRADED, "waarde: 1", "waarde: 0.9", "7: geen enkel antwoord is alle punten waard."),
    (valid.ORDERING, "      - {id: b, tekst: B}\n", "", "7: er is te weinig om uit te kiezen (1)."),
    (valid.MATCHING, "rechts: R2", "rechts: R1", "9: de tekst ‘R1’ staat twee keer aan dezelfde kant."),
    (valid.CATEGORISE, "groep: geeft", "groep: elders", "12: groep `elders` bestaat niet. Kies een van: geeft, kost."),
    (valid.CATEGORISE, "groep: geeft, ", "", "12: kaartje `b` heeft geen `groep`."),
    (valid.NUMERIC, "    antwoord: 45\n", "", "4: er is geen juist antwoord."),
    (valid.NUMERIC, "marge_half: 8", "marge_half: 2", "9: `marge_half` (2.0) is kleiner dan `marge_goed` (3.0)."),
    (valid.FILL_IN, "    goede_antwoorden: [RI&E, risico-inventarisatie]\n", "", "4: er is geen goed antwoord."),
    (valid.FILL_IN, "[RI&E, risico", "[RI&E, ri & e, risico", "7: ‘ri & e’ en ‘RI&E’ zijn hetzelfde antwoord:"),
    (valid.FILL_IN, "[arbowet]", "[arbowet, ri&e]", "9: ‘ri&e’ staat bij `bijna_goed`, en ‘RI&E’ bij"),
    (valid.FILL_IN, "[RI&E, risico", "['-', RI&E, risico", "7: ‘-’ is geen antwoord:"),
    (valid.FILL_IN, "[RI&E, risico-inventarisatie]", "[RI&E]", "10: `tikfouten: 1` doet hier niets:"),
    (valid.FILL_IN, "tikfouten: 1", "tikfouten: 2", "10: het getal bij `tikfouten` is te groot."),
    (valid.FILL_IN, "[RI&E,", f"[{'x' * 61},", "7: de tekst bij `goede_antwoorden` is te lang (meer dan 60 tekens)."),
    (valid.OWN_WORDS, "    modelantwoord: M\n", "", "4: `modelantwoord` ontbreekt."),
    (valid.OWN_WORDS, "      - {id: b, tekst: B}\n", "", "8: bij `nakijkpunten` horen minstens 2 en hoogstens 5"),
    (valid.OWN_WORDS, "id: b, tekst: B", "id: b, tekst: A", "10: het punt ‘A’ staat er twee keer."),
    (valid.OWN_WORDS, "id: b, tekst: B", "id: a, tekst: B", "10: `a` is al gebruikt in deze lijst."),
    (
        valid.OWN_WORDS,
        "vraag: W",
        "feedback: {goed: Mooi.}\n    vraag: W",
        "6: een computer kan niet zien of eigen woorden goed zijn.",
    ),
    (valid.OWN_WORDS, "    nakijkpunten:", "    punten: [een, twee]\n    nakijkpunten:", "8: `punten` is een getal:"),
    # keywords, which nothing is marked by any more
    (
        valid.OWN_WORDS,
        "nakijkpunten:",
        "trefwoordgroepen: [[a]]\n    nakijkpunten:",
        "8: `trefwoordgroepen` kan niet meer:",
    ),
    (valid.FILL_IN, "tikfouten: 1", "trefwoorden: [a]", "10: `trefwoorden` kan niet meer:"),
    (valid.SHORT_TEXT, "titel: T", "titel: U", "5: `kort-antwoord` kan niet meer:"),
    (valid.SHORT_TEXT, "titel: T", "titel: T\nmodus: toetsen", "6: `kort-antwoord` kan niet meer:"),
    # scenarios
    (valid.SCENARIO, "naar: b", "naar: c", "11: `naar: c` kan niet: die knoop bestaat niet. Kies een van: a, b, e."),
    (valid.SCENARIO, "start: a\n", "start: z\n", "6: de startknoop `z` bestaat niet."),
    (
        valid.SCENARIO,
        "  - {id: e,",
        "  - {id: f, tekst: F, einde: ja}\n  - {id: e,",
        "17: knoop `f` is vanaf de start niet te bereiken.",
    ),
    (valid.SCENARIO, "  - {id: e, tekst: E, einde: ja}", "  - {id: e, tekst: E}", "17: knoop `e` heeft geen keuzes."),
    (
        valid.SCENARIO,
        "id: x, tekst: X, naar: e",
        "id: x, tekst: X, naar: b",
        "13: vanuit knoop `b` kom je nooit bij een einde.",
    ),
    (
        valid.SCENARIO,
        "    tekst: B\n",
        "    tekst: B\n    einde: ja\n",
        "13: knoop `b` is een einde en heeft ook keuzes.",
    ),
    (valid.SCENARIO, "effect: {m: -2}", "effect: {n: 1}", "12: meter `n` bestaat niet. Kies een van: m."),
    (valid.SCENARIO, "effect: {m: -2}, gevolg: G, uitleg: U", "gevolg: G", "12: `y` heeft geen `uitleg`."),
    (valid.SCENARIO, "start: 5", "start: 11", "5: `start: 11` ligt buiten de meter."),
    (
        valid.SCENARIO,
        "vanaf: 0",
        "vanaf: 1",
        "19: onder 1.0 is er geen band. Laat de eerste band beginnen bij `vanaf: 0`.",
    ),
    (valid.SCENARIO, "vanaf: 7", "vanaf: 4", "21: `vanaf: 4.0` overlapt met de band ervoor (vanaf 4.0)."),
    (
        valid.SCENARIO,
        "vanaf: 7",
        "vanaf: 11",
        "21: `vanaf: 11.0` valt buiten de schaal. Kies een getal van 0 tot en met 10.",
    ),
    # self-assessments
    (valid.SCAN, "waarde: 3", "waarde: 4", "3: de punten van de schaal moeten oplopen met 1"),
    (valid.SCAN, "vanaf: 1", "vanaf: 1.5", "8: onder 1.5 is er geen band."),
    (valid.SCAN, "vanaf: 2", "vanaf: 1", "9: `vanaf: 1.0` overlapt met de band ervoor (vanaf 1.0)."),
    (
        valid.SCAN,
        "onderdeel: w, tekst: S}\n",
        "onderdeel: x, tekst: S}\n",
        "15: onderdeel `x` bestaat niet. Kies een van: w.",
    ),
    (valid.SCAN, "laag: L, ", "", "13: onderdeel `w` heeft geen advies voor band `laag`."),
    (valid.SCAN, "laag: L", "laag: L, top: T", "13: band `top` bestaat niet. Kies een van: laag, hoog."),
    (valid.SCAN, "band: laag", "band: lager", "18: deze regel is niet duidelijk."),
    (valid.SCAN, "onderdeel: w, band: laag", "stelling: s1", "18: deze regel is niet duidelijk."),
    # charts and aids
    (valid.CHART, "wie: W\n", "", "1: `wie` ontbreekt."),
    (valid.CHART, 'wanneer: "2022"\n', "", "1: `wanneer` ontbreekt."),
    (valid.CHART, "bron: B\n", "", "1: `bron` ontbreekt."),
    (valid.CHART, "bron: B\n", "bron:\n", "5: `bron` is leeg. Typ hier een tekst."),
    (valid.CHART, "tekstalternatief: 45, 65 en 165\n", "", "1: `tekstalternatief` ontbreekt."),
    (valid.CHART, "staaf: a", "staaf: z", "6: staaf `z` bestaat niet. Kies een van: a, b."),
    (valid.CHART, "waarde: 65", "waarde: 165", "9: de waarde 165.0 past niet in de grafiek (0 tot 100)."),
    # skills gaps
    (valid.SKILLS, "herkomst: H\n", "", "1: `herkomst` ontbreekt."),
    (valid.SKILLS, "vraagt: {c: 2}", "vraagt: {}", "9: `vraagt` heeft te weinig onderdelen. Typ er minstens 1."),
    (valid.SKILLS, "vraagt: {c: 2}", "vraagt: [c]", "9: bij `vraagt` moeten regels met `naam: waarde` staan."),
    (valid.SKILLS, "vraagt: {c: 2}", "vraagt: {c: veel}", "9: bij `c` hoort een heel getal."),
    (valid.SKILLS, "vraagt: {c: 2}", "vraagt: {c: 2, x: 1}", "9: competentie `x` bestaat niet. Kies een van: c, d."),
    (
        valid.SKILLS,
        "vraagt: {c: 2}",
        "vraagt: {c: 2, d: 0}",
        "9: niveau 0 kan hier niet. Typ een getal van 1 tot en met 2. Is het niet nodig? Haal de regel weg.",
    ),
    (valid.SKILLS, "vraagt: {c: 2}", "vraagt: {c: 3}", "9: niveau 3 kan hier niet. Typ een getal van 1 tot en met 2."),
    (valid.SKILLS, "{id: e, niveau: 1,", "{id: e, niveau: 0,", "21: niveau 0 kan hier niet."),
    (valid.SKILLS, "vraagt: {c: 1, d: 1}", "vraagt: {c: 1}", "18: geen enkele functie vraagt competentie `d`."),
    (
        valid.SKILLS,
        "      - {id: b, niveau: 2, manier: M, tekst: T}\n",
        "",
        "15: competentie `c` heeft geen stap met `niveau: 2`, en een functie vraagt dat wel.",
    ),
    (valid.SKILLS, "{id: b, niveau: 2,", "{id: a, niveau: 2,", "17: `a` is al gebruikt in deze lijst."),
    (valid.SKILLS, "{id: g,", "{id: f,", "10: `f` is al gebruikt in deze lijst."),
    (valid.SKILLS, "{waarde: 1, tekst: met", "{waarde: 5, tekst: met", "4: de punten van de schaal"),
    (valid.AID, "tot: 15", "tot: 2", "4: `tot` moet groter zijn dan `van` (2) en hooguit 202."),
    (valid.AID, "start: 5", "start: 50", "4: `start` moet tussen 2 en 15 liggen."),
    (valid.AID, "{procent}%", "{percent}%", "5: in `uitkomst` moet `{procent}` staan"),
    # images
    (
        valid.SINGLE,
        "vraag: Wat?",
        'vraag: "![](bord.png) Wat?"',
        "6: hier staat een afbeelding zonder tekstalternatief.",
    ),
    (
        valid.SINGLE,
        "vraag: Wat?",
        "vraag: Wat? <img src='bord.png'>",
        "6: hier staat een afbeelding zonder tekstalternatief.",
    ),
    (valid.SINGLE, "titel: T", "titel: T\ninleiding: |\n  Kijk:\n\n  ![ ](bord.png)", "3: hier staat een afbeelding"),
    # YAML
    (
        valid.SINGLE,
        "titel: T",
        "titel: Let op: bel",
        "2: in deze tekst staat een dubbele punt. Zet de tekst tussen aanhalingstekens.",
    ),
    (valid.SINGLE, "    vraag: Wat?", "\tvraag: Wat?", "6: hier staat een tab. Gebruik spaties: `    vraag: Wat?`."),
    (valid.SINGLE, "titel: T", 'titel: "T', "2: hier ontbreekt een aanhalingsteken."),
    (valid.SINGLE, "titel: T", "titel: [T", "2: een tekst die begint met `[` moet tussen aanhalingstekens."),
]


@pytest.mark.parametrize(("content", "old", "new", "expected"), ONE_CHANGE, ids=[row[3][:60] for row in ONE_CHANGE])
def test_one_thing_wrong_gives_one_problem_with_its_line(
    tmp_path: Path, content: str, old: str, new: str, expected: str
) -> None:
    problems = said(write(tmp_path, changed(content, old, new)))

    assert len(problems) == 1, problems
    assert problems[0].startswith(expected)


def test_a_subscale_needs_a_statement_that_is_not_reversed(tmp_path: Path) -> None:
    only_reversed = changed(valid.SCAN, "  - {id: s1, onderdeel: w, tekst: S}\n", "")

    assert said(write(tmp_path, only_reversed))[0].startswith(
        "11: onderdeel `w` heeft alleen stellingen met `omkeer: ja`."
    )


def test_a_subscale_needs_statements(tmp_path: Path) -> None:
    extra = "onderdelen:\n  - {id: v, naam: V, adviezen: {laag: L, hoog: H}}\n"

    problems = said(write(tmp_path, changed(valid.SCAN, "onderdelen:\n", extra)))

    assert [problem[:40] for problem in problems] == ["11: onderdeel `v` heeft geen stellingen."]


def test_a_dangerous_choice_may_not_lead_to_an_ending_that_promises_the_best_band(tmp_path: Path) -> None:
    promised = changed(valid.SCENARIO, "einde: ja", "einde: ja, klem: {min: 7}")
    dangerous = changed(promised, "tekst: Y, naar: e", "tekst: Y, kritiek: ja, naar: e")

    assert said(write(tmp_path, promised)) == []
    assert [problem[:60] for problem in said(write(tmp_path, dangerous))] == [
        "17: einde `e` belooft met `klem` de beste band, ook na een k"
    ]


def test_where_low_is_good_the_best_band_is_the_lowest(tmp_path: Path) -> None:
    low = changed(valid.SCENARIO, "goed: hoog", "goed: laag")
    promised = changed(low, "einde: ja", "einde: ja, klem: {max: 3}")
    dangerous = changed(promised, "tekst: Y, naar: e", "tekst: Y, kritiek: ja, naar: e")

    assert [problem[:30] for problem in said(write(tmp_path, dangerous))] == ["17: einde `e` belooft met `kle"]
    assert said(write(tmp_path, changed(dangerous, "max: 3", "max: 4"))) == []


def test_a_test_needs_no_feedback_per_option(tmp_path: Path) -> None:
    without = valid.SINGLE.replace(", uitleg: U", "").replace("titel: T", "titel: T\nmodus: toetsen")

    assert said(write(tmp_path, without)) == []


def test_an_ungraded_question_needs_no_right_answer(tmp_path: Path) -> None:
    ungraded = changed(valid.SINGLE, "    vraag:", "    telt_mee: nee\n    vraag:").replace("juist: ja, ", "")

    assert said(write(tmp_path, ungraded)) == []


# Whole files


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1: dit bestand is leeg."),
        (b"# alleen uitleg\n", "1: dit bestand is leeg."),
        (b"\xef\xbb\xbf" + valid.SINGLE.encode(), None),
        (valid.SINGLE.replace("\n", "\r\n").encode(), None),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "1: `check.yaml` is geen tekstbestand."),
        ("titel: één".encode("cp1252"), "1: dit bestand is opgeslagen als Windows-1252. Wij lezen UTF-8."),
        ("soort: quiz".encode("utf-16"), "1: dit bestand is opgeslagen als UTF-16. Wij lezen UTF-8."),
        (b"\x00\x00\x00", "1: `check.yaml` is geen tekstbestand."),
        (b"zomaar een tekst", "1: hier moeten regels staan als `soort: quiz`"),
        (b"- a\n- b\n", "1: hier moeten regels staan als `soort: quiz`"),
        (b"a: 1\n---\nb: 2\n", "2: deze regel past niet bij de regels erboven. Er staat `---`."),
        (b"PK\x03\x04" + bytes(40), "1: `check.yaml` is geen tekstbestand."),
        (b"titel: \x81\x8d", "1: dit bestand is niet opgeslagen als UTF-8."),
        (b"[" * 5000, "1: "),
        (b"a: " + b"{a: " * 200 + b"1" + b"}" * 200, "1: "),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, content: bytes, expected: str | None) -> None:
    problems = said(write(tmp_path, content))

    if expected is None:
        assert problems == []
    else:
        assert any(problem.startswith(expected) for problem in problems), problems


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    with path.open("wb") as file:
        file.truncate(20_000_001)

    assert said(path) == ["1: dit bestand is groter dan 20 MB. Verdeel het over meer bestanden."]


@pytest.mark.slow  # seconds of work, and no more
def test_a_few_lines_that_refer_to_each_other_do_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
    )

    assert said(write(tmp_path, bomb)) != []


def test_a_path_that_is_not_there_or_not_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "map.yaml").mkdir()

    assert said(tmp_path / "weg.yaml") == ["1: dit bestand of deze map bestaat niet. Kijk of de naam klopt."]
    assert said(tmp_path / "leeg")[0].startswith("1: in deze map staat geen module en geen activiteit.")


def test_a_file_name_is_an_id_too(tmp_path: Path) -> None:
    assert said(write(tmp_path, valid.SINGLE, "Kennis Check.yaml"))[0].startswith(
        "1: de naam `Kennis Check.yaml` kan niet"
    )


@pytest.mark.parametrize("name", [STEPS, REFRESHER])
def test_a_file_cannot_have_a_name_that_the_portal_keeps_for_itself(tmp_path: Path, name: str) -> None:
    assert said(write(tmp_path, valid.SINGLE, f"{name}.yaml")) == [
        f"1: de naam `{name}.yaml` gebruikt de leeromgeving zelf. Kies een andere naam voor dit bestand."
    ]


def test_all_problems_of_a_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    content = """\
soort: quiz
titl: T
modus: tets
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat?
    opties:
      - {id: a, tekst: A, uitleg: U}
      - {id: a, tekst: B, uitleg: U}
  - id: v1
    soort: getal
    vraag: Hoeveel?
    antwoord: veel
  - id: v3
    soort: weetniet
    vraag: "![](bord.png)"
  - id: v4
    soort: kort-antwoord
    vraag: Wat?
    trefwoordgroepen: [[a]]
"""
    lines = [problem.split(":")[0] for problem in said(write(tmp_path, content))]

    assert lines == ["2", "3", "8", "10", "11", "14", "16", "17", "19"]


def test_problems_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = changed(changed(valid.SINGLE, "juist: ja", "juist: ok"), "titel: T", "titel: []")

    assert [problem.split(":")[0] for problem in said(write(tmp_path, content))] == ["2", "8"]


# Modules


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Return a module in order: one activity, one notebook."""
    folder = tmp_path / "proef"
    write(folder, valid.MODULE, "module.yaml")
    write(folder, valid.QUIZ_WITH_GOAL, "activiteiten/check.yaml")
    write(folder, valid.NOTEBOOK, "proef.ipynb")
    return folder


def test_about_a_module_that_is_in_order_nothing_is_said(module: Path) -> None:
    assert said(module) == []
    assert said(module.parent) == []
    assert said(module / "module.yaml") == []


IN_MODULE = [
    ("module.yaml", valid.MODULE, "titel: Proef\n", "", "1: `titel` ontbreekt."),
    (
        "module.yaml",
        valid.MODULE,
        "duur: 10",
        "duur: tien",
        "4: hier hoort een getal, met een punt en zonder eenheid. Er staat `duur: tien`. Typ `duur: 10`.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "duur: 10",
        "duur: 10\ntekening: afbeeldingen/weg.svg",
        "5: de afbeelding `afbeeldingen/weg.svg` is er niet.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "duur: 10",
        "duur: 10\ntekening: https://plaatjes.nl/weg.svg",
        "5: de afbeelding `https://plaatjes.nl/weg.svg` staat op een andere website, en die is hier niet te zien.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "hulp: Bel 112.",
        "hlp: Bel 112.",
        "12: `hlp` kennen we hier niet. Bedoel je `hulp`?",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "woordenlijst:",
        "  - {code: LD2, tekst: Je kunt het.}\nwoordenlijst:",
        "8: leerdoel `LD2` komt in geen enkele activiteit terug.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "{code: LD1, ",
        "{code: LD1, stappen: [9], ",
        "7: stap 9 staat niet in het notebook.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "{code: LD1, ",
        "{code: LD1, stappen: [1.5], ",
        "7: bij `stappen` hoort een heel getal.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "bronnen:\n",
        "bronnen:\n  - {code: B1, tekst: Nog een}\n",
        "12: `B1` is al gebruikt in deze lijst.",
    ),
    (
        "module.yaml",
        valid.MODULE,
        "Bel 112.",
        '"![](bord.png)"',
        "12: hier staat een afbeelding zonder tekstalternatief.",
    ),
    (
        "activiteiten/check.yaml",
        valid.QUIZ_WITH_GOAL,
        "bronnen: [B1]",
        "bronnen: [B9]",
        "4: bron `B9` staat niet in module.yaml.",
    ),
    (
        "activiteiten/check.yaml",
        valid.QUIZ_WITH_GOAL,
        "    vraag: Wat?",
        "    leerdoel: LD9\n    vraag: Wat?",
        "8: leerdoel `LD9` staat niet in module.yaml. Kies een van: LD1.",
    ),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        '(\\"check\\")',
        '(\\"chekc\\")',
        "20: cel 3: activiteit `chekc` bestaat niet in deze module. Kies een van: check.",
    ),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        "activity(\\",
        "print(\\",
        "20: cel 3: hier staat andere code dan één regel `activity",
    ),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        'import activity"',
        'import activity\\n", "print(1)"',
        "13: cel 2: hier staat andere code",
    ),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        '"activity(\\"check\\")"',
        '"%matplotlib inline"',
        "20: cel 3: hier staat andere code",
    ),
    ("proef.ipynb", valid.NOTEBOOK, '"activity(\\"check\\")"', '"\\u0000"', "20: cel 3: hier staat andere code"),
    ("proef.ipynb", valid.NOTEBOOK, "bord.png", "weg.png", "6: de afbeelding `weg.png` is er niet."),
    ("proef.ipynb", valid.NOTEBOOK, "![Een bord]", "![]", "6: hier staat een afbeelding zonder tekstalternatief."),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        ' "metadata": {},\n "nbf',
        ' "metadata": {"widgets": {}},\n "nbf',
        "23: dit notebook is opgeslagen met de toestand van widgets.",
    ),
    ("proef.ipynb", valid.NOTEBOOK, ' "nbformat": 4,', ' "nbformat": 4', "1: dit notebook is niet te lezen."),
    (
        "proef.ipynb",
        valid.NOTEBOOK,
        '  {\n   "cell_type": "markdown",',
        '  {\n   "cel": "markdown",',
        "1: dit notebook is niet te lezen.",
    ),
]


@pytest.mark.parametrize(
    ("name", "content", "old", "new", "expected"), IN_MODULE, ids=[row[4][:60] for row in IN_MODULE]
)
def test_one_thing_wrong_in_a_module_gives_one_problem_with_its_file_and_line(  # noqa: PLR0913, PLR0917
    module: Path, name: str, content: str, old: str, new: str, expected: str
) -> None:
    path = write(module, changed(content, old, new), name)

    problems = [str(problem) for problem in check([module])]

    assert len(problems) == 1, problems
    assert problems[0].startswith(f"{path}:{expected}")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"metadata": {}', "cel 1: de code is zichtbaar voor deelnemers."),
        ('"metadata": {"jupyter": {"source_hidden": false}}', "cel 1: de code is zichtbaar voor deelnemers."),
        ('"metadata": null', "cel 1: de code is zichtbaar voor deelnemers."),
        ('"execution_count": 3', "cel 1: het notebook is opgeslagen met uitvoer."),
        ('"outputs": [{"output_type": "stream"}]', "cel 1: het notebook is opgeslagen met uitvoer."),
    ],
)
def test_a_cell_is_stored_hidden_and_without_outputs(module: Path, cell: str, expected: str) -> None:
    fields = {
        '"cell_type"': '"code"',
        '"execution_count"': "null",
        '"metadata"': '{"jupyter": {"source_hidden": true}}',
        '"outputs"': "[]",
        '"source"': '["activity(\\"check\\")"]',
    }
    key, value = cell.split(": ", 1)
    written = ",\n".join(f"{name}: {one}" for name, one in {**fields, key: value}.items())
    notebook = '{"cells": [{\n' + written + '}],\n"metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    write(module, notebook, "proef.ipynb")

    found = [problem for problem in said(module) if "ontbreekt de eerste codecel" not in problem]  # so it does
    assert [problem[:30] for problem in found] == [f"6: {expected}"[:30]]


def test_the_same_mistake_in_two_cells_is_told_for_both(module: Path) -> None:
    cell = valid.NOTEBOOK[valid.NOTEBOOK.rindex("  {\n") : valid.NOTEBOOK.index("\n ],")]
    twice = changed(valid.NOTEBOOK, cell, f"{cell},\n{cell}").replace('\\"check\\"', '\\"weg\\"')
    write(module, twice, "proef.ipynb")

    assert [problem.split(":")[0] for problem in said(module)] == ["20", "27"]


def test_a_source_that_is_one_text_is_read_like_a_list(module: Path) -> None:
    one_text = changed(valid.NOTEBOOK, '["activity(\\"check\\")"]', '"activity(\\"weg\\")"')
    write(module, one_text, "proef.ipynb")

    assert said(module)[0].startswith("20: cel 3: activiteit `weg` bestaat niet")


def test_a_notebook_can_be_checked_by_itself(module: Path) -> None:
    write(module, valid.NOTEBOOK.replace('\\"check\\"', '\\"weg\\"'), "proef.ipynb")

    assert said(module / "proef.ipynb")[0].startswith("20: cel 3: activiteit `weg` bestaat niet")


def test_a_goal_is_not_called_uncovered_while_a_file_cannot_be_read(module: Path) -> None:
    write(module, "soort: [", "activiteiten/check.yaml")

    assert all("leerdoel" not in problem for problem in said(module))


def test_problems_of_all_files_of_a_module_are_told_at_once(module: Path) -> None:
    write(module, valid.MODULE.replace("duur: 10", "duur: x"), "module.yaml")
    write(module, "soort: quis", "activiteiten/check.yaml")
    write(module, valid.NOTEBOOK.replace('\\"check\\"', '\\"weg\\"'), "proef.ipynb")

    assert [problem.path.name for problem in check([module])] == ["check.yaml", "module.yaml", "proef.ipynb"]


def test_a_module_that_is_named_twice_is_checked_once(module: Path) -> None:
    write(module, "soort: quis", "activiteiten/check.yaml")

    assert len(check([module, module.parent, module / "module.yaml"])) == 1


def test_checkpoints_are_left_out_and_a_folder_above_the_work_does_not_matter(tmp_path: Path) -> None:
    work = tmp_path / ".venv" / "werk"
    write(work, "soort: quis", "a.yaml")
    write(work, "soort: quis", ".ipynb_checkpoints/a-checkpoint.yaml")

    assert [problem.path.name for problem in check([work])] == ["a.yaml"]


# Whatever is written


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(": -\n\t#&*!|>'\"%@`{}[],?abc1", max_size=60) | st.binary())
def test_no_text_whatever_makes_check_fail(tmp_path: Path, content: str | bytes) -> None:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    for name in ("a.yaml", "a.ipynb", "module.yaml"):
        for problem in check([write(tmp_path, raw, name)]):
            assert str(problem)


PIECES = [
    "",
    "ja",
    "nee",
    "1",
    "-1",
    "1.5",
    "1e999",
    "null",
    "[]",
    "{}",
    "a",
    '""',
    "x: y",
    "[a, b]",
    "{m: 1}",
    "!x",
    "&a",
    "*a",
    "\t",
    "é",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=tries(300))
@given(content=st.sampled_from(list(valid.ACTIVITIES.values())), data=st.data())
def test_no_mistake_in_a_good_file_makes_check_fail(tmp_path: Path, content: str, data: st.DataObject) -> None:
    lines = content.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line, piece = lines[at], data.draw(st.sampled_from(PIECES))
        key, colon, _ = line.rpartition(": ")
        cut = data.draw(st.integers(0, len(line)))
        lines[at] = data.draw(
            st.sampled_from([piece, key + colon + piece, line[:cut] + piece + line[cut:], line[cut:], line * 2])
        )

    for problem in check([write(tmp_path, "\n".join(lines))]):
        assert 1 <= problem.line <= len(lines) + 1
        assert str(problem)
