"""Every self-assessment filled in from end to end, against the control values of its outline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.words import word
from tests.modules.shipped import BY_NAME

ANNA = Learner("anna")


@dataclass(frozen=True)
class Control:
    """The means of the subscales, in the order of the outline, when everybody answers the same."""

    section: str
    statements: int
    all_ones: tuple[float, ...]
    all_fives: tuple[float, ...]
    help_at_ones: bool
    help_at_fives: bool


# Worked out by hand from the statements in module_outlines.md (the section that is named): a reversed statement
# counts as 6 - answer. Subscale A of werkdruk has two of each: (1 + 1 + 5 + 5) / 4 = 3.0.
CONTROLS = {
    "werkdruk": Control("B5", 15, (3.0, 2.0, 3.0, 2.3), (3.0, 4.0, 3.0, 3.7), help_at_ones=False, help_at_fives=True),
    "agressie": Control("C5", 13, (2.0, 2.3, 2.3, 2.3), (4.0, 3.7, 3.7, 3.7), help_at_ones=True, help_at_fives=False),
    "his": Control("D5", 15, (2.0, 2.0, 2.0, 2.3), (4.0, 4.0, 4.0, 3.7), help_at_ones=True, help_at_fives=False),
    "beeldbellen": Control(
        "E5", 13, (2.3, 2.0, 2.3, 2.3), (3.7, 4.0, 3.7, 3.7), help_at_ones=False, help_at_fives=False
    ),
    "loopbaan": Control("F5", 13, (2.3, 2.3, 2.0, 2.3), (3.7, 3.7, 4.0, 3.7), help_at_ones=True, help_at_fives=False),
}
each_control = pytest.mark.parametrize("name", CONTROLS)


def assessment(name: str) -> SelfAssessment:
    (one,) = BY_NAME[name].of_kind(SelfAssessment)
    return one


def result(one: SelfAssessment, value: int | str) -> dict[str, Any]:
    """Give every statement the same answer, and return the result that is shown."""
    state = one.start(ANNA)
    for item in one.items:
        state = one.respond(state, {"kind": "answer", "item": item.id, "value": value})
    shown: dict[str, Any] = one.view(one.respond(state, {"kind": "finish"}))["result"]
    return shown


def means(shown: dict[str, Any]) -> tuple[float | None, ...]:
    return tuple(subscale["mean"] for subscale in shown["subscales"])


def band(mean: float) -> str:
    """Return the band that part A6 of the outlines gives a mean."""
    return "aandacht nodig" if mean <= 2.4 else "op weg" if mean <= 3.4 else "stevige basis"


@each_control
def test_all_ones_all_threes_and_all_fives_give_the_means_of_the_outline(name: str) -> None:
    one, control = assessment(name), CONTROLS[name]

    assert means(result(one, 1)) == control.all_ones
    assert means(result(one, 3)) == (3.0,) * 4
    assert means(result(one, 5)) == control.all_fives


@each_control
def test_the_bands_are_those_of_part_a6(name: str) -> None:
    bands = [(band.starts_at, band.name) for band in assessment(name).bands]

    assert bands == [(1.0, "aandacht nodig"), (2.5, "op weg"), (3.5, "stevige basis")]


@each_control
@pytest.mark.parametrize("value", [1, 3, 5])
def test_each_mean_has_the_band_of_part_a6_and_the_advice_of_that_band(name: str, value: int) -> None:
    one = assessment(name)
    for subscale, shown in zip(one.subscales, result(one, value)["subscales"], strict=True):
        assert shown["band"]["name"] == band(shown["mean"])
        advice = subscale.advice[shown["band"]["id"]]
        assert advice.split()[0] in shown["advice"]["html"]
        assert len(set(subscale.advice.values())) == 3, "each band has an advice of its own"


@each_control
@pytest.mark.parametrize(
    ("of_band", "hedges"), [("midden", "soms|misschien|een deel"), ("hoog", "meestal|de meeste|veel|een aardig idee")]
)
def test_a_band_claims_no_more_than_the_answers_it_begins_at(name: str, of_band: str, hedges: str) -> None:
    """The middle band begins below "soms", the highest between "soms" and "meestal wel"."""
    for subscale in assessment(name).subscales:
        claim, _, _ = subscale.advice[of_band].partition(".")
        assert claim.startswith("Volgens jouw antwoorden ")
        assert re.search(hedges, claim), claim


@each_control
def test_each_advice_names_what_others_do_and_the_step_where_more_stands(name: str) -> None:
    for subscale in assessment(name).subscales:
        for of_band, advice in subscale.advice.items():
            assert re.search(r"stap \d+", advice), f"{subscale.id} {of_band}"
            assert re.search(r"team|collega|overleg|leidinggevende|werkgever", advice), f"{subscale.id} {of_band}"
        around = r"vakbond|beroepsvereniging|bedrijfsarts|vertrouwenspersoon|digicoach|contactpersoon|bereikbaar"
        assert re.search(around, subscale.advice["laag"]), f"{subscale.id}: no way round the manager"


@each_control
def test_not_applicable_everywhere_gives_no_mean_no_band_no_advice_and_no_help(name: str) -> None:
    shown = result(assessment(name), "na")

    assert means(shown) == (None,) * 4
    assert {subscale["band"] for subscale in shown["subscales"]} == {None}
    assert {subscale["advice"] for subscale in shown["subscales"]} == {None}
    assert shown["show_help"] is False


@each_control
def test_the_help_block_opens_where_the_outline_says(name: str) -> None:
    one, control = assessment(name), CONTROLS[name]

    assert result(one, 1)["show_help"] is control.help_at_ones
    assert result(one, 3)["show_help"] is False
    assert result(one, 5)["show_help"] is control.help_at_fives


# What a low result shows besides (the line `veiligheid` of each section)


@pytest.mark.parametrize(
    ("name", "subscale", "shown"),
    [
        ("werkdruk", "c", ["bedrijfsarts", "eigen huisarts"]),
        ("agressie", "d", ["vertrouwenspersoon", "bedrijfsarts", "vakbond"]),
        ("his", "c", ["vijf veiligheidsregels", "<li>Meld een fout of datalek meteen.</li>", "Datalek: wat nu?"]),
        ("beeldbellen", "c", ["vier openingszinnen", "Wie is er bij u? Kunt u vrij praten?"]),
        ("loopbaan", "c", ["loopbaankaart", "vakbond", "beroepsvereniging"]),
    ],
)
def test_a_low_result_shows_what_makes_it_safe(name: str, subscale: str, shown: list[str]) -> None:
    one = assessment(name)
    (part,) = (part for part in one.subscales if part.id == subscale)
    advice = markup(part.advice["laag"])

    assert advice is not None
    assert [text for text in shown if text not in advice["html"]] == []


@each_control
def test_no_advice_says_that_she_works_safely_or_well(name: str) -> None:
    """A mean does not know that: it is high too where the lowest answer is on the statement that safety hangs on."""
    advice = [text for subscale in assessment(name).subscales for text in subscale.advice.values()]

    assert [text for text in advice if re.search(r"\b(?:[Jj]e|[Jj]ullie)\b[^.?!]*\b(?:veilig|goed)\b", text)] == []


@each_control
def test_whoever_leads_others_reads_who_her_manager_is_and_a_choice_has_the_name_it_has_on_the_page(name: str) -> None:
    one = assessment(name)
    named = re.findall("‘(niet [^’]+)’", one.intro or "")

    assert "Geef je zelf leiding?" in (one.intro or "")
    assert set(named) <= {word("frontend", "self_assessment.not_applicable")}


def test_about_the_team_the_way_around_the_manager_is_always_shown() -> None:
    (team,) = (part for part in assessment("agressie").subscales if part.id == "d")

    assert all("een vertrouwenspersoon, de bedrijfsarts of je vakbond" in advice for advice in team.advice.values())


@each_control
def test_a_self_assessment_stays_with_the_learner_and_is_called_no_diagnosis(name: str) -> None:
    one, text = assessment(name), BY_NAME[name].markdown

    assert one.is_private
    assert "Het is geen diagnose en geen beoordeling." in text
    assert re.search(r"De uitslag is alleen voor jou\. Je werkgever ziet (?:er )?niets", text)
    assert re.search(r"[Jj]e kunt alles (?:weer )?wissen", text)
    assert re.search(r"Er is geen onderzoek gedaan naar deze scan|zijn niet onderzocht", text)


@each_control
def test_there_are_as_many_statements_as_in_part_g(name: str) -> None:
    assert len(assessment(name).items) == CONTROLS[name].statements


def test_every_module_has_a_control() -> None:
    assert set(CONTROLS) == {name for name, shipped in BY_NAME.items() if shipped.of_kind(SelfAssessment)}
