"""The command that a JupyterHub starts: `python -m ssfh_learn.portal.hub`; see docs/beheer.md."""

from __future__ import annotations

import sys

from ssfh_learn.portal.web.hub import main

if __name__ == "__main__":
    sys.exit(main())
