"""The Dutch keys of a content file, as the fields of its models name them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from ssfh_learn.activities.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path


def key_of(model: type[Model], field: str) -> str:
    """Return the key under which a field is written; a name that is no field of this model stays as it is."""
    info = model.model_fields.get(field)
    return (info.alias if info else None) or field


def dutch_path(model: Model, where: Path) -> Path:
    """Return a path of field names, from the top of a model, as one of the keys in its file."""
    here: Any = model
    found: list[str | int] = []
    for part in where:
        if isinstance(here, Model) and isinstance(part, str):
            found.append(key_of(type(here), part))
            here = getattr(here, part, None)
        else:
            found.append(part)
            here = _inside(here, part)
    return tuple(found)


def _inside(here: Any, part: str | int) -> Any:
    """Return a part of a list or a mapping, or None where it is not there: then no key below it is known."""
    try:
        return here[part]
    except (KeyError, IndexError, TypeError):
        return None


@cache
def keys_in(model: type[Model]) -> tuple[str, ...]:
    """Return every key that can stand in a file of this model, at any depth, in order of the alphabet."""
    models: set[type[Model]] = set()
    waiting = [model]
    while waiting:
        one = waiting.pop()
        if one not in models:
            models.add(one)
            waiting += [part for info in one.model_fields.values() for part in models_of(info.annotation)]
    return tuple(sorted({key_of(one, field) for one in models for field in one.model_fields}))


def models_of(annotation: Any) -> Iterator[type[Model]]:
    """Yield the models that a field of this type can hold."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from models_of(argument)
