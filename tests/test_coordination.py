"""Linguistic coordination: ConvoKit's scores, kept in a specimen and asked for anew where ConvoKit is installed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from benchmarks.beside_convokit import answer_of, convokit
from benchmarks.convokit_specimen import PAIRS, SPECIMEN, SUMMARIES
from benchmarks.invented_talk import utterances
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.inquiries.influence.coordination import (
    Exchanges,
    Focus,
    Missing,
    Scores,
    Thresholds,
    aggregated,
    coordination,
    exchanges,
    resampled,
    scores,
    tallies,
)
from memcon.inquiries.influence.function_words import FunctionWords, english, function_words, noted, of_patterns

NEAR = 1e-9
SPECIMENS = json.loads(SPECIMEN.read_text("utf-8"))
SAID = pl.DataFrame(SPECIMENS["utterances"])
OURS = of_patterns(SPECIMENS["patterns"])
NAMES = {
    "speaker_thresh": "speaker", "target_thresh": "target", "utterances_thresh": "utterances",
    "speaker_thresh_indiv": "speaker_each", "target_thresh_indiv": "target_each",
    "utterances_thresh_indiv": "utterances_each",
}  # fmt: skip


def thresholds(asked: Mapping[str, Any]) -> Thresholds:
    return Thresholds(**{NAMES[name]: least for name, least in asked.get("thresholds", {}).items()})


def summary(said: pl.DataFrame, words: FunctionWords, asked: Mapping[str, Any]) -> Scores:
    """Ask memcon what ConvoKit was asked."""
    replies = exchanges(said, words=words, split=asked.get("split") or ()).between(
        asked.get("speakers"), asked.get("targets")
    )
    if "place" in asked:
        replies = replies.where((said["place"] == asked["place"]).gather(replies.rows["reply"]).to_list())
    return scores(tallies(replies), thresholds=thresholds(asked), focus=Focus(asked.get("focus", "speakers")))


def laid_out(found: Scores) -> dict[tuple[str, ...], dict[str, float]]:
    return {
        tuple(str(part) for part in who): {
            name: float(value) for name, value in zip(found.categories, row, strict=True) if not math.isnan(value)
        }
        for who, row in zip(found.who.iter_rows(), found.values, strict=True)
    }


def same(expected: Sequence[Any], found: Scores) -> None:
    told = {tuple(str(part) for part in who): scored for who, scored in expected}
    mine = laid_out(found)
    assert told.keys() == mine.keys()
    for who, scored in told.items():
        assert scored == pytest.approx(mine[who], abs=NEAR), who


def same_report(report: Mapping[str, Any], found: Scores) -> None:
    for number, missing in enumerate((Missing.LEFT_OUT, Missing.GROUP, Missing.OWN), 1):
        mine, told = found.aggregate(missing), report[f"agg{number}"]
        assert (told is None) == (mine is None)
        assert told is None or told == pytest.approx(mine, abs=NEAR)
        assert report[f"count_agg{number}"] == found.counted(missing)
    assert report["marker_agg1"] == pytest.approx(found.by_category(among="complete"), abs=NEAR)
    assert report["marker_agg2"] == pytest.approx(found.by_category(), abs=NEAR)


@pytest.mark.parametrize("number", range(len(SUMMARIES)))
def test_scores_are_convokits(number: int) -> None:
    """Groups, thresholds, focus and parting by attributes give ConvoKit's scores, and its three aggregates."""
    told, found = SPECIMENS["ours"]["summaries"][number], summary(SAID, OURS, SUMMARIES[number])
    same(told["scores"], found)
    same_report(told["report"], found)


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_scores_of_pairs_are_convokits(number: int) -> None:
    """Each speaker towards each target has ConvoKit's score."""
    found = scores(tallies(exchanges(SAID, words=OURS)), thresholds=thresholds(PAIRS[number]), focus=Focus.PAIRS)
    same(SPECIMENS["ours"]["pairs"][number], found)


def test_categories_noted_are_convokits() -> None:
    """Which categories stand in an utterance agrees, with apostrophes and letters beyond a to z among the words."""
    bits = noted(SAID["text"], OURS)
    mine = [sorted(name for bit, name in enumerate(OURS.categories) if int(one) >> bit & 1) for one in bits]
    assert [SPECIMENS["ours"]["categories"][one] for one in SAID["id"]] == mine


@pytest.mark.parametrize("number", range(len(SUMMARIES)))
def test_scores_on_convokits_own_words_are_convokits(number: int) -> None:
    """From the categories that ConvoKit noted with its own word lists come the scores that it gives."""
    told = SPECIMENS["own"]["summaries"][number]
    marked = SPECIMENS["own"]["categories"]
    coded = pl.Series([" ".join(f"x{name}" for name in marked[one]) for one in SAID["id"]], dtype=pl.String)
    words = function_words({name: f"x{name}" for name in OURS.categories})
    found = summary(SAID.with_columns(text=coded), words, SUMMARIES[number])
    same(told["scores"], found)
    same_report(told["report"], found)


@pytest.mark.skipif(convokit() is None, reason="ConvoKit 5.0.0 is not installed; its kept scores are compared above")
def test_scores_are_those_of_the_convokit_installed(tmp_path: Path) -> None:
    """On a fresh corpus, with ConvoKit's own word lists read from where it is installed, the scores are the same."""
    said = list(utterances(900, 77, words=150, odd=0.1))
    (tmp_path / "said.jsonl").write_text("\n".join(map(json.dumps, said)), encoding="utf-8")
    task = {"utterances": str(tmp_path / "said.jsonl"), "summaries": SUMMARIES, "pairs": PAIRS, "own_patterns": True}
    _, answer = answer_of(str(convokit()), task, tmp_path)
    frame, words = pl.DataFrame(said), of_patterns(answer["patterns"])
    for asked, told in zip(SUMMARIES, answer["summaries"], strict=True):
        same(told["scores"], summary(frame, words, asked))
        same_report(told["report"], summary(frame, words, asked))
    for asked, told in zip(PAIRS, answer["pairs"], strict=True):
        same(told, scores(tallies(exchanges(frame, words=words)), thresholds=thresholds(asked), focus=Focus.PAIRS))


def frame(*rows: tuple[str, str | None, str | None, str | None]) -> pl.DataFrame:
    """Make utterances of id, speaker, reply_to and text, in one conversation."""
    names = {"id": pl.String, "speaker": pl.String, "reply_to": pl.String, "text": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(conversation=pl.lit("c"))


WORDS = function_words({"article": "a an the", "quant": "all few*"})
TAKEN_UP = frame(
    ("1", "A", None, "the treaty"), ("2", "B", "1", "the border"), ("3", "A", None, "peace"), ("4", "B", "3", "war"),
)  # fmt: skip


def test_the_score_is_the_paper_s() -> None:
    """B says an article exactly where A did: 1 of 1, less 1 of 2 in general."""
    found = coordination(TAKEN_UP, words=WORDS, thresholds=Thresholds(target=1))
    assert found.table().rows(named=True) == [{"speaker": "B", "article": 0.5, "quant": None}]


@pytest.mark.parametrize(("rows", "why"), [
    ([("1", "A", None, "the"), ("2", "A", "1", "the")], "who answers himself coordinates with nobody"),
    ([("1", "A", None, "the"), ("2", "B", "9", "the")], "what he replies to is not there"),
    ([("1", None, None, "the"), ("2", "B", "1", "the")], "nobody knows to whom he replies"),
    ([("1", "A", None, None), ("2", "B", "1", "the")], "what he replies to is missing"),
    ([], "nobody speaks"),
])  # fmt: skip
def test_nobody_is_scored_where_there_is_nothing_to_score(
    rows: list[tuple[str, str | None, str | None, str | None]], why: str
) -> None:
    """No reply to somebody else that used the category gives no score, and no aggregate."""
    found = coordination(frame(*rows), words=WORDS, thresholds=Thresholds(target=0))
    assert found.who.is_empty(), why
    assert found.aggregate() is None, why


def test_two_utterances_of_one_id_are_refused() -> None:
    """It could not be said to which of them somebody replies."""
    with pytest.raises(ValueError, match="two utterances have one id"):
        exchanges(frame(("1", "A", None, "the"), ("1", "B", "1", "the")))


def test_a_missing_column_is_named() -> None:
    """The message says which column is missing and which are needed."""
    with pytest.raises(ValueError, match="no column reply_to"):
        exchanges(SAID.drop("reply_to"))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 3), min_size=36, max_size=36))
def test_meetings_drawn_anew_score_as_if_they_were_repeated(weights: list[int]) -> None:
    """Scores of a drawing are those of a corpus in which each conversation stands as often as it was drawn."""
    replies = exchanges(SAID, words=OURS)
    counted = tallies(replies)
    often = dict(zip(counted.conversations, weights, strict=False))
    times = np.array([[often.get(one, 0) for one in counted.conversations]], dtype=np.float64)
    who, values = resampled(counted, times, focus=Focus.PAIRS)
    repeated = replies.rows.select(pl.exclude("conversation").repeat_by(
        pl.col("conversation").replace_strict(often, default=0, return_dtype=pl.UInt32)).explode(),
        pl.lit("c").alias("conversation")).drop_nulls("said")  # fmt: skip
    expected = laid_out(scores(tallies(Exchanges(repeated, replies.categories)), focus=Focus.PAIRS))
    found = laid_out(Scores(who, values[0], replies.categories))
    found = {who: scored for who, scored in found.items() if scored}
    assert expected.keys() == found.keys()
    for pair, scored in expected.items():
        assert scored == pytest.approx(found[pair], abs=NEAR)


PARTS = ["the", "a", "all", "fewer", "don", "'", " ", "t", "é", "’", "_", "1", "T"]
PIECES = st.lists(st.sampled_from(PARTS), max_size=14)
APOSTROPHES = function_words({"article": "a the", "quant": "all few* don't", "other": "t don t'a"})


def letter_by_letter(text: str, words: FunctionWords) -> int:
    """Say what stands in a text by walking it one letter at a time: the rule of the module, in its slowest form."""
    inside = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    found, trail, last = 0, None, ""
    for letter in f"{text.lower()} ":
        if letter in inside and last not in inside and not (last == "'" and trail):
            trail = ""
        if trail is None:
            last = letter
            continue
        if letter in inside or (letter == "'" and trail and f"{trail}'" in words.reach):
            found |= words.whole.get(trail, 0) if letter == "'" else 0
            trail = trail + letter if trail + letter in words.reach else None
            found |= words.begun.get(trail or "", 0)
        elif last in inside and trail in words.whole:
            found |= words.whole[trail]
            trail = "|"  # a word has ended here: nothing goes on
        else:
            trail = None
        last = letter
    return found


@settings(deadline=None)
@given(st.lists(PIECES.map("".join), max_size=6))
def test_words_are_read_as_letter_by_letter(texts: list[str]) -> None:
    """Reading word by word notes the same categories as reading letter by letter."""
    expected = [letter_by_letter(text, APOSTROPHES) for text in texts]
    assert expected == noted(pl.Series(texts, dtype=pl.String), APOSTROPHES).tolist()


@settings(deadline=None)
@given(st.lists(st.lists(st.one_of(st.none(), st.floats(-1, 1)), min_size=3, max_size=3), min_size=1, max_size=6))
def test_aggregates_lie_among_the_scores(rows: list[list[float | None]]) -> None:
    """However missing scores are made up for, a group's score lies between its least and its greatest."""
    values = np.array([[np.nan if one is None else one for one in row] for row in rows])[np.newaxis]
    for missing in Missing:
        [mean] = aggregated(values, missing)
        assert np.isnan(mean) or np.nanmin(values) - NEAR <= mean <= np.nanmax(values) + NEAR


@pytest.mark.parametrize(("word", "categories"), [
    ("the", {"article"}), ("i'm", {"auxverb", "ppron"}), ("don't", {"auxverb"}), ("towards", {"preps"}),
    ("everybody", {"ipron"}), ("treaty", set()), ("there's", {"auxverb", "adverb"}), ("few", {"quant"}),
    ("because", {"conj"}), ("theirs", {"ppron"}),
])  # fmt: skip
def test_english_function_words_have_their_categories(word: str, categories: set[str]) -> None:
    """memcon's own lists know the closed classes, contractions and beginnings of words included."""
    words = english()
    assert categories == {name for bit, name in enumerate(words.categories) if words.of(word) >> bit & 1}


@pytest.mark.parametrize("word", ["The", "don''t", "'tis", "à"])
def test_a_function_word_that_cannot_be_found_is_refused(word: str) -> None:
    """A word that no text could hold is a mistake in the list, and the message shows it."""
    with pytest.raises(ValueError, match="cannot read the word"):
        function_words({"article": word})
