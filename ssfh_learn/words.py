"""The catalogue of interface words: every Dutch sentence that is not content stands in `words.json`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def section(name: str) -> dict[str, str]:
    """Return one section of the catalogue, as a mapping of key to sentence (with `{fields}` to fill in)."""
    catalogue: dict[str, dict[str, str]] = json.loads(files("ssfh_learn").joinpath("words.json").read_text("utf-8"))
    return catalogue[name]


def word(name: str, key: str, /, **fields: object) -> str:
    """Return the sentence `key` of section `name`, its fields filled in; raises KeyError for an unknown key."""
    return section(name)[key].format(**fields)


def number(value: float, decimals: int = 2) -> str:
    """Return a number as the Dutch write it: a decimal comma, and no zeros at the end."""
    whole, _, part = f"{value:.{decimals}f}".partition(".")
    part = part.rstrip("0")
    return f"{whole},{part}" if part else whole
