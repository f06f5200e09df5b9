"""The line of each key of a TOML file, for error messages.

`tomllib` keeps no positions. This reads a text that it accepted: tables, arrays of tables and dotted keys. A
key inside an array or an inline table gets the line of that array or table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_NAME = r"""[\w-]+|"(?:\\.|[^"\\])*"|'[^']*'"""
_KEY = rf"\s*((?:{_NAME})(?:\s*\.\s*(?:{_NAME}))*)\s*"
_HEADER = re.compile(rf"\s*(\[\[?){_KEY}\]")
_PAIR = re.compile(rf"{_KEY}=")
_STRING = r"""\"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*'"""
_TOKEN = re.compile(rf"""{_STRING}|#[^\n]*|[^"'#\[\]{{}}\n]+|.""", re.DOTALL)


def key_lines(toml: str) -> Mapping[Path, int]:
    """The 1-based line of every table and key, by its path: ("items", 2, "text", "nl")."""
    lines: dict[Path, int] = {(): 1}
    last: dict[Path, int] = {}  # the index of the newest table of each array
    table: Path = ()
    for number, statement in _statements(toml):
        if header := _HEADER.match(statement):
            table = ()
            names = _names(header[2])
            for depth, name in enumerate(names, start=1):
                table = (*table, name)
                lines.setdefault(table, number)
                if header[1] == "[[" and depth == len(names):
                    last[table] = last.get(table, -1) + 1
                if table in last:
                    table = (*table, last[table])
            lines[table] = number
        elif pair := _PAIR.match(statement):
            path = table
            for name in _names(pair[1]):
                path = (*path, name)
                lines.setdefault(path, number)
    return lines


def _statements(toml: str) -> Iterator[tuple[int, str]]:
    """Every header and `key = value` without comments, with its first line."""
    number, start, depth, text = 1, 1, 0, ""
    for part in _TOKEN.findall(toml + "\n"):
        number += part.count("\n")
        depth += (part in "[{") - (part in "]}")
        if part == "\n" and depth == 0:
            yield start, text
            start, text = number, ""
        elif part[0] != "#":
            text += part


def _names(key: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, key)]
