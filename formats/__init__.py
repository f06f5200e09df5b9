"""The attitude profile in three other formats, and the answers that a pilot with them gives back.

XLSForm, LimeSurvey and FHIR Questionnaire (docs/formats.md) hold what somebody reads and answers. None holds
the explanations, the texts of aspects, the topics with their prompts, the phases of a meeting, or the
language mirror. What a pilot is for: docs/evidence.md.
"""

from formats.evidence import evidence_of
from formats.fhir import to_fhir
from formats.limesurvey import ClashingCodesError, to_limesurvey
from formats.pilot import PilotError, read_pilot
from formats.xlsform import to_xlsform

__all__ = [
    "ClashingCodesError",
    "PilotError",
    "evidence_of",
    "read_pilot",
    "to_fhir",
    "to_limesurvey",
    "to_xlsform",
]
