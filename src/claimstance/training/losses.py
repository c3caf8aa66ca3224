"""The losses of the span network on one batch of targets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from claimstance.core.marks import Voice
from claimstance.models.span.encoding import MISSING, Targets, TokenPair
from claimstance.models.span.layout import ATTRIBUTES, IMPOSSIBLE, LAYERS, LINKS, attribute_slices
from claimstance.training.config import LossConfig

_DISTRACTORS = 3
"""Random spans that a link is also compared with."""


@dataclass(frozen=True, slots=True)
class LossParts:
    """Weighted losses of one batch, averaged over its sentences."""

    parts: dict[str, Tensor]

    @property
    def total(self) -> Tensor:
        """Their sum."""
        return torch.stack(list(self.parts.values())).sum()


def compute_losses(
    outputs: Sequence[Tensor],
    word_mask: Tensor,
    targets: Sequence[Targets],
    weights: Tensor,
    config: LossConfig,
    layers: Sequence[str] = LAYERS,
) -> LossParts:
    """Return the losses of a batch.

    Args:
        outputs: Of the network.
        word_mask: (B, T), 1 for tokens of the sentence.
        targets: One for each sentence; what is not labelled adds nothing.
        weights: (B,), weight of each sentence's marks.
        config: Weights of the losses.
        layers: Layers that are trained.
    """
    spans, marks, roles, special, claims, evaluations, sentence, edges = outputs
    parts: dict[str, Tensor] = {}
    labelled = torch.tensor([t.has_marks for t in targets], device=spans.device)
    if labelled.any():
        wanted = torch.tensor([layer in layers for layer in LAYERS], device=spans.device)
        share = (weights * labelled)[:, None] * wanted[None, :]
        truth, ends = _grids(spans, targets)
        each = _span_loss(spans.flatten(2), truth.flatten(2), targets)
        parts["spans"] = config.spans * (each * share).sum() / share.sum().clamp(min=1)
        edge = functional.binary_cross_entropy_with_logits(edges, ends, reduction="none").sum(-1)
        inside = word_mask[:, :, None] * share[:, None, :]
        parts["edges"] = config.edges * (edge * inside).sum() / inside.sum().clamp(min=1) / 2
        parts["links"] = config.links * _link_loss(
            marks, roles, special, word_mask, targets, weights
        )
        for name, terms in (("claim", claims), ("evaluation", evaluations)):
            loss = _attribute_loss(terms, name, targets, weights)
            parts[f"{name} attributes"] = config.attributes * loss
    labels = torch.tensor([t.subjectivity for t in targets], device=spans.device)
    if (labels != MISSING).any():
        parts["subjectivity"] = config.subjectivity * functional.cross_entropy(
            sentence[:, :2], labels, ignore_index=MISSING
        )
    ratings = torch.tensor([t.rating for t in targets], device=spans.device)
    if (known := ratings >= 0).any():
        parts["rating"] = config.rating * functional.binary_cross_entropy_with_logits(
            sentence[known, 2], ratings[known]
        )
    if not parts:
        parts["nothing"] = sentence.sum() * 0.0
    return LossParts(parts)


def multilabel_loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Return the multi-label cross-entropy with threshold 0 over the last dimension.

    ``log(1 + sum over false of e^s) + log(1 + sum over true of e^-s)`` (Su et al. 2022, "ZLPR"):
    true spans are pushed above 0 and all others below, however few are true.
    """
    zero = torch.zeros_like(logits[..., :1])
    false = torch.cat([logits.masked_fill(truth, IMPOSSIBLE), zero], -1)
    true = torch.cat([(-logits).masked_fill(~truth, IMPOSSIBLE), zero], -1)
    return torch.logsumexp(false, -1) + torch.logsumexp(true, -1)


def _span_loss(logits: Tensor, truth: Tensor, targets: Sequence[Targets]) -> Tensor:
    """Return each sentence's and layer's loss (B, 5); beliefs are followed as they are."""
    taught = torch.tensor([t.beliefs is not None for t in targets], device=logits.device)
    known = multilabel_loss(logits, truth > 0.5)
    if not taught.any():
        return known
    believed = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    return torch.where(taught[:, None], believed.sum(-1), known)


def _grids(spans: Tensor, targets: Sequence[Targets]) -> tuple[Tensor, Tensor]:
    """Return how true spans (B, 5, T, T) and first and last tokens (B, T, 5, 2) are, 0 to 1."""
    batch, layers, length, _ = spans.shape
    truth = np.zeros(spans.shape, dtype=np.float32)
    ends = np.zeros((batch, length, layers, 2), dtype=np.float32)
    for row, target in enumerate(targets):
        known = [(*span, 1.0) for span in target.spans]
        for layer, (first, last), degree in known if target.beliefs is None else target.beliefs:
            truth[row, layer, first, last] = degree
            for place in ((row, first, layer, 0), (row, last, layer, 1)):
                ends[place] = max(degree, ends[place])
    return torch.from_numpy(truth).to(spans.device), torch.from_numpy(ends).to(spans.device)


def _link_loss(
    marks: Tensor,
    roles: Tensor,
    special: Tensor,
    word_mask: Tensor,
    targets: Sequence[Targets],
    weights: Tensor,
) -> Tensor:
    rows: list[tuple[int, int, int, int]] = []
    candidates: list[list[TokenPair]] = []
    chosen: list[int] = []
    lengths = word_mask.sum(1).tolist()
    for number, target in enumerate(targets):
        for link in target.links:
            found = _candidates(target, LINKS[link.kind].role, int(lengths[number]))
            candidates.append(found)
            rows.append((number, link.kind, *link.mark))
            chosen.append(_choice(link.role, LINKS[link.kind].special, found))
    if not rows:
        return marks.sum() * 0.0
    device = marks.device
    row, kind, first, last = torch.tensor(rows, device=device).unbind(1)
    query = marks[row, first, kind, 0] + marks[row, last, kind, 1]
    width = max(1, *map(len, candidates))
    pairs = torch.zeros(len(rows), width, 2, dtype=torch.long)
    there = torch.zeros(len(rows), width, dtype=torch.bool)
    for number, found in enumerate(candidates):
        if found:
            pairs[number, : len(found)] = torch.tensor(found)
            there[number, : len(found)] = True
    pairs, there = pairs.to(device), there.to(device)
    keys = (
        roles[row[:, None], pairs[..., 0], kind[:, None], 0]
        + roles[row[:, None], pairs[..., 1], kind[:, None], 1]
    )
    sizes = torch.tensor([len(link.special) for link in LINKS], device=device)[kind]
    unnamed = torch.einsum("md,msd->ms", query, special[kind])
    unnamed = unnamed.masked_fill(
        torch.arange(2, device=device)[None] >= sizes[:, None], IMPOSSIBLE
    )
    named = torch.einsum("md,mcd->mc", query, keys).masked_fill(~there, IMPOSSIBLE)
    logits = torch.cat([unnamed, named], 1) / query.shape[-1] ** 0.5
    loss = functional.cross_entropy(logits, torch.tensor(chosen, device=device), reduction="none")
    return (loss * weights[row]).sum() / len(targets)


def _candidates(target: Targets, role: str, length: int) -> list[TokenPair]:
    """Return the sentence's true spans of a role, and a few others to tell them from."""
    layer = LAYERS.index(role)
    found = [pair for number, pair in target.spans if number == layer]
    starts = torch.randint(1, max(2, length + 1), (_DISTRACTORS,)).tolist()
    widths = torch.randint(0, 4, (_DISTRACTORS,)).tolist()
    for start, width in zip(starts, widths, strict=True):
        pair = (start, min(length, start + width))
        if pair[0] <= pair[1] and pair not in found:
            found.append(pair)
    return found


def _choice(
    role: TokenPair | Voice | None,
    special: Sequence[Voice | None],
    candidates: Sequence[TokenPair],
) -> int:
    """Return the position of the true candidate; the two unnamed ones come first."""
    if isinstance(role, tuple):
        return 2 + candidates.index(role)
    return special.index(role) if role in special else 0


def _attribute_loss(
    terms: Tensor, layer: str, targets: Sequence[Targets], weights: Tensor
) -> Tensor:
    rows = [
        (number, *pair, *values)
        for number, target in enumerate(targets)
        for pair, values in target.attributes.get(layer, ())
    ]
    if not rows:
        return terms.sum() * 0.0
    row, first, last, *values = torch.tensor(rows, device=terms.device).unbind(1)
    sums = functional.pad(terms[:, :, 2].cumsum(1), (0, 0, 1, 0))
    mean = (sums[row, last + 1] - sums[row, first]) / (last - first + 1)[:, None]
    logits = terms[row, first, 0] + terms[row, last, 1] + mean
    total = terms.sum() * 0.0
    for (name, _), value in zip(ATTRIBUTES[layer], values, strict=True):
        part = logits[:, attribute_slices(layer)[name]]
        loss = functional.cross_entropy(part, value, ignore_index=MISSING, reduction="none")
        total = total + (loss * weights[row]).sum()
    return total / len(targets)
