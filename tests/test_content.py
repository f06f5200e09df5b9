"""The profile loader: frozen objects or one error with every problem, and edits that show at once.

tests/profiles/small/ is a valid profile; tests/profiles/invalid.toml holds, per rule, the edits to it that
break that rule and the problems to expect.
"""

import ast
import dataclasses
import logging
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import content.load
from content import Item, ProfileError, latest_valid_profile, load_profile
from content.reader import Problem

PROFILES = Path(__file__).parent / "profiles"
SMALL = PROFILES / "small"
RULES = tomllib.loads((PROFILES / "invalid.toml").read_text(encoding="utf-8"))


def lay(folder: Path, *rules: str) -> Path:
    """The small profile with the edits of these rules."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for rule in map(RULES.__getitem__, rules):
        file = folder / rule.get("file", "desk.toml")
        text = "" if rule.get("empty") else file.read_text(encoding="utf-8")
        for old, new in rule.get("edits", ()):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding=rule.get("encoding", "utf-8"))
        if "folder" in rule:
            (folder / rule["folder"]).mkdir()
    return folder


def expected(rule: str) -> list[tuple[str, int, str]]:
    """(file, line, start of the problem), in order."""
    found = []
    for line in RULES[rule]["expect"]:
        parts = re.fullmatch(r"(?:(\w+\.toml):)?(\d+): (.+)", line)
        assert parts
        found.append((parts[1] or RULES[rule].get("file", "desk.toml"), int(parts[2]), parts[3]))
    return sorted(found)


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProfileError) as caught:
        load_profile(folder)
    return caught.value.problems


def edit(file: Path, old: str, new: str) -> None:
    """Change a file as an editor does; its time moves on by hand, as a file system's clock may be coarse."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    later = file.stat().st_mtime_ns + 1_000_000_000
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(later, later))


# --- one fixture a rule


@pytest.mark.parametrize("rule", RULES)
def test_invalid_profiles_give_the_expected_problems(rule: str, tmp_path: Path) -> None:
    wanted = expected(rule)
    found = problems(lay(tmp_path / "profile", rule))
    assert wanted, "this fixture expects nothing"
    assert [(problem.file, problem.line) for problem in found] == [(file, line) for file, line, _ in wanted]
    for problem, (_, _, what) in zip(found, wanted, strict=True):
        assert problem.what.startswith(what)
        assert len(problem.mend) > 5


def test_every_rule_of_the_loader_has_a_fixture(tmp_path: Path) -> None:
    found = {problem.what for rule in RULES for problem in problems(lay(tmp_path / rule, rule))}
    rules = [
        pattern
        for file in Path(content.load.__file__).parent.glob("*.py")
        for pattern in messages(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert len(rules) > 25, "the search for rules finds too few"
    assert [rule for rule in rules if not any(re.fullmatch(rule, what) for what in found)] == []


def messages(tree: ast.Module) -> Iterator[str]:
    """A pattern for the first argument of every `problem(...)` and for whatever is assigned to `what`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "problem"
        ):
            message = node.args[0]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).strip("()").startswith("what"):
            message = node.value.elts[0] if isinstance(node.value, ast.Tuple) else node.value
        else:
            continue
        parts = message.values if isinstance(message, ast.JoinedStr) else [message]
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in parts
        )


def test_one_error_lists_all_problems_in_order(tmp_path: Path) -> None:
    rules = ("opposite-negation", "scale", "phase-missing", "file-unreadable")
    folder = lay(tmp_path / "profile", *rules)
    edit(folder / "attention.toml", 'text.en = "You let the visitor finish."\n', "")
    edit(folder / "openness.toml", 'id = "openness-4"', 'id = "openness-3"')
    with pytest.raises(ProfileError) as caught:
        load_profile(folder)
    wanted = sorted(
        [
            *(part for rule in rules for part in expected(rule)),
            ("attention.toml", 28, "The translation 'text.en' is missing or empty."),
            ("openness.toml", 40, "The id 'openness-3' is used twice."),
        ]
    )
    found = caught.value.problems
    assert list(found) == sorted(found)
    assert [(problem.file, problem.line) for problem in found] == [(file, line) for file, line, _ in wanted]
    assert str(caught.value).startswith("The profile has 7 problems:\n")
    assert str(caught.value).splitlines()[1:] == [f"  {problem}" for problem in found]
    assert str(found[0]).startswith("attention.toml:28: The translation 'text.en' is missing")


def test_a_folder_without_a_profile(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        missing = {"profile.toml", "intervision.toml", "mirror.toml"}
        assert {problem.file for problem in problems(folder)} == missing


def test_the_prepare_phase_is_required(tmp_path: Path) -> None:
    folder = lay(tmp_path / "profile")
    edit(folder / "intervision.toml", 'id = "prepare"', 'id = "before"')
    assert [problem.what for problem in problems(folder)] == ["The phase 'prepare' is missing."]


def test_a_register_is_read_whole_or_left_out(tmp_path: Path) -> None:
    folder = lay(tmp_path / "profile")
    assert load_profile(folder).intervision.register is None
    edit(
        folder / "intervision.toml",
        '[[phases]]\nid = "prepare"',
        '[register]\nshortest = 60\n\n[[phases]]\nid = "prepare"',
    )
    assert [problem.what for problem in problems(folder)] == ["'asks' is missing.", "'too_short' is missing."]


# --- what is not a mistake, and what must not break the loader


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_are_accepted(newline: str, start: str, tmp_path: Path) -> None:
    desk = lay(tmp_path / "profile") / "desk.toml"
    text = start + desk.read_text(encoding="utf-8").replace('"desk"', '"desk"  # \u2028 \x85', 1)
    desk.write_bytes(text.replace("\n", newline).encode())
    assert load_profile(desk.parent).dimensions["desk"].name["en"] == "The desk"
    desk.write_bytes(text.replace("\n", newline).encode() + f"{newline}x = 1{newline}".encode())
    assert [problem.line for problem in problems(desk.parent)] == [text.count("\n") + 2]


def test_hidden_files_of_editors_are_ignored(tmp_path: Path) -> None:
    folder = lay(tmp_path / "profile")
    (folder / ".#desk.toml").symlink_to("someone@somewhere.1")  # Emacs, while desk.toml is being changed
    (folder / "._desk.toml").write_bytes(b"\xff")
    assert len(load_profile(folder).dimensions) == 3


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 9000 + "]" * 9000, "2024-02-30", "{a = [{}]}"])
def test_values_that_python_refuses_are_problems(value: str, tmp_path: Path) -> None:
    desk = lay(tmp_path / "profile") / "desk.toml"
    edit(desk, 'part = "practice"', f"part = {value}")
    assert [problem.file for problem in problems(desk.parent)] == ["desk.toml"]


NAMES = ["id", "text", "text.nl", "aspect", "aspects", "items"]
NAMES += ["opposite", "phase", "scale.value", "nl", '"a.b"']
VALUES = ["1", "-0.5", "nan", "true", '""', '"x"', "[]", "[1]", '[["x"]]']
VALUES += ["{}", "{nl = 1}", "[{}]", "1979-05-27"]
HEADERS = ["items", "aspects", "topics", "topics.prompts", "scale", "confidence", "phases.questions", "new"]
SLIPS = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(NAMES), st.sampled_from(VALUES)),
    st.builds("[{}]".format, st.sampled_from(HEADERS)),
    st.builds("[[{}]]".format, st.sampled_from(HEADERS)),
    st.sampled_from(["", '"""', "'''", "]", "\x00", "[[[", "id"]),
)


@given(
    st.sampled_from(sorted(file.name for file in SMALL.iterdir())),
    st.lists(st.tuples(st.floats(0, 0.99), SLIPS, st.booleans()), min_size=1, max_size=4),
)
def test_any_edit_gives_a_profile_or_error(name: str, slips: list[tuple[float, str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        file = lay(Path(place) / "profile") / name
        lines = file.read_text(encoding="utf-8").splitlines()
        for where, slip, replace in slips:
            at = int(where * len(lines))
            lines[at : at + replace] = [slip]
        file.write_text("\n".join(lines), encoding="utf-8")
        found: tuple[Problem, ...] = ()
        try:
            load_profile(file.parent)
        except ProfileError as error:
            found = error.problems
        for problem in found:
            length = (file.parent / problem.file).read_text(encoding="utf-8").count("\n") + 1
            assert 1 <= problem.line <= length


# --- frozen objects


def parts(value: object) -> Iterator[Any]:
    """The value and everything within it."""
    yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from parts(part)


def test_nothing_in_a_profile_can_be_changed() -> None:
    seen = set()
    for part in parts(load_profile(SMALL)):
        seen.add(type(part).__name__)
        if dataclasses.is_dataclass(part):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(part, dataclasses.fields(part)[0].name, "other")
        elif isinstance(part, Mapping):
            with pytest.raises(TypeError):
                part["other"] = "other"  # type: ignore[index]
        else:
            assert part is None or isinstance(part, str | int | bool | tuple)
    assert {"Profile", "Dimension", "Aspect", "Item", "Topic", "Phase", "Choice", "Confidence"} <= seen
    assert {"Mirror", "MirrorKind"} <= seen


def test_the_small_profile_as_objects() -> None:
    profile = load_profile(SMALL)
    assert profile.version == "1.0"
    sizes = {key: len(part.items) for key, part in profile.dimensions.items()}
    assert sizes == {"attention": 4, "openness": 4, "desk": 3}
    first = [*(f"attention-{number}" for number in (1, 2, 3, 4)), "openness-1"]
    assert list(profile.items)[:5] == first
    assert profile.items["desk-2"].opposite
    assert profile.items["desk-2"] is profile.dimensions["desk"].items["desk-2"]
    assert list(profile.aspects) == ["attention.hear", "attention.time", "openness.taste", "desk.room"]
    assert profile.topics["attention-busy"].aspects == ("attention.hear", "attention.time")
    assert not profile.topics["attention-busy"].minors_only
    assert profile.topics["desk-between"].prompts["core"][0]["en"] == "What matters to you here?"
    assert profile.dimensions["attention"].explanation["en"].startswith("Someone who asks")
    assert [phase.id for phase in profile.intervision.phases.values() if phase.not_yet] == ["explore", "core"]
    assert [dimension.id for dimension in profile.part("practice")] == ["desk"]


def test_the_attitude_comes_first(tmp_path: Path) -> None:
    folder = lay(tmp_path / "profile")
    edit(folder / "profile.toml", '["attention", "openness", "desk"]', '["desk", "openness", "attention"]')
    profile = load_profile(folder)
    assert list(profile.dimensions) == ["openness", "attention", "desk"]
    assert list(dict.fromkeys(item.dimension for item in profile.items.values())) == list(profile.dimensions)


def test_who_works_with_minors_reads_the_second_wording() -> None:
    one, two = {"nl": "een", "en": "one"}, {"nl": "twee", "en": "two"}
    item = Item("a-1", "a", "a.b", opposite=False, text=one, minors=two)
    assert [item.wording(who) for who in ("adults", "minors", "both")] == [one, two, two]
    item = dataclasses.replace(item, minors=None)
    assert [item.wording(who) for who in ("adults", "minors", "both")] == [one, one, one]


# --- an edit shows without a restart


def test_only_a_changed_profile_is_read_again(tmp_path: Path) -> None:
    folder = lay(tmp_path / "profile")
    first = load_profile(folder)
    assert load_profile(folder) is first
    assert load_profile(str(folder)) is first
    edit(folder / "desk.toml", "Wat geeft de balie jou?", "Wat geeft de balie mij?")  # as long as before
    second = load_profile(folder)
    assert second.topics["desk-between"].prompts["explore"][0]["nl"] == "Wat geeft de balie mij?"
    assert load_profile(folder) is second
    assert first.topics["desk-between"].prompts["explore"][0]["nl"] == "Wat geeft de balie jou?"
    (folder / "shelves.toml").touch()
    assert {problem.file for problem in problems(folder)} == {"shelves.toml"}
    (folder / "shelves.toml").unlink()
    assert load_profile(folder) is second


def test_a_broken_edit_keeps_the_last_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = lay(tmp_path / "profile")
    monkeypatch.setattr(content.load, "PROFILE_FOLDER", folder)
    monkeypatch.setattr(content.load, "_reported", None)
    monkeypatch.setattr(content.load, "CHECK_INTERVAL", 0)
    caplog.set_level(logging.ERROR, "basishouding.content")
    first = latest_valid_profile()
    assert latest_valid_profile() is first

    edit(folder / "desk.toml", 'name.en = "The desk"', 'name.en = ""')
    assert [latest_valid_profile() for _ in range(3)] == [first] * 3
    assert len(caplog.messages) == 1
    assert "desk.toml:5: The translation 'name.en' is missing or empty." in caplog.text
    with pytest.raises(ProfileError):
        load_profile()

    edit(folder / "desk.toml", 'name.en = ""', 'name.en = "')
    assert latest_valid_profile() is first
    assert len(caplog.messages) == 2

    edit(folder / "desk.toml", 'name.en = "\n', 'name.en = "The counter"\n')
    assert latest_valid_profile().dimensions["desk"].name["en"] == "The counter"
    assert latest_valid_profile() is load_profile()
    assert len(caplog.messages) == 2


def test_without_a_valid_profile_nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content.load, "PROFILE_FOLDER", lay(tmp_path / "profile", "scale"))
    with pytest.raises(ProfileError, match="The scale is not 1, 2, 3, 4, 5"):
        latest_valid_profile()
