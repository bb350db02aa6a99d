"""Who somebody is, as each kind of host says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.account import account_name
from ssfh_learn.grading.arrival import is_safe_name
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, LEARNER, ROLES, TRAINER, HubGroups, Owner, Person
from ssfh_learn.portal.web.jupyter import data_and_owner


def test_the_owner_of_a_server_has_every_role_and_one_name() -> None:
    person = Owner("anna").person(object())

    assert person == Person("anna", "anna", frozenset(ROLES))


def test_only_in_a_course_to_try_out_the_owner_looks_as_somebody_else(tmp_path: Path) -> None:
    _, own = data_and_owner(tmp_path, "proef-001")
    (tmp_path / "proefcursus").mkdir()
    data, invented = data_and_owner(tmp_path, "proef-001")
    _, also_own = data_and_owner(tmp_path, "")

    assert data == tmp_path / "proefcursus"
    assert invented.person(object()) == Person("proef-001", "proef-001", frozenset({LEARNER}))
    assert own.person(object()) == also_own.person(object()) == Owner(account_name()).person(object())


def test_nobody_is_logged_in_where_the_host_knows_no_user() -> None:
    assert Owner("anna").person(None) is None


@pytest.mark.parametrize("model", [None, "anna", 3, {}, {"name": ""}, {"name": None}, {"groups": ["trainers"]}, []])
def test_what_is_no_user_of_a_hub_is_nobody(model: Any) -> None:
    assert HubGroups(["trainers"], ["coordinators"]).person(model) is None


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        (None, {LEARNER}),
        ([], {LEARNER}),
        (["anders"], {LEARNER}),
        (["Trainers"], {LEARNER}),
        (["trainers"], {LEARNER, TRAINER}),
        (["coordinators", "anders"], {LEARNER, COORDINATOR}),
        (["trainers", "coordinators"], {LEARNER, TRAINER, COORDINATOR}),
        (["beheerders"], {LEARNER, ADMINISTRATOR}),
        (["trainers", "coordinators", "beheerders"], set(ROLES)),
    ],
)
def test_the_groups_of_a_hub_give_the_roles(groups: list[str] | None, roles: set[str]) -> None:
    person = HubGroups(["trainers"], ["coordinators"], ["beheerders"]).person({"name": "anna", "groups": groups})

    assert person == Person("anna", "anna", frozenset(roles), account="anna")


def test_a_person_may_what_one_of_her_roles_may() -> None:
    person = Person("anna", "anna", frozenset({LEARNER, TRAINER}))

    assert person.may(COORDINATOR, TRAINER)
    assert not person.may(COORDINATOR)
    assert not person.may()


@pytest.mark.parametrize("name", ["anna", "anna.de-vries@zorg.nl", "a", "Zoë", "x" * 128, "anna de vries"])
def test_a_name_that_can_be_a_folder_is_safe(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a\0",
        "-a",
        "_a",
        " a",
        "a ",
        "a.",
        "con",
        "NUL.txt",
        "x" * 129,
        "a\n",
        "a*",
    ],
)
def test_a_name_that_could_be_another_place_is_not_safe(name: str) -> None:
    assert not is_safe_name(name)
