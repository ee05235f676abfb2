"""A sentence of talk as lower-case words in which people stand by their part: speaker, hearer, somebody else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memcon.analysis.acts.lexicon import Lexicon
from memcon.analysis.utterances.tokens import TOKEN

MOST = 400  # words of a sentence that are read
BEFORE = frozenset(',"—–-')  # what stands before a speaker that is named within or behind the words
EARLY, NEAR = 6, 4  # words before a speaker that opens a sentence, and from there to the verb
SPEAKER, HEARER, OTHER, GOES_ON, PASSIVE = "@s", "@a", "@n", "@c", "@p"
PLAIN = str.maketrans({"’": "'", "ё": "е"})  # printed either way in one and the same record
QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as words, each followed by one blank; `places` says where each word begins in the record's text."""

    words: str
    starts: tuple[int, ...]  # of the words, in `words`
    places: tuple[tuple[int, int], ...]  # of the words, half-open in the text that was read
    cued: bool  # it names its speaker

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Turn a half-open span of `words` into one of the text that was read; (0, 0) for one that holds no word."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1
        if not self.places or last < first:
            return 0, 0
        held = [one for one in self.places[max(first, 0):last + 1] if one[1] > one[0]]
        return (held[0][0], held[-1][1]) if held else (0, 0)


def sentence(text: str, cue: str | None, people: Mapping[str, str], holder: str | None, known: Lexicon) -> Sentence:
    """Read a sentence.

    Args:
        text: its words as printed.
        cue: the words that name the speaker, as printed, where the sentence has any.
        people: last word of a name, lower case, to the person's name.
        holder: the name of the person who talks.
        known: the language's lexicon.
    """
    low: list[str] = []
    places: list[tuple[int, int]] = []
    printed: list[str] = []
    for match in TOKEN.finditer(text):
        printed.append(match[0])
        low.append(QUOTES.get(match[0]) or match[0].lower().translate(PLAIN))
        places.append(match.span())
        if len(low) == MOST:
            break
    roles = _Roles(people, holder, known)
    span = _cue(printed, cue)
    span = _opening(low, printed, roles) if span is None else _to_first_verb(low, span, known)
    return _with_roles(low, printed, places, span, roles)


def _cue(printed: Sequence[str], cue: str | None) -> tuple[int, int] | None:
    """Find the words of the cue; None where there is none."""
    words = TOKEN.findall(cue) if cue else []
    if not words:
        return None
    for at in range(len(printed) - len(words) + 1):
        if printed[at] == words[0] and list(printed[at:at + len(words)]) == words:
            return at, at + len(words)
    return None


def _to_first_verb(low: Sequence[str], cue: tuple[int, int], known: Lexicon) -> tuple[int, int]:
    """End a cue at its first verb of speech: "Mr. Smith thanked him and requested" has two."""
    later = range(cue[0] + 1, cue[1])
    verb = next((i for i in later if low[i] in known.verbs and not low[i].endswith("ing")), cue[1] - 1)
    return cue if low[cue[0]] in known.verbs else (cue[0], verb + 1)


def _opening(low: Sequence[str], printed: Sequence[str], roles: _Roles) -> tuple[int, int] | None:
    """Find a speaker with a verb of speech in a sentence whose cue nobody has given.

    "He asked" or a name that opens the sentence; a name behind a comma ("..., Smith promised").
    """
    at = 0
    while at < len(low):
        word, step = _word(low, printed, at, roles)
        early = at < EARLY and (word == SPEAKER or word in roles.known.words["he"])
        if early or (word == SPEAKER and low[at - 1] in BEFORE):
            near = range(at + step, min(at + step + NEAR, len(low)))
            verb = next((i for i in near if low[i] in roles.known.verbs), None)
            if verb is not None:
                return at, verb + 1
            if early:
                return None
        at += step
    return None


@dataclass(frozen=True, slots=True)
class _Roles:
    people: Mapping[str, str]
    holder: str | None
    known: Lexicon

    def of(self, word: str) -> str | None:
        """Give the part of somebody named; None for a word that names nobody in the talk."""
        name = self.people.get(word.removesuffix("'s").removesuffix("’s"))
        if name is None:
            return None
        return SPEAKER if name == self.holder else HEARER


def _with_roles(
    low: list[str], printed: list[str], places: list[tuple[int, int]], cue: tuple[int, int] | None, roles: _Roles
) -> Sentence:
    words: list[str] = []
    kept: list[tuple[int, int]] = []
    if cue is None:
        words.append(GOES_ON)
        kept.append((0, 0))
    at = 0
    while at < len(low):
        if cue is not None and at == cue[0]:
            role, verb = _subject(low, cue, roles.known)
            words += [role, *verb]
            kept += [places[cue[0]]] + [places[cue[1] - 1]] * len(verb)
            at = cue[1]
            continue
        word, step = _word(low, printed, at, roles)
        if not (word == OTHER and words and words[-1] in (OTHER, HEARER, SPEAKER)):
            words.append(word)
            kept.append(places[at])
        elif kept:
            kept[-1] = (kept[-1][0], places[at][1])
        at += step
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return Sentence(" ".join(words) + " " if words else "", tuple(starts), tuple(kept), cue is not None)


def _subject(low: Sequence[str], cue: tuple[int, int], known: Lexicon) -> tuple[str, list[str]]:
    """Give the part of a cue's subject, and its verb with what denies it or makes it passive."""
    inside = low[cue[0]:cue[1]]
    spoken = next((word for word in reversed(inside) if word in known.verbs), inside[-1])
    denied = known.words["denials"] & set(inside[:-1])
    verbs = [*sorted(denied)[-1:], spoken]
    passive = bool(known.words["be"] & set(inside[:-1]))
    return (PASSIVE if passive else SPEAKER), verbs


def _word(low: Sequence[str], printed: Sequence[str], at: int, roles: _Roles) -> tuple[str, int]:
    """Give the word, or the part of the person named, that stands at a place; titles are part of the name."""
    word = low[at]
    if not printed[at][0].isupper() or (len(printed[at]) > 3 and printed[at].isupper() and at < 3):
        return word, 1
    titled, first = _titled(low, printed, at, roles.known)
    if titled:
        name = low[first]
        return roles.of(name) or OTHER, first - at + 1
    role = roles.of(word)
    if role is not None:
        return role, 1
    if at == 0 or word in roles.known.words["places"] or word in roles.known.words["kept"] or len(word) == 1:
        return word, 1
    return OTHER, 1


def _titled(low: Sequence[str], printed: Sequence[str], at: int, known: Lexicon) -> tuple[bool, int]:
    first = at
    while first < len(low) - 1 and first - at < 3 and (low[first] in known.words["titles"] or low[first] == "."):
        first += 1
    return first > at and printed[first][0].isupper() and low[first] != ".", first
