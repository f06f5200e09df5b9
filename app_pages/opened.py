"""The vault that is open in this browser: by its code, or from a file and then stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import streamlit as st

from app_pages.registry import OpenRecord, Registry, vaults
from app_pages.visit import Visit, without
from content import Asked, asked, asked_key, profile_from
from report.export import scored
from scoring import Moment, reflect
from storage import Contents, Entry, FullVault, Keys
from storage.contents import to_file

MOMENT_PARAMETER: Final = "moment"  # which kept reflection a result page shows


@dataclass
class OpenVault(OpenRecord):
    """An open vault; without keys, what somebody keeps in a file."""

    to_look_back: set[str] = field(default_factory=set)  # plans that were open when it was opened
    taken_along: bool = True  # the file on the reader's own device holds everything

    def change(self, change: Callable[[Contents], Contents]) -> None:
        """As for any record; what came into a file since it was opened is not in the reader's own yet."""
        super().change(change)
        self.taken_along = self.keys is not None


open_vaults: Final = Registry[OpenVault]("vault")


def open_vault(visit: Visit, keys: Keys | None, contents: Contents) -> None:
    """From now on this vault is the open one in this browser."""
    waiting = {plan["id"] for plan in contents["plans"] if plan["look_back"] is None}
    open_vaults.put(visit.visitor, OpenVault(keys, contents, waiting))


def make_vault(visit: Visit, contents: Contents, file: OpenVault | None = None) -> None:
    """Put `contents` in a new vault and open it: the reflection in this browser, or what is in `file`.

    Raises:
        FullVault, TooBusy: nothing was made.
    """
    looked_back = set() if file is None else file.to_look_back
    open_vaults.make(
        visit, contents, lambda keys, code: OpenVault(keys, contents, looked_back, code=code), file
    )


def opened(visit: Visit) -> OpenVault | None:
    """The open vault as it is now; None where none is, or no longer."""
    return open_vaults.opened(visit)


def change(visit: Visit, vault: OpenVault, made: Callable[[Contents], Contents]) -> None:
    """Change the vault; where it is full, say so and leave everything as it was."""
    _ = visit.words.gettext
    try:
        vault.change(made)
    except FullVault:
        st.error(_("Your vault is full. Nothing was changed. Remove something from it first."))
        st.stop()


def erase(visit: Visit, keys: Keys) -> None:
    """Erase the open vault; what this browser still holds of it counts as not kept."""
    vaults().erase(keys)
    close(visit)
    visit.keep(lambda draft: without(draft, "kept"))


def too_busy(visit: Visit) -> None:
    """Too many wait for a turn."""
    _ = visit.words.gettext
    st.warning(_("It is very busy just now. Nothing was lost. Please try again in a moment."))


def close(visit: Visit) -> None:
    """Forget what opens the vault, a code that is shown, and what was written in a file's."""
    open_vaults.close(visit)


def moments(visit: Visit, contents: Contents) -> list[Moment]:
    """The reflections in a vault, oldest first, each with the profile it was asked from."""
    asked_now = asked(visit.profile)
    found = [_moment(visit, contents, entry, asked_now) for entry in contents["reflections"]]
    return sorted(found, key=lambda moment: moment.made_on)  # stable: of one day, as they were kept


def _moment(visit: Visit, contents: Contents, entry: Entry, asked_now: Asked) -> Moment:
    then = contents["profiles"][entry["profile"]]
    # what a result does not replace is said of today
    earlier = replace(profile_from(then), not_replaced=visit.profile.not_replaced)
    profile = visit.profile if then == asked_now else earlier
    return Moment(
        id=entry["id"],
        made_on=date.fromisoformat(entry["made_on"]),
        profile=profile,
        reflection=reflect(profile, entry["answers"], works_with=entry["works_with"]),
    )


def file_of(visit: Visit, contents: Contents) -> str:
    """Everything in one file, with what the answers came to for other tools."""
    found = {moment.id: moment for moment in moments(visit, contents)}
    return to_file(contents, lambda entry: scored(found[entry["id"]].profile, found[entry["id"]].reflection))


def this_reflection(visit: Visit, id: str, made_on: date) -> tuple[Entry, Asked]:
    """What is in this browser's draft, as an entry of a vault and the profile it was asked from."""
    profile = asked(visit.profile)
    entry = {
        "id": id,
        "made_on": made_on.isoformat(),
        "profile": asked_key(profile),
        "works_with": visit.works_with,
        "confidence": visit.draft.get("confidence"),
        "answers": visit.answers,
    }
    return entry, profile
