"""Datasets through the library's own streaming; a folder ``owner/name`` stands in for the hub."""

import builtins
import json

import pytest

from claimstance.core.failure import Failure
from claimstance.errors import MissingExtraError
from claimstance.io.articles import read_articles
from claimstance.io.hub import is_dataset

NEWS = "hf://datasets/own/news"


@pytest.fixture
def news(tmp_path, monkeypatch):
    """A folder with a dataset of two splits, in a place without a network."""
    pytest.importorskip("datasets", reason="needs claimstance[hub]")
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "own" / "news"
    folder.mkdir(parents=True)
    for split in ("train", "test"):
        rows = [
            {"id": n, "title": f"No. {n}", "article": f"Rents rose in {split} {n}.", "label": 1}
            for n in range(3)
        ]
        rows[1]["article"] = " "
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{split}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def failure(*sources, **options):
    [found] = read_articles(sources, **options)
    assert isinstance(found, Failure)
    return found.error


def test_a_split_is_streamed_and_a_bad_row_is_named(news):
    first, second, third = read_articles([NEWS], split="train", language="en")
    assert (first.text, first.id, first.title) == ("Rents rose in train 0.", "0", "No. 0")
    assert first.language == "en"
    assert first.meta == {}
    assert second.error.startswith(f"{NEWS}, row 1: ")
    assert third.id == "2"


def test_a_file_of_a_dataset_needs_no_split(news):
    texts = [item.text for item in read_articles([f"{NEWS}/test.jsonl"]) if hasattr(item, "text")]
    assert texts == ["Rents rose in test 0.", "Rents rose in test 2."]


def test_parquet_streams_the_columns_that_are_asked_for(tmp_path, news):
    pq = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    table = pa.table({"story": ["Taxes fell."], "text": ["not this"], "source": ["The Post"]})
    (tmp_path / "own" / "other").mkdir()
    pq.write_table(table, tmp_path / "own" / "other" / "train.parquet")
    [document] = read_articles(["hf://datasets/own/other"], text_column="story")
    assert (document.text, document.source) == ("Taxes fell.", "The Post")


def test_what_is_not_there_is_named(news):
    assert "has the splits ['train', 'test']; choose one with --split" in failure(NEWS)
    assert "Bad split: dev. Available splits" in failure(NEWS, split="dev")
    assert "'en' not found" in failure(NEWS, subset="en", split="train")
    message = failure(NEWS, split="train", text_column="body")
    assert "columns ['id', 'title', 'article', 'label'] given, expected 'body'" in message
    assert "cannot be opened" in failure("hf://datasets/own/nothing")
    assert "expected an address such as hf://datasets/owner/name" in failure("hf://models/x/y")
    assert not is_dataset("https://huggingface.co/datasets/own/news")


def test_a_missing_library_names_its_extra(monkeypatch):
    load = builtins.__import__

    def without(name, *rest, **more):
        if name == "datasets":
            raise ModuleNotFoundError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install 'claimstance\[hub\]'"):
        list(read_articles([NEWS]))
