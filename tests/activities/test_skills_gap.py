"""Skills gaps: what a learner has, what she misses, and the steps that teach just that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Learner, play
from ssfh_learn.activities.skills_gap import SkillsGap
from ssfh_learn.content import load_activity
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from tests.content_examples import ANNA, SKILLS_GAP, Content, activity

if TYPE_CHECKING:
    from ssfh_learn.activities.skills_gap.run import GapState

REAL = Path(__file__).parents[2] / "modules/loopbaan/activiteiten/mijn-vaardigheden.yaml"
FINISH, REOPEN = {"kind": "finish"}, {"kind": "reopen"}
GROUPS = ("misses", "has", "unknown", "extra")


def gap(**more: object) -> SkillsGap:
    made = activity({**SKILLS_GAP, **more})
    assert isinstance(made, SkillsGap)
    return made


def real() -> SkillsGap:
    made = load_activity(REAL)
    assert isinstance(made, SkillsGap)
    return made


def responses(present: str, wanted: str, estimates: dict[str, object]) -> list[Content]:
    """Return what a learner sends who chooses two functions and estimates herself."""
    chosen = [
        {"kind": "choose_function", "side": side, "function": function}
        for side, function in (("present", present), ("wanted", wanted))
    ]
    return [*chosen, *({"kind": "answer", "item": item, "value": value} for item, value in estimates.items())]


def filled(one: SkillsGap, present: str, wanted: str, learner: Learner = ANNA, **estimates: object) -> GapState:
    state = one.start(learner)
    for response in responses(present, wanted, {name.replace("_", "-"): value for name, value in estimates.items()}):
        state = one.respond(state, response)
    return state


def picture(one: SkillsGap, state: GapState) -> Content:
    result: Content = one.view(one.respond(state, FINISH))["result"]
    return result


def ids(rows: list[Content]) -> list[str]:
    return [row["id"] for row in rows]


def steps(result: Content) -> dict[str, list[str]]:
    """Return the steps that are offered, by competence."""
    return {row["id"]: ids(row["steps"]) for row in result["misses"]}


# The picture


def test_the_picture_tells_what_is_there_and_what_is_missing_and_by_how_much() -> None:
    result = picture(gap(), filled(gap(), "balie", "spreekuur", praten=3, meten=1, uitleg=0))

    assert {row["id"]: row["gap"] for row in result["misses"]} == {"uitleg": 3, "meten": 1}
    assert {row["id"]: row["evidence"] for row in result["has"]} == {"praten": ["een verklaring"]}
    assert (result["unknown"], result["extra"]) == ([], [])


def test_the_largest_gap_comes_first_and_equal_ones_keep_the_order_of_the_file() -> None:
    assert ids(picture(gap(), filled(gap(), "balie", "spreekuur", praten=1, meten=1, uitleg=0))["misses"]) == [
        "uitleg",
        "praten",
        "meten",
    ]


@pytest.mark.parametrize(
    ("estimate", "offered"),
    [(0, ["een", "twee", "drie"]), (1, ["twee", "drie"]), (2, ["drie"]), (3, None), (None, None), ("na", None)],
)
def test_only_the_steps_between_the_estimate_and_what_is_asked_are_offered(
    estimate: object, offered: list[str] | None
) -> None:
    result = picture(gap(), filled(gap(), "balie", "spreekuur", uitleg=estimate))

    assert steps(result).get("uitleg") == offered


def test_steps_come_from_low_to_high_and_not_past_what_is_asked() -> None:
    assert steps(picture(gap(), filled(gap(), "balie", "spreekuur", meten=0)))["meten"] == ["kijk", "zelf"]
    assert steps(picture(gap(), filled(gap(), "balie", "balie", meten=0)))["meten"] == ["kijk"]


@pytest.mark.parametrize("blank", [None, "na"])
def test_blank_and_not_applicable_are_missing_and_not_zero(blank: object) -> None:
    result = picture(gap(), filled(gap(), "balie", "spreekuur", praten=2, meten=blank, uitleg=blank))

    assert ids(result["unknown"]) == ["meten", "uitleg"]
    assert [(row["gap"], row["steps"]) for row in result["unknown"]] == [(0, []), (0, [])]
    assert result["misses"] == []


def test_a_learner_who_fills_in_nothing_gets_a_picture_without_gaps() -> None:
    result = picture(gap(), filled(gap(), "balie", "spreekuur"))

    assert {name: ids(result[name]) for name in GROUPS} == {
        "misses": [],
        "has": [],
        "unknown": ["praten", "meten", "uitleg"],
        "extra": [],
    }


def test_what_the_wanted_function_does_not_ask_is_taken_along_and_never_a_gap() -> None:
    result = picture(gap(), filled(gap(), "spreekuur", "balie", praten=2, meten=1, uitleg=0))

    assert ids(result["extra"]) == ["uitleg"]
    assert result["misses"] == []
    assert result["extra"][0]["steps"] == []


def test_the_wanted_function_may_be_the_present_one_and_then_its_requirements_are_not_told() -> None:
    growing = picture(gap(), filled(gap(), "spreekuur", "spreekuur", praten=1))
    moving = picture(gap(), filled(gap(), "balie", "spreekuur", praten=1))

    assert ids(growing["misses"]) == ["praten"]
    assert (growing["requirements"], moving["requirements"]) == (None, {"html": "<p>Een diploma.</p>"})


def test_only_competences_of_the_two_functions_are_asked() -> None:
    assert ids(gap().view(filled(gap(), "balie", "balie"))["items"]) == ["praten", "meten"]
    assert ids(gap().view(filled(gap(), "balie", "spreekuur"))["items"]) == ["praten", "meten", "uitleg"]
    assert gap().view(gap().start(ANNA))["items"] == []


@given(
    st.sampled_from(["balie", "spreekuur"]),
    st.sampled_from(["balie", "spreekuur"]),
    st.dictionaries(st.sampled_from(["praten", "meten", "uitleg"]), st.sampled_from([0, 1, 2, 3, "na", None])),
)
def test_each_competence_is_in_one_group_and_no_gap_is_larger_than_asked_minus_estimate(
    present: str, wanted: str, estimates: dict[str, object]
) -> None:
    one = gap()
    result = picture(one, filled(one, present, wanted, **estimates))
    rows = [row for name in GROUPS for row in result[name]]

    assert sorted(ids(rows)) == sorted(ids(one.view(filled(one, present, wanted))["items"]))
    for row in rows:
        known = isinstance(row["estimate"], int) and row["asked"] is not None
        assert row["gap"] == (max(0, row["asked"] - row["estimate"]) if known else 0)
        assert len(row["steps"]) == row["gap"]  # in this example each level has one step
    assert [row["gap"] for row in result["misses"]] == sorted((row["gap"] for row in result["misses"]), reverse=True)


# The talk


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("employee", "<p>Jij kiest wat je laat zien.</p>"),
        ("manager", "<p>Vraag, en oordeel niet.</p>"),
        ("workplace_trainer", None),
    ],
)
def test_the_advice_for_the_talk_is_that_of_the_role(role: str, said: str | None) -> None:
    state = filled(gap(), "balie", "spreekuur", learner=Learner("anna", role))  # type: ignore[arg-type]
    talk = picture(gap(), state)["talk"]

    assert (talk and talk["html"]) == said


def test_a_step_is_kept_for_the_talk_and_taken_off_again() -> None:
    one = gap()
    state = one.respond(filled(one, "balie", "spreekuur", uitleg=2), FINISH)
    kept = one.respond(state, {"kind": "pick", "item": "uitleg", "step": "drie", "picked": True})
    off = one.respond(kept, {"kind": "pick", "item": "uitleg", "step": "drie", "picked": False})

    assert [one.view(each)["result"]["misses"][0]["steps"][0]["picked"] for each in (state, kept, off)] == [
        False,
        True,
        False,
    ]


# Privacy, score and status


def test_it_is_private_and_gives_no_points() -> None:
    one = gap()
    state = one.respond(filled(one, "balie", "spreekuur", praten=3), FINISH)

    assert one.is_private
    assert (one.score(state).points, one.score(state).maximum, one.score(state).status) == (0, 0, "complete")


def test_it_is_complete_once_the_picture_was_seen_and_stays_so() -> None:
    one = gap()
    begun = filled(one, "balie", "spreekuur")

    assert one.status(one.start(ANNA)) == "not_attempted"
    assert one.status(begun) == "in_progress"
    assert one.status(one.respond(one.respond(begun, FINISH), REOPEN)) == "complete"


# What is refused


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"kind": "choose_function", "side": "present", "function": "elders"}, "unknown_id"),
        ({"kind": "choose_function", "side": "later", "function": "balie"}, "malformed"),
        ({"kind": "choose_function", "side": "present", "function": "Balie"}, "unknown_id"),  # its name is no id
        ({"kind": "answer", "item": "elders", "value": 1}, "unknown_id"),
        ({"kind": "answer", "item": "praten", "value": 4}, "unknown_id"),
        ({"kind": "answer", "item": "praten", "value": -1}, "unknown_id"),
        ({"kind": "answer", "item": "praten", "value": True}, "malformed"),
        ({"kind": "answer", "item": "praten", "value": "zelf"}, "malformed"),
        ({"kind": "answer", "item": "praten", "value": 1, "gap": 0}, "unknown_key"),
        ({"kind": "pick", "item": "praten", "step": "drie", "picked": True}, "unknown_id"),  # of another competence
        ({"kind": "pick", "item": "elders", "step": "drie", "picked": True}, "unknown_id"),
        (FINISH, "blank"),
        (REOPEN, "not_now"),
    ],
)
def test_only_ids_of_the_file_and_points_of_the_scale_are_accepted(response: Content, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        gap().respond(gap().start(ANNA), response)

    assert refusal.value.code == code


def test_a_picture_needs_both_functions() -> None:
    one = gap()
    state = one.respond(one.start(ANNA), {"kind": "choose_function", "side": "wanted", "function": "balie"})

    with pytest.raises(Refused, match="blank"):
        one.respond(state, FINISH)


def test_nothing_changes_in_a_picture_until_it_is_opened_again() -> None:
    one = gap()
    state = one.respond(filled(one, "balie", "spreekuur", praten=1), FINISH)
    again = {"kind": "answer", "item": "praten", "value": 2}

    for late in (again, FINISH, {"kind": "choose_function", "side": "wanted", "function": "balie"}):
        with pytest.raises(Refused, match="closed"):
            one.respond(state, late)
    assert ids(picture(one, one.respond(one.respond(state, REOPEN), again))["has"]) == ["praten"]


# Identity


def replayed(one: SkillsGap, sent: list[Content]) -> GapState:
    events = [Event.now(activity="a", content="v", attempt=1, response=each) for each in sent]
    state: GapState = play(one, events, ANNA).state
    return state


SENT = [*responses("balie", "spreekuur", {"praten": 2, "meten": 1}), FINISH]


def test_other_words_lose_no_answer() -> None:
    before, words = real(), {"name": "Anders", "explanation": "Anders."}
    after = before.model_copy(update={"competences": tuple(one.model_copy(update=words) for one in before.competences)})
    sent = [*responses("triagist", "poh-ggz", {"gesprek": 2, "urgentie": 1, "spreekuur": 0}), FINISH]

    def told(one: SkillsGap) -> list[tuple[str, object, int]]:
        result = one.view(replayed(one, sent))["result"]
        return [(row["id"], row["estimate"], row["gap"]) for name in GROUPS for row in result[name]]

    assert before.fingerprint() != after.fingerprint()
    assert told(before) == told(after)


def test_another_choice_of_function_loses_no_estimate() -> None:
    back_and_forth = responses("balie", "balie", {}) + responses("balie", "spreekuur", {})
    one = gap()
    state = replayed(one, [*responses("balie", "spreekuur", {"uitleg": 2}), *back_and_forth])

    assert {item["id"]: item["answer"] for item in one.view(state)["items"]}["uitleg"] == 2


def test_a_function_that_was_taken_away_closes_the_picture_and_keeps_the_estimates() -> None:
    fewer = gap(functies=[{**SKILLS_GAP["functies"][0], "vraagt": {"praten": 2, "meten": 1, "uitleg": 1}}])
    state = replayed(fewer, SENT)

    assert (state.finished, fewer.view(state)["result"]) == (False, None)
    assert state.estimates == {"praten": 2, "meten": 1}


# On paper


def test_on_paper_every_competence_is_there_and_no_estimate() -> None:
    view = gap().view(gap().printed())

    assert ids(view["items"]) == ["praten", "meten", "uitleg"]
    assert {item["answer"] for item in view["items"]} == {None}
    assert view["result"] is None


def test_every_source_is_named_with_its_place() -> None:
    assert dict(gap().used_sources()) == {
        "B1": ("functions", 1, "sources", 0),
        "B2": ("competences", 1, "steps", 1, "sources", 0),
        "B3": ("competences", 2, "sources", 0),
    }


# The real one


def test_the_real_one_says_that_it_is_an_example_to_adapt() -> None:
    one = real()

    assert "Dit is een voorbeeld, en een school of praktijk past dit aan." in one.origin
    assert "geen onderzoek" in one.origin


def test_every_competence_and_step_of_the_real_one_names_where_it_comes_from() -> None:
    one = real()

    assert [each.id for each in one.competences if not each.sources] == []
    assert [each.id for each in one.functions if not each.sources] == []


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_the_real_one_gives_the_control_values(level: int) -> None:
    """A doktersassistent who wants to be POH somatiek: seven competences, each asked at 2."""
    one = real()
    asked = ("gesprek", "metingen", "uitleg_ziekte", "gewoonte", "spreekuur", "vastleggen", "samenwerken")
    result = picture(one, filled(one, "doktersassistent", "poh-somatiek", **dict.fromkeys(asked, level)))

    assert [row["gap"] for row in result["misses"]] == [2 - level] * (7 if level < 2 else 0)
    assert [len(row["steps"]) for row in result["misses"]] == [2 - level] * (7 if level < 2 else 0)
    assert len(result["has"]) == (7 if level >= 2 else 0)
    assert ids(result["extra"]) == ["urgentie", "kleine-behandelingen"]


def test_in_the_real_one_every_road_between_two_functions_has_a_step_for_each_gap() -> None:
    one = real()
    for present in one.functions:
        for wanted in one.functions:
            estimates = {name.replace("-", "_"): 0 for name in wanted.asks}
            for row in picture(one, filled(one, present.id, wanted.id, **estimates))["misses"]:
                assert {step["level"] for step in row["steps"]} == {
                    point.text for point in one.scale if 0 < point.value <= row["asked"]
                }
