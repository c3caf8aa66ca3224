"""Annotations of every shape: awkward texts, nested, crossing and fragmented marks, all links."""

from itertools import pairwise

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
from claimstance.core.span import Span

AWKWARD = (
    "The minister said taxes fell.",
    " \u2014 «pésimo» ",
    "\U0001f600",
    "👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "e\u0301te\u0301 n\u0303",
    "\r\n",
    "\r\r\n\n",
    "القانون «كارثي» قال",
    "\u202bעברית\u202c",
    "a  b\tc\u00a0d\u200bé",
    "\\n \\ \\\\n",
    "<b>&amp;</b> $text",
    "\u2028\x85\x0b",
)
scores = st.none() | st.floats(0, 1)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def texts(draw):
    pieces = draw(st.lists(st.sampled_from(AWKWARD) | words, min_size=2, max_size=10))
    return "x" + "".join(pieces)


@st.composite
def spans(draw, length):
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


def holders(length):
    return st.sampled_from(Voice) | spans(length)


def optional(values):
    return st.none() | values


@st.composite
def fragments(draw, length):
    edges = draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))


@st.composite
def sentences(draw, length):
    edges = sorted(draw(st.sets(st.integers(0, length), min_size=0, max_size=5)))
    return tuple(
        Sentence(i, Span(a, b), draw(optional(st.sampled_from(Subjectivity))), draw(scores))
        for i, (a, b) in enumerate(pairwise(edges))
    )


def claims(length, id_):
    return st.builds(
        Claim,
        id=st.just(id_),
        spans=fragments(length),
        holder=holders(length),
        cue=optional(spans(length)),
        kind=optional(st.sampled_from(ClaimKind)),
        worth=optional(st.booleans()),
        neutral=optional(st.sampled_from(AWKWARD) | words),
        score=scores,
    )


def evaluations(length, id_):
    return st.builds(
        Evaluation,
        id=st.just(id_),
        span=spans(length),
        type=optional(st.sampled_from(EvaluationType)),
        polarity=optional(st.sampled_from(Polarity)),
        strength=optional(st.sampled_from([1, 2, 3])),
        holder=holders(length),
        target=optional(spans(length)),
        score=scores,
    )


IDS = st.from_regex(
    r"[ce][0-9]{1,2}|[#%a-zA-Z0-9_.é😀-]{1,12}|sentence-0|holder-0-1|_5f_", fullmatch=True
)


@st.composite
def annotations(draw, name=None):
    text = draw(texts())
    ids = draw(st.lists(IDS, max_size=9, unique=True))
    cut = draw(st.integers(0, len(ids)))
    length = len(text)
    document = Document(
        text=text,
        id=name or draw(st.sampled_from(["", "a-1", "наука/7"])),
        title=draw(optional(words)),
        language=draw(st.sampled_from([None, "en", "ar"])),
        meta=draw(st.sampled_from([{}, {"page": 3, "tags": ["é", "😀"]}])),
    )
    return Annotation(
        document=document,
        annotator="model:m-1",
        sentences=draw(sentences(length)),
        claims=tuple(draw(claims(length, id_)) for id_ in ids[:cut]),
        evaluations=tuple(draw(evaluations(length, id_)) for id_ in ids[cut:]),
    )
