"""What there is to do in a step, where a story can take the place of another one for some roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.activity import RoleName

Exercise = tuple[str, ...]
"""The names of the activities of which one must be done; usually that is one activity."""


def exercises_of(activities: Mapping[str, Activity]) -> tuple[Exercise, ...]:
    """Return the exercises of a step, in order: what is written for some roles stands in for the first of its kind."""
    found: dict[str, list[str]] = {}
    for name, one in activities.items():
        found.setdefault(_main(one, activities) or name, []).append(name)
    return tuple(tuple(sorted(names, key=lambda name: name != main)) for main, names in found.items())


def folded_for(role: RoleName, activities: Mapping[str, Activity]) -> frozenset[str]:
    """Return the activities of a step that this role can open, but that another one takes the place of."""
    own_kinds = {one.kind for one in activities.values() if role in one.for_roles}

    def is_for_others(one: Activity) -> bool:
        return role not in one.for_roles if one.for_roles else one.kind in own_kinds

    return frozenset(name for name, one in activities.items() if is_for_others(one))


def _main(one: Activity, activities: Mapping[str, Activity]) -> str | None:
    """Return the activity for everybody whose place one for some roles takes, if there is one."""
    if not one.for_roles:
        return None
    return next((name for name, other in activities.items() if other.kind == one.kind and not other.for_roles), None)
