"""The exercises and stories of which figures come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.portal.coordinator.published_figures import address_of
from ssfh_learn.portal.writing.publishing_choices import counted_subjects

if TYPE_CHECKING:
    from ssfh_learn.portal.portal import Portal


def listed_choices(portal: Portal) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the exercises and stories of which figures come, by the title of their module: address and title."""
    modules = portal.library.modules
    found: dict[str, list[tuple[str, str]]] = {}
    for place, name in counted_subjects(modules.values()):
        titles = found.setdefault(modules[place].description.title, [])
        titles.append((address_of(place, name), modules[place].activities[name].title))
    return list(found.items())
