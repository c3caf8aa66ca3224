"""Documents and annotations as they show themselves in a notebook: the page's look, no script.

The entry-point group ``claimstance.display`` names these functions; `claimstance.core.display`
finds them there.
"""

from typing import Any

from markupsafe import Markup

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.report.article import article, heading
from claimstance.report.templating import style, template
from claimstance.report.wording import visible


def show_annotation(annotation: Annotation) -> str:
    """Return an HTML fragment whose style touches nothing around it."""
    shown = article(f"n{annotation.document.id[:8]}", annotation)
    return _render(annotation.document, a=shown)


def show_document(document: Document) -> str:
    """Return an HTML fragment with the title, what is known about the article, and its text."""
    return _render(document, a=heading(document), text=visible(document.text))


def _render(document: Document, **shown: Any) -> str:
    sheet = style("notebook.css").replace("{{ marks }}", style("marks.css"))
    titled = bool(document.title)  # else the opening words would stand there twice
    return template("notebook.html").render(style=Markup(sheet), titled=titled, **shown)
