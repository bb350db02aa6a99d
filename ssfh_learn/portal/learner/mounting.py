"""An activity on a page: the same view and the same traits that the front end knows from a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.writing.states import StreamState


def traits(
    activity: Activity, played: StreamState, more: Mapping[str, Any] | None = None, *, is_nearly_full: bool = False
) -> dict[str, Any]:
    """Return what the front end needs to draw a state; `more` is what only this host knows about the view.

    `is_nearly_full` says that the learner wrote nearly as much as she may.
    """
    notices = [word("journal", "content_changed", count=played.refused)] if played.refused else []
    notices += [word("portal", "quota_near")] if is_nearly_full else []
    return {"view": {**activity.view(played.state), **(more or {})}, "notices": notices}
