"""What holds for every request: who may ask, how much may come, what a browser may do with it."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Refusal, answer, too_large

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
FORM_BYTES = 256 * 1024
"""What a form may have beside its picture."""


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, image_bytes: int) -> None:
        self._app, self._limit = app, image_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body bounded, and the answer with its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            _same_origin(scope)
            await self._app(scope, self._bounded(scope, receive), guarded)
        except Refusal as error:
            await answer(error)(scope, receive, guarded)

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        limit, got = self._limit + FORM_BYTES, 0
        said = int(Headers(scope=scope).get("content-length") or 0)
        if said > limit:
            raise too_large(self._limit, said)

        async def take() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > limit:
                raise too_large(self._limit, got)
            return message

        return take


def _same_origin(scope: Scope) -> None:
    """A page of another site may not send jobs in its visitor's name."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if scope["method"] in ("GET", "HEAD") or origin is None:
        return
    if origin.partition("://")[2] != headers.get("host"):
        message = "requests of other sites are refused"
        raise Refusal(403, "not_allowed", message, "Origin", origin)
