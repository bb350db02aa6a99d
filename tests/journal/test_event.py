"""One event as one line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.journal import Event
from ssfh_learn.journal.event import LONGEST_LINE

EVENT = Event(1, "e1", "2026-11-21T09:00:00.000+00:00", "quiz", "abc", 1, "answer", {"question": "v1", "answer": "a"})
FIELDS = json.loads(EVENT.line())
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=5,
)


def test_an_event_is_one_line_of_json() -> None:
    assert EVENT.line() == (
        b'{"v":1,"id":"e1","at":"2026-11-21T09:00:00.000+00:00","activity":"quiz","content":"abc","attempt":1,'
        b'"kind":"answer","data":{"question":"v1","answer":"a"}}\n'
    )


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, max_size=4))
def test_an_event_survives_the_way_to_disk_and_back(data: dict[str, object]) -> None:
    event = Event(1, "e1", "2026-11-21", "quiz", "abc", 1, "answer", data)

    assert Event.from_line(event.line()) == event
    assert event.line().count(b"\n") == 1


def test_a_new_event_takes_its_id_from_the_response_and_its_time_in_utc() -> None:
    response = {"id": "uuid-1", "kind": "answer", "question": "v1", "answer": "a\nb"}

    event = Event.now(activity="quiz", content="abc", attempt=2, response=response)

    assert (event.id, event.kind, event.attempt) == ("uuid-1", "answer", 2)
    assert event.data == {"question": "v1", "answer": "a\nb"}
    at = datetime.fromisoformat(event.at)
    assert at.utcoffset() == timedelta(0)
    assert datetime.now(UTC) - at < timedelta(minutes=1)


def test_events_without_an_id_get_different_ones() -> None:
    made = {Event.now(activity="quiz", content="", attempt=1, response={"kind": "show"}).id for _ in range(5)}

    assert len(made) == 5


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"null",
        b"[]",
        b"{",
        b'{"v":1}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"v":' + b"9" * 10_000 + b"}",
        json.dumps({**FIELDS, "extra": 1}).encode(),
        json.dumps({**FIELDS, "v": 2}).encode(),
        json.dumps({**FIELDS, "v": "1"}).encode(),
        json.dumps({**FIELDS, "id": 7}).encode(),
        json.dumps({**FIELDS, "at": None}).encode(),
        json.dumps({**FIELDS, "attempt": True}).encode(),
        json.dumps({**FIELDS, "attempt": 1.5}).encode(),
        json.dumps({**FIELDS, "data": []}).encode(),
        json.dumps({**FIELDS, "data": {"text": "x" * LONGEST_LINE}}).encode(),
    ],
)
def test_a_line_that_is_not_ours_gives_no_event(line: bytes) -> None:
    assert Event.from_line(line) is None


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_line_whatever_is_an_error(line: bytes) -> None:
    assert Event.from_line(line) is None


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES | st.sampled_from(list(FIELDS.values()))))
def test_a_line_with_other_values_is_an_event_or_nothing(changed: dict[str, object]) -> None:
    event = Event.from_line(json.dumps({**FIELDS, **changed}).encode())

    assert event is None or (isinstance(event.data, dict) and isinstance(event.id, str))
