"""What the files of a frozen room are called: legal on every system, and never two addresses in one file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Segments = tuple[str, ...]
Query = tuple[tuple[str, str], ...]
PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
HASHED = re.compile(r"-[0-9a-f]{12}$")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
GIVEN_UP = ("lang", "theme", "show", "correct")  # what a file cannot ask


def split(address: str) -> tuple[Segments, Query, str]:
    """Take an address of the room apart: its parts as they were before quoting, what it asks, and its fragment."""
    its = urlsplit(address)
    segments = tuple(unquote(one) for one in its.path.split("/") if one)
    asked = sorted((name, word) for name, word in parse_qsl(its.query) if name not in GIVEN_UP)
    return segments, tuple(one for one in asked if one != ("page", "1")), its.fragment


def joined(segments: Segments, query: Query = ()) -> str:
    """Put an address together again."""
    path = "/" + "/".join(quote(one, safe="") for one in segments)
    return path + ("?" + "&".join(f"{name}={quote(word, safe='')}" for name, word in query) if query else "")


def file_of(segments: Segments, query: Query = ()) -> str:
    """Name the file of an address, without its ending: "r/frus1946v09-d12-0af3c1", "records--page-2"."""
    asked = "--" + safe("-".join(f"{name}-{word}" for name, word in query)) if query else ""
    if not segments:
        return "index" + asked
    return "/".join([safe(segments[0]), *([safe("/".join(segments[1:]))] if len(segments) > 1 else [])]) + asked


def safe(word: str) -> str:
    """Give a word that may stand in a file name anywhere; one that may not gets a mark of its own.

    Only small Latin letters, digits, dots and hyphens stay, for some systems do not tell capitals apart and some web
    hosts do not know other letters.
    """
    legal = PLAIN.fullmatch(word) and "--" not in word and not word.endswith((".", "-")) and not HASHED.search(word)
    if legal and word.split(".")[0] not in RESERVED:
        return word
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    begin = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "x"
    return f"{begin}-{hashlib.sha256(word.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def filled(pattern: str, parts: Iterable[tuple[str, str]]) -> Segments:
    """Fill the parts into a page's pattern: "/r/{record:path}" with record="a/b" gives ("r", "a/b")."""
    held = dict(parts)
    names: Sequence[str] = [one for one in pattern.split("/") if one]
    return tuple(held[one.strip("{}").partition(":")[0]] if one.startswith("{") else one for one in names)
