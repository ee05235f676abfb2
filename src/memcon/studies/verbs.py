"""The verbs that give an answer its form: accounts, and the demonstration that shows one."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import memcon.studies.forms as folder
from memcon.archive.archive import Archive, open_archive
from memcon.archive.writing import write_words
from memcon.inquiries import language_model
from memcon.inquiries.account import gathering, narrative
from memcon.inquiries.account.account import Beside, tellings
from memcon.inquiries.account.account import account as told_account
from memcon.inquiries.account.afterwards import later
from memcon.inquiries.account.companions import Meetings
from memcon.inquiries.account.fates import came
from memcon.inquiries.account.page import Account, Refused, Section
from memcon.inquiries.account.telling import Telling
from memcon.inquiries.language_model import LanguageModel
from memcon.model.errors import MemconError, ModelSilent, NotFound
from memcon.model.extensions import listed
from memcon.processing import verbs as processing
from memcon.processing.progress import Progress, silent
from memcon.studies import demonstration
from memcon.studies.demonstration import Demonstration
from memcon.studies.form import Form

Where = str | Path | Archive


def account(archive: Where, record: str, *, model_at: str | None = None, model: str | None = None) -> Account:
    """Give an account of one conversation: the page a historian wants before writing, each sentence on its words.

    Args:
        archive: an archive or its path.
        record: a record's id or enough of it, a meeting's id in the register of meetings, or a day on which one
            meeting is reported ("1934-11-24", "24 November 1934").
        model_at: the OpenAI-compatible address of a language model that is to write a summary, every sentence of which
            goes through the gate; None to leave it to archive.toml, "" to ask none whatever archive.toml says. Nothing
            leaves the machine otherwise. A model that does not answer costs the account only its summary.
        model: that model's name; None to leave it to archive.toml.

    Raises:
        NotFound: nothing fits, or several meetings do; or the archive was not processed yet.
        MemconError: only half of what names a model is given.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    asked = language_model.chosen(opened.folder.settings, model_at, model)
    everything = gathering.listed_records(opened)
    meant = Meetings(opened, everything).meant(record)
    views = gathering.views(opened, meant)
    if all(view.description.reports_talk is None for view in views):
        raise NotFound(f"{views[0].record.id}: nothing is known of it yet. Run: memcon process {opened.path}")
    known = gathering.known(opened)
    told = tellings(views, known)
    back = tuple(gathering.looks_back(opened, told, known, everything))
    after = later(told[0], known.events.values())
    fates, papers = came(opened, told[0], meant.records[1:], known, everything)
    outcomes = [str(one.event["id"]) for one in after]
    disputes = gathering.disputes([view.record.id for view in views], outcomes, known)
    summary, refused = _summary(told[0], asked) if asked else (None, [])
    return told_account(told, known, Beside(fates, after, disputes, back, meant.perhaps, papers), summary, refused)


def _summary(told: Telling, asked: LanguageModel) -> tuple[Section, list[Refused]]:
    """Have a language model write a summary; where it does not, the section says why."""
    if not told.view.utterances:
        return narrative.silent(f"{asked.name} was not asked: nobody is found to speak in this record."), []
    try:
        answer = language_model.ask(asked, narrative.question(told))
    except ModelSilent as error:
        return narrative.silent(str(error)), []
    claims, trouble = narrative.claims(answer.words, whole=answer.whole)
    return narrative.narrated(told, claims, asked.name, trouble)


@cache
def forms() -> tuple[Form, ...]:
    """List the forms an account can be written in."""
    return tuple(listed(folder, "FORM", Form, "memcon.forms"))


def written(made: Account, form: str) -> str:
    """Write an account in one of the forms: "markdown", "html", "json".

    Raises:
        MemconError: there is no such form.
    """
    chosen = next((one for one in forms() if one.name == form), None)
    if chosen is None:
        raise MemconError(f"{form}: there is no such form. Choose one of: {', '.join(one.name for one in forms())}.")
    return chosen.write(made)


def write(made: Account, form: str, to: str | Path) -> Path:
    """Write an account to a file, in place of what stood there; other files are left alone."""
    path = Path(to)
    write_words(path, written(made, form))
    return path


def demo(to: str | Path = "memcon-demo", *, progress: Progress = silent) -> Demonstration:
    """Make an archive of the built-in calendar of the Soviet-Mongolian talks 1932-1939, with an account of one.

    Args:
        to: where the archive is to lie; one that is there from an earlier demo is used again.
        progress: told how the work goes on.
    """
    adding, working = partial(processing.add, progress=progress), partial(processing.process, progress=progress)
    return demonstration.demonstrate(Path(to), adding, working, account, write)
