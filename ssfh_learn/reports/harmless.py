"""Texts that no spreadsheet runs as a formula."""

from __future__ import annotations

import re
from typing import Any

# Characters that make a spreadsheet run a text, at the start of a cell or after a comma or tab, which ends a cell in
# the spreadsheets of some countries. The last four characters are on Asian keyboards.
_FORMULA = re.compile(r"(^|[,;\t])(\s*)(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])")


def harmless(value: Any) -> Any:
    """Return a text that a spreadsheet does not run as a formula; what is no text stays."""
    return _FORMULA.sub(r"\1\2'", value) if isinstance(value, str) else value
