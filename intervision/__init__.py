"""The guided meeting (state + event -> state), and what a case for it needs. No I/O, no Streamlit."""

from intervision.detail import Detail, Kind, together
from intervision.names import believable
from intervision.recognisable import details

__all__ = ["Detail", "Kind", "believable", "details", "together"]
