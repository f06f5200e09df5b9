"""The pieces that measure load: people get through the real server, and what goes wrong is counted."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import people, servers
from benchmarks.load import Crowd, crowded
from benchmarks.people import AnswersLostError, Person
from tests.support.loop import run

Servers = tuple[servers.Server, servers.Server]


@pytest.fixture(scope="module")
def two_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    shared = f"sqlite:///{tmp_path_factory.mktemp('load') / 'shared.sqlite'}"
    with servers.basishouding(shared) as one, servers.basishouding(shared) as other:
        yield one, other


def test_everybody_gets_to_a_result_on_either_process(two_servers: Servers) -> None:
    crowd = Crowd([server.address for server in two_servers], people.reflection, 3, think=0.0)
    run(crowd.come_and_go(journeys=2))
    assert crowd.errors.total() == 0
    assert len(crowd.completions) == 6
    assert len(crowd.waits) == 6 * 8  # welcome, start, four forms, the offer of the practice part, the result


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_figures_of_a_window(two_servers: Servers) -> None:
    found = run(crowded(two_servers, people.reflection, 3, think=0.0, window=1.0, arrival=0.5))
    assert found["errors"] == 0
    assert {"p50_ms", "p95_ms", "p99_ms", "cpu_ms_per_completion", "mib_per_session"} <= found.keys()
    gc.collect()  # at the end of the window some are cut off while they connect; that belongs to this test


def test_the_plain_app_has_the_same_four_forms() -> None:
    with servers.plain_streamlit("plain_app.py", tuned=True) as server:
        crowd = Crowd([server.address], people.plain, 3, think=0.0)
        run(crowd.come_and_go(journeys=1))
    assert crowd.errors.total() == 0
    assert len(crowd.completions) == 3
    assert len(crowd.waits) == 3 * 6


def test_an_answer_missing_from_the_result_is_counted(two_servers: Servers) -> None:
    async def forgetful(person: Person, chance: random.Random, pause: people.Pause) -> int:
        """Each time a result is shown, one of its texts is gone."""
        take = person._take

        def without_one(message: ForwardMsg) -> bool:
            finished = take(message)
            if finished and person.page == "resultaat":
                person.texts = [text for text in person.texts if "**" not in text]
            return finished

        person._take = without_one  # type: ignore[method-assign]
        return await people.reflection(person, chance, pause)

    crowd = Crowd([two_servers[0].address], forgetful, 3, think=0.0)
    run(crowd.come_and_go(journeys=1))
    assert not crowd.completions
    assert crowd.errors.total() == 3
    assert all(error.startswith(AnswersLostError.__name__) for error in +crowd.errors)


def test_a_server_that_is_not_there_is_counted() -> None:
    crowd = Crowd(["http://127.0.0.1:9"], people.reflection, 3, think=0.0)
    run(crowd.come_and_go(journeys=2))
    assert not crowd.completions
    assert crowd.errors.total() == 6
