"""JSON Schemas for an editor: they agree with `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from ssfh_learn.activities.dutch import ACTIVITY_KINDS
from ssfh_learn.content.schema import schemas
from tests.content import yaml_examples as valid

SCHEMAS = schemas()
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
MODULES = Path(__file__).parents[2] / "modules"
STARTERS = Path(__file__).parents[2] / "ssfh_learn/content/starters"
SHIPPED = sorted(
    [*MODULES.rglob("activiteiten/*.yaml"), *MODULES.rglob("module.yaml"), *MODULES.rglob("trajecten/*.yaml")]
)


def read(path: Path) -> Any:
    """Read a file as an editor does, with an ordinary YAML reader; `{title}` is the gap in a starter."""
    return yaml.safe_load(path.read_text("utf-8").replace("{title}", "Titel").replace("{id}", "naam"))


def mistakes(content: Any) -> list[str]:
    validator = VALIDATORS[content.get("soort", "module")]
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(content)]


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(SCHEMAS) == {*ACTIVITY_KINDS, "module", "traject"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_a_schema_accepts_what_we_ship_and_the_starters() -> None:
    starters = sorted(STARTERS.rglob("*.yaml"))
    found = {str(path): mistakes(read(path)) for path in [*SHIPPED, *starters]}

    assert len(SHIPPED) > 50
    assert len(starters) > 3
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("content", [*valid.ACTIVITIES.values(), valid.MODULE], ids=[*valid.ACTIVITIES, "module"])
def test_a_schema_accepts_what_check_accepts_and_refuses_a_misspelt_key(content: str) -> None:
    assert mistakes(yaml.safe_load(content)) == []
    assert mistakes(yaml.safe_load(content.replace("titel:", "titl:"))) != []


@pytest.mark.parametrize(
    ("content", "old", "new"),
    [
        (valid.SINGLE, "uitleg: W}\n      - ", "uitlg: W}\n      - "),
        (valid.SINGLE, "juist: ja", "juist: misschien"),
        (valid.SINGLE, "soort: enkele-keuze", "soort: raden"),
        (valid.SINGLE, "titel: T", "titel: T\nmodus: spelen"),
        (valid.SCENARIO, "goed: hoog", "goed: omhoog"),
        (valid.NUMERIC, "antwoord: 45", "antwoord: veel"),
        (valid.CHART, "bron: B\n", ""),
        (valid.ROLES, "id: medewerker", "id: assistent"),
    ],
)
def test_a_schema_refuses_what_check_refuses(content: str, old: str, new: str) -> None:
    assert content.count(old) == 1
    assert mistakes(yaml.safe_load(content.replace(old, new))) != []
