"""The map of a story: what it says in words, that it is read in grey, and that every situation stands on it."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from ssfh_learn.reports.figures import THEMES, FigureTheme
from ssfh_learn.reports.first_choices import ShownChoice, ShownPoint, Worth, said_share
from ssfh_learn.reports.story_map import StoryMap
from ssfh_learn.words import word

A, B = ShownChoice("Eerst vragen", "right", 0.75, ("b",)), ShownChoice("Wegsturen", "serious", 0.5, ("einde",))


def story(*choices: ShownChoice) -> StoryMap:
    return StoryMap(
        (
            ShownPoint("a", "1", "Er staat iemand.", choices),
            ShownPoint("b", "2", "Er komt er nog een.", (ShownChoice("Terug", "small", None, ("a", "einde")),)),
            ShownPoint("einde", "A", "Klaar.", ()),
        )
    )


def test_the_map_in_words_says_where_half_of_the_people_went_astray() -> None:
    said = story(A, B).alternative
    assert "2 situaties en 1 eindes" in said
    assert "In situatie 1 koos ongeveer de helft: ‘Wegsturen’." in said
    assert "Eerst vragen" not in said
    assert "Terug" not in said


def test_without_such_a_choice_it_says_so() -> None:
    assert "Nergens koos de helft of meer iets anders" in story(A).alternative


@pytest.mark.parametrize("theme", THEMES)
def test_every_situation_and_every_choice_stands_on_it(theme: FigureTheme) -> None:
    drawn = story(A, B).svg(theme)
    is_the_same_each_time = drawn == story(A, B).svg(theme)
    assert is_the_same_each_time
    shapes = drawn.decode().count('<g id="patch_')
    assert shapes == len(("ground", "1", "2", "A", "1-2", "1-A", "2-1", "2-A"))


def test_in_grey_each_share_is_another_line_and_a_mistake_has_dashes() -> None:
    def lines(choice: ShownChoice) -> set[str]:
        style = re.findall(r'style="fill: none; ([^"]*)"', story(choice).svg("paper").decode())
        return {re.sub(r"stroke: #[0-9a-f]+;? ?", "", one) for one in style[:1]}

    worths: tuple[Worth, ...] = ("right", "small")
    drawn = [lines(ShownChoice("x", worth, share, ("b",))) for worth in worths for share in (0.25, 0.5, 0.75)]
    drawn.append(lines(ShownChoice("x", "right", None, ("b",))))
    assert all(one != other for one, other in combinations(drawn, 2))


def test_a_share_is_said_as_coarse_as_it_is_known() -> None:
    said = [said_share(share) for share in (0.25, 0.5, 0.75, None)]
    assert said == [word("choices", name) for name in ("few", "half", "most", "unknown")]
    assert not any(re.search(r"\d|%", one) for one in said)
