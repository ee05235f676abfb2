"""Read Australian, New Zealand, British, Austrian and German citations, and newspapers as a source."""

from __future__ import annotations

import re
from typing import Final

from memcon.model.description import ArchivalCitation

_BRACKETED: Final = re.compile(
    r"\[\s?(?P<archive>[A-Z]{2,6})\s?(?::|,(?=\s[A-Z]\d))\s?(?P<rest>[^\]\n][^\n]{0,240}?)\s?\]\s?(?=$|[\s_*.])"
)
_AUSTRALIAN: Final = re.compile(
    r"(?P<archive>N?AA|National\sArchives\sof\sAustralia)(?:\s\(NAA\))?\s?[:,]"
    r"\s?(?P<rest>(?:[A-Z]{1,2}\s?)?\d[^\n;\]]{1,120})"
)
_NEW_ZEALAND: Final = re.compile(
    r"\[?(?P<series>[A-Z]{3,5}\s\d[^,\n\]]{0,40}?)[,.]\s(?P<item>[^\n\]]{1,60}?)"
    r"\s(?P<archive>Archives\sNew\sZea[l1]and)[^\n\]]{0,90}\]?"
)
_PART: Final = re.compile(
    r"[,\s]\s?(?:[Pp](?:ar)?t\.?\s?)(?P<said>[ivxl\d]{1,8}[A-Za-z]?)\s*$|,\s?(?P<roman>[ivxlIVXL]{1,8}[a-z]?)\s*$"
)
_AUSTRALIAN_SERIES: Final = re.compile(r"(CP\s?\d+/\d+|[A-Z]{1,2}\s?[\dlI ]{1,7}|\d{2,5})(?:/[\w]{1,4})?\s*$")

_BRITISH_CODES: Final = (
    "FO|FCO|CAB|PREM|DO|CO|WO|DEFE|T|BT|ADM|AIR|KV|HW|GFM|MEPO|HO|PRO|POWE|MT|OD|BW|INF|HS|IOR|LAB|MAF|CJ|BA|EW"
)
_BRITISH: Final = re.compile(
    r"\[?(?:(?P<archive>TNA|UKNA|PRO|P\.R\.O\.|NA|The\sNational\sArchives(?:\sof\sthe\sUK)?|Public\sRecord\sOffice)(?:\s?\([A-Z]+\))?"
    rf"(?:,\s(?:Kew|London))*\s?[:,]?\s?(?:PRO,?\s)?)?(?P<series>(?:{_BRITISH_CODES})\s?\d{{1,4}})/(?P<item>[\w()./-]{{1,30}}?)"
    r"(?P<leaves>,\s(?:ff?\.|fols?\.?|pp?\.)\s?[\d–-]{1,12})?\.?(?:\]|(?=[\s,;.]|$))"
)
_CONTINENTAL: Final = re.compile(
    r"\[?(?:(?P<austrian>AT-OeStA(?:/\w{2,8})?|(?:[ÖO]e?StA|OeStA)(?:[,/]\s?\w{2,8})?|HHStA|HHSTA|AVA|AdR|KA)"
    r"|(?P<german>PA[\s/-]?AA|BArch|SAPMO(?:-BArch)?|BA-MA|AdsD|BStU|GStA\sPK))\b(?:,\s?|:\s?|\s)(?P<rest>[^\n;\]]{2,160})\]?"
)

_MONTHS: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,6}\.?"
)
_DATED: Final = re.compile(
    rf"[\s.,:]{{0,3}}(?:(?P<year>(?:1[89]|20)\d\d)(?:\s?г\.?)?|(?:No|Nr|N|№|Issue)\.?\s?(?P<number>\d{{1,5}}(?:\s?\(\d+\))?)\.?|"
    rf"\d{{1,2}}\s{_MONTHS}|{_MONTHS}\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_NEWSPAPER: Final = re.compile(
    r"(?:(?:Newspaper|Газета|Gazeta|Газ\.)\s)?[«\"“„](?P<quoted>[^«»\"“”„\n]{2,40})[»\"”“](?:\s(?:newspaper|Newspaper))?"
    r"|(?:Newspaper|Газета|Gazeta)\s(?P<after>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)(?=[.,])"
    r"|(?P<before>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)\s(?:Newspaper|newspaper)(?=[.,])"
    r"|(?P<known>Pravda|Izvesti[iy]?[ay]|Правда|Известия|Красная\sзвезда|Krasnaya\sZvezda|The\sTimes|(?:The\s)?New\sYork\sTimes)(?=[.,])"
)


def read_bracketed(printed: str) -> ArchivalCitation | None:
    """Read a citation set in square brackets at the end of a document, as Australian and New Zealand editors do.

    "[NAA: A1838, 3107/38, xi]" and "[AA : A1838/278, 3103/10/2, iii]" are system naa: series without the accession
    number after the stroke, item, part as printed (roman, or the number after "part"). Letters l and I that a machine
    read for 1 are mended in the series only; `raw` keeps what is printed. Other archives are system other.
    """
    found = _BRACKETED.match(printed)
    if found and found["archive"] in ("NAA", "AA"):
        return _australian(found.group().rstrip(), found["archive"], found["rest"])
    if found and found["archive"] not in ("TNA", "PRO", "UKNA"):
        return _papers(found.group().rstrip(), found["archive"], found["rest"])
    return _new_zealand(printed)


def read_australian(printed: str) -> ArchivalCitation | None:
    """Read an Australian citation without brackets: "NAA: A1838, 3107/38, part 2"."""
    found = _AUSTRALIAN.match(printed)
    return _australian(found.group().rstrip(), found["archive"], found["rest"].rstrip(" .")) if found else None


def read_british(printed: str) -> ArchivalCitation | None:
    """Read a British citation: "TNA, FO 371/12345", "PRO, PREM 3/434/2", "[DO 35/9876]"."""
    found = _BRITISH.match(printed)
    if found is None:
        return None
    leaves = re.search(r"[\d–-]+$", found["leaves"] or "")
    raw = found.group()
    return ArchivalCitation(
        raw,
        "tna",
        archive=found["archive"],
        series=re.sub(r"\s", " ", found["series"]),
        item=found["item"].rstrip("."),
        leaves=leaves.group() if leaves else None,
    )


def read_continental(printed: str) -> ArchivalCitation | None:
    """Read an Austrian (system at) or German (system other) citation: archive, series, and the last part as item."""
    found = _CONTINENTAL.match(printed)
    if found is None or not re.match(r"[A-ZÄÖÜ\d]", found["rest"]):
        return None
    parts = re.split(r",\s|/(?=[A-Z])|;\s", found["rest"].rstrip(" ."))
    item = parts.pop() if len(parts) > 1 or found["german"] else None
    return ArchivalCitation(
        found.group(),
        "at" if found["austrian"] else "other",
        archive=found["austrian"] or found["german"],
        series=", ".join(parts) or None,
        item=item,
    )


def read_newspaper(printed: str) -> ArchivalCitation | None:
    """Read a newspaper as a source: its name as archive, its number as item. A year or a number must be printed."""
    name = _NEWSPAPER.match(printed)
    if name is None:
        return None
    end, year, number = name.end(), None, None
    for _ in range(6):
        piece = _DATED.match(printed, end)
        if piece is None:
            break
        end, year, number = piece.end(), year or piece["year"], number or piece["number"]
    if year is None:
        return None
    if printed[end : end + 1] == "." and printed[end - 1] != ".":
        end += 1
    return ArchivalCitation(printed[:end], "newspaper", archive=next(g for g in name.groups() if g), item=number)


def _australian(raw: str, archive: str, rest: str) -> ArchivalCitation:
    first = re.split(r";\s?(?=N?AA\s?:|[A-Z]\d)", rest)[0]
    part = _PART.search(first)
    kept = first[: part.start()] if part else first
    series, _, item = re.sub(r"\s+", " ", kept).partition(",") if "," in kept else _spaced(kept)
    return ArchivalCitation(
        raw, "naa", archive, series=_series(series), item=item.strip(" .,·\ufffd") or None, part=_said(part)
    )


def _spaced(words: str) -> tuple[str, str, str]:
    """Part series and item where the comma is missing or read as a full stop ("A4906. VOLUME 4")."""
    found = re.match(r"([A-Z]{1,2}\s?\d[\w/]*)[.\s]\s?(\S.*)", words)
    return (found.group(1), "", found.group(2)) if found else (words, "", "")


def _said(part: re.Match[str] | None) -> str | None:
    return (part["said"] or part["roman"]) if part else None


def _series(printed: str) -> str | None:
    words = printed.strip()
    found = _AUSTRALIAN_SERIES.match(words)
    if found is None:
        return words or None
    number = found.group(1).replace(" ", "")
    mended = number[0] + re.sub("[lI]", "1", number[1:])
    return mended if re.fullmatch(r"(?:CP\d+/\d+|[A-Z]{1,2}\d{1,5}|\d{2,5})", mended) else words


def _papers(raw: str, archive: str, rest: str) -> ArchivalCitation:
    part = _PART.search(rest)
    kept = rest[: part.start()] if part else rest
    series, _, item = kept.partition(", ")
    return ArchivalCitation(
        raw, "other", archive, series=series.strip() or None, item=item.strip() or None, part=_said(part)
    )


def _new_zealand(printed: str) -> ArchivalCitation | None:
    found = _NEW_ZEALAND.match(printed)
    if found is None:
        return None
    item = re.match(r"(.*?)(?:\s(?:Part\s)?(\d+A?(?:-+\d+)?))?$", found["item"])
    return ArchivalCitation(
        found.group(),
        "other",
        "Archives New Zealand",
        series=found["series"],
        item=item.group(1) if item else found["item"],
        part=item.group(2) if item else None,
    )
