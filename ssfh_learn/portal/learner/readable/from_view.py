"""What a learner did in the kinds of activity whose view has all that there is to tell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.grading.answer import own_words_html
from ssfh_learn.portal.learner.readable.told_line import ToldLine, asked, bare, line, listed, of_all
from ssfh_learn.words import counted, number, section, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ssfh_learn.activities.action_plan import ActionPlanView
    from ssfh_learn.activities.calculator import CalculatorView
    from ssfh_learn.activities.conversation_card import ConversationCardView
    from ssfh_learn.activities.fact_chart import FactChartView
    from ssfh_learn.activities.reflection import ReflectionView
    from ssfh_learn.activities.role_choice import RoleChoiceView
    from ssfh_learn.activities.scale import Placed, ScalePointView
    from ssfh_learn.activities.scenario.view import ScenarioView
    from ssfh_learn.activities.self_assessment.view import SelfAssessmentView
    from ssfh_learn.activities.skills_gap.view import SkillsGapView


def _scenario(view: ScenarioView) -> Iterator[ToldLine]:
    debrief, said = view["debrief"], []
    if view["runs"]:
        said.append(counted(section("readable")["played"], len(view["runs"])))
    if not debrief and view["phase"] != "ready":
        said.append(word("readable", "busy_again" if said else "busy"))
    if said:
        yield of_all(" ".join(said))
    if debrief and view["runs"]:  # a test keeps to itself how a run went
        yield line("outcome", escape(view["runs"][-1]["band"]))
        choices = listed((turn["choice"]["html"] for turn in view["turns"]), "ol")
        yield ToldLine(escape(word("readable", "choices")), choices, folded=True, on_paper="")
    if debrief and debrief["reflection"] and debrief["reflection"]["answer"].strip():
        reflection = debrief["reflection"]
        yield ToldLine(reflection["question"]["html"], own_words_html(reflection["answer"]))


def _self_assessment(view: SelfAssessmentView) -> Iterator[ToldLine]:
    result = view["result"]
    for scale in result["subscales"] if result else ():
        if scale["mean"] is not None:
            band = f", {escape(scale['band']['name'])}" if scale["band"] else ""
            yield ToldLine(escape(scale["name"]), f"{scale['mean']:.1f}".replace(".", ",") + band)
    statements = [(one["answer"], bare(one["text"]["html"])) for one in view["items"]]
    yield from _placed(view["scale"], statements, is_summed_up=bool(result))


def _placed(
    scale: Iterable[ScalePointView], items: Iterable[tuple[Placed | None, str]], *, is_summed_up: bool
) -> Iterator[ToldLine]:
    """Yield the points of the scale, each with what she put there, as HTML; on paper a result takes its place."""
    labels: dict[Placed, str] = {point["value"]: point["label"] for point in scale}
    labels["na"] = word("readable", "not_applicable")
    for value, label in labels.items():
        placed = [said for answer, said in items if answer == value]
        if placed:
            yield ToldLine(escape(label), listed(placed), folded=True, on_paper="" if is_summed_up else None)


def _skills_gap(view: SkillsGapView) -> Iterator[ToldLine]:
    names = {one["id"]: one["name"] for one in view["functions"]}
    for side in ("present", "wanted"):
        if name := names.get(view[side] or ""):
            yield line(side, escape(name))
    gaps = view["result"]
    competences = [(one["answer"], escape(one["name"])) for one in view["items"]]
    yield from _placed(view["scale"], competences, is_summed_up=bool(gaps))
    steps = [step for one in (gaps["misses"] if gaps else ()) for step in one["steps"] if step["picked"]]
    if steps:
        yield line("picked", listed(step["text"]["html"] for step in steps))


def _conversation_card(view: ConversationCardView) -> Iterator[ToldLine]:
    for theme in view["themes"]:
        if theme["note"].strip():
            yield ToldLine(f"{escape(theme['name'])}: {theme['question']['html']}", own_words_html(theme["note"]))
    yield from _rows("agreement", view["agreements"], ("what", "who", "when"))


def _action_plan(view: ActionPlanView) -> Iterator[ToldLine]:
    for level in view["levels"]:
        for step in _rows("step", level["steps"], ("what", "who", "when", "check")):
            yield ToldLine(f"{step.about}: {escape(level['name'])}", step.said)


def _rows(key: str, rows: Iterable[Mapping[str, Any]], parts: tuple[str, ...]) -> Iterator[ToldLine]:
    for row in rows:
        written = [
            f'<span class="ssfh-block">{asked(word("frontend", f"rows.{part}"))} {own_words_html(row[part])}</span>'
            for part in parts
            if row[part].strip()
        ]
        if written:
            yield line(key, " ".join(written))


def _reflection(view: ReflectionView) -> Iterator[ToldLine]:
    for prompt in view["prompts"]:
        if prompt["answer"].strip():
            yield ToldLine(prompt["text"]["html"], own_words_html(prompt["answer"]))


def _fact_chart(view: FactChartView) -> Iterator[ToldLine]:
    estimate = view["estimate"]
    if estimate and estimate["value"] is not None:
        yield ToldLine(estimate["question"]["html"], escape(f"{number(estimate['value'])} {view['unit']}".strip()))


def _role_choice(view: RoleChoiceView) -> Iterator[ToldLine]:
    for role in view["roles"]:
        if role["id"] == view["chosen"]:
            yield line("role", escape(role["name"]))


def _calculator(view: CalculatorView) -> Iterator[ToldLine]:
    yield ToldLine(escape(view["label"]), number(view["value"]))


FROM_VIEW: dict[str, Callable[[Any], Iterator[ToldLine]]] = {
    "scenario": _scenario,
    "self_assessment": _self_assessment,
    "skills_gap": _skills_gap,
    "conversation_card": _conversation_card,
    "action_plan": _action_plan,
    "reflection": _reflection,
    "fact_chart": _fact_chart,
    "role_choice": _role_choice,
    "calculator": _calculator,
}
"""How each of these kinds is told from its view, which has every text ready to be shown."""
