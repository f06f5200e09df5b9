"""A team at its pages, without a browser: its lead, its rounds, and who is invited."""

from __future__ import annotations

from typing import Any, cast

from streamlit.testing.v1 import AppTest

from app_pages.context import PageContext
from app_pages.draft import INVITATION
from app_pages.team.session import (
    OpenTeam,
    close_round,
    open_teams,
    running_round,
    start_round,
)
from services import rounds, today, vaults
from storage import Team
from storage.teams import empty_team
from tests.test_pages import PROFILE, app


class Lead:
    """Whose browser it is."""

    client_id = "l" * 43


class Reader:
    """What the functions beside the pages ask of a visit."""

    profile, language = PROFILE, "nl"


READER = cast(PageContext, Reader())


def a_team(contents: Team | None = None) -> OpenTeam:
    contents = contents or empty_team("Noord")
    _code, keys = vaults().create(contents)
    return OpenTeam(keys, contents)


def opened(team: OpenTeam, *, invited: int = 6, minimum: int = 5, one_link: bool = False) -> list[str]:
    """Open a round; its codes, of one link as often as people are invited."""
    start_round(READER, team, invited=invited, minimum=minimum, until=today(), one_link=one_link)
    team.refresh()
    round = running_round(team)
    assert round is not None
    codes, team.cards = team.cards or [round["link"]] * invited, []
    return codes


def closed(team: OpenTeam) -> None:
    round = running_round(team)
    assert round is not None
    close_round(READER, team, round, lambda _share: None)
    team.refresh()


def sheet(person: int) -> dict[str, int | None]:
    return {id: 1 + (person + place) % 5 for place, id in enumerate(PROFILE.items)}


def a_closed_team(people: int, invited: int | None = None) -> OpenTeam:
    team = a_team()
    for person, code in enumerate(opened(team, invited=invited or people)[:people]):
        rounds().submit(code, sheet(person))
    closed(team)
    return team


def page(path: str, team: OpenTeam, **parameters: str) -> AppTest:
    """A page as the lead sees it."""
    test = app(path, **parameters)
    open_teams.put(test.session_state["visitor"], team)
    test.run()
    assert not test.exception
    return test


def told(test: AppTest) -> str:
    """All that is shown, tables and charts included."""
    parts = [*test.title, *test.header, *test.subheader, *test.markdown, *test.caption]
    parts += [*test.info, *test.warning, *test.success, *test.error]
    tables = [table.value.to_string() for table in test.table]
    charts = [str(chart.proto) for chart in test.get("vega_lite_chart")]
    return "\n".join([*(part.value for part in parts), *tables, *charts])


def invited(code: str, draft: dict[str, Any] | None = None, path: str = "meedoen") -> AppTest:
    return app(path, {INVITATION: code, **(draft or {})})
