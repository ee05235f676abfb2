"""The Marshall mission, 1946: a worked notebook. Open it with `marimo edit docs/notebooks/marshall.py`."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Who moved whom in the Marshall mission?")


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        # Who moved whom in the Marshall mission?

        From December 1945 to January 1947 General Marshall tried to bring the Government of China and the Chinese
        Communists to a cease-fire and a coalition. *Foreign Relations of the United States* prints the minutes of
        his talks. This notebook asks of them what a political scientist would ask (who set the agenda, who pressed,
        who gave way, who took up whose words) and shows at each step how far the answer may be believed.

        **What is measured is the record, not the room.** A note-taker chose what to set down and in which words.
        Speakers, acts and issues are found by a machine that errs, until people have checked them. A figure without
        its interval and without what it is out of means nothing here; where the records do not allow a figure,
        memcon says why instead.

        To set up, once:

        ```sh
        pip install 'memcon[notebook]'        # in a copy of the source: pip install -e '.[notebook]'
        memcon create memcon-marshall
        memcon add memcon-marshall frus1946v09.epub frus1946v10.epub   # from history.state.gov, "Ebooks"
        memcon process memcon-marshall                                 # a minute and a half
        ```

        If no archive `memcon-marshall` lies where you start the notebook, the built-in calendar of the
        Soviet-Mongolian talks stands in for it. It is small, and much will be refused: that is worth seeing, too.
        """
    )


@app.cell
def _():
    import os
    import shutil
    import tempfile
    from pathlib import Path

    import marimo as mo
    import numpy as np
    import polars as pl

    import memcon
    from memcon.inquiries.sample_verbs import file_sheet, sample, sample_accuracy, sheet
    from memcon.model.errors import MemconError
    from memcon.studies.influence_rows import by_figure, by_meeting, frame

    return (
        MemconError, Path, by_figure, by_meeting, file_sheet, frame, memcon, mo, np, os, pl, sample, sample_accuracy,
        sheet, shutil, tempfile,
    )  # fmt: skip


@app.cell
def _(Path, memcon, os, tempfile):
    work = Path(os.environ.get("MEMCON_WORK") or tempfile.mkdtemp())  # what the notebook writes goes here
    archive = Path(os.environ.get("MEMCON_ARCHIVE", "memcon-marshall"))
    is_mission = (archive / "archive.toml").exists()
    if not is_mission:
        archive = work / "calendar"
        memcon.demo(archive)
    sides = ("Marshall", "Chou En-lai") if is_mission else ("Mongolian", "Soviet")
    issue = "Manchuria" if is_mission else "pact"
    resamples = int(os.environ.get("MEMCON_RESAMPLES", "1000"))
    return archive, is_mission, issue, resamples, sides, work


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## 1. The series

        First look at what you have: how many meetings, with what gaps, between whom. Two records of one meeting are
        two sources; where memcon thinks that two records report one meeting it *proposes* so, and counts them as two
        until you decide (`memcon meetings --proposals`). A gap may be a gap in the talks, or in the edition.
        """
    )


@app.cell
def _(archive, memcon, pl, sides):
    series = memcon.meetings(archive, between=sides).series
    meetings = pl.DataFrame(
        [(one.date, one.title, ", ".join(one.parties[:4]), one.records[0]) for one in series.meetings],
        schema=["date", "title", "takes part", "record"], orient="row",
    )  # fmt: skip
    meetings
    return meetings, series


@app.cell
def _(mo, series):
    gap = series.longest_gap
    gaps = f"Median gap {series.median_gap:g} days; longest {gap.days}, {gap.since} to {gap.until}." if gap else ""
    mo.md(f"{len(series.meetings)} meetings, at least {series.least} if every open proposal is right. {gaps}")


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## 2. The course of one issue

        Before counting anything, read one issue through the series, move by move, each on its words. This is the
        place to notice that a label is wrong, and to say so (`memcon correct`).
        """
    )


@app.cell
def _(MemconError, archive, issue, memcon, mo, pl, sides):
    try:
        course = memcon.course(archive, issue, between=sides)
        moves = pl.DataFrame(
            [
                (talk.date, move.holder, move.label.value, move.certainty, move.words, f"{talk.record} {move.cite}")
                for talk in course.talks for move in talk.moves if move.label.value not in ("INFORM", "PROCEDURE")
            ],
            schema=["date", "holder", "act", "certainty", "words", "place"], orient="row",
        )  # fmt: skip
        shown = moves
    except MemconError as error:
        moves, shown = pl.DataFrame(), mo.callout(str(error), kind="warn")
    shown
    return (moves,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## 3. Measures, with intervals

        Most published measures of influence in talk count function words. In a memorandum those are the
        note-taker's, so memcon offers measures that survive reported speech, and uses the others on transcripts only.
        Each has a definition, a source, and a list of cases in which it is invalid (`memcon influence --measures`).

        The interval takes the meetings for a sample of those that might have been held and set down, and draws them
        anew. It is **wide because meetings differ**, not because there are few sentences: 16,000 acts in 97 meetings
        are 97 observations, not 16,000.
        """
    )


@app.cell
def _(MemconError, archive, by_figure, frame, memcon, mo, pl, resamples, sides):
    try:
        influence = memcon.influence(archive, between=sides, resamples=resamples)
        figures = frame(by_figure(influence)).filter(pl.col("issue").is_null())
        held = figures.select("measure", "quantity", "side", "value", "low", "high", "count", "out_of", "why")
    except MemconError as error:
        influence, figures, held = None, pl.DataFrame(), mo.callout(str(error), kind="warn")
    held
    return figures, influence


@app.cell
def _(influence, mo):
    mo.md("Read with these figures:\n\n" + "\n".join(f"- {one}" for one in (influence.warnings if influence else ())))


@app.cell
def _(mo, pl, figures):
    def apart():
        """Name the differences between the sides whose interval leaves zero out."""
        if figures.is_empty():
            return "Nothing could be measured."
        clear = figures.filter((pl.col("side") == "difference") & ((pl.col("low") > 0) | (pl.col("high") < 0)))
        tested = figures.filter((pl.col("side") == "difference") & pl.col("value").is_not_null()).height
        names = ", ".join(f"{one['measure']}: {one['quantity']}" for one in clear.to_dicts())
        return (
            f"Of {tested} differences between the two sides, {clear.height} have an interval without zero ({names}). "
            f"One in twenty would by chance alone: about {tested / 20:.0f} of {tested}. Choose your measures before "
            "you look, or correct for having looked at many."
        )

    mo.md(apart())
    return (apart,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## 4. Charts

        Each is one Vega-Lite specification: the same here, in a page, and in print
        (`memcon chart memcon-marshall concession --to concession.pdf`). What is counted, and out of what, stands
        under the title. A chart with too little to draw is refused.
        """
    )


@app.cell
def _(MemconError, archive, memcon, mo, resamples, sides):
    drawings = {}

    def drawn(name, **asked):
        """Draw a chart, or say why it cannot be drawn."""
        try:
            drawings[name] = memcon.chart(archive, name, between=sides, resamples=resamples, **asked)
        except MemconError as error:
            return mo.callout(str(error), kind="warn")
        return drawings[name].altair()

    return drawings, drawn


@app.cell
def _(drawn, is_mission):
    drawn("agenda", issue=["Manchuria", "cease-fire", "communications", "Executive Headquarters"] if is_mission else [])


@app.cell
def _(drawn):
    drawn("concession")


@app.cell
def _(drawn, issue):
    drawn("course", issue=issue)


@app.cell
def _(drawn):
    drawn("pressing")


@app.cell
def _(drawn):
    drawn("leadership")


@app.cell
def _(drawn):
    drawn("share")


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## 5. A checked sample: how wrong is the machine here?

        All figures so far are *raw*: they take the machine at its word. To correct them, draw a random sample of its
        acts, check it by hand, and memcon combines the two (design-based inference: many cheap labels, few dear ones).
        200 acts are an afternoon. Check **in the order of the sample**: any beginning of it is a random sample, too.

        The notebook draws from a copy of your archive, so that nothing here writes into it; for your own work use
        `memcon check memcon-marshall --sample 200 --by YOU`, then `--sheet sample.csv`, fill in the columns at the
        right, and `--read sample.csv`.
        """
    )


@app.cell
def _(MemconError, archive, mo, pl, sample, sheet, shutil, sides, work):
    copy = work / "copy"
    if not copy.exists():
        shutil.copytree(archive, copy)
    to_check = work / "sample.csv"
    try:
        if not to_check.exists():
            sample(copy, count=50, by="the notebook", between=sides, seed=1946)
            sheet(copy, to=to_check)
        rows = pl.read_csv(to_check, infer_schema=False).select("unit", "words", "machine_speaker", "machine_act")
    except MemconError as error:
        rows = mo.callout(str(error), kind="warn")
    rows
    return copy, to_check


@app.cell
def _(copy, file_sheet, memcon, mo, os, resamples, sample_accuracy, sides):
    filled = os.environ.get("MEMCON_SHEET")  # a copy of sample.csv that somebody has filled in
    if filled:
        file_sheet(copy, filled, by="A. Reader")
        memcon.process(copy)
        better = memcon.influence(copy, between=sides, resamples=resamples, measures=["concession", "share"])
        rates = sample_accuracy(copy)
    else:
        better = rates = None
    said = "" if filled else (
        "Nobody has filled the sheet in yet, so nothing can be corrected. When you have, set `MEMCON_SHEET` to its "
        "path and run the notebook again."
    )  # fmt: skip
    mo.md(said)
    return better, rates


@app.cell
def _(better, by_figure, frame, pl, work):
    columns = ["measure", "quantity", "side", "value", "low", "high", "corrected", "corrected_low", "corrected_high"]
    corrected = frame(by_figure(better)).filter(pl.col("corrected").is_not_null()).select(columns) if better else None
    if corrected is not None:
        corrected.write_csv(work / "influence-corrected.csv")
    corrected
    return (corrected,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        Corrected intervals are wider than raw ones, and honest: they hold the machine's errors too. Where the two
        disagree, believe the corrected one; where it is too wide to say anything, check more acts.

        ## 6. A table for regressions

        One row a meeting and side. Cells without anything to count are empty, never 0; `.of` says what a share is out
        of, for weights. Below, as an example: does a side press more in meetings in which more of the record is its
        own? The interval draws meetings anew, both sides of a meeting together.
        """
    )


@app.cell
def _(by_meeting, frame, influence, pl, work):
    table = frame(by_meeting(influence)) if influence else pl.DataFrame()
    if not table.is_empty():
        table.write_csv(work / "influence-by-meeting.csv")
    table
    return (table,)


@app.cell
def _(mo, np, pl, table):
    def slope(rows, times=1000, seed=1946):
        """Regress the share of pressing acts on the share of the record, weighted by acts; slope with its interval."""
        wanted = ["meeting", "share.words", "concession.presses", "concession.presses.of"]
        if not set(wanted) <= set(rows.columns):
            return None
        held = rows.select(wanted).drop_nulls().filter(pl.col("concession.presses.of") > 0)
        meeting, x, y, of = (held[name].to_numpy().astype(float) for name in wanted)
        known = np.unique(meeting)
        if len(known) < 10:
            return None

        def fitted(weight):
            middle = np.average(x, weights=weight), np.average(y, weights=weight)
            spread = np.average((x - middle[0]) ** 2, weights=weight)
            return np.average((x - middle[0]) * (y - middle[1]), weights=weight) / spread

        chance = np.random.default_rng(seed)
        drawn = chance.multinomial(len(known), np.full(len(known), 1 / len(known)), size=times)
        at = np.searchsorted(known, meeting)
        low, high = np.percentile([fitted(of * one[at] + 1e-12) for one in drawn], [2.5, 97.5])
        return fitted(of), low, high, len(known)

    found = slope(table)
    mo.md(
        "Too few meetings have figures for a regression." if found is None else
        f"Slope {found[0]:+.3f}, 95 % interval {found[1]:+.3f} to {found[2]:+.3f}, over {found[3]} meetings: so much "
        "the share of pressing acts changes where the side's share of the record rises from 0 to 1. It tells of "
        "records that go together, not of a cause: a drafter who sets a side down more fully sets down more of its "
        "pressing."
    )  # fmt: skip
    return (found,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        r"""
        ## What to cite

        The archive's folder, the commands above, and the version of memcon make all this again: the same archive and
        the same seed give the same figures. Cite the words, with their place (`frus1946v09-d239, ¶5`), never a label
        alone; give each figure with its interval, its denominator, and whether it was corrected.
        """
    )


if __name__ == "__main__":
    app.run()
