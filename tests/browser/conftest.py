"""A real Chromium, where there is one.

It is stopped after each module: as long as it runs, its event loop keeps others from starting.
"""

import importlib.util
import shutil

import pytest


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="needs claimstance[dev]")
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield running
        running.close()


@pytest.fixture(params=["light", "dark"])
def page(browser, address, request):
    """The page at the module's ``address`` in both themes; it must not complain."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    troubles = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address)
    yield page
    assert troubles == []
    page.close()


@pytest.fixture
def assert_accessible(page):
    """Fail on any violation of WCAG 2.1 A and AA that axe-core finds."""
    if importlib.util.find_spec("axe_playwright_python") is None:
        pytest.skip("needs axe-playwright-python: claimstance[dev]")
    from axe_playwright_python.sync_playwright import Axe

    def check():
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        assert results.violations_count == 0, results.generate_report()

    return check
