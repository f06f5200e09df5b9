"""The pages around a meeting without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import services
from app_pages.draft import MEETING, OPEN
from app_pages.meeting import end
from app_pages.meeting.prepare import read_case
from app_pages.meeting.session import OpenGroup, open_groups
from app_pages.vault.session import OpenVault
from intervision.events import Next, Pause, Write
from intervision.meeting import LOBBY, QUESTION, learning_field
from intervision.record import About, LearningPoint, Record
from records import Case, GroupMeeting
from storage import Draft
from storage.contents import empty
from storage.groups import empty_group, with_meeting
from tests.support.meetings import drafts_in, happen, keys_of, meeting_in, stored
from tests.test_pages import PROFILE, app, shown
from tests.test_pages_vault import page

CASE = "Hij is een zielige jongen. Zijn moeder belde op 06-12345678. Ik vond het zelf verdrietig."


def written(text: str) -> Draft:
    return {"writings": {"write-case-0": text}}


def test_marked_words_get_a_question_with_help() -> None:
    test = app("voorbereiden", written(CASE + " Hij is zielig."))
    assert "zielige**" not in shown(test)  # only when asked for
    test.button(key="look-over").click().run()
    assert not test.exception
    text = shown(test)
    assert "**zielige**" in text
    assert "**verdrietig**" in text
    assert [part.label for part in test.expander if "gaat dit over hem" in part.label] == [
        f"‘{word}’: gaat dit over hem, over de situatie, of is het je eigen gevoel?"
        for word in ("zielig", "verdrietig")
    ]
    weak = PROFILE.mirror.kinds[1]
    for help_ in (weak.about_him, weak.about_situation, weak.own_feeling):
        assert help_["nl"] in text
    assert "een telefoonnummer" in text


def test_unreadable_meeting_is_not_shown() -> None:
    test = app("bijeenkomst", {MEETING: {"id": "m"}})
    assert not test.exception
    assert test.button(key="begin-meeting")


def test_case_without_marked_words_says_so() -> None:
    test = app("voorbereiden", written("Hij kwam niet. Ik belde drie keer."))
    test.button(key="look-over").click().run()
    text = shown(test)
    assert "Er is niets gevonden." in text
    for kind in ("**Gezocht is naar:** namen", "plaatsen, dorpen en buurten", "scholen", "initialen"):
        assert kind in text


def test_details_are_pointed_out_once_before_keeping() -> None:
    vault = OpenVault(None, empty())
    test = page("voorbereiden", vault, written(CASE))
    test.button(key="keep-case").click().run()
    assert "een telefoonnummer" in shown(test)
    assert vault.contents["cases"] == []
    test.button(key="keep-case").click().run()
    (case,) = vault.contents["cases"]
    assert case["parts"][0]["text"] == CASE
    assert "Je casus ligt in je kluis" in test.success[0].value


def test_a_file_with_details_is_pointed_at_too() -> None:
    test = app("voorbereiden", written(CASE))
    test.button(key="case-file").click().run()
    assert "voordat je het bestand deelt" in test.info[0].value
    assert "een telefoonnummer" in shown(test)


def test_what_somebody_wrote_is_never_markdown() -> None:
    test = app("voorbereiden", written("# Kop\n[x](http://x.nl) Hij is zielig *zo*"))
    test.button(key="look-over").click().run()
    text = shown(test)
    assert "**zielig**" in text
    assert "[x](" not in text
    assert "\n# Kop" not in text


def test_a_topic_brings_its_own_questions() -> None:
    topic = PROFILE.topics["non_judgement-pace"]
    test = app("voorbereiden", onderwerp=topic.id)
    assert topic.stake["nl"] in shown(test)
    assert test.selectbox(key="topic").value == topic.id
    draft: Draft = test.session_state["draft"]
    assert draft["writings"] == {"write-case-topic": topic.id}, "the next run may be in the meeting"
    assert app("voorbereiden", draft).selectbox(key="topic").value == topic.id
    other = next(one for one in PROFILE.topics if one != topic.id)
    assert app("voorbereiden", draft, onderwerp=other).selectbox(key="topic").value == other


def test_case_text_says_how_long_it_stays() -> None:
    test = app("voorbereiden", written("Hij kwam niet."))
    assert "blijft 14 dagen in deze browser" in shown(test)
    test.button(key="empty-case").click().run()
    assert test.session_state["draft"]["writings"] == {}
    assert test.text_area(key="write-case-0").value == ""


def test_welcome_erases_where_only_a_case_is_written() -> None:
    test = app("", written("Hij kwam niet."))
    test.button(key="erase").click().run()
    assert "wat je schreef" in shown(test)
    test.button(key="erase-sure").click().run()
    assert "draft" not in test.session_state or not test.session_state["draft"].get("writings")
    assert [button.key for button in app("", {"writings": {}}).button] == ["language"]


# -- a meeting on several devices ---------------------------------------------------------------

QUESTION_WORDS = "Wanneer laat ik los?"


@pytest.fixture
def case() -> Draft:
    last = len(PROFILE.intervision.phases["prepare"].questions) - 1
    return {"writings": {"write-case-0": "Hij kwam niet.", f"write-case-{last}": QUESTION_WORDS}}


def test_the_prepared_question_goes_along(database_of_pages: None, case: Draft) -> None:
    test = app("bijeenkomst", case)
    test.button(key="begin-meeting").click().run()
    draft: Draft = test.session_state["draft"]
    meeting = stored(draft)
    assert meeting.phase == LOBBY
    assert meeting.texts == {QUESTION: QUESTION_WORDS}
    assert "Hij kwam niet" not in repr(meeting)
    test.button(key="on-0").click().run()
    assert test.title[0].value == PROFILE.intervision.opening["agreements"].title["nl"]
    assert stored(draft).since is not None  # the clock starts with the phase


def test_a_scanned_code_joins_without_a_second_meeting(database_of_pages: None) -> None:
    stage = drafts_in(meeting_in("explore"))["stage"]
    place = stage["meeting"]
    test = app("bijeenkomst")
    test.text_input(key="code").set_value(place["code"])
    test.button(key=form_button(test)).click().run()
    joined: Draft = test.session_state["draft"]
    assert joined["meeting"]["id"] == place["id"]
    assert (joined["meeting"]["role"], joined["meeting"]["lead"]) == ("phone", "")
    assert "Verkennen" in test.title[0].value
    assert "on-4" not in [button.key for button in test.button]
    test = app("bijeenkomst")
    test.text_input(key="code").set_value(f"{place['code']}-{place['lead']}")
    test.button(key=form_button(test)).click().run()
    assert test.session_state["draft"]["meeting"]["role"] == "card"
    assert "on-4" in [button.key for button in test.button]


def test_the_lobby_shows_both_codes(database_of_pages: None) -> None:
    stage = drafts_in(meeting_in())["stage"]
    test = app("bijeenkomst", stage)
    place = stage["meeting"]
    assert place["code"] in shown(test)
    longer = f"{place['code']}-{place['lead']}"
    assert longer not in shown(test)
    test.toggle(key="show-lead-code").set_value(True).run()
    assert not test.exception
    assert longer in shown(test)


def form_button(test: AppTest) -> str:
    return next(str(button.key) for button in test.button if "join-meeting" in str(button.key))


def test_a_wrong_code_joins_nothing(database_of_pages: None) -> None:
    test = app("bijeenkomst")
    test.text_input(key="code").set_value("7K4Q-M2HX-90TD")
    test.button(key=form_button(test)).click().run()
    assert "gaat geen bijeenkomst open" in test.error[0].value


def test_parked_ideas_are_a_number_until_their_phase(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore", parked=("bel hem",)))
    for role, draft in drafts.items():
        test = app("bijeenkomst", draft)
        if role == "stage":
            test.button(key=f"view-4-{len(views(test)) - 1}").click().run()
        assert "bel hem" not in shown(test)
        assert "1 idee geparkeerd" in shown(test)
    happen(drafts["stage"], Next(0, 4), Next(0, 5))
    test = app("bijeenkomst", drafts["phone"])
    assert "bel hem" in shown(test)


def views(test: AppTest) -> list[str]:
    return [str(button.key) for button in test.button if str(button.key).startswith("view-")]


def test_a_phone_parks_and_the_stage_picks(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("core"))
    phone = app("bijeenkomst", drafts["phone"])
    phone.text_input(key="write-send-idea").set_value("eerst een kaartje")
    phone.button(key="send-idea").click().run()
    assert phone.text_input(key="write-send-idea").value == ""
    assert stored(drafts["stage"]).parked == ("eerst een kaartje",)
    happen(drafts["stage"], Next(0, 5))
    stage = app("bijeenkomst", drafts["stage"])
    said = next(str(button.key) for button in stage.button if button.label == "Ideeën")
    stage.button(key=said).click().run()
    stage.selectbox(key="for-question").set_value(1)
    stage.button(key="pick-0").click().run()
    assert stored(drafts["stage"]).texts[learning_field(1)] == "eerst een kaartje"
    assert stage.button(key="pick-0").disabled


def test_an_idea_that_was_not_sent_stays(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("core"))
    typed: Draft = {**drafts["phone"], "writings": {"write-send-idea": "half"}}
    assert app("bijeenkomst", typed).text_input(key="write-send-idea").value == "half"
    happen(drafts["stage"], Next(0, 5))
    assert app("bijeenkomst", typed).text_input(key="write-send-idea").value == "half"
    happen(drafts["stage"], Next(0, 6))
    test = app("bijeenkomst", typed)
    assert test.text_input(key="write-send-idea").value == "half"
    assert stored(drafts["stage"]).advice == ()  # nothing is sent without a press
    happen(drafts["stage"], Next(0, 7))
    test = app("bijeenkomst", {**drafts["stage"], "writings": {"write-send-idea": "half"}})
    assert "Getypt, en niet toegevoegd:" in shown(test)
    test.button(key="add-unsent").click().run()
    assert stored(drafts["stage"]).advice == ("half",)


def test_a_line_is_written_on_a_phone(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("share"))
    phone = app("bijeenkomst", drafts["phone"])
    phone.text_input(key="write-send-line").set_value("ik ga langzamer")
    phone.button(key="send-line").click().run()
    assert stored(drafts["stage"]).lines == {"phone": "ik ga langzamer"}
    assert "ik ga langzamer" in shown(phone)
    assert "ik ga" not in repr(phone.session_state["draft"]), "nothing stays behind on the phone"
    phone.button(key="presenter").click().run()
    assert stored(drafts["stage"]).presenter == "phone"
    phone.button(key="take-back").click().run()
    assert stored(drafts["stage"]).lines == {}
    assert phone.text_input(key="write-send-line").value == "ik ga langzamer"


def test_the_presenter_is_one_and_can_be_corrected(database_of_pages: None) -> None:
    said = replace(meeting_in(None), lines={"a": "zacht", "b": "ruim"}, presenter="a")
    drafts = drafts_in(said)
    test = app("bijeenkomst", drafts["stage"])
    assert "presenter" not in [button.key for button in app("bijeenkomst", drafts["phone"]).button]
    test.selectbox(key="presenter-line-2-a").set_value("b").run()
    assert stored(drafts["stage"]).presenter == "b"
    test.selectbox(key="presenter-line-2-b").set_value("").run()
    assert stored(drafts["stage"]).presenter is None
    assert stored(drafts["stage"]).lines == {"a": "zacht", "b": "ruim"}
    test.button(key="remove-line-a").click().run()
    assert stored(drafts["stage"]).lines == {"b": "ruim"}


def test_a_line_typed_too_late_is_not_lost(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in(None))
    typed: Draft = {**drafts["phone"], "writings": {"write-send-line": "half", "write-send-idea": "bel hem"}}
    test = app("bijeenkomst", typed)
    test.button(key="send-line").click().run()
    test.button(key="send-idea").click().run()
    assert stored(drafts["stage"]).lines == {"phone": "half"}
    assert stored(drafts["stage"]).advice == ("bel hem",)


def test_a_phone_cannot_write_what_the_stage_writes(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore", texts={QUESTION: "van de groep"}))
    texts = {"write-meeting-question": "van een ander", "write-meeting-minutes": "1"}
    app("bijeenkomst", {**drafts["phone"], "writings": texts})
    assert stored(drafts["stage"]).texts == {QUESTION: "van de groep"}


def test_every_device_can_leave(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore"))
    for role in ("stage", "card", "phone"):
        test = app("bijeenkomst", drafts[role])
        if role == "stage":
            next(button for button in test.button if button.label == "Meer").click().run()
        test.button(key="leave-meeting").click().run()
        assert test.button(key="begin-meeting")
    assert stored(drafts["stage"]).phase == "explore"


def test_a_text_of_the_stage_is_stored_when_left(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore"))
    test = app("bijeenkomst", drafts["stage"])
    test.text_area(key="write-meeting-question").set_value(QUESTION_WORDS).run()
    assert stored(drafts["stage"]).texts[QUESTION] == QUESTION_WORDS
    assert "write-meeting-question" not in test.session_state["draft"]["writings"]
    happen(drafts["stage"], Write(QUESTION, "Van een ander apparaat"))
    test.run()
    assert "Van een ander apparaat" in shown(test)
    assert stored(drafts["stage"]).texts[QUESTION] == "Van een ander apparaat"


def test_what_the_browser_kept_of_a_text_comes_in(database_of_pages: None) -> None:
    """As when the process ended while somebody was typing; an emptied field is emptied for all."""
    drafts = drafts_in(meeting_in("explore", texts={QUESTION: "oud"}))
    app("bijeenkomst", {**drafts["stage"], "writings": {"write-meeting-question": "half getypt"}})
    assert stored(drafts["stage"]).texts[QUESTION] == "half getypt"
    app("bijeenkomst", {**drafts["stage"], "writings": {"write-meeting-question": ""}})
    assert stored(drafts["stage"]).texts[QUESTION] == ""


def test_a_full_meeting_loses_no_text(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore", texts={f"x{number}": "x" * 4076 for number in range(64)}))
    typed: Draft = {**drafts["stage"], "writings": {"write-meeting-learning-0": "y" * 4000}}
    test = app("bijeenkomst", typed)
    assert test.session_state["draft"]["writings"] == typed["writings"]
    test.text_input(key="write-send-idea").set_value("z" * 300)
    test.button(key="send-idea").click().run()
    assert "past geen tekst meer" in test.error[0].value
    assert test.session_state["draft"]["writings"]["write-send-idea"] == "z" * 300
    test.button(key="on-4").click().run()
    assert stored(drafts["stage"]).phase == "core", "a full meeting still goes on"


def test_the_stage_has_nothing_for_the_facilitator_only(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore"))
    pitfalls = PROFILE.intervision.phases["explore"].pitfalls
    assert pitfalls is not None
    assert pitfalls["nl"] not in shown(app("bijeenkomst", drafts["stage"]))
    assert pitfalls["nl"] not in shown(app("bijeenkomst", drafts["phone"]))
    assert pitfalls["nl"] in shown(app("bijeenkomst", drafts["card"]))


def test_time_of_a_phase_can_change(database_of_pages: None) -> None:
    drafts = drafts_in(meeting_in("explore"))
    happen(drafts["card"], Pause(0))
    test = app("bijeenkomst", drafts["card"])
    assert "De klok staat stil" in shown(test)
    test.button(key="more-4-25").click().run()
    assert stored(drafts["card"]).minutes["explore"] == 30
    test.button(key="less-4-30").click().run()
    test.button(key="less-4-25").click().run()
    test.button(key="resume-4").click().run()
    assert stored(drafts["card"]).minutes["explore"] == 20


def test_the_presenter_carries_the_question_in(database_of_pages: None, case: Draft) -> None:
    drafts = drafts_in(meeting_in("choose"))
    test = app("bijeenkomst", {**drafts["phone"], **case})
    test.button(key="bring-case").click().run()
    meeting = stored(drafts["stage"])
    assert meeting.texts[QUESTION] == QUESTION_WORDS
    assert "Hij kwam niet" not in repr(meeting)
    assert meeting.presenter == "phone"
    assert "bring-case" not in [button.key for button in test.button]


def test_a_code_for_a_prepared_case(database_of_pages: None, case: Draft) -> None:
    test = app("voorbereiden", case, onderwerp="non_judgement-pace")
    test.run()
    test.button(key="case-code").click().run()
    draft: Draft = test.session_state["draft"]
    meeting = stored(draft)
    assert (meeting.topic, meeting.texts[QUESTION]) == ("non_judgement-pace", QUESTION_WORDS)
    assert draft["meeting"]["role"] == "phone"
    assert draft["meeting"]["lead"]


def test_a_downloaded_case_can_be_read() -> None:
    questions = PROFILE.intervision.phases["prepare"].questions
    topic = PROFILE.topics["non_judgement-pace"]
    parts = [
        topic.title["nl"],
        f"{questions[0]['nl']}\r\nEerst.\r\n\r\nToen.",
        f"{questions[2]['en']}\r\nVraag?",
    ]
    text = "\r\n\r\n".join(parts)
    assert read_case(text, questions, PROFILE.topics) == (topic.id, {0: "Eerst.\n\nToen.", 2: "Vraag?"})
    assert read_case("iets anders", questions, PROFILE.topics) == (None, {})


def test_a_kept_case_can_be_changed(database_of_pages: None) -> None:
    questions = PROFILE.intervision.phases["prepare"].questions
    kept: Case = {
        "id": "c" * 16,
        "made_on": "2026-11-01",
        "topic": None,
        "parts": [{"question": dict(questions[2]), "text": QUESTION_WORDS}],
    }
    vault = OpenVault(None, {**empty(), "cases": [kept]})
    test = page("kluis", vault)
    test.button(key=f"take-up-{kept['id']}").click().run()
    assert test.session_state["draft"]["writings"]["write-case-2"] == QUESTION_WORDS
    test = page("voorbereiden", vault, test.session_state["draft"])
    test.text_area(key="write-case-2").set_value("Anders?")
    test.button(key="keep-case").click().run()
    (case,) = vault.contents["cases"]
    assert (case["id"], case["parts"][0]["text"]) == (kept["id"], "Anders?")


def test_a_second_device_of_a_group_joins(database_of_pages: None) -> None:
    first, group = app("bijeenkomst"), OpenGroup(None, empty_group())
    open_groups.put(first.session_state["visitor"], group)
    first.button(key="begin-meeting").click().run()
    first.run()
    second = app("bijeenkomst")
    open_groups.put(second.session_state["visitor"], OpenGroup(None, group.contents))
    second.run()
    assert "begin-meeting" not in [button.key for button in second.button]
    second.button(key="join-of-group").click().run()
    places = [test.session_state["draft"]["meeting"] for test in (first, second)]
    assert places[0]["id"] == places[1]["id"]
    assert [place["role"] for place in places] == ["stage", "card"]
    services.meetings().erase(keys_of({"meeting": places[0]}))
    third = app("bijeenkomst")
    open_groups.put(third.session_state["visitor"], OpenGroup(None, group.contents))
    third.run()
    assert third.button(key="begin-meeting")  # that one has ended


# -- after the meeting ---------------------------------------------------------------------------


def test_meeting_can_be_kept_after_its_process_ended(database_of_pages: None) -> None:
    over = drafts_in(meeting_in(None))["stage"]
    test = app("bijeenkomst", {**over, OPEN: ["group"]})
    assert "Je groep is hier intussen op slot gegaan. Typ de code nog een keer." in shown(test)
    open_groups.put(test.session_state["visitor"], OpenGroup(None, empty_group()))
    test.run()
    assert "op slot gegaan" not in shown(test)
    test.button(key="keep-meeting").click().run()
    assert "Dit is bewaard voor je groep." in "".join(part.value for part in test.success)


def test_unopened_group_is_not_called_closed(database_of_pages: None) -> None:
    over = drafts_in(meeting_in(None))["stage"]
    assert "op slot gegaan" not in shown(app("bijeenkomst", over))
    assert "op slot gegaan" not in shown(app("bijeenkomst"))
    assert "op slot gegaan" in shown(app("bijeenkomst", {OPEN: ["group"]}))


def test_a_group_can_be_made_at_the_end(database_of_pages: None) -> None:
    texts = {QUESTION: "q", learning_field(0): "een punt"}
    test = app("bijeenkomst", drafts_in(meeting_in(None, texts=texts))["stage"])
    test.button(key="make-group").click().run()
    assert test.title[0].value == "De code van je groep"
    group = open_groups.get(test.session_state["visitor"])
    assert group is not None
    group.code_received()
    test.run()
    test.button(key="keep-meeting").click().run()
    (kept,) = group.contents["meetings"]
    asked = dict(PROFILE.intervision.phases["new_way"].questions[0])
    assert kept["learning_points"] == [{"question": asked, "text": "een punt"}]
    assert kept["new_question"] == ""  # not put anew


def test_the_next_meeting_looks_back_on_two_cases(database_of_pages: None) -> None:
    group = empty_group()
    for name in ("a", "b"):
        group = with_meeting(group, group_meeting(name * 16, f"vraag {name}"), {})
    test = app("bijeenkomst")
    open_groups.put(test.session_state["visitor"], OpenGroup(None, group))
    test.button(key="begin-meeting").click().run()
    assert "2 casussen" in shown(test)
    test.button(key="on-0").click().run()
    draft: Draft = test.session_state["draft"]
    happen(draft, Next(0, 1), Next(0, 2))
    test.run()
    assert "vraag a" in shown(test)
    test.text_area(key="write-meeting-looked-back-0").set_value("het lukte").run()
    test.button(key="view-3-1").click().run()
    assert "vraag b" in shown(test)
    test.text_area(key="write-meeting-looked-back-1").set_value("het lukte niet").run()
    at = stored(draft).at
    happen(draft, *(Next(0, at + step) for step in range(6)))
    test.run()
    test.button(key="keep-meeting").click().run()
    opened = open_groups.get(test.session_state["visitor"])
    assert opened is not None
    assert [one["looked_back"] for one in opened.contents["meetings"]] == [
        "het lukte",
        "het lukte niet",
        None,
    ]


def group_meeting(meeting_id: str, question: str) -> GroupMeeting:
    return {
        "id": meeting_id,
        "held_on": "2026-11-24",
        "topic": None,
        "question": question,
        "new_question": "",
        "learning_points": [],
        "looked_back": None,
    }


def test_looking_back_needs_no_group(database_of_pages: None) -> None:
    test = app("bijeenkomst", drafts_in(meeting_in())["stage"])
    test.toggle(key="look-back-0").set_value(True).run()
    test.button(key="on-0").click().run()
    assert "look_back" in stored(test.session_state["draft"]).phases


def test_the_last_chosen_side_is_in_the_record(
    database_of_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[Record] = []

    def remember(*_given: object, on_paper: Record) -> bytes:
        printed.append(on_paper)
        return b""

    monkeypatch.setattr(end, "meeting_pdf", lambda _profile, made, **_rest: remember(on_paper=made))
    monkeypatch.setattr(end, "download_button", lambda _label, make, *_rest, **_options: make())
    drafts = drafts_in(meeting_in(None, texts={learning_field(0): "een punt"}, parked=("later",)))
    test = app("bijeenkomst", drafts["stage"])
    choices: tuple[tuple[str, About], ...] = (("", "technical"), ("technical", "normative"))
    for before, side in choices:
        test.selectbox(key=f"about-0-{before}").set_value(side).run()
        assert printed[-1].learning_points == (LearningPoint(0, "een punt", side),)
    other = app("bijeenkomst", drafts["card"])
    test.number_input(key="minutes-0").set_value(75).run()
    assert printed[-1].minutes == 75
    other.run()  # another device does not set it back
    assert stored(drafts["stage"]).texts["minutes"] == "75"
    assert [*printed[-1].parked] == []
    test.toggle(key="with-parked").set_value(True).run()
    assert [*printed[-1].parked] == ["later"]


def test_clearing_ends_the_meeting_for_all(database_of_pages: None, case: Draft) -> None:
    drafts = drafts_in(meeting_in(None))
    test = app("bijeenkomst", {**drafts["stage"], **case})
    test.button(key="clear-meeting").click().run()
    assert "de casus die hier is voorbereid" in shown(test)
    test.button(key="clear-meeting-sure").click().run()
    assert MEETING not in test.session_state["draft"]
    assert test.session_state["draft"]["writings"] == {}
    phone = app("bijeenkomst", drafts["phone"])
    assert "De bijeenkomst is gewist." in shown(phone)
    assert MEETING not in phone.session_state["draft"]
    test = app("bijeenkomst", test.session_state["draft"])
    test.button(key="begin-meeting").click().run()
    assert stored(test.session_state["draft"]).texts == {}


def test_the_model_leads_to_a_meeting_first() -> None:
    test = app("intervisie")
    links = [link.proto.label for link in test.get("page_link")]
    assert "bijeenkomst" in links[1].lower()  # after the name of the app
