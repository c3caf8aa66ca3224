import contextlib
import gzip
import io
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.io.articles import read_articles

PAGE = """<!doctype html><html lang="es-ES"><head><title>Suben los precios</title>
<meta property="og:site_name" content="El Faro"><meta name="author" content="Ana Gil">
<meta property="article:published_time" content="2026-03-11T09:00:00Z"></head><body>
<nav>Inicio Política Deportes</nav><article><h1>Suben los precios</h1>
<p>Los precios de la vivienda subieron un cinco por ciento en marzo, según el instituto.</p>
<p>La ministra dijo que el gobierno aprobará una ley contra la especulación antes del verano.</p>
<p>La oposición calificó el anuncio de propaganda y pidió explicaciones al presidente ayer.</p>
</article><footer>Aviso legal</footer></body></html>"""


def one(*sources, **options):
    [item] = read_articles([str(source) for source in sources], **options)
    return item


def test_text_keeps_its_characters(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffTaxes\r\nfell 😀\x07.".encode())
    document = one(path)
    assert document.text == "Taxes\nfell 😀\x07."
    assert document.title is None
    assert document.id == Document(text=document.text).id


def test_a_markdown_heading_is_the_title(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Taxes fall\n\nThey *fell*.\n", encoding="utf-8")
    assert (one(path).title, one(path).text) == ("Taxes fall", "They *fell*.\n")


def test_pages_give_their_article_and_what_they_say_of_it(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode()))
    document = one(path)
    assert document.text.startswith("Los precios de la vivienda")
    assert "Aviso legal" not in document.text
    assert document.text.count("\n\n") == 2
    assert (document.title, document.source) == ("Suben los precios", "El Faro")
    assert (document.language, document.published) == ("es", "2026-03-11")
    assert document.meta["authors"] == ["Ana Gil"]


def test_json_lines_come_in_the_own_and_in_a_plain_form(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = [
        {"document": {"id": "d1", "text": "Taxes fell."}, "annotation": {"annotator": "x"}},
        {"text": "Taxes rose.", "title": "Rise", "party": "left"},
        {"lead": "?"},
    ]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    first, second, third = read_articles([str(path)])
    assert first.id == "d1"
    assert (second.title, second.meta) == ("Rise", {"party": "left"})
    assert third.error.startswith(f"{path}:3: columns ['lead'] given, expected one of 'text'")


def test_parquet_rows_are_documents(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["One.", None], "id": ["d1", "d2"], "year": [1, 2]}), path)
    first, second = read_articles([str(path)])
    assert (first.id, first.text) == ("d1", "One.")
    assert "row 1: text: None given" in second.error


def test_a_folder_is_read_in_sorted_order(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", "notes.pdf"):
        (tmp_path / name).write_text(f"Text of {name}.", encoding="utf-8")
    assert [d.meta["file"] for d in read_articles([str(tmp_path)])] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b" \n", "the file is empty"),
        ("binary.txt", bytes(range(32)) * 9, "a binary file"),
        ("paper.pdf", b"%PDF-1.7 \xe2\xe3", "a binary file"),
        ("binary.html", bytes(range(256)) * 9, "a binary file"),
        ("latin.txt", "Señor".encode("latin-1"), r"not utf-8 at byte 2; .*--encoding"),
        ("cut.txt.gz", gzip.compress(b"x" * 5000)[:30], "damaged or truncated gzip"),
        ("cut.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 5000)[:40], "truncated gzip"),
        ("no.parquet", b"PAR1", "not a readable Parquet file"),
        ("missing.txt", None, "no such file"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_read(tmp_path, name, content, message):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    good = tmp_path / "good.txt"
    good.write_text("Taxes fell.", encoding="utf-8")
    *_, failure, document = read_articles([str(tmp_path / name), str(good)])
    assert isinstance(failure, Failure)
    assert name in failure.error
    assert re.search(message, failure.error)
    assert document.text == "Taxes fell."


def test_control_characters_are_no_reason_to_refuse_a_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Taxes\x00 fell.\x07")
    assert one(path).text == "Taxes\x00 fell.\x07"


def test_half_surrogates_and_bottomless_lines_do_no_harm(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "a \\ud800 b", "title": "\\uDC00"}\n'
        b'{"document": {"text": "\\udc00 \\ud83d\\ude00"}}\n'
        + b"[" * 100_000
        + b'\n{"text": "caf\xe9"}\n'
    )
    first, second, third, fourth = read_articles([str(path)])
    assert (first.text, first.title) == ("a \ufffd b", "\ufffd")
    assert second.text == "\ufffd 😀"
    assert third.error.startswith(f"{path}:3: not JSON")
    assert fourth.error.startswith(f"{path}:4: not JSON in UTF-8")


def test_another_encoding_is_read_on_request(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Señor".encode("cp1252"))
    assert one(path, encoding="cp1252").text == "Señor"
    assert "unknown encoding" in one(path, encoding="klingon").error


def test_a_page_without_an_article_is_named(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "empty.html"
    for body in ("", "<nav>Inicio</nav>", "<p>Home</p>"):
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
        assert "no article found" in one(path).error


def test_pages_lose_captions_boxes_and_promotions_but_no_sentence_that_is_a_link(tmp_path):
    pytest.importorskip("trafilatura")
    linked = '<p>It <a href="/x">was approved by the council in the spring of last year</a>.</p>'
    extras = (
        '<p><a href="/y">WHAT THE LAW MEANS FOR YOU</a></p>'
        '<p class="imageCaption">The minister in a photograph of March</p>'
        '<div class="Infobox Items"><p>Sign up to the letter on taxes and rents</p></div>'
        "<p>Ann Roe covers politics. Follow Ann on Twitter @annroe.</p><p>Madrid-</p>"
    )
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("</article>", f"{linked}{extras}</article>"), encoding="utf-8")
    paragraphs = one(path).text.split("\n\n")
    assert len(paragraphs) == 4
    assert paragraphs[3] == "It was approved by the council in the spring of last year."


def test_a_page_is_read_in_the_encoding_given(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("utf-16-le"))
    document = one(path, encoding="utf-16-le")
    assert document.text.startswith("Los precios")
    assert document.meta["file"] == "page.html"


def test_standard_input_is_text_or_json_lines(monkeypatch):
    class Input:
        def __init__(self, content):
            self.buffer = io.BufferedReader(io.BytesIO(content))

    monkeypatch.setattr(sys, "stdin", Input(b"Taxes fell."))
    assert one("-").text == "Taxes fell."
    monkeypatch.setattr(sys, "stdin", Input(b'{"text": "One."}\n{"text": "Two."}'))
    assert [d.text for d in read_articles(["-"])] == ["One.", "Two."]


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
        elif self.path == "/local":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"<p>")
                    time.sleep(0.02)
        elif self.path == "/page":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE.encode())
        else:
            self.send_error(404)

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_pages_are_fetched_and_redirects_followed(site):
    pytest.importorskip("trafilatura")
    pytest.importorskip("httpx")
    document = one(f"{site}/moved")
    assert document.url == f"{site}/moved"
    assert document.title == "Suben los precios"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "the server answered 404"),
        ("/local", "expected http or https"),
        ("/loop", "more than 5 redirects"),
    ],
)
def test_failing_addresses_are_named(site, path, message):
    pytest.importorskip("httpx")
    assert message in one(site + path).error


def test_a_page_that_drips_is_given_up(site, monkeypatch):
    pytest.importorskip("httpx")
    monkeypatch.setattr("claimstance.io.sources.DEADLINE", 0.1)
    assert "not complete after" in one(f"{site}/drip").error


def test_every_example_page_gives_an_article(shared):
    pytest.importorskip("trafilatura")
    pages = [str(p) for p in sorted((shared / "examples" / "html").glob("*.html.gz"))]
    documents = list(read_articles(pages))
    assert len(documents) == len(pages)
    for document in documents:
        assert isinstance(document, Document), document
        assert len(document.text) > 1500
        assert document.title
        assert document.published
        assert not document.text.startswith(document.title)
    explainer = documents[1].text  # nine of its paragraphs are mostly a link
    assert explainer.count("\n\n") == 48


@pytest.mark.parametrize("column", ["text", "article", "content", "body"])
def test_the_text_is_found_under_its_usual_names(tmp_path, column):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({column: "Taxes fell.", "label": 1}) + "\n", encoding="utf-8")
    document = one(path)
    assert (document.text, document.meta) == ("Taxes fell.", {"label": 1})


def test_the_column_of_the_text_may_be_named(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a teaser"], "story": ["Taxes fell."]}), path)
    assert one(path, text_column="story").text == "Taxes fell."
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "a teaser", "story": "Taxes fell."}\n', encoding="utf-8")
    assert one(lines, text_column="story").text == "Taxes fell."


def test_a_table_without_a_text_names_its_columns(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "prices.parquet"
    pq.write_table(pa.table({"day": [1], "price": [2.5]}), path)
    assert (
        "prices.parquet: columns ['day', 'price'] given, expected one of 'text'" in one(path).error
    )
