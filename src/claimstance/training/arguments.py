"""The ``[trainer]`` table as ``transformers.TrainingArguments``."""

from pathlib import Path

from transformers import TrainingArguments

from claimstance.errors import ConfigError
from claimstance.training.config import TrainingConfig


def training_arguments(config: TrainingConfig, folder: Path) -> TrainingArguments:
    """Return the arguments of a run; what the table says goes before what is set here.

    Raises:
        ConfigError: If the table has a key that ``transformers`` does not know, or a bad value.
    """
    given = {
        "output_dir": str(folder),
        "seed": config.seed,
        "report_to": [],
        "save_strategy": "epoch",
        "save_total_limit": 1,
        "logging_strategy": "epoch",
        "remove_unused_columns": False,
        "label_names": ["labels"],
        **config.trainer,
    }
    try:
        return TrainingArguments(**given)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"[trainer]: {error}; see transformers.TrainingArguments") from None
