"""What a reader gets to see of a reflection: sentences, chart, PDF, JSON. No Streamlit."""

from report.charts import dimension_chart, dimension_spec, dimension_table, readable_table
from report.document import reflection_pdf
from report.export import reflection_json
from report.facts import Facts, facts
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
    "confidence_line",
    "dimension_chart",
    "dimension_line",
    "dimension_spec",
    "dimension_table",
    "facts",
    "outcome",
    "readable_table",
    "reading_notes",
    "reflection_json",
    "reflection_pdf",
    "same_answer_remark",
    "topics_line",
    "what_this_is",
]
