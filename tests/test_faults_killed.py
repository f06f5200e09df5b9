"""Processes and connections that end in the middle of people's work: everything acknowledged is still there."""

from __future__ import annotations

import asyncio
import random
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from websockets.exceptions import WebSocketException

from app_pages.team_opened import OpenTeam  # noqa: F401
from benchmarks.people import JourneyFailed
from content import load_profile
from storage import Drafts, NoVault, Rounds, UnknownCode, Vaults, open_database
from storage.ballots import ballot_length
from storage.contents import empty
from storage.tables import boxes, participation_codes
from tests.postgres import Postgres
from tests.server import Server
from tests.test_rounds import note
from tests.visitor import Visitor, is_calm
