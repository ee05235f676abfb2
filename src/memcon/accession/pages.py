"""What stands at the edges of printed pages: running heads, page numbers, notes; and words parted at a line's end."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from memcon.accession.page_lines import Line

NUMBER = re.compile(
    r"(?i)[\[(|–—\s-]*(?:page|p\.|seite|s\.|стр\.?|с\.|л\.)?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|из)\s*\d{1,4})?[\])|–—\s.-]*"
)
EDGE_NUMBER = re.compile(r"^\s*(\d{1,4})(?=\s)|(?<=\s)(\d{1,4})\s*$")
DIGITS = re.compile(r"\d+")
NOTE_SIGN = re.compile(r"[\[(]?(?P<sign>\d{1,3}|[*†‡§¶]{1,3})[\]).]?(?=\s|\D|$)")
EDGE = 3  # lines at the head or foot of a page among which running heads are looked for
NEAR = 4.0  # points by which a running head's height may vary
SMALLER = 0.93  # notes are set in type smaller than this share of the text's
COMPOUND = re.compile(r"\w+(?:[-‐]\w+)+")
WORD = re.compile(r"\w+")
REPEATED = re.compile(r"-[^\W\d_]")  # Russian typesetters repeat a compound's hyphen on the next line


@dataclass(frozen=True, slots=True)
class SortedPage:
    """A page's lines by what they are, each kind in reading order."""

    heads: tuple[Line, ...]
    talk: tuple[Line, ...]
    notes: tuple[tuple[Line, ...], ...]  # each note's lines
    feet: tuple[Line, ...]
    number: str | None  # as printed


def sorted_pages(pages: Sequence[Sequence[Line]]) -> list[SortedPage]:
    """Tell running heads, feet, page numbers and notes from the text, by what repeats from page to page.

    A line at the edge of a page is a running head when the same words, numbers aside, stand at the same height on other
    pages; or when it is a page number that goes up with the pages.
    """
    heads, feet = _repeated(pages, foot=False), _repeated(pages, foot=True)
    size = text_size(pages)
    found: list[SortedPage] = []
    for place, lines in enumerate(pages):
        above = heads[place]
        below = [line for line in feet[place] if line not in above]
        middle = [line for line in lines if line not in above and line not in below]
        talk, notes = _notes_apart(middle, size, noted=bool(found and found[-1].notes))
        found.append(
            SortedPage(tuple(above), tuple(talk), tuple(notes), tuple(below), _printed_number([*above, *below]))
        )
    return found


def text_size(pages: Sequence[Sequence[Line]]) -> float:
    """Give the size of type, in points, in which most letters of a text are set; 0.0 without text."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def is_page_number(line: Line) -> bool:
    """Tell whether a line holds nothing but a page number."""
    return NUMBER.fullmatch(line.text) is not None


def _repeated(pages: Sequence[Sequence[Line]], *, foot: bool) -> list[list[Line]]:
    """Find each page's running heads (or feet): from its edge inward as long as lines repeat."""
    edges = [_edge(lines, foot=foot) for lines in pages]
    where: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, edge in enumerate(edges):
        for line in edge:
            where[_shape(line.text)].append((place, line.top))
    bands = Counter(
        round(line.top / NEAR)
        for place, edge in enumerate(edges)
        for line in edge
        if _is_repeated(line, place, where, pages)
    )
    common = {band for band, count in bands.items() if count >= max(3, 0.3 * len(pages))}
    result = []
    for place, edge in enumerate(edges):
        found: list[Line] = []
        for line in edge:
            in_band = any(round(line.top / NEAR) + step in common for step in (-1, 0, 1)) and _stands_apart(
                line, edge, pages[place]
            )
            if not (_is_repeated(line, place, where, pages) or in_band):
                break
            found.append(line)
        result.append(found[::-1] if foot else found)
    return result


def _edge(lines: Sequence[Line], *, foot: bool) -> list[Line]:
    """Give the lines nearest to the page's edge, the outermost first."""
    order = sorted(lines, key=lambda line: line.top, reverse=foot)
    return order[:EDGE] if len(order) > 1 else order


def _shape(words: str) -> str:
    """Give what stays the same in a running head from page to page."""
    if NUMBER.fullmatch(words):
        return "#"
    return DIGITS.sub("#", words).casefold()


def _is_repeated(
    line: Line, place: int, where: dict[str, list[tuple[int, float]]], pages: Sequence[Sequence[Line]]
) -> bool:
    shape = _shape(line.text)
    others = {page for page, top in where[shape] if page != place and abs(top - line.top) <= NEAR}
    if shape != "#":
        return len(others) >= (1 if len(pages) <= 4 and DIGITS.search(line.text) else 2)
    if _counted(line) == place + 1 or len(others) >= 2:
        return True
    return any(_steps(line, place, page, pages) for page in others)


def _counted(line: Line) -> int | None:
    number = NUMBER.fullmatch(line.text)
    return int(number["number"]) if number and number["number"].isdigit() else None


def _steps(line: Line, place: int, other: int, pages: Sequence[Sequence[Line]]) -> bool:
    """Tell whether two pages' numbers lie as far apart as the pages."""
    here = _counted(line)
    there = [_counted(one) for one in pages[other] if is_page_number(one)]
    return here is not None and any(number is not None and number - here == other - place for number in there)


def _stands_apart(line: Line, edge: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether a line at the height of the running heads has a number at its end, or a gap to the text."""
    if EDGE_NUMBER.search(line.text):
        return True
    order = sorted(lines, key=lambda one: one.top)
    gaps = sorted(b.top - a.top for a, b in itertools.pairwise(order) if b.top - a.top > 1)
    if not gaps or line is not edge[0] or len(order) < 3:
        return False
    near = order[1].top - order[0].top if line is order[0] else order[-1].top - order[-2].top
    return near > 1.4 * gaps[len(gaps) // 2]


def _printed_number(edges: Iterable[Line]) -> str | None:
    for line in edges:
        whole = NUMBER.fullmatch(line.text)
        if whole:
            return whole["number"]
    for line in edges:
        beside = EDGE_NUMBER.search(line.text)
        if beside and len(line.text) > 4:
            return beside[1] or beside[2]
    return None


def _notes_apart(lines: Sequence[Line], size: float, *, noted: bool) -> tuple[list[Line], list[tuple[Line, ...]]]:
    """Part the notes at a page's foot from its text: small type that begins with a sign, or goes on with a note.

    Args:
        lines: of one page, in reading order.
        size: of the text's type.
        noted: whether the page before had notes, of which one may go on here.
    """
    small = len(lines)
    while small and lines[small - 1].size < SMALLER * size:
        small -= 1
    signed = next((i for i in range(small, len(lines)) if _sign(lines[i])), None)
    if signed is None or (small == 0 and not noted):
        return list(lines), []
    first = small if noted else signed
    notes: list[list[Line]] = []
    for line in lines[first:]:
        if not notes or (_sign(line) and _follows(line, notes)):
            notes.append([line])
        else:
            notes[-1].append(line)
    return list(lines[:first]), [tuple(note) for note in notes]


def _sign(line: Line) -> str | None:
    first = line.words[0]
    if first.call:
        return first.call
    found = NOTE_SIGN.match(line.text)
    return found["sign"] if found else None


note_sign = _sign


def _follows(line: Line, notes: Sequence[Sequence[Line]]) -> bool:
    """Tell a new note from a line of a note that begins with a number: its sign is raised, or the next in the count."""
    if line.words[0].call:
        return True
    sign, before = _sign(line), _sign(notes[-1][0])
    if sign and before and sign.isdigit() and before.isdigit():
        return int(sign) == int(before) + 1
    return bool(sign and not sign.isdigit())


@dataclass(frozen=True)
class Wording:
    """The words and compounds a text has inside its lines: they tell how a word parted at a line's end is written."""

    words: frozenset[str]
    compounds: frozenset[str]

    @cached_property
    def firsts(self) -> frozenset[str]:
        """What compounds begin with ("vice"), four letters at least: "re" and "co" begin plain words too."""
        return frozenset(first for one in self.compounds if len(first := re.split("[-‐]", one)[0]) >= 4)


def wording(lines: Iterable[Line]) -> Wording:
    """Gather the words of a text, without the first and last of each line, which may be halves."""
    words: set[str] = set()
    compounds: set[str] = set()
    for line in lines:
        inside = " ".join(w.text for w in line.words[1:-1]).casefold()
        words.update(WORD.findall(inside))
        compounds.update(COMPOUND.findall(inside))
    return Wording(frozenset(words), frozenset(compounds))


def joined(first: str, second: str, known: Wording) -> str | None:
    """Join what a hyphen parts at a line's end; None where there is no hyphen.

    The hyphen stays where the text writes the compound elsewhere, and where a capital or a number follows
    ("Soviet-American", "1933-34").
    """
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if first.endswith("-") and REPEATED.match(second):
        return first[:-1] + second
    if len(first) < 2 or first[-1] not in "-‐¬" or not first[-2].isalnum() or not second[:1].isalnum():
        return None
    left, right = _last_word(first[:-1]), _first_word(second)
    if not right[:1].islower() or left.isdigit():
        return first + second
    written = f"{left}-{right}".casefold() in known.compounds or left.casefold() in known.firsts
    if written and (left + right).casefold() not in known.words:
        return first + second
    return first[:-1] + second


def _last_word(words: str) -> str:
    found = re.search(r"\w+$", words)
    return found[0] if found else ""


def _first_word(words: str) -> str:
    found = re.match(r"\w+", words)
    return found[0] if found else ""
