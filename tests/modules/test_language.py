"""The language of the modules: short sentences, words explained where they first come, no abbreviation unexplained.

B1 asks for more than can be counted. What can be counted is counted here, so that it stays so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.modules.sentences import sentences
from tests.modules.shipped import ALL, Shipped, each_module
from tests.modules.texts import Said, texts_of_module

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 20
MOST_ON_AVERAGE = 12


@each_module
def test_no_sentence_has_more_than_twenty_words(shipped: Shipped) -> None:
    long = [
        f"{sentence.words} words in {said}: {sentence.text}"
        for said in texts_of_module(shipped)
        for sentence in sentences(said.text)
        if sentence.words > MOST_WORDS
    ]

    assert long == []


@each_module
def test_a_sentence_has_at_most_twelve_words_on_average(shipped: Shipped) -> None:
    lengths = [
        sentence.words for said in texts_of_module(shipped) for sentence in sentences(said.text) if sentence.is_whole
    ]

    assert sum(lengths) / len(lengths) <= MOST_ON_AVERAGE


# Glossary


def steps_in_prose(shipped: Shipped) -> dict[int, str]:
    """Return the running text of each step: no headings, pictures and lists of sources, and no title of a magazine."""
    found: dict[int, str] = {}
    number = 0
    for cell in shipped.cells:
        if cell.kind != "markdown":
            continue
        heading = re.search(r"^## Stap (\d+)", cell.text, re.MULTILINE)
        number = int(heading[1]) if heading else number
        text = re.sub(
            r"^#+ .*$|!\[.*?\]\(.*?\)|‘Aan de slag met duurzame inzetbaarheid’", "", cell.text, flags=re.MULTILINE
        )
        text = re.sub(r"Waar komt dit vandaan\?.*", "", text, flags=re.DOTALL)
        prose = [part for part in text.split("\n\n") if not re.match(r"\*(?!\*)", part.strip())]
        found[number] = found.get(number, "") + "\n\n".join(prose) + "\n\n"
    return found


def used(word: str) -> re.Pattern[str]:
    """Return what finds a word of the glossary, also as a plural; `belasting (PSA)` is found by either half."""
    halves = re.fullmatch(r"(.+?) \((.+)\)", word)
    forms = [re.escape(form[:-2]) + r"\w*" if _bends(form) else rf"{re.escape(form)}(?:s|'s|en|n|e)?" for form in (
        halves.groups() if halves else [word]
    )]  # fmt: skip
    return re.compile("|".join(rf"(?<!\w){form}(?!\w)" for form in forms), re.IGNORECASE)


def _bends(form: str) -> bool:
    """Say whether a word is long enough to be known by its beginning: werkafspraak, werkafspraken."""
    return len(form) > 8 and form.isalpha()


def bold(text: str) -> str:
    """Return everything that stands in bold, which is how a module marks a word that it explains."""
    found = re.findall(r"\*\*(.+?)\*\*|<strong>(.+?)</strong>", text, re.DOTALL)
    return " | ".join("".join(parts) for parts in found)


@each_module
def test_a_word_of_the_glossary_is_explained_in_the_step_that_first_uses_it(shipped: Shipped) -> None:
    """A word that is explained stands in bold there. In activities the glossary is one click away (test_screens.py)."""
    prose = steps_in_prose(shipped)
    unmarked = []
    for term in shipped.module.description.glossary:
        word = used(term.word)
        first = next((number for number, text in prose.items() if word.search(text)), None)
        if first is not None and not word.search(bold(prose[first])):
            unmarked.append(f"{term.word} in step {first}")

    assert unmarked == []


@each_module
def test_where_a_word_stands_in_bold_to_be_explained_there_is_something_said_about_it(shipped: Shipped) -> None:
    prose = steps_in_prose(shipped)
    bare = []
    for term in shipped.module.description.glossary:
        word = used(term.word)
        first = next((number for number, text in prose.items() if word.search(text)), None)
        if first is None:
            continue
        parts = re.split(r"\n\n|\n(?=[-|>]|\d+\.)", prose[first])  # paragraphs, items, and rows of a table
        around = " ".join(part for part in parts if word.search(part))
        if len(re.findall(r"\w+", around)) < 6:
            bare.append(f"{term.word} in step {first}: {around}")

    assert bare == []


@each_module
def test_every_word_of_the_glossary_is_used(shipped: Shipped) -> None:
    texts = " ".join(said.text for said in texts_of_module(shipped) if "woordenlijst" not in said.where)

    assert [term.word for term in shipped.module.description.glossary if not used(term.word).search(texts)] == []


# The words of the outlines (the line `Woordenlijst` under B2, C2, D2, E2 and F2)
WORDS = {
    "werkdruk": "belastbaarheid, RI&E, bedrijfsarts, herstel, IGLO",
    "agressie": "frustratie, instrumenteel, escaleren, nazorg, aangifte, vertrouwenspersoon, VPT",
    "his": "HIS, SOEP, episode, ICPC, contra-indicatie, overgevoeligheid, datalek, LSP, VIM, digicoach",
    "beeldbellen": "videoconsult, e-consult, identiteit, verbinding, plan B, non-verbaal",
    "loopbaan": "loopbaanperspectief, zij-instroom, BOL, BBL, derde leerweg, EVC, POP, praktijkopleider, mobiliteit",
}


@each_module
def test_the_glossary_has_the_words_of_the_outline(shipped: Shipped) -> None:
    assert set(WORDS[str(shipped)].split(", ")) <= {term.word for term in shipped.module.description.glossary}


# Abbreviations

_ABBREVIATION = re.compile(r"(?<![\w-])(?:[A-Z]+&[A-Z]+|[A-Z]{2,}[a-z]?[A-Z]*|[A-Z]+[a-z]{1,2}[A-Z]+)(?![a-z])")
PARTIES = {"NVDA", "NVvPO", "FNV", "CNV"}
"""Names in the fixed text about SSFH (part A8 of the outlines), which lists its six parties."""


def abbreviations(said: Said) -> Iterator[str]:
    """Yield the abbreviations of a text; the names of sources are names."""
    if said.where[:1] == ("bronnen",) or said.key == "bron":
        return
    prose = [part for part in said.text.split("\n\n") if not re.match(r"\*(?!\*)", part.strip())]
    text = re.sub(r"Waar komt dit vandaan\?.*?(?=\*\*Wat is nog niet|\Z)", "", "\n\n".join(prose), flags=re.DOTALL)
    for short in _ABBREVIATION.findall(text):
        is_spelt_out = re.search(rf"[\w*] \(\**{short}\**\)|\**{short}\** \(\w", text)
        if not is_spelt_out and not (said.where == ("over",) and short in PARTIES):
            yield short


@each_module
def test_every_abbreviation_stands_in_the_glossary_or_is_spelt_out(shipped: Shipped) -> None:
    known = {part for term in shipped.module.description.glossary for part in re.findall(r"[\w&]+", term.word)}
    unknown = [f"{short} in {said}" for said in texts_of_module(shipped) for short in abbreviations(said)]

    assert [one for one in unknown if one.split()[0] not in known] == []


# Tone

BLAME = [
    r"\bje (?:had|moest) (?:maar )?(?:beter|eerder)\b",
    r"\b(?:eigen|jouw) schuld\b",
    r"\bdom(?:me)?\b",
    r"\bwordt vaak veroorzaakt door de medewerkers zelf\b",
    r"\b(?:gewoon|simpelweg) even\b",
    r"\bzoals iedereen weet\b|\buiteraard\b|\bnatuurlijk weet je\b",
]


@each_module
def test_nobody_is_blamed_or_talked_down_to(shipped: Shipped) -> None:
    """Part A2 of the outlines and FLAG-04 and FLAG-21. What people in a story say between “ and ” is theirs."""
    found = [
        f"{match[0]} in {said}"
        for said in texts_of_module(shipped)
        for blame in BLAME
        for match in re.finditer(blame, re.sub(r"“[^”]*”", "", said.text), re.IGNORECASE)
        if not re.search(r"\b(?:geen|niet|nooit)\b[^.]*$", said.text[: match.start()], re.IGNORECASE)
    ]

    assert found == []


@each_module
def test_every_module_says_what_you_can_do_and_what_your_employer_must_do(shipped: Shipped) -> None:
    first = steps_in_prose(shipped)[1]

    assert re.search(r"\b[Jj]ij kunt\b", first)
    assert re.search(r"\b[Jj]e werkgever (?:moet|\w+ ook)", first)


# The counting itself


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


def test_there_are_five_modules() -> None:
    assert [str(shipped) for shipped in ALL] == ["agressie", "beeldbellen", "his", "loopbaan", "werkdruk"]
