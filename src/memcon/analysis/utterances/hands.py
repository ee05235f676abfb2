"""The hand that wrote: from the description, the title, the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.cast import Cast, Standing
from memcon.analysis.utterances.names import family_words
from memcon.analysis.utterances.offices import has_name, offices_in
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description, Form
from memcon.model.record import Record

# "C[ordell] H[ull]", "A[dolf] A. B[erle], Jr.": initials that editors filled up sign a paper.
INITIALLED = re.compile(r"^\W{0,3}((?:[A-Z](?:\[[^\W\d_]+\]|\.|[a-z]+)[ ,-]*){1,5}(?:Jr\.?)?)\W{0,3}$")
SIGNED = re.compile(
    r"^\W{0,3}((?:[A-Z]\. ?){0,3}[A-Z][^\W\d_]+(?:-[^\W\d_]+)?(?: (?:[A-Z]\. ?)*"
    r"[A-Z][^\W\d_’'-]+(?:-[^\W\d_]+)?){0,3}(?:,? Jr\.?)?)\W{0,3}$"
)
NO_SIGNATURE = re.compile(
    r"\b(?:The|Of|Document|Files?|Secret|Top|Washington|Urgent|Action|Annex|Present|Extract|Confidential)\b"
)
SURNAME = re.compile(r"^[A-Z][A-Za-z]{2,15}$")
ENDING = 3  # blocks at the end of a telegram of which one is its sender's family name
HEAD = 8  # blocks from the beginning in which a line says from whom
FROM_LINE = re.compile(r"^(?:(?:For|To) [^.]{3,50} )?[Ff]rom ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\.?$")
DESPATCHED = re.compile(  # "Sir C. Nortonby      D. 9.40 p.m." heads a telegram of the Foreign Office
    r"^((?:Sir|Mr\.?|Lord|Dame|Viscount) (?:[A-Z]\. ?)*[A-Z][\w’'-]+)\s{2,}(?:D\.|No\.|R\.)"
)
OPENING = 9  # blocks from the beginning in which a telegram says whose message follows
CITED = re.compile(
    r"^.{0,60}?\b[Ff]ollowing\b(?![^.:;]{0,80}\b(?:remarks|views|statement)\b)[^.:;]{0,80}?\b(?:[Ff]rom|[Ss]ent by|"
    r"[Pp]repared by|[Dd]rafted by|[Ww]ritten by) (?P<who>(?:[A-Z][\w.’-]* ){0,4}[A-Z][\w’-]+)"
)
ENDS = re.compile(r"(?:^|[.!?] )(?P<who>(?:[A-Z]\. ?)*[A-Z][a-z]+)\.?[”\"’]$")  # a cited telegram's own signature
NOTED = re.compile(
    r"^\W{0,4}1\W? *(?P<who>(?:[A-Z][\w.’'-]* ?){1,4}), (?P<office>(?:[A-Z][\w’-]+ )*[A-Z][\w’-]+)\b"
)  # "1 Patrick Shaw, First Assistant Secretary"
SHORT_NOTE = 400
WHOLE_NAME = re.compile(
    r"^(?:[A-Z][a-z’'-]+|[A-Z]\.)(?: (?:[A-Z]\.|[A-Z][\w’'-]+|von|van|de|der|la|al|bin))* [A-Z][a-z][\w’'-]+$"
)
LONG = 120  # letters of a block that is no signature
INITIAL = re.compile(r"(?:^|[\s(/])[A-Z]\.")
TAIL = 14  # blocks from the end in which a signature may stand
FROM = re.compile(r"\b[Ff]rom (?P<who>.{3,160}?)(?= to (?:the |[A-Z])|$)")
SENDER = re.compile(r"^(?:The )?(?P<sender>[A-Z].{3,120}?) to (?:the|The|President|Mr)\b")
BODY = re.compile(
    r"(?i)^(?:the )?(?:american |british |soviet )?"
    r"(?:embassy|legation|consulate|mission|department|delegation|ministry)\b"
)
BY = re.compile(
    r"\bby (?P<who>[A-Z].{2,120}|the [A-Z].{2,120})$|"
    r"^(?P<own>(?:General|Mr\.|Ambassador|Dr\.) [^ ]{2,20})[’']s (?:Notes|Minutes|Record)"
)
OF_TALK = re.compile(r"(?i)^(?:the|an?|his|its) (?:\w+ ){0,2}(?:talk|conversation|meeting|discussion|interview)s?\b")
BRACKETED = re.compile(r"\((?P<name>[A-Z][^()\d]{1,40})\)")
RECORDS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT)


def is_signature(words: str) -> bool:
    """Tell a signature whose initials the editors filled up."""
    return len(words) < 60 and "[" in words and INITIALLED.match(words) is not None


def is_name_line(words: str) -> bool:
    """Tell a line that is a name and nothing else."""
    return SIGNED.match(words) is not None and NO_SIGNATURE.search(words) is None


def write_hand(cast: Cast, description: Description, blocks: Sequence[Block], speech: Speech) -> None:
    """Find the hand that wrote and let it in; a signature gives the fuller name."""
    cited = _cited(blocks, speech) if description.form not in RECORDS else None
    if cited is not None:
        hand = cast.add(cited, offices=offices_in(cited, speech))
        hand.drafter = hand.listed = True
        return
    printed = description.drafter or _sender(description) or _from_line(blocks)
    signed = _signature(blocks, set(family_words(printed, speech)))
    if printed is None and signed is None and description.form == Form.TELEGRAM:
        ends = [line.strip() for block in blocks[-ENDING:] for line in block.text.strip().splitlines()[-1:]]
        signed = next((line for line in reversed(ends) if SURNAME.match(line)), None)  # as telegrams are signed
    if printed is None and signed is None:
        signed = _last_line(blocks, speech)
    if printed is None and signed is None:
        return
    bracketed = BRACKETED.search(printed or "")
    named = bracketed["name"] if bracketed else printed
    offices = offices_in(printed, speech) if printed else ()
    only_office = bool(printed) and not bracketed and bool(offices) and not has_name(printed or "", speech)
    hand = cast.add(signed or named) if only_office and signed else cast.add(named or signed, offices=offices)
    if signed and not only_office and set(family_words(signed, speech)) & set(family_words(named, speech)):
        cast.add(signed)
    hand.offices += [one for one in offices if one not in hand.offices]
    hand.drafter = hand.listed = True
    if hand.standing == Standing.THIRD:
        hand.standing = Standing.TALKER


def _sender(description: Description) -> str | None:
    """Read the sender out of a title: "Telegram from Ambassador X to", "The Ambassador in China (Stuart) to"."""
    if not description.title:
        return None
    title = description.title
    match = (FROM.search(title) or SENDER.search(title)) if description.form not in RECORDS else BY.search(title)
    if match is None:
        return None
    who = str(next(v for v in match.groupdict().values() if v))
    if BODY.match(who) or OF_TALK.match(who):
        return None
    named = re.search(r"(?:[A-Z]\. ?){1,3}[A-Z][\w’'-]+$", who.strip())
    return who if BRACKETED.search(who) else (f"{who[: named.start()]} ({named[0]})" if named else who)


def _cited(blocks: Sequence[Block], speech: Speech) -> str | None:
    """Give whose message a telegram passes on: "Following from Consul Davis:", or the name that ends the quotation."""
    for number, block in enumerate(blocks[:OPENING]):
        words = block.text.strip()
        match = CITED.match(words[:240])
        if match and family_words(match["who"], speech)[-1:] and not _is_place(match["who"], speech):
            return match["who"]
        if re.search(r"\b[Ff]ollowing\b", words[:120]):
            ends = (ENDS.search(one.text.strip()[-60:]) for one in blocks[number + 1 :])
            return next((found["who"] for found in ends if found), None)
    return None


def _is_place(words: str, speech: Speech) -> bool:
    return words.lower().split()[-1] in speech.words["not_names"]


def _from_line(blocks: Sequence[Block]) -> str | None:
    """Read "For Menzies from Beale." above a cablegram."""
    for block in blocks[:HEAD]:
        words = block.text.strip()
        match = FROM_LINE.match(words) if len(words) < 90 else None
        match = match or (DESPATCHED.match(words) if len(words) < LONG else None)
        if match and not match[1].isupper():  # "From JAKARTA" is no sender
            return match[1]
    return None


def _last_line(blocks: Sequence[Block], speech: Speech) -> str | None:
    """Read a bare name on the last line of a paper that begins otherwise: the hand that wrote it."""
    for block in blocks[1:][-TAIL:][::-1]:
        words = block.text.strip()
        line = words.splitlines()[-1].strip() if words else ""
        if WHOLE_NAME.match(line) and not NO_SIGNATURE.search(line) and not offices_in(line, speech):
            return line if family_words(line, speech)[-1] not in speech.words["not_names"] else None
        if len(words) > LONG or words.endswith((".", "?", "”", '"')):
            return None
    return None


def noted_hand(record: Record, speech: Speech) -> str | None:
    """Read in an editors' note who a paper's hand is: a name with an office that the text itself never prints."""
    for passage in record.passages[1:][-TAIL:]:
        match = NOTED.match(record.words(passage).strip()) if passage.end - passage.start < SHORT_NOTE else None
        if match is None or not offices_in(match["office"], speech):
            continue
        family = match["who"].split()[-1]
        if record.text.find(family) == passage.start + record.words(passage).find(family):
            return match["who"]
    return None


def _signature(blocks: Sequence[Block], known: set[str]) -> str | None:
    """Read the signature; one without initials must be a name that the heading knows."""
    ends = [block.text.strip() for block in blocks[1:][-TAIL:]]
    tail = [line.strip() for words in ends for line in (words.splitlines() if len(words) < LONG else [words])][::-1]
    initialled = next((INITIALLED.match(words) for words in tail if is_signature(words)), None)
    if initialled is not None:
        return initialled[1].strip(" ,")
    for words in tail:
        match = SIGNED.match(words) if 4 < len(words) < 40 else None
        if (
            match
            and (INITIAL.search(words) or known & {w.lower() for w in words.split()})
            and not NO_SIGNATURE.search(words)
        ):
            return match[1]
    return None
