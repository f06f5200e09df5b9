"""The private parts of Streamlit that we use still exist; docs/upgrading-streamlit.md lists them."""

from __future__ import annotations

import pytest

from server import streamlit_contract
from server.streamlit_contract import RELIANCES, Reliance
from tests.support.server import ROOT


@pytest.mark.parametrize("reliance", RELIANCES, ids=lambda each: each.what[:40])
def test_streamlit_still_has_what_we_use(reliance: Reliance) -> None:
    missing = [*reliance.missing()]
    assert not missing, (
        f"This Streamlit has changed {reliance.what}. Not found: {', '.join(missing)}."
        f" It is used here: {reliance.where}. What to do: {reliance.remedy}"
    )


def test_the_page_is_made_from_the_list() -> None:
    text = (ROOT / "docs" / "upgrading-streamlit.md").read_text(encoding="utf-8")
    assert text == streamlit_contract.page(), (
        "python -m server.streamlit_contract > docs/upgrading-streamlit.md"
    )


def test_missing_parts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_contract, "_scripts", lambda: "")
    monkeypatch.setattr(streamlit_contract, "STREAMLIT_TAGS", [])
    failing = [reliance for reliance in RELIANCES if [*reliance.missing()]]
    assert len(failing) == 9
    assert "stMain" in streamlit_contract._dom_names()


def test_nothing_private_is_used_elsewhere() -> None:
    """Only names without an underscore are taken from Streamlit, and only `server` takes from its depths."""
    import re

    for file in (ROOT / "app_pages").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.findall(r"streamlit\.(?:runtime|web|proto)|get_instance", text), file
    for file in [ROOT / "app.py", *(ROOT / "server").glob("*.py")]:
        assert not re.findall(r"get_instance\(\)\._|import _\w", file.read_text(encoding="utf-8")), file
