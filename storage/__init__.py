"""Stores sealed drafts, vaults and ballots, in SQLite or PostgreSQL."""

from records import Contents, Draft, Group, Team, Vault
from storage.contents import FullVaultError, NotContentsError
from storage.database import NewerDatabaseError, open_database
from storage.draft_secrets import DraftSecrets, TicketError
from storage.drafts import DRAFT_DAYS, DRAFT_STEP, Drafts, RetiredError, new_secret
from storage.meetings import FullMeetingError, Meetings, NoMeetingError
from storage.readers import UnknownCodeError
from storage.rounds import NoRoundError, OpenRound, Rounds
from storage.sealed import Keys
from storage.teams import RoundRunningError
from storage.tries import Tries
from storage.turns import TooBusyError, Turns
from storage.vaults import DamagedVaultError, NoVaultError, Vaults

__all__ = [
    "DRAFT_DAYS",
    "DRAFT_STEP",
    "Contents",
    "DamagedVaultError",
    "Draft",
    "DraftSecrets",
    "Drafts",
    "FullMeetingError",
    "FullVaultError",
    "Group",
    "Keys",
    "Meetings",
    "NewerDatabaseError",
    "NoMeetingError",
    "NoRoundError",
    "NoVaultError",
    "NotContentsError",
    "OpenRound",
    "RetiredError",
    "RoundRunningError",
    "Rounds",
    "Team",
    "TicketError",
    "TooBusyError",
    "Tries",
    "Turns",
    "UnknownCodeError",
    "Vault",
    "Vaults",
    "new_secret",
    "open_database",
]
