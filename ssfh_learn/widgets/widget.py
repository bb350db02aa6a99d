"""The widget: the traits that connect the record of an activity to the front end."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from ssfh_learn.content.notebook import MOUNT, PRINTED
from ssfh_learn.errors import JournalError, Refused
from ssfh_learn.traits import NOTHING_SENT, SavedState, SavedView
from ssfh_learn.widgets.fault import report
from ssfh_learn.widgets.images import with_images
from ssfh_learn.widgets.printed import printed
from ssfh_learn.widgets.sounds import with_sounds
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.activities import Learner
    from ssfh_learn.content.frame import Frame
    from ssfh_learn.widgets.record import Record

_APART = ("practice_his", "scenario", "skills_gap")
"""The kinds that a page of the portal loads apart; a notebook has them in the same script."""


def _front_end(ending: str) -> str:
    """Return the script or the stylesheet of all kinds."""
    static = files("ssfh_learn").joinpath("static")
    return "\n".join(static.joinpath(f"{name}.{ending}").read_text("utf-8") for name in ("ssfh", *_APART))


def _embedded(view: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return a view with its images and sounds in it."""
    shown: dict[str, Any] = with_images(view, folder)
    return with_sounds(shown, folder)


class ActivityWidget(anywidget.AnyWidget):
    """One activity on a page. The browser draws `view` and sets `response`; Python does everything else.

    `saved` says what happened to the last response.
    """

    _esm = _front_end("js")
    _css = _front_end("css")

    view = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    notices: traitlets.List[str] = traitlets.List().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)

    def __init__(self, record: Record, folder: Path, frame: Frame) -> None:
        record.read()
        self.record = record
        self.folder = folder
        super().__init__(
            view=_embedded(record.activity.view(record.state), folder),
            frame=with_images(frame, folder),
            saved=NOTHING_SENT,
            notices=record.notices(),
        )

    @traitlets.observe("response")
    def _answer(self, change: Mapping[str, Any]) -> None:
        """Play the response of the browser, and always set `saved`, so that the page does not wait for ever."""
        response = change["new"]
        if not response:
            return
        with self.hold_sync():
            state, message = self._play(response)
            self.view = self._current()  # also after a refusal, because another page may have answered meanwhile
            self.notices = self.record.notices()
            id_ = response.get("id")
            saved: SavedView = {"response": id_ if isinstance(id_, str) else "", "state": state, "message": message}
            self.saved = {**saved}

    def become(self, learner: Learner) -> None:
        """Show the activity for the other role that the learner chose."""
        self.record.become(learner)
        self.view = self._current()

    def _current(self) -> dict[str, Any]:
        """Return the view of the present state."""
        return _embedded(self.record.activity.view(self.record.state), self.folder)

    def _play(self, response: Mapping[str, Any]) -> tuple[SavedState, str]:
        try:
            self.record.respond(response)
        except Refused as refused:
            return "refused", word("refusal", refused.code)
        except JournalError as error:
            return "failed", word("journal", error.code)
        except Exception as error:  # noqa: BLE001  (shown with a reference; a kernel would swallow it)
            return "error", word("widgets", "error", reference=report(error))
        return "saved", ""

    def _repr_mimebundle_(self, **_options: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
        """Return the widget for a page, after a printed version that the stylesheet of the front end hides."""
        from IPython.display import HTML, display

        activity = self.record.activity
        printed_version = HTML(printed(with_images(activity.view(activity.printed()), self.folder)))
        display(printed_version, metadata={PRINTED: True})
        data, metadata = super()._repr_mimebundle_() or ({}, {})
        return {**data, MOUNT: {"activity": activity.id}}, metadata
