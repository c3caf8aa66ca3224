import json
from random import Random

import pytest

from claimstance.core.document import Document
from claimstance.dataset.splits import Plan, assign, read_splits
from claimstance.errors import ConfigError, FormatError


def document(id_, seed=None, source=None):
    words = Random(seed or id_).sample(range(10_000), 40)
    return Document(text=" ".join(map(str, words)), id=id_, source=source)


MANY = [document(f"d{n}") for n in range(600)]


def test_shares_are_about_those_asked_for_and_every_document_has_a_split():
    splits = assign(MANY).of
    assert splits.keys() == {d.id for d in MANY}
    counts = [list(splits.values()).count(name) for name in ("train", "validation", "test")]
    assert 450 < counts[0] < 510
    assert min(counts[1:]) > 35


def test_documents_stay_where_they_are_when_others_come_or_the_order_changes():
    some = assign(MANY[:100]).of
    everything = assign(MANY[::-1]).of
    assert all(everything[id_] == split for id_, split in some.items())
    assert assign(MANY, Plan(seed=1)).of != everything


def test_near_duplicates_are_in_one_split():
    twins = [document(f"{name}{n}", seed=n) for n in range(1, 60) for name in "ab"]
    splits = assign(twins).of
    assert all(splits[f"a{n}"] == splits[f"b{n}"] for n in range(1, 60))
    assert len(set(splits.values())) == 3


def test_ids_come_before_outlets_and_pull_their_duplicates_along():
    documents = [
        document("a", source="Herald"),
        document("b", source="Herald"),
        document("c", seed="a"),
    ]
    plan = Plan(fixed={"a": "validation"}, outlets={"Herald": "test"}, shares={"train": 1.0})
    assert assign(documents, plan).of == {"a": "validation", "b": "test", "c": "validation"}


def test_a_torn_group_is_named_and_its_others_leave_training():
    documents = [document(name, seed="same") for name in "abc"]
    splits = assign(documents, Plan(fixed={"a": "train", "b": "test"}))
    assert splits.of == {"a": "train", "b": "test", "c": "test"}
    [problem] = splits.problems
    assert problem.startswith("documents 'a', 'b', 'c' belong together")


@pytest.mark.parametrize("shares", [{}, {"train": 0.5}, {"train": 1.5, "test": -0.5}])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ConfigError, match="expected positive ones that sum to 1"):
        Plan(shares=shares)


def test_fixed_splits_are_read(tmp_path):
    path = tmp_path / "splits.json"
    path.write_text(json.dumps({"train": ["a"], "dev": ["b"]}), encoding="utf-8")
    assert read_splits(str(path)) == {"a": "train", "b": "dev"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not JSON"),
        ('["a"]', r"expected \{"),
        ('{"train": ["a"], "test": ["a"]}', "'a' is in 'train' and in 'test'"),
    ],
)
def test_bad_split_files_are_refused(tmp_path, content, message):
    path = tmp_path / "splits.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        read_splits(str(path))
    with pytest.raises(FormatError, match="cannot be read"):
        read_splits(str(tmp_path / "none.json"))
