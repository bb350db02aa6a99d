"""What crosses the seam between Python and TypeScript: its shapes, whether a value has one, and the types made of them.

`python -m tests.seam` writes `views.ts` and `responses.ts` of the front end again, after a view or a response changed.
"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Union

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from ssfh_learn.activities import KINDS
from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.content.frame import Frame
from ssfh_learn.traits import ForHost, ReceiptView, SavedView

FRONTEND = Path(__file__).parents[1] / "ssfh_learn" / "frontend"
ACTIVITIES = (*KINDS.values(), Refresher)
VIEWS = {one.kind: one.shown for one in ACTIVITIES}
TRAITS: dict[str, Any] = {"frame": Frame, "saved": SavedView, "receipt": ReceiptView, "notices": list[str]}
STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
"""A key that no type knows is as wrong as one that is missing, and `1` is no text, nor a tuple a list."""
DESCRIBED = ConfigDict(STRICT, use_attribute_docstrings=True)
"""What types of the front end say too; to read it from the sources takes longer than to make a shape."""


@cache
def _adapter(shape: Any, *, is_described: bool = False) -> TypeAdapter[Any]:
    return TypeAdapter(list[shape], config=DESCRIBED if is_described else STRICT)


def must_fit(view: Any) -> None:
    """Raise ValidationError where a view has not the shape of its kind."""
    _adapter(VIEWS[view["kind"]]).validate_python([view])


def must_fit_traits(traits: Any) -> None:
    """Raise ValidationError where a trait of a host has a wrong shape; whatever else is there is no trait."""
    if "view" in traits:
        must_fit(traits["view"])
    for name, shape in TRAITS.items():
        if name in traits:
            _adapter(shape).validate_python([traits[name]])


class _Untitled(GenerateJsonSchema):
    """Gives no title to a field: TypeScript would get a type of that name for each."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def _schema(shape: Any) -> dict[str, Any]:
    """Return the JSON Schema of values of a shape."""
    of_list = _adapter(shape, is_described=True).json_schema(schema_generator=_Untitled, mode="serialization")
    return {"$defs": of_list.get("$defs", {}), **of_list["items"]}


def schemas() -> dict[str, Any]:
    """Return the schema of each generated file, by its name."""
    return {"views": _views(), "responses": _responses()}


def _views() -> dict[str, Any]:
    shapes = {"view": Union[(*VIEWS.values(),)], **TRAITS}
    found = {name: _schema(shape) for name, shape in shapes.items()}
    definitions = {name: one for schema in found.values() for name, one in schema.pop("$defs").items()}
    definitions["View"] = found["view"]
    found["view"] = {"$ref": "#/$defs/View"}
    return {
        "title": "Traits",
        "description": "What a host gives to draw one activity.",
        "type": "object",
        "properties": found,
        "required": [name for name in found if name != "receipt"],
        "$defs": definitions,
    }


def _responses() -> dict[str, Any]:
    """Return all that can be sent, each shape once; what each is called in Python is of no use to the browser."""
    sent: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    for adapter in [*(one.responses for one in ACTIVITIES), _adapter(ForHost, is_described=True)]:
        whole = adapter.json_schema(schema_generator=_Untitled)
        for name, one in whole.get("$defs", {"": whole}).items():
            if "kind" in one["properties"]:
                sent.setdefault(json.dumps(one["properties"]), {**one, "title": ""})
            else:
                parts[name] = one
    return {"title": "Response", "anyOf": list(sent.values()), "$defs": parts}


def write_types(folder: Path) -> None:
    """Write the types of the front end in a folder; raises CalledProcessError where that fails."""
    subprocess.run(["node", "types.mjs", str(folder)], cwd=FRONTEND, input=json.dumps(schemas()), text=True, check=True)


if __name__ == "__main__":
    write_types(FRONTEND / "src")
