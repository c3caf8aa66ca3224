"""How documents and annotations show themselves in a notebook.

Core knows no HTML: packages offer a function for a class under the entry-point group
``claimstance.display``, named like the class; this one offers its own there too.
"""

GROUP = "claimstance.display"


def as_html(shown: object) -> str | None:
    """Return what the installed display for the class of ``shown`` makes of it, else None."""
    from importlib.metadata import entry_points  # only notebooks pay for it

    for entry in entry_points(group=GROUP, name=type(shown).__name__):
        html: str = entry.load()(shown)
        return html
    return None
