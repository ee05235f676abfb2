"""Undertakings found by rules, in languages for which no weights were learnt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memcon.analysis.commitments.due import due_of
from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.commitments.making import issue_of
from memcon.analysis.commitments.parties import promisee_of
from memcon.model.dates import bounds
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.moves import Commitment, IssuePassage

LONGEST = 240  # letters of what is undertaken
LEAST = 6  # letters without which what is undertaken says nothing, and the whole sentence is given
NEAR = 16  # letters before a rule's words in which they are denied
NAMED = ("what", "what2")  # groups of a rule in which what is undertaken begins
OPENING = re.compile(r"^[\s,:;–—-]*(?:что|чтобы|daß|dass|zu)?\s*", re.IGNORECASE)


def ruled(
    said: Utterance,
    text: str,
    lexicon: Lexicon,
    description: Description,
    utterances: Sequence[Utterance],
    issues: Sequence[IssuePassage],
) -> Iterator[Commitment]:
    """Give the commitment of a sentence, if a rule finds one: the surest rule counts.

    A question, a wish, a request and a refusal undertake nothing, and nothing is undertaken in words that are denied.
    """
    if "?" in text or any(word in text.lower() for word in lexicon.words["hearing"]):
        return
    for rule in lexicon.rules:
        match = rule.pattern.search(text)
        if match is None or lexicon.patterns["negations"].search(text[max(0, match.start() - NEAR) : match.start()]):
            continue
        spoken = bounds(description.date.edtf)[1] if description.date else None
        condition = _condition(text, match, lexicon)
        due = due_of(text, match.start(), lexicon, spoken)
        yield Commitment(
            said.record,
            said.start,
            said.end,
            said.speaker_name,
            promisee_of(said, said.speaker_name, description, utterances),
            _what(text, match, condition),
            rule.kind,
            rule.certainty,
            f"“{' '.join(match[0].split()).strip(' ,')}”: {rule.kind}, by a rule",
            None if condition is None else " ".join(text[slice(*condition)].split()),
            None if due is None else " ".join(due.printed.split()),
            None if due is None else due.edtf,
            issue_of(issues, said),
        )
        return


def _what(text: str, match: re.Match[str], condition: tuple[int, int] | None) -> str:
    """Give the words from the verb that a rule names, or after its own; all of the sentence where none follow."""
    end = condition[0] if condition is not None and condition[0] > match.end() else len(text)
    begin = next((match.start(name) for name in NAMED if match.groupdict().get(name)), match.end())
    words = " ".join(OPENING.sub("", text[begin:end]).split()).strip(" ,;:.–—")
    if len(words) < LEAST:
        words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: words.rfind(" ", 0, LONGEST)] + " …"


def _condition(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """Find the if-clause: half-open span in the sentence."""
    found = lexicon.patterns["condition"].search(text)
    if found is None:
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip(" ,\n"))
    comma = text.find(",", found.end())
    end = comma if found.start() < match.start() and comma > 0 else len(text)
    return start, len(text[:end].rstrip(" .,;:”\""))
