"""Papers that the tests of searching ask: the built-in calendar in two languages, and invented talks in German."""

from __future__ import annotations

from pathlib import Path

import memcon
from memcon.archive.archive import Archive

CALENDAR = Path(memcon.__file__).parent / "calendar"
MINUTES = """Minutes of Meeting Between Count Rupert and Colonel Sapt, Zenda, {day}

Present: Count Rupert, Colonel Sapt

Colonel Sapt asked whether Count Rupert would agree to a cease-fire at the bridge. Count Rupert replied that he would
agree to a cease-fire if the King were well. Colonel Sapt proposed that the troops should be withdrawn from the bridge.
Count Rupert said that he had withdrawn his men, and that no troops were near the old mill.
"""
GERMAN = """Aufzeichnung über die Unterredung des Grafen Rupert mit Oberst Sapt

Zenda, den 3. Juli 1905

Anwesend: Graf Rupert, Oberst Sapt

Oberst Sapt fragte, ob die Verhandlungen über die Brücke fortgesetzt würden. Graf Rupert antwortete, er habe die
Verhandlung nie abgebrochen. Oberst Sapt sagte, man habe gestern lange verhandelt.
"""
UNDATED = """Memorandum of Conversation

Participants: Count Rupert, Colonel Sapt

Colonel Sapt asked whether the cease-fire would hold. Count Rupert replied that the cease-fire would hold.
"""


def archive_of(place: Path) -> Archive:
    """Make an archive of the calendar and the invented papers, processed."""
    archive = memcon.create(place / "A")
    papers = {"june.txt": MINUTES.format(day="June 1, 1905"), "juli.txt": GERMAN, "undated.txt": UNDATED}
    for name, text in papers.items():
        (place / name).write_text(text, encoding="utf-8")
    memcon.add(archive, *(place / name for name in papers), collection="Zenda papers")
    memcon.add(archive, *(CALENDAR / f"talks-1932-1939.{code}.xml" for code in ("en", "ru")), collection="Calendar")
    memcon.register(archive, "persons", CALENDAR / "persons.jsonl")
    memcon.process(archive)
    return archive
