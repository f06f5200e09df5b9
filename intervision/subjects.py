"""Whom a word in a clause is about: him, the writer, somebody else or a situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from intervision.lexicon import Lexicon, in_dictionary
from intervision.sentences import PREPOSITIONS, Clause, Word, word_set

About = Literal["him", "own", "other", "thing", "said"]
"""Him; the writer's own; somebody else; a situation or a thing; or what he himself says or finds."""


DETERMINERS: Final = word_set(
    "de het een 'n deze dit die dat zijn z'n mijn m'n ons onze jouw je hun haar diens elke elk ieder iedere"
    " zo'n dit zulke sommige veel weinig geen welke alle beide"
)
OF_HIM: Final = word_set("zijn z'n diens hun")
OF_OTHERS: Final = word_set("mijn m'n ons onze jouw je haar")
HIM: Final = word_set("hij ie hem 'm")
OWN: Final = word_set("ik 'k we wij")
ME: Final = word_set("me mij ons mezelf onszelf")
PEOPLE: Final = word_set("je jij u jullie men")
THEY: Final = word_set("ze zij hen")
ADVERBS: Final = word_set(
    "zo heel erg zeer echt wat best nogal ontzettend behoorlijk vrij te meer minder steeds toch ook nog"
    " altijd vaak soms gewoon eigenlijk vooral helemaal bijna erg duidelijk extra alleen weer wel al"
)
DENIALS: Final = word_set("niet geen nooit nauwelijks allesbehalve nergens")
BETWEEN: Final = (ADVERBS - word_set("alleen wel")) | word_set("een de het zo'n als per se")
_FUNCTION: Final = (
    PREPOSITIONS
    | DETERMINERS
    | HIM
    | OWN
    | ME
    | PEOPLE
    | THEY
    | ADVERBS
    | DENIALS
    | word_set(
        "en of maar er is was waren wordt werd worden heeft had hebben kan kon zal zou wil wilde moet moest"
        " mag blijft bleef lijkt leek komt kwam gaat ging doet deed zit zat staat stond zich zichzelf dan"
        " daar hier nu te toen als dat omdat"
    )
)
COPULAS: Final = word_set(
    "is was waren ben bent zijn geweest word wordt werd werden worden geworden lijkt leek lijken blijft bleef"
    " blijven voelt voelde voelen vind vindt vond vinden"
)


@dataclass(frozen=True)
class _Named:
    """Somebody or something that a clause names, outside 'in ...' and 'met ...'."""

    at: int
    about: About
    pronoun: bool


def function_word(word: str) -> bool:
    """A word of grammar, so no noun."""
    return word in _FUNCTION


class Reading:
    """One clause, and what came before it."""

    def __init__(
        self, clause: Clause, lexicon: Lexicon, before: About | None, last: Word | None, *, opens: bool
    ) -> None:
        self._clause = clause
        self._lexicon = lexicon
        self._before = before
        self._last = last  # the word before this clause, in the same sentence
        self._opens = opens  # a sentence
        self._texts = [word.text for word in clause]
        self._named = self._find_named()

    def about(self, at: int) -> About | None:
        """Whom the word at this place is about; None where nobody is named, here or before."""
        earlier = [named for named in self._named if named.at < at]
        later = [named for named in self._named if named.at > at]
        if not earlier and not later:
            return self._inherited()
        named = earlier[-1] if earlier else later[0]
        subject = next((one for one in self._named if one.pronoun), self._named[0])
        if any(map(self._lexicon.finds, self._texts)):
            if subject.about == "him" and named is subject:
                return "said"
            if named.about == "own" and len(earlier) > 1:
                return earlier[-2].about  # 'hem vind ik lastig'
        if self._tells(subject.about):
            return "said"
        if named.about == "him" and any(map(self._lexicon.makes, self._texts)) and ME & set(self._texts):
            return "own"  # 'hij maakt me verdrietig'
        return named.about

    def leaves(self) -> About | None:
        """What a next clause without a subject is about."""
        return self.about(len(self._clause))

    def tells(self) -> bool:
        """He says or finds something here, so that what follows with 'dat' is his own account."""
        subject = next((one for one in self._named if one.pronoun), next(iter(self._named), None))
        verbs = any(self._lexicon.says(text) or self._lexicon.finds(text) for text in self._texts)
        return verbs and subject is not None and subject.about == "him"

    def mentions(self) -> bool:
        """He is named, if only with 'bij hem', and the writer is not."""
        texts = set(self._texts)
        him = bool(HIM & texts) or any(self._lexicon.noun(text) == "him" for text in texts)
        return him and not (OWN | ME) & texts

    def _tells(self, subject: About) -> bool:
        return subject == "him" and any(map(self._lexicon.says, self._texts))

    def _inherited(self) -> About | None:
        first = self._texts[0]
        if first in ("die", "dat", "wie") and self._last is not None:
            return self._category(self._last) or "thing"
        if first in ("dat", "wat", "dit") or "er" in self._texts:
            return "thing"
        return self._before

    def _category(self, word: Word) -> About | None:
        noun = self._lexicon.noun(word.text)
        if noun in ("him", "conduct"):
            return "him"
        if noun == "other":
            return "other"
        return "thing" if noun == "thing" else None

    def _find_named(self) -> list[_Named]:
        found: list[_Named] = []
        at = 0
        while at < len(self._clause):
            text = self._texts[at]
            if text in PREPOSITIONS and not self._subject_pronoun(at + 1):
                at = self._after_noun(at + 1)
            elif pronoun := self._pronoun(at):
                found.append(_Named(at, pronoun, text not in ("hem", "'m", "het", "dit", "hen")))
                at += 1
            elif text in DETERMINERS and not self._is_verb(at, found):
                end = self._after_noun(at)
                about = self._noun_phrase(at, end)
                if about:
                    found.append(_Named(end - 1, about, pronoun=False))
                at = max(end, at + 1)
            else:
                about = self._category(self._clause[at]) or ("him" if self._name(at, found) else None)
                if about and not (about == "thing" and self._lexicon.entry(text)):
                    found.append(_Named(at, about, pronoun=False))
                at += 1
        return found

    def _subject_pronoun(self, at: int) -> bool:
        return at < len(self._texts) and self._texts[at] in ("hij", "ik", "we", "wij", "ze")

    def _pronoun(self, at: int) -> About | None:
        text = self._texts[at]
        following = self._texts[at + 1] if at + 1 < len(self._texts) else ""
        if text in HIM:
            return "him"
        if text in OWN:
            return "own"
        if text in THEY:
            return "him" if self._before in ("him", "said") else "other"
        if text in PEOPLE and (text != "je" or function_word(following)):
            return "other"
        if text in ("het", "dit") and (not following or not self._starts_noun(at + 1)):
            return "thing"
        return None

    def _starts_noun(self, at: int) -> bool:
        end = self._after_noun(at)
        return end > at and not (end == at + 1 and self._bare(at))

    def _bare(self, at: int) -> bool:
        """A listed adjective as it stands after 'is': no noun, and not before one."""
        entry = self._lexicon.entry(self._texts[at])
        return (
            entry is not None
            and entry.group in ("traits", "words")
            and not self._lexicon.inflected(self._texts[at])
        )

    def _is_verb(self, at: int, found: list[_Named]) -> bool:
        """'zijn' after a plural is a verb: 'deze jongens zijn eenzaam'."""
        if self._texts[at] != "zijn":
            return False
        if at + 1 == len(self._texts) or self._texts[at + 1] in ADVERBS or self._bare(at + 1):
            return True
        return bool(found) and found[-1].at == at - 1 and self._texts[at - 1].endswith(("s", "n", "e", "ij"))

    def _after_noun(self, at: int) -> int:
        """The place after the noun phrase that begins here: 'de', 'oude', 'buurt'."""
        start = at
        while at < len(self._texts) and (self._texts[at] in DETERMINERS or self._texts[at] in ADVERBS):
            at += 1
        while at + 1 < len(self._texts) and self._adjective(at) and not function_word(self._texts[at + 1]):
            at += 1
        if at < len(self._texts) and (at == start or not function_word(self._texts[at])):
            at += 1
        return at

    def _adjective(self, at: int) -> bool:
        text = self._texts[at]
        return self._lexicon.noun(text) is None and (text.endswith("e") or self._bare(at))

    def _noun_phrase(self, at: int, end: int) -> About | None:
        noun = self._clause[end - 1]
        if end - 1 == at or self._lexicon.noun(noun.text) == "time":
            return None
        if self._lexicon.inflected(noun.text):
            return "thing"  # 'het erge is'
        if about := self._category(noun):
            mine = self._texts[at] in OF_OTHERS and self._lexicon.noun(noun.text) == "conduct"
            return "own" if mine else about
        return "thing"

    def _name(self, at: int, found: list[_Named]) -> bool:
        """A name, which is taken for his: a capital within the sentence, or first and in no dictionary."""
        word = self._clause[at]
        if not word.capital or word.text in _FUNCTION or self._lexicon.entry(word.text):
            return False
        if found and found[-1].at == at - 1 and found[-1].about == "other":
            return False  # 'zijn vriend Bas'
        if at == 0 and self._opens:
            return word.end - word.start == 1 or not in_dictionary(word.text)
        return True
