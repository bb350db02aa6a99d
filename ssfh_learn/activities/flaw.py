"""What is wrong with an activity that is well-formed but does not make sense."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.model import Path


FlawCode = Literal[
    "all_fixed",
    "attempts_in_practice",
    "band_gap",
    "band_outside",
    "band_overlap",
    "bar_not_in_words",
    "bar_outside_chart",
    "card_without_group",
    "competence_not_asked",
    "critical_into_best_band",
    "dead_end",
    "draws_too_many",
    "draws_unequal_points",
    "draws_ungraded",
    "duplicate_id",
    "ending_with_choices",
    "every_option_right",
    "everything_is_safe",
    "field_unread",
    "fixed_not_last",
    "half_margin_too_small",
    "help_rule_unclear",
    "his_date",
    "his_time",
    "key_at_one_place",
    "key_at_the_end",
    "key_in_order",
    "level_outside_scale",
    "markdown_minus",
    "markdown_more_than",
    "markdown_number",
    "markdown_numbers",
    "markdown_reference",
    "markdown_stars",
    "markdown_tag",
    "markdown_title",
    "met_from_the_start",
    "names_a_letter",
    "names_other_options",
    "needs_too_many",
    "no_advice",
    "no_best_option",
    "no_keywords",
    "no_model_answer",
    "no_right_answer",
    "no_safe_road",
    "no_source",
    "no_step_to_level",
    "no_way_out",
    "not_number",
    "nothing_is_safe",
    "nothing_said",
    "number_with_two_meanings",
    "one_act",
    "one_condition",
    "only_reversed_items",
    "option_without_feedback",
    "outcome_without_percent",
    "phrase_with_code",
    "phrase_with_layout",
    "points_not_positive",
    "question_without_goal",
    "question_without_source",
    "reading_in_practice",
    "record_without_patient",
    "road_movable",
    "road_not_safe",
    "road_refused",
    "road_unneeded",
    "same_explanation",
    "same_text_twice",
    "scale_not_in_order",
    "slider_range",
    "slider_start",
    "start_outside_meter",
    "step_needed_and_unsafe",
    "subscale_without_items",
    "task_without_checks",
    "text_too_long",
    "too_few_options",
    "too_few_values",
    "too_many_right_answers",
    "unknown_band",
    "unknown_bar",
    "unknown_competence",
    "unknown_field",
    "unknown_fixed_field",
    "unknown_group",
    "unknown_meter",
    "unknown_patient",
    "unknown_record",
    "unknown_start",
    "unknown_subscale",
    "unknown_target",
    "unknown_task_step",
    "unknown_word",
    "unreachable_check",
    "unreachable_node",
    "unsafe_from_the_start",
    "unsafe_slips",
    "verdict_without_feedback",
    "words_judged",
    "wrong_count",
]
"""What can be wrong; the section `check` in the catalogue of interface words has a sentence for each."""

Weight = Literal["error", "question", "advice"]
"""An error keeps an activity from being used. A question does not, but only its author can answer it; advice may be
meant so."""


@dataclass(frozen=True)
class Flaw:
    """One thing to mend, at `where` (field names and list positions from the top of the activity).

    `details` fill in the sentence of its code. `rests_on` names the part that must be well-formed before this flaw can
    be trusted.
    """

    code: FlawCode
    where: Path
    details: Mapping[str, object] = field(default_factory=dict)
    rests_on: Path = ()
    weight: Weight = "error"

    def under(self, *prefix: str | int) -> Flaw:
        """Return the same flaw, seen from the part that holds this one."""
        rests_on = (*prefix, *self.rests_on) if self.rests_on else ()
        return replace(self, where=(*prefix, *self.where), rests_on=rests_on)


def duplicates(names: Iterable[str], *where: str) -> Iterator[Flaw]:
    """Yield a flaw for each id that was used before in the same list."""
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Flaw("duplicate_id", (*where, position, "id"), {"id": name})
        seen.add(name)
