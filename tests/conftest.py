"""What the tests share: a database, the real server, and a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST
from hypothesis import settings
from sqlalchemy import Engine

import services
from storage import vaults
from tests.support.browser import ANSWERS, Browser
from tests.support.postgres import NO_POSTGRESQL, Postgres, programs
from tests.support.proxy import CADDY, NO_CADDY, Proxy
from tests.support.server import Server
from tests.support.stored import opened

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None
)
"""The headless shell is the same browser without its window; a first page takes half the time."""

settings.register_profile("no clock", deadline=None)  # a busy machine must not fail a test
settings.load_profile("no clock")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-pictures", action="store_true", help="write the pictures of docs/ anew")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test in a browser waits for most of its time."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A path for the database, which is not there yet."""
    return tmp_path / "data" / "basishouding.sqlite"


def a_postgres() -> Iterator[Postgres]:
    """A real PostgreSQL; without one, tests on it are skipped, loudly; in CI that is a failure."""
    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(NO_POSTGRESQL)
        pytest.skip(NO_POSTGRESQL)
    postgres = Postgres(found).start()
    yield postgres
    postgres.remove()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests that leave it running."""
    yield from a_postgres()


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL that a test may kill."""
    yield from a_postgres()


@pytest.fixture
def cheap_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes at Argon2id's lowest cost, for tests that make many; a server does not open these."""
    monkeypatch.setattr(vaults, "PARAMETERS", CHEAPEST)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty database of the test's own: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('file')}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A database of the test's own, with the newest schema."""
    with opened(url) as engine:
        yield engine


@pytest.fixture
def sqlite(file: Path) -> Iterator[Engine]:
    """The same, on SQLite only: for what only it has."""
    with opened(f"sqlite:///{file}") as engine:
        yield engine


@contextmanager
def services_on(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the pages open, on this database."""
    monkeypatch.setenv("BASISHOUDING_DATABASE", url)
    cached = (
        services.database,
        services.draft_secrets,
        services.drafts,
        services.vaults,
        services.tries,
        services.rounds,
        services.meetings,
    )
    for each in cached:
        each.cache_clear()
    yield
    services.database().dispose()
    for each in cached:
        each.cache_clear()


@pytest.fixture
def database_of_pages(file: Path, cheap_codes: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A SQLite file for what the pages open; what they store is tested on both databases."""
    with services_on(f"sqlite:///{file}", monkeypatch):
        yield


@pytest.fixture
def browser(database_of_pages: None, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser with answers in it."""
    secret = services.draft_secrets().new()
    services.drafts().change(
        secret,
        lambda _draft: {"answers": ANSWERS, "works_with": "adults", "writings": {"write-case-0": "x"}},
    )
    return Browser(monkeypatch, secret)


@pytest.fixture
def both_databases_of_pages(url: str, cheap_codes: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same, once on each database."""
    with services_on(url, monkeypatch):
        yield


@pytest.fixture(scope="session")
def server_of_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server a worker; its log is printed where it holds an error."""
    server = Server(tmp_path_factory.mktemp("server")).start()
    yield server
    server.kill()
    assert "Traceback" not in server.log, server.log


@pytest.fixture
def server(server_of_worker: Server) -> Server:
    """The running server that the tests share. A test may kill it: the next one starts it again."""
    return server_of_worker if server_of_worker.is_running else server_of_worker.start()


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Makes servers with settings of their own."""
    servers: list[Server] = []

    def make(module: str = "streamlit", **environment: str) -> Server:
        servers.append(Server(tmp_path_factory.mktemp("own"), module, **environment).start())
        return servers[-1]

    yield make
    for server in servers:
        server.kill()


def proxy_before(
    tmp_path_factory: pytest.TempPathFactory, module: str = "streamlit", database: str | None = None
) -> Iterator[Proxy]:
    """Two processes on one database (a new SQLite file by default), and the proxy before them."""
    if CADDY is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CADDY)
        pytest.skip(NO_CADDY)
    folder = tmp_path_factory.mktemp("proxy")
    url = database or f"sqlite:///{folder / 'shared.sqlite'}"
    servers = [Server(folder / f"app-{number}", module, BASISHOUDING_DATABASE=url) for number in (1, 2)]
    proxy = Proxy(folder, servers)
    try:
        for server in servers:
            server.start()
        yield proxy.start()
    finally:
        proxy.kill()
        for server in servers:
            server.kill()
