"""A meeting: no phase is skipped, no text is lost, and time never runs backwards."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_profile
from intervision.meeting import (
    LOOK_BACK,
    MAX_MINUTES,
    PREPARE,
    Back,
    Event,
    GiveMinutes,
    Meeting,
    Next,
    Park,
    Pause,
    Resume,
    Write,
    apply,
    meeting_data,
    meeting_from,
    new_meeting,
)

PHASES = tuple(load_profile().intervision.phases)

times = st.integers(0, 20_000)
texts = st.text(max_size=20)
names = st.sampled_from(["question", "new_question", "learning-0"])
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Next, times),
    st.builds(Back, times),
    st.builds(Pause, times),
    st.builds(Resume, times),
    st.builds(Write, names, texts),
    st.builds(Park, texts),
    st.builds(GiveMinutes, st.sampled_from(PHASES), st.integers(-5, 500)),
)


def meeting(*, looking_back: bool = False) -> Meeting:
    return new_meeting("m", PHASES, looking_back=looking_back)


def after(start: Meeting, *happened: Event) -> Meeting:
    for event in happened:
        start = apply(start, event)
    return start


@given(st.lists(events, max_size=40), st.booleans())
def test_no_event_skips_a_phase_or_loses_text(happened: list[Event], looking_back: bool) -> None:
    now, written, parked = meeting(looking_back=looking_back), dict[str, str](), set[str]()
    for event in happened:
        before, now = now, apply(now, event)
        assert abs(now.at - before.at) <= 1
        assert 0 <= now.at <= len(now.phases)
        assert now.phases == before.phases
        if isinstance(event, Write):
            written[event.name] = event.text
        if isinstance(event, Park) and event.text.strip():
            parked.add(event.text.strip())
        assert now.texts == written
        assert set(now.parked) == parked
        assert now.parked[: len(before.parked)] == before.parked
        for phase in now.phases:  # whatever the clock says, time that was spent stays spent
            assert now.spent.get(phase, 0) >= before.spent.get(phase, 0)
            assert now.seconds(phase, 0) >= 0
            assert 1 <= now.minutes[phase] <= MAX_MINUTES
        assert now.since is None or now.phase is not None
        assert meeting_from(json.loads(json.dumps(meeting_data(now)))) == now


def test_only_the_next_meeting_looks_back() -> None:
    assert meeting().phases == tuple(phase for phase in PHASES if phase not in (PREPARE, LOOK_BACK))
    assert meeting(looking_back=True).phases[0] == LOOK_BACK
    for one in (meeting(), meeting(looking_back=True)):
        assert 60 <= sum(one.minutes.values()) <= 90


def test_time_in_a_pause_does_not_count() -> None:
    now = after(meeting(), Resume(100), Pause(160), Resume(1_000), Next(1_030), Back(1_100))
    first, second = now.phases[:2]
    assert now.spent == {first: 90, second: 70}
    assert now.seconds(first, 1_110) == 100
    assert now.seconds_left(1_110) == 60 * now.minutes[first] - 100


def test_a_clock_set_back_loses_no_time() -> None:
    now = after(meeting(), Resume(1_000), Pause(1_500), Resume(2_000), Next(100))
    assert now.spent[now.phases[0]] == 500


def test_a_meeting_that_ended_can_be_resumed() -> None:
    over = after(meeting(), *(Next(60 * number) for number in range(len(meeting().phases))))
    assert over.phase is None
    assert over.since is None
    assert over.seconds_left(9_999) == 0
    assert apply(over, Next(5)) == over
    assert apply(over, Resume(5)) == over
    assert apply(over, Back(9_999)).phase == over.phases[-1]


def test_an_idea_is_parked_once() -> None:
    now = after(meeting(), Park(" bel hem "), Park("bel hem"), Park("  "))
    assert now.parked == ("bel hem",)


def test_the_number_of_people_has_limits() -> None:
    assert new_meeting("m", PHASES, looking_back=False, people=1).people == 3
    assert new_meeting("m", PHASES, looking_back=False, people=99).people == 15
    assert replace(meeting(), people=4).people == 4


@pytest.mark.parametrize("key", [*meeting_data(meeting())])
@pytest.mark.parametrize("wrong", [-1, 99, True, {"a": None}, [None], "gone"])
def test_damaged_data_is_no_meeting(key: str, wrong: object) -> None:
    data = {**meeting_data(meeting()), key: wrong}
    fits: dict[str, list[object]] = {"id": ["gone"], "topic": ["gone"], "people": [-1, 99], "since": [-1, 99]}
    assert (meeting_from(data) is not None) == (wrong in fits.get(key, []) and wrong is not True)


@given(st.none() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers()))
def test_other_data_is_no_meeting(data: object) -> None:
    assert meeting_from(data) is None


def test_data_without_a_key_is_no_meeting() -> None:
    data = meeting_data(meeting())
    for key in data:
        assert meeting_from({name: value for name, value in data.items() if name != key}) is None
