"""The client against a worker's process over its socket: whatever goes wrong, the floor answers alone."""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from intervision import details
from names_worker.client import SOCKET_SETTING, TIMEOUT_SECONDS, all_details, names
from tests.support.names_stub import RUBBISH

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Ik sprak met Tarik en met een verborgen naam. Bel 06-12345678."
SECRET = "verborgen"


@contextmanager
def worker(manner: str) -> Iterator[tuple[Path, subprocess.Popen[bytes], Path]]:
    """A stub worker: its socket, its process and everything it writes."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is too long a path for a socket
        path, log = Path(folder) / "names.sock", Path(folder) / "log"
        with log.open("wb") as output:
            command = [sys.executable, "-m", "tests.support.names_stub", str(path), manner]
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            while not path.is_socket():
                assert process.poll() is None, log.read_text()
                time.sleep(0.01)
            time.sleep(0.05)  # between binding and listening
            yield path, process, log
        finally:
            process.kill()
            process.wait()


def test_floor_and_worker_are_shown_together(monkeypatch: pytest.MonkeyPatch) -> None:
    with worker("right") as (path, _process, _log):
        monkeypatch.setenv(SOCKET_SETTING, str(path))
        shown = [(TEXT[one.start : one.end], one.kind) for one in all_details(TEXT)]
        assert shown == [("Tarik", "name"), ("verborgen naam", "name"), ("06-12345678", "phone")]
        one, two = "👦🏽 Ik ken Jan de Vries.", "Hier\nniets."
        assert [one[name.start : name.end] for name in names(one) or ()] == ["Jan de Vries"]
        assert names(two) == ()


def test_without_the_setting_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOCKET_SETTING, raising=False)
    assert names(TEXT) is None
    assert all_details(TEXT) == details(TEXT)


@pytest.mark.parametrize("manner", [*RUBBISH, "silent", "slow", "dripping", "endless", "dying", "failing"])
def test_whatever_goes_wrong_the_floor_answers(
    manner: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with worker(manner) as (path, _process, log):
        monkeypatch.setenv(SOCKET_SETTING, str(path))
        before = time.monotonic()
        assert names(TEXT) is None
        assert time.monotonic() - before < TIMEOUT_SECONDS + 5  # not for ever; the machine may be busy
        assert all_details(TEXT) == details(TEXT)
        written = log.read_text(errors="replace") + caplog.text + "".join(capfd.readouterr())
        assert SECRET not in written


def test_a_worker_that_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    with worker("right") as (path, process, _log):
        process.kill()
        process.wait()
        monkeypatch.setenv(SOCKET_SETTING, str(path))
        assert path.is_socket()
        assert all_details(TEXT) == details(TEXT)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.support.names_stub", str(path), "right"], cwd=ROOT
        ) as again:
            try:
                while names(TEXT, path) is None:
                    assert again.poll() is None
                    time.sleep(0.01)
            finally:
                again.kill()


@pytest.mark.parametrize("where", ["/nowhere/at/all", "x" * 500, "a\0b", "."])
def test_a_setting_that_leads_nowhere(where: str) -> None:
    assert names(TEXT, Path(where)) is None


def test_a_bad_request_does_not_stop_the_worker_or_get_into_its_log() -> None:
    with worker("right") as (path, _process, log):
        for asked in (
            b"verborgen\n",
            b'{"tekst": "verborgen"}\n',
            b'{"text": ["verborgen"]}\n',
            b"verborgen",
            b"\xff\n",
        ):
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                connection.sendall(asked)
                connection.shutdown(socket.SHUT_WR)
                assert connection.recv(100) == b""
        assert names(TEXT, path)
        assert not log.read_bytes()


def test_many_ask_at_once() -> None:
    with worker("right") as (path, _process, _log), ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _turn: names(TEXT, path, timeout=30), range(100)))
    assert all(answer and len(answer) == 1 for answer in answers)


def test_only_this_user_may_ask() -> None:
    with worker("right") as (path, _process, _log):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.stat().st_uid == os.getuid()


def test_a_file_that_is_no_socket_stays(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text("kept")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.names_stub", str(file), "right"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ran.returncode
    assert file.read_text() == "kept"


def test_a_title_is_cut_off_what_the_worker_says() -> None:
    from names_worker.__main__ import TITLE

    for name, rest in {
        "De heer A.M. Bouw": "A.M. Bouw",
        "mevrouw de Wit": "de Wit",
        "Deborah": "Deborah",
    }.items():
        title = TITLE.match(name)
        assert name[title.end() if title else 0 :] == rest


def test_the_protocol_is_one_line_of_json() -> None:
    with worker("right") as (path, _process, _log), socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        connection.sendall(json.dumps({"text": "Jan de Vries"}).encode() + b"\n")
        assert connection.recv(1000) == b'{"names": [[0, 12]]}\n'
