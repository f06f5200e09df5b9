"""One person's answers -> Reflection; topics for intervision; many people at once. No I/O, no Streamlit."""

from scoring.answers import InvalidAnswers, points
from scoring.matrix import answer_matrix, score_matrix
from scoring.reflection import DimensionScore, Reflection, reflect
from scoring.suggestion import Suggestion, suggest

__all__ = [
    "DimensionScore",
    "InvalidAnswers",
    "Reflection",
    "Suggestion",
    "answer_matrix",
    "points",
    "reflect",
    "score_matrix",
    "suggest",
]
