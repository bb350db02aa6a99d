"""Self-assessments: means, bands, advice, and the comparison of two rounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.activities.self_assessment.run import AssessmentState
from ssfh_learn.content import load_activity
from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, SELF_ASSESSMENT, Content, activity

REAL = Path(__file__).parents[2] / "modules/werkdruk/activiteiten/zelfscan.yaml"
FINISH, REOPEN, AGAIN = ({"kind": kind} for kind in ("finish", "reopen", "begin_again"))


def scan(*reversed_: bool, **more: object) -> SelfAssessment:
    """Return an assessment with one subscale, of as many statements as there are arguments."""
    items = [
        {"id": f"s{number}", "onderdeel": "werk", "tekst": "Ik ...", "omkeer": "ja" if one else "nee"}
        for number, one in enumerate(reversed_, 1)
    ]
    made = activity(
        {
            **SELF_ASSESSMENT,
            "onderdelen": SELF_ASSESSMENT["onderdelen"][:1],
            "stellingen": items,
            "hulp_bij": [],
            **more,
        }
    )
    assert isinstance(made, SelfAssessment)
    return made


def fill(one: SelfAssessment, state: AssessmentState, *values: object, version: str = "v1") -> AssessmentState:
    for item, value in zip(one.items, values, strict=False):
        state = one.respond(state, {"kind": "answer", "item": item.id, "value": value}, version)
    return state


def filled(one: SelfAssessment, *values: object) -> Content:
    """Return the result of these answers."""
    state = one.respond(fill(one, one.start(ANNA), *values), FINISH, "v1")
    result: Content = one.view(state)["result"]
    return result


def mean(one: SelfAssessment, *values: object) -> float | None:
    found: float | None = filled(one, *values)["subscales"][0]["mean"]
    return found


def band(one: SelfAssessment, *values: object) -> str | None:
    found = filled(one, *values)["subscales"][0]["band"]
    return None if found is None else str(found["id"])


# Means


@pytest.mark.parametrize(("answer", "counted"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)])
def test_a_reversed_statement_counts_as_lowest_plus_highest_minus_the_answer(answer: int, counted: int) -> None:
    assert mean(scan(True), answer) == counted  # noqa: FBT003
    assert mean(scan(False), answer) == answer  # noqa: FBT003


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((2, 2, 2, 4), 2.5),
        ((1, 1, 2), 1.3),
        ((2, 3, 3), 2.7),
        ((2, 2, 2, 3), 2.3),  # 2.25: halves go up
        ((4, 4, 4, 3), 3.8),  # 3.75
        ((2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3), 2.5),  # 2.45
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2), 1.1),  # 1.05
    ],
)
def test_a_mean_has_one_decimal_and_halves_go_up(values: tuple[int, ...], expected: float) -> None:
    assert mean(scan(*[False] * len(values)), *values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((4, 4, None, None), 4.0),
        ((4, None, None, None), None),
        ((4, "na", "na", 2), 3.0),
        ((4, "na", "na", "na"), None),
        (("na", "na", "na", "na"), None),
        ((None, None, None, None), None),
        ((4, 4, None, None, None), None),
        ((4, 4, 4, None, None), 4.0),
    ],
)
def test_a_mean_needs_at_least_half_of_the_answers(values: tuple[object, ...], expected: float | None) -> None:
    assert mean(scan(*[False] * len(values)), *values) == expected


def test_not_applicable_is_missing_and_not_zero() -> None:
    assert mean(scan(False, False), 4, "na") == 4.0  # noqa: FBT003


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5)), min_size=1, max_size=12))
def test_a_mean_lies_on_the_scale(statements: list[tuple[bool, int]]) -> None:
    found = mean(scan(*(turned for turned, _ in statements)), *(value for _, value in statements))

    assert found is not None
    assert 1 <= found <= 5
    assert round(found, 1) == found


# Bands and advice


@pytest.mark.parametrize(
    ("tenths", "expected"),
    [(10, "laag"), (24, "laag"), (25, "midden"), (34, "midden"), (35, "hoog"), (50, "hoog")],
)
def test_a_band_runs_up_to_where_the_next_one_starts(tenths: int, expected: str) -> None:
    low, above = divmod(tenths, 10)
    values = [low] * (10 - above) + [low + 1] * above

    assert mean(scan(*[False] * 10), *values) == tenths / 10
    assert band(scan(*[False] * 10), *values) == expected


def test_a_mean_that_is_rounded_up_falls_in_the_band_that_is_shown_with_it() -> None:
    values = [2] * 11 + [3] * 9  # 2.45

    assert (mean(scan(*[False] * 20), *values), band(scan(*[False] * 20), *values)) == (2.5, "midden")


def test_the_advice_is_that_of_subscale_and_band() -> None:
    assert filled(scan(False), 1)["subscales"][0]["advice"] == {"html": "<p>Vraag hulp.</p>"}  # noqa: FBT003
    assert filled(scan(False), 5)["subscales"][0]["advice"] == {"html": "<p>Zo door.</p>"}  # noqa: FBT003
    assert filled(scan(False), "na")["subscales"][0]["advice"] is None  # noqa: FBT003


def test_the_bands_in_a_result_join_without_gaps() -> None:
    bands = filled(scan(False), 3)["bands"]  # noqa: FBT003

    assert [(one["from"], one["to"]) for one in bands] == [(1.0, 2.5), (2.5, 3.5), (3.5, 5.0)]


# Help


@pytest.mark.parametrize(
    ("values", "helped"),
    [
        ((4, 2, 4, 4, 1, 4), True),  # rest: (1 + 2) / 2 = 1.5
        ((1, 5, 1, 1, 5, 1), False),  # only work is low
        ((4, 2, 4, 4, 5, 5), True),  # the statement about sleep
        ((4, 2, 4, 4, 5, 4), False),
        (("na", "na", "na", "na", "na", "na"), False),
        ((), False),
    ],
)
def test_help_is_shown_by_the_rules_of_the_author(values: tuple[object, ...], helped: bool) -> None:  # noqa: FBT001
    one = activity(SELF_ASSESSMENT)
    assert isinstance(one, SelfAssessment)

    assert filled(one, *values)["show_help"] is helped


# Rounds


def test_answers_can_be_changed_and_taken_back_until_the_result() -> None:
    one = scan(False, False)  # noqa: FBT003
    state = fill(one, fill(one, one.start(ANNA), 1, 2), 3, None)

    assert [item["answer"] for item in one.view(state)["items"]] == [3, None]
    assert (one.view(state)["answered"], one.view(state)["total"]) == (1, 2)
    assert one.view(state)["result"] is None


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"kind": "answer", "item": "s1", "value": 6}, "unknown_id"),
        ({"kind": "answer", "item": "s1", "value": 0}, "unknown_id"),
        ({"kind": "answer", "item": "s9", "value": 3}, "unknown_id"),
        ({"kind": "answer", "item": "s1", "value": "3"}, "malformed"),
        ({"kind": "answer", "item": "s1", "value": True}, "malformed"),
        ({"kind": "answer", "item": "s1", "value": 2.5}, "malformed"),
        ({"kind": "answer", "item": "s1"}, "malformed"),
        (REOPEN, "not_now"),
        (AGAIN, "not_now"),
    ],
)
def test_only_points_of_the_scale_are_accepted(response: Content, code: str) -> None:
    one = scan(False)  # noqa: FBT003

    with pytest.raises(Refused) as refusal:
        one.respond(one.start(ANNA), response)

    assert refusal.value.code == code


def test_a_finished_round_is_closed_until_it_is_opened_again() -> None:
    one = scan(False)  # noqa: FBT003
    state = one.respond(fill(one, one.start(ANNA), 2), FINISH)

    with pytest.raises(Refused, match="closed"):
        fill(one, state, 3)
    assert one.view(fill(one, one.respond(state, REOPEN), 3))["items"][0]["answer"] == 3


def rounds(*filled_in: tuple[int, str]) -> Content:
    """Return the last of several rounds, each an answer and the version of the content."""
    one = scan(False)  # noqa: FBT003
    state = one.start(ANNA)
    for number, (value, version) in enumerate(filled_in):
        state = one.respond(state, AGAIN, version) if number else state
        state = one.respond(fill(one, state, value, version=version), FINISH, version)
    result: Content = one.view(state)["result"]
    return result


def test_a_second_round_is_compared_with_the_one_before() -> None:
    result = rounds((2, "v1"), (4, "v1"))

    assert (result["compared"], result["subscales"][0]["before"], result["subscales"][0]["mean"]) == (True, 2.0, 4.0)


def test_a_third_round_is_compared_with_the_second() -> None:
    # The page says "De vorige keer was dit ...".
    assert rounds((1, "v1"), (3, "v1"), (4, "v1"))["subscales"][0]["before"] == 3.0


def test_rounds_compare_over_a_corrected_spelling() -> None:
    # Until issue 15 any other content was another version. Now the author says so with `versie`.
    result = rounds((2, "v1"), (4, "v2"))

    assert (result["compared"], result["subscales"][0]["before"]) == (True, 2.0)


def test_rounds_of_different_versions_are_not_compared() -> None:
    one = scan(False).model_copy(update={"version": 2})  # noqa: FBT003
    earlier, now = scan(False).fingerprint(), one.fingerprint()  # noqa: FBT003
    state = one.start(ANNA)
    means = []
    for content in (earlier, now, now):
        state = one.respond(state, AGAIN, content) if means else state
        state = one.respond(fill(one, state, 2, version=content), FINISH, content)
        means.append((one.view(state)["result"]["compared"], dict(one.group_first_means(state))))

    assert [compared for compared, _ in means] == [False, False, True]
    assert [bool(first) for _, first in means] == [False, False, True]


def test_from_the_second_version_on_the_words_are_no_part_of_the_fingerprint() -> None:
    one = scan(False)  # noqa: FBT003
    reworded = one.model_copy(
        update={"items": tuple(item.model_copy(update={"text": "Nu goed."}) for item in one.items)}
    )
    second = [one.model_copy(update={"version": 2}), reworded.model_copy(update={"version": 2})]

    assert one.fingerprint() != reworded.fingerprint(), "as it was before there were versions"
    assert second[0].fingerprint() == second[1].fingerprint() != one.fingerprint()
    assert one.group_meaning() == reworded.group_meaning() != second[0].group_meaning()


def test_a_round_with_a_statement_that_is_gone_does_not_compare() -> None:
    one = scan(False)  # noqa: FBT003
    assert one.compares("v1", [item.id for item in one.items])
    assert not one.compares("v1", ["weg"])


def test_a_first_round_has_nothing_to_compare_with() -> None:
    assert rounds((2, "v1"))["compared"] is False


def test_rewritten_advice_keeps_the_version_and_a_rewritten_statement_does_not() -> None:
    one = scan(False)  # noqa: FBT003
    advised = one.model_copy(
        update={"subscales": (one.subscales[0].model_copy(update={"advice": {"laag": "Anders."}}),)}
    )
    reworded = one.model_copy(update={"items": (one.items[0].model_copy(update={"text": "Anders."}),)})

    assert advised.fingerprint() == one.fingerprint()
    assert reworded.fingerprint() != one.fingerprint()


def test_a_self_assessment_is_private_and_never_a_grade() -> None:
    one = scan(False)  # noqa: FBT003
    state = one.respond(fill(one, one.start(ANNA), 5), FINISH)

    assert one.is_private
    assert (one.score(state).points, one.score(state).maximum, one.score(state).status) == (0, 0, "complete")


# The real one


@pytest.mark.parametrize(
    ("answer", "means", "bands", "helped"),
    [
        # Reversed: 2 of 4 in a, 1 of 4 in b, 2 of 4 in c, 1 of 3 in d. All 1 counts 1 and 5, all 5 counts 5 and 1.
        (1, [3.0, 2.0, 3.0, 2.3], ["midden", "laag", "midden", "laag"], False),
        (3, [3.0, 3.0, 3.0, 3.0], ["midden"] * 4, False),
        (5, [3.0, 4.0, 3.0, 3.7], ["midden", "hoog", "midden", "hoog"], True),
        ("na", [None] * 4, [None] * 4, False),
    ],
)
def test_the_real_self_assessment_gives_the_control_values(
    answer: object,
    means: list[float],
    bands: list[str],
    helped: bool,  # noqa: FBT001
) -> None:
    one = load_activity(REAL)
    assert isinstance(one, SelfAssessment)

    result = filled(one, *[answer] * 15)

    assert [subscale["mean"] for subscale in result["subscales"]] == means
    assert [subscale["band"] and subscale["band"]["id"] for subscale in result["subscales"]] == bands
    assert result["show_help"] is helped


def test_the_real_self_assessment_offers_help_when_recovery_is_low() -> None:
    one = load_activity(REAL)
    assert isinstance(one, SelfAssessment)
    favourable = {item.id: 1 if item.reversed else 5 for item in one.items}
    unfavourable = favourable | {"s9": 1, "s10": 5, "s11": 1, "s12": 4}

    assert filled(one, *favourable.values())["show_help"] is False
    assert filled(one, *unfavourable.values())["show_help"] is True
    assert [subscale["mean"] for subscale in filled(one, *unfavourable.values())["subscales"]] == [5.0, 5.0, 1.3, 5.0]
