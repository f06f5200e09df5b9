"""How much of what makes somebody recognisable is pointed out: `python -m benchmarks.recognisable [--build]`.

It prints recall and precision for each kind on tests/recognisable_sentences.toml; with `--build` on the set
that the rules were tuned on, with every mistake. A detail is found when all its letters are marked as its
kind, and a mark is right when all its letters are of such a detail: half a name counts as missed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple, cast, get_args

from intervision.recognisable import Detail, Kind, details

TESTS: Final = Path(__file__).resolve().parent.parent / "tests"
SENTENCES: Final = TESTS / "recognisable_sentences.toml"
BUILD: Final = TESTS / "recognisable_build.toml"
_MARKED: Final = re.compile(r"\{([^{}|]+)\|(\w+)\}")


class Rates(NamedTuple):
    """How well one kind is found; 1 where there is nothing to divide by."""

    recall: float
    precision: float
    labelled: int


def labelled(file: Path = SENTENCES) -> list[tuple[str, tuple[Detail, ...]]]:
    """The texts of a file without their marks, each with what is marked in it."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return [_unmarked(text) for text in (*content["with"], *content["without"])]


def _unmarked(text: str) -> tuple[str, tuple[Detail, ...]]:
    plain, last, found = "", 0, []
    for match in _MARKED.finditer(text):
        plain += text[last : match.start()]
        found.append(Detail(len(plain), len(plain) + len(match[1]), cast(Kind, match[2])))
        plain, last = plain + match[1], match.end()
    return plain + text[last:], tuple(found)


def rates(file: Path = SENTENCES) -> dict[Kind, Rates]:
    """Recall and precision of each kind."""
    result: dict[Kind, Rates] = {}
    for kind in cast(tuple[Kind, ...], get_args(Kind)):
        hit = true_count = right = found_count = 0
        for text, truth in labelled(file):
            true, found = _letters(text, truth, kind), _letters(text, details(text), kind)
            hit += sum(one <= set().union(*found) for one in true)
            right += sum(one <= set().union(*true) for one in found)
            true_count, found_count = true_count + len(true), found_count + len(found)
        result[kind] = Rates(
            hit / true_count if true_count else 1, right / found_count if found_count else 1, true_count
        )
    return result


def _letters(text: str, some: Iterable[Detail], kind: Kind) -> list[set[int]]:
    """Where the letters and digits of each detail of this kind stand."""
    return [
        {at for at in range(one.start, one.end) if text[at].isalnum()} for one in some if one.kind == kind
    ]


def main() -> None:
    """Measure and print."""
    file = BUILD if "--build" in sys.argv else SENTENCES
    for kind, one in rates(file).items():
        print(f"{kind:14} recall {one.recall:.3f} precision {one.precision:.3f} of {one.labelled}")
    clean = [text for text, truth in labelled(file) if not truth]
    marked = sum(bool(details(text)) for text in clean)
    print(f"texts with nothing in them that got a mark: {marked} of {len(clean)}")
    if file == BUILD:
        for text, truth in labelled(file):
            if (found := details(text)) != truth:
                print(json.dumps([text, [text[one.start : one.end] for one in found]], ensure_ascii=False))


if __name__ == "__main__":
    main()
