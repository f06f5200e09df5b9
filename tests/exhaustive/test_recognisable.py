"""Long texts for every pattern of `details`."""

from __future__ import annotations

import pytest

from intervision.recognisable import details

PIECES = "Kevin |a|1 |A. |06-|a@|A.van |Mw. de |Jan van |geb 1 mei |'|-|a1.b_"


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_a_very_long_text_takes_linear_time(piece: str) -> None:
    """A pattern that goes back over the whole text would take hours here; tests stop after five minutes."""
    details(piece * 20_000)
