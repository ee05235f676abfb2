"""Read Russian citations: archive, fond, opis, papka, delo, leaves, in Cyrillic and in Latin script."""

from __future__ import annotations

import re
from typing import Final

from memcon.model.description import ArchivalCitation

HEAD_LONGEST: Final = 180  # letters before the first part: the longest full name of an archive with its acronym

# Each word that opens a part, with the part it opens. "п." and "p." are a papka before the delo and pages after it;
# in fond 89 the perechen stands where others have an opis and the document where others have a delo.
_LABELS: Final = {
    "fond": ("ф", "фонд", "f", "fond"),
    "opis": ("оп", "опись", "op", "opis", "opis'", "opis’", "пер", "перечень", "per", "perechen", "perechen’", "inv"),
    "folder": ("п", "пап", "папка", "p", "pap", "papka", "folder", "пор", "por", "кор", "короб", "karton"),
    "delo": ("д", "дело", "d", "delo", "dd", "дд", "ед. хр", "ед.хр", "ed. khr", "ed.khr", "file", "док", "dok", "doc"),
    "volume": ("т", "том", "t", "tom", "vol"),
    "leaves": ("л", "лл", "лист", "листы", "l", "ll", "list", "listy", "listi", "pp", "с", "стр", "fol", "leaf",
               "leaves", "sheet", "sheets"),
}  # fmt: skip
_PART_OF: Final = {word: part for part, words in _LABELS.items() for word in words}
_WORDS: Final = "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in sorted(_PART_OF, key=len, reverse=True))

_DASH: Final = r"[-‐‑‒–—―−]"
_LEAF: Final = r"\d{1,5}(?:[а-яa-z]\b)?(?:[ \t]?(?:об|ob|v|rev)\b\.?)?"
_RANGE: Final = rf"{_LEAF}(?:\s?{_DASH}{{1,2}}\s?{_LEAF})?"
_LEAVES: Final = re.compile(rf"{_RANGE}(?:\s?(?:,|;|и|and)\s?(?!\d{{4}}\s?г){_RANGE}(?!\w)){{0,40}}")
_LABEL: Final = re.compile(rf"(?<![\w'’])({_WORDS})(?:\.\s{{0,2}}|\s{{1,2}})(?:№\s?|No\.?\s?)?", re.IGNORECASE)
_NUMBER: Final = re.compile(rf"(?:[A-ZА-ЯЁ]{{1,3}}\s?{_DASH}?\s?)?\d[^\W_]{{0,7}}(?:[/\-‐‑–]\w{{1,8}}){{0,3}}")
_BETWEEN: Final = re.compile(r"[\s.,;:]{0,4}")
_ARCHIVE_NAME: Final = re.compile(
    r"Archiv|Arkhiv|Архив|Hoover|Ibid|Idem|Там\sже|МҮТ|музе|Museum|Cent(?:re|er)|Центр|Fonds|Bibliot|Библиот|Library",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"[A-ZА-ЯЁҮӨ]{2}|Ts[A-Z]")
_AMERICAN: Final = re.compile(r"\bLot\b|^RG\s\d")  # "Lot 65 D 533" is no delo
_SAME_PLACE: Final = re.compile(r"(?:Ibid|Idem|Там\sже)\b\.?", re.IGNORECASE)


def read_russian(printed: str) -> ArchivalCitation | None:
    """Read a citation by fond, opis, delo and leaves that begins with the first letter of `printed`.

    `raw` ends with the first group of leaves: a second group ("L. 208 - 217. Electrographic copy.") is a second
    physical unit and stays in the note. A citation that names no fond needs an archive ("Archive of SVR. L. 198 -
    200.", "Ibid. Op. 16. D. 372."); "Ibid" and «Там же» are not given as the archive.

    Returns:
        The citation, or None when no two parts, or no archive with one part, stand at the beginning.
    """
    opening = _first_label(printed)
    if opening is None:
        return None
    head = printed[: opening.start()]
    if _AMERICAN.search(head):
        return None
    parts, end = _parts_from(printed, opening)
    if not _enough(head, parts):
        return None
    end = _closed(printed, end)
    return ArchivalCitation(
        raw=printed[:end],
        system="ru",
        archive=_archive_in(head),
        fond=parts.get("fond"),
        opis=parts.get("opis"),
        folder=parts.get("folder"),
        delo=parts.get("delo"),
        volume=parts.get("volume"),
        leaves=parts.get("leaves"),
    )


def names_archive(head: str) -> bool:
    """Say whether words look like the name of an archive: "Ibid", "Archive of ...", or an acronym among capitals."""
    if not head[:1].isupper():
        return False
    if _ARCHIVE_NAME.search(head):
        return True
    return bool(_ACRONYM.search(head)) and all(not word[0].islower() for word in re.findall(r"\w+", head))


def _first_label(printed: str) -> re.Match[str] | None:
    for label in _LABEL.finditer(printed, 0, HEAD_LONGEST):
        if _NUMBER.match(printed, label.end()) and not printed[: label.start()].rstrip().endswith(("№", "No.")):
            return label
    return None


def _parts_from(printed: str, label: re.Match[str] | None) -> tuple[dict[str, str], int]:
    """Read part after part until something else stands there, or a part comes a second time."""
    parts: dict[str, str] = {}
    end = 0
    while label is not None:
        part = _part_called(label.group(1), parts)
        value = (_LEAVES if part == "leaves" else _NUMBER).match(printed, label.end())
        if value is None or part in parts:
            break
        parts[part] = value.group()
        end = value.end()
        if part == "leaves":
            break
        between = _BETWEEN.match(printed, end)
        label = _LABEL.match(printed, between.end() if between else end)
    return parts, end


def _part_called(word: str, parts: dict[str, str]) -> str:
    spelt = word.lower()
    known = _PART_OF.get(spelt) or _PART_OF.get(re.sub(r"\s", " ", spelt)) or _PART_OF[re.sub(r"\s", "", spelt)]
    return "leaves" if known == "folder" and spelt in ("p", "п") and "delo" in parts else known


def _enough(head: str, parts: dict[str, str]) -> bool:
    if "fond" in parts:
        return len(parts) > 1 and (not head.strip() or head[:1].isupper() or head[:1] in "«\"“")
    return bool(parts) and names_archive(head) and ("delo" in parts or "opis" in parts or "leaves" in parts)


def _archive_in(head: str) -> str | None:
    name = _SAME_PLACE.sub("", head.rpartition("Digital Archive, ")[2]).strip(" \t\n.,;:«»\"“”—–-")
    return re.sub(r"\s+", " ", name) or None


def _closed(printed: str, end: int) -> int:
    """Take in the full stop that closes the citation: it is printed with it."""
    return end + 1 if printed[end : end + 1] == "." else end
