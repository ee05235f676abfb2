"""In short: the principal issue, how much is whose, questions, agreements, undertakings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from memcon.inquiries.account.afterwards import Later
from memcon.inquiries.account.exchanges import exchanges, how_answered
from memcon.inquiries.account.page import Basis, Line, Piece, Section, Style, Words
from memcon.inquiries.account.phrases import GAVE, REFUSED, TALK, share
from memcon.inquiries.account.running import ASKING, summary
from memcon.inquiries.account.stated import main_issue
from memcon.inquiries.account.telling import Telling, is_sure, silence
from memcon.inquiries.account.undertakings import Fate, fates_in_short, kept_in_short
from memcon.model.dates import sort_key
from memcon.model.moves import Act, Label

MOST_PAIRS = 4
LIKELY = 0.5  # certainty of both moves from which a pair is told here
MOST_QUESTIONS = 2
WEIGHTY = frozenset(Label) - TALK - {Label.ASK, Label.ANSWER, Label.PROCEDURE}


def in_short(told: Telling, fates: Mapping[int, Fate], after: Sequence[Later] = ()) -> Section:
    """Say the most important things first.

    Args:
        told: the record.
        fates: what came of each commitment, by its place among the record's commitments.
        after: later events that speak of its moves.
    """
    said = tuple(main_issue(told))
    lines = [*said, *_principal(told, said)]
    if not told.view.utterances:
        lines.append(Line((Words("Nobody is found to speak in this record."),), Basis.COUNTED))
    else:
        lines += [_shares(told), *_pairs(told)]
        lines += _questions(told)
        lines.append(Line((Words(_capital(fates_in_short(told, fates))),), Basis.COUNTED))
        lines += kept_in_short(told, fates)
    if not any(fate.event for fate in fates.values()):
        lines += _afterwards(after)
    return Section("short", "In short", tuple(lines))


def _questions(told: Telling) -> Iterator[Line]:
    """Count the questions and how they were answered, and give the first on the principal issue, or else the first."""
    found = exchanges(told)
    if silence(told):
        yield Line((Words(silence(told) or ""),), Basis.COUNTED)
        return
    yield Line((Words(_capital(how_answered(found)) + "."),), Basis.COUNTED)
    principal = [one for one in told.view.issues if one.principal]
    on_it = [one for one in found if any(p.start <= one.question.start < p.end for p in principal)]
    yield from (told.move(one.question) for one in (on_it or found)[:MOST_QUESTIONS])


def _afterwards(after: Sequence[Later]) -> Iterator[Line]:
    """Name the first of the likest events that came later."""
    likest = [one for one in after if len(one.words) == len(after[0].words)]
    for one in sorted(likest, key=lambda later: sort_key(str(later.event["date"])))[:1]:
        words = f"Afterwards ({one.event['date']}): {one.event.get('title')}."
        yield Line((Words(words),), Basis.REGISTER, sources=tuple(map(str, one.event.get("sources") or ())))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _principal(told: Telling, said: Sequence[Line]) -> Iterator[Line]:
    """Name the principal issue, why it is the principal one, and how much of the talk it takes.

    Where the record's introduction, just quoted, calls it so in the same words, these are not repeated.
    """
    passages = [one for one in told.view.issues if one.principal]
    if not passages:
        return
    first = passages[0]
    same = any(first.label.casefold() in line.plain.casefold() for line in said)
    name = Words("the same") if same else Words(first.label, Style.STRONG)
    pieces: list[Piece] = [Words("Principal issue: "), name, Words(" ")]
    pieces.append(told.cite.cite(first.start, first.end))
    why = " ".join(first.reason.split()).removeprefix("principal: ").partition(";")[0]  # then come the other issues
    pieces += [Words(f" – {'; '.join(part for part in (why, summary(told)) if part)}.", Style.QUIET)]
    basis = Basis.PERSON if first.certainty is None else Basis.MACHINE
    yield Line(tuple(pieces), basis, first.certainty, first.made_by)


def word_shares(told: Telling) -> dict[str, float]:
    """Share each speaker's part of the reported words, largest first, summing to 1.0; empty when nobody speaks."""
    counts: Counter[str] = Counter()
    for one in told.view.utterances:
        counts[told.called(one.speaker_name)] += len(told.view.record.text[one.start : one.end].split())
    total = sum(counts.values())
    return {name: count / total for name, count in counts.most_common()} if total else {}


def _shares(told: Telling) -> Line:
    shares = word_shares(told)
    named = list(shares.items())[:6]
    rest = sum(part for _, part in list(shares.items())[6:])
    parts = [f"{name} {share(part)}" for name, part in named] + ([f"others {share(rest)}"] if rest else [])
    drafter = told.view.description.drafter
    hand = f"; the drafter is {told.called(drafter)}" if drafter else "; who drafted it is not named"
    words = f"Share of the reported words: {', '.join(parts)}. This is a share of the record, not of the talk{hand}."
    return Line((Words(words),), Basis.COUNTED)


def _pairs(told: Telling) -> Iterator[Line]:
    """Tell what was pressed for and how the other took it, and other weighty moves: the surest of each, in order."""
    by_start = {act.start: act for act in told.acts if act.rank == "first"}
    found = [
        (by_start[act.responds_to], act)
        for act in told.acts
        if act.responds_to in by_start and act.label in GAVE | REFUSED and by_start[act.responds_to].label in ASKING
        and by_start[act.responds_to].label != Label.ASK
    ]  # fmt: skip
    surest = sorted((pair for pair in found if _sure(pair) >= LIKELY), key=lambda pair: -_sure(pair))[:MOST_PAIRS]
    for pressed, reply in sorted(surest, key=lambda pair: pair[0].start):
        yield _pair(told, pressed, reply)
    paired = {act.start for pair in surest for act in pair}
    alone = [act for act in told.acts if act.label in WEIGHTY and is_sure(act) and act.start not in paired]
    weightiest = sorted(alone, key=lambda act: -_sure((act, act)))[: MOST_PAIRS - len(surest)]
    yield from (told.move(act) for act in sorted(weightiest, key=lambda act: act.start))


def _sure(pair: tuple[Act, Act]) -> float:
    return min(1.0 if act.certainty is None else act.certainty for act in pair)


def _pair(told: Telling, pressed: Act, reply: Act) -> Line:
    pieces: list[Piece] = []
    for act, joint in ((pressed, "; "), (reply, ".")):
        pieces += [
            Words(told.called(told.speaker(act)), Style.STRONG), Words(" "), told.verb(act), Words(": "),
            told.quotation(act), Words(" "), told.cite.cite(act.start, act.end), Words(joint),
        ]  # fmt: skip
    certainty = [told.basis(act.start, act.end, act)[1] for act in (pressed, reply)]
    known = [one for one in certainty if one is not None]
    return Line(tuple(pieces), Basis.MACHINE, min(known) if known else None)
