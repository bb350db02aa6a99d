"""Every question that we ship, in practice and in the test banks: what is right, what is wrong, what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.questions.question import Question, verdict
from ssfh_learn.content.fairness.judged import judged_options
from tests.modules.shipped import ALL, BY_NAME, Shipped, each_module
from tests.over import over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = Any
ANNA = Learner("anna")


def quizzes() -> Iterator[tuple[str, Quiz]]:
    """Yield every quiz, and every bank as the quiz in which its feedback can be read."""
    for shipped in ALL:
        for one in shipped.of_kind(Quiz):
            yield f"{shipped}/{one.id}", one
        as_practice = {"mode": "practice", "attempts": None, "draw": None}
        yield f"{shipped}/toets", shipped.bank.model_copy(update=as_practice)


EVERY = [
    pytest.param(quiz, question, id=f"{name}/{question.id}") for name, quiz in quizzes() for question in quiz.questions
]
GRADED = [
    case
    for case in EVERY
    if case.values[1].graded and not case.values[1].needs_grader  # type: ignore[union-attr]
]
each_question = over(("quiz", "question"), GRADED)


def each_of_kind(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for every question of one kind."""
    of_kind = [case for case in GRADED if case.values[1].kind == kind]  # type: ignore[union-attr]
    assert of_kind, f"no question of the kind {kind}"
    return over(("quiz", "question"), of_kind)


def right_answers(question: Any) -> list[Answer]:
    """Return answers that deserve all points."""
    match question.kind:
        case "numeric":
            exact, margin = question.answer, question.full_margin
            return [written(number) for number in {exact, exact - margin, exact + margin}]
        case "ordering":
            return [question.solution(), *map(list, question.also_right)]
        case _:
            return [question.solution()]


def wrong_answers(question: Any) -> Iterator[Answer]:
    """Yield answers with one mistake each, so that each mistake meets its own feedback."""
    right = question.solution()
    match question.kind:
        case "single_choice":
            yield from (option.id for option in question.options if not option.correct)
        case "graded_choice":
            yield from (option.id for option in question.options if option.worth < 1)
        case "multiple_response":
            ids = [option.id for option in question.options]
            yield from ([*right, one] for one in ids if one not in right)
            yield from ([one for one in right if one != missed] for missed in right if len(right) > 1)
        case "true_false":
            yield {**right, "verdict": not right["verdict"]}
            yield from ({**right, "reason": one.id} for one in question.reasons if not one.correct)
        case "ordering":
            swapped = ([*right[:at], right[at + 1], right[at], *right[at + 2 :]] for at in range(len(right) - 1))
            yield from (order for order in swapped if tuple(order) not in question.also_right)  # `ook_goed`: no mistake
            yield right[::-1]
        case "matching":
            lefts, rights = list(right), list(right.values())
            yield dict(zip(lefts, [*rights[1:], rights[0]], strict=True))
        case "categorise":
            groups = [group.id for group in question.groups]
            yield from ({**right, card: other} for card in right for other in groups if other != right[card])
        case "numeric":
            off = max(question.half_margin, question.full_margin)
            yield from (written(question.answer + off + 1), written(question.answer - off - 1))
        case "fill_in":
            yield from ("xxx", *(one for missed in question.near_misses for one in missed.answers))
        case other:
            pytest.fail(f"a kind of question that this test does not know: {other}")


def written(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def said(quiz: Quiz, question: Question, answer: Answer) -> dict[str, Any]:
    """Return the feedback that a learner sees the second time: then nothing is held back."""
    alone = quiz.model_copy(update={"questions": (question,), "draw": None})
    state = alone.start(ANNA)
    for _ in range(2):
        state = alone.respond(state, {"kind": "answer", "question": question.id, "answer": answer})
        state = alone.respond(state, {"kind": "check", "question": question.id})
        (shown,) = alone.view(state)["questions"]
        state = alone.respond(state, {"kind": "retry", "question": question.id})
    feedback: dict[str, Any] = shown["feedback"]
    return feedback


def html(text: str | None) -> str | None:
    made = markup(text)
    return made["html"] if made else None


@each_question
def test_the_right_answer_earns_everything_and_hears_that_it_is_right(quiz: Quiz, question: Question) -> None:
    for answer in right_answers(question):
        feedback = said(quiz, question, answer)

        assert question.share(question.accept(answer)) == 1
        assert feedback["verdict"] == "right"
        assert {item["verdict"] for item in feedback["items"].values()} <= {"right", "neutral"}
        texts = [feedback["text"], *(item["text"] for item in feedback["items"].values())]
        assert any(texts), "nothing is said about the right answer"
        if question.feedback.right:
            assert feedback["text"] == markup(question.feedback.right)


@each_question
def test_a_wrong_answer_does_not_earn_everything_and_never_hears_the_text_of_the_right_one(
    quiz: Quiz, question: Question
) -> None:
    praise = html(question.feedback.right)
    for answer in wrong_answers(question):
        feedback = said(quiz, question, answer)
        share = question.share(question.accept(answer))

        assert share is not None
        assert share < 1, answer
        assert feedback["verdict"] == verdict(share)
        assert feedback["text"] is None or feedback["text"]["html"] != praise
        assert feedback["text"] or any(item["text"] for item in feedback["items"].values()), "nothing is said"


PRACTISED_NUMBERS = [
    pytest.param(question, id=f"{quiz.id}/{question.id}")
    for shipped in ALL
    for quiz in shipped.of_kind(Quiz)
    for question in quiz.questions
    if question.kind == "numeric"
]


@pytest.mark.parametrize("question", PRACTISED_NUMBERS)
def test_whoever_is_wrong_about_a_number_the_first_time_does_not_read_the_number(question: Any) -> None:
    read = f"{question.feedback.partly} {question.feedback.wrong}"
    numbers = re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"stap \d+", "", read))

    assert question.solution() not in numbers


@each_question
def test_each_wrong_option_hears_a_text_of_its_own(quiz: Quiz, question: Question) -> None:
    options = [*getattr(question, "options", ()), *getattr(question, "reasons", ())]
    texts = {option.id: html(option.explanation) for option in options}

    assert None not in texts.values(), "an option without explanation"
    assert len(set(texts.values())) == len(texts), "two options with the same explanation"
    for answer in wrong_answers(question) if options else ():
        heard = {
            id_: item["text"]["html"] for id_, item in said(quiz, question, answer)["items"].items() if item["text"]
        }
        chosen = [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else [answer["reason"]]
        for one in chosen:
            if one is not None:
                assert heard[one] == texts[one]
        if not isinstance(answer, list):  # where several are chosen the right ones are explained as well
            correct = {option.id for option in options if getattr(option, "correct", getattr(option, "worth", 0) == 1)}
            unearned = {texts[one] for one in correct if one not in chosen}
            assert not unearned & set(heard.values())


@each_of_kind("fill_in")
def test_a_near_miss_hears_its_own_explanation_and_to_which_step_to_look_back(quiz: Quiz, question: Any) -> None:
    for missed in question.near_misses:
        assert re.search(r"stap \d+", missed.explanation)
        for answer in missed.answers:
            assert said(quiz, question, answer)["text"] == markup(missed.explanation)


@each_of_kind("categorise")
def test_a_card_in_the_wrong_group_hears_its_own_explanation(quiz: Quiz, question: Any) -> None:
    cards = {card.id: html(card.explanation) for card in question.cards}
    right = question.solution()
    assert len(set(cards.values())) == len(cards)
    for answer in wrong_answers(question):
        items = said(quiz, question, answer)["items"]
        (moved,) = (card for card in cards if answer[card] != right[card])
        assert items[moved]["verdict"] == "wrong"
        assert items[moved]["text"]["html"] == cards[moved]


@over(("quiz", "question"), EVERY)
def test_every_question_names_a_source_and_a_learning_goal_or_the_quiz_does(quiz: Quiz, question: Question) -> None:
    assert question.goal or quiz.goals
    assert question.sources or quiz.sources


@over(("quiz", "question"), [case for case in EVERY if case not in GRADED])
def test_what_is_not_graded_is_still_explained(quiz: Quiz, question: Question) -> None:  # noqa: ARG001
    cards = getattr(question, "cards", ())
    assert question.feedback.right or getattr(question, "model_answer", None) or all(card.explanation for card in cards)


# The knowledge check and the bank as a whole (part A4 of the outlines)


def test_each_module_has_a_check_of_ten_questions_to_practise_as_often_as_one_likes() -> None:
    for shipped in ALL:
        check = shipped.activities["kennischeck"]
        assert isinstance(check, Quiz)
        assert (len(check.questions), check.mode, check.pass_mark, check.shuffled) == (10, "practice", 70, True), (
            shipped
        )


def test_each_bank_is_a_test_with_the_same_pass_mark_attempts_and_number_of_questions_drawn() -> None:
    for shipped in ALL:
        bank = shipped.bank
        assert (bank.mode, bank.pass_mark, bank.attempts, bank.draw) == ("test", 70, 2, 10), shipped


@each_module
def test_a_bank_holds_at_least_forty_questions(shipped: Shipped) -> None:
    assert len(shipped.bank.questions) >= 40


@each_module
def test_each_attempt_asks_about_every_goal_and_the_second_repeats_no_question_that_the_computer_marks(
    shipped: Shipped,
) -> None:
    bank = shipped.bank.model_copy(update={"draw_rule": "spread"})  # as a test that is built now
    for learner in ("anna", "bilal", "cem", "dewi", "els"):
        first, second = ({one.id: one for one in drawn(bank, learner, attempt)} for attempt in (1, 2))
        both = [first[id_] for id_ in {*first} & {*second}]

        assert all(one.needs_grader for one in both)
        for attempt in (first, second):
            marked = {one.goal for one in attempt.values() if not one.needs_grader}
            assert marked == {question.goal for question in bank.questions if not question.needs_grader}


def test_whoever_is_wrong_reads_to_which_step_to_look_back() -> None:
    for shipped in ALL:
        check = shipped.activities["kennischeck"]
        assert isinstance(check, Quiz)
        last = max(int(number) for number in re.findall(r"^## Stap (\d+)", shipped.markdown, re.MULTILINE))
        for question in [*check.questions, *shipped.bank.questions]:
            texts = (question.feedback.wrong, question.feedback.right, getattr(question, "model_answer", None))
            feedback = " ".join(filter(None, texts))  # own words are compared with an example, and hear nothing else
            named = [int(number) for number in re.findall(r"stap (\d+)", feedback)]
            assert named, f"{shipped}/{question.id}"
            assert max(named) <= last, f"{shipped}/{question.id}"


def test_the_check_and_the_test_of_a_module_judge_the_same_number_alike() -> None:
    numbers: dict[str, set[tuple[float, float, float]]] = {}
    for name, quiz in quizzes():
        for question in quiz.questions:
            if question.kind == "numeric":
                one: Any = question
                key = f"{name.split('/')[0]}/{question.id}"
                numbers.setdefault(key, set()).add((one.answer, one.full_margin, one.half_margin))

    assert numbers["his/h4"] == {(4, 0.4, 1)}
    assert [key for key, judged in numbers.items() if len(judged) > 1] == []


def test_in_the_his_a_letter_goes_by_secured_mail_and_an_e_consult_by_the_portal() -> None:
    practised = {
        question.id: question for name, quiz in quizzes() if name == "his/kennischeck" for question in quiz.questions
    }
    story, asked = BY_NAME["his"].activities["een-ochtend-in-het-his"], practised["h6"]
    assert "beveiligde mail" in story.node("h5").text  # type: ignore[attr-defined]
    told = " ".join(f"{option.text} {option.explanation}" for option in asked.options)  # type: ignore[attr-defined]
    assert "portaal" in told
    assert "mail" not in told


def test_no_right_answer_in_the_bank_of_the_his_sends_a_mail() -> None:
    """The bank has other questions than practice: what it lets a learner choose may not say otherwise."""
    (bank,) = (quiz for name, quiz in quizzes() if name == "his/toets")
    right = [
        (question.id, option.text)
        for question in bank.questions
        for options in judged_options(question)
        for option in options
        if option.is_right
    ]

    assert any("portaal" in text for _, text in right)
    assert [id_ for id_, text in right if "mail" in text] == []
