import json
from dataclasses import replace

import pytest

from claimstance.core.markup import parse
from claimstance.dataset.entries import check_unique, read_entries
from claimstance.errors import FormatError
from claimstance.io.jsonl import format_line
from claimstance.labelstudio.pieces import cut
from claimstance.labelstudio.shares import sentences
from claimstance.labelstudio.tasks import make_task


@pytest.fixture
def write(tmp_path):
    def to_file(*lines, name="in.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return str(path)

    return to_file


def test_annotations_and_labelled_sentences_are_read_from_one_file(write):
    annotation = parse("[Rents rose](claim).", id="a")
    rated = json.dumps({"id": "r", "text": "Shame!", "rating": 3})
    labelled = json.dumps({"text": "It\u2028rained.", "subjectivity": "OBJ"}, ensure_ascii=False)
    path = write(format_line(annotation), "", rated, labelled)
    first, second, third = read_entries(path)
    assert (first.annotation, first.where) == (annotation, f"{path}:1")
    assert (second.where, second.rating, second.layers) == (f"{path}:3", 0.75, ("subjectivity",))
    assert third.annotation.sentences[0].subjectivity == "OBJ"


def test_a_document_may_be_labelled_in_part(write):
    annotation = parse("[Rents rose](claim).", id="a")
    document = replace(annotation.document, meta={"layers": ["claims"]})
    [entry] = read_entries(write(format_line(replace(annotation, document=document))))
    assert entry.layers == ("claims",)


def test_an_export_of_label_studio_is_read(write):
    annotation = parse("[[Rents](target) [soared](evaluation emotive)](claim event).", id="a")
    task = make_task(annotation.document, annotations=[annotation]) | {"id": 7}
    for number, body in enumerate(task["annotations"], 1):
        body |= {"id": number, "completed_by": 3}
    [entry] = read_entries(write(json.dumps([task]), name="export.json"))
    assert entry.annotation.annotator == "human:3"
    assert entry.annotation.claims == annotation.claims
    assert entry.where.endswith("export.json: task 7, annotation 1")


def test_sentences_of_an_export_become_documents(write):
    annotation = parse("[[Rents rose](claim).](sentence OBJ) [It rained.](sentence OBJ)", id="a")
    tasks = [share.submitted() for share in sentences([annotation], cut([annotation]))]
    for number, task in enumerate(tasks, 1):
        task["id"] = number
        task["annotations"][0] |= {"id": number, "completed_by": 3}
    path = write(json.dumps(tasks), name="export.json")
    [entry] = read_entries(path)
    assert entry.annotation.document.text == annotation.document.text
    assert entry.annotation.claims == annotation.claims
    tasks[0]["annotations"] = []
    path = write(json.dumps(tasks), name="export.json")
    rejects = []
    assert list(read_entries(path, on_reject=rejects.append)) == []
    assert "1 of 2 sentences annotated" in rejects[0].error


BAD_SPAN = json.dumps(
    {
        "document": {"id": "a", "text": "short"},
        "annotation": {"annotator": "x", "claims": [{"id": "c1", "spans": [[0, 9]]}]},
    }
)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (BAD_SPAN, r"in.jsonl:1: document 'a', claim 'c1': span \[0, 9\] given"),
        ("{", "in.jsonl:1: not JSON"),
        ('{"text": "x"}', "in.jsonl:1: neither a rating nor a subjectivity"),
        ('{"text": "x", "rating": 7}', "in.jsonl:1: rating: 7 given, expected 0 to 4"),
        ('{"text": "x", "rating": true}', "rating: True given"),
        ('{"text": "x", "rating": 1, "stars": 1}', "unknown key 'stars'"),
        ('{"text": "x", "subjectivity": "YES"}', "'YES' given, expected SUBJ or OBJ"),
    ],
)
def test_bad_lines_are_named_or_set_aside(write, line, message):
    path = write(line, format_line(parse("[Rents rose](claim).", id="b")))
    with pytest.raises(FormatError, match=message):
        list(read_entries(path))
    refused = []
    assert len(list(read_entries(path, on_reject=refused.append))) == 1
    assert [(reject.line, reject.content) for reject in refused] == [(1, line)]


def test_an_export_that_is_none_is_refused(write):
    with pytest.raises(FormatError, match=r"export\.json: expected a JSON export"):
        list(read_entries(write('{"a": 1}', name="export.json")))


def test_twice_the_same_document_is_refused(write):
    path = write(format_line(parse("Rents.", id="a")), format_line(parse("Rents.", id="a")))
    with pytest.raises(FormatError, match=r"in.jsonl:2: document 'a' is given twice by human:1"):
        check_unique(read_entries(path))
    other = format_line(parse("Other.", id="a", annotator="human:2"))
    path = write(format_line(parse("Rents.", id="a")), other)
    with pytest.raises(FormatError, match="has another text than in"):
        check_unique(read_entries(path))
