"""Every figure that a learner reads can be found at a source that is named beside it.

`modules/bronnen.yaml` holds the figures of each source, as the fact base of the project gives them. A figure of our own
(the number of a step, the age of an invented patient) has no source. What counts as our own is told here, rule by rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities.dutch import QUESTION_KINDS
from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.content.sector_figures import sector_figures
from ssfh_learn.content.texts import WrittenText
from ssfh_learn.content.unchecked import CHECKED, EXPERT, PREFIX, WAITS
from tests import yaml_file
from tests.modules.figures import facts, figures, told
from tests.modules.shipped import ALL, MODULES, Shipped, each_module
from tests.modules.texts import texts_of_module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYS = ("code", "toetsvragen", "wie", "wanneer", "bron", "cijfers", "let_op", "deskundige")
"""What stands in the file of figures, as its first lines explain."""

# Our own figures, wherever they stand

_OURS = [
    # the number of a step, a fragment, a rule: a name and no amount
    r"\b(?:stap(?:pen)?|fragment|punt|kaart|soort|trede|deel|regel|begeleiding) \d+(?:(?:, | en | of )\d+)*",
    r"^[>|\s]*(?:\*\*)?\d+\. |\b\d{1,2}: ",
    # how long a step or a module takes; test_goals.py compares these with the steps
    r"\*Ongeveer \d+ minuten\.\*|ongeveer \d+ minuten bezig",
    # a time of the day is when something happens and never what somebody measured
    r"\b(?:om |van )?\d{1,2}\.\d{2} uur",
    r"\bvan \d{1,2} tot \d{1,2} uur|\bom (?:\d{1,2}|[a-zé]+) uur|\bkwart (?:voor|over) [a-z]+",
    # a scale or meter of our own
    r"\b\d+ = |\bvan \d \([^)]*\) tot \d \(",
]
_OUR = re.compile("|".join(_OURS), re.IGNORECASE | re.MULTILINE)

# What invented people say and do, and what we propose ourselves

OWN_WORK = {"zelfscan", "actieplan", "gesprekskaart", "reflectie", "rolkeuze"}
"""Kinds whose advice and questions are our own: `tien minuten` and `binnen zes maanden` are proposals."""
STORY = {"scenario": {"rol", "tekst", "gevolg"}, "oefen-his": None, "vaardigheden": {"tekst"}}
"""Keys that tell of invented people; None: every key, but for those below."""
ABOUT = {"uitleg", "goed", "mist", "fout", "deels", "leerpunt", "eisen"}
"""Keys that say something about a story, which must be so."""

_MEASURED = re.compile(r"%| uur$|^(?:19|20)\d\d$| op de |^(?:kwart|driekwart|helft)$|^(?:900|1000)$|^0[89]|^24/7$")
"""Figures that a proposal, a case or a story may not make up either: shares, hours, years and telephone numbers."""


def sought(said: WrittenText) -> Iterator[str]:
    """Yield the figures of a text that need a source."""
    found = figures(_OUR.sub(" ; ", _without_speech(said)))
    if said.kind in OWN_WORK or _is_case(said) or STORY.get(said.kind, ()) is None:
        found = [figure for figure in found if _MEASURED.search(figure)]
    if _is_wrong(said) or (_is_story(said) and said.key not in ABOUT):
        found = []
    given = own_figures(said)
    yield from (figure for figure in found if figure not in given)


def _without_speech(said: WrittenText) -> str:
    """Leave out of a notebook what invented people say, between “ and ”, and the titles of our own activities."""
    if said.kind != "notebook":
        return said.text
    titles = "|".join(re.escape(f"‘{title}’") for title in _titles(said.path.parent))
    return re.sub(rf"“[^”]*”|{titles}", " ; ", said.text)


def _titles(folder: Path) -> set[str]:
    return {one.title for shipped in ALL if shipped.folder == folder for one in shipped.activities.values()}


def _question(said: WrittenText) -> dict[str, Any] | None:
    return next((part for part in reversed(said.around) if part.get("soort") in QUESTION_KINDS and "id" in part), None)


def _is_story(said: WrittenText) -> bool:
    keys = STORY.get(said.kind, set())
    return keys is None or said.key in keys


def _is_case(said: WrittenText) -> bool:
    """Say whether this is the case of a question, or an answer to it that somebody could give."""
    about = {"feedback", "uitleg", "uitleg_waar", "uitleg_onwaar", "hints"}
    return _question(said) is not None and not about & set(map(str, said.where))


def _is_wrong(said: WrittenText) -> bool:
    """Say whether this is an answer that is not right, or a statement that is not true."""
    question = _question(said)
    if question is None:
        return False
    if said.key == "vraag":
        return question.get("juist") == "nee"
    nearest = said.around[-1]
    is_option = nearest is not question and said.key == "tekst" and {"opties", "redenen"} & set(map(str, said.where))
    return bool(is_option) and nearest.get("juist") != "ja" and nearest.get("waarde", "0") != "1"


def own_figures(said: WrittenText) -> set[str]:
    """Return the figures that a text may use because they follow from what stands beside it."""
    question = _question(said)
    own: set[str] = set()
    if question is not None and not _is_case(said):
        case = {key: value for key, value in question.items() if key not in {"feedback", "hints", "bronnen"}}
        own |= set(figures(_OUR.sub(" ; ", " ; ".join(_texts(case)))))
        own |= {figure.removesuffix("%") for figure in own}
        if "hints" in said.where:  # a hint gives bounds and no fact
            own |= set(figures(said.text))
    if said.key == "inleiding" and "zakgrens" in said.around[-1]:
        own.add(f"{said.around[-1]['zakgrens']}%")
    return own | calculated(said.text) | rounded({*figures(said.text), *own})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner) if key != "uitleg" else ()
        if "eenheid" in value:
            yield f"{value.get('antwoord', '')} {value['eenheid']}"
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)


_SUM = re.compile(r"(\d+) (en|gedeeld door|van de|min) (\d+)(?: minuten bij elkaar op\. Dat)? is (\d+(?:,\d+)?)\b")


def calculated(text: str) -> set[str]:
    """Return the figures of a calculation that is written out, such as `1 van de 4 is 25 procent`; it must be right."""
    found: set[str] = set()
    for first, sign, second, result in _SUM.findall(text):
        left, right = int(first), int(second)
        value = {"en": left + right, "min": left - right}.get(sign, left / right)
        shown = float(result.replace(",", "."))
        assert shown in {value, 100 * value}, f"{first} {sign} {second} is not {result}"
        found |= {first, second, result, f"{100 * value:g}%"} | {f"{one} minuten" for one in (first, second, result)}
    return found


def rounded(found: set[str]) -> set[str]:
    """Return the words for a share that fit a percentage in the same place: 45% is `bijna de helft`."""
    shares = {"kwart": 25, "helft": 50, "driekwart": 75}
    percentages = [float(one[:-1].replace(",", ".")) for one in found if one.endswith("%")]
    return {word for word, share in shares.items() if any(abs(share - one) <= 6 for one in percentages)}


def figures_of(sources: tuple[str, ...]) -> set[str]:
    return {figure for code in sources for figure in facts().get(code, ())}


@each_module
def test_every_figure_is_found_at_a_source_that_is_named_beside_it(shipped: Shipped) -> None:
    counts = own_counts(shipped)
    untraced = [
        f"{figure} in {said}"
        for said in texts_of_module(shipped)
        for figure in sought(said)
        if figure not in figures_of(said.sources)
        and not any(counted.startswith(f"{figure} ") and counted in said.text for counted in counts)
    ]

    assert untraced == []


def own_counts(shipped: Shipped) -> set[str]:
    """Return what we count of our own modules, such as `14 korte stappen` and `15 stellingen`."""
    steps = max(int(number) for number in re.findall(r"^## Stap (\d+)", shipped.markdown, re.MULTILINE))
    statements = sum(len(one.items) for one in shipped.of_kind(SelfAssessment))
    return {f"{steps} korte stappen", f"{statements} stellingen"}


@each_module
def test_every_bar_of_every_chart_has_the_figure_that_a_source_of_that_chart_gives_to_it(shipped: Shipped) -> None:
    for chart in shipped.of_kind(FactChart):
        said = [sentence for code in chart.sources for sentence in told()[code]]
        for bar in chart.bars:
            closest = max(said, key=lambda sentence, name=bar.name: len(_words(sentence) & _words(name)))  # type: ignore[misc]
            value = f"{bar.value:g}".replace(".", ",")
            assert value in re.findall(r"\d+(?:,\d+)?", closest), f"{chart.id}: {bar.name} {value} is not: {closest}"


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]{4,}", text.casefold()))


@each_module
def test_a_number_to_fill_in_is_found_at_a_source_or_worked_out_in_its_feedback(shipped: Shipped) -> None:
    questions = [question for quiz in [*shipped.of_kind(Quiz), shipped.bank] for question in quiz.questions]
    for question in questions:
        if question.kind == "numeric":
            value = question.solution()
            known = {figure.split()[0].removesuffix("%") for figure in figures_of(question.sources)}
            worked_out = calculated(f"{question.feedback.right} {question.feedback.wrong}")
            assert value in known | worked_out, question.id


def test_a_figure_names_who_and_when_or_says_that_it_is_not_told() -> None:
    entries = yaml_file.read(MODULES / "bronnen.yaml")
    for entry in entries:
        if "%" in " ".join(entry.get("cijfers", ())):
            assert {"wie", "wanneer", "bron"} <= set(entry) or "rekenvoorbeeld" in entry["bron"], entry["code"]


def test_every_source_of_figures_stands_once_and_says_no_more_than_the_file_explains() -> None:
    entries = yaml_file.read(MODULES / "bronnen.yaml")

    assert len({entry["code"] for entry in entries}) == len(entries)
    assert {key for entry in entries for key in entry} - {CHECKED} == set(KEYS)


def test_a_figure_stands_only_beside_test_questions_that_exist_and_name_its_source() -> None:
    named = {f"{shipped.bank.id}/{one.id}": set(one.sources) for shipped in ALL for one in shipped.bank.questions}
    entries = yaml_file.read(MODULES / "bronnen.yaml")
    beside = sector_figures(MODULES)
    written = {entry["code"]: entry["toetsvragen"] for entry in entries if "toetsvragen" in entry}

    assert {code: len(listed) for code, listed in written.items()} == {
        code: len(one.questions) for code, one in beside.items() if one.questions
    }
    shown = [(code, question, figures) for code, one in beside.items() for question, figures in one.questions.items()]
    assert [(code, question) for code, question, figures in shown if not figures] == []
    assert [(code, question) for code, question, _ in shown if code not in named.get(question, ())] == []
    assert "XD-01" in named["beeldbellen-toets/b179"]  # for what else that research told, and not for its figure
    assert beside["XD-01"].beside("beeldbellen-toets", "b179") is None


def test_a_number_that_a_test_asks_for_is_in_the_figures_beside_it_and_no_other_question_of_the_source() -> None:
    """The percentage that is asked is in what stands beside the question, and of a long list not all of it."""
    questions = {f"{shipped.bank.id}/{one.id}": one for shipped in ALL for one in shipped.bank.questions}
    for one in sector_figures(MODULES).values():
        for place, beside in one.questions.items():
            if questions[place].kind == "numeric":
                asked = questions[place].solution().split()[0].removesuffix("%")
                assert len(beside) == 1, (one.code, place)
                assert asked in re.findall(r"\d+", beside[0]), (one.code, place, asked)


def test_what_an_expert_has_to_check_is_said_to_trainers_and_not_where_a_board_reads_it() -> None:
    for entry in yaml_file.read(MODULES / "bronnen.yaml"):
        if not entry["code"].startswith(PREFIX):  # these are no figures, so no report shows them
            assert "deskundige" not in entry.get("let_op", "").lower(), entry["code"]
        assert entry.get(EXPERT, WAITS) == WAITS, entry["code"]


def test_what_to_mind_at_a_figure_speaks_to_a_reader_and_not_to_who_draws_it() -> None:
    entries = yaml_file.read(MODULES / "bronnen.yaml")

    assert not [one["code"] for one in entries if re.search(r"\b([Tt]eken|taart|staven)\b", one.get("let_op", ""))]


def test_the_figures_of_a_source_are_those_of_a_source_that_is_used() -> None:
    used = {reference.code for shipped in ALL for reference in shipped.module.description.sources}

    assert set(facts()) <= used


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("45% en 16,8 jaar", ["16,8 jaar", "45%"]),
        ("**72 uur**, na 2 weken en na 6 tot 8 weken", ["2 weken", "6 weken", "72 uur", "8 weken"]),
        ("38, 25, 22 en 15 procent", ["15%", "22%", "25%", "38%"]),
        ("sinds 1 juli 2017", ["1 juli", "2017"]),
        ("bel 112 of 0900-0101, 24/7", ["0900-0101", "112", "24/7"]),
        ("acht tot twaalf weken", ["12 weken", "8 weken"]),
        ("bijna een kwart van de duizend", ["1000", "kwart"]),
        ("ongeveer 1 op de 5 mensen", ["1 op de 5"]),
        ("één stap, drie vragen, een uur later, 14 bellers", ["14"]),
    ],
)
def test_a_figure_is_found_in_digits_and_in_words(text: str, found: list[str]) -> None:
    assert sorted(figures(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("1 van de 4 is 25 procent", "25%"), ("60 gedeeld door 20 is 3", "3"), ("15 en 5 is 20 minuten", "20 minuten")],
)
def test_a_calculation_that_is_written_out_is_a_source(text: str, found: str) -> None:
    assert found in calculated(text)


def test_a_calculation_that_is_wrong_is_refused() -> None:
    with pytest.raises(AssertionError, match="1 van de 4 is not 20"):
        calculated("1 van de 4 is 20 procent")
