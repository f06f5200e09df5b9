"""Words of a reader stay in no cache of the process once the session has ended."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from typing import Any

import pytest

from app_pages.vault.session import open_vaults
from content import asked
from records import Asked
from tests.support.server import ROOT
from tests.test_pages import PROFILE, answers, app
from tests.test_pages_vault import page, vault

PARTS = ("KWARTEL", "BAAN")
"""A word that is nowhere in this process until somebody writes it."""


def word() -> str:
    return "".join(PARTS)


def holders() -> list[Any]:
    """What in this process refers to a text with the word in it, caches included."""
    gc.collect()

    def holds(each: Any) -> bool:
        for inner in gc.get_referents(each):
            if isinstance(inner, str):
                if word() in inner:
                    return True
            elif isinstance(inner, dict | tuple) and not gc.is_tracked(inner) and holds(inner):
                return True
        return False

    return [each for each in gc.get_objects() if holds(each)]


def own_words() -> Asked:
    """The profile as somebody's own file may have it, with other words for the answers and a statement."""
    told = asked(PROFILE)
    scale = [{language: f"{text} {word()}" for language, text in label.items()} for label in told["scale"]]
    return {**told, "scale": scale}


@pytest.mark.parametrize("path", ["kluis", "verandering"])
def test_words_of_an_own_file_stay_nowhere(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_vaults, "_open", {})
    test = page(path, vault(answers(2), answers(4), profile=own_words()))
    assert holders(), "it is found while the file is open"
    del test
    open_vaults._open.clear()
    assert not holders()


def test_words_of_a_case_stay_nowhere() -> None:
    test = app("voorbereiden")
    test.text_area(key="write-case-0").set_value(f"Hij woont in de {word()}straat. Ik moet hem helpen.")
    test.button(key="look-over").click().run()
    assert holders()
    del test
    assert not holders()


DOCUMENT = """
import gc
from dataclasses import replace

from report.meeting_document import meeting_pdf
from tests.test_report_meeting import PROFILE, USUAL


def copies(parts):
    # in the memory that can be written to, where what was freed has been overwritten (MALLOC_PERTURB_)
    searched, found = "".join(parts).encode(), 0
    for line in open("/proc/self/maps"):
        span, rights = line.split()[:2]
        begin, end = (int(number, 16) for number in span.split("-"))
        if rights.startswith("rw"):
            with open("/proc/self/mem", "rb", 0) as memory:
                try:
                    memory.seek(begin)
                    found += memory.read(end - begin).count(searched)
                except (OSError, ValueError):
                    pass
    return found - 1  # the word that is searched for


def make(parts):
    meeting_pdf(PROFILE, replace(USUAL, question="".join(parts)), language="nl")


make(["eerst"])
make({parts!r})
gc.collect()
print(copies({parts!r}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads its own memory")
def test_words_of_a_document_stay_nowhere() -> None:
    """Not in what typst remembers either, which no Python program can look into."""
    script = DOCUMENT.replace("{parts!r}", repr(PARTS))
    environment = {**os.environ, "MALLOC_PERTURB_": "85", "PYTHONMALLOC": "malloc"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "0\n"
