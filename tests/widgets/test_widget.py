"""The widget as a notebook uses it: `activity("name")`, its traits, and what happens when something goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from ssfh_learn import activity
from ssfh_learn.errors import ContentError
from ssfh_learn.widgets.fault import _log
from ssfh_learn.widgets.widget import ActivityWidget
from ssfh_learn.words import word

MODULE = """
id: proef
titel: Proef
doelgroep: iedereen
duur: 5
versie: "1"
leerdoelen: [{code: LD1, tekst: Weten wat helpt.}]
woordenlijst: [{woord: herstel, uitleg: Weer op krachten komen.}]
hulp: Bel 112.
"""

CHECK = """
soort: quiz
titel: Controle
leerdoelen: [LD1]
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat helpt?
    opties:
      - {id: a, tekst: Praten, juist: ja, uitleg: Klopt helemaal.}
      - {id: b, tekst: Zwijgen, uitleg: Zwijgen helpt niet.}
"""

ROLE = """
soort: rolkeuze
titel: Rol
rollen:
  - {id: medewerker, naam: Medewerker, tekst: Je werkt mee.}
  - {id: leidinggevende, naam: Leidinggevende, tekst: Je geeft leiding.}
"""

PLAN = """
soort: actieplan
titel: Plan
niveaus:
  - id: individu
    naam: Individu
    vraag: Wat doe je?
    voorbeelden: {medewerker: Ik neem pauze., leidinggevende: Ik vraag het team.}
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sit in the folder of a module, with a data folder of one's own."""
    folder = tmp_path / "proef"
    (folder / "activiteiten").mkdir(parents=True)
    (folder / "module.yaml").write_text(MODULE, "utf-8")
    for name, text in {"controle": CHECK, "rol": ROLE, "plan": PLAN}.items():
        (folder / "activiteiten" / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


def _send(widget: ActivityWidget, **response: Any) -> dict[str, Any]:
    """Do what the browser does: set the trait; return what came back."""
    widget.response = response
    saved: dict[str, Any] = widget.saved
    return saved


def test_an_accepted_response_is_answered_with_the_new_view_and_saved(module: Path) -> None:
    widget = activity("controle")
    saved = _send(widget, id="r1", kind="answer", question="v1", answer="b")
    assert saved == {"response": "r1", "state": "saved", "message": ""}
    assert widget.view["questions"][0]["answer"] == "b"
    assert json.loads((module / "journal.jsonl").read_text("utf-8"))["data"] == {"question": "v1", "answer": "b"}


def test_a_second_widget_shows_the_state_that_was_left() -> None:
    first = activity("controle")
    _send(first, id="r1", kind="answer", question="v1", answer="b")
    _send(first, id="r2", kind="check", question="v1")
    assert activity("controle").view == first.view


def test_a_refused_response_gets_a_dutch_message_and_changes_nothing(module: Path) -> None:
    widget = activity("controle")
    before = widget.view
    saved = _send(widget, id="r1", kind="answer", question="v1", answer="zeppelin")
    assert saved == {"response": "r1", "state": "refused", "message": word("refusal", "unknown_id")}
    assert widget.view == before
    assert not (module / "journal.jsonl").exists()


@pytest.mark.parametrize(
    "response",
    [
        {"id": "r1"},
        {"id": "r1", "kind": ["answer"]},
        {"id": "r1", "kind": "answer", "question": "v1", "answer": "x" * 10_000_000},
        {"id": "r1", "kind": "answer", "question": "v1", "answer": {"a": [1]}, "score": 10},
        {"id": {"deep": []}, "kind": "check", "question": None},
    ],
)
def test_a_malformed_response_is_refused(response: dict[str, Any]) -> None:
    assert _send(activity("controle"), **response)["state"] == "refused"


def test_an_unexpected_exception_is_shown_with_a_reference_and_logged_without_the_answer(tmp_path: Path) -> None:
    _log.cache_clear()  # the log of this test's own data folder
    widget = activity("controle")
    widget.record.journal = None  # type: ignore[assignment]  # a fault of ours: nothing to read from
    saved = _send(widget, id="r1", kind="answer", question="v1", answer="mijn geheime antwoord")
    assert saved["state"] == "error"
    reference = saved["message"].rstrip(".").rsplit(" ", 1)[1]
    log = "".join(path.read_text("utf-8") for path in (tmp_path / "data").rglob("fouten.log"))
    assert f"{reference} AttributeError" in log
    assert "geheime" not in log


def test_an_unknown_keyword_raises() -> None:
    with pytest.raises(TypeError, match="kleur"):
        activity("controle", kleur="rood")  # type: ignore[call-arg]


def test_an_unknown_activity_names_the_nearest_one_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ContentError, match="Bedoel je `controle`"):
        activity("kontrole")
    InteractiveShell.instance().run_cell('from ssfh_learn import activity\nactivity("kontrole")')
    shown = capsys.readouterr()
    assert "Bedoel je `controle`" in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


def test_the_role_that_was_chosen_changes_the_examples_of_the_plan() -> None:
    assert "Ik neem pauze" in activity("plan").view["levels"][0]["example"]["html"]
    _send(activity("rol"), id="r1", kind="choose", role="manager")
    assert "Ik vraag het team" in activity("plan").view["levels"][0]["example"]["html"]


def test_a_role_that_is_chosen_changes_what_is_already_on_the_page() -> None:
    plan, role = activity("plan"), activity("rol")
    step = {"level": "individu", "row": 1, "what": "Pauze", "who": "ik", "when": "nu", "check": ""}
    _send(plan, id="r1", kind="step", **step)
    _send(role, id="r2", kind="choose", role="manager")
    assert "Ik vraag het team" in plan.view["levels"][0]["example"]["html"]
    assert plan.view["levels"][0]["steps"][0]["what"] == "Pauze"


def test_every_activity_carries_help_and_glossary() -> None:
    frame = activity("controle").frame
    assert "Bel 112" in frame["help"]["html"]
    assert frame["glossary"] == [{"term": "herstel", "meaning": {"html": "<p>Weer op krachten komen.</p>"}}]
    assert frame["private"] is False
    assert activity("plan").frame["private"] is True


def test_what_goes_to_the_browser_before_checking_holds_no_explanation() -> None:
    widget = activity("controle")
    _send(widget, id="r1", kind="answer", question="v1", answer="b")
    sent = json.dumps({name: getattr(widget, name) for name in ("view", "frame", "saved", "notices")})
    assert "helpt niet" not in sent
    assert "Klopt helemaal" not in sent


def test_a_page_that_shows_an_earlier_attempt_changes_nothing_and_then_shows_the_one_that_goes_on() -> None:
    phone, laptop = activity("controle"), activity("controle")
    _send(phone, id="1", kind="answer", question="v1", answer="a", attempt=1)
    _send(phone, id="2", kind="start_over", attempt=1)

    said = _send(laptop, id="3", kind="answer", question="v1", answer="b", attempt=1)

    assert (said["state"], said["message"]) == ("refused", word("refusal", "other_attempt"))
    assert (laptop.view["attempt"], laptop.view["questions"][0]["answer"]) == (2, None)
    assert _send(laptop, id="4", kind="answer", question="v1", answer="b", attempt=2)["state"] == "saved"


def test_what_is_typed_in_a_notebook_is_read_by_the_rule_that_the_page_names(module: Path) -> None:
    number = "soort: quiz\ntitel: G\nvragen:\n  - {id: v1, soort: getal, vraag: Hoeveel?, antwoord: 1500}\n"
    (module / "activiteiten" / "getal.yaml").write_text(number, "utf-8")
    page = activity("getal")
    _send(page, id="1", kind="answer", question="v1", answer="1.500", attempt=1, reading=page.view["reading"])
    asked = page.view["questions"][0]["doubt"]["choices"]
    _send(page, id="2", kind="answer", question="v1", answer=asked[0]["answer"], attempt=1, reading="lenient")
    _send(page, id="3", kind="check", question="v1", attempt=1, reading="lenient")

    assert [choice["label"] for choice in asked] == ["1500", "1,5"]
    assert page.view["questions"][0]["feedback"]["verdict"] == "right"
    assert activity("getal").view == page.view
