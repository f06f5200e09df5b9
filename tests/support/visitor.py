"""A visitor who also types, reads what is shown, and comes back with the same cookie: for the fault tests."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.people import MAX_SECONDS_A_RUN, Person
from services import DRAFT_COOKIE

NOT_FOR_VISITORS: Final = (
    "Traceback",
    'File "',
    "sqlalchemy",
    "sqlite3",
    "psycopg",
    "OperationalError",
    "KeyError",
    "ValueError",
    "TypeError",
)
"""Words that only a programmer may see."""


class Visitor(Person):
    """A `Person` that does not stop at an error but remembers what it said."""

    def __init__(self, address: str, cookies: str = "") -> None:
        super().__init__(address)
        self.errors: list[str] = []
        """What went wrong so far: exceptions that Streamlit showed, or our own message."""
        self.cookies = cookies
        self._inputs: dict[str, str] = {}

    @property
    def secret(self) -> str:
        """The secret of the draft cookie."""
        return SimpleCookie(self.cookies)[DRAFT_COOKIE].value

    @property
    def shown(self) -> str:
        """The whole screen as text."""
        return "\n".join([*self.headings, *self.texts])

    @property
    def widgets(self) -> list[str]:
        """The ids of the widgets on the screen."""
        radios = (radio.id for radio in self.radios.values())
        return [*radios, *self._buttons.values(), *self._inputs.values()]

    async def send(self, message: BackMsg) -> None:
        """Send any message and read what the next run shows; ask for a run where none follows."""
        if self._socket is None:
            return
        await self._socket.send(message.SerializeToString())
        if message.WhichOneof("type") != "rerun_script" or message.rerun_script.fragment_id:
            await self._run()
            return
        async with asyncio.timeout(MAX_SECONDS_A_RUN):
            while not self._take(ForwardMsg.FromString(await self._socket.recv(decode=False))):
                pass

    def type(self, key: str, text: str) -> None:
        """Write something in a field."""
        self._chosen[key] = WidgetState(id=self._inputs[key], string_value=text)

    async def go(self, page: str, query: str = "") -> None:
        """Open a page of the app at an address."""
        self._page_hash, self._query = self._pages[page], query
        await self._run()

    def offers(self, key: str) -> bool:
        """Whether a button with this key is on the screen."""
        return key in self._buttons

    def _went_wrong(self) -> None:
        self.errors.append(self.texts[-1])

    def _cookies(self) -> str:
        self.cookies = self.cookies or super()._cookies()
        return self.cookies

    def _take(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "new_session":
            self._inputs = {}
        return super()._take(message)

    def _show(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            error = element.exception
            self.errors.append("\n".join([error.type, error.message, *error.stack_trace]))
            return
        super()._show(delta)
        if kind == "alert":
            self.texts.append(element.alert.body)
        elif kind == "text_input":
            self._inputs[element.text_input.id.split("-", 2)[2]] = element.text_input.id
        elif kind == "text_area":
            self._inputs[element.text_area.id.split("-", 2)[2]] = element.text_area.id


def is_calm(visitor: Visitor) -> bool:
    """Whether the visitor saw nothing that is for programmers only."""
    seen = "\n".join([visitor.shown, *visitor.errors])
    return not any(words in seen for words in NOT_FOR_VISITORS)
