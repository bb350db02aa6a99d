"""A portal with a roster: a group of Ans, a group of Bea, and an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.roster.participant import Practice
from tests.portal.host import Site, Visitor
from tests.roster.conftest import AT, EVERYTHING, somebody

CAME = "2019-12-02T12:00:00+00:00"
"""When the participants came into their groups: before every last day of the tests."""
OF_B = ("Zus", "zus", "zus@zorg.nl", "De Eik", "Veluwe", "Zuid", "Geheimfunctie", "Boodschap")
"""What nobody may read who coordinates the group of Ans."""


@dataclass
class Listed:
    """The ids of two groups, of one participant in each, and of one who is in none."""

    site: Site
    first: int
    second: int
    noor: int
    zus: int
    none: int

    def ans(self) -> Visitor:
        """Return the coordinator of the first group; the Hub knows her as a learner."""
        return self.site.visitor("ans")

    def bea(self) -> Visitor:
        """Return the coordinator of the second group."""
        return self.site.visitor("bea")

    def administrator(self) -> Visitor:
        """Return an administrator."""
        return self.site.visitor("beheer", "learner", "administrator")


def listed(site: Site) -> Listed:
    """Put the roster in a portal."""
    portal = site.portal
    assert portal is not None

    def fill(connection: object) -> tuple[int, ...]:
        first, second = (
            add_group(connection, EVERYTHING, RosterGroup(name, frozenset({account})), AT)  # type: ignore[arg-type]
            for name, account in (("Noord", "ans"), ("Zuid", "bea"))
        )
        people = (
            somebody(account="noor", given="Noor", prefix="van", family="Dam", email="noor@zorg.nl", groups=[first]),
            somebody(
                account="zus",
                family="Zus",
                email="zus@zorg.nl",
                function="Geheimfunctie",
                practices=(Practice("De Eik", "Veluwe"),),
                groups=[second],
            ),
            somebody(account="geen", family="Boodschap"),
        )
        return first, second, *(add(connection, EVERYTHING, one, CAME) for one in people)  # type: ignore[arg-type]

    return Listed(site, *portal.event_writer.do(lambda writing: fill(writing.connection)).result(30))
