"""What a learner can send to a practice HIS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ssfh_learn.activities.activity import Response, one_of

LONGEST = 2000
MOST_FIELDS = 20

Values = Annotated[dict[str, Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_FIELDS)]


class Begin(Response):
    """Start a task from its beginning."""

    kind: Literal["begin"]
    task: str


class OpenRecord(Response):
    """Open the record of a patient."""

    kind: Literal["open_record"]
    patient: str


class CloseRecord(Response):
    """Close the record that is open."""

    kind: Literal["close_record"]


class Add(Response):
    """Add a record to a part."""

    kind: Literal["add"]
    part: str
    values: Values


class Change(Response):
    """Change fields of a record; those that are not named stay as they are."""

    kind: Literal["change"]
    part: str
    record: str
    values: Values


class Remove(Response):
    """Remove a record."""

    kind: Literal["remove"]
    part: str
    record: str


class TakeStep(Response):
    """Do something that leaves no record."""

    kind: Literal["step"]
    step: str


class UndoStep(Response):
    """Take a step back."""

    kind: Literal["undo_step"]
    step: str


class Finish(Response):
    """Hand the task in to be checked."""

    kind: Literal["finish"]


class Back(Response):
    """Go back to the list of tasks."""

    kind: Literal["back"]


RESPONSES = one_of(Begin, OpenRecord, CloseRecord, Add, Change, Remove, TakeStep, UndoStep, Finish, Back)
