"""Reading in a list: choose a file, see what it would change and what is wrong, and only then change anything."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.errors import RosterError
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.log_lines import what_changes
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.roster import listing, pending
from ssfh_learn.roster.changes import differences
from ssfh_learn.roster.importing.apply import apply_import
from ssfh_learn.roster.importing.plan import ImportPlan, plan_import
from ssfh_learn.roster.importing.read import read_list
from ssfh_learn.roster.pending import PendingImport
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ssfh_learn.roster.importing.problem import ImportProblem

MOST_FILE_BYTES = 20_000_000
MOST_SHOWN = 200
"""Problems, and names, that a page shows."""
MANY_ROWS = 5
"""In how many rows the same problem is named once for all of them."""
ROWS_NAMED = 10
"""How many of those rows are named."""


class ShownProblem(NamedTuple):
    """What is wrong in a row, or in many; `where` is empty where it is about the file."""

    where: str
    texts: tuple[str, ...]


class ImportPage(CoordinatorPage):
    """`/leren/deelnemers/inlezen`: choose a file and see what it would change."""

    most_bytes = MOST_FILE_BYTES

    async def get(self) -> None:
        """Ask for a file."""
        await self.ask()

    async def ask(self, problem: str = "") -> None:
        """Show the form for a file; a group that was chosen stays chosen."""
        chosen = self.get_body_argument("groep", "")
        names = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        self.show_roster("import", "import", groups=names, chosen=chosen, problem=problem)

    async def post(self) -> None:
        """Keep the file and show what it would change."""
        files = self.request.files.get("bestand", [])
        if not files or not files[0].body:
            self.set_status(400)
            await self.ask(word("roster", "import_no_file"))
            return
        typed = self.get_body_argument("groep", "")
        file = PendingImport(files[0].filename[-255:], files[0].body, int(typed) if is_id(typed) else None)
        plan = await self.plan(file)
        id_ = ""
        if plan.is_possible:
            id_ = await self.change_roster(
                lambda writing, scope, at: pending.keep_pending(writing.connection, scope, file, at)
            )
        await self.preview(file, plan, id_)

    async def plan(self, file: PendingImport) -> ImportPlan:
        """Return what a file would change; a group that is not hers counts for nothing."""
        read = await self.in_background(read_list, file.content)
        today = self.portal.today().isoformat()
        names = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        group = file.group if file.group in names else None
        return await self.read_roster(lambda reading, scope: plan_import(reading.connection, scope, read, group, today))

    async def preview(self, file: PendingImport, plan: ImportPlan, id_: str, said: str = "") -> None:
        """Show what would change, and every problem with its row."""
        problems = [one for one in plan.problems if not one.is_notice]
        notices = [one for one in plan.problems if one.is_notice]
        if problems:
            self.set_status(400)
        names = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        wrong, noticed = shown_problems(problems, plan.names), shown_problems(notices, plan.names)
        self.show_roster(
            "import_preview",
            "import_preview",
            file=file.name,
            groups=names,
            chosen=file.group or "",
            plan=plan,
            id=id_,
            said=said,
            problems=wrong[:MOST_SHOWN],
            problem_count=len(problems),
            problem_more=max(0, len(wrong) - MOST_SHOWN),
            notices=noticed[:MOST_SHOWN],
            notice_more=max(0, len(noticed) - MOST_SHOWN),
            most=MOST_SHOWN,
            changed=[
                (one.shown_name, what_changes(differences(self.scope, known, one, ""), names))
                for known, one in plan.changed[:MOST_SHOWN]
            ],
        )


class ConfirmImport(ImportPage):
    """`/leren/deelnemers/inlezen/doen`: change the list as the page showed."""

    async def get(self) -> None:
        """Go to the form: without a yes nothing changes."""
        self.redirect(f"{self.root()}deelnemers/inlezen")

    async def post(self) -> None:
        """Carry out the import; if the list changed meanwhile, show anew what would change."""
        id_ = self.get_body_argument("bestand", "")
        file = await self.read_roster(lambda reading, scope: pending.pending(reading.connection, scope, id_))
        if file is None:
            self.set_status(400)
            await self.ask(word("roster", "import_gone"))
            return
        shown = self.get_body_argument("stand", "")
        plan = await self.plan(file)
        if not plan.is_possible or str(plan.made_at) != shown:
            self.set_status(409)
            await self.preview(file, plan, id_, word("roster", "import_meanwhile"))
            return

        def work(writing: Any, scope: Any, at: str) -> int:
            line = apply_import(writing.connection, scope, plan, file.name, at)
            pending.drop_pending(writing.connection, scope)
            return line

        try:
            line = await self.change_roster(work)
        except RosterError:
            self.set_status(409)
            await self.preview(file, await self.plan(file), id_, word("roster", "import_meanwhile"))
            return
        self.to_done(f"{self.root()}deelnemers?ingelezen={line}&wie=all", _imported(plan))


def _imported(plan: ImportPlan) -> str:
    own = section("roster")
    came, changed = counted(own["import_came"], len(plan.new)), counted(own["import_changed_now"], len(plan.changed))
    return " ".join((own["import_done"], came, changed, own["import_missing"]))


def shown_problems(problems: Iterable[ImportProblem], names: Mapping[int, str]) -> list[ShownProblem]:
    """Return problems as a page names them: the same one of many rows once, and then all of each row together."""
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for one in problems:
        by_text[_sentence(one)].append(one.row)
    by_row: defaultdict[int, list[str]] = defaultdict(list)
    found = []
    for text, rows in by_text.items():
        if len(rows) >= MANY_ROWS:
            found.append(ShownProblem(_rows(rows, names), (text,)))
        else:
            for row in rows:
                by_row[row].append(text)
    return found + [ShownProblem(_row(row, names), tuple(by_row[row])) for row in sorted(by_row)]


def _row(row: int, names: Mapping[int, str]) -> str:
    if not row:
        return ""
    return word("roster", "import_row_of" if row in names else "import_row", row=row, name=names.get(row, ""))


def _rows(rows: Sequence[int], names: Mapping[int, str]) -> str:
    shown = ", ".join(f"{row} ({names[row]})" if row in names else str(row) for row in rows[:ROWS_NAMED])
    more = len(rows) - ROWS_NAMED
    return word("roster", "import_rows_more" if more > 0 else "import_rows", rows=shown, count=more)


def _sentence(problem: ImportProblem) -> str:
    fields = {name: dutch_date(value) if name == "day" else value for name, value in problem.fields.items()}  # type: ignore[arg-type]
    return word("roster_import", problem.code, **fields)
