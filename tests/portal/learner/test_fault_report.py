"""Reporting a fault: it reaches who writes the modules, without a name, and the answer reaches who reported it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from ssfh_learn.portal.learner.fault_report import LONGEST, MOST_OPEN
from ssfh_learn.words import section
from tests.portal.conftest import TEST
from tests.portal.host import Answer, Site, Visitor

SAID = section("fault_report")
QUESTION = {"plaats": "proef", "onderdeel": "kennischeck", "vraag": "v1"}


def report(who: Visitor, text: str, number: str | None = None, **place: str) -> Answer:
    """Report something, by default of a question."""
    path = f"melden?{urlencode(place or QUESTION)}"
    return who.post_form(path, melding=text, nummer=number or uuid4().hex)


def shown(who: Visitor, path: str) -> str:
    """Return what somebody reads on a page."""
    answer = who.get(path)
    assert answer.status == 200
    return words_of(answer)


def words_of(answer: Answer) -> str:
    """Return the words of a page."""
    main = re.search(r"<main.*?</main>", answer.text, re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def numbers(trainer: Visitor) -> list[str]:
    """Return the numbers of the open reports that a trainer sees."""
    return re.findall(r'name="nummer" value="([0-9a-f]+)"', trainer.get("overzicht").text)


@pytest.fixture
def trainer(site: Site) -> Visitor:
    """Return a trainer."""
    return site.visitor("tess", "learner", "trainer")


def test_every_step_and_every_question_leads_to_the_form(site: Site) -> None:
    anna = site.visitor("anna")
    page = anna.get("module/proef/2").text

    steps = re.findall(r'href="/leren/(melden\?plaats=proef&amp;stap=[^"]+)"', page)
    questions = re.findall(r'"report": "/leren/(melden[^"]+)"', page)
    assert len(steps) == 1
    assert questions
    assert all(anna.get(unescape(path.replace("\\u0026", "&"))).status == 200 for path in (*steps, *questions))


def test_a_report_of_a_question_says_where_to_who_writes_the_module_and_not_who(site: Site, trainer: Visitor) -> None:
    assert report(site.visitor("anna-bakker"), "Hier staat twee keer hetzelfde.").status == 303

    page = shown(trainer, "overzicht")
    assert SAID["of_learners"] in page
    assert "Hier staat twee keer hetzelfde." in page
    assert "Kennischeck" in page or "kennischeck" in page
    assert "anna-bakker" not in trainer.get("overzicht").text


def test_the_answer_reaches_who_reported_it_and_is_news_once(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    report(anna, "Klopt dit getal?")
    assert SAID["waits"] in shown(anna, "melden")
    assert SAID["news"] not in shown(anna, "")

    (number,) = numbers(trainer)
    assert trainer.post_form("melding", nummer=number, antwoord="Het klopt, de bron staat erbij.").status == 303

    assert numbers(trainer) == []
    assert SAID["news"] in shown(anna, "")
    assert "Het klopt, de bron staat erbij." in shown(anna, "melden")
    assert SAID["news"] not in shown(anna, "")


def test_a_report_can_be_closed_without_an_answer(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    report(anna, "Een tikfout.")
    (number,) = numbers(trainer)
    trainer.post_form("melding", nummer=number)

    assert SAID["closed"] in shown(anna, "melden")


def test_the_second_who_closes_changes_nothing(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    report(anna, "Een tikfout.")
    (number,) = numbers(trainer)
    trainer.post_form("melding", nummer=number, antwoord="Verbeterd.")
    site.visitor("tom", "learner", "trainer").post_form("melding", nummer=number, antwoord="Niets aan de hand.")

    assert "Verbeterd." in shown(anna, "melden")
    assert "Niets aan de hand." not in shown(anna, "melden")


@pytest.mark.parametrize("role", ["learner", "coordinator"])
def test_nobody_else_reads_or_closes_a_report(site: Site, trainer: Visitor, role: str) -> None:
    report(site.visitor("anna"), "GEHEIM-WOORD")
    (number,) = numbers(trainer)
    other = site.visitor("bert", "learner", role)

    for path in ("", "melden", "gegevens", "gegevens/download", "overzicht"):
        assert "GEHEIM-WOORD" not in other.get(path).text
    assert other.post_form("melding", nummer=number, antwoord="x").status == 403
    assert numbers(trainer) == [number]


@pytest.mark.parametrize(("text", "said"), [("", "empty"), ("   ", "empty"), ("x" * (LONGEST + 1), "too_long")])
def test_what_cannot_be_sent_stays_on_the_page(site: Site, trainer: Visitor, text: str, said: str) -> None:
    answer = report(site.visitor("anna"), text)

    assert answer.status == 400
    assert SAID[said] in words_of(answer)
    assert text.strip() in answer.text
    assert numbers(trainer) == []


def test_a_form_that_was_sent_twice_is_one_report(site: Site, trainer: Visitor) -> None:
    anna, number = site.visitor("anna"), uuid4().hex
    report(anna, "Een tikfout.", number)
    report(anna, "Een tikfout.", number)

    assert numbers(trainer) == [number]


def test_nobody_fills_the_page_of_a_trainer(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    for place in range(MOST_OPEN):
        assert report(anna, f"Melding {place}.").status == 303

    answer = report(anna, "Nog een.")

    assert (answer.status, SAID["too_many"] in words_of(answer), "Nog een." in answer.text) == (400, True, True)
    assert len(numbers(trainer)) == MOST_OPEN
    assert report(site.visitor("bert"), "Van een ander.").status == 303


def test_words_of_a_learner_do_nothing_in_the_page(site: Site, trainer: Visitor) -> None:
    report(site.visitor("anna"), "<script>alert(1)</script>{{ 7*7 }}")

    page = trainer.get("overzicht").text
    assert "<script>alert(1)" not in page
    assert "<script>alert(1)</script>{{ 7*7 }}" in unescape(page)


def test_there_is_no_form_for_a_place_that_is_not_there(site: Site) -> None:
    anna = site.visitor("anna")
    for place in ({"plaats": "bestaat-niet"}, {"plaats": "../etc"}, {"plaats": "proef-toets", "onderdeel": "x"}):
        assert anna.get(f"melden?{urlencode(place)}").status == 404
    assert anna.get("melden").status == 200


def test_a_question_of_a_test_can_be_reported_too(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    begun = anna.respond(TEST, TEST, kind="begin").json
    question = begun["view"]["questions"][0]["id"]

    assert report(anna, "Deze vraag kan twee kanten op.", plaats=TEST, onderdeel=TEST, vraag=question).status == 303

    page = shown(trainer, "overzicht")
    assert "Proeftoets › Wat is het antwoord op vraag" in page


def test_a_trainer_is_told_that_the_place_has_changed_since(site: Site, trainer: Visitor) -> None:
    report(site.visitor("anna"), "Een tikfout.", **QUESTION, versie="0123456789abcdef")

    assert SAID["changed"] in shown(trainer, "overzicht")


def test_her_reports_are_in_her_data_and_go_with_it(site: Site, trainer: Visitor) -> None:
    anna = site.visitor("anna")
    report(anna, "Een tikfout.")
    assert anna.get("gegevens/download").json["reports"][0]["text"] == "Een tikfout."
    assert SAID["mine"] in shown(anna, "gegevens")

    anna.post_form("gegevens/wissen", zeker="ja")

    assert numbers(trainer) == []
    assert "Een tikfout." not in shown(anna, "melden")
