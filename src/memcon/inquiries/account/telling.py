"""What the parts of an account share: a record with its numbers, short names, sides, and how one move is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from memcon.archive.viewing import View
from memcon.inquiries.account.citing import Citing
from memcon.inquiries.account.page import Basis, Citation, Line, Piece, Quotation, Style, Words
from memcon.inquiries.account.phrases import LANGUAGES, verb
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.speaking import NAME_WORDS, short_names
from memcon.inquiries.standing import SURE
from memcon.model.findings import Utterance
from memcon.model.moves import Act, Label
from memcon.model.register import Person

DOUBTFUL = 0.7  # certainty below which a finding is called doubtful
LABEL = re.compile(r"([^:.!?“”\"]{1,60}):\s+(?=\S)")
CLOSING = re.compile(r"[”\"»)\]]+\.?")  # what belongs to the sentence before it
NOBODY = "an unnamed speaker"
LOOSE = " ,.;:“”\"«»„()"  # signs that no quoted condition needs at its ends


@dataclass(frozen=True, slots=True)
class Telling:
    """One record as the account tells it."""

    view: View
    cite: Citing
    names: Mapping[str, str]
    sides: Mapping[str, str]
    acts: tuple[Act, ...]  # in order of the text
    _starts: tuple[int, ...] = field(default=(), repr=False)

    def utterance(self, start: int, end: int) -> Utterance | None:
        """Give the utterance that holds the beginning of a span, or else the first that touches it."""
        at = max(0, bisect_right(self._starts, start) - 1)
        return next((one for one in self.view.utterances[at : at + 3] if one.end > start and one.start < end), None)

    def speaker(self, act: Act) -> str | None:
        """Say who makes a move: whose words they are, rulings laid over."""
        spoken = self.utterance(act.start, act.end)
        return spoken.speaker_name if spoken else act.holder

    def called(self, name: str | None) -> str:
        """Give the name that the account uses."""
        return self.names.get(name, name) if name else NOBODY

    def side(self, name: str | None) -> str | None:
        """Give the side of somebody, None where it is not known."""
        return self.sides.get(name) if name else None

    def quotation(self, act: Act) -> Quotation:
        """Quote the words of a move."""
        name = self.speaker(act)
        text = self.view.record.text
        start = act.start + _label(text[act.start : act.end], name)
        closes = CLOSING.match(text, act.end)
        end = closes.end() if closes else act.end
        words = quoted(text, start, end, act.label, self.view.description.language)
        return self.cite.quote(act.start, end, words, name, act.label)

    def place(self, act: Act) -> Citation:
        """Cite a move as this speaker's, so that the gate looks whether it is."""
        return replace(self.cite.cite(act.start, act.end), speaker=self.speaker(act), label=act.label)

    def verb(self, act: Act) -> Words:
        """Say what a move does, with a question mark where the machine is not sure of it; "says" claims nothing."""
        return Words(verb(act) + ("" if is_sure(act) or act.label == Label.INFORM else "?"), Style.MOVE)

    def move(self, act: Act, *, depth: int = 0, before: Sequence[Piece] = ()) -> Line:
        """Tell one move: who, what, in which words, where."""
        name = self.called(self.speaker(act))
        reported = f" (after {act.within})" if act.within else ""
        pieces: list[Piece] = [*before, Words(name, Style.STRONG), Words(" "), self.verb(act)]
        pieces += [Words(f"{reported}: "), self.quotation(act), Words(" "), self.cite.cite(act.start, act.end)]
        condition = _condition(self, act)
        if condition and condition not in self.quotation(act).words:
            quotation = self.cite.quote(act.start, act.end, condition, self.speaker(act))
            pieces += [Words(", on condition: "), quotation]
        return self.line(pieces, act.start, act.end, act, depth=depth)

    def line(self, pieces: Sequence[Piece], start: int, end: int, act: Act | None = None, *, depth: int = 0) -> Line:
        """Make a line about a span, with the certainty of what was found there and what the source says of it."""
        basis, certainty = self.basis(start, end, act)
        made_by = act.made_by if act else "memcon"
        return Line(tuple(pieces), basis, certainty, made_by, *self.source_says(start, end), depth)

    def basis(self, start: int, end: int, act: Act | None) -> tuple[Basis, float | None]:
        """Say who says what is found at a span, and how certain the least certain part of it is."""
        spoken = self.utterance(start, end)
        sure = [one.certainty for one in (spoken, act) if one is not None]
        known = [one for one in sure if one is not None]
        return (Basis.MACHINE, min(known)) if known else (Basis.PERSON if sure else Basis.MACHINE, None)

    def source_says(self, start: int, end: int) -> tuple[str | None, tuple[str, ...]]:
        """Say how certain the source itself calls a statement, and what it rests on; None, () where it does not."""
        voice = next((one.voice for one in self.cite.passages(start, end) if one.voice), None)
        if voice is None:
            return None, ()
        parts = (
            "speaker probable" if voice.probable else None,
            f"certainty {voice.certainty}" if voice.certainty else None,
        )
        return "; ".join(part for part in parts if part) or None, voice.sources

    def acts_about(self, issue: str) -> tuple[Act, ...]:
        """Give the acts that begin in the passages about an issue, in order."""
        passages = [one for one in self.view.issues if one.issue == issue]
        return tuple(act for act in self.acts if any(one.start <= act.start < one.end for one in passages))


def _label(sentence: str, name: str | None) -> int:
    """Give the length of a speaker's label that stands before his words: "General Marshall: "."""
    label = LABEL.match(sentence)
    if label is None or name is None:
        return 0
    mine, labelled = set(NAME_WORDS.findall(name.casefold())), NAME_WORDS.findall(label[1].casefold())
    return label.end() if labelled and labelled[-1] in mine else 0


def silence(told: Telling) -> str | None:
    """Say why nothing is told of what is done with words, where somebody speaks and no act was found."""
    if told.acts or not told.view.utterances:
        return None
    code = told.view.description.language or ""
    language = LANGUAGES.get(code, code) or "its language"
    return f"What the words do is not told: memcon has no rules for acts in {language}, or `memcon process` is due."


def _condition(told: Telling, act: Act) -> str | None:
    """Give the condition of a move where it stands in the move's own passage, blanks made single."""
    condition = " ".join((act.condition or "").split()).strip(LOOSE)
    passage = " ".join(told.view.record.words(one) for one in told.cite.passages(act.start, act.end))
    return condition if len(condition.split()) > 1 and condition in " ".join(passage.split()) else None


def is_sure(act: Act) -> bool:
    """Tell whether a claim may rest on what an act is said to do: a person says so, or the machine is sure enough."""
    return act.certainty is None or act.certainty >= SURE


def telling(view: View, cite: Citing, people: Mapping[str, Person]) -> Telling:
    """Make ready to tell of one record.

    Args:
        view: the record as it stands.
        cite: its passages' numbers.
        people: the register of persons, by id.
    """
    sides: dict[str, str] = {}
    for one in view.description.present:
        known = people.get(one.person or "")
        side = one.side or (known.side if known else None)
        if side:
            sides[one.name] = side
    worded = (act for act in view.acts if NAME_WORDS.search(view.record.text, act.start, act.end))
    acts = tuple(sorted(worded, key=lambda act: (act.start, act.rank != "first")))
    starts = tuple(one.start for one in view.utterances)
    return Telling(view, cite, short_names(view), sides, acts, starts)
