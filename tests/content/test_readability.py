"""What `check` says of a module as somebody who reads it: each rule is broken once, in a module that is in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.content import check, load_activity, load_module
from ssfh_learn.content.glossary import used
from ssfh_learn.content.notebook import IMPORT
from ssfh_learn.content.sentences import sentences

MODULE = """\
id: proef
titel: Proef
doelgroep: Iedereen met een rooster
duur: 10
versie: "1.0"
leerdoelen:
  - {code: L1, tekst: Je kent de bedrijfsarts., stappen: [2]}
  - {code: L2, tekst: Je weet wanneer je pauze hebt., stappen: [2]}
woordenlijst:
  - {woord: bedrijfsarts, uitleg: Een arts voor gezondheid en werk.}
bronnen:
  - {code: B1, tekst: De site van de NVAB.}
hulp: Bel 112.
"""
QUIZ = """\
soort: quiz
titel: Pauze
vragen:
  - id: v1
    soort: enkele-keuze
    leerdoel: L1
    bronnen: [B1]
    vraag: Wie denkt met je mee?
    opties:
      - {id: a, tekst: De bedrijfsarts, juist: ja, uitleg: Klopt. Dat is haar vak.}
      - {id: b, tekst: De bakker, uitleg: De bakker bakt.}
  - id: v2
    soort: getal
    leerdoel: L2
    bronnen: [B1]
    vraag: Hoeveel pauzes zijn er?
    antwoord: 2
    feedback:
      goed: Klopt, het zijn er 2.
      fout: Kijk terug naar stap 2.
"""
CHART = """\
soort: feitengrafiek
titel: Druk
wie: Wie
wanneer: "2022"
bron: De NVAB
bronnen: [B1]
leerdoelen: [L1]
staven:
  - {id: a, naam: Druk, waarde: 45.5}
tekstalternatief: Van alle mensen heeft 45,5 procent het druk.
lees_goed: Dit gaat over iedereen.
"""
FILES = {"module.yaml": MODULE, "activiteiten/pauze.yaml": QUIZ, "activiteiten/druk.yaml": CHART}
WELCOME = "## Stap 1. Welkom\n\nDe **bedrijfsarts** is een arts voor je gezondheid op het werk."
EXPLANATION = "## Stap 2. Pauze\n\n" + 9 * "Een pauze helpt je om de rest van de dag goed te werken. "
LAST = "## Stap 3. Oefenen\n\nJe oefent nu."
CELLS = [("tekst", WELCOME), ("tekst", EXPLANATION), ("code", "druk"), ("tekst", LAST), ("code", "pauze")]
NOTEBOOK = "proef.ipynb"


def notebook(cells: list[tuple[str, str]]) -> str:
    """Return a notebook with one line of its file for each cell, from line 3; the cell that begins it is on line 2."""
    written = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": text}
        if kind == "tekst"
        else hidden_code(f"c{number}", f'activity("{text}")')
        for number, (kind, text) in enumerate(cells)
    ]
    lines = ",\n".join(json.dumps(cell, ensure_ascii=False) for cell in written)
    first = json.dumps(hidden_code("begin", IMPORT))
    return '{"metadata": {}, "nbformat": 4, "nbformat_minor": 5,\n"cells": [' + first + ",\n" + lines + "\n]}\n"


def hidden_code(id_: str, source: str) -> dict[str, object]:
    metadata = {"jupyter": {"source_hidden": True}}
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
        "source": source,
    }


IN_ORDER = {**FILES, NOTEBOOK: notebook(CELLS)}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one change in one of them."""
    assert IN_ORDER[file].count(old) == 1, f"{old!r} must stand in {file} once"
    return {**IN_ORDER, file: IN_ORDER[file].replace(old, new)}


def with_cells(*cells: tuple[str, str]) -> dict[str, str]:
    return {**IN_ORDER, NOTEBOOK: notebook(list(cells))}


def with_times(*minutes: int) -> dict[str, str]:
    """Return the notebook with a time below the heading of each step."""
    texts = iter(minutes)
    cells = [
        (kind, text.replace("\n\n", f"\n\n*Ongeveer {next(texts)} minuten.*\n\n", 1) if kind == "tekst" else text)
        for kind, text in CELLS
    ]
    return with_cells(*cells)


def with_extra(name: str) -> dict[str, str]:
    """Return the notebook with one chart more, and that chart."""
    return {f"activiteiten/{name}.yaml": CHART, NOTEBOOK: notebook([*CELLS, ("code", name)])}


def said(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return [str(problem).removeprefix(f"{folder}/") for problem in check([folder])]


def test_about_a_module_that_is_in_order_nothing_is_said(tmp_path: Path) -> None:
    assert said(tmp_path, IN_ORDER) == []


Q, M, N, C = "activiteiten/pauze.yaml", "module.yaml", NOTEBOOK, "activiteiten/druk.yaml"
LONG = "Wie denkt met je mee als je op een dag in de week merkt dat het werk je net iets te veel wordt?"
ENTRY = "  - {woord: bedrijfsarts,"
WITH_UNUSED = "  - {woord: vakbond, uitleg: Een club voor wie werkt.}\n" + ENTRY
MANY = 60 * "De een zegt nu dit en de ander zegt morgen weer iets heel anders dan dat. "
SECOND_GOAL = "  - {code: L2, tekst: Je weet wanneer je pauze hebt., stappen: [2]}\n"

# One change to a module that is in order, and all that is said about it: file, line, what is wrong, what to type.
ADVICE: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "a sentence of more than twenty words",
        changed(Q, "Wie denkt met je mee?", LONG),
        [f"{Q}:8: let op: deze zin heeft 23 woorden: ‘Wie denkt met je mee …’. Maak er twee zinnen van."],
    ),
    (
        "a sentence in the notebook",
        changed(N, "Je oefent nu.", LONG),
        [f"{N}:6: let op: deze zin heeft 23 woorden: ‘Wie denkt met je mee …’. Maak er twee zinnen van."],
    ),
    (
        "sentences that are long on average",
        changed(N, "Je oefent nu.", MANY),
        [
            (
                f"{M}:1: let op: de zinnen van deze module hebben gemiddeld 13,3 woorden. Houd het op 12. "
                "Maak van lange zinnen er twee."
            )
        ],
    ),
    (
        "blame",
        changed(N, "Je oefent nu.", "Je had beter kunnen opletten."),
        [
            (
                f"{N}:6: let op: ‘Je had beter’ kan klinken als een verwijt of alsof het vanzelf spreekt. "
                "Zeg wat er gebeurt en wat iemand kan doen."
            )
        ],
    ),
    (
        "a word that nobody uses",
        changed(M, ENTRY, WITH_UNUSED),
        [f"{M}:10: let op: ‘vakbond’ staat in de woordenlijst en nergens in de module. Haal het weg."],
    ),
    (
        "a word that is not bold where it first comes",
        changed(N, "**bedrijfsarts**", "bedrijfsarts"),
        [
            (
                f"{M}:10: let op: ‘bedrijfsarts’ komt voor het eerst in stap 1, en is daar niet vet. "
                "Typ daar `**bedrijfsarts**` en leg het uit."
            )
        ],
    ),
    (
        "a bold word without explanation",
        changed(N, " is een arts voor je gezondheid op het werk.", " belt."),
        [f"{M}:10: let op: ‘bedrijfsarts’ is vet in stap 1, maar daar staat te weinig bij. Leg het woord daar uit."],
    ),
    (
        "an abbreviation",
        changed(Q, "De bakker bakt.", "De bakker volgt de RI&E."),
        [
            (
                f"{Q}:11: let op: de afkorting RI&E staat niet in de woordenlijst. "
                "Zet haar daar bij, of schrijf haar hier één keer uit: `huisarts (HA)`."
            )
        ],
    ),
    (
        "a step that takes longer than it says",
        changed(N, "Je oefent nu.", "*Ongeveer 1 minuten.*\\n\\n" + 40 * "Je oefent nu met een vraag over je pauze. "),
        [
            (
                f"{N}:6: let op: stap 3 zegt 1 minuten, en met lezen en doen zijn het er ongeveer 3. "
                "Verander de tijd, of maak de stap korter."
            )
        ],
    ),
    (
        "a module of which the steps together take shorter than it says",
        with_times(1, 2, 1),
        [
            (
                f"{M}:4: let op: bij `duur:` staat 10, en alle stappen samen kosten ongeveer 4 minuten. "
                "Typ `duur: 4`, of haal er iets af."
            )
        ],
    ),
    (
        "an activity in no step",
        with_cells(*CELLS[:2], *CELLS[3:]),
        [
            (
                f"{N}:1: let op: activiteit `druk` staat in geen enkele stap. "
                'Zet `activity("druk")` in een cel van het notebook, of haal het bestand weg.'
            )
        ],
    ),
    (
        "an activity in two places",
        with_cells(*CELLS, ("code", "druk")),
        [f"{N}:6: let op: activiteit `druk` staat twee keer in het notebook. Haal er één weg."],
    ),
    (
        "a goal without steps beside one that has them",
        changed(M, "Je kent de bedrijfsarts., stappen: [2]", "Je kent de bedrijfsarts."),
        [f"{M}:7: let op: bij leerdoel `L1` staat niet welke stap het uitlegt. Typ bijvoorbeeld `stappen: [2]`."],
    ),
    (
        "a step that explains little",
        changed(M, "Je kent de bedrijfsarts., stappen: [2]", "Je kent de bedrijfsarts., stappen: [1]"),
        [
            (
                f"{M}:7: let op: stap 1 legt leerdoel `L1` uit, en heeft maar 13 woorden. "
                "Leg meer uit, of typ een andere stap bij `stappen:`."
            )
        ],
    ),
    (
        "a goal that is only looked at",
        changed(Q, "    leerdoel: L1\n", "    leerdoel: L2\n"),
        [
            (
                f"{M}:7: let op: leerdoel `L1` wordt alleen gelezen of bekeken. "
                "Typ het bij `leerdoel:` van een vraag of oefening in het notebook."
            )
        ],
    ),
    (
        "a goal that is practised before it is explained",
        with_cells(CELLS[0], CELLS[4], *CELLS[1:4]),
        [
            (
                f"{M}:7: let op: leerdoel `L1` wordt geoefend in stap 1, en pas uitgelegd in stap 2. "
                "Zet de oefening later, of typ de stap bij `stappen:`."
            ),
            (
                f"{M}:8: let op: leerdoel `L2` wordt geoefend in stap 1, en pas uitgelegd in stap 2. "
                "Zet de oefening later, of typ de stap bij `stappen:`."
            ),
        ],
    ),
    (
        "an activity without source where the others have one",
        {
            **changed(C, "bronnen: [B1]\n", ""),
            "activiteiten/extra.yaml": CHART,
            N: notebook([*CELLS, ("code", "extra")]),
        },
        [f"{C}:1: let op: hier staat geen bron bij. Typ `bronnen:` met een code uit module.yaml."],
    ),
    (
        "a question without source where another has one",
        changed(Q, "    bronnen: [B1]\n    vraag: Hoeveel", "    vraag: Hoeveel"),
        [f"{Q}:12: let op: bij vraag `v2` staat geen bron. Typ `bronnen:` bij de vraag of bij de quiz."],
    ),
    (
        "a question without goal where another has one",
        {**changed(Q, "    leerdoel: L2\n", ""), M: changed(M, SECOND_GOAL, "")[M]},
        [
            (
                f"{Q}:12: let op: vraag `v2` hoort bij geen leerdoel. "
                "Typ `leerdoel:` met een code uit module.yaml, of `leerdoelen:` bij de quiz."
            )
        ],
    ),
    (
        "a question about whose answers nothing is said",
        changed(Q, "      fout: Kijk terug naar stap 2.\n", ""),
        [
            (
                f"{Q}:12: let op: bij vraag `v2` leest een deelnemer niet waarom een antwoord goed of fout is. "
                "Typ `feedback:` met `goed:` en `fout:`."
            )
        ],
    ),
    (
        "two options with one explanation",
        changed(Q, "De bakker bakt.", "Klopt. Dat is haar vak."),
        [
            (
                f"{Q}:11: let op: `b` en `a` hebben dezelfde uitleg. "
                "Zeg bij elk antwoord waarom juist dat antwoord klopt of niet."
            )
        ],
    ),
    (
        "a bar that is not told in words",
        changed(C, "45,5 procent", "bijna de helft"),
        [
            (
                f"{C}:10: let op: 45,5 (‘Druk’) staat niet in `tekstalternatief`. "
                "Noem daar elk cijfer, voor wie de grafiek niet kan zien."
            )
        ],
    ),
]
PROBLEMS: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "a step out of order",
        changed(N, "Stap 3. Oefenen", "Stap 4. Oefenen"),
        [f"{N}:6: hier staat stap 4, en dit is stap 3. Nummer de stappen op volgorde."],
    ),
    (
        "a step that does not exist",
        changed(Q, "Kijk terug naar stap 2.", "Kijk terug naar stap 12."),
        [f"{Q}:20: hier staat stap 12, en het notebook houdt op bij stap 3. Verander het nummer."],
    ),
]


@pytest.mark.parametrize(("files", "found"), [case[1:] for case in ADVICE], ids=[case[0] for case in ADVICE])
def test_what_reads_badly_is_named_as_advice(tmp_path: Path, files: dict[str, str], found: list[str]) -> None:
    assert said(tmp_path, files) == found
    assert {problem.weight for problem in check([tmp_path])} == {"advice"}


@pytest.mark.parametrize(("files", "found"), [case[1:] for case in PROBLEMS], ids=[case[0] for case in PROBLEMS])
def test_what_leads_a_learner_astray_is_a_problem(tmp_path: Path, files: dict[str, str], found: list[str]) -> None:
    assert said(tmp_path, files) == found
    assert {problem.weight for problem in check([tmp_path])} == {"error"}


def test_advice_and_these_problems_keep_nobody_from_the_module(tmp_path: Path) -> None:
    said(tmp_path, {**PROBLEMS[1][1], N: PROBLEMS[0][1][N]})

    assert len(check([tmp_path])) == 2
    assert load_module(tmp_path).activity("pauze").title == "Pauze"
    assert load_activity(tmp_path / Q).title == "Pauze"


# What is no fault


@pytest.mark.parametrize(
    "files",
    [
        changed(N, "Je oefent nu.", "Een gast zei: “Eigen schuld.” Het is nooit je eigen schuld."),
        changed(N, "Je oefent nu.", "De risico-inventarisatie (RI&E) helpt."),
        changed(N, "Je oefent nu.", "*Bron: NVAB, 2022.*"),
        changed(M, "hulp: Bel 112.", "hulp: Bel 112.\nover: Dit maken wij met de NVDA."),
        with_cells(CELLS[0], CELLS[1], CELLS[3], CELLS[4], ("tekst", "Nog een tekst."), CELLS[2]),
    ],
    ids=["said by others or denied", "spelt out", "a source", "who made it", "text in between"],
)
def test_what_is_meant_so_is_left_alone(tmp_path: Path, files: dict[str, str]) -> None:
    assert said(tmp_path, files) == []


def test_a_goal_that_nothing_names_is_one_problem(tmp_path: Path) -> None:
    third = "  - {code: L3, tekst: Je vraagt hulp., stappen: [2]}\n"

    (found,) = said(tmp_path, changed(M, "woordenlijst:\n", f"{third}woordenlijst:\n"))

    assert found.startswith(f"{M}:9: leerdoel `L3` komt in geen enkele activiteit terug.")


@pytest.mark.parametrize("file", IN_ORDER)
def test_a_module_of_which_a_file_is_broken_is_still_read(tmp_path: Path, file: str) -> None:
    found = said(tmp_path, {**IN_ORDER, file: "{"})

    assert any(one.startswith(f"{file}:1: ") for one in found)


def test_two_notebooks_each_count_their_steps(tmp_path: Path) -> None:
    found = said(tmp_path, {**IN_ORDER, "tweede.ipynb": notebook([("tekst", "## Stap 1. Nog een notebook")])})

    assert [one.split(". ")[0] for one in found] == ["tweede.ipynb:1: deelnemers zien dit notebook niet"]


# Sentences and words


@pytest.mark.parametrize(
    ("markdown", "lengths"),
    [
        ("Het is 8.15 uur. Je zegt: “Dat lukt niet.” Daarna ga je weg!", [4, 5, 4]),
        ("- een\n- twee woorden\n\nIn de RI&E staat een e-consult.", [1, 2, 6]),
        ("| Wie? | Wat? |\n|---|---|\n| Jij en ik | Niets |", [1, 1, 3, 1]),
        ("![Een plaatje van een kat](kat.svg)", [5]),
        ("# Titel\n\n## Stap 1. Welkom\n\nHallo, dit is één zin\nop twee regels.", [1, 2, 1, 8]),
    ],
)
def test_sentences_are_counted_as_a_reader_meets_them(markdown: str, lengths: list[int]) -> None:
    assert [sentence.words for sentence in sentences(markdown)] == lengths


@given(st.text("ab. \n!AÉ1", max_size=40).map(str.strip))
def test_a_text_without_layout_has_the_sentences_that_markdown_gives(text: str) -> None:
    """Most texts are not sent through Markdown, which costs ten times as much; a comment sends this one there."""
    assert list(sentences(text)) == list(sentences(text + "\n\n<!-- -->"))


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("RI&E", "een RI&E met", True),
        ("HIS", "twee HIS'en", True),
        ("link", "linkerkant", False),
        ("psychosociale arbeidsbelasting (PSA)", "het woord PSA", True),
        ("werkafspraak", "jullie werkafspraken", True),
        ("BOL", "symbool", False),
    ],
)
def test_a_word_of_the_glossary_is_found_in_its_forms(word: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert bool(used(word).search(text)) is found
