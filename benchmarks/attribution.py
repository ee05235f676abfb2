"""Who says what, measured on annotated records: python benchmarks/attribution.py GOLD CORPORA [--aside]

GOLD is the folder that holds score.py and the sets dossier, styles and more; CORPORA the folder with dossier-part1.md.
A third of the set `more`, chosen by the hash of the documents' names within each volume, is kept aside and scored
only with --aside. Prints Markdown for docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.describe import describe
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description
from memcon.model.findings import Utterance
from memcon.model.record import Record

ROOT = Path(__file__).resolve().parents[1]
DOSSIER, OWN, SPECIMENS = "dossier", "own labels", "invented specimens"
GOLD = (DOSSIER, "styles", "more")
ROUNDS = 2000  # bootstrap samples of documents
Finder = Callable[[Record, Description], Sequence[Utterance]]
Span = dict[str, Any]
Verdicts = list[tuple[dict[str, str], Span | None, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated document: its set, name, source file and gold rows."""

    set: str
    name: str
    source: Path
    rows: tuple[dict[str, str], ...]

    @property
    def volume(self) -> str:
        """The volume or collection it comes from."""
        if self.set in (DOSSIER, SPECIMENS):
            return self.set
        return self.name.rsplit("-", 1)[0]


Result = tuple[Document, Counter[str], Verdicts]


def documents(gold: Path, corpora: Path) -> list[Document]:
    """List every annotated document."""
    found = []
    for name in ("dossier", "styles", "more"):
        for one in json.loads((gold / name / "set.json").read_text("utf-8"))["documents"]:
            source = (corpora / "dossier" if name == "dossier" else gold / name / "texts") / one["source"]
            with (gold / name / f"{one['name']}.tsv").open(encoding="utf-8", newline="") as file:
                rows = tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
            found.append(Document(name, one["name"], source, rows))
    return found


def labelled(folder: Path, name: str | None = None) -> list[Document]:
    """List the annotated documents of a folder laid out like a gold set: set.json, NAME.tsv, texts."""
    found = []
    for one in json.loads((folder / "set.json").read_text("utf-8"))["documents"]:
        source = folder / "texts" / str(one.get("source") or f"{one['name']}.txt")
        with (folder / f"{one['name']}.tsv").open(encoding="utf-8", newline="") as file:
            rows = tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        found.append(Document(name or folder.name, one["name"], source, rows))
    return found


def own_sets(corpora: Path, to: Path) -> dict[str, Path]:
    """Lay out the project's own labels with their texts; and name the folder of invented specimens.

    Labels are kept without texts (training/labelled.py); those of a collection that is not in `corpora` are left out.
    """
    found = {}
    spec = importlib.util.spec_from_file_location("labelled", ROOT / "training" / "labelled.py")
    if spec is not None and spec.loader is not None:
        laying = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(laying)
        if laying.lay_out(corpora, to)[0]:
            found[OWN] = to
    specimens = ROOT / "tests" / "specimens" / "talk" / "en"
    return found | ({SPECIMENS: specimens} if (specimens / "set.json").is_file() else {})


def kept_aside(all_documents: Iterable[Document]) -> set[str]:
    """Choose a third of the set `more` by the hash of the names, volume by volume."""
    volumes: dict[str, list[str]] = defaultdict(list)
    for one in all_documents:
        if one.set == "more":
            volumes[one.volume].append(one.name)
    aside: set[str] = set()
    carry = 0.0
    for volume in sorted(volumes):
        names = sorted(volumes[volume], key=lambda n: hashlib.sha256(f"aside:{n}".encode()).hexdigest())
        want = len(names) / 3 + carry
        count = min(len(names), max(0, int(want + 0.5)))
        carry = want - count
        aside |= set(names[:count])
    return aside


def scorer(gold: Path) -> ModuleType:
    """Load the gold set's own score.py."""
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{gold}: there is no score.py in this folder.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records_of(source: Path) -> list[tuple[Record, Description]]:
    """Read and describe a file."""
    return [(one, describe(one)) for one in read(Incoming(source.name, source))[1] if not isinstance(one, Refusal)]


def spans_of(record: Record, found: Iterable[Utterance]) -> list[Span]:
    """Turn utterances into rows of the machine contract."""
    rows: list[Span] = []
    for one in found:
        start, end = record.offsets.span_to_source(one.start, one.end) if record.offsets else (one.start, one.end)
        rows.append(
            {
                "record": record.id,
                "source": record.source_name,
                "source_start": start,
                "source_end": end,
                "speaker": None,
                "speaker_name": one.speaker_name,
                "to": one.to,
                "mode": one.mode.value,
                "cue": one.cue,
                "certainty": one.certainty,
                "reason": one.reason,
                "within": one.within,
            }
        )
    return rows


def judged(
    score: ModuleType, variants: dict[str, list[str]], document: Document, rows: list[Span]
) -> tuple[Counter[str], Verdicts]:
    """Score one document as score.py does, with a verdict for each gold row."""
    count: Counter[str] = Counter()
    verdicts = []
    for gold in document.rows:
        start, end = int(gold["start"]), int(gold["end"])
        near = [r for r in rows if r["source_end"] > start and r["source_start"] < end]
        best = score.best(near, start, end)
        verdict = _verdict(score, variants, gold, best, count)
        verdicts.append((gold, best, verdict))
    return count, verdicts


def _verdict(
    score: ModuleType, variants: dict[str, list[str]], gold: dict[str, str], best: Span | None, count: Counter[str]
) -> str:
    if gold["speaker"] == "?" or gold["speaker"].startswith("side:"):
        return "unscored"
    if gold["speaker"] == "-":
        count["frame"] += 1
        count["frame_ok"] += best is None
        return "ok" if best is None else "frame spoken"
    count["talk"] += 1
    count["given"] += bool(best and best["speaker_name"])
    if not best or not best["speaker_name"]:
        return "not given"
    if not score.same_person(gold["speaker"], [best["speaker_name"]], variants):
        return "wrong"
    count["talk_ok"] += 1
    count["mode_ok"] += best["mode"] == gold["mode"]
    return "ok" if best["mode"] == gold["mode"] else "mode"


def naive(record: Record, _description: Description) -> list[Utterance]:
    """The baseline: the last person named before a verb of speech keeps talking."""
    from memcon.model.findings import Mode

    title = r"(?:(?:Mr|Dr|General|Ambassador|Comrade|Secretary)\.? )?"
    verb = r"(?:said|says|stated|told|asked|asks|replied|notes|added|remarked)\b"
    cue = re.compile(rf"({title}[A-Z][\w.]*(?: [A-Z][\w.]*){{0,2}}) {verb}")
    found, name = [], None
    for match in re.finditer(r"[^.!?]+[.!?]+", record.text):
        hit = cue.search(match[0])
        name = hit[1] if hit else name
        if name:
            found.append(Utterance(record.id, match.start(), match.end(), name, Mode.REPORTED, 0.5, ""))
    return found


class Trial:
    """Every annotated document, read and described once."""

    def __init__(
        self, gold: Path, corpora: Path, chosen: Callable[[Document], bool], own: Mapping[str, Path] | None = None
    ) -> None:
        self.score = scorer(gold)
        folders = {s: gold / s for s in GOLD} | dict(own or {})
        self.variants = {s: json.loads((at / "set.json").read_text("utf-8")).get("variants", {})
                         for s, at in folders.items()}
        listed = documents(gold, corpora) + [d for s, at in (own or {}).items() for d in labelled(at, s)]
        self.documents = [d for d in listed if chosen(d)]
        self.plain = frozenset(d.source.name for d in self.documents if d.set not in GOLD)  # have no mark-up to hide
        self.read = {source: records_of(source) for source in {d.source for d in self.documents}}

    def find(self, options: Mechanisms) -> Finder:
        """Give the analysis as it is measured: editors' mark-up hidden, but labels in plain text read."""
        plain = replace(options, marked="used")
        return lambda r, d: utterances(r, d, plain if r.source_name in self.plain else options)

    def run(self, find: Finder) -> list[Result]:
        """Find utterances in every source and judge every document."""
        rows = {}
        for source, pairs in self.read.items():
            rows[source] = [row for record, description in pairs for row in spans_of(record, find(record, description))]
        return self.judge(rows)

    def judge(self, rows: Mapping[Path, list[Span]]) -> list[Result]:
        """Judge every document by the rows found in its source."""
        return [(d, *judged(self.score, self.variants[d.set], d, rows[d.source])) for d in self.documents]

    def quiet(self, gold: Path, find: Finder) -> str:
        """Give the share of characters spoken in documents of the dossier that report no talk."""
        source = next((d.source for d in self.documents if d.set == "dossier"), None)
        if source is None:
            return "n/a"
        rows = [row for record, description in self.read[source] for row in spans_of(record, find(record, description))]
        want = [
            json.loads(line)
            for line in (gold / "dossier" / "records.jsonl").read_text("utf-8").splitlines()
            if line.strip()
        ]
        silent = [g for g in want if not g["reports_talk"]]
        spoken = sum(
            self.score.overlap(r["source_start"], r["source_end"], g["start"], g["end"]) for g in silent for r in rows
        )
        return f"{spoken / max(1, sum(g['end'] - g['start'] for g in silent)):.3f}"


def share(counts: Iterable[Counter[str]], ok: str, total: str) -> float:
    """Divide two sums; not a number where nothing was to be found."""
    listed = list(counts)
    whole = sum(c[total] for c in listed)
    return sum(c[ok] for c in listed) / whole if whole else float("nan")


def interval(counts: Sequence[Counter[str]], ok: str, total: str) -> str:
    """Give a share with its 95 % interval, by drawing documents again."""
    rng = random.Random(1)
    drawn = sorted(
        share(rng.choices(counts, k=len(counts)), ok, total) for _ in range(ROUNDS if len(counts) > 1 else 1)
    )
    return (
        f"{share(counts, ok, total):.3f} [{drawn[int(len(drawn) * 0.025)]:.3f}, {drawn[int(len(drawn) * 0.975)]:.3f}]"
    )


def line(name: str, counts: Sequence[Counter[str]]) -> str:
    """Write one row of a table."""
    cells = [
        interval(counts, *pair)
        for pair in (("talk_ok", "talk"), ("given", "talk"), ("frame_ok", "frame"), ("mode_ok", "talk_ok"))
    ]
    return f"| {name} | {len(counts)} | {sum(c['talk'] for c in counts)} | " + " | ".join(cells) + " |"


HEAD = "| | documents | sentences of talk | speaker | coverage | frame unspoken | mode |\n|---|---|---|---|---|---|---|"


def by_group(results: Sequence[Result], key: Callable[[Document], str]) -> list[str]:
    """Write one row a group."""
    groups: dict[str, list[Counter[str]]] = defaultdict(list)
    for document, count, _ in results:
        groups[key(document)].append(count)
    return [line(name, counts) for name, counts in sorted(groups.items())]


def reliability(
    results: Iterable[Result],
) -> list[str]:
    """Compare what was claimed with what was right, by bands of certainty; frame that was spoken counts as wrong."""
    bands: dict[int, Counter[str]] = defaultdict(Counter)
    for _, _, verdicts in results:
        for _gold, best, verdict in verdicts:
            if best is not None and verdict not in ("unscored", "not given"):
                band = min(9, int(float(str(best["certainty"])) * 10))
                bands[band].update(
                    n=1, ok=verdict in ("ok", "mode"), claimed_percent=round(100 * float(str(best["certainty"])))
                )
    return [_band(band / 10, c) for band, c in sorted(bands.items())]


def _band(low: float, c: Counter[str]) -> str:
    mean, right = c["claimed_percent"] / c["n"] / 100, c["ok"] / c["n"]
    return f"| {low:.1f}-{low + 0.1:.1f} | {c['n']} | {mean:.2f} | {right:.2f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--aside", action="store_true", help="score the documents kept aside too")
    parser.add_argument("--ablations", action="store_true")
    parser.add_argument("--write", type=Path, help="write utterances.jsonl of the machine contract to this folder")
    chosen = parser.parse_args()
    aside = kept_aside(documents(chosen.gold, chosen.corpora))
    with tempfile.TemporaryDirectory() as place:
        own = own_sets(chosen.corpora, Path(place))
        trial = Trial(chosen.gold, chosen.corpora, lambda d: chosen.aside or d.name not in aside, own)
    started = time.process_time()
    results = trial.run(trial.find(Mechanisms(marked="hidden")))
    words = sum(len(r.text.split()) for pairs in trial.read.values() for r, d in pairs if d.reports_talk)
    seconds = time.process_time() - started
    dev = [r for r in results if r[0].name not in aside]
    print(HEAD)
    print("\n".join(by_group(dev, lambda d: f"worked on: {d.set}")))
    if chosen.aside:
        print(line("kept aside", [c for d, c, _ in results if d.name in aside]))
    baseline = trial.run(naive)
    print("\n".join(by_group([r for r in baseline if r[0].name not in aside], lambda d: f"naive: {d.set}")))
    print(f"\n{HEAD}")
    print("\n".join(by_group(dev, lambda d: d.volume)))
    print(f"\nSpoken in documents without talk: {trial.quiet(chosen.gold, utterances)}.")
    print(f"{words / seconds:,.0f} words/s of processor time.\n")
    print("| claimed | sentences | mean claim | right |\n|---|---|---|---|")
    print("\n".join(reliability(dev)))
    if chosen.write:
        write(trial, chosen.write)
    if chosen.ablations:
        print("\n" + HEAD)
        print("\n".join(ablations(trial, aside)))


def ablations(trial: Trial, aside: set[str]) -> list[str]:
    """Switch each mechanism off and write one row."""
    rows = []
    for switch in (f.name for f in fields(Mechanisms) if f.name != "marked"):
        off = replace(Mechanisms(marked="hidden"), **{switch: "off"})  # type: ignore[arg-type]
        results = trial.run(trial.find(off))
        rows.append(line(f"without {switch}", [c for d, c, _ in results if d.name not in aside]))
    return rows


def write(trial: Trial, folder: Path) -> None:
    """Write the machine contract, so that score.py itself can be run on the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "utterances.jsonl").open("w", encoding="utf-8") as file:
        for pairs in trial.read.values():
            for record, description in pairs:
                for row in spans_of(record, trial.find(Mechanisms(marked="hidden"))(record, description)):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
