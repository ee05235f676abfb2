"""Registers: the people, places, events and outcomes that scholars know, with who says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way a name is written."""

    name: str
    language: str | None = None  # BCP 47, with script where it matters: ru, mn, ru-Latn
    scheme: str | None = None  # romanisation scheme, where one is known


@dataclass(frozen=True, slots=True)
class SameAs:
    """An identifier elsewhere (Wikidata, VIAF, GND, GeoNames), as a URI, and who asserted it."""

    uri: str
    asserted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the register of persons."""

    id: str
    name: str
    also: tuple[Variant, ...] = ()
    side: str | None = None
    offices: tuple[str, ...] = ()
    born: str | None = None  # EDTF
    died: str | None = None  # EDTF
    same_as: tuple[SameAs, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the register of places."""

    id: str
    name: str
    also: tuple[Variant, ...] = ()
    kind: str | None = None
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None
    same_as: tuple[SameAs, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A treaty, a delivery, an event: something that happened outside the talks."""

    id: str
    title: str
    date: str | None = None  # EDTF
    kind: str | None = None
    parties: tuple[str, ...] = ()
    provisions: str | None = None
    place: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A name as printed in one record, with what is known of whoever bears it there.

    `place` is "present" in the list of those present, "talk" for a speaker, "hand" for who drafted or interpreted.
    """

    name: str
    record: str
    date: str | None = None  # EDTF
    office: str | None = None
    side: str | None = None
    company: tuple[str, ...] = ()  # names of the others present
    place: str = "talk"
