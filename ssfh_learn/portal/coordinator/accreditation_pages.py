"""The list for an accreditor: who passed a test in a period, and which practices meet the rule of their group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup as Safe
from tornado.web import HTTPError

from ssfh_learn.content.module import module_of_test
from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.errors import RosterError, Unreachable
from ssfh_learn.portal.coordinator.accreditation import rows_of
from ssfh_learn.portal.coordinator.accreditation_search import (
    MODULE,
    Asked,
    Found,
    find,
    find_finished,
    functions_of,
    titles,
)
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.list_files import KINDS
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.period import Period, usual_periods
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.reports.table import csv_table, excel_table
from ssfh_learn.roster import listing
from ssfh_learn.roster.practice_rule import MOST_PEOPLE, PracticeRule, Required, change_rule, rule_of
from ssfh_learn.roster.typed_day import typed_day
from ssfh_learn.words import duration, section, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.reports.table import TableValue
    from ssfh_learn.roster.scope import Scope

SHOWN = 200
"""The most people on the page; the files hold all."""
LONGEST = 200
"""Signs of a value in an address."""


@dataclass(frozen=True)
class TypedRule:
    """What stands in the form of a rule: a number by function, the version that was shown, and what is wrong."""

    counts: Mapping[str, str]
    version: str
    problem: str = ""


class AccreditationPages(CoordinatorPage):
    """What the page and its files share."""

    async def asked(self) -> Asked:
        """Return what the address asks for; answers 404 for a test that is not there. Raises Unreachable."""
        tests = await self.in_background(titles, self.portal)
        only = next(iter(tests)) if len(tests) == 1 else ""
        modules = self.portal.library.modules.values()
        tests |= {f"{MODULE}{one.id}": word("accreditation", "module", title=one.description.title) for one in modules}
        test = self._value("toets") or only
        if test and test not in tests:
            raise HTTPError(404)
        today = self.portal.today()
        usual = usual_periods(today).get(self._value("periode"), (date(today.year, 1, 1), today))
        van, tot = ("", "") if self._value("periode") else (self._value("van").strip(), self._value("tot").strip())
        typed = (van or _dutch(usual[0]), tot or _dutch(usual[1]))
        first, last = (typed_day(one) for one in typed)
        problems = {
            name: word("accreditation", "not_a_day", value=written[:40])
            for name, written, read in (("first", typed[0], first), ("last", typed[1], last))
            if read is None
        }
        if not test and "toets" in self.request.arguments:
            problems["test"] = word("accreditation", "choose_any")
        if first and last and first > last:
            problems["last"] = word("accreditation", "wrong_order")
        group = self._value("groep")
        period = Period(first or today, last or today)
        return Asked(tests, test, period, typed, int(group) if is_id(group) else None, problems)

    def _value(self, name: str) -> str:
        return self.get_argument(name, "")[:LONGEST].replace("\0", "")

    async def found(self, asked: Asked) -> Found:
        """Return the list that is asked for; answers 404 for a group that is not hers. Raises Unreachable."""
        today = self.portal.today().isoformat()
        if asked.module is not None:
            module = self.portal.library.modules[asked.module]
            of_module = await self.read_roster(
                lambda reading, scope: find_finished(reading, scope, asked, module, today)
            )
            if of_module is None:
                raise self.refuse(RosterError("not_found"))
            return of_module
        results = await self.in_background(self.portal.assignments.results, asked.test)
        by_account = {one.student: one for one in results}
        hers = self.portal.library.modules.get(module_of_test(asked.test) or "")
        minutes = hers.description.duration if hers else None

        def read(reading: ReadTransaction, scope: Scope) -> Found | None:
            return find(reading, scope, asked, by_account, minutes, today)

        found = await self.read_roster(read)
        if found is None:
            raise self.refuse(RosterError("not_found"))
        shown = [*(one.participant for one in found.list.accredited), *found.list.waiting, *found.list.undated]
        log_results_read(self, (one.account for one in shown))
        return found

    def address(self, path: str, asked: Asked, **more: str) -> str:
        """Return an address with what is asked for."""
        values = {"toets": asked.test, "van": asked.typed[0], "tot": asked.typed[1], "groep": asked.group or "", **more}
        return f"{self.root()}{path}?{urlencode({name: value for name, value in values.items() if value})}"

    async def show_list(self, typed: TypedRule | None = None) -> None:
        """Show what the address asks for, with a rule that was typed and is not kept."""
        asked, found, unreachable = None, None, ""
        try:
            asked = await self.asked()
            if asked.test and not asked.problems:
                found = await self.found(asked)
        except Unreachable as error:
            unreachable = word("portal", f"unreachable_{error.what}")
            self.set_status(503)
        if asked and asked.problems:
            self.set_status(400)
        groups = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        module = self.portal.library.modules.get((module_of_test(asked.test) or asked.test) if asked else "")
        if typed is None and found and found.rule:
            required = {one.function: str(one.at_least) for one in found.rule.required}
            typed = TypedRule(required, str(found.rule.version))
        own = section("accreditation")
        self.show(
            "coordinator/accreditation.html.j2",
            title=own["title"],
            own=own,
            roster=section("roster"),
            is_administrator=self.scope.is_everything,
            asked=asked,
            found=found,
            unreachable=unreachable,
            groups=groups,
            rule=typed,
            length=duration(module.description.duration) if module else "",
            shown=SHOWN,
            periods=list(usual_periods(self.portal.today())),
            day=_dutch,
            hours=lambda value: "" if value is None else f"{value:g}".replace(".", ","),
            file=lambda kind: self.address(f"accreditatie/lijst.{kind}", asked) if asked else "",
            said=self.said_done(),
        )


class AccreditationPage(AccreditationPages):
    """`/leren/accreditatie`: the list, and the numbers to paste."""

    async def get(self) -> None:
        """Show the choice, and the list if a test was chosen; an unreachable course or gradebook is said."""
        await self.show_list()


class AccreditationFile(AccreditationPages):
    """`/leren/accreditatie/lijst.xlsx` and `.csv`: the whole list."""

    async def get(self, kind: str) -> None:
        """Send the file."""
        asked = await self.asked()
        if asked.problems or not asked.test or asked.module is not None:
            self.sentence = " ".join(asked.problems.values()) or word("accreditation", "choose_test")
            raise HTTPError(400)
        found = await self.found(asked)
        rows = rows_of(found.list.accredited, word("accreditation", "passed"))
        last = word("accreditation", "about_cells") if rows else word("accreditation", "total", count=0)
        above = [*await self._above(asked), last]
        name = f"{word('accreditation', 'file_name')}-{asked.test}"
        self.set_header("Content-Type", KINDS[kind])
        self.set_header("Content-Disposition", f'attachment; filename="{name}.{kind}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(await self.in_background(made, kind, rows, above))

    async def _above(self, asked: Asked) -> list[str]:
        """Return the lines above the list: what it is, of which day, group and period."""
        groups = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        own, (first, last) = section("accreditation"), asked.typed
        group = groups.get(asked.group or 0, own["all_groups"])
        made_on = own["about"].format(title=asked.tests[asked.test], day=dutch_date(self.portal.today()))
        return [made_on, own["about_whom"].format(group=group, first=first, last=last)]


class PracticeRulePage(AccreditationPages):
    """`/leren/accreditatie/regel`: keep who must finish in a practice."""

    async def post(self) -> None:
        """Keep the rule of a group for a test; functions are those that the page showed."""
        asked = await self.asked()
        version = self.get_body_argument("versie", "")
        functions, counts = self.get_body_arguments("functie"), self.get_body_arguments("aantal")
        numbers, typed = [_count(one) for one in counts], dict(zip(functions, counts, strict=False))
        if not (asked.test and asked.group and is_id(version)) or len(functions) != len(counts):
            raise HTTPError(400)
        if None in numbers:
            self.set_status(400)
            await self.show_list(TypedRule(typed, version, word("accreditation", "bad_rule", most=MOST_PEOPLE)))
            return
        group = asked.group

        def known(reading: ReadTransaction, scope: Scope) -> set[str]:
            rule = rule_of(reading.connection, scope, group, asked.test)
            return set(functions_of(reading, scope, rule)) if rule else set()

        if not set(functions) <= await self.read_roster(known):
            raise self.refuse(RosterError("not_found"))
        required = tuple(Required(one, count) for one, count in zip(functions, numbers, strict=True) if count)
        wanted = PracticeRule(group, asked.test, required, int(version))
        try:
            await self.change_roster(lambda writing, scope, at: change_rule(writing.connection, scope, wanted, at))
        except RosterError as error:
            answer = self.refuse(error)
            if error.code == "not_found":
                raise answer from None
            self.set_status(answer.status_code)
            await self.show_list(TypedRule(typed, version, self.sentence))
            return
        self.to_done(self.address("accreditatie", asked), word("accreditation", "saved"))


async def accreditation_link(page: Page) -> Safe:
    """Return the section of the overview that leads to the list; empty for who may not open it."""
    if not page.person.may(COORDINATOR, ADMINISTRATOR):
        return Safe()
    return page.part("coordinator/accreditation_link.html.j2", own=section("accreditation"), root=page.root())


def made(kind: str, rows: list[list[TableValue]], above: list[str]) -> bytes:
    """Return the bytes of a file; a CSV is read by a computer and has no lines above its table."""
    own = section("accreditation")
    head = [own[f"column_{name}"] for name in COLUMNS]
    return csv_table(head, rows) if kind == "csv" else excel_table(own["sheet"], head, rows, above)


COLUMNS = (
    *("initials", "given", "name", "function", "register", "number"),
    *("passed_on", "hours", "result", "percent", "code", "practice"),
)
"""The columns of a file, in the order of `rows_of`."""


def _count(typed: str) -> int | None:
    """Return a number of people that was typed, 0 for nothing; None for what is no such number."""
    text = typed.strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None  # noqa: PLR2004  (MOST_PEOPLE)


def _dutch(day: date) -> str:
    return f"{day:%d-%m-%Y}"
