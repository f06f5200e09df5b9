"""`python -m formats`: write the profile in another format."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from content import ProfileError, load_profile
from formats import ClashingCodesError, to_fhir, to_limesurvey, to_xlsform

FORMATS = {
    "xlsform": ("profile.xlsx", to_xlsform),
    "limesurvey": ("profile.txt", lambda profile: to_limesurvey(profile).encode()),
    "fhir": (
        "profile.json",
        lambda profile: (json.dumps(to_fhir(profile), ensure_ascii=False, indent=2) + "\n").encode(),
    ),
}
"""Format -> its default file name, and the function that makes the bytes of the file."""


def main(arguments: Sequence[str] | None = None) -> str | int:
    """Run one command; return what `sys.exit` takes: 0, or the text of an error."""
    given = _parser().parse_args(arguments)
    name, convert = FORMATS[given.format]
    file = given.output or Path(name)
    try:
        file.write_bytes(convert(load_profile(given.profile)))
    except (ProfileError, ClashingCodesError, OSError) as error:
        return str(error)
    print(f"Written: {file}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m formats", description=__doc__)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("--profile", type=Path, help="the folder of the profile; this project's by default")
    names = ", ".join(name for name, _ in FORMATS.values())
    parser.add_argument("-o", "--output", type=Path, help=f"the file to write; by default one of {names}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
