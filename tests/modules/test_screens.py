"""What every screen of a module has: help within one click, where it comes from, and the view of each role."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from ssfh_learn.activities import Activity, Learner
from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.activities.activity import RoleName
from ssfh_learn.activities.conversation_card import ConversationCard
from ssfh_learn.activities.fact_chart import FactChart
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.content.frame import frame
from ssfh_learn.portal.published.pages import Text, pages_of
from tests.modules.shipped import ALL, Shipped, each_module
from tests.modules.test_goals import steps
from tests.modules.texts import texts_of_file

ROLES = get_args(RoleName)

each_activity = pytest.mark.parametrize(
    ("shipped", "one"),
    [pytest.param(shipped, one, id=f"{shipped}/{one.id}") for shipped in ALL for one in shipped.activities.values()],
)

# Help

HELP = [
    "Direct gevaar: bel 112",
    "je eigen huisarts",
    "een huisarts buiten de praktijk waar je werkt",
    "de bedrijfsarts. Daarvoor heb je geen toestemming van je werkgever nodig",
    "Slachtofferhulp Nederland: 0900-0101",
    "de vertrouwenspersoon",
    "Denk je aan zelfdoding? Bel dan 24/7 gratis en anoniem 113 of chat op 113.nl",
]
"""The fixed help block of part A7 of the outlines."""

ABOUT = [
    "je werkt gezond, gemotiveerd, vakbekwaam en productief, tot aan je pensioen",
    "een taak van werkgever én werknemer",
    "LHV, InEen, NVDA, NVvPO, FNV Zorg &amp; Welzijn en CNV Zorg &amp; Welzijn",
    "beleidsplan 2021-2025 had SSFH <strong>vier speerpunten</strong>",
    "stages, duurzame inzetbaarheid, (anders) opleiden en digitaliseren",
    "<strong>drie knelpunten</strong> uit een onderzoek van 2021",
    "Of agressie echt toeneemt, daarover verschillen bronnen",
    "Wat SSFH nu aanbiedt, verandert. Kijk op ssfh.nl",
]
"""The block about SSFH of part A8."""


@each_activity
def test_help_glossary_and_the_block_about_ssfh_are_at_every_activity(shipped: Shipped, one: Activity) -> None:
    around = frame(one, shipped.module.description)
    help_, about = (" ".join(around[name]["html"].split()) for name in ("help", "about"))

    assert [sentence for sentence in HELP if sentence not in help_] == []
    assert [sentence for sentence in ABOUT if sentence not in about] == []
    assert len(around["glossary"]) == len(shipped.module.description.glossary) > 0


@each_module
def test_a_step_without_activity_has_help_under_its_text(shipped: Shipped) -> None:
    for step in steps(shipped).values():
        if not step.activities:
            block = re.search(r"<strong>Hulp nodig\?</strong></summary>(.*?)</details>", step.text, re.DOTALL)
            assert block, f"step {step.number}"
            assert all(number in block[1] for number in ("**112**", "0900-0101", "113.nl"))


@each_module
def test_the_first_step_tells_where_help_is_and_whose_the_answers_are(shipped: Shipped) -> None:
    first = steps(shipped)[1].text

    assert "**Hulp nodig?**" in first
    assert "### Van wie zijn je antwoorden?" in first
    assert "Je werkgever ziet niet wat je invult." in first


def test_the_module_about_aggression_warns_before_it_begins() -> None:
    (aggression,) = (shipped for shipped in ALL if str(shipped) == "agressie")
    before = aggression.cells[0].text

    assert "Deze module gaat over schelden, dreigen en grenzen. Je kunt stoppen wanneer je wilt." in " ".join(
        before.replace(">", " ").split()
    )
    assert "112" in before


# Folds

FOLD = re.compile(r"<details>\s*<summary>(.*?)</summary>", re.DOTALL)


def bare(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@each_module
def test_a_step_has_one_fold_with_its_sources(shipped: Shipped) -> None:
    for step in pages_of(shipped.notebook):
        folds = [
            bare(said).strip() for part in step.parts if isinstance(part, Text) for said in FOLD.findall(part.html)
        ]
        assert folds.count("Bronnen en controle") == 1, step.title


# Sources


@each_activity
def test_every_activity_that_tells_facts_names_its_sources(shipped: Shipped, one: Activity) -> None:
    known = {reference.code for reference in shipped.module.description.sources}
    named = {code for code, _ in one.used_sources()}

    assert named <= known
    assert named or isinstance(one, SelfAssessment | RoleChoice | Reflection), "only what is our own has no source"


@each_module
def test_every_step_says_where_it_comes_from(shipped: Shipped) -> None:
    """A line in italics, with the sources or with the words that it is our own."""
    without = [
        step.number
        for step in steps(shipped).values()
        if not re.search(
            r"^\*(?!\*)[^*]*(?:Bron|bron|van ons|verzonnen|zelf bedacht|eigen werk|vakkennis)", step.text, re.MULTILINE
        )
    ]

    assert without == []


@each_module
def test_what_is_only_general_knowledge_is_called_so_and_never_research(shipped: Shipped) -> None:
    for reference in shipped.module.description.sources:
        if reference.code.startswith("V-"):
            assert re.search(r"[Aa]lgemene vakkennis|nog te controleren", reference.text), reference.code
    for path in shipped.module.activity_files.values():
        for said in texts_of_file(path):
            if said.sources and all(code.startswith("V-") for code in said.sources):
                assert not re.search(r"onderzoek (?:toont|blijkt|laat zien)|bewezen", said.text), str(said)
    assert re.findall(
        r"\*\*(?:Gecontroleerd door .+ op .+|Nog niet door een deskundige gecontroleerd)\.\*\*", shipped.markdown
    )
    assert not re.search(r"nog (?:te |moeten? )?controleren|worden nagekeken", shipped.markdown), (
        "said once, in the last step"
    )
    assert not re.search(r"onderzoek toont aan|wetenschappelijk bewezen", shipped.markdown)
    said_again = [
        str(said)
        for path in shipped.module.activity_files.values()
        for said in texts_of_file(path)
        if re.search(r"deskundige\s+moet|nog worden gecontroleerd", said.text)
    ]
    assert said_again == []


@each_module
def test_every_chart_says_who_when_and_by_whom_and_has_its_figures_in_words(shipped: Shipped) -> None:
    for chart in shipped.of_kind(FactChart):
        view = chart.view(chart.printed())
        assert all((view["who"], view["when"], view["source"], view["reading"], view["alternative"])), chart.id
        for bar in chart.bars:
            assert f"{bar.value:g}".replace(".", ",") in view["alternative"], f"{chart.id}: {bar.name}"


@each_module
def test_no_chart_is_a_pie(shipped: Shipped) -> None:
    """A fact chart knows bars only, and figures are in fact charts only: no picture shows one."""
    assert not re.search(r"cirkeldiagram|taartdiagram|taartgrafiek", shipped.markdown)
    for picture in (shipped.folder / "afbeeldingen").glob("*.svg"):
        assert "%" not in re.sub(r"<style.*?</style>", "", picture.read_text("utf-8")), f"{picture.name} draws figures"


# What to look at or listen to afterwards

OFFERS = {
    "werkdruk": [
        "Vier webinars van Annemie Webers",
        "Podcast 1 ‘Bevlogen blijven werken’",
        "Maatwerkprogramma werkdruk",
        "Podcast 2 ‘Leidinggeven in afhankelijkheid’",
    ],
    "agressie": ["Podcast 3 ‘Weerbaar worden’", "Workshop met rollenspel", "Maatwerkprogramma agressie"],
    "loopbaan": ["Loopbaancoaching", "Podcast 2 ‘Leidinggeven in afhankelijkheid’"],
}
"""The table in part A8 of the outlines."""


def offers(shipped: Shipped) -> list[list[str]]:
    """Return the rows of the table under “Verder kijken of luisteren”, in one of the last three steps."""
    sections = [
        found[1]
        for step in list(steps(shipped).values())[-3:]
        for found in re.finditer(r"### Verder kijken of luisteren\n(.*?)(?=\n### |\Z)", step.text, re.DOTALL)
    ]
    assert len(sections) == 1, "the last steps have no section “Verder kijken of luisteren”, or more than one"
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in sections[0].splitlines() if "|" in line]
    return rows[2:]


@each_module
def test_every_offer_asks_the_reader_to_check_whether_it_is_still_there(shipped: Shipped) -> None:
    found = offers(shipped)

    assert any(row[2] == "Kijk op ssfh.nl of dit er nog is." for row in found)
    for title, _, still in found:
        assert re.search(r"\b(?:Kijk op \S+|Zoek op|Vraag) .*(?:nog is|nieuwere versie|nu staat)", still), title


@each_module
def test_the_offers_of_the_outline_are_named(shipped: Shipped) -> None:
    titles = " | ".join(row[0] for row in offers(shipped))

    assert [title for title in OFFERS.get(str(shipped), []) if title not in titles] == []


@each_module
def test_a_module_refers_to_the_other_modules(shipped: Shipped) -> None:
    """Part G of the outlines."""
    last = list(steps(shipped).values())[-1].text
    names = {"werkdruk": "Werkdruk", "agressie": "Agressie", "his": "HIS", "beeldbellen": "Beeldbellen"}
    others = {**names, "loopbaan": "Loopbaan"}
    del others[str(shipped)]

    section = last.split("daar gaan deze modules over:")[1]
    assert [name for name in others.values() if f"{name}" not in section] == []


# Roles


def view_as(one: Activity, role: RoleName) -> dict[str, Any]:
    shown: dict[str, Any] = one.view(one.start(Learner("anna", role)))
    return shown


@each_module
def test_a_learner_chooses_one_of_three_roles_in_the_first_step(shipped: Shipped) -> None:
    (choice,) = shipped.of_kind(RoleChoice)

    assert [role.id for role in choice.roles] == ["employee", "manager", "workplace_trainer"]
    assert choice.id in steps(shipped)[1].activities
    assert (
        choice.opening_question
        or "Startvraag" in steps(shipped)[1].text
        or "Om mee te beginnen" in steps(shipped)[1].text
    )


@each_module
def test_the_action_plan_gives_each_role_examples_of_its_own_at_every_level(shipped: Shipped) -> None:
    for plan in shipped.of_kind(ActionPlan):
        levels = [view_as(plan, role)["levels"] for role in ROLES]
        for shown in zip(*levels, strict=True):
            examples = [level["example"] for level in shown]
            assert all(examples), f"{plan.id}: {shown[0]['name']}"
            assert len({example["html"] for example in examples}) == len(ROLES), f"{plan.id}: {shown[0]['name']}"


@each_module
def test_the_card_asks_a_manager_other_questions_than_an_employee(shipped: Shipped) -> None:
    (card,) = shipped.of_kind(ConversationCard)
    asked = {role: [theme["question"]["html"] for theme in view_as(card, role)["themes"]] for role in ROLES}

    assert all(own != other for own, other in zip(asked["employee"], asked["manager"], strict=True))
    assert asked["workplace_trainer"] == asked["employee"]  # who turns the card to the side that fits the talk


@each_module
def test_the_text_has_examples_or_extras_for_managers_and_trainers(shipped: Shipped) -> None:
    summaries = re.findall(r"<summary><strong>(.+?)</strong></summary>", shipped.markdown)

    assert any("eidinggevende" in summary for summary in summaries)
    if str(shipped) != "werkdruk":  # its outline has extras for managers only (steps 7 and 12)
        assert any("raktijkopleider" in summary for summary in summaries)


@each_module
def test_where_the_text_has_examples_for_your_role_it_has_them_for_each_role(shipped: Shipped) -> None:
    parts = re.split(r"^### Voorbeelden bij jouw rol$", shipped.markdown, flags=re.MULTILINE)[1:]
    for part in parts:
        summaries = re.findall(r"<summary><strong>(.+?)</strong></summary>", part)[:3]
        assert summaries == ["Medewerker", "Leidinggevende", "Praktijkopleider of begeleider"]
    if str(shipped) in {"his", "beeldbellen", "loopbaan"}:
        assert parts


@each_module
def test_goals_test_and_scenario_are_the_same_for_every_role(shipped: Shipped) -> None:
    """Part A1 of the outlines."""
    same = [one for one in shipped.activities.values() if one.kind in {"quiz", "scenario", "self_assessment"}]
    for one in same:
        begun = [view_as(one, role) for role in ROLES]
        assert begun[0] == begun[1] == begun[2], one.id
