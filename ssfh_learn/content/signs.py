"""Every text of a content file, read for signs that a reader would miss.

Only `ssfh-learn check` says so. What was written before keeps opening, as it always did.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from ssfh_learn.activities.lost_signs import lost_in_markdown, lost_in_phrase
from ssfh_learn.activities.model import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.model import Model, Path


def flaws_of_signs(model: Model) -> Iterator[Flaw]:
    """Yield what a reader would not see as its author typed it, in every text of a content model."""
    for where, form, text in _texts(model, None, ()):
        found = lost_in_phrase(text) if form is Form.PHRASE else lost_in_markdown(text)
        yield from (flaw.under(*where) for flaw in found)


def _texts(value: Any, form: Form | None, where: Path) -> Iterator[tuple[Path, Form, str]]:
    if isinstance(value, str):
        if form is not None:
            yield where, form, value
    elif isinstance(value, BaseModel):
        for name, inner in _forms(type(value)).items():
            yield from _texts(getattr(value, name), inner, (*where, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, form, (*where, key))
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            yield from _texts(inner, form, (*where, position))


@cache
def _forms(model: type[BaseModel]) -> Mapping[str, Form | None]:
    """Return how the texts of each field are read, however deep in its type that is said."""
    return {name: _form(field.annotation, field.metadata) for name, field in model.model_fields.items()}


def _form(annotation: Any, metadata: Iterable[Any]) -> Form | None:
    found = (part for part in metadata if isinstance(part, Form))
    inner = (_form(part, getattr(part, "__metadata__", ())) for part in get_args(annotation))
    return next(found, None) or next(filter(None, inner), None)
