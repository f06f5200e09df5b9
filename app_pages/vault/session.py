"""The vault that is open in this browser: by its code, or from a file and then stored nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Final

import streamlit as st

from app_pages.context import PageContext
from app_pages.draft import KEPT, PLAN, without
from app_pages.open_records import OpenRecord, OpenRecords
from content import asked, asked_key, profile_from
from records import Asked, Kept, Reflection
from scoring import Moment, reflect
from services import today, vaults
from storage import FullVaultError, Keys, Vault
from storage.contents import new_id, with_entry, with_reflection


@dataclass
class OpenVault(OpenRecord[Vault]):
    """An open vault; without keys, what somebody keeps in a file."""

    kind: type[Vault] = field(default=Vault, init=False, repr=False)

    to_look_back: set[str] = field(default_factory=set)  # plans that were open when it was opened
    file_is_current: bool = True  # the reader's own file holds everything

    def change(self, change: Callable[[Vault], Vault]) -> None:
        """Change what is in it; a vault from a file then differs from the reader's own file."""
        super().change(change)
        self.file_is_current = self.keys is not None


open_vaults: Final = OpenRecords[OpenVault]("vault")


def open_vault(context: PageContext, keys: Keys | None, contents: Vault) -> None:
    """Open a vault in this browser; without keys, a file."""
    waiting = {plan["id"] for plan in contents["plans"] if plan["look_back"] is None}
    open_vaults.put(context.new_client_id(), OpenVault(keys, contents, waiting))


def create_vault(context: PageContext, contents: Vault, file: OpenVault | None = None) -> None:
    """Open a new vault with `contents`: the reflection in this browser, or what is in `file`.

    Raises:
        FullVaultError, TooBusyError: nothing was made.
    """
    looked_back = set() if file is None else file.to_look_back
    open_vaults.create(
        context, contents, lambda keys, code: OpenVault(keys, contents, looked_back, code=code), file
    )


def change_vault(context: PageContext, vault: OpenVault, change: Callable[[Vault], Vault]) -> None:
    """Change the vault; where it is full, say so and leave everything as it was."""
    _ = context.words.gettext
    try:
        vault.change(change)
    except FullVaultError:
        st.error(_("Your vault is full, so this was not kept. Remove something from it first."))
        st.stop()


def erase_vault(context: PageContext, keys: Keys) -> None:
    """Erase the open vault; what this browser still holds of it counts as not kept."""
    vaults().erase(keys)
    open_vaults.close(context)
    context.update_draft(lambda draft: without(draft, KEPT))


def moments(context: PageContext, contents: Vault) -> list[Moment]:
    """The reflections in a vault, oldest first, each with the profile it was asked from."""
    asked_now = asked(context.profile)
    found = [_moment(context, contents, entry, asked_now) for entry in contents["reflections"]]
    return sorted(found, key=lambda moment: moment.made_on)  # stable: of one day, as they were kept


def _moment(context: PageContext, contents: Vault, entry: Reflection, asked_now: Asked) -> Moment:
    then = contents["profiles"][entry["profile"]]
    # what a result does not replace is a sentence of today
    earlier = replace(profile_from(then), not_replaced=context.profile.not_replaced)
    profile = context.profile if then == asked_now else earlier
    return Moment(
        id=entry["id"],
        made_on=date.fromisoformat(entry["made_on"]),
        profile=profile,
        reflection=reflect(profile, entry["answers"], works_with=entry["works_with"]),
    )


def this_reflection(context: PageContext, entry_id: str, made_on: date) -> tuple[Reflection, Asked]:
    """What is in this browser's draft, as an entry of a vault and the profile it was asked from."""
    profile = asked(context.profile)
    entry: Reflection = {
        "id": entry_id,
        "made_on": made_on.isoformat(),
        "profile": asked_key(profile),
        "works_with": context.works_with,
        "confidence": context.draft.get("confidence"),
        "answers": context.answers,
    }
    return entry, profile


# -- whether, and as what, the reflection in this browser is kept ---------------------------------


def is_kept(context: PageContext) -> bool:
    """Whether the reflection in this browser is in the open vault as it is now."""
    kept, vault = context.draft.get(KEPT), open_vaults.get(context.client_id)
    if kept is None or vault is None:
        return False
    held = any(entry["id"] == kept["id"] for entry in vault.contents["reflections"])
    return held and kept["as"] == _fingerprint(context, this_reflection(context, kept["id"], today())[0])


def _fingerprint(context: PageContext, entry: Reflection) -> str:
    content = {key: value for key, value in entry.items() if key != "made_on"}
    content["plan"] = context.draft.get(PLAN)
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def own_entry_id(context: PageContext) -> str:
    """The id of the reflection in this browser, from the first time on: pressed twice, it is kept once."""
    if KEPT not in context.draft:
        context.update_draft(lambda draft: {KEPT: {"id": new_id(), "as": ""}, **draft})
    return context.draft[KEPT]["id"]


def with_this_reflection(context: PageContext, contents: Vault, entry_id: str) -> tuple[Vault, Reflection]:
    """`contents` with the reflection in this browser and its plan; what was kept before is replaced."""
    days = [entry["made_on"] for entry in contents["reflections"] if entry["id"] == entry_id]
    entry, profile = this_reflection(context, entry_id, today())
    if days:
        entry["made_on"] = days[0]
    contents = with_reflection(contents, entry, profile)
    if PLAN in context.draft:
        contents = {**contents, "plans": with_entry(contents["plans"], context.draft[PLAN])}
    return contents, entry


def remember_kept(context: PageContext, entry: Reflection) -> None:
    """Note in the draft that its reflection is in a vault now."""
    kept: Kept = {"id": entry["id"], "as": _fingerprint(context, entry)}
    context.update_draft(lambda draft: {**draft, KEPT: kept})
