"""The training loop: ``transformers.Trainer`` with rates per layer and averaged weights."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset, Sampler
from transformers import Trainer, TrainerCallback

from claimstance.models.span.encoding import Targets
from claimstance.training.config import TrainingConfig
from claimstance.training.examples import Example
from claimstance.training.losses import compute_losses
from claimstance.training.network import SpanNetwork


class Sentences(Dataset[Example]):
    """All labelled sentences and, anew each epoch, a share of the rated ones."""

    def __init__(self, marked: Sequence[Example], rated: Sequence[Example], share: int) -> None:
        self.marked, self.rated = list(marked), list(rated)
        self.share = min(share, len(self.rated))
        self.order = list(range(len(self.rated)))

    def shuffle(self, generator: torch.Generator) -> None:
        """Draw the rated sentences of the next epoch."""
        self.order = torch.randperm(len(self.rated), generator=generator).tolist()

    def __len__(self) -> int:
        return len(self.marked) + self.share

    def __getitem__(self, index: int) -> Example:
        if index < len(self.marked):
            return self.marked[index]
        return self.rated[self.order[index - len(self.marked)]]


class LengthSampler(Sampler[list[int]]):
    """Batches of sentences of like length, in random order; it saves most of the padding."""

    def __init__(self, sentences: Sentences, batch: int, seed: int) -> None:
        self.sentences, self.batch = sentences, batch
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return math.ceil(len(self.sentences) / self.batch)

    def __iter__(self) -> Any:
        self.sentences.shuffle(self.generator)
        order = torch.randperm(len(self.sentences), generator=self.generator).tolist()
        pool = 32 * self.batch
        batches = []
        for start in range(0, len(order), pool):
            chunk = order[start : start + pool]
            chunk.sort(key=lambda index: len(self.sentences[index].ids))
            batches += [chunk[at : at + self.batch] for at in range(0, len(chunk), self.batch)]
        for position in torch.randperm(len(batches), generator=self.generator).tolist():
            yield batches[position]


class SpanTrainer(Trainer):  # type: ignore[misc]
    """Trains a `SpanNetwork` on `Sentences`."""

    def __init__(self, *, settings: TrainingConfig, **options: Any) -> None:
        super().__init__(**options)
        self.settings = settings

    def get_train_dataloader(self) -> DataLoader[Any]:
        """Return batches of like length."""
        assert isinstance(self.train_dataset, Sentences)
        batch = self.args.train_batch_size
        sampler = LengthSampler(self.train_dataset, batch, self.args.seed)
        loader: DataLoader[Any] = DataLoader(
            self.train_dataset, batch_sampler=sampler, collate_fn=self.data_collator
        )
        return loader

    def compute_loss(
        self, model: nn.Module, inputs: Mapping[str, Any], *_: Any, **__: Any
    ) -> Tensor:
        """Return the sum of all losses of a batch."""
        outputs = model(inputs["input_ids"], inputs["attention_mask"], inputs["word_mask"])
        targets: Sequence[Targets] = inputs["targets"]
        losses = compute_losses(
            outputs,
            inputs["word_mask"],
            targets,
            inputs["weights"],
            self.settings.losses,
            self.settings.network.layers,
        )
        return losses.total

    def create_optimizer(self, *_: Any) -> torch.optim.Optimizer:
        """Give heads their own learning rate and lower encoder layers a smaller one."""
        groups = parameter_groups(self.model, self.settings, self.args.learning_rate)
        optimizer = torch.optim.AdamW(groups, fused=True)
        self.optimizer = optimizer
        return optimizer


def parameter_groups(
    model: nn.Module, settings: TrainingConfig, learning_rate: float
) -> list[dict[str, Any]]:
    """Return AdamW's groups; biases and norms do not decay."""
    decay = settings.optimizer.layer_decay
    numbers = [int(n) for name, _ in model.named_parameters() for n in _LAYER.findall(name)]
    top = max(numbers, default=0)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = settings.optimizer.head_learning_rate
        if name.startswith("encoder."):
            found = _LAYER.search(name)
            rate = learning_rate * decay ** (top - int(found.group(1)) if found else top + 1)
        weight_decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, weight_decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": weight_decay}
        for (rate, weight_decay), parameters in groups.items()
    ]


_LAYER = re.compile(r"\blayers?\.(\d+)\.")


class WeightAverage(TrainerCallback):  # type: ignore[misc]
    """Keeps a moving average of the weights and puts it into the model at the end."""

    def __init__(self, model: SpanNetwork, decay: float) -> None:
        self.decay = decay
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.parameters]
        self.steps = 0

    def on_step_end(self, *_: Any, **__: Any) -> None:
        """Move the average towards the weights."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        current = [p.detach() for p in self.parameters]
        torch._foreach_lerp_(self.average, current, 1 - decay)

    def on_train_end(self, *_: Any, **__: Any) -> None:
        """Replace the weights by their average."""
        with torch.no_grad():
            for parameter, average in zip(self.parameters, self.average, strict=True):
                parameter.copy_(average)
