"""Web pages as documents: the article without what stands around it."""

import re
import warnings
from typing import Any

from claimstance.core.document import Document
from claimstance.core.text import normalise
from claimstance.errors import ArticleError, MissingExtraError

_LANGUAGE = re.compile(rb"<html[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_PUBLISHED = re.compile(rb"\"datePublished\"\s*:\s*\"(\d{4}-\d{2}-\d{2})")
_COMPANY = re.compile(r"\b(?:S\.?L|S\.?A|Inc|Ltd|LLC|GmbH|SpA|BV)\b\.?\s*$")
_RULE = re.compile(r"[\W_]+")
_NOTICES = re.compile(
    r"(?:Flecha$|¿Quieres añadir otro usuario|Si continúas leyendo en este dispositivo|"
    r"Tu suscripción se está usando|"
    r"Si quieres compartir tu cuenta|En el caso de no saber quién está usando tu cuenta|"
    r"Si decides continuar compartiendo tu cuenta|Añadir usuarioContinuar|"
    r"Inicia sesión para seguir leyendo|Suscríbete para seguir leyendo|"
    r"(?:Sign up|Subscribe) (?:to|for) (?:our|the|your) |CLICK HERE TO |Follow us on |"
    r"This article is more than \d+ (?:months?|years?) old$)",
)


def read_html(content: bytes, source: str, url: str | None = None) -> Document:
    """Read the article of a page, its paragraphs separated by empty lines.

    Title, address, outlet, date, authors and language are taken from the page where it names
    them. The title is not part of the text.

    Raises:
        ArticleError: If the page is empty or holds no article.
        MissingExtraError: If trafilatura is not installed.
    """
    if not content.strip():
        raise ArticleError(f"{source}: the file is empty; expected a page")
    found = _extract(content, url)
    paragraphs = _paragraphs(found.text or "", found.title) if found else []
    if not paragraphs:
        raise ArticleError(
            f"{source}: no article found in this page; save its text as .txt instead"
        )
    language = _LANGUAGE.search(content)
    published = _PUBLISHED.search(content)
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return Document(
        text=normalise("\n\n".join(paragraphs)),
        title=found.title or None,
        url=url or found.url or None,
        source=_outlet(found.sitename, found.hostname),
        published=published.group(1).decode() if published else found.date or None,
        language=language.group(1).decode().lower() if language else None,
        meta={"authors": authors} if authors else {},
    )


def _extract(content: bytes, url: str | None) -> Any:
    try:
        import trafilatura
    except ModuleNotFoundError:
        raise MissingExtraError("Reading HTML", "html") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its dependencies warn about one another
        return trafilatura.bare_extraction(
            content,
            url=url,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            with_metadata=True,
        )


def _paragraphs(text: str, title: str | None) -> list[str]:
    """Return the paragraphs without rules, notices of paywalls and the title said again."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [
        line for line in lines if line and not _RULE.fullmatch(line) and not _NOTICES.match(line)
    ]
    if kept and title and len(kept[0]) < len(title) + 60:
        said_again = _folded(kept[0]).startswith(_folded(title)[:60])
        return kept[1:] if said_again else kept
    return kept


def _outlet(name: str | None, host: str | None) -> str | None:
    """Return the outlet's name; its address where the page only names the company behind it."""
    return host if not name or (host and _COMPANY.search(name)) else name


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
