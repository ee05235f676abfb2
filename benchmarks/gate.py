"""The gate against quotations that were made false on purpose, over the accounts of whole collections."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.measuring import SHARED, table
from memcon.archive.archive import create
from memcon.archive.viewing import View
from memcon.inquiries.account.account import account, tellings
from memcon.inquiries.account.page import Quotation
from memcon.inquiries.gate import refusal
from memcon.processing import verbs

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEAST = 8  # words of a quotation that is taken apart
MADE = {
    "letter": "one letter changed",
    "left out": "one word left out",
    "ellipsis": "one word replaced by an ellipsis",
    "stitched": "the first half of one and the second half of another",
    "passage": "citing another passage of the record",
    "speaker": "given to another speaker of the record",
}


def section() -> str:
    """Measure how many false quotations the gate refuses, and how many true ones."""
    heading = "## The gate: false quotations"
    papers = [*sorted((SHARED / "corpora" / "dossier").glob("*.md")), SHARED / "corpora" / "frus" / "frus1946v09.epub"]
    if not all(path.exists() for path in papers) or len(papers) < 2:
        return f"{heading}\n\nNot measured: the collections are not there."
    with tempfile.TemporaryDirectory() as folder:
        archive = create(Path(folder) / "A")
        verbs.add(archive, *papers)
        verbs.process(archive)
        counts = _counted(archive.views())
    true = counts["true"]
    rows = [(words, f"{counts[key]:,}", f"{counts[f'{key} refused']:,}") for key, words in MADE.items()]
    lines = [("as memcon quotes them", f"{true:,}", f"{counts['true refused']:,}"), *rows]
    return (
        f"{heading}\n\nEvery quotation of the accounts of {counts['accounts']:,} records of talk (the Soviet-American "
        f"collection and FRUS 1946 IX), as it is and made false in six ways, at random with a fixed seed. A passage "
        f"may hold two quotations, and one person may be printed under two names: these are not counted.\n\n"
        f"{table(('quotations', 'given to the gate', 'refused'), lines)}"
    )


def _counted(views: Iterator[View]) -> Counter[str]:
    chance, counts = random.Random(1), Counter[str]()
    for view in views:
        if not view.description.reports_talk:
            continue
        counts["accounts"] += 1
        made = account(tellings([view]))
        quoted = [one for part in made.sections for line in part.every_line() for one in line.quotations()]
        for one in quoted:
            counts["true"] += 1
            counts["true refused"] += refusal(one, view) is not None
            for kind, false in _false(one, quoted, view, chance):
                counts[kind] += 1
                counts[f"{kind} refused"] += refusal(false, view) is not None
    return counts


def _false(
    one: Quotation, others: Sequence[Quotation], view: View, chance: random.Random
) -> Iterator[tuple[str, Quotation]]:
    """Make a quotation false in each way that it lends itself to."""
    words = one.words.removesuffix(" …").split()
    if len(words) < LEAST:
        return
    at = chance.choice([place for place, sign in enumerate(one.words) if sign.isalpha()])
    letter = chance.choice(LETTERS.replace(one.words[at].lower(), ""))
    yield "letter", replace(one, words=f"{one.words[:at]}{letter}{one.words[at + 1:]}")
    gap = chance.randrange(2, len(words) - 3)
    yield "left out", replace(one, words=" ".join(words[:gap] + words[gap + 1 :]))
    yield "ellipsis", replace(one, words=" ".join([*words[:gap], "…", *words[gap + 1 :]]))
    other = chance.choice(others)
    if _passage(other, view) != _passage(one, view):
        second = other.words.split()
        yield "stitched", replace(one, words=" ".join(words[: len(words) // 2] + second[len(second) // 2 :]))
        if one.words not in view.record.text[slice(*_passage(other, view))]:
            yield "passage", replace(one, start=other.start, end=other.end)
    names = {spoken.speaker_name for spoken in view.utterances if spoken.speaker_name}
    rivals = sorted(name for name in names if one.speaker and not _alike(name, one.speaker))
    if rivals:
        yield "speaker", replace(one, speaker=chance.choice(rivals))


def _alike(name: str, other: str) -> bool:
    """Tell whether two names may be two prints of one."""
    mine, its = (set(one.casefold().replace(".", " ").split()) for one in (name, other))
    return bool(mine & its)


def _passage(one: Quotation, view: View) -> tuple[int, int]:
    return next((p.start, p.end) for p in view.record.passages if p.start <= one.start < p.end)
