"""Searching: what is found, that all of it is found, and that it is told with what it is a part of."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import memcon
from memcon.archive.archive import Archive
from memcon.archive.viewing import View
from memcon.model.dates import bounds
from memcon.model.errors import NotFound
from memcon.search import verbs
from memcon.search.answer import Answer, Hit
from memcon.search.fields import KINDS, tokens
from memcon.search.lemmas import folded, lemma, stemmed
from memcon.search.reading import FIELDS
from memcon.search.rows import Row, rows
from memcon.search.spellings import alike, fits
from search_papers import archive_of

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The calendar and the papers of Zenda."""
    return archive_of(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def views(archive: Archive) -> tuple[View, ...]:
    """All its records."""
    return tuple(archive.views())


@pytest.fixture(scope="module")
def cut(views: tuple[View, ...]) -> list[tuple[View, Row]]:
    """All its sentences, to be counted by hand."""
    return [(view, row) for view in views for row in rows(view)]


def every(archive: Archive, words: str) -> Answer:
    return verbs.search(archive, words, count=5000)


def words_of(hit: Hit) -> list[str]:
    return [hit.text[start - hit.start : end - hit.start] for start, end in hit.spans]


# What words find


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("withdraw", {"withdrawn"}),
        ("cease-fire", {"cease-fire"}),
        ('"cease fire"', {"cease-fire"}),
        ("verhandlung", {"Verhandlungen", "Verhandlung"}),
        ('"verhandlung" date:1905', {"Verhandlung"}),
        ("verhandl*", {"Verhandlungen", "Verhandlung"}),
        ("br?cke", {"Brücke"}),
        ("brucke", {"Brücke"}),
        ("withdraw NEAR/3 troops", {"withdrawn", "troops"}),
        ('"agree cease"~3', {"agree", "cease"}),
    ],
)
def test_words_find_their_forms(archive: Archive, asked: str, shown: set[str]) -> None:
    """A word finds its inflected forms, words in quotation marks only themselves, * and ? what is left open."""
    found = every(archive, f"({asked}) date:1905")
    assert found.total > 0
    assert shown == {word for hit in found.hits for word in words_of(hit)}


def test_russian_words_find_their_cases(archive: Archive) -> None:
    """A Russian word finds the cases it is printed in, whichever of them is typed."""
    found = {word.lower() for hit in every(archive, "пактом").hits for word in words_of(hit)}
    assert {"пакт", "пакте"} <= found
    assert every(archive, "пакт").total == every(archive, "пактом").total


def test_a_name_is_found_across_scripts(archive: Archive) -> None:
    """Genden finds Гэндэн, in the words and as speaker, and so the other way round."""
    latin, cyrillic = every(archive, "Genden"), every(archive, "Гэндэн")
    assert latin.total == cyrillic.total
    assert {"Genden", "Гэндэн"} <= {word for hit in latin.hits for word in words_of(hit)}
    assert "гэндэну" in latin.explained
    said = [every(archive, f"speaker:{name}") for name in ("Genden", "Гэндэн", "genden", '"П. Гэндэн"')]
    assert len({one.total for one in said}) == 1
    assert {hit.speaker for hit in said[0].hits} >= {"Гэндэн"}
    assert {hit.person for hit in said[0].hits} == {"genden"}
    only = every(archive, '"Genden"')
    assert {word for hit in only.hits for word in words_of(hit)} == {"Genden"}


@pytest.mark.parametrize(
    ("name", "met", "not_met"),
    [
        ("Genden", {"гэндэн", "гэндэну", "genden"}, {"gender", "agenda"}),
        ("Choibalsan", {"чойбалсан", "tschoibalsan"}, {"balsan"}),
        ("Stalin", {"сталина", "сталиным"}, {"stable"}),
        ("Chou", {"chou"}, {"chu", "choux"}),
        ("Чойбалсан", {"choibalsan"}, {"чой"}),
    ],
)
def test_spellings_of_a_name(name: str, met: set[str], not_met: set[str]) -> None:
    """A name meets its spellings in other scripts, hands and cases, and not what only looks like it."""
    found = alike(name, sorted(met | not_met))
    assert met <= found
    assert not found & not_met


def test_a_name_needs_all_its_words() -> None:
    """Of a name asked for every word must be there."""
    assert fits("Stalin", "Сталин И. В.")
    assert not fits("Josef Stalin", "General Marshall")


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("withdrew", "en", "withdraw"), ("negotiations", "en", "negotiation"), ("verhandlungen", "de", "verhandlung"),
        ("räte", "de", "rat"), ("переговоров", "ru", "переговоры"), ("гэндэну", "ru", "гэндэн"), ("ещё", "ru", "еще"),
        ("1946", "en", "1946"), ("хэлэв", "mn", "хэлэв"), ("word", None, "word"), ("talks", "zz", "talks"),
    ],
)  # fmt: skip
def test_dictionary_forms(word: str, language: str | None, base: str) -> None:
    """A word's dictionary form is told in its language; where there is no dictionary the word stands for itself."""
    assert base == lemma(word, language)


@pytest.mark.parametrize(
    "forms", ["гэндэн гэндэна гэндэну", "стомоняков стомонякову", "переговоры переговоров", "пакт пакта"]
)
def test_russian_forms_without_the_extra(forms: str) -> None:
    """Where pymorphy3 is not installed, the forms of a word, of a name too, still share one stem."""
    assert len({stemmed(word) for word in forms.split()}) == 1


# What conditions find


def test_conditions_narrow(archive: Archive) -> None:
    """Speaker, act, side, form, collection, language and place each narrow what is found, and all are told back."""
    found = every(archive, 'speaker:Stalin act:ASK place:Kremlin collection:Calendar form:"record of conversation"')
    assert found.total > 0
    for hit in found.hits:
        assert hit.person == "stalin"
        assert "ASK" in hit.acts
        assert hit.citation.collection == "Calendar"
    for words in ("spoken by “Stalin” (Joseph Stalin;", "that ask", "Kremlin", "Calendar", "record of conversation"):
        assert words in found.explained
    german = every(archive, "language:de")
    assert {hit.citation.language for hit in german.hits} == {"de"}
    assert 0 < german.total < german.searched


def test_conditions_can_be_given_apart(archive: Archive) -> None:
    """A form gives conditions beside the words; they mean the same."""
    typed = every(archive, "bridge speaker:Sapt act:ASK,PROPOSE date:1905")
    given_apart = verbs.search(
        archive, "bridge", where={"speaker": "Sapt", "act": ["ASK", "PROPOSE"], "issue": ()},
        since=date(1905, 1, 1), until=date(1905, 12, 31),
    )  # fmt: skip
    assert typed.total == given_apart.total > 0


def test_the_undated_are_apart(archive: Archive) -> None:
    """A question for days leaves out records without a date, and says how many sentences that are."""
    all_of_them = every(archive, "cease-fire")
    dated = every(archive, "cease-fire date:1905")
    undated = every(archive, "cease-fire date:unknown")
    assert dated.total + undated.total == all_of_them.total
    assert dated.apart["undated"] == undated.total > 0
    year = next(one for one in all_of_them.facets if one.field == "year")
    assert year.unknown.hits == undated.total
    assert year.unknown.of >= year.unknown.hits


def test_days_mean_what_dates_can_mean(archive: Archive, cut: list[tuple[View, Row]]) -> None:
    """A record counts for a span of days when its date can lie in it, however uncertain the date."""
    found = verbs.search(archive, "", since=date(1934, 11, 20), until=date(1935, 1, 31), count=5000)

    def can(view: View) -> bool:
        first, last = bounds(view.description.date.edtf) if view.description.date else (None, None)
        return bool((first or last) and (first or date.min) <= date(1935, 1, 31) and
                    date(1934, 11, 20) <= (last or date.max))  # fmt: skip

    assert found.total == sum(row.kind == "talk" and can(view) for view, row in cut)


def test_kinds_are_never_pooled(archive: Archive, cut: list[tuple[View, Row]]) -> None:
    """Talk is searched; what frame and editors say is counted beside it, and found when asked for."""
    talk = every(archive, "Genden")
    assert {hit.kind for hit in talk.hits} == {"talk"}
    for kind in KINDS[1:]:
        there = every(archive, f"Genden in:{kind}")
        assert {hit.kind for hit in there.hits} <= {kind}
        assert talk.elsewhere[kind] == there.total
        assert there.searched == sum(row.kind == kind for _, row in cut)
    assert every(archive, "Genden in:any").total == talk.total + sum(talk.elsewhere.values())


def test_counts_have_their_denominators(archive: Archive, cut: list[tuple[View, Row]]) -> None:
    """Each count says of how many; people of one register entry count together, whatever their print."""
    found = verbs.search(archive, "", facets=("speaker", "act", "year", "checked"), values=1000)
    assert found.total == found.searched == sum(row.kind == "talk" for _, row in cut)
    people, acts, _, checked = found.facets
    assert sum(one.hits for one in people.counts) + people.unknown.hits == found.total
    assert all(one.hits == one.of for facet in found.facets for one in facet.counts)
    assert [one.label for one in people.counts].count("Peljidiin Genden") == 1
    asked = next(one for one in acts.counts if one.label == "ASK")
    assert asked.hits == sum("ASK" in row.acts for _, row in cut)
    assert {one.label: one.hits for one in checked.counts} == {"no": found.total}
    for one in people.counts[:5]:
        assert verbs.search(archive, "", where={"speaker": one.value}).total == one.hits


def test_a_hit_can_be_cited(archive: Archive, views: tuple[View, ...]) -> None:
    """A hit bears record, paragraph, date and archival citation, and its words stand where it says."""
    texts = {view.record.id: view.record.text for view in views}
    hit = verbs.search(archive, "speaker:Stalin independence date:1934-11-24").hits[0]
    assert re.fullmatch(r"¶\d+", hit.cite)
    assert hit.citation.date == "1934-11-24"
    assert texts[hit.record][hit.start : hit.end] == hit.text
    assert hit.citation.title


def test_order(archive: Archive) -> None:
    """Hits come best first, or in order of date; the undated stand at the end both ways."""
    for order, turn in (("earliest", 1), ("latest", -1)):
        found = verbs.search(archive, "in:any", order=order, count=5000)
        days = [bounds(hit.citation.date or "")[0 if turn > 0 else 1] for hit in found.hits]
        known = [day for day in days if day is not None]
        assert known == sorted(known, reverse=turn < 0)
        assert all(day is None for day in days[len(known) :])
    some = [verbs.search(archive, "he", begin=at, count=3).hits for at in (0, 3)]
    together = verbs.search(archive, "he", count=6).hits
    assert tuple(together) == (*some[0], *some[1])


# All of it, and nothing else


def plain(row: Row) -> list[str]:
    return [folded(one.word) for one in tokens(row.text)]


def counted(cut: list[tuple[View, Row]], fits_row: object) -> int:
    assert callable(fits_row)
    return sum(row.kind == "talk" and bool(fits_row(plain(row))) for _, row in cut)


@SLOW
@given(draw=st.data())
def test_totals_are_those_of_a_count_by_hand(
    archive: Archive, cut: list[tuple[View, Row]], draw: st.DataObject
) -> None:
    """Word, phrase, nearness, OR and NOT find exactly the sentences that a reader would count."""
    texts = [plain(row) for _, row in cut if row.kind == "talk"]
    some = draw.draw(st.sampled_from([words for words in texts if len(words) > 4]))
    at = draw.draw(st.integers(0, len(some) - 3))
    one, two, other = some[at], some[at + 1], draw.draw(st.sampled_from(draw.draw(st.sampled_from(texts)) or ["the"]))
    apart = draw.draw(st.integers(1, 8))
    pairs = {
        f'"{one}"': lambda words: one in words,
        f'"{one} {two}"': lambda words: (one, two) in pairwise(words),
        f'"{one}" "{other}"': lambda words: one in words and other in words,
        f'"{one}" OR "{other}"': lambda words: one in words or other in words,
        f'"{one}" NOT "{other}"': lambda words: one in words and other not in words,
        f'"{one}" ("{two}" OR "{other}")': lambda words: one in words and (two in words or other in words),
        f'NOT "{one}"': lambda words: one not in words,
    }
    if one != two:
        pairs[f'"{one} {two}"~{apart}'] = lambda words: any(
            0 < abs(a - b) <= apart for a, x in enumerate(words) if x == one for b, y in enumerate(words) if y == two
        )
    for asked, fits_row in pairs.items():
        assert verbs.search(archive, asked, facets=()).total == counted(cut, fits_row), asked


@SLOW
@given(draw=st.data())
def test_a_hit_holds_the_words_it_is_shown_for(
    archive: Archive, views: tuple[View, ...], cut: list[tuple[View, Row]], draw: st.DataObject
) -> None:
    """Each span of a hit lies in its sentence and holds a form of the word, or words of the phrase."""
    texts = {view.record.id: view.record.text for view in views}
    view, row = draw.draw(st.sampled_from([(view, row) for view, row in cut if len(plain(row)) > 2]))
    word = draw.draw(st.sampled_from(plain(row)))
    language = view.description.language
    found = verbs.search(archive, f"{word} in:{row.kind} language:{language}", count=200, facets=())
    assert row.text in {hit.text for hit in found.hits} or found.total > 200
    for hit in found.hits:
        assert hit.spans
        for start, end in hit.spans:
            assert hit.start <= start < end <= hit.end
            assert lemma(texts[hit.record][start:end].lower(), language) == lemma(word, language)


@SLOW
@given(view_number=st.integers(0, 10_000))
def test_every_letter_stands_in_one_row(views: tuple[View, ...], view_number: int) -> None:
    """The rows of a record lie inside its text, in order, and hold every word of its passages once."""
    view = views[view_number % len(views)]
    at = 0
    for row in rows(view):
        assert at <= row.start < row.end <= len(view.record.text)
        assert view.record.text[row.start : row.end] == row.text
        at = row.end
    rest = "".join(
        view.record.text[a:b]
        for a, b in zip([0, *(row.end for row in rows(view))], [*(row.start for row in rows(view)), None], strict=True)
    )
    inside = "".join(view.record.words(passage) for passage in view.record.passages)
    assert sum(map(str.isalnum, inside)) <= sum(row.text.count(c) for row in rows(view) for c in set(row.text)
                                                if c.isalnum()) + sum(map(str.isalnum, rest))  # fmt: skip


# Concordance, collocates, likeness


@pytest.mark.parametrize(
    ("sort", "side", "place"), [("left", "left", -1), ("right", "right", 0), ("right2", "right", 1)]
)
def test_a_concordance_is_sorted(archive: Archive, sort: str, side: str, place: int) -> None:
    """Lines are sorted by the first, second, third word to the left or right; nothing is lost."""
    found = verbs.concordance(archive, "Mongolia", sort=sort)
    sides = [[one.word for one in tokens(getattr(line, side))] for line in found.lines]
    near = [words[place] if len(words) > (place if place >= 0 else -place - 1) else "" for words in sides]
    assert near == sorted(near)
    assert len(near) > 20
    for line in found.lines:
        assert line.left + line.words + line.right == line.hit.text
        assert line.words == "Mongolia" or line.words.istitle()
    assert sorted(line.start for line in found.lines) == sorted(
        start for hit in every(archive, "Mongolia").hits for start, _ in hit.spans
    )


def test_collocates_are_measured(archive: Archive, cut: list[tuple[View, Row]]) -> None:
    """A collocate's figures are those of a count by hand, its ratio lies in its interval, the surest come first."""
    found = verbs.collocates(archive, '"border" language:en', window=3, least=2)
    assert found.found
    lows = [one.low for one in found.found]
    assert lows == sorted(lows, reverse=True)
    talk = [(view, plain(row)) for view, row in cut if row.kind == "talk" and view.description.language == "en"]
    for one in found.found[:5]:
        assert one.low <= one.log_ratio <= one.high
        near = sum(
            any(
                word in one.forms and 0 < abs(a - b) <= 3
                for a, asked in enumerate(words) if asked == "border" for b, word in enumerate(words)
            ) for _, words in talk
        )  # fmt: skip
        assert one.near == near
        assert one.of_near + one.of_apart == len(talk)


def test_similar_passages(archive: Archive) -> None:
    """What is like a passage shares its rare words; itself is not among it; its speaker can be asked for."""
    hit = verbs.search(archive, "speaker:Stalin independence date:1934-11-24 language:en").hits[0]
    found = verbs.similar(archive, hit.record, hit.cite)
    assert (hit.record, hit.start) not in {(one.record, one.start) for one in found.hits}
    assert all(one.spans for one in found.hits)
    same = verbs.similar(archive, hit.record, f"{hit.start}-{hit.end}", speaker="same")
    assert {one.person for one in same.hits} <= {"stalin"}
    by_words = verbs.similar(archive, hit.record, hit.text)
    assert {(one.record, one.start) for one in by_words.hits} == {(one.record, one.start) for one in found.hits}
    with pytest.raises(NotFound, match="is not there"):
        verbs.similar(archive, hit.record, "¶9999")


def test_the_package_has_the_verb() -> None:
    """The room and the verb bear one name, and calling it searches."""
    import memcon.search.verbs

    assert callable(memcon.search)
    assert callable(memcon.index)


def test_a_search_of_nothing(tmp_path: Path) -> None:
    """An empty archive answers with nothing found, of nothing."""
    archive = memcon.create(tmp_path / "A")
    found = verbs.search(archive, "word")
    assert (found.total, found.searched, found.hits) == (0, 0, ())
    assert "printed nowhere" in found.explained


def test_the_page_tells_all_fields() -> None:
    """docs/search.md names every field and sign that a question may have."""
    page = (Path(__file__).parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
    for word in (*FIELDS, "NEAR/", "OR", "NOT", "in:any", *KINDS):
        assert re.search(rf"`[^`]*{word}", page), word
