"""Rounds, on SQLite and PostgreSQL: a code a ballot, an order left to chance, nothing after the close."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sqlalchemy import Engine, event, inspect

from storage import FullVaultError, Keys, NoVaultError, Vaults, vaults
from storage.ballots import OVERHEAD, ballot_length, new_keys, open_ballot, seal_ballot
from storage.contents import Contents, empty
from storage.rounds import BALLOTS_A_ROW, DAYS_LEFT_OPEN, NoRoundError, Rounds, UnknownCodeError
from storage.sealed import Altered, keys_from
from tests.support.kept import do, found, written
from tests.support.server import ROOT

ITEMS = tuple(f"reliability-{number}" for number in range(1, 41))
DAY = date(2026, 11, 24)
Given = dict[str, int | None]


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of teams are made here; what a code costs is test_vaults.py's."""
    monkeypatch.setattr(vaults, "MEMORY_KIB", 64)


def note(contents: Contents, id: str, private_key: str, _codes: list[str]) -> Contents:
    return {**contents, "round": id, "private_key": private_key}


def result_in(contents: Contents, result: Any) -> Contents:
    rest = {key: value for key, value in contents.items() if key != "private_key"}
    return {**rest, "result": result}


class Team:
    """A team with a vault and one open round."""

    def __init__(self, engine: Engine, invited: int = 8, **options: Any) -> None:
        self.vaults, self.rounds = Vaults(engine), Rounds(engine, today=lambda: DAY)
        self.code, self.keys = self.vaults.create(empty())
        self.codes = self.rounds.open(self.keys, ITEMS, invited=invited, until=DAY, note=note, **options)

    @property
    def contents(self) -> Contents:
        return self.vaults.read(self.keys)

    def close(self, publish: Any = None) -> Any:
        """Close the round; by default all ballots are kept, which the real app never does."""
        kept = self.contents
        self.rounds.close(
            self.keys,
            kept["round"],
            kept["private_key"],
            publish=publish or (lambda ballots, invited, minimum: [ballots, invited, minimum]),
            note=result_in,
        )
        return self.contents["result"]


def a_sheet(seed: int) -> Given:
    chance = random.Random(seed)
    return {item: chance.choice([1, 2, 3, 4, 5, None]) for item in ITEMS if chance.random() > 0.1}


def in_order(sheets: list[Given]) -> list[str]:
    return sorted(json.dumps(sheet, sort_keys=True) for sheet in sheets)


def rows_in(engine: Engine, *tables: str) -> int:
    return sum(found(engine, f"SELECT count(*) FROM {table}")[0][0] for table in tables)  # noqa: S608


def places(ballot: bytes, written: bytes) -> int:
    """How often a ballot is in the bytes; one that lies across two pages is found by its larger end."""
    return max(written.count(ballot[:40]), written.count(ballot[-40:]))


def where_in(ballot: bytes, written: bytes) -> int:
    """Where in the bytes a ballot is."""
    return max(written.find(ballot[:40]), written.find(ballot[-40:]))


sheets = st.dictionaries(st.sampled_from(ITEMS), st.none() | st.integers(1, 5))


@given(sheets)
def test_a_ballot_opens_as_it_was_and_every_ballot_is_as_long(answers: Given) -> None:
    private, public = new_keys()
    round = b"r" * 16
    sealed = seal_ballot(answers, ITEMS, public, round)
    key = X25519PrivateKey.from_private_bytes(private)
    assert open_ballot(sealed, ITEMS, key, round) == answers
    assert len(sealed) == ballot_length(ITEMS) == len(ITEMS) + OVERHEAD
    for other in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b""):
        with pytest.raises(Altered):
            open_ballot(other, ITEMS, key, round)
    with pytest.raises(Altered):
        open_ballot(sealed, ITEMS, key, b"another round...")


@pytest.mark.parametrize("people", [5, 63, 64, 65, 130])
def test_all_ballots_come_out_at_the_close_and_codes_work_once(engine: Engine, people: int) -> None:
    team = Team(engine, invited=people)
    assert len(set(team.codes)) == people
    for number, code in enumerate(team.codes):
        assert team.rounds.find(f" {code.lower()} ").invited == people
        team.rounds.submit(code, a_sheet(number))
        with pytest.raises(UnknownCodeError):
            team.rounds.submit(code, a_sheet(number))
        with pytest.raises(UnknownCodeError):
            team.rounds.find(code)
    ballots, invited, minimum = team.close()
    assert (invited, minimum) == (people, 5)
    assert in_order(ballots) == in_order([a_sheet(number) for number in range(people)])
    assert "private_key" not in team.contents


def test_a_link_for_all_is_good_for_as_many_as_were_invited(engine: Engine) -> None:
    team = Team(engine, invited=6, one_link=True)
    (link,) = team.codes
    for number in range(6):
        team.rounds.submit(link, a_sheet(number))
    with pytest.raises(UnknownCodeError):
        team.rounds.submit(link, a_sheet(9))
    assert len(team.close()[0]) == 6


@pytest.mark.parametrize("typed", ["", "x", "7K4Q-M2HX-90TD-VC8E", "'; --", "é" * 500])
def test_a_wrong_code_puts_nothing_in(engine: Engine, typed: str) -> None:
    team = Team(engine)
    with pytest.raises(UnknownCodeError):
        team.rounds.submit(typed, a_sheet(1))
    with pytest.raises(UnknownCodeError):
        team.rounds.find(team.code)  # the team's own code is none of these
    assert team.rounds.running(team.keys, team.contents["round"]).ballots is None


def test_while_it_is_open_the_number_shows_from_the_minimum_on(engine: Engine) -> None:
    team = Team(engine, invited=8, minimum=6)
    seen = []
    for number, code in enumerate(team.codes):
        seen.append(team.rounds.running(team.keys, team.contents["round"]).ballots)
        team.rounds.submit(code, a_sheet(number))
    assert seen == [None] * 6 + [6, 7]


@pytest.mark.parametrize(("invited", "minimum"), [(5, 4), (4, 5), (5, 6), (0, 5), (-1, -1)])
def test_no_round_opens_with_fewer_than_five(engine: Engine, invited: int, minimum: int) -> None:
    with pytest.raises(ValueError, match="at least 5"):
        Team(engine, invited=invited, minimum=minimum)


def test_a_round_closed_below_the_minimum_opens_no_ballot_and_leaves_none(engine: Engine) -> None:
    team = Team(engine, invited=8)
    for number in range(4):
        team.rounds.submit(team.codes[number], a_sheet(number))

    def never(*_arguments: Any) -> None:
        raise AssertionError("a ballot was opened")

    assert team.close(publish=never) is None
    assert rows_in(engine, "rounds", "boxes", "participation_codes") == 0


def test_after_the_close_nothing_of_the_round_is_left(engine: Engine) -> None:
    team = Team(engine, invited=70)
    seen: list[bytes] = []
    event.listen(engine, "commit", lambda _connection: seen.append(written(engine)))
    for number, code in enumerate(team.codes):
        team.rounds.submit(code, a_sheet(number))
    private = team.contents["private_key"]
    boxes = b"".join(held for (held,) in found(engine, "SELECT ballots FROM boxes"))
    assert rows_in(engine, "participation_codes") == 0
    ((public,),) = found(engine, "SELECT public_key FROM rounds")
    for held in seen:  # also in the middle of each transaction, with SQLite's journal
        for code in (*team.codes, team.code):
            assert code.encode() not in held
            assert code.replace("-", "").encode() not in held
        assert private.encode() not in held
        assert bytes.fromhex(private) not in held
        for number in range(70):
            assert bytes(a_sheet(number).get(item) or 0 for item in ITEMS) not in held
    length = ballot_length(ITEMS)
    ballots = [boxes[at : at + length] for at in range(0, len(boxes), length)]
    before = written(engine)
    assert all(places(ballot, before) == 1 for ballot in ballots)
    team.close()
    engine.dispose()
    left = written(engine)
    assert not any(boxes[at : at + 16] in left for at in range(0, len(boxes) - 16, 16))
    assert public not in left


def test_codes_leave_with_their_ballot(engine: Engine) -> None:
    team = Team(engine, invited=5)
    before = set(found(engine, "SELECT hash FROM participation_codes"))
    team.rounds.submit(team.codes[0], a_sheet(0))
    ((gone,),) = before - set(found(engine, "SELECT hash FROM participation_codes"))
    engine.dispose()
    assert gone not in written(engine)


def test_nothing_of_eight_bytes_is_shared_between_vault_and_box(engine: Engine) -> None:
    team = Team(engine, invited=12)
    for number, code in enumerate(team.codes[:10]):
        team.rounds.submit(code, a_sheet(number))
    vault = b"".join(b"".join(row) for row in found(engine, "SELECT id, sealed FROM vaults"))
    box = [part for row in found(engine, "SELECT round, ballots FROM boxes") for part in row]
    box += [part for row in found(engine, "SELECT id, public_key FROM rounds") for part in row]
    box += [hash for (hash,) in found(engine, "SELECT hash FROM participation_codes")]
    pieces = {vault[at : at + 8] for at in range(len(vault) - 7)}
    assert not any(part[at : at + 8] in pieces for part in box for at in range(len(part) - 7))


def order_in_the_box(engine: Engine, people: int, *, where: bool) -> list[int]:
    """Positions of the ballots by order of submission: in the table, or in the bytes of file or backup."""
    team = Team(engine, invited=people)
    for number, code in enumerate(team.codes):
        team.rounds.submit(
            code, {ITEMS[0]: 1 + number % 5, ITEMS[1]: 1 + number // 5 % 5, ITEMS[2]: 1 + number // 25}
        )
    kept = team.contents
    id, key = (
        bytes.fromhex(kept["round"]),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(kept["private_key"])),
    )
    rows = [
        held for round, held in found(engine, "SELECT round, ballots FROM boxes ORDER BY row") if round == id
    ]
    length = ballot_length(ITEMS)
    held = [row[at : at + length] for row in rows for at in range(0, len(row), length)]
    all_bytes = written(engine)
    positions: dict[int, int] = {}
    for place, sealed in enumerate(held):
        sheet = open_ballot(sealed, ITEMS, key, id)
        number = sum((answer - 1) * 5**power for power, answer in enumerate(sheet.values()) if answer)
        positions[number] = where_in(sealed, all_bytes) if where else place
    return [positions[number] for number in range(people)]


@pytest.mark.parametrize("people", [12, 70])
@pytest.mark.parametrize("where", [False, True], ids=["in the table", "in the file"])
def test_the_order_of_the_ballots_says_nothing_about_the_order_of_submission(
    engine: Engine, people: int, where: bool
) -> None:
    """Permutation test: over 24 rounds the mean rank correlation lies within four standard errors of 0."""
    repeats = 24
    correlations = [
        spearmanr(range(people), order_in_the_box(engine, people, where=where)).statistic
        for _repeat in range(repeats)
    ]
    standard_error = (1 / (people - 1)) ** 0.5 / repeats**0.5
    assert abs(sum(correlations) / repeats) < 4 * standard_error


def test_the_shuffle_gives_every_place_to_the_last_ballot_too(engine: Engine) -> None:
    """Without the swap the last ballot would always lie last."""
    last = [order_in_the_box(engine, 5, where=False)[-1] for _repeat in range(90)]
    assert set(last) == set(range(5))  # missing one by chance: p < 1e-8


def test_fifty_people_who_submit_at_once_are_fifty_ballots(engine: Engine) -> None:
    team = Team(engine, invited=50)
    with ThreadPoolExecutor(16) as people:
        list(people.map(lambda number: team.rounds.submit(team.codes[number], a_sheet(number)), range(50)))
    assert in_order(team.close()[0]) == in_order([a_sheet(number) for number in range(50)])


def test_fifty_who_use_one_code_at_once_are_one_ballot(engine: Engine) -> None:
    team = Team(engine, invited=8)

    def use(number: int) -> bool:
        try:
            team.rounds.submit(team.codes[0], a_sheet(number))
        except UnknownCodeError:
            return False
        return True

    with ThreadPoolExecutor(16) as people:
        assert sum(people.map(use, range(50))) == 1


def test_a_close_that_fails_destroys_nothing_and_can_be_done_again(engine: Engine) -> None:
    team = Team(engine, invited=6)
    for number, code in enumerate(team.codes):
        team.rounds.submit(code, a_sheet(number))
    with pytest.raises(ZeroDivisionError):
        team.close(publish=lambda *_arguments: 1 / 0)
    with pytest.raises(FullVaultError):
        team.close(publish=lambda *_arguments: "x" * 2_000_000)
    with pytest.raises(UnknownCodeError):
        team.rounds.submit("anything", a_sheet(1))
    assert len(team.close()[0]) == 6
    with pytest.raises(NoRoundError):
        team.rounds.running(team.keys, team.contents["round"])


def test_a_closing_round_takes_no_ballot(engine: Engine) -> None:
    team = Team(engine, invited=6)
    for code in team.codes[:5]:
        team.rounds.submit(code, a_sheet(1))

    def late(ballots: list[Mapping[str, int | None]], *_rest: int) -> int:
        with pytest.raises(UnknownCodeError):
            team.rounds.submit(team.codes[5], a_sheet(5))
        return len(ballots)

    assert team.close(publish=late) == 5


def test_without_the_team_s_vault_no_round_opens(engine: Engine) -> None:
    nobody: Keys = keys_from(b"nobody", "vault")
    with pytest.raises(NoVaultError):
        Rounds(engine).open(nobody, ITEMS, invited=8, until=DAY, note=note)
    assert rows_in(engine, "rounds", "participation_codes") == 0


def test_a_round_that_nobody_closes_is_destroyed_unread_after_half_a_year(engine: Engine) -> None:
    left, runs = Team(engine), Team(engine)
    left.rounds.submit(left.codes[0], a_sheet(1))
    last = DAY + timedelta(days=DAYS_LEFT_OPEN)
    assert Rounds(engine, today=lambda: last).erase_left_open() == 0
    do(
        engine,
        "UPDATE rounds SET until = :later WHERE id = :id",
        later=last,
        id=bytes.fromhex(runs.contents["round"]),
    )
    assert Rounds(engine, today=lambda: last + timedelta(days=1)).erase_left_open() == 1
    with pytest.raises(UnknownCodeError):
        left.rounds.find(left.codes[1])
    with pytest.raises(NoRoundError):
        left.rounds.running(left.keys, left.contents["round"])
    assert rows_in(engine, "boxes") == 0
    assert runs.rounds.find(runs.codes[0]).until == last
    assert rows_in(engine, "rounds", "participation_codes") == 1 + 8


def test_an_altered_ballot_is_left_out(engine: Engine) -> None:
    team = Team(engine, invited=6)
    for number, code in enumerate(team.codes):
        team.rounds.submit(code, a_sheet(number))
    ((held,),) = found(engine, "SELECT ballots FROM boxes")
    do(engine, "UPDATE boxes SET ballots = :altered", altered=bytes([held[0] ^ 1]) + held[1:])
    assert len(team.close()[0]) == 5


def test_no_time_finer_than_a_day_and_no_counter(engine: Engine) -> None:
    columns = [
        column
        for table in ("rounds", "boxes", "participation_codes", "vaults", "drafts")
        for column in inspect(engine).get_columns(table)
    ]
    kinds = {str(column["type"]) for column in columns} - {"BLOB", "BYTEA"}
    assert kinds == {"JSON", "SMALLINT", "INTEGER", "BOOLEAN", "DATE"}
    assert not [column for column in columns if "nextval" in str(column["default"]) or column.get("identity")]
    if engine.dialect.name != "sqlite":
        return
    schemas = [sql for (sql,) in found(engine, "SELECT sql FROM sqlite_master WHERE type = 'table'")]
    assert all("WITHOUT ROWID" in sql for sql in schemas if "alembic" not in sql)
    assert not any("AUTOINCREMENT" in sql.upper() for sql in schemas)


def test_a_row_of_the_box_holds_64(engine: Engine) -> None:
    team = Team(engine, invited=130)
    for code in team.codes:
        team.rounds.submit(code, {})
    lengths = [n for (n,) in found(engine, "SELECT length(ballots) FROM boxes ORDER BY row")]
    assert lengths == [ballot_length(ITEMS) * n for n in (BALLOTS_A_ROW, BALLOTS_A_ROW, 2)]


def test_kills_while_people_submit_leave_code_and_ballot_in_step(url: str) -> None:
    times = 100 if url.startswith("sqlite") else 40
    command = [sys.executable, "-m", "tests.support.killed_round", url, str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == times
    assert found["both"] == found["neither"] == 0, found
    if url.startswith("sqlite"):
        assert found["in_transaction"] > 0, "never killed in the middle of a submit: the test proves nothing"
