"""Requests that no page of ours would send: malformed, huge, hostile. Each gets a sentence or a view, never a fault."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.portal.web.body import MOST_BYTES
from ssfh_learn.portal.web.pace import Pace
from ssfh_learn.words import section, word
from tests.portal.conftest import REAL_TEST, TEST
from tests.portal.host import ROOT, Answer, Site, Visitor, serving
from tests.portal.web.test_routes import assert_harmless
from tests.thoroughness import tries

FUZZED = settings(
    max_examples=tries(150), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
VIEW = {"view", "notices", "saved", "receipt"}


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with a course."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("requests") / "portal"))
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


def assert_answered(answer: Answer) -> None:
    """Fail unless this is a view, or a sentence of ours, as JSON."""
    assert answer.status in {200, 400, 403, 404, 413}
    if answer.status == 200:
        assert set(answer.json) == VIEW
        assert answer.json["saved"]["state"] in {"saved", "refused"}
        assert (
            answer.json["saved"]["state"] == "saved" or answer.json["saved"]["message"] in section("refusal").values()
        )
    else:
        assert answer.json["message"] == word("portal", f"error_{answer.status}")
    assert_harmless(answer)


# The API

GOOD = {"id": "e1", "kind": "answer", "prompt": "meenemen", "text": "x"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"3", 400),
        (b'"x"', 400),
        (b"\xff\xfe\x00", 400),
        (b"\x00" * 100, 400),
        (b"[" * 50_000, 400),
        (b'{"place":' * 20_000, 400),
        (b"1" * 10_000, 400),
        (b'{"place": 1, "activity": [], "response": {}}', 400),
        (b'{"place": "proef", "activity": "dagboek"}', 400),
        (b'{"place": "proef", "activity": "dagboek", "response": []}', 400),
        (b'{"place": "proef", "activity": "dagboek", "response": {}}', 400),
        (b'{"place": "bestaat-niet", "activity": "dagboek", "response": {"id": "x", "kind": "x"}}', 404),
        (b'{"place": "\\ud800", "activity": "\\ud800", "response": {"id": "x", "kind": "x"}}', 404),
        (b'{"place": "../../etc", "activity": "passwd", "response": {"id": "x", "kind": "x"}}', 404),
        (b'{"place": "proef", "activity": "../module", "response": {"id": "x", "kind": "x"}}', 404),
        (b'{"place": "proef\\u0000", "activity": "dagboek", "response": {"id": "x", "kind": "x"}}', 404),
        (b"x" * (MOST_BYTES + 1), 413),
        (b"x" * (4 * MOST_BYTES), 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_malformed_answer_gets_a_sentence(
    anna: Visitor, token: str, faults: list[str], body: bytes, status: int
) -> None:
    answer = anna.post(body, token=token)

    assert answer.status == status
    assert_answered(answer)
    assert faults == []


@pytest.mark.parametrize("id_", [None, 0, 1, True, "", "x" * 65, "a b", "é", "\0", "../x", ["x"], {"x": 1}, "x\n"])
def test_an_answer_needs_an_id_of_its_own(anna: Visitor, token: str, faults: list[str], id_: Any) -> None:
    answer = anna.respond("proef", "dagboek", token, **{**GOOD, "id": id_})

    assert answer.status == 400
    assert faults == []


@pytest.mark.parametrize(
    "response",
    [
        {"kind": "onzin"},
        {"kind": "\ud800"},
        {"kind": "\0"},
        {"kind": "answer"},
        {"kind": "answer", "prompt": "meenemen", "text": "\ud800"},
        {"kind": "answer", "prompt": "meenemen", "text": 3},
        {"kind": "answer", "prompt": "meenemen", "text": None},
        {"kind": "answer", "prompt": "meenemen", "text": "x" * 5001},
        {"kind": "answer", "prompt": "bestaat-niet", "text": "x"},
        {"kind": "answer", "prompt": "meenemen", "text": "x", "extra": 1},
        {"kind": "answer", "prompt": "meenemen", "text": float("nan")},
        {"kind": "answer", "prompt": "meenemen", "text": "x", "\ud800": 1},
        {"kind": "answer", "prompt": "meenemen", "text": "x", "learner": "bram"},
        {"kind": "deliver"},
        {"kind": "hand_in"},
    ],
    ids=str,
)
def test_a_response_that_does_not_fit_is_refused_in_dutch(
    anna: Visitor, token: str, faults: list[str], response: dict[str, Any]
) -> None:
    answer = anna.respond("proef", "dagboek", token, **response)

    assert answer.status == 200
    assert answer.json["saved"]["state"] == "refused"
    assert_answered(answer)
    assert faults == []


@pytest.mark.parametrize(
    "text", ["\0", "a\u2028b", "\x1b[31m", "\u202egnikneddo", "☕" * 1000, "'; DROP TABLE event; --"]
)
def test_strange_words_are_words(anna: Visitor, token: str, faults: list[str], text: str) -> None:
    answer = anna.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text=text)

    assert answer.json["saved"]["state"] == "saved"
    assert answer.json["view"]["prompts"][0]["answer"] == text
    assert text in [event["data"].get("text") for event in anna.get("gegevens/download").json["events"]]
    assert_harmless(anna.get("module/proef/3"))
    assert faults == []


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


ODD = [
    *(
        None,
        True,
        0,
        -1,
        10**30,
        1e308,
        float("nan"),
        float("inf"),
        float("-inf"),
        "",
        "a",
        "\ud800",
        "\0",
        "x" * 100_000,
    ),
    *([], {}, [[]], {"a": {}}, ["een", "een"], ["een", None], {"een": "\ud800"}, {"\ud800": "een"}, [float("nan")]),
    *(nested(100), nested(900)),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("place", ["werkdruk/kennischeck", f"{TEST}/{TEST}", f"{REAL_TEST}/{REAL_TEST}"])
def test_an_answer_of_a_wrong_kind_harms_nothing(
    anna: Visitor, token: str, faults: list[str], place: str, odd: Any
) -> None:
    where, activity = place.split("/")
    begun = anna.respond(where, activity, token, kind="begin")
    for question in begun.json["view"]["questions"]:
        answer = anna.respond(where, activity, token, kind="answer", question=question["id"], answer=odd)
        assert_answered(answer)
    for path in (f"toets/{where}/", "gegevens", "gegevens/lezen", "gegevens/download"):
        assert_harmless(anna.get(path))
    assert faults == []


_words = st.text(max_size=20) | st.sampled_from(
    [
        "answer",
        "proef",
        "dagboek",
        "verslag",
        "kennischeck",
        TEST,
        "werkdruk",
        "v1",
        "a",
        "begin",
        "check",
        "hand_in",
        "erase",
        "go",
        "meenemen",
        "role",
        "choose",
        "note",
        "id",
        "kind",
        "zelfscan",
        "maandagochtend",
    ]
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)
_keys = st.sampled_from(
    ["question", "answer", "prompt", "text", "role", "theme", "item", "choice", "row", "value", "level"]
)
_response = st.builds(
    lambda kind, id_, rest: {**rest, "kind": kind, "id": id_},
    _words | _json,
    st.uuids().map(str) | _json,
    st.dictionaries(_keys, _json, max_size=3),
)


@FUZZED
@given(body=st.binary(max_size=200) | _json.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_sent_gets_a_sentence_or_a_view(anna: Visitor, token: str, faults: list[str], body: bytes) -> None:
    assert_answered(anna.post(body, token=token))
    assert faults == []


_activities = st.sampled_from(["dagboek", "kennischeck", "start", "kaart", "zelfscan", "maandagochtend", TEST])
_asked = st.fixed_dictionaries(
    {"place": st.sampled_from(["proef", "werkdruk", TEST]) | _words, "activity": _activities, "response": _response}
)


@FUZZED
@given(asked=_asked)
def test_whatever_is_answered_gets_a_sentence_or_a_view(
    anna: Visitor, token: str, faults: list[str], asked: dict[str, Any]
) -> None:
    assert_answered(anna.post(json.dumps(asked).encode(), token=token))
    assert faults == []


# Pages

_PLACES = "module proef werkdruk toets api antwoord gegevens download wissen certificaat controle overzicht rol delen"
_TRICKS = "static portal.js afbeeldingen .. . 1 999 0 a.png %00 %2e%2e %ff %0d%0aX-Injected:1 %ED%A0%80 ٣ ~ %20.png"
_path = st.lists(
    st.sampled_from([*_PLACES.split(), *_TRICKS.split(), TEST, "", "x" * 300 + ".png", "module.yaml"])
    | st.text(max_size=10).map(lambda text: quote(text, safe="", errors="surrogatepass")),
    max_size=5,
).map("/".join)
_query = st.dictionaries(
    st.sampled_from(["place", "activity", "code", "uitleg", "v", "next", "_xsrf"]),
    st.text(max_size=20).map(lambda text: quote(text, errors="surrogatepass"))
    | st.sampled_from(["proef", "dagboek", TEST, "%00", "%ff", "%ED%A0%80", "x" * 5000]),
    max_size=2,
).map(lambda found: "&".join(f"{name}={value}" for name, value in found.items()))


@FUZZED
@given(path=_path, query=_query)
def test_whatever_is_opened_gets_a_page(anna: Visitor, faults: list[str], path: str, query: str) -> None:
    answer = anna.get(ROOT + quote(path, safe="/%~.") + (f"?{query}" if query else ""))

    assert answer.status in {200, 302, 400, 403, 404, 405}
    assert "X-Injected" not in answer.headers
    assert_harmless(answer)
    assert faults == []


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../module.yaml",
            "..%2fmodule.yaml",
            "%2e%2e/%2e%2e/cursus/keys/proef-toets.yaml",
            "activiteiten/kennischeck.yaml",
        ),
        *(
            "module.yaml",
            "proef.ipynb",
            "../../../../etc/passwd.png",
            "afbeeldingen",
            "%00.png",
            "a%00.png",
            "/etc/x.png",
        ),
        *("x" * 300 + ".png", "/".join(["x"] * 900) + ".png", "geheim.png", "link.png"),
    ],
)
def test_nothing_but_an_image_of_the_module_is_sent(site: Site, anna: Visitor, faults: list[str], name: str) -> None:
    assert site.portal
    outside = site.portal.publisher.folder / "geheim.png"
    outside.write_bytes(b"geheim")
    link = site.portal.publisher.folder / "proef" / "link.png"
    link.unlink(missing_ok=True)
    link.symlink_to(outside)

    answer = anna.get(f"module/proef/{name}")

    assert answer.status in {400, 404}
    assert b"geheim" not in answer.body
    assert faults == []


@pytest.mark.parametrize("cookie", ["ssfh_role", "ssfh_theme", "ssfh_size", "ssfh_welcomed", "_xsrf"])
@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "x" * 3000, "%00", "é", "2|x|y|z"])
def test_a_cookie_of_any_kind_harms_nothing(site: Site, faults: list[str], cookie: str, value: str) -> None:
    who = site.visitor("bram", "learner", "trainer")
    who.cookies[cookie] = quote(value, safe='"><()|%')
    answer = who.get()

    assert answer.status == 200
    assert "alert(1)</script>" not in answer.text
    assert_harmless(answer)
    assert faults == []


@pytest.mark.parametrize(
    "fields",
    [
        {"naam": "x" * 100_000},
        {"naam": "\0\x1b"},
        {"zeker": "nee"},
        {"rol": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
        {},
    ],
)
@pytest.mark.parametrize("path", ["certificaat/proef", "certificaat/bestaat-niet", "gegevens/wissen", "rol", "delen"])
def test_an_odd_form_harms_nothing(site: Site, faults: list[str], path: str, fields: dict[str, str]) -> None:
    answer = site.visitor("odd").post_form(path, **fields)

    assert answer.status in {200, 302, 303, 400, 403, 404}
    assert_harmless(answer)
    assert faults == []


# Too fast


def test_who_goes_too_fast_is_told_so_and_can_soon_go_on(folder: Path, faults: list[str]) -> None:
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}", Pace(5, 10)) as site:
        anna, bram = site.visitor("anna"), site.visitor("bram")
        token = anna.token()
        answers = [
            anna.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text=str(number))
            for number in range(60)
        ]
        hasty = [answer for answer in answers if answer.status == 429]

        assert [answer.status for answer in answers[:10]] == [200] * 10
        assert hasty
        assert hasty[0].json["message"] == word("portal", "error_429")
        assert bram.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="x").status == 200
        assert anna.get("module/proef/3").status == 200  # the next page is there at once

        time.sleep(0.5)
        later = anna.respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text="later")
        assert later.json["saved"]["state"] == "saved"
        assert faults == []


@pytest.mark.parametrize(("who", "path"), [("anna", "gegevens"), (None, "controle?code=ABCD-EFGH-JKLM")])
def test_who_looks_too_often_has_to_wait_a_moment(folder: Path, who: str | None, path: str) -> None:
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}", None, Pace(5, 10)) as site:
        visitor = site.visitor(who) if who else site.visitor()
        found = [visitor.get(path).status for _ in range(40)]
        assert found[:10] == [200] * 10
        assert 429 in found

        time.sleep(0.5)
        assert visitor.get(path).status == 200
