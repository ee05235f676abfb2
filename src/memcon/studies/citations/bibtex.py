"""BibTeX (biblatex), an entry of type @unpublished for a paper in an archive, @incollection for one in an edition."""

from __future__ import annotations

import re

from memcon.studies.citation import Cited, Style

SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
           "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def write(one: Cited) -> str:
    """Write an entry; its key is the record's id."""
    kind = "unpublished" if one.held else "incollection"
    day = one.day
    date = "-".join(f"{part:02}" for part in day if part is not None) if day else ""
    fields = {
        "title": one.title,
        "author": one.drafter or "",
        "date": date,
        "location": one.place or "",
        "booktitle": "" if one.held else one.edition,
        "note": one.held or "",
        "number": one.number or "",
        "pages": one.page or "",
        "addendum": one.passage or "",
        "langid": one.language or "",
    }
    lines = [f"  {name} = {{{_escaped(words)}}}" for name, words in fields.items() if words]
    lines += [f"  url = {{{_plain(one.address)}}}"] if one.address else []
    return f"@{kind}{{{re.sub(r'[^A-Za-z0-9:._-]', '-', one.id)},\n" + ",\n".join(lines) + "\n}"


def _escaped(words: str) -> str:
    return "".join(SPECIAL.get(letter, letter) for letter in " ".join(words.split()))


def _plain(address: str) -> str:
    return re.sub(r"[{}\s\\]", "", address)


STYLE = Style("bibtex", "BibTeX", write)
