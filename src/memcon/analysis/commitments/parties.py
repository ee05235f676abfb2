"""Who undertakes something, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.features import Sentence, holder
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.model.description import Description, Part
from memcon.model.findings import Mode, Utterance

LONGEST = 6  # words of a name with its title
JOINING = ("and", "&")
STARTERS = frozenset({"it", "the", "that", "this", "he", "she", "they", "we", "i", "in", "at", "to", "on", "if"})
OPENING = 3  # words in which the drafter opens a sentence
GIVEN = ("promise", "assure", "offer", "agree")  # what he gives who is named, whoever tells it
NEAR = 12  # utterances before and after in which the other talker is looked for


def promisors_of(one: Sentence, clause: Clause, lexicon: Lexicon) -> tuple[tuple[str | None, Clause], ...]:
    """Say who undertakes something, each with the clause in which he does.

    The talker does, and whoever he speaks for; where it was agreed that others would do something, they do. What was
    agreed without naming anybody is the talker's.
    """
    if lexicon.patterns["agreed_by_both"].search(one.text):
        named = [(name, held) for held in one.clauses for name in _named(one, held)]
        if named:
            return tuple(dict(named).items())
    given = clause.subject == "name" and clause.family in GIVEN and clause.finite
    if given and holder(clause, one, lexicon) == "third":
        assert clause.subject_at is not None
        return ((_name_ending(one, clause.subject_at)[0] or one.said.speaker_name, clause),)
    if clause.subject == "he" and one.said.to and _answers(one, clause):
        return ((one.said.to, clause),)
    return ((one.said.speaker_name, clause),)


def _answers(one: Sentence, clause: Clause) -> bool:
    """Tell whether he who was spoken to undertakes something: "I asked Admiral W. to ascertain, and he promised"."""
    by_him = clause.governor is None or clause.governed_by == "he"
    return by_him and one.said.mode == Mode.REPORTED and not {"i", "we"}.isdisjoint(one.tokens.low[:OPENING])


def _named(one: Sentence, clause: Clause) -> Iterator[str]:
    """Give those named as the subject of a clause in which something will be done: two of "Mr. A and Mr. B would"."""
    if clause.family != "will" or clause.subject != "name" or clause.subject_at is None or clause.deed == "state":
        return
    name, first = _name_ending(one, clause.subject_at)
    if name is None:
        return
    if first > 1 and one.tokens.low[first - 1] in JOINING:
        other, _ = _name_ending(one, first - 2)
        if other is not None:
            yield other
    yield name


def _name_ending(one: Sentence, last: int) -> tuple[str | None, int]:
    """Read the name that ends at a word, with its title; and where it begins."""
    first = last
    words = one.tokens.words
    while first > 0 and last - first < LONGEST and (words[first - 1][:1].isupper() or words[first - 1] == "."):
        first -= 1
    while first < last and (words[first] == "." or words[first].lower() in STARTERS):
        first += 1
    if not words[last][:1].isupper() or words[last].lower() in STARTERS:
        return None, first
    return one.tokens.printed(first, last), first


def promisee_of(
    one: Utterance, promisor: str | None, description: Description, utterances: Sequence[Utterance]
) -> str | None:
    """Say to whom: whom the talker speaks to, else who talked last before or next after, else the only other one."""
    if one.to and not _one(one.to, promisor):
        return one.to
    place = next((n for n, said in enumerate(utterances) if said.start <= one.start < said.end), 0)
    around = [*utterances[max(0, place - NEAR) : place][::-1], *utterances[place + 1 : place + 1 + NEAR]]
    for said in around:
        if said.speaker_name and not _one(said.speaker_name, promisor):
            return said.speaker_name
    others = [p.name for p in description.present if not _one(p.name, promisor) and p.role == Part.SPEAKER]
    return others[0] if len(others) == 1 else None


def _one(name: str, other: str | None) -> bool:
    """Tell whether two prints in one record name one person: "General Chou" and "General Chou En-lai"."""
    words, others = ({word.strip(".,").lower() for word in held.split()} for held in (name, other or ""))
    return bool(words and others) and (words <= others or others <= words)
