"""The verbs that give an answer its form: accounts, and the demonstration that shows one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import memcon.studies.forms as folder
from memcon.archive.archive import Archive, open_archive
from memcon.archive.writing import write_words
from memcon.inquiries.account import gathering
from memcon.inquiries.account.account import Beside, tellings
from memcon.inquiries.account.account import account as told_account
from memcon.inquiries.account.page import Account
from memcon.model.errors import MemconError, NotFound
from memcon.model.extensions import listed
from memcon.studies.form import Form

Where = str | Path | Archive


def account(archive: Where, record: str) -> Account:
    """Give an account of one conversation: the page a historian wants before writing, each sentence on its words.

    Args:
        archive: an archive or its path.
        record: a record's id or enough of it, a meeting's id in the register of meetings, or a day on which one
            meeting is reported ("1934-11-24", "24 November 1934").

    Raises:
        NotFound: nothing fits, or several meetings do; or the archive was not processed yet.
    """
    opened = archive if isinstance(archive, Archive) else open_archive(archive)
    everything = gathering.listed_records(opened)
    views = gathering.views(opened, record, everything)
    if all(view.description.reports_talk is None for view in views):
        raise NotFound(f"{views[0].record.id}: nothing is known of it yet. Run: memcon process {opened.path}")
    known = gathering.known(opened)
    told = tellings(views, known)
    back = tuple(gathering.looks_back(opened, told, known, everything))
    disputes = gathering.disputes([view.record.id for view in views], (), known)
    return told_account(told, known, Beside({}, disputes, back))


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
