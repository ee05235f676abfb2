"""Who says what in Russian and German: python benchmarks/attribution_languages.py [--minutes FOLDER] [--aside]

Russian is scored on labelled specimens (tests/specimens/talk/ru) and on the project's own calendar of talks, whose
statements know their speakers; German on the minutes of a council of ministers in FOLDER, where editors letter-spaced
the names and offices of those who take the floor. The mark-up that names speakers is hidden from the analysis. Of each
collection the texts kept aside are scored only with --aside. Prints Markdown for docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.analysis.speech import speech
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.analysis.utterances.free_order.stage import whole_sentences
from memcon.model.findings import Utterance
from memcon.model.record import Mark, Record, Role

PROJECT = Path(__file__).resolve().parents[1]
SPECIMENS = PROJECT / "tests" / "specimens" / "talk" / "ru"
CALENDAR = PROJECT / "src" / "memcon" / "calendar" / "talks-1932-1939.ru.xml"
OFFICES = frozenset(
    {
        "minister",
        "inner",
        "krieg",
        "finanz",
        "handel",
        "justiz",
        "arbeite",
        "arbeiten",
        "angelegenheite",
        "ministerpräsident",
    }
)
OF_A_SIDE = re.compile(r"^\W*\w+ая (?:сторона|делегация)\b|по словам \w+ой (?:стороны|делегации)\b")
ROUNDS = 2000  # bootstrap samples of documents
THIRD = 3
TITLES = frozenset(
    {
        "graf",
        "grafen",
        "freiherr",
        "freiherrn",
        "baron",
        "ritter",
        "herr",
        "herrn",
        "fürst",
        "der",
        "des",
        "dem",
        "und",
        "von",
        "v",
        "d",
        "die",
        "für",
    }
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what was to be found and what was, and in words what went wrong."""

    name: str
    count: Counter[str]
    wrong: tuple[str, ...] = ()


def is_aside(name: str) -> bool:
    """Choose a third by the hash of a text's name."""
    return int(hashlib.sha256(f"aside:{name}".encode()).hexdigest(), 16) % THIRD == 0


def records_of(path: Path) -> list[Record]:
    """Read a file into records."""
    return [one for one in read(Incoming(path.name, path))[1] if not isinstance(one, Refusal)]


def without_voices(record: Record) -> Record:
    """Take out what the source's mark-up says of speakers."""
    passages = (
        replace(p, voice=None, role=Role.PARAGRAPH) if p.voice is not None or p.role == Role.TURN else p
        for p in record.passages
    )
    return replace(record, passages=tuple(passages))


def found_in(record: Record, shown: Record) -> tuple[Utterance, ...]:
    """Find who says what in a record whose mark-up is hidden; its description is that of the record as shown."""
    return tuple(utterances(record, describe(shown), Mechanisms(marked="used" if record is shown else "hidden")))


def covering(found: Iterable[Utterance], start: int, end: int) -> Utterance | None:
    """Give the utterance that covers most of a stretch, if at least half of it."""
    best = max(found, key=lambda u: min(u.end, end) - max(u.start, start), default=None)
    return best if best is not None and 2 * (min(best.end, end) - max(best.start, start)) >= end - start else None


def words_of(name: str) -> tuple[str, ...]:
    """Give the lower-case words of a name without initials and titles."""
    return tuple(
        w for w in re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*", name.lower()) if w not in ("тов", "товарищ", "господин")
    )


def same_name(one: str, other: str) -> bool:
    """Whether two prints share their last word, or one is a word of the other."""
    mine, theirs = words_of(one), words_of(other)
    return bool(mine and theirs) and (mine[-1] == theirs[-1] or set(mine) <= set(theirs) or set(theirs) <= set(mine))


def judge(count: Counter[str], want: tuple[str, str], best: Utterance | None) -> bool:
    """Count one stretch: a speaker ("-" for none) and a mode."""
    speaker, mode = want
    if speaker == "-":
        count.update(frame=1, frame_ok=best is None)
        return best is None
    given = best is not None and best.speaker_name is not None
    right = best is not None and same_name(speaker, best.speaker_name or "")
    mode_right = right and best is not None and best.mode.value == mode
    count.update(talk=1, given=given, talk_ok=right, mode_ok=mode_right)
    return mode_right


def specimens(part: str) -> Iterator[Judged]:
    """Judge the labelled specimens whose names begin so."""
    for path in sorted(SPECIMENS.glob(f"{part}*.txt")):
        with path.with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        record = records_of(path)[0]
        found = [
            replace(u, start=span[0], end=span[1]) for u in found_in(record, record) for span in [_in_source(record, u)]
        ]
        count: Counter[str] = Counter()
        wrong = []
        for row in rows:
            start, end = int(row["start"]), int(row["end"])
            best = covering(found, start + _label(path, start, end), end)
            if not row["speaker"].startswith("side:") and not judge(count, (row["speaker"], row["mode"]), best):
                wrong.append(_told(path.stem, row["speaker"], best, path.read_text("utf-8")[start:end]))
        yield Judged(path.stem, count, tuple(wrong))


def _label(path: Path, start: int, end: int) -> int:
    """Give the length of a label before the talk ("И.Г. Зимин. "), which is no talk itself."""
    match = re.match(r"(?:[А-ЯЁ]\.){0,2} ?[А-ЯЁ][а-яё]+[.:] +(?=[А-ЯЁ«—])", path.read_text("utf-8")[start:end])
    return match.end() if match else 0


def _in_source(record: Record, one: Utterance) -> tuple[int, int]:
    return record.offsets.span_to_source(one.start, one.end) if record.offsets else (one.start, one.end)


def _told(where: str, want: str, best: Utterance | None, words: str) -> str:
    got = f"{best.speaker_name}, {best.mode.value} ({best.reason})" if best else "nobody"
    return f"{where}: want {want}, got {got}: {' '.join(words.split())[:160]}"


def calendar(chosen: Callable[[str], bool]) -> Iterator[Judged]:
    """Judge the calendar's statements; those of a government, an office or a side are not scored for the name.

    Where the words print a side ("Советская сторона требует") the person whom the compilers name is their inference.
    """
    for record in records_of(CALENDAR):
        identity = record.id.rsplit("-", 1)[0]
        if not chosen(identity):
            continue
        found = found_in(without_voices(record), record)
        people = {one.person for one in record.stated.present if one.person}
        count: Counter[str] = Counter()
        wrong = []
        for passage in record.passages:
            voice = passage.voice
            if voice is None or voice.person not in people or OF_A_SIDE.search(record.words(passage)):
                continue
            best = covering(found, passage.start, passage.end)
            if not judge(count, (voice.speaker or "", voice.mode or "reported"), best):
                wrong.append(_told(identity, voice.speaker or "", best, record.words(passage)))
        if count["talk"]:
            yield Judged(identity, count, tuple(wrong))


def minutes(folder: Path, chosen: Callable[[str], bool]) -> Iterator[Judged]:
    """Judge whose talk the stretches are that hold a letter-spaced name or office of the minutes."""
    for path in sorted(folder.glob("*.xml")):
        if not chosen(path.stem):
            continue
        for record in records_of(path):
            spaced = [m for m in record.marks if m.kind == "spaced" and record.text[m.start : m.end].strip()]
            if spaced:
                yield _judged_minutes(record, spaced, path.stem)


def _judged_minutes(record: Record, spaced: Sequence[Mark], name: str) -> Judged:
    hidden = without_voices(replace(record, marks=tuple(m for m in record.marks if m.kind != "spaced")))
    found = found_in(hidden, hidden)
    count: Counter[str] = Counter()
    wrong = []
    for mark in spaced:
        start, end = _sentence(record, mark)
        best = next((u for u in found if u.start <= mark.start < u.end and start <= u.start), None) or covering(
            found, start, end
        )
        printed = record.text[mark.start : mark.end]
        right = best is not None and same_office(printed, best.speaker_name or "")
        count.update(talk=1, given=best is not None, talk_ok=right)
        if not right:
            wrong.append(_told(name[12:], printed, best, record.text[start:end]))
    return Judged(name, count, tuple(wrong))


def _sentence(record: Record, mark: Mark) -> tuple[int, int]:
    """Give the sentence that holds a mark."""
    german = speech("de")
    passage = next(p for p in record.passages if p.start <= mark.start < p.end)
    spans = whole_sentences(record.words(passage), german) if german is not None else iter(())
    return next(
        ((passage.start + s, passage.start + e) for s, e in spans if s <= mark.start - passage.start < e),
        (passage.start, passage.end),
    )


def same_office(printed: str, got: str) -> bool:
    """Whether what editors letter-spaced is the person or office found: its family name, or all its words."""
    want, have = _office_words(printed), _office_words(got)
    if not want or not have:
        return False
    last = want[-1] == have[-1] and want[-1] not in OFFICES
    return set(want) <= set(have) or last or (_family(printed) is not None and _family(printed) == _family(got))


def _office_words(printed: str) -> list[str]:
    """Give the words of an office in one form: "Kriegsminister" and "Minister des Krieges" are the same."""
    words = [
        re.sub(r"minister[sn]?$", "minister", re.sub(r"(?<=präsident)en$|(?<=leiter)s$", "", w))
        for w in re.findall(r"[^\W\d_]{2,}", printed.lower())
    ]
    split = [
        part
        for w in words
        for part in ((w[:-8], "minister") if w.endswith("minister") and len(w) > len("minister") else (w,))
    ]
    plain = [
        re.sub(r"^(krieg|finanz|handel|inner)(?:s|es|en|n|e|swesens)$", r"\1", re.sub(r"(?<=e)n$", "", w))
        for w in split
    ]
    return [w for w in plain if w not in TITLES and not w.startswith(("provisorisch", "interimistisch", "vorsitzend"))]


def _family(printed: str) -> str | None:
    match = re.search(
        r"(?:[Gg]raf\w*|[Ff]reih\w*|[Bb]aron\w*|[Rr]itter\w*|v\.|von)\s+(?:v\.\s*|von\s+)?([A-ZÄÖÜ][^\W\d_]+)", printed
    )
    return re.sub(r"s$", "", match[1].lower()) if match else None


def share(counts: Iterable[Counter[str]], ok: str, total: str) -> float:
    """Divide two sums; not a number where nothing was to be found."""
    listed = list(counts)
    whole = sum(c[total] for c in listed)
    return sum(c[ok] for c in listed) / whole if whole else float("nan")


def cell(judged: Sequence[Judged], ok: str, total: str) -> str:
    """Write a share with its 95 % interval, by drawing texts again, and its fraction."""
    counts = [one.count for one in judged]
    whole = sum(c[total] for c in counts)
    if not whole:
        return "–"
    chance = random.Random(1)
    drawn = sorted(share(chance.choices(counts, k=len(counts)), ok, total) for _ in range(ROUNDS))
    low, high = drawn[int(ROUNDS * 0.025)], drawn[int(ROUNDS * 0.975)]
    return f"{share(counts, ok, total):.3f} [{low:.3f}, {high:.3f}] {sum(c[ok] for c in counts)}/{whole}"


HEAD = "| | texts | speaker | coverage | frame unspoken | mode |\n|---|---|---|---|---|---|"


def line(name: str, judged: Sequence[Judged]) -> str:
    """Write one row of the table."""
    pairs = (("talk_ok", "talk"), ("given", "talk"), ("frame_ok", "frame"), ("mode_ok", "talk_ok"))
    shown = pairs if any(one.count["mode_ok"] for one in judged) else pairs[:2]
    cells = [cell(judged, *pair) for pair in shown] + ["–"] * (len(pairs) - len(shown))
    return f"| {name} | {len(judged)} | " + " | ".join(cells) + " |"


def speed(paths: Sequence[Path]) -> str:
    """Measure words a second of processor time, reading and describing left out, the first run left out too."""
    pairs = [(record, describe(record)) for path in paths for record in records_of(path)]
    pairs = [(without_voices(r), d) for r, d in pairs if d.reports_talk]
    words = sum(len(r.text.split()) for r, _ in pairs)
    took = []
    for _ in range(3):
        begun = time.process_time()
        for record, description in pairs:
            utterances(record, description, Mechanisms(marked="hidden"))
        took.append(time.process_time() - begun)
    return f"{words / min(took[1:]):,.0f} words/s ({words:,} words)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=Path, help="folder of the minutes, TEI")
    parser.add_argument("--aside", action="store_true", help="score the texts kept aside too")
    parser.add_argument("--wrong", action="store_true", help="list what was not found")
    asked = parser.parse_args()
    rows = {
        "Russian specimens, worked on": list(specimens("worked")),
        "Russian calendar, worked on": list(calendar(lambda n: not is_aside(n))),
    }
    if asked.minutes:
        rows["German minutes, worked on"] = list(minutes(asked.minutes, lambda n: not is_aside(n)))
    if asked.aside:
        rows |= {
            "Russian specimens, kept aside": list(specimens("aside")),
            "Russian calendar, kept aside": list(calendar(is_aside)),
        }
    if asked.aside and asked.minutes:
        rows["German minutes, kept aside"] = list(minutes(asked.minutes, is_aside))
    print("\n".join([HEAD, *(line(name, judged) for name, judged in rows.items())]))
    print(f"\nRussian: {speed([*sorted(SPECIMENS.glob('*.txt')), CALENDAR])} of processor time.")
    if asked.minutes:
        print(f"German: {speed(sorted(asked.minutes.glob('*.xml'))[:30])} of processor time.")
    if asked.wrong:
        print("\n".join(["", *(wrong for judged in rows.values() for one in judged for wrong in one.wrong)]))


if __name__ == "__main__":
    main()
