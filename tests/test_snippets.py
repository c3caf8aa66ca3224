"""What the documentation shows to be run is run, page by page, in a folder with the files it names.

Blocks of ``sh``, ``python``, ``sql``, ``json`` and ``toml`` run from the top of a page to its end.
``title="mine.toml"`` behind the language saves a block under that name first. A block that cannot
run here is preceded by ``<!-- skip: next "why" -->``, as Sybil reads it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from unittest import SkipTest

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import SkipParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from claimstance.io.jsonl import read_annotations
from claimstance.training.config import read_config

ROOT = Path(__file__).parents[1]
FOLDERS = ("annotations/standoff", "annotations", ".", "docs")
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "annotations").rglob("README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
SHOWN = ("text", "markup", "yaml")
"""Languages of blocks that are there to be read."""
INFO = re.compile(r'(?P<language>\w*)(?: title="(?P<title>[^"\n]+)")?[ ]*\n')


def run_shell(example: Example) -> None:
    """Run a block as a reader would; installing is only checked for extras that exist."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for named in re.findall(r"claimstance\[([^]]+)\]", example.parsed):
        assert set(named.split(",")) <= set(extras["optional-dependencies"])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "pip() { :; }\n" + example.parsed],
        env={**os.environ, "PATH": path, "PYTHONPATH": "."},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def run_python(example: Example) -> None:
    exec(compile(example.parsed, "block", "exec"), example.namespace)


def run_sql(example: Example) -> None:
    pytest.importorskip("duckdb").sql(example.parsed)


def read_json(example: Example) -> None:
    """Read one value, or one on each line; annotations as strictly as a command would."""
    try:
        values = [json.loads(example.parsed)]
    except json.JSONDecodeError:
        values = [json.loads(line) for line in example.parsed.splitlines()]
    if "annotation" in values[0]:
        lines = "".join(json.dumps(value) + "\n" for value in values)
        Path("shown.jsonl").write_text(lines, encoding="utf-8")
        assert list(read_annotations("shown.jsonl"))


def read_toml(example: Example) -> None:
    if "trainer" in tomllib.loads(example.parsed):
        title = example.region.lexemes["title"]
        assert read_config(Path(title)).name == Path(title).stem


RUN = {
    "sh": run_shell,
    "python": run_python,
    "sql": run_sql,
    "json": read_json,
    "toml": read_toml,
}


def blocks(document):
    """Find the blocks of a page, with what runs them."""
    for region in RawFencedCodeBlockLexer(INFO)(document):
        region.parsed = region.lexemes["source"]
        region.evaluator = run_block
        yield region


def run_block(example: Example) -> None:
    language, title = (example.region.lexemes[name] for name in ("language", "title"))
    if title:
        Path(title).write_text(example.parsed, encoding="utf-8")
    if language in RUN:
        RUN[language](example)


SYBIL = Sybil(parsers=[blocks, SkipParser()], path=str(ROOT))


@pytest.fixture(scope="session")
def material(tmp_path_factory) -> Path:
    """A folder with the repository's data and the files that a page takes for the reader's own."""
    made = tmp_path_factory.mktemp("material")
    for name in ("annotations", "configs", "examples", "docs/queries"):
        shutil.copytree(ROOT / name, made / name)
    article = (ROOT / "examples" / "harbour.txt").read_text("utf-8")
    (made / "article.txt").write_text(article, encoding="utf-8")
    paragraphs = "".join(f"<p>{part}</p>\n" for part in article.split("\n\n"))
    page = f"<html><body><article>{paragraphs}</article></body></html>"
    (made / "article.html").write_text(page, encoding="utf-8")
    (made / "articles").mkdir()
    for number, line in enumerate(lines(ROOT / "annotations" / "documents.jsonl")[:3]):
        text = json.loads(line)["text"]
        (made / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    own = made / "annotations"
    for name, source in {
        "gold.jsonl": own / "gold.jsonl",
        "anna.jsonl": own / "rounds" / "01" / "a.jsonl",
        "ben.jsonl": own / "rounds" / "01" / "b.jsonl",
    }.items():
        (made / name).write_text("".join(lines(source)[:3]), encoding="utf-8")
    for name in ("annotated.jsonl", "predicted.jsonl", "dev.jsonl", "train.jsonl"):
        shutil.copy(made / "gold.jsonl", made / name)
    both = lines(made / "anna.jsonl") + lines(made / "ben.jsonl")
    (made / "round-1.jsonl").write_text("".join(both), encoding="utf-8")
    texts = "".join(lines(own / "documents.jsonl")[:3])
    (made / "texts.jsonl").write_text(texts, encoding="utf-8")
    (made / "archive").mkdir()
    (made / "archive" / "2024.jsonl").write_text(texts, encoding="utf-8")
    return made


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines(keepends=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_runs(page, material, tmp_path, monkeypatch):
    shutil.copytree(material, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.syspath_prepend(str(tmp_path / "work"))
    document = SYBIL.parse(page)
    document.namespace["jq"] = shutil.which("jq")
    for example in document.examples():
        try:
            example.evaluate()
        except SkipTest:
            continue
        except Exception as error:
            error.add_note(f"{page.relative_to(ROOT)}:{example.line}")
            raise


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_names_its_language_and_what_is_not_run_says_why(page):
    text = page.read_text("utf-8")
    fences = re.findall(r"^ *```(.*)$", text, re.MULTILINE)[::2]
    assert {fence.split(" ")[0] for fence in fences} <= {*RUN, *SHOWN}
    for arguments in re.findall(r"^ *<!-- skip: (.*) -->", text, re.M):
        assert re.fullmatch(r'next (if\(.+, reason=)?"[^"]{5,}"\)?', arguments)
    assert len(fences) == sum("language" in r.lexemes for r in blocks(SYBIL.parse(page)))
