"""Keeps what it is given: sealed drafts, vaults and ballots, in SQLite or PostgreSQL."""

from storage.codes import new_code, typed_code
from storage.contents import Contents, Entry, FullVault, Kind, NotContents
from storage.database import NewerDatabase, database_url, open_database
from storage.drafts import DRAFT_DAYS, Draft, Drafts, is_secret, new_secret
from storage.rounds import NoRound, OpenRound, Rounds, RunningRound, UnknownCode
from storage.sealed import Keys
from storage.teams import RoundRuns
from storage.tries import Tries
from storage.turns import TooBusy, Turns
from storage.vaults import DamagedVault, NoVault, Vaults

__all__ = [
    "DRAFT_DAYS",
    "Contents",
    "DamagedVault",
    "Draft",
    "Drafts",
    "Entry",
    "FullVault",
    "Keys",
    "Kind",
    "NewerDatabase",
    "NoRound",
    "NoVault",
    "NotContents",
    "OpenRound",
    "RoundRuns",
    "Rounds",
    "RunningRound",
    "TooBusy",
    "Tries",
    "Turns",
    "UnknownCode",
    "Vaults",
    "database_url",
    "is_secret",
    "new_code",
    "new_secret",
    "open_database",
    "typed_code",
]
