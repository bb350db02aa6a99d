"""What a learner can send while she plays the tasks of a practice HIS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ssfh_learn.activities.response import Response, validator_of

LONGEST = 2000
MOST_FIELDS = 20

Values = Annotated[dict[str, Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_FIELDS)]


class BeginTask(Response):
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


class LookAtPart(Response):
    """Look at a part of the record that is open."""

    kind: Literal["look"]
    part: str


class AddRecord(Response):
    """Add a record to a part."""

    kind: Literal["add"]
    part: str
    values: Values


class ChangeRecord(Response):
    """Change fields of a record; those that are not named stay as they are."""

    kind: Literal["change"]
    part: str
    record: str
    values: Values


class RemoveRecord(Response):
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


class FinishTask(Response):
    """Hand the task in to be checked."""

    kind: Literal["finish"]


class BackToTasks(Response):
    """Go back to the list of tasks."""

    kind: Literal["back"]


RESPONSES = validator_of(
    BeginTask,
    OpenRecord,
    CloseRecord,
    LookAtPart,
    AddRecord,
    ChangeRecord,
    RemoveRecord,
    TakeStep,
    UndoStep,
    FinishTask,
    BackToTasks,
)
