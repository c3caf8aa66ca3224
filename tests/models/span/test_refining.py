"""Marks of a sentence in, the repaired ones out."""

import pytest

from claimstance.core.marks import Voice
from claimstance.core.markup import parse
from claimstance.grammar.classes import load_grammar
from claimstance.grammar.tokens import tokenize
from claimstance.models.span.refining import Refiner


@pytest.fixture
def refined():
    def of(markup):
        found = parse(f"[{markup}](sentence)", language="en")
        tokens = tokenize(found.document.text, found.sentences[0].span)
        refiner = Refiner(tokens, load_grammar("en"))
        claims = refiner.claims(found.claims)
        return found.document.text, claims, refiner.evaluations(found.evaluations)

    return of


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("A port, [which](claim holder=author) closed.", False),
        ("[Celebration](claim holder=author).", False),
        ("It came, [all the same](claim holder=author).", False),
        ("Ann Lee, [a Democrat](claim holder=author), left.", True),
        ("Ann Lee, [52](claim holder=author), left.", True),
        ("Loans that they pledged [to repay](claim holder=author).", True),
        ("[Rain fell](claim holder=author).", True),
        ("[Sign up for our daily letter](claim holder=author).", False),
        ("[Support for the plan fell](claim holder=author).", True),
        # what somebody is reported to want
        (
            "[Lee](holder #h) [argued](cue #k) that [voters should stay](claim holder=h cue=k).",
            False,
        ),
        ("[Lee](holder #h) [said](cue #k) [she must have left](claim holder=h cue=k).", True),
        ("[Lee](holder #h) [insisted](cue #k) [the tax be cut](claim holder=h cue=k).", False),
        ("[Lee](holder #h) [insisted](cue #k) [it will be cut](claim holder=h cue=k).", True),
        ("[Lee](holder #h) [said](cue #k) [it fell where it should](claim holder=h cue=k).", True),
        ("[Voters should know](claim holder=author).", True),
    ],
)
def test_what_asserts_nothing_is_no_claim(refined, markup, kept):
    _, claims, _ = refined(markup)
    assert bool(claims) == kept


def test_a_claim_that_only_joins_the_claims_inside_it_goes(refined):
    markup = "[[Heavy rain fell](claim holder=author) and [they left at noon](claim holder=author)]"
    text, claims, _ = refined(f"{markup}(claim holder=author).")
    assert [claim.span.of(text) for claim in claims] == ["Heavy rain fell", "they left at noon"]
    markup = "[The port, [which closed](claim holder=author), burned](claim holder=author)."
    assert len(refined(markup)[1]) == 2


def test_a_claim_with_its_own_frame_goes(refined):
    inner = "[Ann](holder #h) [said](cue #k) that [it rained](claim holder=h cue=k)"
    text, claims, _ = refined(f"[{inner}](claim holder=author).")
    assert [claim.span.of(text) for claim in claims] == ["it rained"]
    assert len(refined(f"[{inner} all day](claim holder=author).")[1]) == 2


def test_names_of_camps_are_loaded_before_a_noun(refined):
    text, _, [found] = refined("[The neoliberal plan failed](claim holder=author).")
    assert (found.span.of(text), found.target.of(text)) == ("neoliberal", "plan")
    assert (found.type.value, found.polarity.value) == ("loaded", "negative")
    assert refined("[The plan was neoliberal](claim holder=author).")[2] == []
    assert refined("[The Radical Party won](claim holder=author).")[2] == []
    marked = "[A [radical plan](evaluation judgement holder=author) failed](claim holder=author)."
    assert len(refined(marked)[2]) == 1


def test_a_phrase_around_a_claim_is_none_itself(refined):
    inner = "[marked by joy](claim holder=author)"
    text, claims, _ = refined(f"[During the meeting, {inner}](claim holder=author), he slept.")
    assert [claim.span.of(text) for claim in claims] == ["marked by joy"]
    assert len(refined(f"[After he met them, {inner}](claim holder=author), he slept.")[1]) == 2
    assert len(refined("[Up from 9 percent](claim holder=author), it grew.")[1]) == 1


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("[intoned Ann Lee](holder #h), who [spoke](cue #k)", "Ann Lee"),
        ("[The judge overseeing the case](holder #h) [said](cue #k)", "The judge"),
        ("[A leading Democrat](holder #h) [said](cue #k)", "A leading Democrat"),
        ("[Theresa](holder #h) May [said](cue #k)", "Theresa May"),
        ("[Ann Lee](holder #h) Monday [said](cue #k)", "Ann Lee"),
        ("[a former judge](holder #h) [said](cue #k)", "a former judge"),
    ],
)
def test_a_holder_is_a_whole_noun_phrase(refined, holder, expected):
    text, [claim], _ = refined(f"“[It fell](claim holder=h cue=k),” {holder}.")
    assert claim.holder.of(text) == expected


def test_a_cue_that_belongs_to_the_claim_is_none(refined):
    markup = "[Prices are [expected](cue #k) to rise](claim holder=other cue=k)."
    _, [claim], _ = refined(markup)
    assert claim.cue is None
    assert claim.holder is Voice.AUTHOR


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("They read the [Clean](evaluation holder=author) Rivers Act.", False),
        ("They met [Savage](evaluation holder=author).", False),
        ("[Bold](evaluation holder=author) plans failed.", True),
        ("She spoke of “a [Great](evaluation holder=author) plan”.", True),
        ("It is a [HUGE](evaluation holder=author) plan.", True),
        ("It is a [huge](evaluation holder=author) plan.", True),
    ],
)
def test_names_are_no_evaluations(refined, markup, kept):
    _, _, evaluations = refined(markup)
    assert bool(evaluations) == kept
