"""What ``lexicon.v1`` finds in single sentences, and that it survives any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimstance.annotators.lexicon import create
from claimstance.annotators.lexicon.annotator import LexiconAnnotator
from claimstance.annotators.registry import describe, get_annotator
from claimstance.core.annotation import Annotator
from claimstance.core.document import Document
from claimstance.core.marks import ClaimKind, Subjectivity, Voice
from claimstance.core.span import Span


def whole(text, language):
    """Take every text for one sentence."""
    return (Span(0, len(text)),)


def annotate(text, language="en", lexicon=None):
    annotator = LexiconAnnotator(lexicon, whole)
    return next(iter(annotator([Document(text=text, language=language)])))


def shown(value, text):
    if value is None:
        return None
    return value.value if isinstance(value, Voice) else value.of(text)


def claims(text, language="en"):
    """Return (words, holder, cue) of each claim."""
    return [
        (" … ".join(s.of(text) for s in c.spans), shown(c.holder, text), shown(c.cue, text))
        for c in annotate(text, language).claims
    ]


def evaluations(text, language="en"):
    """Return (words, polarity, strength, target) of each evaluation."""
    return [
        (e.span.of(text), e.polarity.value, e.strength, shown(e.target, text))
        for e in annotate(text, language).evaluations
    ]


FELL = "taxes fell in March"


@pytest.mark.parametrize(
    ("text", "claim", "holder", "cue"),
    [
        ("The ministry said that taxes fell in March.", FELL, "The ministry", "said"),
        ("The ministry said taxes fell in March.", FELL, "The ministry", "said"),
        ("On Monday, the ministry said taxes fell in March.", FELL, "the ministry", "said"),
        ("Ann Lee told reporters that taxes fell in March.", FELL, "Ann Lee", "told"),
        ("Lee said in a statement on Monday that taxes fell in March.", FELL, "Lee", "said"),
        ("“Taxes fell in March,” Ann Lee said.", "Taxes fell in March", "Ann Lee", "said"),
        ("“Taxes fell in March,” said Ann Lee.", "Taxes fell in March", "Ann Lee", "said"),
        ('"Taxes fell in March," she said.', "Taxes fell in March", "she", "said"),
        ("«Taxes fell in March», said Ann Lee.", "Taxes fell in March", "Ann Lee", "said"),
        ("Taxes fell in March, the ministry said.", "Taxes fell in March", "the ministry", "said"),
        ("According to the ministry, taxes fell in March.", FELL, "the ministry", "According to"),
        (
            "Taxes fell in March, according to the ministry.",
            "Taxes fell in March",
            "the ministry",
            "according to",
        ),
        (
            "Taxes, according to the ministry, fell in March.",
            "Taxes … fell in March",
            "the ministry",
            "according to",
        ),
        ("Lee denied that taxes fell in March.", FELL, "Lee", "denied"),
        ("It was reported that taxes fell in March.", FELL, "other", "reported"),
        (
            "Ken Walsh, a spokesman for the bank, said taxes fell in March.",
            FELL,
            "Ken Walsh",
            "said",
        ),
        ("As Lee noted on Monday, taxes fell in March.", FELL, "Lee", "noted"),
        ("He argued his case, claiming that taxes fell in March.", FELL, "He", "claiming"),
        ("“Taxes fell in March and wages rose.”", "Taxes fell in March", "other", None),
        ("Taxes fell in March.", "Taxes fell in March", "author", None),
    ],
)
def test_frames(text, claim, holder, cue):
    assert (claim, holder, cue) in claims(text)


def test_the_innermost_speaker_holds():
    text = "Lee said that Ray believes that taxes fell in March."
    assert claims(text)[-1] == (FELL, "Ray", "believes")


@pytest.mark.parametrize(
    ("text", "claim", "holder", "cue"),
    [
        (
            "El ministerio dijo que los impuestos bajaron.",
            "los impuestos bajaron",
            "El ministerio",
            "dijo",
        ),
        ("«Los impuestos bajaron», afirmó Ana Paz.", "Los impuestos bajaron", "Ana Paz", "afirmó"),
        (
            "Según el ministerio, los impuestos bajaron.",
            "los impuestos bajaron",
            "el ministerio",
            "Según",
        ),
        (
            "Los impuestos bajaron, según el ministerio.",
            "Los impuestos bajaron",
            "el ministerio",
            "según",
        ),
        ("Ana Paz negó que los impuestos bajaran.", "los impuestos bajaran", "Ana Paz", "negó"),
    ],
)
def test_spanish_frames(text, claim, holder, cue):
    assert (claim, holder, cue) in claims(text, "es")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Taxes fell in March and the mayor left the city.",
            ["Taxes fell in March", "the mayor left the city"],
        ),
        (
            "The mayor signed the law and left the city.",
            ["The mayor signed the law", "left the city"],
        ),
        (
            "Taxes fell in March, while wages rose in May.",
            ["Taxes fell in March", "wages rose in May"],
        ),
        (
            "The mayor signed the law, which raised taxes.",
            ["The mayor signed the law", "which raised taxes"],
        ),
        (
            "The mayor, who opposed the law, left the city.",
            ["The mayor, who opposed the law, left the city", "who opposed the law"],
        ),
        (
            "The mayor left the city, closing the port.",
            ["The mayor left the city", "closing the port"],
        ),
        (
            "Prices rose because wages rose in May.",
            ["Prices rose", "because wages rose in May"],
        ),
        ("The flight was delayed or cancelled.", ["The flight was delayed or cancelled"]),
        ("LONDON (Reuters) - The mayor left the city.", ["The mayor left the city"]),
    ],
)
def test_clauses(text, expected):
    assert [claim for claim, _, _ in claims(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Did taxes fall in March?",
        "Imagine a city without taxes.",
        "This is a disgrace.",
        "¡!",
        "A headline without a verb",
    ],
)
def test_what_asserts_nothing_has_no_claim(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor left the city in May.", ClaimKind.EVENT),
        ("The mayor is a member of the party.", ClaimKind.STATE),
        ("Taxes fell by 30 percent in May.", ClaimKind.QUANTITY),
        ("The law led to a strike in the port.", ClaimKind.CAUSE),
        ("The mayor will sign the law in the city hall.", ClaimKind.FORECAST),
    ],
)
def test_kinds(text, kind):
    assert annotate(text).claims[0].kind is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a disastrous law.", ("disastrous", "negative", 2, "law")),
        ("The law is awful.", ("awful", "negative", 2, "The law")),
        ("The law is not credible.", ("not credible", "negative", 2, "The law")),
        ("They passed a deeply flawed law.", ("deeply flawed", "negative", 2, "law")),
        ("Lee slammed the law.", ("slammed", "negative", 1, "Lee")),
        ("The regime fell.", ("regime", "negative", 2, None)),
        ("Of course the law passed.", ("Of course", "neutral", 1, None)),
        ("It was a brilliant speech.", ("brilliant", "positive", 2, "speech")),
    ],
)
def test_evaluations(text, expected):
    assert expected in evaluations(text)


def test_two_adjectives_share_a_noun():
    found = evaluations("They copied the controversial neoliberal model applied in the south.")
    assert [target for *_, target in found] == ["model applied in the south"] * 2


def test_spanish_evaluations_follow_their_noun():
    assert ("nefasta", "negative", 2, "ley") in evaluations("Aprobaron una ley nefasta.", "es")
    assert ("polémicas", "negative", 1, "leyes") in evaluations("Son leyes polémicas.", "es")


def test_a_name_is_no_evaluation():
    assert evaluations("He works for Fair and Rotten Brothers.") == []


def test_evaluations_belong_to_whom_the_words_belong():
    text = "Lee said the law was “a shameful disgrace”, a disastrous choice of words."
    holders = {e.span.of(text): shown(e.holder, text) for e in annotate(text).evaluations}
    assert holders["shameful"] == "Lee"
    assert annotate("A shameful law passed.").evaluations[0].holder is Voice.AUTHOR


def test_subjectivity():
    opinion = "We must not forget that it's a truly shameful, disastrous law!"
    report = "Lee said on Monday that 30 people left the Port of London."
    assert annotate(opinion).sentences[0].subjectivity is Subjectivity.SUBJECTIVE
    assert annotate(report).sentences[0].subjectivity is Subjectivity.OBJECTIVE


def test_the_worked_example_of_the_scheme():
    text = (
        "During their meeting, the «libertarian» openly stated that the republican «will copy» "
        "the controversial neoliberal model applied in the southern nation, which has led to a "
        "severe social and economic crisis."
    )
    annotation = annotate(text)
    assert [c.neutral for c in annotation.claims] == [
        "The republican will copy the model applied in the southern nation.",
        "The model applied in the southern nation has led to a social and economic crisis.",
    ]
    assert [shown(c.holder, text) for c in annotation.claims] == ["the «libertarian»", "author"]
    assert {"controversial", "neoliberal", "severe"} <= {
        e.span.of(text) for e in annotation.evaluations
    }
    assert annotation.stances


def test_it_is_registered_and_says_what_it_is():
    annotator = get_annotator("lexicon.v1")
    assert isinstance(annotator, Annotator)
    assert annotator.name == "model:lexicon.v1"
    assert "no trained model" in describe("lexicon.v1")


def test_documents_keep_their_order_and_language():
    documents = [
        Document(text="The ministry said taxes fell in March."),
        Document(text="El ministerio dijo que los impuestos bajaron.", language="es"),
        Document(text="Das Ministerium sagte, die Steuern seien gesunken.", language="de"),
    ]
    found = list(create()(documents))
    assert [a.document for a in found] == documents
    assert [len(a.claims) for a in found[:2]] == [1, 1]


WORDS = (
    *("the", "mayor", "said", "that", "who", "which", ",", ".", "“", "”", '"', "'", "and", "or"),
    *("because", "is", "was", "awful", "deeply", "not", "of", "according", "to", "30", "%", "("),
    *(")", "—", ";", ":", "while", "leaving", "left", "que", "según", "dijo", "«bien»", "😀"),
    *("\0", "שלום", "A.B.", "U.S.", "n't", "AM", "Lee’s"),
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.sampled_from(["en", "es"]))
@settings(max_examples=300, deadline=None)
def test_any_words_give_valid_marks(words, language):
    check(" ".join(words), language)


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["en", "es", "ar"]))
@settings(deadline=None)
def test_any_text_gives_valid_marks(text, language):
    check(text, language)


def check(text, language):
    annotation = annotate(text, language)
    for claim in annotation.claims:
        assert claim.neutral
        assert all(span.of(text).strip() == span.of(text) for span in claim.spans)
    for evaluation in annotation.evaluations:
        assert evaluation.target is None or not evaluation.target.overlaps(evaluation.span)


def test_the_time_stays_linear_on_one_endless_sentence():
    import time

    start = time.perf_counter()
    annotate("the bad man said that " * 20_000)
    annotate(", who is" * 50_000)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("last", ["while", "after", "before"])
def test_a_sentence_may_end_with_a_conjunction(last):
    assert annotate(f"said the {last}").sentences[0].span == Span(0, 9 + len(last))
