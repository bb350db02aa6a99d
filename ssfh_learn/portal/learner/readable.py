"""What a learner did in an activity, as a person would tell it: where she is now, with the texts that she saw.

Each kind of activity has a function of its own; it reads the view, which has every text ready to be shown.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.practice_his.model import PracticeHisContent
from ssfh_learn.activities.practice_his.view import written_of
from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.errors import Refused
from ssfh_learn.grading.answer import answer_html, own_words_html, prompt_html
from ssfh_learn.words import counted, number, section, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.journal import Event

Shown = Any
"""The view of one kind, or of one question."""
_PICTURE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')


@dataclass(frozen=True)
class ToldLine:
    """What something was about and what she made of it, both as harmless HTML; of the whole it is about nothing.

    What is `folded` is there for who wants to know exactly; the other lines tell how she did. `on_paper` is what stands
    there in place of `said`: nothing of what another line counts or sums up, or what the page of a result tells again.
    """

    about: str
    said: str
    folded: bool = False
    on_paper: str | None = None


def readable(activity: Activity, state: Any) -> list[ToldLine]:
    """Return what there is to tell of a state; nothing if she did nothing that is still there."""
    told: Iterable[ToldLine]
    if isinstance(activity, QuizContent):
        told = _quiz(activity, state)
    else:
        told = _OF_KIND[activity.kind](activity.view(state))
    if isinstance(activity, PracticeHisContent):
        told = [*told, *_written_in_his(activity, state)]
    return [_told_in_words(line) for line in told]


def _told_in_words(line: ToldLine) -> ToldLine:
    on_paper = line.on_paper and _in_words(line.on_paper)
    return replace(line, about=_in_words(line.about), said=_in_words(line.said), on_paper=on_paper)


def _in_words(html: str) -> str:
    """Return harmless HTML with what is said of a picture in place of it: a picture has an address on its step only."""
    return _PICTURE.sub(r"\1", html)


def last_words(events: Iterable[Event], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the last words of her own in each place of an activity that is not there any more, after those of before.

    An id has no space in it and is nothing to read.
    """
    found = dict(before or {})
    for event in events:
        texts = list(_texts(event.data))
        place = " ".join([event.kind, *(one for one in texts if " " not in one.strip())])
        own = [one for one in texts if " " in one.strip()]
        if own:
            found[place] = "\n".join(own)
    return found


def told_words(words: Iterable[str]) -> list[ToldLine]:
    """Return her own words as lines."""
    return [ToldLine(escape(word("readable", "own_words")), own_words_html(one)) for one in words]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


# A quiz, a test and a refresher


def _quiz(quiz: QuizContent, state: Any) -> Iterator[ToldLine]:
    if not state.attempts:
        return
    attempt: Attempt = state.attempts[-1]
    answers = list(_answers(quiz, attempt))
    if quiz.is_test:
        code = "handed_in" if attempt.closed else "not_handed_in"
        yield _of_all(f"{word('readable', 'attempt', number=attempt.number)}: {word('readable', code)}")
    if answers:
        yield _of_all(_how_many(quiz, state, len(answers)))
    shown = {one["id"]: one for one in quiz.view(state)["questions"]}
    for question, said in answers:
        if question.is_own_words:
            yield ToldLine(prompt_html(question), said)
            continue
        is_told = quiz.is_test and attempt.closed
        on_paper = "" if is_told else _not_right(question, shown[question.id])
        yield ToldLine(prompt_html(question), said, folded=True, on_paper=on_paper)


def _not_right(question: Question, shown: Shown) -> str | None:
    """Return what she was told to be wrong of an answer; None for all of it, empty where it is right."""
    feedback, answer = shown["feedback"], shown["answer"]
    if not feedback or feedback["verdict"] == "right" or not isinstance(answer, dict):
        return "" if feedback and feedback["verdict"] == "right" else None
    wrong = [id_ for id_, said in feedback["items"].items() if said["verdict"] == "wrong" and id_ in answer]
    return answer_html(question, {id_: answer[id_] for id_ in wrong}) if wrong else None


def _answers(quiz: QuizContent, attempt: Attempt) -> Iterator[tuple[Question, str]]:
    """Yield the questions that were answered, each with the answer."""
    for id_ in attempt.drawn:
        with suppress(Refused, KeyError, TypeError, AttributeError):  # a question that has changed since
            question = quiz.question(id_)
            if not question.is_blank(attempt.answers.get(id_)):
                said = answer_html(question, attempt.answers[id_])
                yield question, said + _ticked(question, attempt.ticked.get(id_, ()))


def _how_many(quiz: Any, state: Any, answered: int) -> str:
    """Return how many questions were answered, and how many of them are right, where that was told."""
    total = len(state.attempts[-1].drawn)
    words = section("readable")
    said = counted(words["of_all"], total, done=answered, total=total)
    told = [one["feedback"]["verdict"] for one in quiz.view(state)["questions"] if one["feedback"]]
    judged = [verdict for verdict in told if verdict in {"right", "partly", "wrong"}]
    if not judged:
        return said
    right = words["only_one"][judged[0]] if total == 1 else counted(words["right"], judged.count("right"))
    return f"{said} {right}"


def _ticked(question: Question, points: Iterable[str]) -> str:
    """Return which points of an example she found in her own words."""
    points = tuple(points)
    if not points:
        return ""
    shown = question.compared(points)
    texts = {point["id"]: point["text"]["html"] for point in shown["points"]}
    return f"<ul>{''.join(f'<li>{texts[id_]}</li>' for id_ in shown['ticked'])}</ul>"


# The other kinds, each from its view


def _line(key: str, said: str, **fields: object) -> ToldLine:
    return ToldLine(escape(word("readable", key, **fields)), said)


def _of_all(said: str) -> ToldLine:
    """Return a line that tells of the activity as a whole."""
    return ToldLine("", escape(said))


def _listed(parts: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{part}</li>' for part in parts)}</{tag}>"


def _scenario(view: Shown) -> Iterator[ToldLine]:
    debrief, said = view["debrief"], []
    if view["runs"]:
        said.append(counted(section("readable")["played"], len(view["runs"])))
    if not debrief and view["phase"] != "ready":
        said.append(word("readable", "busy_again" if said else "busy"))
    if said:
        yield _of_all(" ".join(said))
    if debrief and debrief.get("band"):
        yield _line("outcome", escape(debrief["band"]["name"]))
    if debrief:
        choices = _listed((_bare(turn["choice"]["html"]) for turn in view["turns"]), "ol")
        yield ToldLine(escape(word("readable", "choices")), choices, folded=True, on_paper="")
    if debrief and debrief["reflection"] and debrief["reflection"]["answer"].strip():
        reflection = debrief["reflection"]
        yield ToldLine(reflection["question"]["html"], own_words_html(reflection["answer"]))


def _self_assessment(view: Shown) -> Iterator[ToldLine]:
    result = view["result"]
    for scale in result["subscales"] if result else ():
        if scale["mean"] is not None:
            band = f", {escape(scale['band']['name'])}" if scale["band"] else ""
            yield ToldLine(escape(scale["name"]), number(scale["mean"], 1) + band)
    yield from _placed(view)


def _placed(view: Shown) -> Iterator[ToldLine]:
    """Yield the points of the scale, each with the statements that she put there."""
    labels = {point["value"]: point["label"] for point in view["scale"]} | {"na": word("readable", "not_applicable")}
    placed = {label: [one for one in view["items"] if one["answer"] == value] for value, label in labels.items()}
    for label, items in placed.items():
        if items:
            said = (escape(one["name"]) if "name" in one else _bare(one["text"]["html"]) for one in items)
            yield ToldLine(escape(label), _listed(said), folded=True, on_paper="" if view["result"] else None)


def _bare(html: str) -> str:
    """Return one paragraph as the words in it, to stand in a list."""
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def _skills_gap(view: Shown) -> Iterator[ToldLine]:
    names = {one["id"]: one["name"] for one in view["functions"]}
    for side in ("present", "wanted"):
        if view[side] in names:
            yield _line(side, escape(names[view[side]]))
    yield from _placed(view)
    gaps = view["result"]
    steps = [step for one in (gaps["misses"] if gaps else ()) for step in one["steps"] if step["picked"]]
    if steps:
        yield _line("picked", _listed(step["text"]["html"] for step in steps))


def _conversation_card(view: Shown) -> Iterator[ToldLine]:
    for theme in view["themes"]:
        if theme["note"].strip():
            yield ToldLine(f"{escape(theme['name'])}: {theme['question']['html']}", own_words_html(theme["note"]))
    yield from _rows("agreement", view["agreements"], ("what", "who", "when"))


def _action_plan(view: Shown) -> Iterator[ToldLine]:
    for level in view["levels"]:
        for line in _rows("step", level["steps"], ("what", "who", "when", "check")):
            yield ToldLine(f"{line.about}: {escape(level['name'])}", line.said)


def _rows(key: str, rows: Iterable[Mapping[str, Any]], parts: tuple[str, ...]) -> Iterator[ToldLine]:
    for row in rows:
        written = [
            f'<span class="ssfh-block">{_asked(word("frontend", f"rows.{part}"))} {own_words_html(row[part])}</span>'
            for part in parts
            if row[part].strip()
        ]
        if written:
            yield _line(key, " ".join(written))


def _asked(label: str) -> str:
    return escape(label if label.endswith("?") else f"{label}:")


def _reflection(view: Shown) -> Iterator[ToldLine]:
    for prompt in view["prompts"]:
        if prompt["answer"].strip():
            yield ToldLine(prompt["text"]["html"], own_words_html(prompt["answer"]))


def _fact_chart(view: Shown) -> Iterator[ToldLine]:
    estimate = view["estimate"]
    if estimate and estimate["value"] is not None:
        yield ToldLine(estimate["question"]["html"], escape(f"{number(estimate['value'])} {view['unit']}".strip()))


def _role_choice(view: Shown) -> Iterator[ToldLine]:
    for role in view["roles"]:
        if role["id"] == view["chosen"]:
            yield _line("role", escape(role["name"]))


def _calculator(view: Shown) -> Iterator[ToldLine]:
    yield ToldLine(escape(view["label"]), number(view["value"]))


def _practice_his(view: Shown) -> Iterator[ToldLine]:
    for task in view["tasks"]:
        if task["outcome"]:
            yield ToldLine(escape(task["title"]), escape(word("practice_his", f"outcome.{task['outcome']}")))
    if any(task["outcome"] == "safe" for task in view["tasks"]):
        yield _of_all(word("practice_his", "safe_as_chosen"))
    task = view["task"]
    if task and not task["result"]:
        yield _of_all(word("readable", "his_busy" if task["touched"] else "his_opened", title=task["title"]))
    for one in task["result"]["compare"] if task and task["result"] else ():
        if any(own.strip() for own in one["own"]):
            yield ToldLine(escape(one["label"]), "<br>".join(own_words_html(own) for own in one["own"]))


def _written_in_his(his: PracticeHisContent, state: Any) -> Iterator[ToldLine]:
    """Yield what she typed in the task of now, which no view of another part of it shows."""
    for about, texts in written_of(his, state):
        parts = (f'<span class="ssfh-block">{_asked(label)} {own_words_html(text)}</span>' for label, text in texts)
        yield ToldLine(escape(about), " ".join(parts))


_OF_KIND: dict[str, Callable[[Shown], Iterator[ToldLine]]] = {
    "scenario": _scenario,
    "self_assessment": _self_assessment,
    "skills_gap": _skills_gap,
    "conversation_card": _conversation_card,
    "action_plan": _action_plan,
    "reflection": _reflection,
    "fact_chart": _fact_chart,
    "role_choice": _role_choice,
    "calculator": _calculator,
    "practice_his": _practice_his,
}
"""How each kind is told, besides a quiz; a test holds that no kind is missing."""
