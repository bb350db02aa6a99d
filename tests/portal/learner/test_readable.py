"""What a learner did, as she reads it: where she is now, with the texts that she saw, and no word of a program."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from ssfh_learn.activities import KINDS, Activity, Learner
from ssfh_learn.cli.demo.players import next_response
from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.journal import Event
from ssfh_learn.portal.learner.readable import ToldLine, last_words, readable, told_words
from ssfh_learn.words import counted, section, word
from tests.content_examples import Content, answered, quiz
from tests.modules.shipped import ALL
from tests.portal.host import Site

QUIZ = quiz(
    {
        "soort": "eigen-woorden",
        "vraag": "Wat doe je?",
        "modelantwoord": "Ik bel.",
        "nakijkpunten": [{"id": "wie", "tekst": "Wie er belt"}, {"id": "wat", "tekst": "Wat <u>je</u> zegt"}],
    }
)
OF_EACH_KIND = {one.kind: one for shipped in ALL for one in shipped.activities.values()}
"""One activity of each kind, of what we ship; a refresher has no file."""
CHECK: Content = {"kind": "check"}
WRITTEN = "Zij belt morgen terug."
PROGRAM = re.compile(r"\b(answer|choose|visit|place|note|finish|step:|None|True|False)\b|[{}\[\]]")
"""What only a program says."""


def read(*responses: Content) -> list[ToldLine]:
    """Return what she reads of the question, after these responses."""
    return readable(QUIZ, answered(QUIZ, *({"question": "v1", **one} for one in responses)))


def test_her_own_words_are_read_below_the_question_and_do_nothing_in_the_page() -> None:
    lines = read({"kind": "answer", "answer": "Ik <b>bel</b>."})

    assert lines[-1] == ToldLine("<p>Wat doe je?</p>", "Ik &lt;b&gt;bel&lt;/b&gt;.")
    assert lines[0] == ToldLine("", section("readable")["of_all"]["one"])


def test_of_a_picture_stands_what_is_said_of_it_because_it_has_an_address_on_its_step_only() -> None:
    asked = quiz({"soort": "eigen-woorden", "vraag": 'Kijk: ![Een bureau "en" stoel](afbeeldingen/werkplek.svg)'})
    state = answered(asked, {"question": "v1", "kind": "answer", "answer": 'Geen <img alt="x">.'})

    assert readable(asked, state)[-1] == ToldLine(
        "<p>Kijk: Een bureau &quot;en&quot; stoel</p>", "Geen &lt;img alt=&quot;x&quot;&gt;."
    )


def test_what_she_wrote_before_and_changed_is_not_told() -> None:
    lines = read({"kind": "answer", "answer": "Eerst dit."}, {"kind": "answer", "answer": "Nu dat."})

    assert [line.said for line in lines[1:]] == ["Nu dat."]


def test_what_she_ticked_is_read_by_its_text_and_not_by_its_id() -> None:
    lines = read({"kind": "answer", "answer": "Ik bel."}, {"kind": "check"}, {"kind": "tick", "points": ["wat"]})

    assert lines[-1].said == "Ik bel.<ul><li><p>Wat &lt;u&gt;je&lt;/u&gt; zegt</p></li></ul>"


def test_who_did_nothing_has_nothing_to_read() -> None:
    assert read() == []


def played(one: Activity) -> Any:
    """Return a state of somebody who did all that can be done."""
    chance, state = Random(5), one.start(Learner("anna"))  # noqa: S311  (no secret)
    for _ in range(300):
        response = next_response(one, one.view(state), chance, 0.9)
        if response is None:
            break
        state = one.respond(state, response)
    return state


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"refresher"}))
def test_each_kind_is_told_in_words_that_a_person_would_say(kind: str) -> None:
    one = OF_EACH_KIND[kind]

    lines = readable(one, played(one))

    assert lines
    for line in lines:
        said = re.sub(r"<[^>]*>", " ", f"{line.about} {line.said}")
        assert PROGRAM.search(said) is None, said
        assert said.strip()


def test_what_she_typed_in_the_practice_his_is_told() -> None:
    his = OF_EACH_KIND["practice_his"]
    begun = his.respond(
        his.start(Learner("anna")), {"kind": "begin", "task": his.view(his.start(Learner("anna")))["tasks"][0]["id"]}
    )
    parts = [one for one in his.view(begun)["task"]["parts"] if one["can_add"] and not one["patient_bound"]]
    part = next(one for one in parts if any(field["type"] == "long" for field in one["fields"]))
    values = {one["id"]: _typed(one) for one in part["fields"] if not (one["locked"] or one["for_change"])}
    state = his.respond(begun, {"kind": "add", "part": part["id"], "values": values})

    title = his.view(begun)["task"]["title"]
    assert [line.said for line in readable(his, begun)] == [word("readable", "his_opened", title=title)]
    assert readable(his, state)[0].said == word("readable", "his_busy", title=title)
    (line,) = [line for line in readable(his, state) if WRITTEN in line.said]
    assert line.about.startswith(part["label"])


def _typed(field: Any) -> str:
    """Return what fits a field of a record."""
    if field["options"]:
        return str(field["options"][0]["id"])
    return str(field["initial"] or {"date": "2026-11-30", "time": "09:00", "number": "1"}.get(field["type"], WRITTEN))


def test_statements_stand_together_below_the_point_of_the_scale_where_she_put_them() -> None:
    scan: Any = OF_EACH_KIND["self_assessment"]
    state = scan.start(Learner("anna"))
    shown = scan.view(state)
    first, second, third = (one["id"] for one in shown["items"][:3])
    for item, value in ((first, 4), (second, 2), (third, 4)):
        state = scan.respond(state, {"kind": "answer", "item": item, "value": value})

    lines = readable(scan, state)

    points = {one["value"]: one["label"] for one in shown["scale"]}
    assert [line.about for line in lines] == [points[2], points[4]]
    assert [line.said.count("<li>") for line in lines] == [1, 2]


def test_of_a_wrong_answer_the_question_stands_on_paper_and_of_a_right_one_the_number() -> None:
    options = [{"id": "a", "tekst": "Bellen", "juist": "ja"}, {"id": "b", "tekst": "Wachten"}]
    asked = quiz({"soort": "enkele-keuze", "opties": options})
    given = ({"question": "v1", "kind": "answer", "answer": one} for one in "ab")

    told = [readable(asked, answered(asked, one, {"question": "v1", "kind": "check"}))[-1] for one in given]

    assert [line.on_paper for line in told] == ["", None]


def test_an_open_question_is_not_counted_among_those_that_are_judged_and_each_of_these_says_how_it_went() -> None:
    options = [{"id": "a", "tekst": "Bellen", "juist": "ja"}, {"id": "b", "tekst": "Wachten"}]
    closed = [{"soort": "enkele-keuze", "opties": options}] * 2
    asked = quiz(*closed, {"soort": "eigen-woorden", "vraag": "Wat doe je?", "modelantwoord": "Ik bel."})
    given = [("v1", "a"), ("v2", "b"), ("v3", "Ik bel.")]
    done = [{"question": one, **kind} for one, said in given for kind in ({"kind": "answer", "answer": said}, CHECK)]

    (whole, *lines) = readable(asked, answered(asked, *done))

    assert whole.said == (
        "Je beantwoordde 2 van de 2 vragen. Daarvan is er 1 goed. Je antwoord op de open vraag is niet beoordeeld."
    )
    assert [line.said for line in lines] == [
        "Bellen <strong>Goed</strong>",
        "Wachten <strong>Nog niet goed</strong>",
        "Ik bel.",
    ]


def test_of_an_answer_that_is_partly_right_the_rest_stands_on_paper() -> None:
    cards = [{"id": one, "tekst": f"Kaart {one}", "groep": "kost"} for one in "abc"]
    groups = [{"id": "kost", "naam": "Kost"}, {"id": "geeft", "naam": "Geeft"}]
    asked = quiz({"soort": "indelen", "groepen": groups, "kaartjes": cards})
    answer = {"a": "kost", "b": "geeft", "c": "kost"}

    (_, line) = readable(
        asked,
        answered(asked, {"question": "v1", "kind": "answer", "answer": answer}, {"question": "v1", "kind": "check"}),
    )

    assert (line.on_paper, line.said.count("Kaart")) == ("Kaart b → Geeft", 3)


def test_who_plays_a_story_again_reads_how_often_and_that_she_is_busy() -> None:
    story = OF_EACH_KIND["scenario"]
    over, words = played(story), section("readable")
    again = story.respond(over, {"kind": "replay"})

    (times, outcome, choices, *_) = readable(story, over)
    assert times.said == counted(words["played"], 1)
    assert outcome == ToldLine(words["outcome"], story.view(over)["runs"][-1]["band"])
    assert (choices.about, choices.said.count("<li>")) == (words["choices"], len(story.view(over)["turns"]))
    assert readable(story, again)[0] == ToldLine("", f"{counted(words['played'], 1)} {words['busy_again']}")


def test_of_what_is_not_there_any_more_her_own_words_stay() -> None:
    def event(text: str, prompt: str = "meenemen") -> Event:
        return Event.now(
            activity="weg", content="", attempt=1, response={"kind": "answer", "prompt": prompt, "text": text}
        )

    words = last_words([event("Dit was het eerst."), event("Dit is het <nu>.")])

    assert list(last_words([event("Nog een ding.", "ander")], words).values()) == ["Dit is het <nu>.", "Nog een ding."]
    assert [line.said for line in told_words(words.values())] == ["Dit is het &lt;nu&gt;."]


def test_the_page_tells_of_each_module_and_activity_once(site: Site) -> None:
    anna = site.visitor("anna")
    anna.get("module/proef/1")
    for text in ("Eerst dit.", "Nu dat."):
        anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=text)
    anna.respond("proef", "kennischeck", kind="answer", question="v1", answer="a")
    anna.respond("proef", "kennischeck", kind="check", question="v1")

    page = anna.get("gegevens/lezen").text

    assert page.count("<h2>Proefmodule</h2>") == 1
    assert page.count("<h3>Dagboek</h3>") == 1
    assert ("Nu dat." in page, "Eerst dit." in page) == (True, False)
    assert "Je beantwoordde 1 van de" in page
    assert counted(section("readable")["right"], 1) in page
    assert re.findall(r'<div class="ssfh-not-printed"><dt>', page) != []  # right: on paper it is counted
    assert word("standing", "step", number=1, total=3) in page
    assert "visit" not in page
    assert page.index("Kennischeck") < page.index("Dagboek")  # in the order of the steps


def test_of_several_modules_each_is_folded_and_the_only_one_is_open(site: Site) -> None:
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="Een zin.")
    of_one = anna.get("gegevens/lezen").text
    anna.respond("werkdruk", "reflectie", kind="answer", prompt="meenemen", text="Nog een zin.")
    of_two = anna.get("gegevens/lezen").text

    assert re.findall(r'<details class="ssfh-folded"(.*?)>', of_one) == [" open"]
    assert re.findall(r'<details class="ssfh-folded"(.*?)>', of_two) == ["", ""]
    for page in (of_one, of_two):
        assert page.count("<details") == page.count("</details>")
    proef, werkdruk = of_two.split('<details class="ssfh-folded">')[1:]
    assert ("Een zin." in proef, "Nog een zin." in proef) == (True, False)
    assert "Nog een zin." in werkdruk.partition("</details>")[0]


def test_an_account_is_no_name_and_stands_on_no_paper(site: Site) -> None:
    page = site.visitor("root").get("gegevens/lezen").text

    assert site.portal
    assert word("readable", "made_on", day=dutch_date(site.portal.today())) in page
    assert '<meta name="ssfh-name" content="">' in page
