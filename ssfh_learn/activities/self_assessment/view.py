"""The view of a self-assessment: the statements and, once finished, the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import CountedEnvelope
from ssfh_learn.activities.bands import band_of
from ssfh_learn.activities.markup import Markup, markup, phrase
from ssfh_learn.activities.scale import Placed, ScalePointView, shown_scale
from ssfh_learn.activities.self_assessment.means import mean_of, needs_help
from ssfh_learn.activities.self_assessment.run import comparable_rounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.self_assessment.model import SelfAssessmentContent, Subscale
    from ssfh_learn.activities.self_assessment.run import AssessmentState


class StatementView(TypedDict):
    """A statement and its answer."""

    id: str
    text: Markup
    answer: Placed | None


class BandNameView(TypedDict):
    """The name of a band."""

    id: str
    name: str


ResultBandView = TypedDict("ResultBandView", {"id": str, "name": str, "from": float, "to": float})
"""A range of means with a name."""


class SubscaleView(TypedDict):
    """The outcome of one subscale; `mean` is None if there are too few answers."""

    id: str
    name: str
    mean: float | None
    band: BandNameView | None
    advice: Markup | None
    before: float | None
    """The mean of an earlier round of the same version."""


class AssessmentResultView(TypedDict):
    """The outcome of a round."""

    subscales: list[SubscaleView]
    bands: list[ResultBandView]
    minimum: int
    maximum: int
    show_help: bool
    compared: bool


class SelfAssessmentView(CountedEnvelope):
    """The statements and, once finished, the result."""

    kind: Literal["self_assessment"]
    phase: Literal["open", "result"]
    round: int
    scale: list[ScalePointView]
    items: list[StatementView]
    answered: int
    total: int
    result: AssessmentResultView | None


def view_of(assessment: SelfAssessmentContent, state: AssessmentState) -> SelfAssessmentView:
    """Return the statements with their answers and, once finished, the result."""
    latest = state.latest
    return {
        "kind": "self_assessment",
        **assessment.counted_envelope(state),
        "phase": "result" if latest.finished else "open",
        "round": len(state.rounds),
        "scale": shown_scale(assessment.scale),
        "items": [
            {"id": item.id, "text": phrase(item.text), "answer": latest.answers.get(item.id)}
            for item in assessment.items
        ],
        "answered": sum(item.id in latest.answers for item in assessment.items),
        "total": len(assessment.items),
        "result": _result(assessment, state) if latest.finished else None,
    }


def _result(assessment: SelfAssessmentContent, state: AssessmentState) -> AssessmentResultView:
    latest = state.latest
    earlier = comparable_rounds(assessment, state)[:-1]
    before = earlier[-1].answers if earlier else None
    ends = [*(band.starts_at for band in assessment.bands[1:]), float(assessment.highest)]
    return {
        "subscales": [_subscale(assessment, subscale, latest.answers, before) for subscale in assessment.subscales],
        "bands": [
            {"id": band.id, "name": band.name, "from": band.starts_at, "to": end}
            for band, end in zip(assessment.bands, ends, strict=True)
        ],
        "minimum": assessment.lowest,
        "maximum": assessment.highest,
        "show_help": needs_help(assessment, latest.answers),
        "compared": before is not None,
    }


def _subscale(
    assessment: SelfAssessmentContent,
    subscale: Subscale,
    answers: Mapping[str, Placed],
    before: Mapping[str, Placed] | None,
) -> SubscaleView:
    mean = mean_of(assessment, subscale.id, answers)
    band = None if mean is None else band_of(assessment.bands, mean)
    return {
        "id": subscale.id,
        "name": subscale.name,
        "mean": mean,
        "band": None if band is None else {"id": band.id, "name": band.name},
        "advice": None if band is None else markup(subscale.advice.get(band.id)),
        "before": None if before is None else mean_of(assessment, subscale.id, before),
    }
