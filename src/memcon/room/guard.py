"""What keeps others out of the room: it answers this machine alone, runs no script but its own, signs its forms."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
STRANGER = "This room answers only on this machine: open http://127.0.0.1 with the port that memcon room printed.\n"


class Guard:
    """Turns away requests that came under another host's name, and sends every answer out with its policy.

    A page elsewhere that makes its own name point at this machine (DNS rebinding) is turned away by the name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in HOSTS or not _own(headers, scope["method"]):
            await PlainTextResponse(STRANGER, 421)(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, words in HEADERS.items():
                    sent.setdefault(name, words)
                if not scope["path"].startswith("/static/"):
                    sent.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, dressed)


def _name(host: str) -> str:
    """Give a host's name without its port."""
    return host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host.lower()


def _own(headers: Headers, method: str) -> bool:
    """Tell whether a request that may write comes from a page of the room itself."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return True
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        return False
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def key_of_room() -> str:
    """Make the key that the room's forms carry; another site cannot read it, so it cannot file a ruling."""
    return secrets.token_urlsafe(24)


def same_key(given: str, key: str) -> bool:
    """Tell whether a form carries the room's key."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), key.encode())
