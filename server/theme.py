"""The colours and letters of `.streamlit/config.toml`, as Streamlit sends them to the page at every run."""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def work_out_once() -> None:
    """Have Streamlit work the theme out once a section: at each run that takes a tenth of our processor time.

    There is no setting for it; the theme does not change while the server runs (`server.fileWatcherType`).
    """
    work_out = app_session._populate_theme_msg
    known: dict[str, CustomThemeConfig] = {}

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            known[section] = CustomThemeConfig()
            work_out(known[section], section)
        if known[section].ByteSize():  # else it would stand in the message as an empty one
            msg.MergeFrom(known[section])

    app_session._populate_theme_msg = fill
