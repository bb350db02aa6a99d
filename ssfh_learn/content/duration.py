"""How long a step of a notebook takes: reading it at 180 words a minute, and doing what is there to do.

An estimate for somebody who reads with attention and opens what is folded away for everybody. What is there for who
looks for it (help, sources, extra for one role) is not counted. Of several stories in a step one is played.
"""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities import Learner
from ssfh_learn.activities.action_plan import ActionPlan
from ssfh_learn.activities.conversation_card import ConversationCard
from ssfh_learn.activities.practice_his import PracticeHis
from ssfh_learn.activities.practice_his.recommended import recommended
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.reflection import Reflection
from ssfh_learn.activities.refresher.length import TO_CHOOSE, WORDS_PER_SECOND
from ssfh_learn.activities.role_choice import RoleChoice
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.activities.skills_gap import SkillsGap
from ssfh_learn.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.content.source import Source
    from ssfh_learn.content.steps import Step

MOST_OFF = 0.1
"""The share by which a step may take longer or shorter than it says, or half a minute: whole ones are told."""
TO_THINK, TO_LOOK, TO_TYPE, TO_PLACE, TO_TICK = 30, 30, 45, 5, 5
"""Seconds: to think of what a step asks before it tells, to look at a chart or a result, and to type a few words; to
place one card or line, and to tick one statement."""
_TOLD = re.compile(r"\*ongeveer (\d+) minu\w*\.?\*", re.IGNORECASE)
_FOLD = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_FOR_WHO_LOOKS = ("Hulp", "Bron", "Extra", "Ben je", "Voor wie", "Wie ziet")
_TAG, _WORD = re.compile(r"<[^>]+>"), re.compile(r"\w[\w'’-]*")
_ROLES = ("Medewerker", "Leidinggevende", "Praktijkopleider")
"""Examples for each role: a learner opens those of her own."""
_NO_TEXT = {
    *("id", "kind", "kind_word", "goal", "goals", "sources", "hints", "rule", "group", "version", "score_feedback"),
}
_EXPLAINS = {"explanation", "explanation_true", "explanation_false"}
_ALL_EXPLAINED = {"multiple_response", "categorise"}
_TYPED = {"own_words", "open_text", "short_text"}


def minutes_told(step: Step) -> int | None:
    """Return how long a step says that it takes; None where it says nothing."""
    found = _TOLD.search(step.text)
    return int(found[1]) if found else None


def minutes_to_read(text: str) -> int:
    """Return in how many whole minutes the texts of a step are read again, without what there is to do."""
    return max(1, round(_reading(_words_of_page(text)) / 60))


def seconds_of_step(step: Step, activities: Mapping[str, Activity]) -> float:
    """Return how long a step takes, with its activities; one that could not be read takes no time."""
    shown = [activities[name] for name in step.activities if name in activities]
    stories = [_of_story(one) for one in shown if isinstance(one, Scenario)]
    done = sum(seconds_of_activity(one) for one in shown if not isinstance(one, Scenario))
    return TO_THINK + _reading(_words_of_page(step.text)) + done + (mean(stories) if stories else 0)


def seconds_of_activity(one: Activity) -> float:
    """Return how long an activity takes, done once."""
    match one:
        case Quiz():
            return _reading(_words(one.intro)) + sum(map(_of_question, one.questions))
        case Scenario():
            return _of_story(one)
        case RoleChoice():
            return TO_CHOOSE
        case PracticeHis():
            first = [advised["task"] for advised in recommended(one, one.start(Learner("")))]
            return 60 * sum(task.minutes or 0 for task in one.tasks if task.id in first)
    return _of_page_to_fill_in(one)


def _of_page_to_fill_in(one: Activity) -> float:
    match one:
        case SelfAssessment():
            return _reading(_words([item.text for item in one.items])) + TO_TICK * len(one.items) + 2 * TO_LOOK
        case SkillsGap():
            return _reading(_of_function(one)) + 2 * TO_LOOK
    words = _words(one.model_dump(exclude=_NO_TEXT))
    match one:
        case Reflection():
            return _reading(words) + TO_TYPE * len(one.prompts)
        case ActionPlan():
            return _reading(words / 3) + 3 * TO_TYPE  # the examples of one of three roles
        case ConversationCard():
            return _reading(words / 2) + 2 * TO_LOOK  # one of two sides
    return _reading(words) + TO_LOOK


def problems_of_duration(
    notebook: Path, steps: Sequence[Step], activities: Mapping[str, Activity], told: int, source: Source
) -> Iterator[Problem]:
    """Yield the steps that take longer or shorter than they say, and a module whose steps together do."""
    measured = {step.number: seconds_of_step(step, activities) / 60 for step in steps}
    said = {step.number: minutes_told(step) for step in steps}
    for step in steps:
        minutes, found = said[step.number], measured[step.number]
        if minutes is not None and is_off(minutes, found):
            details = {"step": step.number, "told": minutes, "measured": max(1, round(found))}
            yield Problem(notebook, step.line, "step_takes_other_time", details, "advice")
    if None not in said.values() and is_off(told, sum(measured.values())):
        details = {"told": told, "measured": round(sum(measured.values()))}
        yield Problem(source.path, source.line(("duur",)), "module_takes_other_time", details, "advice")


def is_off(told: int, measured: float) -> bool:
    """Say whether a time in whole minutes is not the measured one, within a tenth or half a minute."""
    return abs(told - max(1, measured)) > max(0.5, MOST_OFF * measured)


def _of_question(question: Question) -> float:
    texts = list(_texts(question.model_dump(exclude=_NO_TEXT | {"feedback"})))
    explained = [_words(text) for key, text in texts if key in _EXPLAINS]
    heard = 0.0
    if explained:
        heard = sum(explained) if question.kind in _ALL_EXPLAINED else mean(explained)
    heard += max(_words(question.feedback.right), _words(question.feedback.wrong))
    asked = sum(_words(text) for key, text in texts if key not in _EXPLAINS)
    placed = max(len(getattr(question, name, ())) for name in ("cards", "pairs", "steps"))
    doing = TO_TYPE if question.kind in _TYPED else TO_PLACE * placed or TO_CHOOSE
    return _reading(asked + heard) + doing


def _of_function(one: SkillsGap) -> int:
    """Return the words that are read for the competences of one function, and as many as it takes to rate them."""
    asked = [[one.competence(name) for name in function.asks] for function in one.functions]
    read = mean(_words([[each.name, each.explanation, *each.can_do] for each in some]) for some in asked)
    return round(read + WORDS_PER_SECOND * 2 * TO_TICK * mean(map(len, asked)))


def _of_story(story: Scenario) -> float:
    """Return how long it takes to play once, when each choice is as likely as the others."""
    nodes = {node.id: node for node in story.nodes}
    here: dict[str, float] = {story.start_node: 1.0}
    total = _reading(_words(story.role))
    for _ in range(2 * len(nodes)):  # who goes round in circles comes out at last
        after: dict[str, float] = {}
        for id_, chance in here.items():
            node = nodes[id_]
            total += chance * _reading(_words([node.text, node.lesson, *(choice.text for choice in node.choices)]))
            for choice in node.choices:
                part = chance / len(node.choices)
                total += part * (_reading(_words([choice.consequence, choice.coaching])) + TO_CHOOSE)
                after[choice.to] = after.get(choice.to, 0) + part
        here = after
    return total + TO_LOOK


def _words_of_page(text: str) -> float:
    read: float = _words(_FOLD.sub(" ", text))
    for title, inside in _FOLD.findall(text):
        told = _TAG.sub("", title).strip()
        if not told.startswith(_FOR_WHO_LOOKS):
            read += _words([told, inside]) / (3 if told.startswith(_ROLES) else 1)
    return read


def _words(value: Any) -> int:
    return sum(len(_WORD.findall(_TAG.sub(" ", text) if "<" in text else text)) for _, text in _texts(value))


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a dump, with the name of its field."""
    match value:
        case str():
            yield key, value
        case dict():
            for name, inner in value.items():
                yield from _texts(inner, name) if name not in _NO_TEXT else ()
        case list() | tuple():
            for inner in value:
                yield from _texts(inner, key)


def _reading(words: float) -> float:
    return words / WORDS_PER_SECOND
