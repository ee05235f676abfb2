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


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--quiet", is_flag=True, help="Print nothing but what was asked for, and errors.")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
@click.pass_context
def cli(context: click.Context, quiet: bool) -> None:
    """Find the records of conversation in documents, and who met, when, where, and where the paper lies."""
    context.obj = Quiet(quiet)


VERBS = (
    create, add, process, records, show, search, account, meetings, issues, course, timeline, compare, influence, chart,
    commitments, outcomes, settle, study, correct, corrections, check, register, persons, decide, room, index, extract,
    export, demo, doctor,
)  # fmt: skip

for module in VERBS:
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
