"""The texts of a module for a browser that keeps them: the same for everybody, so that nobody is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.web.assets import asset_address
from ssfh_learn.words import section

if TYPE_CHECKING:
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.web.page import Page


class TextsPage(LearnerPage):
    """`/leren/module/<place>/tekst`: what can be read of a module without a connection."""

    async def get(self, place: str) -> None:
        """Show the texts; the worker in the browser (`offline.ts`) takes the step out of them that is asked."""
        module = self.module(place)
        texts = self.part(
            "learner/texts.html.j2",
            texts=module.texts,
            root=self.root(),
            place=place,
            offline=section("offline"),
            stylesheet=asset_address(self.root(), "portal.css"),
        )
        self.set_header("X-Ssfh-Texts", module.texts.version)
        self.send_html(texts)


def texts_address(page: Page, module: PublishedModule) -> str:
    """Return the address of the present texts of a module."""
    style = asset_address("", "portal.css").partition("=")[2]
    return f"{page.root()}module/{module.id}/tekst?v={module.texts.version}{style}"
