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
from hashlib import sha256
from typing import Any, Final

import streamlit as st

from app_pages.visit import Visit, database
from content import Asked, asked, asked_key, profile_from
from report.export import scored
from scoring import Moment, reflect
from storage import Contents, DamagedVault, Entry, FullVault, Keys, NoVault, Tries, Vaults
from storage.contents import new_id, to_file

IDLE_SECONDS: Final = 30 * 60
MOMENT_PARAMETER: Final = "moment"  # which kept reflection a result page shows


@dataclass
class OpenVault:
    """An open vault; `keys` lead to its record, None for a file."""

    keys: Keys | None
    contents: Contents = field(repr=False)
    to_look_back: set[str] = field(default_factory=set)  # plans that were open when it was opened
    taken_along: bool = True  # the file on the reader's own device holds everything
    code: str | None = field(default=None, repr=False)  # shown until the reader says to have it
    code_since: float = field(default_factory=time.monotonic)
    next_keys: Keys | None = None  # what the shown code leads to, where it is to replace another one
    name: str = field(init=False)  # tells vaults apart on the pages; the same whenever this vault is open
    used: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        """A name that does not lead back to the record."""
        self.name = new_id()[:8] if self.keys is None else sha256(self.keys.id).hexdigest()[:8]

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
_open: Final[dict[str, OpenVault]] = {}  # by the visitor: a browser, or a session without cookies


@cache
def vaults() -> Vaults:
    """The vaults of this process's database."""
    return Vaults(database())


@cache
def tries() -> Tries:
    """Wrong codes in this process."""
    return Tries()


def open_vault(visit: Visit, keys: Keys | None, contents: Contents) -> None:
    """From now on this vault is the open one in this browser."""
    waiting = {plan["id"] for plan in contents["plans"] if plan["look_back"] is None}
    visitor = visit.visitor
    with _lock:
        _open[visitor] = OpenVault(keys, contents, waiting)


def make_vault(visit: Visit, contents: Contents, file: OpenVault | None = None) -> None:
    """Put `contents` in a new vault and open it: the reflection in this browser, or what is in `file`.

    Pressed twice, it is made once: between making and remembering it nothing may be asked of Streamlit,
    which would end this run there for the one of the second press.

    Raises:
        FullVault, TooBusy: nothing was made.
    """
    visitor, place = visit.visitor, st.context.ip_address
    code, keys = vaults().create(contents, place)
    with _lock:
        twice = _open.get(visitor) is not file
        if not twice:
            looked_back = set() if file is None else file.to_look_back
            _open[visitor] = OpenVault(keys, contents, looked_back, code=code)
    if twice:
        vaults().erase(keys)


def another_code(visit: Visit, vault: OpenVault) -> None:
    """Show a new code for a vault; the old one holds until `have_code`.

    Raises:
        TooBusy.
    """
    place = st.context.ip_address
    code, keys = vaults().new_code(place)
    with _lock:
        if vault.code is None:
            vault.code, vault.next_keys, vault.code_since = code, keys, time.monotonic()


def have_code(vault: OpenVault) -> None:
    """The reader has the code: it is forgotten here, and one that it replaces opens nothing any more."""
    if vault.keys is not None and vault.next_keys is not None:
        vaults().move(vault.keys, vault.next_keys)
        vault.keys = vault.next_keys
    vault.code = vault.next_keys = None


def opened(visit: Visit) -> OpenVault | None:
    """The open vault as it is now; None where none is, or no longer.

    What was pressed on a page that showed another vault, opened in another tab since, is not done.
    """
    vault = _found(visit)
    if vault is None:
        st.session_state.pop("vault-shown", None)
        return None
    if st.session_state.setdefault("vault-shown", vault.name) != vault.name:
        st.session_state["vault-shown"] = vault.name
        st.rerun()
    try:
        vault.refresh()
    except (NoVault, DamagedVault) as error:
        close(visit)
        st.session_state["vault-gone"] = type(error)
        return None
    return vault


def _found(visit: Visit) -> OpenVault | None:
    visitor = visit.visitor
    forget_idle()
    with _lock:
        vault = _open.get(visitor)
        if vault is not None:
            vault.used = time.monotonic()
        return vault


def forget_idle() -> None:
    """Close every vault that nobody has looked at for half an hour."""
    with _lock:
        oldest = time.monotonic() - IDLE_SECONDS
        for visitor in [visitor for visitor, vault in _open.items() if vault.used < oldest]:
            del _open[visitor]


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
    visit.keep(lambda draft: {key: value for key, value in draft.items() if key != "kept"})


def too_busy(visit: Visit) -> None:
    """Too many wait for a turn."""
    _ = visit.words.gettext
    st.warning(_("It is very busy just now. Nothing was lost. Please try again in a moment."))


def close(visit: Visit) -> None:
    """Forget what opens the vault, a code that is shown, and what was written in a file's."""
    visitor = visit.visitor
    with _lock:
        _open.pop(visitor, None)


def moments(visit: Visit, contents: Contents) -> list[Moment]:
    """The reflections in a vault, oldest first, each with the profile it was asked from."""
    asked_now = asked(visit.profile)
    found = [_moment(visit, contents, entry, asked_now) for entry in contents["reflections"]]
    return sorted(found, key=lambda moment: moment.made_on)  # stable: of one day, as they were kept


def _moment(visit: Visit, contents: Contents, entry: Entry, asked_now: Asked) -> Moment:
    then = contents["profiles"][entry["profile"]]
    profile = visit.profile if then == asked_now else profile_from(then)
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
