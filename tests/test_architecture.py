"""What holds for the source as a whole: sizes, layers, start-up."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import claimstance

SOURCE = Path(claimstance.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
HEAVY = {
    "datasets",
    "fastapi",
    "httpx",
    "jinja2",
    "label_studio_sdk",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "rich",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 350, "split the file by noun"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= 60, f"{node.name} is {length} lines long"


def test_files_are_named_after_what_they_hold():
    vague = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert not [path for path in FILES if path.stem in vague or path.parent.name in vague]


@pytest.mark.parametrize("package", ["core"])
def test_the_core_needs_the_standard_library_only(package):
    allowed = set(sys.stdlib_module_names) | {"claimstance"}
    for path in (SOURCE / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= allowed, path


@pytest.mark.parametrize(
    "code",
    [
        "import claimstance",
        "import claimstance.cli as c; c.group.main(['--help'], standalone_mode=False)",
    ],
)
def test_starting_loads_no_heavy_library(code):
    report = f"{code}\nimport sys; sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True
    )
    assert not HEAVY & {name.partition(".")[0] for name in done.stderr.split()}


def test_the_public_names_are_sorted_few_and_there():
    assert claimstance.__all__ == sorted(claimstance.__all__)
    assert len(claimstance.__all__) <= 25
    assert all(hasattr(claimstance, name) for name in claimstance.__all__)
