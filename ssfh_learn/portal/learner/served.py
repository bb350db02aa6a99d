"""An activity as the server draws it, so that it is read and a choice seen before any script has run.

Only moments that are native controls and texts: a choice, a scale, the beginning of a story or a test. Whatever else is
drawn by the script, which then takes the place of this too. What is chosen meanwhile is kept by the controls; beside
each stands the response that it means (`data-ssfh-early`), which the script sends (`early.ts`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup as Safe

from ssfh_learn.portal.web.template import filled
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CHOICES = {"single_choice", "graded_choice", "multiple_response", "true_false"}
_BLOCK = re.compile(r"<(/?)(?:p|div|blockquote|h[1-6])\b[^>]*>")


def served(traits: Mapping[str, Any], is_titled: bool = False) -> Safe:  # noqa: FBT001, FBT002  (a template calls it)
    """Return the HTML of an activity; empty at a moment that only the script can draw.

    `is_titled` says that the page has its title already.
    """
    view = traits["view"]
    is_plain = _PLAIN.get(view["kind"])
    if is_plain is None or not is_plain(view):
        return Safe()
    return filled(
        f"learner/served_{view['kind']}.html.j2",
        ui=section("frontend"),
        story=section("scenario"),
        question=asked(view),
        choices_of=choices_of,
        inline=inline,
        block=block,
        percent=percent,
        is_titled=is_titled,
        **traits,
    )


def asked(view: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the question that is on the screen."""
    questions = view.get("questions", [])
    if len(questions) == 1:
        return questions[0]  # type: ignore[no-any-return]
    return next((one for one in questions if one["id"] == view["current"]), None)


def _is_plain_quiz(view: Mapping[str, Any]) -> bool:
    if view["phase"] == "ready":
        return True
    question = asked(view)
    if question is None or (view["mode"] == "test" and len(view["questions"]) == 1):
        return False
    is_plain = question["kind"] in _CHOICES and not question.get("reasons")
    return is_plain and question["phase"] == "open" and not question["hints"]


def _is_plain_scan(view: Mapping[str, Any]) -> bool:
    return bool(view["phase"] == "open")


def _is_plain_story(view: Mapping[str, Any]) -> bool:
    """Return whether a story has not begun, or is at its first choice; what was said before is drawn by the script."""
    if view["phase"] == "ready":
        return True
    return view["phase"] == "choosing" and not view["turns"] and not view["situation"]["said"]["sound"]


_PLAIN: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "quiz": _is_plain_quiz,
    "self_assessment": _is_plain_scan,
    "scenario": _is_plain_story,
}


def choices_of(question: Mapping[str, Any]) -> list[tuple[Any, str, bool]]:
    """Return the choices of a question: the value of each in an answer, its text, and whether it is chosen."""
    answer = question["answer"]
    if question["kind"] == "true_false":
        said, verdict = section("frontend")["true_false"], answer and answer["verdict"]
        return [({"verdict": one, "reason": None}, said[str(one).lower()], verdict is one) for one in (True, False)]
    chosen = answer or [] if question["kind"] == "multiple_response" else [answer]
    return [(one["id"], inline(one["text"]), one["id"] in chosen) for one in question["options"]]


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
