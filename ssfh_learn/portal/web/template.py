"""Templates: the text of a page or a part of it, filled in."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup as Safe
from markupsafe import escape

from ssfh_learn.portal.web.tappable import tappable
from ssfh_learn.words import counted, section


def filled(template: str, **values: Any) -> Safe:
    """Return a template, such as `learner/home.html.j2`, filled in; the words of the portal are there for all."""
    return Safe(_templates().get_template(template).render(words=section("portal"), **values))  # noqa: S704  (the template escapes)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["json"] = as_data
    environment.filters["with_code"] = with_code
    environment.filters["tappable"] = lambda html: Safe(tappable(html))  # noqa: S704  (sanitised HTML, with links)
    environment.globals["counted"] = counted
    return environment


def _template(name: str) -> str:
    """Return the text of a template, such as `learner/home.html.j2`."""
    room, file = name.split("/")
    return files("ssfh_learn.portal").joinpath(room, "templates", file).read_text("utf-8")


def with_code(sentence: str) -> Safe:
    """Return a sentence as HTML, with the text between backticks as code."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:  # a backtick has no partner
        return escape(sentence)
    shown = ("<code>%s</code>" if number % 2 else "%s" for number in range(len(parts)))
    return Safe("".join(shown)) % tuple(parts)  # noqa: S704  (`%` escapes what it fills in)


def as_data(value: Any) -> Safe:
    """Return JSON that cannot end the HTML element around it."""
    text = json.dumps(value, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Safe(text)  # noqa: S704  (it has no character with a meaning in HTML)
