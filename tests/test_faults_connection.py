"""The connection to PostgreSQL is cut in the middle of a write, at any byte."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import SQLAlchemyError

from storage import Drafts, new_secret
from tests.support.postgres import Postgres
from tests.support.relay import behind_relay, cut_while_writing


@pytest.mark.usefixtures("cheap_codes")
def test_cut_connection_leaves_the_old_or_the_new(postgres: Postgres) -> None:
    """A small version; tests/exhaustive/test_faults.py cuts more often."""
    with behind_relay(postgres) as (relay, engine, straight):
        cut_while_writing(relay, engine, straight, cuts=45)


def test_missing_database_is_an_error_of_sqlalchemy(postgres: Postgres) -> None:
    with behind_relay(postgres) as (relay, engine, _straight):
        relay.cut_after(0)
        with pytest.raises(SQLAlchemyError):
            Drafts(engine).read(new_secret())
        relay.close()
        with pytest.raises(SQLAlchemyError):
            Drafts(engine).read(new_secret())
