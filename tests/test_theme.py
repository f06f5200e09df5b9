"""The theme that a page gets, worked out once or at every run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from server.theme import work_out_once


def test_it_is_worked_out_once_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    at_each_run = app_session._populate_theme_msg
    asked: list[str] = []

    def counted(msg: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        at_each_run(msg, section)

    monkeypatch.setattr(app_session, "_populate_theme_msg", counted)
    work_out_once()
    for _run in range(3):
        found, expected = themed(app_session._populate_theme_msg), themed(at_each_run)
        assert found == expected
        assert found.SerializeToString(deterministic=True) == expected.SerializeToString(deterministic=True)
    assert found.light.primary_color == "#1d5c63"  # what is compared is our theme
    assert not found.HasField("sidebar")
    assert len(asked) == len(set(asked)) == 6


def themed(fill: Callable[..., None]) -> CustomThemeConfig:
    """As `AppSession._create_new_session_message` goes about it."""
    theme = CustomThemeConfig()
    fill(theme)
    fill(theme.light, "theme.light")
    fill(theme.dark, "theme.dark")
    fill(theme.sidebar, "theme.sidebar")
    fill(theme.light.sidebar, "theme.light.sidebar")
    fill(theme.dark.sidebar, "theme.dark.sidebar")
    return theme
