"""The pages on which a learner learns: what there is, the steps of a module, and their images."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.frame import about_of, glossary_of
from ssfh_learn.content.photo import SUFFIXES, for_page
from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.errors import ContentError, JournalError, Unreachable
from ssfh_learn.journal import fault_reports, told
from ssfh_learn.portal.learner.dated_tasks import DatedTask, asked_tasks, in_order, last_day_of_module, track_tasks
from ssfh_learn.portal.learner.first_choices import is_asked
from ssfh_learn.portal.learner.home import certificates_of, invitation, tiles_of, tracks_of
from ssfh_learn.portal.learner.kept_until import announced
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.refresher_page import lines_of
from ssfh_learn.portal.learner.texts_page import texts_address
from ssfh_learn.portal.learner.track_page import plans_of
from ssfh_learn.portal.published.exercises import folded_for
from ssfh_learn.portal.published.pages import ActivitySlot
from ssfh_learn.portal.published.standing_line import line_of_test, lines_of_end
from ssfh_learn.portal.web.identity import COORDINATOR, TRAINER
from ssfh_learn.portal.web.page import LOG
from ssfh_learn.portal.writing.progress import Progress, is_newest, progress, visit
from ssfh_learn.roster.group import NOTHING_ASKED
from ssfh_learn.roster.groups import duties_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.portal.learner.home import ModuleTile
    from ssfh_learn.portal.learner.refresher_page import Line
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.standings import TestStanding


class ModulesPage(LearnerPage):
    """`/leren/modules`: what there is, how far she is, and where to go on."""

    own_files = ("home.css",)

    async def get(self) -> None:
        """Show the modules and the tests."""
        await self.show_modules()

    async def show_modules(self) -> None:
        """Answer with the modules and the tests."""
        modules = self.portal.library.modules
        tracks = self.portal.library.tracks
        done, plans, has_news, was_told, duties = await self.read_journal(
            lambda reading: (
                progress(reading, self.person.id, modules.values()),
                plans_of(reading, self.person.id, tracks.values()) if tracks else {},
                fault_reports.has_news(reading.connection, self.person.id),
                not self.is_listed or told.was_told(reading.connection, self.person.id, "how_far"),
                duties_of(reading.connection, self.person.id) if self.is_listed else NOTHING_ASKED,
            )
        )
        today = self.portal.today().isoformat()
        try:
            results = await self.in_background(self.portal.standings, self.person.id)
        except Unreachable:
            results = None
        tests = results or []
        tiles = tiles_of(modules.values(), done, tests)
        refreshers = await lines_of(self, (module for module in modules.values() if done[module.id].has_begun))
        waiting = [line for line in refreshers if line.is_waiting]
        on_track = tracks_of(tracks.values(), plans, self.portal.today())

        def day_of_module(one: ModuleTile) -> str:
            return last_day_of_module(one, duties.day("module", one.id), today)

        def end(one: TestStanding) -> str:
            return " ".join(lines_of_end(one, duties.day("test", one.name), today, with_standing=True))

        tasks = [
            *(_to_refresh(line) for line in waiting),
            *track_tasks(on_track),
            *asked_tasks(tiles, tests, duties, today),
        ]
        at_once, folded = in_order(tasks)

        self.show(
            "learner/home.html.j2",
            title=word("portal", "home"),
            home=section("home"),
            invitation=invitation(tiles, tests, waiting, duties) if tiles else None,
            today=at_once,
            folded=folded,
            tracks=on_track,
            tracks_title=word("track", "tracks"),
            tiles=tiles,
            refreshers=[line for line in refreshers if not line.is_waiting],
            certificates=certificates_of(tiles),
            last_day_of_module=day_of_module,
            tests=results,
            line_of_test=line_of_test,
            end_of_test=end,
            faults=len(self.portal.library.problems) if self.person.may(TRAINER) else 0,
            news=section("fault_report") if has_news else None,
            is_new_to_her=not was_told,
            last_day=self._last_day(),
            goes_soon=await announced(self),
            earlier="" if any(one.has_begun for one in done.values()) else await self.earlier_work(),
            # The cookie is set in the browser, when she closes the explanation; the link to it has a question mark.
            welcome=self.get_cookie("ssfh_welcomed") != "1" or self.request.query == "uitleg",
        )

    def _last_day(self) -> str:
        """Return the last day on which she can come in, as the Dutch write it; empty if there is none."""
        if self.first_day_without_access is None:
            return ""
        return dutch_date(date.fromisoformat(self.first_day_without_access) - timedelta(days=1))


def _to_refresh(line: Line) -> DatedTask:
    title = word("portal", "refresher_title", title=line.title)
    return DatedTask(title, line.text, f"opfrissen/{line.place}", is_waiting=True)


class HomePage(ModulesPage):
    """`/leren/`: the modules; who coordinates a group is sent to the worklist, unless she chose to be a learner."""

    async def get(self) -> None:
        """Show the modules, or lead to the worklist."""
        asked = set(self.request.query_arguments) - {"token"}  # with which the hub lets her in, as a person may send it
        if self.coordinates and self.person.may(COORDINATOR) and not asked:
            self.redirect(f"{self.root()}werklijst")
            return
        await self.show_modules()


class StepPage(LearnerPage):
    """`/leren/module/<place>/<step>`: one step of a module."""

    async def get(self, place: str, number: str = "") -> None:
        """Show a step; without a number go where she was."""
        module = self.module(place)
        if not number:
            done = await self._progress(module)
            self.redirect(f"{self.root()}module/{place}/{done.next_step}")
            return
        step = int(number)
        if not 1 <= step <= len(module.steps):
            raise HTTPError(404)
        mounts = await self._mounts(place, module.steps[step - 1].activities)
        done = await self._visited(module, module.steps[step - 1].id)
        described = module.description
        asks = await is_asked(self, module, step)
        self.show(
            "learner/step.html.j2",
            title=module.steps[step - 1].title or described.title,
            module=described,
            short_title=module.short_title,
            texts=texts_address(self, module),
            place=place,
            number=step,
            steps=module.steps,
            opened=done.opened,
            done=done.done,
            parts=module.shown_steps[step - 1].parts,
            explained=module.shown_steps[step - 1].words,
            mounts=mounts,
            folded=await self._folded(module, mounts),
            is_trainer=self.person.may(TRAINER),
            problems=module.problems,
            problems_at=module.problems_at,
            help=markup(described.help),
            glossary=glossary_of(described),
            about=about_of(described),
            report=word("fault_report", "link"),
            count_in=section("count_in") if asks else None,
            is_mount=lambda part: isinstance(part, ActivitySlot),
        )

    async def _mounts(self, place: str, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the activities of a page that can be shown; what never could be read takes nothing else away."""
        mounts = {}
        for name in names:
            with suppress(ContentError):
                mounts[name] = await self.mount(place, name)
        return mounts

    async def _folded(self, module: PublishedModule, mounts: Iterable[str]) -> frozenset[str]:
        """Return the activities of a page that are for another role than hers; she can open them."""
        shown = {name: module.activity(name) for name in mounts}
        if not any(one.for_roles for one in shown.values()):
            return frozenset()
        return folded_for(await self.chosen_role(module), shown)

    async def _progress(self, module: PublishedModule) -> Progress:
        """Return how far she is in a module."""
        found = await self.read_journal(lambda transaction: progress(transaction, self.person.id, [module]))
        return found[module.id]

    async def _visited(self, module: PublishedModule, step: str) -> Progress:
        """Remember that a step was opened, and return how far she is; a page opens on a full disk too."""
        done = await self._progress(module)
        if is_newest(done.opened, step):
            return done
        try:
            quota = self.portal.event_writer.quota
            await self.write_journal(
                lambda writing: visit(writing, self.person.id, module.id, step, quota=quota), changes_roster=False
            )
        except JournalError as error:
            LOG.warning("a visit was not written: %s", error.code)
            return done
        return await self._progress(module)


class ModuleImage(LearnerPage):
    """`/leren/module/<place>/<file>`: an image of a module."""

    async def get(self, place: str, name: str) -> None:
        """Send the image; nothing else in the folder can be reached."""
        folder = self.module(place).folder.resolve()
        try:
            path = (folder / name).resolve()
        except (OSError, ValueError):
            raise HTTPError(404) from None
        if not path.is_relative_to(folder) or path.suffix.lower() not in SUFFIXES:
            raise HTTPError(404)
        try:
            content, kind = await self.in_background(for_page, path)
        except (OSError, ValueError):  # no file, a folder, a name that is too long or that no file can have
            raise HTTPError(404) from None
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        self.finish(content)
