"""Codes: random enough, no two symbols alike, and read whatever way they are typed."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codes import CODE_LENGTH, LOOK_ALIKES, PARTICIPATION_LENGTH, SYMBOLS, new_code, typed_code

codes = st.text(SYMBOLS, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


def test_codes_have_enough_random_bits() -> None:
    assert CODE_LENGTH * math.log2(len(set(SYMBOLS))) >= 64
    assert PARTICIPATION_LENGTH * math.log2(len(set(SYMBOLS))) >= 80
    assert len(set(SYMBOLS)) == len(SYMBOLS)


def test_no_symbol_is_read_as_another() -> None:
    assert not set(SYMBOLS) & {chr(letter) for letter in LOOK_ALIKES}
    assert {chr(symbol) if isinstance(symbol, int) else symbol for symbol in LOOK_ALIKES.values()} <= set(
        SYMBOLS
    )


def test_codes_use_every_symbol_evenly() -> None:
    made = [new_code() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert all([len(group) for group in code.split("-")] == [4, 4, 4, 4] for code in made)
    counts = Counter("".join(made).replace("-", ""))
    assert set(counts) == set(SYMBOLS)
    expected = 2000 * CODE_LENGTH / len(SYMBOLS)
    assert sum((n - expected) ** 2 / expected for n in counts.values()) < 70  # chi-squared, 27 df: p < 1e-5


@given(
    code=codes,
    seed=st.integers(),
    between=st.sampled_from(["", " ", "-", "–", " - ", ".", "\t", "_", "\u00a0"]),
)
def test_typing_does_not_change_the_code(code: str, seed: int, between: str) -> None:
    chance = random.Random(seed)
    looks = {symbol: [symbol] for symbol in SYMBOLS}
    for other, symbol in LOOK_ALIKES.items():
        looks[chr(symbol) if isinstance(symbol, int) else symbol].append(chr(other))
    typed = "".join(
        chance.choice((str.lower, str.upper))(chance.choice(looks[symbol])) + chance.choice(("", between))
        for symbol in code
    )
    assert typed_code(f"  {typed}\n") == code


@given(codes, codes)
def test_different_codes_stay_different(one: str, other: str) -> None:
    assert (typed_code(one) == typed_code(other)) == (one == other)


@given(st.text(max_size=3000))
def test_any_text_becomes_a_short_code(text: str) -> None:
    code = typed_code(text)
    assert len(code) <= PARTICIPATION_LENGTH + 1
    code.encode()


@pytest.mark.parametrize(
    "typed",
    ["7K4QM2HX90TDVC8E", "7k4q m2hx–9otd.vcbe", "７Ｋ４Ｑ-Ｍ２ＨＸ-９０ＴＤ-ＶＣ８Ｅ", "7K4Q/M2HX/9OTD/UCBE"],
)
def test_examples(typed: str) -> None:
    assert typed_code(typed) == "7K4QM2HX90TDVC8E"


def test_too_long_code_is_another_code() -> None:
    assert typed_code("7K4QM2HX90TDVC6E" + "7") != typed_code("7K4QM2HX90TDVC6E")
