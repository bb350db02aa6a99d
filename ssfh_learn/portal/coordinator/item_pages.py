"""How the questions of a test go: for a trainer of everybody, for a coordinator of her groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Safe
from tornado.web import HTTPError

from ssfh_learn.content.sector_figures import sector_figures
from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.coordinator.listed_choices import listed_choices
from ssfh_learn.portal.coordinator.running_tests import title_of
from ssfh_learn.portal.coordinator.viewer_tables import ViewerTables, viewer_tables
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.words import counted, number, section, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.web.page import Page
    from ssfh_learn.reports.item_analysis import ItemFigures

LITTLE = 0.2
"""A discrimination below this says little; the usual bound (Ebel 1965, Measuring Educational Achievement)."""


class ItemTests(StaffPage):
    """`/leren/vragen`: the tests, to choose one."""

    needs = (TRAINER, COORDINATOR, ADMINISTRATOR)

    async def get(self) -> None:
        """Show them."""
        tests: list[tuple[str, str]] | None
        try:
            tests = await self.in_background(_titles, self.portal)
        except Unreachable:
            tests = None
        self.show(
            "coordinator/item_tests.html.j2",
            title=word("items", "title"),
            own=section("items"),
            tests=tests,
            choices=section("choices"),
            practices=await self.in_background(listed_choices, self.portal),
        )


class ItemPage(StaffPage):
    """`/leren/vragen/<test>`: the figures of each question, of everybody or of a group."""

    needs = (TRAINER, COORDINATOR, ADMINISTRATOR)

    async def get(self, test: str) -> None:
        """Show them."""
        names = await self.in_background(self.portal.assignments.names)
        tables = await self.viewer_tables()
        whom = self.get_argument("wie", "") or tables.widest
        if test not in names or whom not in tables.names:
            raise HTTPError(404)
        items: list[ItemFigures] = await self.in_background(_items, self.portal, test, tables, whom)
        from ssfh_learn.reports.said import figures_beside, sector_line

        figures = await self.in_background(sector_figures, self.portal.modules_folder)
        self.show(
            "coordinator/items.html.j2",
            title=title_of(self.portal, test),
            own=section("items"),
            test=test,
            whom=whom,
            tables=tables,
            items=items,
            numbered=list(enumerate(items, 1)),
            lines=item_lines,
            sector=lambda one: map(sector_line, figures_beside(one, figures)),
        )

    async def viewer_tables(self) -> ViewerTables:
        """Return the tables that she can open, with all her roles."""
        who, roles, today = self.person.id, self.all_roles, self.portal.today().isoformat()

        def read(reading: ReadTransaction) -> ViewerTables:
            return viewer_tables(reading, who, roles, today)

        return await self.read_journal(read)


def _titles(portal: Portal) -> list[tuple[str, str]]:
    return [(name, title_of(portal, name)) for name in portal.assignments.names()]


def _items(portal: Portal, test: str, tables: ViewerTables, whom: str) -> list[ItemFigures]:
    from ssfh_learn.reports.item_analysis import item_analysis

    return item_analysis(portal.assignments.given_answers(test), tables.tables, whom)


def item_lines(one: ItemFigures) -> Sequence[str]:
    """Return the figures of a question in words; nothing where they are not shown."""
    if one.people is None or one.right is None or one.mean is None:
        return ()
    own = section("items")
    lines = [f"{counted(own['answers'], one.people)} {own['right'].format(share=_share(one.right))}"]
    if one.mean > one.right:
        lines.append(own["mean"].format(share=_share(one.mean)))
    if one.blank:
        lines.append(own["blank"].format(share=_share(one.blank)))
    if one.seconds is not None:
        lines.append(counted(own["time"], round(one.seconds)))
    return (*lines, *_discrimination(one))


def _discrimination(one: ItemFigures) -> Iterator[str]:
    """Yield what the discrimination says; nothing as long as there are too few answers for one."""
    from ssfh_learn.reports.item_analysis import ENOUGH

    own = section("items")
    if one.discrimination is None:
        if (one.people or 0) >= ENOUGH:
            yield word("items", "discrimination_same")
        return
    says = "well" if one.discrimination >= LITTLE else "little" if one.discrimination >= 0 else "wrong"
    value = own["discrimination"].format(value=number(one.discrimination))
    yield f"{value} {own[f'discriminates_{says}']}"


def _share(share: float) -> str:
    return f"{number(100 * share, 0)}%"


async def items_link(page: Page) -> Safe:
    """Return the section of the overview that leads to the questions, for who may see them."""
    if not page.person.may(TRAINER, COORDINATOR, ADMINISTRATOR):
        return Safe()
    return page.part("coordinator/items_link.html.j2", own=section("items"), root=page.root())
