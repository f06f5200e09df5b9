"""What a case for intervision needs, apart from screens and keeping."""

from intervision.detail import Detail, Kind, together
from intervision.names import believable
from intervision.recognisable import details

__all__ = ["Detail", "Kind", "believable", "details", "together"]
