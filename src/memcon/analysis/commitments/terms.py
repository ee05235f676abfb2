"""What is undertaken, and on what condition: words of the sentence."""

from __future__ import annotations

import re

from memcon.analysis.commitments.clauses import Clause
from memcon.analysis.commitments.features import Sentence
from memcon.analysis.commitments.lexicon import Lexicon

FAR = 14  # words of the subject of what will be done
DENIED = 5  # words before a cue in which it is denied
LONGEST = 240  # letters of what is undertaken
ENDS = re.compile(
    r";|:\s|(?<=[a-z]{4})\.\d{0,3}\s+(?=[A-Z])|\s\((?![^()]*\))|,?\s+but\s|,?\s+and\s+(?:it|he|she|they)\s|"
    r",\s+(?:though|although|as|since|because|while|whereas|which)\s|\s+(?:since|because)\s"
)
LEADS = re.compile(r",\s|;|(?<=[a-z]{4})\.\s")  # what ends an if-clause before, and after, what depends on it
TRAILS = re.compile(r";|(?<=[a-z]{4})\.\s|,\s+(?:but|and|though|although|which|he|she|they|we|I|it)\s")
ASKING = re.compile(r"\b(?:ask|inquir|enquir|wonder|see|know|doubt|learn|as)\w*\s+(?:\w+\s+){0,2}$")
THAT_TOO = re.compile(r",?\s+and\s+(?:also\s+)?that\s")


def what_of(one: Sentence, clause: Clause, condition: tuple[int, int] | None, lexicon: Lexicon) -> str:
    """Give the words that say what is to be done, from its verb to the end of the clause.

    In the passive ("would be informed") they begin with the subject. The condition is left out.
    """
    begin = _begin(one, clause, lexicon)
    end = _next_subject(one, clause, lexicon)
    for pattern in (ENDS, THAT_TOO):
        found = pattern.search(one.text, begin + 1)
        end = min(end, found.start()) if found else end
    if condition is not None and begin < condition[0] < end:
        end = condition[0]
    words = " ".join(one.text[begin:end].split()).strip(" ,;:.—–-[]()“”\"")
    return words if len(words) <= LONGEST else words[: words.rfind(" ", 0, LONGEST)] + " …"


def _next_subject(one: Sentence, clause: Clause, lexicon: Lexicon) -> int:
    """Give where somebody else begins to undertake something: "and Mr. B would ..."."""
    after = (held for held in one.clauses if held.cue > clause.cue and held.family == "will")
    other = next((held for held in after if held.subject == "name" and held.subject_at != clause.subject_at), None)
    if other is None or other.subject_at is None:
        return len(one.text)
    joined = [at for at in range(clause.cue, other.subject_at) if one.tokens.low[at] in lexicon.words["joining"]]
    return one.tokens.spans[joined[-1]][0] - one.said.start if joined else len(one.text)


def _begin(one: Sentence, clause: Clause, lexicon: Lexicon) -> int:
    """Give where the words of what is undertaken begin: at the verb, or before it where it is denied or passive."""
    offset = one.said.start
    spans = one.tokens.spans
    if clause.verb_at is None:
        that = one.tokens.low.index("that", clause.cue) if "that" in one.tokens.low[clause.cue :] else None
        return spans[clause.cue][0] - offset if that is None else spans[that][1] - offset  # "assured him that"
    if clause.passive and clause.subject_at is not None and clause.subject in ("other", "side", "it", "name"):
        whole = clause.governor is None and clause.subject_at < FAR and not clause.under
        return (one.tokens.spans[0][0] if whole else _noun_phrase(one, clause.subject_at)) - offset
    first = max(0, clause.cue - DENIED, (clause.subject_at or 0) + 1)
    denied = [at for at in range(first, clause.verb_at) if one.tokens.low[at] in lexicon.words["negations"]]
    return spans[denied[0] if denied else clause.verb_at - clause.passive][0] - offset


def _noun_phrase(one: Sentence, last: int) -> int:
    """Go back from a noun to where its phrase begins."""
    at = last
    stops = {"that", "and", "but", ",", ";", ":", "said", "stated", "added", "if", "when"}
    low = one.tokens.low
    while at > 0 and last - at < FAR and (low[at - 1] not in stops or (low[at].isdigit() and low[at - 2].isdigit())):
        at -= 1
    return one.tokens.spans[at][0]


def condition_of(one: Sentence, clause: Clause, lexicon: Lexicon) -> tuple[int, int] | None:
    """Find the if-clause: half-open span in the sentence, of its words alone; None where nothing is made to depend."""
    text = one.text
    cue = one.tokens.spans[clause.cue][0] - one.said.start
    found = [match for match in lexicon.patterns["condition"].finditer(text) if not _asks(text, match)]
    if not found:
        return None
    match = min(found, key=lambda m: abs(m.start() - cue))
    start = match.start() + len(match[0]) - len(match[0].lstrip(" ,\n"))
    ended = (LEADS if match.start() < cue else TRAILS).search(text, match.end())
    end = ended.start() if ended else len(text)
    if match.start() < cue < end:
        end = min(end, cue) if ended is None else end
    return start, len(text[:end].rstrip(" .,;:”\""))


def _asks(text: str, match: re.Match[str]) -> bool:
    """Tell "asked if he would" from a condition."""
    return bool(ASKING.search(text[max(0, match.start() - 30) : match.start()].lower()))
