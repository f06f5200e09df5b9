"""How well the language mirror finds the words of a case: `python -m benchmarks.mirror [--tuned]`.

It prints recall and precision of marked words on the held-out half of tests/mirror_sentences.toml; with
`--tuned` on the half that the lists were tuned on, with every mistake. A mark counts when it covers the same
letters. Then the time for 1,000 words, and what the first use of a process costs.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from time import perf_counter
from typing import Final, Literal, NamedTuple

from content import load_profile
from intervision.mirror import marks

SENTENCES: Final = Path(__file__).resolve().parent.parent / "tests" / "mirror_sentences.toml"
SEED: Final = 13
_MARKED: Final = re.compile(r"\[([^\]]+)\]")

Half = Literal["tuned", "held_out"]
Spans = set[tuple[int, int]]


class Rates(NamedTuple):
    """How well the words are found, and the sentences with a mistake."""

    recall: float
    precision: float
    labelled: int
    mistakes: list[str]


def labelled(half: Half) -> list[tuple[str, Spans]]:
    """The sentences of one half without their marks, and where the marked words stand."""
    texts = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["sentences"]
    random.Random(SEED).shuffle(texts)
    middle = len(texts) // 2
    return [_unmarked(text) for text in (texts[:middle] if half == "tuned" else texts[middle:])]


def _unmarked(text: str) -> tuple[str, Spans]:
    spans: Spans = set()
    while match := _MARKED.search(text):
        text = text[: match.start()] + match[1] + text[match.end() :]
        spans.add((match.start(), match.end() - 2))
    return text, spans


def rates(half: Half) -> Rates:
    """Recall and precision on one half."""
    mirror = load_profile().mirror
    hit = true_count = found_count = 0
    mistakes = []
    for text, true in labelled(half):
        found = {(mark.start, mark.end) for mark in marks(mirror, text)}
        hit, true_count, found_count = (
            hit + len(true & found),
            true_count + len(true),
            found_count + len(found),
        )
        if true != found:
            missed, wrong = ([text[a:b] for a, b in spans] for spans in (true - found, found - true))
            mistakes.append(f"missed {missed} too many {wrong}: {text}")
    return Rates(hit / true_count, hit / found_count, true_count, mistakes)


def ms_per_1000_words() -> float:
    """Milliseconds for a text of 1,000 words that were all seen before."""
    mirror = load_profile().mirror
    text = " ".join((" ".join(text for text, _spans in labelled("tuned")).split() * 1000)[:1000])
    marks(mirror, text)
    start = perf_counter()
    for _ in range(20):
        marks(mirror, text)
    return (perf_counter() - start) * 1000 / 20


def first_use() -> str:
    """Seconds and MB that the first marks of a process cost: the dictionary is loaded then."""
    code = (
        "import psutil, time, content; from intervision.mirror import marks\n"
        "mirror = content.load_profile().mirror\n"
        "size = lambda: psutil.Process().memory_info().rss\n"
        "before, start = size(), time.perf_counter(); marks(mirror, 'Hij is kwetsbaar.')\n"
        "print(f'{time.perf_counter() - start:.2f} s, {(size() - before) / 1e6:.0f} MB')"
    )
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    tuned = "--tuned" in sys.argv
    found = rates("tuned" if tuned else "held_out")
    print(f"recall {found.recall:.3f} precision {found.precision:.3f} of {found.labelled} words")
    if tuned:
        print("\n".join(found.mistakes))
    print(f"{ms_per_1000_words():.1f} ms for 1,000 words; first use {first_use()}")
