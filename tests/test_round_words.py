"""The four words of a round."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from content.round_words import BITS_A_WORD, WORDS_OF_A_ROUND, all_words, round_words


def test_words_of_a_known_key() -> None:
    """Two versions of the app, on two machines, show the same."""
    assert round_words(bytes(32)) == ("maaltijd", "bloesem", "dijk", "tiende")


def test_list_is_long_and_plain() -> None:
    words = all_words()
    assert len(words) == len(set(words)) == 1 << BITS_A_WORD
    assert all(re.fullmatch("[a-z]{4,9}", word) for word in words)
    assert list(words) == sorted(words)


def test_no_two_words_differ_by_one_letter() -> None:
    def without_one(word: str) -> set[str]:
        return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}

    near = {word: without_one(word) for word in all_words()}
    alike = [pair for pair in combinations(near, 2) if abs(len(pair[0]) - len(pair[1])) <= 1]
    # one letter replaced: the rest is the same at the same place
    same_length = [
        (one, other)
        for one, other in alike
        if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    ]
    one_more = [
        (one, other)
        for one, other in alike
        if len(one) != len(other) and (min(one, other, key=len) in near[max(one, other, key=len)])
    ]
    assert same_length + one_more == []


@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_another_key_has_other_words(key: bytes, bit: int) -> None:
    changed = (int.from_bytes(key) ^ (1 << bit)).to_bytes(32)
    assert len(round_words(key)) == WORDS_OF_A_ROUND
    assert round_words(key) != round_words(changed)
