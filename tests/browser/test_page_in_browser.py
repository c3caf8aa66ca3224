"""The page as a reader meets it: pointer, keyboard, filters, themes, narrow screens."""

from pathlib import Path

import pytest

from claimstance.annotators.registry import get_annotator
from claimstance.io.articles import read_articles
from claimstance.report.page import render_page

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    annotate = get_annotator("lexicon.v1")
    annotations = list(annotate(read_articles([str(ROOT / "examples" / "harbour.txt")])))
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render_page(annotations), encoding="utf-8")
    return path.as_uri()


def test_pointer_and_keyboard_show_holder_and_cue(page):
    entry = page.locator("li[data-for]").filter(has_text="Clara Voss").first
    entry.hover()
    assert page.locator(".p.r-holder").first.inner_text().endswith("Clara Voss")
    page.mouse.move(0, 0)
    entry.focus()
    assert page.locator(".p.r-cue").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator(".p.r-holder").count() == 0


def test_filters_hide_what_is_not_asked_for(page):
    before = page.locator("li[data-for]:visible").count()
    page.locator("[data-filter=strength]").select_option("3")
    assert page.locator("li[data-for]:visible").count() < before
    page.locator("[data-filter=strength]").select_option("1")
    page.locator("[data-layer=evaluations]").uncheck()
    assert page.locator(".evaluations li:visible").count() == 0


def test_a_narrow_screen_needs_no_sideways_scrolling(page):
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing(assert_accessible):
    assert_accessible()
