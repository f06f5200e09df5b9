"""What a reader gets to see of a reflection: sentences, chart, PDF, JSON. No Streamlit."""

from report.calendar import look_back_ics
from report.card import code_card_pdf
from report.charts import dimension_chart, dimension_spec, dimension_table, readable_table
from report.document import reflection_pdf
from report.export import scored
from report.facts import Facts, facts
from report.growth import (
    chance_note,
    change_line,
    changes_line,
    growth_notes,
    growth_spec,
    growth_table,
    moment_labels,
    readable_growth_table,
)
from report.sentences import (
    answer_words,
    certainty,
    confidence_line,
    dimension_line,
    outcome,
    reading_notes,
    same_answer_remark,
    topics_line,
    what_this_is,
)

__all__ = [
    "Facts",
    "answer_words",
    "certainty",
    "chance_note",
    "change_line",
    "changes_line",
    "code_card_pdf",
    "confidence_line",
    "dimension_chart",
    "dimension_line",
    "dimension_spec",
    "dimension_table",
    "facts",
    "growth_notes",
    "growth_spec",
    "growth_table",
    "look_back_ics",
    "moment_labels",
    "outcome",
    "readable_growth_table",
    "readable_table",
    "reading_notes",
    "reflection_pdf",
    "same_answer_remark",
    "scored",
    "topics_line",
    "what_this_is",
]
