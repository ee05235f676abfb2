"""Let ConvoKit score utterances: python benchmarks/convokit_scores.py TASK.json ANSWER.json, in a Python that has it.

It needs nothing of memcon, so that ConvoKit (with torch, more than 6 GB) can live in an environment of its own. The
task says where the utterances are (JSON lines) and what is asked; the answer is written as JSON.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).resolve()
Answer = dict[str, Any]


def main() -> None:
    """Answer a task."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # ConvoKit writes its settings there
        task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
        lines = Path(task["utterances"]).read_text("utf-8").splitlines()
        answer = answered(task, [json.loads(line) for line in lines])
        Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")


def answered(task: Mapping[str, Any], said: Sequence[Mapping[str, Any]]) -> Answer:
    """Score the utterances.

    Args:
        task: `patterns`, function words in ConvoKit's form, in place of its own where not null; `summaries`, `pairs`
            and `words`, lists of questions (see the functions below); `noted`, `cleaned` and `own_patterns`: give them.
        said: utterances with id, conversation, speaker, reply_to, text and what else they are to carry.

    Returns:
        For each list of questions a list of answers; `categories` that ConvoKit noted in each utterance; `cleaned`,
        each text as it counts its words; `seconds` each took, the corpus once made; `version` of ConvoKit.
    """
    corpus = _corpus(said)
    answer: Answer = {"version": version("convokit"), "seconds": {}}
    if task.get("summaries") or task.get("pairs"):
        begin = time.perf_counter()
        measure = _fitted(corpus, task.get("patterns"))
        answer["summaries"] = [_summary(measure, corpus, asked) for asked in task.get("summaries", ())]
        answer["pairs"] = [_pairs(measure, corpus, asked) for asked in task.get("pairs", ())]
        answer["seconds"]["coordination"] = time.perf_counter() - begin
        if task.get("noted"):
            answer["categories"] = {u.id: sorted(u.meta["liwc-categories"]) for u in corpus.iter_utterances()}
    if task.get("own_patterns"):
        answer["patterns"] = resources.files("convokit").joinpath("data/coord-liwc-patterns.txt").read_text("utf-8")
    if task.get("words"):
        begin = time.perf_counter()
        answer["words"] = [_fighting_words(corpus, asked) for asked in task["words"]]
        answer["seconds"]["words"] = time.perf_counter() - begin
    if task.get("cleaned"):
        from convokit.fighting_words import FightingWords

        answer["cleaned"] = {one["text"]: FightingWords.clean_text(one["text"]) for one in said}
    return answer


def _corpus(said: Sequence[Mapping[str, Any]]) -> Any:
    from convokit import Corpus, Speaker, Utterance

    known = {name: Speaker(id=name) for name in sorted({one["speaker"] for one in said})}
    own = ("id", "conversation", "speaker", "reply_to", "text")
    return Corpus(
        utterances=[
            Utterance(
                id=one["id"], speaker=known[one["speaker"]], conversation_id=one["conversation"],
                reply_to=one["reply_to"], timestamp=number, text=one["text"],
                meta={name: value for name, value in one.items() if name not in own},
            )
            for number, one in enumerate(said)
        ]
    )  # fmt: skip


def _fitted(corpus: Any, patterns: str | None) -> Any:
    from convokit import Coordination

    measure = Coordination()
    if patterns is not None:
        listed = [line.split("\t") for line in patterns.splitlines()]
        words = [(word.replace("\\b", "#")[1:], category) for category, all_ in listed for word in all_.split("|")]
        measure._compute_liwc_reverse_dict = lambda: setattr(measure, "liwc_trie", Coordination.make_trie(words))
    measure.fit(corpus)
    return measure


def _summary(measure: Any, corpus: Any, asked: Mapping[str, Any]) -> Answer:
    """Answer a question with `speakers`, `targets` (null: everybody), `focus`, `thresholds`, `split`, `place`.

    `place` keeps the replies given there, which is what ConvoKit's speaker_utterance_selector is for.
    """
    speakers, targets, place = asked.get("speakers"), asked.get("targets"), asked.get("place")
    scored = measure.summarize(
        corpus,
        speaker_selector=lambda one: speakers is None or one.id in speakers,
        target_selector=lambda one: targets is None or one.id in targets,
        focus=asked.get("focus", "speakers"),
        split_by_attribs=asked.get("split"),
        speaker_utterance_selector=lambda reply, _: place is None or reply.meta["place"] == place,
        **asked.get("thresholds", {}),
    )
    report = measure._summarize_score_report(scored)
    split = bool(asked.get("split"))
    rows = [([one[0].id, *one[1]] if split else [one.id], dict(found)) for one, found in scored.items()]
    return {"scores": sorted(rows, key=lambda row: [str(part) for part in row[0]]), "report": report}


def _pairs(measure: Any, corpus: Any, asked: Mapping[str, Any]) -> list[Any]:
    """Answer a question with `thresholds`: the scores of all pairs that speak (asked for by id ConvoKit gives none)."""
    scored = measure.pairwise_scores(corpus, corpus.speaking_pairs(), **asked.get("thresholds", {}))
    rows = [([one.id for one in pair], dict(found)) for pair, found in scored.items()]
    return sorted(rows, key=lambda row: row[0])


def _fighting_words(corpus: Any, asked: Mapping[str, Any]) -> Answer:
    """Answer a question with `first` and `second` (speakers of each group), `counting` and `prior`."""
    from convokit.fighting_words import FightingWords
    from sklearn.feature_extraction.text import CountVectorizer

    rules = asked.get("counting")
    measure = FightingWords(
        cv=None if rules is None else CountVectorizer(
            decode_error="ignore", min_df=rules["least"], max_df=rules["most"], max_features=rules["keep"],
            ngram_range=(rules["shortest"], rules["longest"]),
        ),
        prior=asked.get("prior", 0.1),
    )  # fmt: skip
    first, second = asked["first"], asked["second"]
    with redirect_stdout(io.StringIO()):
        measure.fit(corpus, lambda one: one.speaker.id in first, lambda one: one.speaker.id in second)
    return {word: float(z) for word, z in measure.ngram_zscores.items()}


if __name__ == "__main__":
    main()
