"""Running meetings on a real SQLite file and a real PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from intervision.events import Park
from intervision.meeting import apply, new_meeting
from intervision.stored import meeting_data, meeting_from
from records import StoredMeeting
from storage import FullMeetingError, Meetings, NoMeetingError, TooBusyError
from storage.codes import LEAD_LENGTH, MEETING_LENGTH, typed_code
from storage.meetings import MEETING_DAYS, STEP
from tests.support.stored import execute, rows, written

pytestmark = pytest.mark.usefixtures("cheap_codes")

TODAY = date(2026, 11, 24)
MEETING = meeting_data(new_meeting("m" * 16, ["prepare", "explore", "new_way"], looking_back=False))


def parked(stored: StoredMeeting, idea: str) -> StoredMeeting:
    return meeting_data(apply(meeting_from(stored), Park(idea)))


@pytest.fixture
def meetings(engine: Engine) -> Meetings:
    return Meetings(engine, today=lambda: TODAY)


def test_both_codes_lead_to_the_meeting(meetings: Meetings) -> None:
    code, keys = meetings.create(MEETING)
    assert len(typed_code(code)) == MEETING_LENGTH + LEAD_LENGTH
    leading = meetings.find(code.lower())
    assert (leading.keys, leading.lead) == (keys, code[-LEAD_LENGTH:])
    taking_part = meetings.find(code[: -LEAD_LENGTH - 1])
    assert (taking_part.keys, taking_part.lead) == (keys, "")
    assert taking_part.code == leading.code == code[: -LEAD_LENGTH - 1]
    assert meetings.read(keys) == (MEETING, 1)
    for wrong in (code[:-1], code + "0", code[1:], "", code[:-1] + ("0" if code[-1] != "0" else "1")):
        with pytest.raises(NoMeetingError):
            meetings.find(wrong)


def test_the_symbols_that_lead_cannot_be_guessed(meetings: Meetings) -> None:
    """Who takes part knows the rest of the code: guesses count for the meeting, not for who makes them."""
    code, _keys = meetings.create(MEETING)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _guess in range(5):
        with pytest.raises(NoMeetingError):
            meetings.find(wrong)
    for typed in (wrong, code):
        with pytest.raises(TooBusyError):
            meetings.find(typed)
    assert meetings.find(code[: -LEAD_LENGTH - 1]).lead == "", "the others can still join"


def test_devices_at_once_lose_nothing(meetings: Meetings) -> None:
    _code, keys = meetings.create(MEETING)

    def park(number: int) -> None:
        meetings.change(keys, lambda stored: parked(stored, f"idee {number}"))

    with ThreadPoolExecutor(8) as devices:
        list(devices.map(park, range(40)))
    stored, version = meetings.read(keys)
    assert set(stored["parked"]) == {f"idee {number}" for number in range(40)}
    assert version == 41 == meetings.version(keys.id)


def test_nothing_changed_is_no_new_version(meetings: Meetings) -> None:
    _code, keys = meetings.create(MEETING)
    assert meetings.change(keys, lambda stored: stored) == (MEETING, 1)


def test_an_ended_meeting_is_gone(meetings: Meetings, engine: Engine) -> None:
    code, keys = meetings.create(MEETING)
    meetings.change(keys, lambda stored: parked(stored, "zeer herkenbare woorden"))
    ((sealed,),) = rows(engine, "SELECT sealed FROM meetings")
    assert b"herkenbare" not in written(engine)
    meetings.erase(keys)
    assert meetings.version(keys.id) is None
    for gone in (lambda: meetings.read(keys), lambda: meetings.find(code)):
        with pytest.raises(NoMeetingError):
            gone()
    with pytest.raises(NoMeetingError):
        meetings.change(keys, lambda stored: parked(stored, "x"))
    engine.dispose()
    after = written(engine)
    assert not any(sealed[start : start + 16] in after for start in range(0, len(sealed) - 16, 16))


def test_a_meeting_is_gone_after_a_day(engine: Engine, meetings: Meetings) -> None:
    _code, keys = meetings.create(MEETING)
    tomorrow = Meetings(engine, today=lambda: TODAY + timedelta(days=MEETING_DAYS))
    assert tomorrow.read(keys) == (MEETING, 1)
    assert tomorrow.erase_expired() == 0
    later = Meetings(engine, today=lambda: TODAY + timedelta(days=MEETING_DAYS + 1))
    with pytest.raises(NoMeetingError):
        later.read(keys)
    assert later.erase_expired() == 1


def test_too_long_or_too_many_is_refused(engine: Engine, meetings: Meetings) -> None:
    _code, keys = meetings.create(MEETING)
    with pytest.raises(FullMeetingError):
        meetings.change(keys, lambda stored: {**stored, "texts": {"question": "x" * 300_000}})
    assert meetings.read(keys) == (MEETING, 1)
    with pytest.raises(FullMeetingError):
        Meetings(engine, max_meetings=1).create(MEETING)


def test_altered_or_older_meetings_do_not_open(engine: Engine, meetings: Meetings) -> None:
    _code, keys = meetings.create(MEETING)
    execute(engine, "UPDATE meetings SET sealed = :sealed", sealed=bytes(STEP))
    with pytest.raises(NoMeetingError):
        meetings.read(keys)
    _code, keys = meetings.create({"of": "another version"})  # type: ignore[typeddict-item,typeddict-unknown-key]
    with pytest.raises(NoMeetingError):
        meetings.read(keys)
