"""Ambiguities, contradictions and outdated facts, handled as the fact base says (its chapter 7, FLAG-01 to FLAG-25).

Each test names its flag. What cannot be read off a text (FLAG-16: which of three definitions) is not tested here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content.texts import WrittenText
from tests.modules.shipped import ALL, BY_NAME, Shipped, each_module
from tests.modules.test_figures import _is_wrong
from tests.modules.test_goals import steps
from tests.modules.texts import texts_of_module

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(shipped: Shipped, pattern: str) -> Iterator[WrittenText]:
    """Yield the texts in which a pattern is found; answers that are wrong are left out."""
    for said in texts_of_module(shipped):
        if re.search(pattern, plain(said)) and not _is_wrong(said):
            yield said


def plain(said: WrittenText) -> str:
    return " ".join(said.text.replace("**", "").split())


def sentences_around(said: WrittenText, pattern: str, before: int = 250, after: int = 250) -> Iterator[str]:
    text = plain(said)
    for match in re.finditer(pattern, text):
        yield text[max(0, match.start() - before) : match.end() + after]


def charts_with(*codes: str) -> list[FactChart]:
    found = [one for shipped in ALL for one in shipped.of_kind(FactChart) if set(codes) & set(one.sources)]
    assert found
    return found


def test_flag_01_the_share_of_absence_by_work_pressure_comes_with_its_reservation() -> None:
    found = list(texts(BY_NAME["werkdruk"], "43%"))

    assert found
    for said in found:
        for around in sentences_around(said, "43%"):
            assert "De tekst zegt niet uit welk onderzoek dit komt" in around, str(said)


def test_flag_01_that_share_is_no_question() -> None:
    for shipped in ALL:
        for quiz in [*shipped.of_kind(Quiz), shipped.bank]:
            assert not [question.id for question in quiz.questions if "W-06" in question.sources], quiz.id


@pytest.mark.parametrize("chart", charts_with("W-09", "AG-08"), ids=lambda chart: chart.title)
def test_flag_02_measures_of_employers_say_that_more_answers_were_possible_and_the_source_is_not_told(
    chart: FactChart,
) -> None:
    assert "meer antwoorden mogelijk" in chart.reading
    assert "niet apart vermeld" in chart.source
    assert sum(bar.value for bar in chart.bars) > 100


def test_flag_03_resilience_helps_but_never_replaces_the_work_itself() -> None:
    (step,) = (
        step for step in steps(BY_NAME["werkdruk"]).values() if "We kunnen de werkdruk niet verlagen" in step.text
    )

    assert "IVVO beschrijft hier wat het zelf aanbiedt" in step.text
    assert "weerbaarheid vervangt nooit de aanpak van het werk zelf" in step.text


@each_module
def test_flag_04_nobody_reads_that_staff_cause_aggression(shipped: Shipped) -> None:
    assert list(texts(shipped, r"veroorzaakt door de medewerkers|eigen schuld")) == []


def test_flag_04_who_is_aggressive_stays_responsible() -> None:
    assert "wie agressief is, blijft zelf verantwoordelijk." in BY_NAME["agressie"].markdown.replace("**", "")


@each_module
def test_flag_05_that_aggression_grows_is_never_told_as_a_fact(shipped: Shipped) -> None:
    grows = r"[Aa]gressie (?:neemt (?:steeds )?toe|wordt steeds)|steeds vaker (?:slachtoffer|voor)"
    for said in texts(shipped, grows):
        for around in sentences_around(said, grows, 400, 400):
            assert re.search(r"verschillen bronnen|[Bb]ronnen verschillen|“steeds vaker|‘steeds vaker", around), str(
                said
            )


def test_flag_06_seventeen_percent_is_of_organisations() -> None:
    found = list(texts(BY_NAME["agressie"], r"17 ?%|17 procent"))

    assert found
    for said in found:
        if "hints" not in said.where:  # a hint asks of what it is
            assert "organisaties" in plain(said), str(said)


def test_flag_07_one_measurement_of_aggression_is_used() -> None:
    assert list(texts(BY_NAME["agressie"], r"\b(?:77|74|54|69)(?:%| procent)")) == []


@pytest.mark.parametrize("name", ["his", "beeldbellen"])
def test_flag_08_people_judged_themselves(name: str) -> None:
    for said in texts(BY_NAME[name], r"23%|bijna een kwart|duizend deelnemers"):
        if said.where[:1] != ("bronnen",) and said.key != "bron":
            assert re.search(r"zichzelf|jezelf|zelf een|niet over beeldbellen", plain(said)), str(said)


@each_module
def test_flag_08_nobody_reads_that_a_quarter_cannot_work_with_the_his(shipped: Shipped) -> None:
    for said in texts(shipped, r"kwart[^.]*(?:kan niet|niet met het HIS)"):
        if "kaartjes" in said.where:
            continue  # a card to sort may be untrue, and says so when it is checked
        assert re.search(r"mag (?:je )?(?:dus )?niet|Nooit|niet zeggen|niet gemeten", plain(said)), str(said)


@pytest.mark.parametrize("chart", charts_with("L-02", "L-03", "L-04", "L-05"), ids=lambda chart: chart.title)
def test_flag_09_the_source_of_the_figures_about_careers_is_not_told(chart: FactChart) -> None:
    assert "oorspronkelijke bron" in chart.source + chart.reading
    assert "niet vermeld" in chart.when + chart.source


@pytest.mark.parametrize("chart", charts_with("L-08", "L-09"), ids=lambda chart: chart.title)
def test_flag_10_the_measures_to_work_longer_stand_apart_from_none_of_these(chart: FactChart) -> None:
    assert not {"L-08", "L-09"} <= set(chart.sources) or len(chart.bars) == 1
    assert re.search(r"zegt niet over welke organisaties|[Dd]eelnemende organisaties", chart.reading + chart.who)


def test_flag_10_nobody_reads_that_a_hundred_is_chance() -> None:
    assert list(texts(BY_NAME["loopbaan"], r"100[^.]*toeval|toeval[^.]*100")) == []


def test_flag_11_only_the_clear_figures_about_interns_are_used() -> None:
    used = {code for one in BY_NAME["loopbaan"].activities.values() for code, _ in one.used_sources()}

    assert not {"L-12", "L-13", "L-14"} & used
    assert list(texts(BY_NAME["loopbaan"], r"\b(?:75|56|30|14)(?:%| procent)")) == []


@each_module
def test_flag_12_equal_figures_with_another_meaning_are_never_in_one_question(shipped: Shipped) -> None:
    for quiz in [*shipped.of_kind(Quiz), shipped.bank]:
        for question in quiz.questions:
            for pair in ({"W-07", "L-09"}, {"W-06", "AG-08"}, {"W-09", "AG-08"}, {"L-08", "L-13"}):
                assert not pair <= set(question.sources), question.id


def test_flag_13_increased_and_too_high_are_told_apart() -> None:
    for chart in charts_with("W-07", "W-08", "W-10"):
        assert not ({"W-07", "W-08"} & set(chart.sources) and "W-10" in chart.sources), "two groups in one chart"
        assert re.search(r"niet van elkaar af|niet met elkaar vergelijken", chart.reading), chart.id


@pytest.mark.parametrize("chart", charts_with("W-07", "W-08", "AG-05", "AG-06", "AG-07"), ids=lambda chart: chart.title)
def test_flag_14_the_words_of_the_magazine_are_kept(chart: FactChart) -> None:
    assert "volgens het SSFH-magazine" in chart.who
    assert re.search(r"[Ww]erknemers|[Mm]edewerkers", chart.who)


def test_flag_15_the_second_letter_of_iglo_is_the_group_and_its_source_is_webers() -> None:
    work_pressure = BY_NAME["werkdruk"]
    references = {reference.code: reference.text for reference in work_pressure.module.description.sources}

    assert "**G**roep (team)" in work_pressure.markdown
    assert "Webers" in references["W-12"]
    assert "Webers" in references["W-13"]


@each_module
def test_flag_17_no_offer_is_called_free_and_no_provider_can_be_called(shipped: Shipped) -> None:
    """The help numbers are free, and so is a look into your own file (XD-14)."""
    free = r"\bgratis\b(?! en anoniem)|\bkosteloos\b|\bvouchers?\b|€|\beuro\b"
    assert [str(said) for said in texts(shipped, free)] == []
    assert [str(said) for said in texts(shipped, r"[\w.]+@[\w.]+\.nl|\b088-|\b013[ -]")] == []
    for said in texts(shipped, r"Amplooi|IVVO|De Bode"):
        for around in sentences_around(said, r"Amplooi|IVVO|De Bode", 0, 80):
            assert not re.search(r"\b(?:biedt nu|kun je nu|meld je aan)\b", around), str(said)


@each_module
def test_flag_18_who_led_ssfh_then_does_not_now(shipped: Shipped) -> None:
    for said in texts(shipped, r"voorzitter|bestuurders"):
        for around in sentences_around(said, r"(?:vice)?voorzitter|bestuurders", 40, 0):
            assert re.search(r"toenmalige?|[Ww]aarnemend", around), f"{around!r} in {said}"
    assert list(texts(shipped, r"Portengen|Welling\b")) == []


@each_module
def test_flag_19_no_article_of_a_law_is_named(shipped: Shipped) -> None:
    assert list(texts(shipped, r"\b[Aa]rt(?:ikel|\.) ?\d")) == []


@each_module
def test_flag_20_spelling(shipped: Shipped) -> None:
    assert list(texts(shipped, r"vitaliteitscan\b|huisartseninformatiesysteem|assistentes\b|[Bb]eiden soorten")) == []


@each_module
def test_flag_21_looking_after_yourself_is_never_told_without_the_employer(shipped: Shipped) -> None:
    assert list(texts(shipped, r"mogen? beter voor zichzelf zorgen")) == []
    assert "werkgever én werknemer" in (shipped.module.description.about or "")


def test_flag_22_working_less_is_a_question_to_think_about() -> None:
    step = steps(BY_NAME["loopbaan"])[4].text

    assert "### Denkvraag" in step
    assert "de druk op anderen vergroten" in step


@each_module
def test_flag_23_figures_that_contradict_each_other_are_left_out(shipped: Shipped) -> None:
    assert list(texts(shipped, r"26\.000|35\.000|2,5 miljoen|3 miljoen|laaggeletterd")) == []


def test_flag_24_education_made_to_measure_is_a_wish_and_no_right() -> None:
    career = BY_NAME["loopbaan"]
    (step,) = (step for step in steps(career).values() if "### Onderwijs op maat" in step.text)

    assert "Het is geen recht." in step.text
    assert "vraag je school naar EVC" in step.text
    for said in texts(career, r"[Oo]nderwijs op maat"):
        assert not re.search(r"je hebt recht op|kun je nu volgen", plain(said)), str(said)


@each_module
def test_flag_25_a_training_of_many_years_is_for_the_practice_nurse_and_not_for_the_poh(shipped: Shipped) -> None:
    for said in texts(shipped, r"jarenlange"):
        if said.key == "eisen":  # beside the name of the function
            assert said.around[-1]["naam"] == "Praktijkverpleegkundige"
        else:
            assert re.search(r"[Pp]raktijkverpleegkundige", plain(said)), str(said)
