"""A sample as a sheet for a spreadsheet: a row a unit, with columns to fill in; and such a sheet read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memcon.archive.writing import replacing
from memcon.model.errors import MemconError
from memcon.model.moves import Label
from memcon.model.spreadsheet import RISKY

GIVEN = (
    "sample", "unit", "record", "date", "title", "before", "words", "after", "machine_speaker", "machine_act",
    "certainty",
)  # fmt: skip
FILLED = ("speaker_right", "speaker_instead", "act_right", "act_instead", "why")
YES = frozenset({"yes", "y", "right", "ok", "1", "true", "x", "да", "ja", "oui"})
NO = frozenset({"no", "n", "wrong", "0", "false", "нет", "nein", "non"})
UNDECIDED = frozenset({"?", "unclear", "undecided"})
NOBODY = frozenset({"nobody", "none", "no one", "никто", "niemand"})
SHOWN = 3  # faults that a message names
MARKS = ("utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class Line:
    """One row to be checked; see GIVEN."""

    sample: str
    unit: int
    record: str
    date: str | None
    title: str | None
    before: str
    words: str
    after: str
    machine_speaker: str | None
    machine_act: str
    certainty: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row as somebody filled it in.

    `speaker` and `act` name what is right: the machine's, where it was said to be right. `nobody` tells that nobody
    speaks the words, `undecided` that it could not be told; of the two parts only those that were filled in are given.
    """

    unit: int
    words: str
    speaker: str | None = None
    speaker_said: bool = False  # whether the speaker's columns were filled in
    confirmed: bool = False  # the machine's speaker is right
    act: str | None = None
    nobody: bool = False
    undecided: bool = False
    why: str = ""


def write(path: Path, lines: Iterable[Line]) -> int:
    """Write a sheet: CSV, or TSV where the name ends so; UTF-8 with the mark that spreadsheets look for.

    Returns:
        How many rows.
    """
    with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
        writer.writerow([*GIVEN, *FILLED])
        rows = [[*(_cell(getattr(line, name)) for name in GIVEN), *[""] * len(FILLED)] for line in lines]
        writer.writerows(rows)
    return len(rows)


def _cell(value: object) -> str:
    words = "" if value is None else " ".join(str(value).split())
    return f" {words}" if words.startswith(RISKY) else words


def read(path: Path) -> tuple[str, tuple[Answer, ...]]:
    """Read a sheet that somebody filled in.

    Returns:
        The sample's id, and an answer for each row with anything filled in.

    Raises:
        MemconError: it is no such sheet, or cells make no sense; the rows are named, and nothing of it is used.
    """
    rows = _rows(path)
    faults: list[str] = []
    answers = []
    for number, row in enumerate(rows, 2):
        if not any(row.get(name, "").strip() for name in FILLED):
            continue
        try:
            answers.append(_answer(row))
        except ValueError as error:
            faults.append(f"row {number}: {error}")
    names = {row.get("sample", "").strip() for row in rows} - {""}
    if len(names) > 1:
        faults.append(f"rows of several samples ({', '.join(sorted(names))}); keep one sample a sheet")
    again = sorted({one.unit for one in answers if sum(one.unit == other.unit for other in answers) > 1})
    faults += [f"unit {unit} stands in several rows" for unit in again]
    if faults:
        more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise MemconError(f"{path}: {'; '.join(faults[:SHOWN])}{more}. Nothing was filed; mend the sheet.")
    if not answers:
        raise MemconError(f"{path}: nothing is filled in. Fill in speaker_right and act_right: yes, no, or ?.")
    return next(iter(names), ""), tuple(answers)


def _rows(path: Path) -> list[dict[str, str]]:
    words = _text(path)
    head = words.split("\n", 1)[0]
    mark = max("\t;,", key=head.count)
    reader = csv.DictReader(io.StringIO(words, newline=""), delimiter=mark, restval="")
    try:
        rows = [{(name or "").strip(): value for name, value in row.items() if isinstance(value, str)}
                for row in reader]  # fmt: skip
    except csv.Error as error:
        raise MemconError(f"{path}: no table ({error}). Save it from the spreadsheet as CSV, in UTF-8.") from error
    there = [name.strip() for name in reader.fieldnames or ()]
    lacking = [name for name in ("sample", "unit", "words", *FILLED) if name not in there]
    if lacking:
        raise MemconError(
            f"{path}: the columns {', '.join(lacking)} are missing. Fill in the sheet that memcon check --sheet wrote, "
            "and keep its first row."
        )
    return rows


def _text(path: Path) -> str:
    content = path.read_bytes()
    code = MARKS[1] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else MARKS[0]
    try:
        return content.decode(code)
    except UnicodeDecodeError as error:
        raise MemconError(f"{path}: no text in UTF-8. Save it from the spreadsheet as CSV, in UTF-8.") from error


def _answer(row: Mapping[str, str]) -> Answer:
    """Read a row.

    Raises:
        ValueError: a cell makes no sense; says which.
    """
    unit = row["unit"].strip().removesuffix(".0")
    if not unit.isdecimal():
        raise ValueError(f"unit {row['unit']!r} is no number")
    told = {name: row.get(name, "").strip() for name in FILLED}
    speaker, other = _right(told, "speaker"), told["speaker_instead"]
    act, label = _right(told, "act"), told["act_instead"].upper()
    nobody = other.casefold() in NOBODY or label.casefold() in NOBODY
    if label and not nobody and label not in set(Label):
        raise ValueError(f"act_instead {told['act_instead']!r} is no act; the acts are {', '.join(Label)}")
    if nobody and (speaker == "yes" or act == "yes"):
        raise ValueError("nobody speaks the words, and the machine is right about them, cannot both be")
    machine = row.get("machine_act", "").strip()
    if act == "yes" and machine not in set(Label):
        raise ValueError(f"machine_act {machine!r} is no act; leave that column as it was")
    return Answer(
        int(unit),
        row["words"],
        None if nobody else _said(row, "machine_speaker") if speaker == "yes" else other or None,
        speaker_said=speaker in ("yes", "no"),
        confirmed=speaker == "yes",
        act=None if nobody else machine if act == "yes" else label or None,
        nobody=nobody,
        undecided="?" in (speaker, act),
        why=told["why"],
    )


def _said(row: Mapping[str, str], column: str) -> str | None:
    return row.get(column, "").strip() or None


def _right(told: Mapping[str, str], part: str) -> str:
    """Read a pair of columns, right and instead: "yes", "no", "?" or ""."""
    said, instead = told[f"{part}_right"].casefold(), told[f"{part}_instead"]
    if said in YES:
        if instead:
            raise ValueError(f"{part}_right says {said!r}, and {part}_instead {instead!r}: only one can hold")
        return "yes"
    if said in UNDECIDED:
        return "?"
    if said in NO or (not said and instead):
        if not instead:
            raise ValueError(f"{part}_right says {said!r}: what is right? Fill in {part}_instead")
        return "no"
    if said:
        raise ValueError(f"{part}_right {told[f'{part}_right']!r} is neither yes, no nor ?")
    return ""


def same_words(one: str, other: str) -> bool:
    """Tell whether two cells hold the same words, blanks apart."""
    plain: Sequence[str] = [" ".join(words.split()) for words in (one, other)]
    return plain[0] == plain[1]
