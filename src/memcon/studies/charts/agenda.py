"""The agenda: which issues fill the meetings, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from memcon.analysis.issues.lore import lore
from memcon.analysis.issues.terms import CYRILLIC, Word, words
from memcon.model.errors import TooLittle
from memcon.studies.chart import Chart, Matter, Picture
from memcon.studies.chart_dress import HEIGHT, OTHER, PAPER, SHADES, WIDTH, inline
from memcon.studies.chart_time import Period, along, days, enough, every, periods, span, undated, unit

MOST = len(SHADES)  # issues that are drawn by name
FEW = 3  # weeks, months or years that a river needs
ALIKE = 6  # letters by which a word is held to be that of a side: Mongolia, Mongolian
PHRASE = 0.6  # share of a family's acts that must stand under two words for these to name it
REST = "all other issues"
TELLING = ("name", "plain")
SMALL = frozenset({"sign", "stop", "join", "determiner"})  # kinds of words that make no name
HALF = 0.5  # share of the acts from which what has no name here is left out of the picture


@dataclass(frozen=True, slots=True)
class Family:
    """Issues shown as one, and what they are called together."""

    name: str
    issues: frozenset[str]
    acts: int


def draw(matter: Matter) -> Picture:
    """Draw the acts on the issues asked for, or on the most frequent ones, by week, month or year.

    Raises:
        TooLittle: the acts fall into fewer than FEW of these, or no passage has an issue.
    """
    dated = days(matter.evidence.meetings)
    enough(dated, FEW, "The agenda")
    acts, families = _families(matter)
    when = periods(dated)
    counted: Counter[tuple[str, Period]] = Counter()
    for family, meeting in acts.filter(pl.col("meeting").is_in(list(dated))).select("family", "meeting").iter_rows():
        counted[family, when[meeting]] += 1
    rest = dict(families).get(REST, 0)
    names = [name for name, _ in families if name != REST or rest <= HALF * acts.height]
    held = {one for name, one in counted if name in names}
    by = unit(dated)
    if len(held) < FEW:
        raise TooLittle(f"The agenda: the acts fall into {len(held)} {by}s; a river of issues needs {FEW}.")
    rows = [
        {"issue": name, "order": place, "day": one.middle.isoformat(), "acts": counted[name, one], by: one.name}
        for place, name in enumerate(names) for one in every(held, by)
    ]  # fmt: skip
    return Picture("What the meetings were about", _counted(matter, acts, families, dated, by, drawn=REST in names),
                   _told(matter, families, dated), _layers(names, along(dated), rows, by))  # fmt: skip


def _families(matter: Matter) -> tuple[pl.DataFrame, list[tuple[str, int]]]:
    """Give the acts with the name under which each is drawn, and these names with their acts, most first, rest last."""
    acts = matter.evidence.acts.filter(pl.col("rank") == "first")
    if matter.issues:
        of = {act: one for one in reversed(matter.issues) for act in matter.acts_on(one)}
        named = pl.col("act").replace_strict(of, default=REST, return_dtype=pl.String)
    else:
        labels = acts.filter(pl.col("issue").is_not_null())
        if labels.is_empty():
            raise TooLittle("The agenda: no passage has an issue yet. Run: memcon process ARCHIVE")
        found = families(_weights(labels), _avoided(matter.evidence.names))
        name_of = {issue: one.name for one in found for issue in one.issues}
        named = pl.col("issue").replace_strict(name_of, default=REST, return_dtype=pl.String)
    acts = acts.with_columns(named.alias("family"))
    sizes = Counter(acts["family"].to_list())
    order = sorted((one for one in sizes if one != REST), key=lambda one: (-sizes[one], one))
    return acts, [(one, sizes[one]) for one in (*order, *([REST] if sizes[REST] else []))]


def _weights(acts: pl.DataFrame) -> dict[str, tuple[str, int]]:
    """Give each issue's commonest label, and its acts."""
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for issue, label in acts.select("issue", "label_of_issue").iter_rows():
        sizes[issue][label or issue] += 1
    return {issue: (held.most_common(1)[0][0], held.total()) for issue, held in sizes.items()}


def _avoided(names: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold()[:ALIKE] for name in names for word in name.replace("-", " ").split())


def families(issues: Mapping[str, tuple[str, int]], avoided: frozenset[str]) -> list[Family]:
    """Put issues together whose labels share a telling word: the word with most acts first, then of the rest the next.

    Args:
        issues: by issue, its label and its acts.
        avoided: beginnings of words that tell nothing here, such as the names of the sides.
    """
    stems = {issue: _stems(label, avoided) for issue, (label, _) in issues.items()}
    found: list[Family] = []
    left = set(issues)
    while left and len(found) < MOST:
        weights: Counter[str] = Counter()
        for issue in left:
            weights.update(dict.fromkeys(stems[issue], issues[issue][1]))
        if not weights:
            break
        best = max(sorted(weights), key=lambda stem: weights[stem])
        its = frozenset(issue for issue in left if best in stems[issue])
        name = _name(best, [issues[one] for one in its])
        found.append(Family(name[:1].upper() + name[1:], its, weights[best]))
        left -= its
    return found


def _stems(label: str, avoided: frozenset[str]) -> frozenset[str]:
    """Give the stems of a label's telling words."""
    told = (one for one in _words(label) if one.kind in TELLING and len(one.printed) > 2)
    return frozenset(one.stem for one in told if one.printed.casefold()[:ALIKE] not in avoided)


def _words(label: str) -> list[Word]:
    return words(label, lore("ru" if CYRILLIC.search(label) else "en"))


def _name(stem: str, held: Sequence[tuple[str, int]]) -> str:
    """Name a family: its one label, two words that most of its acts stand under, or the one word."""
    if len({label for label, _ in held}) == 1:
        return held[0][0]
    pairs: Counter[str] = Counter()
    prints: Counter[str] = Counter()
    for label, acts in held:
        listed = _words(label)
        prints.update(dict.fromkeys((one.printed.casefold() for one in listed if one.stem == stem), acts))
        both = {f"{one.printed} {two.printed}".casefold() for one, two in pairwise(listed)
                if stem in (one.stem, two.stem) and not {one.kind, two.kind} & SMALL}  # fmt: skip
        pairs.update(dict.fromkeys(both, acts))
    pair, most = max(pairs.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return pair if most >= PHRASE * sum(acts for _, acts in held) else prints.most_common(1)[0][0]


def _counted(
    matter: Matter, acts: pl.DataFrame, families: Sequence[tuple[str, int]], dated: Mapping[int, date], by: str, *,
    drawn: bool,
) -> tuple[str, ...]:
    named = sum(count for name, count in families if name != REST)
    meetings = matter.evidence.meetings
    rest = "" if drawn or named == acts.height else f" The other {acts.height - named:,} are left out of the picture."
    how = "Issues are named by the words given." if matter.issues else (
        f"Issues whose labels share a word are drawn together; the {MOST} largest such groups have their name."
    )  # fmt: skip
    return (
        f"Acts a {by}, by the issue of their passage: {named:,} of {acts.height:,} acts stand under a name drawn here."
        + rest,
        f"{len(meetings)} meetings of {' and '.join(matter.evidence.names)}, {span(dated)}{undated(meetings, dated)}.",
        how + " Labels are the machine’s until people join issues.",
    )


def _told(matter: Matter, families: Sequence[tuple[str, int]], dated: Mapping[int, date]) -> str:
    said = ", ".join(f"{name} {count:,}" for name, count in families)
    return (
        f"The issues of {len(matter.evidence.meetings)} meetings of {' and '.join(matter.evidence.names)}, "
        f"{span(dated)}, as bands whose thickness is the number of acts: {said}."
    )


def _layers(names: Sequence[str], x: dict[str, Any], rows: list[dict[str, Any]], by: str) -> dict[str, Any]:
    colours = [OTHER if name == REST else SHADES[at] for at, name in enumerate(names[: MOST + 1])]
    return {
        "width": WIDTH, "height": HEIGHT, "data": inline(rows),
        "mark": {"type": "area", "interpolate": "monotone", "stroke": PAPER, "strokeWidth": 0.8},
        "encoding": {
            "x": x,
            "y": {"field": "acts", "type": "quantitative", "stack": "zero", "title": f"acts a {by}",
                  "axis": {"format": ",d", "tickCount": 6}},
            "order": {"field": "order", "type": "quantitative", "sort": "descending"},
            "color": {"field": "issue", "type": "nominal", "title": None, "sort": list(names),
                      "scale": {"domain": list(names), "range": colours},
                      "legend": {"orient": "right", "symbolType": "square", "symbolSize": 150}},
            "tooltip": [{"field": "issue", "title": "issue"}, {"field": "acts", "title": f"acts a {by}"},
                        {"field": by, "title": by}],
        },
    }  # fmt: skip


CHART = Chart(
    "agenda",
    "What the meetings were about",
    "the issues over the series as bands, by acts; the issues you name with --issue, or the most frequent",
    "Labels are made of each record's own words; a band that ends may go on under another name.",
    draw,
    issue="some",
)
