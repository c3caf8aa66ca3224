import pytest

pa = pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")

from claimstance.core.markup import parse  # noqa: E402
from claimstance.errors import ArticleError, FormatError  # noqa: E402
from claimstance.io.jsonl import read_annotations  # noqa: E402
from claimstance.scale.batch import BATCH_SCHEMA, annotate_batch, annotate_batches  # noqa: E402
from claimstance.scale.schema import SCHEMA, from_table, to_table  # noqa: E402

EXAMPLE = parse(
    "[[The minister](holder) [said](cue) [taxes [plunged](evaluation emotive negative 2)]"
    '(claim event worthy neutral="Taxes fell.").](sentence OBJ)'
)


def test_annotations_survive_the_table():
    table = to_table([EXAMPLE, EXAMPLE])
    assert table.schema == SCHEMA
    assert list(from_table(table)) == [EXAMPLE, EXAMPLE]


def test_the_words_of_spans_stand_beside_their_offsets():
    [row] = to_table([EXAMPLE]).to_pylist()
    assert row["claims"][0]["holder"]["text"] == "The minister"
    assert row["evaluations"][0]["text"] == "plunged"
    assert row["sentences"][0]["kind"] == "mixed"


def test_the_shared_corpus_survives_the_table(shared):
    annotations = list(read_annotations(shared / "corpus" / "dev.jsonl"))
    assert list(from_table(to_table(annotations))) == annotations


def test_a_foreign_table_is_refused():
    with pytest.raises(FormatError, match=r"columns \['id', .* are missing"):
        list(from_table(pa.table({"text": ["x"]})))
    with pytest.raises(ArticleError, match=r"columns \['day'\] given, expected one of 'text'"):
        annotate_batch(pa.table({"day": ["Monday"]}), "lexicon.v1")


def test_the_text_may_be_in_another_column(scripted):
    table = pa.table({"story": ["Taxes fell."], "body": ["not this"], "views": [3]})
    [row] = annotate_batch(table, scripted, text_column="story").to_pylist()
    assert (row["text"], row["meta"], row["error"]) == ("Taxes fell.", "{}", None)


def test_a_batch_gives_one_row_for_each_row(scripted):
    table = pa.table(
        {"id": ["a", "b", "c"], "text": ["Taxes fell.", "RAISE", None], "meta": ["{}", None, "{"]}
    )
    result = annotate_batch(table, scripted)
    assert result.schema == BATCH_SCHEMA
    assert result["id"].to_pylist() == ["a", "b", "c"]
    errors = result["error"].to_pylist()
    assert errors[0] is None
    assert "as asked" in errors[1]
    assert errors[2]


def test_streams_of_batches_stay_streams(scripted):
    table = pa.table({"text": [f"text {number}" for number in range(10)]})
    batches = annotate_batches(iter(table.to_batches(max_chunksize=4)), scripted)
    assert sum(batch.num_rows for batch in batches) == 10
