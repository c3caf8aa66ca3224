"""One article: its text, which never changes, and what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimstance.core.display import as_html
from claimstance.core.text import digest
from claimstance.errors import SpanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article's text and metadata.

    Raises:
        SpanError: If the text has no character other than white space.
    """

    text: str
    """The text, normalised; every offset of the package counts its characters."""
    id: str = ""
    """Identifies the document; taken from a digest of the text where none is given."""
    title: str | None = None
    url: str | None = None
    source: str | None = None
    """The outlet."""
    published: str | None = None
    """ISO 8601 date or date and time."""
    language: str | None = None
    """ISO 639-1 code, such as ``en``."""
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Anything else that JSON can hold."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise SpanError(f"document {self.id!r}: the text is empty; expected an article")
        if not self.id:
            object.__setattr__(self, "id", digest(self.text))

    def _repr_html_(self) -> str | None:
        """Show the article in a notebook."""
        return as_html(self)
