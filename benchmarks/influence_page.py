"""Write docs/influence.md: what each measure of influence is, and what it says of the Marshall mission.

python -m benchmarks.influence_page [ARCHIVE]. The measures are described by their own words. Without an archive of the
volumes one is made, which takes some minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.influence import PAIR, VOLUMES, mission
from benchmarks.marshall import asked
from benchmarks.measuring import PROJECT, SHARED
from memcon.inquiries.influence.measure import FEW, LEAST, Measure
from memcon.inquiries.influence.read import catalogue

PAGE = PROJECT / "docs" / "influence.md"
OPENING = """# Who moved whom

Written by `python -m benchmarks.influence_page` on {day}. The words on each measure are those of the program.

Who led a series of talks, and who gave way? Most measures of influence count words as they were spoken, or function
words that echo; a memorandum has neither: its function words are the note-taker's. `memcon influence` counts what
survives reported speech: who opens issues and who takes them up, who presses and who yields, who asks and who must
answer, whose words come back. Each figure says what it is out of and carries an interval, and where the records do
not allow it, the reason stands in its place.

```sh
memcon influence ARCHIVE --between Marshall "Chou En-lai"     # two people or sides; else the pair that meets most
memcon influence ARCHIVE --between Soviet Mongolian --measure agenda
memcon influence ARCHIVE --between Marshall "Chou En-lai" --issue Manchuria   # only acts on one issue
memcon influence --measures                                   # what each measure is
```

In Python: `memcon.influence("ARCHIVE", between=("Marshall", "Chou En-lai")).readings`.

## What holds for every figure

- **Meetings are the unit.** Two records of one meeting are two sources: only the fuller is counted, and a record in a
  second language of the same edition not at all.
- **The interval** is a 95 % bootstrap interval over meetings: they are drawn anew 1,000 times, for acts of one talk err
  and lean together. Where meetings are few it is widened as Student's t is (Hesterberg, *The American Statistician* 69,
  2015). It says how far the figure could differ had other meetings of the kind been held and set down. It does not
  know of the machine's errors: for these let a person check a random sample of the same talks
  (`memcon check ARCHIVE --sample 200 --between A B`); figures that count acts are then given corrected as well, with an
  interval that knows of both. Only checked acts that are counted correct, and at least 20 of them: on one issue there
  may be too few.
- **Nothing is told that means nothing.** A figure must rest on {few} meetings and be out of {least} at least, else its
  place says why it is empty. A series of fewer than {few} meetings, with one side only, with nobody known, or without
  acts is refused.
- **The difference** is the first side's figure less the second's, from the same drawings. Where its interval holds 0,
  the records do not tell the two apart.
- **Figures by issue** are made of issues that come up under one name in {few} meetings or more. Labels are made of each
  record's own words and seldom recur: join those that mean one issue (`memcon issues`), or ask with `--issue`, which
  finds an issue by its words.
- **Labels less sure than 60 %** are counted for nobody; `moves left out` tells how many these are. What a label says of
  a passage can be corrected, and counts from then on.
- **Many figures** are shown at once: among twenty that say nothing one will seem to. The page says how many differences
  leave 0 out, and how many would by chance. Ask of each whether you would have
  predicted it, read the passages, and quote them.

In made-up talks in which nobody leads, probabilities are uniform and intervals hold 0 as often as they promise
(tests/test_influence_chance.py)."""
NOTES = {
    "agenda": """The two raise about as many issues, and either speaks to about half of what the other raises; but what
Marshall opens is more often granted something. Over “Manchuria” alone (`--issue Manchuria`) Chou nearly always speaks
to it when Marshall raises it, Marshall not nearly as often when Chou does.""",
    "concession": """The sides press and yield alike, but Chou grants more of Marshall's proposals than Marshall of
Chou's, and Chou's balance sinks from meeting to meeting: toward the end he is set down as pressing more and yielding
less. Half of the moves are left out as too unsure: correct them, or check a sample, before citing a share.""",
    "coordination": """Only the transcripts are read. Chou En-lai mostly spoke through an interpreter: the function
words set down as his are the interpreter's, so this says nothing of him; it only shows what the measure gives.""",
    "questions": """Marshall asks and Chou answers: the mediator's part. That more of Chou's questions are left open is
a finding about the record first: read them with `memcon course` before making it one about Marshall.""",
    "share": """As much is set down of the one as of the other. It is what the American note-takers kept.""",
    "uptake": """Marshall is the first with two of three words that both come to use; but no more than by speaking early
and often. In his replies Marshall takes up a little of Chou's words beyond chance; that Chou takes up Marshall's cannot
be told from chance. The phrases are the thing to look at: which became the negotiation's own, and whose they were.""",
}


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.influence_page", description=__doc__)
    parser.add_argument("archive", nargs="?", help="an archive of the volumes of the Marshall mission, processed")
    archive = parser.parse_args().archive
    if archive is None and not all((SHARED / "corpora" / "frus" / name).is_file() for name in VOLUMES):
        print("docs/influence.md is left as it is: the volumes are not beside the project.")
        return
    day = datetime.now(UTC).date().isoformat()
    with nullcontext(Path(archive)) if archive else mission() as place:
        parts = [described(measure, worked(measure, str(place))) for measure in catalogue()]
    opening = OPENING.format(day=day, few=FEW, least=LEAST)
    PAGE.write_text("\n\n".join([opening, *parts]) + "\n", encoding="utf-8")


def described(measure: Measure, output: str) -> str:
    """Write the section of a measure in its own words, with what it says of the Marshall mission."""
    rows = "\n".join(f"| `{name}` | {words} |" for name, words in measure.quantities.items())
    note = NOTES.get(measure.name)
    return (
        f"## {measure.title}\n\n{measure.definition}\n\n"
        f"| `--measure {measure.name}` | how to read it |\n|---|---|\n{rows}\n\n"
        f"**Unit**: {measure.unit}.\n\n**After**: {measure.source}.\n\n**Not to be used** {measure.invalid}.\n\n"
        f"Marshall and Chou En-lai, December 1945 to December 1946, as the machine left it:\n\n```text\n{output}\n```"
        + (f"\n\n{note}" if note else "")
    )


def worked(measure: Measure, archive: str) -> str:
    """Give what the command prints of a measure, without what holds for all of them."""
    said, _ = asked(("influence", archive, "--between", *PAIR, "--measure", measure.name))
    lines = said.replace(archive, "ARCHIVE").splitlines()
    begin = next((at for at, line in enumerate(lines) if line.startswith(f"{measure.title} ({measure.name})")), 0)
    command = f"$ memcon influence ARCHIVE --between {PAIR[0]} '{PAIR[1]}' --measure {measure.name}"
    return "\n".join([command, *kept(lines[begin:])])


def kept(lines: Sequence[str]) -> list[str]:
    """Leave out the definition and the cautions, which stand above, and what to do next."""
    first = next((at for at, line in enumerate(lines) if line.startswith(" " * 20)), 0)
    last = next((at for at, line in enumerate(lines) if line.strip().startswith("Beware")), len(lines))
    return [line.rstrip() for line in lines[first:last]]


if __name__ == "__main__":
    main()
