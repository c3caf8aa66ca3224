"""Documents and annotations as they show themselves in a notebook: the page's look, no script.

The entry-point group ``claimstance.display`` names these functions; `claimstance.core.display`
finds them there.
"""

from markupsafe import Markup

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.report.article import article, heading
from claimstance.report.templating import style, template
from claimstance.report.wording import visible


def show_annotation(annotation: Annotation) -> str:
    """Return an HTML fragment whose style touches nothing around it."""
    shown = article(f"n{annotation.document.id[:8]}", annotation)
    return template("notebook.html").render(a=shown, style=Markup(_style()))


def show_document(document: Document) -> str:
    """Return an HTML fragment with the title, what is known about the article, and its text."""
    return template("notebook.html").render(
        a=heading(document), text=visible(document.text), style=Markup(_style())
    )


def _style() -> str:
    return style("notebook.css").replace("{{ marks }}", style("marks.css"))
