"""The texts of a module that a browser may keep: the same for everybody, without a name, an answer or a test."""

from __future__ import annotations

import re
from pathlib import Path

from ssfh_learn.portal.web.reader_mark import reader_mark
from ssfh_learn.words import word
from tests.portal.host import ROOT, Site

ANSWER = "Mijn dagboek is van mij"


def test_the_texts_are_the_same_for_everybody_whatever_they_did(site: Site) -> None:
    anna, bram = site.visitor("anna"), site.visitor("bram")
    anna.get("module/proef/1")
    assert (
        anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=ANSWER).json["saved"]["state"]
        == "saved"
    )

    hers, his = (one.get("module/proef/tekst") for one in (anna, bram))

    assert hers.body == his.body
    assert "Set-Cookie" not in hers.headers
    for secret in ("anna", ANSWER, "xsrf", "<script", "ssfh-person"):
        assert secret not in hers.text


def test_an_exercise_is_there_by_its_title_alone_and_a_test_is_not_there(site: Site) -> None:
    text = site.visitor("anna").get("module/werkdruk/tekst").text

    assert word("offline", "exercise", title="Maandagochtend") in text
    assert "data-ssfh-activity" not in text
    assert "toets/" not in text
    assert site.visitor("anna").get("module/proef-toets/tekst").status == 404


def test_an_image_is_there_in_words_and_a_number_can_be_tapped(site: Site) -> None:
    text = site.visitor("anna").get("module/werkdruk/tekst").text

    assert "<img" not in text
    assert "Tekening van vier ringen om elkaar heen." in text
    assert 'href="tel:112"' in text


def test_another_text_has_another_version(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    before = anna.get("module/proef/tekst").headers["X-Ssfh-Texts"]
    notebook = folder / "modules" / "proef" / "proef.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("Lees", "Kijk"), "utf-8")

    assert anna.get("module/proef/tekst").headers["X-Ssfh-Texts"] != before


def test_only_the_worker_may_work_for_pages_and_only_for_those_of_modules(site: Site) -> None:
    nobody = site.visitor()

    assert nobody.get("static/offline.js").headers["Service-Worker-Allowed"] == f"{ROOT}module/"
    assert "Service-Worker-Allowed" not in nobody.get("static/portal.js").headers


def test_the_mark_of_a_reader_is_hers_alone_and_says_nothing_of_her(site: Site) -> None:
    marks = {
        name: re.findall(r'name="ssfh-reader" content="([^"]+)"', site.visitor(name).get("gegevens").text)
        for name in ("anna", "bram", "anna2")
    }

    assert len({*map(tuple, marks.values())}) == len(marks)
    assert all(re.fullmatch("[0-9a-f]{16}", mark) for (mark,) in marks.values())
    assert reader_mark("another secret", "anna") != reader_mark("of the tests", "anna") == marks["anna"][0]
