"""Rounds, on SQLite and PostgreSQL: a code a ballot, a random order, nothing left after the close."""

from __future__ import annotations

import json
import random
import secrets
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain, product
from math import factorial
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect

from records import Answers
from storage import FullVaultError, NoRoundError, NoVaultError, Rounds, UnknownCodeError
from storage.ballots import (
    OVERHEAD,
    ballot_length,
    new_keys,
    open_ballot,
    randomised_response,
    seal_ballot,
)
from storage.database import writing
from storage.rounds import BALLOTS_A_ROW, DAYS_LEFT_OPEN, put_in_box, with_ballot
from storage.sealed import AlteredError, keys_from
from tests.support.box_order import correlation_in_file
from tests.support.rounds import DAY, ITEMS, RoundOfTeam, a_sheet, note, unblurred
from tests.support.stored import execute, rows, written
from tests.support.traces import check_traces

pytestmark = pytest.mark.usefixtures("cheap_codes")


def in_order(sheets: list[Answers]) -> list[str]:
    return sorted(json.dumps(sheet, sort_keys=True) for sheet in sheets)


def rows_in(engine: Engine, *tables: str) -> int:
    return sum(rows(engine, f"SELECT count(*) FROM {table}")[0][0] for table in tables)  # noqa: S608


sheets = st.dictionaries(st.sampled_from(ITEMS), st.none() | st.integers(1, 5))


@given(sheets)
def test_ballots_open_and_are_equally_long(answers: Answers) -> None:
    private, public = new_keys()
    round_id = b"r" * 16
    sealed = seal_ballot(answers, ITEMS, public, round_id, randbelow=unblurred)
    key = X25519PrivateKey.from_private_bytes(private)
    assert open_ballot(sealed, ITEMS, key, round_id) == answers
    assert len(sealed) == ballot_length(ITEMS) == len(ITEMS) + OVERHEAD
    for other in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b""):
        with pytest.raises(AlteredError):
            open_ballot(other, ITEMS, key, round_id)
    with pytest.raises(AlteredError):
        open_ballot(sealed, ITEMS, key, b"another round...")


@pytest.mark.parametrize("answer", range(1, 6))
def test_one_answer_in_five_is_drawn_anew(answer: int) -> None:
    """Over all 25 pairs of draws an answer stays in 21 (.84), and becomes each other one in 1 (.04)."""
    drawn: Counter[int] = Counter()
    for pair in product(range(5), repeat=2):
        draws = iter(pair)
        drawn[randomised_response(answer, lambda _below, draws=draws: next(draws))] += 1  # type: ignore[misc]
    assert drawn == {other: 21 if other == answer else 1 for other in range(1, 6)}


@given(sheets)
def test_a_ballot_keeps_what_is_open(answers: Answers) -> None:
    private, public = new_keys()
    sealed = seal_ballot(answers, ITEMS, public, b"r" * 16)
    found = open_ballot(sealed, ITEMS, X25519PrivateKey.from_private_bytes(private), b"r" * 16)
    assert found.keys() == answers.keys()
    assert all((found[item] is None) == (answer is None) for item, answer in answers.items())


def test_no_ballot_is_sealed_as_it_was_answered(engine: Engine) -> None:
    """The way the app goes: `Rounds` without a parameter, 40 answers each."""
    team = RoundOfTeam(engine, invited=20)
    rounds = Rounds(engine, lambda: DAY, min_minimum=5)
    for code in team.codes:
        rounds.submit(code, dict.fromkeys(ITEMS, 2))
    found = Counter(answer for ballot in team.close() for answer in ballot.values())
    assert abs(found[2] / 800 - 0.84) < 6 * 0.013
    assert all(0 < found[other] < 100 for other in (1, 3, 4, 5))


@pytest.mark.parametrize("people", [5, 63, 64, 65, 130])
def test_all_ballots_come_out_and_codes_work_once(engine: Engine, people: int) -> None:
    team = RoundOfTeam(engine, invited=people)
    assert len(set(team.codes)) == people
    for number, code in enumerate(team.codes):
        assert team.rounds.find(f" {code.lower()} ").invited == people
        team.rounds.submit(code, a_sheet(number))
        team.rounds.submit(code, a_sheet(number + 1000))
    ballots, invited, minimum = team.close(publish=lambda *arguments: arguments)
    assert (invited, minimum) == (people, 5)
    assert in_order(ballots) == in_order([a_sheet(number) for number in range(people)])
    assert team.private_key not in json.dumps(team.contents)


def test_link_takes_as_many_ballots_as_invited(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=6, one_link=True)
    (link,) = team.codes
    for number in range(7):
        team.rounds.submit(link, a_sheet(number))
    assert in_order(team.close()) == in_order([a_sheet(number) for number in range(6)])


@pytest.mark.parametrize("typed", ["", "x", "7K4Q-M2HX-90TD-VC8E", "'; --", "é" * 500])
def test_wrong_code_puts_nothing_in(engine: Engine, typed: str) -> None:
    team = RoundOfTeam(engine)
    with pytest.raises(UnknownCodeError):
        team.rounds.submit(typed, a_sheet(1))
    with pytest.raises(UnknownCodeError):
        team.rounds.find(team.code)  # the team's own code is none of these
    assert rows_in(engine, "boxes") == 0


def test_enough_is_noted_once_a_day(engine: Engine) -> None:
    """The attack 'poll': looking after each ballot, with the notes asked for as often, tells nothing."""
    team, days = RoundOfTeam(engine, invited=8, minimum=6), [DAY]
    team.rounds = Rounds(engine, lambda: days[-1], min_minimum=5)

    def look() -> bool:
        team.rounds.note_enough()
        return team.rounds.running(team.id).enough

    def look_while_sharing(numbers: range) -> list[bool]:
        seen = [look()]
        for number in numbers:
            team.submit([number])
            seen.append(look())
        return seen

    assert look_while_sharing(range(5)) == [False] * 6
    days.append(DAY + timedelta(days=1))
    assert look_while_sharing(range(5, 7)) == [False] * 3
    days.append(DAY + timedelta(days=2))
    assert look_while_sharing(range(7, 8)) == [True] * 2


@pytest.mark.parametrize("one_link", [False, True])
def test_a_used_code_reads_the_same(engine: Engine, one_link: bool) -> None:
    """Whoever has the sheet cannot tell from what a code opens whether it was used."""
    team = RoundOfTeam(engine, invited=6, one_link=one_link)
    before = [team.rounds.find(code) for code in team.codes]
    stored = rows(engine, "SELECT id, sealed FROM readers")
    for number, code in enumerate(team.codes * (6 if one_link else 1)):
        team.rounds.submit(code, a_sheet(number))
        assert [team.rounds.find(code) for code in team.codes] == before
    assert len(set(before)) == 1
    assert rows(engine, "SELECT id, sealed FROM readers") == stored
    assert rows_in(engine, "participation_codes") == 0


@pytest.mark.parametrize(("people", "published"), [(4, None), (5, 5)])
def test_every_code_opens_the_result(engine: Engine, people: int, published: int | None) -> None:
    """Used or not; the result is the team's record with this round alone."""
    team = RoundOfTeam(engine, invited=6)
    team.submit(range(people))
    with pytest.raises(UnknownCodeError):
        team.rounds.result(team.codes[0])
    team.close(publish=lambda ballots, *_numbers: len(ballots))
    for code in team.codes:
        found = team.rounds.result(code)
        assert found == team.contents
        assert cast(Any, found["rounds"][0]["snapshot"]) == published
        with pytest.raises(UnknownCodeError):
            team.rounds.find(code)
    for wrong in (team.code, "", RoundOfTeam(engine).codes[0]):
        with pytest.raises(UnknownCodeError):
            team.rounds.result(wrong)
    team.rounds.erase_results([team.id])
    with pytest.raises(UnknownCodeError):
        team.rounds.result(team.codes[0])
    assert rows_in(engine, "results") == 0


def test_a_result_for_the_lead_alone_stays_there(engine: Engine) -> None:
    team = RoundOfTeam(engine, shows_result=False)
    assert not team.rounds.find(team.codes[0]).shows_result
    team.submit(range(5))
    assert len(team.close()) == 5
    with pytest.raises(UnknownCodeError):
        team.rounds.result(team.codes[0])
    assert rows_in(engine, "readers", "results") == 0


def test_who_has_no_code_reads_no_name(engine: Engine) -> None:
    team = RoundOfTeam(engine)
    assert team.rounds.find(team.codes[0]).team == "Noord"
    team.submit(range(5))
    assert b"Noord" not in written(engine)
    team.close()
    engine.dispose()
    assert b"Noord" not in written(engine)


@pytest.mark.parametrize(("invited", "minimum"), [(5, 4), (4, 5), (5, 6), (0, 5), (-1, -1)])
def test_no_round_opens_with_fewer_than_five(engine: Engine, invited: int, minimum: int) -> None:
    with pytest.raises(ValueError, match="at least 5"):
        RoundOfTeam(engine, invited=invited, minimum=minimum)


def test_close_below_the_minimum_opens_no_ballot(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=8)
    team.submit(range(4))

    def never(*_arguments: Any) -> None:
        raise AssertionError("a ballot was opened")

    assert team.close(publish=never) is None
    assert rows_in(engine, "rounds", "boxes", "participation_codes") == 0


def test_nothing_is_left_after_the_close(engine: Engine) -> None:
    """tests/exhaustive/test_rounds.py makes a backup at every commit, not every tenth."""
    check_traces(engine, look_every=1 if engine.dialect.name == "sqlite" else 10)


def test_code_is_erased_with_its_ballot(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=5)
    before = set(rows(engine, "SELECT hash FROM participation_codes"))
    team.rounds.submit(team.codes[0], a_sheet(0))
    ((gone,),) = before - set(rows(engine, "SELECT hash FROM participation_codes"))
    engine.dispose()
    assert gone not in written(engine)


def test_vault_and_box_share_no_eight_bytes(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=12)
    team.submit(range(10))
    vault = b"".join(b"".join(row) for row in rows(engine, "SELECT id, sealed FROM vaults"))
    box = [part for row in rows(engine, "SELECT round, ballots FROM boxes") for part in row]
    box += [part for row in rows(engine, "SELECT id, public_key FROM rounds") for part in row]
    box += [digest for (digest,) in rows(engine, "SELECT hash FROM participation_codes")]
    pieces = {vault[at : at + 8] for at in range(len(vault) - 7)}
    assert not any(part[at : at + 8] in pieces for part in box for at in range(len(part) - 7))


def test_every_order_is_equally_likely() -> None:
    """Each sequence of random indices leads to another order, so with even indices all orders are even."""
    for people in range(1, 7):
        found = Counter[bytes]()
        for indices in product(*(range(count + 1) for count in range(people))):
            box = b""
            for ballot, index in enumerate(indices):
                held, moved = with_ballot(box, bytes([ballot]), index)
                box = held + moved
            found[box] += 1
        assert len(found) == factorial(people)
        assert set(found.values()) == {1}


def test_box_in_database_is_shuffled_likewise(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same indices give the same order as without rows; and rows hold 64 ballots."""
    people, round_id, box = 2 * BALLOTS_A_ROW + 2, b"r" * 16, b""
    chance = random.Random(1)
    indices = [chance.randrange(count + 1) for count in range(people)]
    following = iter(indices)
    monkeypatch.setattr(secrets, "randbelow", lambda _below: next(following))
    with writing(engine) as connection:
        for number, index in enumerate(indices):
            ballot = number.to_bytes(2)
            put_in_box(connection, round_id, ballot, number)
            held, moved = with_ballot(box, ballot, index)
            box = held + moved
    held_rows = [held for (held,) in rows(engine, "SELECT ballots FROM boxes ORDER BY row")]
    assert b"".join(held_rows) == box
    assert [len(held) // 2 for held in held_rows] == [BALLOTS_A_ROW, BALLOTS_A_ROW, 2]


def test_indices_are_random_up_to_the_end(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[int] = []

    def last(below: int) -> int:
        bounds.append(below)
        return below - 1

    monkeypatch.setattr(secrets, "randbelow", last)
    with writing(sqlite) as connection:
        for number in range(5):
            put_in_box(connection, b"r" * 16, bytes([number]), number)
    assert bounds == [1, 2, 3, 4, 5]


def test_order_in_the_file_says_nothing(engine: Engine) -> None:
    """A small version; tests/exhaustive/test_rounds.py has more people and rounds."""
    mean, standard_error = correlation_in_file(engine, people=12, repeats=8)
    assert abs(mean) < 4 * standard_error


def test_fifty_at_once_are_fifty_ballots(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=50)
    with ThreadPoolExecutor(16) as people:
        list(people.map(lambda number: team.submit([number]), range(50)))
    assert in_order(team.close()) == in_order([a_sheet(number) for number in range(50)])


def test_fifty_with_one_code_are_one_ballot(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=8)

    with ThreadPoolExecutor(16) as people:
        list(people.map(lambda number: team.rounds.submit(team.codes[0], a_sheet(number)), range(50)))
    assert rows(engine, "SELECT ballots FROM rounds") == [(1,)]


def test_failing_close_destroys_nothing(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=6)
    team.submit(range(len(team.codes)))
    with pytest.raises(ZeroDivisionError):
        team.close(publish=lambda *_arguments: 1 / 0)
    with pytest.raises(FullVaultError):
        team.close(publish=lambda *_arguments: "x" * 2_000_000)
    with pytest.raises(UnknownCodeError):
        team.rounds.submit("anything", a_sheet(1))
    assert len(team.close()) == 6
    with pytest.raises(NoRoundError):
        team.rounds.running(team.id)


def test_closing_round_takes_no_ballot(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=6)
    team.submit(range(5))

    def late(ballots: list[Mapping[str, int | None]], *_rest: int) -> int:
        with pytest.raises(UnknownCodeError):
            team.rounds.submit(team.codes[5], a_sheet(5))
        return len(ballots)

    assert team.close(publish=late) == 5


def test_no_round_opens_without_the_team(engine: Engine) -> None:
    nobody = keys_from(b"nobody", "vault")
    with pytest.raises(NoVaultError):
        Rounds(engine, min_minimum=5).open(nobody, ITEMS, invited=8, minimum=5, until=DAY, note=note)
    assert rows_in(engine, "rounds", "participation_codes") == 0


def test_round_left_open_is_destroyed(engine: Engine) -> None:
    left, runs = RoundOfTeam(engine), RoundOfTeam(engine)
    left.rounds.submit(left.codes[0], a_sheet(1))
    last = DAY + timedelta(days=DAYS_LEFT_OPEN)
    assert Rounds(engine, lambda: last, min_minimum=5).erase_left_open() == 0
    execute(engine, "UPDATE rounds SET until = :later WHERE id = :id", later=last, id=bytes.fromhex(runs.id))
    assert Rounds(engine, lambda: last + timedelta(days=1), min_minimum=5).erase_left_open() == 1
    with pytest.raises(UnknownCodeError):
        left.rounds.find(left.codes[1])
    with pytest.raises(NoRoundError):
        left.rounds.running(left.id)
    assert rows_in(engine, "boxes") == 0
    assert rows_in(engine, "readers") == 8
    assert runs.rounds.find(runs.codes[0]).until == last
    assert rows_in(engine, "rounds", "participation_codes") == 1 + 8


def test_altered_ballot_is_left_out(engine: Engine) -> None:
    team = RoundOfTeam(engine, invited=6)
    team.submit(range(len(team.codes)))
    ((held,),) = rows(engine, "SELECT ballots FROM boxes")
    execute(engine, "UPDATE boxes SET ballots = :altered", altered=bytes([held[0] ^ 1]) + held[1:])
    assert len(team.close()) == 5


def test_tables_hold_days_and_no_counter(engine: Engine) -> None:
    tables = {
        table: inspect(engine).get_columns(table)
        for table in ("rounds", "boxes", "participation_codes", "readers", "results", "vaults", "drafts")
    }
    assert {column["name"] for column in tables["vaults"]} == {"id", "sealed"}
    expires = {column["name"]: str(column["type"]) for column in tables["drafts"]}
    assert expires.keys() == {"id", "sealed", "expires_on"}
    assert expires["expires_on"] == "DATE"
    columns = list(chain(*tables.values()))
    kinds = {str(column["type"]) for column in columns} - {"BLOB", "BYTEA"}
    assert kinds == {"JSON", "INTEGER", "BOOLEAN", "DATE"}
    assert not [column for column in columns if "nextval" in str(column["default"]) or column.get("identity")]
    if engine.dialect.name != "sqlite":
        return
    schemas = [sql for (sql,) in rows(engine, "SELECT sql FROM sqlite_master WHERE type = 'table'")]
    assert all("WITHOUT ROWID" in sql for sql in schemas if "alembic" not in sql)
    assert not any("AUTOINCREMENT" in sql.upper() for sql in schemas)
