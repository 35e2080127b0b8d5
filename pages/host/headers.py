"""What a browser is told with every answer: load and run nothing but the app's own, tell nobody where one came from."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.host import address, host_settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write styles as they draw
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


class Headers:
    """Adds the headers to every answer. Only a share may be framed, and only where the host says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.frame_ancestors = host_settings.settings().frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._headers(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, scope: Scope) -> dict[str, str]:
        share = address.is_share(scope)
        framed_by = self.frame_ancestors if share else "'none'"
        added = {
            "Content-Security-Policy": policy(framed_by),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        if share:
            added["X-Robots-Tag"] = "noindex"
        if address.path(scope).startswith("/media/"):  # downloads: somebody's own
            added["Cache-Control"] = "private, no-store"
        return added


def policy(frame_ancestors: str) -> str:
    """The content-security policy of a page that these sites may frame."""
    return "; ".join(
        f"{name} {sources}" for name, sources in (POLICY | {"frame-ancestors": frame_ancestors}).items()
    )
