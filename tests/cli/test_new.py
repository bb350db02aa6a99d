"""`ssfh-learn new`, as a trainer types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_check import typed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("module", "proef/module.yaml"),
        ("quiz", "proef.yaml"),
        ("scenario", "proef.yaml"),
        ("self-assessment", "proef.yaml"),
    ],
)
def test_what_new_makes_passes_check(tmp_path: Path, kind: str, path: str) -> None:
    made = typed("new", kind, "proef", folder=tmp_path)
    checked = typed("check", ".", folder=tmp_path)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Gemaakt: proef")
    assert (tmp_path / path).is_file()
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("quiz", "Mijn Quiz"), 1, "Fout: ‘Mijn Quiz’ kan niet als naam."),
        (("quiz", "er-al"), 1, "Fout: "),
        (("boek", "proef"), 2, "'boek' kan hier niet."),
        (("quiz",), 2, "Er ontbreekt een gegeven"),
    ],
)
def test_what_cannot_be_made_is_told_in_dutch_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "er-al.yaml").write_text("van mij", "utf-8")

    ran = typed("new", *words, folder=tmp_path)

    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("er-al.yaml", "van mij")]
