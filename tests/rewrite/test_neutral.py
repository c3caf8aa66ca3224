"""Neutral texts of marked claims, one grammatical case each."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.marks import Claim, Evaluation, EvaluationType
from claimstance.core.markup import parse
from claimstance.core.span import Span
from claimstance.rewrite.neutral import neutral_text


def neutral(markup, number=0, language="en"):
    annotation = parse(f"[{markup}](sentence)", language=language)
    return neutral_text(
        annotation.document.text,
        annotation.claims[number],
        annotation.evaluations,
        annotation.sentences[0].span,
        others=annotation.claims,
        language=language,
    )


WORKED = (
    "During their meeting, [the «libertarian»](holder #h1) openly [stated](cue #k1) that [the "
    "republican «will copy» the [controversial](evaluation judgement holder=author) "
    "[neoliberal](evaluation loaded holder=author) model applied in the southern nation]"
    "(claim forecast holder=h1 cue=k1), [which has led to a [severe](evaluation intensity "
    "holder=author) social and economic crisis](claim cause holder=author)."
)


def test_the_worked_example_of_the_scheme():
    assert neutral(WORKED, 0) == (
        "The republican will copy the model applied in the southern nation."
    )
    assert neutral(WORKED, 1) == (
        "The model applied in the southern nation has led to a social and economic crisis."
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # adjectives go, articles follow the next sound
        (
            "[It was an [awful](evaluation judgement) mistake](claim).",
            "It was a mistake.",
        ),
        (
            "[It was a [disastrous](evaluation judgement) election](claim).",
            "It was an election.",
        ),
        ("[It joined a [so-called](evaluation stance) NATO mission](claim).", None),
        (
            "[The [long](evaluation intensity) and [bitter](evaluation intensity) talks ended]"
            "(claim).",
            "The talks ended.",
        ),
        (
            "[A [rare](evaluation intensity), [brutal](evaluation judgement) strike began](claim).",
            "A strike began.",
        ),
        # adverbs and asides go with their commas
        (
            "[The mayor, [of course](evaluation stance), signed the law](claim).",
            "The mayor signed the law.",
        ),
        (
            "[Prices [dramatically](evaluation intensity) rose in May](claim).",
            "Prices rose in May.",
        ),
        # what would break the clause stays or is replaced
        (
            "[Smith [slammed](evaluation emotive) the plan](claim).",
            "Smith criticized the plan.",
        ),
        (
            "[Prices [skyrocketed](evaluation emotive) in May](claim).",
            "Prices rose in May.",
        ),
        ("[The plan was [controversial](evaluation judgement)](claim).", None),
        (
            "[The [giant](evaluation loaded)'s new offices opened](claim).",
            "The company's new offices opened.",
        ),
        # quotation marks and contractions
        ("[The «plan» doesn't cost “much”](claim).", "The plan does not cost much."),
        ("[We've met and he won't pay](claim).", "We have met and he will not pay."),
    ],
)
def test_one_claim(markup, expected):
    found = neutral(markup)
    if expected is None:  # the word has to stay: without it there is no sentence
        assert re.search(r"NATO mission|controversial", found)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # relative pronouns
        (
            "[Ann Lee](holder), [who ran the ministry](claim #c), left.",
            "Ann Lee ran the ministry.",
        ),
        (
            "They visited the old port, [whose cranes rust](claim).",
            "The old port's cranes rust.",
        ),
        # dropped subjects and participles
        (
            "[The council met](claim) and [approved the plan](claim).",
            "The council approved the plan.",
        ),
        (
            "[The council met](claim), [approving the plan and closing the pool](claim).",
            "The council approved the plan and closed the pool.",
        ),
        (
            "[The ministry opposes it](claim), [citing costs](claim).",
            "The ministry cites costs.",
        ),
        # appositions
        (
            "[Ann Lee left](claim), [a former senator](claim).",
            "Ann Lee left.",
        ),
        # speakers named for their pronouns
        (
            "[Ann Lee](holder #h) [said](cue #k) [she had paid](claim holder=h cue=k).",
            "Ann Lee had paid.",
        ),
        # conjunctions
        ("It rose [because wages fell](claim).", "Wages fell."),
        # accusations
        (
            "[He](holder #h) [accused](cue #k) [Democrats of blocking it](claim holder=h cue=k).",
            "Democrats are blocking it.",
        ),
    ],
)
def test_gaps_are_filled_from_the_sentence(markup, expected):
    texts = [neutral(markup, number) for number in range(len(parse(markup).claims))]
    assert expected in texts


def test_a_name_before_an_apposition_without_a_verb_gets_one():
    markup = "“No,” Ann Lee, [a lobbyist at a bank](claim), told us."
    assert neutral(markup) == "Ann Lee is a lobbyist at a bank."


def test_inner_claims_are_left_out():
    markup = "[Ann Lee, [who ran the port](claim), resigned](claim)."
    assert neutral(markup, 0) == "Ann Lee resigned."
    assert neutral(markup, 1) == "Ann Lee ran the port."


def test_fragments_become_one_sentence():
    markup = "[«Taxes»](claim #c), she said, [«fell»](claim #c)."
    assert neutral(markup) == "Taxes fell."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "[El presidente firmó la [polémica](evaluation judgement) ley](claim).",
            "El presidente firmó la ley.",
        ),
        (
            "[Aprobaron una ley [nefasta](evaluation judgement) en mayo](claim).",
            "Aprobaron una ley en mayo.",
        ),
        (
            "[El senador [arremetió contra](evaluation emotive) la ley](claim).",
            "El senador criticó a la ley.",
        ),
        (
            "Visitó [el puerto](target), [que cerró en mayo](claim).",
            "El puerto cerró en mayo.",
        ),
        ("[El «plan» costó 3 millones](claim).", "El plan costó 3 millones."),
    ],
)
def test_spanish(markup, expected):
    assert neutral(markup, language="es") == expected


def test_an_unknown_language_is_read_like_english():
    assert neutral("[Les impôts «baissent»](claim).", language="en") == "Les impôts baissent."


@given(
    text=st.text(min_size=1, max_size=60).filter(str.strip),
    data=st.data(),
)
def test_any_claim_gets_some_sentence(text, data):
    at = st.integers(0, len(text) - 1)
    first, other = sorted((data.draw(at), data.draw(at)))
    start, end = sorted((data.draw(at), data.draw(at)))
    claim = Claim(id="c1", spans=(Span(first, other + 1),))
    evaluation = Evaluation(
        id="e1", span=Span(start, end + 1), type=data.draw(st.sampled_from(EvaluationType))
    )
    language = data.draw(st.sampled_from(["en", "es", "xx", None]))
    found = neutral_text(text, claim, [evaluation], Span(0, len(text)), language=language)
    assert found == found.strip()
    assert "«" not in found
    assert "“" not in found


def test_neutral_texts_of_the_corpus_come_close_to_the_annotators(shared):
    from claimstance.io.jsonl import read_annotations

    scores = []
    for annotation in read_annotations(shared / "corpus" / "dev.jsonl"):
        text = annotation.document.text
        for sentence in annotation.sentences:
            claims = annotation.claims_in(sentence.span)
            for claim in claims:
                found = neutral_text(
                    text,
                    claim,
                    annotation.evaluations_in(sentence.span),
                    sentence.span,
                    others=claims,
                )
                scores.append(_token_f1(found, claim.neutral or ""))
    assert sum(scores) / len(scores) > 0.79


def _token_f1(left, right):
    one, other = (re.findall(r"\w+", side.lower()) for side in (left, right))
    common = sum(min(one.count(word), other.count(word)) for word in set(one))
    return 2 * common / (len(one) + len(other))


def test_a_participle_before_its_noun_is_struck_and_a_verb_replaced(doc):
    for markup, expected in (
        (
            "[Voss said [the [botched](evaluation) sale failed](claim)](sentence)",
            "The sale failed.",
        ),
        ("[[They [botched](evaluation) the sale](claim).](sentence)", "They carried out the sale."),
    ):
        found = doc(markup)
        text, span = found.document.text, found.sentences[0].span
        assert neutral_text(text, found.claims[0], found.evaluations, span) == expected
