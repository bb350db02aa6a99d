"""How much a browser loads."""

from __future__ import annotations

import gzip
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ssfh_learn.portal.web.assets import assets
from tests.benchmarks.report import line
from tests.portal.host import serving

if TYPE_CHECKING:
    from tests.portal.host import Visitor

REPOSITORY = Path(__file__).parents[2]
STATIC = REPOSITORY / "ssfh_learn" / "static"
MOST_OF_A_STEP = 75 * 1024
_FILE = re.compile(r'(?:href|src)="[^"]*/static/([\w.]+\.(?:css|js))\?v=')


def first_load(visitor: Visitor, path: str) -> dict[str, int]:
    """Return the bytes of a page and of the styles and scripts that it names, as a browser gets them."""
    page = visitor.get(path, Accept_Encoding="br, gzip")
    names = dict.fromkeys(_FILE.findall(gzip.decompress(page.body).decode()))
    return {"page": len(page.body), **{name: len(assets()[name].packed["br"]) for name in names}}


def main() -> None:
    """Print the size of the bundle, gzipped, and of the first load of a step with a scenario."""
    total = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in STATIC.glob("ssfh.*"))
    line("script and stylesheet, gzipped", f"{total / 1024:.1f} KB", "40 KB", reached=total <= 40 * 1024)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(REPOSITORY / "modules", None, f"sqlite:///{folder}/leren.db") as site,
    ):
        step = sum(first_load(site.visitor("anna"), "module/werkdruk/10").values())
    line("first load of a step with a scenario", f"{step / 1024:.1f} KB", "75 KB", reached=step <= MOST_OF_A_STEP)
