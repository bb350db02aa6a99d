"""The task `toestemming-delen`: a choice is hers, for each purpose, and a no is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.modules.practice_his_play import (
    CLOSED,
    SAFE,
    TASKS,
    add,
    change,
    is_safe,
    opened,
    result,
    step,
    talk,
    with_others,
)

if TYPE_CHECKING:
    from tests.modules.practice_his_play import Response

TASK = "toestemming-delen"
ROAD = SAFE[TASK]
ASKED, FATMA = ROAD[:4], ROAD[4]
POST, PHARMACY = (one for one in ROAD if one["kind"] == "add")
TOLD = ROAD[-2:]


def written(post: Response = POST, pharmacy: Response = PHARMACY) -> list[Response]:
    return [*ASKED, FATMA, post, pharmacy, *TOLD]


ALWAYS_UNSAFE: dict[str, list[Response]] = {
    "urged to say yes": [step("aandringen")],
    "told that a no makes no difference": [step("nood")],
    "promised for her husband": [step("man-ja")],
    "yes for her husband": [opened("ali"), POST, opened("fatma")],
    "a look in the record of her husband": [opened("ali"), CLOSED],
    "a yes for the hospital once more": [opened("fatma"), with_others(POST, doel="ziekenhuis")],
    "a yes for her family": [opened("fatma"), with_others(POST, doel="naaste")],
    "the post twice": [opened("fatma"), POST],
    "the pharmacy twice, and the second is a yes": [opened("fatma"), with_others(PHARMACY, keuze="ja")],
    "the hospital of then changed": [opened("fatma"), change("consents", "to-fatma", keuze="ingetrokken")],
    "the hospital of then removed": [
        opened("fatma"),
        {"kind": "remove", "part": "consents", "record": "to-fatma"},
    ],
    "somebody else's appointment": [{"kind": "remove", "part": "agenda", "record": "a-sven"}],
}


@pytest.mark.parametrize("tried", ALWAYS_UNSAFE)
def test_what_is_unsafe_is_so_at_every_place_of_the_road(tried: str) -> None:
    acts = ALWAYS_UNSAFE[tried]

    places = [place for place in range(len(ROAD) + 1) if is_safe(TASK, [*ROAD[:place], *acts, *ROAD[place:]])]
    assert places == []


UNSAFE: dict[str, list[Response]] = {
    "all on yes": written(pharmacy=with_others(PHARMACY, keuze="ja")),
    "all on no": written(post=with_others(POST, keuze="nee")),
    "the no left out": [one for one in ROAD if one != PHARMACY],
    "the no as time to think": written(pharmacy=with_others(PHARMACY, keuze="bedenktijd")),
    "as if somebody else had said it": written(post=with_others(POST, antwoord="naaste")),
    "as if nobody had said it": written(post=with_others(POST, antwoord="niemand")),
    "somebody else asked it": written(post=with_others(POST, vrager="huisarts")),
    "another day": written(pharmacy=with_others(PHARMACY, datum="2026-03-15")),
    "the two mixed up": written(with_others(POST, keuze="nee"), with_others(PHARMACY, keuze="ja")),
    "without explaining": [one for one in ROAD if one != step("uitleg")],
    "explained afterwards": [*(one for one in ROAD if one != step("uitleg")), step("uitleg")],
    "without asking about the post": [one for one in ROAD if one != step("huisartsenpost")],
    "without asking about the pharmacy": [one for one in ROAD if one != step("apotheek")],
    "written first, asked afterwards": [step("vraag"), FATMA, POST, PHARMACY, *ASKED[1:], *TOLD],
    "opened before anybody knows who this is": [FATMA, *ROAD],
    "without asking who she is": [one for one in ROAD if one != step("vraag")],
    "not written at all": [*ASKED, FATMA, *TOLD],
    "written in the journal alone": [*ASKED, FATMA, add("journal", contact="spreekuur", p="HAP ja, apo nee"), *TOLD],
}


@pytest.mark.parametrize("tried", UNSAFE)
def test_what_is_unsafe_or_lazy_is_not_called_safe(tried: str) -> None:
    assert result(TASK, UNSAFE[tried])["safe"] is False


SENSIBLE: dict[str, list[Response]] = {
    "the pharmacy first": [*ASKED[:2], ASKED[3], ASKED[2], FATMA, PHARMACY, POST, *TOLD],
    "each answer written at once": [*ASKED[:3], FATMA, POST, ASKED[3], PHARMACY, *TOLD],
    "asked too early, explained, and asked again": [ASKED[0], *ASKED[2:], ASKED[1], *ROAD[2:]],
    "explained twice": [*ASKED, step("uitleg"), *ROAD[4:]],
    "of her husband first": [step("man-zelf"), *(one for one in ROAD if one != step("man-zelf"))],
    "a note in the journal as well": [
        *ROAD[:-2],
        add("journal", contact="spreekuur", s="Wil HAP wel, apo niet.", p="Uitleg gegeven."),
        *TOLD,
    ],
    "a slip of the finger, mended": [
        *ASKED,
        FATMA,
        POST,
        with_others(PHARMACY, keuze="ja"),
        change("consents", "nieuw-2", keuze="nee"),
        *TOLD,
    ],
    "with a word beside it": written(pharmacy=with_others(PHARMACY, opmerking="Wil geen inzage, uitleg gehad")),
    "the record closed at the end": [*ROAD, CLOSED],
}


@pytest.mark.parametrize("tried", SENSIBLE)
def test_what_is_sensible_is_safe_and_complete(tried: str) -> None:
    found = result(TASK, SENSIBLE[tried])

    assert (found["outcome"], found["missing"], found["unsafe"]) == ("safe", [], [])


@pytest.mark.parametrize("left_out", ["man-zelf", "vertel"])
def test_who_says_nothing_of_the_husband_or_of_changing_her_mind_is_safe_and_not_complete(left_out: str) -> None:
    found = result(TASK, [one for one in ROAD if one != step(left_out)])

    assert (found["safe"], found["complete"]) == (True, False)


def test_she_chooses_only_when_it_was_explained() -> None:
    assert not [fact for fact in ("1979", "buurvrouw") if fact in TASKS[TASK].assignment]
    assert "liever niet" not in talk(TASK, step("apotheek"))
    assert "liever niet" in talk(TASK, step("uitleg"), step("apotheek"))


def told(road: list[Response]) -> list[str]:
    """Return what a learner reads as unsafe, one by one."""
    return [one["text"]["html"] for one in result(TASK, road)["unsafe"]]


def test_what_was_filled_in_without_asking_is_not_called_her_choice() -> None:
    right = " ".join(one["html"] for one in result(TASK, UNSAFE["without asking about the post"])["right"])

    assert "huisartsenpost" not in right.replace("Bij Fatma staat een regel voor de huisartsenpost", "")
    assert "Haar ‘ja’" not in right


def test_a_line_for_her_husband_is_not_told_as_if_it_were_hers() -> None:
    road = [*ROAD, opened("ali"), with_others(POST, antwoord="naaste")]

    assert [one for one in told(road) if "haar man" in one]
    assert not [one for one in told(road) if "Fatma is volwassen" in one]


@pytest.mark.parametrize(
    ("road", "said"),
    [
        (written(post=with_others(POST, keuze="nee")), "huisartsenpost"),
        (written(pharmacy=with_others(PHARMACY, keuze="bedenktijd")), "apotheek"),
        (written(post=with_others(POST, vrager="huisarts")), "Wie vroeg het"),
        (written(pharmacy=with_others(PHARMACY, datum="2026-03-15")), "van vandaag"),
        (written(pharmacy=with_others(PHARMACY, keuze="ja")), "die zij niet gaf"),
    ],
)
def test_of_what_was_written_only_what_is_wrong_is_named(road: list[Response], said: str) -> None:
    (one,) = told(road)

    assert said in one
