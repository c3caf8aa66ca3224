"""The page of disagreements."""

from claimstance.agreement.measure import measure
from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather
from claimstance.report.agreement import render_agreement


def page(**given):
    round_ = gather(
        Sourced(f"{name}:{number}", parse(markup, annotator=name, id=f"d{number}"))
        for name, markups in given.items()
        for number, markup in enumerate(markups)
    )
    return render_agreement(measure(round_, draws=20), round_)


def test_numbers_differences_and_topics_are_on_the_page():
    one = "[Taxes fell](claim event), a [disaster](evaluation judgement negative 2)."
    other = "[Taxes fell](claim state), a disaster."
    found = page(ann=[one, one], ben=[other, one])
    assert "What to discuss first" in found
    assert "claim kind" in found
    assert "not marked" in found
    assert found.count('class="sentence-block"') == 1


def test_texts_are_escaped_and_full_agreement_is_said():
    markup = "<script>alert(1)</script> [rain fell](claim)."
    assert "<script>" not in page(ann=[markup], ben=[markup])
    assert "No differences." in page(ann=[markup], ben=[markup])
    differing = page(ann=[markup], ben=[markup.replace("(claim)", "(claim event holder=other)")])
    assert "<script>" not in differing
    assert "&lt;script&gt;" in differing


def test_three_annotators_are_compared_pair_by_pair():
    assert "Annotators compared" in page(a=["[Rain](claim)."], b=["[Rain](claim)."], c=["Rain."])
