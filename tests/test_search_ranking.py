"""Which sentences stand first, and questions of many words."""

from __future__ import annotations

import pytest

from memcon.archive.archive import Archive
from memcon.processing.engine import Here
from memcon.search import ranking, verbs
from memcon.search.fields import tokens
from memcon.search.ranking import Telling
from search_papers import archive_of

MANY = "Genden lamas monasteries pact zeppelins"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The calendar and the papers of Zenda."""
    return archive_of(tmp_path_factory.mktemp("papers"))


def test_a_sentence_is_not_first_for_being_short(archive: Archive) -> None:
    """Of sentences that hold a word once, those under half the usual length count alike."""
    hits = verbs.search(archive, '"the" in:document,talk language:en', count=1000, facets=()).hits
    once = [hit for hit in hits if len(hit.spans) == 1]
    lengths = [len(tokens(hit.text)) for hit in once]
    usual = sum(lengths) / len(lengths)
    short = [hit.score for hit, length in zip(once, lengths, strict=True) if length < usual * 0.45]
    assert len(short) > 2
    assert max(short) < 1.3 * min(short)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("the pact was at last concluded by both", "the pact was by both and at last it was concluded"),
        ("a pact concluded, a pact signed, and no more", "a pact concluded, a letter signed, and no more"),
        ("both pact and concluded stand in this", "only the pact alone stands in this"),
    ],
)
def test_what_makes_a_sentence_worth_more(better: str, worse: str) -> None:
    """Words near each other, more of a word, and more words of the question."""
    telling = Telling({"pact": (("pact", 1.0),), "concluded": (("conclude", 1.0),)}, {"pact": 3.0, "conclude": 2.0})
    assert telling.worth(better, 10) > telling.worth(worse, 10)


def test_many_words_need_not_all_stand_there(archive: Archive) -> None:
    """Of a question that no sentence holds whole, those are found that hold some; it is said, and counted exactly."""
    found = verbs.search(archive, f"{MANY} speaker:Genden", count=1000)
    assert found.explained.startswith("No such sentence holds all of these words")
    assert "at least 1 of" in found.explained or "at least 2 of" in found.explained
    least = 2 if "at least 2" in found.explained else 1
    assert found.total == len(found.hits) > 0
    assert all(len(set(words_of(hit.text, hit.start, hit.spans))) >= least for hit in found.hits)
    assert {hit.speaker for hit in found.hits} == {"Peljidiin Genden"}


def words_of(text: str, at: int, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start - at : end - at].lower() for start, end in spans]


@pytest.mark.parametrize("asked", ["Genden lamas zeppelins", '"Genden" "lamas" "monasteries" "pact" "zeppelins"'])
def test_few_words_and_exact_words_are_conditions(archive: Archive, asked: str) -> None:
    """Three words, or words in quotation marks, are found together or not at all."""
    assert verbs.search(archive, asked).total == 0


def test_order_by_date_asks_for_all(archive: Archive) -> None:
    """Where nothing is "best", nothing is loosened."""
    assert verbs.search(archive, MANY, order="earliest").total == 0


def test_pages_of_hits_make_one_list(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """However hits are paged, each stands once; those beyond what is looked at stand as the engine has them."""
    monkeypatch.setattr(ranking, "LOOKED", 30)
    monkeypatch.setattr(ranking, "READ", 10)
    pages = [verbs.search(archive, "the said", begin=at, count=7, facets=()) for at in range(0, 70, 7)]
    found = [(hit.record, hit.start) for page in pages for hit in page.hits]
    assert len(found) == len(set(found)) == min(70, pages[0].total)


def test_pieces_wait_for_those_before() -> None:
    """Many pieces come back in their order, no more than a few under way at once."""
    assert list(Here(2).map(abs, range(-40, 0))) == list(range(40, 0, -1))
