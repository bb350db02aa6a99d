"""Opens the report in LibreOffice: `python -m tests.benchmarks.workbook FILE.xlsx` (made by `ssfh-learn report`).

Where LibreOffice is missing and apt can install it, this command does so; it is no part of a normal run of the tests.
LibreOffice is asked to convert each sheet. A workbook that needs a repair is not converted without a person who says
yes, and what it converts must hold the same cells as the file.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

PACKAGES = ("libreoffice-calc-nogui", "libreoffice-calc")
PATIENCE = 300
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
"""Semicolons, quotes, UTF-8, as shown, and a file for each sheet."""


def program() -> str:
    """Return the program, installed if need be; raises SystemExit where that cannot be done."""
    for package in ("", *PACKAGES):
        if package:
            asked = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
            subprocess.run(asked, check=False)
        if found := shutil.which("soffice"):
            return found
    sys.exit("LibreOffice is not there, and apt cannot install it.")


def main(file: Path) -> None:
    """Convert every sheet, and compare its size and its first texts with what the file says."""
    book = load_workbook(file, read_only=True)
    with TemporaryDirectory() as folder:
        asked = [program(), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        asked += ["--convert-to", EVERY_SHEET, "--outdir", folder, str(file)]
        subprocess.run(asked, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)
        for sheet in book:
            path = Path(folder) / f"{file.stem}-{sheet.title}.csv"
            with path.open(encoding="utf-8", newline="") as opened:
                rows = list(csv.reader(opened, delimiter=";"))
            expected = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=200)]
            assert len(rows) == sheet.max_row, (sheet.title, len(rows), sheet.max_row)
            for row, cells in zip(rows, expected, strict=False):
                for said, cell in zip(row, cells, strict=True):
                    assert not isinstance(cell, str) or said == cell, (sheet.title, said, cell)
            print(f"{sheet.title}: {len(rows)} rows, the same in LibreOffice")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
