import io

from rich.console import Console

from claimstance.report.table import COLUMNS, rows
from claimstance.report.terminal import render
from claimstance.report.wording import made_by, visible

EXAMPLE = (
    "[[[The minister](holder #h) [said](cue) [taxes \x1b\x00 [plunged](evaluation emotive negative"
    ' 2 holder=h target=none)](claim event worthy holder=h neutral="Taxes fell.")].](sentence SUBJ)'
)


def shown(annotation, width=100):
    stream = io.StringIO()
    Console(file=stream, width=width).print(render(annotation))
    return stream.getvalue()


def test_a_sentence_stands_above_its_split(doc):
    text = shown(doc(EXAMPLE))
    assert text.index("The minister") < text.index("Taxes fell.")
    assert "−− plunged" in text
    assert "check-worthy" in text
    assert "1 claim · 1 evaluation · 1 of 1 sentence subjective" in text


def test_control_characters_never_reach_the_terminal(doc):
    text = shown(doc(EXAMPLE))
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "␛␀" in text


def test_a_text_without_a_title_is_named_by_its_opening(doc):
    text = shown(doc("[[Taxes fell in the north](claim), says the report.](sentence OBJ)\nMore."))
    assert text.startswith("Taxes fell in the north, says the report. ─")


def test_colour_goes_only_where_it_is_wanted(doc):
    def coded(**options):
        stream = io.StringIO()
        Console(file=stream, force_terminal=True, color_system="truecolor", **options).print(
            render(doc(EXAMPLE))
        )
        return stream.getvalue()

    assert "38;2" in coded()
    assert "38;2" not in coded(no_color=True)
    assert "\x1b[4m" in coded(no_color=True)


def test_visible_keeps_the_length():
    text = "".join(map(chr, range(0x250))) + "\u202e\u2066😀\ud800"
    assert len(visible(text)) == len(text)


def test_rows_have_all_columns_and_no_breaks(doc):
    found = list(rows(doc(EXAMPLE)))
    assert [row[2] for row in found] == ["claim", "evaluation"]
    assert all(len(row) == len(COLUMNS) for row in found)
    assert not any("\t" in cell or "\n" in cell for row in found for cell in row)


def test_every_kind_of_annotator_is_named_plainly():
    assert "trained model" in made_by("model:default-en")
    assert "rules" in made_by("model:lexicon.v1")
    assert "language model" in made_by("llm:1")
    assert "person" in made_by("human:1")
