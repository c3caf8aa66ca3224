"""Label Studio's REST API: authorisation, retries, and errors that say what to do.

Plain httpx instead of label-studio-sdk: the SDK needs opencv, pandas and forty more packages,
and its region helpers lose text and nest relations wrongly; this project needs a dozen calls.
"""

import base64
import binascii
import json
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

from claimstance.errors import ConfigError, MissingExtraError, ServerError

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds to wait before each further attempt."""
_BUSY = {429, 500, 502, 503, 504}


class InterruptedServerError(ServerError):
    """The server could not be reached or failed; whether it did what was asked is unknown."""


class Server:
    """A Label Studio server and the key to it.

    Use as a context manager. The key is never part of a message.

    Args:
        url: Address, such as ``http://localhost:8080``.
        key: Access token, of the personal (JWT) or of the legacy kind.
        timeout: Seconds for one request.
        sleep: Waits between attempts.

    Raises:
        ConfigError: If the address is none, or no key is given.
        MissingExtraError: If httpx is not installed.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout: float = 120,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        try:
            import httpx
        except ModuleNotFoundError:
            raise MissingExtraError("Label Studio", "labelstudio") from None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(f"address {url!r} given, expected one such as http://localhost:8080")
        if not key.strip():
            raise ConfigError("no key given: use --key or the variable LABEL_STUDIO_API_KEY")
        self._httpx = httpx
        self._key = key.strip()
        self.sleep = sleep
        host = parts.netloc.rpartition("@")[2]
        self.url = urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", ""))
        self._client = httpx.Client(base_url=url, timeout=timeout, follow_redirects=True)
        self._authorised = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, path: str, **params: Any) -> Any:
        """Return the JSON of a resource; tries again while the server is busy or away."""
        return self._patiently("GET", path, params=params)

    def patch(self, path: str, body: Any) -> Any:
        """Change a resource; tries again as `get` does."""
        return self._patiently("PATCH", path, json=body)

    def delete(self, path: str) -> None:
        """Delete a resource; tries again as `get` does, and is content if it is gone."""
        self._patiently("DELETE", path, gone=True)

    def post(self, path: str, body: Any, *, repeatable: bool = False, **params: Any) -> Any:
        """Send something once, or as `get` does where it may be done twice.

        Raises:
            InterruptedServerError: If it is unknown whether the server took it.
            ServerError: If the server refused it.
        """
        send = self._patiently if repeatable else self._once
        return send("POST", path, json=body, params=params)

    def pages(
        self, path: str, size: int, key: str | None = None, **params: Any
    ) -> Iterator[dict[str, Any]]:
        """Yield the entries of a paged list, ``size`` a request, found under ``key``."""
        page, seen = 1, 0
        while True:
            body = self.get(path, **params, page=page, page_size=size)
            entries = body[key or "results"]
            yield from entries
            seen += len(entries)
            total = body.get("total", body.get("count"))
            if not entries or (total is not None and seen >= total):
                return
            page += 1

    def _patiently(self, method: str, path: str, **kwargs: Any) -> Any:
        for pause in PAUSES:
            try:
                return self._once(method, path, **kwargs)
            except InterruptedServerError:
                self.sleep(pause)
        return self._once(method, path, **kwargs)

    def _once(self, method: str, path: str, *, gone: bool = False, **kwargs: Any) -> Any:
        try:
            self._authorise()
            response = self._client.request(method, path, **kwargs)
            if response.status_code == 401 and _is_jwt(self._key):
                self._authorised = False
                self._authorise()
                response = self._client.request(method, path, **kwargs)
        except self._httpx.HTTPError as error:
            raise InterruptedServerError(
                f"Label Studio at {self.url} cannot be reached ({type(error).__name__}); check "
                "the address (--url) and that the server runs, then do the same again"
            ) from None
        if gone and response.status_code == 404:
            return None
        return self._content(response)

    def _content(self, response: Any) -> Any:
        status = response.status_code
        if status in _BUSY:
            raise InterruptedServerError(
                f"Label Studio at {self.url} answered {status} ({_detail(response)}); do the same "
                "again in a while"
            )
        if status in (401, 403):
            raise ServerError(
                f"Label Studio at {self.url} refuses the key ({status}); copy an access token from "
                "Account & Settings, and give it with --key or LABEL_STUDIO_API_KEY"
            )
        if status >= 400:
            raise ServerError(
                f"Label Studio at {self.url} refused {response.request.method} "
                f"{response.request.url.path} ({status}): {_detail(response)}"
            )
        if not response.content:
            return None
        try:
            return response.json()
        except ValueError:
            raise ServerError(
                f"{self.url} does not answer like Label Studio; check the address (--url)"
            ) from None

    def _authorise(self) -> None:
        if self._authorised:
            return
        if not _is_jwt(self._key):
            self._client.headers["Authorization"] = f"Token {self._key}"
        else:
            self._client.headers.pop("Authorization", None)
            answer = self._client.post("/api/token/refresh", json={"refresh": self._key})
            access = self._content(answer)["access"]
            self._client.headers["Authorization"] = f"Bearer {access}"
        self._authorised = True


def _is_jwt(key: str) -> bool:
    head, *rest = key.split(".")
    if len(rest) != 2:
        return False
    try:
        return "alg" in json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, binascii.Error):
        return False


def _detail(response: Any) -> str:
    try:
        body = response.json()
    except ValueError:
        return str(response.reason_phrase)
    if isinstance(body, dict):
        body = body.get("validation_errors") or body.get("detail") or body
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:299]}…"
