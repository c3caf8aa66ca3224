"""A built dataset on the Hugging Face hub."""

from pathlib import Path
from typing import Any

from claimstance.errors import ConfigError, MissingExtraError, ServerError


def push(folder: str | Path, repo: str, *, private: bool = True) -> str:
    """Upload a dataset that `claimstance.dataset.build.write` wrote, then its card.

    The card keeps what the hub's own metadata says about files and columns.

    Args:
        folder: The dataset's folder.
        repo: ``OWNER/NAME`` on the hub; created if it is not there.
        private: Whether a new repository is visible to its owner only.

    Returns:
        The address of the dataset.

    Raises:
        ConfigError: If the folder holds no dataset.
        MissingExtraError: If datasets is not installed.
        ServerError: If the hub refuses or cannot be reached.
    """
    if not (Path(folder) / "dataset_dict.json").is_file():
        raise ConfigError(
            f"{folder}: no dataset in this folder, expected one that claimstance dataset build "
            "wrote"
        )
    try:
        import datasets
        import huggingface_hub
    except ModuleNotFoundError:
        raise MissingExtraError("Pushing a dataset", "train") from None
    dataset: Any = datasets.load_from_disk(str(folder))
    try:
        dataset.push_to_hub(repo, private=private)
        card = huggingface_hub.DatasetCard.load(Path(folder) / "README.md")
        uploaded = huggingface_hub.DatasetCard.load(repo)
        for key, value in uploaded.data.to_dict().items():
            if key not in card.data:
                card.data[key] = value
        card.push_to_hub(repo)
    except Exception as error:  # the hub's client raises what its transport raises
        raise ServerError(
            f"{repo}: the hub could not take the dataset ({error}); check the name, your login "
            "(hf auth login) and the connection"
        ) from error
    return f"https://huggingface.co/datasets/{repo}"
