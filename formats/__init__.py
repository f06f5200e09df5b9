"""The attitude profile in formats of others: XLSForm, LimeSurvey and FHIR Questionnaire (docs/formats.md).

All three hold what somebody reads and answers. None holds what comes after: explanations, the texts of
aspects, topics with their prompts, the phases of a meeting, and the language mirror.
"""

from formats.fhir import to_fhir
from formats.held import Held, held, profile_files
from formats.limesurvey import CodesClash, to_limesurvey
from formats.xlsform import from_xlsform, to_xlsform

__all__ = [
    "CodesClash",
    "Held",
    "from_xlsform",
    "held",
    "profile_files",
    "to_fhir",
    "to_limesurvey",
    "to_xlsform",
]
