"""Annotators that the training tests load by name."""

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim
from claimstance.core.span import Span


class _Fixed:
    def __init__(self, claims):
        self.name = "model:claimer" if claims else "model:silent"
        self.claims = claims

    def __call__(self, documents):
        for document in documents:
            claims = ()
            if self.claims:
                spans = (Span(0, document.text.index(" yesterday")),)
                claims = (Claim(id="c1", spans=spans),)
            yield Annotation(document=document, annotator=self.name, claims=claims)


def silent():
    return _Fixed(claims=False)


def claiming():
    return _Fixed(claims=True)


def mute(folder):
    assert folder
    return _Fixed(claims=False)


def claimer(folder):
    assert folder
    return _Fixed(claims=True)
