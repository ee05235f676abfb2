"""How the elements of a marked-up document become passages: what TEI, EPUB and HTML have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Any

from memcon.accession.building import Layout
from memcon.model.record import Mark, Passage, Role, TextClass, Voice

Element = Any  # an lxml element; the stubs give its words as "str | bytes", which they never are
Step = Callable[[Any, Element], object]  # takes the page and the element
SKIP = object()  # what a rule's first step gives when the element is done with, or has no words
GENERAL = frozenset({Role.PARAGRAPH, Role.LIST, Role.TABLE, Role.QUOTATION})


@dataclass(frozen=True, slots=True)
class Block:
    """What the words about to be written are."""

    role: Role = Role.PARAGRAPH
    text_class: TextClass = TextClass.BODY
    voice: Voice | None = None
    number: str | None = None


PARAGRAPH = Block()
LIST, TABLE, QUOTATION, STAGE = Block(Role.LIST), Block(Role.TABLE), Block(Role.QUOTATION), Block(Role.STAGE)
HEADING, DATELINE = Block(Role.HEADING, TextClass.FRAME), Block(Role.DATELINE, TextClass.FRAME)
PRESENT, SIGNATURE = Block(Role.PRESENT, TextClass.FRAME), Block(Role.SIGNATURE, TextClass.FRAME)
ADDRESS, AGENDA = Block(Role.ADDRESS, TextClass.FRAME), Block(Role.AGENDA, TextClass.FRAME)
FRAME, LABEL = Block(text_class=TextClass.FRAME), Block(Role.SPEAKER_LABEL, TextClass.FRAME)
SOURCE_NOTE = Block(Role.SOURCE_NOTE, TextClass.FRAME)
FOOTNOTE, LEGEND = Block(Role.FOOTNOTE, TextClass.EDITORS), Block(Role.LEGEND, TextClass.EDITORS)
EDITORS, RUNNING_HEAD = Block(text_class=TextClass.EDITORS), Block(Role.RUNNING_HEAD, TextClass.EDITORS)


class Page:
    """A document being laid out: its body, and the notes that are gathered below it.

    Blocks lie in one another. A paragraph inside a footnote, a list of those present or a speech is part of it; a
    block that ends lets the one around it go on.
    """

    def __init__(self, outermost: Block = PARAGRAPH) -> None:
        """Begin with an empty page, whose loose words are of one kind."""
        self._body, self._notes = Layout(), Layout()
        self._open = [outermost]
        self.sheet = self._body
        self._away = 0  # how many blocks were open when the note was called
        self.starts: list[int] = []  # where the marks begin that are still open

    @property
    def block(self) -> Block:
        """The innermost block that is open."""
        return self._open[-1]

    def begin(self, block: Block) -> None:
        """Open a block; the words of the one around it so far become a passage."""
        top, sheet = self._open[-1], self.sheet
        if sheet.position > sheet.block_start:
            sheet.close(top.role, top.text_class, top.voice, top.number)
        self._open.append(block if top is PARAGRAPH else _within(block, top))

    def end(self) -> None:
        """Close the innermost block."""
        top, sheet = self._open.pop(), self.sheet
        if sheet.position > sheet.block_start:
            sheet.close(top.role, top.text_class, top.voice, top.number)

    def split(self) -> None:
        """End the passage, and go on in the same block."""
        top, sheet = self._open[-1], self.sheet
        if sheet.position > sheet.block_start:
            sheet.close(top.role, top.text_class, top.voice, top.number)

    def number(self, number: str) -> None:
        """Give the innermost block its printed number."""
        self._open[-1] = replace(self._open[-1], number=number)

    def begin_note(self, block: Block) -> None:
        """Open a note on the sheet below the body; inside a note, it stays in its place."""
        if self.sheet is self._body:
            self.sheet, self._away = self._notes, len(self._open)
            self._open.append(block)
        else:
            self.begin(block)

    def end_note(self) -> None:
        """Close a note, and go back to where it was called."""
        self.end()
        if len(self._open) == self._away:
            self.sheet = self._body

    def finish(self) -> tuple[str, tuple[Passage, ...], tuple[Mark, ...]]:
        """Close the page.

        Returns:
            The text with its notes below, the passages in order, the marks by place.
        """
        self.split()
        return self._body.finish(self._notes)


def _within(block: Block, around: Block) -> Block:
    """Say what a block is that opens inside another."""
    if block.role in GENERAL and (around.role not in GENERAL or around.text_class is not TextClass.BODY):
        return replace(around, number=None) if around.number else around
    if around.text_class is TextClass.EDITORS and block.text_class is not TextClass.EDITORS:
        return replace(block, text_class=TextClass.EDITORS)
    return block


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens when an element begins and when it ends. `enter` may give SKIP: then nothing inside is read."""

    enter: Step | None = None
    leave: Step | None = None


class Rules(dict[Any, tuple[Step | None, Step | None]]):
    """Rules by tag. The tag is looked up by its local name, whatever its namespace."""

    def __init__(self, by_name: dict[str, Rule]) -> None:
        """Take the rules by local name; an element without one is transparent."""
        super().__init__()
        self._by_name = by_name

    def __missing__(self, tag: object) -> tuple[Step | None, Step | None]:
        """Find a rule, and remember it under the full tag."""
        rule = self._by_name.get(tag.rpartition("}")[2].lower(), _TRANSPARENT) if isinstance(tag, str) else _NO_WORDS
        self[tag] = rule.enter, rule.leave
        return self[tag]


def walk(root: Element, page: Page, rules: Rules) -> None:
    """Lay out what is inside an element; its own rule and its tail are the caller's."""
    page.sheet.write(root.text)
    walk_through(root, page, rules)


def walk_through(elements: Iterable[Element], page: Page, rules: Rules) -> None:
    """Lay out elements one after the other, each by its rule and with its tail.

    Keeps its own stack, for mark-up may be nested thousands deep.
    """
    around: list[tuple[Element, Step | None, Iterator[Element]]] = []
    siblings = iter(elements)
    while True:
        for element in siblings:
            enter, leave = rules[element.tag]
            if enter is None or enter(page, element) is not SKIP:
                if words := element.text:
                    page.sheet.write(words)
                if len(element):
                    around.append((element, leave, siblings))
                    siblings = iter(element)
                    break
                if leave is not None:
                    leave(page, element)
            if words := element.tail:
                page.sheet.write(words)
        else:
            if not around:
                return
            element, leave, siblings = around.pop()
            if leave is not None:
                leave(page, element)
            if words := element.tail:
                page.sheet.write(words)


def lay_out(element: Element, page: Page, rules: Rules) -> None:
    """Lay out one element by its own rule, without its tail."""
    enter, leave = rules[element.tag]
    if enter is not None and enter(page, element) is SKIP:
        return
    walk(element, page, rules)
    if leave is not None:
        leave(page, element)


def lay_out_as(block: Block, element: Element, page: Page, rules: Rules) -> None:
    """Lay out what is inside an element as a block of a given kind."""
    page.begin(block)
    walk(element, page, rules)
    page.end()


def opens(block: Block) -> Rule:
    """Make the rule of an element that is a block of one kind."""
    return Rule(lambda page, _: page.begin(block), lambda page, _: page.end())


def sets_off(kind: str) -> Rule:
    """Make the rule of an element that sets words off inside a block."""
    return Rule(begin_mark, lambda page, _: end_mark(page, kind))


def begin_mark(page: Page, _: Element) -> None:
    """Remember where a mark begins."""
    page.starts.append(page.sheet.position)


def end_mark(page: Page, kind: str | None, value: str | None = None) -> None:
    """Set the mark that was begun last; without a kind it is forgotten."""
    start = page.starts.pop()
    if kind is not None:
        page.sheet.mark(start, kind, value)


def words_of(element: Element | None) -> str:
    """Give the words inside an element on one line."""
    if element is None:
        return ""
    if not len(element) and isinstance(element.tag, str):  # nothing inside it: by far the most
        return " ".join((element.text or "").split())
    return " ".join("".join(element.itertext("*")).split())


def local(element: Element) -> str:
    """Give an element's name without its namespace; a comment or an entity has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _write_entity(page: Page, element: Element) -> object:
    """Write a named character such as &mdash; that the parser was told not to expand; larger entities stay out."""
    name = getattr(element, "name", None)
    if name:
        page.sheet.write(html5.get(f"{name};"))
    return SKIP


_TRANSPARENT = Rule()
_NO_WORDS = Rule(_write_entity)
SKIPPED = Rule(lambda _, __: SKIP)
