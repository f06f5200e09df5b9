"""Tests. No test looks at a clock, so Hypothesis has no deadline."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
