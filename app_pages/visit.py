"""Who is looking at a page: the language, the words, the profile and this browser's draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

import streamlit as st
from babel.dates import format_date
from babel.lists import format_list
from sqlalchemy import Engine

from content import LANGUAGES, Profile, Text, WorksWith, babel_locale, interface_words, latest_valid_profile
from storage import Draft, Drafts, is_secret, new_secret, open_database

DRAFT_COOKIE: Final = "basishouding_draft"
LANGUAGE_PARAMETER: Final = "lang"

ANSWER_KEY: Final = "answer-"
CHOICES: Final[Mapping[str, Sequence[object]]] = {"works_with": get_args(WorksWith), "confidence": range(11)}
"""The questions before the statements, with the answers that can be kept."""

NOT_APPLICABLE: Final = 0
CLEARED: Final = -1
ANSWER_OPTIONS: Final = (1, 2, 3, 4, 5, NOT_APPLICABLE, CLEARED)
"""What a statement's radio offers, in order. A radio can not be unchosen, so clearing is an option."""

WRITING_KEY: Final = "write-"
LONGEST_WRITING: Final = 4000  # as contents.schema.json has it
MOST_WRITINGS: Final = 60  # a meeting has a line for everybody

INVITATION: Final = "invitation"
"""In the draft: the code of the round that this browser is invited to."""

MEETING: Final = "meeting"
"""In the draft: the meeting that is led in this browser."""

MEETING_FIELD: Final = "meeting-"
"""Before the names of a meeting's fields."""

OPEN: Final = "open"
"""In the draft: the kinds of records that are open in this browser, to say so where they were closed."""

SIGN_IN_LANGUAGE: Final = "sign-in-language"
"""In the draft while somebody signs in: the language to come back to."""

NOT_OF_A_REFLECTION: Final = frozenset(("writings", INVITATION, MEETING, OPEN, SIGN_IN_LANGUAGE))
"""What is in a draft besides a reflection."""


@cache
def database() -> Engine:
    """This process's database, opened on first use."""
    return open_database()


@cache
def drafts() -> Drafts:
    """The drafts in it."""
    return Drafts(database())


def with_answers(draft: Draft, chosen: Mapping[str, Any], profile: Profile) -> Draft:
    """`draft` with what was chosen or written taken in; what is neither is passed over.

    Options are 1..5, not applicable, or cleared; texts go by the key of their field.
    """
    draft = _with_writings(draft, chosen)
    answers: dict[str, int | None] = dict(draft.get("answers", {}))
    for item, option in chosen.items():
        if item not in profile.items or option not in ANSWER_OPTIONS or type(option) is not int:
            continue
        if option == CLEARED:
            answers.pop(item, None)
        else:
            answers[item] = None if option == NOT_APPLICABLE else option
    return {**draft, "answers": answers} if answers or "answers" in draft else draft


def _with_writings(draft: Draft, chosen: Mapping[str, Any]) -> Draft:
    """`draft` with texts that are still being written; what is empty again goes."""
    new = {
        key: text[:LONGEST_WRITING].encode(errors="ignore").decode()  # no half characters
        for key, text in chosen.items()
        if isinstance(text, str) and re.fullmatch(rf"{WRITING_KEY}[a-z0-9-]{{1,40}}", key)
    }
    if not new:
        return draft
    writings = {key: text for key, text in {**draft.get("writings", {}), **new}.items() if text.strip()}
    return {**draft, "writings": dict(list(writings.items())[-MOST_WRITINGS:])}


def without(draft: Draft, *keys: str) -> Draft:
    """`draft` without these."""
    return {key: value for key, value in draft.items() if key not in keys}


def today() -> date:
    """The day it is where the readers are."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def switch_language() -> None:
    """Show the other language; the address carries it, so that a refresh keeps it."""
    shown = st.query_params.get(LANGUAGE_PARAMETER, LANGUAGES[0])
    st.query_params[LANGUAGE_PARAMETER] = LANGUAGES[1] if shown == LANGUAGES[0] else LANGUAGES[0]


def _say_anew() -> None:
    """Set every chosen option once more: the browser knows it by its label in the other language."""
    for key in [*st.session_state]:
        name = str(key)
        if name.startswith(ANSWER_KEY) or name in CHOICES:
            st.session_state[name] = st.session_state[name]


@dataclass
class Visit:
    """One run of a page for one reader."""

    profile: Profile
    language: str
    words: GNUTranslations
    draft: Draft
    language_switched: bool

    @classmethod
    def begin(cls) -> Visit:
        """Read what is needed, and keep every answer that came along with this click."""
        if switched := bool(st.session_state.get("language")):
            switch_language()
        wanted = st.query_params.get(LANGUAGE_PARAMETER)
        language = wanted if wanted in LANGUAGES else LANGUAGES[0]
        visit = cls(latest_valid_profile(), language, interface_words(language), {}, switched)
        for key in st.session_state.pop("put-away", ()):
            st.session_state[key] = st.session_state.setdefault("seen", {})[key] = ""
        if not visit.keep_answers():
            visit.draft = visit._read()
        if switched:
            _say_anew()
        return visit

    def text(self, text: Text) -> str:
        """A text of the profile in the reader's language."""
        return text[self.language]

    def listed(self, texts: list[str]) -> str:
        """'a, b en c', as the reader's language says it."""
        return format_list(texts, locale=self.language)

    def day(self, day: date) -> str:
        """'24 november 2026', as the reader's language writes it."""
        return format_date(day, "long", locale=babel_locale(self.language))

    @property
    def parameters(self) -> dict[str, str]:
        """What an address of this app carries along from page to page."""
        return {} if self.language == LANGUAGES[0] else {LANGUAGE_PARAMETER: self.language}

    # -- the draft ----------------------------------------------------------------------------

    @property
    def answers(self) -> dict[str, int | None]:
        """Item id -> 1..5, None for not applicable; items of an older profile are left out."""
        given = self.draft.get("answers", {})
        return {item: answer for item, answer in given.items() if item in self.profile.items}

    @property
    def works_with(self) -> WorksWith:
        """With whom the reader works; adults until they say otherwise."""
        works_with: WorksWith = self.draft.get("works_with", "adults")
        return works_with

    @property
    def secret(self) -> str | None:
        """The secret in this browser's cookie; None where cookies are refused."""
        secret: str | None = st.context.cookies.get(DRAFT_COOKIE)
        return secret if is_secret(secret) else None

    @property
    def visitor(self) -> str:
        """Who tries a code: this browser, or this session where cookies are refused."""
        return self.secret or st.session_state.setdefault("visitor", new_secret())

    def keep_answers(self) -> bool:
        """Take everything chosen on the screen into the draft; whether there was anything new.

        Streamlit sends it along with any click. Only what changed since this tab last sent it counts, so
        that an older tab does not put back what was changed in a newer one. Called again after a
        page has been drawn: after a restart of the server the session learns of its widgets only then.
        """
        seen: dict[str, Any] = st.session_state.setdefault("seen", {})
        chosen = {
            str(key): option
            for key, option in st.session_state.items()
            if option is not None and (str(key).startswith((ANSWER_KEY, WRITING_KEY)) or key in CHOICES)
        }
        changed = {key: option for key, option in chosen.items() if seen.get(key) != option}
        if not changed:
            return False
        answered = {key.removeprefix(ANSWER_KEY): option for key, option in changed.items()}
        choices = {key: changed[key] for key in CHOICES if changed.get(key) in CHOICES[key]}
        self.keep(lambda draft: {**with_answers(draft, answered, self.profile), **choices})
        seen.update(changed)
        return True

    def place(self, options: Sequence[object], chosen: object) -> int | None:
        """Which of a radio's options to choose at first; none where `_say_anew` has just set it."""
        return None if self.language_switched or chosen not in options else options.index(chosen)

    def showing(self, item: str) -> int | None:
        """The option to show as chosen for a statement, and the one this tab has then seen."""
        answers = self.answers
        if item not in answers:
            return None
        answer = answers[item]
        option = NOT_APPLICABLE if answer is None else answer
        st.session_state.setdefault("seen", {}).setdefault(f"{ANSWER_KEY}{item}", option)
        return option

    def written(self, name: str) -> str:
        """What the reader was writing in the field of this name; this tab has then seen it."""
        key = f"{WRITING_KEY}{name}"
        text: str = self.draft.get("writings", {}).get(key, "")
        st.session_state.setdefault("seen", {}).setdefault(key, text)
        return text

    def put_away(self, *names: str) -> None:
        """What was written has been kept elsewhere, or is no longer wanted."""
        gone = {f"{WRITING_KEY}{name}" for name in names}
        st.session_state["put-away"] = gone  # a field that has been drawn can be emptied in the next run only
        if gone & self.draft.get("writings", {}).keys():
            self.keep(
                lambda draft: {
                    **draft,
                    "writings": {key: text for key, text in draft["writings"].items() if key not in gone},
                }
            )

    def keep(self, change: Callable[[Draft], Draft]) -> None:
        """Change the draft, in the database at once."""
        if self.secret is None:
            self.draft = st.session_state["draft"] = change(self._read())
        else:
            self.draft = drafts().change(self.secret, change)

    def begin_anew(self) -> None:
        """Make room for a new reflection; what is being written and an invitation stay."""
        for key in [*st.session_state]:
            if str(key).startswith(ANSWER_KEY) or key in (*CHOICES, "seen", "pointed"):
                del st.session_state[key]
        self.keep(lambda draft: {key: draft[key] for key in NOT_OF_A_REFLECTION if key in draft})

    def erase(self) -> None:
        """Remove the draft, here and in the database."""
        if self.secret is not None:
            drafts().erase(self.secret)
        for key in list(st.session_state.keys()):
            del st.session_state[key]
        self.draft = {}

    def _read(self) -> Draft:
        if self.secret is None:
            return dict(st.session_state.get("draft", {}))
        return drafts().read(self.secret)
