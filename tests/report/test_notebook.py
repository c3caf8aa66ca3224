from html.parser import HTMLParser

from claimstance.core.display import as_html
from claimstance.core.document import Document
from claimstance.core.span import Span
from claimstance.report.templating import style

EXAMPLE = (
    "[[[The minister](holder #h) [said](cue) [taxes [plunged](evaluation emotive negative"
    ' 2 holder=h target=none)](claim event worthy holder=h neutral="Taxes fell.")].](sentence SUBJ)'
)


def test_an_annotation_shows_itself_with_its_marks(doc):
    html = doc(EXAMPLE)._repr_html_()
    assert '<span class="p l0 ev negative st2"' in html
    assert "Taxes fell." in html
    assert "1 claim, 1 evaluation, 1 of 1 sentence subjective" in html


def test_a_document_shows_itself_and_injects_nothing():
    html = Document(text="<b>Hi</b> \x1b", title="<script>x</script>")._repr_html_()
    assert "&lt;b&gt;Hi&lt;/b&gt; ␛" in html
    assert "<script" not in html


def test_a_text_without_title_does_not_stand_there_twice(doc):
    annotation = doc("[Taxes fell.](sentence OBJ)")
    for shown in (annotation, annotation.document):
        assert shown._repr_html_().count("Taxes fell.</") == 1
        assert "<h3" not in shown._repr_html_()
    assert "<h3" in Document(text="Taxes fell.", title="Taxes")._repr_html_()


def test_every_rule_of_the_style_stays_inside_the_fragment():
    sheet = style("notebook.css").replace("{{ marks }}", style("marks.css"))
    depth, outside = 0, ""
    for character in sheet:
        depth -= character == "}"
        outside += character if depth == 0 else ""
        depth += character == "{"
    selectors = [s for s in outside.replace("}", "{").split("{") if s.strip()]
    assert all(".claimstance-view" in s or s.strip().startswith("@media") for s in selectors)


def test_the_fragment_runs_no_script(doc):
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)
    parser.feed(doc(EXAMPLE)._repr_html_())
    assert "script" not in tags
    assert tags.count("style") == 1


def test_what_no_package_displays_falls_back_to_its_text():
    assert as_html(Span(0, 1)) is None
