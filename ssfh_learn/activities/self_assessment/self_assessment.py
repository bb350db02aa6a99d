"""A self-assessment: statements on one scale, a result per subscale, for the learner alone.

Never a grade and never a diagnosis. The result is advice, and a comparison with an earlier round of the same version.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ssfh_learn.activities.activity import Activity, Learner, Status, one_of
from ssfh_learn.activities.bands import band_of, flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.scale import Answer, Finish, Reopen
from ssfh_learn.activities.self_assessment.model import HelpWhen, ResultBand, ScalePoint, Statement, Subscale
from ssfh_learn.activities.self_assessment.rounds import AssessmentState, BeginAgain, Round
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.model import View


class SelfAssessment(Activity):
    """Statements, subscales, bands and advice."""

    kind = "self_assessment"
    responses = one_of(Answer, Finish, Reopen, BeginAgain)

    scale: Annotated[tuple[ScalePoint, ...], Field(min_length=2)]
    bands: Annotated[tuple[ResultBand, ...], Field(min_length=1)]
    subscales: Annotated[tuple[Subscale, ...], Field(min_length=1)]
    items: Annotated[tuple[Statement, ...], Field(min_length=1)]
    help_when: tuple[HelpWhen, ...] = ()

    @property
    def lowest(self) -> int:
        """The lowest point of the scale."""
        return min(point.value for point in self.scale)

    @property
    def highest(self) -> int:
        """The highest point of the scale."""
        return max(point.value for point in self.scale)

    def measured(self) -> Mapping[str, object]:
        """Two rounds compare when scale and statements are the same; advice may be rewritten."""
        content = self.model_dump()
        return {name: content[name] for name in ("scale", "items")}

    # Playing

    @property
    def is_private(self) -> bool:
        """Whatever is written here is the learner's own."""
        return True

    def start(self, learner: Learner) -> AssessmentState:  # noqa: ARG002
        """Nothing has been filled in."""
        return AssessmentState()

    def attempt(self, state: AssessmentState) -> int:
        """Return the number of the round."""
        return len(state.rounds)

    @singledispatchmethod
    def _apply(self, response: Any, latest: Round, content: str) -> Round:
        raise NotImplementedError(response)

    def apply(self, state: AssessmentState, response: Any, content: str) -> AssessmentState:
        """Return the state after one response."""
        latest = state.rounds[-1]
        if isinstance(response, BeginAgain):
            if not latest.finished:
                raise Refused("not_now")
            return replace(state, rounds=(*state.rounds, Round()))
        return state.with_latest(self._apply(response, latest, content))

    @_apply.register(Answer)
    def _answer(self, response: Answer, latest: Round, content: str) -> Round:
        if latest.finished:
            raise Refused("closed")
        if response.item not in {item.id for item in self.items}:
            raise Refused("unknown_id")
        if isinstance(response.value, int) and response.value not in {point.value for point in self.scale}:
            raise Refused("unknown_id")
        others = {item: value for item, value in latest.answers.items() if item != response.item}
        answers = others if response.value is None else {**others, response.item: response.value}
        return replace(latest, answers=answers, content=content)

    @_apply.register(Finish)
    def _finish(self, _response: Finish, latest: Round, content: str) -> Round:
        if latest.finished:
            raise Refused("closed")
        return replace(latest, finished=True, content=content)

    @_apply.register(Reopen)
    def _reopen(self, _response: Reopen, latest: Round, content: str) -> Round:
        if not latest.finished:
            raise Refused("not_now")
        return replace(latest, finished=False, content=content)

    # What the answers say

    def mean(self, subscale: str, answers: Mapping[str, int | str]) -> float | None:
        """Return the mean of a subscale to one decimal, or None when fewer than half its items are answered.

        A reversed item counts as lowest + highest - answer; "not applicable" is missing, not zero. Halves are
        rounded up (2.45 is 2.5), as a person would.
        """
        items = [item for item in self.items if item.subscale == subscale]
        turn = self.lowest + self.highest
        values = [
            turn - value if item.reversed else value for item in items if isinstance(value := answers.get(item.id), int)
        ]
        if not values or 2 * len(values) < len(items):
            return None
        return float((Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP))

    def needs_help(self, latest: Round) -> bool:
        """Say whether the help block must be opened."""
        return any(self._applies(rule, latest) for rule in self.help_when)

    def _applies(self, rule: HelpWhen, latest: Round) -> bool:
        if rule.item is not None:
            return latest.answers.get(rule.item) == rule.answer
        mean = self.mean(rule.subscale or "", latest.answers)
        return mean is not None and band_of(self.bands, mean).id == rule.band

    # Showing

    def view(self, state: AssessmentState) -> View:
        """Return the statements with their answers and, once finished, the result."""
        latest = state.rounds[-1]
        return {
            "kind": self.kind,
            **self.counted_envelope(state),
            "phase": "result" if latest.finished else "open",
            "round": len(state.rounds),
            "scale": [{"value": point.value, "label": point.text} for point in self.scale],
            "items": [
                {"id": item.id, "text": phrase(item.text), "answer": latest.answers.get(item.id)} for item in self.items
            ],
            "answered": sum(item.id in latest.answers for item in self.items),
            "total": len(self.items),
            "result": self._result(state) if latest.finished else None,
        }

    def _result(self, state: AssessmentState) -> View:
        latest = state.rounds[-1]
        earlier = [one for one in state.rounds[:-1] if one.finished and one.content == latest.content]
        before = earlier[-1].answers if earlier else None
        ends = [*(band.starts_at for band in self.bands[1:]), float(self.highest)]
        return {
            "subscales": [self._subscale_result(subscale, latest.answers, before) for subscale in self.subscales],
            "bands": [
                {"id": band.id, "name": band.name, "from": band.starts_at, "to": end}
                for band, end in zip(self.bands, ends, strict=True)
            ],
            "minimum": self.lowest,
            "maximum": self.highest,
            "show_help": self.needs_help(latest),
            "compared": before is not None,
        }

    def _subscale_result(
        self, subscale: Subscale, answers: Mapping[str, int | str], before: Mapping[str, int | str] | None
    ) -> View:
        mean = self.mean(subscale.id, answers)
        band = None if mean is None else band_of(self.bands, mean)
        return {
            "id": subscale.id,
            "name": subscale.name,
            "mean": mean,
            "band": None if band is None else {"id": band.id, "name": band.name},
            "advice": None if band is None else markup(subscale.advice.get(band.id)),
            "before": None if before is None else self.mean(subscale.id, before),
        }

    def status(self, state: AssessmentState) -> Status:
        """Complete once a round is finished."""
        if any(one.finished for one in state.rounds):
            return "complete"
        return "in_progress" if state.rounds[-1].answers else "not_attempted"

    def group_scales(self) -> Mapping[str, str]:
        """Return the subscales, by id."""
        return {subscale.id: subscale.name for subscale in self.subscales}

    def group_means(self, state: AssessmentState) -> Mapping[str, float]:
        """Return the means of the last finished round; a subscale with too few answers is left out."""
        finished = [one for one in state.rounds if one.finished][-1:]
        means = ((scale.id, self.mean(scale.id, one.answers)) for one in finished for scale in self.subscales)
        return {id_: mean for id_, mean in means if mean is not None}

    # What can be wrong with it

    def flaws(self) -> Iterator[Flaw]:
        """Yield what makes no sense in scale, bands, subscales and statements."""
        yield from duplicates((item.id for item in self.items), "items")
        yield from duplicates((subscale.id for subscale in self.subscales), "subscales")
        yield from duplicates((band.id for band in self.bands), "bands")
        yield from flaws_of_bands(self.bands, self.lowest, self.highest, "bands")
        values = [point.value for point in self.scale]
        if values != list(range(values[0], values[0] + len(values))):
            yield Flaw("scale_not_in_order", ("scale",))
        yield from self._flaws_of_subscales()
        yield from self._flaws_of_help()

    def _flaws_of_subscales(self) -> Iterator[Flaw]:
        bands, names = [band.id for band in self.bands], [subscale.id for subscale in self.subscales]
        for position, item in enumerate(self.items):
            if item.subscale not in names:
                details = {"id": item.subscale, "known": ", ".join(names)}
                yield Flaw("unknown_subscale", ("items", position, "subscale"), details)
        is_lost = any(item.subscale not in names for item in self.items)  # then it may belong to any subscale
        for position, subscale in enumerate(self.subscales):
            where = ("subscales", position)
            items = [item for item in self.items if item.subscale == subscale.id]
            if is_lost:
                pass
            elif not items:
                yield Flaw("subscale_without_items", where, {"id": subscale.id}, rests_on=("items",))
            elif all(item.reversed for item in items):
                yield Flaw("only_reversed_items", where, {"id": subscale.id}, rests_on=("items",))
            for missing in (band for band in bands if band not in subscale.advice):
                yield Flaw("no_advice", (*where, "advice"), {"id": subscale.id, "band": missing})
            for unknown in (band for band in subscale.advice if band not in bands):
                yield Flaw("unknown_band", (*where, "advice", unknown), {"id": unknown, "known": ", ".join(bands)})

    def _flaws_of_help(self) -> Iterator[Flaw]:
        subscales, bands = {one.id for one in self.subscales}, {band.id for band in self.bands}
        items = {item.id for item in self.items}
        for position, rule in enumerate(self.help_when):
            by_band = rule.subscale in subscales and rule.band in bands and rule.item is None and rule.answer is None
            by_item = rule.item in items and rule.answer is not None and rule.subscale is None and rule.band is None
            if not (by_band or by_item):
                yield Flaw("help_rule_unclear", ("help_when", position), rests_on=("items",))
