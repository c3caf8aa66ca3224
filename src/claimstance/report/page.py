"""Annotated articles as one self-contained page: no network, no script from elsewhere."""

from collections.abc import Sequence

from markupsafe import Markup

from claimstance.core.annotation import Annotation
from claimstance.report.article import article
from claimstance.report.templating import digest, source, style, template


def render_page(annotations: Sequence[Annotation]) -> str:
    """Return one HTML page with all ``annotations``, in order.

    Whatever texts, titles and addresses hold is escaped; a content security policy lets nothing
    run but the page's own script.
    """
    articles = [article(f"d{number}", a) for number, a in enumerate(annotations, 1)]
    script = source("page.js")
    holders = sorted({mark["holder"] for a in articles for mark in a["marks"]}, key=str.casefold)
    return template("page.html").render(
        language=articles[0]["language"],
        heading=articles[0]["title"] if len(articles) == 1 else f"{len(articles)} articles",
        articles=articles,
        holders=holders,
        style=Markup(page_style()),
        script=Markup(script),
        script_hash=digest(script),
    )


def page_style() -> str:
    """Return the page's style sheet with the palette filled in."""
    return "\n".join(style(name) for name in ("marks.css", "page.css", "media.css"))
