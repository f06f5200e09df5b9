"""The pages of an open vault without a browser: a vault from a file, so that nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import services
from app_pages.draft import MAX_TEXT_LENGTH, MAX_TEXTS, with_answers
from app_pages.open_records import IDLE_SECONDS
from app_pages.ui.code_card import READING_SECONDS
from app_pages.ui.text import literal
from app_pages.vault.session import OpenVault, open_vaults
from content import asked, asked_key
from records import Answers, Asked, Case, LookBack, Plan, Reflection
from storage import NoVaultError
from storage.contents import empty, from_file, with_reflection
from tests.support.vaults import vault_with
from tests.test_pages import ATTITUDE, PROFILE, answers, app, by_points, shown

ASKED = asked(PROFILE)
FIRST = ATTITUDE[0]


def vault(
    *sheets: Answers, profile: Asked = ASKED, plans: Sequence[Plan] = (), cases: Sequence[Case] = ()
) -> OpenVault:
    """An open file with a reflection a sheet, on following days."""
    contents = vault_with(*sheets, profile=profile)
    return OpenVault(None, {**contents, "plans": [*plans], "cases": [*cases]})


def page(
    path: str, vault: OpenVault, draft: Mapping[str, object] | None = None, /, **parameters: str
) -> AppTest:
    """A page as the reader with this vault sees it."""
    test = app(path, draft, **parameters)
    open_vaults.put(test.session_state["visitor"], vault)
    test.run()
    assert not test.exception
    return test


def plain(test: AppTest) -> str:
    """What is shown, without the marks of `literal`."""
    return shown(test).replace("\\", "")


def plan(made_on: str = "2026-01-01", look_back: LookBack | None = None) -> Plan:
    return {
        "id": "a" * 16,
        "made_on": made_on,
        "topic": None,
        "if": "hij belt",
        "then": "neem ik op",
        "look_back_on": "2026-02-01",
        "look_back": look_back,
    }


def test_without_a_vault_each_page_leads_to_it() -> None:
    assert "Typ die code" in shown(app("kluis"))
    assert "Open eerst je kluis" in shown(app("plan"))
    assert "Open eerst je kluis" in shown(app("verandering"))
    assert "alleen te zien als je kluis open is" in shown(app("resultaat", moment="0" * 16))


def test_nothing_is_offered_before_there_is_a_result() -> None:
    test = app("bewaren")
    assert "nog niets om te bewaren" in shown(test)
    (language,) = test.button
    assert (language.key, language.disabled) == ("language", False)


def test_one_reflection_cannot_be_compared() -> None:
    assert "zodra er twee reflecties" in shown(page("verandering", vault(answers(3))))


def test_any_two_moments_are_compared_side_by_side() -> None:
    low, high = (by_points(high, [FIRST]) for high in (False, True))
    rest = answers(3, [item for d in ATTITUDE[1:] for item in d.items])
    test = page("verandering", vault({**low, **rest}, {**high, **rest}, {**high, **rest}))
    assert "toen 100, nu 100. Dat is gelijk" in plain(test)
    test.selectbox(key="first").set_value(0).run()
    text = plain(test)
    assert "toen 0, nu 100" in text
    assert "1 op de 3 keer" in text  # in sight, as soon as something is called a change
    assert "7 van de 7" in "".join(expander.label for expander in test.expander)


def test_another_group_explains_other_statements() -> None:
    both = vault(answers(3), answers(3))
    both.contents["reflections"][1]["works_with"] = "minors"
    assert "niet met dezelfde groep" in shown(page("verandering", both))


def test_removed_and_new_dimensions_do_no_harm() -> None:
    older = deepcopy(ASKED)
    older["version"] = "0.1"
    older["dimensions"] = older["dimensions"][1:]
    older["dimensions"][0]["id"] = "gone"
    sheet = answers(3, [item["id"] for item in older["dimensions"][1]["items"]])
    both = vault(sheet, profile=older)
    newer = vault(answers(3))
    newest: Reflection = {**newer.contents["reflections"][0], "id": "f" * 16, "made_on": "2026-05-01"}
    both.contents = with_reflection(both.contents, newest, ASKED)
    assert "Over deze kant gingen toen nog geen uitspraken" in plain(page("verandering", both))
    kept = page("resultaat", both, moment=f"{1:016x}")
    assert "versie 0.1" in plain(kept)


def test_a_kept_reflection_is_shown_as_it_was() -> None:
    test = page("resultaat", vault(answers(4)), moment=f"{1:016x}")
    assert test.title[0].value == "Reflectie van 1 januari 2026"
    assert f"– **{PROFILE.scale[4]['nl']}**" in shown(test)
    assert "Je koos 5" in shown(test)


def test_plan_comes_first_and_may_wait() -> None:
    opened_now = vault(answers(3), plans=[plan()])
    opened_now.to_look_back = {plan()["id"]}
    test = page("kluis", opened_now)
    assert "hij belt" in shown(test)
    assert not test.header
    test.button(key="look-back").click().run()
    assert "Er staat nog niets" in shown(test)
    test.button(key="look-back-later").click().run()
    assert test.header[0].value == "Reflecties"
    assert opened_now.contents["plans"][0]["look_back"] is None


def test_plan_needs_two_halves_and_keeps_its_topic() -> None:
    opened_now = vault(answers(3))
    topic = next(iter(PROFILE.topics.values()))
    test = page("plan", opened_now, onderwerp=topic.id)
    assert test.selectbox(key="topic").value == topic.id
    test.text_area(key=f"write-{opened_now.name}-plan-if").set_value("hij belt")
    test.button(key="keep-plan").click().run()
    assert "Een plan heeft twee helften" in shown(test)
    assert opened_now.contents["plans"] == []
    test.text_area(key=f"write-{opened_now.name}-plan-then").set_value("neem ik op")
    test.button(key="keep-plan").click().run()
    (made,) = opened_now.contents["plans"]
    assert (made["if"], made["then"]) == ("hij belt", "neem ik op")
    assert made["topic"] == {"id": topic.id, "title": dict(topic.title)}
    assert from_file(json.dumps(opened_now.contents).encode())


def test_an_entry_goes_after_one_more_question() -> None:
    opened_now = vault(answers(3), plans=[plan(look_back={"made_on": "2026-02-01", "text": "goed"})])
    test = page("kluis", opened_now)
    test.button(key=f"remove-{opened_now.name}-{plan()['id']}").click().run()
    test.button(key=f"remove-{opened_now.name}-{plan()['id']}-not").click().run()
    assert len(opened_now.contents["plans"]) == 1
    test.button(key=f"remove-{opened_now.name}-{plan()['id']}").click().run()
    test.button(key=f"remove-{opened_now.name}-{plan()['id']}-sure").click().run()
    assert opened_now.contents["plans"] == []


def test_a_prepared_case_is_shown() -> None:
    case: Case = {
        "id": "c" * 16,
        "made_on": "2026-01-01",
        "topic": None,
        "parts": [{"question": {"nl": "Wat gebeurde er?", "en": "What happened?"}, "text": "Hij bleef weg."}],
    }
    assert "Hij bleef weg" in shown(page("kluis", vault(answers(3), cases=[case])))


def test_file_with_other_statements_does_no_harm() -> None:
    other = deepcopy(ASKED)
    other["dimensions"][0]["items"][0]["id"] = "other-1"
    file = vault({"other-1": 4, **answers(3, list(FIRST.items)[1:])}, profile=other)
    reflection = file.contents["reflections"][0]
    reflection["profile"] = asked_key(ASKED)
    file.contents["profiles"] = {asked_key(ASKED): other}
    assert from_file(json.dumps(file.contents).encode())
    assert "Reflectie van" in page("resultaat", file, moment=reflection["id"]).title[0].value


def test_any_file_gets_an_answer_in_sight() -> None:
    test = app("kluis")
    assert test.file_uploader[0].allowed_type == []
    for content in (b"Dag", b"\xff\xd8\xff\xe0 a photo", b""):
        test.file_uploader[0].set_value(("letter", content, "text/plain")).run()
        assert not test.exception
        assert test.error[0].value.endswith("of het is veranderd. Er is niets bewaard.")


def test_closing_an_unsaved_file_asks_first() -> None:
    opened_now = vault(answers(3))
    opened_now.file_is_current = False
    test = page("kluis", opened_now)
    test.button(key="close").click().run()
    assert "nog niet in je eigen bestand staat" in shown(test)
    test.button(key="close-not").click().run()
    assert open_vaults.get(test.session_state["visitor"]) is opened_now
    test.button(key="close").click().run()
    test.button(key="close-sure").click().run()
    assert open_vaults.get(test.session_state["visitor"]) is None


def test_closing_a_current_file_asks_nothing() -> None:
    test = page("kluis", vault(answers(3)))
    test.button(key="close").click().run()
    assert open_vaults.get(test.session_state["visitor"]) is None


def test_a_part_skipped_later_is_called_unanswered() -> None:
    first, second = (list(dimension.items) for dimension in ATTITUDE[:2])
    now = answers(4, [*first[2:], *second])
    test = page("verandering", vault(answers(4, [*first, *second[1:]]), now))
    labels = [expander.label for expander in test.expander]
    assert f"{FIRST.name['nl']}: 0 van de 5 antwoorden anders, nu 2 niet beantwoord" in labels
    assert f"{ATTITUDE[1].name['nl']}: 0 van de 6 antwoorden anders, toen 1 niet beantwoord" in labels
    test = page("verandering", vault(answers(4), answers(4, second)))
    labels = [expander.label for expander in test.expander]
    assert f"{FIRST.name['nl']}: nu 7 niet beantwoord" in labels


def test_words_of_a_file_are_never_markdown() -> None:
    hostile = "![x](http://x.nl/a.png) **vet** $x$ [l](http://x.nl)"

    def poison(words: dict[str, Any]) -> dict[str, Any]:
        return dict.fromkeys(words, hostile) if words.keys() == {"nl", "en"} else words

    poisoned: Asked = json.loads(json.dumps(ASKED), object_hook=poison)
    both = vault(answers(1), answers(5), profile=poisoned)
    moment = f"{1:016x}"
    for test in (page("resultaat", both, moment=moment), page("verandering", both), page("kluis", both)):
        text = shown(test) + "".join(part.label for part in test.expander)
        assert "](http" not in text
        assert "**vet**" not in text


def test_click_for_one_vault_spares_another() -> None:
    """In another tab the vault was closed and another one opened, while this page still shows the first."""
    first = vault(answers(3), plans=[plan()])
    test = page("kluis", first)
    test.button(key=f"remove-{first.name}-{plan()['id']}").click().run()
    second = vault(answers(4), plans=[plan()])
    open_vaults.put(test.session_state["visitor"], second)
    test.button(key=f"remove-{first.name}-{plan()['id']}-sure").click().run()
    assert len(second.contents["plans"]) == len(first.contents["plans"]) == 1
    third = vault(answers(4))
    test.text_area(key=f"write-{second.name}-point").set_value("voor de tweede")
    open_vaults.put(test.session_state["visitor"], third)
    test.button(key="keep-point").click().run()
    assert third.contents["learning_points"] == second.contents["learning_points"] == []


def test_what_has_been_written_is_kept_within_bounds() -> None:
    draft = with_answers(
        {}, {"write-plan-if": "x" * 9000, "write-../x": "nee", "write-": "nee", "other": "x"}, PROFILE
    )
    assert draft == {"writings": {"write-plan-if": "x" * MAX_TEXT_LENGTH}}
    many = with_answers({}, {f"write-{n}": "x" for n in range(99)}, PROFILE)
    assert len(many["writings"]) == MAX_TEXTS
    assert with_answers(draft, {"write-plan-if": "  "}, PROFILE) == {"writings": {}}


def test_vault_closes_after_half_an_hour() -> None:
    opened_now = OpenVault(None, empty())
    open_vaults.put("somebody", opened_now)
    opened_now.used -= IDLE_SECONDS - 5
    assert open_vaults.get("somebody") is opened_now
    opened_now.used -= IDLE_SECONDS + 1
    assert open_vaults.get("somebody") is None


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [("a*b*", r"a\*b\*"), ("http://x", "http\u200b\\:\\/\\/x"), ("één\n\ntwee", "één  \n  \ntwee"), ("", "")],
)
def test_written_text_is_escaped(text: str, shown_as: str) -> None:
    assert literal(text) == shown_as


# -- a new code ---------------------------------------------------------------------------------


def with_new_code() -> tuple[AppTest, OpenVault]:
    test = app("bewaren", {"answers": answers(3)})
    test.button(key="make-code").click().run()
    made = open_vaults.get(test.session_state["visitor"])
    assert made is not None
    made.code_since -= READING_SECONDS  # the code has been read
    return test, made


def test_vault_is_stored_once_code_is_confirmed(database_of_pages: None) -> None:
    test, made = with_new_code()
    assert made.code is not None
    with pytest.raises(NoVaultError):
        services.vaults().find(made.code)
    assert made.code in shown(test)
    code = made.code
    test.button(key="have-code").click().run()
    _keys, contents = services.vaults().find(code)
    assert contents == made.contents
    assert "answers" not in test.session_state["draft"]
    made.code_received()  # a second press
    assert services.vaults().find(code)[1] == contents


def test_lost_code_leaves_the_reflection_in_draft(database_of_pages: None) -> None:
    """The process that had the code ended before the reader had it."""
    test, _made = with_new_code()
    open_vaults._open.clear()
    test.run()
    assert test.session_state["draft"]["answers"] == answers(3)
    assert test.button(key="make-code")


@pytest.mark.parametrize(("typed", "said"), [("", "Er staat nog geen code"), ("7K4Q-M2HX", "16 tekens")])
def test_an_empty_or_short_code_is_no_try(
    typed: str, said: str, monkeypatch: pytest.MonkeyPatch, database_of_pages: None
) -> None:
    def tried(_vaults: object, *_code: object) -> None:
        raise AssertionError("nothing is to be looked up")

    monkeypatch.setattr(type(services.vaults()), "find", tried)
    test = app("kluis")
    for _time in range(7):
        test.text_input(key="code").set_value(typed)
        next(button for button in test.button if button.label == "Open").click().run()
        assert said in shown(test)
    assert not test.warning, "nobody has to wait"


def test_who_kept_nothing_is_led_to_the_draft() -> None:
    test = app("kluis", {"answers": answers(3, [*FIRST.items][:2])})
    assert "staat er nog" in shown(test)
    assert "Ga verder waar je was" in [link.proto.label for link in test.get("page_link")]
    assert "staat er nog" not in shown(app("kluis"))


def test_the_plan_of_the_result_goes_along() -> None:
    kept = vault()
    test = page("bewaren", kept, {"answers": answers(3), "plan": plan()})
    test.button(key="keep").click().run()
    assert kept.contents["plans"] == [plan()]
    assert "plan" not in test.session_state["draft"]
    assert [message.value for message in test.success] == [
        "Je reflectie ligt in je kluis. Open die de volgende keer met je code, dan zie je wat er veranderd"
        " is. Ben je klaar, sluit dan je kluis."
    ]
    places = [button.key for button in test.button]
    assert places.index("close") < places.index("new-reflection"), "closing is in sight"


def test_growth_says_what_a_plan_was_about() -> None:
    kept = vault(
        answers(3), answers(4), plans=[plan("2026-01-01", {"made_on": "2026-01-02", "text": "Het ging."})]
    )
    text = plain(page("verandering", kept))
    assert "Hier ging je plan over:" in text
    assert "hij belt" in text
    assert "Het ging." in text
    assert "Hier ging je plan over" not in plain(
        page("verandering", vault(answers(3), plans=[plan("2025-01-01")]))
    )
