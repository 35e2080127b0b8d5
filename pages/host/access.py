"""Which requests are refused: those under other names, from other origins, or to routes that no visitor needs."""

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

INTERNAL_ROUTES = re.compile(r"/(_stcore|component|app/static)(/|$)")
ROUTES_IN_USE = re.compile(r"/_stcore/(health|host-config|stream|upload_file/[^/]+/[^/]+|bidi-components/.+)")
"""Streamlit's internal routes that the pages use; any that an upgrade adds stay closed."""

HEALTH_ROUTES = ("/_stcore/health", address.HEALTH_PATH)
"""Routes that a host may request by IP address; the response gives nothing away."""

WRONG_NAME = (
    "This site may not be reached under this name. "
    "Whoever runs it can allow the name with STREAMLIT_SERVER_ALLOWED_HOSTS.\n"
)


class Access:
    """Refuses a request before any other layer sees it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: ASGIApp = self.app
        if scope["type"] == "http":
            response = _refusal(scope) or self.app
        elif scope["type"] == "websocket" and not _is_own_page(Headers(scope=scope)):
            response = WebSocketClose(code=1008)
        await response(scope, receive, send)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    path = address.path(scope)
    if path not in HEALTH_ROUTES and not is_host_allowed(Headers(scope=scope).get("host")):
        return PlainTextResponse(WRONG_NAME, status_code=421)
    if INTERNAL_ROUTES.match(path) and not ROUTES_IN_USE.fullmatch(path):
        return PlainTextResponse("Not found\n", status_code=404)
    return None


def _is_own_page(headers: Headers) -> bool:
    """Whether a page of the app opens the connection. A browser always sends the origin; Streamlit would also accept
    connections without one, and from every page on a visitor's own machine."""
    origin, host = headers.get("origin"), headers.get("host")
    if origin is None or not is_host_allowed(host):
        return False
    return urlsplit(origin).netloc == host or origin in st.get_option("server.corsAllowedOrigins")
