"""A trainer writes while learners learn: nobody loses an answer, and only she hears what is wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.grading.courses import CourseFolder, right
from tests.portal.conftest import TEST
from tests.portal.host import Site, serving
from tests.portal.places import markdown, write_notebook
from tests.portal.published.test_assignments import attempt
from tests.portal.published.test_library import change

GOOD = {"kind": "answer", "prompt": "meenemen"}


def test_a_saved_notebook_is_on_the_page_within_seconds(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    assert "Lees dit" in anna.get("module/proef/1").text
    write_notebook(folder / "modules" / "proef" / "proef.ipynb", markdown("## Een\n\nNieuwe tekst."))
    began = time.monotonic()

    assert "Nieuwe tekst." in anna.get("module/proef/1").text
    assert time.monotonic() - began < 2
    assert anna.get("module/proef/3").status == 404


def test_who_was_at_a_step_that_is_gone_finds_a_page(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    anna.get("module/proef/3")
    write_notebook(folder / "modules" / "proef" / "proef.ipynb", markdown("## Een\n\nNieuwe tekst."))

    assert anna.get().status == 200
    sent_to = anna.get("module/proef/")
    assert (sent_to.status, anna.get(sent_to.headers["Location"]).status) == (302, 200)


@pytest.mark.parametrize("broken", ["soort: reflectie\ntitel:", "{", "", "soort: onzin"])
def test_an_activity_that_is_broken_now_still_takes_answers(site: Site, folder: Path, broken: str) -> None:
    anna, tess = site.visitor("anna"), site.visitor("tess", "learner", "trainer")
    anna.respond("proef", "dagboek", **GOOD, text="eerst")
    change(folder / "modules" / "proef" / "activiteiten" / "dagboek.yaml", broken)

    assert anna.respond("proef", "dagboek", **GOOD, text="daarna").json["saved"]["state"] == "saved"
    assert "daarna" in anna.get("module/proef/3").text
    assert "dagboek.yaml" not in anna.get("module/proef/3").text
    assert "dagboek.yaml" in tess.get("module/proef/3").text
    assert anna.get("gegevens").status == 200


def test_an_activity_that_never_could_be_read_takes_nothing_else_away(folder: Path, faults: list[str]) -> None:
    change(folder / "modules" / "proef" / "activiteiten" / "dagboek.yaml", "soort: onzin")
    with serving(folder / "modules", None, f"sqlite:///{folder / 'leren.db'}") as site:
        anna, tess = site.visitor("anna"), site.visitor("tess", "learner", "trainer")
        page = anna.get("module/proef/3")

        assert page.status == 200
        assert "Verslag" in page.text
        assert "Dagboek" not in page.text
        assert "dagboek.yaml" in tess.get("module/proef/3").text
        assert anna.respond("proef", "dagboek", **GOOD, text="x").status == 404
    assert faults == []


def test_a_card_shows_the_side_of_the_role_that_was_chosen(site: Site) -> None:
    anna = site.visitor("anna")
    assert "Wat knelt bij jou?" in anna.get("module/proef/2").text
    anna.respond("proef", "start", kind="choose", role="manager")
    card = anna.get("api/antwoord?place=proef&activity=kaart")

    assert card.json["view"]["side"] == "manager" if "side" in card.json["view"] else "manager" in card.text


@pytest.mark.parametrize("broken", ["key", "config"])
def test_a_test_that_is_broken_now_still_takes_answers(
    site: Site, folder: Path, faults: list[str], broken: str
) -> None:
    course = CourseFolder(folder / "cursus", TEST)
    anna = site.visitor("anna")
    begun = attempt(anna, course, right, hand_in=False)
    path = course.root / ("nbgrader_config.py" if broken == "config" else f"keys/{TEST}.yaml")
    good = path.read_text("utf-8")
    change(path, "dit is : geen [ goed bestand\n")

    question = begun["view"]["questions"][0]
    option = question["options"][0]["id"]
    answer = anna.respond(TEST, TEST, kind="answer", question=question["id"], answer=option)
    assert answer.json["saved"]["state"] == "saved"
    handed_in = anna.respond(TEST, TEST, kind="hand_in").json
    assert handed_in["saved"]["state"] == "saved"
    assert handed_in["receipt"]["state"] in {"failed", "none", "handed_in"}

    path.write_text(good, "utf-8")
    assert anna.respond(TEST, TEST, kind="deliver").json["receipt"]["state"] == "handed_in"
    assert faults == []


def test_a_test_that_is_taken_away_is_gone(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    assert anna.get(f"toets/{TEST}/").status == 200
    (folder / "cursus" / "keys" / f"{TEST}.yaml").unlink()

    assert anna.get(f"toets/{TEST}/").status == 404
    assert anna.respond(TEST, TEST, kind="begin").status == 404


def test_an_activity_may_have_the_name_of_its_module(site: Site, folder: Path) -> None:
    module = folder / "modules" / "proef"
    activities = module / "activiteiten"
    (activities / "proef.yaml").write_text((activities / "dagboek.yaml").read_text("utf-8"), "utf-8")
    anna = site.visitor("anna")

    assert anna.respond("proef", "proef", **GOOD, text="ja").json["saved"]["state"] == "saved"
