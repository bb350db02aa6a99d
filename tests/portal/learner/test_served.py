"""What the server draws of an activity, to be read and chosen from before any script has run."""

from __future__ import annotations

import json
from contextlib import suppress
from html import escape
from html.parser import HTMLParser
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import UndefinedError

from ssfh_learn.activities import Learner
from ssfh_learn.content import load_activity
from ssfh_learn.content.frame import bare_frame
from ssfh_learn.errors import Refused
from ssfh_learn.portal.learner.learner_page import served_or_later
from ssfh_learn.portal.learner.served import served
from ssfh_learn.words import section
from tests.activities.test_every_kind import ACTIVITIES, SENT
from tests.conftest import REPOSITORY
from tests.content_examples import ANNA
from tests.portal.conftest import TEST
from tests.portal.host import SEED
from tests.test_seam import WALKED
from tests.thoroughness import tries
from tests.walking import views_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities import Activity
    from tests.portal.host import Site

FILES = sorted((REPOSITORY / "modules").glob("**/activiteiten/*.yaml"))


class Drawn(HTMLParser):
    """The texts and the controls of what was drawn."""

    def __init__(self, html: str) -> None:
        """Read what was drawn."""
        super().__init__()
        self.texts: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.folds = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a control."""
        if tag in {"input", "select", "textarea"}:
            self.controls.append(dict(attrs))
        self.folds += tag == "summary"

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


def test_whoever_comes_to_an_exercise_reads_it_and_sees_what_she_can_do_whatever_its_kind() -> None:
    for path in FILES:
        activity = load_activity(path)
        pages = [drawn(activity, state) for state in moments(activity)]
        assert all(page.controls or page.folds for page in pages), path.name
        # or a browser fills in what was chosen on another visit
        assert {one.get("autocomplete") for page in pages for one in page.controls} <= {"off"}


@pytest.mark.parametrize("name", sorted(ACTIVITIES))
@settings(max_examples=tries(20))
@given(data=st.data())
def test_whatever_was_done_the_page_is_drawn(name: str, data: st.DataObject) -> None:
    one = ACTIVITIES[name]
    state = one.start(ANNA)
    for response in data.draw(SENT[name]):
        with suppress(Refused):
            state = one.respond(state, response, "version")
        assert drawn(one, state)


def test_a_step_opens_where_the_server_cannot_draw_and_the_log_tells_no_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    mount = {"view": {"kind": "quiz", "questions": [{"id": "haar woorden"}]}}
    with pytest.raises(UndefinedError):
        served(mount)

    assert served_or_later(mount) == ""
    assert "quiz" in caplog.text
    assert "haar woorden" not in caplog.text


@pytest.mark.parametrize("kind", ["self_assessment", "skills_gap"])
def test_who_answered_all_and_opens_it_again_reads_what_she_answered(kind: str) -> None:
    for one in chain(ACTIVITIES.values(), map(load_activity, FILES)):
        if one.kind != kind:
            continue
        state: Any = one.start(ANNA)
        for side in ("present", "wanted") if kind == "skills_gap" else ():
            function = one.view(state)["functions"][0]["id"]
            state = one.respond(state, {"kind": "choose_function", "side": side, "function": function}, "version")
        asked: Any = one.view(state)["items"]
        for item in asked:
            state = one.respond(state, {"kind": "answer", "item": item["id"], "value": 3}, "version")

        for response in ({}, {"kind": "finish"}, {"kind": "reopen"}):
            state = one.respond(state, response, "version") if response else state
            texts = drawn(one, state).texts
        assert section("frontend")["one_by_one"]["answered"].format(answered=len(asked), total=len(asked)) in texts


def test_of_a_task_in_the_practice_his_she_reads_what_is_asked_and_how_it_went_before_any_script() -> None:
    activity = load_activity(next(path for path in FILES if "soort: oefen-his" in path.read_text("utf-8")))
    state = activity.start(ANNA)
    view: Any = activity.view(state)
    advised = view["recommended"][0]["task"]
    titles = {one["id"]: one["title"] for one in view["tasks"]}

    assert titles[advised] in drawn(activity, state).texts
    begun = activity.respond(state, {"kind": "begin", "task": advised})
    task: Any = activity.view(begun)
    assert Drawn(task["task"]["assignment"]["html"]).texts[0] in drawn(activity, begun).texts
    over = activity.respond(begun, {"kind": "finish"})
    result: Any = activity.view(over)["task"]["result"]
    texts = drawn(activity, over).texts
    assert section("practice_his")["nothing_done"] in texts
    asked = [one["text"] for one in result["unsafe"]] + result["missing"]
    assert {text for one in asked for text in Drawn(one["html"]).texts} <= {*texts}


def test_at_the_end_of_refreshing_she_reads_how_it_went_before_any_script() -> None:
    one = WALKED["refresher"]
    words, found = section("frontend")["refresher"], set()
    for view in views_of(one):
        at_end = {**view, "current": None}
        traits = {"place": "m", "activity": one.id, "notices": [], "frame": bare_frame(one), "view": at_end}
        found |= {*Drawn(served(traits)).texts}

    assert {words["end"], words["when"], words["open"], words["comes_sooner"]} <= found


def test_what_she_typed_is_in_its_field_as_she_typed_it() -> None:
    activity = load_activity(REPOSITORY / "modules/agressie/activiteiten/mijn-reactie.yaml")
    state = activity.start(Learner("anna"))
    prompt = activity.view(state)["prompts"][0]["id"]
    text = "\nIk zei: <b>stop</b> & مرحبا 🙂"
    state = activity.respond(state, {"kind": "answer", "prompt": prompt, "text": text})

    html = served({"activity": "a", "notices": [], "frame": bare_frame(activity), "view": activity.view(state)})

    assert f'">\n{escape(text)}</textarea>' in html  # a browser drops the first line break of a field


def test_what_can_be_chosen_is_there_in_her_order_with_what_she_chose() -> None:
    activity = load_activity(REPOSITORY / "modules/agressie/activiteiten/fragmenten.yaml")
    state = activity.start(Learner("anna"))
    view: Any = activity.view(state)
    question = view["questions"][0]
    state = activity.respond(
        state, {"kind": "answer", "question": question["id"], "answer": question["options"][1]["id"]}
    )

    page = drawn(activity, state)
    html = served({"activity": "a", "notices": [], "frame": bare_frame(activity), "view": activity.view(state)})

    texts = [" ".join(Drawn(one["text"]["html"]).texts) for one in question["options"]]
    assert [one for one in page.texts if one in texts] == texts
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
    assert len(Drawn(shown).controls) == 1
    assert section("frontend")["quiz"]["begin"] in Drawn(shown).texts
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
