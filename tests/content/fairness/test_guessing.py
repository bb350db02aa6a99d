"""A test made a thousand times without knowledge: each strategy is found in a bank that was made for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.content.fairness.guessing import GuessOutcome, guessed
from ssfh_learn.content.fairness.practice import PractisedQuestion, practice_before
from ssfh_learn.content.fairness.sheet import Sheet
from ssfh_learn.content.fairness.strategies import WITHOUT_KNOWLEDGE
from tests.content_examples import QUESTIONS, Content, quiz
from tests.modules.shipped import ALL, BANKS
from tests.thoroughness import tries

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz import Quiz

TEST: Content = {"modus": "toetsen", "zakgrens": 70, "trekken": 6}


def choice(right: str, *wrong: str, prompt: str = "Wat is het beste", **more: Any) -> Content:
    texts = [right, *wrong]
    options = [{"id": f"o{n}", "tekst": text, "juist": "ja" if n == 0 else "nee"} for n, text in enumerate(texts)]
    return {"soort": "enkele-keuze", "vraag": prompt, "opties": options, **more}


def bank(*questions: Content, **more: Any) -> Quiz:
    """Return a test of twelve questions, made of these over and over."""
    return quiz(*(questions[number % len(questions)] for number in range(12)), **{**TEST, **more})


def outcome(test: Quiz, strategy: str, practice: tuple[PractisedQuestion, ...] = ()) -> GuessOutcome:
    return next(one for one in guessed(test, practice, 300) if one.strategy == strategy)


def passed(test: Quiz, strategy: str) -> float:
    share = outcome(test, strategy).passed
    assert share is not None
    return share


ANY = choice("Aa", "Bb", "Cc", "Dd")
SEVERAL: Content = {
    "soort": "meer-antwoorden",
    "aantal_tonen": "nee",
    "opties": [{"id": f"o{n}", "tekst": f"T{n}", "juist": "ja" if n < 5 else "nee"} for n in range(6)],
}
PAIRS: Content = {
    "soort": "koppelen",
    "paren": [
        {"id": f"p{n}", "links": f"{word} van vandaag", "rechts": f"over {word}"}
        for n, word in enumerate(("pauzes", "roosters", "telefoons", "vergaderingen"))
    ],
}
PLANTED = {
    "longest": bank(choice("Een heel lang en zorgvuldig geschreven antwoord", "Kort", "Ook kort", "Klein")),
    "careful": bank(choice("Meestal samen overleggen", "Altijd bellen op een dag", "Nooit iets doen", "Weg gaan dan")),
    "all_ticked": bank(SEVERAL),
    "middle": bank(choice("20 minuten", "5 minuten", "90 minuten")),
    "recurring": bank(
        choice("Over de roosters", "Aan de balie", "Met een mail", prompt="Wie plant het rooster?"), PAIRS
    ),
    "shrewd": bank(
        choice("Samen over de roosters", "Altijd aan de balie", "Aan de balie", prompt="Wie plant een rooster?")
    ),
}


@pytest.mark.parametrize(("strategy", "test"), PLANTED.items(), ids=PLANTED)
def test_a_bank_that_a_strategy_sees_through_is_found(strategy: str, test: Quiz) -> None:
    found = outcome(test, strategy)

    assert found.passed is not None
    assert found.passed > 0.9
    assert found.is_too_good
    assert passed(test, "random") < 0.2


def test_a_bank_of_true_and_false_with_a_low_pass_mark_is_found_by_chance_alone() -> None:
    test = bank({"soort": "waar-onwaar", "juist": "nee"}, zakgrens=50)

    assert passed(test, "random") > 0.5
    assert outcome(test, "random").is_too_good


def test_a_bank_in_which_nothing_shows_is_passed_by_nobody() -> None:
    for one in guessed(bank(ANY), times=300):
        assert one.passed is not None
        assert one.passed < 0.05
        assert not one.is_too_good
        assert 0.15 < one.mean < 0.35


def test_where_there_is_no_pass_mark_nobody_passes_and_nobody_fails() -> None:
    (*_, last) = guessed(quiz(ANY, modus="toetsen"), times=5)

    assert last.passed is None
    assert not last.is_too_good


def test_what_a_person_grades_is_left_out() -> None:
    own_words: Content = {"id": "open", "soort": "open-vraag", "vraag": "Wat doe je?", "punten": 100}
    test = quiz(*[choice("Een heel lang antwoord", "Kort")] * 3, own_words, **{**TEST, "trekken": 3})

    assert outcome(test, "longest").mean == 1


def practised(*questions: Content) -> tuple[PractisedQuestion, ...]:
    return tuple(PractisedQuestion("oefening", question) for question in quiz(*questions).questions)


LEARNED: dict[str, Content] = {
    "enkele-keuze": choice("Een collega neemt op", "Niemand neemt de telefoon op", "Je laat de telefoon gaan"),
    "meer-antwoorden": {
        "soort": "meer-antwoorden",
        "vraag": "Welke dingen helpen je tijdens een dienst om even tot rust te komen?",
        "opties": [
            {"id": "a", "tekst": "Even lopen", "juist": "ja"},
            {"id": "b", "tekst": "Koffie met iemand", "juist": "ja"},
            {"id": "c", "tekst": "De mail lezen", "juist": "nee"},
            {"id": "d", "tekst": "Doorwerken", "juist": "nee"},
        ],
    },
    "waar-onwaar": {
        "soort": "waar-onwaar",
        "vraag": "Je mag een pauze met het hele team op een vast moment plannen.",
        "juist": "ja",
        "redenen": [
            {"id": "a", "tekst": "Dan neemt een ander over", "juist": "ja"},
            {"id": "b", "tekst": "Dan is het stil", "juist": "nee"},
        ],
    },
    "volgorde": {
        "soort": "volgorde",
        "vraag": "Zet de stappen in de goede volgorde.",
        "stappen": [{"id": f"s{n}", "tekst": text} for n, text in enumerate(("Kijken", "Vragen", "Plannen", "Doen"))],
    },
    "koppelen": {
        "soort": "koppelen",
        "vraag": "Wat hoort bij elkaar?",
        "paren": [
            {"id": "a", "links": "Een gesprek", "rechts": "Op maandag"},
            {"id": "b", "links": "Een lijst", "rechts": "Aan de balie"},
            {"id": "c", "links": "Een pauze", "rechts": "Om elf uur"},
        ],
    },
    "indelen": {
        "soort": "indelen",
        "vraag": "Waar hoort elk kaartje bij?",
        "groepen": [{"id": "w", "naam": "Werk"}, {"id": "p", "naam": "Pauze"}],
        "kaartjes": [
            {"id": "a", "tekst": "De mail lezen", "groep": "w"},
            {"id": "b", "tekst": "Buiten wandelen", "groep": "p"},
            {"id": "c", "tekst": "Telefoon opnemen", "groep": "w"},
        ],
    },
    "getal": {"soort": "getal", "vraag": "Hoeveel minuten pauze heb je bij een dienst van acht uur?", "antwoord": 37},
}


@pytest.mark.parametrize("kind", LEARNED)
def test_who_knows_the_practice_by_heart_passes_a_test_that_asks_the_same(kind: str) -> None:
    question = LEARNED[kind]
    renamed = {
        key: [{**thing, "id": f"x{n}"} for n, thing in enumerate(value)]
        if isinstance(value, list) and key in {"opties", "redenen", "stappen", "paren", "kaartjes"}
        else value
        for key, value in question.items()
    }
    test = quiz({**renamed, "id": "toets"}, modus="toetsen", zakgrens=70)

    known = outcome(test, "by_heart", practised(question))

    assert (known.mean, known.passed, known.is_too_good) == (1, 1, True)


def test_who_knows_other_practice_by_heart_is_as_far_as_chance() -> None:
    practice = practised(choice("Iets heel anders dan hier", "Wat er niet toe doet", prompt="Waar gaat dit over?"))

    known = outcome(bank(ANY), "by_heart", practice)

    assert known.passed is not None
    assert known.passed < 0.05


def test_a_right_option_that_was_right_in_practice_is_known_again_in_another_question() -> None:
    answer = "Je spreekt vooraf af wie opneemt"
    practice = practised(choice(answer, "Je laat het gaan", prompt="Je hebt pauze. Wat doe je met de telefoon?"))
    test = bank(choice(answer, "Je gaat naar huis", "Je wacht", prompt="De balie is dicht en er komt iemand binnen."))

    assert outcome(test, "by_heart", practice).mean == 1


def test_without_practice_nobody_knows_it_by_heart() -> None:
    assert [one.strategy for one in guessed(bank(ANY), times=2)] == [one.name for one in WITHOUT_KNOWLEDGE]


def test_the_same_key_always_gives_the_same_figures() -> None:
    assert guessed(PLANTED["careful"], times=50) == guessed(PLANTED["careful"], times=50)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_strategy_sees_nothing_of_the_key(question: Content) -> None:
    test = quiz(question, modus="toetsen")
    bare = test.without_key()

    seen, known = Sheet.of(bare.questions[0]), Sheet.of(test.questions[0])

    assert known == seen
    assert [*known.options] == [*seen.options]


def test_steps_are_not_seen_in_their_right_order() -> None:
    steps = [{"id": id_, "tekst": id_} for id_ in "zyx"]
    test = quiz({"soort": "volgorde", "stappen": steps}, modus="toetsen")

    assert [*Sheet.of(test.questions[0]).options] == ["x", "y", "z"]


@given(st.sampled_from(sorted(QUESTIONS)), st.sampled_from(WITHOUT_KNOWLEDGE), st.randoms())
@settings(max_examples=tries(150))
def test_what_a_strategy_answers_can_be_handed_in(kind: str, strategy: Any, chance: Any) -> None:
    question = quiz(QUESTIONS[kind], modus="toetsen").questions[0]
    answer = strategy.way_with(Sheet.of(question))(chance)

    assert answer is None or question.accept(answer) is not None


def test_the_figures_of_a_bank_that_we_ship_are_there_in_a_moment() -> None:
    began = time.process_time()
    guessed(ALL[0].bank, practice_before(BANKS / f"{ALL[0]}-toets.yaml"))

    assert time.process_time() - began < 5
