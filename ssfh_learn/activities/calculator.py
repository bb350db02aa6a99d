"""A calculation aid (rekenhulp): a slider for a whole, and the share of a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity, Envelope, Learner, Status
from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Markdown, Model, OneLine, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST = 200


class Slider(Model):
    """The numbers to choose from."""

    name: OneLine = written_as("naam")
    first: Annotated[int, Field(ge=1)] = written_as("van")
    last: int = written_as("tot")
    start: int


class SetValue(Response):
    """Where the slider is."""

    kind: Literal["set"]
    value: int


class CalculatedView(TypedDict):
    """The outcome at one place of the slider."""

    percent: float
    text: Markup


class CalculatorView(Envelope):
    """A calculation aid, with the outcome for every place of the slider."""

    kind: Literal["calculator"]
    question: Markup
    label: str
    minimum: int
    maximum: int
    value: int
    results: dict[str, CalculatedView]


@dataclass(frozen=True)
class CalculatorState:
    """Where the slider is, and whether the learner moved it."""

    value: int
    moved: bool = False


class Calculator(Activity):
    """Shows `outcome` for each value of the slider: `{geheel}` is the whole, `{procent}` the share of `part` in it."""

    kind = "calculator"
    responses = validator_of(SetValue)
    shown = CalculatorView

    prompt: Markdown = written_as("vraag")
    slider: Slider = written_as("schuif")
    part: Annotated[int, Field(ge=1)] = written_as("deel", default=1)
    outcome: Markdown = written_as("uitkomst")

    def start(self, learner: Learner) -> CalculatorState:  # noqa: ARG002
        """Start where the content says."""
        return CalculatorState(self.slider.start)

    def apply(self, state: CalculatorState, response: Any, content: str) -> CalculatorState:  # noqa: ARG002
        """Return the state after one response."""
        if not self.slider.first <= response.value <= self.slider.last:
            raise Refused("out_of_range")
        return CalculatorState(response.value, moved=True)

    def percent(self, whole: int) -> float:
        """Return the share of the part in percent, with one decimal; halves are rounded up."""
        return float((Decimal(100 * self.part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))

    def view(self, state: CalculatorState) -> CalculatorView:
        """Return the outcome for every value of the slider, so that moving it needs no request."""
        return {
            "kind": "calculator",
            **self.envelope(),
            "question": markup(self.prompt),
            "label": self.slider.name,
            "minimum": self.slider.first,
            "maximum": self.slider.last,
            "value": state.value,
            "results": {str(whole): self._result(whole) for whole in range(self.slider.first, self.slider.last + 1)},
        }

    def _result(self, whole: int) -> CalculatedView:
        percent = self.percent(whole)
        written = f"{percent:g}".replace(".", ",")
        text = self.outcome.replace("{geheel}", str(whole)).replace("{procent}", written)
        return {"percent": percent, "text": markup(text)}

    def status(self, state: CalculatorState) -> Status:
        """Return complete once the slider was moved."""
        return "complete" if state.moved else "not_attempted"

    def flaws(self) -> Iterator[Flaw]:
        """Yield a slider that cannot move, and an outcome without the share."""
        first, last = self.slider.first, self.slider.last
        if not first < last <= first + WIDEST:
            yield Flaw("slider_range", ("slider", "last"), {"first": first, "widest": first + WIDEST})
        elif not first <= self.slider.start <= last:
            yield Flaw("slider_start", ("slider", "start"), {"first": first, "last": last})
        if "{procent}" not in self.outcome:
            yield Flaw("outcome_without_percent", ("outcome",))
