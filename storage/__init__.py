"""Stores sealed drafts, vaults and ballots, in SQLite or PostgreSQL."""

from storage.codes import new_code, typed_code
from storage.contents import FullVaultError, NotContentsError
from storage.database import NewerDatabaseError, database_url, open_database
from storage.drafts import DRAFT_DAYS, Drafts, is_secret, new_secret
from storage.records import Contents, Draft, Group, Team, Vault
from storage.rounds import NoRoundError, OpenRound, Rounds, RunningRound, UnknownCodeError
from storage.sealed import Keys
from storage.teams import RoundRunningError
from storage.tries import Tries
from storage.turns import TooBusyError, Turns
from storage.vaults import DamagedVaultError, NoVaultError, Vaults

__all__ = [
    "DRAFT_DAYS",
    "Contents",
    "DamagedVaultError",
    "Draft",
    "Drafts",
    "FullVaultError",
    "Group",
    "Keys",
    "NewerDatabaseError",
    "NoRoundError",
    "NoVaultError",
    "NotContentsError",
    "OpenRound",
    "RoundRunningError",
    "Rounds",
    "RunningRound",
    "Team",
    "TooBusyError",
    "Tries",
    "Turns",
    "UnknownCodeError",
    "Vault",
    "Vaults",
    "database_url",
    "is_secret",
    "new_code",
    "new_secret",
    "open_database",
    "typed_code",
]
