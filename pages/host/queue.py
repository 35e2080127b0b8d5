"""The queue in front of a full app: a page that shows a visitor's place and reloads by itself."""

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
from pages.host.capacity import Capacity, QueuePlace

RELOAD_SECONDS = 5
"""Seconds until the page reloads."""
TICKET_PARAMETER = "ticket"
"""The query parameter that holds the ticket: a cookie would be lost in a frame on another site."""

PAGE_PATHS = re.compile(r"/(?!oauth2callback$)[\w-]*/?")
"""The paths of pages; all others belong to files and to signing in."""

QUEUE_PAGE = """<!doctype html>
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


class Queue:
    """Lets in as many visitors as the host allows; the others wait on a page that costs almost nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.capacity = Capacity(host_settings.current().visitors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._hold_seat(scope, receive, send)
        elif scope["type"] == "http" and _opens_page(scope):
            ticket = address.query(scope).get(TICKET_PARAMETER, [None])[0]
            place = self.capacity.request_seat(ticket, time.monotonic())
            await (_queue_page(scope, place) if place else self.app)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _hold_seat(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A visitor holds a seat as long as the connection of their page is open."""
        if not self.capacity.take_seat(time.monotonic()):
            await WebSocketClose(code=1013)(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.capacity.leave_seat(time.monotonic())


def _opens_page(scope: Scope) -> bool:
    """Whether a request opens a page of the app, rather than a file that a page loads or offers."""
    if scope["method"] != "GET" or not PAGE_PATHS.fullmatch(address.path(scope)):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def _queue_page(scope: Scope, place: QueuePlace) -> HTMLResponse:
    query = urlencode(address.query(scope) | {TICKET_PARAMETER: [place.ticket]}, doseq=True)
    content = QUEUE_PAGE.format(again=RELOAD_SECONDS, number=place.number, query=html.escape(query))
    return HTMLResponse(
        content, status_code=503, headers={"Retry-After": str(RELOAD_SECONDS), "Cache-Control": "no-store"}
    )
