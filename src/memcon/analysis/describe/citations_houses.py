"""Read citations that begin with the name of a house: Canada, Ireland, France, Germany, Poland, Hungary, the League."""

from __future__ import annotations

import re
from typing import Final

from memcon.model.description import ArchivalCitation

# Houses whose papers are cited part by part, parted by commas: series, then volume or file, then leaves.
_HOUSES: Final = (
    r"LAC|Library\sand\sArchives\sCanada|NAI|National\sArchives\sof\sIreland|A?MAE[FE]?|Minist[eè]re\sdes\sAffaires"
    r"\s[eé]trang[eè]res|Archives\s(?:[Nn]ationales|[Dd]iplomatiques)|Bundesarchiv|Politisches\sArchiv(?:\sdes\sAusw[äa]rtigen"
    r"\sAmts)?|LNA|LONA|League\sof\sNations\sArchives?|UNA|UN\sArchives|United\sNations\sArchives|PRC\sFMA|MNL\sOL|MOL|AAN"
    r"|AMSZ|ASMAE|Diplomatic\sArchives\sof\sthe\sMinistry\sof\sForeign\sAffairs(?:\sof\sJapan)?|Nehru\sMemorial\sMuseum"
    r"(?:\sand\sLibrary)?|National\sArchives\sof\sIndia|NMML|Rigsarkivet|Riksarkivet|Nationaal\sArchief"
)
_CITED: Final = re.compile(
    rf"\[?(?P<archive>{_HOUSES})\b(?:\s\([A-Z]{{2,6}}\))?\s?[,:]?\s(?P<rest>[^\n;\]]{{2,160}}?)(?=\]|;|\n|$)\]?"
)
_FILE_OF_CANADA: Final = re.compile(r"(?P<archive>DEA|PCO|DND)/(?P<item>\d[\w-]{2,20})\.?\s*$")
_DIGITAL: Final = re.compile(
    r"(?P<archive>Wilson\sCenter\sDigital\sArchive)[,:.]?\s(?:https?://\S*?/document/|[Dd]ocument\s)(?P<document>\d{3,9})\.?"
)
_LEAVES: Final = re.compile(r"(?:Bl|fols?|ff?|k|pp?|s|l|ll)\.\s?(?P<leaves>\d{1,5}(?:\s?[-–]\s?\d{1,5})?)$")
_VOLUME: Final = re.compile(r"(?:vol|tome|t|Bd)\.\s?(?P<volume>\w{1,8})$", re.IGNORECASE)


def read_house(printed: str) -> ArchivalCitation | None:
    """Read a citation that begins with the name of a house: "MAE, Europe 1944-1970, URSS, vol. 271, fols. 12-18".

    Parts are given as printed: leaves and volume where they are called so, the last of the other parts as the item,
    the rest as the series. All are of the system other. A digital archive's document number is the document.

    Returns:
        The citation, or None where no house is known or nothing with a figure follows its name.
    """
    known = _DIGITAL.match(printed) or _FILE_OF_CANADA.match(printed)
    if known:
        parts = known.groupdict()
        return ArchivalCitation(known.group().rstrip(), archive=parts["archive"], item=parts.get("item"),
                                document=parts.get("document"))
    found = _CITED.match(printed)
    if found is None or not re.search(r"\d", found["rest"]):
        return None
    segments = [part.strip() for part in found["rest"].rstrip(" .").split(",") if part.strip()]
    leaves = _LEAVES.match(segments[-1])
    if leaves:
        segments.pop()
    volume = next((m for part in segments if (m := _VOLUME.match(part))), None)
    segments = [part for part in segments if volume is None or part != volume.string]
    item = segments.pop() if len(segments) > 1 or (segments and volume is None) else None
    return ArchivalCitation(
        found.group().rstrip(), archive=re.sub(r"\s", " ", found["archive"]), series=", ".join(segments) or None,
        item=item, volume=volume["volume"] if volume else None, leaves=leaves["leaves"] if leaves else None,
    )  # fmt: skip
