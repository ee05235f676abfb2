"""Fighting words: ConvoKit's z-scores, and what must hold of any two groups of texts."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from benchmarks.beside_convokit import answer_of, convokit
from benchmarks.convokit_specimen import SPECIMEN, WORDS
from benchmarks.invented_talk import utterances
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.inquiries.influence import fighting_words as module
from memcon.inquiries.influence.fighting_words import (
    Counting,
    FightingWords,
    counted,
    fighting_words,
    informative_prior,
    weighed,
)
from memcon.model.errors import TooLittle

NEAR = 1e-9
SPECIMENS = json.loads(SPECIMEN.read_text("utf-8"))
SAID = pl.DataFrame(SPECIMENS["utterances"])
CLEANED = SPECIMENS["ours"]["cleaned"]
EVERY = Counting(least=1, most=1.0, keep=None)
TEXT = st.lists(st.sampled_from(["peace", "war", "treaty", "of", "a", "élan", "мир"]), max_size=7).map(" ".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=8)


def cleaned(text: str) -> str:
    """Give a text as ConvoKit counts its words: with transliteration to ASCII among other things."""
    return str(CLEANED.get(text, text))


def of(speakers: list[str]) -> pl.Series:
    return SAID.filter(pl.col("speaker").is_in(speakers))["text"]


@pytest.mark.parametrize("asked", WORDS)
def test_z_scores_are_convokits(asked: dict[str, Any]) -> None:
    """The same words are chosen, and each has ConvoKit's z-score."""
    rules = Counting(cleaned=cleaned, **asked.get("counting", {}))
    found = fighting_words(of(asked["first"]), of(asked["second"]), prior=asked.get("prior", 0.1), counting=rules)
    told = SPECIMENS["ours"]["words"][WORDS.index(asked)]
    assert told == pytest.approx(dict(zip(found.rows["word"], found.rows["z"], strict=True)), abs=NEAR)


@pytest.mark.skipif(convokit() is None, reason="ConvoKit 5.0.0 is not installed; its kept z-scores are compared above")
def test_z_scores_are_those_of_the_convokit_installed(tmp_path: Path) -> None:
    """On a fresh corpus, cleaned as ConvoKit cleans it, each question gives ConvoKit's z-scores."""
    said = list(utterances(900, 78, words=150, odd=0.1))
    (tmp_path / "said.jsonl").write_text("\n".join(map(json.dumps, said)), encoding="utf-8")
    task = {"utterances": str(tmp_path / "said.jsonl"), "words": WORDS, "cleaned": True}
    _, answer = answer_of(str(convokit()), task, tmp_path)
    frame = pl.DataFrame(said)
    for asked, told in zip(WORDS, answer["words"], strict=True):
        rules = Counting(cleaned=answer["cleaned"].__getitem__, **asked.get("counting", {}))
        groups = [frame.filter(pl.col("speaker").is_in(asked[name]))["text"] for name in ("first", "second")]
        found = fighting_words(*groups, prior=asked.get("prior", 0.1), counting=rules)
        assert told == pytest.approx(dict(zip(found.rows["word"], found.rows["z"], strict=True)), abs=NEAR)


def test_the_z_score_is_the_papers() -> None:
    """Log-odds with pseudo-counts, over the root of the summed inverse counts."""
    found = fighting_words(pl.Series(["peace peace war"]), pl.Series(["peace war war"]), prior=0.5, counting=EVERY)
    expected = (math.log(2.5 / 1.5) - math.log(1.5 / 2.5)) / math.sqrt(1 / 2.5 + 1 / 1.5)
    single = fighting_words(
        pl.Series(["peace peace war"]), pl.Series(["peace war war"]), prior=0.5,
        counting=Counting(longest=1, least=1, most=1.0),
    )  # fmt: skip
    assert single.rows.filter(word="peace")["z"].to_list() == [pytest.approx(expected)]
    assert single.top(1) == (("peace",), ("war",))
    assert {"peace war", "war war", "peace peace"} < set(found.rows["word"])


def by_hand(texts: list[str], groups: list[int], rules: Counting) -> dict[str, list[int]]:
    """Count runs of words text by text, the slow way."""
    number, standing = 0, Counter[str]()
    counts: dict[str, list[int]] = {}
    for text, group in zip(texts, groups, strict=True):
        words = re.findall(r"(?u)\b\w\w+\b", text.lower())
        runs = [" ".join(words[at : at + size]) for size in range(rules.shortest, rules.longest + 1)
                for at in range(len(words) - size + 1)]  # fmt: skip
        standing.update(set(runs))
        number += 1
        for run in runs:
            counts.setdefault(run, [0] * (max(groups) + 1))[group] += 1
    most = rules.most if isinstance(rules.most, int) else rules.most * number
    return {run: found for run, found in sorted(counts.items()) if rules.least <= standing[run] <= most}


@pytest.mark.parametrize("size", [1, 1_000_000])
@settings(deadline=None)
@given(texts=TEXTS, least=st.integers(1, 3), most=st.sampled_from([1.0, 0.5]), shortest=st.integers(1, 2))
def test_runs_are_counted_as_text_by_text(size: int, texts: list[str], least: int, most: float, shortest: int) -> None:
    """However small the slices, growing runs from frequent shorter ones counts what counting each text counts."""
    rules = Counting(shortest=shortest, least=least, most=most, keep=None)
    groups = [number % 3 for number in range(len(texts))]
    expected = by_hand(texts, groups, rules)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "SLICE", size)
        try:
            found = counted(pl.Series(texts), np.array(groups, dtype=np.int32), rules)
        except TooLittle:
            assert not expected
            return
    assert expected == dict(zip(found.words, found.counts.tolist(), strict=True))


@settings(deadline=None)
@given(first=TEXTS, second=TEXTS)
def test_changing_places_changes_the_sign(first: list[str], second: list[str]) -> None:
    """What tells the first group from the second tells the second from the first, with the other sign."""

    def told(one: list[str], other: list[str]) -> dict[str, float]:
        found = fighting_words(pl.Series(one), pl.Series(other), counting=EVERY)
        return dict(zip(found.rows["word"], found.rows["z"], strict=True))

    try:
        there, back = told(first, second), told(second, first)
    except TooLittle:
        return
    assert there == pytest.approx({word: -z for word, z in back.items()}, abs=NEAR, nan_ok=True)


def test_a_stronger_background_quiets_words_that_are_frequent_everywhere() -> None:
    """With an informative prior a word must be more frequent than it is elsewhere before it tells anything."""
    first, second = pl.Series(["of peace of treaty"] * 3), pl.Series(["of war treaty"] * 3)
    rules = Counting(longest=1, least=1, most=1.0)
    background = {"of": 900.0, "peace": 10.0, "war": 10.0, "treaty": 80.0}

    def heard(found: FightingWords) -> float:
        return abs(float(found.rows.filter(word="of")["z"][0]))

    flat = fighting_words(first, second, counting=rules)
    assert heard(fighting_words(first, second, prior=informative_prior(background, 500), counting=rules)) < heard(flat)


def test_words_beyond_a_threshold_are_given_most_telling_first() -> None:
    """The first group's words come with descending z-scores, the second's with ascending ones."""
    rows = pl.DataFrame({"word": ["a", "b", "c", "d", "e"], "z": [-3.0, -1.5, 0.5, 2.0, 4.0]})
    assert FightingWords(rows).beyond(1.0) == (("e", "d"), ("a", "b"))


@pytest.mark.parametrize(("first", "second"), [([], ["peace"]), (["peace"], []), (["a b c"], ["d"]), ([None], ["?"])])
def test_too_little_to_compare_is_refused(first: list[str | None], second: list[str | None]) -> None:
    """No texts, or no words in them, is said in words."""
    with pytest.raises(TooLittle):
        fighting_words(pl.Series(first, dtype=pl.String), pl.Series(second, dtype=pl.String), counting=EVERY)


@pytest.mark.parametrize(("prior", "why"), [(0.0, "above 0"), ({"peace": 1.0}, "lacks 1 of 2 words, 'war'")])
def test_a_prior_that_cannot_be_used_is_refused(prior: float | dict[str, float], why: str) -> None:
    """Pseudo-counts must be above 0 and there for every word."""
    rules = Counting(longest=1, least=1, most=1.0)
    with pytest.raises(ValueError, match=why):
        fighting_words(pl.Series(["peace"]), pl.Series(["war"]), prior=prior, counting=rules)


def test_one_word_alone_tells_nothing() -> None:
    """Where only one word is counted there are no odds."""
    ratios, z = weighed(np.array([3.0]), np.array([5.0]), np.array([0.1]))
    assert np.isnan(ratios).all()
    assert np.isnan(z).all()
