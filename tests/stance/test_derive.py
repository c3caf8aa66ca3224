"""Who takes which stance towards what, from marked examples."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.marks import Attitude, Evaluation, EvaluationType, Polarity, Voice
from claimstance.core.markup import parse
from claimstance.core.span import Span
from claimstance.stance.derive import derive_stances, weigh, with_stances


def stances(markup, language="en"):
    annotation = parse(markup, language=language)
    text = annotation.document.text
    return [
        (
            s.holder.value if isinstance(s.holder, Voice) else s.holder.of(text),
            s.target,
            s.stance.value,
        )
        for s in derive_stances(annotation)
    ]


def test_the_worked_example():
    annotation = parse(
        "[the «libertarian»](holder #h) stated that the republican will copy the "
        "[controversial](evaluation judgement negative 2 holder=author target=t1) "
        "[neoliberal](evaluation loaded negative 1 holder=author target=t1) "
        "[model applied in the southern nation](target #t1)."
    )
    (stance,) = derive_stances(annotation)
    assert stance.holder is Voice.AUTHOR
    assert stance.target == "model applied in the southern nation"
    assert stance.stance is Attitude.AGAINST
    assert stance.score == 0.875
    assert stance.evidence == ("e1", "e2")


E1 = "[bad](evaluation negative 1 holder=author target={})"
E2 = "[awful](evaluation negative 2 holder=author target={})"


@pytest.mark.parametrize(
    "markup",
    [
        # the same words
        f"[The law](sentence) {E1.format('a')} [the law](target #a). {E2.format('b')} "
        "[The law](target #b).",
        # surname and title
        f"[Donald Trump](target #a) is {E1.format('a')}. [President Trump](target #b) is "
        f"{E2.format('b')}.",
        # acronym
        f"[European Central Bank](target #a) is {E1.format('a')}. [ECB](target #b) is "
        f"{E2.format('b')}.",
        # head noun taken up
        f"[the new tax on water](target #a) is {E1.format('a')}. [The tax](target #b) is "
        f"{E2.format('b')}.",
        # "he" with one person before it
        f"[[Ann Lee](target #a) is {E1.format('a')}.](sentence) [[She](target #b) is "
        f"{E2.format('b')}.](sentence)",
        # possessive
        f"[Milei’s](target #a) {E1.format('a')} plan. [Milei](target #b) is {E2.format('b')}.",
    ],
)
def test_mentions_of_one_target_are_one(markup):
    assert [stance for _, _, stance in stances(markup)] == ["against"]


@pytest.mark.parametrize(
    "markup",
    [
        # a surname that two people share
        f"[Bill Clinton](target #a) is {E1.format('a')}, [Hillary Clinton](target #c) is "
        f"{E1.format('c')}. [Clinton](target #b) is {E2.format('b')}.",
        # "he" with two people before it
        f"[[Ann Lee](target #a) is {E1.format('a')}, Bob Ray says.](sentence) [[He](target #b) is "
        f"{E2.format('b')}.](sentence)",
        # two countries joined are not one of them
        f"[Chad and Niger](target #a) are {E1.format('a')}. [Niger](target #b) is "
        f"{E2.format('b')}.",
        # the same pronoun in two sentences
        f"[[It](target #a) is {E1.format('a')}.](sentence) [[It](target #b) is "
        f"{E2.format('b')}.](sentence)",
        # an indefinite phrase does not take up
        f"[the tax on water](target #a) is {E1.format('a')}. [a tax](target #b) is "
        f"{E2.format('b')}.",
    ],
)
def test_what_is_not_safe_stays_apart(markup):
    assert len(stances(markup)) >= 2


def test_the_name_is_the_fullest_mention():
    found = stances(
        "[Trump](target #a) is [bad](evaluation negative 1 holder=author target=a). "
        "[Donald Trump](target #b) is [bad](evaluation negative 1 holder=author target=b)."
    )
    assert found == [("author", "Donald Trump", "against")]


def test_holders_are_grouped_and_kept_apart_from_the_author():
    found = stances(
        "[Ann Lee](holder #h): “[bad](evaluation negative 2 holder=h target=t) [law](target #t)”. "
        "[Lee](holder #g): “[awful](evaluation negative 2 holder=g target=u) [law](target #u)”. "
        "A [good](evaluation positive 1 holder=author target=v) [law](target #v)."
    )
    assert found == [("Ann Lee", "law", "against"), ("author", "law", "favor")]


def test_spanish_mentions():
    found = stances(
        "[la polémica](target #a) es [mala](evaluation negative 1 holder=author target=a). "
        "[Javier Milei](target #b) es [malo](evaluation negative 1 holder=author target=b). "
        "[el presidente Milei](target #c) es [malo](evaluation negative 1 holder=author target=c).",
        language="es",
    )
    assert len(found) == 2


def evaluation(number, polarity, strength, score=None):
    return Evaluation(
        id=f"e{number}",
        span=Span(number, number + 1),
        type=EvaluationType.JUDGEMENT,
        polarity=polarity,
        strength=strength,
        score=score,
    )


@pytest.mark.parametrize(
    ("marks", "attitude", "score"),
    [
        ([("positive", 1)], Attitude.FAVOR, 0.5),
        ([("positive", 2)], Attitude.FAVOR, 0.75),
        ([("negative", 2), ("negative", 1)], Attitude.AGAINST, 0.875),
        ([("negative", 2), ("positive", 1)], Attitude.AGAINST, 0.875 / 3),
        ([("neutral", 3)], Attitude.NONE, 0.5),
        ([("negative", 2), ("positive", 2)], Attitude.NONE, 1 - 0.5**4),
    ],
)
def test_weights(marks, attitude, score):
    evidence = [evaluation(n, Polarity(p), s) for n, (p, s) in enumerate(marks)]
    assert weigh(evidence) == (attitude, pytest.approx(score))


def test_uncertain_evaluations_make_an_uncertain_stance():
    sure, unsure = (weigh([evaluation(1, Polarity.NEGATIVE, 2, score)])[1] for score in (1.0, 0.5))
    assert unsure == sure / 2


def test_an_evaluation_without_a_target_says_nothing():
    assert stances("What a [mess](evaluation negative 2 target=none).") == []


ARTICLE = parse(
    "[Ann Lee is [bad](evaluation judgement negative 2 holder=author target=a), [Lee](target #a) "
    "said.](sentence) [[She](target #b) is [good](evaluation positive 1 holder=author target=b) "
    "and [the law on water](target #c) [awful](evaluation negative 3 holder=author target=c).]"
    "(sentence) [[The law](target #d) is [fair](evaluation positive 1 holder=author target=d).]"
    "(sentence)"
)


@given(st.permutations(ARTICLE.evaluations))
def test_the_order_of_the_input_does_not_matter(evaluations):
    expected = derive_stances(ARTICLE)
    shuffled = replace(ARTICLE, evaluations=tuple(evaluations))
    assert derive_stances(shuffled) == expected


def test_with_stances_keeps_everything_else_and_can_be_repeated():
    once = with_stances(ARTICLE)
    assert once.stances
    assert replace(once, stances=()) == ARTICLE
    assert with_stances(once) == once
