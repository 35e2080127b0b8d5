"""The queue in front of a full house: a page that says which place one has, and looks again by itself."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from pages.host import address, host_settings
from pages.host.capacity import Room, Turn

AGAIN = 5
"""Seconds until the page looks again."""
TICKET = "ticket"
"""Where in the address the place is kept: a cookie would be lost in a frame on another site."""

PAGES = re.compile(r"/(?!oauth2callback$)[\w-]*/?")
"""The paths of pages: all others are those of files and of signing in."""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{again}; url=?{query}">
<title>Busy · Top of Mind</title>
<style>
:root {{ color-scheme: light dark; font-family: system-ui, sans-serif; }}
body {{ display: grid; place-items: center; min-height: 90vh; margin: 0 1rem; text-align: center; line-height: 1.5; }}
</style>
</head>
<body>
<main role="status">
<h1>It is busy here right now</h1>
<p>You are <strong>number {number}</strong> in the queue.</p>
<p>Keep this page open: it looks again every {again} seconds, keeps your place, and lets you in by itself.</p>
</main>
</body>
</html>
"""


class WaitingRoom:
    """Lets in as many visitors as the host allows; the others wait on a page that costs next to nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.room = Room(host_settings.settings().visitors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._seat(scope, receive, send)
        elif scope["type"] == "http" and _wants_a_page(scope):
            turn = self.room.ask(address.query(scope).get(TICKET, [None])[0], time.monotonic())
            await (_page(scope, turn) if turn else self.app)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _seat(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A visitor sits as long as the connection of their page is open."""
        if not self.room.enter(time.monotonic()):
            await WebSocketClose(code=1013)(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.room.leave(time.monotonic())


def _wants_a_page(scope: Scope) -> bool:
    """Whether somebody opens the app; what its pages load or let one download has another path or asks otherwise."""
    if scope["method"] != "GET" or not PAGES.fullmatch(address.path(scope)):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _page(scope: Scope, turn: Turn) -> HTMLResponse:
    query = urlencode(address.query(scope) | {TICKET: [turn.ticket]}, doseq=True)
    content = PAGE.format(again=AGAIN, number=turn.number, query=html.escape(query))
    return HTMLResponse(
        content, status_code=503, headers={"Retry-After": str(AGAIN), "Cache-Control": "no-store"}
    )
