"""The agenda of a team: from the snapshot only, few topics, each with what led to it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from content import load_profile
from scoring import Snapshot, agenda, release
from scoring.agenda import MAX_TOPICS, MAX_TOPICS_PER_DIMENSION
from tests.support.scoring_profile import Given, level

PROFILE = load_profile()
FIRST, SECOND = PROFILE.part("attitude")[:2]

sheets = st.dictionaries(st.sampled_from(list(PROFILE.items)), st.none() | st.integers(1, 5), min_size=30)


def team(*ballots: Given) -> Snapshot:
    return release(PROFILE, ballots, invited=len(ballots))


def good(answer: int, items: list[str] | None = None) -> Given:
    return level(PROFILE, answer, items)


def test_where_nothing_stands_out_there_is_no_agenda() -> None:
    assert agenda(PROFILE, team(*[good(3)] * 12)) == ()
    assert agenda(PROFILE, team(*[good(3)] * 5)) == ()


def test_one_topic_builds_on_a_strength() -> None:
    (only,) = agenda(PROFILE, team(*[good(4)] * 12))
    assert only.reason == "strength"
    low = list(FIRST.items)
    snapshot = team(*[{**good(3), **good(2, low), **good(5, list(SECOND.items))}] * 6)
    proposals = agenda(PROFILE, snapshot)
    assert [one.reason for one in proposals] == ["lowest", "lowest", "strength"]
    assert proposals[-1].dimension == SECOND.id
    assert snapshot.highest == (SECOND.id,)
    assert all(snapshot.items[item].mark == "often" for item in proposals[-1].items)


def test_the_lowest_dimension_comes_first() -> None:
    proposals = agenda(PROFILE, team(*[{**good(4), **good(2, list(FIRST.items))}] * 6))[:-1]
    assert {(proposal.dimension, proposal.reason) for proposal in proposals} == {(FIRST.id, "lowest")}
    assert len(proposals) == MAX_TOPICS_PER_DIMENSION


def test_what_divides_the_team_comes_after_it() -> None:
    one = {**good(3), **good(2, list(FIRST.items))}
    split = next(iter(SECOND.items))
    ballots = [{**one, **good(1 if number % 2 else 5, [split])} for number in range(12)]
    proposals = agenda(PROFILE, team(*ballots))
    assert [proposal.reason for proposal in proposals] == ["lowest", "lowest", "divided"]
    assert proposals[-1].items == (split,)


def test_everything_equally_low_is_no_lowest_dimension() -> None:
    proposals = agenda(PROFILE, team(*[good(2)] * 6))
    assert {proposal.reason for proposal in proposals} == {"seldom"}


@settings(max_examples=settings().max_examples // 5)
@given(st.lists(sheets, min_size=5, max_size=14), st.booleans())
def test_an_agenda_is_short_without_repeats(ballots: list[Given], with_minors: bool) -> None:
    snapshot = team(*ballots)
    proposals = agenda(PROFILE, snapshot, with_minors=with_minors)
    assert proposals == agenda(PROFILE, snapshot, with_minors=with_minors)
    assert len(proposals) <= MAX_TOPICS
    assert len({proposal.topic for proposal in proposals}) == len(proposals)
    items = [item for proposal in proposals for item in proposal.items]
    assert len(set(items)) == len(items)
    for proposal in proposals:
        topic = PROFILE.topics[proposal.topic]
        assert proposal.items
        assert topic.dimension == proposal.dimension
        assert with_minors or not topic.minors_only
        assert {PROFILE.items[name].aspect for name in proposal.items} <= set(topic.aspects)
        for name in proposal.items:
            found = snapshot.items[name]
            assert found.mark == {"divided": "divided", "strength": "often"}.get(proposal.reason, "seldom")
