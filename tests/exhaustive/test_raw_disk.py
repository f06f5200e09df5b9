"""What a closed round leaves in the raw bytes of a disk, outside the files too."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import Drafts, database, new_secret
from storage.ballots import ballot_length
from storage.database import reading
from storage.tables import vaults
from tests.support.rounds import ITEMS, RoundOfTeam
from tests.support.stored import opened, rows

pytestmark = pytest.mark.usefixtures("cheap_codes")

ROUNDS = 40
IMAGE_BYTES = 64 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """An ext4 file system in a file: the file, and where it is mounted."""
    mkfs = shutil.which("mkfs.ext4")
    if os.geteuid() != 0 or mkfs is None:
        pytest.skip("NOT TESTED: what is left on the raw disk. It needs root and mkfs.ext4.")
    image, folder = tmp_path / "disk.img", tmp_path / "mounted"
    image.write_bytes(bytes(IMAGE_BYTES))
    folder.mkdir()
    subprocess.run([mkfs, "-q", "-F", str(image)], check=True)
    mounted = subprocess.run(
        ["mount", "-o", "loop", str(image), str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(
            f"NOT TESTED: what is left on the raw disk. No loop mount here: {mounted.stderr.decode()}"
        )
    try:
        yield image, folder
    finally:
        if os.path.ismount(folder):
            subprocess.run(["umount", str(folder)], check=True)


def found_after_rounds(image: Path, folder: Path) -> int:
    """How many erased keys and ballots of many closed rounds are in the raw bytes of the disk."""
    erased: list[bytes] = []
    length = ballot_length(ITEMS)
    with opened(f"sqlite:///{folder / 'data' / 'x.sqlite'}") as engine:
        for number in range(ROUNDS):
            team = RoundOfTeam(engine)
            team.submit(range(8))
            held = b"".join(row[0] for row in rows(engine, "SELECT ballots FROM boxes"))
            ballots = [held[at : at + length] for at in range(0, len(held), length)]
            assert len(ballots) == 8
            with reading(engine) as connection:
                query = select(vaults.c.sealed).where(vaults.c.id == team.keys.id)
                sealed: bytes = connection.execute(query).scalar_one()
            erased += [piece for ballot in ballots for piece in (ballot[:32], ballot[-32:])]
            erased.append(sealed[:32])  # the team's record while it held the private key
            if number % 4 == 0:  # other people, so that pages are used again
                Drafts(engine).change(new_secret(), lambda draft: {**draft, "not_sharing": True})
            team.close()
    subprocess.run(["umount", str(folder)], check=True)
    raw = image.read_bytes()
    return sum(piece in raw for piece in erased)


def test_raw_disk_holds_no_erased_ballot(disk: tuple[Path, Path]) -> None:
    assert found_after_rounds(*disk) == 0


def test_unlinked_journal_leaves_ballots_on_disk(
    disk: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test finds what there is to find: with SQLite's own way of ending a journal, ballots are left."""
    pragmas = tuple(pragma.replace("PERSIST", "DELETE") for pragma in database._SQLITE_PRAGMAS)
    monkeypatch.setattr(database, "_SQLITE_PRAGMAS", pragmas)
    monkeypatch.setattr(database, "_overwrite_journal", lambda _connection: None)
    assert found_after_rounds(*disk) > 0
