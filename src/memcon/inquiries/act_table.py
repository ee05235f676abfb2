"""A table for regressions: one row an act, with what the machine claims, what people found, and pseudo-outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from memcon.archive import samples
from memcon.archive.archive import Archive, open_archive
from memcon.archive.contract import issue_at
from memcon.archive.talks import talks
from memcon.archive.viewing import View
from memcon.archive.writing import replacing, write_words
from memcon.inquiries.company import Roll, roll
from memcon.inquiries.honest import pseudo
from memcon.inquiries.moves import who
from memcon.inquiries.sample_accuracy import lacking, weights
from memcon.inquiries.sampling import State, Truth, claimed, state
from memcon.inquiries.talk_verbs import meeting_of
from memcon.model.errors import MemconError, NotFound
from memcon.model.findings import Mode
from memcon.model.moves import Act, Label

Where = str | Path | Archive
ENDINGS = (".csv", ".tsv", ".parquet")
COLUMNS: Mapping[str, tuple[Any, str]] = {
    "record": (pl.String, "id of the record"),
    "start": (pl.Int64, "where the act begins in the record's text, in characters"),
    "end": (pl.Int64, "where it has ended"),
    "meeting": (pl.String, "the meeting: errors of one meeting go together, so cluster standard errors by it"),
    "date": (pl.String, "date of the record, EDTF"),
    "holder": (pl.String, "who holds the act by the machine's claim; empty where nobody can be named"),
    "side": (pl.String, "the holder's side, where the records or the register name one"),
    "addressee": (pl.String, "to whom, where the machine says"),
    "issue": (pl.String, "the issue's id within the record, by the machine"),
    "label": (pl.String, "what the act does by the machine's own claim, whatever people ruled: one of 14 labels"),
    "certainty": (pl.Float64, "how sure the machine is of the label, 0 to 1"),
    "stratum": (pl.String, "the part of the population that was drawn from apart; empty outside of the population"),
    "pi": (pl.Float64, "with which probability the act came to be checked; empty outside the sample's population"),
    "checked": (pl.Boolean, "whether a person checked it"),
    "label_checked": (pl.String, "what the person found it to be; none: nobody speaks these words"),
    "holder_checked": (pl.String, "who speaks, as the person found"),
    "side_checked": (pl.String, "that holder's side"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A table that was written: its rows, how many of them are checked, in which sample, and its codebook's place."""

    rows: int
    checked: int
    sample: str | None
    codebook: Path
    lacking: str | None = None


def export_table(archive: Where, *, to: str | Path, sample: str | None = None) -> Written:
    """Write the machine's acts as a table for regressions, and a codebook beside it.

    Args:
        archive: an archive or its path.
        to: the file: .csv, .tsv or .parquet.
        sample: id of the random sample whose checks go in; the latest when not given.

    Raises:
        MemconError: the file's name ends otherwise.
        NotFound: no acts are known.
    """
    path, opened = Path(to), archive if isinstance(archive, Archive) else open_archive(archive)
    if path.suffix.lower() not in ENDINGS:
        raise MemconError(f"{path}: a table is written as {', '.join(ENDINGS)}. Let the name end so.")
    drawn = samples.chosen(opened.folder, sample) if sample or samples.kept(opened.folder) else None
    found = None if drawn is None else state(opened, drawn)
    made = act_table(opened, found)
    with replacing(path) as beside:
        _write(made, beside, path.suffix.lower())
    beside_it = path.with_name(path.stem + ".codebook.md")
    why = None if found is None else lacking(found, found.usable())
    write_words(beside_it, codebook(path.name, found, why))
    return Written(made.height, int(made["checked"].sum()), drawn.id if drawn else None, beside_it, why)


def _write(made: pl.DataFrame, path: Path, ending: str) -> None:
    if ending == ".parquet":
        made.write_parquet(path)
    else:
        made.write_csv(path, separator="\t" if ending == ".tsv" else ",")


def act_table(archive: Archive, found: State | None) -> pl.DataFrame:
    """Make the table: one row for each first act the machine claims in a record of talk, in order.

    Args:
        archive: the archive.
        found: a random sample as it stands; without one nothing is checked, and there are no pseudo-outcomes.

    Returns:
        The columns of COLUMNS; then for each label `pseudo_LABEL`: 1 or 0 by the machine, corrected where checked; its
        expectation over the draw is the truth. Null outside the sample's population, or while too few are checked.
    """
    known = talks(archive.folder, archive.laying().resolver)
    claims = claimed(archive, [talk.record for talk in known])
    if claims.is_empty():
        raise NotFound(f"{archive.path}: no acts are known. Run: memcon process {archive.path}")
    called, meetings = roll(known), meeting_of(archive)
    rows: dict[str, list[dict[str, Any]]] = claims.rows_by_key("record", named=True)
    laid = [row for view in archive.views(set(rows)) for row in _rows(view, rows[view.record.id], called, meetings)]
    names = [name for name in COLUMNS if name not in ("stratum", "pi", "checked") and not name.endswith("_checked")]
    plain = pl.DataFrame(laid, schema={name: COLUMNS[name][0] for name in names}).sort("record", "start", "end")
    design = _design(found, called)
    return _with_pseudo(plain.join(design, on=["record", "start", "end"], how="left", maintain_order="left"))


def _rows(
    view: View, claims: list[dict[str, Any]], called: Roll, meetings: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    record, date = view.record.id, view.description.date
    for one in claims:
        holder, side = _holder(one["holder"], one["person"], record, called)
        yield {
            "record": record, "start": one["start"], "end": one["end"], "meeting": meetings.get(record, record),
            "date": date.edtf if date else None, "holder": holder, "side": side, "addressee": one["to"],
            "issue": issue_at(view.issues, one["start"], one["end"]), "label": one["label"],
            "certainty": one["certainty"],
        }  # fmt: skip


def _holder(name: str | None, person: str | None, record: str, called: Roll) -> tuple[str | None, str | None]:
    act = Act(record, 0, 0, Label.INFORM, name, Mode.REPORTED, None, "", person=person)
    key, plain = who(act, record, called)
    side = next((one.side for one in called.parties.get(record, ()) if one.key == key), None)
    return plain, side


def _design(found: State | None, called: Roll) -> pl.DataFrame:
    """Give stratum, probability and what was found for the acts of a sample's population."""
    names = ("record", "start", "end", "stratum", "pi", "checked", "label_checked", "holder_checked", "side_checked")
    schema = {name: COLUMNS[name][0] for name in names}
    counted = () if found is None else found.usable()
    if found is None or lacking(found, counted):
        return pl.DataFrame(schema=schema)
    chances = dict(zip((one.at for one in counted), (1 / weights(found, counted)).tolist(), strict=True))
    truths: dict[int | None, Truth | None] = {one.at: one.truth for one in counted}
    places = found.claims.select("record", "start", "end", "stratum").rows()
    by_stratum = {places[at or 0][3]: chance for at, chance in chances.items()}
    rows = []
    for at, (record, start, end, stratum) in enumerate(places):
        truth = truths.get(at)
        holder, side = (None, None) if truth is None else _holder(truth.holder, truth.person, record, called)
        label = None if truth is None else truth.label or "none"
        rows.append((record, start, end, stratum, by_stratum[stratum], truth is not None, label, holder, side))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _with_pseudo(table: pl.DataFrame) -> pl.DataFrame:
    """Add the pseudo-outcomes, null where the sample tells nothing of an act."""
    checked = table["checked"].fill_null(value=False)
    at = np.flatnonzero(checked.to_numpy()).astype(np.int64)
    within = table["pi"].is_not_null()
    probability = table["pi"].to_numpy()[at]
    made = []
    for label in Label:
        said = (table["label"] == label.value).cast(pl.Float64).to_numpy()
        true = (table["label_checked"] == label.value).cast(pl.Float64).to_numpy()[at]
        values = pl.Series(f"pseudo_{label.value}", pseudo(said, true, at, probability))
        made.append(pl.select(pl.when(within).then(values).alias(values.name)).to_series())
    return table.with_columns(checked.alias("checked"), *made).select(
        *COLUMNS, *(f"pseudo_{label.value}" for label in Label)
    )


def codebook(name: str, found: State | None, why: str | None) -> str:
    """Say what the columns mean, and how to use them in R and Python."""
    columns = "\n".join(f"- `{column}`: {words}" for column, (_, words) in COLUMNS.items())
    if found is None or why:
        reason = why or "no random sample was drawn"
        return f"# Codebook of {name}\n\n{columns}\n- `pseudo_LABEL`: empty, for {reason}.\n\n{RAW}"
    sample = (
        f"Random sample {found.sample.id}, drawn by {found.sample.by} on {found.sample.at[:10]} with seed "
        f"{found.sample.seed}: {len(found.usable())} acts checked of {found.claims.height:,} in "
        f"{len(found.sample.records)} records."
    )
    return f"# Codebook of {name}\n\n{sample}\n\n{columns}{PSEUDO}{USE.replace('FILE', name)}"


RAW = "Regressions of `label` take the machine's errors for the truth: draw a sample with memcon check, and check it.\n"
PSEUDO = """
- `pseudo_LABEL`, one a label: 1 or 0 by the machine's label, plus, where checked, (truth - machine) / pi. It can
  lie below 0 or above 1. Its expectation over the draw is the truth, so an ordinary regression of it is not led astray
  by the machine's errors in the label (Egami, Hinck, Stewart and Wei 2023).

Explanatory columns (side, date, issue) are the machine's and are not corrected. Where the side may be wrong, make the
outcome of both: `y = (label == "WARN" & side == "Soviet")` by the machine, the same with `label_checked` and
`side_checked` in truth, and `pseudo = y + checked / pi * (y_checked - y)`; its sums and means are right on average.
"""
USE = """
## In R

    acts <- read.csv("FILE", na.strings = "")
    acts <- acts[!is.na(acts$pi), ]
    model <- lm(pseudo_WARN ~ side, data = acts)
    lmtest::coeftest(model, vcov. = sandwich::vcovCL(model, cluster = ~ meeting))

## In Python

    import pandas, statsmodels.formula.api as smf
    acts = pandas.read_csv("FILE").dropna(subset=["pi", "side"])
    model = smf.ols("pseudo_WARN ~ side", acts).fit(cov_type="cluster", cov_kwds={"groups": acts["meeting"]})

The regression must be linear in the pseudo-outcome (ordinary least squares; a linear probability model). For logistic
regression use the checked rows alone, each weighted by 1 / pi, or the R package dsl with these columns.
"""
