"""What `benchmarks.words` counts, against counts by hand."""

from __future__ import annotations

import pytest

from benchmarks.words import Figures, figures, sentences, syllables, texts_by_group, words

BY_HAND = {
    1: "geen iets doe haar aan af ook kluis gaat",
    2: "jongen houding uitspraak oordeel eigen moment score toeval begint over casus nieuwe code taboe",
    3: "antwoorden beslissen vertellen resultaat vertrouwen overleg collega bijeenkomst ideeën eieren",
    4: "intervisie situatie afgesproken prostitutie gemiddelde gespreksleider",
    5: "minderjarige leidinggevende verantwoordelijk mogelijkheden",
    7: "ervaringsdeskundigen homoseksualiteit",
}


@pytest.mark.parametrize("count", BY_HAND)
def test_syllables(count: int) -> None:
    assert {word: syllables(word) for word in BY_HAND[count].split()} == dict.fromkeys(
        BY_HAND[count].split(), count
    )


def test_a_text_falls_into_its_whole_sentences() -> None:
    text = "**Wat je doet.** Je leest {count} uitspraken: kort en goed. Klaar?\n\nDruk op ‘Verder’. Terug"
    assert sentences(text) == [
        "**Wat je doet.**",
        "Je leest {count} uitspraken: kort en goed.",
        "Klaar?",
        "Druk op ‘Verder’.",
    ]
    assert words("Kies {count} zo’n uitspraak, vandaag.") == ["Kies", "één", "zo’n", "uitspraak", "vandaag"]


def test_the_formulas() -> None:
    """Four words with six syllables, and six with seven: counted by hand."""
    found = figures(["Ik vertel hem waarom.", "Daarna doe ik wat ik zei."])
    assert found == Figures(sentences=2, words=10, syllables=13, long_words=0, long_sentences=0, longest=6)
    assert found.flesch_douma == pytest.approx(206.84 - 0.93 * 5 - 77 * 1.3)
    assert found.lix == pytest.approx(5)


def test_without_a_sentence_there_are_no_figures() -> None:
    with pytest.raises(ValueError, match="no sentences"):
        figures(["Verder", ""])


def test_every_group_has_sentences() -> None:
    groups = texts_by_group()
    assert all(figures(texts).sentences for texts in groups.values())
    assert sum(map(len, groups.values())) > 1000
