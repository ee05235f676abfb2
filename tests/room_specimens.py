"""An archive for the tests of the reading room: invented records of talk, one of them hostile."""

from __future__ import annotations

from pathlib import Path

import memcon
from memcon.archive.archive import Archive

HOSTILE = "<script>window.hurt=1</script><svg onload='window.hurt=1'><style>*{display:none}</style>"
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenpensionsauszahlungsstelle" * 4
BIDI = "\u202etxt.exe\u202c \u2066isolated\u2069"
RECORDS = {
    "bridge-1": """Memorandum of Conversation

Vienna, March 3, 1936.

Participants: Count Rupert, Ambassador of Ruritania
Mr. Smith, Ambassador of Freedonia

Count Rupert asked whether the bridge at Strelsau would be opened before the summer.

Mr. Smith said that the bridge must stay closed until the customs question was settled. He insisted that the toll be
paid in gold.

Count Rupert said that the customs question was nearly settled. He promised to send a draft of the customs convention
to the Embassy by May.

Mr. Smith proposed that experts meet in Vienna. Count Rupert agreed to this.
""",
    "bridge-2": """Memorandum of Conversation

Vienna, April 20, 1936.

Participants: Count Rupert, Ambassador of Ruritania
Mr. Smith, Ambassador of Freedonia

Mr. Smith asked when the draft of the customs convention would be sent.

Count Rupert said that he had sent the draft of the customs convention to the Embassy on April 18.

Mr. Smith promised to open the bridge at Strelsau in June.
""",
    "hostile": f"""Memorandum of Conversation {HOSTILE} {BIDI}

Vienna, May 2, 1936.

Participants: Count Rupert, Ambassador of Ruritania
Mr. Smith, Ambassador of Freedonia

Count Rupert said that {HOSTILE} [a](javascript:window.hurt=1) {ENDLESS} was the word on the bridge.

Mr. Smith asked whether {BIDI} meant the bridge at Strelsau.
""",
    "note": "A note without any talk.\n\nThe bridge was painted in 1935.\n",
}


def room_archive(folder: Path) -> Archive:
    """Make the archive, processed."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for name, text in RECORDS.items():
        (papers / f"{name}.txt").write_text(text, encoding="utf-8")
    made = memcon.create(folder / "archive", name=f"Ruritania {HOSTILE}")
    memcon.add(made, papers, collection=f"Papers of the bridge {HOSTILE}")
    memcon.process(made)
    return made


def record_of(archive: Archive, name: str) -> str:
    """Give the id of the record of one file."""
    return next(one.id for one in memcon.records(archive) if one.source_name.startswith(name))
