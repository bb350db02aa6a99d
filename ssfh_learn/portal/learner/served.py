"""An activity as the server draws it, so that it is read and a choice seen before any script has run.

Of each kind it draws what there is to read and to choose; only the practice HIS itself, with its parts and forms, the
script draws. What is done with the controls meanwhile, they keep: the script plays it on its own control of the same
words (`early.ts`).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup as Safe

from ssfh_learn.dutch_time import dutch_date, dutch_weekday, happens_twice, here
from ssfh_learn.portal.web.template import filled
from ssfh_learn.words import listed, number, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Choices = list[tuple[str, Safe | str, bool]]
"""The id and the text of each choice, and whether it is chosen."""

_QUOTED = re.compile("^“([^“”]*)”$")
"""Something that is said as a whole, which stands between other signs where it is named."""
_BLOCK = re.compile(r"<(/?)(?:p|div|blockquote|h[1-6])\b[^>]*>")


def served(traits: Mapping[str, Any], is_titled: bool = False) -> Safe:  # noqa: FBT001, FBT002  (a template calls it)
    """Return the HTML of an activity; `is_titled` says that the page has its title already."""
    view = traits["view"]
    return filled(
        f"learner/served_{view['kind']}.html.j2",
        ui=section("frontend"),
        story=section("scenario"),
        skills=section("skills_gap"),
        his=section("practice_his"),
        question=asked(view),
        choices_of=choices_of,
        reasons_of=reasons_of,
        said_of=said_of,
        own_choices=own_choices,
        right_word=right_word,
        last_face=last_face,
        named=named,
        text_of=text_of,
        inline=inline,
        block=block,
        percent=percent,
        number=grouped,
        mean=mean,
        moment=moment,
        listed=listed,
        picked_of=picked_of,
        meter_values=meter_values,
        chart_point=chart_point,
        is_titled=is_titled,
        **traits,
    )


def asked(view: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the question that is on the screen."""
    questions = view.get("questions", [])
    if len(questions) == 1 and view["kind"] == "quiz":
        return questions[0]  # type: ignore[no-any-return]
    return next((one for one in questions if one["id"] == view["current"]), None)


def choices_of(question: Mapping[str, Any]) -> Choices:
    """Return the choices of a question."""
    answer = question["answer"]
    if question["kind"] == "true_false":
        said, verdict = section("frontend")["true_false"], answer and answer["verdict"]
        return [(name, said[name], verdict is one) for name, one in (("true", True), ("false", False))]
    chosen = answer or [] if question["kind"] == "multiple_response" else [answer]
    return [(one["id"], inline(one["text"]), one["id"] in chosen) for one in question["options"]]


def reasons_of(question: Mapping[str, Any]) -> Choices:
    """Return the reasons for a verdict."""
    chosen = (question["answer"] or {}).get("reason")
    return [(one["id"], inline(one["text"]), one["id"] == chosen) for one in question["reasons"]]


def said_of(question: Mapping[str, Any], id_: str) -> Mapping[str, Any] | None:
    """Return what is said of one option, step, pair or card."""
    feedback = question["feedback"]
    return feedback["items"].get(id_) if feedback else None


def own_choices(question: Mapping[str, Any]) -> list[tuple[str, Mapping[str, str]]]:
    """Return the name of each choice that she made, where she makes one, and what is said of it."""
    if question["kind"] not in {"single_choice", "graded_choice", "true_false"}:
        return []
    choices = choices_of(question) + (reasons_of(question) if question["kind"] == "true_false" else [])
    found = []
    for id_, text, is_chosen in choices:
        item = said_of(question, id_) if is_chosen else None
        if item and item["text"]:
            name = Safe(text).striptags()  # noqa: S704  (it was sanitised; a template escapes it)
            found.append((_QUOTED.sub(r"\1", name), item["text"]))
    return found


def right_word(id_: str) -> str:
    """Return a word for what is right: the same one for the same question."""
    words = section("frontend")["feedback"]["right"]
    return str(words[sum(map(ord, id_)) % len(words)])


def last_face(view: Mapping[str, Any]) -> str | None:
    """Return the name of whoever spoke last in a story."""
    told = [said for turn in view["turns"] for said in (turn["told"], turn["answer"])]
    told += [view["situation"]["said"]] if view["situation"] else []
    speakers = [line["speaker"] for said in told for line in said["lines"] if line["portrait"]]
    return speakers[-1] if speakers else None


def named(all_: Iterable[Mapping[str, Any]], id_: str) -> str:
    """Return the name of one of these; its id where there is none."""
    return next((one["name"] for one in all_ if one["id"] == id_), id_)


def text_of(all_: Iterable[Mapping[str, Any]], id_: str | None) -> Mapping[str, str] | None:
    """Return the text of one of these."""
    return next((one["text"] for one in all_ if one["id"] == id_), None)


def inline(text: Mapping[str, str]) -> Safe:
    """Return markup for a place that may hold no block, as `markup.tsx` draws it."""
    return Safe(_BLOCK.sub(lambda tag: "</span>" if tag[1] else '<span class="ssfh-block">', text["html"]))  # noqa: S704


def block(text: Mapping[str, str]) -> Safe:
    """Return markup as `markup.tsx` draws it: a link opens beside the page, and a wide table has a frame to scroll."""
    html = text["html"].replace("<a ", '<a target="_blank" ')
    html = html.replace("<table>", '<div class="ssfh-scroll" tabindex="0" role="group"><table>')
    return Safe(html.replace("</table>", "</table></div>"))  # noqa: S704


def percent(part: float, whole: float) -> str:
    """Return how wide a bar is."""
    return f"{round(1000 * min(1, max(0, part / whole if whole else 0))) / 10:g}%"


def grouped(value: float) -> str:
    """Return a number with points between thousands, as `words.ts` writes it."""
    whole, comma, part = number(value).partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + part


def mean(value: float) -> str:
    """Return a mean with one decimal, as `words.ts` writes it."""
    return f"{value:.1f}".replace(".", ",")


def moment(at: str) -> str:
    """Return when something was, as `words.ts` writes it."""
    when, words = here(datetime.fromisoformat(at)), section("frontend")
    day = f"{dutch_weekday(when.date())} {dutch_date(when.date())}"
    said = str(words["moment"]).format(date=day, hour=when.hour, minute=f"{when:%M}")
    return f"{said} ({words['winter_time' if when.fold else 'summer_time']})" if happens_twice(when) else said


def picked_of(result: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the steps of a skills gap that she wants to talk about, each with the name of its skill."""
    return [(one["name"], step) for one in result["misses"] for step in one["steps"] if step["picked"]]


def meter_values(view: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return how each meter of a story stood at its start, after each choice and, where that moved it, at its end."""
    debrief, turns = view["debrief"], view["turns"]
    moments = [debrief["start"], *(turn["values"] for turn in turns)]
    if any(moments[-1].get(meter) != value for meter, value in debrief["final"].items()):
        moments.append(debrief["final"])
    return {meter["id"]: [values.get(meter["id"], 0) for values in moments] for meter in view["meters"]}


def chart_point(
    values: list[float], place: int, least: float, most: float, value: float | None = None
) -> tuple[float, float]:
    """Return where a value stands in a line chart, as `line_chart.tsx` draws it."""
    value = values[place] if value is None else value
    x = 20 + place * 220 / max(1, len(values) - 1)
    return round(x, 2), round(84 - (value - least) * 64 / max(1, most - least), 2)
