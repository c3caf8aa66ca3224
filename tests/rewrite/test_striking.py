"""Evaluations are struck or replaced only where the claim stays true and whole."""

import pytest


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # what denies stays
        ("[The bridge was [never safe](evaluation)](claim).", "The bridge was never safe."),
        ("[He was [not sorry](evaluation)](claim).", "He was not sorry."),
        ("[It had [virtually no](evaluation intensity) users](claim).", None),
        ("[There is no [serious](evaluation) risk](claim).", "There is no serious risk."),
        # but a denied adjective in front of its noun can go
        ("[It cost a [not small](evaluation intensity) sum](claim).", "It cost a sum."),
        # names stay whole
        ("[They funded the [Clean](evaluation) Rivers Act](claim).", None),
        ("[[Bold](evaluation) plans failed](claim).", "Plans failed."),
        # predicates stay, with adverbs struck
        ("[Rain is [good for farmers](evaluation) right now](claim).", None),
        ("[The tone was [strikingly mild](evaluation)](claim).", "The tone was mild."),
        ("[That is a [bad idea](evaluation), not a plan](claim).", None),
        # verbs and idioms stay
        ("[They [put the brakes on](evaluation emotive) hiring](claim).", None),
        ("[She would [stare down](evaluation emotive) banks](claim).", None),
        ("[He had [cast](evaluation emotive) doubts on it](claim).", None),
        # nouns do not lose their head or their article
        ("[It sold [organic hazelnut spread](evaluation loaded) there](claim).", None),
        ("[They did [the right](evaluation) thing](claim).", "They did the thing."),
        ("[The [ill-advised and wasteful](evaluation) tunnel opened](claim).", None),
        # hedges and ranks say something
        ("[Flats are [usually](evaluation intensity) small](claim).", "Flats are usually small."),
        ("[It was the [worst](evaluation) storm in years](claim).", None),
        ("[It was the [worst](evaluation) storm](claim).", "It was the storm."),
        ("[[Bad](evaluation) ones left](claim).", "Bad ones left."),
        ("[Studies are based [in fact](evaluation stance)](claim).", "Studies are based in fact."),
        ("[He is [in fact](evaluation stance) a judge](claim).", "He is a judge."),
        ("[They do [gaze past](evaluation emotive) costs](claim).", "They do gaze past costs."),
        ("[He saw himself [as able](evaluation) of it](claim).", "He saw himself as able of it."),
        (
            "[They held long and sometimes [bitter](evaluation) talks](claim).",
            "They held long talks.",
        ),
        ("[It is the town's [richest](evaluation) firm](claim).", "It is the town's richest firm."),
        ("[They ask [too](evaluation intensity) much of it](claim).", "They ask too much of it."),
        # nouns, and adjectives that a clause depends on
        ("[The port put its [biases](evaluation) in front](claim).", None),
        ("[The [sadness](evaluation) Lee fears is real](claim).", "The sadness Lee fears is real."),
        ("[It was [clear](evaluation) Lee wants it](claim).", "It was clear Lee wants it."),
        ("[They will be very, [very calm](evaluation) today](claim).", None),
        ("[A somewhat or [very bitter](evaluation) view won](claim).", "A view won."),
        ("[It makes it that [much harder](evaluation) to go](claim).", None),
        ("[It aims to [relish](evaluation emotive) making it](claim).", None),
        ("[It led to [massive](evaluation) talks](claim).", "It led to talks."),
        # determiners, and verbs behind what looks like one
        ("[They won at [every](evaluation intensity) level](claim).", "They won at every level."),
        ("[It is a law that [unites](evaluation emotive) towns](claim).", None),
        ("[They left, some [waving](evaluation emotive) flags](claim).", None),
        ("[The [stance](evaluation loaded) left her cold](claim).", "The stance left her cold."),
        # degrees
        (
            "[They were somewhat or [very](evaluation intensity) likely to go](claim).",
            "They were somewhat likely to go.",
        ),
        ("[He got [a lot of](evaluation intensity) help](claim).", "He got help."),
        ("[It never grew this [fast](evaluation intensity)](claim).", None),
        ("[Mayors [openly and repeatedly](evaluation intensity) objected](claim).", None),
    ],
)
def test_a_struck_word_never_changes_what_is_said(wordings, markup, expected):
    kept = {
        "virtually": "It had virtually no users.",
        "Clean": "They funded the Clean Rivers Act.",
        "farmers": "Rain is good for farmers right now.",
        "bad idea": "That is a bad idea, not a plan.",
        "brakes": "They put the brakes on hiring.",
        "stare": "She would stare down banks.",
        "cast": "He had cast doubts on it.",
        "hazelnut": "It sold organic hazelnut spread there.",
        "ill-advised": "The tunnel opened.",
        "storm in years": "It was the worst storm in years.",
        "unites": "It is a law that unites towns.",
        "waving": "They left, some waving flags.",
        "biases": "The port put its biases in front.",
        "calm": "They will be very, very calm today.",
        "harder": "It makes it that much harder to go.",
        "relish": "It aims to relish making it.",
        "fast": "It never grew this fast.",
        "openly": "Mayors objected.",
    }
    if expected is None:
        [expected] = [text for word, text in kept.items() if word in markup]
    assert wordings(markup) == [expected]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # a noun that looks like a verb of the lists
        ("[The state cut [fuel](evaluation emotive) duty](claim).", "The state cut fuel duty."),
        ("[Her [claim](evaluation stance) on the land failed](claim).", None),
        ("[DJ [Savage](evaluation) sang](claim).", "DJ Savage sang."),
        ("[The old [claims](evaluation stance) that bankers made failed](claim).", None),
        # the verb itself, in the form of its place
        ("[The ban [fueled](evaluation emotive) sales](claim).", "The ban increased sales."),
        ("[It will [fuel](evaluation emotive) the fire](claim).", "It will increase the fire."),
        ("[Wages have [plummeted](evaluation emotive)](claim).", "Wages have fallen."),
        ("[The plans were [hijacked](evaluation emotive) by banks](claim).", None),
        ("[He [slams](evaluation emotive) the plan](claim).", "He criticizes the plan."),
        # transitive use of what only replaces intransitive verbs
        ("[It [plunged](evaluation emotive) the town into debt](claim).", None),
        # reporting verbs only where a clause follows
        ("[They [claim](evaluation stance) that it failed](claim).", "They say that it failed."),
        ("[They [claimed](evaluation stance) the prize](claim).", "They claimed the prize."),
        # nouns that name are replaced, nouns that judge stay
        ("[The [regime](evaluation loaded) fell](claim).", "The government fell."),
        ("[Its founder is a [tyrant](evaluation loaded)](claim).", "Its founder is a tyrant."),
        ("[Police stopped [mob](evaluation loaded) violence](claim).", "Police stopped violence."),
        # attributes go
        ("[Her [mocking](evaluation) tone was noted](claim).", "Her tone was noted."),
        ("[It pays for [soaring](evaluation emotive) rents](claim).", "It pays for rents."),
        ("[They paid him for [smearing](evaluation emotive) rivals](claim).", None),
    ],
)
def test_a_word_is_replaced_only_in_its_own_word_class(wordings, markup, expected):
    kept = {
        "Her [claim]": "Her claim on the land failed.",
        "old [claims]": "The old claims that bankers made failed.",
        "hijacked": "The plans were taken over by banks.",
        "plunged": "It plunged the town into debt.",
        "smearing": "They paid him for criticizing rivals.",
    }
    if expected is None:
        [expected] = [text for word, text in kept.items() if word in markup]
    assert wordings(markup) == [expected]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "[If they drop this rule, [rents would fall](claim)](claim).",
            "If they drop this rule, rents would fall.",
        ),
        (
            "[During his last term, [Voss cut the tax](claim)](claim).",
            "During his last term, Voss cut the tax.",
        ),
        (
            "[The law would make them sell, or give back, [those goods at a loss](claim)](claim).",
            "The law would make them sell, or give back, those goods at a loss.",
        ),
        (
            "[When rents rose, [he has moved on](claim)](claim).",
            "When rents rose, he has moved on.",
        ),
        (
            "[It dreams of taking land, [selling it](claim) and leaving](claim).",
            "It dreams of taking land, selling it and leaving.",
        ),
        ("[Ann Lee, [who ran the port](claim), quit](claim).", "Ann Lee quit."),
        ("[Ann Lee, [a clerk who ran it](claim), quit](claim).", "Ann Lee quit."),
    ],
)
def test_an_inner_claim_is_left_out_only_if_a_whole_claim_is_left(wordings, markup, expected):
    assert wordings(markup)[0] == expected
