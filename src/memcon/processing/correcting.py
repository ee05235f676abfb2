"""A person rules on words of a record; rulings are listed, with those that found no place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from memcon.archive import corrections as rulings
from memcon.archive.archive import Archive, View, ruled
from memcon.model.anchor import Anchor, anchor_apart
from memcon.model.corrections import (
    ABOUT_MOVES,
    ABOUT_PERSONS,
    ON_PROPOSALS,
    Card,
    Correction,
    Ruling,
    signature,
    subject,
    withdrawn,
)
from memcon.model.errors import MemconError, NotFound
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Label

LIKE = str.maketrans("“”„«»‘’‚‐‑–—\u00a0", '"""""\'\'\'---- ')  # what a keyboard has for what a printer has
ELLIPSIS = re.compile(r"\s+(?:\.\.\.|…)\s+")
AROUND = 40  # characters shown beside words that stand more than once
SHOWN = 4  # places shown
NAMED = (Ruling.SPEAKER, Ruling.ADD)
WHOLE = (Ruling.CONFIRM, Ruling.SPEAKER, Ruling.REJECT)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling that was filed: the words it reaches, what was claimed there before, and what stands there now."""

    correction: Correction
    path: Path
    before: tuple[Utterance, ...]
    after: tuple[Utterance, ...]
    moves: tuple[tuple[str, ...], ...] = ()  # of a ruling on acts or issues: what stood there and stands there now


@dataclass(frozen=True, slots=True)
class Listed:
    """One ruling in a list: where it holds; `record` is None and `reason` says why, where it found no place."""

    correction: Correction
    record: str | None = None
    reason: str | None = None
    withdrawn: str | None = None  # who took it back, and why


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants ruled on which words; see `memcon.correct` for the parts."""

    words: str
    kind: Ruling
    by: str
    because: str
    name: str | None = None
    bounds: str | None = None
    person: str | None = None
    mode: Mode | None = None
    which: int | None = None


def rule(archive: Archive, record: str, wish: Wish) -> Ruled:
    """File a ruling; see `memcon.correct`."""
    complete(wish)
    if wish.kind == Ruling.WITHDRAW:
        raise MemconError("A ruling is taken back where it is shown: memcon room ARCHIVE, on the page of its record.")
    view = archive.view(record)
    ruling = made(view, find_words(view.record.text, wish.words, wish.which, view.record.id), wish)
    reach = (ruling.anchor.start, ruling.anchor.end) if ruling.anchor else (0, 0)
    rulings.file(archive.folder, [ruling])
    after = archive.view(view.record.id)
    moves = (_moves(view, ruling.kind, reach), _moves(after, ruling.kind, reach))
    return Ruled(
        ruling,
        rulings.place(archive.folder, ruling.by),
        _there(view.utterances, reach),
        _there(after.utterances, reach),
        moves if wish.kind in ABOUT_MOVES else (),
    )


def made(view: View, span: tuple[int, int], wish: Wish) -> Correction:
    """Make the ruling that somebody wishes on words of a record, signed and dated; it is not filed yet.

    Args:
        view: the record as it stands.
        span: the words ruled on, half-open, in code points of the record's text.
        wish: what is to be ruled; its words are not looked at.

    Raises:
        MemconError: nobody speaks words whose speaker is to be another, or new bounds do not touch the utterance.
    """
    touched = [one for one in view.utterances if one.start < span[1] and span[0] < one.end]
    if wish.kind == Ruling.SPEAKER and not touched:
        raise MemconError(
            f"{view.record.id}: nobody speaks these words yet. Say who does: --add {wish.name!r}, instead of --speaker."
        )
    reach, name = _reach(view, wish, span, touched)
    return Correction(
        wish.kind,
        rulings.someone(wish.by),
        _now(),
        wish.because.strip(),
        _anchored(view, reach),
        name,
        wish.person,
        wish.mode,
        _card(view),
    )


def confirmations(view: View, until: int, by: str, because: str) -> tuple[Correction, ...]:
    """Make rulings that confirm every utterance of the machine that begins before a place and nobody looked at yet.

    Args:
        view: the record as it stands.
        until: code point of the record's text; an utterance that begins there or later is left alone.
        by: who rules.
        because: why.
    """
    meant = [one for one in view.utterances if one.start < until and one.certainty is not None]
    wish = Wish("", Ruling.CONFIRM, by, because)
    complete(wish)
    return tuple(made(view, (one.start, one.end), wish) for one in meant)


def withdrawal(ruling: Correction, by: str, because: str) -> Correction:
    """Make the ruling that takes an earlier one back; the earlier one stays in its file.

    Raises:
        MemconError: it is not a ruling on words, or the reason is missing.
    """
    if subject(ruling) != "words":
        raise MemconError("Only a ruling on words can be taken back. Decide anew with memcon decide.")
    complete(Wish("", Ruling.WITHDRAW, by, because))
    return Correction(Ruling.WITHDRAW, rulings.someone(by), _now(), because.strip(), names=(signature(ruling),))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _moves(view: View, kind: Ruling, span: tuple[int, int]) -> tuple[str, ...]:
    """Name the acts, or the issues, that touch a stretch."""
    touching: list[tuple[int, int, str]] = (
        [(one.start, one.end, one.label.value) for one in view.acts if one.rank == "first"]
        if kind == Ruling.ACT
        else [(one.start, one.end, one.label) for one in view.issues]
    )
    return tuple(dict.fromkeys(label for start, end, label in touching if start < span[1] and span[0] < end))


def complete(wish: Wish) -> None:
    """See that a wish says all that its kind needs.

    Raises:
        MemconError: says what is missing.
    """
    if not wish.because.strip():
        raise MemconError("A ruling needs its reason. Say why: --because 'the sentence answers his own question'.")
    if wish.kind in NAMED and not (wish.name or "").strip():
        raise MemconError(f"Say who speaks these words: --{wish.kind.value} 'NAME'.")
    if wish.kind == Ruling.ACT and (wish.name or "") not in set(Label):
        raise MemconError(f"{wish.name}: there is no such act. Choose one of: {', '.join(Label)}.")
    if wish.kind == Ruling.ISSUE and not (wish.name or "").strip():
        raise MemconError("Name the issue these words are about: --issue 'the Straits'.")
    if wish.kind == Ruling.BOUNDS and not (wish.bounds or "").strip():
        raise MemconError(
            "Say what the whole utterance is: --bounds 'its words', or 'its first words ... its last words'."
        )
    if wish.kind in (*ABOUT_PERSONS, *ON_PROPOSALS):
        raise MemconError(
            "Who is who, and what belongs together, is decided with memcon decide, not with memcon correct."
        )


def _reach(
    view: View, wish: Wish, span: tuple[int, int], touched: Sequence[Utterance]
) -> tuple[tuple[int, int], str | None]:
    """Give how far a ruling reaches, and the name it gives."""
    if wish.kind == Ruling.BOUNDS and wish.bounds is not None:
        reach = find_words(view.record.text, wish.bounds, None, view.record.id)
        if not any(one.start < reach[1] and reach[0] < one.end for one in touched):
            raise MemconError(
                f"{view.record.id}: the new bounds do not touch the utterance with these words. "
                "Reject that one, and add the other."
            )
        return reach, wish.name or touched[0].speaker_name
    if wish.kind == Ruling.ACT:
        acts = [one for one in view.acts if one.rank == "first" and one.start <= span[0] and span[1] <= one.end]
        return ((acts[0].start, acts[0].end) if acts else span), wish.name
    inside = [one for one in touched if one.start <= span[0] and span[1] <= one.end]
    if wish.kind in WHOLE and inside:
        return (inside[0].start, inside[0].end), wish.name
    return span, wish.name


def _anchored(view: View, span: tuple[int, int]) -> Anchor:
    return anchor_apart(view.record.id, view.record.text, *span)


def _card(view: View) -> Card:
    known = view.description
    return Card(view.record.source_name, known.number, known.title, known.date.edtf if known.date else None)


def _there(utterances: Sequence[Utterance], span: tuple[int, int]) -> tuple[Utterance, ...]:
    return tuple(one for one in utterances if one.start < span[1] and span[0] < one.end)


def find_words(text: str, words: str, which: int | None, record: str) -> tuple[int, int]:
    """Find quoted words in a text; blanks, kinds of quotation marks and dashes make no difference.

    "first words ... last words" means all from the ones to the others.

    Args:
        text: the record's text.
        words: the quotation.
        which: of several places the first (1), second (2) ...; None where there must be one.
        record: its id, for the message.

    Raises:
        NotFound: the words do not stand there, or stand more than once and nobody said which.
    """
    places = _standing(text, words)
    if not places and ELLIPSIS.search(words):
        places = _from_to(text, *ELLIPSIS.split(words, maxsplit=1))
    if not places:
        shown = " ".join(words.split())[:60]
        raise NotFound(
            f"{record}: “{shown}” does not stand there. Copy the words from: memcon show ARCHIVE {record} --text"
        )
    if which is not None and 1 <= which <= len(places):
        return places[which - 1]
    if len(places) > 1:
        raise NotFound(
            f"{record}: these words stand {len(places)} times: {_shown(text, places)}. Quote more, or say --which 1."
        )
    return places[0]


def _standing(text: str, words: str) -> list[tuple[int, int]]:
    parts = [re.escape(part) for part in words.translate(LIKE).split()]
    if not parts:
        return []
    return [(m.start(), m.end()) for m in re.finditer(r"\s+".join(parts), text.translate(LIKE))]


def _from_to(text: str, first: str, last: str) -> list[tuple[int, int]]:
    ends = _standing(text, last)
    found = []
    for start, stop in _standing(text, first):
        end = next((its_end for its_start, its_end in ends if its_start >= stop), None)
        found += [(start, end)] if end is not None else []
    return found


def _shown(text: str, places: Sequence[tuple[int, int]]) -> str:
    around = [" ".join(text[max(0, start - AROUND) : end + AROUND].split()) for start, end in places[:SHOWN]]
    return "; ".join(f"({number}) …{words}…" for number, words in enumerate(around, 1))


def listed(archive: Archive) -> tuple[Listed, ...]:
    """List every ruling in order of date, with the record it holds for, or why it holds for none."""
    placed: dict[Correction, str] = {}
    lost: dict[Correction, str] = {}
    for one in ruled(archive):
        for ruling in (*one.placed, *one.moves):
            placed.setdefault(ruling, one.record.id)
        for ruling in one.unplaced:
            lost.setdefault(ruling, _why(ruling, one.record.text))
    filed = rulings.filed(archive.folder)
    back = {name: f"{one.by}: {one.because}" for name, one in withdrawn(filed).items()}
    gone = "its record is not in the archive, and no other tells of the same document"
    return tuple(
        Listed(ruling, ruling.anchor.record if ruling.anchor else None, withdrawn=back[signature(ruling)])
        if signature(ruling) in back
        else Listed(ruling, placed.get(ruling))
        if ruling in placed or ruling.anchor is None
        else Listed(ruling, None, lost.get(ruling, gone))
        for ruling in sorted(filed, key=lambda ruling: ruling.at)
    )


def _why(ruling: Correction, text: str) -> str:
    words = ruling.anchor.exact if ruling.anchor else ""
    if not _standing(text, words):
        return "its words are gone from the text"
    return "its words stand in the text, but not with what stood beside them, or more than once"
