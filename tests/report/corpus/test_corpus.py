"""A small corpus, counted by hand."""

import json
import re
from dataclasses import replace

import pytest

pytest.importorskip("matplotlib", reason="needs claimstance[report]")

from claimstance.report.corpus import gather, render_corpus
from claimstance.report.corpus.claims import checkworthiest, claimants, voices
from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.outlets import outlets
from claimstance.report.corpus.periods import periods
from claimstance.report.corpus.stances import compared, matrix, pairs
from claimstance.report.corpus.wordings import (
    COLOURED,
    JUDGING,
    distinctive,
    most_used,
)


@pytest.fixture(scope="module")
def facts(corpus):
    with gather(corpus) as found:
        yield found


@pytest.fixture
def evidence(facts):
    return Evidence(facts, 4)


def behind(evidence, link):
    """Return heading, count and sentences of a figure as the page's script reads them."""
    data = json.loads(evidence.to_json())
    heading, total, marks = data["lists"][int(link.removeprefix("#k")) - 1]
    return heading, total, ["".join(p[0] for p in data["sentences"][s][2]) for s, _ in marks]


def test_one_person_under_three_names(facts, evidence):
    table = matrix(facts, evidence)
    assert table["columns"] == ["Jon Ash"]
    assert [
        (r["name"], r["cells"][0]["favor"], r["cells"][0]["against"]) for r in table["rows"]
    ] == [
        ("The articles themselves", 0, 6),
        ("Mara Lind", 3, 0),
    ]


def test_figures_lead_to_their_sentences(facts, evidence):
    [row] = pairs(facts, evidence)
    heading, total, sentences = behind(evidence, row["cell"]["link"])
    assert heading == "Mara Lind about Jon Ash"
    assert total == 3
    assert sentences == ["Mara Lind said the admirable Jon Ash will rebuild the bridge."] * 3


def test_evidence_is_cut_where_it_says_so(facts, evidence):
    [first, _] = outlets(facts, evidence)
    _, total, sentences = behind(evidence, first["coloured_link"])
    assert total == 6
    assert len(sentences) == 4


def test_outlets_are_compared_by_rates(facts, evidence):
    found = {row["outlet"]: row for row in outlets(facts, evidence)}
    assert found["A"]["coloured"].value == 100
    assert found["A"]["subjective"].value == 100
    assert found["A"]["coloured"].low == 100
    assert found["B"]["coloured"].value == 0
    assert found["B"]["quoted"].value == 100
    assert found["B"]["coloured"].low is None


def test_claims_are_listed_once_with_who_claims_them(facts, evidence):
    rows = checkworthiest(facts, evidence)
    assert len({row["neutral"] for row in rows}) == len(rows) == 4
    assert {row["holder"] for row in rows} == {"A itself", "Mara Lind"}
    assert [v["count"] for v in voices(facts, evidence)] == [6, 3, 0, 0]
    [source] = claimants(facts, evidence)
    assert (source["name"], source["claims"], source["articles"]) == ("Mara Lind", 3, 3)


def test_wordings_with_their_targets(facts, evidence):
    assert most_used(facts, evidence, COLOURED) == []
    rows = most_used(facts, evidence, JUDGING)
    assert [(r["words"], r["articles"], r["own"], r["targets"]) for r in rows] == [
        ("botched", 6, 6, "Jon Ash"),
        ("admirable", 3, 0, "Jon Ash"),
    ]
    assert distinctive(facts, evidence) == []  # B has no voice of its own to differ from


def test_words_that_set_outlets_apart(corpus):
    praise = "[The [grand](evaluation judgement positive 2 holder=author) fair opened.](sentence)"
    from claimstance.core.markup import parse

    other = parse(praise)
    grand = [
        replace(other, document=replace(other.document, id=f"g{n}", source="G")) for n in range(6)
    ]
    with gather([*corpus, *grand]) as facts:
        found = distinctive(facts, Evidence(facts, 4))
    assert {row["outlet"]: [w["words"] for w in row["words"]] for row in found} == {
        "A": ["botched"],
        "G": ["grand"],
    }


def test_targets_are_compared_between_outlets(corpus):
    more = [
        replace(a, document=replace(a.document, id=f"c{n}", source="C"))
        for n, a in enumerate(corpus[:3])
    ]
    with gather([*corpus, *more]) as facts:
        [row] = compared(facts, Evidence(facts, 4))
    assert row["target"] == "Jon Ash"
    assert [(o["outlet"], o["articles"], o["against"].value) for o in row["outlets"]] == [
        ("A", 6, 100),
        ("C", 3, 100),
    ]
    assert row["outlets"][1]["against"].low < 50


def test_years_and_articles_without_a_date(facts, evidence):
    found = periods(facts, evidence)
    assert (found["unit"], found["undated"]) == ("year", 3)
    [year] = found["rows"]
    assert (year["period"], year["articles"]) == ("2024", 6)
    assert year["coloured"].value == 100
    assert (year["stances"][0]["favor"], year["stances"][0]["against"]) == (0, 6)


def test_the_shortest_period_that_has_enough_articles(corpus):
    def unit(dates):
        dated = [
            replace(corpus[0], document=replace(corpus[0].document, id=f"p{n}", published=day))
            for n, day in enumerate(dates)
        ]
        with gather(dated) as facts:
            return periods(facts, Evidence(facts, 1))["unit"]

    assert unit(["2024-01-01"] * 5 + ["2024-01-02T10:00:00Z"] * 5) == "day"
    assert unit([f"2024-01-{n:02}" for n in range(1, 11)]) == "month"
    assert unit([f"2024-{n:02}-01" for n in range(1, 11)]) == "year"


def test_the_same_whatever_the_order(corpus):
    pages = []
    for order in (corpus, corpus[::-1]):
        with gather(order) as facts:
            table = matrix(facts, Evidence(facts, 2))
            pages.append(
                [[c and (c["favor"], c["against"]) for c in r["cells"]] for r in table["rows"]]
            )
    assert pages[0] == pages[1]


def test_a_document_is_counted_once(corpus):
    with gather([*corpus, corpus[0]]) as facts:
        assert facts.repeated == 1
        assert "1 annotations of documents that had been counted" in render_corpus(facts)


def test_groups_by_a_key_of_meta(corpus):
    marked = [
        replace(a, document=replace(a.document, meta={"leaning": "left" if n % 2 else "right"}))
        for n, a in enumerate(corpus)
    ]
    with gather(marked, by="leaning") as facts:
        assert {row["outlet"] for row in outlets(facts, Evidence(facts, 2))} == {"left", "right"}
        assert "How much each leaning colours" in render_corpus(facts)


def test_nothing_from_a_text_becomes_markup(corpus):
    evil = '</script><script>alert(1)</script><b onload="x">'
    bad = [
        replace(a, document=replace(a.document, title=evil, source=evil, url=f"javascript:{n}"))
        for n, a in enumerate(corpus)
    ]
    with gather(bad) as facts:
        page = render_corpus(facts, title=evil)
    assert evil not in page
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert len(re.findall("<script", page)) == 2


def test_the_page_holds_every_section_and_no_address_but_the_articles(corpus):
    with gather(corpus) as facts:
        page = render_corpus(facts, title="Bridges")
    assert '<h1 dir="auto">Bridges</h1>' in page
    for name in ("outlets", "claims", "wordings", "stances", "time", "reading"):
        assert f'<section id="{name}"' in page or f'id="{name}"' in page
        assert f'href="#{name}"' in page
    fetched = re.findall(r'(?:src|href)="(https?:[^"]+)"', page)
    assert fetched == []  # articles' addresses are data of the script
    assert "https://example.org/a?b=1\\u0026c" in page


def test_a_corpus_without_outlets_dates_or_marks(doc):
    plain = [doc("Nothing is said here."), doc("[Rain fell.](claim event holder=author)")]
    with gather(plain) as facts:
        page = render_corpus(facts)
    assert "2 articles of 0 outlets" in page
    assert "Over time" not in page
