"""JSON Schemas of the content files, so that an editor can complete keys and point at mistakes while typing."""

from __future__ import annotations

from typing import Any

from ssfh_learn.activities import KINDS, dutch
from ssfh_learn.activities.quiz import questions
from ssfh_learn.content.module import ModuleDescription
from ssfh_learn.content.starter import TRACK
from ssfh_learn.content.track import Track

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return a schema for each kind of activity, by its Dutch name, one for `module` and one for a track."""
    words = {kind: word for word, kind in dutch.ACTIVITY_KINDS.items()}
    described = {words[name]: _of_activity(words[name], kind.model_json_schema()) for name, kind in KINDS.items()}
    module = {"$schema": _DIALECT, **ModuleDescription.model_json_schema()}
    return {**described, "module": module, TRACK: _of_activity(TRACK, Track.model_json_schema())}


def _of_activity(word: str, schema: dict[str, Any]) -> dict[str, Any]:
    schema["properties"].pop("id")  # the file name is the id
    schema["required"].remove("id")
    schema["properties"]["soort"] = {"const": word}
    for kind in questions.KINDS:
        if kind.__name__ in schema.get("$defs", {}):
            word = next(word for word, name in dutch.QUESTION_KINDS.items() if name == kind.kind)
            schema["$defs"][kind.__name__]["properties"]["soort"] = {"const": word}
    for former in questions.FORMER_KINDS:
        if schema.get("$defs", {}).pop(former.__name__, None):
            asked = schema["properties"]["vragen"]["items"]
            asked["oneOf"].remove({"$ref": f"#/$defs/{former.__name__}"})
    return {"$schema": _DIALECT, **schema}
