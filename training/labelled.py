"""Lay out the labels of this folder with their texts, as a set that scripts for gold can read.

    python training/labelled.py CORPORA TO

Labels are kept without the words they label: `labels/NAME.tsv` has code points into a record's text as memcon reads it
from the collection that `labels/set.json` names, and a check sum of the words. This writes TO/texts/NAME.txt,
TO/NAME.tsv, TO/NAME.json and TO/set.json. A row whose words have changed is left out and counted.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import csv
import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.model.record import Record

LABELS = Path(__file__).parent / "labels"
FIELDS = ("id", "start", "end", "speaker", "mode", "act", "issue", "reply_to", "note")


def lay_out(corpora: Path, to: Path) -> tuple[int, int]:
    """Write the set.

    Returns:
        Documents written, and rows left out because their words have changed or their document is missing.
    """
    (to / "texts").mkdir(parents=True, exist_ok=True)
    known = json.loads((LABELS / "set.json").read_text("utf-8"))
    written, lost = [], 0
    for collection in sorted({one["collection"] for one in known["documents"]}):
        wanted = {one["number"]: one for one in known["documents"] if one["collection"] == collection}
        for record in _records(corpora / collection):
            one = wanted.pop(_number(record) or "", None) if len(wanted) else None
            if one is not None:
                lost += _write(one, record.text, to)
                written.append(one)
        lost += sum(len(_rows(one["name"])) for one in wanted.values())
    laid = {"documents": sorted(written, key=lambda one: str(one["name"])), "variants": known["variants"]}
    (to / "set.json").write_text(json.dumps(laid, ensure_ascii=False, indent=1), "utf-8")
    return len(written), lost


def _records(path: Path) -> Iterator[Record]:
    if path.exists():
        _, found = read(Incoming(path.name, path))
        yield from (record for record in found if not isinstance(record, Refusal))


def _number(record: Record) -> str | None:
    return record.stated.number or describe(record).number


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _write(one: Mapping[str, Any], text: str, to: Path) -> int:
    """Write one document's text and labels; give how many rows were left out."""
    name = str(one["name"])
    rows = _rows(name)
    kept = [row for row in rows if row["check"] == check(text[int(row["start"]) : int(row["end"])])]
    (to / "texts" / f"{name}.txt").write_text(text, "utf-8", newline="")
    with (to / f"{name}.tsv").open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(FIELDS) + "\n")
        file.writelines("\t".join(row[field] for field in FIELDS) + "\n" for row in kept)
    shutil.copyfile(LABELS / f"{name}.json", to / f"{name}.json")
    return len(rows) - len(kept)


def check(words: str) -> str:
    """Give the check sum of the words of a row."""
    return f"{zlib.crc32(words.encode()):08x}"


def main() -> None:
    """Lay the set out, and say what was left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("to", type=Path)
    chosen = parser.parse_args()
    documents, lost = lay_out(chosen.corpora, chosen.to)
    print(f"{documents} documents; {lost} rows left out.")


if __name__ == "__main__":
    main()
