"""A tiny random encoder made here, so that training needs no network."""

import pytest

from claimstance.core.markup import parse
from claimstance.io.jsonl import write_annotations

TEXT = """the minister said taxes fell rents rose sharply critics called it a disgrace reckless
plan which hurt families and workers . , he she they will not never by percent 3 4"""
WORDS = TEXT.split()
MARKUP = (
    "[[[The minister](holder #h{n}) [said](cue #k{n}) [taxes fell](claim event worthy holder=h{n} "
    "cue=k{n})].](sentence OBJ) [[Critics](holder #x{n}) called it [a reckless plan](evaluation "
    "judgement negative 2 holder=x{n} target=none).](sentence SUBJ) [[Rents rose by 3 percent]"
    "(claim quantity worthy holder=author).](sentence OBJ)"
)


@pytest.fixture(scope="session")
def encoder(tmp_path_factory):
    """A folder with a random encoder of two layers and its tokenizer."""
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


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """A file with a few annotated articles."""
    path = tmp_path_factory.mktemp("corpus") / "train.jsonl"
    write_annotations(
        (parse(MARKUP.replace("{n}", str(n)), id=f"d{n}", annotator="human:1") for n in range(8)),
        path,
    )
    return str(path)
