"""What is left of a document that could not be read or annotated: its name and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was set aside."""

    id: str
    """The document's id, or the name of the source that could not be read."""
    error: str

    def to_record(self) -> dict[str, str]:
        """Return the JSON form for a reject file."""
        return {"id": self.id, "error": self.error}
