"""The gate: no sentence about a record is shown unless its quotation stands there and the speaker is right.

It knows nothing of how a sentence came about: memcon's own go through it like a language model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from memcon.archive.viewing import View
from memcon.inquiries.account.page import (
    Account,
    Basis,
    Citation,
    Group,
    Line,
    Quotation,
    Refused,
    Section,
    Table,
    Words,
)
from memcon.inquiries.account.tongues import tongues
from memcon.inquiries.speaking import is_called
from memcon.model.findings import Utterance
from memcon.model.record import Record

BLANKS = re.compile(r"\s+")
CUT = re.compile(r"^(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*|\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")  # says that more stood there
INSIDE = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
WORD = re.compile(r"\w")
NOTHING_LEFT = Line((Words("Nothing that was found here passed the gate."),), Basis.COUNTED)
LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands in a record's text; half-open span."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through the lines that hold against the records they speak of."""

    views: Mapping[str, View]

    @staticmethod
    def of(views: Iterable[View]) -> Gate:
        """Make the gate for some records."""
        return Gate({view.record.id: view for view in views})

    def reason(self, line: Line) -> str | None:
        """Say why a line must not be shown; None when it may."""
        for quotation in line.quotations():
            view = self.views.get(quotation.record)
            if view is None:
                return f"it cites {quotation.record}, which is not among the records of this account"
            reason = refusal(quotation, view)
            if reason:
                return reason
        for one in line.citations():
            view = self.views.get(one.record)
            if view is None or not 0 <= one.start <= one.end <= len(view.record.text):
                return f"it cites a place that {one.record} does not have"
            found = Found(one.start, one.end)
            reason = _wrong_speaker(one, found, view) or _wrong_act(one, found, view)
            if reason:
                return reason
        return None


def refusal(quotation: Quotation, view: View) -> str | None:
    """Say why a quotation must not be shown as it is; None when it stands, and its speaker and act are right."""
    found = located(quotation, view.record)
    if isinstance(found, str):
        return found
    return _wrong_speaker(quotation, found, view) or _wrong_act(quotation, found, view)


def located(quotation: Quotation, record: Record) -> Found | str:
    """Find a quotation in the passages it cites: to the letter but for blanks, in one piece, from word to word.

    Returns:
        Where it stands, or in words why it does not.
    """
    words = CUT.sub("", CUT.sub("", quotation.words.strip())).strip()
    if not LETTERS.search(words):
        return "it quotes no word"
    if not 0 <= quotation.start < quotation.end <= len(record.text):
        return "it cites a place that the record does not have"
    begin, end = _cited(quotation, record)
    places = list(_places(words, record.text, begin, end))
    whole = [one for one in places if _from_word_to_word(record.text, one)]
    if not whole:
        return _why_not(words, record, begin, end, cut_off=bool(places))
    inside = [one for one in whole if one.start >= quotation.start and one.end <= quotation.end] or whole
    upright = [one for one in inside if not _after_negation(record.text, one)]
    return upright[0] if upright else "it begins right after a word that denies it"


def _cited(quotation: Quotation, record: Record) -> tuple[int, int]:
    """Give the bounds of the passage cited, or of the passages where the span itself reaches over several."""
    touched = [one for one in record.passages if one.start < quotation.end and one.end > quotation.start]
    if not touched:
        return quotation.start, quotation.end
    return min(touched[0].start, quotation.start), max(touched[-1].end, quotation.end)


def _places(words: str, text: str, begin: int, end: int) -> Iterator[Found]:
    pattern = r"\s+".join(re.escape(word) for word in BLANKS.split(words))
    for match in re.compile(pattern).finditer(text, begin, end):
        yield Found(match.start(), match.end())


def _from_word_to_word(text: str, found: Found) -> bool:
    """Tell whether the words begin and end where words do: "agree" is not quoted from "disagree"."""
    begins = found.start == 0 or not (WORD.match(text[found.start]) and WORD.match(text[found.start - 1]))
    ends = found.end == len(text) or not (WORD.match(text[found.end - 1]) and WORD.match(text[found.end]))
    return begins and ends


def _after_negation(text: str, found: Found) -> bool:
    before = text[max(0, found.start - 24) : found.start].casefold()
    words = LETTERS.findall(before.replace("n't", "n not").replace("n’t", "n not"))
    joined = not re.search(r"[.!?;:,“”\"()«»]\s*$", before)
    return bool(words) and joined and any(words[-1] in one.negations for one in tongues())


def _why_not(words: str, record: Record, begin: int, end: int, *, cut_off: bool) -> str:
    if cut_off:
        return "it cuts a word in two"
    if next(_places(words, record.text, 0, len(record.text)), None):
        return "its words stand in another passage than the one cited"
    parts = [part for part in INSIDE.split(words) if LETTERS.search(part)]
    if len(parts) > 1 and all(next(_places(part, record.text, 0, len(record.text)), None) for part in parts):
        return "it is stitched together from words that do not stand side by side"
    said, cited = LETTERS.findall(words.casefold()), LETTERS.findall(record.text[begin:end].casefold())
    if _run(said, cited):
        return "its letters or punctuation are not those of the passage"
    if _stitched(said, LETTERS.findall(record.text.casefold())):
        return "it is stitched together from words that do not stand side by side"
    return "its words do not stand in the record"


def _run(said: list[str], cited: list[str]) -> bool:
    """Tell whether words stand side by side, punctuation and case aside."""
    return any(cited[at : at + len(said)] == said for at in range(len(cited) - len(said) + 1))


def _stitched(said: list[str], text: list[str]) -> bool:
    """Tell whether words can be put together from stretches of at least three words of the text."""
    threes = {tuple(text[at : at + 3]) for at in range(len(text) - 2)}
    covered = [tuple(said[at : at + 3]) in threes for at in range(len(said) - 2)]
    return bool(covered) and sum(covered) >= len(covered) / 2


def _wrong_speaker(quotation: Quotation | Citation, found: Found, view: View) -> str | None:
    if quotation.speaker is None:
        return None
    voices = [one for one in view.utterances if one.start < found.end and one.end > found.start]
    if not voices:
        return f"nobody is found to speak these words, and it gives them to {quotation.speaker}"
    wrong = next((one for one in voices if not is_called(quotation.speaker, one, view)), None)
    if wrong is None:
        return None
    if any(is_called(quotation.speaker, one, view) for one in voices):
        return f"it runs over words of {_speaker(wrong)}, and gives all of them to {quotation.speaker}"
    return f"the speaker there is {_speaker(wrong)}, and it says {quotation.speaker}"


def _speaker(one: Utterance) -> str:
    return one.speaker_name or "unknown"


def _wrong_act(quotation: Quotation | Citation, found: Found, view: View) -> str | None:
    if quotation.label is None:
        return None
    labels = [one.label for one in view.acts if one.start < found.end and one.end > found.start]
    if quotation.label in labels:
        return None
    held = ", ".join(dict.fromkeys(label.value for label in labels)) or "no act"
    return f"it calls this {quotation.label.value}, and {held} was found there"


def guarded(account: Account, gate: Gate) -> Account:
    """Give an account with only those lines that hold, and the others listed with the reason."""
    refused: list[Refused] = list(account.refused)

    def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
        passed = []
        for line in lines:
            reason = gate.reason(line)
            if reason is None:
                passed.append(line)
            else:
                refused.append(Refused(line.plain, reason, line.made_by))
        return tuple(passed)

    def group(one: Group) -> Group | None:
        heading = kept([one.heading])
        return replace(one, heading=heading[0], lines=kept(one.lines)) if heading else None

    def table(one: Table | None) -> Table | None:
        if one is None:
            return None
        rows = tuple(tuple(kept(cell) for cell in row) for row in one.rows)
        at = one.essential
        return replace(one, rows=rows if at is None else tuple(row for row in rows if row[at]))

    def section(one: Section) -> Section:
        groups = tuple(held for held in map(group, one.groups) if held)
        left = replace(one, lines=kept(one.lines), groups=groups, table=table(one.table))
        return replace(left, lines=(NOTHING_LEFT,)) if left.empty and not one.empty else left

    head = kept(account.head)
    sections = tuple(section(one) for one in account.sections)
    return replace(account, head=head, sections=sections, refused=tuple(refused))
