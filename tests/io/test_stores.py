"""Addresses of files and folders; ``file://`` goes the way of ``s3://``."""

import gzip
import json

import pytest

pa = pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")
import pyarrow.parquet as pq  # noqa: E402

from claimstance.core.failure import Failure  # noqa: E402
from claimstance.io.articles import read_articles  # noqa: E402
from claimstance.io.stores import is_stored  # noqa: E402


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "articles"
    (folder / "2024").mkdir(parents=True)
    lines = b"".join(json.dumps({"text": f"Line {n}."}).encode() + b"\n" for n in range(2))
    (folder / "2024" / "b.jsonl.gz").write_bytes(gzip.compress(lines))
    (folder / "2024" / "c.jsonl.zst").write_bytes(pa.compress(lines, "zstd", asbytes=True))
    (folder / "a.txt").write_text("A text.", encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    pq.write_table(pa.table({"text": ["A row."]}), folder / "z.parquet")
    return folder


def test_a_folder_is_read_as_a_local_one(store):
    found = [item.text for item in read_articles([store.as_uri()])]
    assert found == [item.text for item in read_articles([str(store)])]
    assert found == ["Line 0.", "Line 1.", "Line 0.", "Line 1.", "A text.", "A row."]


def test_a_file_is_read_by_its_address(store):
    [document] = read_articles([f"{store.as_uri()}/a.txt"])
    assert document.text == "A text."


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("{}/none/", "no such file or folder; check the address"),
        ("{}/z.parquet/none", "no such file or folder"),
        ("tape://reel/1", "cannot be read (Unrecognized filesystem type"),
    ],
)
def test_what_is_not_there_is_named(store, address, message):
    address = address.format(store.as_uri())
    [failure] = read_articles([address])
    assert isinstance(failure, Failure)
    assert failure.error.startswith(address)
    assert message in failure.error


def test_pages_and_datasets_are_no_files_in_a_store():
    assert is_stored("s3://bucket/articles/")
    assert not is_stored("https://example.org/a.html")
    assert not is_stored("hf://datasets/own/news")
    assert not is_stored("articles/a.txt")
