"""Tests that take long for certainty: `just exhaustive`, which is `pytest tests/exhaustive`."""
