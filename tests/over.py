"""One test over many cases that cost little: pytest takes longer to set up a test than such a case takes.

Every case is tried, and every faulty one is named with its own traceback.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest


def over(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test once for all cases, which are written as those of `pytest.mark.parametrize`."""
    wanted = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    listed = list(cases)
    assert listed, "no case at all"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def over_all(**fixtures: Any) -> None:
            faulty = []
            for case in listed:
                values = getattr(case, "values", case if len(wanted) > 1 else (case,))
                try:
                    test(**dict(zip(wanted, values, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  (raised below)
                    error.add_note(f"of the case {getattr(case, 'id', None) or case!r:.200}")
                    faulty.append(error)
            if faulty:
                message = f"{len(faulty)} of {len(listed)} cases are faulty"
                raise BaseExceptionGroup(message, faulty)

        of_test = inspect.signature(test)
        fixtures = [one for name, one in of_test.parameters.items() if name not in wanted]
        over_all.__signature__ = of_test.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return over_all

    return decorate
