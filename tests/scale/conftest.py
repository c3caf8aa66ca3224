"""An annotator for worker processes whose behaviour the document's text decides."""

import pytest

MODULE = '''
import os
import signal
from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim
from claimstance.core.span import Span


class Scripted:
    name = "test:scripted"

    def __call__(self, documents):
        for document in documents:
            if "KILL" in document.text:
                os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory runs out
            if "MEMORY" in document.text:
                bytearray(1 << 62)
            if "RAISE" in document.text:
                raise ValueError("as asked")
            end = len(document.text)
            claim = Claim(id="c1", spans=(Span(0, end),), score=0.5)
            yield Annotation(document=document, annotator=self.name, claims=(claim,))


def create():
    """Does what a document's text says."""
    return Scripted()
'''


@pytest.fixture
def scripted(tmp_path, monkeypatch):
    """The name of the scripted annotator, importable here and in worker processes."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "scripted_annotator.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return "scripted_annotator:create"
