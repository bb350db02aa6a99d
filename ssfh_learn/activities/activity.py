"""The interface of every kind of activity."""

from __future__ import annotations

import json
from abc import abstractmethod
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from ssfh_learn.activities import dutch
from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, View, written_as
from ssfh_learn.activities.response import ATTEMPT, is_for_attempt, parsed
from ssfh_learn.activities.time_needed import NOT_READ, TO_LOOK, seconds_to_read, words_in
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.card import RefresherCard, Try
    from ssfh_learn.activities.first_try import ChoicePoint
    from ssfh_learn.activities.flaw import Flaw

RoleName = Literal["employee", "manager", "workplace_trainer"]
Status = Literal["not_attempted", "in_progress", "complete", "awaiting_grader"]


@dataclass(frozen=True)
class Learner:
    """The learner who plays: her id seeds the order of options, and her role chooses examples and card questions."""

    id: str
    role: RoleName = "employee"


class RecordedEvent(Protocol):
    """The part of an event that `play` needs; the `Event` of the journal has more fields."""

    @property
    def kind(self) -> str:
        """The kind of response."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The response, without its kind."""

    @property
    def content(self) -> str:
        """The fingerprint of the content that the learner saw."""


@dataclass(frozen=True)
class ItemScore:
    """The result of one question; `points` is None until a person has graded it."""

    id: str
    points: float | None
    maximum: float
    status: Status


@dataclass(frozen=True)
class Score:
    """Points between 0 and `maximum`; *not attempted* is a status of its own, not a zero."""

    points: float
    maximum: float
    status: Status
    items: tuple[ItemScore, ...] = ()


State = Any
"""A frozen value that belongs to one kind of activity."""


class Envelope(TypedDict):
    """The fields that every view has, besides its kind."""

    title: str
    intro: Markup | None


class CountedEnvelope(Envelope):
    """The shared fields of a kind with attempts, runs or rounds."""

    attempt: int
    """The number of the attempt, run or round, counted from 1."""


class Activity(Model):
    """An activity that a learner can do: a frozen value with pure behaviour.

    It uses no browser, kernel, file or clock. `id` is the name of the content file. Each kind has its own state (a
    frozen dataclass), which only its own methods read.
    """

    kind: ClassVar[str]
    responses: ClassVar[TypeAdapter[Any]]
    """The shapes of the responses, told apart by `kind`."""
    shown: ClassVar[type[View]]
    """The shape of the view; the types of the front end are made from it."""
    is_wide: ClassVar[bool] = False
    """Whether a page gives it the full width of the screen, and not only that of a column of text."""
    is_one_of_several: ClassVar[bool] = False
    """Whether of several in one step a learner does one, and the others only if she likes to."""

    id: Id
    kind_word: OneLine = written_as(dutch.KIND)
    title: OneLine = written_as("titel")
    intro: Markdown | None = written_as("inleiding", default=None)
    goals: tuple[OneLine, ...] = written_as("leerdoelen", default=())
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())

    @property
    def is_private(self) -> bool:
        """Whether the answers are private and stay in the learner's private store."""
        return False

    @property
    def is_test(self) -> bool:
        """Whether this is handed in and graded."""
        return False

    @property
    def for_roles(self) -> frozenset[RoleName]:
        """The roles that this is written for; empty if it is for everybody."""
        return frozenset()

    @property
    def is_practice(self) -> bool:
        """Whether this is practice, in a kind that can also be a test."""
        return False

    @abstractmethod
    def start(self, learner: Learner) -> State:
        """Return the state of a learner who has not begun."""

    @abstractmethod
    def apply(self, state: State, response: Any, content: str) -> State:
        """Return the state after one well-formed response; raises Refused if it does not fit the state."""

    def version_now(self, state: State, kind: str, content: str) -> str:  # noqa: ARG002
        """Return the version that a response belongs to which comes in now; `content` is that of this activity.

        Raises Refused where there is no such version.
        """
        return content

    @abstractmethod
    def view(self, state: State) -> View:
        """Return what may be shown now: plain JSON, never more of the key than the learner has earned."""

    @abstractmethod
    def status(self, state: State) -> Status:
        """Return the status of a state."""

    def score(self, state: State) -> Score:
        """Return the score of a state that `play` made from events; most kinds have no score."""
        return Score(0, 0, self.status(state))

    def attempt(self, state: State) -> int:  # noqa: ARG002
        """Return the number of the attempt, run or round of the next event, counted from 1."""
        return 1

    def group_scales(self) -> Mapping[str, str]:
        """Return the scales, by id, of which a learner may share her mean with a group; most kinds have none."""
        return {}

    def group_means(self, state: State) -> Mapping[str, float]:  # noqa: ARG002
        """Return her mean on each scale that has enough answers, by id."""
        return {}

    def group_first_means(self, state: State) -> Mapping[str, float]:  # noqa: ARG002
        """Return her mean on each scale when she did this for the first time; empty if she did it once."""
        return {}

    def group_meaning(self) -> str:
        """Return what must be equal for the means of several people to be added up."""
        return ""

    def group_bands(self) -> tuple[float, ...]:
        """Return where the bands of a mean start, after the first."""
        return ()

    def choice_points(self) -> Iterator[ChoicePoint]:
        """Yield the questions or situations of which first choices may count in figures; most kinds have none."""
        yield from ()

    def first_choices(self, events: Iterable[RecordedEvent], learner: Learner) -> frozenset[str] | None:  # noqa: ARG002
        """Return the names of what she chose the first time; None until she has finished that."""
        return None

    def cards(self) -> Iterator[RefresherCard]:
        """Yield the cards for a refresher: only practice with right and wrong answers has cards; a test has none."""
        yield from ()

    def tried(self, state: State, event: RecordedEvent) -> Try | None:  # noqa: ARG002
        """Return the card that an event answered and how good the answer was; `state` is the state after the event."""
        return None

    def flaws(self) -> Iterator[Flaw]:
        """Yield the flaws of well-formed content."""
        yield from ()

    def closer_flaws(self) -> Iterator[Flaw]:
        """Yield the flaws that only `ssfh-learn check` looks for.

        They take longer to find, or content of an earlier release has them and must still open. They are looked for
        only if the activity has no other errors.
        """
        yield from ()

    def played_flaws(self) -> Iterator[Flaw]:
        """Yield what only comes out of playing it in many ways; that takes time, so only `check` asks for it."""
        yield from ()

    def covered_goals(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield each learning goal that is practised here, and where it is named."""
        yield from ((goal, ("goals", position)) for position, goal in enumerate(self.goals))

    def used_sources(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Yield each code of a source that is named here, and where."""
        yield from ((code, ("sources", position)) for position, code in enumerate(self.sources))

    def printed(self) -> State:
        """Return the state to show on paper, where nothing can be clicked."""
        return self.start(Learner("print"))

    def seconds_needed(self) -> float:
        """Return how long it takes to do this once: by default to read all of it and to look at it."""
        return seconds_to_read(words_in(self.model_dump(exclude=NOT_READ))) + TO_LOOK

    def fingerprint(self) -> str:
        """Return the version of this content: 16 hexadecimal digits that change when the content changes."""
        return sha256(json.dumps(self.measured(), sort_keys=True, default=str).encode()).hexdigest()[:16]

    def measured(self) -> Mapping[str, object]:
        """Return the part of the content that must be equal for results to be comparable; by default all of it."""
        return self.model_dump()

    def respond(self, state: State, response: Mapping[str, Any], content: str = "") -> State:
        """Return the state after one raw response, `{"kind": ..., ...}`.

        Raises Refused for unknown kinds, keys and ids, for text that is too long, for responses that come too late,
        and for another attempt than the present one, because a second device may show an earlier attempt. Events of an
        earlier release name no attempt. `content` is the fingerprint of the content that the learner saw.
        """
        bare = dict(response)
        if not is_for_attempt(bare.pop(ATTEMPT, None), self.attempt(state)):
            raise Refused("other_attempt")
        return self.apply(state, parsed(self.responses, bare), content)

    def respond_now(self, state: State, response: Mapping[str, Any], content: str = "") -> State:
        """Return the state after a response that comes in now and not from a journal.

        Raises Refused like `respond`, and also if there are several attempts and the response names none. Such a
        response waited in a browser since an earlier release.
        """
        after = self.respond(state, response, content)  # the activity's own reason says more
        if response.get(ATTEMPT) is None and self.attempt(state) > 1:
            raise Refused("which_attempt")
        return after

    def envelope(self) -> Envelope:
        """Return the fields of the view that all kinds share."""
        return {"title": self.title, "intro": markup(self.intro)}

    def counted_envelope(self, state: State) -> CountedEnvelope:
        """Return these fields with the attempt, for a kind that has attempts."""
        return {**self.envelope(), "attempt": self.attempt(state)}
