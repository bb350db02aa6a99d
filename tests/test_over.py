"""A test over many cases tries all of them and names those that are faulty."""

from __future__ import annotations

import pytest

from tests.over import over


def test_every_faulty_case_is_named_and_every_case_is_tried() -> None:
    tried = []

    @over("number", [1, 2, 3])
    def odd(number: int, word: str) -> None:
        tried.append((number, word))
        assert number == 2, word

    with pytest.raises(BaseExceptionGroup) as raised:
        odd(word="oneven")

    assert tried == [(number, "oneven") for number in (1, 2, 3)]
    assert [error.__notes__ for error in raised.value.exceptions] == [["of the case 1"], ["of the case 3"]]


def test_a_test_over_no_case_is_no_test() -> None:
    with pytest.raises(AssertionError):
        over("number", [])
