"""What a browser sent as an answer: ids that are known and texts that fit, or it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.quiz.questions.shown import Pairs


def known(answer: object, ids: Iterable[str]) -> str:
    """Return an id that was sent; raises Refused where it is not one of `ids`."""
    if not isinstance(answer, str):
        raise Refused("malformed")
    if answer not in set(ids):
        raise Refused("unknown_id")
    return answer


def known_pairs(answer: object, ids: Iterable[str], targets: Iterable[str]) -> Pairs:
    """Return a mapping that was sent; raises Refused unless it goes from `ids` to `targets`."""
    if not isinstance(answer, dict):
        raise Refused("malformed")
    ids, targets = set(ids), set(targets)
    return {known(left, ids): known(right, targets) for left, right in answer.items()}


def text_sent(answer: object, longest: int) -> str:
    """Return a text that was sent; raises Refused where it is no text or too long."""
    if not isinstance(answer, str):
        raise Refused("malformed")
    if len(answer) > longest:
        raise Refused("too_long")
    try:
        answer.encode()
    except UnicodeEncodeError:
        raise Refused("unreadable_text") from None
    return answer
