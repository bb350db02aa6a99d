"""One activity in one file."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from ssfh_learn.activities import KINDS, Activity, dutch
from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.content.images import flaws_of_images
from ssfh_learn.content.keys import keys_in
from ssfh_learn.content.mistakes import diagnosed, explain
from ssfh_learn.content.source import Source, read_source, source_of, version_of
from ssfh_learn.content.validate import fitting, validated

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.activities.scenario.model import ScenarioContent
    from ssfh_learn.content.repair import Diagnosis

ACTIVITIES = "activiteiten"
EARLIER = "eerder"
"""The folder in it with earlier editions of stories."""
RESERVED = ("stappen", "opfrissen")
"""Names under which the portal keeps what a learner did in a module and not in an activity."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def read_activity(path: Path) -> tuple[Activity | None, Source]:
    """Return the activity, or None where it has problems, and the source that lists them."""
    source = read_source(path)
    activity = activity_in(source)
    if not source.is_usable:
        explain(source, keys_for(source.text), activity_in)
        return None, source
    if isinstance(activity, Scenario):
        own = activity.fingerprint()
        activity = activity.with_earlier({name: one for name, one in _earlier_editions(path).items() if name != own})
    return activity, source


def fitting_activity(path: Path) -> Activity | None:
    """Return the activity of a file as far as it can be read; what is wrong in it beyond that is left to `check`."""
    source = read_source(path)
    kind = _kind(source)
    return None if kind is None else fitting(kind, {**source.value, "id": path.stem})


def diagnosed_activity(path: Path, text: str) -> Diagnosis:
    """Return what would be wrong with the lines of an activity's file if this were its text."""
    source = source_of(path, text)
    return diagnosed(source, keys_for(source.text), activity_in)


def activity_in(source: Source) -> Activity | None:
    """Return the activity that a source holds, and add what is wrong to the source."""
    path = source.path
    kind = _kind(source)
    if kind is None:
        return None
    if "id" in source.value:
        source.add("id_is_file_name", ("id",), id=path.stem)
    name = path.stem
    if path.suffix != ".yaml" or not _NAME.fullmatch(name):
        source.add("bad_file_name", name=path.name)
        name = "naam"
    if name in RESERVED:
        source.add("reserved_name", name=path.name)
    flaws_of_images(source, path.parent.parent if path.parent.name == ACTIVITIES else path.parent)
    return validated(kind, {**source.value, "id": name}, source)


def keys_for(text: str) -> frozenset[str]:
    """Return the keys that can stand in a file: of its kind or, where that cannot be seen, of all kinds."""
    found = re.search(r"^soort: *[\"']?([a-z-]+)", text, re.MULTILINE)
    kind = dutch.ACTIVITY_KINDS.get(found[1]) if found else None
    kinds = [KINDS[kind]] if kind else [*KINDS.values()]
    return frozenset({dutch.KIND}.union(*(keys_in(one) for one in kinds)))


def _earlier_editions(path: Path) -> dict[str, ScenarioContent]:
    """Return the editions that a story had before, by fingerprint: a run that began in one of them stays readable.

    They are kept in `activiteiten/eerder/<name>/`. One that cannot be read is left out: the story itself still opens.
    """
    found: dict[str, ScenarioContent] = {}
    for file in sorted((path.parent / EARLIER / path.stem).glob("*.yaml")):
        source = read_source(file)
        if isinstance(source.value, dict):
            edition = validated(Scenario, {**source.value, "id": path.stem}, source)
            if edition is not None and source.is_usable:
                found[edition.fingerprint()] = edition
    return found


def _kind(source: Source) -> type[Activity] | None:
    if source.problems and source.value is None:
        return None
    if not isinstance(source.value, dict):
        source.add("not_an_activity")
        return None
    key = dutch.KIND
    written = source.value.get(key)
    if written is None:
        source.add("missing_kind", known=", ".join(dutch.ACTIVITY_KINDS))
        return None
    kind = dutch.ACTIVITY_KINDS.get(str(written))
    if kind is None:
        meant = next(iter(get_close_matches(str(written), dutch.ACTIVITY_KINDS, 1, 0.5)), "quiz")
        known = ", ".join(dutch.ACTIVITY_KINDS)
        source.add("unknown_kind", (key,), written=written, meant=meant, known=known)
        return None
    return KINDS[kind]


def load_activity(path: Path) -> Activity:
    """Return the activity of a file; raises ContentFileError with all that is wrong."""
    return _activity(path, *version_of(path))


@lru_cache(maxsize=512)
def _activity(path: Path, *_version: int) -> Activity:
    activity, source = read_activity(path)
    if activity is None:
        raise source.error()
    return activity
