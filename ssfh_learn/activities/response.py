"""What a browser sends: the shape of a response, and how one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ssfh_learn.errors import RefusalCode, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTEMPT = "attempt"
"""The field of every response for the attempt, run or round that the learner saw."""


class Response(BaseModel):
    """A response from the browser: ids and the learner's own words, never a displayed text or a position."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def validator_of(*kinds: type[Response]) -> TypeAdapter[Any]:
    """Return the validator that knows the kinds of response of an activity; it is built when it is first used."""
    union: Any = Annotated[Union[kinds], Field(discriminator="kind")] if len(kinds) > 1 else kinds[0]  # noqa: UP007
    return TypeAdapter(union, config=None if len(kinds) == 1 else ConfigDict(defer_build=True))


def is_for_attempt(named: object, attempt: int) -> bool:
    """Return whether a response names this attempt; raises Refused if it names something other than a number."""
    if named is None:
        return True
    if not isinstance(named, int) or isinstance(named, bool):
        raise Refused("malformed")
    return named == attempt


_CODES: dict[str, RefusalCode] = {
    "union_tag_invalid": "unknown_response",
    "union_tag_not_found": "unknown_response",
    "extra_forbidden": "unknown_key",
    "string_too_long": "too_long",
    "string_unicode": "unreadable_text",
}


def parsed(responses: TypeAdapter[Any], response: Mapping[str, Any]) -> Any:
    """Return a response as the value that its activity plays; raises Refused where it is not one of its shapes."""
    try:
        return responses.validate_python(response)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise Refused(_CODES.get(first["type"], "malformed")) from None
