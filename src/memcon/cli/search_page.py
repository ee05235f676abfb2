"""The pages of `memcon search`: hits with their citations, counts, concordance, collocates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from memcon.cli.say import number
from memcon.search.tables import cut

if TYPE_CHECKING:
    from memcon.search.answer import Answer, Count, Facet, Hit
    from memcon.search.collocates import Collocate, Collocates
    from memcon.search.concordance import Concordance, Line

LEFT, RIGHT = 46, 34  # characters of context in a line of a concordance
TITLE = 70  # characters of a record's title
WIDE = 92  # characters of a line of running text
VALUES = 8  # values of a field named on the page
KINDS = {"talk": "talk", "document": "the documents’ own words", "frame": "frame", "editors": "editors’ words"}


def text(found: Answer, begin: int = 0) -> Iterator[str]:
    """Lay an answer out as plain text; the words it is shown for are bold on a terminal."""
    yield from _wrapped(found.explained, "")
    yield counts(found)
    for place, hit in enumerate(found.hits, begin + 1):
        yield ""
        yield f"{place:>3}  {_head(hit)}"
        yield from _wrapped(_marked(hit, _bold), "     ")
        yield f"     {_source(hit)}"
    if found.facets and found.total:
        yield ""
        for facet in found.facets:
            yield from _wrapped(_facet(facet), "     ", first="")
    yield from found.remarks


def markdown(found: Answer) -> Iterator[str]:
    """Lay an answer out in Markdown: a quotation with its citation for each hit."""
    yield f"{_escaped(found.explained)} {counts(found)}"
    for hit in found.hits:
        yield ""
        yield f"> {_marked(hit, lambda words: f'**{words}**', _escaped)}"
        yield ">"
        yield f"> — {_escaped(_head(hit))}; {_escaped(_source(hit))}"
    for facet in found.facets if found.total else ():
        yield ""
        yield _escaped(_facet(facet))


def counts(found: Answer) -> str:
    """Say how many sentences fit, of how many; what is elsewhere and what is apart."""
    share = f" ({found.total / found.searched:.2%})" if found.searched else ""
    said = f"{found.total:,} of {number(found.searched, 'sentence')}{share}."
    elsewhere = [f"{KINDS[kind]} {count:,}" for kind, count in found.elsewhere.items() if count]
    apart = [f"{why} {count:,}" for why, count in found.apart.items() if count]
    said += f" Besides, not counted: {', '.join(elsewhere)} (in:{','.join(found.elsewhere)})." if elsewhere else ""
    return said + (f" Would fit but for what nobody knows: {', '.join(apart)}." if apart else "")


def _head(hit: Hit) -> str:
    who = hit.speaker or ("nobody known" if hit.kind == "talk" else KINDS[hit.kind])
    sure = "checked" if hit.checked else "" if hit.certainty is None else f"m {hit.certainty:.2f}"
    to = f" to {hit.to}" if hit.to else ""
    parts = [hit.citation.date or "undated", who + to, "+".join(hit.acts), f"[{sure}]" if sure else ""]
    return "  ".join(part for part in parts if part)


def _source(hit: Hit) -> str:
    cited = hit.citation
    title = " ".join((cited.title or "").split())
    title = title if len(title) <= TITLE else title[: TITLE - 1] + "…"
    parts = [f"{hit.record} {hit.cite}", title, cited.collection, " ".join((cited.archival or "").split())[:WIDE]]
    return "; ".join(part for part in parts if part)


def _facet(facet: Facet) -> str:
    named = facet.counts if facet.field == "year" else facet.counts[:VALUES]
    more = facet.more + (len(facet.counts) - len(named)) if facet.field != "year" else 0
    said = [_count(one) for one in named] + ([f"{more:,} more"] if more else [])
    unknown = [_count(facet.unknown)] if facet.unknown.hits else []
    return f"{facet.field}: {'; '.join([*said, *unknown]) or 'none'}"


def _count(one: Count) -> str:
    return f"{one.label} {one.hits:,} (of {one.of:,})"


def _marked(hit: Hit, mark: Any, plain: Any = str) -> str:
    """Give the sentence with the words it is shown for marked."""
    pieces, at = [], hit.start
    for start, end in hit.spans:
        pieces += [plain(cut(hit, at, start)), mark(plain(cut(hit, start, end)))]
        at = end
    return " ".join("".join([*pieces, plain(cut(hit, at, hit.end))]).split())


def _bold(words: str) -> str:
    return click.style(words, bold=True)


def _wrapped(words: str, margin: str, first: str | None = None) -> Iterator[str]:
    """Break running text into lines; marks that a terminal does not show count nothing."""
    line, size, head = "", 0, margin if first is None else first
    for word in words.split(" "):
        long = len(click.unstyle(word))
        if line and size + 1 + long > WIDE:
            yield head + line
            line, size, head = "", 0, margin
        line, size = (f"{line} {word}", size + 1 + long) if line else (word, long)
    yield head + line


def kwic(lines: Sequence[Line]) -> Iterator[str]:
    """Lay a concordance out, the words in one column."""
    for line in lines:
        left, right = " ".join(line.left.split()), " ".join(line.right.split())
        before = f"{left} "[-LEFT:] if line.left[-1:].isspace() else left[-LEFT:]
        after = f" {right}"[:RIGHT] if line.right[:1].isspace() else right[:RIGHT]
        where = f"{line.hit.citation.date or 'undated'} {line.hit.speaker or ''} {line.hit.record} {line.hit.cite}"
        yield f"{before:>{LEFT}}{_bold(' '.join(line.words.split()))}{after:<{RIGHT}}  {where}"


def markdown_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Lay a concordance out as a Markdown table."""
    yield "| left | words | right | date | speaker | where |\n|---:|---|---|---|---|---|"
    for line in lines:
        cells = (line.left[-2 * LEFT :], f"**{_escaped(line.words)}**", line.right[: 2 * RIGHT])
        left, words, right = (" ".join(cell.split()) for cell in cells)
        hit = line.hit
        yield f"| {_escaped(left)} | {words} | {_escaped(right)} | {hit.citation.date or 'undated'} | " \
              f"{_escaped(hit.speaker or '')} | {hit.record} {hit.cite} |"  # fmt: skip


def lines_shown(found: Concordance, shown: int) -> str:
    """Say how many lines there are, and of which sentences."""
    said = f" {number(len(found.lines), 'place')}"
    if len(found.answer.hits) < found.answer.total:
        said += f" in the {number(len(found.answer.hits), 'sentence')} with the earliest dates"
    said += f", by {found.sort}" if found.sort != "date" else ", by date"
    return said + (f"; the first {shown} shown (--limit, --as csv)." if shown < len(found.lines) else ".")


def collocates(found: Sequence[Collocate], *, ruled: bool) -> Iterator[str]:
    """Lay collocates out in columns, or in a Markdown table."""
    heads = ("word", "near", "apart", "times", "95 %", "G2", "logDice", "printed")
    rows = [_collocate(one) for one in found]
    if ruled:
        yield "| " + " | ".join(heads) + " |\n|" + "---|" * len(heads)
        yield from ("| " + " | ".join(map(_escaped, row)) + " |" for row in rows)
        return
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads) - 1)]
    for row in (heads, *rows) if rows else ():
        first, *rest = (f"{cell:<{width}}" if not at else f"{cell:>{width}}" for at, (cell, width) in
                        enumerate(zip(row[:-1], widths, strict=True)))  # fmt: skip
        yield "  ".join([first, *rest, row[-1]])


def _collocate(one: Collocate) -> tuple[str, ...]:
    return (
        one.word, f"{one.near:,}", f"{one.apart:,}", f"{2**one.log_ratio:,.1f}",
        f"{2**one.low:,.1f}-{2**one.high:,.1f}", f"{one.log_likelihood:,.0f}", f"{one.log_dice:.1f}",
        ", ".join(one.forms[:4]),
    )  # fmt: skip


def collocates_counts(found: Collocates) -> str:
    """Say what the columns of collocates count."""
    if not found.found:
        return f"No word stands near often enough in {number(found.read, 'sentence')}."
    one, read = found.found[0], number(found.read, "sentence")
    some = f" (of {found.total:,}, the best)" if found.read < found.total else ""
    return (
        f"near: of {read}{some}, those with the word within {found.window} words; apart: of {one.of_apart:,} others, "
        "those with it anywhere; times: how many times larger the first share is, with its 95 % interval, by whose "
        "lower end the list is sorted; G2 above 10.83 is p < 0.001 for one word looked at alone."
    )


def _escaped(words: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_|<>[]#" else letter for letter in words)
