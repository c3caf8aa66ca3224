import json

import pytest

from claimstance.core.markup import parse
from claimstance.errors import FormatError
from claimstance.io.jsonl import format_line, parse_line, read_annotations, write_annotations
from claimstance.io.record import to_record

GOOD = parse(
    "[[The minister](holder) [said](cue) [taxes [plunged](evaluation emotive negative 2)]"
    '(claim event worthy neutral="Taxes fell.").](sentence OBJ)'
)


def test_a_line_reads_back_as_it_was_written():
    assert parse_line(format_line(GOOD)) == GOOD


def test_files_read_back_as_they_were_written(tmp_path):
    path = tmp_path / "a.jsonl"
    assert write_annotations([GOOD, GOOD], path) == 2
    assert list(read_annotations(path)) == [GOOD, GOOD]


def test_an_interrupted_write_leaves_no_file(tmp_path):
    def interrupted():
        yield GOOD
        raise KeyboardInterrupt

    path = tmp_path / "a.jsonl"
    with pytest.raises(KeyboardInterrupt):
        write_annotations(interrupted(), path)
    assert list(tmp_path.iterdir()) == []


def broken(*path, value):
    record = json.loads(json.dumps(to_record(GOOD)))
    place = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(record)


CLAIM = ("annotation", "claims", 0)
EVALUATION = ("annotation", "evaluations", 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "expected an object"),
        (broken("document", "tilte", value="x"), "unknown key 'tilte'"),
        (broken("document", "text", value=3), "text: 3 given, expected a string"),
        (broken("document", "text", value=" "), "text is empty"),
        (broken("document", "text", value="a\ud83d"), "half a character .* at 1"),
        (broken("document", "meta", value=[]), "meta: .* expected an object"),
        (broken(*CLAIM, "spans", value=[[5, 5]]), "expected 0 <= start < end"),
        (broken(*CLAIM, "spans", value=[[5, 5000]]), "expected one inside the text"),
        (broken(*CLAIM, "spans", value=[[1.5, 2]]), r"expected \[start, end\]"),
        (broken(*CLAIM, "spans", value=[[False, True]]), r"expected \[start, end\]"),
        (broken(*CLAIM, "spans", value=7), "claim spans: 7 given"),
        (broken(*CLAIM, "kind", value="rumour"), "'rumour' given, expected one of .'event'"),
        (broken(*CLAIM, "worth", value="yes"), "expected true, false or null"),
        (broken(*CLAIM, "score", value=1.2), "probability"),
        (broken(*CLAIM, "score", value="high"), "expected a number"),
        (broken(*CLAIM, "holder", value="editor"), "expected one of .'author', 'other'"),
        (broken(*EVALUATION, "strength", value=True), "strength: True given"),
        (broken(*EVALUATION, "id", value="c1"), "given to two marks"),
        (broken("annotation", "claims", value={"id": "c1"}), "claims: .* expected a list"),
        (broken("annotation", "annotator", value=None), "annotator: None given"),
    ],
)
def test_bad_lines_say_where_what_and_what_was_expected(tmp_path, line, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(format_line(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match=rf"bad\.jsonl:2: .*{message}"):
        list(read_annotations(path))


def test_bad_lines_can_be_set_aside(tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(b"{\n" + format_line(GOOD).encode() + b"\n\n\xff\xfe\n")
    rejects = []
    assert list(read_annotations(path, on_reject=rejects.append)) == [GOOD]
    assert [reject.line for reject in rejects] == [1, 4]
    assert json.loads(rejects[0].to_json())["content"] == "{"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"none\.jsonl: cannot be read"):
        list(read_annotations(tmp_path / "none.jsonl"))


def test_the_shared_corpus_reads_and_round_trips(shared):
    for name in ("dev", "dev-es"):
        for annotation in read_annotations(shared / "corpus" / f"{name}.jsonl"):
            assert parse_line(format_line(annotation)) == annotation
