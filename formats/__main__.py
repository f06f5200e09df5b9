"""`python -m formats`: the profile in another format, or the files of a profile from an XLSForm."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from content import ProfileError, load_profile
from formats import CodesClash, from_xlsform, profile_files, to_fhir, to_limesurvey, to_xlsform

FORMATS = {
    "xlsform": ("profile.xlsx", to_xlsform),
    "limesurvey": ("profile.txt", lambda profile: to_limesurvey(profile).encode()),
    "fhir": (
        "profile.json",
        lambda profile: (json.dumps(to_fhir(profile), ensure_ascii=False, indent=2) + "\n").encode(),
    ),
}
"""What each format's file is called where nobody names it, and how its bytes are made."""


def main(arguments: Sequence[str] | None = None) -> str | int:
    """Run one command; the result is for `sys.exit`."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "from-xlsform":
            return _from_xlsform(given.file, given.output)
        name, written = FORMATS[given.command]
        file = given.output or Path(name)
        file.write_bytes(written(load_profile(given.profile)))
    except (ProfileError, CodesClash, OSError) as error:
        return str(error)
    print(f"Written: {file}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m formats", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (file, _) in FORMATS.items():
        command = commands.add_parser(name, help=f"write the profile as {file}")
        command.add_argument(
            "--profile", type=Path, help="the folder of the profile; this project's by default"
        )
        command.add_argument("-o", "--output", type=Path, help=f"the file to write; {file} by default")
    back = commands.add_parser("from-xlsform", help="make the files of a profile from an XLSForm")
    back.add_argument("file", type=Path)
    back.add_argument("-o", "--output", type=Path, required=True, help="a folder without a profile")
    return parser


def _from_xlsform(file: Path, folder: Path) -> str | int:
    files = profile_files(from_xlsform(file.read_bytes()))
    if any(folder.glob("*.toml")):
        return f"{folder} holds a profile already. Name another folder."
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"Written: {', '.join(files)} in {folder}")
    try:
        load_profile(folder)
    except ProfileError as error:
        print(f"What an XLSForm does not hold is still to be written. {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
