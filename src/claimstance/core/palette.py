"""One visual language for terminal, page, report, notebook and Label Studio.

Hues keep apart for colour-blind readers (blue, orange, green-blue, purple, after Okabe and Ito),
and every text colour has a contrast of at least 4.5 : 1 on its ground (WCAG AA), in both themes.
Polarity is never shown by colour alone: `SIGNS` go with it.
"""

from dataclasses import dataclass

from claimstance.core.marks import Polarity


@dataclass(frozen=True, slots=True)
class Shade:
    """One colour of a theme, as ``#rrggbb``: for text and lines, and as a ground under text."""

    ink: str
    ground: str


LIGHT = {
    "claim": Shade("#0b5cad", "#dbeafa"),
    "positive": Shade("#00604f", "#c9eee2"),
    "negative": Shade("#9a3412", "#ffd9c4"),
    "neutral": Shade("#5b3fa0", "#e5dcf8"),
    "holder": Shade("#765500", "#fbeec2"),
    "cue": Shade("#4f5b66", "#e6eaee"),
    "target": Shade("#96196c", "#fbdcef"),
}
DARK = {
    "claim": Shade("#7cc0ff", "#173a5e"),
    "positive": Shade("#6fdcc0", "#0e463a"),
    "negative": Shade("#ffa97f", "#6a2a10"),
    "neutral": Shade("#c5b0ff", "#40316b"),
    "holder": Shade("#f0cc62", "#4d3d08"),
    "cue": Shade("#b6c0ca", "#37414b"),
    "target": Shade("#f79bd3", "#5a1845"),
}
SIGNS = {Polarity.POSITIVE: "+", Polarity.NEGATIVE: "−", Polarity.NEUTRAL: "○"}
