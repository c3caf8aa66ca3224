"""The notebooks run from a clean checkout, and are kept as they should be read: without outputs."""

import ast
import json
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 60
"""On two cores that have nothing else to do."""
WAIT = 600
"""On cores that have: a run is then judged by what it computes, not by how long it waits."""

parametrize = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def test_one_for_each_stage():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]


@parametrize
def test_outputs_are_stripped(path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


@parametrize
def test_short_and_prose_first(path):
    found = cells(path)
    assert len(found) <= 20
    assert found[0]["cell_type"] == "markdown"
    assert "**What it runs on" in "".join(found[0]["source"])


@parametrize
def test_defines_no_functions(path):
    for cell in cells(path):
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                assert not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


@parametrize
def test_links_lead_somewhere(path):
    text = "".join(line for cell in cells(path) for line in cell["source"])
    for target in text.split("](")[1:]:
        assert (path.parent / target.partition(")")[0]).exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@parametrize
def test_runs(path, monkeypatch):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import time; print(time.process_time())"))
    client = nbclient.NotebookClient(
        notebook,
        timeout=WAIT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    start = time.monotonic()
    client.execute()
    wall = time.monotonic() - start
    computed = float(notebook.cells[-1].outputs[0].text)
    assert min(wall, computed) < SECONDS
