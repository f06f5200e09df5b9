"""The pages around a meeting without a browser."""

from __future__ import annotations

from dataclasses import replace

from app_pages.draft import MEETING, OPEN
from app_pages.meeting.session import OpenGroup, open_groups
from app_pages.vault.session import OpenVault
from intervision.meeting import meeting_data, new_meeting
from storage import Draft
from storage.contents import empty
from storage.groups import empty_group
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
    assert "Er valt niets op" in shown(test)


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


def test_time_of_a_phase_can_change() -> None:
    test = app("bijeenkomst")
    test.button(key="begin-meeting").click().run()
    test.button(key="resume-0").click().run()
    assert "nog 25 minuten" in shown(test)
    test.button(key="more-0-25").click().run()
    assert "nog 30 minuten" in shown(test)
    test.button(key="less-0-30").click().run()
    test.button(key="less-0-25").click().run()
    assert "nog 20 minuten" in shown(test)


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


def over() -> Draft:
    """The draft of a meeting that is over."""
    meeting = new_meeting("m" * 16, PROFILE.intervision.phases, looking_back=False)
    return {MEETING: meeting_data(replace(meeting, at=len(meeting.phases)))}


def test_meeting_can_be_kept_after_its_process_ended() -> None:
    test = app("bijeenkomst", {**over(), OPEN: ["group"]})
    assert "Je groep is hier intussen dichtgegaan. Typ de code nog een keer." in shown(test)
    assert [field.label for field in test.text_input] == ["Code van de groep"]
    open_groups.put(test.session_state["visitor"], OpenGroup(None, empty_group()))
    test.run()
    assert "dichtgegaan" not in shown(test)
    test.button(key="keep-meeting").click().run()
    assert "Dit is bewaard voor je groep." in "".join(part.value for part in test.success)


def test_unopened_group_is_not_called_closed() -> None:
    assert "dichtgegaan" not in shown(app("bijeenkomst", over()))
    assert "dichtgegaan" not in shown(app("bijeenkomst"))
    assert "dichtgegaan" in shown(app("bijeenkomst", {OPEN: ["group"]}))


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


def test_next_meeting_begins_without_the_former_question() -> None:
    case = {"write-case-0": "Hij kwam niet.", "write-case-2": "Wat zie ik niet?"}
    test = app("bijeenkomst", {"writings": case})
    test.button(key="begin-meeting").click().run()
    draft: Draft = test.session_state["draft"]
    assert draft["writings"]["write-meeting-question"] == "Wat zie ik niet?"
    test = app("bijeenkomst", {**draft, **over()})
    test.button(key="clear-meeting").click().run()
    assert "de casus die hier is voorbereid" in shown(test)
    test.button(key="clear-meeting-sure").click().run()
    test = app("bijeenkomst", test.session_state["draft"])
    test.button(key="begin-meeting").click().run()
    assert test.session_state["draft"]["writings"] == {}
