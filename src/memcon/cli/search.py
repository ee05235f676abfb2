"""`memcon search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from memcon.cli.records import Day
from memcon.cli.say import next_step, progress_bar, say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from memcon.search.answer import Answer

SHOWN = 10  # hits shown when nobody says how many
LINES = 40  # lines of a concordance
COLLOCATES = 30
FORMS = ("text", "csv", "jsonl", "markdown")
ORDERS = ("best", "earliest", "latest")


class Days(NamedTuple):
    """The days a record can be of; None leaves an end open."""

    since: date | None
    until: date | None


@click.command("search", short_help="Find sentences by their words, and by who says them, when, on what.")
@click.argument("archive", type=click.Path())
@click.argument("words", nargs=-1)
@click.option("--since", type=Day("first"), help="Only records that can be of this day or later (1946, 1946-03).")
@click.option("--until", type=Day("last"), help="Only records that can be of this day or earlier.")
@click.option("--order", type=click.Choice(ORDERS), default="best", show_default=True, help="In which order.")
@click.option("--limit", type=click.IntRange(1, 10_000), help="Show no more than so many.")
@click.option("--begin", type=click.IntRange(min=0), default=0, help="Pass over so many first.")
@click.option("--facets", metavar="FIELD,...", help="What to count: speaker, act, issue, year, collection, side ...")
@click.option("--kwic", "shape", flag_value="kwic", help="A concordance: the words with what stands left and right.")
@click.option("--sort", default="date", help="Of a concordance: date, words, left, right, left2, right3 ...")
@click.option("--collocates", "shape", flag_value="collocates", help="The words that stand near these.")
@click.option("--window", type=click.IntRange(1, 50), default=5, help="Of collocates: how many words to each side.")
@click.option("--like", nargs=2, metavar="ID PASSAGE", help="Passages like this one: ¶4, 1200-1410, or its words.")
@click.option("--same-speaker", "speaker", flag_value="same", default="anybody", help="With --like: said by the same.")
@click.option("--meaning", "shape", flag_value="meaning", help="Near in meaning, in any language; also with --like.")
@click.option("--hybrid", "shape", flag_value="hybrid", help="By words and by meaning together.")
@click.option("--embedder", metavar="NAME", help="For meaning: use, or a model that lies on this machine.")
@click.option("--as", "form", type=click.Choice(FORMS), default="text", help="text to read; csv, jsonl, markdown.")
def command(
    archive: str, words: tuple[str, ...], since: date | None, until: date | None, order: str, limit: int | None,
    begin: int, facets: str | None, shape: str | None, sort: str, window: int, like: tuple[str, str] | None,
    speaker: str, embedder: str | None, form: str,
) -> None:  # fmt: skip
    """Find sentences by their words, and by who says them, when, and on what.

    WORDS: words in any of their forms; '"cease fire"' for just these words in a row; negotiat* ; withdraw NEAR/5
    troops ; OR, NOT, brackets; and speaker:Genden to:Stalin act:PROPOSE issue:Mongolia date:1934..1936 in:editors
    certainty:>0.8 checked:yes. Only talk is searched where in: does not say otherwise. docs/search.md tells it all.
    """
    asked, when = " ".join(words), Days(since, until)
    if shape == "kwic":
        _concordance(archive, asked, when, sort, limit, form)
    elif shape == "collocates":
        _collocates(archive, asked, when, window, limit, form)
    elif shape in ("meaning", "hybrid"):
        _meaning(archive, asked, like, shape, when, begin, limit or SHOWN, embedder, form)
    elif like:
        _like(archive, like, speaker, asked, when, begin, limit or SHOWN, form)
    else:
        _search(archive, asked, when, order, facets, begin, limit or SHOWN, form)


def _search(
    archive: str, asked: str, when: Days, order: str, facets: str | None, begin: int, count: int, form: str
) -> None:
    from memcon.search import query, verbs

    counted = tuple(name.strip() for name in facets.split(",") if name.strip()) if facets else query.FACETS
    with progress_bar() as progress:
        found = verbs.search(
            archive, asked, since=when.since, until=when.until, order=order, begin=begin, count=count, facets=counted,
            progress=progress,
        )  # fmt: skip
    _hits(found, form, archive, begin)


def _meaning(
    archive: str, asked: str, like: tuple[str, str] | None, how: str, when: Days, begin: int, count: int,
    embedder: str | None, form: str,
) -> None:  # fmt: skip
    from memcon.search import meaning_verbs as verbs

    with progress_bar() as progress:
        found = (
            verbs.like_in_meaning(
                archive, *like, words=asked, since=when.since, until=when.until, begin=begin, count=count, by=embedder,
                progress=progress,
            )
            if like
            else verbs.by_meaning(
                archive, asked, how=how, since=when.since, until=when.until, begin=begin, count=count, by=embedder,
                progress=progress,
            )
        )  # fmt: skip
    _hits(found, form, archive, begin)


def _like(
    archive: str, like: tuple[str, str], speaker: str, asked: str, when: Days, begin: int, count: int, form: str
) -> None:
    from memcon.search import verbs

    with progress_bar() as progress:
        found = verbs.similar(
            archive, *like, speaker=speaker, words=asked, since=when.since, until=when.until, begin=begin, count=count,
            progress=progress,
        )  # fmt: skip
    _hits(found, form, archive, begin)


def _hits(found: Answer, form: str, archive: str, begin: int) -> None:
    from memcon.cli import search_page as page
    from memcon.search import tables

    if form in ("csv", "jsonl"):
        _lines(tables.csv_hits(found.hits) if form == "csv" else tables.jsonl(found.hits))
        return
    _lines(page.markdown(found) if form == "markdown" else page.text(found, begin))
    if form == "text" and found.hits:
        next_step(f"memcon show {archive} {found.hits[0].record}")


def _concordance(archive: str, asked: str, when: Days, sort: str, limit: int | None, form: str) -> None:
    from memcon.cli import search_page as page
    from memcon.search import concordance, tables, verbs

    with progress_bar() as progress:
        found = verbs.concordance(
            archive, asked, since=when.since, until=when.until, sort=sort, count=limit or concordance.LINES,
            progress=progress,
        )  # fmt: skip
    if form in ("csv", "jsonl"):
        _lines(tables.csv_lines(found.lines) if form == "csv" else tables.jsonl(found.lines))
        return
    shown = found.lines if limit else found.lines[:LINES]
    tell(found.answer.explained)
    _lines(page.markdown_lines(shown) if form == "markdown" else page.kwic(shown))
    tell(page.counts(found.answer) + page.lines_shown(found, len(shown)))


def _collocates(archive: str, asked: str, when: Days, window: int, limit: int | None, form: str) -> None:
    from memcon.cli import search_page as page
    from memcon.search import tables, verbs

    with progress_bar() as progress:
        found = verbs.collocates(
            archive, asked, since=when.since, until=when.until, window=window, progress=progress
        )  # fmt: skip
    if form in ("csv", "jsonl"):
        _lines(tables.csv_collocates(found.found) if form == "csv" else tables.jsonl(found.found))
        return
    tell(found.explained)
    _lines(page.collocates(found.found[: limit or COLLOCATES], ruled=form == "markdown"))
    tell(page.collocates_counts(found))


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
