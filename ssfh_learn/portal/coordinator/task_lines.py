"""The log of tasks with a test in Dutch sentences, as far as a person may read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.portal.coordinator.shown_change import ShownChange
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.journal.course_tasks import CourseTaskRun
    from ssfh_learn.portal.coordinator.reach import Reach

OWN_SENTENCES = frozenset(
    {"not_built", "build_again", "release_is_old", "gradebook_gone", "nothing_graded", "fault", "nbgrader_failed"}
)
"""The problems whose sentence is for a terminal, or from a program: a page has a sentence of its own for these."""


def task_lines(runs: Iterable[CourseTaskRun], reach: Reach, reader: str, now: str) -> list[ShownChange]:
    """Return every run as a sentence; who does not reach everybody reads numbers only of her own runs."""
    return [
        ShownChange(
            sentence_of(run, reach, reader, now),
            datetime.fromisoformat(run.begin.at).replace(tzinfo=None),
            run.begin.who,
        )
        for run in runs
    ]


def sentence_of(run: CourseTaskRun, reach: Reach, reader: str, now: str) -> str:
    """Return a run as a sentence: when, who, what, and what came of it."""
    begin, who = run.begin, reach.who(run.begin.who)
    when = dutch_moment(datetime.fromisoformat(begin.at).astimezone(UTC))
    what = word("test_task", f"log_{begin.task}")
    said = word("test_task", "log", when=when, who=who, what=what)
    return f"{said} {outcome_of(run, reach, reader, now)}"


def outcome_of(run: CourseTaskRun, reach: Reach, reader: str, now: str) -> str:
    """Return what came of a run in sentences."""
    if run.end is None:
        return word("test_task", "busy" if run.is_busy(now) else "broken_off")
    facts = run.end.facts
    if run.end.stage == "failed":
        code = str(facts.get("code", "fault"))
        why = word("test_task", f"failed_{code}") if code in OWN_SENTENCES else str(facts.get("sentence", ""))
        return f"{word('test_task', 'failed')} {why}".strip()
    may_read_numbers = reach.is_everything or run.begin.who == reader
    return " ".join([word("test_task", "done"), *(_facts(run, facts, reach) if may_read_numbers else ())])


def _facts(run: CourseTaskRun, facts: Mapping[str, Any], reach: Reach) -> list[str]:
    said: list[str] = []
    task = run.begin.task
    if task == "build":
        said.append(_counted("built", facts["questions"]))
        if facts["is_corrected"]:
            said.append(word("test_task", "built_corrected"))
    elif task == "withdraw":
        said.append(word("test_task", "withdrawn_kept" if facts["is_kept"] else "withdrawn"))
    elif task == "collect":
        said.append(_counted("collected", facts["new"]))
        if facts["refused"]:
            said.append(_counted("collect_refused", facts["refused"]))
            said.extend(facts["named"])
    elif task == "grade":
        said += [_counted("graded", facts["graded"]), _counted("changed", facts["changed"])]
        if facts["not_graded"]:
            said.append(_counted("not_graded", facts["not_graded"]))
            said.append(_names(facts["failed"], reach))
    elif task == "feedback":
        said.append(_counted("made", facts["made"]))
        if facts["failed"]:
            said.append(_counted("not_made", len(facts["failed"])))
            said.append(_names(facts["failed"], reach))
    return said


def _names(students: Iterable[str], reach: Reach) -> str:
    return "; ".join(reach.names.get(one, one) for one in students if reach.holds(one)) + "."


def _counted(key: str, count: int) -> str:
    if not count and f"{key}_none" in section("test_task"):
        return word("test_task", f"{key}_none")
    return word("test_task", key, count=count)
