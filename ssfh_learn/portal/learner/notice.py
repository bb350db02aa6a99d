"""What a learner is told once on her first page."""

from __future__ import annotations

from ssfh_learn.journal import told
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.words import word


class ReadNotice(LearnerPage):
    """`/leren/gelezen`: say that I read the notice on my first page."""

    async def post(self) -> None:
        """Remember it, and go back to the first page."""
        at = self.portal.now().isoformat(timespec="seconds")
        await self.write_journal(
            lambda writing: told.tell(writing.connection, self.person.id, "how_far", at), changes_roster=False
        )
        self.to_done(self.own_modules(), word("portal", "told_done"))
