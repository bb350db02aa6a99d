"""The version of content: a new release of this package must not change it, because recorded answers name it.

`first_fields.json` holds the fields of every content model as they were when the first tests were released, and
`VERSIONS` what the examples were then. Neither is ever brought up to date: a new field is declared with `added`. Only
a model that moves takes its line with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities.model import Model
from tests.content_examples import EXAMPLES, EXAMPLES_OF_BEFORE, activity

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = json.loads((Path(__file__).parent / "first_fields.json").read_text())
VERSIONS = {
    "action_plan": "e43e61d2cd692c21",
    "calculator": "9c393c0a31f3bf36",
    "conversation_card": "6e754e66cc417a83",
    "fact_chart": "a52cdce68d2bc7f3",
    "practice_his": "b53d3825e64b931c",
    "quiz": "72a2c2a1de39b5c8",
    "reflection": "7b164d1f875a1d29",
    "role_choice": "906578b3a885dcfc",
    "scenario": "530dd0be4291869a",
    "self_assessment": "52e7e2bc405434ea",
    "skills_gap": "fc079d36b2a63a93",
    "test": "78059321a7c94848",
}

OF_FIRST = {
    **EXAMPLES,
    "quiz": EXAMPLES_OF_BEFORE["quiz_of_before"],
    "test": EXAMPLES_OF_BEFORE["test_of_before"],
}
"""The examples as they were then: without the kinds of questions that came later."""


def models(of: type[Model] = Model) -> Iterator[type[Model]]:
    for kind in of.__subclasses__():
        yield kind
        yield from models(kind)


def fields_since() -> Iterator[tuple[type[Model], str]]:
    """Yield each field of content that came after the first release."""
    for model in models():
        name = f"{model.__module__}.{model.__name__}"
        if name.startswith("ssfh_learn.activities."):
            first = FIRST.get(name.removeprefix("ssfh_learn.activities."), model.model_fields)
            yield from ((model, field) for field in model.model_fields if field not in first)


@pytest.mark.parametrize(("name", "version"), VERSIONS.items())
def test_content_of_the_first_release_keeps_its_version(name: str, version: str) -> None:
    assert activity(OF_FIRST[name]).fingerprint() == version


def test_every_model_of_the_first_release_is_still_found() -> None:
    here = {f"{model.__module__}.{model.__name__}".removeprefix("ssfh_learn.activities.") for model in models()}

    assert set(FIRST) - here == set()


def test_a_field_of_later_is_left_out_of_content_that_does_not_use_it() -> None:
    assert [(model.__name__, field) for model, field in fields_since() if not left_out(model, field)] == []


def left_out(model: type[Model], field: str) -> bool:
    info = model.model_fields[field]
    return info.exclude_if is not None and info.exclude_if(info.get_default(call_default_factory=True))
