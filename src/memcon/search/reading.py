"""What is typed becomes a question; what cannot be understood is said in plain words, with what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from memcon.model.dates import bounds
from memcon.model.errors import Unclear
from memcon.search.fields import CODED, KINDS, tokens
from memcon.search.query import All, Any, Condition, Days, How, Node, Not, Phrase, Sure, Word

LONGEST = 4000  # characters of a question
MOST = 100  # words and signs of a question
DEEPEST = 20  # brackets within brackets
FARTHEST = 100  # words that may lie between two of a phrase
NEARBY = 5  # words, where NEAR says no number
WORDS_AS = {"name": How.NAME, "forms": How.FORMS, "exact": How.EXACT}
SAME = {
    "source": "collection", "who": "speaker", "by": "speaker", "addressee": "to", "lang": "language", "kind": "in",
    "text": "in",
}  # fmt: skip
KINDS_CALLED = {"note": "editors", "notes": "editors", "editor": "editors", "heading": "frame", "record": "document"}
FIELDS = (*CODED, "with", "in", "record", "checked", "date", "certainty", *WORDS_AS)
PIECE = re.compile(
    r"""\s*(?:
    (?P<open>\()|(?P<close>\))|(?P<or>(?:OR|\|\|?)(?=[\s(]|$))|(?P<and>(?:AND|&&?)(?=[\s(]|$))|
    (?P<not>NOT(?=[\s(]|$)|[-!](?=[\w"(“„«]))|
    (?P<near>NEAR(?:/(?P<apart>\d+))?(?=[\s(]|$))|
    (?:(?P<field>[^\W\d_]+):(?=\S))?(?:["“”„«](?P<quoted>[^"“”„«»]*)["“”»](?:~(?P<within>\d+))?|(?P<plain>[^\s()"“”„«»]+))
    )""",
    re.VERBOSE,
)
YES = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}
FIGURE = re.compile(r"(?P<sign>[<>]=?)?(?P<low>[01]?\.?\d+%?)?(?P<dots>\.\.)?(?P<high>[01]?\.?\d+%?)?\Z")


@dataclass(slots=True)
class _Pieces:
    """The pieces of a question, taken from the front."""

    held: list[re.Match[str]]
    at: int = 0
    depth: int = field(default=0)

    def kind(self) -> str | None:
        """Name the next piece: open, close, or, and, not, near, term; None at the end."""
        if self.at >= len(self.held):
            return None
        groups = self.held[self.at].groupdict()
        signs = ("open", "close", "or", "and", "not", "near")
        return next((name for name in signs if groups[name] is not None), "term")

    def take(self) -> re.Match[str]:
        """Take the next piece."""
        self.at += 1
        return self.held[self.at - 1]


def read(typed: str) -> Node:
    """Turn what is typed into a question; "" asks for everything.

    Raises:
        Unclear: it cannot be understood.
    """
    if len(typed) > LONGEST:
        raise Unclear(f"The question has {len(typed):,} characters. Ask with at most {LONGEST:,}.")
    pieces = _Pieces(_cut(typed))
    if len(pieces.held) > MOST:
        raise Unclear(f"The question has {len(pieces.held)} words and signs. Ask with at most {MOST}.")
    if not pieces.held:
        return All()
    found = _either(pieces)
    if pieces.kind() == "close":
        raise Unclear("There is a ) without its (. Leave it out, or open the bracket.")
    return found


def _cut(typed: str) -> list[re.Match[str]]:
    held, at = [], 0
    while typed[at:].strip():
        match = PIECE.match(typed, at)
        if match is None:
            rest = typed[at:].strip()
            raise Unclear(f"The quotation mark at {rest[:40]!r} has no partner. Close it, or leave it out.")
        held.append(match)
        at = match.end()
    return held


def _either(pieces: _Pieces) -> Node:
    parts = [_both(pieces)]
    while pieces.kind() == "or":
        pieces.take()
        parts.append(_both(pieces))
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _both(pieces: _Pieces) -> Node:
    parts: list[Node] = []
    while pieces.kind() not in (None, "close", "or"):
        if pieces.kind() == "and":
            pieces.take()
            if not parts or pieces.kind() in (None, "close", "or", "and"):
                raise Unclear("AND must stand between two words or conditions.")
            continue
        parts.append(_one(pieces))
    if not parts:
        sign = "OR must stand between two words or conditions" if pieces.at else "There is nothing before the first OR"
        raise Unclear(f"{sign}, and brackets must hold something.")
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _one(pieces: _Pieces) -> Node:
    negations = 0
    while pieces.kind() == "not":
        pieces.take()
        negations += 1
    found = _near(pieces)
    return Not(found) if negations % 2 else found


def _near(pieces: _Pieces) -> Node:
    first = _basic(pieces)
    chain: list[Node] = []
    while pieces.kind() == "near":
        apart = _apart(pieces.take()["apart"] or str(NEARBY))
        second = _basic(pieces)
        if not isinstance(first, Word) or not isinstance(second, Word):
            raise Unclear(f"NEAR stands between two single words: withdraw NEAR/{apart} troops.")
        chain.append(Phrase((first, second), apart))
        first = second
    return first if not chain else chain[0] if len(chain) == 1 else All(tuple(chain))


def _apart(figure: str) -> int:
    if len(figure) > 3 or not 1 <= int(figure) <= FARTHEST:
        raise Unclear(f"{figure[:9]} words apart: give a number from 1 to {FARTHEST}.")
    return int(figure)


def _basic(pieces: _Pieces) -> Node:
    kind = pieces.kind()
    if kind == "open":
        return _bracket(pieces)
    if kind != "term":
        what = {"near": "NEAR", "or": "OR", "and": "AND"}.get(kind or "", "NOT")
        raise Unclear(f"{what} needs a word on both sides." if kind else "A word is missing at the end.")
    piece = pieces.take()
    name, quoted, plain = piece["field"], piece["quoted"], piece["plain"]
    if name is not None:
        return _filed(name, quoted if quoted is not None else plain, piece)
    if quoted is not None:
        return _words(quoted, How.EXACT, piece["within"])
    if plain.endswith(":") and plain[:-1].lower() in (*FIELDS, *SAME):
        raise Unclear(f"{plain} says nothing. Write what is wanted right after the colon.")
    return _words(plain.rstrip("?") if plain.find("?") == len(plain.rstrip("?")) else plain, How.FORMS)


def _bracket(pieces: _Pieces) -> Node:
    pieces.take()
    pieces.depth += 1
    if pieces.depth > DEEPEST:
        raise Unclear(f"More than {DEEPEST} brackets within brackets. Ask more simply.")
    found = _either(pieces)
    if pieces.kind() != "close":
        raise Unclear("A ( is not closed. Add the ), or leave it out.")
    pieces.take()
    pieces.depth -= 1
    return found


def _filed(name: str, value: str, piece: re.Match[str]) -> Node:
    asked = SAME.get(name.lower(), name.lower())
    if asked in WORDS_AS:
        return _words(value, WORDS_AS[asked], piece["within"])
    if asked not in FIELDS:
        near = get_close_matches(asked, FIELDS, n=1)
        meant = f" Did you mean {near[0]}:?" if near else ""
        raise Unclear(
            f"There is no field {name}.{meant} Fields: {', '.join(FIELDS)}. "
            "To look for words with a colon, put them in quotation marks."
        )
    values = (value,) if piece["quoted"] is not None else tuple(part for part in value.split(",") if part)
    if not any(part.strip() for part in values):
        raise Unclear(f"{name}: says nothing. Write what is wanted after the colon.")
    return condition(asked, values)


def condition(name: str, values: Sequence[str]) -> Node:
    """Make the condition that a field holds one of some values, as a form or a field word gives them.

    Raises:
        Unclear: the field has no such value.
    """
    if name == "date":
        return _any([_days(value) for value in values])
    if name == "certainty":
        return _any([_sure(value) for value in values])
    if name == "checked":
        return Condition(name, tuple(_one_of(value, YES, "checked") for value in values))
    if name == "in":
        kinds = {kind: kind for kind in KINDS} | KINDS_CALLED | {"any": "any", "all": "any"}
        return Condition(name, tuple(_one_of(value, kinds, "in") for value in values))
    if name not in FIELDS:
        raise Unclear(f"There is no field {name}. Fields: {', '.join(FIELDS)}.")
    return Condition(name, tuple(values))


def _any(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _one_of(value: str, known: dict[str, str], name: str) -> str:
    found = known.get(value.strip().lower())
    if found is None:
        raise Unclear(f"{name}:{value[:40]} is not known. Write {' or '.join(dict.fromkeys(known.values()))}.")
    return found


def _days(value: str) -> Node:
    written = value.strip()
    if written.lower() == "unknown":
        return Condition("date", ("unknown",))
    start, dots, end = written.partition("..")
    since, until = (_day(start, 0), _day(end, 1)) if dots else (_day(written, 0), _day(written, 1))
    if since is None and until is None:
        raise Unclear(f"date:{value[:40]} is no date. Write date:1946, date:1946-03 or date:1934..1936.")
    if since and until and since > until:
        raise Unclear(f"date:{value[:40]} ends before it begins.")
    return Days(since, until)


def _day(written: str, end: int) -> date | None:
    if not written:
        return None
    day = bounds(written)[end]
    if day is None:
        raise Unclear(f"{written[:40]!r} is no date. Write 1946, 1946-03 or 1946-03-11.")
    return day


def _sure(value: str) -> Node:
    match = FIGURE.match(value.strip())
    if match is None or not (match["low"] or match["high"]):
        raise Unclear(f"certainty:{value[:40]} is not known. Write certainty:>0.8, certainty:0.5..0.9 or <50%.")
    low, high = _figure(match["low"]), _figure(match["high"])
    if match["sign"]:
        one = low if low is not None else high or 0.0
        return Sure(one, 1.0) if match["sign"].startswith(">") else Sure(0.0, one)
    if match["dots"]:
        return Sure(low or 0.0, 1.0 if high is None else high)
    return Sure(low or 0.0, 1.0)


def _figure(written: str | None) -> float | None:
    if written is None:
        return None
    return min(1.0, float(written[:-1]) / 100 if written.endswith("%") else float(written))


def _words(written: str, how: How, within: str | None = None) -> Node:
    """Read words that stand together; a word with a hyphen or an apostrophe in it is a phrase of its parts."""
    found = tuple(Word(part, how) for part in _parts(written))
    if not found:
        raise Unclear(f"{written[:40]!r} holds no word. Write letters or figures.")
    if len(found) == 1:
        return found[0]
    if how == How.NAME:
        return All(found)
    return Phrase(found, None if within is None else _apart(within))


def _parts(written: str) -> list[str]:
    """Tell words apart as the index does, with the signs of wildcards left in them."""
    marked = written.replace("*", "\ue000").replace("?", "\ue001")
    held = re.sub("[\ue000\ue001]", "0", marked)
    return [
        "".join({"\ue000": "*", "\ue001": "?"}.get(letter, letter) for letter in marked[one.start : one.end])
        for one in tokens(held)
    ]


__all__ = ["Unclear", "condition", "read"]
