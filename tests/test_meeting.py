"""A meeting: no phase is skipped unseen, nothing written disappears, time never runs backwards."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from content import load_profile
from intervision.meeting import (
    LOOK_BACK,
    MOST_MINUTES,
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
def test_whatever_happens_no_phase_is_skipped_and_nothing_written_is_lost(
    happened: list[Event], looking_back: bool
) -> None:
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
            assert 1 <= now.minutes[phase] <= MOST_MINUTES
        assert now.since is None or now.phase is not None
        assert meeting_from(json.loads(json.dumps(meeting_data(now)))) == now


def test_the_next_meeting_begins_by_looking_back_and_the_first_does_not() -> None:
    assert meeting().phases == tuple(id for id in PHASES if id not in (PREPARE, LOOK_BACK))
    assert meeting(looking_back=True).phases[0] == LOOK_BACK
    for one in (meeting(), meeting(looking_back=True)):
        assert 60 <= sum(one.minutes.values()) <= 90


def test_time_counts_for_the_phase_that_is_on_and_not_in_a_pause() -> None:
    now = after(meeting(), Resume(100), Pause(160), Resume(1_000), Next(1_030), Back(1_100))
    first, second = now.phases[:2]
    assert now.spent == {first: 90, second: 70}
    assert now.seconds(first, 1_110) == 100
    assert now.seconds_left(1_110) == 60 * now.minutes[first] - 100


def test_a_clock_set_back_costs_nothing_that_was_spent() -> None:
    now = after(meeting(), Resume(1_000), Pause(1_500), Resume(2_000), Next(100))
    assert now.spent[now.phases[0]] == 500


def test_a_meeting_ends_and_can_be_taken_up_again() -> None:
    over = after(meeting(), *(Next(60 * number) for number in range(len(meeting().phases))))
    assert over.phase is None
    assert over.since is None
    assert over.seconds_left(9_999) == 0
    assert apply(over, Next(5)) == over
    assert apply(over, Resume(5)) == over
    assert apply(over, Back(9_999)).phase == over.phases[-1]


def test_an_idea_is_parked_once_however_often_it_is_pressed() -> None:
    now = after(meeting(), Park(" bel hem "), Park("bel hem"), Park("  "))
    assert now.parked == ("bel hem",)


def test_a_meeting_is_of_at_least_three_people() -> None:
    assert new_meeting("m", PHASES, looking_back=False, people=1).people == 3
    assert new_meeting("m", PHASES, looking_back=False, people=99).people == 15
    assert replace(meeting(), people=4).people == 4
