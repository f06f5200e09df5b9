"""The vault that is open in this browser: by its code, or from a file and then stored nowhere.

What opens it stays in this process's memory for half an hour after the last click, so that a refresh or a
sleeping phone does not ask for the code again. A restart of the server closes every vault.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final

import streamlit as st

from app_pages.visit import Visit, database
from content import asked, asked_key, profile_from
from report.export import scored
from scoring import Moment, reflect
from storage import Contents, DamagedVault, Entry, Keys, NoVault, Tries, Vaults
from storage.contents import to_file

IDLE_SECONDS: Final = 30 * 60

OPENED: Final = "opened"  # where the session keeps it in a browser without cookies


@dataclass
class OpenVault:
    """An open vault; `keys` lead to its record, None for a file."""

    keys: Keys | None
    contents: Contents = field(repr=False)
    to_look_back: set[str] = field(default_factory=set)  # plans that were open when it was opened
    taken_along: bool = True  # the file on the reader's own device holds everything
    used: float = field(default_factory=time.monotonic)

    def change(self, change: Callable[[Contents], Contents]) -> None:
        """Change what is in it, in the database at once, or in memory for a file.

        Raises:
            NoVault, DamagedVault, FullVault: nothing was changed.
        """
        if self.keys is not None:
            self.contents = vaults().change(self.keys, change)
        else:
            with _lock:
                self.contents, self.taken_along = change(self.contents), False

    def refresh(self) -> None:
        """See what another tab has kept meanwhile.

        Raises:
            NoVault, DamagedVault.
        """
        if self.keys is not None:
            self.contents = vaults().read(self.keys)


_lock: Final = threading.Lock()
_open: Final[dict[str, OpenVault]] = {}  # by the secret of the browser


@cache
def vaults() -> Vaults:
    """The vaults of this process's database."""
    return Vaults(database())


@cache
def tries() -> Tries:
    """Wrong codes in this process."""
    return Tries()


def open_vault(visit: Visit, keys: Keys | None, contents: Contents) -> OpenVault:
    """From now on this vault is the open one in this browser."""
    waiting = {plan["id"] for plan in contents["plans"] if plan["look_back"] is None}
    opened = OpenVault(keys, contents, waiting)
    with _lock:
        if visit.secret is None:
            st.session_state[OPENED] = opened
        else:
            _open[visit.secret] = opened
    return opened


def opened(visit: Visit) -> OpenVault | None:
    """The open vault as it is now; None where none is, or no longer."""
    vault = _found(visit)
    if vault is None:
        return None
    try:
        vault.refresh()
    except (NoVault, DamagedVault) as error:
        close(visit)
        st.session_state["vault-gone"] = type(error)
        return None
    return vault


def _found(visit: Visit) -> OpenVault | None:
    now = time.monotonic()
    with _lock:
        for secret in [secret for secret, vault in _open.items() if vault.used < now - IDLE_SECONDS]:
            del _open[secret]
        if visit.secret is None:
            vault: OpenVault | None = st.session_state.get(OPENED)
        else:
            vault = _open.get(visit.secret)
        if vault is not None:
            vault.used = now
        return vault


def close(visit: Visit) -> None:
    """Forget what opens the vault, and what was written in a file's."""
    with _lock:
        st.session_state.pop(OPENED, None)
        if visit.secret is not None:
            _open.pop(visit.secret, None)


def moments(visit: Visit, contents: Contents) -> list[Moment]:
    """The reflections in a vault, oldest first, each with the profile it was asked from."""
    asked_now = asked_key(asked(visit.profile))
    found = [_moment(visit, contents, entry, asked_now) for entry in contents["reflections"]]
    return sorted(found, key=lambda moment: moment.made_on)  # stable: of one day, as they were kept


def _moment(visit: Visit, contents: Contents, entry: Entry, asked_now: str) -> Moment:
    key: str = entry["profile"]
    profile = visit.profile if key == asked_now else profile_from(contents["profiles"][key])
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


def this_reflection(visit: Visit, id: str, made_on: date) -> tuple[Entry, dict[str, Any]]:
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
