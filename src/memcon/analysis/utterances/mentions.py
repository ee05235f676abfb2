"""Where a sentence names people: names, offices, pronouns, sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.tokens import Tokens


class Kind(StrEnum):
    """How somebody is named."""

    NAME = "name"
    OFFICE = "office"
    HE = "he"
    THEY = "they"
    I = "i"  # noqa: E741
    WE = "we"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence's words, first and last included, that names somebody."""

    first: int
    last: int
    kind: Kind
    words: tuple[str, ...]  # lower case: of a name its own words, of an office its words
    printed: str = ""
    titled: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a sentence, by where they begin and end."""

    all: tuple[Mention, ...]
    starting: dict[int, Mention]
    ending: dict[int, Mention]


HONOURED = frozenset(
    ["excellency", "highness", "majesty", "lordship", "eminence", "holiness", "beatitude", "honour", "grace", "honor"]
)
OWN = frozenset({"my", "our"})
SOURCES = frozenset(
    ["informant", "source", "colleague", "visitor", "caller", "interlocutor", "contact", "host", "guest", "spokesman"]
)
CALLERS = frozenset({"caller", "visitor", "interlocutor", "guest", "host"})  # "my caller": whoever talks with me
AFTER_NAME = frozenset({"then", "also", "again", "further", "himself", "first"})
SHORTENED = {"pm": ("prime", "minister"), "fm": ("foreign", "minister"), "hc": ("high", "commissioner")}
LATTER = frozenset({"latter", "former"})
DETERMINERS = frozenset({"a", "an", "the", "our", "their", "his", "my", "some", "both"})
VERBAL = ("ed", "ing", "ly")  # a capital at the beginning of a sentence that is hardly a name
PROPER = "="  # before a word that the record prints with a capital within a sentence
MOST = 8  # words of one name or office


def mentions(said: Tokens, speech: Speech, ordinary: frozenset[str]) -> Mentions:
    """Find the mentions of a sentence, left to right.

    Args:
        said: the sentence.
        speech: its language.
        ordinary: words that the record prints in lower case too, alone at the beginning they are no names; and,
            behind PROPER, words that it prints with a capital within sentences.
    """
    found: list[Mention] = []
    at, whole = 0, len(said)
    while at < whole:
        one = _at(said, at, speech, ordinary)
        if one is None:
            at += 1
            continue
        found.append(one)
        at = one.last + 1
    return Mentions(tuple(found), {m.first: m for m in found}, {m.last: m for m in found})


def _at(said: Tokens, at: int, speech: Speech, ordinary: frozenset[str]) -> Mention | None:
    low, word = said.low[at], said.words[at]
    if low in speech.words["pronouns"] and not (word.isupper() and len(word) > 1):
        return Mention(at, at, _pronoun(low, speech), (low,))
    if low == "latter" and word[0].isupper() and at + 1 < len(said) and not said.words[at + 1][0].isupper():
        return Mention(at, at, Kind.HE, (low,))
    if low in DETERMINERS:
        return _after_determiner(said, at, speech)
    if not word[0].isupper():
        return _side(said, at, at) if low in speech.words["sides"] else None
    return _initials(said, at, speech) or _capital(said, at, speech, ordinary)


def _pronoun(low: str, speech: Speech) -> Kind:
    return next(kind for kind in (Kind.HE, Kind.I, Kind.WE, Kind.THEY) if low in speech.words[kind.value])


def _after_determiner(said: Tokens, at: int, speech: Speech) -> Mention | None:
    """Read "the latter", "the British Ambassador", "the American side"."""
    if at + 1 >= len(said):
        return None
    if said.low[at + 1] in LATTER:
        follows = said.words[at + 2] if at + 2 < len(said) else ""
        return None if follows[:1].isupper() else Mention(at, at + 1, Kind.HE, (said.low[at + 1],))
    if said.low[at] in ("his", "her") and said.low[at + 1] in HONOURED:
        named = _name_from(said, _titles_end(said, at + 2, speech), speech) if at + 2 < len(said) else None
        if named is None:
            return Mention(at, at + 1, Kind.HE, (said.low[at],))
        words = tuple(_bare(w)[0] for w in said.low[at + 2 : named + 1] if len(w) > 1)
        return Mention(at, named, Kind.NAME, words, said.printed(at + 2, named), True, _bare(said.low[named])[1])
    stop = at + 1
    while (
        stop < min(len(said), at + MOST)
        and _modifies(said, stop, speech)
        and _bare(said.low[stop])[0] not in speech.words["sides"]
    ):
        stop += 1
    if stop < len(said) and _bare(said.low[stop])[0] in speech.words["sides"]:
        return _side(said, at, stop)
    heads = [i for i in range(at + 1, stop) if _bare(said.low[i])[0] in speech.words["offices"]]
    if said.low[at] in OWN and said.low[at + 1] in CALLERS:
        return Mention(at, at + 1, Kind.HE, (said.low[at + 1],))
    own = bool(heads) and said.low[at] in OWN and said.low[heads[-1]] in SOURCES
    own = own or (said.low[at] in ("a", "an") and not any(word[0].isalpha() for word in said.words[:at]))
    return _office(said, at, heads[-1], speech) if heads and (own or said.low[at] == "the") else None


def _modifies(said: Tokens, at: int, speech: Speech) -> bool:
    low = _bare(said.low[at])[0]
    return (
        low in speech.words["offices"]
        or low in speech.words["office_modifiers"]
        or (said.words[at][0].isupper() and low not in speech.words["mister"])
        or said.words[at] == "-"
    )


def _bare(low: str) -> tuple[str, bool]:
    """Take a possessive's ending off."""
    for ending in ("’s", "'s", "s’", "s'"):
        if low.endswith(ending):
            return low[: -len(ending)] + ("s" if ending[0] == "s" else ""), True
    return low, False


def _office(said: Tokens, at: int, head: int, speech: Speech) -> Mention:
    """Read an office with what it is of; a name right behind it makes it that person's title."""
    affairs = head + 1 < len(said) and said.low[head + 1] in ("d’affaires", "d'affaires")
    last, possessive = head + affairs, _bare(said.low[head + affairs])[1]
    tail = _of(said, last + 1)
    if not possessive and tail > last + 1:
        last = tail - 1
    named = None if possessive else _name_from(said, last + 1, speech)
    if named is not None and named > last and last == head + affairs:
        words = tuple(
            _bare(w)[0]
            for i, w in enumerate(said.low[last + 1 : named + 1], last + 1)
            if len(w) > 1 and said.words[i][0].isupper()
        )
        return Mention(
            at, named, Kind.NAME, words, said.printed(at + 1, named), titled=True, possessive=_bare(said.low[named])[1]
        )
    words = tuple(
        _bare(w)[0] for w in said.low[at + 1 : last + 1] if w[0].isalpha() and w not in ("of", "for", "the", "to", "in")
    )
    if any(_bare(w)[1] for w in said.low[at + 1 : head]):
        words += ("of",)  # "the Generalissimo's secretary": an office under another
    return Mention(at, last, Kind.OFFICE, words, said.printed(at, last), possessive=possessive)


def _of(said: Tokens, at: int) -> int:
    """Give where "of State", "for Foreign Affairs", "of the Treasury", "of Foreign Affairs and Trade" ends."""
    if at >= len(said) or said.low[at] not in ("of", "for", "to", "in"):
        return at
    stop = at + 1
    if stop < len(said) and said.low[stop] == "the":
        stop += 1
    begin = stop
    while stop < min(len(said), at + MOST) and said.words[stop][0].isupper():
        stop += 1
    return stop if stop > begin else at


def _side(said: Tokens, at: int, head: int) -> Mention | None:
    """Read a side: "the American side", "US representatives"; alone and without a nation it is none."""
    first = at - (at == head and at > 0 and said.words[at - 1][0].isupper())
    low, possessive = _bare(said.low[head])
    if first == head and low in ("side", "members", "group", "representatives", "officers", "delegates"):
        return None
    return Mention(
        first, head, Kind.SIDE, (*said.low[first:head], low), said.printed(first, head), possessive=possessive
    )


def _initials(said: Tokens, at: int, speech: Speech) -> Mention | None:
    """Read "W. listened" and "N. S. replies", where a name is cut to its first letters, and "P.M. reported"."""
    stop = at
    while said.words[stop + 1 : stop + 2] == (".",) and len(said.words[stop]) == 1 and said.words[stop].isupper():
        stop += 2
    follows = said.low[stop] if stop < len(said) else ""
    if stop == at or not said.words[stop:] or not said.words[stop][0].islower():
        return None
    verb = speech.verbs.get(follows)
    told = verb is not None and bool(verb.shapes & {"past", "s"})
    if not (told or follows in speech.words["auxiliaries"] or follows in speech.words["be"] or follows in AFTER_NAME):
        return None
    letters = "".join(said.low[at:stop:2])
    if letters in SHORTENED:
        return Mention(at, stop - 1, Kind.OFFICE, SHORTENED[letters], said.printed(at, stop - 1))
    if letters == "i":
        return None
    return Mention(at, stop - 1, Kind.NAME, (letters[-1] + ".",), said.printed(at, stop - 1))


def _capital(said: Tokens, at: int, speech: Speech, ordinary: frozenset[str]) -> Mention | None:
    """Read a name that begins here, with titles and initials; or a side ("Americans")."""
    low = _bare(said.low[at])[0]
    if low in speech.words["sides"]:
        return _side(said, at, at)
    start = _titles_end(said, at, speech)
    of_one = low not in speech.words["ranks"] or low in SOURCES
    if start == at and low in speech.words["offices"] and of_one and not _followed(said, at):
        return Mention(at, at, Kind.OFFICE, (low,), said.printed(at, at), possessive=_bare(said.low[at])[1])
    titled = start > at
    bare = None if titled else _bare_office(said, at, speech)
    if bare is not None:
        return bare
    opens = at == 0 and (low in speech.verbs or low in speech.words["adverbs"] or low.endswith("more"))
    if not titled and (low in speech.words["not_names"] or opens):
        return None
    last = _name_from(said, start, speech)
    if last is None:
        return None
    words = tuple(
        _bare(w)[0]
        for i, w in enumerate(said.low[start : last + 1], start)
        if len(w) > 1 and said.words[i][0].isupper()
    )
    initialled = any(len(w) == 1 for w in said.low[start:last])
    verbal = at == 0 and start == last and low.endswith(VERBAL) and PROPER + low not in ordinary
    if not words or (not titled and not initialled and (_ordinary(words, speech, ordinary) or verbal)):
        return None
    following = last + 1
    if following < len(said) and not titled and _bare(said.low[following])[0] in speech.words["sides"]:
        return _side(said, at, following)
    return Mention(at, last, Kind.NAME, words, said.printed(at, last), titled or initialled, _bare(said.low[last])[1])


def _bare_office(said: Tokens, at: int, speech: Speech) -> Mention | None:
    """Read "Prime Minister", "Acting Foreign Minister" as telegrams print them, without an article."""
    if said.low[at] not in speech.words["office_modifiers"] and said.low[at] not in speech.words["nations"]:
        return None
    stop = at + (said.low[at] in speech.words["nations"])
    while stop < min(len(said), at + MOST) and said.words[stop][0].isupper():
        low = _bare(said.low[stop])[0]
        if low not in speech.words["office_modifiers"] and low not in speech.words["offices"]:
            return None
        stop += 1
    head = stop - 1
    affairs = stop < len(said) and said.low[stop] in ("d’affaires", "d'affaires")
    if head == at or _bare(said.low[head])[0] not in speech.words["offices"] or said.low[head] in speech.words["ranks"]:
        return None
    words = tuple(_bare(w)[0] for w in said.low[at : head + 1])
    last = head + affairs
    return Mention(at, last, Kind.OFFICE, words, said.printed(at, last), possessive=_bare(said.low[last])[1])


def _followed(said: Tokens, at: int) -> bool:
    """Tell whether a capital follows, so that the word may begin a longer name."""
    return at + 1 < len(said) and said.words[at + 1][0].isupper()


def _ordinary(words: tuple[str, ...], speech: Speech, ordinary: frozenset[str]) -> bool:
    return words[-1] in speech.words["not_names"] or words[0] in speech.words["not_names"] or words[-1] in ordinary


def _titles_end(said: Tokens, at: int, speech: Speech) -> int:
    """Step over titles, with their full stops: "Mr.", "Lt. Gen.", "Prime Minister"."""
    stop = at
    while stop < len(said) - 1 and stop - at < MOST:
        low = said.low[stop]
        is_title = (
            low in speech.words["mister"]
            or low in speech.words["offices"]
            or (low in speech.words["office_modifiers"] and said.low[stop + 1] in speech.words["offices"])
        )
        if not (is_title and said.words[stop][0].isupper()) and not (stop > at and said.words[stop] == "."):
            break
        stop += 1
    follows = stop < len(said) and said.words[stop][0].isupper()
    return stop if follows else at


def _name_from(said: Tokens, at: int, speech: Speech) -> int | None:
    """Give the last word of a name that begins here, or None."""
    stop, last = at, None
    while stop < min(len(said), at + MOST):
        word, low = said.words[stop], said.low[stop]
        if word[0].isupper():
            if last is not None and (_bare(said.low[last])[1] or low in speech.words["mister"] or low == "the"):
                break
            if low in speech.words["pronouns"] and len(word) > 1:
                break  # "from B.H.P. He remarked"
            last = stop if len(word) > 1 else last
            stop += 1
            stop += stop < len(said) and said.words[stop] == "." and len(word) <= 2
        elif low.partition("-")[0] in speech.words["particles"] and word.partition("-")[2][:1].isupper():
            last, stop = stop, stop + 1  # "al-Haqq"
        elif (
            last is not None
            and low in speech.words["particles"]
            and stop + 1 < len(said)
            and said.words[stop + 1][0].isupper()
        ):
            stop += 1
        else:
            break
    return last
