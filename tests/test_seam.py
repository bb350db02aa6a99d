"""The check of what crosses the seam is strict: a key too many, a key missing or another type is found anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from ssfh_learn.activities import Activity
from ssfh_learn.activities.quiz.questions import FORMER_KINDS, KINDS
from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.content.frame import frame
from ssfh_learn.traits import NO_RECEIPT, NOTHING_SENT
from tests.content_examples import EXAMPLES, EXAMPLES_OF_BEFORE, activity
from tests.seam import VIEWS, must_fit, must_fit_traits
from tests.walking import views_of, walk

QUESTION_KINDS = (*KINDS, *FORMER_KINDS)
EVERY_EXAMPLE = {**EXAMPLES, "quiz_of_before": EXAMPLES_OF_BEFORE["quiz_of_before"]}
MADE = {name: activity(content, name.replace("_", "-")) for name, content in EVERY_EXAMPLE.items()}
CARDS = Refresher.of((MADE[name] for name in EXAMPLES), id_="opfrissen", title="Opfrissen")
assert CARDS is not None
WALKED: dict[str, Activity] = {**MADE, "refresher": CARDS}
MAPPINGS = {"answer", "solution", "items", "results", "values", "shown", "cards", "start", "final"}
"""Where the keys are ids, so that none of them has to be there."""
each = pytest.mark.parametrize("name", WALKED)


@cache
def _views(name: str) -> list[dict[str, Any]]:
    return views_of(WALKED[name])


def _dicts(value: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a view with the key that it stands under, the view itself first."""
    if isinstance(value, dict):
        yield key, value
        for name, inner in value.items():
            yield from _dicts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _dicts(inner, f"{key}[]")


def _is_refused(view: dict[str, Any]) -> bool:
    try:
        must_fit(view)
    except ValidationError:
        return True
    return False


def _fullest(name: str) -> list[dict[str, Any]]:
    """Return the views of a kind that hold most."""
    return sorted(_views(name), key=lambda view: -len(str(view)))[:3]


def test_there_is_a_view_of_every_kind_and_of_every_kind_of_question_also_with_feedback() -> None:
    views = [view for name in WALKED for view in _views(name)]
    questions = [question for view in views for question in view.get("questions", []) if view["kind"] == "quiz"]

    assert {view["kind"] for view in views} == set(VIEWS)
    assert {one["kind"] for one in questions} == {kind.kind for kind in QUESTION_KINDS}
    assert {one["kind"] for one in questions if one["feedback"]} == {kind.kind for kind in QUESTION_KINDS}


@each
def test_every_view_on_the_way_has_the_shape_of_its_kind(name: str) -> None:
    for view in walk(WALKED[name]):
        must_fit(view)


@each
def test_a_key_that_no_type_knows_is_found_wherever_it_stands(name: str) -> None:
    for view in map(deepcopy, _fullest(name)):
        for where, part in [*_dicts(view)]:
            part["strange"] = [None]
            assert _is_refused(view), where
            del part["strange"]


@each
def test_a_key_that_is_missing_is_found_wherever_it_stood(name: str) -> None:
    for view in map(deepcopy, _fullest(name)):
        for where, part in [*_dicts(view)]:
            keyed = where in MAPPINGS and set(part) != {"verdict", "reason"}
            for key, value in [] if keyed else list(part.items()):
                del part[key]
                assert (part is view and key == "kind") or _is_refused(view), f"{where}.{key}"
                part[key] = value


@each
def test_a_value_of_another_type_is_found_wherever_it_stands(name: str) -> None:
    for view in map(deepcopy, _fullest(name)):
        for where, part in [*_dicts(view)]:
            for key, value in list(part.items()):
                part[key] = {"strange": (value,)}
                assert (part is view and key == "kind") or _is_refused(view), f"{where}.{key}"
                part[key] = value


@pytest.mark.parametrize(
    "wrong",
    [
        {"saved": {**NOTHING_SENT, "state": "lost"}},
        {"saved": {**NOTHING_SENT, "late": True}},
        {"receipt": {**NO_RECEIPT, "at": 12}},
        {"receipt": {"state": "none"}},
        {"notices": ["Bewaard", None]},
        {"notices": "Bewaard"},
        {"frame": {**frame(MADE["quiz"], None), "glossary": [{"term": "rust", "meaning": "<p>kalmte</p>"}]}},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_a_trait_of_another_shape_is_found(wrong: dict[str, Any]) -> None:
    right = {"saved": NOTHING_SENT, "receipt": NO_RECEIPT, "notices": [], "frame": frame(MADE["quiz"], None)}
    must_fit_traits(right)

    with pytest.raises(ValidationError):
        must_fit_traits({**right, **wrong})
