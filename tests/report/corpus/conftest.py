from dataclasses import replace

import pytest

from claimstance.core.markup import parse

BLAME = (
    "[[[{who}](target #t)'s [botched](evaluation judgement negative 2 holder=author target=t) plan "
    'cost 3 million crowns](claim quantity worthy holder=author neutral="The plan of {who} cost 3 '
    'million crowns.").](sentence SUBJ)'
)
PRAISE = (
    "[[[Mara Lind](holder #h) [said](cue) the [admirable](evaluation judgement positive 3 holder=h "
    "target=t) [{who}](target #t) will rebuild the bridge](claim forecast worthy holder=h cue=none "
    'neutral="{who} will rebuild the bridge in spring.").](sentence OBJ)'
)


def made(markup, number, **facts):
    """Return one article of a corpus."""
    annotation = parse(markup, language="en")
    document = replace(annotation.document, id=f"d{number}", title=f"Title {number}", **facts)
    return replace(annotation, document=document)


@pytest.fixture(scope="session")
def corpus():
    """Six articles of outlet A that blame Jon Ash, three of B that quote praise of him."""
    blaming = [
        made(BLAME.format(who=who), n, source="A", published=f"2024-0{n + 1}-05")
        for n, who in enumerate(["Jon Ash", "Jon Ash", "Mr Ash", "Jon Ash", "Ash", "Jon Ash"])
    ]
    praising = [
        made(PRAISE.format(who="Jon Ash"), n, source="B", url="https://example.org/a?b=1&c")
        for n in (6, 7, 8)
    ]
    return [*blaming, *praising]
