"""The words that dates are made of, in English, Russian, German, French and Mongolian, each turned into one letter.

A text becomes a row of such letters ("November 15-17, 1934" becomes "MD-D,Y"), so that one grammar of dates serves
every language; the letters are listed at KINDS.
"""

from __future__ import annotations

import re
from typing import NamedTuple

KINDS = {
    "D": "number of a day (1-31, at most two digits)", "z": "the same, alone in editors' brackets",
    "Y": "year", "Z": "year alone in editors' brackets", "y": "year with the number of a note glued on",
    "n": "another number", "M": "month", "S": "season", "W": "day of the week",
    "R": "roman numeral 1-12, or a Mongolian ordinal", "A": "Mongolian ten", "s": "Mongolian month",
    "v": "Mongolian -th", "g": "the word year after its number", "t": "this year", "o": "of, the, day", "j": "in",
    "k": "not, no", "F": "before", "L": "after", "f": "earlier", "l": "later", "h": "than",
    "c": "about", "C": "circa, said of dates only", "b": "beginning", "i": "middle", "e": "end",
    "p": "first half", "q": "second half", "w": "between, from", "a": "and", "u": "or", "T": "to, through",
    "-": "any dash", "J": "Old Style", "G": "New Style", "m": "a.m., p.m., noon", "H": "hours", "N": "No.",
    "P": "a new paragraph", "x": "any other word or sign",
}
MONTHS_WITH_CAPITAL = """jan january januar jänner|feb febr february februar feber|mar march märz|apr april|may mai
    |jun june juni|jul july juli|aug august|sep sept september|oct okt october oktober|nov november
    |dec dez december dezember"""
MONTHS = """янв январь января январе janvier janv|фев февр февраль февраля феврале février fevrier févr
    |мар март марта марте mars|апр апрель апреля апреле avril|май мая мае mai|июн июнь июня июне juin
    |июл июль июля июле juillet juil|авг август августа августе août aout|сен сент сентябрь сентября сентябре septembre
    |окт октябрь октября октябре octobre|ноя нояб ноябрь ноября ноябре novembre
    |дек декабрь декабря декабре décembre decembre déc"""
SEASON_WORDS = """spring весна весны весной весною frühjahr frühling printemps
    |summer лето лета летом sommer été|autumn fall осень осени осенью herbst automne
    |winter зима зимы зимой зимою hiver"""
SMALL_WORDS = {
    "o": "of the day дня de la le du des dem der den",
    "j": "in im en в во",
    "g": "г гг год года году годы годов годах оны он онд",
    "k": "no not не nicht pas",
    "F": "before до ранее раньше vor avant",
    "L": "after после позднее позже nach après",
    "f": "earlier früher",
    "l": "later später",
    "h": "than чем als que",
    "C": "circa ca c cca",
    "c": "about approximately approx around около приблизительно примерно etwa um vers environ",
    "b": "early beginning начало начале начала anfang début",
    "i": "mid middle середина середине середины mitte",
    "e": "late end конец конце конца ende fin",
    "w": "between from между с со zwischen von entre",
    "a": "and и und et &",
    "u": "or или oder ou",
    "T": "to through thru till по на bis au",
    "m": "am pm noon midnight uhr часов час ч heures",
    "H": "hours hrs",
    "s": "сар сарын сард",
    "A": "арван",
    "v": "дүгээр дугаар дэх дахь",
    "N": "nos nr doc document p pp vol volume art article paragraph para page lot файл док л лл стр том т ф оп д",
    "W": """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
        понедельник вторник среда четверг пятница суббота воскресенье
        lundi mardi mercredi jeudi vendredi samedi dimanche""",
}
MONGOLIAN_ORDINALS = """нэгдүгээр|хоёрдугаар|гуравдугаар|дөрөвдүгээр|тавдугаар|зургадугаар зургаадугаар
    |долдугаар долоодугаар|наймдугаар|есдүгээр|аравдугаар"""
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
CYRILLIC_NUMERALS = str.maketrans("ІХ", "IX")  # typed with Russian keys
Known = tuple[str, int]


def _rows(words: str, kind: str, first: int = 1) -> dict[str, Known]:
    """Number the groups between bars."""
    return {word: (kind, first + at) for at, group in enumerate(words.split("|")) for word in group.split()}


LEXICON: dict[str, Known] = {
    **{word: (kind, 0) for kind, words in SMALL_WORDS.items() for word in words.split()},
    **_rows(SEASON_WORDS, "S", 21), **_rows(MONTHS, "M"), **_rows(MONGOLIAN_ORDINALS, "R"),
}
WITH_CAPITAL = _rows(MONTHS_WITH_CAPITAL, "M")  # "may", "march" and "august" are also other words
SIGNS = {"-": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "−": "-", "‒": "-", "&": "a", "№": "N", "#": "N",
         "/": "/", ".": ".", ",": ",", ":": ":", "(": "(", ")": ")"}
SILENT = frozenset("[]*†‡\"'“”„«»‹›_^")  # brackets, quotes, blanks to be filled in, stars that call a note
TOKEN = re.compile(
    r"(?P<gap>\n[ \t]*\n\s*)"
    r"|(?P<parted>(?:1[5-9]|20)(?:\[\d\d\]|\d\[\d\]|\]\d\d)(?!\d)"
    r"|\[(?:1[5-9]|20)\]\d\d(?!\d)|\[\d{1,2}\]\d(?!\d))"
    r"|\[(?P<fix>\d{1,4})(?P<fixdoubt>\s?\(?\?\)?)?[.,]?\]"
    r"|(?P<number>\d+)(?P<ordinal>(?:(?i:st|nd|rd|th|er|re|te|ten))\b|-(?:го|е|ое|й|ый|ого|му|ний|ны|нд|р)\b|s\b)?"
    r"|(?P<doubt>\(\?\)|\?(?=\s*(?:[,;)\]/.–—-]|[a-zа-яё\d])))"
    r"|(?P<old>\b(?:O\.\s?S\.|Old\sStyle|ст(?:\.|арого)\s?ст(?:\.|иля)|a\.\s?St\.|alten\sStils))"
    r"|(?P<new>\b(?:N\.\s?S\.|New\sStyle|н(?:\.|ового)\s?ст(?:\.|иля)|n\.\s?St\.))"
    r"|(?P<now>\b(?:c\.\s?y\.|[ст]\.\s?г\.|d\.\s?J\.|(?:this|(?:the\s)?current)\syear"
    r"|(?:сего|этого|текущего)\sгода))"
    r"|(?P<abbreviated>\bгг?\.)"
    r"|(?P<half>\b(?:[Ff]irst\shalf|[Пп]ерв(?:ая|ой|ую)\sполовин[аеуы]))"
    r"|(?P<secondhalf>\b(?:(?:[Ss]econd|[Ll]atter)\shalf|[Вв]тор(?:ая|ой|ую)\sполовин[аеуы]))"
    r"|(?P<hour>\b[apAP]\.\s?[mM]\b\.?)"
    r"|(?P<word>[^\W\d_]\w*(?:\[[^\W\d_]{1,8}\]?)?)"
    r"|(?P<sign>\S)"
)
BRACKETED = re.compile(r"\[[^\[\]]{1,300}\]")
NAMED = {"gap": "P", "old": "J", "new": "G", "now": "t", "hour": "m", "abbreviated": "g", "half": "p",
         "secondhalf": "q"}


class Token(NamedTuple):
    """A word, number or sign of a date, with its place in the text."""

    kind: str
    value: int
    start: int
    end: int


class Row(NamedTuple):
    """A text as a row of kinds, one letter a token; `doubted` are the tokens followed by a question mark."""

    kinds: str
    tokens: list[Token]
    doubted: frozenset[int]


def row(text: str) -> Row:
    """Turn a text into its row of kinds. Editors' brackets and quotation marks leave no letter."""
    tokens: list[Token] = []
    doubted: set[int] = set()
    for found in TOKEN.finditer(text):
        sort, start, end = found.lastgroup or "", found.start(), found.end()
        if sort == "word":
            tokens.append(Token(*_word(found[0]), start, end))
        elif sort == "sign":
            if found[0] not in SILENT:
                tokens.append(Token(SIGNS.get(found[0], "x"), 0, start, end))
        elif sort in ("number", "ordinal"):
            tokens.append(Token(*_number(found["number"], found["ordinal"] or ""), start, end))
        elif sort == "parted":
            tokens.append(Token(*_parted(found[0]), start, end))
        elif sort == "doubt":
            if tokens and tokens[-1].kind in "DzYZMS":
                doubted.add(len(tokens) - 1)
        elif sort in ("fix", "fixdoubt"):
            if found["fixdoubt"]:
                doubted.add(len(tokens))
            tokens.append(Token(*_fixed(found["fix"]), start, end))
        else:
            tokens.append(Token(NAMED[sort], 0, start, end))
    return Row("".join([token.kind for token in tokens]), tokens, frozenset(doubted))


def _word(word: str) -> Known:
    small = word.lower() if "[" not in word else word.lower().replace("[", "").rstrip("]")  # Oct[ober]
    known = LEXICON.get(small)
    if word[0].isupper():
        known = WITH_CAPITAL.get(small) or known
    if known:
        return known
    numeral = word.upper().translate(CYRILLIC_NUMERALS) if len(word) < 5 else ""
    return ("R", ROMAN.index(numeral) + 1) if numeral in ROMAN else ("x", 0)


def _number(digits: str, ordinal: str) -> Known:
    """Sort a number by its length and value; "1930s" is no year."""
    value = int(digits[:6])
    if ordinal == "s":
        return "n", value
    if len(digits) <= 2:
        return ("D" if 1 <= value <= 31 else "n"), value
    if len(digits) == 4 and 1000 <= value < 2100 and ordinal != "th":
        return "Y", value
    if 5 <= len(digits) <= 6 and 1400 <= int(digits[:4]) < 2100:
        return "y", int(digits[:4])
    return "n", value


def _fixed(digits: str) -> Known:
    kind, value = _number(digits, "")
    return {"D": "z", "Y": "Z"}.get(kind, "n"), value


def _parted(written: str) -> Known:
    """Read a year of which editors supplied figures ("198[1]", "[19]46"), or a day with a note's number glued on."""
    figures = re.sub(r"\D", "", written)
    if len(figures) == 4:
        return _fixed(figures)
    inside = written[written.find("[") + 1:written.index("]")]
    return _fixed(figures if int(figures) <= 31 else inside)
