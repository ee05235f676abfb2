"""What an issue is called: words that somebody types, found again in any of their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from memcon.model.errors import NotFound

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
BETWEEN = r"[\s\-‐‑–’']*"  # "cease-fire", "cease fire", "ceasefire"
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
CASE_ENDING = re.compile(r"(?:[аеёиоуыэюяьй]{1,2})$")
STEM = 4  # letters that stay of a word whose ending may change
NEAREST = 3  # labels named when nothing fits


@dataclass(frozen=True, slots=True)
class Terms:
    """What an issue is called, and the pattern that finds it; the pattern is one for Python and for Polars.

    `why` says where the spellings come from.
    """

    asked: str
    spellings: tuple[str, ...]
    pattern: str
    why: tuple[str, ...] = ()

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for Python."""
        return re.compile(self.pattern)


def terms(
    asked: str,
    also: Iterable[str] = (),
    register: Mapping[str, Mapping[str, Any]] | None = None,
    tied: Iterable[Iterable[str]] = (),
) -> Terms:
    """Say under which words an issue is looked for.

    Args:
        asked: an id or a label of the register of issues, or words.
        also: other words for the same.
        register: the register of issues; the row that is meant gives its label and other spellings.
        tied: labels, or ids of the register, that people ruled to be one issue.

    Raises:
        NotFound: no word stands in what is asked.
    """
    known = register or {}
    row = _row(asked, known)
    spellings = [asked] if row is None else list(spelt(row))
    why = [] if row is None else [f"the register of issues: {row['id']}"]
    same = list(_ruled_same({asked, *spellings, *([row["id"]] if row else [])}, known, tied))
    why += ["what people accepted as the same issue"] if same else []
    held = tuple(dict.fromkeys(one.strip() for one in (*spellings, *same, *also) if WORD.search(one)))
    if not held:
        raise NotFound(f"“{asked}” holds no word to look for. Name an issue: memcon course ARCHIVE 'cease-fire'")
    if also:
        why.append("words given with --also")
    parts = [_phrase(one) for one in sorted(held, key=len, reverse=True)]
    return Terms(asked, held, rf"(?i)\b(?:{'|'.join(parts)})\b", tuple(why))


def _ruled_same(
    names: set[str], register: Mapping[str, Mapping[str, Any]], tied: Iterable[Iterable[str]]
) -> Iterable[str]:
    """Give the spellings of what people ruled to be the same issue, through however many rulings."""
    reached = {name.casefold() for name in names}
    waiting = [tuple(group) for group in tied]
    while joining := [group for group in waiting if reached & {one.casefold() for one in group}]:
        waiting = [group for group in waiting if group not in joining]
        for name in (name for group in joining for name in group):
            its = list(spelt(register[name])) if name in register else [name]
            yield from (one for one in its if one.casefold() not in reached)
            reached |= {name.casefold(), *(one.casefold() for one in its)}


def _row(asked: str, register: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Find the row of the register that is meant: by its id, else by one of its spellings."""
    if asked in register:
        return register[asked]
    wanted = asked.strip().casefold()
    return next((row for row in register.values() if wanted in {one.casefold() for one in spelt(row)}), None)


def spelt(row: Mapping[str, Any]) -> Iterable[str]:
    """Give label and other spellings of an issue, whether these are plain words or have a language."""
    for part in ("label", "name", "title", "also"):
        held = row.get(part)
        for one in held if isinstance(held, list) else [held]:
            words = one.get("name") or one.get("label") if isinstance(one, Mapping) else one
            if isinstance(words, str) and words.strip():
                yield words


def _phrase(words: str) -> str:
    return BETWEEN.join(_forms(word) for word in WORD.findall(words))


def _forms(word: str) -> str:
    """Give a pattern for the forms of a word: endings of number, case and tense, and of what is of a place."""
    low = word.lower()
    if low.isdigit() or len(low) <= 2:
        return re.escape(word)
    if CYRILLIC.search(low):
        stem = CASE_ENDING.sub("", low) if len(low) > STEM else low
        return re.escape(stem) + ("[а-яё]{0,3}" if len(stem) >= STEM else "[а-яё]?")
    if low.endswith("y") and len(low) > STEM:
        return re.escape(low[:-1]) + r"(?:ys?|ies|y['’]s)"
    if low.endswith("e") and len(low) > 3:
        return re.escape(low[:-1]) + r"(?:e|es|ed|ing|e['’]s)"
    if low.endswith("s") and not low.endswith("ss") and len(low) > STEM:
        return re.escape(low[:-1]) + r"s?(?:['’]s?)?"
    return re.escape(low) + r"(?:s|es|n|ns|d|ed|ing|e|en|er|['’]s?)?"


def nearest(asked: str, labels: Iterable[str]) -> str:
    """Name the labels most like what was asked, in a sentence; "" where none is."""
    known = {label.casefold(): label for label in labels}
    words = [word.casefold() for word in WORD.findall(asked) if len(word) >= STEM]
    sharing = [label for low, label in known.items() if any(word[:STEM] in low for word in words)]
    near = [known[one] for one in get_close_matches(asked.casefold(), list(known), n=NEAREST, cutoff=0.5)]
    found = list(dict.fromkeys([*near, *sharing]))[:NEAREST]
    return f" Nearest: {', '.join(found)}." if found else ""
