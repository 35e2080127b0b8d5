"""Who is refused at the door: names and origins that are not the app's, and whoever asks for what no visitor needs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.host import address

INTERNAL = re.compile(r"/(_stcore|component|app/static)(/|$)")
NEEDED = re.compile(r"/_stcore/(health|host-config|stream|upload_file/[^/]+/[^/]+|bidi-components/.+)")
"""Of Streamlit's internal routes those that its pages use; whatever an upgrade adds stays closed."""

ASKED_BY_NUMBER = ("/_stcore/health", address.HEALTH)
"""What a host asks after by whatever address it has; the answer says nothing."""

NOT_THIS_NAME = (
    "This site may not be reached under this name. "
    "Whoever runs it can allow the name with STREAMLIT_SERVER_ALLOWED_HOSTS.\n"
)


class Door:
    """Refuses before anything else has seen the request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self.app
        if scope["type"] == "http":
            answer = _refusal(scope) or self.app
        elif scope["type"] == "websocket" and not _is_own_page(Headers(scope=scope)):
            answer = WebSocketClose(code=1008)
        await answer(scope, receive, send)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    path = address.path(scope)
    if path not in ASKED_BY_NUMBER and not is_host_allowed(Headers(scope=scope).get("host")):
        return PlainTextResponse(NOT_THIS_NAME, status_code=421)
    if INTERNAL.match(path) and not NEEDED.fullmatch(path):
        return PlainTextResponse("Not found\n", status_code=404)
    return None


def _is_own_page(headers: Headers) -> bool:
    """Whether a page of the app opens the connection. A browser always says which page it is; Streamlit would also
    take those who say nothing, and every page on a visitor's own machine."""
    origin, host = headers.get("origin"), headers.get("host")
    if origin is None or not is_host_allowed(host):
        return False
    return urlsplit(origin).netloc == host or origin in st.get_option("server.corsAllowedOrigins")
