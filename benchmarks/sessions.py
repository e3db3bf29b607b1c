"""Sessions of the dashboard without a browser, by Streamlit's websocket protocol: only the server is measured."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from the asking: until the first element came, the page was drawn, and its script had ended.

    drawn: the last element before the server was silent for QUIET seconds, or the last one of all.
    """

    first: float
    drawn: float
    ended: float
    size: int


QUIET = 0.15
"""A silence after which what came so far counts as the page; what is worked out beside it comes later."""


class Session:
    """One reader: a connection, and the page it is on."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    @classmethod
    async def begin(cls, port: int) -> Session:
        """Connect; nothing is asked for yet."""
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        return cls(await connect(address, subprotocols=[Subprotocol("streamlit")], max_size=1 << 28))

    async def open(self, page: str, **view: str) -> Took:
        """Ask for a page with a view, as a link does, and wait until its script has ended."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(view)
        message.rerun_script.page_name = page
        start = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        arrivals: list[float] = []
        size = 0
        while True:
            raw = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            size += len(raw)
            got = ForwardMsg.FromString(raw)
            kind = got.WhichOneof("type")
            now = time.perf_counter() - start
            if kind == "delta" or (kind == "ref_hash"):
                arrivals.append(now)
                if got.delta.new_element.WhichOneof("type") == "exception":
                    raise SystemExit(f"{page} {view}: {got.delta.new_element.exception.message}")
            if kind == "script_finished" and got.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        drawn = next((a for a, b in zip(arrivals, [*arrivals[1:], now], strict=True) if b - a > QUIET), now)
        return Took(arrivals[0] if arrivals else now, drawn, now, size)

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()
