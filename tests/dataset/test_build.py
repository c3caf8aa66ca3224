import os
from dataclasses import replace
from pathlib import Path

import pytest

from claimstance.core.markup import parse
from claimstance.dataset.build import build, gather_facts, to_dataset, write
from claimstance.dataset.card import write_card
from claimstance.dataset.entries import Entry
from claimstance.dataset.features import COLUMNS, features
from claimstance.dataset.rows import make_rows
from claimstance.dataset.splits import Plan
from claimstance.errors import ConfigError

GOLDEN = Path(__file__).parent / "golden" / "card.md"
ARTICLE = (
    "[It rained.](sentence OBJ) [[She](holder #h) [said](cue #k) [the [awful](evaluation judgement "
    "negative 2 holder=h target=t) [tax](target #t) fell](claim event worthy holder=h cue=k "
    'neutral="The tax fell.").](sentence OBJ) [It is a [shame](evaluation loaded holder=h '
    "target=t).](sentence SUBJ)"
)
ALL_TRAIN = Plan(shares={"train": 1.0})


def entry(markup=ARTICLE, id_="a", where="in.jsonl:1", **options):
    return Entry(where, parse(markup, id=id_, **options))


def spans(row, mark):
    return [row["text"][a:b] for a, b in mark.get("spans") or [mark["span"]]]


def test_every_sentence_is_a_row_with_offsets_in_its_own_text():
    _, second, third = make_rows(entry()).rows
    [claim] = second["claims"]
    assert spans(second, claim) == ["the awful tax fell"]
    assert second["text"][slice(*claim["holder_span"])] == "She"
    assert second["text"][slice(*claim["cue"])] == "said"
    assert (claim["holder"], claim["kind"], claim["worth"]) == ("words", "event", True)
    assert second["context"] == "It rained."
    assert third["context"] == "It rained. She said the awful tax fell."
    assert (third["sentence"], third["start"], third["subjectivity"]) == (2, 40, "SUBJ")


def test_roles_outside_the_sentence_are_other_or_none():
    third = make_rows(entry(), context=0).rows[2]
    [shame] = third["evaluations"]
    assert (shame["holder"], shame["holder_span"], shame["target"]) == ("other", None, None)
    assert third["context"] == ""


def test_a_mark_across_sentences_is_left_out_and_named():
    given = entry("[Rents [rose.](sentence) [Wages](sentence) fell](claim).")
    made = make_rows(given)
    assert [row["claims"] for row in made.rows] == [[], []]
    assert made.problems == (
        "in.jsonl:1: document 'a', claim 'c1' [0, 22] lies within no sentence; left out",
    )


def test_a_document_without_sentences_is_split_first():
    rows = make_rows(entry("[Rents rose](claim). [Wages fell](claim).")).rows
    assert [row["text"] for row in rows] == ["Rents rose.", "Wages fell."]
    assert [spans(row, row["claims"][0]) for row in rows] == [["Rents rose"], ["Wages fell"]]


def test_the_order_of_entries_does_not_matter():
    entries = [entry(f"[Rents rose by {n}](claim) percent.", f"d{n}") for n in range(20)]
    assert build(entries) == build(entries[::-1])


def test_nothing_to_build_from_is_refused():
    with pytest.raises(ConfigError, match="no annotation given"):
        build([])


def test_columns_are_those_that_are_written_down():
    assert list(features()) == list(COLUMNS)


def test_a_dataset_is_written_whole_and_reads_back(tmp_path):
    import datasets

    given = [entry(), replace(entry("[Shame!](sentence)", "r"), rating=0.75)]
    built = build(given, ALL_TRAIN)
    write(built, tmp_path / "data", name="Test")
    loaded = datasets.load_from_disk(str(tmp_path / "data"))
    assert loaded["train"].to_list() == to_dataset(built)["train"].to_list()
    assert loaded["train"][3]["rating"] == 0.75
    assert loaded["train"][1]["claims"][0]["spans"] == [[9, 27]]
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    with pytest.raises(ConfigError, match="exists already"):
        write(built, tmp_path / "data", name="Test")


def test_the_card_says_what_was_built():
    given = [entry(), entry(id_="b", annotator="llm:1"), entry("Rain.", "c")]
    built = build(given, ALL_TRAIN)
    card = write_card(gather_facts(built, 'Claims "and" more', "cc-by-4.0"))
    if os.environ.get("CLAIMSTANCE_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(card, encoding="utf-8")
    assert card == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("annotator", "creators"),
    [("human:1", "- expert-generated"), ("llm:1", "- machine-generated"), ("gold", None)],
)
def test_the_card_does_not_make_experts_of_whoever_adjudicated(annotator, creators):
    built = build([entry(annotator=annotator)], ALL_TRAIN)
    card = write_card(gather_facts(built, "Claims", None))
    assert ("annotations_creators" in card) == (creators is not None)
    assert creators is None or creators in card
