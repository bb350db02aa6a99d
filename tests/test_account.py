"""Whose name a command writes down: what the operating system knows, whatever somebody types in front of it."""

from __future__ import annotations

import os
import pwd

import pytest

from ssfh_learn import account


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the account that runs the tests; nobody logged in for them."""
    monkeypatch.setattr(account, "NOT_LOGGED_IN", _login_id())
    for variable in ("JUPYTERHUB_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "iemand anders")
    monkeypatch.delenv("SUDO_USER", raising=False)
    return pwd.getpwuid(os.getuid()).pw_name


def _login_id() -> int:
    try:
        with open("/proc/self/loginuid") as file:  # noqa: PTH123  (as short as what it is compared with)
            return int(file.read())
    except OSError:
        return account.NOT_LOGGED_IN


def test_the_account_of_a_command_is_the_one_that_runs_it_and_no_variable_can_say_another(name: str) -> None:
    assert account.system_account() == account.SystemAccount(name)
    assert account.account_name() == "iemand anders"  # a learner in JupyterHub


@pytest.mark.parametrize(("sudo", "said"), [("anna", "anna"), ("", "")])
def test_who_became_another_account_is_named_too(
    name: str, monkeypatch: pytest.MonkeyPatch, sudo: str, said: str
) -> None:
    monkeypatch.setenv("SUDO_USER", sudo)

    assert account.system_account() == account.SystemAccount(name, said)
