"""Playing a quiz: practice with feedback at once, a test without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, KEY, PRACTICE_QUIZ, TEST_QUIZ, Content, activity, answered, quiz

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz import Quiz

CHOICE: Content = {
    "soort": "enkele-keuze",
    "opties": [
        {"id": "ja", "tekst": "Ja", "juist": "ja", "uitleg": "Klopt."},
        {"id": "nee", "tekst": "Nee", "uitleg": "Klopt niet."},
    ],
    "feedback": {"goed": "Mooi.", "fout": "Kijk terug."},
}

SEVERAL: Content = {
    "soort": "meer-antwoorden",
    "opties": [
        {"id": one, "tekst": one, "juist": "nee" if one == "c" else "ja", "uitleg": "Zo is het."} for one in "abc"
    ],
}
COUPLES: Content = {
    "soort": "koppelen",
    "paren": [{"id": f"l{one}", "links": f"L{one}", "rechts": f"R{one}", "rechts_id": f"r{one}"} for one in (1, 2)],
}
SORTED: Content = {
    "soort": "indelen",
    "groepen": [{"id": "g1", "naam": "A"}, {"id": "g2", "naam": "B"}],
    "kaartjes": [{"id": f"k{one}", "tekst": f"K{one}", "groep": f"g{one}", "uitleg": "Zo."} for one in (1, 2)],
}


def answer(question: str, value: object) -> Content:
    return {"kind": "answer", "question": question, "answer": value}


def check(question: str) -> Content:
    return {"kind": "check", "question": question}


RIGHT = (answer("v1", "ja"), check("v1"))
WRONG = (answer("v2", "nee"), check("v2"))
BEGIN, HAND_IN = {"kind": "begin"}, {"kind": "hand_in"}


def refusal(one: object, state: object, response: Content) -> str:
    with pytest.raises(Refused) as refused:
        one.respond(state, response)  # type: ignore[attr-defined]
    return refused.value.code


# Practice


def test_a_new_quiz_is_open_at_its_first_question_and_shows_no_feedback() -> None:
    one = quiz(CHOICE, CHOICE)

    view = one.view(one.start(ANNA))

    assert (view["phase"], view["current"], view["result"], view["attempts"]) == ("open", "v1", None, None)
    assert view["blank"] == ["v1", "v2"]
    assert [question["feedback"] for question in view["questions"]] == [None, None]


def test_an_answer_is_kept_before_it_is_checked() -> None:
    one = quiz(CHOICE)

    question = one.view(answered(one, answer("v1", "nee")))["questions"][0]

    assert (question["answer"], question["phase"], question["feedback"]) == ("nee", "open", None)


def test_checking_gives_the_feedback_of_the_answer() -> None:
    one = quiz(CHOICE)

    question = one.view(answered(one, *RIGHT))["questions"][0]

    assert question["phase"] == "checked"
    assert question["feedback"] == {
        "verdict": "right",
        "share": 1,
        "text": {"html": "<p>Mooi.</p>"},
        "items": {"ja": {"verdict": "right", "text": {"html": "<p>Klopt.</p>"}}},
        "solution": None,
        "model_answer": None,
        "steps": [],
    }


def test_a_checked_answer_can_only_be_changed_after_retry() -> None:
    one = quiz(CHOICE, CHOICE)
    state = answered(one, *WRONG)

    assert refusal(one, state, answer("v2", "ja")) == "already_checked"
    assert refusal(one, state, check("v2")) == "already_checked"

    again = one.respond(state, {"kind": "retry", "question": "v2"})
    assert one.view(again)["questions"][1]["answer"] == "nee"
    assert one.view(one.respond(again, answer("v2", "ja")))["questions"][1]["answer"] == "ja"


def test_hints_come_one_by_one_until_there_are_no_more() -> None:
    one = quiz({**CHOICE, "hints": ["Eerste.", "Tweede."]})
    hint = {"kind": "hint", "question": "v1"}
    state = answered(one, hint)

    question = one.view(state)["questions"][0]
    assert question["hints"] == [{"html": "<p>Eerste.</p>"}]
    assert question["hints_left"] == 1
    assert refusal(one, one.respond(state, hint), hint) == "no_more_hints"


def test_the_result_comes_when_every_question_has_been_checked() -> None:
    one = quiz(CHOICE, CHOICE, zakgrens=70, feedback_bij_score=[{"vanaf": 0, "tekst": "Kan beter."}])

    assert one.view(answered(one, *RIGHT))["result"] is None
    assert one.view(answered(one, *RIGHT, *WRONG))["result"] == {
        "points": 1,
        "maximum": 2,
        "percent": 50,
        "passed": None,
        "feedback": {"html": "<p>Kan beter.</p>"},
        "wrong": 1,
        "own_words": 0,
    }


@pytest.mark.parametrize("pass_mark", [66, 67])
def test_a_percentage_is_never_rounded_up_and_in_practice_nobody_passes_or_fails(pass_mark: int) -> None:
    one = quiz(CHOICE, CHOICE, CHOICE, zakgrens=pass_mark)

    result = one.view(answered(one, *RIGHT, *WRONG, answer("v3", "ja"), check("v3")))["result"]

    assert result["percent"] == 66
    assert result["passed"] is None


def test_without_a_pass_mark_nobody_passes_or_fails() -> None:
    one = quiz(CHOICE)

    assert one.view(answered(one, *RIGHT))["result"]["passed"] is None


def test_the_feedback_on_the_score_is_that_of_its_band() -> None:
    bands = [{"vanaf": 0, "tekst": "Laag"}, {"vanaf": 50, "tekst": "Midden"}, {"vanaf": 51, "tekst": "Hoog"}]
    one = quiz(CHOICE, CHOICE, feedback_bij_score=bands)

    assert one.view(answered(one, *RIGHT, *WRONG))["result"]["feedback"] == {"html": "<p>Midden</p>"}


def test_an_ungraded_question_adds_nothing_to_the_score() -> None:
    one = quiz(CHOICE, {**CHOICE, "telt_mee": "nee"})
    state = answered(one, *RIGHT, *WRONG)

    assert (one.score(state).points, one.score(state).maximum) == (1, 1)
    assert one.view(state)["questions"][1]["feedback"]["verdict"] == "wrong"


def test_an_open_question_does_not_count_in_practice_because_nobody_grades_it() -> None:
    one = quiz(CHOICE, {"soort": "open-vraag", "punten": 3})
    state = answered(one, *RIGHT, answer("v2", "Mijn woorden"), check("v2"))

    assert one.view(state)["result"]["percent"] == 100
    assert one.view(state)["questions"][1]["feedback"]["verdict"] == "compare"
    assert (one.score(state).points, one.score(state).maximum, one.score(state).status) == (1, 1, "complete")


def test_an_open_question_of_a_test_waits_for_a_person() -> None:
    one = quiz(CHOICE, {"soort": "open-vraag", "punten": 3}, modus="toetsen")
    begun = answered(one, {"kind": "begin"}, *RIGHT[:1], answer("v2", "Mijn woorden"), {"kind": "hand_in"})

    score = one.score(begun)

    assert score.status == "awaiting_grader"
    assert (score.points, score.maximum, score.items[1].points) == (1, 4, None)


def test_an_unanswered_question_is_not_attempted() -> None:
    one = quiz(CHOICE, CHOICE)

    score = one.score(answered(one, *RIGHT))

    assert score.status == "in_progress"
    assert [item.status for item in score.items] == ["complete", "not_attempted"]
    assert score.items[1].points == 0


def test_an_untouched_quiz_is_not_attempted() -> None:
    one = quiz(CHOICE)

    assert one.score(one.start(ANNA)).status == "not_attempted"


def test_a_blank_answer_is_not_a_wrong_answer() -> None:
    one = quiz(CHOICE, modus="toetsen")
    state = answered(one, BEGIN, answer("v1", "nee"), answer("v1", None), HAND_IN)

    assert one.score(state).items[0].status == "not_attempted"


def test_retrying_what_was_wrong_opens_only_that() -> None:
    one = quiz(CHOICE, CHOICE)
    state = one.respond(answered(one, *RIGHT, *WRONG), {"kind": "retry_wrong"})

    view = one.view(state)

    assert [question["phase"] for question in view["questions"]] == ["checked", "open"]
    assert view["current"] == "v2"


def test_there_is_nothing_to_retry_when_all_was_right() -> None:
    one = quiz(CHOICE)

    assert refusal(one, answered(one, *RIGHT), {"kind": "retry_wrong"}) == "nothing_to_retry"


def test_starting_over_gives_an_empty_attempt_with_a_number_of_its_own() -> None:
    one = quiz(CHOICE)
    state = one.respond(answered(one, *RIGHT), {"kind": "start_over"})

    assert one.attempt(state) == 2
    assert one.view(state)["questions"][0]["answer"] is None
    assert one.score(state).points == 0


def test_a_learner_can_turn_to_any_question_and_to_the_result() -> None:
    one = quiz(CHOICE, CHOICE)

    assert one.view(answered(one, {"kind": "go", "question": "v2"}))["current"] == "v2"
    assert one.view(answered(one, {"kind": "go", "question": None}))["current"] is None
    assert refusal(one, one.start(ANNA), {"kind": "go", "question": "v9"}) == "unknown_id"


@pytest.mark.parametrize("kind", ["begin", "hand_in"])
def test_practice_has_no_hand_in(kind: str) -> None:
    one = quiz(CHOICE)

    assert refusal(one, one.start(ANNA), {"kind": kind}) == "wrong_mode"


# Test


def test_a_test_shows_no_question_before_it_has_begun() -> None:
    one = activity(TEST_QUIZ)

    view = one.view(one.start(ANNA))

    assert (view["phase"], view["questions"], view["attempts"]) == ("ready", [], {"used": 0, "allowed": 2})
    assert refusal(one, one.start(ANNA), answer("numeric", "45")) == "not_begun"


def test_answers_in_a_test_can_be_changed_until_it_is_handed_in() -> None:
    one = quiz(CHOICE, modus="toetsen")
    state = answered(one, BEGIN, answer("v1", "nee"), answer("v1", "ja"), HAND_IN)

    assert one.score(state).points == 1
    assert one.view(state)["phase"] == "closed"
    assert refusal(one, state, answer("v1", "nee")) == "closed"
    assert refusal(one, state, HAND_IN) == "closed"


def test_before_handing_in_it_is_said_of_which_questions_she_answered_another_part_than_is_asked() -> None:
    one = quiz(SEVERAL, COUPLES, SORTED, CHOICE, {**SEVERAL, "aantal_tonen": "nee"}, modus="toetsen")
    some = (BEGIN, answer("v1", ["a"]), answer("v2", {"l1": "r1"}), answer("v3", {"k1": "g1"}), answer("v5", ["a"]))
    state = answered(one, *some, answer("v4", "nee"))

    assert [(said["question"], said["filled"], said["asked"]) for said in one.view(state)["partly"]] == [
        ("v1", 1, 2),
        ("v2", 1, 2),
        ("v3", 1, 2),
    ]
    assert one.view(answered(one, BEGIN))["partly"] == [], "what is blank is said elsewhere"
    more = answered(one, BEGIN, answer("v1", ["a", "b", "c"]), answer("v2", {"l1": "r1", "l2": "r1"}))
    assert [(said["filled"], said["asked"]) for said in one.view(more)["partly"]] == [(3, 2)]
    assert one.view(answered(one, *some, HAND_IN))["partly"] == []
    assert quiz(SEVERAL).view(answered(quiz(SEVERAL), answer("v1", ["a"])))["partly"] == []


@pytest.mark.parametrize("kind", ["check", "hint"])
def test_a_test_gives_no_feedback_and_no_hints(kind: str) -> None:
    one = activity(TEST_QUIZ)
    state = answered(one, BEGIN, answer("numeric", "45"))

    assert refusal(one, state, {"kind": kind, "question": "numeric"}) == "wrong_mode"


def test_attempts_at_a_test_are_limited() -> None:
    one = activity(TEST_QUIZ)
    state = answered(one, BEGIN, HAND_IN, BEGIN, HAND_IN)

    assert one.view(state)["attempts"] == {"used": 2, "allowed": 2}
    assert refusal(one, state, BEGIN) == "no_attempts_left"


def test_an_attempt_cannot_begin_while_another_is_going_on() -> None:
    one = activity(TEST_QUIZ)

    assert refusal(one, answered(one, BEGIN), BEGIN) == "already_begun"


def test_a_test_counts_only_what_was_handed_in() -> None:
    one = quiz(CHOICE, modus="toetsen")
    state = answered(one, BEGIN, answer("v1", "ja"))

    assert (one.score(state).points, one.score(state).maximum) == (0, 1)
    assert one.score(state).status == "in_progress"


def test_the_best_attempt_at_a_test_counts() -> None:
    one = quiz(CHOICE, modus="toetsen", pogingen=3)
    state = answered(one, BEGIN, answer("v1", "ja"), HAND_IN, BEGIN, answer("v1", "nee"), HAND_IN)

    assert one.score(state).points == 1
    assert one.score(state).status == "complete"


def test_a_test_names_the_blanks_before_hand_in() -> None:
    one = quiz(CHOICE, CHOICE, modus="toetsen")

    assert one.view(answered(one, BEGIN, answer("v2", "ja")))["blank"] == ["v1"]


# Order


def question_order(draw: int | None, learner: str, attempt: int = 1, *, turned: bool = False) -> list[str]:
    questions = [{**CHOICE, "id": f"q{number}"} for number in range(8)]
    one = quiz(*(reversed(questions) if turned else questions), trekken=draw)
    state = one.start(type(ANNA)(learner))
    for _ in range(attempt - 1):
        state = one.respond(state, {"kind": "start_over"})
    return [question["id"] for question in one.view(state)["questions"]]


def test_as_many_questions_are_drawn_as_the_author_wants() -> None:
    drawn = question_order(3, "anna")

    assert len(set(drawn)) == len(drawn) == 3


def test_the_draw_is_stable_for_a_learner_and_an_attempt() -> None:
    assert question_order(3, "anna") == question_order(3, "anna")


def test_the_draw_differs_between_learners_and_between_attempts() -> None:
    assert len({tuple(question_order(4, f"learner-{number}")) for number in range(20)}) > 10
    assert len({tuple(question_order(4, "anna", attempt)) for attempt in range(1, 11)}) > 5


def test_the_draw_does_not_follow_the_order_in_the_file() -> None:
    assert question_order(4, "anna") == question_order(4, "anna", turned=True)


def test_without_a_draw_the_questions_stand_in_the_order_of_the_author() -> None:
    assert question_order(None, "anna") == [f"q{number}" for number in range(8)]


def option_order(learner: str, **more: str) -> str:
    options = [{"id": one, "tekst": one, **({"juist": "ja"} if one == "a" else {})} for one in "abcdef"]
    one = quiz({"soort": "enkele-keuze", "opties": options}, **more)
    return "".join(option["id"] for option in one.view(one.start(type(ANNA)(learner)))["questions"][0]["options"])


def test_options_stand_in_another_order_for_other_learners() -> None:
    orders = {option_order(f"learner-{number}") for number in range(20)}

    assert len(orders) > 10
    assert len({order[0] for order in orders}) > 2


def test_an_author_can_keep_the_options_in_place() -> None:
    assert option_order("anna", schudden="nee") == "abcdef"


def shown_options(one: Quiz, *, learner: Learner = ANNA) -> list[list[str]]:
    """Return the texts of the options as a learner sees them when she begins."""
    begun = answered(one, *([BEGIN] if one.mode == "test" else []), learner=learner)
    names = ("options", "reasons", "cards")
    return [
        [option["text"]["html"] for name in names for option in question.get(name, [])]
        for question in one.view(begun)["questions"]
    ]


LEARNERS = [Learner(name) for name in ("anna", "bram", "carla", "daan", "eva", "fatma")]
SCALE = [{"id": f"o{minutes}", "tekst": f"{minutes} minuten"} for minutes in (5, 10, 15, 20, 30)]
WITH_ORDER = {
    "single_choice": {"soort": "enkele-keuze", "opties": [{**SCALE[0], "juist": "ja"}, *SCALE[1:]]},
    "multiple_response": {"soort": "meer-antwoorden", "opties": [{**SCALE[0], "juist": "ja"}, *SCALE[1:]]},
    "graded_choice": {"soort": "beste-keuze", "opties": [{**SCALE[0], "waarde": 1}, *SCALE[1:]]},
    "true_false": {"soort": "waar-onwaar", "juist": "ja", "redenen": [{**SCALE[0], "juist": "ja"}, *SCALE[1:]]},
    "categorise": {
        "soort": "indelen",
        "groepen": [{"id": "kort", "naam": "Kort"}, {"id": "lang", "naam": "Lang"}],
        "kaartjes": [{**one, "groep": "kort"} for one in SCALE],
    },
}


@pytest.mark.parametrize("question", WITH_ORDER.values(), ids=WITH_ORDER)
@pytest.mark.parametrize("mode", ["oefenen", "toetsen"])
def test_options_that_are_not_to_be_shuffled_stand_as_their_author_wrote_them(question: Content, mode: str) -> None:
    written = [f"<p>{one['tekst']}</p>" for one in SCALE]
    one = quiz(question, modus=mode, schudden="nee")
    sides = [one] if mode == "oefenen" else [one, one.relabelled(b"geheim"), one.relabelled(b"geheim").without_key()]

    assert [shown_options(side, learner=learner) for side in sides for learner in LEARNERS] == [[written]] * (
        len(sides) * len(LEARNERS)
    )


KEEPS_ITS_PLACE = {
    name: {
        key: [*value[:-2], {**value[-2], "vast": "ja"}, {**value[-1], "vast": "ja"}]
        if key in {"opties", "redenen"}
        else value
        for key, value in question.items()
    }
    for name, question in WITH_ORDER.items()
    if name != "categorise"
}


@pytest.mark.parametrize("question", KEEPS_ITS_PLACE.values(), ids=KEEPS_ITS_PLACE)
@pytest.mark.parametrize("mode", ["oefenen", "toetsen"])
def test_an_option_that_is_fixed_stays_at_the_end_while_the_others_are_shuffled(question: Content, mode: str) -> None:
    one = quiz(question, modus=mode)
    side = one if mode == "oefenen" else one.relabelled(b"geheim").without_key()

    orders = [shown_options(side, learner=learner)[0] for learner in LEARNERS]

    assert list(one.flaws()) == [] or mode == "oefenen"
    assert {tuple(order[-2:]) for order in orders} == {("<p>20 minuten</p>", "<p>30 minuten</p>")}
    assert len({tuple(order) for order in orders}) > 1


def test_steps_and_couples_are_shuffled_even_where_the_author_keeps_options_in_place() -> None:
    steps = [{"id": one, "tekst": one} for one in "abcdef"]
    pairs = [{"id": one, "links": one, "rechts": one.upper()} for one in "abcdef"]
    one = quiz({"soort": "volgorde", "stappen": steps}, {"soort": "koppelen", "paren": pairs}, schudden="nee")

    ordering, matching = one.view(one.start(ANNA))["questions"]

    assert [step["id"] for step in ordering["steps"]] != list("abcdef")
    assert [left["id"] + "-rechts" for left in matching["left"]] != [right["id"] for right in matching["right"]]


def test_a_number_can_be_shown_of_how_many_to_choose() -> None:
    options = [{"id": one, "tekst": one, **({"juist": "ja"} if one in "ab" else {})} for one in "abc"]
    shown = quiz({"soort": "meer-antwoorden", "opties": options})
    hidden = quiz({"soort": "meer-antwoorden", "opties": options, "aantal_tonen": "nee"})

    assert shown.view(shown.start(ANNA))["questions"][0]["choose"] == 2
    assert hidden.view(hidden.start(ANNA))["questions"][0]["choose"] is None


def test_a_printed_test_shows_its_questions_and_no_key() -> None:
    one = activity(TEST_QUIZ)

    view = one.view(one.printed())

    assert len(view["questions"]) == len(TEST_QUIZ["vragen"])
    assert KEY not in str(view)


def test_a_printed_practice_quiz_shows_no_feedback() -> None:
    one = activity(PRACTICE_QUIZ)

    assert KEY not in str(one.view(one.printed()))


# Where she can read more, and what still needs a place


def with_feedback(feedback: Content, *, own: str = "Klopt niet.") -> Quiz:
    yes = {"id": "ja", "tekst": "Ja", "juist": "ja", "uitleg": "Klopt."}
    options = [yes, {"id": "nee", "tekst": "Nee", "uitleg": own}]
    return quiz({"id": "v1", "vraag": "V?", **CHOICE, "opties": options, "feedback": feedback})


@pytest.mark.parametrize(
    ("own", "said", "steps"),
    [
        ("Lees stap 7.", "Kijk terug naar stap 3 en stap 7.", [7, 3]),
        ("Klopt niet.", "Zie de stappen 4 en 5. Een stap 12 keer is geen stap.", [4, 12]),
        ("Klopt niet.", "Kijk terug.", []),
    ],
)
def test_the_feedback_names_the_steps_that_its_words_name_her_own_choice_first(
    own: str, said: str, steps: list[int]
) -> None:
    one = with_feedback({"goed": "Mooi. Meer in stap 9.", "fout": said}, own=own)

    shown = one.view(answered(one, answer("v1", "nee"), check("v1")))["questions"][0]["feedback"]

    assert shown["steps"] == steps


def test_what_is_partly_right_leads_to_the_step_that_is_named_at_a_wrong_answer() -> None:
    cards = [{"id": name, "tekst": name, "groep": name, "uitleg": "-"} for name in "xy"]
    groups = [{"id": name, "naam": name} for name in "xy"]
    said = {"goed": "Meer in stap 9.", "deels": "Een deel klopt.", "fout": "Kijk in stap 7."}
    one = quiz({"id": "v1", "vraag": "V?", "soort": "indelen", "groepen": groups, "kaartjes": cards, "feedback": said})

    def steps(**pairs: str) -> list[int]:
        shown = one.view(answered(one, answer("v1", pairs), check("v1")))["questions"][0]["feedback"]
        found: list[int] = shown["steps"]
        return found

    assert [steps(x="x", y="x"), steps(x="y", y="x"), steps(x="x", y="y")] == [[7], [7], [9]]


def test_what_still_has_no_place_is_said_until_the_answer_is_checked() -> None:
    cards = [{"id": name, "tekst": name, "groep": "x", "uitleg": "-"} for name in "abc"]
    groups = [{"id": "x", "naam": "X"}, {"id": "y", "naam": "Y"}]
    one = quiz({"id": "v1", "vraag": "V?", "soort": "indelen", "groepen": groups, "kaartjes": cards})

    def missing(*moves: Content) -> list[str]:
        found: list[str] = one.view(answered(one, *moves))["questions"][0]["missing"]
        return sorted(found)

    whole = answer("v1", dict.fromkeys("abc", "x"))
    assert missing() == ["a", "b", "c"]
    assert missing(answer("v1", {"b": "x"})) == ["a", "c"]
    assert missing(whole) == missing(whole, check("v1")) == []


def test_a_balance_has_two_sides_and_changes_no_version() -> None:
    cards = [{"id": name, "tekst": name} for name in "abc"]

    def of(names: str, **more: str) -> Quiz:
        groups = [{"id": name, "naam": name} for name in names]
        asked = {"id": "v1", "vraag": "V?", "soort": "indelen", "telt_mee": "nee", "groepen": groups, "kaartjes": cards}
        return quiz({**asked, **more})

    def is_balance(one: Quiz) -> bool:
        found: bool = one.view(one.start(ANNA))["questions"][0]["balance"]
        return found

    assert [is_balance(of("xy")), is_balance(of("xy", weegschaal="ja")), is_balance(of("xyz", weegschaal="ja"))] == [
        False,
        True,
        False,
    ]
    assert of("xy").fingerprint() == of("xy", weegschaal="ja").fingerprint()
