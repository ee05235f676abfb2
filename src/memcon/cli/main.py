"""`memcon`: the verbs of the Python functions, word for word."""

from __future__ import annotations

import os
import sys

import click

from memcon.cli import (
    account,
    add,
    chart,
    check,
    commitments,
    compare,
    correct,
    corrections,
    course,
    create,
    decide,
    demo,
    doctor,
    export,
    extract,
    index,
    influence,
    issues,
    meetings,
    outcomes,
    persons,
    process,
    records,
    register,
    room,
    search,
    settle,
    show,
    study,
    timeline,
)
from memcon.cli.say import Quiet, complain
from memcon.model.errors import MemconError

SENTENCE = 120  # characters of a verb’s first sentence that the list shows
INTERRUPTED = 130  # what shells expect after Ctrl-C
EPILOG = (
    "Begin with: memcon demo. Then: memcon create ARCHIVE, memcon add ARCHIVE FILE, memcon process ARCHIVE, "
    "memcon records ARCHIVE."
)


def _version(context: click.Context, option: click.Parameter, asked: bool) -> None:
    """Print the version; asked for first of all, so that it needs no command."""
    del option
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"memcon {version('memcon')}")
        except PackageNotFoundError:
            click.echo("memcon, run from its source without being installed")
        context.exit()


class Verbs(click.Group):
    """The verbs, listed by what somebody is doing."""

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs, a heading a group."""
        del context
        for heading, modules in VERBS.items():
            commands = [module.command for module in modules]
            with formatter.section(heading):
                formatter.write_dl([(one.name or "", one.get_short_help_str(SENTENCE)) for one in commands])


@click.group(
    cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--quiet", is_flag=True, help="Print nothing but what was asked for, and errors.")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
@click.pass_context
def cli(context: click.Context, quiet: bool) -> None:
    """Find the records of conversation in documents, and who met, when, where, and where the paper lies."""
    context.obj = Quiet(quiet)


VERBS = {
    "Begin": (demo, create, add, process, doctor),
    "Read": (room, records, show, search, account, study),
    "Ask across records": (
        meetings, timeline, issues, course, compare, influence, chart, commitments, outcomes,
    ),
    "Set right, and decide": (correct, corrections, check, persons, decide, settle, register),
    "Take out": (export, extract, index),
}  # fmt: skip

for modules in VERBS.values():
    for module in modules:
        cli.add_command(module.command)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0: all is well; 1: something could not be done, the rest was; 2: the command was not understood.
    """
    if os.environ.get("MEMCON_TRACEBACK"):
        return _status(cli.main(arguments, prog_name="memcon", standalone_mode=False))
    try:
        return _status(cli.main(arguments, prog_name="memcon", standalone_mode=False))
    except click.exceptions.Abort:
        complain("Stopped. What was done is kept; run the same command again to go on.")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MemconError as error:
        complain(str(error))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (`| head` has closed the pipe)
        return 0
    except OSError as error:
        where = error.filename or "The system"
        complain(f"{where}: {error.strerror or error}. Check the path, your rights, and the room on the disk.")
    except Exception as error:
        complain(
            f"memcon failed where it should not ({type(error).__name__}: {error}). "
            "To see where, set MEMCON_TRACEBACK=1; please report it."
        )
    return 1


def _status(answer: object) -> int:
    return answer if isinstance(answer, int) else 0


if __name__ == "__main__":
    sys.exit(main())
