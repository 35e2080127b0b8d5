"""Security headers of every response: a browser runs only the app's own code and sends no referrer."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.host import address, host_settings

SOURCES = {
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


class SecurityHeaders:
    """Adds the headers to every response. Only a share may be framed, and only where the host allows it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.frame_ancestors = host_settings.current().frame_ancestors

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
            "Content-Security-Policy": content_policy(framed_by),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        if share:
            added["X-Robots-Tag"] = "noindex"
        if address.path(scope).startswith("/media/"):  # downloads: somebody's own
            added["Cache-Control"] = "private, no-store"
        return added


def content_policy(frame_ancestors: str) -> str:
    """The content-security policy of a page that these sites may frame."""
    directives = SOURCES | {"frame-ancestors": frame_ancestors}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
