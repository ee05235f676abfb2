"""HTML: a web page as saved; the article is read, what surrounds it left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memcon.accession.reader import Excuse, Incoming, Reader, Refusal
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description
from memcon.model.errors import EmptySource
from memcon.model.record import Record, Role

if TYPE_CHECKING:
    from memcon.accession.markup import Element, Page

SIGNATURE = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)\b")
LOOSE_SIGNATURE = re.compile(rb"(?i)<(?:p|div|article|h1|table|br|title|meta)\b")
CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,30})")
ENDINGS = (".html", ".htm", ".xhtml", ".xht")
MARKED_BODIES = ("[@itemprop='articleBody']", "[@role='article']", "[contains(@class,'articleBody')]",
                 "[contains(concat(' ',@class,' '),' entry-content ')]",
                 "[contains(concat(' ',@class,' '),' tei-div ')]")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?|(\d{4}(?:-\d{2})?)")
DATE_NAMES = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dc.date.issued",
              "citation_date", "citation_publication_date", "pubdate", "publishdate", "sailthru.date")
PLACE_MARKS = ("p-location", "contentLocation", "locationCreated", "dateline-place")
SITE_NAME = re.compile(r"\s+[•|·»—–-]\s+[^•|·»—–]{2,60}$")
NOT_ARTICLES = frozenset({"p", "ul", "ol", "table", "blockquote"})
ENOUGH = 0.7  # a block that holds this share of the page's prose is the article


def read(file: Incoming) -> Iterator[Record | Refusal] | Excuse:
    """Read a web page: one record.

    Raises:
        UnknownEncoding: the bytes are no text in the encoding the page names, nor in one that could be told.
        EmptySource: while iterating, there are no words in the article.
    """
    named = file.suffix in ENDINGS
    plain = file.head.replace(b"\0", b"")  # UTF-16
    if not SIGNATURE.search(plain[:2048]) and not (named and LOOSE_SIGNATURE.search(plain)):
        return Excuse("not HTML (no html element at its beginning).")
    if not named and re.search(rb"<(?:\w+:)?TEI[\s>]", plain):
        return Excuse("not HTML but TEI.")
    return _records(file)


def _records(file: Incoming) -> Iterator[Record]:
    from memcon.accession.markup import Page
    from memcon.accession.markup_turns import read_over

    root = _parsed(file)
    article = _article(root) if root is not None else None
    if root is None or article is None:
        raise EmptySource(f"{file.name}: the page holds no words. Save the page again with its text.")
    page = Page()
    heading = _heading(root, article)
    date, place = _date(root, article), _place(article)
    _lay_out(page, article, heading)
    text, laid, marks = page.finish()
    if not text:
        raise EmptySource(f"{file.name}: the page holds no words. Save the page again with its text.")
    passages = read_over(text, laid, marks)
    headings = [text[p.start:p.end] for p in passages if p.role is Role.HEADING]
    title = headings[0] if heading is not None and headings else _page_title(root)
    stated = Description(title=title, date=date, place=place, language=_language(root),
                         address=_address(root))
    yield Record(file.record_id(""), file.source_id, file.name, text, passages, marks, stated)


def _parsed(file: Incoming) -> Element | None:
    from lxml import etree

    content = _decoded(file)
    if not content.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root: Element | None = etree.fromstring(content.encode("utf-8", "replace"), parser)
    return root


def _decoded(file: Incoming) -> str:
    """Decode a page by the encoding it names; where that fails, by its bytes."""
    from memcon.accession.decoding import decode

    content = file.bytes()
    told = CHARSET.search(content[:8192])
    if told and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(told[1].decode("ascii")).lstrip("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, file.name)


def _article(root: Element) -> Element | None:
    """Find the article: as the page marks it, else the innermost block that holds most of the prose."""
    body = root.find("body")
    body = body if body is not None else root
    for mark in MARKED_BODIES:
        marked = [e for e in body.xpath(f".//*{mark}") if _prose(e)]
        if marked:
            return max(marked, key=_prose)
    return _innermost(body) if "".join(body.itertext("*")).strip() else None


def _innermost(body: Element) -> Element:
    whole, best = _prose(body), body
    while True:
        inner = max((e for e in best if _may_hold(e)), key=_prose, default=None)
        if inner is None or inner.tag in NOT_ARTICLES or _prose(inner) < ENOUGH * max(whole, 1):
            return best
        best = inner


def _may_hold(element: Element) -> bool:
    from memcon.accession.markup_html import is_unseen

    hidden = ("script", "style", "nav", "footer", "aside", "form", "noscript", "template", "head")
    return isinstance(element.tag, str) and element.tag not in hidden and not is_unseen(element)


def _prose(element: Element) -> int:
    """Count the letters of paragraphs, without those of links; where a page has none, of all its words."""
    paragraphs = sum(len("".join(p.itertext("*"))) for p in element.iter("p"))
    linked = sum(len("".join(a.itertext("*"))) for p in element.iter("p") for a in p.iter("a"))
    if paragraphs:
        return paragraphs - linked
    return len("".join(element.itertext("*"))) // 50 if element.find(".//p") is None else 0


def _heading(root: Element, article: Element) -> Element | None:
    """Find the page's heading: inside the article, in what holds it, or the only one of the page."""
    around: Element | None = article
    while around is not None:
        found = [h for h in around.iter("h1") if "".join(h.itertext("*")).strip()]
        if found:
            return found[0]
        if around.tag in ("article", "main", "body"):
            break
        around = around.getparent()
    every = [h for h in root.iter("h1") if "".join(h.itertext("*")).strip()]
    return every[0] if len(every) == 1 else None


def _lay_out(page: Page, article: Element, heading: Element | None) -> None:
    """Lay out heading, summary, place and date where they stand outside the article's body, then the body."""
    from memcon.accession.markup import DATELINE, FRAME, HEADING, lay_out_as, walk, words_of
    from memcon.accession.markup_html import RULES

    inside = set(article.iter("*"))
    if heading is not None and heading not in inside:
        lay_out_as(HEADING, heading, page, RULES)
        around = _wider(article)
        for summary in around.xpath(".//*[@itemprop='description' and not(self::meta)]"):
            if summary not in inside:
                lay_out_as(FRAME, summary, page, RULES)
        told = [words_of(e) for e in (_time(around), _place_element(around)) if e is not None and e not in inside]
        if told:
            page.begin(DATELINE)
            page.sheet.write(", ".join(words for words in reversed(told) if words))
            page.end()
    walk(article, page, RULES)


def _wider(article: Element) -> Element:
    """Give the element that holds an article with its heading."""
    around: Element = article
    while around.tag not in ("article", "main", "body") and around.getparent() is not None:
        around = around.getparent()
    return around


def _time(around: Element) -> Element | None:
    times = [e for e in around.iter("time") if e.get("datetime")]
    return next((e for e in times if "datePublished" in (e.get("itemprop") or "")), times[0] if times else None)


def _place_element(around: Element) -> Element | None:
    for mark in PLACE_MARKS:
        found = around.xpath(f".//*[contains(concat(' ',@class,' '),' {mark} ') or @itemprop='{mark}']")
        if found:
            return found[0]
    return None


def _place(article: Element) -> str | None:
    from memcon.accession.markup import words_of

    return words_of(_place_element(_wider(article))) or None


def _date(root: Element, article: Element) -> HistoricalDate | None:
    """Read the date: printed beside the article, else in the page's head, where nobody sees it."""
    from memcon.accession.markup import words_of

    printed = _time(_wider(article))
    if printed is not None and (day := _day(printed.get("datetime"))):
        return HistoricalDate(words_of(printed) or day, day)
    named = {(e.get("property") or e.get("name") or e.get("itemprop") or "").lower(): e.get("content")
             for e in reversed(list(root.iter("meta")))}
    for name in DATE_NAMES:
        if day := _day(named.get(name)):
            return HistoricalDate(named[name] or day, day, "inferred")
    return _date_in_script(root)


def _date_in_script(root: Element) -> HistoricalDate | None:
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            found = re.search(r'"datePublished"\s*:\s*("[^"\n]{4,40}")', script.text)
            if found and (day := _day(json.loads(found[1]))):
                return HistoricalDate(json.loads(found[1]), day, "inferred")
    return None


def _day(told: str | None) -> str | None:
    found = DAY.fullmatch(told.strip()) if told else None
    return (found[1] or found[2]) if found else None


def _page_title(root: Element) -> str | None:
    """Read the title from the page's head, without the name of the site."""
    told = next((e.get("content") for e in root.iter("meta") if e.get("property") == "og:title"), None)
    if not told:
        title = next(root.iter("title"), None)
        told = SITE_NAME.sub("", " ".join((title.text or "").split())) if title is not None else None
    return " ".join(told.split()) or None if told else None


def _language(root: Element) -> str | None:
    told = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    if not told:
        told = next((e.get("content") for e in root.iter("meta")
                     if (e.get("http-equiv") or e.get("name") or e.get("itemprop") or "").lower()
                     in ("content-language", "language", "dc.language", "inlanguage")), None)
    code = re.split(r"[-_,;]", told.strip())[0].lower() if told else ""
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _address(root: Element) -> str | None:
    told = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None) \
        or next((e.get("content") for e in root.iter("meta") if e.get("property") == "og:url"), None)
    return told if told and urlsplit(told).scheme in ("http", "https") else None


READER = Reader(name="html", read=read, rank=30, media_types={
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"})
