"""A learner's record: memory and journal kept together, and what is private kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.errors import JournalError, Refused
from ssfh_learn.journal import JsonLinesJournal, private_journal, public_journal
from ssfh_learn.widgets.record import Record
from ssfh_learn.widgets.widget import ActivityWidget
from tests.content_examples import ANNA, EXAMPLES, REFLECTION, SELF_ASSESSMENT, Content, activity, quiz

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.activities import Activity

CHOICE: Content = {
    "soort": "enkele-keuze",
    "opties": [{"id": "a", "tekst": "A", "juist": "ja"}, {"id": "b", "tekst": "B"}],
}
QUIZ = quiz(CHOICE, CHOICE)


@pytest.fixture
def journal(tmp_path: Path) -> JsonLinesJournal:
    """Return a journal that is not there yet."""
    return JsonLinesJournal(tmp_path / "werk" / "journal.jsonl")


def record(journal: JsonLinesJournal, one: Activity = QUIZ) -> Record:
    """Open a record as a notebook does."""
    opened = Record(one, journal, ANNA)
    opened.read()
    return opened


def answer(id_: str, question: str = "v1", value: str = "a") -> Content:
    return {"id": id_, "kind": "answer", "question": question, "answer": value}


def answers(one: Record) -> dict[str, Any]:
    return {question["id"]: question["answer"] for question in one.activity.view(one.state)["questions"]}


def block(journal: JsonLinesJournal) -> None:
    """Let the journal's folder be on a drive that is gone: nothing to read, and nothing can be written."""
    journal.path.parent.symlink_to("/een/schijf/die/weg/is")


def unblock(journal: JsonLinesJournal) -> None:
    journal.path.parent.unlink()


# Saving


def test_an_answer_is_on_disk_when_respond_returns(journal: JsonLinesJournal) -> None:
    record(journal).respond(answer("r1"))

    saved = journal.read(QUIZ.id).events
    assert [(event.id, event.kind, event.data) for event in saved] == [
        ("r1", "answer", {"question": "v1", "answer": "a"})
    ]
    assert saved[0].content == QUIZ.fingerprint()


def test_a_learner_finds_her_answers_again(journal: JsonLinesJournal) -> None:
    record(journal).respond(answer("r1"))

    assert answers(record(journal)) == {"v1": "a", "v2": None}


def test_a_response_that_comes_twice_is_stored_once(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1"))
    one.respond(answer("r1"))

    assert len(journal.read(QUIZ.id).events) == 1
    assert journal.path.read_bytes().count(b"\n") == 1


def test_another_response_under_an_id_that_was_used_is_refused_and_not_called_saved(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1"))
    for opened in (one, record(journal)):
        with pytest.raises(Refused, match="used_id"):
            opened.respond(answer("r1", value="b"))
        assert answers(opened) == {"v1": "a", "v2": None}

    assert [event.data["answer"] for event in journal.read(QUIZ.id).events] == ["a"]


def test_an_answer_that_names_no_attempt_is_refused_once_there_are_several(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1"))
    one.respond({"id": "r2", "kind": "start_over"})
    with pytest.raises(Refused, match="which_attempt"):
        one.respond(answer("r3"))

    one.respond({**answer("r3"), "attempt": 2})
    assert answers(record(journal)) == {"v1": "a", "v2": None}


def test_a_refused_response_is_not_written(journal: JsonLinesJournal) -> None:
    one = record(journal)

    with pytest.raises(Refused):
        one.respond(answer("r1", value="z"))

    assert not journal.path.exists()
    assert answers(one) == {"v1": None, "v2": None}


def test_what_cannot_be_written_stays_in_memory_and_is_written_with_the_next_response(
    journal: JsonLinesJournal,
) -> None:
    one = record(journal)
    block(journal)
    with pytest.raises(JournalError):
        one.respond(answer("r1"))
    assert answers(one)["v1"] == "a"
    assert one.notices() == [
        "1 antwoord(en) zijn nog niet opgeslagen. We proberen het bij je volgende antwoord opnieuw."
    ]

    unblock(journal)
    one.respond(answer("r2", "v2", "b"))

    assert [event.id for event in journal.read(QUIZ.id).events] == ["r1", "r2"]
    assert one.notices() == []


def test_a_response_that_is_sent_again_after_a_failure_is_only_called_saved_when_it_is(
    journal: JsonLinesJournal,
) -> None:
    one = record(journal)
    block(journal)
    for _ in range(2):
        with pytest.raises(JournalError):
            one.respond(answer("r1"))

    unblock(journal)
    one.respond(answer("r1"))

    assert [event.id for event in journal.read(QUIZ.id).events] == ["r1"]


@pytest.mark.parametrize("id_", ["", "x" * 65, "a b", "\ud800", "é"])
def test_an_id_that_no_browser_of_ours_makes_is_refused(journal: JsonLinesJournal, id_: str) -> None:
    one = record(journal)

    with pytest.raises(Refused, match="malformed"):
        one.respond(answer(id_))

    assert one.unsaved == []
    assert not journal.path.exists()


# Another tab, another kernel


def test_what_another_tab_wrote_is_seen_with_the_next_response(journal: JsonLinesJournal) -> None:
    here, there = record(journal), record(journal)
    there.respond(answer("r1"))
    here.respond(answer("r2", "v2", "b"))

    assert answers(here) == {"v1": "a", "v2": "b"}
    assert answers(there) == {"v1": "a", "v2": None}


def test_a_response_that_another_tab_already_wrote_is_not_written_again(journal: JsonLinesJournal) -> None:
    here, there = record(journal), record(journal)
    there.respond(answer("r1"))
    here.respond(answer("r1"))

    assert len(journal.read(QUIZ.id).events) == 1


# A journal that is damaged


def test_a_torn_line_is_told_once_however_often_the_journal_is_read(journal: JsonLinesJournal) -> None:
    record(journal).respond(answer("r1"))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole.replace(b"r1", b"r2")[:-15])

    one = record(journal)
    told = one.notices()
    one.read()
    one.respond(answer("r3", "v2", "b"))
    one.read()

    assert told == [
        "In het bestand met antwoorden konden we 1 regel(s) niet lezen. We laten ze staan. De rest is er nog."
    ]
    assert one.notices() == told
    assert answers(one) == {"v1": "a", "v2": "b"}


def test_a_journal_that_cannot_be_read_does_not_lock_a_learner_out(journal: JsonLinesJournal) -> None:
    journal.path.mkdir(parents=True)
    one = record(journal)

    assert one.notices()[0].startswith("We kunnen je eerdere antwoorden nu niet lezen.")
    with pytest.raises(JournalError):
        one.respond(answer("r1"))
    assert answers(one)["v1"] == "a"


# Content that changed


def test_answers_are_kept_by_id_when_the_content_changes(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1", "v1", "b"))
    one.respond(answer("r2", "v2", "a"))
    reworded = {
        **CHOICE,
        "vraag": "Anders gevraagd?",
        "opties": [{**option, "tekst": "Nieuw"} for option in CHOICE["opties"][::-1]],
    }

    again = record(journal, quiz({**reworded, "id": "v2"}, {**reworded, "id": "v1"}))

    assert answers(again) == {"v2": "a", "v1": "b"}
    assert again.notices() == []


def test_answers_that_no_longer_fit_are_counted_and_the_rest_stays(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1", "v1", "b"))
    one.respond(answer("r2", "v2", "a"))

    again = record(journal, quiz({**CHOICE, "id": "v2"}, {**CHOICE, "id": "v3"}))

    assert answers(again) == {"v2": "a", "v3": None}
    assert again.notices() == [
        "Deze oefening is veranderd sinds je vorige bezoek. 1 antwoord(en) passen niet meer. De rest staat er nog."
    ]


# Privacy

PRIVATE_RESPONSES: dict[str, Content] = {
    "self_assessment": {"kind": "answer", "item": "s1", "value": 5},
    "conversation_card": {"kind": "note", "theme": "rust", "text": "GEHEIM"},
    "action_plan": {"kind": "step", "level": "ik", "row": 1, "what": "GEHEIM", "who": "", "when": "", "check": ""},
    "reflection": {"kind": "answer", "prompt": "mee", "text": "GEHEIM"},
}


@pytest.mark.parametrize("kind", PRIVATE_RESPONSES)
def test_erasing_a_private_activity_leaves_nothing_in_memory_or_on_disk(journal: JsonLinesJournal, kind: str) -> None:
    private = activity(EXAMPLES[kind])
    empty = private.view(private.start(ANNA))
    record(journal).respond(answer("r1"))
    one = record(journal, private.model_copy(update={"id": "eigen"}))
    one.respond({"id": "p1", **PRIVATE_RESPONSES[kind]})
    assert one.activity.view(one.state) != empty

    one.respond({"id": "p2", "kind": "erase"})

    assert one.activity.view(one.state) == empty
    assert b"eigen" not in journal.path.read_bytes()
    assert answers(record(journal))["v1"] == "a"


def test_what_waits_to_be_written_is_erased_too(journal: JsonLinesJournal) -> None:
    one = record(journal, activity(REFLECTION))
    journal.path.mkdir(parents=True)
    with pytest.raises(JournalError):
        one.respond({"id": "p1", **PRIVATE_RESPONSES["reflection"]})
    journal.path.rmdir()

    one.respond({"id": "p2", "kind": "erase"})
    one.respond({"id": "p3", "kind": "answer", "prompt": "los", "text": "nieuw"})

    assert b"GEHEIM" not in journal.path.read_bytes()


def test_graded_work_cannot_be_erased(journal: JsonLinesJournal) -> None:
    one = record(journal)
    one.respond(answer("r1"))

    with pytest.raises(Refused):
        one.respond({"id": "r2", "kind": "erase"})

    assert answers(one)["v1"] == "a"


MODULE = """\
id: proef
titel: Proef
doelgroep: Iedereen
duur: 10
versie: "1.0"
leerdoelen:
  - {code: LD1, tekst: Je weet het.}
hulp: Bel 112.
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a module with one private and one public reflection, as the current folder; the data folder is ours."""
    import json

    folder = tmp_path / "proef"
    (folder / "activiteiten").mkdir(parents=True)
    (folder / "module.yaml").write_text(MODULE, "utf-8")
    for name, handed_in in (("eigen", "nee"), ("ingeleverd", "ja")):  # JSON is YAML
        content = json.dumps({**REFLECTION, "inleveren": handed_in})
        (folder / "activiteiten" / f"{name}.yaml").write_text(content, "utf-8")
    (folder / "activiteiten" / "scan.yaml").write_text(json.dumps(SELF_ASSESSMENT), "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


def shown(name: str) -> ActivityWidget:
    from ssfh_learn import activity as show

    return show(name)


def test_nothing_of_a_private_activity_is_in_the_journal_beside_the_notebook(module: Path) -> None:
    shown("eigen").response = {"id": "p1", "kind": "answer", "prompt": "mee", "text": "GEHEIM"}
    shown("scan").response = {"id": "p2", "kind": "answer", "item": "s1", "value": 5}
    shown("ingeleverd").response = {"id": "p3", "kind": "answer", "prompt": "mee", "text": "voor de trainer"}

    beside = [path for path in module.rglob("*") if path.is_file() and path.suffix != ".yaml"]
    assert beside == [public_journal(module)]
    public = public_journal(module).read_bytes()
    assert b"voor de trainer" in public
    assert b"GEHEIM" not in public
    assert b"scan" not in public
    assert b"eigen" not in public
    private = private_journal("proef").read_bytes()
    assert b"GEHEIM" in private
    assert b"voor de trainer" not in private


def test_private_work_is_found_again_by_another_widget(module: Path) -> None:
    assert module.is_dir()
    shown("eigen").response = {"id": "p1", "kind": "answer", "prompt": "mee", "text": "GEHEIM"}

    assert shown("eigen").view["prompts"][0]["answer"] == "GEHEIM"


def test_erasing_one_activity_does_not_confuse_another_one_in_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "prive.jsonl"
    scan = Record(activity(SELF_ASSESSMENT, "scan"), JsonLinesJournal(path), ANNA)
    thought = Record(activity(REFLECTION, "terugblik"), JsonLinesJournal(path), ANNA)
    prompt = thought.activity.view(thought.state)["prompts"][0]["id"]
    item = scan.activity.view(scan.state)["items"][0]["id"]
    for number in range(5):
        scan.respond({"id": f"s{number}", "kind": "answer", "item": item, "value": 3})
    thought.respond({"id": "t1", "kind": "answer", "prompt": prompt, "text": "Eerst."})
    scan.respond({"id": "e1", "kind": "erase"})
    for number in range(9):
        scan.respond({"id": f"n{number}", "kind": "answer", "item": item, "value": 4})
    thought.respond({"id": "t2", "kind": "answer", "prompt": prompt, "text": "Daarna."})

    assert thought.notices() == []
    assert [event.id for event in JsonLinesJournal(path).read(thought.activity.id).events] == ["t1", "t2"]
