"""All paths of a story, with equal states played once, against each path played by itself."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from ssfh_learn.activities.scenario.mistakes import Mistakes
from ssfh_learn.activities.scenario.path_flaws import flaws_of_paths
from ssfh_learn.activities.scenario.playthrough import TooManyStates, play_all
from tests.activities.stories import every_walk, holds, stories, story
from tests.content_examples import SCENARIO, STORY, Content


@given(stories())
def test_merged_states_come_to_the_same_endings_and_bands_as_all_paths_one_by_one(content: Content) -> None:
    one, walks = story(content), list(every_walk(content))

    def band(levels: tuple[str, ...]) -> int:
        many = Counter(levels)
        total, grave = len(levels) - many["best"], many["serious"] + many["critical"]
        return 0 if (total <= 1 and not grave) else 1 if (total <= 3 and grave <= 1 and not many["critical"]) else 2

    found = play_all(one)

    assert {(ending, place) for ending, place, _ in found.ends} == {(walk.ending, band(walk.levels)) for walk in walks}


@given(stories())
def test_merged_states_show_the_same_texts_and_choices_as_all_paths_one_by_one(content: Content) -> None:
    found, walks = play_all(story(content)), list(every_walk(content))

    assert found.told == {told for walk in walks for told in walk.texts}
    assert {(node, choice) for node, choice, _ in found.turned} == {made for walk in walks for made in walk.choices}


@given(stories())
def test_what_no_path_shows_is_found_and_nothing_else(content: Content) -> None:
    walks = list(every_walk(content))
    told = {text for walk in walks for text in walk.texts}
    made = {choice for walk in walks for choice in walk.choices}
    expected = set()
    for position, node in enumerate(content["knopen"]):
        if node["id"] not in {name for name, _ in told}:
            expected.add(("node_never_reached", position))
            continue
        texts = range(-1, len(node.get("varianten", [])))
        expected |= {("text_never_shown", position) for place in texts if (node["id"], place) not in told}
        choices = node.get("keuzes", [])
        expected |= {("choice_never_shown", position) for one in choices if (node["id"], one["id"]) not in made}
    codes = {"node_never_reached", "text_never_shown", "choice_never_shown"}

    assert {(flaw.code, flaw.where[1]) for flaw in flaws_of_paths(story(content)) if flaw.code in codes} == expected


def test_ways_that_differ_in_a_meter_only_are_both_played_where_a_text_reads_it() -> None:
    way = {"naar": "na", "gevolg": "G", "uitleg": "U"}
    content = {
        **STORY,
        "meters": [{"id": "m", "naam": "M", "start": 0, "uitleg": "U"}],
        "start": "hier",
        "knopen": [
            {
                "id": "hier",
                "tekst": "T",
                "keuzes": [
                    {"id": "a", "tekst": "A", "effect": {"m": 1}, **way},
                    {"id": "b", "tekst": "B", "effect": {"m": 3}, **way},
                ],
            },
            {"id": "na", "einde": "ja", "tekst": "T", "varianten": [{"bij": {"m": {"min": 2}}, "tekst": "V"}]},
        ],
    }

    assert {("na", -1), ("na", 0)} <= play_all(story(content)).told


def test_a_loop_comes_to_an_end() -> None:
    assert {(ending, place) for ending, place, _ in play_all(story(SCENARIO)).ends} == {
        ("rust", 1),
        ("rust", 2),
        ("moe", 1),
    }


def test_more_states_than_may_be_are_refused_and_said() -> None:
    with pytest.raises(TooManyStates):
        play_all(story(STORY), 5)

    [flaw] = [flaw for flaw in flaws_of_paths(story(STORY), 5) if flaw.code == "too_many_states"]
    assert (flaw.weight, flaw.details) == ("error", {"most": 5})


def test_the_mistakes_that_change_a_band_are_all_counted() -> None:
    assert {made for _, place, made in play_all(story(STORY)).ends if place == 0} == {Mistakes(), Mistakes(1)}


def test_many_mistakes_in_a_loop_come_to_the_last_band() -> None:
    choices = [
        {"id": "weer", "tekst": "Weer", "naar": "a", "ernst": "klein", "gevolg": "-", "uitleg": "-"},
        {"id": "klaar", "tekst": "Klaar", "naar": "e", "gevolg": "-", "uitleg": "-"},
    ]
    nodes = [{"id": "a", "tekst": "A", "keuzes": choices}, {"id": "e", "tekst": "E", "einde": "ja"}]
    found = play_all(story({**STORY, "start": "a", "knopen": nodes}))

    assert {(place, made.small) for _, place, made in found.ends} == {(0, 0), (0, 1), (1, 2), (2, 3)}


def test_a_condition_is_read_as_it_is_written() -> None:
    assert holds({"als": "gemeld", "bij": {"m": {"max": 1}}}, 1, frozenset({"gemeld"}))
    assert not holds({"als": "gemeld"}, 1, frozenset({"gevraagd"}))
    assert not holds({"als niet": "gemeld"}, 1, frozenset({"gemeld"}))
