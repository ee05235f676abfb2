"""The languages memcon knows: what their documents call themselves, and how a text's language is told."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from memcon.model.description import Form

FOLDER = "memcon.analysis.languages"
SAMPLE = 4000  # characters; the body of a page tells a language
SHARE = 0.12  # of the words are among a language's most common ones in any running text of it
CYRILLIC = re.compile(r"[Ѐ-ӿ]")


@dataclass(frozen=True, slots=True)
class Frame:
    """How documents of one language speak about themselves; patterns compiled once."""

    code: str
    name: str
    common: frozenset[str]
    forms: tuple[tuple[Form, re.Pattern[str]], ...]
    talk: dict[str, re.Pattern[str]]
    own_words: frozenset[Form]
    present: dict[str, re.Pattern[str]]
    roles: dict[str, re.Pattern[str]]
    words: dict[str, frozenset[str]]
    classification: re.Pattern[str]


@cache
def known() -> tuple[str, ...]:
    """List the codes of the languages that have a folder, English first."""
    folders = [folder for folder in resources.files(FOLDER).iterdir() if folder.is_dir()]
    codes = sorted(folder.name for folder in folders if "_" not in folder.name)
    return tuple(sorted(codes, key=lambda code: code != "en"))


@cache
def frame(code: str | None) -> Frame:
    """Give the resources of a language; one that memcon does not know is read like English headings."""
    code = code if code in known() else "en"
    table = tomllib.loads((resources.files(FOLDER) / str(code) / "frame.toml").read_text(encoding="utf-8"))
    talk = dict(table["talk"])
    own_words = frozenset(Form(form) for form in talk.pop("own_words"))
    between = r"(?:,? (?:\w+ly|then|also|again|further|next|too|have|has|had|would|did|himself|herself))*"
    cue = rf"\b(?:{talk.pop('subjects')}){between}(?:, [^,.;:\n]{{1,60}})?,? {talk.pop('verbs')}\b"
    exact = {"cue": re.compile(cue), "encounter": re.compile(talk.pop("encounter"))}
    return Frame(
        code=str(code), name=table["name"], common=frozenset(table["common"]), own_words=own_words,
        forms=tuple((Form(row["form"]), _loose(row["pattern"])) for row in table["forms"]),
        talk=exact | {key: _loose(value) for key, value in talk.items()},
        present={key: _loose(value) for key, value in table["present"].items()},
        roles={key: _loose(value) for key, value in table["roles"].items()},
        words={key: frozenset(value) for key, value in table["words"].items()},
        classification=_loose(table["classification"]["pattern"]),
    )


def _loose(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def language_of(text: str) -> str | None:
    """Tell the language of a text.

    Returns:
        Two-letter code (ISO 639-1). None where there are too few words to tell.
    """
    sample = text[:SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < 5:
        return None
    shares = {code: sum(map(frame(code).common.__contains__, words)) / len(words) for code in known()}
    best = max(shares, key=lambda code: shares[code])
    near = [code for code in shares if code != best and shares[code] > shares[best] / 2]
    if shares[best] >= SHARE and not near and not _other_cyrillic(sample):
        return best
    return _by_statistics(sample)


def _other_cyrillic(sample: str) -> bool:
    """Russian has no ө, ү, і, ї, є, ў, ј: a Cyrillic text with them is another language."""
    return len(re.findall(r"[өүіїєўјћђ]", sample.lower())) > len(CYRILLIC.findall(sample)) / 300


def _by_statistics(sample: str) -> str | None:
    import py3langid  # heavy: read only for texts the common words do not tell

    code: str = py3langid.classify(sample)[0]
    return code
