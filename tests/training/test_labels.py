"""Labels of single sentences, beside marks."""

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="needs claimstance[train]")

from claimstance.io.jsonl import read_annotations
from claimstance.training.config import NetworkConfig
from claimstance.training.encoders import load_tokenizer
from claimstance.training.examples import annotation_examples
from claimstance.training.labels import read_sentences, relabel


def test_columns_may_be_capitalised_and_begin_with_a_mark(tmp_path):
    path = tmp_path / "sentences.csv"
    path.write_text('Sentence,Label,Solved\n"Taxes, oh taxes",subj,True\n', encoding="utf-8-sig")
    assert list(read_sentences(str(path))) == [("Taxes, oh taxes", "SUBJ")]


def test_peoples_labels_go_before_and_new_sentences_are_added(encoder, corpus):
    tokenizer = load_tokenizer(NetworkConfig(encoder=encoder))
    annotation = next(read_annotations(corpus))
    texts = [s.span.of(annotation.document.text) for s in annotation.sentences]
    before = list(annotation_examples(annotation, tokenizer))
    assert before[0].targets.subjectivity == 0
    sentences = [(texts[0].replace(" ", "  "), "SUBJ"), ("A new sentence.", "OBJ")]
    first, *others, added = relabel(before, sentences, tokenizer)
    assert first == replace(before[0], targets=replace(before[0].targets, subjectivity=1))
    assert others == before[1:]
    assert (added.targets.subjectivity, added.targets.has_marks) == (0, False)
