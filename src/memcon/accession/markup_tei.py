"""What the elements of TEI P5 mean for a document: who speaks, what frames the talk, what the editors say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.accession.markup import (
    ADDRESS,
    AGENDA,
    DATELINE,
    FOOTNOTE,
    FRAME,
    HEADING,
    LEGEND,
    LIST,
    PARAGRAPH,
    PRESENT,
    QUOTATION,
    RUNNING_HEAD,
    SIGNATURE,
    SKIP,
    SKIPPED,
    SOURCE_NOTE,
    TABLE,
    Page,
    Rule,
    Rules,
    begin_mark,
    end_mark,
    lay_out,
    local,
    opens,
    sets_off,
    words_of,
)
from memcon.accession.markup_html import says_present
from memcon.accession.markup_tei_header import (
    historical_date,
    kind_of_style,
    participants,
    person_names,
)
from memcon.accession.markup_tei_talk import CONTAINERS, TALK, TeiPage, end
from memcon.model.record import Role

if TYPE_CHECKING:
    from memcon.accession.markup import Element
PRESENT_TYPE = re.compile(r"(?i)participants|present|attend|listperson|persons|anwesend")
PEOPLE = ("list", "listPerson", "castList", "castGroup")
NUMBER = re.compile(r"\d+[A-Za-z]?")


def _enter_paragraph(page: TeiPage, element: Element) -> object:
    page.begin(FRAME if element.get("rend") == "frame" else PARAGRAPH)
    return None


def _enter_heading(page: TeiPage, element: Element) -> object:
    around = element.getparent()
    if around is not None and local(around) in PEOPLE and page.block.role is not Role.LIST:
        page.begin(page.block)
        return None
    for title in element.iter("{*}title"):
        if title.get("type") == "num" and page.number_told is None and (found := NUMBER.search(words_of(title))):
            page.number_told = found[0]
        elif title.get("type") == "descr" and page.title is None:
            page.title = words_of(title) or None
    page.begin(HEADING)
    return None


def _enter_list(page: TeiPage, element: Element) -> object:
    kind = element.get("type") or ""
    heading = element.find("{*}head")
    if PRESENT_TYPE.search(kind) or (heading is not None and says_present(words_of(heading))):
        page.begin(PRESENT)
    elif kind == "agenda":
        page.begin(AGENDA)
    elif kind in ("to", "from", "subject"):
        page.begin(FRAME)
    else:
        page.begin(LIST)
    return None


def _enter_item(page: TeiPage, element: Element) -> object:
    """An item goes on the line of the label before it."""
    before = element.getprevious()
    if before is None or local(before) != "label":
        page.split()
    else:
        page.sheet.write(" ")
    return None


def _leave_item(page: TeiPage, _: Element) -> None:
    page.split()


def _enter_label(page: TeiPage, element: Element) -> object:
    if local(element.getparent()) == "list":
        page.split()
    return None


def _enter_people(page: TeiPage, element: Element) -> object:
    """Those present, each on a line of their own."""
    found = participants(element)
    page.present += [one for one in found if one.name not in {p.name for p in page.present}]
    page.names |= person_names(element)
    page.begin(PRESENT)
    page.sheet.write(words_of(element.find("{*}head")))
    page.split()
    for person in element.iter("{*}person"):
        page.sheet.write(", ".join(words for child in person if (words := words_of(child))) or words_of(person))
        page.split()
    page.end()
    return SKIP


def _enter_date(page: TeiPage, element: Element) -> object:
    page.starts.append(page.sheet.position)
    if page.block.role is Role.DATELINE and page.date is None:
        page.date = historical_date(element)
    elif page.block.role is Role.HEADING and page.date_in_heading is None:
        page.date_in_heading = historical_date(element)
    return None


def _leave_date(page: TeiPage, element: Element) -> None:
    end_mark(page, "date", element.get("when-iso") or element.get("when"))


def _enter_place(page: TeiPage, element: Element) -> object:
    page.starts.append(page.sheet.position)
    if page.block.role is Role.DATELINE and page.place is None:
        page.place = words_of(element) or None
    return None


def _leave_person(page: Page, element: Element) -> None:
    page.sheet.mark(page.starts.pop(), "person", _reference(element))


def _leave_place(page: Page, element: Element) -> None:
    end_mark(page, "place", _reference(element))


def _reference(element: Element) -> str | None:
    """Give the id a name refers to; of several, the first."""
    told = element.get("corresp") or element.get("ref") or element.get("key")
    return _first_id(told) if told else None


@lru_cache(4096)
def _first_id(told: str) -> str | None:
    """Give the first id of a reference; the same person is named on every page."""
    return told.split()[0].rpartition("#")[2] or None if not told.isspace() else None


def _leave_name(page: Page, element: Element) -> None:
    """A general name is a person's or a place's only where its type says so."""
    kind = (element.get("type") or "").lower()
    end_mark(page, kind if kind in ("person", "place") else None, _reference(element))


def _leave_hi(page: TeiPage, element: Element) -> None:
    told = element.get("rend") or element.get("rendition") or element.get("style") or ""
    kind = None
    for one in told.split():
        kind = kind or page.header.renditions.get(one.lstrip("#"))
    end_mark(page, kind or kind_of_style(told))


def _enter_page(page: Page, element: Element) -> object:
    page.sheet.point("page", element.get("n"))
    return SKIP


def _enter_line_break(page: Page, element: Element) -> object:
    if page.block.role in (Role.DATELINE, Role.SIGNATURE, Role.ADDRESS, Role.PRESENT):
        page.sheet.part("\n")
    elif element.get("break") != "no":
        page.sheet.write(" ")
    return SKIP


def _enter_choice(page: Page, element: Element) -> object:
    """Of two readings the printed one stays; the blanks between them belong to the file, not to the text."""
    for name in ("abbr", "orig", "sic", "lem"):
        printed = element.find(f"{{*}}{name}")
        if printed is not None:
            lay_out(printed, page, RULES)
            return SKIP
    return None


def _enter_segment(page: Page, element: Element) -> object:
    if local(element.getparent()) in ("u", "closer", "opener"):
        page.split()
    return None


def _leave_segment(page: Page, element: Element) -> None:
    if local(element.getparent()) in ("u", "closer", "opener"):
        page.split()


def _enter_sentence(page: Page, element: Element) -> object:
    """A sentence that was cut into words is put together again; join="right" says where no blank stood."""
    words = list(element.iter("{*}w", "{*}pc"))
    if not words:
        return None
    for one in words:
        page.sheet.write(one.text)
        if one.get("join") not in ("right", "both"):
            page.sheet.write(" ")
    return SKIP


def _enter_table(page: TeiPage, element: Element) -> object:
    first = next(element.iter("{*}cell"), None)
    page.begin(PRESENT if first is not None and says_present(words_of(first)) else TABLE)
    return None


def _enter_row(page: TeiPage, _: Element) -> object:
    page.split()
    return None


def _leave_row(page: TeiPage, _: Element) -> None:
    page.split()


def _enter_cell(page: TeiPage, _: Element) -> object:
    if page.block.role is Role.PRESENT:
        page.split()
    else:
        page.sheet.part("\t")
    return None


def _enter_cast(page: TeiPage, _: Element) -> object:
    page.seen.add("castList")
    page.begin(PRESENT)
    return None


def _enter_dateline(page: TeiPage, element: Element) -> object:
    """The dateline above a document dates it; one below, at a signature, dates the signing."""
    page.begin(SIGNATURE if local(element.getparent()) == "closer" else DATELINE)
    return None


def _leave_cell(page: Page, _: Element) -> None:
    page.sheet.write(" ")


def _split(page: Page, _: Element) -> None:
    page.split()


def _new_line(page: Page, _: Element) -> object:
    page.sheet.part("\n")
    return None


def _rules() -> Rules:
    segment = Rule(_enter_segment, _leave_segment)
    named: dict[str, Rule] = {
        "p": Rule(_enter_paragraph, end), "ab": Rule(_enter_paragraph, end), "head": Rule(_enter_heading, end),
        "seg": segment, "lg": opens(QUOTATION), "l": Rule(_new_line), "opener": opens(DATELINE),
        "dateline": Rule(_enter_dateline, end), "salute": opens(ADDRESS), "byline": opens(FRAME),
        "closer": opens(SIGNATURE), "signed": opens(SIGNATURE), "postscript": opens(PARAGRAPH), "trailer": opens(FRAME),
        "argument": opens(LEGEND), "epigraph": opens(QUOTATION), "titlepage": opens(HEADING),
        "titlepart": opens(HEADING), "docauthor": opens(FRAME), "docdate": opens(FRAME), "docimprint": opens(FRAME),
        "imprimatur": opens(FRAME),
        "performance": opens(FRAME), "castlist": Rule(_enter_cast, end), "castitem": opens(PRESENT),
        "list": Rule(_enter_list, end), "item": Rule(_enter_item, _leave_item), "label": Rule(_enter_label),
        "listperson": Rule(_enter_people), "table": Rule(_enter_table, end), "row": Rule(_enter_row, _leave_row),
        "cell": Rule(_enter_cell, _leave_cell), "figure": opens(LEGEND), "fw": opens(RUNNING_HEAD),
        "hi": Rule(begin_mark, _leave_hi), "emph": sets_off("italic"), "persname": Rule(begin_mark, _leave_person),
        "placename": Rule(_enter_place, _leave_place), "rs": Rule(begin_mark, _leave_name),
        "name": Rule(begin_mark, _leave_name), "date": Rule(_enter_date, _leave_date), "pb": Rule(_enter_page),
        "lb": Rule(_enter_line_break),
        "choice": Rule(_enter_choice), "app": Rule(_enter_choice), "s": Rule(_enter_sentence),
        "address": opens(ADDRESS), "addrline": Rule(_new_line),
        "listbibl": opens(SOURCE_NOTE), "footnote": opens(FOOTNOTE),
    }
    named |= dict.fromkeys(("teiheader", "standoff", "facsimile", "sourcedoc", "xenodata", "listrelation", "listevent",
                            "graphic", "media", "ptr", "cb", "gb", "milestone", "anchor", "figdesc", "include"),
                           SKIPPED)
    return Rules(TALK | named | dict.fromkeys((name.lower() for name in CONTAINERS), Rule(_split, _split)))


RULES = _rules()
