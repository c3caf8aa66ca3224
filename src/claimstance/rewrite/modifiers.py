"""Closed classes of words that decide whether an evaluation can be struck."""

ADVERBS = frozenset(
    (
        *("very", "only", "just", "even", "quite", "rather", "so", "too", "still", "ever"),
        *("somewhat", "slightly", "fairly"),
        *("always", "indeed", "far", "much", "all", "muy"),
        *("tan", "sólo", "solo", "incluso", "apenas", "más", "aún", "hecho", "duda", "supuesto"),
    )
)
SPANISH_ADJECTIVE = (
    *("o", "a", "os", "as", "e", "es", "al", "ales", "il", "ivo", "ante", "ente", "ble", "or"),
)
ADVERBIALS = frozenset(
    (("of", "course"), ("in", "fact"), ("by", "far"), ("at", "all"), ("after", "all"))
)
DENYING = frozenset(
    (
        *("not", "never", "no", "nothing", "nobody", "none", "neither", "nor", "without", "cannot"),
        *("hardly", "barely", "scarcely", "almost", "nearly", "virtually", "practically"),
        *("partly", "usually", "largely", "mostly", "mainly", "sometimes", "often", "rarely"),
        *("seldom", "generally", "typically", "partially"),
        *("reportedly", "allegedly", "potentially"),
        *("nunca", "jamás", "sin", "casi", "apenas", "nada", "ni"),
    )
)
"""Words that a clause means something else without."""
JOINING = frozenset((",", "and", "or", "but", "yet", "y", "e", "o", "pero"))
ADJECTIVE = (
    *("ous", "ful", "ive", "able", "ible", "less", "al", "ic", "ent", "ant", "ary", "ing", "ed"),
    *("est", "er", "y", "ian", "ish"),
)
ADJECTIVES = frozenset(
    (
        *("bad", "good", "great", "huge", "big", "vast", "poor", "sad", "real", "wild", "crazy"),
        *("nasty", "dirty", "ugly", "major", "sheer"),
        *("utter", "total", "stark", "brutal", "bitter"),
        *(
            "fierce",
            "massive",
            "terrible",
            "deep",
            "strong",
            "key",
            "sharp",
            "harsh",
            "worst",
            "long",
        ),
        *("best", "biggest", "greatest", "most", "more"),
    )
)
IN_STACKS = frozenset(
    ("and", "or", "but", "yet", "more", "most", "less", "least", "than", "as", "so", "too", "all")
)
MEASURES = frozenset(("lots", "plenty", "tons", "dozens", "scores", "loads", "kind", "sort"))
ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "my", "your"))
GRADING = frozenset(("this", "that", "how", "as", "more", "less", "based", "rooted"))
NO_NOUNS = frozenset(
    (
        *("last", "next", "earlier", "late", "early", "online", "abroad", "overseas", "alone"),
        *("together", "forward", "back", "away", "ahead", "home", "indoors", "outdoors"),
    )
)
RANGES = frozenset(("in", "since", "ever", "yet", "of", "among", "possible"))
LATELY = frozenset(("right", "now", "today", "here", "there"))
QUANTIFIERS = frozenset(("some", "many", "all", "both", "few", "several", "most", "each"))
DEGREES = frozenset(("sometimes", "often", "very", "so", "too", "quite", "rather", "increasingly"))
NOUN_ENDINGS = (*("ness", "ity", "tion", "sion", "ment", "ance", "ence", "ism", "dom", "ery"),)
NO_PLURALS = ("ous", "ss", "less", "'s", "us", "is")
"""Endings in "s" that are no plurals."""
