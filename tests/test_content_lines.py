"""Which line of a TOML file holds a key: what a problem with a profile points at."""

import tomllib
from typing import Any, Protocol

from hypothesis import given
from hypothesis import strategies as st

from content.lines import key_lines
from tests.test_content import SMALL


class DrawFn(Protocol):
    def __call__(self, strategy: st.SearchStrategy[Any], /) -> Any: ...


class Plain:
    """A TOML document in the plain style, written down together with the lines of its keys."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.where: dict[tuple[str | int, ...], int] = {}
        self.pairs((), "top")
        for name in draw(st.lists(st.sampled_from(["one", "two", "three"]), unique=True)):
            if draw(st.booleans()):
                self.header(f"[{name}]", (name,))
                continue
            for index in range(draw(st.integers(1, 3))):
                self.header(f"[[{name}]]", (name, index))
                for inner in range(draw(st.integers(0, 2))):
                    self.header(f"[[{name}.inner]]", (name, index, "inner", inner))
        self.text = "\n".join(self.lines)

    def noise(self) -> None:
        self.lines += self.draw(
            st.lists(st.sampled_from(["", "# id = 1", "  # [[one]]", '# """']), max_size=2)
        )

    def header(self, line: str, path: tuple[str | int, ...]) -> None:
        self.noise()
        self.lines.append(line)
        self.where.setdefault(path[:-1] if isinstance(path[-1], int) else path, len(self.lines))
        self.where[path] = len(self.lines)
        self.pairs(path, "row")

    def pairs(self, path: tuple[str | int, ...], prefix: str) -> None:
        keys = [f"{prefix}_{key}" for key in ("id", "text.nl", "text.en", 'text."a b"', "list")]
        for key in self.draw(st.lists(st.sampled_from(keys), unique=True)):
            self.noise()
            for depth in range(1, key.count(".") + 2):
                parts = key.replace('"', "").split(".")[:depth]
                self.where.setdefault((*path, *parts), len(self.lines) + 1)
            self.lines += f"{key} = {self.draw(TOML_VALUES)}".split("\n")


INSIDE = st.lists(
    st.sampled_from(
        ["x", "[[one]]", "top_id = 1", "# no comment", "it's", '\\"\\"\\"', "[", "a = ]", "\u2028", "=", ""]
    ),
    min_size=1,
    max_size=4,
)
TOML_VALUES = st.one_of(
    st.sampled_from(
        ["1", "true", "2024-02-29", '""', "''", '"[x] = # \\" y"', "'a # \"b'", '"x" # = """', "{a = [1]}"]
    ),
    INSIDE.map(lambda lines: '"""\n{}"""'.format("\n".join(lines))),
    INSIDE.map(lambda lines: '"""{} """  # = [ '.format("\n".join(lines))),
    INSIDE.map(lambda lines: '"""{}\\n"\n"""""'.format("\n".join(lines))),
    INSIDE.map(lambda lines: "'''\n{}'''".format("\n".join(lines))),
    INSIDE.map(lambda lines: "[\n  {},\n]".format(",\n  # ]\n  ".join(f"['''{line}''']" for line in lines))),
)


@given(st.data())
def test_key_lines_of_any_document(data: st.DataObject) -> None:
    plain = Plain(data.draw)
    tomllib.loads(plain.text)
    lines = key_lines(plain.text)
    assert lines == {(): 1, **plain.where}
    for path, number in plain.where.items():
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        assert str(name) in plain.lines[number - 1]


def test_key_lines_of_the_small_profile() -> None:
    lines = key_lines((SMALL / "desk.toml").read_text(encoding="utf-8"))
    assert lines["items",] == lines["items", 0] == 18
    assert lines["items", 2, "text", "nl"] == 36
    assert lines["topics", 0, "prompts", 1, "phase"] == 53
