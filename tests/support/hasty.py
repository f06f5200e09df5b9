"""`python -m tests.support.hasty run app.py`: the server, which closes idle records after 12 seconds."""

from __future__ import annotations

import sys

from streamlit.web.cli import main

from app_pages import open_records
from app_pages.ui import idle_warning

IDLE_SECONDS = 12
WARNING_SECONDS = 9

if __name__ == "__main__":
    open_records.IDLE_SECONDS = IDLE_SECONDS  # type: ignore[misc]
    idle_warning.WARNING_SECONDS = WARNING_SECONDS  # type: ignore[misc]
    idle_warning.LOOK_SECONDS = 1  # type: ignore[misc]
    sys.exit(main())
