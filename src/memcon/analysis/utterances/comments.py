"""Where the hand that wrote speaks for itself, after or between what others said."""

from __future__ import annotations

import re

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.habits import Habits
from memcon.analysis.utterances.mentions import Kind
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.who import Company
from memcon.model.findings import Mode

ENUMERATED = re.compile(r"^\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)")
PARAGRAPH = re.compile(r"^(?:\(?(?:\d{1,4}|[a-zA-Z])[.)]\s+)+")  # a paragraph's number
SMALL = re.compile(r"[(\[][^()\[\]]{0,4}[)\]]")  # a number, a note's sign
OWN = ("we", "i", "our", "my")  # words with which the hand that wrote speaks of itself
NOW = ("am", "are", "have", "do", "shall", "will", "must", "can", "cannot")
AFTER_BRACKET = 5  # characters that may follow a bracket that closes a sentence
FARTHEST = 3000  # characters within which a bracket must close


class Author:
    """Tells the author's own comment from talk, sentence by sentence."""

    def __init__(self, company: Company, habits: Habits, speech: Speech, options: Mechanisms) -> None:
        self.company, self.habits, self.speech, self.options = company, habits, speech, options
        self.commenting = False
        self.in_brackets = False

    def comments(self, one: Reading, text: str) -> bool:
        """Tell the author's own comment: by its words, or because it stands in brackets of its own."""
        if self.options.comments == "off" or (self.company.turn.held and self.company.turn.mode == Mode.DIRECT):
            return False
        words = text[one.start : one.start + 400]
        if self.habits.own_paper:
            words = PARAGRAPH.sub("", words, count=1)
        if self.brackets(one, text):
            return text[one.start] != "(" or not self._says_who(one)
        free = self.habits.writes_itself or (one.first_in_block and not self.habits.present)
        own = free and self.speech.patterns["author"].search(words) is not None
        own = own or self.speech.patterns["summary"].search(words) is not None
        if own or (self.speech.patterns["comment"].search(words) and not self._argues(one, words)):
            self.commenting = True
            return True
        return bool(self.speech.patterns["meeting"].search(words) or self.speech.patterns["left"].search(words))

    def _argues(self, one: Reading, words: str) -> bool:
        """Tell "In my opinion China had deserted us", which the hand that wrote goes on to say in the talk."""
        turn = self.company.turn
        mine = turn.held and turn.person is not None and turn.person.drafter and self.habits.i_writes
        return mine and one.past and not one.present and words.startswith("In my ")

    def _says_who(self, one: Reading) -> bool:
        """Tell "(The Minister added that they would stick it out)", which is talk all the same."""
        cue = next((c for c in one.cues[:1] if c.strong and c.past and not c.perfect and not c.passive), None)
        mention = cue.subject.mention if cue is not None and not cue.subject.relative else None
        if mention is None or self.options.brackets == "off" or self.habits.present:
            return False
        if mention.kind in (Kind.I, Kind.HE):
            return self.company.turn.held
        who = self.company.named(mention) if mention.kind in (Kind.NAME, Kind.OFFICE) else None
        return who is not None and (who.listed or who.spoke)

    def brackets(self, one: Reading, text: str) -> bool:
        """Tell a sentence that stands in brackets of its own, alone or with others."""
        opens = text[one.start] in "([" and not SMALL.match(text, one.start)
        if not opens and not self.in_brackets:
            return False
        close = max(text.rfind(")", one.start, one.end), text.rfind("]", one.start, one.end))
        if (
            opens
            and not self.in_brackets
            and (0 <= close < one.end - AFTER_BRACKET or (close < 0 and not _closes(text, one.end)))
        ):
            return False
        self.in_brackets = close < 0
        return True

    def turns_to_now(self, one: Reading, text: str) -> bool:
        """Tell the writer's view at the end of a telegram: a paragraph in the present, after talk told in the past."""
        if (
            self.options.comments == "off"
            or not self.habits.own_paper
            or self.habits.present
            or self.company.turn.mode == Mode.DIRECT
        ):
            return False
        now = one.present and not one.past
        if one.first_word in OWN and (now or self._speaks_now(one)):
            return True
        if not one.first_in_block:
            return False
        if one.first_word in ("you", "please", *(OWN if not one.past else ())):
            return True
        return now and not ENUMERATED.match(text[one.start : one.start + 6])


    def _speaks_now(self, one: Reading) -> bool:
        """Tell "I think we should" from "I thought"."""
        if one.opening is None or one.opening.kind not in (Kind.I, Kind.WE):
            return False
        form = self.speech.verbs.get(one.opening_verb)
        return one.opening_verb in NOW or (form is not None and "base" in form.shapes and "past" not in form.shapes)


def _closes(text: str, at: int) -> bool:
    return text.find(")", at, at + FARTHEST) >= 0 or text.find("]", at, at + FARTHEST) >= 0
