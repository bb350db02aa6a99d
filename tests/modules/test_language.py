"""The modules and test banks as their readers meet them: `check` has nothing to say of them, not even advice.

What each rule of `check` finds is in tests/content/test_readability.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.content import check, load_activity
from ssfh_learn.content.glossary import problems_of_abbreviations
from ssfh_learn.content.language import problems_of_language, problems_of_length
from ssfh_learn.content.sentences import sentences
from ssfh_learn.content.steps import problems_of_references, steps_of
from tests.modules.shipped import ALL, BANKS, MODULES, Shipped, each_module
from tests.modules.texts import texts_beside_check, texts_of_file
from tests.processor import least_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.content.problem import Problem
    from ssfh_learn.content.texts import WrittenText

MOST_SECONDS, MOST_TO_SEARCH = 3, 5
"""Of work by the processor, to check all modules and test banks, and to search the tasks of the practice HIS."""


@dataclass(frozen=True)
class Checked:
    """What `check` found in all modules and test banks, and the seconds of the processor that it took."""

    problems: list[Problem]
    seconds: float
    search: float
    """To search the tasks of the practice HIS, which is a part of the whole."""


@pytest.fixture(scope="module")
def checked() -> Checked:
    tasks = load_activity(MODULES / "digitaliseren/his/activiteiten/oefen-his.yaml")
    everything = [MODULES, *sorted(BANKS.glob("*-toets.yaml"))]
    problems: list[Problem] = []
    search = least_seconds(lambda: problems.extend(tasks.played_flaws()), MOST_TO_SEARCH)
    seconds = least_seconds(lambda: problems.extend(check(everything)), search + MOST_SECONDS)
    return Checked(problems, seconds, search)


def test_check_finds_nothing_to_mend_or_advise_in_our_modules_and_test_banks(checked: Checked) -> None:
    assert [str(problem) for problem in checked.problems] == []


def test_to_check_all_that_we_ship_takes_less_than_three_seconds_without_the_search_of_the_practice_his(
    checked: Checked,
) -> None:
    assert checked.search < MOST_TO_SEARCH
    assert checked.seconds - checked.search < MOST_SECONDS


def test_a_test_bank_and_drawings_read_as_well_as_their_module() -> None:
    assert [str(problem) for shipped in ALL for problem in beside_check(shipped)] == []


def beside_check(shipped: Shipped) -> Iterator[Problem]:
    """Yield what `check` would say of a bank and drawings if they were part of their module."""
    texts = texts_beside_check(shipped)
    assert len(texts) > 100
    yield from problems_of_language(texts)
    yield from problems_of_length(shipped.bank_file, texts)
    yield from problems_of_abbreviations(shipped.module.description.glossary, texts)
    yield from problems_of_references(texts, len(steps_of(shipped.cells)))


FEWEST_WORDS, MOST_WORDS, MOST_SHORT = 9, 13, 0.3
"""On average in a sentence of a step, and the share of sentences of six words or fewer: joined up, as people speak."""


def prose(text: str) -> str:
    """Leave out of a step what is no running text: lists, tables, quotations, and the lines that name sources."""
    without_sources = re.sub(r"^\*(?!\*)[^*]+\*$", "", text, flags=re.MULTILINE)
    return "\n".join(line for line in without_sources.splitlines() if not re.match(r"\s*(?:[-*#>|<!]|\d+\.)", line))


@each_module
def test_a_step_reads_as_people_speak_and_not_like_telegrams(shipped: Shipped) -> None:
    for step in steps_of(shipped.cells):
        lengths = [one.words for one in sentences(prose(step.text)) if one.is_whole]
        average, short = sum(lengths) / len(lengths), sum(length <= 6 for length in lengths) / len(lengths)

        assert FEWEST_WORDS <= average <= MOST_WORDS, f"step {step.number}: {average:.1f} words a sentence"
        assert short < MOST_SHORT, f"step {step.number}: {short:.0%} has six words or fewer"


NO_RUNNING_TEXT = {
    *("naam", "titel", "links", "rechts", "wie", "bron", "wanneer", "eenheid", "woorden", "modelantwoord"),
    *("begint", "wat_je_weet", "bewijs", "eisen"),
}
"""Keys of names, labels and example answers."""
TO_CHOOSE_FROM = {
    *("opties", "kaartjes", "stappen", "redenen", "keuzes", "schaal", "stellingen", "nakijkpunten", "je_kunt"),
}
"""What a learner chooses, sorts, ticks or agrees with: short and of about equal length, to compare at a glance."""
FEWEST_SENTENCES = 10
"""An activity with fewer has no average to speak of."""


def running_text(said: WrittenText) -> str:
    """Leave out of a text of an activity what people say in it, and what is there to choose from.

    Spoken lines may be as short as people speak: a caller shouts “Hallo? Zie je mij wel?”.
    """
    mapping = said.where[-3] if len(said.where) > 2 else ""
    if said.key in NO_RUNNING_TEXT or (said.key in {"tekst", *TO_CHOOSE_FROM} and {mapping, said.key} & TO_CHOOSE_FROM):
        return ""
    return re.sub(r"“[^”]*”|‘[^’]*[.!?]’|^>.*$", "", said.text, flags=re.MULTILINE)


@each_module
def test_exercises_stories_cards_and_plans_read_as_people_speak_too(shipped: Shipped) -> None:
    """All activities but the practice HIS, which has records beside what it tells: see below."""
    for name, path in shipped.module.activity_files.items():
        texts = [running_text(said) for said in texts_of_file(path)]
        lengths = [one.words for text in texts for one in sentences(text) if one.is_whole]
        if name == "oefen-his" or len(lengths) < FEWEST_SENTENCES:
            continue
        average, short = sum(lengths) / len(lengths), sum(length <= 6 for length in lengths) / len(lengths)

        assert FEWEST_WORDS <= average <= MOST_WORDS, f"{name}: {average:.1f} words a sentence"
        assert short < MOST_SHORT, f"{name}: {short:.0%} has six words or fewer"


AS_A_PRACTICE_WRITES = {"s", "o", "e", "p", "let-op", "journaal", "opmerking"}
"""Fields of records in the practice HIS: notes and messages, as short as colleagues write them."""


def test_the_practice_his_tells_as_people_speak() -> None:
    (path,) = (path for shipped in ALL for name, path in shipped.module.activity_files.items() if name == "oefen-his")
    told = [prose(running_text(said)) for said in texts_of_file(path) if said.key not in AS_A_PRACTICE_WRITES]
    lengths = [one.words for text in told for one in sentences(text) if one.is_whole]

    assert FEWEST_WORDS <= sum(lengths) / len(lengths) <= MOST_WORDS
    assert sum(length <= 6 for length in lengths) / len(lengths) < MOST_SHORT
    assert max(lengths) <= 20


# The words of the outlines (the line `Woordenlijst` under B2, C2, D2, E2 and F2)
WORDS = {
    "werkdruk": "belastbaarheid, RI&E, bedrijfsarts, herstel, IGLO",
    "agressie": "frustratie, instrumenteel, escaleren, nazorg, aangifte, vertrouwenspersoon, VPT",
    "his": "HIS, SOEP, episode, ICPC, contra-indicatie, overgevoeligheid, datalek, LSP, VIM, digicoach",
    "beeldbellen": "videoconsult, e-consult, identiteit, verbinding, plan B, non-verbaal",
    "loopbaan": "loopbaanperspectief, zij-instroom, BOL, BBL, derde leerweg, EVC, POP, praktijkopleider, mobiliteit",
}


@each_module
def test_a_word_is_explained_in_one_sentence(shipped: Shipped) -> None:
    glossary = shipped.module.description.glossary
    longer = {one.word: one.meaning for one in glossary if len(re.findall(r"[.!?](?=\s|$)", one.meaning)) != 1}

    assert longer == {}


@each_module
def test_the_glossary_has_the_words_of_the_outline(shipped: Shipped) -> None:
    assert set(WORDS[str(shipped)].split(", ")) <= {term.word for term in shipped.module.description.glossary}


@each_module
def test_every_module_says_what_you_can_do_and_what_your_employer_must_do(shipped: Shipped) -> None:
    first = steps_of(shipped.cells)[0].text

    assert re.search(r"\b[Jj]ij kunt\b", first)
    assert re.search(r"\b[Jj]e werkgever (?:moet|\w+ ook)", first)


def test_there_are_five_modules() -> None:
    assert [str(shipped) for shipped in ALL] == ["agressie", "beeldbellen", "his", "loopbaan", "werkdruk"]
