"""What the columns of name indexes and treaty lists are called, and what they mean in a register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from memcon.analysis.describe.dates import read_date
from memcon.model.dates import bounds
from memcon.model.errors import RegisterError

# Names under which lists head the same thing; the first that is filled counts.
COMMON = {
    "id": ("id", "xml_id", "key", "identifier"),
    "note": ("note", "notes", "remark", "remarks", "description"),
}
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "persons": COMMON
    | {
        "name": ("name", "canonical_name", "full_name", "heading", "label", "person"),
        "side": ("side", "delegation", "country", "state", "nationality"),
        "offices": ("offices", "office", "role_at_the_time", "role", "position", "function", "post", "occupation"),
        "born": ("born", "birth", "birth_date", "date_of_birth"),
        "died": ("died", "death", "death_date", "date_of_death"),
    },
    "places": COMMON
    | {
        "name": ("name", "canonical_name", "heading", "label", "place"),
        "kind": ("kind", "type", "category"),
        "latitude": ("latitude", "lat"),
        "longitude": ("longitude", "lon", "lng", "long"),
    },
    "outcomes": {
        "id": COMMON["id"],
        "title": ("title", "name", "label", "event", "treaty", "heading", "subject"),
        "date": (
            "date_edtf", "edtf", "date", "when", "signed", "date_signed", "signed_on", "date_of_signature", "signature",
            "date_of_conclusion", "concluded", "date_of_delivery", "delivered", "year",
        ),
        "kind": ("kind", "category", "type", "form"),
        "parties": ("parties", "signatories", "contracting_parties", "sides", "states", "countries"),
        "provisions": ("provisions", "terms", "description", "summary"),
        "place": ("place", "place_id", "where", "place_of_signature", "signed_at"),
        "sources": ("sources", "source"),
        "note": ("note", "notes", "remark", "remarks", "date_note"),
    },
}
COLUMNS["issues"] = COMMON | {
    "label": ("label", "name", "title", "heading", "term", "issue", "subject"),
    "broader": ("broader", "broader_term", "bt", "parent"),
}
NAMED_BY = {"persons": "name", "places": "name", "outcomes": "title", "issues": "label"}
LISTS = ("offices", "parties", "sources")
ALSO = ("also", "variants", "variant", "other_names", "aliases", "alias", "alternative_names")
LANGUAGES = {
    "latin": "und-Latn",
    "russian": "ru",
    "mongolian": "mn",
    "chinese": "zh",
    "japanese": "ja",
    "german": "de",
    "french": "fr",
    "english": "en",
    "ukrainian": "uk",
    "arabic": "ar",
    "polish": "pl",
    "czech": "cs",
    "other": None,
}
IN_LANGUAGE = re.compile(r"(?:variants?|names?|also)_(?P<language>[a-z]{2,3}(?:-[a-z]+)?|" + "|".join(LANGUAGES) + r")")
AUTHORITIES = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "viaf": "http://viaf.org/viaf/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "lcnaf": "http://id.loc.gov/authorities/names/{}",
    "isni": "https://isni.org/isni/{}",
}


def normal(kind: str, given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Give a row the names and shapes that the register has for its fields.

    Columns that mean nothing to the register stay as they are. Rows of registers that have no fixed fields only lose
    empty fields.

    Raises:
        RegisterError: the row has no name, or a number that is none.
    """
    row = {_column(key): value for key, value in given.items() if value not in (None, "", [])}
    if kind not in COLUMNS:
        return row
    made: dict[str, Any] = {}
    used: set[str] = set()
    for part, names in COLUMNS[kind].items():
        name = next((one for one in names if one in row and one not in used), None)
        if name is not None:
            made[part] = _shaped(part, row[name], where)
            used.add(name)
    if kind == "persons" and "name" not in made:
        made |= _from_parts(row)
        used |= {"surname", "forename", "family_name", "given_name", "first_name", "last_name"}
    if not made.get(NAMED_BY[kind]):
        name = NAMED_BY[kind]
        raise RegisterError(f"{where}: no {name} stands in it. Fill that column, or call one of the columns {name!r}.")
    if kind == "outcomes":
        made |= _dated(made) | _two_parties(made)
    else:
        used |= _names_and_identifiers(row, made)
    return made | {key: value for key, value in row.items() if key not in used and key not in made}


def _dated(made: Mapping[str, Any]) -> dict[str, Any]:
    """Give an outcome's date in EDTF where the list prints it as people do ("12 March 1936"), and what it prints."""
    printed = str(made.get("date") or "")
    if not printed or bounds(printed) != (None, None):
        return {}
    read = read_date(printed)
    return {"date_printed": printed} | ({"date": read.edtf} if read else {})


def _two_parties(made: Mapping[str, Any]) -> dict[str, Any]:
    """Part those who signed where a list has them in one piece: "USSR, Mongolia", "USSR and Mongolia"."""
    parties: list[str] = made.get("parties") or []
    if len(parties) != 1:
        return {}
    several = [one for one in re.split(r",\s+|\s*/\s*|\s+[–—-]\s+", parties[0]) if one.strip()]
    several = several if len(several) > 1 else re.split(r"\s+(?:and|und|и|&)\s+", parties[0])
    return {"parties": [one.strip() for one in several]} if len(several) > 1 else {}


def _column(name: str) -> str:
    return re.sub(r"[\s.]+", "_", name.strip().lower().replace("\ufeff", ""))


def _shaped(part: str, value: Any, where: str) -> Any:
    if part in LISTS:
        return [one for one in (_word(held) for held in _several(value)) if one]
    if part in ("latitude", "longitude"):
        return _degrees(value, where)
    return str(value) if isinstance(value, int | float) else value


def _degrees(value: Any, where: str) -> float:
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = 999.0
    if abs(degrees) > 180:
        raise RegisterError(
            f"{where}: {value!r} is no latitude or longitude. Write degrees with a point, such as 47.92."
        )
    return degrees


def _word(value: Any) -> str:
    return str(value.get("id") or value.get("name") or "") if isinstance(value, Mapping) else str(value).strip()


def _several(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [one.strip() for one in value.split(";") if one.strip()]
    return list(value) if isinstance(value, list | tuple) else [value]


def _from_parts(row: Mapping[str, Any]) -> dict[str, Any]:
    first = row.get("forename") or row.get("given_name") or row.get("first_name") or ""
    last = row.get("surname") or row.get("family_name") or row.get("last_name") or ""
    return {"name": f"{first} {last}".strip()}


def _names_and_identifiers(row: Mapping[str, Any], made: dict[str, Any]) -> set[str]:
    """Gather other spellings and identifiers; gives the columns that were used."""
    used: set[str] = set()
    also: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = [_identifier(one) for one in _several(row["same_as"])] if "same_as" in row else []
    for key, value in row.items():
        language = IN_LANGUAGE.fullmatch(key)
        if key in ALSO:
            also += [_variant(one, None) for one in _several(value)]
        elif language:
            also += [
                _variant(one, LANGUAGES.get(language["language"], language["language"])) for one in _several(value)
            ]
        elif key in AUTHORITIES:
            same += [{"uri": _uri(key, str(one))} for one in _several(value)]
        elif key != "same_as":
            continue
        used.add(key)
    if also:
        made["also"] = list(_distinct(also))
    if same:
        made["same_as"] = list(_distinct(same))
    return used


def _variant(value: Any, language: str | None) -> dict[str, Any]:
    if isinstance(value, Mapping):
        known = {
            "name": value.get("name"),
            "language": value.get("language") or value.get("lang"),
            "scheme": value.get("scheme"),
        }
        return {key: held for key, held in (known | {k: v for k, v in value.items() if k != "lang"}).items() if held}
    return {"name": str(value)} | ({"language": language} if language else {})


def _identifier(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {"uri": str(value)}


def _uri(authority: str, value: str) -> str:
    return value if "://" in value else AUTHORITIES[authority].format(value)


def _distinct(rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        if row not in kept:
            kept.append(row)
    return kept
