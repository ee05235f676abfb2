"""Linguistic coordination as a measure of influence: on verbatim transcripts alone."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import memcon
from influence_specimens import ELPHBERG, SIDES, STRELSAU, Said, evidence, told
from memcon.inquiries.influence.coordination import Focus, scores, tallies
from memcon.inquiries.influence.evidence import ACTS, Evidence, Met
from memcon.inquiries.influence.measures.coordination import MEASURE, exchanged, refused
from memcon.inquiries.influence.resampling import DIFFERENCE
from memcon.model.findings import Mode, Utterance

MEETINGS, TURNS = 12, 30
PLAIN = ("Zenda stands firm.", "Peace holds.", "Nobody marches.")
WITH_ARTICLE = ("The castle stands.", "Send an envoy.", "Keep the peace.")


def transcripts(
    seed: int = 1894, mode: Mode = Mode.DIRECT, language: str | None = "en", *, interpreted: bool = False
) -> Evidence:
    """Make transcripts in which Michael says an article where Rudolf has just said one, and Rudolf heeds nobody."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    spoken, texts, met = {}, {}, []
    for meeting in range(MEETINGS):
        record, text, utterances, article = f"r{meeting}", "", [], False
        for turn in range(TURNS):
            side = turn % 2
            article = chance.random() < 0.5 if side == 0 else article if chance.random() < 0.8 else not article
            words = chance.choice(WITH_ARTICLE if article else PLAIN)
            start, text = len(text), f"{text}{words}\n"
            name = ("Rudolf", "Michael")[side]
            utterances.append(Utterance(record, start, start + len(words), name, mode, 0.9, "labelled turn"))
            known = {"act": len(rows), "meeting": meeting, "record": record, "start": start, "end": start + len(words),
                     "at": turn, "rank": "first", "side": side, "label": "INFORM", "mode": mode.value, "text": words}
            rows.append(known)  # fmt: skip
        spoken[record], texts[record] = tuple(utterances), text
        direct = mode == Mode.DIRECT
        met.append(Met(record, f"Talk {meeting}", None, direct, language=language, interpreted=interpreted))
    acts = pl.DataFrame(rows, schema=ACTS)
    return Evidence(tuple(met), SIDES, acts, acts, utterances=spoken, texts=texts)


def test_who_echoes_the_other_is_found() -> None:
    """Michael echoes Rudolf's articles; the difference of the sides has the sign that says so."""
    found = told(MEASURE, transcripts())
    michael, rudolf = (found["takes up: article", side, None] for side in (STRELSAU, ELPHBERG))
    assert michael.low is not None
    assert michael.low > 0.1
    assert rudolf.low is not None
    assert rudolf.high is not None
    assert rudolf.low < 0 < rudolf.high
    apart = found["takes up: article", DIFFERENCE, None]
    assert apart.high is not None
    assert apart.high < 0


def test_figures_are_the_scores_of_the_exchanges() -> None:
    """What the measure says of a side is its score towards the other, and the mean over its categories."""
    held = transcripts()
    found, scored = told(MEASURE, held), scores(tallies(exchanged(held)), focus=Focus.SPEAKERS)
    for row, side in zip(scored.values, (ELPHBERG, STRELSAU), strict=True):
        for name, value in zip(scored.categories, row, strict=True):
            figure = found[f"takes up: {name}", side, None]
            assert figure.value is None or figure.value == pytest.approx(value, abs=1e-12)
        assert found["takes up", side, None].value == pytest.approx(np.nanmean(row), abs=1e-12)


def test_reported_speech_is_refused_with_the_reason() -> None:
    """The function words of a memorandum are the note-taker's."""
    why = refused(evidence([[Said(0, "INFORM"), Said(1, "INFORM")]] * 7))
    assert why is not None
    assert "the function words are the note-taker's" in why
    assert "7 of the 7 meetings" in why


def test_transcripts_in_another_language_are_refused() -> None:
    """There are no lists of their function words."""
    why = refused(transcripts(language="ru"))
    assert why is not None
    assert "12 are transcripts in another language" in why


def test_talk_through_an_interpreter_is_refused() -> None:
    """The function words of interpreted talk are the interpreter's, however verbatim the transcript."""
    why = refused(transcripts(interpreted=True))
    assert why is not None
    assert "12 are of talk through an interpreter" in why


def test_transcripts_suffice() -> None:
    """Verbatim talk in English is measured."""
    assert refused(transcripts()) is None


def test_a_record_in_reported_speech_among_transcripts_is_not_counted() -> None:
    """Only the transcripts' turns are counted; the rest of the series stays out."""
    held = transcripts()
    mixed = replace(held, meetings=(replace(held.meetings[0], verbatim=False), *held.meetings[1:]))
    assert "000000" in exchanged(held).rows["conversation"]
    assert "000000" not in exchanged(mixed).rows["conversation"]


def test_utterances_of_one_person_in_a_row_are_one_turn() -> None:
    """A speaker does not reply to himself, however the transcript breaks his talk."""
    held = transcripts()

    def halved(one: Utterance) -> tuple[Utterance, Utterance]:
        return replace(one, end=one.start + 4), replace(one, start=one.start + 4)

    halves = {
        record: tuple(half for one in spoken for half in halved(one)) for record, spoken in held.utterances.items()
    }
    assert exchanged(held).rows.height == exchanged(replace(held, utterances=halves)).rows.height


def test_transcripts_in_an_archive_are_measured(tmp_path: Path) -> None:
    """From files of labelled turns to figures; a series of memoranda of the same two is refused."""
    chance = random.Random(3)
    for number in range(6):
        title = f"Transcript of a conversation between King Rudolf and Duke Michael, Strelsau, {number + 3} May 1894"
        lines = [title, ""]
        for turn in range(24):
            words = chance.choice(WITH_ARTICLE if chance.random() < 0.5 else PLAIN)
            lines += [f"{('KING RUDOLF', 'DUKE MICHAEL')[turn % 2]}: {words} Would you agree?", ""]
        (tmp_path / f"talk{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    archive = memcon.create(tmp_path / "A")
    memcon.add(archive, *sorted(map(str, tmp_path.glob("*.txt"))))
    memcon.process(archive)
    [reading] = memcon.influence(archive, between=("King Rudolf", "Duke Michael"), measures=["coordination"]).readings
    assert reading.refused is None
    assert {figure.quantity for figure in reading.figures} == set(MEASURE.quantities)


def test_the_page_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the page runs, and prints what the page shows."""
    page = (Path(__file__).resolve().parents[1] / "docs" / "coordination.md").read_text("utf-8")
    code, shown = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("python", "text"))
    exec(compile(code, "coordination.md", "exec"), {})
    assert shown == capsys.readouterr().out
