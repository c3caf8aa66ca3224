import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Sentence
from claimstance.core.span import Span
from claimstance.report.page import render_page
from claimstance.report.pieces import assign_lanes, cut

NESTED = (
    "[[[The minister](holder #h) [said](cue) taxes, [which [hurt](evaluation emotive negative 2 "
    "holder=h target=t) [families](target #t)](claim cause holder=h), fell](claim event holder=h)."
    "](sentence OBJ)"
)


class Words(HTMLParser):
    """The text of the elements whose class is ``text``, and every tag seen."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.inside = "", [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = self.inside or ("class", "text") in attrs

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "p"

    def handle_data(self, data):
        if self.inside:
            self.words += data


def read(page):
    words = Words()
    words.feed(page)
    return words


def test_the_text_of_the_page_is_the_text_of_the_article(doc):
    annotation = doc(NESTED)
    assert read(render_page([annotation])).words == annotation.document.text


def test_pieces_carry_nested_marks_and_their_roles(doc):
    annotation = doc(NESTED)
    [sentence] = annotation.sentences
    pieces = cut(annotation, sentence.span)
    hurt = next(p for p in pieces if p.span.of(annotation.document.text) == "hurt")
    assert sorted(lane for _, lane in hurt.claims) == [0, 1]
    assert hurt.evaluations == annotation.evaluations
    minister = next(p for p in pieces if p.span.of(annotation.document.text) == "The minister")
    assert {(link.mark, link.role) for link in minister.links} == {
        ("c1", "holder"),
        ("c2", "holder"),
        ("e1", "holder"),
    }


ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\x00\x1b[31m\u202eevil"


def test_nothing_in_text_title_or_address_becomes_markup():
    document = Document(
        text=ATTACK,
        title=ATTACK,
        url="javascript:alert(1)",
        source=ATTACK,
        language='en"><script>',
        meta={"authors": [ATTACK]},
    )
    end = len(ATTACK)
    annotation = Annotation(
        document=document,
        annotator=ATTACK,
        sentences=(Sentence(0, Span(0, end)),),
        claims=(Claim(id='c"1 <b>', spans=(Span(0, end),), neutral=ATTACK, holder=Span(0, 9)),),
        evaluations=(Evaluation(id="e'1", span=Span(2, 9), target=Span(3, 5)),),
    )
    page = render_page([annotation])
    seen = read(page)
    assert [tag for tag, _ in seen.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in seen.tags]
    assert not [a for _, a in seen.tags if any(name.startswith("on") for name in a)]
    assert "javascript:alert" not in page
    assert "\x00" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_needs_no_network(doc):
    page = render_page([doc(NESTED)])
    assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]+\"", page)
    assert "default-src 'none'" in page


def test_several_articles_have_a_table_of_contents(doc):
    one = doc(NESTED)
    titled = replace(one, document=replace(one.document, title="Second"))
    page = render_page([one, titled])
    assert "2 articles" in page
    assert '<a href="#d2">Second</a>' in page


@given(
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 12)), max_size=6),
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 12)), max_size=6),
)
def test_crossing_marks_lose_no_character(claims, evaluations):
    text = "abcdefghijklmnopqrstuvwxyz😀<&>"
    annotation = Annotation(
        document=Document(text=text),
        annotator="human:1",
        sentences=(Sentence(0, Span(0, len(text))),),
        claims=tuple(Claim(id=f"c{n}", spans=(Span(a, a + b),)) for n, (a, b) in enumerate(claims)),
        evaluations=tuple(
            Evaluation(id=f"e{n}", span=Span(a, a + b), target=Span(a, a + 1))
            for n, (a, b) in enumerate(evaluations)
        ),
    )
    pieces = cut(annotation, Span(0, len(text)))
    assert "".join(piece.span.of(text) for piece in pieces) == text
    lanes = assign_lanes(annotation.claims)
    for one in annotation.claims:
        for other in annotation.claims:
            if one.id != other.id and one.span.overlaps(other.span):
                assert lanes[one.id] != lanes[other.id]


@pytest.mark.parametrize("name", ["dev", "dev-es"])
def test_real_articles_render(shared, name):
    from claimstance.io.jsonl import read_annotations

    for annotation in read_annotations(shared / "corpus" / f"{name}.jsonl"):
        words = read(render_page([annotation])).words
        for sentence in annotation.sentences:
            assert sentence.span.of(annotation.document.text)[:40] in words
