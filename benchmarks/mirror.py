"""How well the language mirror finds what people marked by hand: `python -m benchmarks.mirror [--json]`.

Precision and recall count marked words of the `held_out` sentences in tests/mirror_sentences.toml: a mark
counts when it covers the same letters. The table shows the kinds too. Speed and memory are for information.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.recognisable import names_rates
from content import Profile, load_profile
from intervision.mirror import marks

SENTENCES: Final = Path(__file__).parent.parent / "tests" / "mirror_sentences.toml"
KINDS: Final = {"[": "loaded", "{": "weakness"}
_SIGN: Final = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")

Spans = dict[tuple[int, int], str]
"""Where a marked word stands -> its kind."""


@dataclass(frozen=True)
class Labelled:
    """A sentence and the marks that people gave it."""

    text: str
    spans: Spans


@dataclass(frozen=True)
class Quality:
    """How the marks compare with those of people."""

    sentences: int
    precision: float
    recall: float
    table: Counter[tuple[str, str]]  # (by people, by the mirror); "-" is no mark
    mistakes: tuple[str, ...]


def sentences(which: str) -> list[Labelled]:
    """The labelled sentences of one set: build or held_out."""
    data = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    return [_labelled(entry["text"]) for entry in data[which]]


def _labelled(signed: str) -> Labelled:
    spans, text, end = {}, "", 0
    for found in _SIGN.finditer(signed):
        text += signed[end : found.start()]
        word = found[1] or found[2]
        spans[len(text), len(text) + len(word)] = KINDS[found[0][0]]
        text, end = text + word, found.end()
    return Labelled(text + signed[end:], spans)


def quality(profile: Profile, which: str = "held_out") -> Quality:
    """Precision and recall on one set."""
    table: Counter[tuple[str, str]] = Counter()
    mistakes = []
    labelled = sentences(which)
    for sentence in labelled:
        found: Spans = {(mark.start, mark.end): mark.kind for mark in marks(profile, sentence.text)}
        for span in sentence.spans.keys() | found.keys():
            table[sentence.spans.get(span, "-"), found.get(span, "-")] += 1
        if sentence.spans.keys() != found.keys():
            missed, extra = (
                ", ".join(sentence.text[start:end] for start, end in sorted(spans))
                for spans in (sentence.spans.keys() - found.keys(), found.keys() - sentence.spans.keys())
            )
            mistakes.append(f"missed [{missed}] too much [{extra}]: {sentence.text}")
    right = sum(count for (people, mirror), count in table.items() if "-" not in (people, mirror))
    given = sum(count for (_, mirror), count in table.items() if mirror != "-")
    wanted = sum(count for (people, _), count in table.items() if people != "-")
    return Quality(len(labelled), right / max(given, 1), right / max(wanted, 1), table, tuple(mistakes))


def ms_per_1000_words(profile: Profile) -> float:
    """The time for a text of 1,000 words, once the dictionary is loaded and the words were seen."""
    text = " ".join(sentence.text for sentence in sentences("build"))
    text = " ".join((text.split() * 1000)[:1000])
    marks(profile, text)
    times = []
    for _ in range(20):
        start = perf_counter()
        marks(profile, text)
        times.append(perf_counter() - start)
    return 1000 * sorted(times)[len(times) // 2]


def first_use() -> tuple[float, float]:
    """Seconds and MB that the first marks of a process cost: the dictionary is loaded then."""
    code = (
        "import psutil, time, content; from intervision.mirror import marks\n"
        "profile = content.load_profile()\n"
        "size = lambda: psutil.Process().memory_info().rss\n"
        "before, start = size(), time.perf_counter(); marks(profile, 'Hij is kwetsbaar.')\n"
        "print(time.perf_counter() - start, (size() - before) / 1e6)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(out[0]), float(out[1])


def measured(profile: Profile) -> dict[str, float | int | None]:
    """The numbers of `--json`; those of names are None until they are measured."""
    found = quality(profile)
    return {
        "sentences": found.sentences,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        **names_rates({}),
    }


def confusion(found: Quality) -> str:
    """The table of kinds, by people (down) and by the mirror (across)."""
    kinds = ("loaded", "weakness", "-")
    rows = ["people \\ mirror" + "".join(f"{kind:>10}" for kind in kinds)]
    rows += [
        f"{people:15}" + "".join(f"{found.table[people, mirror]:10}" for mirror in kinds) for people in kinds
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    parser.add_argument("--build", action="store_true", help="the build set, with its mistakes")
    arguments = parser.parse_args()
    profile = load_profile()
    if arguments.json:
        print(json.dumps(measured(profile)))
    else:
        found = quality(profile, "build" if arguments.build else "held_out")
        print(f"sentences {found.sentences}, precision {found.precision:.3f}, recall {found.recall:.3f}")
        print(confusion(found))
        if arguments.build:
            print("\n".join(found.mistakes))
        else:
            seconds, size = first_use()
            print(f"ms per 1,000 words {ms_per_1000_words(profile):.1f}")
            print(f"first use {1000 * seconds:.0f} ms, {size:.0f} MB")
