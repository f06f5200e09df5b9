"""Malformed inputs are refused or ignored, and nothing crashes. Here a few, in tests/exhaustive 100,000.

`malformed.TRIED` says how many of which kind; every test counts what it tried, and prints what came of it.
Those over the network are in `test_malformed_network.py`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from app_pages.context import PageContext
from app_pages.draft import ANSWER_OPTIONS, MAX_TEXT_LENGTH, MAX_TEXTS, with_answers
from app_pages.vault.parts import _file_of as file_of
from app_pages.vault.session import moments
from content import ProfileError, asked, asked_key, load_profile
from records import Case, Reflection
from report.calendar import reminder_ics
from report.growth import moment_labels
from scoring import InvalidAnswersError
from storage import NotContentsError, NoVaultError, UnknownCodeError, Vault, Vaults
from storage import contents as contents_module
from storage.contents import empty, from_file, to_file
from tests.support import malformed
from tests.support.malformed import assert_all_tried
from tests.support.rounds import RoundOfTeam, a_sheet
from tests.support.server import MAX_FILE_MB
from tests.test_content import PROFILES
from tests.test_contents import example

SMALL = PROFILES / "small"


# -- codes ------------------------------------------------------------------------------------


def test_participation_codes(sqlite: Engine) -> None:
    team, chance = RoundOfTeam(sqlite, invited=6), random.Random(1)
    found = Counter[str]()
    for number in range(malformed.tried("participation codes")):
        code = malformed.strange_code(chance, team.codes[number % 6])
        try:
            if number % 10:
                team.rounds.find(code)
            else:
                team.rounds.submit(code, a_sheet(1))
        except UnknownCodeError:
            found["refused"] += 1
    assert_all_tried("participation codes", found)
    team.submit(range(6))
    assert len(team.close()) == 6


@pytest.mark.usefixtures("cheap_codes")
def test_return_codes(sqlite: Engine) -> None:
    _try_return_codes(Vaults(sqlite), "return codes")


def test_return_codes_with_the_whole_work(sqlite: Engine) -> None:
    _try_return_codes(Vaults(sqlite), "return codes, with the whole work")


def _try_return_codes(vaults: Vaults, kind: str) -> None:
    chance, found = random.Random(2), Counter[str]()
    real, _keys = vaults.create(empty())
    for _number in range(malformed.tried(kind)):
        try:
            vaults.find(malformed.strange_code(chance, real))
        except NoVaultError:
            found["refused"] += 1
    assert_all_tried(kind, found)
    assert vaults.find(real)[1] == empty()


# -- files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_vault() -> Vault:
    """A vault with something of every kind, asked from a small profile."""
    profile = asked(load_profile(SMALL))
    contents = example()
    reflection: Reflection = {
        **contents["reflections"][0],
        "profile": asked_key(profile),
        "answers": dict.fromkeys([item["id"] for item in profile["dimensions"][0]["items"]], 3),
    }
    case: Case = {
        "id": "c" * 16,
        "made_on": "2026-11-24",
        "topic": None,
        "parts": [{"question": {"nl": "Wat?", "en": "What?"}, "text": "dit"}],
    }
    return {
        **contents,
        "profiles": {asked_key(profile): profile},
        "reflections": [reflection],
        "cases": [case],
    }


def open_file(file: bytes) -> str:
    """Open a file and do with it what the pages do; what came of it."""
    try:
        contents = from_file(file)
        visit = cast(PageContext, SimpleNamespace(profile=load_profile(SMALL), language="nl"))
        found = moments(visit, contents)
    except NotContentsError as error:
        return "refused" if error.problems else "refused without a reason"
    except InvalidAnswersError:
        return "answers that do not fit"
    moment_labels(found, "nl")
    again = from_file(file_of(visit, contents).encode())
    assert again == contents
    for plan in contents["plans"]:
        reminder_ics(date.fromisoformat(plan["look_back_on"]), plan["if"], made_on=date(2026, 11, 27))
    return "opened"


def test_vault_files_with_other_bytes(small_vault: Vault) -> None:
    file, chance = to_file(small_vault).encode(), random.Random(3)
    kind = "vault files, other bytes"
    found = Counter(open_file(malformed.changed_bytes(file, chance)) for _ in range(malformed.tried(kind)))
    assert_all_tried(kind, found)
    assert found["refused without a reason"] == 0
    assert found["refused"] > found["opened"] > 0
    assert open_file(file) == "opened"


def test_vault_files_with_other_values(small_vault: Vault) -> None:
    chance, kind = random.Random(4), "vault files, other values"

    def changed() -> bytes:
        return json.dumps(malformed.changed_value(small_vault, chance)).encode()

    found = Counter(open_file(changed()) for _ in range(malformed.tried(kind)))
    assert_all_tried(kind, found)
    assert found["refused without a reason"] == 0
    assert found["refused"] > found["opened"] > 0


def test_vault_files_as_large_as_may_be(small_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults that are looked at are counted: a file full of them once took minutes."""
    looked_at: Counter[str] = Counter()
    real = contents_module._schema()

    class Counting:
        @staticmethod
        def iter_errors(data: Any) -> Iterator[Any]:
            for error in real.iter_errors(data):
                looked_at["faults"] += 1
                yield error

    monkeypatch.setattr(contents_module, "_schema", lambda: Counting)
    kind, found = "vault files as large as may be", Counter[str]()
    max_bytes = int(min(1, malformed.share * 5) * MAX_FILE_MB * 1024 * 1024)
    for file in malformed.bombs(small_vault, max_bytes):
        assert len(file) <= max_bytes + 1
        looked_at.clear()
        found[open_file(file)] += 1
        assert looked_at["faults"] <= contents_module.MAX_MISFITS
    assert_all_tried(kind, found)


def test_profile_files(tmp_path: Path) -> None:
    """A profile, or one error that lists every problem with its line and remedy."""
    folder, chance = tmp_path / "profile", random.Random(5)
    shutil.copytree(SMALL, folder)
    good = {file: file.read_bytes() for file in folder.iterdir()}
    found = Counter[str]()
    for number in range(malformed.tried("profile files")):
        file = chance.choice(list(good))
        if number % 2:
            file.write_bytes(malformed.changed_bytes(good[file], chance))
        else:
            file.write_text(malformed.changed_toml(good[file].decode(), chance))
        os.utime(file, ns=(number, number))  # quicker than the clock of the disk
        try:
            load_profile(folder)
            found["a profile"] += 1
        except ProfileError as error:
            listed = error.problems and all(problem.line > 0 and problem.mend for problem in error.problems)
            found["its problems listed" if listed else "no problem listed"] += 1
        file.write_bytes(good[file])
    assert_all_tried("profile files", found)
    assert found["no problem listed"] == 0 < found["a profile"]


# -- and whatever Hypothesis thinks of --------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
keys = st.text() | st.sampled_from([*load_profile().items]) | st.from_regex(r"\Awrite-[a-z0-9-]{1,45}\Z")


@given(st.dictionaries(keys, anything | st.sampled_from(ANSWER_OPTIONS)))
def test_a_draft_takes_only_answers_and_texts(chosen: dict[str, Any]) -> None:
    profile = load_profile()
    draft = with_answers({}, chosen, profile)
    assert draft.keys() <= {"answers", "writings"}
    for item, answer in draft.get("answers", {}).items():
        assert item in profile.items
        assert answer in (None, 1, 2, 3, 4, 5)
    for text in draft.get("writings", {}).values():
        assert 0 < len(text) <= MAX_TEXT_LENGTH
        text.encode()
    assert len(draft.get("writings", {})) <= MAX_TEXTS
