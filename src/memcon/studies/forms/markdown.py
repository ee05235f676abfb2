"""An account in Markdown (GitHub's kind, for its tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memcon.inquiries.account.page import Account, Citation, Group, Line, Quotation, Section, Style, Table, Words
from memcon.studies.form import Form
from memcon.studies.marks import marked

SIGNS = re.compile(r"([\\`*_{}\[\]<>|~$])")
BLANKS = re.compile(r"\s+")
CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # right-to-left overrides among them
HEAD_OF_LINE = re.compile(r"^(\s*)([#+\-=>]|\d+[.)])")


def write(account: Account) -> str:
    """Write an account as Markdown; what a record says cannot become mark-up."""
    parts = [f"# {escaped(account.title)}", *("  \n".join(_line(one) for one in account.head),)]
    for section in account.sections:
        parts += _section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(words: str) -> str:
    """Make words safe to stand in Markdown: signs that mean something there are escaped, controls become blanks."""
    plain = BLANKS.sub(" ", CONTROLS.sub(" ", words))
    return SIGNS.sub(r"\\\1", plain)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield "\n".join(f"{'  ' * one.depth}- {_line(one)}" for one in section.lines)
    for group in section.groups:
        yield _group(group)
    if section.table:
        yield _table(section.table)
    if section.more:
        yield f"*… and {section.more} more.*"


def _group(group: Group) -> str:
    lines = [_at_line_head(_line(group.heading)), ""]
    lines += [f"{'  ' * one.depth}- {_line(one)}" for one in group.lines]
    lines += [f"- *… and {group.more} more.*"] if group.more else []
    return "\n".join(lines)


def _at_line_head(words: str) -> str:
    """Keep the head of a paragraph from becoming a heading or a list."""
    return HEAD_OF_LINE.sub(lambda match: f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", words)


def _table(table: Table) -> str:
    rows = [table.columns, ("---",) * len(table.columns)]
    rows += [tuple("<br>".join(map(_line, cell)) for cell in row) for row in table.rows]
    written = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return written + (f"\n\n*… and {table.more} more.*" if table.more else "")


def _line(line: Line) -> str:
    words = "".join(_piece(piece) for piece in line.pieces).strip()
    mark = marked(line)
    return f"{words} *[{escaped(mark)}]*" if mark else words


def _piece(piece: Words | Quotation | Citation) -> str:
    if isinstance(piece, Quotation):
        return f"“{escaped(piece.words)}”"
    if isinstance(piece, Citation):
        return escaped(piece.printed)
    words = escaped(piece.words)
    bare = words.strip()
    if not bare or piece.style not in (Style.STRONG, Style.MOVE):
        return words
    sign = "**" if piece.style == Style.STRONG else "*"
    return words.replace(bare, f"{sign}{bare}{sign}", 1)


FORM = Form("markdown", ".md", write)
