"""What single words of a sentence are: offices, sides, adjectives of offices; and what stands around a run of them."""

from __future__ import annotations

from memcon.analysis.utterances.free_order.lore import Lore, is_office
from memcon.analysis.utterances.tokens import Tokens

FARTHEST = 5  # words between an article and its office


class Words:
    """The words of one sentence, as a language's resources know them."""

    def __init__(self, said: Tokens, lore: Lore) -> None:
        self.said, self.lore = said, lore
        self.words = lore.speech.words

    def is_office(self, at: int) -> bool:
        """Tell an office, compounds included."""
        return is_office(self.said.low[at], self.lore)

    def is_side(self, at: int) -> bool:
        """Tell a side: "сторона", "Ministerrat"."""
        return self.lore.of(self.said.low[at]) in self.words["sides"]

    def is_modifier(self, at: int) -> bool:
        """An adjective of an office or a side: "provisorische", "монгольская"."""
        low = self.said.low[at]
        known = self.lore.of(low) in self.words["office_modifiers"] or low.endswith(tuple(self.words["nation_endings"]))
        following = at + 1
        while (
            following < min(len(self.said), at + 4)
            and self.lore.of(self.said.low[following]) in self.words["office_modifiers"]
        ):
            following += 1
        return known and following < len(self.said) and (self.is_office(following) or self.is_side(following))

    def nominative_office(self, at: int) -> bool:
        """Tell an office in the form of a subject."""
        low, words = self.said.low[at], self.words
        return low in words["office_subjects"] or low in words["side_subjects"] or self.lore.speech.cases == "articles"

    def behind_oblique(self, at: int) -> bool:
        """Whether a noun in another case stands before ("des Stadtkommandanten Baron Sardagna")."""
        word = self.said.words[at]
        return word[0].isupper() and at > 0 and word.endswith(tuple(self.words["oblique_endings"]))

    def has_article(self, first: int) -> bool:
        """Whether an article of the subject stands before, adjectives between: "der neu ernannte Kriegsminister"."""
        for at in range(first, max(-1, first - FARTHEST), -1):
            low = self.said.low[at]
            if low in self.words["articles"]:
                return low not in self.words["oblique"]
            adjective = low[0].isalpha() and self.said.words[at][0].islower() and low not in self.words["indefinite"]
            if at < first and not adjective and low[-1] != "-":
                return False
        return False

    def is_plural(self, first: int) -> bool:
        """Tell several of an office: "die Minister", "sämtliche Minister"."""
        before = self.said.low[first - 1] if first else ""
        return self.said.low[first] in self.words["plural"] or before in self.words["plural"]

    def printed(self, first: int, last: int) -> str:
        """Give the run as printed, its titles and offices in the form of a subject."""
        begin = first + (self.said.low[first] in self.words["articles"] and last > first)
        forms = self.lore.speech.subject_forms
        return " ".join(forms.get(word.lower(), word) for word in self.said.printed(begin, last).split())
