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
        return found.document.text, claims, refiner.evaluations(found.evaluations, claims)

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


@pytest.mark.parametrize(
    ("markup", "holder"),
    [
        # no verb gives it to somebody
        (
            "[[Lawyers](holder #h) for the port met crews of the [awful](evaluation holder=h) "
            "ship](claim holder=author).",
            "author",
        ),
        # a verb of thinking or saying does, or quotation marks, or closeness
        (
            "[[Many voters](holder #h) saw the plan of the town as [awful](evaluation holder=h)]"
            "(claim holder=author).",
            "Many voters",
        ),
        (
            "[[Lee](holder #h) met crews of the port and the “[awful](evaluation holder=h)” ship]"
            "(claim holder=author).",
            "Lee",
        ),
        (
            "[[Critics](holder #h) remain [sour](evaluation holder=h)](claim holder=author).",
            "Critics",
        ),
        # what is reported stays with its speaker
        (
            "[Lee](holder #h) [said](cue #k) [crews left the [awful](evaluation holder=h) ship]"
            "(claim holder=h cue=k).",
            "Lee",
        ),
    ],
)
def test_an_evaluation_in_the_authors_claim_is_the_authors_unless_a_verb_gives_it_away(
    refined, markup, holder
):
    text, _, [evaluation] = refined(markup)
    found = evaluation.holder
    assert (found.value if isinstance(found, Voice) else found.of(text)) == holder
