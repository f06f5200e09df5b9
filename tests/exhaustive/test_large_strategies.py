"""Properties of large generated inputs, with ten times as many examples as in the gate."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("many", deadline=None, max_examples=1_000)
settings.load_profile("many")  # before these modules are imported: they try a fifth of it

from tests.test_formats_fhir import (  # noqa: E402
    test_expressions_give_our_scores_for_any_answers,
    test_link_ids_are_unique_for_any_profile,
)
from tests.test_formats_xlsform import test_the_sheets_hold_any_profile_exactly  # noqa: E402
from tests.test_scoring_agenda import test_an_agenda_is_short_without_repeats  # noqa: E402
from tests.test_scoring_snapshot import (  # noqa: E402
    test_the_mean_is_that_of_the_scores,
    test_the_order_of_ballots_does_not_matter,
)

settings.load_profile("no clock")

__all__ = [
    "test_an_agenda_is_short_without_repeats",
    "test_expressions_give_our_scores_for_any_answers",
    "test_link_ids_are_unique_for_any_profile",
    "test_the_mean_is_that_of_the_scores",
    "test_the_order_of_ballots_does_not_matter",
    "test_the_sheets_hold_any_profile_exactly",
]
