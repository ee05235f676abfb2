"""A question told back in words, as it was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from memcon.analysis.romanise import CYRILLIC
from memcon.search.query import All, Any, Condition, Days, How, Node, Not, Phrase, Some, Sure, Word

FORMS = 8  # printed words named
SENTENCES = {
    "talk": "sentences of talk", "document": "sentences of the documents that nobody is known to speak",
    "frame": "headings and other words of the records’ frame", "editors": "sentences of editors",
}  # fmt: skip
SAYS = {
    "speaker": "spoken by {}", "to": "said to {}", "with": "spoken by or to {}", "side": "from the side of {}",
    "office": "by somebody whose office is {}", "mode": "set down as {} speech", "act": "that {}",
    "issue": "on the issue {}", "meeting": "of the meeting {}", "place": "in a record from {}",
    "collection": "in the collection {}", "form": "in a record of the form {}", "language": "in the language {}",
    "record": "in the record {}",
}  # fmt: skip
DOES = {
    "INFORM": "inform", "ASK": "ask", "ANSWER": "answer", "PROPOSE": "propose", "REQUEST": "request",
    "ACCEPT": "accept", "REJECT": "reject", "DEFER": "put off", "CONCEDE": "concede", "HOLD": "hold to a position",
    "PROMISE": "promise", "WARN": "warn", "APPRAISE": "praise or blame", "PROCEDURE": "order the talk",
}  # fmt: skip
UNKNOWN = {"speaker": "whose speaker is not known", "date": "in a record without a date"}
Printed = Callable[[Word], Sequence[str]]
Meant = Mapping[tuple[str, str], Sequence[str]]


def explained(
    node: Node, kinds: Iterable[str], printed: Printed, meant: Meant, called: Callable[[str], str]
) -> str:
    """Tell a question back in one sentence.

    Args:
        node: the question.
        kinds: the kinds of sentences that are searched.
        printed: which printed words answer a word.
        meant: which values a value stands for, by field and value.
        called: the name to show for an entry of a speaker.
    """
    teller = _Teller(printed, meant, called)
    what = " and, apart from them, ".join(SENTENCES[kind] for kind in kinds)
    told = ", ".join(teller.all(node.parts if isinstance(node, All) else (node,)))
    return f"{what[0].upper()}{what[1:]}{' ' if told else ''}{told or ', all of them'}."


class _Teller:
    def __init__(self, printed: Printed, meant: Meant, called: Callable[[str], str]) -> None:
        self.printed, self.meant, self.called = printed, meant, called

    def tell(self, node: Node) -> str:
        """Tell one part."""
        if isinstance(node, Word):
            return f"that hold {self._word(node)}"
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, Some):
            return f"that hold at least {node.least} of {_and([self._word(part) for part in node.parts])}"
        if isinstance(node, Condition):
            return self._condition(node)
        if isinstance(node, Days):
            return _days(node)
        if isinstance(node, Sure):
            return f"whose speaker is {node.least:.0%} to {node.most:.0%} sure"
        if isinstance(node, Not):
            return f"but not those {self.tell(node.part)}"
        if isinstance(node, Any):
            if all(isinstance(part, Word) for part in node.parts):
                return f"that hold {' or '.join(self._word(part) for part in node.parts if isinstance(part, Word))}"
            return f"({' or '.join(filter(None, map(self.tell, node.parts)))})"
        return ", ".join(self.all(node.parts))

    def all(self, parts: Sequence[Node]) -> list[str]:
        """Tell parts that hold together; words first, in one clause."""
        words = [self._word(part) for part in parts if isinstance(part, Word)]
        told = [self.tell(part) for part in parts if not isinstance(part, Word)]
        return [*([f"that hold {_and(words)}"] if words else []), *filter(None, told)]

    def _word(self, word: Word) -> str:
        found = list(self.printed(word))
        if not found:
            return f"“{word.text}” (printed nowhere here)"
        more = f" and {len(found) - FORMS:,} more" if len(found) > FORMS else ""
        if found == [word.text.lower()]:
            return f"“{word.text}”"
        across = any(CYRILLIC.search(one) for one in found) and any(not CYRILLIC.search(one) for one in found)
        plain = "the word" if word.is_wild or word.how == How.EXACT else "any form of"
        how = "the name" if across or word.how == How.NAME else plain
        return f"{how} “{word.text}” ({', '.join(found[:FORMS])}{more})"

    def _phrase(self, phrase: Phrase) -> str:
        if phrase.within is not None:
            words = " and ".join(map(self._word, phrase.words))
            return f"that hold {words}, each at most {phrase.within} words from the next, in any order"
        words = " ".join(word.text for word in phrase.words)
        lacking = [word.text for word in phrase.words if not self.printed(word)]
        note = f" (“{lacking[0]}” is printed nowhere here)" if lacking else ""
        forms = " in any of their forms" if phrase.words[0].how == How.FORMS else ""
        return f"that hold the words “{words}” in a row{forms}{note}"

    def _condition(self, node: Condition) -> str:
        if node.field == "in":
            return ""
        if node.field == "checked":
            return "that a person has checked" if "yes" in node.values else "that no person has checked"
        named = [self._value(node.field, value) for value in node.values]
        if named == ["unknown"]:
            return UNKNOWN.get(node.field, f"whose {node.field} is not known")
        return SAYS.get(node.field, node.field + " {}").format(" or ".join(named))

    def _value(self, name: str, value: str) -> str:
        fields = ("speaker", "to") if name == "with" else (name,)
        found = [one for field in fields for one in self.meant.get((field, value), ())]
        if name == "act":
            return " or ".join(DOES.get(one, one) for one in found) or value
        if not found:
            return value
        shown = [self.called(one) if name in ("speaker", "to", "with") else one for one in found]
        names = list(dict.fromkeys(one.replace("_", " ") if name == "form" else one for one in shown))
        if len(names) == 1:
            return names[0]
        more = f" and {len(names) - FORMS} more" if len(names) > FORMS else ""
        return f"“{value}” ({'; '.join(names[:FORMS])}{more})"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _days(node: Days) -> str:
    if node.since and node.until:
        return f"in records that can be of {_day(node.since)} to {_day(node.until)}"
    day: date | None = node.since or node.until
    return f"in records that can be of {_day(day)} or {'later' if node.since else 'earlier'}" if day else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
