"""Fixtures that several areas share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.markup import parse

ROOT = Path(__file__).parents[1]
TAUGHT = """the minister said taxes fell rents rose sharply critics called it a disgrace reckless
plan which hurt families and workers . , he she they will not never by percent 3 4"""
WORDS = TAUGHT.split()


@pytest.fixture
def doc() -> Callable[..., Annotation]:
    """Build an annotation from inline markup: ``doc("[Taxes fell](claim).")``."""
    return parse


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and corpora beside the project, where there is one."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder shared/ does not lie beside the project")
    return folder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory):
    """A folder with a random encoder of two layers, so that training needs no network."""
    transformers = pytest.importorskip("transformers", reason="needs claimstance[train]")
    pytest.importorskip("torch", reason="needs claimstance[train]")
    folder = tmp_path_factory.mktemp("encoder")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(WORDS)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=True)
    tokenizer.save_pretrained(str(folder))
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
    )
    transformers.BertModel(config).save_pretrained(str(folder))
    return str(folder)
