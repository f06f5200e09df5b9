"""What the pages store fits its schema, and a vault can be downloaded and opened again."""

from __future__ import annotations

from datetime import date

import pytest
from jsonschema import Draft202012Validator

from app_pages.meeting.session import OpenGroup, open_groups
from app_pages.team.demonstration import demonstration
from app_pages.vault.parts import _file_of
from app_pages.vault.session import OpenVault
from intervision.meeting import learning_field
from services import topic_titles
from storage import Vault
from storage.contents import empty, from_file
from storage.groups import empty_group
from tests.support.meetings import drafts_in, meeting_in
from tests.support.rounds import new_round
from tests.support.team_pages import READER
from tests.test_pages import ATTITUDE, PROFILE, answers, app
from tests.test_pages_vault import page
from tests.test_records import SCHEMA

TOPIC = next(iter(PROFILE.topics.values()))


def fits(kind: str, stored: object) -> None:
    """Whether what is stored is as its schema says."""
    Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{kind}"}).validate(stored)


def taken_out_and_opened(vault: OpenVault) -> Vault:
    """The vault after it was a file: the same, and as its schema says."""
    found = from_file(_file_of(READER, vault.contents).encode(), topic_titles)
    assert found == vault.contents
    fits("vault", found)
    return found


def open_file() -> OpenVault:
    return OpenVault(None, empty())


def test_kept_reflection_can_be_taken_out() -> None:
    vault = open_file()
    draft = {"answers": {**answers(3), next(iter(ATTITUDE[0].items)): None}, "works_with": "minors"}
    page("bewaren", vault, draft).button(key="keep").click().run()
    assert len(taken_out_and_opened(vault)["reflections"]) == 1


@pytest.mark.parametrize("topic", [TOPIC.id, ""])
def test_kept_plan_and_look_back_come_out(topic: str) -> None:
    vault = open_file()
    test = page("plan", vault, **({"onderwerp": topic} if topic else {}))
    for half in ("if", "then"):
        test.text_area(key=f"write-{vault.name}-plan-{half}").set_value(half)
    test.button(key="keep-plan").click().run()
    (plan,) = taken_out_and_opened(vault)["plans"]
    assert (plan["topic"]["id"] if plan["topic"] else "") == topic
    vault.to_look_back, vault.file_is_current = {plan["id"]}, True
    test = page("kluis", vault)
    test.text_area(key=f"write-{vault.name}-look-back-{plan['id']}").set_value("  Het ging anders. ")
    test.button(key="look-back").click().run()
    (plan,) = taken_out_and_opened(vault)["plans"]
    assert plan["look_back"] is not None
    assert plan["look_back"]["text"] == "Het ging anders."
    assert not vault.file_is_current


@pytest.mark.parametrize("topic", [TOPIC.id, ""])
def test_kept_case_can_be_taken_out(topic: str) -> None:
    """A case with a topic once made the whole file unreadable."""
    vault = open_file()
    draft = {"writings": {"write-case-0": "Hij kwam niet."}}
    test = page("voorbereiden", vault, draft, **({"onderwerp": topic} if topic else {}))
    test.button(key="keep-case").click().run()
    (case,) = taken_out_and_opened(vault)["cases"]
    assert case["topic"] == ({"id": topic, "title": dict(TOPIC.title)} if topic else None)


def test_kept_learning_point_can_be_taken_out() -> None:
    vault = open_file()
    test = page("kluis", vault)
    test.text_area(key=f"write-{vault.name}-point").set_value("eerst vragen")
    test.button(key="keep-point").click().run()
    assert len(taken_out_and_opened(vault)["learning_points"]) == 1


def test_stored_team_is_as_its_schema_says() -> None:
    team = demonstration(PROFILE, "nl", date(2026, 11, 24))
    fits("team", team)
    fits("team", {**team, "rounds": [*team["rounds"], new_round("0" * 32, "0" * 64)]})


def test_kept_meeting_is_as_its_schema_says(database_of_pages: None) -> None:
    texts = {learning_field(0): "een punt"}
    draft = drafts_in(meeting_in(None, topic=TOPIC.id, texts=texts))["stage"]
    fits("draft", draft)
    test = app("bijeenkomst", draft)
    group = OpenGroup(None, empty_group())
    open_groups.put(test.session_state["visitor"], group)
    test.run()
    test.button(key="keep-meeting").click().run()
    assert len(group.contents["meetings"]) == 1
    fits("group", group.contents)


def test_draft_is_as_its_schema_says() -> None:
    test = app("reflectie", {"answers": answers(3), "works_with": "both", "confidence": 4})
    fits("draft", test.session_state["draft"])
    test = app("bewaren", {"answers": answers(3)})
    fits("draft", test.session_state["draft"])
    assert "kept" in test.session_state["draft"]
