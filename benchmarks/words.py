"""How hard the Dutch is to read, by group of pages, measured with two formulas.

`python -m benchmarks.words` counts the texts of `profile/` and of the Dutch catalogue, each once, in the
group of the page that shows it. With a folder as argument: those of another copy of the project.

Only whole sentences count, so no buttons, headings or names. A placeholder counts as one word. Figures:

- Flesch-Douma: 206.84 - 0.93 * words a sentence - 77 * syllables a word. Higher is easier; 60 to 70 is called
  normal, 80 and more easy (Douma 1960, after Flesch 1948).
- LiX: words a sentence + words of more than six letters in percent. Lower is easier; below 30 is called very
  easy, up to 40 easy (Björnsson 1968).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Final

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from content import Profile, load_profile

HERE: Final = Path(__file__).parent.parent
LANGUAGE: Final = "nl"

GROUPS: Final = {
    "welcome": (r"app|app_pages/reflect/welcome",),
    "statements": (r"app_pages/reflect/reflection", "items"),
    "explanation": (r"app_pages/read/attitude", "explained"),
    "result": (r"app_pages/(reflect/result|vault/growth|vault/plan)|report/(sentences|growth|charts|facts)",),
    "vault": (r"app_pages/(vault/(vault|locked|keep|session|parts)|ui/code_)",),
    "team": (r"app_pages/(team/|ui/sharing)|report/team_(sentences|items|charts|export)",),
    "meeting": (r"app_pages/(meeting/|read/model)", "intervision"),
    "topics": ("topics",),
    "PDF": (r"report/(document|\w+_document|card|calendar|typesetting)",),
    "other": (r"[\w/]+",),
}
"""Group -> patterns of modules, and parts of the profile; the first that fits."""

VOWELS: Final = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|ie|oo|uu|oe|eu|ui|ou|au|ei|ij|[aeiouyëïöüáéèà]")
"""One syllable each: right for 73 of 76 words counted by hand (pyphen's patterns: 69)."""

LONG_WORD: Final = 6
"""Letters; a longer word is long (LiX)."""

LONG_SENTENCE: Final = 20

_WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_END: Final = re.compile(r"([.?:…][’*)]*)\s+(?=[‘*{(A-ZÀ-Ý0-9])")


@dataclass(frozen=True)
class Figures:
    """Of one group's sentences."""

    sentences: int
    words: int
    syllables: int
    long_words: int
    long_sentences: int
    longest: int

    @property
    def flesch_douma(self) -> float:
        """Higher is easier."""
        return 206.84 - 0.93 * self.words / self.sentences - 77 * self.syllables / self.words

    @property
    def lix(self) -> float:
        """Lower is easier."""
        return self.words / self.sentences + 100 * self.long_words / self.words


def words(text: str) -> list[str]:
    """The words of a text; a placeholder counts as one.

    'Kies {count} zo’n uitspraak.' -> ['Kies', 'één', 'zo’n', 'uitspraak']
    """
    return _WORD.findall(re.sub(r"\{\w+\}", "één", text))


def sentences(text: str) -> list[str]:
    """The whole sentences of a text: parts that end in a full stop, a question mark, a colon or '…'.

    '**Wat je doet.** Je leest. Verder' -> ['**Wat je doet.**', 'Je leest.']
    """
    parts = (part.strip() for part in _END.sub(r"\1\n", text).splitlines())
    return [part for part in parts if part.rstrip("’*)").endswith((".", "?", ":", "…")) and words(part)]


def syllables(word: str) -> int:
    """About how many syllables a Dutch word has: 'minderjarige' -> 5."""
    return max(1, len(VOWELS.findall(word.lower())))


def figures(texts: Iterable[str]) -> Figures:
    """The figures of all sentences in the texts.

    Raises:
        ValueError: none of the texts holds a sentence.
    """
    found = [words(sentence) for text in texts for sentence in sentences(text)]
    if not found:
        raise ValueError("no sentences")
    every = [word for sentence in found for word in sentence]
    return Figures(
        sentences=len(found),
        words=len(every),
        syllables=sum(map(syllables, every)),
        long_words=sum(len(word) > LONG_WORD for word in every),
        long_sentences=sum(len(sentence) > LONG_SENTENCE for sentence in found),
        longest=max(map(len, found)),
    )


def texts_by_group(folder: Path = HERE) -> dict[str, list[str]]:
    """Every Dutch text of the project in `folder`, by group."""
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for source, text in (*_of_the_interface(folder), *_of_the_profile(load_profile(folder / "profile"))):
        group = next(
            group for group, sources in GROUPS.items() if any(re.fullmatch(one, source) for one in sources)
        )
        groups[group].append(text)
    return {group: found for group, found in groups.items() if found}


def _of_the_interface(folder: Path) -> Iterator[tuple[str, str]]:
    """(module that says it first, text)"""
    with (folder / "locales" / LANGUAGE / "LC_MESSAGES" / "basishouding.po").open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    seen = set()
    code = [(pattern, "python") for pattern in ("app.py", "app_pages/**.py", "report/**.py")]
    for file_name, _line, message_id, _comments, _context in extract_from_dir(str(folder), method_map=code):
        message = catalogue.get(message_id)
        if message_id in seen or message is None:
            continue
        seen.add(message_id)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        yield file_name.removesuffix(".py"), str(strings[-1])  # of singular and plural, the plural


def _of_the_profile(profile: Profile) -> Iterator[tuple[str, str]]:
    for dimension in profile.dimensions.values():
        yield from (("items", text) for text in texts(dimension.items))
        yield from (("topics", text) for text in texts(dimension.topics))
        for part in (dimension.summary, dimension.explanation, dimension.aspects):
            yield from (("explained", text) for text in texts(part))
    yield from (("intervision", text) for text in texts((profile.intervision, profile.mirror)))
    apart = ("dimensions", "aspects", "items", "topics", "intervision", "mirror")
    for field in fields(profile):
        if field.name not in apart:
            yield from (("explained", text) for text in texts(getattr(profile, field.name)))


def texts(part: object) -> Iterator[str]:
    """Every Dutch text within a part of the profile."""
    if isinstance(part, Mapping) and LANGUAGE in part:
        yield str(part[LANGUAGE])
    elif isinstance(part, Mapping):
        yield from (text for value in part.values() for text in texts(value))
    elif isinstance(part, tuple):
        yield from (text for value in part for text in texts(value))
    elif is_dataclass(part):
        yield from (text for field in fields(part) for text in texts(getattr(part, field.name)))


def main() -> None:
    """Print the table, and the sentences that are too long."""
    groups = texts_by_group(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
    groups = {**groups, "all": [text for found in groups.values() for text in found]}
    print("| group | sentences | words a sentence | longest | over 20 words | Flesch-Douma | LiX |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for group, found in groups.items():
        of = figures(found)
        average = of.words / of.sentences
        print(
            f"| {group} | {of.sentences} | {average:.1f} | {of.longest} | {of.long_sentences}"
            f" | {of.flesch_douma:.0f} | {of.lix:.0f} |"
        )
    for group, found in groups.items():
        for sentence in (one for text in found for one in sentences(text)):
            if group != "all" and len(words(sentence)) > LONG_SENTENCE:
                print(f"{group}, {len(words(sentence))} words: {sentence}")


if __name__ == "__main__":
    main()
