"""From plain values to a model, with every problem of a file and not only the first.

A value that does not fit is mended (a misspelt key renamed, a wrong value replaced) and the whole is tried again, so
that what makes no sense elsewhere in the file is found in the same go. A mended file is never used, only reported on.
"""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from ssfh_learn.activities import dutch
from ssfh_learn.activities.model import Model
from ssfh_learn.content.keys import dutch_path, keys_in
from ssfh_learn.content.problem import Problem, ProblemCode
from ssfh_learn.content.written_numbers import flaws_of_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ssfh_learn.activities.flaw import Flaw
    from ssfh_learn.activities.model import Path
    from ssfh_learn.content.source import Source

AnyModel = TypeVar("AnyModel", bound=Model)
ROUNDS = 4
_TAGS = {*dutch.QUESTION_KINDS.values(), *dutch.FORMER_QUESTION_KINDS.values()}
_KEYWORDS = "trefwoord"
"""How the keys begin of what no question is marked by any more."""


def validated(kind: type[AnyModel], value: Any, source: Source) -> AnyModel | None:
    """Return the model, or None; every problem is added to the source, also those behind another one."""
    mended = value
    reported: set[Path] = set()
    for _ in range(ROUNDS):
        try:
            model = kind.model_validate(mended)
        except ValidationError as error:
            mended = deepcopy(value) if mended is value else mended
            found = [_Misfit(one) for one in error.errors(include_url=False)]
            errors = [misfit for misfit in found if not misfit.only_follows(mended)]
            for misfit in errors:
                if misfit.where not in reported:
                    reported.add(misfit.where)
                    misfit.report(kind, source, mended, errors)
            for misfit in errors:
                misfit.mend(mended, errors)
        else:
            report_flaws(model, _flaws(model), source, reported)
            if source.may_hold_thousands:
                report_flaws(model, flaws_of_numbers(model, value), source, reported)
            return None if reported else model
    return None


def fitting(kind: type[AnyModel], value: Any) -> AnyModel | None:
    """Return the model, or None where the value does not fit; whether it also makes sense is not looked at."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def _flaws(model: Model) -> Iterable[Flaw]:
    flaws = getattr(model, "flaws", None)
    return flaws() if flaws else ()


def report_flaws(model: Model, flaws: Iterable[Flaw], source: Source, reported: Collection[Path] = ()) -> None:
    """Add flaws of a model to its source, except those that may follow from a problem that was reported before."""
    for flaw in flaws:
        where, rests_on = dutch_path(model, flaw.where), dutch_path(model, flaw.rests_on)
        if not any(_touches(where, place) or (rests_on and place[: len(rests_on)] == rests_on) for place in reported):
            problem = Problem(source.path, source.line(where), flaw.code, flaw.details, flaw.weight)
            source.problems.append(problem)


def _touches(where: Path, place: Path) -> bool:
    shorter = min(len(where), len(place))
    return shorter > 0 and where[:shorter] == place[:shorter]


class _Misfit:
    """One thing that pydantic found, in the terms of the file."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.type: str = error["type"]
        self.where: Path = tuple(part for part in error["loc"] if part not in _TAGS and part != "[key]")
        self.is_key: bool = bool(error["loc"]) and error["loc"][-1] == "[key]"
        self.context: Mapping[str, Any] = error.get("ctx", {})

    @property
    def key(self) -> str:
        """The key that the author typed: of a whole list where one of its parts is meant."""
        return next((part for part in reversed(self.where) if isinstance(part, str)), "")

    def only_follows(self, value: Any) -> bool:
        """Say whether a list is only too short because pydantic left out the parts that did not fit."""
        written = _at(value, self.where)
        return self.type == "too_short" and isinstance(written, list) and len(written) >= self.context["min_length"]

    def _missing_beside(self, errors: list[_Misfit]) -> list[str]:
        return [one.key for one in errors if one.type == "missing" and one.where[:-1] == self.where[:-1]]

    def meant(self, errors: list[_Misfit]) -> str | None:
        """Return the missing key that a misspelt one was meant to be."""
        return next(iter(get_close_matches(self.key, self._missing_beside(errors), 1, 0.6)), None)

    def report(self, kind: type[Model], source: Source, value: Any, errors: list[_Misfit]) -> None:
        details: dict[str, object] = {"key": self.key}
        code: ProblemCode = _CODES.get(self.type, "wrong_value")
        if self.type == "missing" and any(
            self.key == one.meant(errors) for one in errors if one.type == "extra_forbidden"
        ):
            return
        where = self.where[:-1] if self.type == "missing" else self.where
        if self.type == "extra_forbidden" and self.key.startswith(_KEYWORDS):
            code = "keywords_key"
        elif self.type == "extra_forbidden":
            others = [key for key in keys_in(kind) if key != self.key]
            known = self.meant(errors) or next(iter(get_close_matches(self.key, others, 1, 0.7)), None)
            code, details["meant"] = ("unknown_key_meant", known) if known else ("unknown_key", "")
        elif self.type.startswith("union_tag"):
            code, details["known"] = "unknown_question_kind", ", ".join(dutch.QUESTION_KINDS)
            written = _at(value, (*self.where, dutch.KIND))
            details["written"] = "" if written is None else written
            where = (*self.where, dutch.KIND)
        elif "error" in self.context:
            code, details["known"] = "unknown_word", self._allowed()
            details["written"] = self.key if self.is_key else _at(value, self.where)
        elif self.context:
            details["limit"] = self.context.get("min_length", next(iter(self.context.values())))
        if code == "not_number" and isinstance(_at(value, self.where), list) and self.key == "punten":
            code = "points_are_a_number"
        if code == "wrong_value":
            details["written"] = str(_at(value, self.where))[:60]
        source.add(code, where, **details)

    def mend(self, value: Any, errors: list[_Misfit]) -> None:
        holder = _at(value, self.where[:-1])
        if self.type == "extra_forbidden" and isinstance(holder, dict) and self.key in holder:
            written, meant = holder.pop(self.key), self.meant(errors)
            if meant:
                holder[meant] = written
        elif self.type == "missing" and isinstance(holder, dict):
            holder.setdefault(self.key, "x")
        elif self.type.startswith("union_tag"):
            mended = _at(value, self.where)
            if isinstance(mended, dict):  # what else belongs in it depends on the kind, which we do not know
                bare = {"id": mended.get("id", "x"), dutch.KIND: "open-vraag", "vraag": "x"}
                mended.clear()
                mended.update(bare)
        elif self.is_key and isinstance(holder, dict) and self.key in holder:
            holder.pop(self.key)
        elif holder is not None and self.where:
            with suppress(TypeError, IndexError):  # a path that goes through something that is not a list or mapping
                holder[self.where[-1]] = self._replacement()

    def _replacement(self) -> object:
        if "error" in self.context:
            return self._allowed().split(", ")[0]
        return deepcopy(_REPLACEMENTS.get(self.type, "x"))

    def _allowed(self) -> str:
        return str(self.context["error"]).removeprefix("choose one of: ")


def _at(value: Any, where: Path) -> Any:
    for part in where:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


_CODES: dict[str, ProblemCode] = {
    "missing": "missing_key",
    "extra_forbidden": "unknown_key",
    "string_type": "not_text",
    "string_too_short": "empty_text",
    "string_too_long": "text_too_long",
    "string_pattern_mismatch": "bad_id",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "float_type": "not_number",
    "float_parsing": "not_number",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "dict_type": "not_keys",
    "model_type": "not_keys",
    "model_attributes_type": "not_keys",
    "too_short": "list_too_short",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
}
_REPLACEMENTS: dict[str, object] = {
    "int_type": 1,
    "int_parsing": 1,
    "int_from_float": 1,
    "float_type": 1,
    "float_parsing": 1,
    "greater_than": 1,
    "greater_than_equal": 1,
    "less_than": 0,
    "less_than_equal": 0,
    "list_type": [],
    "tuple_type": [],
    "dict_type": {},
    "model_type": {},
    "model_attributes_type": {},
}
