"""How TEI marks talk and the editors' notes on it: speeches, utterances, reported speech, footnotes, references."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.accession.markup import (
    LABEL,
    PARAGRAPH,
    QUOTATION,
    SOURCE_NOTE,
    Block,
    Page,
    Rule,
    local,
    opens,
    words_of,
)
from memcon.accession.markup_tei_header import XML, Header
from memcon.model.dates import HistoricalDate
from memcon.model.description import Participant
from memcon.model.record import Role, TextClass, Voice

if TYPE_CHECKING:
    from memcon.accession.markup import Element

CONTAINERS = frozenset({"TEI", "TEI.2", "teiCorpus", "text", "group", "front", "body", "back", "div", "div0", "div1",
                        "div2", "div3", "div4", "div5", "div6", "div7", "attachment"})
STAGE = Block(Role.STAGE, TextClass.FRAME)
SCENES = frozenset({"act", "scene", "tableau", "prologue", "epilogue", "aufzug", "auftritt"})
STAGE_NOTES = frozenset({"time", "comment", "narrative", "vote", "vote-ayes", "vote-noes", "vote-no", "debate",
                         "president", "quorum", "president-reaction", "interruption", "applause", "action",
                         "gap", "stage"})


class TeiPage(Page):
    """A TEI document being laid out, and what its mark-up has stated so far."""

    def __init__(self, header: Header, outermost: Block = PARAGRAPH) -> None:
        """Begin with what the header states."""
        super().__init__(outermost)
        self.header = header
        self.names = dict(header.names)
        self.number_told: str | None = None
        self.title: str | None = None
        self.date: HistoricalDate | None = None
        self.date_in_heading: HistoricalDate | None = None
        self.place: str | None = None
        self.present: list[Participant] = []
        self.citation: str | None = None
        self.seen: set[str] = set()  # sp, u, said, castList, scene: what the mark-up knows of talk
        self.announced: str | None = None  # the speaker a note has just announced
        self.notes_open: list[str] = []
        self.notes_called = 0


def _ids(reference: str | None) -> tuple[str, ...]:
    return tuple(one.rpartition("#")[2] for one in reference.split()) if reference else ()


def _name(page: TeiPage, known: tuple[str, ...]) -> str | None:
    return ", ".join(page.names[one] for one in known if one in page.names) or None


def _enter_sp(page: TeiPage, element: Element) -> object:
    page.seen.add("sp")
    known = _ids(element.get("who"))
    speaker = words_of(element.find("{*}speaker")).rstrip(" .:—–-")
    page.begin(Block(Role.TURN, voice=Voice(speaker or _name(page, known), " ".join(known) or None, mode="direct")))
    return None


def _enter_u(page: TeiPage, element: Element) -> object:
    page.seen.add("u")
    known = _ids(element.get("who"))
    speaker = _name(page, known) or page.announced
    voice = Voice(speaker, " ".join(known) or None, mode="direct", id=element.get(f"{XML}id"))
    page.begin(Block(Role.TURN, voice=voice))
    page.announced = None
    return None


def _enter_said(page: TeiPage, element: Element) -> object:
    page.seen.add("said")
    known, named = _ids(element.get("who")), None
    if not known:  # a group, named in the words themselves
        group = element.find("{*}rs[@type='speaker']")
        known, named = (_ids(group.get("ref")), words_of(group)) if group is not None else ((), None)
    mode = "reported" if element.get("direct") == "false" else "direct"
    page.begin(Block(Role.TURN, voice=Voice(
        _name(page, known) or named, " ".join(known) or None, _ids(element.get("toWhom")), mode, element.get("cert"),
        _ids(element.get("source")), element.get(f"{XML}id"), element.get("rend") == "probable")))
    return None


def _enter_q(page: TeiPage, element: Element) -> object:
    """A quotation with a speaker is speech; a block one is a passage; another stays in its sentence."""
    if element.get("who"):
        page.notes_open.append("said")
        return _enter_said(page, element)
    if in_container(element):
        page.notes_open.append("block")
        page.begin(QUOTATION)
    else:
        page.notes_open.append("inline")
    return None


def _leave_q(page: TeiPage, _: Element) -> None:
    if page.notes_open.pop() != "inline":
        page.end()


def in_container(element: Element) -> bool:
    """Tell whether an element stands by itself among paragraphs, not in a sentence."""
    around = element.getparent()
    return around is None or local(around) in CONTAINERS


def _enter_note(page: TeiPage, element: Element) -> object:
    kind, around = element.get("type"), element.getparent()
    here = around is None or around.tag.rpartition("}")[2] in CONTAINERS
    if here or (kind is not None and kind != "footnote") or around.tag.endswith("}u"):
        block = _note_by_kind(page, element, (kind or "").lower(), here=here)
        if block is not None:
            _open_note(page, block, "below" if block is SOURCE_NOTE and not here else "here")
            return None
    page.notes_called += 1
    number = element.get("n") or str(page.notes_called)
    page.sheet.point("note", number)
    page.notes_open.append("below")
    page.begin_note(_footnote(number))
    return None


@lru_cache(4096)
def _footnote(number: str) -> Block:
    return Block(Role.FOOTNOTE, TextClass.EDITORS, None, number)


def _note_by_kind(page: TeiPage, element: Element, kind: str, *, here: bool) -> Block | None:
    """Say what a note is that is no footnote called in a sentence; None when it is one after all."""
    if kind == "speaker":
        page.announced = words_of(element).rstrip(" :.") or None
        return LABEL
    if kind in STAGE_NOTES or local(element.getparent()) == "u" or (here and "u" in page.seen):
        return STAGE
    if kind in ("source", "archival"):
        page.citation = page.citation or words_of(element)
        return SOURCE_NOTE
    return Block(Role.FOOTNOTE, TextClass.EDITORS, None, element.get("n")) if here else None


def _open_note(page: TeiPage, block: Block, where: str) -> None:
    page.notes_open.append(where)
    if where == "here":
        page.begin(block)
    else:
        page.begin_note(block)


def _leave_note(page: TeiPage, _: Element) -> None:
    if page.notes_open.pop() == "here":
        page.end()
    else:
        page.end_note()


def _enter_bibl(page: TeiPage, element: Element) -> object:
    """A reference that stands by itself says where the paper lies; one in a sentence stays there."""
    around = element.getparent()
    by_itself = in_container(element) or local(around) in ("opener", "closer", "listBibl")
    if by_itself and element.get("type") == "archival":
        page.citation = page.citation or _without_notes(element)
    page.notes_open.append("here" if by_itself else "inline")
    if by_itself:
        page.begin(SOURCE_NOTE)
    return None


def _without_notes(element: Element) -> str:
    words = [element.text or ""]
    for child in element:
        words += ["" if local(child) == "note" else words_of(child), child.tail or ""]
    return " ".join("".join(words).split())


def _leave_bibl(page: TeiPage, _: Element) -> None:
    if page.notes_open.pop() == "here":
        page.end()


def end(page: Page, _: Element) -> None:
    """Close the block an element opened."""
    page.end()


TALK = {
    "sp": Rule(_enter_sp, end), "speaker": opens(LABEL), "stage": opens(STAGE), "set": opens(STAGE),
    "vocal": opens(STAGE), "kinesic": opens(STAGE), "incident": opens(STAGE), "u": Rule(_enter_u, end),
    "said": Rule(_enter_said, end), "q": Rule(_enter_q, _leave_q), "quote": Rule(_enter_q, _leave_q),
    "note": Rule(_enter_note, _leave_note), "bibl": Rule(_enter_bibl, _leave_bibl),
}
