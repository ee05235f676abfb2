"""`memcon correct`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memcon.cli import corrections
from memcon.cli.say import next_step, short, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.model.findings import Utterance
    from memcon.processing.correcting import Ruled

USAGE = (
    "Say which words of which record, and what is right: "
    "memcon correct ARCHIVE RECORD 'words' --speaker NAME --by YOU --because WHY"
)


@click.command("correct", short_help="Rule on words of a record: confirm the machine, or correct it.")
@click.argument("archive", type=click.Path())
@click.argument("record", required=False)
@click.argument("words", required=False)
@click.option("--confirm", "kind", flag_value="confirm", help="The machine is right about these words.")
@click.option("--reject", "kind", flag_value="reject", help="Nobody speaks these words.")
@click.option("--speaker", metavar="NAME", help="NAME speaks these words, not whom the machine thinks.")
@click.option("--add", metavar="NAME", help="NAME speaks these words, which the machine left out.")
@click.option("--bounds", metavar="WORDS", help="The utterance with these words is WORDS, neither more nor less.")
@click.option("--act", metavar="LABEL", help="What these words do: PROPOSE, REQUEST, PROMISE ... (14 labels).")
@click.option("--issue", metavar="ISSUE", help="What these words are about.")
@click.option("--mode", type=click.Choice(["direct", "reported", "narrated"]), help="How the talk is set down.")
@click.option("--person", metavar="ID", help="The speaker's id in the register of persons.")
@click.option(
    "--which", type=click.IntRange(min=1), help="Of words that stand more than once, the first, the second ..."
)
@click.option("--by", metavar="YOU", help="Who rules.")
@click.option("--because", metavar="WHY", help="The reason, for those who read it later.")
@click.option("--list", "state", flag_value="all", help="List every ruling and the record it holds for.")
@click.option(
    "--unplaced", "state", flag_value="unplaced", help="List the rulings whose words are gone, or stand twice."
)
def command(
    archive: str,
    record: str | None,
    words: str | None,
    kind: str | None,
    speaker: str | None,
    add: str | None,
    bounds: str | None,
    act: str | None,
    issue: str | None,
    mode: str | None,
    person: str | None,
    which: int | None,
    by: str | None,
    because: str | None,
    state: str | None,
) -> None:
    """Rule on WORDS of a RECORD: confirm the machine, or say what is right.

    Quote the words as they stand; "first words ... last words" means all between. Words inside one utterance mean the
    whole of it, but for --add, which takes them as they are. Rulings are signed, dated and never changed: of two on the
    same words the later counts. They outlive a new version of memcon and a better text.
    """
    from memcon.processing import verbs

    if state is not None:
        corrections.show(archive, state)
        return
    asked = {"speaker": speaker, "add": add, "bounds": bounds, "act": act and act.upper(), "issue": issue}
    asked |= {kind: kind} if kind else {}
    given = [name for name, value in asked.items() if value is not None]
    if record is None or words is None or len(given) != 1:
        raise click.UsageError(
            USAGE if len(given) < 2 else f"Only one of {', '.join('--' + one for one in given)} at a time."
        )
    if by is None or because is None:
        raise click.UsageError(
            "A ruling is signed and has a reason: --by 'A. Historian' --because 'she answers his question'."
        )
    made = verbs.correct(
        archive, record, words, ruling=given[0], by=by, because=because, name=speaker or add or asked["act"] or issue,
        bounds=bounds, person=person, mode=mode, which=which,
    )  # fmt: skip
    _report(made, archive)


def _report(made: Ruled, archive: str) -> None:
    anchor = made.correction.anchor
    tell(f"Filed in {made.path}")
    tell(f"  words: “{short(anchor.exact if anchor else '')}”")
    before, now = ((", ".join(names) or "none" for names in made.moves) if made.moves
                   else (_speakers(made.before), _speakers(made.after)))  # fmt: skip
    tell(f"  before: {before}")
    tell(f"  now:    {now}")
    next_step(f"memcon check {archive}, for how often the machine is right")


def _speakers(utterances: Sequence[Utterance]) -> str:
    names = dict.fromkeys(f"{one.speaker_name or 'somebody unknown'} ({one.mode.value})" for one in utterances)
    return ", ".join(names) or "nobody speaks"
