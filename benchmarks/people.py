"""People without a browser: they talk to the server as Streamlit's page does, up to the result.

Streamlit's page and server exchange protocol buffers over one WebSocket: the page sends a `BackMsg` with
every value on the screen, the server runs the script and answers with `ForwardMsg`s that end with
`script_finished`.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from http.client import HTTPConnection
from typing import Final, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from errors import BasishoudingError

MAX_SECONDS_A_RUN: Final = 60.0
MAX_SCREENS: Final = 20
"""More than any reflection has."""

TRY_AGAIN: Final = "try-again"
"""The button below the sentence that says that something went wrong."""

Pause = Callable[[int], float]
"""How many seconds somebody takes for a screen with so many questions."""


class JourneyError(BasishoudingError):
    """Somebody did not reach the end of the journey; a measurement would mean nothing."""


class AnswersLostError(JourneyError):
    """An answer that the server had taken is not in the result."""


class Person:
    """One reader: the cookie, the WebSocket, what the screen shows and what was chosen on it.

    What is chosen stays here until the next click, as it does in the page for forms and for
    `on_change="ignore"`.
    """

    def __init__(self, address: str) -> None:
        self.waits: list[tuple[float, float]] = []
        """For every click: when it was made, and the seconds until the server's last word on it."""
        self.waiting_since: float | None = None
        """When the click was made that has no answer yet."""
        self.page = ""
        """The address of the page that is shown: '' for the first one."""
        self.headings: list[str] = []
        self.texts: list[str] = []
        """Everything written as Markdown on the screen."""
        self.radios: dict[str, Radio] = {}
        self.links: set[str] = set()
        """The pages of the app that the screen links to."""
        self.kinds: set[str] = set()
        """The kinds of elements on the screen."""
        self.cookie = ""
        """As a Cookie header has them."""
        self._address = address
        self._buttons: dict[str, str] = {}
        self._chosen: dict[str, WidgetState] = {}
        self._pages: dict[str, str] = {}
        self._page_hash = ""
        self._query = ""
        self._socket: ClientConnection | None = None

    # -- what a person does -------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        """Arrive: ask for the host's settings, which brings the cookies; connect; see the first page."""
        self.cookie = cookies = await asyncio.to_thread(self._cookies)
        self._socket = await connect(
            f"{self._address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(self._address),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            additional_headers={"Cookie": cookies} if cookies else None,
            max_size=None,
            proxy=None,
        )
        try:
            await self._run()
        except BaseException:
            await self._socket.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self, page: str) -> None:
        """Follow a link to another page of the app."""
        if page not in self._pages:
            raise JourneyError(f"There is no page '{page}'; there are {sorted(self._pages)}.")
        self._page_hash, self._query = self._pages[page], ""
        await self._run()

    def choose(self, key: str, index: int) -> None:
        """Choose the option at `index` of a radio."""
        radio = self.radios[key]
        self._chosen[radio.id] = WidgetState(id=radio.id, string_value=radio.options[index])

    async def press(self, key: str) -> None:
        """Press a button, and wait until the new screen is complete."""
        if key not in self._buttons:
            raise JourneyError(f"No button '{key}' under {self.headings}, but {sorted(self._buttons)}.")
        await self._run(pressed=self._buttons[key])

    # -- the protocol -------------------------------------------------------------------------

    def _cookies(self) -> str:
        address = urlsplit(self._address)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=MAX_SECONDS_A_RUN)
        try:
            connection.request("GET", "/_stcore/host-config")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise JourneyError(f"host-config answered {answer.status}.")
            set_cookies = answer.headers.get_all("Set-Cookie") or []
            return "; ".join(cookie.split(";", 1)[0] for cookie in set_cookies)
        finally:
            connection.close()

    async def _run(self, pressed: str | None = None) -> None:
        if self._socket is None:
            raise JourneyError("Nobody is connected.")
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash = self._page_hash
        rerun.context_info.locale = "nl-NL"
        rerun.context_info.timezone = "Europe/Amsterdam"
        rerun.context_info.url = self._address
        rerun.widget_states.widgets.extend(self._chosen.values())
        if pressed is not None:
            rerun.widget_states.widgets.append(WidgetState(id=pressed, trigger_value=True))
        began = self.waiting_since = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(MAX_SECONDS_A_RUN):
            finished = False
            while not finished:
                answer = await self._socket.recv(decode=False)
                finished = self._take(ForwardMsg.FromString(answer))
        self.waits.append((began, time.perf_counter() - began))
        self.waiting_since = None
        shown = {radio.id for radio in self.radios.values()}
        self._chosen = {key: state for key, state in self._chosen.items() if key in shown}

    def _take(self, message: ForwardMsg) -> bool:
        """Take in one message; True for the last one of a run."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash or self._page_hash
            self.headings, self.texts, self.radios, self._buttons = [], [], {}, {}
            self.links, self.kinds = set(), set()
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            default = (page.page_script_hash for page in message.navigation.app_pages if page.is_default)
            shown = [name for name, script in self._pages.items() if script == self._page_hash]
            self.page = "" if self._page_hash in default else "".join(shown)
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._show(message.delta)
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN  # another page follows
        elif kind == "ref_hash":
            raise JourneyError("The server refers to a message that nobody said to have kept.")
        return False

    def _show(self, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        self.kinds.add(str(kind))
        if kind == "exception":
            error = element.exception
            raise JourneyError(f"The app shows an error: {error.type} {error.message}")
        if kind == "heading":
            self.headings.append(element.heading.body)
        elif kind == "markdown":
            self.texts.append(element.markdown.body)
        elif kind == "radio":
            self.radios[_key(element.radio.id)] = element.radio
        elif kind == "page_link":
            self.links.add(element.page_link.page)
            self.texts.append(element.page_link.label)
        elif kind == "button":
            key = _key(element.button.id)
            self._buttons[key] = element.button.id
            if key == TRY_AGAIN:
                self._went_wrong()

    def _went_wrong(self) -> None:
        """The app says that something did (server/faults.py)."""
        raise JourneyError("The app says that something went wrong.")


def _key(widget_id: str) -> str:
    """The key that the script gave: Streamlit's ids are `$$ID-<digest>-<key>`."""
    return widget_id.split("-", 2)[2]


# -- journeys ---------------------------------------------------------------------------------

Journey = Callable[[Person, random.Random, Pause], Awaitable[int]]
"""What somebody does from the first page to a result; how many statements were answered."""


async def reflection(person: Person, chance: random.Random, pause: Pause) -> int:
    """From the welcome page to the result of our app: every statement of the attitude part answered.

    Practice is skipped. A screen that does not accept its answers stays where it is, so whoever arrives
    has had every answer taken. Returns how many statements were answered.

    Raises:
        AnswersLostError: the result does not show every answer as it was given.
    """
    if person.page != "":
        raise JourneyError(f"The first page is '{person.page}'.")
    await asyncio.sleep(pause(1))
    await person.open("reflectie")
    given: list[str] = []  # each statement with its answer, as the result shows them
    for _ in range(MAX_SCREENS):
        if person.page == "resultaat":
            shown = "\n".join(person.texts)
            if lost := [answer for answer in given if answer not in shown]:
                raise AnswersLostError(
                    f"{len(lost)} of {len(given)} answers are not in the result: {lost[0]}"
                )
            return len(given)
        here, questions = person.headings, list(person.radios)
        for key in questions:
            radio = person.radios[key]
            if key.startswith("answer-"):
                place = chance.randrange(5)  # neither 'not applicable' nor 'no answer'
                statement = radio.label.partition(". ")[2]  # without its number
                given.append(f"{statement} – **{radio.options[place]}**")
            else:
                place = chance.randrange(len(radio.options))
            person.choose(key, place)
        await asyncio.sleep(pause(max(1, len(questions))))
        if "resultaat" in person.links:  # past the practice part
            await person.open("resultaat")
        else:
            await person.press("next")
        if person.headings == here or not person.headings:
            raise JourneyError(f"No way on from {here}.")
    raise JourneyError(f"No result after {MAX_SCREENS} screens; the last one was {person.headings}.")


async def plain(person: Person, chance: random.Random, pause: Pause) -> int:
    """The same through plain_app.py: begin, the four forms, the chart. Returns how many were answered."""
    await asyncio.sleep(pause(1))
    await person.press("begin")
    answered = 0
    for _ in range(MAX_SCREENS):
        if "vega_lite_chart" in person.kinds:
            return answered
        here, questions = person.headings, list(person.radios)
        for key in questions:
            person.choose(key, chance.randrange(5))
        await asyncio.sleep(pause(max(1, len(questions))))
        await person.press("next")
        if person.headings == here:
            raise JourneyError(f"No way on from {here}.")
        answered += len(questions)
    raise JourneyError(f"No result after {MAX_SCREENS} screens; the last one was {person.headings}.")
