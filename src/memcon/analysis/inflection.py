"""Forms of a verb by rules that stand in a language's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def inflected_by(rules: Sequence[str], entry: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give a verb's forms.

    Args:
        rules: "0 past,one ть л ла": the part of the entry, shapes, its ending, what stands instead ("=": nothing).
            Of the rules for one part and shape the first whose ending fits counts.
        entry: parts between strokes: "спрашивать/спрашивает", "erwidern/erwiderte". A "+" in front of the first part
            marks off a separable prefix: "an+zeigen" gives "zeigte" and "anzeigte".
    """
    prefix, _, rest = entry.partition("+") if "+" in entry else ("", "", entry)
    parts = rest.split("/")
    done: set[tuple[str, str]] = set()
    for rule in rules:
        number, shapes, ending, *instead = rule.split()
        part = parts[int(number)] if int(number) < len(parts) else ""
        if not part or (number, shapes) in done or not part.endswith(ending if ending != "=" else ""):
            continue
        done.add((number, shapes))
        stem = part[: len(part) - len(ending)] if ending != "=" else part
        for form in instead:
            word = stem + (form if form != "=" else "")
            yield word, frozenset(shapes.split(","))
            if prefix:
                yield prefix + word, frozenset(shapes.split(","))
