"""What a TEI header states of a document: title, meeting, those present, where the paper lies, whose ids are whose."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from memcon.accession.markup import words_of
from memcon.model.dates import HistoricalDate
from memcon.model.description import Part, Participant

if TYPE_CHECKING:
    from memcon.accession.markup import Element
XML = "{http://www.w3.org/XML/1998/namespace}"
VOLUME = re.compile(r"frus\d{4}[\w-]*")
DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
EDTF = re.compile(r"[-\d/.?~%XT:\[\]{},YSZ+]{4,60}")
EDITORIAL = re.compile(
    r"(?i)\W*(?:editorial note|introduction|preface|foreword|acknowledge?ments|einleitung|vorwort|einführung|"
    r"geleitwort|editionsbericht|zur edition|введение|предисловие|от редакции|от составителей|avant-propos|préface)\b")
LEADING_LABEL = re.compile(r"^[\w ]{1,30}:\s+")
# What editors write for somebody whose name they do not know: nobody is called so
UNKNOWN = re.compile(r"(?i)\W*(?:unbekannt|unknown|inconnu|неизвест\w+|n\. ?n\.)\W*")
PRESENT_LISTS = re.compile(r"(?i)present|attend|participant|teilnehmer|anwesend")
STYLES = (("letter-spacing", "spaced"), ("spaced", "spaced"), ("gesperrt", "spaced"), ("small-caps", "small_caps"),
          ("smallcaps", "small_caps"), ("small_caps", "small_caps"), ("italic", "italic"), ("bold", "bold"),
          ("strong", "bold"))
SHORT_STYLES = {"i": "italic", "it": "italic", "b": "bold", "sc": "small_caps", "g": "spaced"}
PARTS = (("interpret", Part.INTERPRETER), ("translator", Part.INTERPRETER), ("draft", Part.DRAFTER),
         ("record", Part.DRAFTER), ("note", Part.DRAFTER), ("secretary", Part.DRAFTER), ("protocol", Part.DRAFTER),
         ("speaker", Part.SPEAKER))
TWO_LETTERS = {"eng": "en", "ger": "de", "deu": "de", "rus": "ru", "fre": "fr", "fra": "fr", "mon": "mn"}
NOT_PRESENT = frozenset({"absent", "excused", "signed-protocol", "mentioned"})


@dataclass(frozen=True, slots=True)
class Header:
    """What a TEI header states. None and () mean that it is silent."""

    title: str | None = None
    language: str | None = None
    volume: str | None = None  # id of the volume in its series, such as frus1961-63v11
    date: HistoricalDate | None = None
    place: str | None = None
    citation: str | None = None
    present: tuple[Participant, ...] = ()
    is_meeting: bool = False
    is_editorial: bool = False
    names: dict[str, str] = field(default_factory=dict)  # id of a person to the name
    renditions: dict[str, str] = field(default_factory=dict)  # id of a rendition to the kind of mark


def read_header(header: Element, root: Element, around: Header) -> Header:
    """Read a teiHeader.

    Args:
        header: the element, complete.
        root: the TEI element it stands in.
        around: the header of the corpus that holds this document; its persons are known here too.
    """
    titles = [e for e in header.findall("{*}fileDesc/{*}titleStmt/{*}title") if words_of(e)]
    title = _title(titles)
    meeting = next(header.iter("{*}meeting"), None)
    lists = [e for e in header.iter("{*}listPerson") if PRESENT_LISTS.search(e.get("type") or "")]
    own = next((words_of(t) for t in titles if t.get("level") == "a"), title)
    return Header(
        title=title, language=_language(header, root) or around.language, volume=_volume(header, root),
        date=_date(header, meeting), place=_place(header, meeting), citation=_citation(header),
        present=tuple(p for one in lists for p in participants(one)), is_meeting=meeting is not None or bool(lists),
        is_editorial=bool(own and EDITORIAL.match(own)), names={**around.names, **person_names(header)},
        renditions={**around.renditions, **_renditions(header)})


def _title(titles: list[Element]) -> str | None:
    """Choose the document's own title: analytic, else main, else the first that is not a subtitle."""
    for choice in (lambda t: t.get("level") == "a", lambda t: t.get("type") in ("main", "complete"),
                   lambda t: t.get("type") not in ("sub", "desc", "series"), lambda _: True):
        found = next((words_of(t) for t in titles if choice(t)), None)
        if found:
            return found
    return None


def _language(header: Element, root: Element) -> str | None:
    told = root.get(f"{XML}lang") or next((e.get("ident") for e in header.iter("{*}language") if e.get("ident")), None)
    return language_code(told)


def language_code(told: str | None) -> str | None:
    """Give the language of a BCP 47 tag without script or region; three letters only where there are not two."""
    code = re.split(r"[-_]", told.strip())[0].lower() if told else ""
    return TWO_LETTERS.get(code, code) or None


def _volume(header: Element, root: Element) -> str | None:
    told = [root.get(f"{XML}id") or "", *(words_of(e) for e in header.iter("{*}idno"))]
    return next((found[0] for one in told if (found := VOLUME.fullmatch(one))), None)


def _date(header: Element, meeting: Element | None) -> HistoricalDate | None:
    places = [meeting] if meeting is not None else []
    places += [*header.iter("{*}setting"), *header.iter("{*}creation")]
    places += [*header.findall("{*}fileDesc/{*}sourceDesc/{*}bibl")]
    for place in places:
        for element in place.iter("{*}date"):
            found = historical_date(element)
            if found is not None:
                return found
    return None


def _place(header: Element, meeting: Element | None) -> str | None:
    if meeting is not None:
        return next((words_of(e) for e in meeting.iter("{*}placeName")), None) or None
    for setting in header.iter("{*}setting"):
        named = [e for e in setting.iter("{*}placeName", "{*}name", "{*}settlement")
                 if e.get("type") in (None, "place", "city", "settlement")]
        if named:
            return words_of(named[0]) or None
    return None


def _citation(header: Element) -> str | None:
    """Put the manuscript's repository and identifiers in a row: "HHStA, Ministerrat, MRZ 12".

    Where the identifier names no repository, the first reference beside it, if any, tells the holdings.
    """
    identifier = next(header.iter("{*}msIdentifier"), None)
    if identifier is None:
        return None
    parts = [f"{e.get('type')} {words_of(e)}" if e.get("type") and e.tag.endswith("idno") else words_of(e)
             for e in identifier if words_of(e)]
    if parts and not any(e.tag.endswith(("repository", "institution", "settlement")) for e in identifier):
        holdings = next((_own_words(e) for e in header.findall("{*}fileDesc/{*}sourceDesc/{*}bibl")), "")
        parts = [LEADING_LABEL.sub("", holdings), *parts] if holdings else parts
    return ", ".join(parts) or None


def _own_words(element: Element) -> str:
    """Give the words of a reference without its links."""
    words = [element.text or ""]
    for child in element:
        words += ["" if child.tag.endswith(("ref", "ptr")) else words_of(child), child.tail or ""]
    return " ".join(" ".join(words).split())


def person_names(around: Element) -> dict[str, str]:
    """Give the names of the persons and groups that are listed with an id."""
    names = {}
    for person in around.iter("{*}person", "{*}personGrp", "{*}org"):
        known = person.get(f"{XML}id") or _id(person.get("corresp"))
        if known:
            name = next((e for e in person.iter("{*}persName", "{*}name", "{*}orgName") if words_of(e)), None)
            names[known] = _person_name(name) if name is not None else words_of(person)
    return names


def _person_name(name: Element) -> str:
    """Put forenames before the surname, which some corpora list the other way round."""
    parts = {"forename": "", "surname": ""}
    for child in name:
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind in parts:
            parts[kind] = f"{parts[kind]} {words_of(child)}".strip()
        elif kind or (child.tail or "").strip():
            return words_of(name)
    return " ".join(part for part in parts.values() if part) or words_of(name)


def participants(people: Element) -> list[Participant]:
    """Read a list of those present. Who was absent, or only signed the record, is left out."""
    found = []
    for person in people.iter("{*}person"):
        roles = set((person.get("role") or "").split())
        name = next(person.iter("{*}persName", "{*}name"), None)
        printed = _person_name(name) if name is not None else words_of(person)
        if not printed or UNKNOWN.fullmatch(printed) or (roles and roles <= NOT_PRESENT):
            continue
        named = _id(name.get("ref") or name.get("corresp")) if name is not None else None
        known = _id(person.get("corresp")) or named or person.get(f"{XML}id")
        found.append(Participant(printed, known, _side(person), _office(person), _part(roles)))
    return [one for i, one in enumerate(found) if one.name not in {other.name for other in found[:i]}]


def _side(person: Element) -> str | None:
    return next((words_of(e) for e in person.iter("{*}affiliation", "{*}nationality")), None) or None


def _office(person: Element) -> str | None:
    return next((words_of(e) for e in person.iter("{*}occupation", "{*}roleName")), None) or None


def _part(roles: set[str]) -> Part:
    told = " ".join(roles - NOT_PRESENT).lower()
    return next((part for word, part in PARTS if word in told), Part.PRESENT)


def _id(reference: str | None) -> str | None:
    """Take the hash off a reference; of several, the first."""
    return reference.split()[0].rpartition("#")[2] or None if reference and reference.strip() else None


def _renditions(header: Element) -> dict[str, str]:
    kinds = {e.get(f"{XML}id"): kind_of_style(words_of(e)) for e in header.iter("{*}rendition")}
    return {known: kind for known, kind in kinds.items() if known and kind}


def kind_of_style(style: str) -> str | None:
    """Tell what kind of mark a style or a rendition's name stands for."""
    told = style.lower().lstrip("#")
    return next((kind for word, kind in STYLES if word in told), SHORT_STYLES.get(told))


def historical_date(element: Element, printed: str | None = None) -> HistoricalDate | None:
    """Read a date element's attributes; None when they say nothing that can be read."""
    edtf = _edtf(element)
    if edtf is None:
        return None
    words = printed or words_of(element) or edtf
    supplied = words.startswith("[") or words.endswith("]")
    reckoning = (element.get("calendar") or element.get("datingMethod") or "").lower()
    calendar = "julian" if "julian" in reckoning else "gregorian"
    certainty = "approximate" if element.get("cert") == "low" else "supplied" if supplied else "stated"
    return HistoricalDate(words, edtf, certainty, calendar)


def _edtf(element: Element) -> str | None:
    one = element.get("when-iso") or element.get("when")
    if one:
        day = DAY.fullmatch(one.strip())
        return day[1] if day else one.strip() if EDTF.fullmatch(one.strip()) else None
    first = _first_day(element, "from", "notBefore")
    last = _first_day(element, "to", "notAfter")
    return span(first, last) if first or last else None


def _first_day(element: Element, *names: str) -> str | None:
    return next((day for name in names for end in ("", "-iso") if (day := _day(element.get(name + end)))), None)


def _day(told: str | None) -> str | None:
    found = DAY.fullmatch(told.strip()) if told else None
    return found[1] if found else None


def span(first: str | None, last: str | None) -> str:
    """Write the time between two days in EDTF; a whole month or year by its own name."""
    if first == last and first:
        return first
    if first and last and len(first) == len(last) == 10:
        year, month = int(first[:4]), int(first[5:7])
        if first[5:] == "01-01" and last == f"{first[:4]}-12-31":
            return first[:4]
        if first[8:] == "01" and 1 <= month <= 12 and last == f"{first[:7]}-{monthrange(year or 4, month)[1]:02}":
            return first[:7]
    return f"{first or '..'}/{last or '..'}"


def stated_by_edition(division: Element, printed: HistoricalDate | None) -> HistoricalDate | None:
    """Read the dates an edition sets on its document divisions (frus:doc-dateTime-min and -max)."""
    told = {key.rpartition("}")[2]: value for key, value in division.items()}
    first, last = _day(told.get("doc-dateTime-min")), _day(told.get("doc-dateTime-max"))
    if not first and not last:
        return printed
    edtf = span(first, last)
    if printed is None:
        return HistoricalDate(edtf, edtf, "inferred")
    return printed if printed.edtf == edtf else replace(printed, edtf=edtf)
