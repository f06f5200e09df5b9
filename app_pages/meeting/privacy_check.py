"""Shows what to look at again in a text: words that judge, and details that tell who it is about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.context import PageContext
from app_pages.ui.text import literal
from content import LANGUAGES, MirrorKind
from intervision.recognisable import details


def show_privacy_check(context: PageContext, texts: Sequence[str]) -> None:
    """The texts with what stands out in bold, and below them what to consider. It blocks nothing."""
    from intervision.mirror import marks  # its dictionary is large, and few pages need it

    _ = context.words.gettext
    st.header(_("Take another look"), anchor=False)
    recognised = {
        "name": _("a name"),
        "date_of_birth": _("a date of birth"),
        "phone": _("a telephone number"),
        "address": _("an address"),
        "email": _("an e-mail address"),
        "handle": _("a name on social media"),
        "number": _("a number that belongs to one person"),
    }
    telling: dict[str, dict[str, None]] = {}
    asked: dict[str, MirrorKind] = {}
    shown = []
    for text in texts:
        spans = []
        for one in details(text):
            telling.setdefault(recognised[one.kind], {})[text[one.start : one.end]] = None
            spans.append((one.start, one.end))
        # the words of the mirror are Dutch
        for mark in marks(context.profile.mirror, text) if context.language == LANGUAGES[0] else ():
            if all(mark.end <= start or mark.start >= end for start, end in spans):
                asked[mark.word] = mark.kind
                spans.append((mark.start, mark.end))
        if spans:
            shown.append(_with_bold(text, sorted(spans)))
    st.markdown("\n\n".join(shown) if shown else _("Nothing that is looked for was found."))
    if telling:
        st.markdown(
            "\n".join(
                f"- **{literal(', '.join(words))}** – "
                + _("this may show who it is about: {what}.").format(what=what)
                for what, words in telling.items()
            )
        )
    question = _("‘{word}’: is this about him, about the situation, or your own feeling?")
    answers = _("About him"), _("About the situation"), _("My own feeling")
    for word, kind in asked.items():
        helps = kind.about_him, kind.about_situation, kind.own_feeling
        with st.expander(question.format(word=word)):
            st.markdown(
                "\n".join(
                    f"- **{answer}** – {context.text(help_)}"
                    for answer, help_ in zip(answers, helps, strict=True)
                )
            )
    st.markdown(
        _(
            "**Looked for:** names, dates of birth, telephone numbers, addresses, e-mail addresses, names on"
            " social media, and numbers such as that of a file. Some may have been missed."
        )
    )
    st.markdown(_("**Not looked for. Check these yourself:**"))
    not_looked_for = (
        _("places, villages and neighbourhoods"),
        _("schools, sports clubs and churches"),
        _("workplaces and institutions"),
        _("dates and ages in words, and days on which something happened"),
        _("initials"),
        _("a story so rare that it shows who it is about"),
    )
    st.markdown("\n".join(f"- {one}" for one in not_looked_for))
    st.caption(_("These are suggestions. You decide what stays."))


def is_recognisable(texts: Sequence[str]) -> bool:
    """Whether something in the texts may tell who it is about."""
    return any(details(text) for text in texts)


def _with_bold(text: str, spans: Sequence[tuple[int, int]]) -> str:
    shown, at = "", 0
    for start, end in spans:
        shown += _literal_with_spaces(text[at:start]) + f"**{literal(text[start:end])}**"
        at = end
    return shown + _literal_with_spaces(text[at:])


def _literal_with_spaces(part: str) -> str:
    return (" " if part[:1].isspace() else "") + literal(part) + (" " if part[-1:].isspace() else "")
