"""What the server draws of an activity, to be read and chosen from before any script has run."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.content import load_activity
from ssfh_learn.content.frame import bare_frame
from ssfh_learn.portal.learner.served import served
from tests.conftest import REPOSITORY
from tests.portal.conftest import TEST
from tests.portal.host import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities import Activity
    from tests.portal.host import Site

FILES = sorted((REPOSITORY / "modules").glob("**/activiteiten/*.yaml"))


class Drawn(HTMLParser):
    """The text of what was drawn, and each response that its controls mean."""

    def __init__(self, html: str) -> None:
        """Read what was drawn."""
        super().__init__()
        self.texts: list[str] = []
        self.meant: list[dict[str, Any]] = []
        self._group: dict[str, str | None] = {}
        self._several: dict[str, list[Any]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the group of a control, or what a control of it means."""
        has = dict(attrs)
        if "data-ssfh-early" in has:
            self._group = has
        if tag != "input":
            return
        assert has["autocomplete"] == "off"  # or a browser fills in what was chosen on another visit
        response, field = json.loads(self._group["data-ssfh-early"] or ""), self._group.get("data-ssfh-field")
        if field:
            value = json.loads(has["value"] or "")
            response[field] = [value] if has["type"] == "checkbox" else value
        self.meant.append(response)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts += [" ".join(data.split())] if data.strip() else []


def drawn(activity: Activity, state: Any) -> Drawn:
    """Return what the server draws of a state."""
    traits = {"place": "m", "activity": activity.id, "notices": [], "frame": bare_frame(activity)}
    return Drawn(served({**traits, "view": activity.view(state)}))


def moments(activity: Activity) -> Iterator[Any]:
    """Yield how somebody finds an activity: untouched, begun, and a quiz at each of its questions."""
    state = activity.start(Learner("anna"))
    yield state
    view: Any = activity.view(state)
    if view.get("phase") == "ready":
        state = activity.respond(state, {"kind": "begin"})
        yield state
    for question in view.get("questions", []):
        yield activity.respond(state, {"kind": "go", "question": question["id"]})


def test_each_control_that_the_server_draws_means_a_response_that_the_activity_takes() -> None:
    kinds: dict[str, set[str]] = {}
    for path in FILES:
        activity = load_activity(path)
        for state in moments(activity):
            meant = drawn(activity, state).meant
            kinds.setdefault(activity.kind, set()).update(one["kind"] for one in meant)
            for response in meant:
                answer = next((one for one in meant if one["kind"] == "answer"), None)
                before = activity.respond(state, answer) if answer and response["kind"] == "check" else state
                assert activity.respond(before, response) is not before, (path.name, response)

    assert kinds.pop("quiz") == {"answer", "check", "hint", "go"}
    assert kinds.pop("self_assessment") == {"answer", "finish"}
    assert kinds.pop("scenario") == {"begin", "choose"}
    assert set().union(*kinds.values()) == set()  # whatever else there is, only the script draws


def test_what_can_be_chosen_is_there_in_her_order_with_what_she_chose() -> None:
    activity = load_activity(REPOSITORY / "modules/agressie/activiteiten/fragmenten.yaml")
    state = activity.start(Learner("anna"))
    view: Any = activity.view(state)
    question = view["questions"][0]
    ids = [one["id"] for one in question["options"]]
    state = activity.respond(state, {"kind": "answer", "question": question["id"], "answer": ids[1]})

    page = drawn(activity, state)
    html = served({"activity": "a", "notices": [], "frame": bare_frame(activity), "view": activity.view(state)})

    assert [one["answer"] for one in page.meant if one["kind"] == "answer"] == ids
    assert html.count(" checked") == 1
    assert html.partition(" checked")[0].count("<input") == 2


def words_of(view: Any) -> set[str]:
    """Return the texts of all questions of a view."""
    return set(chain.from_iterable(Drawn(question["prompt"]["html"]).texts for question in view["questions"]))


def test_a_test_that_has_not_begun_shows_its_rules_and_no_question(site: Site) -> None:
    anna = site.visitor("anna")
    page = anna.get(f"toets/{TEST}")
    anna.respond(TEST, TEST, kind="begin", attempt=1)
    begun = anna.get(f"toets/{TEST}")
    asked = words_of(json.loads(SEED.findall(begun.text)[0])["view"])

    shown = served(json.loads(SEED.findall(page.text)[0]), is_titled=True)

    assert str(shown) in page.text
    assert Drawn(shown).meant == [{"kind": "begin"}]
    assert asked
    assert [one for one in asked if one in page.text] == []


@pytest.mark.parametrize("path", ["module/proef/2", "module/proef/3", f"toets/{TEST}"])
def test_a_page_with_her_own_view_is_kept_by_nobody(site: Site, path: str) -> None:
    answer = site.visitor("anna").get(path)

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_texts_that_a_browser_keeps_hold_no_exercise(site: Site) -> None:
    anna = site.visitor("anna")
    texts = anna.get("module/proef/tekst")

    assert "data-ssfh-served" in "".join(anna.get(f"module/proef/{number}").text for number in range(1, 5))
    assert "data-ssfh-served" not in texts.text
