"""One person's answers -> Reflection; a team's ballots -> Snapshot; topics for both. No I/O, no Streamlit."""

from scoring.agenda import Proposal, agenda
from scoring.answers import InvalidAnswers, points
from scoring.growth import CHANCE_ALONE, Change, Moment, Pair, compare, same_items, side_by_side
from scoring.matrix import answer_matrix, score_matrix
from scoring.reflection import DimensionScore, Reflection, reflect
from scoring.snapshot import (
    MINIMUM,
    Label,
    Snapshot,
    Spread,
    TeamDimension,
    TeamItem,
    TooFewBallots,
    changed,
    release,
    snapshot_data,
    snapshot_from,
)
from scoring.suggestion import Suggestion, suggest

__all__ = [
    "CHANCE_ALONE",
    "MINIMUM",
    "Change",
    "DimensionScore",
    "InvalidAnswers",
    "Label",
    "Moment",
    "Pair",
    "Proposal",
    "Reflection",
    "Snapshot",
    "Spread",
    "Suggestion",
    "TeamDimension",
    "TeamItem",
    "TooFewBallots",
    "agenda",
    "answer_matrix",
    "changed",
    "compare",
    "points",
    "reflect",
    "release",
    "same_items",
    "score_matrix",
    "side_by_side",
    "snapshot_data",
    "snapshot_from",
    "suggest",
]
