"""What makes somebody recognisable is pointed out; of the held-out sentences only lower bounds are tested."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.recognisable import BUILD, SENTENCES, marked, rates
from intervision import Detail, Kind, believable, details, together
from intervision.words_with_capitals import ALSO_WORDS, FIRST_NAMES

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
def test_details_lie_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for one in details(text):
        assert last <= one.start < one.end <= len(text)
        assert one.kind in get_args(Kind)
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        last = one.end


@given(TEXTS, st.integers(0, 300), st.integers(1, 300))
def test_what_the_worker_says_never_breaks_anything(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    if start < end:
        trimmed = believable(text, Detail(start, end, "name"))
        assert trimmed is None or start <= trimmed.start < trimmed.end == end


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=20))
def test_together_keeps_apart(spans: list[tuple[int, int]]) -> None:
    found = together(*([Detail(start, start + length, "name")] for start, length in spans))
    assert all(one.end <= two.start for one, two in pairwise(found))
    if spans:
        start, length = spans[0]
        assert Detail(start, start + length, "name") in found  # the first comes first


@pytest.mark.parametrize(
    ("text", "truth"), marked(BUILD), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_build_set(text: str, truth: tuple[Detail, ...]) -> None:
    assert details(text) == truth


def test_the_held_out_set_is_large_and_half_of_it_has_nothing() -> None:
    texts = marked(SENTENCES)
    without = [text for text, truth in texts if not truth]
    assert len(texts) >= 120
    assert 0.4 <= len(without) / len(texts) <= 0.6
    assert not {text for text, _truth in texts} & {text for text, _truth in marked(BUILD)}


def test_no_change_makes_it_worse_on_the_held_out_set() -> None:
    """Lower bounds only, so that nobody reads the sentences to make this pass."""
    found = rates(details)
    assert found["name"]["recall"] >= 0.9
    assert found["name"]["precision"] >= 0.9
    for kind in set(get_args(Kind)) - {"name"}:
        assert found[kind]["recall"] >= 0.8, kind
        assert found[kind]["precision"] >= 0.9, kind


def test_no_word_of_our_own_is_a_name_in_lower_case() -> None:
    """'anders' is a name in Denmark."""
    files = [*(ROOT / "locales" / "nl").rglob("*.po"), *(ROOT / "profile").glob("*.toml")]
    ours = {
        word for file in files for word in re.findall(r"\b[a-zà-ÿ]{4,}\b", file.read_text(encoding="utf-8"))
    }
    assert not ours & (FIRST_NAMES - ALSO_WORDS)


def test_a_name_is_known_again_where_a_capital_says_nothing() -> None:
    text = "Ik werk met Qazim. Qazim belt niet meer."
    assert [text[one.start : one.end] for one in details(text)] == ["Qazim", "Qazim"]


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    """No pattern goes back over the whole text: that would take hours, and the timeout is five minutes."""
    for piece in (
        "Kevin ",
        "a",
        "1 ",
        "A. ",
        "06-",
        "a@",
        "A.van ",
        "Mw. de ",
        "geb 1 mei ",
        "'",
        "-",
        "a1.b_",
    ):
        details(piece * 20_000)
