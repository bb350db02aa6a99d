"""`configure(c)`: the two lines of a course's `nbgrader_config.py`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from ssfh_learn.grading.deadline import LateRule

_HERE = "ssfh_learn.grading"


def configure(  # noqa: PLR0913  (the settings of a course)
    config: Any,
    course: str,
    *,
    db_url: str | None = None,
    exchange: str | None = None,
    hand_in_folder: str | None = None,
    late: str | None = None,
    late_days: int = 0,
) -> None:
    """Let nbgrader grade our tests without a kernel; ordinary assignments of the course keep nbgrader's own way.

    `config` is what `get_config()` gives, `course` the name of the course. `db_url` is a SQLAlchemy address of the
    gradebook (default: `gradebook.db` in the course folder), `exchange` the folder of nbgrader's exchange.
    `hand_in_folder` is a shared folder for computers without that exchange, such as those with Windows.

    `late` says what becomes of late work: with `telt niet` an open test is handed in at the deadline as it stands and
    nothing later counts; with `met aftrek` late work counts for `late_days` more days, less nbgrader's late penalty.
    Without it late work always counts, as in older courses. Raises GradingError for any other value.
    """
    find_own_commands()
    config.CourseDirectory.course_id = course
    if db_url:
        config.CourseDirectory.db_url = db_url
    if exchange:
        config.Exchange.root = exchange
    config.SsfhLearn.hand_in_folder = hand_in_folder or ""
    config.SsfhLearn.late, config.SsfhLearn.late_days = late or "", late_days
    LateRule.of(config)
    config.Exchange.timezone = "UTC"  # nbgrader reads the names of most other zones as UTC
    config.ExchangeFactory.collect = f"{_HERE}.collect.Collect"
    config.ExchangeFactory.release_feedback = f"{_HERE}.release_feedback.ReleaseFeedback"
    config.GenerateAssignment.preprocessors = [
        f"{_HERE}.preprocessors.OwnMaster",
        *_nbgrader("IncludeHeaderFooter InstantiateTests LockCells"),
        f"{_HERE}.preprocessors.KeepText",
        *_nbgrader(
            "ClearOutput CheckCellMetadata ComputeChecksums SaveCells "
            "ClearHiddenTests ClearMarkScheme ComputeChecksums CheckCellMetadata"
        ),
        f"{_HERE}.preprocessors.ReleaseGuard",
    ]
    config.Autograde.exporter_class = f"{_HERE}.preprocessors.MasterExporter"
    config.Autograde.pre_convert_hook = f"{_HERE}.preprocessors.put_master_in_place"
    config.Autograde.autograde_preprocessors = [
        f"{_HERE}.preprocessors.GradeWithoutKernel",
        *_nbgrader("IgnorePattern"),
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        *_nbgrader("LimitOutput"),
        f"{_HERE}.preprocessors.SaveGrades",
        f"{_HERE}.preprocessors.LatePenalties",
        *_nbgrader("CheckCellMetadata"),
    ]
    config.GenerateFeedback.exporter_class = f"{_HERE}.feedback.FeedbackExporter"


def find_own_commands() -> None:
    """Put this environment's commands on the path: nbgrader calls `alembic` by its name."""
    own = str(Path(sys.executable).parent)
    if own not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, (own, os.environ.get("PATH"))))


def _nbgrader(names: str) -> list[str]:
    return [f"nbgrader.preprocessors.{name}" for name in names.split()]
