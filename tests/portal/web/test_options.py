"""What is wrong with the options is told, and refused before anything starts."""

from __future__ import annotations

from pathlib import Path

from ssfh_learn.words import word
from tests.commands import start, typed

SAID = word("portal", "address_unusable", address="onzin")


def test_start_refuses_what_is_no_address_and_makes_no_folder(tmp_path: Path) -> None:
    ran = typed("start", "--address", "onzin", "--folder", str(tmp_path / "werk"), folder=tmp_path)

    assert (ran.returncode, SAID in ran.stderr) == (2, True)
    assert not (tmp_path / "werk").exists()


def test_the_service_of_a_hub_refuses_what_is_no_address_and_makes_no_folder(tmp_path: Path) -> None:
    places = ["--modules", str(tmp_path), "--data", str(tmp_path / "gegevens")]
    of_hub = {"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:1/", "JUPYTERHUB_API_TOKEN": "x"}
    ran = start("ssfh_learn.portal.hub", *places, "--address", "onzin", folder=tmp_path, **of_hub).wait()

    assert (ran.returncode, SAID in ran.stderr) == (1, True)
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "gegevens").exists()


def test_the_service_of_a_hub_says_that_there_is_no_folder_for_its_log(tmp_path: Path) -> None:
    places = ["--modules", str(tmp_path), "--data", str(tmp_path / "gegevens")]
    of_hub = {"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:1/", "JUPYTERHUB_API_TOKEN": "x"}
    log = tmp_path / "logboek" / "leren.jsonl"
    ran = start("ssfh_learn.portal.hub", *places, "--log", str(log), folder=tmp_path, **of_hub).wait()

    assert ran.returncode == 1
    assert word("hub", "no_folder", folder=log.parent) in ran.stderr
    assert "Traceback" not in ran.stderr
