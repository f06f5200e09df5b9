"""What a case for intervision needs, apart from screens and keeping."""

from intervision.recognisable import Detail, Kind, believable, details, together

__all__ = ["Detail", "Kind", "believable", "details", "together"]
