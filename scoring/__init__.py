"""One person's answers -> Reflection; topics for intervision; many people at once. No I/O, no Streamlit."""

from scoring.answers import InvalidAnswers, points
from scoring.growth import CHANCE_ALONE, Change, Moment, Pair, compare, same_items, side_by_side
from scoring.matrix import answer_matrix, score_matrix
from scoring.reflection import DimensionScore, Reflection, reflect
from scoring.suggestion import Suggestion, suggest

__all__ = [
    "CHANCE_ALONE",
    "Change",
    "DimensionScore",
    "InvalidAnswers",
    "Moment",
    "Pair",
    "Reflection",
    "Suggestion",
    "answer_matrix",
    "compare",
    "points",
    "reflect",
    "same_items",
    "score_matrix",
    "side_by_side",
    "suggest",
]
