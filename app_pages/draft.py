"""The draft of this browser: its keys, the keys of the fields that fill it, and how a change is taken in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast, get_args

from content import Profile, WorksWith
from storage import Draft

ANSWER_KEY: Final = "answer-"
"""A statement's field has this key, followed by the id of the item."""

TEXT_KEY: Final = "write-"
"""A field for the reader's own words has this key, followed by its name."""

MEETING_TEXT: Final = f"{TEXT_KEY}meeting-"
"""A field for a text of the meeting that this browser takes part in, which all its devices share."""

CHOICES: Final[Mapping[str, Sequence[object]]] = {"works_with": get_args(WorksWith), "confidence": range(11)}
"""The questions before the statements, with the answers that can be kept."""

NOT_APPLICABLE: Final = 0
CLEARED: Final = -1
ANSWER_OPTIONS: Final = (1, 2, 3, 4, 5, NOT_APPLICABLE, CLEARED)
"""What a statement's radio offers, in order. A radio cannot be unchosen, so clearing is an option."""

MAX_TEXT_LENGTH: Final = 4000  # as records.schema.json has it
MAX_TEXTS: Final = 60  # more than there are fields

# -- what is in a draft besides the answers of a reflection --------------------------------------

TEXTS: Final = "writings"
"""Field key -> what the reader is writing there."""

INVITATION: Final = "invitation"
"""The code of the round that this browser is invited to."""

SHARED: Final = "shared"  # the code with which the answers were shared: only this browser knows
SHARING: Final = "sharing"  # the code, from the press until the ballot is in
NOT_SHARING: Final = "not_sharing"
# What was decided about sharing with the team.

KEPT: Final = "kept"
"""Under which id, and with which content, the reflection was put in a vault."""

PLAN: Final = "plan"
"""The plan that was made on the result."""

MEETING: Final = "meeting"
"""The meeting that this browser takes part in."""

OPEN: Final = "open"
"""The kinds of records that are open in this browser, to say so where they were closed."""

SIGN_IN_LANGUAGE: Final = "sign_in_language"
"""While somebody signs in: the language to come back to."""

NOT_OF_A_REFLECTION: Final = frozenset((TEXTS, INVITATION, MEETING, OPEN, SIGN_IN_LANGUAGE))
"""What stays when a new reflection is begun."""


def with_answers(draft: Draft, changes: Mapping[str, Any], profile: Profile) -> Draft:
    """`draft` with the changed answers, choices and texts; anything else in `changes` is ignored.

    Args:
        changes: item id -> one of ANSWER_OPTIONS; key of CHOICES -> its answer; key of a text field -> text.
    """
    draft = _with_choices(_with_texts(draft, changes), changes)
    answers: dict[str, int | None] = dict(draft.get("answers", {}))
    for item, option in changes.items():
        if item not in profile.items or option not in ANSWER_OPTIONS or type(option) is not int:
            continue
        if option == CLEARED:
            answers.pop(item, None)
        else:
            answers[item] = None if option == NOT_APPLICABLE else option
    return {**draft, "answers": answers} if answers or "answers" in draft else draft


def _with_choices(draft: Draft, changes: Mapping[str, Any]) -> Draft:
    """`draft` with the changed answers to the questions of CHOICES."""
    choices = {
        key: changes[key]
        for key, options in CHOICES.items()
        if changes.get(key) in options and type(changes[key]) is type(options[0])
    }
    return cast("Draft", {**draft, **choices})


def _with_texts(draft: Draft, changes: Mapping[str, Any]) -> Draft:
    """`draft` with the changed texts; an emptied one is removed, or waits to be emptied in the meeting."""
    changed = {
        key: text[:MAX_TEXT_LENGTH].encode(errors="ignore").decode()  # no half characters
        for key, text in changes.items()
        if isinstance(text, str) and re.fullmatch(rf"{TEXT_KEY}[a-z0-9-]{{1,40}}", key)
    }
    if not changed:
        return draft
    texts = {
        key: text
        for key, text in {**draft.get(TEXTS, {}), **changed}.items()
        if text.strip() or key.startswith(MEETING_TEXT)
    }
    return {**draft, TEXTS: dict(list(texts.items())[-MAX_TEXTS:])}


def without(draft: Draft, *keys: str) -> Draft:
    """`draft` without these keys."""
    return cast("Draft", {key: value for key, value in draft.items() if key not in keys})
