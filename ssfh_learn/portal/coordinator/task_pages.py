"""Tasks with a test as buttons: first what one does and whom it touches, then how far it is and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.errors import JournalError, RosterError
from ssfh_learn.journal.course_tasks import runs_of
from ssfh_learn.portal.coordinator.running_tests import RunningPage, title_of
from ssfh_learn.portal.coordinator.task_lines import outcome_of, sentence_of
from ssfh_learn.portal.coordinator.task_preview import TaskAsked, preview_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.journal.course_tasks import TaskName
    from ssfh_learn.portal.coordinator.task_preview import TaskPreview

ADDRESSES: dict[str, TaskName] = {
    "bouwen": "build",
    "weghalen": "withdraw",
    "vrijgeven": "release",
    "ophalen": "collect",
    "nakijken": "grade",
    "uitslag": "feedback",
}
"""How an address names each task."""


class TaskPage(RunningPage):
    """`/leren/toetsen-regelen/<test>/doen/<taak>`: the preview of a task, its button, and how far it is."""

    async def get(self, name: str, address: str) -> None:
        """Show what it will do, or how far it is."""
        await self._show(name, ADDRESSES[address], address)

    async def post(self, name: str, address: str) -> None:
        """Begin it, if what was seen is still so."""
        task = ADDRESSES[address]
        asked = await self._asked(name, task)
        preview: TaskPreview = await self.in_background(preview_of, self.portal, asked)
        if preview.refused or self.get_body_argument("versie", "") != preview.version:
            self.set_status(409)
            await self._show(name, task, address, word("running", "changed_meanwhile"))
            return
        try:
            is_begun = await self.portal.course_tasks.start(name, task, self.person.id, asked.students)
        except JournalError:
            self.sentence = word("running", "not_written")
            raise HTTPError(503) from None
        if not is_begun:
            self.set_status(409)
            await self._show(name, task, address, word("test_task", "other_is_busy"))
            return
        self.redirect(f"{self.root()}toetsen-regelen/{name}/doen/{address}?begonnen=ja", status=303)

    async def _asked(self, name: str, task: TaskName) -> TaskAsked:
        """Return the task within her scope; answers 404 for a test that is not there, or a task that is not hers."""
        self.sentence = word("running", "unreadable")
        built, keys = await self.in_background(_names, self.portal)
        self.sentence = ""
        if name not in (keys if task in {"build", "withdraw"} else built):
            raise HTTPError(404)
        if task != "grade" and not self.scope.is_everything:
            raise self.refuse(RosterError("not_found"))
        students = None
        if not self.scope.is_everything:
            students = frozenset((await self.reach()).names)
        return TaskAsked(task, name, students, await self.portal.attempts_begun(name))

    async def _show(self, name: str, task: TaskName, address: str, problem: str = "") -> None:
        asked = await self._asked(name, task)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        runs = await self.read_journal(lambda reading: runs_of(reading.connection, name))
        busy = next((run for run in reversed(runs) if run.is_busy(now)), None)
        reach = await self.reach()
        last = next((run for run in reversed(runs) if run.begin.task == task), None)
        preview = None if busy else await self.in_background(preview_of, self.portal, asked)
        self.show_page(
            "task",
            word("test_task", f"title_{task}"),
            own=section("test_task"),
            test_title=title_of(self.portal, name),
            name=name,
            address=address,
            do=word("test_task", f"do_{task}"),
            preview=preview,
            busy=busy and sentence_of(busy, reach, self.person.id, now),
            progress=busy and self.portal.course_tasks.progress(busy.begin.run),
            outcome=last and last is not busy and outcome_of(last, reach, self.person.id, now),
            is_own_begun=self.get_argument("begonnen", "") == "ja",
            is_built=name in self.portal.assignments.names(),
            problem=problem,
        )


def _names(portal: object) -> tuple[list[str], list[str]]:
    """Return the names of the tests that were built, and of all that have a key."""
    assignments = portal.assignments  # type: ignore[attr-defined]
    built = assignments.names()
    return built, [*built, *assignments.not_built()]
