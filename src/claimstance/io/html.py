"""Web pages as documents: the article without what stands around it."""

import re
import warnings
from typing import Any

from claimstance.core.document import Document
from claimstance.core.text import normalise
from claimstance.errors import ArticleError, MissingExtraError
from claimstance.io.plain import decode, file_name, refuse_binary

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
    r"This article is more than \d+ (?:months?|years?) old$|Scroll down to see |"
    r"[\w .]{2,30}[-–—]$)",
)
_BIOGRAPHY = re.compile(r"\bFollow \w+ on (?:Twitter|X|Facebook|Instagram|Threads|Bluesky)\b")
_BOX = re.compile(r"caption|(?:^|[\s_-])(?:infobox|newsletter|promo)(?:$|[\s_-])", re.IGNORECASE)
_SHORTEST = 60
"""Characters below which what was found is a menu, not an article."""
_LONGEST_BOX = 1_500
"""Characters beyond which a box is taken for the article, whatever its class is called."""


def read_html(
    content: bytes, source: str, url: str | None = None, encoding: str | None = None
) -> Document:
    """Read the article of a page, its paragraphs separated by empty lines.

    Title, address, outlet, date, authors and language are taken from the page where it names
    them. The title is not part of the text.

    Args:
        content: The page's bytes.
        source: Its name, for messages and ``meta``.
        url: Where it was fetched from; what the page says of itself where it is None.
        encoding: Of the page; what it declares, or looks like, where it is None.

    Raises:
        ArticleError: If the page is empty, binary, not in the encoding, or holds no article.
        MissingExtraError: If trafilatura is not installed.
    """
    refuse_binary(content, source, encoding)
    found = _extract(decode(content, source, encoding) if encoding else content, url)
    paragraphs = _paragraphs(found.text or "", found.title) if found else []
    if sum(map(len, paragraphs)) < _SHORTEST:
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
        meta=file_name(source) | ({"authors": authors} if authors else {}),
    )


def _extract(content: bytes | str, url: str | None) -> Any:
    try:
        import trafilatura
    except ModuleNotFoundError:
        raise MissingExtraError("Reading HTML", "html") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its dependencies warn about one another
        tree = trafilatura.load_html(content)
        if tree is None:
            return None
        _strip_boxes(tree)
        _unlink_paragraphs(tree)
        return trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            with_metadata=True,
        )


def _strip_boxes(tree: Any) -> None:
    """Drop captions and the boxes that advertise something else from the page."""
    for element in tree.xpath("//figcaption | //*[self::p or self::div or self::span][@class]"):
        boxed = element.tag == "figcaption" or _BOX.search(element.get("class"))
        if boxed and len(element.text_content()) < _LONGEST_BOX:
            element.drop_tree()


def _unlink_paragraphs(tree: Any) -> None:
    """Drop paragraphs that only link to another headline, and the link tags of the others.

    The extractor takes a paragraph that is mostly one link for navigation; in news it is often a
    sentence whose source is linked.
    """
    for paragraph in tree.xpath("//p[.//a]"):
        words = paragraph.text_content().strip()
        links = paragraph.xpath(".//a")
        linked = "".join(link.text_content() for link in links).strip()
        if words == linked and not words.endswith((".", "!", "…", "”", '"', "»")):
            paragraph.drop_tree()
            continue
        for link in links:
            link.drop_tag()


def _paragraphs(text: str, title: str | None) -> list[str]:
    """Return the paragraphs without rules, notices of paywalls and the title said again."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and not _is_notice(line)]
    if kept and title and len(kept[0]) < len(title) + 60:
        said_again = _folded(kept[0]).startswith(_folded(title)[:60])
        return kept[1:] if said_again else kept
    return kept


def _is_notice(line: str) -> bool:
    return bool(
        _RULE.fullmatch(line)
        or _NOTICES.match(line)
        or (len(line) < 300 and _BIOGRAPHY.search(line))
    )


def _outlet(name: str | None, host: str | None) -> str | None:
    """Return the outlet's name; its address where the page only names the company behind it."""
    return host if not name or (host and _COMPANY.search(name)) else name


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
