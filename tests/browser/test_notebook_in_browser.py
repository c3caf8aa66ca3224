"""What a notebook shows, against the style that hosts put around it."""

import pytest

from claimstance.core.markup import parse
from claimstance.stance.derive import with_stances

# The rules of JupyterLab's rendered HTML that reach into an output.
HOST = """<style>
.jp-RenderedHTMLCommon table { border: none; font-size: 12px; table-layout: fixed; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th, .jp-RenderedHTMLCommon tr {
  text-align: right; vertical-align: middle; padding: 0.5em; border: none; }
.jp-RenderedHTMLCommon tbody tr:nth-child(odd) { background: rgb(200, 200, 200); }
</style>"""
DARK, LIGHT = "rgb(21, 23, 26)", "rgb(251, 250, 247)"


@pytest.fixture
def shown(browser):
    annotation = parse(
        "[[Voss](holder #h) called [the sale](target #t) [botched](evaluation judgement negative 2"
        " holder=h target=t).](sentence OBJ)"
    )
    fragment = with_stances(annotation)._repr_html_()

    def show(body: str, scheme: str = "light"):
        page = browser.new_page(color_scheme=scheme)
        within = f"<div class=jp-RenderedHTMLCommon>{fragment}</div>"
        page.set_content(f"<!doctype html><body {body}>{within}{HOST}</body>")
        return page.locator(".claimstance-view")

    return show


def style(element, name):
    return element.evaluate("(e, name) => getComputedStyle(e)[name]", name)


def test_tables_are_ours(shown):
    view = shown("data-jp-theme-light=true")
    cell = view.locator("td").first
    assert style(cell, "textAlign") == "left"
    assert style(cell, "verticalAlign") == "top"
    assert style(view.locator("tbody tr").first, "backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize(
    ("body", "scheme", "ground"),
    [
        ("data-jp-theme-light=true", "dark", LIGHT),
        ("data-jp-theme-light=false", "light", DARK),
        ("class=vscode-light", "dark", LIGHT),
        ("class=vscode-dark", "light", DARK),
        ("", "dark", DARK),
        ("", "light", LIGHT),
    ],
)
def test_the_theme_of_the_host_counts_more_than_that_of_the_system(shown, body, scheme, ground):
    assert style(shown(body, scheme), "backgroundColor") == ground
