"""What the language mirror marks, what it leaves alone, and how well it finds labelled words."""

from __future__ import annotations

import gc
import subprocess
import sys
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mirror import labelled, rates
from content import asked, load_profile, profile_from
from intervision.mirror import Mark, marks
from intervision.recognisable import details

ROOT = Path(__file__).parent.parent
PROFILE = load_profile(ROOT / "profile")


def marked(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(PROFILE.mirror, text)]


def test_a_mark_tells_where_and_which_word() -> None:
    loaded, weak = PROFILE.mirror.kinds
    assert marks(PROFILE.mirror, "Hij is een kwetsbare, lastige jongen.") == (
        Mark(11, 20, "kwetsbaar", weak),
        Mark(22, 29, "lastig", loaded),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hij wordt steeds kwetsbaarder.", ["kwetsbaarder"]),
        ("Een beschadigde jongen.", ["beschadigde"]),
        ("Zijn eenzaamheid raakt me.", ["eenzaamheid"]),
        ("Hij loog, en liegt nog.", ["loog", "liegt"]),
        ("Hij is bei\u0308nvloedbaar.", ["bei\u0308nvloedbaar"]),  # as some keyboards write it
        ("Hij voelt zich in de steek gelaten.", ["in de steek gelaten"]),
        ("Ik vind het lastig.", ["lastig"]),
        ("De straat is gevaarlijk.", ["gevaarlijk"]),
        ("Hij zei: “Ik ben niet zielig.”", ["zielig"]),
        ("Hij is erg. Blij ben ik niet.", ["erg"]),
        ("Het is erg met hem, en een erge zaak.", ["erg", "erge"]),
        ("Hij is er erg aan toe.", ["erg aan toe"]),
    ],
)
def test_listed_words_are_marked(text: str, words: list[str]) -> None:
    assert marked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Hij is erg blij.",
        "Het duurde verschrikkelijk lang.",
        "Het was warm bij de herberg van de leraar.",
        "Slachtofferhulp belde.",
        "Dit beschadigt het contact.",
        "Hij sloeg zijn arm om me heen.",
    ],
)
def test_other_words_are_not_marked(text: str) -> None:
    assert marked(text) == []


def test_a_profile_as_it_was_asked_has_no_mirror() -> None:
    assert marks(profile_from(asked(PROFILE)).mirror, "Hij is zielig.") == ()
    assert "mirror" not in asked(PROFILE)


WORDS = "erg kwetsbaar zielig in de steek gelaten zijn arm hoer . , “ ' -"
PARTS = st.sampled_from([*WORDS.split(), "\n"])
TEXTS = st.text() | st.lists(PARTS, max_size=40).map(" ".join) | st.lists(PARTS, max_size=40).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_marks_are_ordered_and_do_not_overlap(text: str) -> None:
    end = 0
    for mark in marks(PROFILE.mirror, text):
        assert end <= mark.start < mark.end <= len(text)
        end = mark.end


def test_the_two_halves_share_no_sentence() -> None:
    tuned, held_out = ([text for text, _spans in labelled(half)] for half in ("tuned", "held_out"))
    both = [*labelled("tuned"), *labelled("held_out")]
    assert len({*tuned, *held_out}) == len(tuned) + len(held_out)
    assert sum(bool(spans) for _text, spans in both) >= 60
    assert sum(not spans for _text, spans in both) >= 30


def test_labelled_words_are_found() -> None:
    assert rates("tuned").mistakes == []
    held_out = rates("held_out")
    assert held_out.recall >= 0.95
    assert held_out.precision >= 0.95


def test_the_dictionary_is_loaded_at_first_use_only() -> None:
    code = (
        "import sys, content, intervision.mirror; content.load_profile(); print('simplemma' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "False"


def test_no_cache_remembers_the_words() -> None:
    """Not of this process's own, nor of the dictionary's: a case is about somebody."""

    def cached() -> int:
        caches = [held for held in gc.get_objects() if type(held) is _lru_cache_wrapper]
        return sum(cache.cache_info().currsize for cache in caches)

    def look(name: str) -> None:
        text = f"{name} vertelde {name}s moeder dat de {name}straat manipulatief was, bel 06-12345678."
        assert [mark.word for mark in marks(PROFILE.mirror, text)] == ["manipulatief"]
        assert details(text)

    look("Karolinus")
    before = cached()
    look("Zebediaan")
    assert cached() <= before  # fewer where a cache of another test has gone
