"""The corpus's articles are clean text in the document form, enough of them, and of every sort."""

import json
import re
from pathlib import Path

import pytest

from claimstance.core.document import Document
from claimstance.core.text import normalise

PATH = Path(__file__).parents[2] / "annotations" / "documents.jsonl"
GENRES = {
    "agency", "business", "climate", "court", "crime", "culture", "editorial", "election",
    "health", "local", "opinion", "partisan-left", "partisan-right", "science", "sports",
    "tabloid", "war",
}  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return [Document(**json.loads(line)) for line in lines]


def test_texts_are_normal_and_without_stray_space(documents: list[Document]) -> None:
    for document in documents:
        assert document.text == normalise(document.text)
        assert document.text == document.text.strip()
        assert not re.search(r"[ \t]\n|\n[ \t]| {2}|\t|\n{3}|(?<!\n)\n(?!\n)", document.text)


def test_ids_are_unique_and_tell_that_the_texts_are_the_projects_own(
    documents: list[Document],
) -> None:
    ids = [document.id for document in documents]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith("own-") for id in ids)
    assert all(document.url is None for document in documents)


def test_corpus_has_the_promised_size_and_breadth(documents: list[Document]) -> None:
    assert len(documents) >= 18
    assert sum(document.language == "es" for document in documents) >= 4
    assert {document.meta["genre"] for document in documents} == GENRES
    # Full stops that end something: rough, but enough to notice lost text.
    ends = sum(len(re.findall(r"[.?!][\"”»]?(?=\s|$)", d.text)) for d in documents)
    assert ends >= 380
