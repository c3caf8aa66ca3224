"""As an annotator works: a real browser, and exactly what was done comes back."""

import contextlib
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from claimstance.core.marks import EvaluationType, Subjectivity
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.projects import fit_unit
from claimstance.labelstudio.pull import pull
from claimstance.labelstudio.push import Push

pytestmark = pytest.mark.server
ARTEFACTS = Path(__file__).parents[2] / "artefacts"
MARKUP = (
    "[😀 [The minister](holder #h) [said](cue #k) [the [disastrous](evaluation judgement negative "
    "2 holder=author target=t) [plan](target #t) had failed](claim event worthy holder=h cue=k "
    'neutral="The plan had failed.").](sentence OBJ)\n\n'
    "[👩‍👩‍👧 [Taxes fell](claim event holder=author) by a [massive](evaluation intensity "
    "negative 1 holder=author target=none) 3%, she added.](sentence SUBJ)"
)
CHARACTER = """([words, index]) => {
  const text = document.querySelector('[class*=htx-richtext]');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = []; let all = '';
  while (walker.nextNode()) {
    nodes.push([all.length, walker.currentNode]); all += walker.currentNode.data;
  }
  const at = all.indexOf(words) + index;
  const [start, node] = nodes.findLast(([start]) => start <= at);
  const range = document.createRange();
  range.setStart(node, at - start); range.setEnd(node, at - start + 1);
  const box = range.getBoundingClientRect();
  return [box.left, box.top + box.height / 2, box.right];
}"""


class Screen:
    """Label Studio's labelling screen, driven as a hand would."""

    def __init__(self, page, url):
        self.page = page
        self.url = url

    def log_in(self, user, password):
        self.page.goto(f"{self.url}/user/login/", wait_until="commit")
        self.page.wait_for_selector("input[name=password]")
        self.page.fill("input[name=email]", user)
        self.page.fill("input[name=password]", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "login" not in url, wait_until="commit")

    def open(self, project, task):
        address = f"{self.url}/projects/{project}/data?task={task}"
        with contextlib.suppress(Exception):  # the page after the login may still be loading
            self.page.goto(address, wait_until="commit")
        if f"task={task}" not in self.page.url:
            self.page.goto(address, wait_until="commit")
        self.page.wait_for_selector(".htx-highlight[data-label]")
        self.page.wait_for_timeout(1500)

    def marks(self, label):
        return self.page.locator(f'.htx-highlight[data-label*=":{label}"]')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(300)

    def select(self, mark):
        mark.click()
        self.page.wait_for_timeout(400)

    def character(self, words, index):
        return self.page.evaluate(CHARACTER, [words, index])

    def click_character(self, words, index=0):
        left, middle, right = self.character(words, index)
        self.page.mouse.click((left + right) / 2, middle)
        self.page.wait_for_timeout(400)

    def drag(self, start, end):
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()
        self.page.wait_for_timeout(500)

    def submit(self):
        with self.page.expect_response(lambda r: "/annotations" in r.url and r.ok):
            self.page.keyboard.press("Control+Enter")


@pytest.fixture
def screen(label_studio):
    playwright = pytest.importorskip("playwright.sync_api")
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        pytest.skip("CHROMIUM IS NOT INSTALLED, so nothing was tried in a browser")
    # Label Studio's pages ask for fonts and scripts elsewhere; nothing leaves this machine.
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=["--no-sandbox", rules])
        page = browser.new_page(viewport={"width": 1500, "height": 950})
        page.set_default_timeout(120_000)
        found = Screen(page, label_studio.url)
        found.log_in(label_studio.user, label_studio.password)
        yield found
        browser.close()


def test_a_sentence_between_its_neighbours(screen, connection, project, doc):
    fit_unit(connection, project, Unit.SENTENCE)
    sent = [doc(MARKUP + " [The end came.](sentence OBJ)", id="d", annotator="model:m")]
    Push(server=connection, project=project, unit=Unit.SENTENCE)(sent)
    tasks = list(connection.pages("/api/tasks", 9, "tasks", project=project.id))
    assert [task["data"]["piece"]["index"] for task in tasks] == [0, 1, 2]

    screen.open(project.id, tasks[1]["id"])
    before = screen.page.locator(".claimstance-before")
    assert before.inner_text().endswith("plan had failed.")
    assert "sentence 2 of 3" in screen.page.locator(".claimstance-heading").inner_text()
    assert screen.page.locator(".claimstance-after").inner_text() == "The end came."
    ARTEFACTS.mkdir(exist_ok=True)
    screen.page.screenshot(path=ARTEFACTS / "label-studio-sentence.png")
    screen.press("c")
    box = before.bounding_box()
    middle = box["y"] + box["height"] - 12
    screen.drag((box["x"] + 40, middle), (box["x"] + 160, middle))  # nothing can be marked there
    assert screen.marks("Claim").count() == 1
    screen.press("Escape", "c")
    (left, top, _), (_, bottom, right) = (screen.character("she added", i) for i in (0, 8))
    screen.drag((left + 1, top), (right - 1, bottom))
    screen.submit()

    [pulled] = pull(connection, project, partial=True)
    annotation, text = pulled.annotation, sent[0].document.text
    assert pulled.problems == ()
    assert annotation.document.text == text
    assert [claim.span.of(text) for claim in annotation.claims] == ["Taxes fell", "she added"]
    assert annotation.evaluations == sent[0].evaluations[1:]
    assert [s.span for s in annotation.sentences] == [sent[0].sentences[1].span]


def test_rows_of_questions_are_close_and_labels_of_links_hide_nothing(
    screen, connection, project, doc
):
    Push(server=connection, project=project)([doc(MARKUP, id="d", annotator="model:m")])
    [task] = connection.pages("/api/tasks", 9, "tasks", project=project.id)
    screen.open(project.id, task["id"])
    fields = screen.page.locator(".claimstance-fields")
    assert "Alt+R" in fields.inner_text()
    assert not screen.page.locator(".relations-overlay text").first.is_visible()
    screen.select(screen.marks("Evaluation").first)
    assert "Alt+R" not in fields.inner_text()
    tops = [
        field.bounding_box()["y"]
        for field in screen.page.locator(".claimstance-field").all()
        if field.is_visible()
    ]
    rows = sorted(set(tops))
    assert all(later - earlier < 40 for earlier, later in pairwise(rows))
    assert fields.bounding_box()["height"] < 150


def test_a_covered_mark_is_clicked_below_its_words_and_texts_show_their_pencil(
    screen, connection, project, doc
):
    markup = (
        "[[The owner](holder #h) [[claimed](cue #k)](evaluation stance negative 1 holder=author) "
        '[taxes fell](claim holder=h cue=k neutral="Taxes fell.").](sentence OBJ)'
    )
    Push(server=connection, project=project)([doc(markup, id="d", annotator="model:m")])
    [task] = connection.pages("/api/tasks", 9, "tasks", project=project.id)
    screen.open(project.id, task["id"])
    active = screen.page.locator(".htx-highlight.__active")
    screen.click_character("claimed")
    covering = active.first.get_attribute("data-label")
    screen.press("u")
    left, _, right = screen.character("claimed", 3)
    covered = screen.page.locator(".htx-highlight", has_text="claimed").nth(1).bounding_box()
    screen.page.mouse.click((left + right) / 2, covered["y"] + covered["height"] - 1)
    screen.page.wait_for_timeout(400)
    labels = {label.split(":")[1] for label in (covering, active.first.get_attribute("data-label"))}
    assert labels == {"Cue", "Evaluation"}
    screen.press("u")
    screen.select(screen.marks("Claim").first)
    pencil = screen.page.locator("[data-testid=htx-textbox-actions]")
    assert pencil.evaluate("element => getComputedStyle(element).opacity") == "1"


def test_going_through_by_key_follows_the_text_and_keeps_the_mark_in_sight(
    screen, connection, project, doc
):
    sentence = "[[The minister](holder) [said](cue) [{n} taxes fell](claim).](sentence OBJ)\n\n"
    text = "".join(sentence.replace("{n}", str(n)) for n in range(20))
    Push(server=connection, project=project)([doc(text, id="d", annotator="model:m")])
    [task] = connection.pages("/api/tasks", 9, "tasks", project=project.id)
    screen.open(project.id, task["id"])
    active = screen.page.locator(".htx-highlight.__active")
    seen = []
    for _ in range(76):
        screen.page.keyboard.press("Alt+.")
        screen.page.wait_for_timeout(60)
        seen.append(active.first.get_attribute("data-label").split(":")[1])
    assert seen[:8] == ["OBJ", "Holder", "Cue", "Claim"] * 2
    screen.page.wait_for_timeout(500)
    mark, fields = active.first.bounding_box(), screen.page.locator(".claimstance-fields")
    assert mark["y"] + mark["height"] <= fields.bounding_box()["y"]


def test_an_annotator_at_work(screen, connection, project, doc):
    sent = [doc(MARKUP, id=name, annotator="model:m") for name in ("accepted", "changed")]
    Push(server=connection, project=project)(sent)
    tasks = list(connection.pages("/api/tasks", 9, "tasks", project=project.id))
    task = {entry["data"]["document_id"]: entry["id"] for entry in tasks}

    screen.open(project.id, task["accepted"])
    assert screen.marks("Claim").count() == 2
    links = screen.page.locator(".relations-overlay path[marker-end]")
    assert links.count() == 3, "links are drawn"
    screen.submit()

    screen.open(project.id, task["changed"])
    screen.select(screen.marks("Evaluation").first)
    ARTEFACTS.mkdir(exist_ok=True)
    screen.page.screenshot(path=ARTEFACTS / "label-studio.png")
    screen.press("l", "3", "u")  # loaded, strong
    screen.click_character("added", 2)  # the sentence, where nothing else is marked
    screen.press("o", "u", "h")  # OBJ; then a new holder
    (left, top, _), (_, bottom, right) = (screen.character("she added", i) for i in (0, 2))
    screen.drag((left + 1, top), (right - 1, bottom))
    screen.press("u")
    screen.select(screen.marks("Claim").last)
    box = screen.page.locator(".__resize_right").bounding_box()
    _, middle, right = screen.character("3%", 1)
    screen.drag((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), (right - 1, middle))
    screen.press("u")
    screen.select(screen.marks("Claim").last)
    screen.press("Alt+r")
    screen.select(screen.marks("Holder").last)
    screen.submit()

    pulled = {p.annotation.document.id: p for p in pull(connection, project)}
    assert [p.problems for p in pulled.values()] == [(), ()]
    accepted, changed = pulled["accepted"].annotation, pulled["changed"].annotation
    assert accepted.claims == sent[0].claims
    assert accepted.evaluations == sent[0].evaluations
    assert accepted.sentences == sent[0].sentences
    assert accepted.document.meta["label_studio"]["model"] == "model:m"
    assert changed.claims[0] == sent[1].claims[0]
    assert changed.evaluations[1] == sent[1].evaluations[1]
    text, claim = changed.document.text, changed.claims[1]
    assert claim.span.of(text) == "Taxes fell by a massive 3%"
    assert claim.holder.of(text) == "she"
    evaluation = changed.evaluations[0]
    assert (evaluation.type, evaluation.strength) == (EvaluationType.LOADED, 3)
    assert evaluation.target == sent[1].evaluations[0].target
    assert [s.subjectivity for s in changed.sentences] == [Subjectivity.OBJECTIVE] * 2
