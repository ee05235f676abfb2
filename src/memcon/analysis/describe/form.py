"""What form a document has, told from its title; and from its layout where the title says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from memcon.analysis.describe.zones import Line
from memcon.analysis.language import Frame
from memcon.model.description import Form

QUOTED = re.compile(r"[\"“«„][^\"”»“]{0,400}[\"”»“]")
REGARDING = re.compile(r"(?i)\b(?:regarding|concerning|about|in connection with|with attached|re:|о |об "
                       r"|по поводу|в связи|betreffend|über)")
# "The Ambassador in Japan (Grew) to the Secretary of State": how American volumes head telegrams and letters alike.
FROM_TO = re.compile(r"^(?:The |Mr\. |Dr\. |General |President |Generalissimo |[A-Z])[^\n]{3,200}?"
                     r" to (?:the |The |Mr\. |Dr\. |General |President |all |certain |[A-Z])")
# "Trade Mission to China" is sent by nobody.
SOMEBODY = re.compile(
    r"\(|\b(?:Mr|Mrs|Dr|Sir|Lord|General|Marshal|Admiral|Colonel|Brigadier|President|Premier|Generalissimo|Secretary|"
    r"Under-Secretary|Minister|Ministry|Ambassador|Chargé|Consul|Consulate|Embassy|Legation|Department|Chief|Director|"
    r"Commissioner|Adviser|Counselor|Counsellor|Government|Chairman|Chancellor|Governor|Comrade|Marquess|Earl|Viscount|"
    r"King|Emperor|Queen|Representative|Delegation)\b"
)
SALUTATION = re.compile(r"(?i)^(?:my )?dear (?:mr|mrs|dr|sir|comrade|general|president|prime|minister"
                        r"|ambassador|\w+[,:])"
                        r"|^уважаем|^дорогой|^sehr geehrte")
# How cables are headed: "FM AMEMBASSY SANTA RITA", "TO SECSTATE WASHDC"
CABLE = re.compile(r"(?m)^(?:FM|TO) (?:AM(?:EMBASSY|CONSUL\w*)|SECSTATE|US(?:MISSION|DEL|LO)\w*|[A-Z]+)"
                   r"(?: [A-Z]+)*(?: \w+)?$")
HEADS = 10  # lines above the body in which a record may name itself
TALKS = (Form.RECORD_OF_CONVERSATION, Form.MINUTES, Form.TRANSCRIPT)
BODY = 220  # letters of a line that is the body's first
SPACED = re.compile(r"\b(?:\w ){2,}\w\b")  # "N o t e"
FROM_TO_DE = re.compile(r"^(?:Der|Die) [^\n]{3,120} an (?:den|die|das) ")


def form_of(title: str | None, frame: Frame, citation: str | None) -> tuple[Form, str] | None:
    """Tell the form from the title.

    What the document is about ("Note regarding a telegram") does not name its form: words before "regarding" count
    first, quoted titles last.

    Returns:
        Form and the words that tell it; None when the title names none.
    """
    if not title:
        return None
    about = REGARDING.search(title)
    opening = QUOTED.sub(" ", title[:about.start()] if about and about.start() > 3 else title)
    leading = _leading(opening, frame) or _leading(QUOTED.sub(" ", title), frame) or _leading(title, frame)
    if leading and leading[0] not in (Form.NOTE, Form.LETTER, Form.MEMORANDUM):
        return leading
    sent = (FROM_TO.match(title) if SOMEBODY.search(title) else None) or FROM_TO_DE.match(title)
    if sent and not leading:
        return (Form.TELEGRAM if citation and "telegram" in citation.lower() else Form.LETTER), sent[0][:60]
    return leading


def _leading(words: str, frame: Frame) -> tuple[Form, str] | None:
    """Give the form whose word stands first; a record of conversation is looked for before all others."""
    found = [(match.start(), order, form, match[0]) for order, (form, pattern) in enumerate(frame.forms)
             if (match := pattern.search(words))]
    if not found:
        return None
    record = next((one for one in found if one[2] in (Form.RECORD_OF_CONVERSATION, Form.TRANSCRIPT, Form.DIARY)), None)
    best = record or min(found)
    return best[2], best[3].strip()


def form_of_layout(lines: Sequence[Line]) -> tuple[Form, str] | None:
    """Tell a letter by its salutation, a cable by its address lines, where no title names the form."""
    for line in lines[:8]:
        if CABLE.search(line.words):
            return Form.TELEGRAM, line.words[:40]
        if SALUTATION.match(line.words):
            return Form.LETTER, line.words[:40]
    return None


def form_of_head(lines: Sequence[str], frame: Frame) -> tuple[Form, str] | None:
    """Find a record of a talk by any line above its body, or by two that stand together: "Note" "on a conversation"."""
    above: list[str] = []
    for words in lines[:HEADS]:
        if len(words) > BODY and words.rstrip().endswith((".", ";")):
            break
        above.append(SPACED.sub(lambda found: found[0].replace(" ", ""), words.strip()))
    pairs = [f"{one} {two}" for one, two in pairwise(above) if two[:1].islower()]
    for words in [*above, *pairs]:
        told = _leading(words, frame) if len(words) < BODY * 2 and not words.endswith(".") else None
        if told and told[0] in TALKS:
            return told
    return None
