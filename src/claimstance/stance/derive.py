"""Stances from evaluations."""

from claimstance.core.annotation import Annotation


def with_stances(annotation: Annotation) -> Annotation:
    """Return ``annotation`` with its stances."""
    return annotation
