"""The language mirror: what it marks and what it leaves alone, and how well that fits what people marked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mirror import KINDS, confusion, measured, quality, sentences
from content import asked, load_profile, profile_from
from intervision.mirror import Mark, marks

ROOT = Path(__file__).parent.parent
PROFILE = load_profile(ROOT / "profile")

MEASURED = {"precision": 0.940, "recall": 0.919}
"""On held_out, at the first measurement."""

MARGIN = 0.02


def marked(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(PROFILE, text)]


def test_a_mark_tells_where_and_why() -> None:
    assert marks(PROFILE, "Hij is een kwetsbare, lastige jongen.") == (
        Mark(11, 20, "weakness", "kwetsbaar"),
        Mark(22, 29, "loaded", "lastig"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hij is zorgelijk.", ["zorgelijk"]),
        ("Een zorgelijke jongen.", ["zorgelijke"]),
        ("Hij wordt steeds kwetsbaarder.", ["kwetsbaarder"]),
        ("Zijn eenzaamheid raakt me.", ["eenzaamheid"]),
        ("Hij is doodzielig.", ["doodzielig"]),
        ("Hij is bei\u0308nvloedbaar.", ["bei\u0308nvloedbaar"]),  # as some keyboards write it
        ("Hij houdt vast aan zijn slachtofferrol.", ["slachtofferrol"]),
        ("Hij voelt zich in de steek gelaten.", ["in de steek gelaten"]),
    ],
)
def test_other_forms_and_compounds_are_found(text: str, words: list[str]) -> None:
    assert marked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Hij is ongevaarlijk en onkwetsbaar.",  # the opposite
        "Het was warm bij de herberg.",  # no compounds of 'arm' and 'erg'
        "Slachtofferhulp belde.",
        "Dit beschadigt het contact.",
    ],
)
def test_what_only_looks_like_a_word_is_not(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("about_him", "not_about_him"),
    [
        ("Hij is gevaarlijk.", "De straat is gevaarlijk."),
        ("Het is een gevaarlijke jongen.", "Het is een gevaarlijke straat."),
        ("Ik vind hem lastig.", "Ik vind het lastig."),
        ("Ik zag dat hij verdrietig was.", "Hij zag dat ik verdrietig was."),
        ("Hij keek me hulpeloos aan.", "Hij maakte me hulpeloos."),
        ("Mijn collega noemt hem lastig.", "Hij noemt mijn collega lastig."),
        ("De leraar zegt dat hij eenzaam is.", "Hij zegt dat hij eenzaam is."),
        ("Hij is lastig.", "Hij is lastig te bereiken."),
        ("Hij is kwetsbaar.", "Hij is niet zo kwetsbaar."),
        ("Hij is niet alleen kwetsbaar.", "Hij is niet kwetsbaar."),
        ("Zijn verdriet is groot.", "Mijn verdriet is groot."),
        ("Ik ken een jongen die kwetsbaar is.", "Ik ken een wijk die kwetsbaar is."),
        ("Ik sprak Yusuf. Yusuf is kwetsbaar.", "Ik sprak zijn moeder. Zijn moeder is kwetsbaar."),
        ("Hij belde. Was eenzaam.", "Ik reed naar huis. Was verdrietig."),
        ("Hij is erg.", "Hij is erg blij."),
    ],
)
def test_whom_it_is_about_decides(about_him: str, not_about_him: str) -> None:
    assert len(marks(PROFILE, about_him)) == 1
    assert marks(PROFILE, not_about_him) == ()


QUOTES = ["“{}”", '"{}"', "‘{}’", "'{}'", "„{}”", "«{}»"]


@pytest.mark.parametrize("quote", QUOTES)
def test_a_quotation_is_left_alone_and_what_follows_is_not(quote: str) -> None:
    text = f"Hij zei: {quote.format('Ik ben zielig. En foto’s van die hoer')}. Hij is kwetsbaar."
    assert marked(text) == ["kwetsbaar"]


def test_a_quotation_still_being_written_is_left_alone() -> None:
    assert marked("Hij is kwetsbaar. Hij zei: “Ik ben zielig. Hij is kwetsbaar.") == ["kwetsbaar"]
    assert marked("Hij zei: “Ik ben\n\nHij is kwetsbaar.") == ["kwetsbaar"]
    assert marked("'s Avonds is hij kwetsbaar, en 's nachts ook.") == ["kwetsbaar"]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert marked("Ik zag J. gisteren. K. is bijv. kwetsbaar.") == ["kwetsbaar"]


def test_a_profile_as_it_was_asked_has_no_mirror() -> None:
    assert marks(profile_from(asked(PROFILE)), "Hij is zielig.") == ()
    assert "mirror" not in asked(PROFILE)


# --- any text

WORDS = (
    "hij ik de een jongen straat is zijn vindt zegt dat die het en niet erg kwetsbare kwetsbaar zielig in"
    " steek gelaten hoer eenzaamheid slachtofferrol te me hem Mo K. , . ! : “ ” ‘ ’ \" ' „ « » -"
)
PARTS = st.sampled_from([*WORDS.split(), "in de steek gelaten", "\n"])
TEXTS = st.text() | st.lists(PARTS, max_size=40).map(" ".join) | st.lists(PARTS, max_size=40).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_marks_lie_inside_any_text_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for mark in marks(PROFILE, text):
        assert end <= mark.start < mark.end <= len(text)
        assert mark.kind in KINDS.values()
        end = mark.end


@settings(deadline=None)
@given(
    TEXTS.map(lambda text: "".join(letter for letter in text if letter not in "“”‘’\"'„«»\n")),
    st.sampled_from(["“{}”", '"{}"', "„{}”", "«{}»"]),
)
def test_quoted_text_has_no_marks(text: str, quote: str) -> None:
    quoted = quote.format(text)
    assert marks(PROFILE, quoted) == ()
    before = "Hij zei: "
    assert marks(PROFILE, before + quoted) == ()


# --- the same words as people marked


def test_the_two_sets_do_not_mix() -> None:
    build, held_out = ([sentence.text for sentence in sentences(which)] for which in ("build", "held_out"))
    assert len(build) >= 60
    assert len(set(build + held_out)) == len(build) + len(held_out)
    clean = sum(not sentence.spans for sentence in sentences("held_out"))
    assert clean >= 70
    assert len(held_out) - clean >= 70


def test_it_marks_what_people_marked(capsys: pytest.CaptureFixture[str]) -> None:
    found = quality(PROFILE)
    with capsys.disabled():
        print(f"\nprecision {found.precision:.3f}, recall {found.recall:.3f} on {found.sentences} sentences")
        print(confusion(found))
    assert found.precision >= MEASURED["precision"] - MARGIN
    assert found.recall >= MEASURED["recall"] - MARGIN


def test_the_benchmark_prints_one_object() -> None:
    keys = {"sentences", "precision", "recall", "names_recall", "names_precision"}
    assert keys <= json.loads(json.dumps(measured(PROFILE))).keys()


def test_who_does_not_use_the_mirror_does_not_load_its_dictionary() -> None:
    code = (
        "import sys, content, intervision.mirror; content.load_profile(); print('simplemma' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "False"
