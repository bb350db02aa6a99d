"""The flaws of an activity that is well-formed but does not make sense."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.model import Path


FlawCode = Literal[
    "absolute_is_wrong",
    "all_fixed",
    "also_in_practice",
    "answer_without_letters",
    "attempts_in_practice",
    "band_by_both_rules",
    "band_gap",
    "band_never_reached",
    "band_outside",
    "band_overlap",
    "band_without_limit",
    "band_without_start",
    "bar_not_in_words",
    "bar_outside_chart",
    "best_band_too_wide",
    "best_is_longest",
    "card_without_group",
    "checklist_size",
    "choice_never_shown",
    "clamp_without_effect",
    "competence_not_asked",
    "critical_into_best_band",
    "dead_end",
    "draw_rule_without_draw",
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
    "keywords_in_practice",
    "keywords_in_test",
    "last_band_limited",
    "level_outside_scale",
    "limit_not_wider",
    "mark_never_read",
    "mark_never_set",
    "markdown_minus",
    "markdown_more_than",
    "markdown_number",
    "markdown_numbers",
    "markdown_reference",
    "markdown_stars",
    "markdown_tag",
    "markdown_title",
    "met_from_the_start",
    "meter_at_its_end",
    "mistakes_in_best_band",
    "names_a_letter",
    "names_other_options",
    "near_miss_is_accepted",
    "no_accepted_answer",
    "no_advice",
    "no_best_choice",
    "no_best_option",
    "no_model_answer",
    "no_right_answer",
    "no_safe_road",
    "no_source",
    "no_step_to_level",
    "no_way_out",
    "node_never_reached",
    "not_number",
    "nothing_is_safe",
    "nothing_said",
    "nothing_to_choose",
    "number_with_two_meanings",
    "one_act",
    "one_condition",
    "only_reversed_items",
    "opens_in_practice",
    "option_without_feedback",
    "order_not_whole",
    "other_open_questions",
    "other_points",
    "other_question_almost_shared",
    "other_question_same_id",
    "other_question_shared",
    "other_questions_in_practice",
    "outcome_without_percent",
    "own_words_judged",
    "person_never_speaks",
    "phrase_with_code",
    "phrase_with_layout",
    "points_do_not_count",
    "points_not_positive",
    "points_out_of_reach",
    "question_without_goal",
    "question_without_source",
    "reading_in_practice",
    "record_without_patient",
    "right_is_longest",
    "road_early",
    "road_movable",
    "road_not_safe",
    "road_refused",
    "road_unneeded",
    "same_answer_twice",
    "same_choice_twice",
    "same_explanation",
    "same_option_twice",
    "same_point_twice",
    "same_question_twice",
    "same_situation_twice",
    "same_text_twice",
    "scale_not_in_order",
    "severity_without_limits",
    "slider_range",
    "slider_start",
    "start_outside_meter",
    "step_needed_and_unsafe",
    "subscale_without_items",
    "task_without_checks",
    "text_never_shown",
    "text_too_long",
    "too_few_options",
    "too_few_values",
    "too_many_right_answers",
    "too_many_states",
    "track_out_of_order",
    "track_without_second_scan",
    "turn_never_taken",
    "typing_errors_unused",
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
"""The codes of flaws; the section `check` in the catalogue of interface words has a sentence for each."""

Weight = Literal["error", "question", "advice"]
"""An activity with an error cannot be used. It can be used with a question, which only its author can answer, and with
advice, which the author may ignore."""


@dataclass(frozen=True)
class Flaw:
    """One flaw at `where` (field names and list positions from the top of the activity).

    `details` fill in the sentence of the code. `rests_on` names the part that must be well-formed for this flaw to be
    reliable.
    """

    code: FlawCode
    where: Path
    details: Mapping[str, object] = field(default_factory=dict)
    rests_on: Path = ()
    weight: Weight = "error"

    def under(self, *prefix: str | int) -> Flaw:
        """Return the same flaw, with its place inside a larger part."""
        rests_on = (*prefix, *self.rests_on) if self.rests_on else ()
        return replace(self, where=(*prefix, *self.where), rests_on=rests_on)


def duplicates(names: Iterable[str], *where: str) -> Iterator[Flaw]:
    """Yield a flaw for each id that occurs earlier in the same list."""
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Flaw("duplicate_id", (*where, position, "id"), {"id": name})
        seen.add(name)
