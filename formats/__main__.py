"""`python -m formats`: the profile in another format, the papers of a pilot, and what a pilot found."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from content import LANGUAGES, Profile, ProfileError, load_profile
from formats import (
    ClashingCodesError,
    PilotError,
    evidence_of,
    read_pilot,
    to_fhir,
    to_limesurvey,
    to_xlsform,
)
from report.pilot_papers import answer_form_pdf, think_aloud_pdf

FORMATS: Final[dict[str, tuple[str, Callable[[Profile], bytes]]]] = {
    "xlsform": ("profile.xlsx", to_xlsform),
    "limesurvey": ("profile.txt", lambda profile: to_limesurvey(profile).encode()),
    "fhir": (
        "profile.json",
        lambda profile: (json.dumps(to_fhir(profile), ensure_ascii=False, indent=2) + "\n").encode(),
    ),
}
"""Format -> its default file name, and the function that makes the bytes of the file."""

PAPERS: Final = {
    "answer-form": ("answer-form.pdf", answer_form_pdf),
    "think-aloud": ("think-aloud.pdf", think_aloud_pdf),
}
"""Paper -> its default file name, and the function that makes it in a language."""


def main(arguments: Sequence[str] | None = None) -> str | int:
    """Run one command; return what `sys.exit` takes: 0, or the text of an error."""
    given = _parser().parse_args(arguments)
    try:
        profile = load_profile(given.profile)
        if given.command == "evidence":
            print(evidence_of(profile, read_pilot(given.answers, profile)))
            return 0
        if given.command in PAPERS:
            name, make = PAPERS[given.command]
            made = make(profile, language=given.language, made_on=datetime.now(UTC).date())
        else:
            name, convert = FORMATS[given.command]
            made = convert(profile)
        file = given.output or Path(name)
        file.write_bytes(made)
    except (ProfileError, ClashingCodesError, PilotError, OSError) as error:
        return str(error)
    print(f"Written: {file}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m formats", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    helps = {
        "xlsform": "the profile for ODK and KoboToolbox",
        "limesurvey": "the profile for LimeSurvey",
        "fhir": "the profile as a FHIR Questionnaire",
        "answer-form": "the statements on paper, to fill in (docs/evidence.md)",
        "think-aloud": "the interviewer's sheet for think-aloud interviews (docs/evidence.md)",
        "evidence": "item statistics, alpha and omega from the answers of a pilot (docs/evidence.md)",
    }
    for name, words in helps.items():
        command = commands.add_parser(name, help=words)
        command.add_argument(
            "--profile", type=Path, help="the folder of the profile; this project's by default"
        )
        if name == "evidence":
            command.add_argument(
                "answers", type=Path, help="the answers that LimeSurvey or ODK exported, as CSV"
            )
        else:
            file, _ = {**FORMATS, **PAPERS}[name]
            command.add_argument("-o", "--output", type=Path, help=f"the file to write; {file} by default")
        if name in PAPERS:
            command.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    return parser


if __name__ == "__main__":
    sys.exit(main())
