"""Which blocks of a body are no talk: heading, dateline, list of those present, signature, notes, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from memcon.analysis.speech import Speech
from memcon.analysis.utterances.hands import RECORDS, is_name_line, is_signature
from memcon.analysis.utterances.names import family_words
from memcon.analysis.utterances.sentences import Block
from memcon.model.description import Description
from memcon.model.record import Role


class Layout(StrEnum):
    """What a block is."""

    TALK = "talk"
    FRAME = "frame"
    ANNEX = "annex"  # from here on another paper stands


LONGEST_SIGNATURE = 40
LONGEST_LIST = 60  # blocks from the beginning
PARTICIPANTS = re.compile(r"(?i)^\W*(?:participants|present|also present|those present|in attendance)\W*$")
HEADED = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)]\s+\(?(?=[A-Z])")  # "2. Contacts with Bonn"
SHORT = 90  # characters a heading within the text may have
TURN_TAKEN = 200
PEOPLE = re.compile(
    r"(?i)^\W*(?:also |others? |officers |persons |those )?(?:present|participants?|attendance|in attendance|"
    r"subjects?|main subjects?|copies|distribution|reference|ref|references|place|date|time|to|from|file)\b[^.]{0,12}:|"
    r"^\W*(?:cc|copy|cleared by|recorder|note-?taker|approved by|drafter)\b ?[:.]|"
    r"^\W*(?:also present|present were|those present|recorded by|interpreted by|drafted by|noted by)\b"
)
WHOLE_BRACKET = re.compile(r"^[\s_*]*[\[][^\[\]]*[\]][\s_*]*\W?\s*$")
COMMENTED = re.compile(  # heads the writer's own view
    r"(?i)^\W*(?:\d+[.)]|[IVX]+\.?|\([a-z]\))?\s*(?:(?:our )?comments?|evaluation|assessment|conclusions?|impressions?|"
    r"recommendations?|appraisal)\W*$"
)
BRACKETED = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)]\s+\([^().]{2,60}\)\.?$")  # "3. (Claims)" is a heading
FINAL = re.compile(r"[.!?:;,\"”’)\]—–-]\W{0,3}\d{0,3}$")


def layouts(blocks: Sequence[Block], description: Description, speech: Speech) -> list[Layout]:
    """Say of each block whether it can be talk."""
    found: list[Layout] = []
    body_seen = False
    title = " ".join((description.title or "").split()).lower()
    listed = commented = False
    signed = _signed_from(blocks, description, speech)
    for number, block in enumerate(blocks):
        if number >= signed:
            found.append(Layout.FRAME)
            continue
        layout = _layout(block, speech, title, body_seen=body_seen and description.form in RECORDS)
        if len(block.text) < SHORT and COMMENTED.match(block.text):
            commented, layout = True, Layout.FRAME
        elif layout == Layout.FRAME and commented and HEADED.match(block.text):
            commented = False
        elif commented and layout == Layout.TALK:
            layout = Layout.FRAME
        listed = _opens_list(block) or (listed and len(block.text) < SHORT and not FINAL.search(block.text.strip()))
        if layout == Layout.TALK and listed:
            layout = Layout.FRAME
        if layout == Layout.TALK and len(block.text) > SHORT:
            body_seen = True
        found.append(layout)
    return found


def listed_lines(blocks: Sequence[Block]) -> list[str]:
    """Give the lines under "Participants" or "Present", as far as they are short and end without a stop."""
    found: list[str] = []
    listed = False
    for block in blocks[:LONGEST_LIST]:
        words = " ".join(block.text.split())
        if PARTICIPANTS.match(words):
            listed = True
        elif listed and len(words) < SHORT and not words.endswith((".", ":", ";")):
            found.append(words)
        else:
            listed = False
    return found


def _signed_from(blocks: Sequence[Block], description: Description, speech: Speech) -> int:
    """Give the number of the block that signs the paper, after which nobody talks; past the end where none does."""
    hands = " ".join(filter(None, (description.drafter, description.title)))
    known = set(family_words(hands, speech))
    for number in range(max(1, len(blocks) // 2), len(blocks)):
        words = blocks[number].text.strip()
        if is_signature(words) and "[" in words:
            return number
        if len(words) < LONGEST_SIGNATURE and is_name_line(words) and set(family_words(words, speech)[-1:]) & known:
            return number
    return len(blocks)


def _opens_list(block: Block) -> bool:
    return bool(PEOPLE.match(block.text[:80]) or PARTICIPANTS.match(block.text[:40].strip()))


def _layout(block: Block, speech: Speech, title: str, *, body_seen: bool) -> Layout:
    words = block.text.strip()
    patterns = speech.patterns
    if block.passage.role == Role.TURN or block.passage.voice is not None:
        return Layout.TALK
    if not any(c.isalpha() for c in words[:TURN_TAKEN]) or block.passage.role == Role.HEADING:
        return Layout.FRAME
    if body_seen and len(words) < SHORT and patterns["annex"].match(words):
        return Layout.ANNEX
    if patterns["note"].match(words) or is_signature(words) or _opens_list(block) or WHOLE_BRACKET.match(words[:3000]):
        return Layout.FRAME
    if (
        len(words) < 250
        and title
        and (" ".join(words.split()).lower() in title or title[:60] in " ".join(words.split()).lower())
    ):
        return Layout.FRAME
    if len(words) < 160 and (patterns["reference"].search(words) or patterns["dateline"].match(words)):
        return Layout.FRAME
    if BRACKETED.match(words):
        return Layout.FRAME
    return Layout.FRAME if _is_heading(HEADED.sub("", words, count=1) or words) else Layout.TALK


def _is_heading(words: str) -> bool:
    """Tell a heading or signature within the text: short, begins with a capital, ends without a stop."""
    if len(words) >= SHORT or FINAL.search(words) or not words[0].isupper():
        return len(words) < 40 and words.isupper()
    parts = [w for w in words.split() if w[0].isalpha()]
    capital = sum(w[0].isupper() for w in parts)
    return len(parts) <= 3 or capital * 2 >= len(parts)
