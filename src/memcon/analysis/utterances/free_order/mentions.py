"""Where a sentence names people: names, offices, pronouns, sides; each with whether it can be a subject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from memcon.analysis.utterances.free_order.lore import Lore, is_name, is_office
from memcon.analysis.utterances.free_order.words import Words
from memcon.analysis.utterances.tokens import Tokens

LATTER = ("latter",)  # marks a mention that means who was named last
MOST = 14  # words of one name with its offices


class Named(StrEnum):
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
    """A stretch of a sentence's words, first and last included, that names somebody; `stems` are of the name alone."""

    first: int
    last: int
    kind: Named
    subject: bool  # its case can be a subject's
    stems: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    name: str = ""  # in the form of a subject
    initials: str = ""


def mentions(said: Tokens, lore: Lore) -> tuple[Mention, ...]:
    """Find the mentions of a sentence, left to right."""
    found: list[Mention] = []
    at, known = 0, Words(said, lore)
    while at < len(said):
        one = _pronoun(said, at, lore) or _Run(known, at).mention()
        if one is not None:
            found.append(one)
        at = one.last + 1 if one is not None else at + 1
    return tuple(found)


def _pronoun(said: Tokens, at: int, lore: Lore) -> Mention | None:
    low, words = said.low[at], lore.speech.words
    if low in words["same"] and at + 1 < len(said) and is_office(said.low[at + 1], lore):
        return Mention(at, at + 1, Named.HE, subject=low not in words["oblique"])
    if low in words["latter"] and (
        at + 1 == len(said) or not said.words[at + 1][0].isalpha() or said.low[at + 1] in lore.speech.verbs
    ):
        return Mention(at, at, Named.HE, subject=True, stems=LATTER)
    if low not in words["pronouns"] and low not in words["oblique_pronouns"]:
        return None
    for kind in (Named.HE, Named.I, Named.WE, Named.THEY):
        if low in words[kind.value]:
            return Mention(at, at, kind, subject=True)
        if low in words[f"{kind.value}_oblique"]:
            return Mention(at, at, kind, subject=False)
    return None


class _Run:
    """A run of titles, offices, initials and names, read word by word."""

    def __init__(self, known: Words, at: int) -> None:
        said, lore = known.said, known.lore
        self.known, self.said, self.first, self.at, self.lore = known, said, at, at, lore
        self.words = lore.speech.words
        self.oblique = at > 0 and (
            said.low[at - 1] in self.words["oblique_before"] or self.known.behind_oblique(at - 1)
        )
        self.office: list[str] = []
        self.nominative_office: bool | None = None
        self.names: list[int] = []
        self.initials = ""
        self.side = ""
        self.seen = False  # a title, office or initials

    def mention(self) -> Mention | None:
        """Read the run that begins here, if one does."""
        if not self._begins():
            return None
        while self.at < len(self.said) and self.at - self.first < MOST and self._step():
            pass
        last = _end(self.known, self.first, self.at - 1)
        if self.side:
            return Mention(
                self.first,
                last,
                Named.SIDE,
                self._is_subject(),
                (self.lore.of(self.side),),
                name=self.known.printed(self.first, last),
            )
        if self.names:
            return self._name(last)
        if self.office and self.known.is_plural(self.first):
            return Mention(self.first, last, Named.THEY, self._is_subject())
        if self.office:
            return Mention(
                self.first,
                last,
                Named.OFFICE,
                self._is_subject(),
                (),
                tuple(self.office),
                self.known.printed(self.first, last),
            )
        return None

    def _begins(self) -> bool:
        low, word = self.said.low[self.at], self.said.words[self.at]
        return (
            low in self.words["articles"]
            or low in self.words["mister"]
            or self.known.is_office(self.at)
            or self.known.is_modifier(self.at)
            or self.known.is_side(self.at)
            or (word[0].isupper() and (len(word) == 1 or self.lore.of(word) in self.lore.persons))
        )

    def _step(self) -> bool:
        """Take in one more word; False where the run ends."""
        said, at, word = self.said, self.at, self.said.words[self.at]
        low = said.low[at]
        if self.initials and (word in "[]" or said.words[at - 1] == "["):
            pass  # "A[ndreas]": editors filled the initial up
        elif low in self.words["articles"] and at == self.first:
            self.oblique = self.oblique or low in self.words["oblique"]
        elif word in ".," and at > self.first:
            return self._past_sign(word)
        elif low in self.words["mister"] and not self.names:
            self.seen = True
            self.oblique = self.oblique or low in self.words["oblique"]
        elif self.known.is_side(at) and not self.names and not self.office:
            self.side = low
            self._case_of(at)
        elif self.known.is_office(at) and not self.names:
            self._take_office(at)
        elif self.office and not self.names and self._is_tail(at):
            self.office += self.lore.of(low).split() if low not in self.words["tail_joints"] else []
        elif word[0].isupper() and len(word) == 1:
            self.initials, self.seen = self.initials + low, True
        elif self._is_name(at):
            self.names.append(at)
        elif not (low in self.words["particles"] or self.known.is_modifier(at)) or (
            self.names and self.known.is_modifier(at)
        ):
            return False
        self.at += 1
        return not self.side

    def _past_sign(self, sign: str) -> bool:
        """Step over the full stop of a title, and over a comma between an office and its name."""
        said, at = self.said, self.at
        before = said.low[at - 1]
        if sign == ".":
            self.at += 1
            return before in self.words["mister"] or before in self.words["particles"] or len(before) == 1
        follows = at + 1 < len(said) and (
            said.low[at + 1] in self.words["mister"]
            or self._is_name(at + 1)
            or said.low[at + 1] in self.words["particles"]
        )
        listed = (
            at + 1 < len(said)
            and self.lore.speech.cases == "articles"
            and (follows or self._is_tail(at + 1) or self.known.is_office(at + 1))
        )
        if not (self.office and not self.names and listed):
            return False
        self.at += 1
        return True

    def _take_office(self, at: int) -> None:
        self._case_of(at)
        if not self.office:
            self.nominative_office = self.known.nominative_office(at)
        self.office += self.lore.of(self.said.low[at]).split() if not self.known.is_modifier(at) else []
        self.seen = True

    def _case_of(self, at: int) -> None:
        low = self.said.low[at]
        if self.lore.speech.cases == "articles":
            self.oblique = self.oblique or low in self.words["oblique"]
        elif at == self.first or self.side or not self.office:
            self.oblique = self.oblique or not self.known.nominative_office(at)

    def _is_tail(self, at: int) -> bool:
        """What an office is of: "иностранных дел", "des Inneren", "Остмарии"."""
        low, word = self.said.low[at], self.said.words[at]
        if low in self.words["tail_joints"]:
            following = self.said.low[at + 1] if at + 1 < len(self.said) else ""
            return (
                following in self.words["office_tail"]
                or (following in self.words["tail_joints"] and low != "," and self._is_tail(at + 1))
                or (low not in self.words["articles"] and following != "" and self.known.is_office(at + 1))
            )
        if low in self.words["office_tail"]:
            return True
        if not word[0].isupper() or len(word) < 2 or self.lore.speech.cases == "articles":
            return False
        following = self.said.words[at + 1] if at + 1 < len(self.said) else ""
        return not (self.lore.of(word) in self.lore.persons and self._agrees(at)) and (
            following[:1].isupper() or not self._agrees(at) or not self._is_name(at)
        )

    def _agrees(self, at: int) -> bool:
        """Whether a name stands in the case of the office before it."""
        return (
            self.nominative_office is None
            or self.lore.nominative(self.said.words[at]) == self.nominative_office
            or not self.nominative_office
        )

    def _is_name(self, at: int) -> bool:
        word = self.said.words[at]
        if not word[0].isupper() or len(word) < 2 or not is_name(self.said.low[at], self.lore):
            return False
        if self.lore.of(word) in self.lore.persons or self.names:
            return True
        before = self.said.low[at - 1] if at else ""
        if before in self.words["oblique_before"] and at > self.first:
            return False
        titled = before in self.words["mister"] or before in self.words["particles"] or before == "."
        return self.seen and (titled or self.lore.speech.cases == "endings")

    def _is_subject(self) -> bool:
        if self.lore.speech.cases == "articles" and not self.names and not self.side:
            return not self.oblique and self.known.has_article(self.first)
        return not self.oblique

    def _name(self, last: int) -> Mention:
        words = [self.said.words[at] for at in self.names]
        subject = not self.oblique and self.lore.nominative(words[-1])
        stems = tuple(self.lore.of(word) for word in words)
        case = "oblique" if self.oblique else "as it shows"
        dots = "".join(f"{one.upper()}." for one in self.initials)
        forms = [self.lore.subject_form(word, case=case) for word in words]
        articles = self.lore.speech.cases == "articles"
        full = self.known.printed(self.first, last) if articles else " ".join([dots, *forms]).strip()
        return Mention(self.first, last, Named.NAME, subject, stems, tuple(self.office), full, self.initials)


def _end(known: Words, first: int, last: int) -> int:
    """Step back over signs, particles and articles that end a run."""
    said, words = known.said, known.words
    while last > first and (
        said.words[last] in ".," or said.low[last] in words["particles"] or said.low[last] in words["articles"]
    ):
        last -= 1
    return last
