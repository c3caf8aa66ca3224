from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Polarity,
    Sentence,
    Subjectivity,
    Voice,
)
from claimstance.core.markup import parse, render
from claimstance.core.span import Span
from claimstance.errors import SpanError

WORKED_EXAMPLE = (
    "[During their meeting, [the «libertarian»](holder #h1) openly [stated](cue #k1) that [the "
    "republican «will copy» the [controversial](evaluation judgement negative 2 holder=author "
    "target=t1) [neoliberal](evaluation loaded negative 1 holder=author target=t1) [model applied "
    'in the southern nation](target #t1)](claim forecast worthy holder=h1 cue=k1 neutral="The '
    'republican will copy the model applied in the southern nation."), [which has led to a '
    "[severe](evaluation intensity negative 1 holder=author target=t2) [social and economic crisis]"
    '(target #t2)](claim cause worthy holder=author neutral="The model applied in the southern '
    'nation has led to a social and economic crisis.").](sentence OBJ)'
)
PIECES = (
    "Taxes ",
    "[sic]",
    "](claim)",
    "\\",
    "\\[",
    '"',
    "é\n",
    "😀",
    "(cue ",
    " fell",
    "] ",
    "#a",
)


@st.composite
def nested(draw, start, end, depth):
    """Return spans between two characters, of which none crosses another."""
    if start >= end or depth == 0:
        return []
    edges = draw(st.lists(st.integers(start, end), max_size=4, unique=True).map(sorted))
    found = []
    for left, right in zip(edges[::2], edges[1::2], strict=False):
        found.append(Span(left, right))
        found += draw(nested(left, right, depth - 1))
    return found


@st.composite
def annotations(draw):
    text = "x" + "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)))
    spans = draw(nested(0, len(text), 4)) or [Span(0, 1)]
    some = st.sampled_from(spans)
    optional_span = st.none() | some
    holders = st.sampled_from(Voice) | some
    # Annotations list their marks in text order, the longer one first, as reading them does.
    chosen = sorted(draw(st.lists(some, max_size=4)), key=lambda s: (s.start, -s.end))
    claims = [
        Claim(
            id=f"c{number}",
            spans=(span,),
            holder=draw(holders),
            cue=draw(optional_span),
            kind=draw(st.none() | st.sampled_from(ClaimKind)),
            worth=draw(st.none() | st.booleans()),
            neutral=draw(st.none() | st.sampled_from(PIECES)),
        )
        for number, span in enumerate(chosen, 1)
    ]
    chosen = sorted(draw(st.lists(some, max_size=4)), key=lambda s: (s.start, -s.end))
    evaluations = [
        Evaluation(
            id=f"e{number}",
            span=span,
            type=draw(st.none() | st.sampled_from(EvaluationType)),
            polarity=draw(st.none() | st.sampled_from(Polarity)),
            strength=draw(st.none() | st.sampled_from([1, 2, 3])),
            holder=draw(holders),
            target=draw(optional_span),
        )
        for number, span in enumerate(chosen, 1)
    ]
    whole = Sentence(0, Span(0, len(text)), draw(st.none() | st.sampled_from(Subjectivity)))
    return Annotation(
        document=Document(text=text, language="en"),
        annotator="human:1",
        sentences=draw(st.sampled_from([(), (whole,)])),
        claims=tuple(claims),
        evaluations=tuple(evaluations),
    )


@settings(max_examples=300, deadline=None)
@given(annotations())
def test_what_is_written_reads_back(annotation):
    assert parse(render(annotation)) == annotation


def test_the_worked_example_reads_as_the_scheme_says_and_is_written_again():
    annotation = parse(WORKED_EXAMPLE)
    copy, led = annotation.claims
    text = annotation.document.text
    assert copy.holder.of(text) == "the «libertarian»"
    assert (copy.cue.of(text), copy.kind, copy.worth) == ("stated", "forecast", True)
    assert (led.holder, led.cue) == (Voice.AUTHOR, None)
    assert [e.span.of(text) for e in annotation.evaluations] == [
        "controversial",
        "neoliberal",
        "severe",
    ]
    assert annotation.evaluations[2].target.of(text) == "social and economic crisis"
    assert parse(render(annotation)) == annotation


def test_fragments_share_an_id_and_the_frame_stays_outside():
    markup = "[«Taxes»](claim #a event), [she](holder) [said](cue), [«fell»](claim #a)."
    annotation = parse(markup)
    [claim] = annotation.claims
    assert [span.of(annotation.document.text) for span in claim.spans] == ["«Taxes»", "«fell»"]
    assert render(annotation) == (
        "[«Taxes»](claim #c1 event holder=r1 cue=r2), [she](holder #r1) [said](cue #r2), "
        "[«fell»](claim #c1)."
    )


@pytest.mark.parametrize(
    "markup",
    ["Rents [fell](claim).", "[Rents](target #r1) [soared](evaluation emotive target=r1)."],
)
def test_plain_markup_stays_plain(markup):
    assert render(parse(markup)) == markup


def test_brackets_of_the_text_are_no_marks():
    annotation = parse(r"They \[the banks] fell [sic] (claim).")
    assert annotation.document.text == "They [the banks] fell [sic] (claim)."
    assert annotation.claims == ()


def test_marks_that_cross_are_refused_by_name():
    annotation = parse("[Rents rose](claim) fast.")
    crossing = Evaluation(id="e1", span=Span(6, 15))
    with pytest.raises(SpanError, match=r"claim 'Rents rose' \[0, 10\] and evaluation 'rose fast'"):
        render(replace(annotation, evaluations=(crossing,)))


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("[Rents](claim rubbish)", "'rubbish': unknown word"),
        ("[Rents](claim event", r"expected '\)'"),
        ("[Rents](claim negative)", r"\['polarity'\] given"),
        ("[Rents](claim holder=h)", "no mark has this id"),
        ("[a](holder) [b](holder) [c](claim)", "2 marks could be its holder"),
        ("[a](holder #x) [b](cue #x)", "given to two marks"),
    ],
)
def test_markup_that_does_not_resolve_is_refused(markup, message):
    with pytest.raises(SpanError, match=message):
        parse(markup)
