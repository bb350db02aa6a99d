"""The steps of a task as a dialogue: what is said, what is done, and who answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content_examples import PRACTICE_HIS, activity, answered

BEGIN = {"kind": "begin", "task": "afspraak"}


def task(step: dict[str, Any], *, taken: bool = False) -> Any:
    """Return the task in the view that has one step, taken or not."""
    task = {**PRACTICE_HIS["taken"][0], "stappen": [{"id": "een", **step}], "controles": [], "onveilig": []}
    his = activity({**PRACTICE_HIS, "taken": [task]})
    return his.view(answered(his, BEGIN, *([{"kind": "step", "step": "een"}] if taken else [])))["task"]


def test_an_answer_names_who_speaks_apart_from_what_is_said() -> None:
    (turn,) = task({"tekst": "Je vraagt wie er belt.", "gevolg": "**Beller:** “Noor, 3 mei.”"}, taken=True)["talk"]

    assert (turn["speaker"], turn["answer"]["html"], turn["is_said"]) == ("Beller", "<p>“Noor, 3 mei.”</p>", True)


def test_what_happens_is_told_by_nobody_and_the_step_is_no_speech() -> None:
    (turn,) = task({"tekst": "Je pakt je briefje.", "gevolg": "Er staat **82 kg** op."}, taken=True)["talk"]

    assert (turn["speaker"], turn["is_said"]) == (None, False)
    assert turn["answer"]["html"] == "<p>Er staat <strong>82 kg</strong> op.</p>"


def test_a_conversation_begins_with_what_a_caller_says() -> None:
    begun = {**PRACTICE_HIS["taken"][0], "begint": "**Beller:** “Met Noor.”"}
    his = activity({**PRACTICE_HIS, "taken": [begun]})
    shown: Any = his.view(answered(his, BEGIN))["task"]

    assert (shown["opening"]["speaker"], shown["opening"]["answer"]["html"]) == ("Beller", "<p>“Met Noor.”</p>")
    assert shown["talk"] == []
    assert task({"tekst": "Je hangt op."})["opening"] is None


EITHER = [{"als": [{"geopend": "noor"}], "tekst": "Stilte."}, {"tekst": "**Arts:** “Ja.”"}]


@pytest.mark.parametrize(
    ("step", "is_said"),
    [
        ({"tekst": "Je belt 112.", "gevolg": "**Meldkamer:** “De ambulance komt.”"}, True),
        ({"tekst": "Je antwoordt: “Kom maandag.”", "gevolg": "Het bericht is verstuurd."}, False),
        ({"tekst": "Je zegt: “Tot morgen.”"}, True),
        ({"tekst": "Je vergrendelt het scherm."}, False),
        ({"tekst": "Je overlegt.", "gevolg": EITHER}, True),
    ],
)
def test_a_step_is_said_where_a_person_answers_it(step: dict[str, Any], *, is_said: bool) -> None:
    (shown,) = task(step)["steps"]

    assert shown["is_said"] is is_said
