"""What to look at once more in a text: words about the boy, and details by which he can be recognised."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.text import literal
from content import LANGUAGES
from names_worker.client import all_details


def look_over(context: PageContext, texts: Sequence[str]) -> None:
    """The texts with what stands out in bold, and what could be done about it. It blocks nothing."""
    from intervision.mirror import marks  # its words take a while to load, and few pages need them

    _ = context.words.gettext
    st.header(_("Look at it once more"), anchor=False)
    advice: dict[str, dict[str, None]] = {}
    told = []
    kinds = {kind.id: kind for kind in context.profile.mirror.kinds}
    recognised = {
        "name": _("a name"),
        "date_of_birth": _("a date of birth"),
        "phone": _("a telephone number"),
        "address": _("an address"),
        "email": _("an e-mail address"),
        "handle": _("a name on social media"),
        "number": _("a number that belongs to one person"),
    }
    for text in texts:
        found: list[tuple[int, int, str]] = [
            (one.start, one.end, recognised[one.kind]) for one in all_details(text)
        ]
        # the words of the mirror are Dutch
        of_words = marks(context.profile, text) if context.language == LANGUAGES[0] else ()
        taken = [(start, end) for start, end, _why in found]
        found += [
            (mark.start, mark.end, context.text(kinds[mark.kind].advice))
            for mark in of_words
            if all(mark.end <= start or mark.start >= end for start, end in taken)
        ]
        for start, end, why in found:
            advice.setdefault(why, {})[text[start:end]] = None
        if found:
            told.append(_with_bold(text, [(start, end) for start, end, _why in sorted(found)]))
    if not told:
        st.markdown(_("Nothing stands out. You know best whether somebody could recognise who it is about."))
        return
    st.markdown("\n\n".join(told))
    lines = [
        f"- **{literal(', '.join(words))}** – "
        + (
            _("this may tell who it is about: {what}.").format(what=why)
            if why in recognised.values()
            else why
        )
        for why, words in advice.items()
    ]
    st.markdown("\n".join(lines))
    st.caption(_("These are suggestions. You decide what stays."))


def recognisable(texts: Sequence[str]) -> bool:
    """Whether something in the texts may tell who it is about."""
    return any(all_details(text) for text in texts)


def _with_bold(text: str, places: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], text[start:end]]
        at = end
    parts.append(text[at:])
    shown = [
        f"**{literal(part)}**" if place % 2 and part.strip() else _spaced(part)
        for place, part in enumerate(parts)
    ]
    return "".join(shown)


def _spaced(part: str) -> str:
    """Text between two words that stand out: literal, with the spaces at its ends."""
    inner = literal(part)
    return (" " if part[:1].isspace() else "") + inner + (" " if part[-1:].isspace() else "")
