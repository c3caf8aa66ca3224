"""The report of a corpus as a reader meets it: figures, their sentences, pages, search, keys."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="needs claimstance[report]")
pytest.importorskip("playwright", reason="needs Playwright")

from playwright.sync_api import expect

from claimstance.annotators.registry import get_annotator
from claimstance.io.articles import read_articles
from claimstance.report.corpus import gather, render_corpus

pytestmark = pytest.mark.server
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    documents = read_articles([str(ROOT / "annotations" / "documents.jsonl")])
    english = (replace(d, language="en") for d in documents)
    path = tmp_path_factory.mktemp("report") / "report.html"
    with gather(get_annotator("lexicon.v1")(english)) as facts:
        path.write_text(render_corpus(facts, title="Our own articles"), encoding="utf-8")
    return path.as_uri()


def assert_closed(page, address: str) -> None:
    """No sentences shown, and nothing of them left in the address.

    Waits with Playwright's assertions: the page's policy forbids what `wait_for_function` runs.
    """
    expect(page.locator("dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"^{re.escape(address)}#?$"))


def test_a_figure_shows_as_many_sentences_as_it_says(page):
    figure = page.locator("#wordings td.num a.figure").first
    words = page.locator("#wordings tbody th").first.inner_text()
    figure.click()
    dialog = page.locator("dialog")
    dialog.wait_for(state="visible")
    assert words in dialog.locator("h2").inner_text()
    assert dialog.locator("li").count() == int(figure.inner_text())
    hit = "".join(dialog.locator("li").first.locator(".hit").all_inner_texts())
    assert words in hit.lower()


def test_escape_and_back_close_the_sentences(page, address):
    figure = page.locator("#outlets a.figure").first
    figure.focus()
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for(state="visible")
    page.keyboard.press("Escape")
    assert_closed(page, address)
    figure.click()
    page.locator("dialog").wait_for(state="visible")
    page.go_back()
    assert_closed(page, address)


def test_a_link_opens_the_sentences(page, address):
    page.goto(f"{address}#k1")
    page.reload()
    page.locator("dialog").wait_for(state="visible")
    page.keyboard.press("Escape")
    assert_closed(page, address)


def test_long_lists_are_paged_and_searched(page):
    table = page.locator("#claims table").first
    rows = table.locator("tbody tr:visible")
    assert rows.count() == 15
    first = rows.first.inner_text()
    pager = page.locator("#claims .pager").first
    pager.get_by_text("Next").click()
    assert rows.first.inner_text() != first
    page.get_by_label("Search these claims").fill("crowns")
    assert 0 < rows.count() <= 15
    assert all("crowns" in text for text in rows.all_inner_texts())
    page.get_by_label("Search these claims").fill("no such words")
    assert rows.count() == 0
    assert "nothing found" in pager.inner_text()


def test_a_narrow_screen_needs_no_sideways_scrolling(page):
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("opened", [False, True])
def test_axe_finds_nothing(page, assert_accessible, opened):
    if opened:
        page.locator("#stances a.figure").first.click()
        page.locator("dialog").wait_for(state="visible")
    assert_accessible()
