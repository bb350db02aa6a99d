"""The API as docs/openapi.yaml describes it, to hold requests and answers against."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from tests import yaml_file
from tests.conftest import REPOSITORY
from tests.portal.host import Answer

PATH = REPOSITORY / "docs" / "openapi.yaml"


@cache
def description() -> dict[str, Any]:
    """Return the description, not to be changed."""
    found: dict[str, Any] = yaml_file.read(PATH)
    return found


def found_at(reference: dict[str, Any]) -> dict[str, Any]:
    """Return what is meant where only its address stands."""
    place: Any = reference
    while "$ref" in place:
        names = place["$ref"].removeprefix("#/").split("/")
        place = description()
        for name in names:
            place = place[name]
    found: dict[str, Any] = place
    return found


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    """Return what a value has that a schema of the description does not allow."""
    checker = Draft202012Validator.FORMAT_CHECKER
    whole = {"components": description()["components"], **schema}
    return [error.message for error in Draft202012Validator(whole, format_checker=checker).iter_errors(value)]


def assert_sent_as_described(path: str, body: bytes) -> None:
    """Fail unless the body of a request is as the description says."""
    content = description()["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    assert problems(content["schema"], json.loads(body)) == []


def assert_described(method: str, path: str, answer: Answer) -> None:
    """Fail unless an answer is as the description says."""
    responses = description()["paths"][path][method.lower()]["responses"]
    assert str(answer.status) in responses, f"{method} {path}: {answer.status}"
    response = found_at(responses[str(answer.status)])
    headers = {name.lower(): value for name, value in answer.headers.items()}
    for name, header in response.get("headers", {}).items():
        assert problems(found_at(header)["schema"], headers.get(name.lower())) == [], name
    for kind, content in response.get("content", {}).items():
        assert headers["content-type"].partition(";")[0] == kind
        wrong = problems(content["schema"], answer.json if kind.endswith("json") else answer.text)
        assert wrong == [], wrong
