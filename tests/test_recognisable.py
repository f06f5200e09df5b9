"""Details that tell who a text is about; the held-out sentences have lower bounds only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.recognisable import BUILD, SENTENCES, labelled, rates
from intervision.recognisable import Detail, Kind, details, word_lists

ROOT = Path(__file__).resolve().parent.parent

WORDS = """
    Kevin kevin Jan de Vries Van der Laan Meneer dr. J. A.M. M. 't 's Hij Jeugdzorg GGZ Utrecht @ _ . , : ;
    - ' " 06-12345678 12-3-2008 maart geboren XK-482-P 3582 GX Kerkweg 3a a@b.nl Insta: NL39 RABO 0300 0652 64
    ١٢ İ ß 👦🏽 e\u0301 \u200b 12 9
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", " "])
TEXTS = (
    st.text(max_size=300)
    | st.lists(PIECES, max_size=40).map(" ".join)
    | st.lists(PIECES, max_size=40).map("".join)
)


@given(TEXTS)
def test_details_are_ordered_and_do_not_overlap(text: str) -> None:
    end = 0
    for one in details(text):
        assert end <= one.start < one.end <= len(text)
        assert one.kind in get_args(Kind)
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        end = one.end


@pytest.mark.parametrize(("text", "truth"), labelled(BUILD))
def test_the_build_set(text: str, truth: tuple[Detail, ...]) -> None:
    assert details(text) == truth


def test_half_of_the_held_out_set_is_clean() -> None:
    texts = labelled(SENTENCES)
    without = [text for text, truth in texts if not truth]
    assert len(texts) >= 120
    assert 0.4 <= len(without) / len(texts) <= 0.6
    assert not {text for text, _truth in texts} & {text for text, _truth in labelled(BUILD)}


def test_details_of_the_held_out_set_are_found() -> None:
    found = rates()
    assert found["name"].recall >= 0.9
    assert found["name"].precision >= 0.9
    for kind in set(found) - {"name"}:
        assert found[kind].recall >= 0.8, kind
        assert found[kind].precision >= 0.9, kind


def test_no_word_of_our_own_is_a_name() -> None:
    """'anders' is a name in Denmark."""
    files = [*(ROOT / "locales" / "nl").rglob("*.po"), *(ROOT / "profile").glob("*.toml")]
    ours = {
        word for file in files for word in re.findall(r"\b[a-zà-ÿ]{4,}\b", file.read_text(encoding="utf-8"))
    }
    lists = word_lists()
    assert not ours & (lists["first names"] - lists["first names that are also words"])


def test_a_known_name_is_found_again() -> None:
    text = "Ik werk met Qazim. Qazim belt niet meer."
    assert [text[one.start : one.end] for one in details(text)] == ["Qazim", "Qazim"]


@pytest.mark.parametrize("piece", ["Kevin ", "A. ", "Jan van ", "1 ", "a1.b_"])
def test_a_long_text_takes_linear_time(piece: str) -> None:
    """A pattern that goes back over the whole text would take hours here; tests stop after five minutes."""
    details(piece * 5_000)
