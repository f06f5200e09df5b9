"""Read TOML tables key by key and collect every problem with its file, line and solution."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from content.lines import Path as KeyPath
from content.lines import key_lines
from content.model import LANGUAGES, Text
from errors import BasishoudingError

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: where it is, what it is, and how to solve it."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.mend}"


class ProblemsError(BasishoudingError, ValueError):
    """Files that cannot be used; `problems` holds all that is wrong with them."""

    opening: ClassVar[str]

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"{self.opening} {count} problem{'s' if count > 1 else ''}:"
        super().__init__("\n  ".join([head, *map(str, self.problems)]))


class ProfileError(ProblemsError):
    """A profile that cannot be used."""

    opening = "The profile has"


class Table:
    """One table of a TOML file. A wrong value is recorded and replaced, so that reading goes on."""

    def __init__(
        self,
        data: Mapping[str, Any],
        file: str,
        lines: Mapping[KeyPath, int],
        problems: list[Problem],
        path: KeyPath = (),
    ) -> None:
        self._data = data
        self.file = file
        self._lines = lines
        self._problems = problems
        self._path = path
        self._known: set[str] = set()

    @classmethod
    def read(cls, file: Path, problems: list[Problem]) -> Table | None:
        """The top table of a file, or None if it cannot be read."""
        line, mend = 1, "Correct this line."
        try:
            text = file.read_text(encoding="utf-8-sig")
            return cls(tomllib.loads(text), file.name, key_lines(text), problems)
        except FileNotFoundError:
            what, mend = "This file is missing.", f"Put it back in {file.parent.name}/."
        except OSError as error:
            what, mend = "This file cannot be read.", f"The system says: {error.strerror}."
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            what, mend = "This file is not UTF-8.", "Save it as UTF-8."
        except (ValueError, RecursionError) as error:  # tomllib's own error is a ValueError too
            what = f"This is not valid TOML: {error}."
            if found := re.search(r"\(at line (\d+), column \d+\)$", str(error)):
                line = int(found[1])
            elif "end of document" in str(error):
                line = text.rstrip().count("\n") + 1
            else:
                mend = "Look for a number that is too long or a list that is too deep."
        problems.append(Problem(file.name, line, what, mend))
        return None

    def problem(self, what: str, mend: str, *keys: str | int) -> None:
        """Record a problem of this table, or of one of its keys."""
        path = (*self._path, *keys)
        while path and path not in self._lines:
            path = path[:-1]
        self._problems.append(Problem(self.file, self._lines.get(path, 1), what, mend))

    def _take(self, key: str, kind: type[_Kind], wanted: str) -> _Kind | None:
        """The value, or None (with one problem) if it is missing or of the wrong kind."""
        self._known.add(key)
        if key not in self._data:
            self.problem(f"'{key}' is missing.", f"Add {wanted}.")
            return None
        value = self._data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(f"'{key}' is of the wrong kind.", f"Write {wanted}.", key)
            return None
        return value

    def string(self, key: str) -> str:
        """A string that is not translated, such as an id."""
        value = self._take(key, str, f'{key} = "..."')
        if value is not None and not value.strip():
            self.problem(f"'{key}' is empty.", "Fill it in.", key)
        return value or ""

    def integer(self, key: str) -> int:
        """A whole number."""
        return self._take(key, int, f"{key} = a whole number") or 0

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """true or false; optional if there is a default."""
        self._known.add(key)
        if default is not None and key not in self._data:
            return default
        return self._take(key, bool, f"{key} = true or false") or False

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, not empty."""
        wanted = f'{key} = ["...", "..."]'
        value = self._take(key, list, wanted)
        if value is not None and not (value and all(isinstance(part, str) for part in value)):
            self.problem(f"'{key}' is not a list of texts.", f"Write {wanted}.", key)
            return ()
        return tuple(value or ())

    def text(self, key: str) -> Text:
        """A text in every language."""
        value = self._take(key, dict, " and ".join(f'{key}.{language} = "..."' for language in LANGUAGES))
        filler = dict.fromkeys(LANGUAGES, "?")  # so that its translations are not reported too
        return self._translations(filler if value is None else value, key)

    def text_or_none(self, key: str) -> Text | None:
        """A text in every language, or nothing."""
        self._known.add(key)
        return self.text(key) if key in self._data else None

    def own_text(self) -> Text:
        """The text in the table's own keys `nl` and `en`."""
        self._known.update(LANGUAGES)
        return self._translations({k: v for k, v in self._data.items() if k in LANGUAGES})

    def _translations(self, value: Mapping[str, Any], *keys: str) -> Text:
        name = ".".join(keys) + "." if keys else ""
        texts = dict.fromkeys(LANGUAGES, "")
        for language in LANGUAGES:
            text = value.get(language)
            if isinstance(text, str) and text.strip():
                texts[language] = text.strip()
            else:
                self.problem(
                    f"The translation '{name}{language}' is missing or empty.",
                    f'Write {name}{language} = "...".',
                    *keys,
                    language,
                )
        for unknown in set(value) - set(LANGUAGES):
            self.problem(f"Unknown key '{name}{unknown}'.", "Remove it or correct its name.", *keys, unknown)
        return MappingProxyType(texts)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._take(key, dict, f"a table [{self._name(key)}]")
        problems = self._problems if value is not None else []  # a missing table is one problem
        return Table(value or {}, self.file, self._lines, problems, (*self._path, key))

    def holds(self, key: str) -> bool:
        """Whether an optional table is there."""
        self._known.add(key)
        return key in self._data

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables, not empty."""
        wanted = f"one or more tables [[{self._name(key)}]]"
        value = self._take(key, list, wanted)
        if value is not None and not (value and all(isinstance(entry, dict) for entry in value)):
            self.problem(f"'{key}' is not an array of tables.", f"Write {wanted}.", key)
            return ()
        return tuple(
            Table(entry, self.file, self._lines, self._problems, (*self._path, key, index))
            for index, entry in enumerate(value or ())
        )

    def _name(self, key: str) -> str:
        return ".".join(part for part in (*self._path, key) if isinstance(part, str))

    def raw(self, key: str) -> list[dict[str, Any]]:
        """The tables of an array, unchecked, for rules about several of them."""
        value = self._data.get(key)
        return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []

    def finish(self) -> None:
        """Report every key that was not read, such as a misspelt one."""
        for key in self._data.keys() - self._known:
            known = ", ".join(sorted(self._known))
            self.problem(f"Unknown key '{key}'.", f"Remove it or correct its name; known here: {known}.", key)
