"""Score one person's answers (Reflection) or a team's ballots (Snapshot), and choose topics. No I/O."""

from scoring.agenda import Proposal, agenda
from scoring.answers import InvalidAnswersError, points
from scoring.growth import FALSE_CHANGE_RATE, Change, Moment, Pair, compare, same_items, side_by_side
from scoring.highlights import OFTEN, Highlights, highlights
from scoring.matrix import answer_matrix, score_matrix
from scoring.reflection import DimensionScore, Reflection, reflect
from scoring.snapshot import (
    MINIMUM,
    Snapshot,
    Spread,
    TeamDimension,
    TeamItem,
    TooFewBallotsError,
    changed,
    release,
    snapshot_data,
    snapshot_from,
)
from scoring.suggestion import Suggestion, suggest

__all__ = [
    "FALSE_CHANGE_RATE",
    "MINIMUM",
    "OFTEN",
    "Change",
    "DimensionScore",
    "Highlights",
    "InvalidAnswersError",
    "Moment",
    "Pair",
    "Proposal",
    "Reflection",
    "Snapshot",
    "Spread",
    "Suggestion",
    "TeamDimension",
    "TeamItem",
    "TooFewBallotsError",
    "agenda",
    "answer_matrix",
    "changed",
    "compare",
    "highlights",
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
