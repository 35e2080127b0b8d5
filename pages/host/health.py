"""Whether the app can do its work, for whoever watches over it: pages are served, and shares can be reached."""

from __future__ import annotations

import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from data.store.object_store import StoreError, open_store, size
from pages.host import address, host_settings

FRESH = 10
"""Seconds for which an answer of the store is believed: nobody can wear it out by asking here."""


class Health:
    """Answers at /health: 200 "ok", or 503 with a sentence that names no place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._asked = -float(FRESH)
        self._trouble: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or address.path(scope) != address.HEALTH:
            await self.app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("Method not allowed", 405)(scope, receive, send)
            return
        trouble = await self._found()
        answer = PlainTextResponse(trouble or "ok", 503 if trouble else 200, {"Cache-Control": "no-store"})
        await answer(scope, receive, send)

    async def _found(self) -> str | None:
        serving, _ = await runtime.get_instance().is_ready_for_browser_connection
        if not serving:
            return "The pages are not served yet."
        if time.monotonic() - self._asked >= FRESH:
            self._asked = time.monotonic()
            self._trouble = await run_in_threadpool(_trouble_with_the_store)
        return self._trouble


def _trouble_with_the_store() -> str | None:
    try:
        size(open_store(host_settings.settings().store), "v1/health")
    except StoreError as error:
        return str(error)
    return None
