"""How fast the measures of influence are, on the Marshall mission: python -m benchmarks influence.

It also writes docs/influence.md, with what the measures say of Marshall and Chou En-lai:
python -m benchmarks.influence_page.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import polars as pl

from benchmarks.measuring import SHARED, memcon, run, table
from memcon.inquiries.influence.evidence import Evidence
from memcon.inquiries.influence.read import catalogue, gather, reading
from memcon.inquiries.influence.resampling import DRAWINGS, drawings

VOLUMES = ("frus1945v07.epub", "frus1946v09.epub", "frus1946v10.epub")
PAIR = ("Marshall", "Chou En-lai")
TIMES = 3  # so often the series is laid end to end, to have as many records as the whole mission
HEAD = "## Influence"
T = TypeVar("T")


@contextmanager
def mission() -> Iterator[Path]:
    """Make an archive of the volumes of the Marshall mission, with every analysis done."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "marshall"
        run(memcon("create", str(place)))
        run(memcon("add", str(place), *(str(SHARED / "corpora" / "frus" / name) for name in VOLUMES)))
        run(memcon("process", str(place)))
        yield place


def section() -> str:
    """Measure how long the evidence takes, and each measure with 1,000 drawings of the meetings, in one process."""
    if not all((SHARED / "corpora" / "frus" / name).is_file() for name in VOLUMES):
        return f"{HEAD}\n\nNot measured: the volumes are not there."
    with mission() as place:
        held, gathering = _timed(partial(gathered, place))
    longer = repeated(held, TIMES)
    lines = [("gathering the acts", *_told(gathering), "", "")]
    total = {1: gathering, TIMES: (0.0, 0.0)}
    for measure in catalogue():
        seconds = {}
        for times, evidence in ((1, held), (TIMES, longer)):
            drawn = drawings(len(evidence.meetings), DRAWINGS)
            _, seconds[times] = _timed(partial(reading, measure, evidence, drawn))
            total[times] = total[times][0] + seconds[times][0], total[times][1] + seconds[times][1]
        lines.append((measure.title, *_told(seconds[1]), *_told(seconds[TIMES])))
    lines.append(("**all together**", *_told(total[1]), *_told(total[TIMES])))
    many, acts = len(longer.meetings), longer.acts.height
    heads = ("", f"{len(held.meetings)} records, {held.acts.height:,} acts: seconds", "processor seconds",
             f"{many} records, {acts:,} acts: seconds", "processor seconds")  # fmt: skip
    return (
        f"{HEAD}\n\n`memcon influence --between {PAIR[0]} {PAIR[1]!r}` on {len(VOLUMES)} volumes, with "
        f"{DRAWINGS:,} drawings of the meetings and as many permutations, in one process; the last two columns are the "
        f"same series laid {TIMES} times end to end, without the gathering.\n\n{table(heads, lines)}\n\n"
        "Wanted: under 30 seconds for 300 records."
    )


def repeated(held: Evidence, times: int) -> Evidence:
    """Lay a series end to end several times, each time as other records of other meetings."""
    many, last = len(held.meetings), int(held.acts["act"].max() or 0) + 1  # type: ignore[arg-type]
    rounds = [str(number) for number in range(times)]
    acts = pl.concat(
        held.acts.with_columns(
            pl.col("meeting") + many * number, pl.col("act") + last * number, pl.col("answers") + last * number,
            pl.col("record") + name,
        )
        for number, name in enumerate(rounds)
    )  # fmt: skip
    return replace(
        held, acts=acts, claimed=acts,
        meetings=tuple(replace(met, record=met.record + name) for name in rounds for met in held.meetings),
        utterances={record + name: said for name in rounds for record, said in held.utterances.items()},
        texts={record + name: text for name in rounds for record, text in held.texts.items()},
    )  # fmt: skip


def gathered(place: Path) -> Evidence:
    """Gather the acts of the series."""
    return gather(place, between=PAIR).evidence


def _timed(step: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    begun, used = time.perf_counter(), time.process_time()
    made = step()
    return made, (time.perf_counter() - begun, time.process_time() - used)


def _told(seconds: tuple[float, float]) -> tuple[str, str]:
    return f"{seconds[0]:.1f}", f"{seconds[1]:.1f}"
