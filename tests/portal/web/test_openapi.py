"""docs/openapi.yaml says of the portal's API what is true, and nothing that it leaves out exists.

What the front end sends and gets in a browser is held against the description in tests/browser/test_portal_api.py.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks

from ssfh_learn.portal.learner.everything import Download
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.body import MOST_BYTES
from ssfh_learn.portal.web.pace import AT_ONCE, PER_SECOND, Pace
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.coordinator.test_names import put_in_group
from tests.portal.described import PATH, assert_described, assert_sent_as_described, description, found_at
from tests.portal.host import ROOT, WHO, Answer, Site, Visitor, serving
from tests.portal.learner.test_my_data import live
from tests.portal.web.test_requests import GOOD, ODD
from tests.portal.web.test_routes import assert_harmless, make_test
from tests.thoroughness import tries

ANSWER, DOWNLOAD = "/api/antwoord", "/gegevens/download"
ACTIVITIES = ["dagboek", "verslag", "kennischeck", "start", "kaart"]
KINDS = ["answer", "begin", "check", "choose", "hand_in", "deliver", "erase", "finish", "go"]
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
]


@pytest.fixture(scope="module")
def folder_of_all(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with modules and a course."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("openapi") / "portal"))


@pytest.fixture(scope="module")
def site(folder_of_all: Path) -> Iterator[Site]:
    """Run a portal with a course."""
    database = f"sqlite:///{folder_of_all / 'leren.db'}"
    with serving(folder_of_all / "modules", folder_of_all / "cursus", database) as running:
        yield running


def told(answer: Answer, method: str = "POST", path: str = ANSWER) -> Answer:
    """Return an answer that is as the description says."""
    assert_described(method, path, answer)
    return answer


# The description itself


def test_the_description_is_well_formed() -> None:
    for schema in description()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert description()["openapi"].startswith("3.1.")
    assert re.search(r"/(home|root|tmp|srv|work)/", PATH.read_text("utf-8")) is None


def test_every_route_of_the_api_is_described_and_no_other() -> None:
    pages = {f"/{pattern}": page for pattern, page in ROUTES if pattern.startswith("api/") or page is Download}
    described = {path: set(methods) for path, methods in description()["paths"].items()}

    assert described == {
        path: {method for method in ("get", "post", "put", "delete", "patch") if method in vars(page)}
        for path, page in pages.items()
    }


def test_everything_in_the_description_is_used() -> None:
    text = PATH.read_text("utf-8")
    named = {
        f"#/components/{kind}/{name}"
        for kind, parts in description()["components"].items()
        for name in parts
        if kind != "securitySchemes"
    }
    assert named == set(re.findall(r'\$ref: "([^"]+)"', text))


def test_the_limits_are_those_of_the_portal() -> None:
    text = PATH.read_text("utf-8")
    assert f"At most {MOST_BYTES:,} bytes" in text
    assert f"over {MOST_BYTES:,} bytes" in text
    assert f"over {PER_SECOND:.0f} responses a second and {AT_ONCE:.0f} at once" in text


def test_the_examples_fit() -> None:
    content = description()["paths"][ANSWER]["post"]["requestBody"]["content"]["application/json"]
    for example in content["examples"].values():
        assert_sent_as_described(ANSWER, json.dumps(example["value"]).encode())
    for refused in ({}, {"place": "x", "activity": "x", "response": {"id": "a b", "kind": "x"}}):
        with pytest.raises(AssertionError):
            assert_sent_as_described(ANSWER, json.dumps(refused).encode())


ERROR = b'{"state": "failed", "message": "Nee."}'


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (418, {}, ERROR),
        (400, {"content-type": "text/html"}, ERROR),
        (400, {"cache-control": "public"}, ERROR),
        (400, {}, b'{"state": "failed"}'),
        (400, {}, b'{"state": "failed", "message": ""}'),
        (400, {}, b'{"state": "failed", "message": "x", "trace": "y"}'),
        (200, {}, ERROR),
        (200, {}, b'{"view": {"kind": "quiz", "title": "x"}, "notices": [], "saved": {}, "receipt": {}}'),
    ],
)
def test_what_is_not_described_is_noticed(status: int, headers: dict[str, str], body: bytes) -> None:
    usual = {"cache-control": "no-store", "content-type": "application/json; charset=utf-8"}
    assert_described("POST", ANSWER, Answer(400, usual, ERROR))
    with pytest.raises(AssertionError):
        assert_described("POST", ANSWER, Answer(status, {**usual, **headers}, body))


# Every status that it names


def asked(**response: Any) -> bytes:
    return json.dumps({"place": "proef", "activity": "dagboek", "response": {**GOOD, **response}}).encode()


def test_each_answer_of_the_api_is_as_described(site: Site, anna: Visitor, token: str, faults: list[str]) -> None:
    look = f"api/antwoord?place=proef&activity=dagboek&_={'x' * 10}"
    stranger = {"X_Ssfh_Person": "bert"}
    seen = {
        ("post", told(anna.post(asked(id="o1"), token=token)).status),
        ("post", told(anna.post(asked(id="o2", text=3), token=token)).status),
        ("post", told(anna.post(b"{", token=token)).status),
        ("post", told(anna.post(asked(), token="")).status),
        ("post", told(site.visitor().post(asked(), token=token)).status),
        ("post", told(anna.ask("POST", "api/antwoord", asked(), X_XSRFToken=token, **stranger)).status),
        ("post", told(anna.post(b'{"place": "x", "activity": "x", "response": {}}', token=token)).status),
        ("post", told(anna.post(b"x" * (MOST_BYTES + 1), token=token)).status),
        ("get", told(anna.get(look), "GET").status),
        ("get", told(anna.get("api/antwoord?place=%ff"), "GET").status),
        ("get", told(site.visitor().get(look), "GET").status),
        ("get", told(anna.get(look, **stranger), "GET").status),
        ("get", told(anna.get("api/antwoord"), "GET").status),
        ("get", told(anna.ask("GET", look, b"x" * (MOST_BYTES + 1)), "GET").status),
    }

    assert seen == {(method, status) for method in ("get", "post") for status in (200, 400, 403, 404, 413)}
    assert faults == []


def test_the_download_is_as_described(folder: Path, faults: list[str]) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        anna = site.visitor("anna")
        assert told(anna.get("gegevens/download"), "GET", DOWNLOAD).json["events"] == []
        live(anna, "anna", course)
        put_in_group(site, "anna", "ans", given="Anna", family="Berg")
        held = told(anna.get("gegevens/download"), "GET", DOWNLOAD).json
        assert [name for name, value in held.items() if not value] == ["accounts"]  # this host makes none
        assert told(site.visitor().get("gegevens/download"), "GET", DOWNLOAD).status == 302
        assert told(site.visitor("x", "nobody").get("gegevens/download"), "GET", DOWNLOAD).status == 403
        large = anna.ask("GET", "gegevens/download", b"x" * (MOST_BYTES + 1))
        assert told(large, "GET", DOWNLOAD).status == 413
    assert faults == []


def test_too_fast_is_as_described(folder: Path) -> None:
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}", Pace(0.001, 1), Pace(0.001, 5)) as site:
        anna, bert, carla = (site.visitor(name) for name in ("anna", "bert", "carla"))
        seen = [told(anna.get("api/antwoord?place=proef&activity=dagboek"), "GET").status for _ in range(6)]
        seen += [told(bert.get("gegevens/download"), "GET", DOWNLOAD).status for _ in range(6)]
        token = carla.token()
        assert seen[5] == seen[11] == 429
        assert 429 in {told(carla.post(asked(), token=token)).status for _ in range(3)}


def test_a_database_that_is_gone_is_as_described(folder: Path, faults: list[str]) -> None:
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}") as site:
        anna = site.visitor("anna")
        token = anna.token()
        assert site.portal
        site.portal.event_writer.close()
        assert told(anna.get("api/antwoord?place=proef&activity=dagboek"), "GET").status == 503
        assert told(anna.post(asked(), token=token)).status == 503
        assert told(anna.get("gegevens/download"), "GET", DOWNLOAD).status == 503
    assert faults == []


def test_a_test_that_is_handed_in_gets_the_receipt_of_the_description(site: Site, folder_of_all: Path) -> None:
    eva = site.visitor("eva")
    answer = told(make_test(eva, CourseFolder(folder_of_all / "cursus", TEST)))

    assert answer.json["receipt"]["state"] == "handed_in"
    assert told(eva.get(f"api/antwoord?place={TEST}&activity={TEST}"), "GET").json["receipt"] == answer.json["receipt"]


@pytest.mark.parametrize("activity", ["kennischeck", "zelfscan", "maandagochtend"])
def test_whatever_is_answered_the_answer_is_as_described(anna: Visitor, token: str, activity: str) -> None:
    for odd in ODD:
        for kind in ("begin", "answer", "finish", "erase", odd):
            told(anna.respond("werkdruk", activity, token, kind=kind, question=odd, item=odd, answer=odd, value=odd))


# Whatever is sent


def of_a_browser() -> dict[str, Any]:
    """Return the description of what a browser in which Anna is logged in sends, with names that are there.

    Without those names, what is made up would be about nothing: tests of requests do that. Her cookies and token the
    browser sends anyway.
    """
    found = copy.deepcopy(description())
    del found["security"]
    for operation in found["paths"][ANSWER].values():
        operation["parameters"] = [one for one in operation["parameters"] if found_at(one)["in"] == "query"]
    schemas, parameters = found["components"]["schemas"], found["components"]["parameters"]
    for names, fields in ((["proef"], ("place", "Place")), (ACTIVITIES, ("activity", "Activity"))):
        schemas["Request"]["properties"][fields[0]]["enum"] = names
        parameters[fields[1]]["schema"]["enum"] = names
    schemas["Response"]["properties"]["kind"] |= {"anyOf": [{"enum": KINDS}, {}]}
    return found


DESCRIBED = schemathesis.openapi.from_dict(of_a_browser())


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize("method", ["get", "post"])
def test_whatever_the_description_allows_or_forbids_is_answered_as_it_says(
    anna: Visitor, faults: list[str], method: str, mode: GenerationMode
) -> None:
    address = f"http://127.0.0.1:{anna.site.port}{ROOT.rstrip('/')}"
    sent = {WHO: anna.who, "X-XSRFToken": anna.token(), "X-Ssfh-Person": "anna"}

    @settings(max_examples=tries(60), derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=DESCRIBED[ANSWER][method].as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case) -> None:
        response = case.call(base_url=address, headers=sent, cookies=anna.cookies, allow_redirects=False)
        case.validate_response(response, checks=CHECKS)
        headers = {name.title(): said[0] for name, said in response.headers.items()}
        assert_harmless(Answer(response.status_code, headers, response.content))

    holds()
    assert faults == []
