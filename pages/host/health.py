"""Whether the app works, for a host's monitoring: pages are served, and the store of shares can be reached."""

from __future__ import annotations

import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from data.store.object_store import StoreError, open_store, size
from pages.host import address, host_settings

FRESH_SECONDS = 10
"""Seconds for which a check of the store is reused, so that requests here can't overload it."""


class Health:
    """Responds at /health: 200 "ok", or 503 with a sentence that names no place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._checked_at = -float(FRESH_SECONDS)
        self._trouble: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or address.path(scope) != address.HEALTH_PATH:
            await self.app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("Method not allowed", 405)(scope, receive, send)
            return
        trouble = await self._current_trouble()
        response = PlainTextResponse(trouble or "ok", 503 if trouble else 200, {"Cache-Control": "no-store"})
        await response(scope, receive, send)

    async def _current_trouble(self) -> str | None:
        serving, _ = await runtime.get_instance().is_ready_for_browser_connection
        if not serving:
            return "The pages are not served yet."
        if time.monotonic() - self._checked_at >= FRESH_SECONDS:
            self._checked_at = time.monotonic()
            self._trouble = await run_in_threadpool(_store_trouble)
        return self._trouble


def _store_trouble() -> str | None:
    try:
        size(open_store(host_settings.current().store), "v1/health")
    except StoreError as error:
        return str(error)
    return None
