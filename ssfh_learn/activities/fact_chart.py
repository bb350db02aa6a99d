"""A fact chart: the learner estimates a figure, and then sees the bars with their survey and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity, Envelope, Learner, Status
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, written_as
from ssfh_learn.activities.response import Response, validator_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


CLOSE = 0.1
"""The share of the whole chart that a good guess may be off."""


class Bar(Model):
    """One figure."""

    id: Id
    name: OneLine = written_as("naam")
    value: float = written_as("waarde")


class EstimateFirst(Model):
    """The question to answer before the chart is shown, and the bar that answers it."""

    prompt: Markdown = written_as("vraag")
    bar: Id = written_as("staaf")


class Estimate(Response):
    """The learner's guess."""

    kind: Literal["estimate"]
    value: float


class Show(Response):
    """Show the chart, with or without a guess."""

    kind: Literal["show"]


class EstimateAgain(Response):
    """Hide the chart and guess again."""

    kind: Literal["estimate_again"]


class EstimateView(TypedDict):
    """The question to answer first, and the guess."""

    question: Markup
    value: float | None


class BarView(TypedDict):
    """One figure."""

    id: str
    name: str
    value: float


class EstimatedView(TypedDict):
    """The guess beside the figure that it was about."""

    bar: str
    value: float
    actual: float | None
    off: float | None
    """How far the guess was from the figure."""
    is_close: bool


class FactChartView(Envelope):
    """The question, or the chart with all that belongs to it."""

    kind: Literal["fact_chart"]
    phase: Literal["estimate", "shown"]
    estimate: EstimateView | None
    unit: str
    maximum: float
    who: str
    when: str
    source: str
    bars: list[BarView]
    estimated: EstimatedView | None
    reading: Markup | None
    alternative: str


@dataclass(frozen=True)
class ChartState:
    """The guess, and whether the chart is in view."""

    estimate: float | None = None
    shown: bool = False


class FactChart(Activity):
    """Bars of one survey; figures of other people or another year go into another chart."""

    kind = "fact_chart"
    responses = validator_of(Estimate, Show, EstimateAgain)
    shown = FactChartView

    who: OneLine = written_as("wie")
    when: OneLine = written_as("wanneer")
    source: OneLine = written_as("bron")
    unit: str = written_as("eenheid", default="%")
    maximum: Annotated[float, Field(gt=0)] = 100
    bars: Annotated[tuple[Bar, ...], Field(min_length=1)] = written_as("staven")
    estimate: EstimateFirst | None = written_as("schatting", default=None)
    reading: Markdown = written_as("lees_goed")
    alternative: OneLine = written_as("tekstalternatief")

    def start(self, learner: Learner) -> ChartState:  # noqa: ARG002
        """Ask for the guess first, if the chart has a question."""
        return ChartState(shown=self.estimate is None)

    @singledispatchmethod
    def _apply(self, response: Any, state: ChartState) -> ChartState:
        raise NotImplementedError(response)

    def apply(self, state: ChartState, response: Any, content: str) -> ChartState:  # noqa: ARG002
        """Return the state after one response."""
        if self.estimate is None:
            raise Refused("not_now")
        return self._apply(response, state)

    @_apply.register(Estimate)
    def _estimate(self, response: Estimate, state: ChartState) -> ChartState:
        if state.shown:
            raise Refused("not_now")
        if not 0 <= response.value <= self.maximum:
            raise Refused("out_of_range")
        return replace(state, estimate=response.value)

    @_apply.register(Show)
    def _show(self, _response: Show, state: ChartState) -> ChartState:
        return replace(state, shown=True)

    @_apply.register(EstimateAgain)
    def _again(self, _response: EstimateAgain, _state: ChartState) -> ChartState:
        return ChartState()

    def view(self, state: ChartState) -> FactChartView:
        """Return the question, or the chart with all that belongs to it."""
        return {
            "kind": "fact_chart",
            **self.envelope(),
            "phase": "shown" if state.shown else "estimate",
            "estimate": {"question": markup(self.estimate.prompt), "value": state.estimate} if self.estimate else None,
            "unit": self.unit,
            "maximum": self.maximum,
            "who": self.who,
            "when": self.when,
            "source": self.source,
            "bars": [{"id": bar.id, "name": bar.name, "value": bar.value} for bar in self.bars] if state.shown else [],
            "estimated": self._estimated(state),
            "reading": markup(self.reading) if state.shown else None,
            "alternative": self.alternative if state.shown else "",
        }

    def _estimated(self, state: ChartState) -> EstimatedView | None:
        if self.estimate is None or state.estimate is None or not state.shown:
            return None
        actual = next((bar.value for bar in self.bars if bar.id == self.estimate.bar), None)
        off = None if actual is None else round(abs(state.estimate - actual), 2)
        is_close = off is not None and off <= self.maximum * CLOSE
        return {"bar": self.estimate.bar, "value": state.estimate, "actual": actual, "off": off, "is_close": is_close}

    def status(self, state: ChartState) -> Status:
        """Complete once the chart is in view."""
        return "complete" if state.shown else "in_progress" if state.estimate is not None else "not_attempted"

    def printed(self) -> ChartState:
        """Show the chart."""
        return ChartState(shown=True)

    def flaws(self) -> Iterator[Flaw]:
        """Yield bars that do not fit or are not told in words, and a question about a bar that does not exist."""
        yield from duplicates((bar.id for bar in self.bars), "bars")
        names = [bar.id for bar in self.bars]
        if self.estimate is not None and self.estimate.bar not in names:
            yield Flaw("unknown_bar", ("estimate", "bar"), {"id": self.estimate.bar, "known": ", ".join(names)})
        for position, bar in enumerate(self.bars):
            if not 0 <= bar.value <= self.maximum:
                yield Flaw(
                    "bar_outside_chart", ("bars", position, "value"), {"value": bar.value, "maximum": self.maximum}
                )
            written = f"{bar.value:g}".replace(".", ",")
            if written not in self.alternative:
                yield Flaw("bar_not_in_words", ("alternative",), {"name": bar.name, "value": written}, weight="advice")
