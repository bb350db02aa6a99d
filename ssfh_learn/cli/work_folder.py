"""Brings the shipped modules in the work folder up to date, and leaves alone what a person made there."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from ssfh_learn.content.trainers_work import OWN_VERSIONS, is_written
from ssfh_learn.dutch_time import here

SHIPPED = ("modules",)
MANIFEST = ".ssfh-learn.json"


@dataclass
class Update:
    """The files that were written, and a person's own versions that were moved, with their new places."""

    written: list[str] = field(default_factory=list)
    kept: dict[str, Path] = field(default_factory=dict)


def shipped_folder() -> Path:
    """Return the folder that holds the shipped modules: in an installed package, or in a clone."""
    installed = Path(str(files("ssfh_learn"))) / "shipped"
    return installed if installed.is_dir() else Path(__file__).parents[2]


def bring_up_to_date(folder: Path, shipped: Path | None = None) -> Update:
    """Install the shipped files in the work folder; raises OSError if that fails.

    A file that a person changed stays until a newer version of it is shipped; then her version is moved. Files that
    are not shipped (journals, her own modules) never change.
    """
    shipped = shipped or shipped_folder()
    known, update = _manifest(folder), Update()
    offered = dict(_offered(shipped))
    aside = folder / OWN_VERSIONS / here(datetime.now(UTC)).strftime("%Y-%m-%d-%H%M%S")
    for name, path in offered.items():
        target, new = folder / name, _digest(path)
        current = _digest(target) if target.is_file() else None
        if current != new and not (current is not None and known.get(name) == new):
            if current is not None and current != known.get(name):
                update.kept[name] = _copied(target, aside / name)
            _copied(path, target)
            update.written.append(name)
        known[name] = new
    for name in [name for name in known if name not in offered]:
        digest, target = known.pop(name), folder / name
        if target.is_file() and _digest(target) == digest:
            target.unlink()
    (folder / MANIFEST).write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
    return update


def _offered(shipped: Path) -> list[tuple[str, Path]]:
    paths = [path for top in SHIPPED for path in sorted((shipped / top).rglob("*")) if path.is_file()]
    named = [(path.relative_to(shipped), path) for path in paths]
    return [(relative.as_posix(), path) for relative, path in named if all(map(is_written, relative.parts))]


def _manifest(folder: Path) -> dict[str, str]:
    try:
        known = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in known.items()} if isinstance(known, dict) else {}


def _digest(path: Path) -> str:
    """Return a hash of the content of a file, without the outputs of a notebook."""
    content = path.read_bytes()
    if path.suffix == ".ipynb":
        try:
            cells = json.loads(content)["cells"]
            content = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells]).encode()
        except (ValueError, KeyError, TypeError):
            pass  # a broken notebook is compared byte for byte
    return sha256(content).hexdigest()


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(target.name + ".new")
    shutil.copyfile(source, passing)
    passing.replace(target)
    return target
