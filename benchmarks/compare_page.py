"""Compare real pairs of records and write docs/compare.md: python -m benchmarks.compare_page [ARCHIVE].

ARCHIVE is one that holds the volumes named below, processed; without it they are added and processed first.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.marshall import asked, excerpt
from benchmarks.measuring import PROJECT, SHARED

VOLUMES = ("frus1946v10.epub", "frus1942China.epub")
OPENING = """# Two records of one meeting

Written by `python -m benchmarks.compare_page` on {day}. What stands in the boxes is what the commands print, cut only
in length. Nobody has corrected anything in these archives: links, speakers and labels are the machine's.

    memcon compare ARCHIVE                       # which records may be two of one meeting
    memcon compare ARCHIVE RECORD RECORD         # act by act: = in both, ≠ differently, A or B only, ↕ in another place
    memcon compare ARCHIVE RECORD RECORD --as html --to compared.html    # both texts side by side
    memcon compare ARCHIVE RECORD RECORD --as csv                        # also jsonl, markdown

In Python: `memcon.compare(archive, record, other)` gives the rows, the figures with their intervals, and what each
drafter leaves out; `memcon.compare(archive)` gives the pairs worth comparing.

**How it works.** Each act of one record is weighed against each of the other: words in common, rare ones counting for
more; words that mean nearly the same; figures in digits or words; names by their sound in either script; a small
lexicon of the words of diplomacy in English, Russian and German; nearness of meaning of the sentence and of its
neighbours (`--meaning none` leaves meaning out); by how much a pair stands out among all others of either act; speaker,
and labels, rare ones counting for more. Then the order is weighed as a whole: an act is told most likely where the one
before it was told or a little later, sometimes nowhere, seldom elsewhere; this is done from either record, and both
must agree. The weights are learnt from pairs that somebody read (`training/compare.py`), and the certainty of a link
is one that held on pairs left out. An act may be told as several neighbouring ones, in another place, or not at all.

**Differently** means: other figures, another speaker, another label or strength, where the machine is sure of them.
A difference that rests on an unsure speaker or label, or on a "not" in one of two sentences, is shown and not counted.

**What to beware of.** A link is right in eight or nine cases of ten, but where two drafters retell freely two fifths
and more of what a reader links are not found ([accuracy](accuracy.md#two-records-of-one-meeting)). "Only in A" means
that no counterpart was *found*; "perhaps B ¶3" says where to look first. The interval of a figure tells how far it
hangs on single stretches of these two papers, not how such papers agree in general. The texts stay two sources:
nothing is merged. Records of different days, or with nobody in common, a copy, or a record without acts are refused
with the reason; `--anyway` insists where there is something to compare.
"""
QUESTIONS: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    (
        "Which pairs there are",
        "Two records of one meeting as `memcon meetings --proposals` proposes them, and papers that tell of a recorded "
        "talk. Whether they do is for a reader to say.",
        ("compare", "--limit", "6"),
        30,
    ),
    (
        "Marshall's notes and his telegram, 8 November 1946",
        "Notes on a series of meetings with Chiang Kai-shek, and what Marshall cabled to President Truman of them.",
        ("compare", "frus1946v10-d252", "frus1946v10-d254"),
        110,
    ),
    (
        "Kalgan, 4 October 1946",
        "Marshall's notes of the meeting, and his telegram of the next day; nothing was learnt from this pair.",
        ("compare", "frus1946v10-d149", "frus1946v10-d151"),
        90,
    ),
    (
        "Retold freely: Wang Ping-nan, 22 September 1946",
        "Notes by Marshall's staff of 53 acts, and the few sentences of his telegram on this talk, with others "
        "before and behind them; nothing was learnt from this pair.",
        ("compare", "frus1946v10-d108", "frus1946v10-d109"),
        120,
    ),
    (
        "The same words sent abroad, 10 November 1942",
        "Hull's memorandum of his talk with the Chinese Ambassador, and the telegram of the next day to London, of "
        "which one sentence is heard as talk.",
        ("compare", "frus1942China-d267", "frus1942China-d270"),
        60,
    ),
    (
        "Where it fails: two drafters, 8 January 1942",
        "Berle and Livesey on one meeting about a loan to China. A reader links four acts, memcon none: each told "
        "it in words of his own. Then the rows are only two lists, and the cautions are meant.",
        ("compare", "frus1942China-d318", "frus1942China-d319"),
        60,
    ),
)
CALENDAR = (
    "Across languages: 24 November 1934",
    "The built-in calendar tells the talk in English and in Russian.",
    ("compare", "talks-1932-1939.en-M05", "talks-1932-1939.ru-M05"),
    75,
)


def main(given: Sequence[str]) -> None:
    """Make the archives, ask, and write the page."""
    files = [SHARED / "corpora" / "frus" / name for name in VOLUMES]
    if not given and not all(path.is_file() for path in files):
        print("docs/compare.md is left as it is: the volumes are not beside the project.")
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = given[0] if given else str(Path(folder) / "volumes")
        if not given:
            asked(("create", archive))
            asked(("add", archive, *map(str, files)))
            asked(("process", archive))
        demo = str(Path(folder) / "demo")
        asked(("demo", "--to", demo))
        parts = [_part(archive, *one) for one in QUESTIONS] + [_part(demo, *CALENDAR)]
    day = datetime.now(UTC).date().isoformat()
    (PROJECT / "docs" / "compare.md").write_text("\n\n".join([OPENING.format(day=day), *parts]) + "\n", "utf-8")


def _part(archive: str, heading: str, words: str, command: tuple[str, ...], lines: int) -> str:
    said, seconds = asked((command[0], archive, *command[1:]))
    print(f"{' '.join(command)}: {seconds:.1f} s", flush=True)
    return f"## {heading}\n\n{words}\n\n```text\n{excerpt(command, said.replace(archive, 'ARCHIVE'), lines)}\n```"


if __name__ == "__main__":
    main(sys.argv[1:])
