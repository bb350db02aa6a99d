"""The base of all content models: they are frozen, refuse unknown keys, and have Dutch keys in content files."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import Enum
from functools import singledispatchmethod
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from ssfh_learn.activities import dutch

Path = tuple[str | int, ...]


class Model(BaseModel):
    """A frozen value that refuses unknown keys; its keys in a content file are Dutch (`written_as`)."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        coerce_numbers_to_str=True,
        allow_inf_nan=False,  # an infinite score is not valid, and is not JSON
        defer_build=True,  # all kinds together take 300 ms; a notebook builds only the kinds that it shows
        ignored_types=(singledispatchmethod,),
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other fields, which finds out anew whatever the original kept about its own."""
        copy = super().model_copy(update=update, deep=deep)
        for kept in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[kept]
        return copy


def written_as(key: str, **more: Any) -> Any:
    """Declare a field with its Dutch key in content files; a field without `written_as` has its own name there."""
    return Field(alias=key, **more)


def added(default: Any, *, key: str) -> Any:
    """Declare a field that was added after content was released.

    A dump leaves it out if it has its default. So content that does not use it keeps its fingerprint, and recorded
    answers and released tests stay valid.
    """
    return Field(default, alias=key, exclude_if=lambda value: bool(value == default))


def _translated(words: Mapping[str, Hashable]) -> BeforeValidator:
    def translate(written: object) -> object:
        if isinstance(written, Hashable) and written in words:
            return words[written]  # type: ignore[index]
        msg = f"choose one of: {', '.join(words)}"
        raise ValueError(msg)

    return BeforeValidator(translate)


def _enumeration(words: Mapping[str, Hashable]) -> WithJsonSchema:
    return WithJsonSchema({"enum": list(words)})


def _written(words: Mapping[str, Hashable]) -> PlainSerializer:
    """Write the same word in JSON, so that the dump can be read again."""
    back = {meaning: word for word, meaning in reversed(list(words.items()))}
    return PlainSerializer(lambda value: back.get(value, value), when_used="json")


class Form(Enum):
    """How a text of a content file is read; see `markup` and `phrase`."""

    MARKDOWN = "markdown"
    PHRASE = "phrase"
    """A text of one line: an option, a step, a card or a statement."""


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(lambda written: (written,) if isinstance(written, str) else written),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One id, or a list of ids."""
OneLine = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=20_000), Form.MARKDOWN]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=20_000), Form.PHRASE]
YesNo = Annotated[bool, _translated(dutch.YES_NO), _written(dutch.YES_NO), _enumeration(dutch.YES_NO)]
Mode = Annotated[
    Literal["practice", "test"], _translated(dutch.MODES), _written(dutch.MODES), _enumeration(dutch.MODES)
]
Role = Annotated[
    Literal["employee", "manager", "workplace_trainer"],
    _translated(dutch.ROLES),
    _written(dutch.ROLES),
    _enumeration(dutch.ROLES),
]
Direction = Annotated[
    Literal["high", "low"], _translated(dutch.DIRECTIONS), _written(dutch.DIRECTIONS), _enumeration(dutch.DIRECTIONS)
]
Severity = Annotated[
    Literal["small", "serious"],
    _translated(dutch.SEVERITIES),
    _written(dutch.SEVERITIES),
    _enumeration(dutch.SEVERITIES),
]
Portrait = Annotated[
    dutch.PortraitName,
    _translated({name: name for name in (*dutch.PORTRAITS, dutch.UNSEEN)}),
    _enumeration({name: name for name in (*dutch.PORTRAITS, dutch.UNSEEN)}),
]
ResponseRule = Annotated[
    Literal["net_correct", "all_or_nothing"],
    _translated(dutch.RESPONSE_RULES),
    _written(dutch.RESPONSE_RULES),
    _enumeration(dutch.RESPONSE_RULES),
]
ReadingRule = Literal["strict", "lenient"]
"""How typed answers are read; `strict` is the first rule, for answers and tests that name no rule."""
STRICT: ReadingRule = "strict"
NEWEST: ReadingRule = "lenient"
WrittenReading = Annotated[
    ReadingRule, _translated(dutch.READINGS), _written(dutch.READINGS), _enumeration(dutch.READINGS)
]
DrawRule = Literal["independent", "spread"]
"""How the questions of an attempt are drawn: `independent` is the first rule, for whatever names none."""
INDEPENDENT: DrawRule = "independent"
SPREAD: DrawRule = "spread"
WrittenDrawRule = Annotated[
    DrawRule, _translated(dutch.DRAW_RULES), _written(dutch.DRAW_RULES), _enumeration(dutch.DRAW_RULES)
]
HisPart = Annotated[str, _translated(dutch.HIS_PARTS), _written(dutch.HIS_PARTS), _enumeration(dutch.HIS_PARTS)]
HisLevel = Annotated[
    Literal["starter", "vaardig", "gevorderd"],
    _translated({word: word for word in dutch.HIS_LEVELS}),
    _enumeration(dutch.HIS_LEVELS),
]
TrackStepKind = Annotated[
    Literal["scan", "talk", "workshop", "practice", "follow_up"],
    _translated(dutch.TRACK_STEPS),
    _written(dutch.TRACK_STEPS),
    _enumeration(dutch.TRACK_STEPS),
]
OrderingRule = Annotated[
    Literal["right_place", "all_or_nothing"],
    _translated(dutch.ORDERING_RULES),
    _written(dutch.ORDERING_RULES),
    _enumeration(dutch.ORDERING_RULES),
]

View = Mapping[str, Any]
"""Plain JSON that may be shown to the learner now."""
