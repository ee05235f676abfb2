"""What the forms of a study ask for: a passage put in, moved, noted on, taken out, put back; a study renamed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from memcon.archive import baskets
from memcon.model.errors import MemconError
from memcon.model.studies import Change, Chosen, Study, adding, mark_of, moving, noting, placing, removing, renaming
from memcon.room.guard import same_key
from memcon.room.reading import Reading
from memcon.room.ruling import STALE_FORM
from memcon.studies.study import Passage, StudyPage, chosen, found, laid_out, writer_of

KEPT = 2000  # passages of studies that are not looked for again while the archive stays as it is
_found: dict[Hashable, Passage] = {}


def page_of(reading: Reading, name: str, style: str) -> StudyPage:
    """Lay a study out over the records as they are.

    Raises:
        NotFound: there is no such study.
        ArchiveError: its file cannot be read.
        MemconError: there is no such style.
    """
    study, state = baskets.kept(reading.archive.folder, name), reading.state()
    writer_of(style)

    def finding(one: Chosen) -> Passage:
        bare = replace(one, note="", at="", by="", removed=None)
        key = (reading.path, state, bare, style)
        its = _found.get(key)
        if its is None:
            its = found(bare, lambda record: reading.open(record).view, reading.shelf.listing(), style)
            while len(_found) >= KEPT:
                _found.pop(next(iter(_found)), None)
            _found[key] = its
        return replace(its, note=one.note, at=one.at, by=one.by, mark=mark_of(one.note))

    return laid_out(study, finding, style)


def file_study(reading: Reading, form: Mapping[str, str], key: str) -> str:
    """Change a study as a form asks, and give the address to show next.

    Fields: `do` (add, note, up, down, place, remove, restore, rename), `study` (name or title), `key`; for `add`
    `record`, `start`, `end`, `note`, `by`; else `id`, and with it `note` and `was`, which are written first, so that
    nothing typed is lost; `before` for place; `title` for rename; `back`, an address of the room, to go to after.

    Raises:
        MemconError: something is missing or cannot be; nothing was changed then.
    """
    if not same_key(form.get("key", ""), key):
        raise MemconError(STALE_FORM)
    wanted = " ".join(form.get("study", "").split()) or baskets.FIRST
    after = baskets.change(reading.archive.folder, wanted, _change(reading, form))
    return _next(form, after)


def _change(reading: Reading, form: Mapping[str, str]) -> Change:
    do, one = form.get("do", ""), form.get("id", "")
    if do == "add":
        return adding(_passage(reading, form))
    if do == "rename":
        return renaming(form.get("title", ""))
    made: Mapping[str, Change] = {
        "note": lambda study: study,
        "up": moving(one, -1),
        "down": moving(one, 1),
        "place": placing(one, form.get("before") or None),
        "remove": removing(one, _now()),
        "restore": removing(one, None),
    }
    if do not in made:
        raise MemconError(f"{do}: a study knows no such change. Choose one of: add, rename, {', '.join(made)}.")
    change, noted = made[do], _noted(form)
    return lambda study: change(noted(study))


def _noted(form: Mapping[str, str]) -> Change:
    """Write the note of a passage, where the form has one."""
    if "note" not in form:
        return lambda study: study
    return noting(form.get("id", ""), _plain(form["note"]), form.get("was"))


def _passage(reading: Reading, form: Mapping[str, str]) -> Chosen:
    view = reading.open(form.get("record", "")).view
    start, end = form.get("start", ""), form.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and len(start + end) < 20):
        raise MemconError("The form names no passage. Go back, load the page again, and choose one.")
    if not int(start) < int(end) <= len(view.record.text) or not view.record.text[int(start) : int(end)].strip():
        raise MemconError("There are no words between these places of the record. Go back and choose a passage.")
    return chosen(view, (int(start), int(end)), _plain(form.get("note", "")), _now(), form.get("by", "")[:200])


def _plain(note: str) -> str:
    """Give a note as it is kept: line ends of one kind, no blanks around it."""
    return note.replace("\r\n", "\n").strip()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _next(form: Mapping[str, str], study: Study) -> str:
    back, do, one = form.get("back", ""), form.get("do", ""), form.get("id", "")
    if do == "add" and back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable():
        return back
    address = f"/study/{quote(study.name, safe='')}"
    if do == "remove":
        return f"{address}?gone={quote(one, safe='')}#gone"
    return f"{address}#s-{quote(one, safe='')}" if one else address
