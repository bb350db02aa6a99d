"""`ssfh-learn schema`, as a trainer types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ssfh_learn.content.schema import schemas
from tests.commands import typed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_schema_is_written_for_every_kind_of_file(tmp_path: Path) -> None:
    ran = typed("schema", "schemas", folder=tmp_path)

    written = {path.name: json.loads(path.read_text("utf-8")) for path in (tmp_path / "schemas").iterdir()}
    assert ran.returncode == 0
    assert written == {f"{name}.schema.json": schema for name, schema in schemas().items()}
    assert len(ran.stdout.splitlines()) == len(written)


def test_a_file_in_the_place_of_the_folder_is_told_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "schemas").touch()

    ran = typed("schema", "schemas", folder=tmp_path)

    assert ran.returncode == 2
    assert "'schemas' is een bestand en geen map." in ran.stderr
