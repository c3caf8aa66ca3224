"""The README's Python runs as printed, and prints what it says."""

import contextlib
import io
import re
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_five_lines_print_what_the_readme_shows():
    section = README.split("## Five lines")[1]
    code, shown = re.findall(r"```(?:python|text)\n(.*?)```", section, re.S)[:2]
    printed = io.StringIO()
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    assert printed.getvalue() == shown
    annotation = names["annotation"]
    text = annotation.document.text
    assert [e.span.of(text) for e in annotation.evaluations] == ["botched"]
    assert annotation.claims[0].holder.of(text) == "Voss"


def test_the_picture_is_there():
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (Path(__file__).parents[1] / target).is_file()
