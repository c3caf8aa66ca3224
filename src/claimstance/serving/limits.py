"""What a request may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep one request from taking the whole server."""

    characters: int = 200_000
    """Characters of one text."""
    documents: int = 200
    """Documents or tasks in one request."""
    body: int = 20_000_000
    """Bytes of one request."""
    seconds: float = 90.0
    """For one request; Label Studio itself waits 100."""
