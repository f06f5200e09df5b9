"""Tests that take long for certainty rather than for coverage."""
