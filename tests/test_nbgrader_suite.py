"""What `python -m tests.nbgrader_suite` leaves out is left out, and it says so where a name matches nothing."""

from __future__ import annotations

import pytest

from tests.nbgrader_suite import LEFT_OUT, main

pytestmark = pytest.mark.slow  # nbgrader's own tests

COLLECT = ["--collect-only", "-n", "0", "-k", "collect"]


@pytest.mark.nightly
def test_what_is_named_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(options=COLLECT) == 0

    collected = capfd.readouterr().out.splitlines()
    assert any("test_nbgrader_collect.py::TestNbGraderCollect::test_collect" in line for line in collected)
    assert [line for line in collected if "::test_permissions[" in line and not line.startswith("left out:")] == []
    assert all(any(line.startswith(f"left out: {name}") for line in collected) for name in LEFT_OUT)


def test_a_name_that_matches_nothing_stops_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    gone = "test_nbgrader_collect.py::TestNbGraderCollect::test_of_before"

    assert main({gone: "a reason"}, COLLECT) != 0

    said = capfd.readouterr()
    assert f"left out, and not there: {gone}" in said.out + said.err
