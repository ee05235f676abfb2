"""The one writing route: a ruling on words is filed, and what rests on them is worked out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from memcon.model.corrections import Correction, Ruling, signature
from memcon.model.errors import MemconError, NotFound
from memcon.processing.correcting import Wish, complete, confirmations, find_words, made, withdrawal
from memcon.room.guard import same_key
from memcon.room.opening import Opened
from memcon.room.reading import Reading

ON_WORDS = ("confirm", "speaker", "reject", "add", "bounds", "act", "issue")
STALE_FORM = (
    "This form was made before the room was opened anew. Go back, load the page again, and send it once more; "
    "nothing was filed."
)


def file_ruling(reading: Reading, form: Mapping[str, str], key: str) -> str:
    """File what a form asks for, and give the address to show next.

    Fields: `record`, `start`, `end`, `do` (a kind of ruling, `confirm_above`, or `undo` with the ruling's `id` or for
    the signer's last), `name`, `bounds`, `by`, `because`, `key`.

    Raises:
        MemconError: something is missing or cannot be; nothing was filed then.
    """
    if not same_key(form.get("key", ""), key):
        raise MemconError(STALE_FORM)
    record = form.get("record", "")
    opened = reading.open(record)
    filed = _rulings(opened, form)
    reading.rule(opened.view.record, filed)
    return _next(record, form, filed)


def _rulings(opened: Opened, form: Mapping[str, str]) -> Sequence[Correction]:
    kind, by, because = form.get("do", ""), form.get("by", ""), form.get("because", "")
    if not by.strip():
        raise MemconError("A ruling is signed. Write your name in the form.")
    if kind == "undo":
        return (withdrawal(_meant(opened, form, by), by, because),)
    start, end = _span(opened, form)
    if kind == "confirm_above":
        found = confirmations(opened.view, start, by, because)
        if not found:
            raise NotFound("Above this passage nothing is left to confirm: everything there was looked at.")
        return found
    if kind not in ON_WORDS:
        raise MemconError(f"{kind}: there is no such ruling. Choose one of: {', '.join(ON_WORDS)}.")
    return (_one(opened, Ruling(kind), form, (start, end)),)


def _one(opened: Opened, kind: Ruling, form: Mapping[str, str], span: tuple[int, int]) -> Correction:
    text, bounds = opened.view.record.text, form.get("bounds", "").strip() or None
    name = form.get("name", "").strip() or None
    if kind == Ruling.ACT and name:
        name = name.upper()
    if kind == Ruling.BOUNDS and bounds:
        begin, stop = find_words(text, bounds, None, opened.view.record.id)
        bounds = text[begin:stop]
    wish = Wish(text[span[0] : span[1]], kind, form["by"], form.get("because", ""), name, bounds)
    complete(wish)
    return made(opened.view, span, wish)


def _span(opened: Opened, form: Mapping[str, str]) -> tuple[int, int]:
    start, end = form.get("start", ""), form.get("end", "")
    if not (start.isdecimal() and end.isdecimal()) or not int(start) < int(end) <= len(opened.view.record.text):
        raise MemconError("The form names no passage of this record. Go back, load the page again, and choose one.")
    return int(start), int(end)


def _meant(opened: Opened, form: Mapping[str, str], by: str) -> Correction:
    """Find the ruling to take back: the one named, else the signer's last on this record."""
    named = form.get("id", "")
    own = [one for one in opened.rulings if (signature(one) == named if named else one.by == " ".join(by.split()))]
    if not own:
        raise NotFound("There is no such ruling on this record, or it was taken back already.")
    return own[-1]


def _next(record: str, form: Mapping[str, str], filed: Sequence[Correction]) -> str:
    """Show the passage ruled on."""
    address = f"/r/{quote(record, safe='')}"
    show = "?show=" + quote(form["show"], safe=",") if form.get("show") else ""
    anchor = filed[0].anchor if form.get("do") not in ("undo", "confirm_above") else None
    if anchor is not None:
        return f"{address}/{anchor.start}-{anchor.end}{show}#here"
    start, end = form.get("start", ""), form.get("end", "")
    return f"{address}/{start}-{end}{show}#here" if start.isdecimal() and end.isdecimal() else f"{address}{show}"
