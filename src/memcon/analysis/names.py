"""Names of people as they are printed: with titles, initials before or after, offices beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memcon.analysis.language import Frame
from memcon.model.description import Part, Participant

INITIAL = r"(?:[A-ZÀ-ÖØ-ÞŽŠČĐŁА-ЯЁӨҮ][a-zа-яё]?\.)"
CAPITAL = r"[A-ZÀ-ÖØ-ÞŽŠČĐŁА-ЯЁӨҮ][^\W\d_]*(?:[’'‑-][^\W\d_]+)*"
TOKEN = re.compile(rf"(?P<initial>{INITIAL})(?=[\s.A-ZА-ЯЁ-]|$)|(?P<word>{CAPITAL})"
                   r"|(?P<lower>[^\W\d_]+(?:[’'-][^\W\d_]+)*)|(?P<stop>[;:\n()\[\]/“”\"«»—–]|\.(?=\s|$))|(?P<comma>,)|(?P<other>\S)")
PARTICLES = frozenset({"de", "von", "van", "der", "la", "le", "du", "bin", "binti", "ibn", "al", "el", "di", "da",
                       "dos", "ter", "zu", "v"})
PREPOSITIONS = frozenset({"of", "for", "in", "to", "from", "at", "von", "des", "der", "für", "в", "на", "по", "из"})
OFFICE_WORD = re.compile(r"[A-ZА-ЯЁÄÖÜ]|minister|secretary|ambassador|director|officer|counsel|chief"
                         r"|head|deput|chair|member")
# What a sentence puts before an office: "accompanied by the", "I received the", "on the Soviet side was"
BEFORE_OFFICE = re.compile(r"^.*\b(?:by|with|besides|received|saw|visited|met|call(?:ed|s) (?:up)?on"
                           r"|was|were|are|side)\b[ ]*(?:the |also )*")
SENTENCE_WORD = re.compile(r"\b(?:I|[Ww]e|[Hh]e|[Tt]hey|who|whom|was|were|is|are|had|has|his|her|their|your|which"
                           r"|присутствовал\w*|принял\w?|участвовал\w*"
                           r"|based)\b|^[’'\d]"
                           r"|^(?:called|saw|visited|met|received|headed|accompanied)\b")
OFFICE_BEGINS = re.compile(r"(?i)(?:the |his |its |as )*(?:first|second|third|deputy|under|assistant|acting|vice|chief"
                           r"|head|minister|secretary|ambassador|director|officer|counsel|chair|member|president|premier|prime"
                           r"|general|commander|representative|advis|envoy|charg|consul|attach|special|permanent|senator"
                           r"|congress|editor|interpreter|chancellor|governor|high|us |ussr )")
CALENDAR = frozenset({"May", "April", "June", "August"})  # months that are also names
PLURAL = frozenset({"messrs", "comrades", "senators", "drs", "mm", "тт", "товарищи", "generals", "ambassadors"})


@dataclass(frozen=True, slots=True)
class FoundName:
    """A person's name, half-open; `titled` when a title or initials show that it is one."""

    start: int
    end: int
    name: str
    office: str | None
    titled: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    words: str
    kind: str  # title, initial, name, office, lower, stop, comma, other


def names_in(text: str, frame: Frame, start: int = 0, end: int | None = None) -> list[FoundName]:
    """Find the names in a stretch that lists people: a list of those present, a title, a sentence that presents them.

    A capitalised word counts as a name unless it is known as a word for an office, a body or a place, or follows a
    preposition; with a title or initials it always does. Not meant for running talk, where more must be known.
    """
    tokens = list(_tokens(text, frame, start, len(text) if end is None else end))
    found: list[FoundName] = []
    index = 0
    while index < len(tokens):
        index = _past_place(tokens, index)
        stop = _name_end(tokens, index, frame)
        if stop is not None and not _is_place_or_body(tokens, index, stop, frame):
            found.append(_found(text, tokens, index, stop))
        index = index + 1 if stop is None else stop
    return _with_offices(text, tokens, found)


def _tokens(text: str, frame: Frame, start: int, end: int) -> Iterator[_Token]:
    for match in TOKEN.finditer(text, start, end):
        yield _Token(match.start(), match.end(), match[0], _kind(match, frame))


def _kind(match: re.Match[str], frame: Frame) -> str:
    words, vocabulary = match[0], frame.words
    if match.lastgroup == "initial":
        return "title" if words[:-1] in vocabulary["titles"] and len(words) > 2 else "initial"
    shouted = len(words) > 1 and words.isupper() and words.capitalize() in vocabulary["titles"]
    if shouted or words in vocabulary["titles"]:
        return "title"
    if match.lastgroup == "word":
        return "office" if _is_vocabulary(words, vocabulary) else "name"
    return match.lastgroup or "other"


def _is_vocabulary(words: str, vocabulary: dict[str, frozenset[str]]) -> bool:
    known = vocabulary["offices"] | vocabulary["bodies"] | vocabulary["places"] | vocabulary["not_places"]
    if words in known or words.capitalize() in known:
        return True
    return all(part in known for part in re.split(r"[-‑]", words) if part[:1].isupper())


def _past_place(tokens: Sequence[_Token], index: int) -> int:
    """Step over a place that stands between a preposition and initials: "Envoy of Southmere C. Harrow"."""
    if index == 0 or tokens[index - 1].words not in PREPOSITIONS or tokens[index].kind != "name":
        return index
    at = index
    while at < len(tokens) and tokens[at].kind == "name":
        at += 1
    surname_first = at == index + 1
    begins = at + 1 < len(tokens) and tokens[at].kind == "initial" and tokens[at + 1].kind in ("name", "initial")
    more = begins and any(t.kind == "name" for t in tokens[at:at + 4])
    return at if more and surname_first else index


def _name_end(tokens: Sequence[_Token], index: int, frame: Frame) -> int | None:
    """Give where a run of words that looks like a name ends, or None where none begins."""
    at = index
    while at < len(tokens) and (tokens[at].kind == "title" or (at > index and tokens[at].words == ".")):
        at += 1
    at = first = _title_as_name(tokens, index, at, frame)
    if at > index and at < len(tokens) and tokens[at].kind == "office" and _is_personal(tokens[index:at], frame):
        at += 1  # "Mr. White": after such a title a word known for something else is a name
    while at < len(tokens) and _belongs(tokens, at, first):
        at += 1
    named = [t for t in tokens[first:at] if t.kind in ("name", "title", "office") and len(t.words) > 1]
    return at if named else None


def _is_personal(titles: Sequence[_Token], frame: Frame) -> bool:
    words = [t.words for t in titles if t.words != "."]
    return bool(words) and words[-1] not in frame.words["offices"]


def _is_place_or_body(tokens: Sequence[_Token], index: int, stop: int, frame: Frame) -> bool:
    """Tell a name without title or initials from a place or a body: what stands before and after it shows."""
    run = tokens[index:stop]
    if any(t.kind in ("title", "initial") for t in run):
        return False
    if stop < len(tokens) and tokens[stop].kind == "office" and tokens[stop].words in frame.words["bodies"]:
        return True
    after = [token.words for token in tokens[stop:stop + 2]]
    if len(run) == 1 and after[:1] and after[0] in frame.words["places"] and after[-1] in frame.words["bodies"]:
        return True  # "the Young China Party"
    short = len(run[0].words) < 4 or (len(run[0].words) < 6 and not re.search("[AEIOUY]", run[0].words))  # "NZDB"
    symbol = len(run) == 1 and short and run[0].words.isupper() and index > 0
    return symbol or (index > 0 and tokens[index - 1].words in PREPOSITIONS)


def _title_as_name(tokens: Sequence[_Token], index: int, at: int, frame: Frame) -> int:
    """Step back where the last title is the name itself: "Mr. Dean", and nothing follows that could be one."""
    follows = at < len(tokens) and tokens[at].kind in ("initial", "name")
    last = at - index > 1 and not follows and tokens[at - 1].kind == "title"
    return at - 1 if last and _is_personal(tokens[index:at - 1], frame) else at


def _belongs(tokens: Sequence[_Token], at: int, first: int) -> bool:
    token = tokens[at]
    if token.kind in ("initial", "name"):
        return at - first < 6
    if token.words in CALENDAR and at > first and tokens[first - 1].kind == "title" and tokens[at - 1].kind == "name":
        return at + 1 == len(tokens) or tokens[at + 1].words[:1] not in "0123456789"  # "Ms. Elizabeth May"
    if token.kind == "office" and at > first and tokens[at - 1].kind == "initial":
        return at + 1 < len(tokens) and tokens[at + 1].kind == "name"  # "V. K. Wellington Koo"
    if token.kind == "title" and token.words[:1].isupper():
        return at == first or tokens[at - 1].kind == "initial"
    inside = at > first or (at > 0 and tokens[at - 1].kind == "title")
    return token.words in PARTICLES and inside and at + 1 < len(tokens) and tokens[at + 1].kind == "name"


def _found(text: str, tokens: Sequence[_Token], index: int, stop: int) -> FoundName:
    """Give the name as printed, but for titles that belong to several ("Senators", "comrades")."""
    titled = any(t.kind in ("title", "initial") for t in tokens[index:stop])
    while tokens[index].words.lower() in PLURAL and index + 1 < stop:
        index += 1 + (tokens[index + 1].words == ".")
    start, end = tokens[index].start, tokens[stop - 1].end
    return FoundName(start, end, " ".join(text[start:end].split()), None, titled)


def _with_offices(text: str, tokens: Sequence[_Token], found: list[FoundName]) -> list[FoundName]:
    """Give each name the office printed before it, or else after it."""
    result = []
    for index, one in enumerate(found):
        before = found[index - 1].end if index else (tokens[0].start if tokens else 0)
        after = found[index + 1].start if index + 1 < len(found) else (tokens[-1].end if tokens else 0)
        printed = _with_title(one, _office(text[before:one.start], from_end=True), text)
        office = printed or _office(text[one.end:after], from_end=False)
        result.append(replace(one, office=office))
    return result


def _with_title(one: FoundName, office: str | None, text: str) -> str | None:
    """Complete an office whose last word counts as a title of the name: "Vice" before "Minister Luo"."""
    title = re.match(r"(?:Minister|Secretary|General|President|Premier|Ambassador|Chairman|Governor)\b", one.name)
    touches = office is not None and text[:one.start].rstrip(" ").endswith(office)
    return f"{office} {title[0]}" if office and title and touches else office


def _office(words: str, *, from_end: bool) -> str | None:
    """Take the office out of what stands between two names; it ends at a comma, a stop or a new line."""
    if not from_end and not re.match(r"[ ]*[,(—–-]", words):
        return None
    pieces = re.split(r"[;:\n.()—–]| - |,| as well as | und | и ", words)
    piece = (pieces[-1] if from_end else next((p for p in pieces if p.strip()), "")).strip(" .,-")
    piece = _one_office(BEFORE_OFFICE.sub("", piece) if from_end else piece, from_end=from_end)
    piece = re.sub(r"(?i)^(?:the|also|by|with|of|were|was|present|and)\b[ ]*", "", piece).strip()
    known = OFFICE_WORD.search(piece)
    return piece if known and 3 <= len(piece) <= 120 and not SENTENCE_WORD.search(piece) else None


def _one_office(words: str, *, from_end: bool) -> str:
    """Part two offices at "and"; one may hold it itself: "Director of Arms Control and Disarmament Agency"."""
    one, joint, other = words.rpartition(" and ") if from_end else words.partition(" and ")
    if not joint or (from_end and one.strip() and not OFFICE_BEGINS.match(other.strip())):
        return words
    return other if from_end else one


def key(name: str) -> tuple[str, str]:
    """Give the family name and the initials of a name, folded, so that two prints of one name can be compared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", plain)
    full = [w for w in words if len(w) > 2] or words
    family = (full[-1] if full else plain).lower()
    return family, "".join(w[0].lower() for w in words if len(w) <= 2)


def same(one: str, other: str) -> bool:
    """Tell whether two printed names may be one person: the family name agrees and no initial contradicts it."""
    (family, initials), (family2, initials2) = key(one), key(other)
    return family == family2 and (not initials or not initials2 or initials[0] == initials2[0])


def participants(found: Sequence[FoundName], *, role: Part, side: str | None = None) -> list[Participant]:
    """Turn names into participants."""
    return [Participant(one.name, office=one.office, side=side, role=role) for one in found]


def merged(people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Join entries for one person: the first print stays, what it lacks is taken from the later ones."""
    kept: list[Participant] = []
    for person in people:
        index = next((i for i, one in enumerate(kept) if same(one.name, person.name)), None)
        if index is None:
            kept.append(person)
            continue
        one = kept[index]
        name = person.name if len(key(person.name)[1]) > len(key(one.name)[1]) else one.name
        kept[index] = replace(one, name=name, office=one.office or person.office, side=one.side or person.side)
    return tuple(kept)
