"""The documentation leads somewhere: every link, every command, a how-to for each kind of user."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimstance.cli import COMMANDS, group

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
HOW_TOS = ("annotator", "annotation-lead", "researcher", "ml-engineer", "contributor")
FENCE = re.compile(r"^( *)```.*?^\1```\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def prose(path: Path) -> str:
    return CODE.sub("", FENCE.sub("", path.read_text(encoding="utf-8")))


def anchors(path: Path) -> set[str]:
    """Return the anchors of headings, as GitHub and the site make them."""
    heads = re.findall(r"^#+ +(.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", head.strip().lower()) for head in heads)
    return {head.replace(" ", "-") for head in kept}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(path):
    for link in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{path.name}: {link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{path.name}: {link}: no such heading"


@pytest.mark.parametrize("name", HOW_TOS)
def test_readme_leads_to_each_how_to(name):
    assert f"](docs/how-to/{name}.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_command_is_explained(command):
    result = CliRunner().invoke(group, [command, "--help"])
    assert result.exit_code == 0
    assert re.search(r"Examples?:", result.output)
    assert f"claimstance {command}" in result.output
    named = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert f"claimstance {command}" in named


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_options_in_docs_exist(path):
    for line in re.findall(r"^ *claimstance ([^#\n]+)", path.read_text(encoding="utf-8"), re.M):
        words = line.split()
        command = group.get_command(None, words[0]) if words[0] in COMMANDS else None
        if command is None:
            assert words[0].startswith("--"), f"{path.name}: no command {words[0]!r}"
            continue
        known = {option for part in parts(command, words) for p in part.params for option in p.opts}
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given <= known | {"-h", "--help"}, f"{path.name}: claimstance {line}"


def parts(command, words):
    """Return a command and the part of it that the words name."""
    nested = getattr(command, "commands", {})
    return [command, *(nested[word] for word in words[1:2] if word in nested)]


def test_commands_of_the_help_exist():
    for command in COMMANDS:
        output = CliRunner().invoke(group, [command, "--help"]).output
        assert set(re.findall(r"claimstance ([a-z]+) ", output)) <= set(COMMANDS)


@pytest.mark.slow
def test_site_builds(tmp_path):
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    program = Path(sys.executable).with_name("mkdocs")
    assert program.exists() or shutil.which("mkdocs")
    made = subprocess.run(
        [str(program), "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert (tmp_path / "site" / "reference" / "core" / "index.html").is_file()
