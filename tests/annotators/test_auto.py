from claimstance.annotators import auto
from claimstance.annotators.auto import Automatic
from claimstance.core.annotation import Annotation
from claimstance.core.document import Document


class Echo:
    def __init__(self, name):
        self.name = name

    def __call__(self, documents):
        for document in documents:
            yield Annotation(document=document, annotator=self.name)


def test_each_document_goes_to_the_annotator_of_its_language_and_order_is_kept(monkeypatch):
    monkeypatch.setattr(auto, "annotator_names", lambda: ("default-en", "lexicon.v1"))
    monkeypatch.setattr(auto, "get_annotator", lambda name, **options: Echo(name))
    languages = ["en", "es", "en", "en", "es", "de"] * 12
    documents = [Document(text=f"Text {n}.", language=lang) for n, lang in enumerate(languages)]
    found = list(Automatic()(documents))
    assert [a.document for a in found] == documents
    assert [a.annotator for a in found] == [
        "default-en" if lang == "en" else "lexicon.v1" for lang in languages
    ]


def test_a_word_list_of_the_users_own_calls_for_the_word_list_annotator(monkeypatch):
    monkeypatch.setattr(auto, "annotator_names", lambda: ("default-en", "lexicon.v1"))
    monkeypatch.setattr(auto, "get_annotator", lambda name, **options: Echo(name))
    [found] = Automatic(lexicon="own.txt")([Document(text="Text.", language="en")])
    assert found.annotator == "lexicon.v1"
