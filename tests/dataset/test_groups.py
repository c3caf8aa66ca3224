from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from claimstance.core.document import Document
from claimstance.dataset.groups import Grouping, group

WORDS = [f"w{n}" for n in range(2000)]


def article(seed, length=60):
    return Random(seed).sample(WORDS, length)


def document(id_, words, **fields):
    return Document(text=" ".join(words), id=id_, **fields)


def test_texts_that_share_most_of_their_words_belong_together():
    words = article(1)
    documents = [
        document("whole", words),
        document("edited", [*words[:50], *article(2, 10)]),
        document("excerpt", words[20:45]),
        document("shouted", [w.upper() for w in words]),
        document("other", article(3)),
        document("half", [*words[:25], *article(4, 60)]),
    ]
    assert group(documents) == [["edited", "excerpt", "shouted", "whole"], ["half"], ["other"]]


def test_a_short_sentence_must_be_contained_whole():
    words = article(1)
    contained = document("inside", words[5:14])
    stock_phrase = document("phrase", [*words[5:11], "then", "they", "left", "again"])
    assert group([document("article", words), contained, stock_phrase]) == [
        ["article", "inside"],
        ["phrase"],
    ]


def test_footers_that_everybody_prints_join_nothing():
    footer = article(0, 30)
    documents = [document(f"d{n:02}", [*article(n, 12), *footer]) for n in range(1, 15)]
    assert all(len(found) == 1 for found in group(documents))


def test_one_address_or_article_is_one_group():
    documents = [
        document("a-001", article(1), url="https://x.example/1"),
        document("a-002", article(2)),
        document("b", article(3), url="https://x.example/1"),
        document("c", article(4), meta={"article": "z"}),
        document("d", article(5), meta={"article": "z"}),
    ]
    assert group(documents) == [["a-001", "b"], ["a-002"], ["c", "d"]]
    assert group(documents, Grouping(article=r"(a)-\d+"))[0] == ["a-001", "a-002", "b"]


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_documents_does_not_matter(order):
    words = [article(n % 3) for n in range(6)]
    documents = [document(f"d{n}", words[n][n : 50 + n]) for n in range(6)]
    assert group([documents[n] for n in order]) == [["d0", "d3"], ["d1", "d4"], ["d2", "d5"]]
