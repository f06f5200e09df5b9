"""What every page needs: the language, the words, the profile and this browser's draft."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import GNUTranslations
from typing import NoReturn

import streamlit as st
from babel.dates import format_date
from babel.lists import format_list

from app_pages import open_records, session_state
from app_pages.draft import (
    ANSWER_KEY,
    CHOICES,
    NOT_APPLICABLE,
    NOT_OF_A_REFLECTION,
    TEXT_KEY,
    TEXTS,
    with_answers,
    without,
)
from budgets import OverBudgetError
from content import (
    LANGUAGE_PARAMETER,
    LANGUAGES,
    Profile,
    Text,
    WorksWith,
    babel_locale,
    interface_words,
    language_of,
    latest_valid_profile,
)
from services import change_draft, draft_secret, draft_secrets, drafts
from storage import Draft, RetiredError, new_secret


def switch_language() -> None:
    """Show the other language; the address carries it, so that a refresh keeps it."""
    shown = st.query_params.get(LANGUAGE_PARAMETER, LANGUAGES[0])
    st.query_params[LANGUAGE_PARAMETER] = LANGUAGES[1] if shown == LANGUAGES[0] else LANGUAGES[0]


def _set_choices_again() -> None:
    """Set every chosen option once more: the browser knows it by its label in the other language."""
    for key in [*st.session_state]:
        name = str(key)
        if name.startswith(ANSWER_KEY) or name in CHOICES:
            st.session_state[name] = st.session_state[name]


@dataclass
class PageContext:
    """One run of a page for one reader."""

    profile: Profile
    language: str
    words: GNUTranslations
    draft: Draft
    language_switched: bool

    @classmethod
    def begin(cls) -> PageContext:
        """Read what is needed, and save every answer that came along with this click."""
        if switched := bool(st.session_state.get("language")):
            switch_language()
        _begin_secret()
        language = language_of(st.query_params.get(LANGUAGE_PARAMETER))
        context = cls(latest_valid_profile(), language, interface_words(language), {}, switched)
        for key in session_state.TO_CLEAR.pop() or ():
            st.session_state[key] = session_state.SYNCED.get_or_set({})[key] = ""
        if not context.save_answers():
            context.draft = context._read()
        if switched:
            _set_choices_again()
        return context

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
        answers = self.draft.get("answers", {})
        return {item: answer for item, answer in answers.items() if item in self.profile.items}

    @property
    def works_with(self) -> WorksWith:
        """With whom the reader was in contact; they say so before the first statement."""
        works_with: WorksWith = self.draft.get("works_with", "adults")
        return works_with

    @property
    def secret(self) -> str | None:
        """The secret that opens this browser's draft; None where cookies are refused."""
        return session_state.SECRET.get()

    @property
    def client_id(self) -> str:
        """What is open in this browser is under this id; of this session only where cookies are refused."""
        own = session_state.NEXT_SECRET.get() or self.secret
        return own or session_state.CLIENT_ID.get_or_set(new_secret())

    def new_client_id(self) -> str:
        """An id that nobody can have copied, for what is opened now; the draft soon follows.

        A WebSocket cannot set a cookie: the page hands in a ticket to get it (POST /draft/cookie), which
        retires the old secret. Until then a refresh finds the draft as it was, and nothing open.
        """
        secret, coming = self.secret, session_state.NEXT_SECRET.get()
        if secret is None or coming is not None:
            return self.client_id
        new = draft_secrets().new()
        session_state.TICKET.set(draft_secrets().ticket(secret, new))
        session_state.NEXT_SECRET.set(new)
        open_records.move(secret, new)
        return new

    def save_answers(self) -> bool:
        """Take everything chosen on the screen into the draft; returns whether anything was new.

        Streamlit sends it along with any click. Only what this tab changed counts, so that an older tab
        does not undo what was changed in a newer one. Called again after a page has been drawn: after a
        restart of the server the session learns of its widgets only then.
        """
        synced = session_state.SYNCED.get_or_set({})
        changed = _changed_fields()
        if not changed:
            return False
        answers = _as_answers(changed)
        self.update_draft(lambda draft: with_answers(draft, answers, self.profile))
        synced.update(changed)
        return True

    def option_index(self, options: Sequence[object], chosen: object) -> int | None:
        """Which of a radio's options to choose at first; none where `_set_choices_again` has just done so."""
        return None if self.language_switched or chosen not in options else options.index(chosen)

    def shown_option(self, item: str) -> int | None:
        """The option to show as chosen for a statement; this tab then counts it as saved."""
        answers = self.answers
        if item not in answers:
            return None
        answer = answers[item]
        option = NOT_APPLICABLE if answer is None else answer
        session_state.SYNCED.get_or_set({}).setdefault(f"{ANSWER_KEY}{item}", option)
        return option

    def draft_text(self, name: str) -> str:
        """What the reader was writing in the field of this name; this tab then counts it as saved."""
        key = f"{TEXT_KEY}{name}"
        text: str = self.draft.get(TEXTS, {}).get(key, "")
        session_state.SYNCED.get_or_set({}).setdefault(key, text)
        return text

    def set_text(self, name: str, text: str) -> None:
        """Put a text back in the field of this name, which is not on the page now."""
        self.update_draft(lambda draft: with_answers(draft, {f"{TEXT_KEY}{name}": text}, self.profile))
        session_state.SYNCED.get_or_set({}).pop(f"{TEXT_KEY}{name}", None)
        if f"{TEXT_KEY}{name}" in st.session_state:  # left from when it was cleared
            del st.session_state[f"{TEXT_KEY}{name}"]

    def clear_texts(self, *names: str) -> None:
        """Empty these fields: their texts have been kept elsewhere, or are no longer wanted."""
        keys = {f"{TEXT_KEY}{name}" for name in names}
        session_state.TO_CLEAR.set(keys)
        if keys & self.draft.get(TEXTS, {}).keys():
            self.update_draft(
                lambda draft: {
                    **draft,
                    TEXTS: {key: text for key, text in draft[TEXTS].items() if key not in keys},
                }
            )

    def update_draft(self, change: Callable[[Draft], Draft]) -> None:
        """Change the draft, in the database at once."""
        if self.secret is None:
            self.draft = change(self._read())
            session_state.DRAFT.set(self.draft)
            return
        client_ip = st.context.ip_address
        try:
            self.draft = self._with_secret(lambda secret: change_draft(secret, client_ip, change))
        except OverBudgetError:
            self._keep_in_session()
            self.update_draft(change)

    def start_over(self) -> None:
        """Make room for a new reflection; texts being written and an invitation stay."""
        forget = {*CHOICES, session_state.SYNCED.name, session_state.POINTED_AT.name}
        for key in [*st.session_state]:
            if str(key).startswith(ANSWER_KEY) or key in forget:
                del st.session_state[key]
        self.update_draft(lambda draft: without(draft, *(draft.keys() - NOT_OF_A_REFLECTION)))
        self.new_client_id()

    def erase_draft(self) -> None:
        """Remove the draft, here and in the database; its secret opens nothing any more."""
        self.update_draft(lambda _draft: {})
        secret = self.secret
        new, ticket = self.new_client_id(), session_state.TICKET.get()
        if secret is not None:
            drafts().retire(secret)
        for key in list(st.session_state.keys()):
            del st.session_state[key]
        if secret is not None and ticket is not None:
            session_state.SECRET.set(new)
            session_state.TICKET.set(ticket)
        self.draft = {}

    def _keep_in_session(self) -> None:
        """Go on as where cookies are refused; what is open here stays open."""
        session_state.CLIENT_ID.set(self.client_id)
        session_state.DRAFT.set(self._read())
        session_state.NOT_KEPT.set(True)
        session_state.SECRET.pop()
        session_state.NEXT_SECRET.pop()

    def _read(self) -> Draft:
        if self.secret is None:
            draft = session_state.DRAFT.get()
            return {} if draft is None else draft.copy()
        return self._with_secret(drafts().read)

    def _with_secret(self, act: Callable[[str], Draft]) -> Draft:
        """What `act` does with the draft; with the new secret, once the browser has it."""
        try:
            return act(self.secret or "")
        except RetiredError:
            coming = session_state.NEXT_SECRET.pop()
            if coming is None:
                _load_again(self.words)
        session_state.SECRET.set(coming)
        return act(coming)


def _begin_secret() -> None:
    """Take over what the cookie holds; where that is retired, begin with a new one."""
    if session_state.SECRET.get() is not None or session_state.NOT_KEPT.get():
        return
    secret = draft_secret(st.context.headers.get("Cookie") or "")
    if secret is None:
        return
    try:
        drafts().read(secret)
    except RetiredError:
        new = draft_secrets().new()
        session_state.TICKET.set(draft_secrets().ticket(secret, new))
        secret = new
    session_state.SECRET.set(secret)


def _changed_fields() -> dict[str, object]:
    """Field -> its value, of those that the reader changed in this tab and that are not kept yet."""
    synced = session_state.SYNCED.get_or_set({})
    return {
        str(key): option
        for key, option in st.session_state.items()
        if option is not None and (str(key).startswith((ANSWER_KEY, TEXT_KEY)) or key in CHOICES)
        if synced.get(str(key)) != option
    }


def _as_answers(fields: Mapping[str, object]) -> dict[str, object]:
    """The same, as `with_answers` and POST /draft take them."""
    return {key.removeprefix(ANSWER_KEY): value for key, value in fields.items()}


def _load_again(words: GNUTranslations) -> NoReturn:
    """Another tab has retired this session's secret: let the page keep what is on it, and load again."""
    _ = words.gettext
    unkept = json.dumps(_as_answers(_changed_fields())).encode()
    st.html(f'<span hidden data-unkept="{base64.b64encode(unkept).decode()}"></span>')
    st.info(_("Something was opened or erased in another tab. This page is loading again."))
    st.stop()
