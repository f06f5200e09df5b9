"""The attitude profile in three other formats: XLSForm, LimeSurvey and FHIR Questionnaire (docs/formats.md).

All three hold what somebody reads and answers. None holds the explanations, the texts of aspects, the topics
with their prompts, the phases of a meeting, or the language mirror.
"""

from formats.fhir import to_fhir
from formats.limesurvey import ClashingCodesError, to_limesurvey
from formats.xlsform import to_xlsform

__all__ = ["ClashingCodesError", "to_fhir", "to_limesurvey", "to_xlsform"]
