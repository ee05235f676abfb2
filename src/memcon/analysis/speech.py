"""How a language reports talk: its verbs of speech, titles, offices, pronouns, and what only frames a talk."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from memcon.analysis.inflection import inflected_by
from memcon.analysis.language import FOLDER

VOWELS = "aeiou"
# Verbs of two syllables that double their last consonant; others of that shape do not ("visited").
DOUBLED = frozenset(
    {
        "refer",
        "submit",
        "admit",
        "regret",
        "demur",
        "prefer",
        "nod",
        "beg",
        "plan",
        "rebut",
        "concur",
        "quip",
        "sit",
        "put",
        "set",
    }
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb of speech.

    Classes: say, tell, ask, reply, mind, move, going. Shapes: base, s (third person), past, participle, ing.
    """

    base: str
    classes: frozenset[str]
    shapes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """The resources of one language."""

    code: str
    verbs: dict[str, Form]
    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    certainty: dict[str, float]
    order: str = "fixed"  # of words: fixed (the subject stands before its verb) or free
    cases: str = "none"  # what shows a subject: none, endings (of the name) or articles
    endings: tuple[str, ...] = ()  # of case, longest first
    needs: dict[str, frozenset[str]] = field(default_factory=dict)  # words without which a verb is no move of talk
    aliases: dict[str, str] = field(default_factory=dict)  # stems that no ending tells: "послом" is "посол"
    subject_forms: dict[str, str] = field(
        default_factory=dict
    )  # of titles and offices: "Grafen" is "Graf" as a subject


@cache
def speech(code: str | None) -> Speech | None:
    """Give a language's resources; None for a language whose reported speech memcon does not know."""
    file = resources.files(FOLDER) / (code or "en") / "speech.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    table["words"]["pronouns"] = [
        *table["words"]["he"],
        *table["words"]["they"],
        *table["words"]["i"],
        *table["words"]["we"],
    ]
    table["words"]["oblique_pronouns"] = [
        one for key, listed in table["words"].items() if key.endswith("_oblique") for one in listed
    ]
    return Speech(
        code=code or "en",
        verbs=_verbs(table["verbs"], table.get("inflection", {}).get("rules", ())),
        words={key: frozenset(value) for key, value in table["words"].items()},
        patterns={key: re.compile(value) for key, value in table["patterns"].items()},
        certainty=dict(table.get("certainty", {})),
        needs={verb: frozenset(words) for verb, words in table.get("needs", {}).items()},
        **_case(table.get("case", {})),
    )


def _case(table: dict[str, Any]) -> dict[str, Any]:
    """Read how a language marks its subjects; nothing for one that does it by order."""
    if not table:
        return {}
    return {
        "order": "free",
        "cases": table["shown_by"],
        "endings": tuple(sorted(table["endings"], key=len, reverse=True)),
        "aliases": dict(table["aliases"]),
        "subject_forms": dict(table.get("subject_forms", {})),
    }


def _verbs(table: dict[str, str], rules: Sequence[str] = ()) -> dict[str, Form]:
    classes: dict[str, set[str]] = {}
    shapes: dict[str, set[str]] = {}
    bases: dict[str, str] = {}
    for name, listed in table.items():
        for entry in listed.split():
            for form, shape in inflected_by(rules, entry) if rules else inflected(entry):
                classes.setdefault(form, set()).add(name)
                shapes.setdefault(form, set()).update(shape)
                bases.setdefault(form, entry.split("/")[0])
    return {form: Form(bases[form], frozenset(classes[form]), frozenset(shapes[form])) for form in classes}


def inflected(entry: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the forms of a verb: "say/said/said" is irregular, "note" regular."""
    base, *irregular = entry.split("/")
    past, participle = irregular if irregular else (_with("ed", base),) * 2
    yield base, frozenset({"base"})
    yield _third(base), frozenset({"s"})
    yield past, frozenset({"past"})
    yield participle, frozenset({"participle"})
    yield _with("ing", base), frozenset({"ing"})


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _with(ending: str, base: str) -> str:
    if base.endswith("e") and not (ending == "ing" and base.endswith("ee")):
        return base[:-1] + ending
    if base.endswith("y") and base[-2] not in VOWELS and ending == "ed":
        return base[:-1] + "ied"
    return base + (base[-1] if base in DOUBLED else "") + ending
