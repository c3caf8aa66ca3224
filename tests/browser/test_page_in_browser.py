"""The page as a reader meets it: pointer, keyboard, filters, themes, narrow screens."""

import importlib.util
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


@pytest.fixture(params=["light", "dark"])
def page(browser, address, request):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    troubles = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    yield page
    assert troubles == []
    page.close()


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


def test_axe_finds_nothing(page):
    if importlib.util.find_spec("axe_playwright_python") is None:
        pytest.skip("needs axe-playwright-python: claimstance[dev]")
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()
