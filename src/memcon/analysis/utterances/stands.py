"""What a sentence shows of somebody's part in the talk beside a verb of speech: a stand taken, words not said."""

from __future__ import annotations

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Person
from memcon.analysis.utterances.cues import Cue
from memcon.analysis.utterances.options import Mechanisms
from memcon.analysis.utterances.reading import Reading
from memcon.analysis.utterances.who import Company

UNSAID = frozenset({"say", "enlarge", "elaborate", "specify", "explain", "mention", "amplify"})
CONVERSED = frozenset({"talk", "speak", "discuss", "converse", "confer", "hold", "have"})


def conversed(company: Company, one: Reading, cue: Cue, who: Person | None) -> bool:
    """Tell "I talked with General Sun this morning", which says that there was a talk and nothing of it."""
    opens = not company.turn.held and bool(one.met) and who is not None and who.drafter
    return opens and cue.form.base in CONVERSED and not cue.clause


def rises(one: Reading, text: str, speech: Speech) -> bool:
    """Tell "Sir Edmund Lisle was reluctant to intervene", at the head of a paragraph."""
    opens = one.opening is not None and one.opening.titled and one.opening.first == one.lead
    return one.first_in_block and opens and takes_stand(one, text, speech)


def silent(cue: Cue) -> bool:
    """Tell "He did not say by whom", "He did not enlarge on this"."""
    return cue.negated and cue.form.base in UNSAID and not cue.clause and cue.hearer is None


def had_gone(one: Reading) -> bool:
    """Tell "Mr. Kibel had just returned": what went before the talk."""
    return one.opening_verb == "had" and any(c.perfect and "going" in c.form.classes for c in one.cues[:1])


def takes_stand(one: Reading, text: str, speech: Speech) -> bool:
    """Tell "was unable to", "was of the view", "could not agree" from what somebody merely was or did."""
    after = [w.strip(",;.").lower() for w in text[one.opening_span[1] : one.opening_span[1] + 80].split()[:4]]
    told = next((w for w in after if w and not w.endswith("ly") and w not in ("very", "not", "quite", "also")), "")
    if one.opening_verb in ("was", "were", "appeared", "seemed", "looked", "became"):
        in_favour = told == "in" and bool({"favour", "favor", "agreement"} & set(after))
        return in_favour or told in speech.words["attitudes"]
    return "not" in after and told in speech.words["unable"]


def stands_now(one: Reading, text: str, speech: Speech, options: Mechanisms) -> bool:
    """Tell "M. Bruun is not empowered", "The Chancellor cannot subscribe", in a record told in the present."""
    if options.stands == "off" or one.opening is None or one.opening.first != one.lead or one.past:
        return False
    after = [w.strip(",;.").lower() for w in text[one.opening_span[1] : one.opening_span[1] + 80].split()[:4]]
    told = next((w for w in after if w and not w.endswith("ly") and w not in ("very", "not", "quite", "also")), "")
    if one.opening_verb == "is":
        return told in speech.words["attitudes"]
    return one.opening_verb in ("does", "cannot") and (told in speech.verbs or told in speech.words["unable"])
