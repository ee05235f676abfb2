"""Read American citations: decimal files, lot files, papers and libraries, and Foreign Relations itself."""

from __future__ import annotations

import re
from typing import Final

from memcon.model.description import ArchivalCitation

# What FRUS prints after the file: the kind of paper. It is kept as the note.
_KIND: Final = re.compile(
    r"\s?:\s?((?:Circular |Unnumbered )?(?:[Tt]ele|[Aa]ero|[Aa]ir|[Cc]able|[Rr]adio)\s?gra[a-z]{1,3}"
    r"|Despatch|Memorandum|Letter|Note|Radio)\s?\.?\s*$"
)
_CLASSIFIED: Final = (
    r"(?:Top|Secret|Confidential|Restricted|Unclassified|Limited|Official|No classification|Eyes|For|Drafted|Personal|"
    r"Cosmic|Transmitted|Sent|Printed|Original|Copy|Repeated|Also|The|A|An|This|Sensitive|Priority|Niact|Received|No)"
)
_REMARK: Final = re.compile(rf"\.\s+(?={_CLASSIFIED}\b)")
_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=\d\d)|(?<=[\])]))\.\s+(?=[A-Z][a-z])")

_DECIMAL: Final = re.compile(
    r"(?:F\.?\s?W\.?\s)?(?:\d{3}[A-Za-z]?(?=[\s./—–A-Z-])|\d{2,4}(?=\.\d))(?P<subject>[^/:\n]{0,70})"
    r"\[?/\s?\[?[\dlI][^:\n/]{0,24}(?:/[^:\n/]{1,12}){0,2}"
)
_UNNUMBERED: Final = re.compile(r"(?:F\.?\s?W\.?\s)?\d{3}[A-Z]?\.[\dA-Z]{2,12}(?P<subject>(?:\s[A-Z(][^/:\n]{0,60})?)")
_PERSON: Final = re.compile(r"\d{2,3}(?:\.\d+)?\s\[?[A-Z][\w.’'-]+(?:,\s|\s[A-Z])[^/:\n]{0,40}")
_SMALL_WORD: Final = frozenset(("files", "file", "or", "of", "and", "the", "in", "for", "to", "de", "von"))

_LOT: Final = re.compile(
    r"(?:Lot(?:\s(?:No|File)\.?)?\s?"
    r"(F\s?[–—-]?\s?\d{1,4}|[MW]\s?[–-]?\s?\d{1,4}|\d{2,3}(?:\s?[–—-]?\s?[A-Z]\s?[–—-]?\s?\d{1,4}|[–-]\d{1,4})?)"
    r"|(\d{2}\s?[–—-]\s?D\s?\d{1,4}))(?!\w)"
)
_HOLDING: Final = re.compile(
    r"(?:National Archives(?: and Records \w+)?|Library of Congress|Department of (?:State|Defense|the \w+)|"
    r"Central Intelligence Agency|Washington National Records Center|NARA|US(?:NA|A)|RG\s\d+)\b"
    r"(?!\s(?:Files|Records|Papers)\b)"
    r"|(?:[A-Z(][^,:;\n—]{1,80}?\b)?(?:[Ff]iles?|Papers|Collections?|[Rr]ecords|Library|Archives?|Diary|Diaries|Log)\b"
)
_HOUSE: Final = re.compile(r"Library|Archives|Department of|Agency|Center|Congress|NARA|USNA|Museum|Univer|Institut")
_SHELF: Final = ("Files", "files", "Papers", "Records", "Collection")
_SET_OF_PAPERS: Final = (*_SHELF, "Library", "Archives", "Center", "Diary", "Log")
_FRUS: Final = re.compile(
    r"(?:FRUS|Foreign\sRelations(?:\sof\sthe\sUnited\sStates)?)\b[,:]?\s{0,2}"
    r"(?P<years>1[89]\d\d(?:\s?[–—-]\s?\d{2,4})?)?(?P<rest>[^\n;]{0,120})"
)
_NEXT_SENTENCE: Final = re.compile(r"\.\s+(?=(?!Vol|Doc|No\.)[A-Z][a-z])")
_VOLUME: Final = re.compile(
    r"(?:\b[Vv]ol(?:ume|\.)?\s?|(?<![\w.]))([IVXLivxl]{1,7}|(?<=[Vv]ol\.\s)\d{1,2}|(?<=ume\s)\d{1,2})\b"
)
_DOCUMENT: Final = re.compile(r"\b(?:doc(?:ument|\.)?s?|No\.)\s?(\d{1,4}(?:\s?[–-]\s?\d{1,4})?)", re.IGNORECASE)
_PAGES: Final = re.compile(r"\bpp?\.\s?(\d{1,4}(?:\s?[–—-]\s?\d{1,4})?)|,\s(\d{1,4}(?:\s?[–—-]\s?\d{1,4})?)\.?$")
_FRUS_ADDRESS: Final = re.compile(r"(frus\d{4}\S{0,12}?)(?:/|-|\s|#)d(\d{1,4})\b")


def read_american(printed: str) -> ArchivalCitation | None:
    """Read a decimal file, a lot file, papers or a library that begin with the first letter of `printed`.

    The whole of `printed` must be the citation and its note: "893.00/3–1546: Telegram", "Marshall Mission Files, Lot
    54–D270", "Department of State, Central Files, 611.61/8-563. Secret.". None for running text.
    """
    kind = _KIND.search(printed[-60:])
    body = printed[: len(printed) - len(kind.group())] if kind else printed
    if "\n" in body.strip() and len(body) > 300:
        return None
    remark = _REMARK.search(body) or _STOP.search(body)
    cited = body[: remark.start() + 1] if remark else body.rstrip()
    note = kind.group(1) if kind else (body[remark.end() :].strip() or None if remark else None)
    return _decimal(cited, note) or _holding(cited, note)


def read_frus(printed: str) -> ArchivalCitation | None:
    """Read a place in Foreign Relations: years as the series, volume, document, pages as leaves; or frus1946v09/d77."""
    address = _FRUS_ADDRESS.match(printed)
    if address:
        return ArchivalCitation(address.group(), "frus", volume=address.group(1), document=address.group(2))
    found = _FRUS.match(printed)
    if found is None or not (found["years"] or _VOLUME.search(found["rest"])):
        return None
    rest = _NEXT_SENTENCE.split(found["rest"], maxsplit=1)[0]
    volume, document, pages = _VOLUME.search(rest), _DOCUMENT.search(rest), _PAGES.search(rest)
    return ArchivalCitation(
        printed[: found.start("rest") + len(rest)].rstrip(),
        "frus",
        archive="Foreign Relations of the United States",
        series=found["years"],
        volume=volume.group(1) if volume else None,
        document=document.group(1) if document else None,
        leaves=(pages.group(1) or pages.group(2)) if pages else None,
    )


def _decimal(cited: str, note: str | None) -> ArchivalCitation | None:
    if not is_decimal_file(cited, kind=note):
        return None
    return ArchivalCitation(cited, "nara", decimal_file=re.sub(r"(?<=[\d\])])\.$", "", cited), note=note)


def is_decimal_file(words: str, *, kind: str | None = None) -> bool:
    """Say whether words are a file number of the State Department's decimal system, and nothing else.

    `kind`: the kind of paper printed after it ("Telegram"); with it a number without a stroke ("124.935") is believed.
    """
    words = words.rstrip(". ")
    if len(words) > 110 or not words[:1].isalnum():
        return False
    numbered = _DECIMAL.fullmatch(words)
    if numbered:
        return _is_subject(numbered["subject"])
    if _PERSON.fullmatch(words):
        return words[:3] in ("123", "032", "033") or kind is not None
    whole = _UNNUMBERED.fullmatch(words)
    believed = kind is not None or not words.replace(".", "").isdigit()
    return believed and whole is not None and _is_subject(whole["subject"])


def _is_subject(words: str) -> bool:
    """A subject is written in capitals ("European War 1939", "Tung or Wood Oil"); running text is not."""
    return all(not word[0].islower() or word in _SMALL_WORD for word in re.findall(r"(?<=[\s(])[^\W\d_]+", words))


def _holding(cited: str, note: str | None) -> ArchivalCitation | None:
    """Read papers, a collection or a library, with the lot file, decimal file and box in it."""
    lot = _LOT.search(cited[:300])
    named = _HOLDING.match(cited[:100])
    if len(cited) > 300 or not cited[:1].isalpha() or not (named or (lot and lot.start() < 60)):
        return None
    if named and not lot and not (_is_subject(named.group()) and _goes_on_as_citation(cited, named.end())):
        return None
    head = cited[: min(place for place in (named and named.end(), lot and lot.start()) if place is not None)]
    parts = _segments(cited[len(head) :])
    decimal = next((part for part in parts if is_decimal_file(part)), None)
    kept = [part for part in parts if part != decimal and not _LOT.fullmatch(part)]
    item = kept.pop() if kept and not decimal else None
    head = head.strip(" ,.:–—-[")
    house = bool(_HOUSE.search(head)) and not head.endswith(_SHELF)
    series = ", ".join(kept) if house else ", ".join([head, *kept])
    return ArchivalCitation(
        cited,
        "nara",
        archive=head if house else None,
        series=series or None,
        item=item,
        decimal_file=decimal,
        lot_file=(lot.group(1) or lot.group(2)) if lot else None,
        note=note,
    )


def _goes_on_as_citation(cited: str, at: int) -> bool:
    """Nothing, or a comma, colon or long dash and a new part, stands after the name; a sentence goes on in words."""
    rest = cited[at:].strip()
    if rest.startswith(":") and not cited[:at].rstrip().endswith(_SET_OF_PAPERS):  # "Department of State: Mr. Feis"
        return False
    return rest in ("", ".") or bool(re.match(r"[,:;–—-]\s?[\[(“\"]?[A-Z\d]|\s?\(?[A-Z]{2}", rest))


def _segments(rest: str) -> list[str]:
    """Cut at commas, semicolons, colons and the long dash before a file's own number; a lot file stands alone."""
    marked = _LOT.sub(lambda lot: f", {lot.group()}, ", rest)
    pieces = re.split(r",\s|;\s?|:\s|—", marked)
    return [piece.strip(" ,.:–—") for piece in pieces if piece.strip(" ,.:–—")]
