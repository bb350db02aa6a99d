"""The certificates that were given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from ssfh_learn.journal import certificates
from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.journal.sql import SqlJournal

ANNAS = Certificate("AAAA-AAAA-AAAA", "anna", "werkdruk", "Anna de Vries", "Werkdruk", "1.0", 70, "2026-11-21")
BRAMS = replace(ANNAS, code="BBBB-BBBB-BBBB", learner="bram", name="Bram Bos")


@pytest.fixture
def journal(database: str) -> Iterator[SqlJournal]:
    """Return a journal without certificates, in each kind of database."""
    with closing(SqlJournal(database)) as opened:
        yield opened


def keep(journal: SqlJournal, *given: Certificate) -> list[Certificate]:
    with journal.writing() as writing:
        return [certificates.keep(writing.connection, one) for one in given]


def found(journal: SqlJournal, code: str) -> Certificate | None:
    with journal.reading() as reading:
        return certificates.find(reading.connection, code)


def test_a_certificate_is_found_by_its_code_and_by_nothing_else(journal: SqlJournal) -> None:
    keep(journal, ANNAS, BRAMS)

    assert found(journal, "AAAA-AAAA-AAAA") == ANNAS
    for code in ("", "AAAA", "%", "aaaa-aaaa-aaaa", "AAAA-AAAA-AAAA' OR '1'='1"):
        assert found(journal, code) is None


def test_who_asks_again_gets_the_certificate_that_is_on_paper_already(journal: SqlJournal) -> None:
    keep(journal, ANNAS)
    (again,) = keep(journal, replace(ANNAS, code="CCCC-CCCC-CCCC", date="2027-01-01"))

    assert again == ANNAS
    assert found(journal, "AAAA-AAAA-AAAA") == ANNAS
    assert found(journal, "CCCC-CCCC-CCCC") is None


def test_a_learner_has_one_certificate_for_a_module_so_that_none_can_be_made_in_the_name_of_others(
    journal: SqlJournal,
) -> None:
    keep(journal, ANNAS, BRAMS, replace(ANNAS, code="CCCC-CCCC-CCCC", name="Een Ander"))

    assert found(journal, "AAAA-AAAA-AAAA") is None
    assert found(journal, "CCCC-CCCC-CCCC")
    assert found(journal, "BBBB-BBBB-BBBB")


def test_a_new_version_of_the_module_gives_a_new_certificate(journal: SqlJournal) -> None:
    newer = replace(ANNAS, code="CCCC-CCCC-CCCC", version="2.0")
    keep(journal, ANNAS)

    assert keep(journal, newer) == [newer]
    assert found(journal, newer.code) == newer


def test_another_module_gives_another_certificate_beside_the_first(journal: SqlJournal) -> None:
    keep(journal, ANNAS, replace(ANNAS, code="CCCC-CCCC-CCCC", module="agressie"))

    assert found(journal, "AAAA-AAAA-AAAA")
    assert found(journal, "CCCC-CCCC-CCCC")


def test_forgetting_a_learner_removes_her_certificates_and_no_others(journal: SqlJournal) -> None:
    keep(journal, ANNAS, BRAMS)
    with journal.writing() as writing:
        certificates.forget(writing.connection, "anna")

    assert found(journal, ANNAS.code) is None
    assert found(journal, BRAMS.code) == BRAMS


def test_the_certificates_of_a_learner_are_hers(journal: SqlJournal) -> None:
    keep(journal, ANNAS, BRAMS)
    with journal.reading() as reading:
        assert certificates.of(reading.connection, "anna") == [ANNAS]


def test_a_better_attempt_later_keeps_the_paper_and_an_earlier_moment_replaces_it(journal: SqlJournal) -> None:
    passed = replace(ANNAS, passed_at="2026-11-21T09:00:00+00:00")
    keep(journal, passed)

    assert keep(journal, replace(passed, code="CCCC-CCCC-CCCC", date="2026-12-01", passed_at="2026-12-01")) == [passed]
    earlier = replace(passed, code="DDDD-DDDD-DDDD", date="2026-11-20", passed_at="2026-11-20T09:00:00+00:00")
    assert keep(journal, earlier) == [earlier]
    assert found(journal, passed.code) is None


def test_a_certificate_of_an_earlier_version_keeps_its_code_and_the_date_on_its_paper(journal: SqlJournal) -> None:
    keep(journal, ANNAS)

    again = replace(ANNAS, code="CCCC-CCCC-CCCC", date="2026-10-01", passed_at="2026-10-01T09:00:00+00:00")
    assert keep(journal, again) == [ANNAS]


def test_what_was_withdrawn_is_valid_again_when_it_is_given_again(journal: SqlJournal) -> None:
    keep(journal, ANNAS, BRAMS)
    with journal.writing() as writing:
        certificates.withdraw(writing.connection, ANNAS.code, "2026-12-01T09:00:00+00:00")

    assert found(journal, ANNAS.code) == replace(ANNAS, withdrawn_at="2026-12-01T09:00:00+00:00")
    assert found(journal, BRAMS.code) == BRAMS
    assert keep(journal, replace(ANNAS, code="CCCC-CCCC-CCCC")) == [ANNAS]
    assert found(journal, ANNAS.code) == ANNAS
