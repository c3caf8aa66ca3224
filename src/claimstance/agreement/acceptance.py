"""Annotators against the prediction that they were shown: how much was just accepted.

People agree with what they are shown. Where nearly everything is accepted unchanged, agreement
between annotators who saw the same prediction says little about the scheme.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from claimstance.core.annotation import Annotation
from claimstance.core.disagreements import DECIDED
from claimstance.core.layers import MARKED, Layer, layer_marks
from claimstance.core.units import align
from claimstance.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of the predicted marks of one layer."""

    layer: Layer
    accepted: int = 0
    """Left exactly as predicted: words, attributes and links."""
    changed: int = 0
    removed: int = 0
    added: int = 0
    """Marks of the annotator's own."""

    @property
    def share(self) -> float | None:
        """Accepted over predicted; None where nothing was predicted."""
        predicted = self.accepted + self.changed + self.removed
        return self.accepted / predicted if predicted else None


def acceptance(pairs: Iterable[tuple[Annotation, Annotation]]) -> tuple[Acceptance, ...]:
    """Compare annotations with the predictions that they started from, per layer.

    Args:
        pairs: Prediction (the parent that Label Studio names) and annotation of one document.

    Raises:
        ConfigError: If the two of a pair are of different texts.
    """
    counts = {layer: [0, 0, 0, 0] for layer in MARKED}
    for prediction, annotation in pairs:
        if prediction.document.text != annotation.document.text:
            raise ConfigError(
                f"document {annotation.document.id!r}: prediction and annotation are of different "
                "texts; give the prediction that the annotator was shown"
            )
        for layer, count in counts.items():
            sides = {
                "prediction": layer_marks(prediction, layer),
                "annotation": layer_marks(annotation, layer),
            }
            for unit in align(sides):
                ours, theirs = unit.marks.get("prediction"), unit.marks.get("annotation")
                if ours is None or theirs is None:
                    count[3 if ours is None else 2] += 1
                    continue
                same = ours.extent == theirs.extent
                if same and layer in DECIDED:
                    same = ours.attributes() == theirs.attributes()
                    same = same and ours.links() == theirs.links()
                count[0 if same else 1] += 1
    return tuple(Acceptance(layer, *count) for layer, count in counts.items())
