"""Makes malformed inputs: seeded, so that every run tries the same ones."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from storage import Vault
from storage.codes import LOOK_ALIKES, SYMBOLS, typed_code

WORDS_OF_A_READER: Final = "zeerherkenbarewoorden"
"""In values that are sent; it must not get into the log."""

TRIED: Final = {
    "participation codes": 40_000,
    "return codes": 26_000,
    "return codes, with the whole work": 100,
    "vault files, other bytes": 8_000,
    "vault files, other values": 3_000,
    "vault files as large as may be": 22,
    "profile files": 3_000,
    "bodies of POST /draft": 8_000,
    "HTTP requests": 5_000,
    "draft cookies over HTTP": 4_500,
    "draft cookies over a WebSocket": 500,
    "WebSocket messages that cannot be read": 1_400,
    "WebSocket messages that can be read": 700,
}
"""How many of each kind tests/exhaustive tries; the tests count them."""

share = 0.02
"""How much of that is tried; the gate tries a few."""


def tried(kind: str) -> int:
    """How many of a kind are tried now."""
    return TRIED[kind] if TRIED[kind] < 50 else max(5, int(TRIED[kind] * share))


STRANGE: Final = (
    *("", " ", "\0", "\n", "\u202e", "\ufeff", "é", "İ", "ß", "ﷺ", "🏳️‍🌈", "٣", "Ⅷ", "𝟘", "a\u0300" * 40),
    *("' OR 1=1 --", '"', "\\", "../../etc/passwd", "%00", "%s%n", "{0}", "${x}", "<script>"),
    *("=cmd|' /C'!A0", "NaN", "null", "-1", "1e999", "0x10", "9" * 400, "-", "x" * 5000),
)
"""Texts that upset programs elsewhere."""

VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 6, 2**31, 2**63, -(2**64), 10**400, 0.5, 1e308, float("nan"), float("inf")),
    *([], {}, [[]], {"": None}, [None] * 50, {"nl": "x"}, {"nl": 1, "en": 2}, [{"id": []}], *STRANGE),
)
"""JSON values of every kind, most of them wrong wherever they are put."""


def strange_text(chance: random.Random) -> str:
    """A short text of strange pieces and of random characters of all planes."""
    pieces = [chance.choice(STRANGE) for _ in range(chance.randrange(3))]
    pieces += [chr(chance.randrange(0x20, 0xD800)) for _ in range(chance.randrange(6))]
    pieces += [chr(chance.randrange(0xE000, 0x110000)) for _ in range(chance.randrange(3))]
    chance.shuffle(pieces)
    return "".join(pieces)


def strange_code(chance: random.Random, real: str) -> str:
    """A wrong code: strange text, a real code changed or cut short, or a random one."""
    code = _strange_code(chance, real)
    return strange_code(chance, real) if typed_code(code) == typed_code(real) else code


def _strange_code(chance: random.Random, real: str) -> str:
    how = chance.randrange(4)
    if how == 0:
        return strange_text(chance)
    letters = list(real)
    if how == 1:
        place = chance.choice([place for place, letter in enumerate(letters) if letter != "-"])
        letters[place] = chance.choice([symbol for symbol in SYMBOLS if symbol != letters[place]])
        return "".join(letters)
    if how == 2:
        del letters[chance.randrange(len(letters)) :]
        return "".join([*letters, chance.choice(("", strange_text(chance)[:3]))])
    marks = [*SYMBOLS, *SYMBOLS.lower(), *map(chr, LOOK_ALIKES), *" -–_./"]
    return "".join(chance.choice(marks) for _ in range(chance.randrange(1, 70)))


def changed_bytes(plain: bytes, chance: random.Random) -> bytes:
    """`plain` with bytes flipped, cut, doubled, put in or put elsewhere, one to three times."""
    held = bytearray(plain)
    for _time in range(chance.randrange(1, 4)):
        at = chance.randrange(len(held) or 1)
        end = at + chance.randrange(1, 60)
        how = chance.randrange(6)
        if how == 0 and held:
            held[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del held[at:end]
        elif how == 2:
            held[at:at] = held[at:end] * chance.randrange(1, 4)
        elif how == 3:
            held[at:at] = chance.randbytes(chance.randrange(1, 9))
        elif how == 4:
            held[at:at] = strange_text(chance).encode()
        else:
            del held[at:]
    return bytes(held)


TOML_VALUES: Final = (
    *('""', "''", '"x"', "0", "-1", "6", "1e400", "nan", "-inf", "true", "false", "[]", "[[]]", "{}"),
    *("1979-05-27T07:32:00Z", "07:32:00", "2026-02-30", "0xDEAD", "9" * 5000, "[" * 900 + "]" * 900),
    *('{nl = "x", en = "y", de = "z"}', '"""\nx\n"""', "[{}]", "[1979-05-27]", '"\\uD800"', '"\\u0000"'),
    *("{a.b.c = 1}", "{nl = 1}", '["x", 1]'),
)
HEADERS: Final = ("items", "aspects", "topics", "[phases]", "[kinds]", "[scale]", "a.b", '""')


def changed_toml(plain: str, chance: random.Random) -> str:
    """A TOML file with other values, keys and lines, mostly still TOML."""
    lines = plain.splitlines()
    for _time in range(chance.randrange(1, 4)):
        at = chance.randrange(len(lines))
        how = chance.randrange(7)
        if how < 3 and "=" in lines[at]:
            lines[at] = f"{lines[at].split('=')[0]}= {chance.choice(TOML_VALUES)}"
        elif how == 3:
            del lines[at]
        elif how == 4:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif how == 5:
            lines[at] = lines[at].replace(chance.choice(("id", "nl", "text", "[[", "]", '"')), "x", 1)
        else:
            name = chance.choice(HEADERS)
            lines.insert(
                at, f"[{name}]" if chance.random() < 0.7 else f"{name} = {chance.choice(TOML_VALUES)}"
            )
    return "\n".join(lines or [""])


def changed_value(plain: Any, chance: random.Random) -> Any:
    """A copy of JSON data with something else at one to three places, or without what was there."""
    data = deepcopy(plain)
    for _time in range(chance.randrange(1, 4)):
        places = list(_places(data))
        if not places:
            return chance.choice(VALUES)
        where, key = chance.choice(places)
        how = chance.randrange(5)
        if how == 0:
            del where[key]
        elif how == 1 and isinstance(where, list):
            where.insert(key, deepcopy(where[key]))
        elif how == 2 and isinstance(where, dict):
            where[strange_text(chance)] = where.pop(key)
        elif how == 3:
            where[key] = deepcopy(chance.choice(places)[0])
        else:
            where[key] = deepcopy(chance.choice(VALUES))
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in `data` with each of its keys or indices, a level after the other."""
    level = [data]
    while level:
        within = []
        for one in level:
            keys = list(one) if isinstance(one, dict) else list(range(len(one)))
            for key in keys:
                yield one, key
                if isinstance(one[key], dict | list):
                    within.append(one[key])
        level = within


def bombs(contents: Vault, max_bytes: int) -> Iterator[bytes]:
    """Files of up to `max_bytes` that cost as much as they can: deep, long, and full of faults."""
    file = json.dumps(contents)
    yield from (b"[" * max_bytes, b'{"a":' * (max_bytes // 5), b"1" * max_bytes, b"-" + b"9" * max_bytes)
    yield from (b'"' + b"\\u0000" * (max_bytes // 6 - 1) + b'"', b" " * max_bytes, b"\xef\xbb\xbf" * 1000)
    yield from (b"[" + b"0," * (max_bytes // 2 - 2) + b"0]", b"[" + b"{}," * (max_bytes // 3 - 2) + b"{}]")
    for entry in ("0", "{}", "[]", '""', '{"id":0}', "[[[[[[[[]]]]]]]]"):
        entries = ",".join([entry] * ((max_bytes - len(file)) // (len(entry) + 1)))
        yield json.dumps({**contents, "plans": "HERE"}).replace('"HERE"', f"[{entries}]").encode()
    for key in ("reflections", "plans", "cases", "learning_points"):
        deep = 900
        yield json.dumps({**contents, key: "HERE"}).replace('"HERE"', "[" * deep + "]" * deep).encode()
    for name in ("profiles", "reflections"):
        many = ",".join(f'"{number}":{{}}' for number in range(max_bytes // 15))
        yield json.dumps({**contents, name: "HERE"}).replace('"HERE"', f"{{{many}}}").encode()
    many = ",".join(f'"{number}":1' for number in range(max_bytes // 15))
    yield (file[:-1] + "," + many + "}").encode()


METHODS: Final = (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"G\xc3\xabT")
FOLDERS: Final = (
    *(b"/", b"//", b"/static/", b"/static/js/", b"/media/", b"/component/", b"/_stcore/", b"/health"),
    *(b"/draft", b"/_stcore/upload_file/", b"/_stcore/stream", b"/?lang=", b"/kluis?moment=", b"/reflectie"),
)
NAMES: Final = (
    *(b"%00", b"..%2f..%2fapp.py", b"../../app.py", b"%ff%fe", b"%", b"%zz", b"a" * 5000, b"a/" * 2000),
    *(b"%2e%2e/" * 40, b"\xc3\xa9", b"%0d%0aSet-Cookie:x=1", b"?" + b"a=1&" * 2000, b"%F0%9F%8F%B3", b"~"),
)
HEADER_LINES: Final = (
    *(b"Content-Length: -1", b"Content-Length: 99999999999", b"Transfer-Encoding: chunked", b"X", b": x"),
    *(b"Cookie: " + b"a=b; " * 500, b"Range: bytes=9-1,,-", b"Accept-Encoding: \xff", b"Expect: 100"),
    *(b"If-None-Match: \xff*", b"Upgrade: websocket", b"X-Forwarded-For: ';--", b"Host: \x00"),
)


def strange_request(chance: random.Random, cookie: bytes) -> bytes:
    """A request that no browser sends."""
    how = chance.randrange(8)
    if how == 0:
        return chance.randbytes(chance.randrange(1, 200)) + b"\r\n\r\n"
    path = chance.choice(FOLDERS) + chance.choice(NAMES)
    headers = [b"Host: x", b"Connection: close", b"Cookie: " + cookie]
    headers += [chance.choice(HEADER_LINES) for _ in range(chance.randrange(3))]
    first = b" ".join((chance.choice(METHODS), path, b"HTTP/1.1"))
    head = b"\r\n".join([first, *headers]) + b"\r\n\r\n"
    return changed_bytes(head, chance) if how == 1 else head + chance.randbytes(chance.choice((0, 0, 20)))


def strange_cookie(chance: random.Random, real: str) -> str:
    """A cookie header with a malformed secret, or one that belongs to nobody."""
    secret = "".join(chance.choice(real) for _ in range(chance.choice((0, 1, 43, 64, 65, 65, 65, 66, 500))))
    name = chance.choice(
        ("basishouding_draft",) * 6 + ("Basishouding_draft", "basishouding_draft ", "", "$Path")
    )
    around = chance.choice(
        ("{}={}", "{}={}", '{}="{}"', "{}==={}", "{}={};", "; ; {}={}", "{}{}", "x; {}={}; y")
    )
    text = around.format(name, secret)
    if chance.randrange(4) == 0:
        text += "; basishouding_draft=" + strange_text(chance)
    return "".join(letter for letter in text if 0x20 <= ord(letter) < 0x7F or 0xA0 <= ord(letter) < 0x100)


def strange_frame(chance: random.Random, known: list[str]) -> bytes | str:
    """A frame that no page sends over the WebSocket; most cannot be read."""
    how = chance.randrange(6)
    plain: bytes = strange_message(chance, known).SerializeToString()
    if how == 0:
        return strange_text(chance)  # text instead of bytes
    if how == 1:
        return chance.randbytes(chance.randrange(0, 300))
    if how == 2:
        return plain[: chance.randrange(len(plain) + 1)]
    if how == 3:
        return plain.replace(WORDS_OF_A_READER.encode(), b"\xff\xfe\xed\xa0\x80")
    if how == 4:
        return plain + b"\x0a\xff\xff\xff\xff\x7f"
    return changed_bytes(plain or b"\x0a", chance)


QUERIES: Final = (
    *("stap=%ff", "lang=\0", "lang=en&lang=nl", "moment=", "gewist", "a&b=&=c&&", "stap[]=1", "x" * 3000),
)
FORGED: Final = ("$$ID-0-answer-x", "$$ID-0-None", "$$ID", "answer-reliability-1", "language", "draft", "")
"""Ids that belong to no widget."""


def strange_message(chance: random.Random, known: list[str]) -> BackMsg:
    """A readable message that no page sends: other widgets, other kinds, other addresses.

    `known` are ids of widgets on the screen.
    """
    message = BackMsg()
    if chance.randrange(8) == 0:
        kind = chance.choice(("clear_cache", "load_git_info", "set_run_on_save", "app_heartbeat"))
        setattr(message, kind, chance.random() < 0.5)
        return message
    if chance.randrange(12) == 0:
        message.file_urls_request.request_id = strange_text(chance)
        message.file_urls_request.file_names.extend(strange_text(chance) for _ in range(chance.randrange(3)))
        message.file_urls_request.session_id = strange_text(chance)
        return message
    rerun = message.rerun_script
    if chance.randrange(3) == 0:
        rerun.query_string = chance.choice(QUERIES)
    if chance.randrange(3) == 0:
        rerun.page_script_hash = strange_text(chance)
    if chance.randrange(6) == 0:
        rerun.page_name = strange_text(chance)
    if chance.randrange(8) == 0:
        rerun.fragment_id = strange_text(chance)
    if chance.randrange(4) == 0:
        rerun.context_info.locale = rerun.context_info.timezone = strange_text(chance)
        rerun.context_info.url = strange_text(chance)
    rerun.widget_states.widgets.extend(_strange_state(chance, known) for _ in range(chance.randrange(4)))
    return message


def _strange_state(chance: random.Random, known: list[str]) -> WidgetState:
    ids = [*known * 3, *FORGED, strange_text(chance)]
    state = WidgetState(id=chance.choice(ids))
    how = chance.randrange(12)
    if how == 0:
        state.trigger_value = True
    elif how == 1:
        state.bool_value = True
    elif how == 2:
        state.double_value = chance.choice((float("nan"), float("inf"), -1e308, 0.5))
    elif how == 3:
        state.int_value = chance.choice((0, -1, 7, 2**62))
    elif how == 4:
        state.double_array_value.data.extend([0.0, float("nan")])
    elif how == 5:
        state.int_array_value.data.extend([0, -1, 2**40])
    elif how == 6:
        state.string_array_value.data.extend([WORDS_OF_A_READER, strange_text(chance)])
    elif how == 7:
        state.json_value = chance.choice(("{", "NaN", f'"{WORDS_OF_A_READER}"', "[" * 3000, '{"a":1}'))
    elif how == 8:
        state.bytes_value = chance.randbytes(20)
    elif how == 9:
        state.file_uploader_state_value.SetInParent()
    else:
        state.string_value = WORDS_OF_A_READER + chance.choice((strange_text(chance), "x" * 20_000))
    return state


def assert_all_tried(kind: str, found: Counter[str]) -> None:
    """Print what came of the inputs; fail unless every one was tried."""
    print(f"{kind}: {dict(found)}")
    assert found.total() == tried(kind)
