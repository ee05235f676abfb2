"""How far the ways to tell Russian forms bring the forms of one word together: `python -m benchmarks.russian_forms`.

The words of the built-in calendar in Russian; the measure is pymorphy3 (OpenCorpora), so its own line is a bound.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations

from benchmarks.measuring import table
from memcon.calendar import collection
from memcon.search.lemmas import stemmed

CASES = ("gent", "datv", "ablt")
Pair = tuple[str, str]
NAMES = {"Surn", "Name", "Geox", "Patr"}


def main() -> None:
    """Print the table."""
    from pymorphy3 import MorphAnalyzer
    from simplemma import lemmatize
    from snowballstemmer import stemmer

    parse = MorphAnalyzer(lang="ru").parse
    text = "\n".join(one.read_text(encoding="utf-8") for one in collection())
    words = sorted(set(re.findall(r"[а-яё]{3,}", text.lower())))
    names: list[Pair] = []
    others: list[Pair] = []
    for word in words:
        found = parse(word)[0]
        forms = {made.word for case in CASES if (made := found.inflect({case})) is not None} - {word}
        is_name = NAMES & set(found.tag.grammemes) or not found.is_known
        (names if is_name else others).extend((word, form) for form in forms)
    truth = {word: parse(word)[0].normal_form for word in words}
    ways: dict[str, Callable[[str], str]] = {
        "simplemma": lambda word: str(lemmatize(word, lang="ru")).lower(),
        "Snowball": stemmer("russian").stemWord,
        "Snowball's stem of simplemma's form (the core)": stemmed,
        "pymorphy3 (the extra russian)": lambda word: str(parse(word)[0].normal_form),
    }
    heads = ("way", f"of {len(others):,} pairs of forms", f"of {len(names):,} pairs of forms of names",
             "pairs of different words of the text joined", "groups")  # fmt: skip
    print(table(heads, [(name, *_line(cache(way), others, names, truth)) for name, way in ways.items()]))


def _line(
    way: Callable[[str], str], others: Sequence[Pair], names: Sequence[Pair], truth: dict[str, str]
) -> tuple[str, str, int, int]:
    groups: dict[str, set[str]] = defaultdict(set)
    for word, base in truth.items():
        groups[way(word)].add(base)
    joined = sum(len(list(combinations(group, 2))) for group in groups.values())
    return _share(way, others), _share(way, names), joined, len(groups)


def _share(way: Callable[[str], str], pairs: Sequence[Pair]) -> str:
    return f"{sum(way(one) == way(other) for one, other in pairs) / len(pairs):.2f}"


if __name__ == "__main__":
    main()
