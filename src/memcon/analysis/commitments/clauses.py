"""The clauses of an English sentence in which something may be undertaken: who, how, and to do what."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.analysis.commitments.lexicon import Lexicon
from memcon.analysis.speech import Speech
from memcon.analysis.utterances.tokens import Tokens

REACH = 7  # words looked at to the left of a cue for its subject
MODALS = ("will", "should", "could")
MOST = 40  # clauses of one sentence that are looked at
ASIDE = 6  # words of an aside between commas
CAUSED = 7  # words after "have" in which is told what somebody will have done
AFTER = 4  # words between a cue and the "to" that belongs to it


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with a cue; places are numbers of words in the sentence.

    `subject` is I, we, he, they, you, it, side, name, other or none; `subject_at` the place of its last word. `verb`
    is what is to be done, in its base form, at `verb_at`.
    """

    family: str
    cue: int
    subject: str
    subject_at: int | None
    verb: str | None
    verb_at: int | None
    deed: str | None
    negated: bool
    passive: bool
    governor: str | None  # the verb of speech before it
    governed_by: str  # what kind of subject that verb has
    governed_at: int | None  # where that subject stands, if another verb of speech comes before it
    told: str = "then"  # now where that verb is in the present ("says", "notes"), before in the past perfect
    finite: bool = True  # whether the cue is a verb of its own: not "had promised", "the promise", "undertaken"
    under: str | None = None  # the word that makes the clause a condition or a question: if, unless, whether


def clauses(tokens: Tokens, lexicon: Lexicon, speech: Speech) -> list[Clause]:
    """Give the clauses of a sentence that have a cue, in order; no more than MOST of them."""
    found: list[Clause] = []
    for place, word in enumerate(tokens.low):
        family = lexicon.cues.get(word)
        carried = word not in lexicon.words["borne"] or _carrier(tokens, place, lexicon) is not None
        if family is not None and carried and len(found) < MOST:
            found.append(_clause(tokens, place, family, lexicon, speech, found))
    return found


def _clause(
    tokens: Tokens, place: int, family: str, lexicon: Lexicon, speech: Speech, before: list[Clause]
) -> Clause:
    noun = _carrier(tokens, place, lexicon)  # "had no intention": the subject is that of "had"
    subject, at, negated = _subject(tokens, noun or place, lexicon)
    if subject == "none" and before and family in MODALS:
        subject, at = before[-1].subject, before[-1].subject_at  # "would study it and would reply"
    verb_at, denied = _deed_at(tokens, place, family, lexicon)
    passive = False
    verb = None
    if verb_at is not None:
        verb = tokens.low[verb_at]
        verb = _named_deed(verb, lexicon) if family not in MODALS else verb
        passive = verb in lexicon.participles and not {"be", "been"}.isdisjoint(tokens.low[place + 1 : verb_at])
        verb = lexicon.participles[verb] if passive else verb
        verb = _with_noun(tokens, verb_at, verb, lexicon)
    if noun:
        negated = negated or not lexicon.words["negations"].isdisjoint(tokens.low[noun:place])
    start = at if at is not None else place
    finite = _is_finite(tokens, place, lexicon)
    alone = finite and start > 0 and tokens.low[start - 1] in lexicon.words["coordinating"]  # ", and he promised to"
    governor = None if alone else _governor(tokens, start, lexicon, speech)
    theirs, their_place, _ = _subject(tokens, governor[1], lexicon) if governor else ("none", None, False)
    nested = their_place is not None and _governor(tokens, their_place, lexicon, speech) is not None
    deed = lexicon.deeds.get(verb or "")
    base = governor[0] if governor else None
    return Clause(
        family, place, subject, at, verb, verb_at, deed, negated or denied, passive, base, theirs,
        their_place if nested else None, _told(tokens, governor, lexicon), finite,
        _under(tokens, at, place, lexicon),
    )  # fmt: skip


def _told(tokens: Tokens, governor: tuple[str, int] | None, lexicon: Lexicon) -> str:
    """Say when it was told, by the form of the governing verb."""
    if governor is None:
        return "then"
    base, at = governor
    if at > 0 and tokens.low[at - 1] in lexicon.words["perfect"]:
        return "before"
    return "now" if tokens.low[at].endswith("s") and tokens.low[at] != base else "then"


def _is_finite(tokens: Tokens, place: int, lexicon: Lexicon) -> bool:
    """Tell whether a cue is a verb of its own, neither a participle nor a noun."""
    words = lexicon.words
    before = tokens.low[place - 1] if place else ""
    aside = before in words["perfect"] or before in words["be"] or before in words["articles"] or before == "to"
    return tokens.low[place] in words["finite"] and not aside


def _under(tokens: Tokens, at: int | None, place: int, lexicon: Lexicon) -> str | None:
    """Give the word that makes a clause a condition or a question, if one opens it."""
    end = place if at is None else at
    for n in range(end - 1, max(-1, end - 1 - REACH), -1):
        word = tokens.low[n]
        if word in lexicon.words["conditional"]:
            return word
        if word in lexicon.words["boundaries"] or word in (",", ";", ":"):
            return None
    return None


def _carrier(tokens: Tokens, place: int, lexicon: Lexicon) -> int | None:
    """Give the place of the verb that carries a noun: "had" in "had not the slightest intention"."""
    if tokens.low[place] not in lexicon.words["carried"]:
        return None
    for at in range(place - 1, max(-1, place - 1 - REACH), -1):
        if tokens.low[at] in lexicon.words["carriers"]:
            return at
        if tokens.low[at] in lexicon.words["boundaries"]:
            return None
    return None


def _named_deed(word: str, lexicon: Lexicon) -> str:
    """Read "consented to the opening of negotiations" as a deed: the verb of a word in -ing."""
    if not word.endswith("ing"):
        return word
    return next((base for base in (word[:-3], word[:-3] + "e", word[:-4]) if base in lexicon.deeds), word)


def _with_noun(tokens: Tokens, at: int, verb: str, lexicon: Lexicon) -> str:
    """Read "have a look", "make inquiries", "give thought" as the deed they are."""
    if verb not in lexicon.words["light"]:
        return verb
    following = tokens.low[at + 1 : at + 6]
    if verb == "have" and following[:1] == ("to",):
        return "have to"
    if verb == "have" and following and (following[0].endswith("ed") or following[0] in lexicon.words["past"]):
        return "have done"  # "I would have thought so too"
    known = next((lexicon.nouns[word] for word in following if word in lexicon.nouns), verb)
    if verb != "have" or known != verb:
        return known
    caused = tokens.low[at + 2 : at + 2 + CAUSED]  # "have the list checked", "have the office look into it"
    return next((lexicon.participles.get(w, w) for w in caused if w in lexicon.participles or w in lexicon.deeds), verb)


def _subject(tokens: Tokens, place: int, lexicon: Lexicon) -> tuple[str, int | None, bool]:
    """Say what kind of subject stands before a word, where, and whether a negation lies between."""
    negated = False
    at = place - 1
    words = lexicon.words
    own = _pronoun(tokens.low[place], words)
    if own is not None:
        return own, place, False
    while at >= 0 and place - at <= REACH:
        word = tokens.low[at]
        if word in words["negations"]:
            negated = True
        elif (kind := _pronoun(word, words)) is not None:
            return kind, at, negated
        elif word in words["boundaries"] or word in (";", ":", "."):
            return "none", None, negated
        elif word[0].isalpha() and word not in words["adverbs"] and word not in words["auxiliaries"]:
            return _noun(tokens, at, lexicon), at, negated
        at -= 1
    return "none", None, negated


def _pronoun(word: str, words: dict[str, frozenset[str]]) -> str | None:
    if word in words["i"]:
        return "I"
    return next((kind for kind in ("we", "he", "they", "you", "it") if word in words[kind]), None)


def _noun(tokens: Tokens, at: int, lexicon: Lexicon) -> str:
    body = at > 1 and tokens.low[at - 1] == "of" and tokens.low[at - 2] in lexicon.words["sides"]
    if body or tokens.low[at] in lexicon.words["sides"]:
        return "side"  # "the Government", "the Department of State"
    first = at
    while first > 0 and (tokens.words[first - 1][:1].isupper() or tokens.low[first - 1] in (".", "the")):
        first -= 1
    hangs = first > 0 and tokens.low[first - 1] in lexicon.words["prepositions"]  # "the talk with Mr. A would"
    return "name" if tokens.words[at][:1].isupper() and not hangs else "other"


def _deed_at(tokens: Tokens, place: int, family: str, lexicon: Lexicon) -> tuple[int | None, bool]:
    """Find the verb of what is to be done: after a modal, after "to" or "of", or, in telegrams, at once."""
    at, end = place + 1, min(len(tokens), place + 1 + AFTER + 6)
    negated = False
    if family not in MODALS:
        found = _after_link(tokens, place, lexicon)
        if found is None:
            return None, False
        negated = "not" in tokens.low[at:found]
        at, end = found, min(len(tokens), found + AFTER + 2)
    while at < end:
        word = tokens.low[at]
        if word in lexicon.words["negations"]:
            negated = True
        elif word == ",":
            at = _past_aside(tokens, at)
        elif family not in MODALS and word in lexicon.words["boundaries"]:
            return None, negated
        elif word.isalpha() and word not in lexicon.passed:
            noun = family not in MODALS and tokens.low[at - 1] in lexicon.words["articles"]
            return (None if noun and not word.endswith("ing") else at), negated
        at += 1
    return None, negated


def _after_link(tokens: Tokens, place: int, lexicon: Lexicon) -> int | None:
    """Give the place after the "to" that belongs to a cue; "of visiting", "agreed withhold" are as good."""
    at = place + 1
    if at < len(tokens) and tokens.low[at] in lexicon.deeds and tokens.low[at] not in lexicon.nouns:
        return at
    end = min(len(tokens), at + AFTER)
    while at < end:
        word = tokens.low[at]
        if word == "to":
            return at + 1
        if word == "of" and at + 1 < len(tokens) and tokens.low[at + 1].endswith("ing"):
            return at + 1
        if word == ",":
            past = _past_aside(tokens, at)
            end, at = (min(len(tokens), past + AFTER), past) if past > at else (end, at)
        at += 1
    return None


def _past_aside(tokens: Tokens, at: int) -> int:
    """Step over ", he said," and the like: give the place of the second comma, or of the first where there is none."""
    return next((n for n in range(at + 1, min(len(tokens), at + ASIDE)) if tokens.low[n] == ","), at)


def _is_noun(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Tell whether a word that may be a verb is a noun: "his wishes", "the strong hope"; a past form hardly ever is."""
    reach = 1 if tokens.low[at].endswith("ed") else 2
    return not lexicon.words["articles"].isdisjoint(tokens.low[max(0, at - reach) : at])


def _governor(tokens: Tokens, before: int, lexicon: Lexicon, speech: Speech) -> tuple[str, int] | None:
    """Give the nearest verb before a place that governs what is told, in its base form, and where it stands.

    "stated that it would be necessary to consult and that he would reply": what follows "and that" hangs on the verb
    that has the first "that". A verb of an if-clause that a comma closes governs nothing after it.
    """
    low = tokens.low
    nearest = None
    again = comma = False
    for at in range(before - 1, -1, -1):
        if low[at] == "that" and at > 0 and low[at - 1] in lexicon.words["coordinating"] and nearest is None:
            again = True
        comma = comma or low[at] == ","
        base = _governing(tokens, at, lexicon, speech)
        if base is None or (comma and _under(tokens, None, at, lexicon) is not None):
            continue
        if not again or "that" in low[at + 1 : at + 1 + AFTER + 2]:
            return base, at
        nearest = nearest or (base, at)
    return nearest


def _governing(tokens: Tokens, at: int, lexicon: Lexicon, speech: Speech) -> str | None:
    """Give the base form of a word that may govern what follows: a verb, or "desirable that", "the hope that"."""
    word, low = tokens.low[at], tokens.low
    form = speech.verbs.get(word)
    if form is not None and not _is_noun(tokens, at, lexicon) and form.shapes & {"past", "s", "participle", "ing"}:
        known = not lexicon.words["made_known"].isdisjoint(low[at + 1 : at + 1 + AFTER])
        base = "say" if known and form.base in lexicon.governors["wish"] else form.base  # "I want you to know"
        return base if base in lexicon.governing else None
    if word not in lexicon.governing or (form is not None and not _is_noun(tokens, at, lexicon)):
        return None
    return word if not lexicon.words["opening"].isdisjoint(low[at + 1 : at + 4]) else None
