"""Sentence by sentence through files and back: nothing lost, nothing double."""

import json
from dataclasses import replace

import pytest
from annotation_strategies import annotations, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Sentence, Subjectivity, Voice
from claimstance.core.span import Span
from claimstance.labelstudio.pieces import crossing, cut, joined, piece_data, piece_of, retrace
from claimstance.labelstudio.pull import read_tasks
from claimstance.labelstudio.shares import sentences
from claimstance.segment.sentences import split_sentences

TWO = (
    "[[The mayor](holder) [said](cue) that [taxes fell](claim event worthy).](sentence OBJ)\n\n"
    "[It was a [disgrace](evaluation judgement negative 3).](sentence SUBJ) "
    "[[Rents rose](claim event).](sentence OBJ)"
)


def exported(annotation, *, user=3, context=1, annotated=None):
    """The tasks of a document as Label Studio exports them, annotated by one user."""
    shares = sentences([annotation], cut([annotation]), context)
    tasks = []
    for number, share in enumerate(shares, 1):
        task = share.submitted() | {"id": number}
        if annotated is not None and number - 1 not in annotated:
            task["annotations"] = []
        for body in task["annotations"]:
            body |= {"id": 100 * user + number, "completed_by": user, "lead_time": 2.5}
            body |= {"updated_at": f"2026-01-{number:02}T00:00:00Z"}
        tasks.append(task)
    return json.loads(json.dumps(tasks))


def sent(annotation):
    """The annotation as its sentences can say it: cut as it is sent, without scores."""
    spans = cut([annotation])
    known = {s.span: s.subjectivity for s in annotation.sentences}
    return replace(
        annotation,
        annotator="human:3",
        sentences=tuple(Sentence(i, span, known.get(span)) for i, span in enumerate(spans)),
        stances=(),
    )


def marks(annotation):
    return annotation.sentences, annotation.claims, annotation.evaluations


def inside(span):
    edges = st.integers(span.start, span.end)
    return st.lists(edges, min_size=2, max_size=2, unique=True).map(lambda e: Span(*sorted(e)))


@st.composite
def sentence_by_sentence(draw):
    """Annotations whose marks and links stay inside their sentences."""
    text = draw(texts())
    found = []
    claims, evaluations = [], []
    for index, span in enumerate(split_sentences(text)):
        found.append(Sentence(index, span, draw(st.none() | st.sampled_from(Subjectivity))))
        for _ in range(draw(st.integers(0, 2))):
            holder, end = (
                draw(st.sampled_from(Voice) | inside(span)),
                draw(st.none() | inside(span)),
            )
            if draw(st.booleans()):
                spans = (draw(inside(span)),)
                claims.append(Claim(id=f"m{len(claims)}", spans=spans, holder=holder, cue=end))
            else:
                id_, where = f"e{len(evaluations)}", draw(inside(span))
                evaluations.append(Evaluation(id=id_, span=where, holder=holder, target=end))
    meta = draw(st.sampled_from([{}, {"page": 3}]))
    title = draw(st.none() | st.just("A title"))
    return Annotation(
        document=Document(text=text, id="d", title=title, meta=meta),
        annotator="model:m",
        sentences=tuple(found),
        claims=tuple(claims),
        evaluations=tuple(evaluations),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sentence_by_sentence(), st.integers(0, 3), st.randoms())
def test_the_pieces_of_a_document_come_back_as_one_annotation(annotation, context, chance):
    tasks = exported(annotation, context=context)
    chance.shuffle(tasks)
    [pulled] = read_tasks(tasks)
    assert pulled.problems == ()
    found, expected = pulled.annotation, sent(annotation)
    assert (found.annotator, found.document.text) == ("human:3", annotation.document.text)
    assert marks(found) == marks(expected)
    document = replace(found.document, meta=annotation.document.meta)
    assert document == annotation.document
    source = found.document.meta["label_studio"]
    assert source["annotated"] == list(range(source["sentences"]))
    assert source["seconds"] == 2.5 * source["sentences"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(annotations())
def test_any_text_is_cut_without_a_loss_and_what_crosses_is_told(annotation):
    spans, text = cut([annotation]), annotation.document.text
    shares = sentences([annotation], spans)
    pieces = [piece_of({**s.predicted()["data"]}) for s in shares]
    assert joined(pieces) == text
    assert retrace(text, [piece.text for piece in pieces]) == spans
    kept = [m.id for s in shares for a in s.annotations for m in (*a.claims, *a.evaluations)]
    lost = {mark.id for mark in (*annotation.claims, *annotation.evaluations)} - set(kept)
    assert len(set(kept)) == len(kept)
    told = list(crossing(annotation, spans))
    assert all(any(repr(id_) in what for what in told) for id_ in lost)
    assert len(lost) <= len(told)


def test_a_task_shows_the_sentence_between_its_neighbours(doc):
    annotation = doc(TWO, id="d")
    document, spans = replace(annotation.document, title="Taxes"), cut([annotation])
    shown = piece_data(document, spans, 1, 1)
    assert shown["heading"] == "Taxes · sentence 2 of 3"
    assert (shown["before"], shown["after"]) == ("The mayor said that taxes fell.", "Rents rose.")
    alone = piece_data(document, spans, 1, 0)
    assert (alone["before"], alone["after"]) == ("", "")
    assert piece_data(document, spans, 0, 5)["after"] == "It was a disgrace. Rents rose."


def test_unfinished_documents_are_told_or_taken_with_what_is_there(doc):
    annotation = doc(TWO, id="d")
    tasks = exported(annotation, annotated={0, 2})
    [pulled] = read_tasks(tasks)
    assert (pulled.annotation, pulled.unfinished) == (None, True)
    assert pulled.problems == ("2 of 3 sentences annotated",)
    [pulled] = read_tasks(tasks, partial=True)
    found = pulled.annotation
    text = found.document.text
    assert text == annotation.document.text
    assert [s.span.of(text) for s in found.sentences] == [
        "The mayor said that taxes fell.",
        "Rents rose.",
    ]
    assert found.claims == annotation.claims
    assert found.evaluations == ()
    assert found.document.meta["label_studio"]["annotated"] == [0, 2]


def test_annotators_are_kept_apart_and_the_later_of_two_annotations_counts(doc):
    annotation = doc(TWO, id="d")
    tasks = exported(annotation)
    for task, other in zip(tasks, exported(annotation, user=4), strict=True):
        task["annotations"] += other["annotations"]
    again = dict(tasks[2]["annotations"][0], id=999, updated_at="2026-02-01T00:00:00Z", result=[])
    tasks[2]["annotations"].insert(0, again)
    third, fourth = read_tasks(tasks)
    assert (third.annotation.annotator, fourth.annotation.annotator) == ("human:3", "human:4")
    assert fourth.problems == ()
    assert "annotated twice" in third.problems[0]
    assert [c.id for c in third.annotation.claims] == ["c1"]
    assert len(fourth.annotation.claims) == 2


def test_marks_with_one_id_in_two_sentences_are_told_apart(doc):
    tasks = exported(doc(TWO, id="d"))
    for item in tasks[2]["annotations"][0]["result"]:
        if item["id"] == "c2":
            item["id"] = "c1"
    [pulled] = read_tasks(tasks)
    assert [claim.id for claim in pulled.annotation.claims] == ["c1", "s3-c1"]


def test_skipped_unclear_and_missing_sentences_leave_the_document_unfinished(doc):
    annotation = doc(TWO, id="d")
    tasks = exported(annotation)
    tasks[0]["annotations"][0]["was_cancelled"] = True
    skipped, rest = read_tasks(tasks)
    assert skipped.skipped
    assert rest.unfinished
    tasks = exported(annotation)
    result = tasks[1]["annotations"][0]["result"]
    value = result[0]["value"]
    parts = [(0, 9, "SUBJ", "It was a "), (9, value["end"], "OBJ", value["text"][9:])]
    result[:1] = [
        dict(result[0], id=label, value={"start": a, "end": b, "text": words, "labels": [label]})
        for a, b, label, words in parts
    ]
    unclear, rest = read_tasks(tasks)
    assert "both SUBJ and OBJ" in unclear.problems[-1]
    assert rest.unfinished
    [pulled] = read_tasks(exported(annotation)[:2])
    assert "sentences 3 are missing" in pulled.problems[-1]


def test_a_mark_outside_of_the_sentence_is_unclear(doc):
    tasks = exported(doc(TWO, id="d"))
    mark = {
        "start": 0,
        "end": 40,
        "text": "The mayor said that taxes fell. It was a",
        "labels": ["Claim"],
    }
    item = {"id": "x", "from_name": "span", "to_name": "text", "type": "labels", "value": mark}
    tasks[1]["annotations"][0]["result"].append(item)
    unclear, rest = read_tasks(tasks)
    assert "do not hold the words" in unclear.problems[0]
    assert rest.unfinished


@pytest.mark.parametrize("damage", [{"of": "many"}, {"index": None}, {"lead": " - "}])
def test_tampered_pieces_are_refused(doc, damage):
    tasks = exported(doc(TWO, id="d"))
    tasks[1]["data"]["piece"] |= damage
    outcomes = list(read_tasks(tasks))
    assert all(outcome.annotation is None for outcome in outcomes)
    assert any(outcome.problems for outcome in outcomes)


def test_what_leaves_its_sentence_is_named(doc):
    annotation = doc(
        "[[Taxes fell](claim holder=h).](sentence OBJ) [[The mayor](holder #h) spoke.](sentence)",
        id="d",
    )
    spans = cut([annotation])
    assert list(crossing(annotation, spans)) == ["the holder of claim 'c1'"]
    first, _ = sentences([annotation], spans)
    assert first.annotations[0].claims[0].holder is Voice.OTHER


def test_another_cut_is_traced_by_its_words():
    assert retrace("a b.  c", ["a", "b.", "c"]) == (Span(0, 1), Span(2, 4), Span(6, 7))
    assert retrace("a b", ["a"]) is None
    assert retrace("a b", ["b", "a"]) is None
