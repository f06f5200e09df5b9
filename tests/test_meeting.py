"""A meeting on several devices: no phase is skipped, nothing is lost or shown early, time never runs back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from content import load_profile
from intervision.events import (
    Advise,
    Back,
    Bring,
    Event,
    GiveMinutes,
    Next,
    Park,
    Pause,
    Pick,
    Prepare,
    Present,
    Remove,
    Resume,
    Say,
    SkipOpening,
    Write,
)
from intervision.meeting import (
    CHOOSE,
    LOBBY,
    LOOK_BACK,
    MAX_IDEAS,
    MAX_LINE,
    MAX_LINES,
    MAX_MINUTES,
    NEW_QUESTION,
    NEW_WAY,
    OPENING,
    PREPARE,
    QUESTION,
    Meeting,
    apply,
    has_room,
    learning_field,
    new_meeting,
)
from intervision.stored import meeting_data, meeting_from
from records import FormerCase

PHASES = tuple(load_profile().intervision.phases)
CASE: FormerCase = {"id": "a" * 16, "question": "q", "learning_points": []}

times = st.integers(0, 20_000)
texts = st.text(max_size=20)
names = st.sampled_from(["question", "new-question", "minutes"])
devices = st.sampled_from(["one", "two", "three"])

# What a device does: it sees a place, which is where the meeting is or where it was a moment ago.
Seen = Callable[[int, int], Event]
moves = st.sampled_from([Next, Back, SkipOpening])
steps: st.SearchStrategy[tuple[Event | type[Next] | type[Back] | type[SkipOpening], bool]] = st.tuples(
    st.one_of(
        moves,
        st.builds(Pause, times),
        st.builds(Resume, times),
        st.builds(Write, names, texts),
        st.builds(Bring, texts, st.none() | texts),
        st.builds(Park, texts),
        st.builds(Advise, texts),
        st.builds(Pick, texts, st.integers(0, 2)),
        st.builds(Say, devices, texts),
        st.builds(Present, st.none() | devices),
        st.builds(Remove, texts),
        st.builds(GiveMinutes, st.sampled_from(PHASES), st.integers(-5, 500)),
        st.builds(Prepare, st.none(), st.integers(0, 20), st.booleans(), st.just((CASE,))),
    ),
    st.booleans(),
)


def meeting(*, looking_back: bool = False) -> Meeting:
    return new_meeting("m", PHASES, looking_back=looking_back)


def after(start: Meeting, *happened: Event) -> Meeting:
    for event in happened:
        start = apply(start, event)
    return start


def moved_to(start: Meeting, phase: str | None, now: int = 0) -> Meeting:
    """The meeting in a phase, a press on 'next' at a time."""
    while start.phase != phase:
        start = apply(start, Next(now, start.at))
    return start


@given(st.lists(steps, max_size=40), st.booleans(), times)
def test_devices_skip_nothing_and_lose_nothing(
    happened: list[tuple[Event, bool]], looking_back: bool, time: int
) -> None:
    now, seen = meeting(looking_back=looking_back), 0
    written, parked, advice = dict[str, str](), list[str](), list[str]()
    picked, said = list[tuple[int, str]](), dict[str, str]()
    for event, is_late in happened:
        before = now
        if isinstance(event, type):
            event = event(time, seen if is_late else now.at)
        seen = now.at
        now = apply(now, event)
        held = [phase for phase in now.phases if phase not in OPENING]
        if isinstance(event, SkipOpening):
            passed = before.phases[before.at : now.at]
            assert set(passed) <= set(OPENING)
        else:
            assert abs(now.at - before.at) <= 1
        if isinstance(event, Next | Back | SkipOpening) and event.at != before.at:
            assert now == before  # a press that another device was ahead of
        assert 0 <= now.at <= len(now.phases)
        assert now.phases == before.phases or before.phase == LOBBY
        assert [phase for phase in PHASES if phase not in (PREPARE, LOOK_BACK)] == [
            phase for phase in held if phase not in (LOBBY, LOOK_BACK)
        ]
        match event:
            case Write(name, text):
                written[name] = text
            case Bring(question, _topic):
                written[QUESTION] = question
            case Park(text):
                parked += [text.strip()] if text.strip() and text.strip() not in parked else []
            case Advise(text):
                advice += [text.strip()] if text.strip() and text.strip() not in advice else []
            case Pick(text, question):
                picked += [(question, " ".join(text.split()))]
            case Remove(text):
                parked, advice = ([one for one in ideas if one != text] for ideas in (parked, advice))
            case Say(who, text):
                said = {**said, who: text.strip()}
        assert {name: now.texts[name] for name in written} == written
        assert (list(now.parked), list(now.advice)) == (parked, advice)
        assert dict(now.lines) == {who: line for who, line in said.items() if line}
        for question, line in picked:
            assert line in ("", *now.texts[learning_field(question)].splitlines())
        nothing_early(now)
        for phase in now.phases:  # whatever the clock says, time that was spent stays spent
            assert now.spent.get(phase, 0) >= before.spent.get(phase, 0)
            assert now.seconds(phase, 0) >= 0
            assert phase == LOBBY or 1 <= now.minutes[phase] <= MAX_MINUTES
        assert now.since is None or now.phase not in (None, LOBBY)
        assert meeting_from(json.loads(json.dumps(meeting_data(now)))) == now


def nothing_early(now: Meeting) -> None:
    """Ideas are shown from the phase for them on, and lines when the meeting is over."""
    if now.at < now.phases.index(NEW_WAY):
        assert now.ideas == ()
    else:
        assert now.ideas == (*now.parked, *now.advice)
    assert now.said_lines == (() if now.phase else tuple(sorted(now.lines.values())))


def test_only_the_next_meeting_looks_back() -> None:
    of_profile = tuple(phase for phase in PHASES if phase not in (PREPARE, LOOK_BACK))
    assert meeting().phases == (LOBBY, *OPENING, *of_profile)
    assert meeting(looking_back=True).phases == (LOBBY, *OPENING[:2], LOOK_BACK, CHOOSE, *of_profile)
    for one in (meeting(), meeting(looking_back=True)):
        assert 60 <= sum(one.minutes[phase] for phase in one.phases) <= 90


def test_each_former_case_gets_its_time() -> None:
    two = Prepare(None, 6, looking_back=True, former=(CASE, {**CASE, "id": "b" * 16}))
    now = apply(meeting(), two)
    assert LOOK_BACK in now.phases
    assert now.minutes[LOOK_BACK] == 20
    again = apply(now, replace(two, looking_back=False, former=()))
    assert LOOK_BACK not in again.phases
    begun = apply(now, Next(0, 0))
    assert apply(begun, replace(two, people=3)) == begun  # the lobby is over


def test_the_clock_starts_with_the_phase() -> None:
    now = apply(meeting(), Resume(5))
    assert now.since is None  # a lobby has no clock
    now = apply(now, Next(10, 0))
    assert (now.phase, now.since) == (OPENING[0], 10)
    assert now.seconds_left(10) == 60 * now.minutes[OPENING[0]]


def test_the_opening_can_be_skipped() -> None:
    now = after(meeting(), Next(10, 0), SkipOpening(20, 1))
    assert (now.phase, now.since) == ("explore", 20)
    assert apply(now, SkipOpening(30, now.at)) == now
    back = after(meeting(looking_back=True), Next(10, 0), SkipOpening(20, 1))
    assert back.phase == LOOK_BACK


def test_two_presses_on_next_are_one_step() -> None:
    now = after(meeting(), Next(10, 0), Next(10, 0))
    assert now.at == 1


def test_time_in_a_pause_does_not_count() -> None:
    start = moved_to(meeting(), "explore", 100)
    now = after(start, Pause(160), Resume(1_000), Next(1_030, start.at), Back(1_100, start.at + 1))
    assert (now.spent["explore"], now.spent["core"]) == (90, 70)
    assert now.seconds("explore", 1_110) == 100
    assert now.seconds_left(1_110) == 60 * now.minutes["explore"] - 100


def test_a_clock_set_back_loses_no_time() -> None:
    start = moved_to(meeting(), "explore", 1_000)
    now = after(start, Pause(1_500), Resume(2_000), Next(100, start.at))
    assert now.spent["explore"] == 500


def test_a_meeting_that_ended_can_be_resumed() -> None:
    over = moved_to(meeting(), None, 60)
    assert over.since is None
    assert over.seconds_left(9_999) == 0
    assert apply(over, Next(5, over.at)) == over
    assert apply(over, Resume(5)) == over
    assert apply(over, Back(9_999, over.at)).phase == over.phases[-1]


def test_an_idea_is_parked_once() -> None:
    now = after(meeting(), Park(" bel hem "), Park("bel hem"), Park("  "))
    assert now.parked == ("bel hem",)


def test_an_idea_is_picked_as_one_line() -> None:
    now = after(meeting(), Write(learning_field(0), "eerst"), Pick("bel\nhem", 0), Pick("bel hem", 0))
    assert now.texts[learning_field(0)] == "eerst\nbel hem"


def test_a_line_can_be_taken_back() -> None:
    now = after(moved_to(meeting(), None), Say("one", "a"), Say("two", "b"), Say("one", " c "))
    assert now.said_lines == ("b", "c")
    assert apply(now, Say("one", " ")).said_lines == ("b",)


def test_the_order_of_lines_does_not_tell_who_was_last() -> None:
    said = [Say("one", "b"), Say("two", "a"), Say("three", "c")]
    over = [after(moved_to(meeting(), None), *order) for order in permutations(said)]
    assert {now.said_lines for now in over} == {("a", "b", "c")}
    assert {tuple(now.lines) for now in over} == {("two", "one", "three")}


def test_a_text_of_another_name_is_not_kept() -> None:
    for name in ("", "x", "learning-", "learning-100", "question-1", "Question"):
        assert apply(meeting(), Write(name, "text")) == meeting()


def test_nobody_can_fill_a_meeting_up() -> None:
    now = meeting()
    for number in range(200):
        for event in (Park(f"{number}"), Advise(f"{number}"), Say(f"{number}", "line")):
            now = apply(now, event) if has_room(now, event) else now
    assert (len(now.parked) + len(now.advice), len(now.lines)) == (MAX_IDEAS, MAX_LINES)
    assert has_room(now, Say("1", "another line"))
    assert has_room(now, Remove("1"))
    long = after(meeting(), Bring("q" * 9999, None), Park("i" * 9999))
    assert (len(long.texts[QUESTION]), len(long.parked[0])) == (MAX_LINE, MAX_LINE)


def test_the_question_is_the_one_put_last() -> None:
    now = after(meeting(), Bring("oud", "topic"))
    assert (now.current_question, now.topic) == ("oud", "topic")
    assert apply(now, Write(NEW_QUESTION, " nieuw ")).current_question == "nieuw"


def test_the_number_of_people_has_limits() -> None:
    assert new_meeting("m", PHASES, looking_back=False, people=1).people == 3
    assert apply(meeting(), Prepare(None, 99, looking_back=False)).people == 15
