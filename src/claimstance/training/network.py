"""The network: an encoder and one head per kind of question, all answered in one pass.

Spans are scored by a pointer with rotary positions (GlobalPointer, Su et al. 2022) plus terms for
their first and last token. Its outputs are described in `claimstance.models.span.layout`.
"""

from typing import Any

import torch
from torch import Tensor, nn

from claimstance.models.span.layout import ATTRIBUTES, IMPOSSIBLE, LAYERS, LINKS


class SpanNetwork(nn.Module):
    """Encoder with heads.

    Args:
        encoder: A ``transformers`` encoder.
        pointer_size: Even size of the pointer's vectors.
        link_size: Size of the links' vectors.
        dropout: Of the encoder's output.
    """

    def __init__(
        self, encoder: nn.Module, *, pointer_size: int, link_size: int, dropout: float
    ) -> None:
        super().__init__()
        self.encoder = encoder
        config: Any = encoder.config
        hidden = int(config.hidden_size)
        self.pointer_size, self.link_size = pointer_size, link_size
        self.dropout = nn.Dropout(dropout)
        self.pointer = nn.Linear(hidden, len(LAYERS) * 2 * pointer_size)
        self.edges = nn.Linear(hidden, len(LAYERS) * 2)
        self.mark = nn.Linear(hidden, len(LINKS) * 2 * link_size)
        self.role = nn.Linear(hidden, len(LINKS) * 2 * link_size)
        self.special = nn.Parameter(torch.randn(len(LINKS), 2, link_size) * 0.02)
        sizes = {layer: sum(size for _, size in ATTRIBUTES[layer]) for layer in ATTRIBUTES}
        self.claim_terms = nn.Linear(hidden, 3 * sizes["claim"])
        self.evaluation_terms = nn.Linear(hidden, 3 * sizes["evaluation"])
        self.sentence = nn.Linear(2 * hidden, 3)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, word_mask: Tensor
    ) -> tuple[Tensor, ...]:
        """Return the outputs in the order of `layout.OUTPUTS`, then the edges (B, T, 5, 2)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        states = self.dropout(states.last_hidden_state)
        batch, length, _ = states.shape
        edges = self.edges(states).float().view(batch, length, len(LAYERS), 2)
        spans = self._spans(states, edges, word_mask)
        links = (batch, length, len(LINKS), 2, self.link_size)
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return (
            spans,
            self.mark(states).float().view(links),
            self.role(states).float().view(links),
            # tied to the input, or the exporter folds it into a constant and drops the output
            self.special + 0.0 * input_ids[0, 0],
            self.claim_terms(states).float().view(batch, length, 3, -1),
            self.evaluation_terms(states).float().view(batch, length, 3, -1),
            self.sentence(torch.cat([states[:, 0], mean], -1)).float(),
            edges,
        )

    def _spans(self, states: Tensor, edges: Tensor, word_mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        shape = (batch, length, len(LAYERS), 2, self.pointer_size)
        vectors = self._rotate(self.pointer(states).float().view(shape))
        first, last = vectors[:, :, :, 0], vectors[:, :, :, 1]
        scores = torch.einsum("bind,bjnd->bnij", first, last) / self.pointer_size**0.5
        terms = edges.permute(0, 2, 3, 1)
        scores = scores + terms[:, :, 0, :, None] + terms[:, :, 1, None, :]
        words = word_mask.to(scores.dtype)
        # built of products, as the exporter turns them into few plain operators
        position = torch.arange(length, device=states.device)
        ordered = (position[None, :] >= position[:, None]).to(scores.dtype)
        possible = words[:, None, :, None] * words[:, None, None, :] * ordered[None, None]
        masked: Tensor = scores * possible + IMPOSSIBLE * (1 - possible)
        return masked

    def _rotate(self, vectors: Tensor) -> Tensor:
        size = self.pointer_size
        position = torch.arange(vectors.shape[1], device=vectors.device, dtype=torch.float32)
        step = torch.arange(0, size, 2, device=vectors.device, dtype=torch.float32) / size
        angle = position[:, None] / (10000**step)[None, :]
        sine, cosine = angle.sin()[None, :, None, None], angle.cos()[None, :, None, None]
        even, odd = vectors[..., 0::2], vectors[..., 1::2]
        return torch.cat([even * cosine - odd * sine, even * sine + odd * cosine], -1)
