"""Takes pages into the site that live elsewhere in the repository, and turns links to them."""

from pathlib import Path, PurePosixPath

from mkdocs.structure.files import File

ELSEWHERE = {
    "annotations/guidelines.md": "guidelines.md",
    "annotations/README.md": "corpus.md",
    "CONTRIBUTING.md": "contributing.md",
}
"""Path in the repository to page of the site."""


def on_files(files, config):
    """Add the pages."""
    root = Path(config.config_file_path).parent
    for path, page in ELSEWHERE.items():
        files.append(File.generated(config, page, abs_src_path=str(root / path)))
    return files


def on_page_markdown(markdown, page, **_):
    """Turn links from the folder layout of the repository to that of the site."""
    up = "../" * (len(PurePosixPath(page.file.src_uri).parts) - 1)
    for path, target in ELSEWHERE.items():
        markdown = markdown.replace(f"]({up}../{path}", f"]({up}{target}")
    return markdown
