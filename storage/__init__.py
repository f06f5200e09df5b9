"""Keeps what it is given: sealed drafts in SQLite or PostgreSQL."""

from storage.database import database_url, open_database
from storage.drafts import DRAFT_DAYS, Draft, Drafts, is_secret, new_secret

__all__ = ["DRAFT_DAYS", "Draft", "Drafts", "database_url", "is_secret", "new_secret", "open_database"]
