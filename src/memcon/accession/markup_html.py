"""What the elements of HTML mean for a document: shared by the readers of EPUB and of web pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from memcon.accession.markup import (
    ADDRESS,
    DATELINE,
    FOOTNOTE,
    FRAME,
    HEADING,
    LEGEND,
    LIST,
    PARAGRAPH,
    PRESENT,
    QUOTATION,
    SIGNATURE,
    SKIP,
    SKIPPED,
    TABLE,
    Block,
    Page,
    Rule,
    Rules,
    end_mark,
    local,
    opens,
    sets_off,
    walk,
    words_of,
)
from memcon.model.record import Role

if TYPE_CHECKING:
    from memcon.accession.markup import Element
PRESENT_HEAD = re.compile(
    r"(?i)[\s\[(]*(?:(?:also|others?|those|members|persons?|there were|were|list of)\s+){0,3}"
    r"(?:present|participants?|participating|in attendance|attending|attended by|attendees|"
    r"присутствовали|присутствуют|присутствующие|участники|anwesend|anwesende|teilnehmer|présents?|étaient présents)"
    r"(?:\s+(?:also|also present|were|at the meeting))?[\s\])]*(?=[:：—–]|-\s|$|\d{0,3}\s*:)")
NOTE_CALL = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶#]{1,4}|[a-z]{1,2})[\])]?\.?")
NOTE_WORDS = ("footnote", "endnote", "noteref")
UNSEEN_ROLES = frozenset({"navigation", "banner", "search", "complementary", "contentinfo", "button", "tablist",
                          "listbox", "menu", "menubar", "toolbar", "dialog", "alert", "form"})
UNSEEN_CLASSES = frozenset({"hidden", "visually-hidden", "sr-only", "noprint", "mw-editsection"})
NAME_PARTS = re.compile(r"[\s_-]+")
BESIDE = frozenset({
    "tags", "tagscol", "taglist", "related", "share", "sharing", "social", "breadcrumb", "breadcrumbs", "comments",
    "newsletter", "subscribe", "promo", "advert", "advertisement", "bottommeta", "pagination", "cookie", "cookies",
    "sidebar", "toc", "skiplink"})  # what web pages call what stands beside an article
PICTURES = frozenset({"media", "gallery", "slider", "player", "photo", "photos", "picture", "image", "video",
                      "caption"})
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LONGEST_PRESENT = 600  # letters a paragraph "Present: ..." may hold before it is taken for prose
BLOCK_NAMES = frozenset({"p", "div", "ul", "ol", "table", "blockquote", "section", "h1", "h2", "h3", "h4", "h5", "h6"})


def is_unseen(element: Element) -> bool:
    """Tell whether a reader of the page does not see an element, or it is no part of the article."""
    attributes = element.attrib
    if not attributes:
        return False
    if attributes.get("role") in UNSEEN_ROLES or attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        return True
    names, style = attributes.get("class"), attributes.get("style")
    if names and not UNSEEN_CLASSES.isdisjoint(names.split()):
        return True
    return bool(style and UNSEEN_STYLE.search(style))


def own_words(element: Element) -> str:
    """Give the words an element begins with, up to the first block inside it."""
    words = [element.text or ""]
    for child in element:
        if local(child) in BLOCK_NAMES:
            break
        words += [words_of(child), child.tail or ""]
    return " ".join(" ".join(words).split())


def says_present(words: str) -> bool:
    """Tell whether words head a list of those present."""
    return PRESENT_HEAD.match(words) is not None


def _block_of(element: Element) -> Block:
    """Say what a paragraph or a division is, by its class."""
    names = element.get("class") or ""
    if "dateline" in names or "opener" in names:
        return DATELINE
    if "closer" in names or "signed" in names or "signature" in names:
        return SIGNATURE
    if _is_note(element):
        return FOOTNOTE
    if "sourcenote" in names:
        return Block(Role.SOURCE_NOTE, FRAME.text_class)
    return PARAGRAPH


def _is_note(element: Element) -> bool:
    told = f"{element.get('class') or ''} {element.get('role') or ''} {_epub_type(element)}"
    return any(word in told for word in NOTE_WORDS[:2]) and "ref" not in told


def _epub_type(element: Element) -> str:
    return element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""


def _enter_paragraph(page: Page, element: Element) -> object:
    if element.attrib and is_unseen(element):
        return SKIP
    block = _block_of(element)
    names_present = block is PARAGRAPH and page.block.role is Role.PARAGRAPH and _names_present(element)
    page.begin(PRESENT if names_present else block)
    return None


def _names_present(element: Element) -> bool:
    """Tell a paragraph "Present: ..." from prose that begins with the word."""
    beginning = (element.text or "").strip() or (words_of(element[0]) if len(element) else "")
    if not says_present(beginning[:60]):
        return False
    return any(local(child) in BLOCK_NAMES for child in element) or len(words_of(element)) <= LONGEST_PRESENT


def _leave_block(page: Page, _: Element) -> None:
    page.end()


def _enter_division(page: Page, element: Element) -> object:
    if not element.attrib:
        page.begin(PARAGRAPH)
        return None
    if is_unseen(element):
        return SKIP
    parts = set(NAME_PARTS.split((element.get("class") or "").lower()))
    if parts & BESIDE and element.tag != "body":
        return SKIP
    pictured = parts & PICTURES and next(element.iter("p", "{*}p"), None) is None
    page.begin(LEGEND if pictured else _block_of(element))
    return None


def _enter_heading(page: Page, element: Element) -> object:
    if element.attrib and is_unseen(element):
        return SKIP
    page.begin(HEADING)
    return None


def _enter_link(page: Page, element: Element) -> object:
    """A link to a note becomes a point; a note's own number becomes its number; `a#pg_203` begins a page."""
    if not element.attrib:
        return None
    if is_unseen(element):
        return SKIP
    name = element.get("id") or element.get("name") or ""
    if name.startswith(("pg_", "page_", "page")) and not element.get("href") and name[-1:].isalnum():
        page.sheet.point("page", name.rpartition("_")[2] if "_" in name else name[4:])
        return None
    target = element.get("href") or ""
    if "#" not in target and not name:
        return None
    return _note_link(page, element, target)


def _note_link(page: Page, element: Element, target: str) -> object:
    words = words_of(element)
    if not NOTE_CALL.fullmatch(words):
        return None
    number = words.strip("[]().") or words
    if page.block.role is Role.FOOTNOTE and page.block.number is None:
        page.number(number)
        return SKIP
    around = element.getparent()
    raised = any(local(child) == "sup" for child in element) or (around is not None and local(around) == "sup")
    told = f"{element.get('class') or ''} {_epub_type(element)} {element.get('role') or ''}"
    if "#" in target and (raised or any(word in told for word in NOTE_WORDS)):
        page.sheet.point("note", number)
        return SKIP
    return None


def _enter_span(page: Page, element: Element) -> object:
    """Small capitals are marked; a span that is set as a block of its own begins a new line."""
    page.starts.append(page.sheet.position)
    if not element.attrib:
        return None
    if is_unseen(element):
        page.starts.pop()
        return SKIP
    style = element.get("style") or ""
    if "float" in style or "block" in style:
        page.sheet.part("\n")
        page.starts[-1] = page.sheet.position
    return None


def _leave_span(page: Page, element: Element) -> None:
    style = element.get("style") or ""
    kind = None
    if "small-caps" in style or element.get("class") == "smallcaps":
        kind = "small_caps"
    elif "letter-spacing" in style:
        kind = "spaced"
    end_mark(page, kind)
    if "float" in style or "display: block" in style:
        page.sheet.part("\n")


def _enter_break(page: Page, element: Element) -> object:
    """A line ends; two in a row part paragraphs; those present stand one on a line."""
    before = element.getprevious()
    twice = before is not None and local(before) == "br" and not (before.tail or "").strip()
    if twice or page.block.role is Role.PRESENT:
        page.split()
    else:
        page.sheet.part("\n")
    return None


def _enter_list(page: Page, element: Element) -> object:
    if element.attrib and is_unseen(element):
        return SKIP
    names = element.get("class") or ""
    first = next(iter(element), None)
    heads = first is not None and says_present(own_words(first)[:80])
    before = element.getprevious()
    headed = before is not None and local(before) in ("p", "h4", "h5", "h6") and _only_present(words_of(before))
    if heads or headed or any(word in names for word in ("participants", "present", "attend")):
        page.begin(PRESENT)
    elif names in ("to", "from", "subject"):
        page.begin(ADDRESS if names != "subject" else FRAME)
    else:
        page.begin(FOOTNOTE if _is_note(element) else LIST)
    return None


def _only_present(words: str) -> bool:
    found = PRESENT_HEAD.match(words)
    return found is not None and not words[found.end():].strip(" :：—–-")


def _enter_item(page: Page, element: Element) -> object:
    if element.attrib and is_unseen(element):
        return SKIP
    if element.attrib and _is_note(element):
        page.begin(FOOTNOTE)
    else:
        page.begin(PRESENT if len(element) and says_present(own_words(element)[:80]) else LIST)
    return None


def _enter_table(page: Page, element: Element) -> object:
    """A table of those present gives a line for each of them; any other one a line a row."""
    if element.attrib and is_unseen(element):
        return SKIP
    page.begin(TABLE)
    first = next(element.iter("{*}td", "{*}th"), None)
    if first is None:
        return None
    labels = [words_of(cell)[:80] for row in element.iter("{*}tr") for cell in row[:1]]
    if not any(says_present(label) for label in labels):
        return None
    _lay_out_present(page, element)
    page.end()
    return SKIP


def _lay_out_present(page: Page, table: Element) -> None:
    """Lay out a memorandum's head: rows after "Present:" are people, rows after another label are not."""
    present = False
    for row in table.iter("{*}tr"):
        for place, cell in enumerate(row):
            if local(cell) not in ("td", "th"):
                continue
            words = words_of(cell)
            if place == 0 and words and (says_present(words) or words.rstrip("0123456789 ").endswith(":")):
                present = says_present(words)
            page.begin(PRESENT if present else FRAME)
            walk(cell, page, RULES)
            page.end()


def _enter_row(page: Page, _: Element) -> object:
    page.begin(TABLE)
    return None


def _enter_cell(page: Page, _: Element) -> object:
    page.sheet.part("\t")
    return None


def _leave_cell(page: Page, _: Element) -> None:
    page.sheet.write(" ")


def _seen(enter: Rule) -> Rule:
    """Make an inline rule leave out what is not seen."""
    first = enter.enter

    def step(page: Page, element: Element) -> object:
        if element.attrib and is_unseen(element):
            return SKIP
        return first(page, element) if first is not None else None

    return Rule(step, enter.leave)


def _rules() -> Rules:
    paragraph, division = Rule(_enter_paragraph, _leave_block), Rule(_enter_division, _leave_block)
    heading, table = Rule(_enter_heading, _leave_block), Rule(_enter_table, _leave_block)
    italic, bold = _seen(sets_off("italic")), _seen(sets_off("bold"))
    named = {
        "p": paragraph, "pre": paragraph, "dt": paragraph, "dd": paragraph, "address": opens(FRAME),
        "a": Rule(_enter_link),
        "table": table, "tr": Rule(_enter_row, _leave_block), "td": Rule(_enter_cell, _leave_cell),
        "th": Rule(_enter_cell, _leave_cell), "caption": opens(LEGEND),
        "figcaption": opens(LEGEND), "figure": opens(LEGEND), "br": Rule(_enter_break),
        "ul": Rule(_enter_list, _leave_block), "ol": Rule(_enter_list, _leave_block), "dl": division,
        "li": Rule(_enter_item, _leave_block), "blockquote": opens(QUOTATION), "span": Rule(_enter_span, _leave_span),
        "em": italic, "i": italic, "cite": italic, "b": bold, "strong": bold, "hr": Rule(_enter_rule),
        "small": _seen(Rule()), "u": _seen(Rule()), "font": _seen(Rule()), "sup": _seen(Rule()), "sub": _seen(Rule()),
        "wbr": SKIPPED,
    }
    named |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading)
    named |= dict.fromkeys(("div", "section", "article", "main", "body", "center", "fieldset", "details", "header",
                            "aside"), division)
    named |= dict.fromkeys(("script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "form",
                            "button", "select", "input", "textarea", "object", "audio", "video", "head", "canvas"),
                           SKIPPED)
    return Rules(named)


def _enter_rule(page: Page, _: Element) -> object:
    page.split()
    return SKIP


RULES = _rules()
