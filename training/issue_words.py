"""Learn a language's word kinds from its documents: python training/issue_words.py CODE FILE... --to TOML

From plain running text, without labels: which words are verbs (they stand behind "to", pronouns and auxiliaries rather
than behind articles and prepositions), which need another word behind them (adjectives), and how rare each stem is in
paragraphs. Records are read with memcon's own readers; nothing of a document but these lists is kept.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from memcon.accession.desk import read
from memcon.accession.reader import Incoming, Refusal
from memcon.analysis.issues.lore import Lore, lore
from memcon.analysis.issues.terms import WORD, stem
from memcon.model.record import TextClass

SEEN = 12  # times a form must stand before it is given a kind
PARAGRAPHS = 3000  # one in so many paragraphs must hold a stem before it is given a rarity
LEAST = 4  # and so many, at least
VERBISH = 0.5  # share of places behind "to", a pronoun or an auxiliary from which a form is a verb
SHORT = 40  # characters; what is shorter is no running text
HEAD = 0.4  # share of places with nothing behind that could be its noun, below which a form needs one
BEFORE_VERB = frozenset(
    """to he she they we i it who which would will could can should may might must shall not do does did has have had
    was were is are be been being cannot also that you""".split()  # noqa: SIM905
)


def paragraphs(files: Iterable[Path]) -> Iterator[str]:
    """Give the paragraphs of every document's own text."""
    for path in files:
        for one in read(Incoming(path.name, path))[1]:
            if not isinstance(one, Refusal):
                body = (p for p in one.passages if p.text_class == TextClass.BODY)
                yield from (one.words(p) for p in body if p.end - p.start > SHORT)


def kinds(texts: Iterable[str], known: Lore) -> tuple[list[list[str]], dict[str, list[str]]]:
    """Count, and give verbs, words that need another behind them and nouns; and stems by rarity in hundredths."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spread: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        printed = WORD.findall(text)
        spread.update({stem(word.lower(), known.code) for word in printed if word[0].isalpha()})
        _count(printed, counts, known)
    seen = {word: count for word, count in counts.items() if count["all"] >= SEEN and len(word) > 2}
    verbs = sorted(w for w, c in seen.items() if c["verb"] > VERBISH * (c["verb"] + c["noun"] + 1))
    needing = sorted(w for w, c in seen.items() if c["head"] < HEAD * c["all"] and w not in set(verbs))
    rarity: dict[str, list[str]] = defaultdict(list)
    least = max(LEAST, total // PARAGRAPHS)
    for one, times in sorted(spread.items()):
        if times >= least:
            rarity[str(round(100 * math.log(total / times) / math.log(total / least)))].append(one)
    others = set(verbs) | set(needing)
    looking = [known.patterns[one] for one in ("verb", "modifier") if one in known.patterns]
    nouns = sorted(w for w in seen if w not in others and any(one.search(w) for one in looking))
    return [[w for w in listed if w not in known.stop] for listed in (verbs, needing, nouns)], rarity


def _count(printed: list[str], counts: dict[str, Counter[str]], known: Lore) -> None:
    closed = known.join | known.determiners | known.stop | BEFORE_VERB
    for place, word in enumerate(printed):
        if not word.islower() or not word[0].isalpha():
            continue
        before = printed[place - 1].lower() if place else "."
        behind = printed[place + 1].lower() if place + 1 < len(printed) else "."
        counts[word].update(
            {"all": 1, "verb": before in BEFORE_VERB,
             "noun": before not in BEFORE_VERB and (before in known.determiners or before in known.join),
             "head": behind in closed or not behind[0].isalpha()}
        )  # fmt: skip


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--rarity-only", action="store_true", help="for languages whose nouns are told otherwise")
    chosen = parser.parse_args()
    (verbs, needing, nouns), rarity = kinds(paragraphs(chosen.files), lore(chosen.code))
    lines = ["# Written by training/issue_words.py from running text; words only, no sentence of any document.", ""]
    if not chosen.rarity_only:
        listed = {"verbs": verbs, "modifiers": needing, "nouns": nouns}
        lines += [f'{name} = """\n{_wrapped(found)}\n"""' for name, found in listed.items()]
    lines += ["", "# Stems by their rarity among paragraphs, in hundredths of that of the rarest kept.", "[rarity]"]
    ordered = sorted(rarity.items(), key=lambda one: int(one[0]))
    lines += [f'{figure} = """\n{_wrapped(stems)}\n"""' for figure, stems in ordered]
    chosen.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(verbs)} verbs, {len(needing)} words that need another, {sum(map(len, rarity.values()))} stems")


def _wrapped(listed: Iterable[str]) -> str:
    return re.sub(r"(.{90,110}?) ", r"\1\n", " ".join(w for w in listed if re.fullmatch(r"[\w’'.‑–-]+", w)))


if __name__ == "__main__":
    main()
