"""The screens without a browser: what they say and where they lead.

AppTest has no cookies, so the draft is in the session here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app_pages.draft import NOT_APPLICABLE
from app_pages.reflect.session import minutes
from app_pages.reflect.welcome import opening
from content import LANGUAGES, Dimension, load_profile

PROFILE = load_profile()
ATTITUDE = PROFILE.part("attitude")
PRACTICE = PROFILE.part("practice")
FIRST = ATTITUDE[0]
TITLES = {topic.title["nl"] for topic in PROFILE.topics.values()}


def app(path: str = "", draft: Mapping[str, object] | None = None, /, **parameters: str) -> AppTest:
    """The app as it opens at an address.

    A draft with answers gets `works_with`, which nobody can skip, unless it says None.
    """
    test = AppTest.from_file("../app_pages/navigation.py", default_timeout=30)
    test._page_hash = calc_hash(path)
    for name, value in parameters.items():
        test.query_params[name] = value
    if draft is not None:
        whom = {"works_with": "adults"} if "answers" in draft else {}
        test.session_state["draft"] = {
            key: value for key, value in {**whom, **draft}.items() if value is not None
        }
    test.run()
    assert not test.exception
    return test


def shown(test: AppTest) -> str:
    return "\n".join(
        part.value for part in (*test.title, *test.header, *test.markdown, *test.info, *test.caption)
    )


def answers(option: int | None, items: list[str] | None = None) -> dict[str, int | None]:
    chosen = items if items is not None else [item for dimension in ATTITUDE for item in dimension.items]
    return dict.fromkeys(chosen, option)


def by_points(high: bool, dimensions: Sequence[Dimension] = ATTITUDE) -> dict[str, int | None]:
    """Answers that give each of these dimensions the highest or the lowest score."""
    return {item.id: 5 if high != item.opposite else 1 for d in dimensions for item in d.items.values()}


def test_welcome_says_what_this_is_and_who_reads() -> None:
    text = shown(app())
    for part in ("Jij, in deze browser", "een spiegel en geen test", PROFILE.evidence["nl"]):
        assert part in text
    for part in ("meldcode", "14 dagen", "28 korte", f"nog {len(PROFILE.items) - 28} uitspraken"):
        assert part in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_welcome_is_short_before_the_way_in(language: str) -> None:
    assert len(" ".join(opening(PROFILE, language)).split()) <= 80


def test_minutes_follow_from_the_words() -> None:
    short, long = minutes(PROFILE, ATTITUDE[:1], "nl"), minutes(PROFILE, ATTITUDE, "nl")
    assert 1 <= short < long <= 10
    wordy = replace(PROFILE, stem={"nl": "woord " * 1000, "en": ""})
    assert minutes(wordy, ATTITUDE[:1], "nl") - short in (5, 6)  # 1000 words at 175 a minute


def test_who_is_new_finds_the_profile_as_a_guide() -> None:
    assert "Ik ben nieuw in dit werk" in links(app())
    text = shown(app("profiel"))
    for topic in PROFILE.topics.values():
        assert topic.learn is not None
        assert topic.learn["nl"] in text


def test_language_of_the_address_falls_back_on_dutch() -> None:
    english = shown(app(lang="en"))
    assert "How do you relate to the people you meet?" in english
    assert "You do, in this browser" in english
    assert "Hoe sta jij in het contact?" in shown(app(lang="xx"))


def test_screen_shows_all_statements_and_preselects_nothing() -> None:
    test = app("reflectie", {"works_with": "adults"}, stap=FIRST.id)
    radios = [radio for radio in test.radio if str(radio.key).startswith("answer-")]
    assert [str(radio.key).removeprefix("answer-") for radio in radios] == list(FIRST.items)
    for radio, item in zip(radios, FIRST.items.values(), strict=True):
        assert item.text["nl"] in radio.label
        assert radio.value is None
        assert radio.options[:5] == [label["nl"] for label in PROFILE.scale.values()]


def test_next_keeps_the_answers_and_goes_on() -> None:
    test = app("reflectie", {"works_with": "adults"}, stap=FIRST.id)
    for index, item in enumerate(FIRST.items):
        test.radio(key=f"answer-{item}").set_value(NOT_APPLICABLE if index == 0 else 4)
    test.button(key="next").click().run()
    assert test.title[0].value == ATTITUDE[1].name["nl"]
    assert test.query_params["stap"] == ATTITUDE[1].id
    kept = test.session_state["draft"]["answers"]
    assert kept == {item: None if index == 0 else 4 for index, item in enumerate(FIRST.items)}


def test_progress_says_where_one_is() -> None:
    for number, dimension in enumerate(ATTITUDE, start=1):
        progress = app("reflectie", {"works_with": "adults"}, stap=dimension.id).get("progress")[0].proto
        assert f"Stap {number} van {len(ATTITUDE)}" in progress.text
        assert "minuten" in progress.text


def test_the_first_question_has_to_be_answered() -> None:
    test = app("reflectie")
    for _press in range(2):
        test.button(key="next").click().run()
        assert test.title[0].value == "Voor je begint"
        assert "Kies eerst met wie je contact had" in test.info[0].value
    test.radio(key="works_with").set_value("minors")
    test.button(key="next").click().run()
    assert test.title[0].value == FIRST.name["nl"]
    assert not test.info


def test_no_statement_is_shown_before_that_question() -> None:
    test = app("reflectie", stap=FIRST.id)
    assert test.title[0].value == "Voor je begint"
    assert not [radio for radio in test.radio if str(radio.key).startswith("answer-")]


def test_no_result_is_shown_before_that_question() -> None:
    told = shown(app("resultaat", {"answers": answers(3), "works_with": None}))
    assert "Kies eerst met wie je contact had" in told
    assert "geen duidelijk verschil" not in told


def test_a_screen_holds_its_name_and_number_only() -> None:
    """The ideal does not stand above the statements about it."""
    told = shown(app("reflectie", {"works_with": "adults"}, stap=FIRST.id))
    assert PROFILE.stem["nl"] in told
    assert FIRST.summary["nl"] not in told
    assert FIRST.explanation["nl"] not in told


def test_confidence_is_kept_and_shown() -> None:
    test = app("reflectie")
    test.radio(key="works_with").set_value("both")
    test.radio(key="confidence").set_value(0)
    test.button(key="next").click().run()
    draft = test.session_state["draft"]
    assert (draft["works_with"], draft["confidence"]) == ("both", 0)
    with_it = shown(app("resultaat", {**draft, "answers": answers(3)}))
    without = shown(app("resultaat", {"works_with": "both", "answers": answers(3)}))
    assert PROFILE.confidence.question["nl"] in with_it
    assert PROFILE.confidence.question["nl"] not in without


def test_the_result_of_five_very_different_sheets() -> None:
    """Whatever was answered, the page stands and says something that fits."""
    middle = shown(app("resultaat", {"answers": answers(3)}))
    assert "liggen dicht bij elkaar" in middle or "dezelfde score" in middle
    first_low = {"answers": by_points(high=True) | by_points(high=False, dimensions=ATTITUDE[:1])}
    assert f"‘{FIRST.name['nl']}’" in shown(app("resultaat", first_low))
    one_answer = shown(app("resultaat", {"answers": {next(iter(FIRST.items)): 3}}))
    assert "vanaf 5 van de 7 uitspraken" in one_answer
    nothing = app("resultaat", {"answers": answers(None)})
    assert "Er telt nog geen antwoord mee" in shown(nothing)
    assert len([header for header in nothing.subheader if header.value in TITLES]) == 1
    everything = dict.fromkeys(PROFILE.items, 2)
    assert PRACTICE[0].name["nl"] in shown(app("resultaat", {"answers": everything}))


def test_without_answers_the_result_leads_to_the_reflection() -> None:
    test = app("resultaat")
    assert "nog geen antwoorden" in shown(test)
    assert len(test.get("page_link")) >= 2


def test_answers_to_removed_statements_do_no_harm() -> None:
    draft = {"answers": {"gone-1": 4, **answers(3)}, "step": "gone"}
    assert "dezelfde score" in shown(app("resultaat", draft))
    assert app("reflectie", draft, stap="gone").title[0].value == "Voor je begint"


def test_the_reader_sees_own_answers_under_each_aspect() -> None:
    draft = {"works_with": "minors", "answers": answers(4)}
    test = app("resultaat", draft)
    text = "\n".join((shown(test), *links(test)))
    for dimension in ATTITUDE:
        for aspect in dimension.aspects.values():
            assert f"**{aspect.name['nl']}**" in text
        for item in dimension.items.values():
            assert f"{item.wording('minors')['nl']} – **{PROFILE.scale[4]['nl']}**" in text


def test_erase_asks_once_more() -> None:
    test = app("resultaat", {"answers": answers(3)})
    test.button(key="erase").click().run()
    test.button(key="erase-not").click().run()
    assert test.session_state["draft"]["answers"]
    test.button(key="erase").click().run()
    test.button(key="erase-sure").click().run()
    assert "draft" not in test.session_state or not test.session_state["draft"].get("answers")


def links(test: AppTest) -> list[str]:
    return [link.proto.label for link in test.get("page_link")]


def test_all_high_gives_its_reason_and_next_step() -> None:
    test = app("resultaat", {"answers": by_points(high=True)})
    assert "Alle vier kanten hebben dezelfde score." in shown(test)
    assert "Dit doe je minder vaak" not in shown(test)
    assert "Bereid hierover een casus voor" in links(test)
    assert "Terug naar de uitspraken" not in links(test)


def test_result_links_back_to_the_statements() -> None:
    for given in (answers(4), answers(None), answers(3, list(FIRST.items)[:2])):
        assert "Terug naar de uitspraken" in links(app("resultaat", {"answers": given}))


def test_point_and_bar_are_explained_before_the_chart() -> None:
    test = app("resultaat", {"answers": by_points(high=True)})
    order = [getattr(part, "value", "") if part.type == "markdown" else part.type for part in test.main]
    explained = next(n for n, part in enumerate(order) if str(part).startswith("De stip is je score"))
    assert explained < next(n for n, part in enumerate(order) if "vega_lite" in str(part))
    assert "De stip is je score" not in shown(app("resultaat", {"answers": answers(None)}))


def test_reason_for_a_topic_marks_reversed_answers() -> None:
    low = by_points(high=False, dimensions=[FIRST])
    test = app("resultaat", {"answers": by_points(high=True) | low})
    opposite = next(item for item in FIRST.items.values() if item.opposite)
    line = f"{opposite.text['nl']} – **{PROFILE.scale[5]['nl']}** (telt andersom)"
    assert line in links(test)
    about, statement = PROFILE.aspects[opposite.aspect].name["nl"], opposite.text["nl"].rstrip(".")
    assert f"{about}: ‘{statement}’ **{PROFILE.scale[5]['nl']}**" in shown(test)


def test_the_result_begins_with_what_is_done_often() -> None:
    test = app("resultaat", {"answers": by_points(high=True) | by_points(high=False, dimensions=[FIRST])})
    titles = [header.value for header in test.header]
    assert titles[:4] == [
        "Dit doe je vaak",
        "Dit doe je minder vaak",
        "Om mee te beginnen",
        "De kanten van je houding",
    ]
    assert test.subheader[0].value in {topic.title["nl"] for topic in FIRST.topics.values()}


def test_a_plan_stays_in_this_browser() -> None:
    draft = {"answers": by_points(high=True) | by_points(high=False, dimensions=[FIRST])}
    test = app("resultaat", draft)
    first = next(topic for topic in FIRST.topics.values() if topic.title["nl"] == test.subheader[0].value)
    assert first.plan is not None
    assert test.text_area(key="write-plan-if").placeholder == first.plan.situation["nl"]
    test.button(key="keep-plan").click().run()
    assert "Vul ze allebei in" in shown(test)
    for half, text in (("if", " hij belt "), ("then", "neem ik op")):
        test.text_area(key=f"write-plan-{half}").set_value(text)
    test.button(key="keep-plan").click().run()
    plan = test.session_state["draft"]["plan"]
    assert (plan["if"], plan["then"], plan["topic"]["id"]) == ("hij belt", "neem ik op", first.id)
    assert "**Als** hij belt, **dan ga ik** neem ik op" in shown(test)
    test.button(key="change-plan").click().run()
    assert "plan" not in test.session_state["draft"]
    assert test.text_area(key="write-plan-then").value == "neem ik op"


def test_an_answer_is_corrected_from_the_result() -> None:
    item = list(FIRST.items)[2]
    test = app("reflectie", {"answers": answers(3)}, stap=FIRST.id, plek=f"answer-{item}")
    assert [button.key for button in test.button if button.key in ("back", "next")] == []
    test.radio(key=f"answer-{item}").set_value(5)
    test.button(key="to-result").click().run()
    assert test.session_state["draft"]["answers"][item] == 5
    assert test.title[0].value == "Je resultaat"
    assert test.query_params["plek"] == f"answers-{FIRST.id}"


def test_practice_has_answers_and_no_score() -> None:
    test = app("resultaat", {"answers": dict.fromkeys(PROFILE.items, 2)})
    assert {expander.label for expander in test.expander} >= {side.name["nl"] for side in PRACTICE}
    assert not [line for line in shown(test).splitlines() if line.startswith(f"- {PRACTICE[0].name['nl']}: ")]
