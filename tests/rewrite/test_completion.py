"""Subjects are filled in where they are clear; otherwise the claim keeps its own words."""

import pytest


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # what the teller adds behind a report is about the speaker
        (
            "[Ann Lee](holder #h) [said](cue #k) [it had failed](claim holder=h cue=k) but "
            "[left the room](claim holder=author)",
            "Ann Lee left the room.",
        ),
        (
            "“[Banks failed](claim holder=h cue=k),” [Ann Lee](holder #h) [said](cue #k), "
            "[citing old bills](claim holder=author)",
            "Ann Lee cited old bills.",
        ),
        # subjects with an aside of their own
        (
            "[Ann Lee](target), a judge, [cut the fine](claim) before [leaving the court](claim)",
            "Ann Lee left the court.",
        ),
        ("[Voss](target), [hoping to win](claim), spent it all", "Voss hoped to win."),
        # no subject where none is clear
        ("He spoke of it as [having begun in May](claim)", "Having begun in May."),
        ("[Losing the port would hurt the town](claim)", "Losing the port would hurt the town."),
        ("[Instead of blaming banks](claim) they left", "Instead of blaming banks."),
        (
            "Lee said the port closed, but [should they win the vote, it will open](claim)",
            "Should they win the vote, it will open.",
        ),
        (
            "They saw [Iran come back](claim) and [agree to the deal](claim)",
            "Agree to the deal.",
        ),
        # adjectives behind "and" are no participles
        (
            "[The council met](claim), [citing open and operating schools](claim)",
            "The council cited open and operating schools.",
        ),
        # a participle clause in front
        ("[Asked about the fine](claim), Voss walked out", "Voss was asked about the fine."),
        ("[Biden won the vote](claim)", "Biden won the vote."),
        ("[Nineteen towns have a pool](claim)", "Nineteen towns have a pool."),
        # reduced relative clauses
        ("It adopted [a plan](target) [drafted by banks](claim)", "A plan was drafted by banks."),
        # the first person
        (
            "“[I don't like the plan](claim holder=h cue=k),” [Ann Lee](holder #h) [said](cue #k)",
            "Ann Lee does not like the plan.",
        ),
        (
            "“[I've sold my house](claim holder=h cue=k),” [Ann Lee](holder #h) [said](cue #k)",
            "I have sold my house.",
        ),
        # pronouns with a contraction, and possessives
        (
            "[Ann Lee](holder #h) [says](cue #k) [she's leaving](claim holder=h cue=k)",
            "Ann Lee is leaving.",
        ),
        (
            "[Ann Lee](holder #h) [says](cue #k) [her firm failed](claim holder=h cue=k)",
            "Ann Lee's firm failed.",
        ),
        (
            "[Two boys](holder #h) [say](cue #k) [he ran away](claim holder=h cue=k)",
            "He ran away.",
        ),
        (
            "[A judge](holder #h) [ruled](cue #k) [he broke the law](claim holder=h cue=k)",
            "He broke the law.",
        ),
        ("[It's been a year](claim)", "It has been a year."),
        ("[They'd been late](claim)", "They had been late."),
        ("He's become a judge, so [he's become a judge](claim)", "He has become a judge."),
        ("It has a plan, [called the Deal](claim)", "A plan was called the Deal."),
        ("It spent more [thanks to the union](claim)", "Thanks to the union."),
        # no subject that may be another
        (
            "It tells of fires that killed three and [injured ten](claim)",
            "Injured ten.",
        ),
        ("[Lee won](claim), [allowing him to stay](claim)", "Allowing him to stay."),
        (
            "[Barring a deal, the house will vote](claim), an aide said",
            "Barring a deal, the house will vote.",
        ),
        # no subject that does not fit
        ("If [you want to win](claim), [go alone](claim)", "Go alone."),
        ("It funds a bank, [the sale of bonds](claim) and more", "The sale of bonds."),
        ("It heard of two fires – [one in a port](claim)", "One in a port."),
        ("[He lied](claim) and [turned their heads](claim)", "Turned their heads."),
        ("They like [the habits of thinking it needs](claim)", "The habits of thinking it needs."),
        ("It was closed [because of the flood](claim)", "Because of the flood."),
        ("They say [reporting is fair](claim)", "Reporting is fair."),
        ("Lee fears [avoiding that is hard](claim)", "Avoiding that is hard."),
        # conjunctions
        ("They cheered [as she left the room](claim)", "She left the room."),
        ("[As a clerk, Ann Lee saw it](claim)", "As a clerk, Ann Lee saw it."),
        ("[As she left, the band played](claim)", "As she left, the band played."),
        ("[THEY WON'T PAY](claim)", "THEY WILL NOT PAY."),
        # appositions
        (
            "It told of the death of Ann Lee, [a clerk who sang](claim)",
            "Ann Lee is a clerk who sang.",
        ),
        ("“Go,” said Ann Lee, 26, [a clerk at a bank](claim)", "Ann Lee is a clerk at a bank."),
        ("It heard Ann Lee, [another lawyer](claim)", "Ann Lee is another lawyer."),
    ],
)
def test_subjects(wordings, markup, expected):
    assert wordings(f"{markup}.")[-1] == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "They sold the old port, [which they had built in 1990](claim)",
            "They had built the old port in 1990.",
        ),
        (
            "They like the fees of the ports, [which has angered Voss](claim)",
            "This has angered Voss.",
        ),
        (
            "A man was under investigation, [which was later closed](claim)",
            "This was later closed.",
        ),
        ("Voss spoke in the Senate, [where rivals hold 50 seats](claim)", None),
        ("It grew in 2001, [when rents were low](claim)", "In 2001, rents were low."),
        (
            "[When asked, they did not reply](claim)",
            "When asked, they did not reply.",
        ),
        (
            "[When rents rose, families moved out](claim)",
            "When rents rose, families moved out.",
        ),
        ("[That was the end of it](claim)", "That was the end of it."),
        (
            "It was led by white and Asian families, [who marched in May](claim)",
            "White and Asian families marched in May.",
        ),
        ("It paid tribute to Star Parker, [who sang](claim)", "Star Parker sang."),
    ],
)
def test_relative_clauses(wordings, markup, expected):
    [found] = wordings(f"{markup}.")
    assert found == (expected or "In the Senate, rivals hold 50 seats.")
