import pytest

from claimstance.core.layers import Layer
from claimstance.core.markup import parse
from claimstance.errors import ConfigError
from claimstance.scoring.report import score

GOLD = (
    "[[He](holder #h) [said](cue #k) [the [cruel](evaluation judgement negative 2 holder=author "
    "target=t) [tax](target #t) fell in May](claim event worthy holder=h cue=k "
    'neutral="The tax fell in May.").](sentence OBJ) '
    "[[Nonsense](evaluation loaded negative 3 holder=author)!](sentence SUBJ)"
)


def both(predicted, gold=GOLD, **options):
    return score([parse(predicted, id="d")], [parse(gold, id="d")], **options)


def value(report, layer, name):
    [found] = [v for v in (*report.attributes, *report.links) if (v.layer, v.name) == (layer, name)]
    return found


def test_gold_against_itself_is_perfect():
    report = both(GOLD)
    assert [s.found.f1.value for s in report.spans] == [1.0] * 20
    assert {v.accuracy.value for v in (*report.attributes, *report.links)} == {1.0}
    assert {v.kappa.value for v in (*report.attributes, *report.links)} == {1.0}
    assert report.sentences.macro_f1.value == report.neutral.exact.value == 1.0
    assert report.mistakes == ()


def test_a_shorter_claim_is_half_right():
    report = both("He said [the cruel tax fell](claim) in May. Nonsense!")
    claims = {s.criterion: s.found for s in report.spans if s.layer is Layer.CLAIMS}
    assert (claims["exact"].matched, claims["half"].matched) == (0, 1)
    assert (claims["characters"].matched, claims["characters"].gold) == (18, 25)
    assert claims["characters"].precision.value == 1.0
    [extent] = [m for m in report.mistakes if m.kind == "extent"]
    assert (extent.gold, extent.predicted) == ("the cruel tax fell in May", "the cruel tax fell")
    assert extent.text == "He said the cruel tax fell in May."


def test_words_that_only_touch_are_no_match():
    report = both("[He](holder) [said ](claim)the cruel tax fell in May. Nonsense!")
    claims = {s.criterion: s.found for s in report.spans if s.layer is Layer.CLAIMS}
    assert claims["any"].matched == 0


def test_what_has_nothing_to_score_is_undefined_not_zero():
    report = both("Nothing here.", "Nothing here.")
    assert {s.found.f1.value for s in report.spans} == {None}
    assert {v.accuracy.value for v in (*report.attributes, *report.links)} == {None}
    assert report.sentences.macro_f1.value is None
    assert report.neutral.word_f1.value is None


def test_links_are_judged_on_matched_marks_and_end_to_end():
    report = both(
        "[He](holder #h) said [the [cruel](evaluation holder=h target=h) tax fell in May]"
        "(claim holder=h cue=none). Nonsense!"
    )
    holder = value(report, Layer.CLAIMS, "holder")
    assert (holder.count, holder.accuracy.value) == (1, 1.0)
    cue = value(report, Layer.CLAIMS, "cue")
    assert cue.accuracy.value == 0.0
    assert (cue.end_to_end.predicted, cue.end_to_end.gold) == (0, 1)
    target = value(report, Layer.EVALUATIONS, "target")
    assert target.categories == ("other words", "words")
    assert (target.end_to_end.matched, target.end_to_end.predicted) == (0, 1)
    evaluation = value(report, Layer.EVALUATIONS, "holder").end_to_end
    assert (evaluation.matched, evaluation.predicted, evaluation.gold) == (0, 1, 2)


def test_attributes_that_gold_leaves_open_are_not_asked():
    report = both("[Rents rose](claim event worthy).", "[Rents rose](claim state).")
    assert value(report, Layer.CLAIMS, "worth").count == 0
    kind = value(report, Layer.CLAIMS, "kind")
    assert (kind.categories, kind.confusion) == (("event", "state"), ((0, 0), (1, 0)))


def test_a_sentence_without_prediction_counts_as_objective():
    report = both("He said the cruel tax fell in May. Nonsense!")
    assert report.sentences.value.confusion == ((1, 0), (1, 0))
    assert report.sentences.subjective_f1.value == 0.0


def test_neutral_texts_are_compared_as_words():
    report = both(
        'He said [the cruel tax fell in May](claim neutral="the TAX fell, in June"). Nonsense!'
    )
    assert report.neutral.word_f1.value == pytest.approx(0.8)
    assert report.neutral.exact.value == 0.0


def test_a_missing_prediction_counts_as_empty_and_is_named():
    one, two = parse(GOLD, id="one"), parse(GOLD, id="two")
    report = score([one, parse("x", id="three")], [two, one])
    assert (report.missing, report.extra) == (("two",), ("three",))
    assert report.f1(Layer.CLAIMS) == pytest.approx(2 / 3)


def test_only_the_layers_asked_for_are_scored():
    report = both(GOLD, layers=[Layer.SENTENCES])
    assert (report.spans, report.attributes, report.links, report.neutral) == ((), (), (), None)
    assert report.sentences.value.count == 2
    assert report.f1(Layer.CLAIMS) is None


def test_intervals_are_the_same_for_the_same_seed_and_absent_for_one_document():
    empty = "He said the cruel tax fell in May. Nonsense!"
    gold = [parse(GOLD, id=f"d{i}") for i in range(8)]
    guess = [parse(GOLD if i % 2 else empty, id=f"d{i}") for i in range(8)]
    first, second = (score(guess, gold, draws=200, seed=3) for _ in range(2))
    assert first == second
    half = next(s.found.f1 for s in first.spans if s.criterion == "half")
    assert 0 < half.low < half.value < half.high <= 1
    alone = score(gold[:1], gold[:1], draws=200)
    assert {s.found.f1.low for s in alone.spans} == {None}


@pytest.mark.parametrize(
    ("predicted", "gold", "message"),
    [
        (["Rents rose."], ["Rents fell."], "differs from the gold text from character 6 on"),
        (["a", "a"], ["a"], "given twice"),
        (["a"], [], "gold holds no annotation"),
        ([], ["a"], "no document in common"),
    ],
)
def test_sides_that_do_not_fit_are_refused(predicted, gold, message):
    sides = [[parse(text, id="d") for text in texts] for texts in (predicted, gold)]
    with pytest.raises(ConfigError, match=message):
        score(*sides)
