"""The account of a conversation: what it says, what it says when there is little to say, and how it is written."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import memcon
from account_specimens import ID, specimen
from memcon.archive.viewing import View
from memcon.inquiries.account import fates
from memcon.inquiries.account.account import Beside, Known, account, tellings
from memcon.inquiries.account.afterwards import later
from memcon.inquiries.account.citing import citing
from memcon.inquiries.account.lookback import looking_back
from memcon.inquiries.account.page import Account, Basis, Line, Section
from memcon.inquiries.account.quoting import quoted
from memcon.inquiries.account.short import word_shares
from memcon.inquiries.gate import Gate
from memcon.inquiries.speaking import short_names
from memcon.model.dates import HistoricalDate
from memcon.model.description import Description
from memcon.model.errors import MemconError, NotFound
from memcon.model.findings import Mode, Utterance
from memcon.model.moves import Label
from memcon.model.record import Passage, Record
from memcon.studies import verbs
from memcon.studies.forms import markdown
from memcon.studies.marks import marked

HOSTILE = "<script>window.hurt=1</script> \u202eevil\u202c & \"quotes\" | [link](javascript:x) `code` # *bold*"
FORMS = ("markdown", "html", "json")


def of(*views: View, known: Known | None = None, beside: Beside | None = None) -> Account:
    """Give the account of some records of one meeting."""
    told = tellings(views, known or Known())
    return account(told, known or Known(), beside or Beside())


def plain(section: Section) -> str:
    """The words of a section, line by line."""
    return "\n".join(line.plain for line in section.every_line())


def test_head_and_those_present() -> None:
    """Who, when, what paper and whose hand; sides apart; who is reported to speak."""
    made = of(specimen())
    assert made.title == "Record of conversation of the Minister of Railways Hentzau with Ambassador Sapt"
    head = "\n".join(line.plain for line in made.head)
    assert "12 May 1922" in head
    assert "drafted by Tarlenheim" in head
    assert plain(made.section("present")).split("\n") == [
        "Ruritania: Sapt (ambassador, speaks)", "Strelsau: Hentzau (speaks), Tarlenheim (drafter)",
    ]  # fmt: skip


def test_in_short() -> None:
    """Principal issue and why, what the record's own introduction calls the main issue, shares, questions, promises."""
    said = plain(of(specimen()).section("short"))
    assert "Principal issue: cost of the bridge ¶1-2 – most room; 2 issues." in said
    assert "“The main issue was who would pay for the bridge.”" in said
    assert "This is a share of the record, not of the talk; the drafter is Tarlenheim." in said
    assert "1 question of substance: 1 explicit." in said
    assert "1 undertaking; what came of them: 1 unknown." in said
    assert "Sapt proposes: “both administrations should share the cost of a new one.” ¶1; Hentzau agrees:" in said


def test_course_is_told_issue_by_issue() -> None:
    """Each move in order with its words and passage; where a position moved; how the issue was left."""
    first, second = of(specimen()).section("course").groups
    assert first.heading.plain == "1. Cost of the bridge (principal issue) – opened by Sapt, ¶1-2"
    assert [line.plain for line in first.lines] == [
        "Sapt says: “the old bridge was not safe for heavy trains.” ¶1",
        "Sapt proposes: “both administrations should share the cost of a new one.” ¶1",
        "Hentzau rejects: “Hentzau replied that he did not agree to any payment before the harvest.” ¶2",
        "Left agreed. ¶4",
    ]
    assert [line.depth for line in first.lines] == [0, 0, 1, 0]
    assert "Hentzau undertakes: “He promised to send the drawings by 1 June.” ¶4" in [one.plain for one in second.lines]


def test_where_a_position_moved_is_said() -> None:
    """Who refused first and agreed later is named, with both places."""
    view = specimen()
    whole = replace(view.issues[0], end=view.issues[1].end)
    (group,) = of(replace(view, issues=(whole,))).section("course").groups
    moved = [line.plain for line in group.lines if line.plain.startswith("Position perhaps moved")]
    assert moved == ["Position perhaps moved: Hentzau first rejects ¶2, later undertakes ¶4."]


def test_questions_with_their_answers() -> None:
    """What was asked, by whom, the answer on its words, and of which kind it is."""
    table = of(specimen()).section("questions").table
    assert table is not None
    (row,) = table.rows
    assert [[line.plain for line in cell] for cell in row] == [
        ["“what the Board would do if the bridge fell.” ¶3"],
        ["Sapt → Hentzau"],
        ["“the Board had made no plans … and would make none.” ¶3"],
        ["explicit"],
    ]


def test_sides_pressed_gave_and_refused() -> None:
    """Each side has its row; what it did stands under pressed, gave, or refused."""
    table = of(specimen()).section("sides").table
    assert table is not None
    found = {row[0][0].plain: [[line.plain for line in cell] for cell in row[1:]] for row in table.rows}
    assert list(found) == ["Ruritania", "Strelsau"]
    assert found["Ruritania"][0] == ["proposes: “both administrations should share the cost of a new one.” ¶1"]
    assert [line[:8] for line in found["Strelsau"][1]] == ["agrees: ", "undertak"]
    assert [line[:8] for line in found["Strelsau"][2]] == ["rejects:"]


def test_commitments_without_evidence_are_unknown() -> None:
    """Nothing is said to be kept or broken unless something tells."""
    table = of(specimen()).section("commitments").table
    assert table is not None
    (row,) = table.rows
    assert [line.plain for cell in row for line in cell] == [
        "Hentzau → Sapt", "promise: “to send the drawings” ¶4", "when: “by 1 June”", "unknown",
        "nothing in this archive tells",
    ]  # fmt: skip


def test_a_second_record_and_contested_points_stand_beside() -> None:
    """Two records of one meeting are two sources, told apart by letters; each version keeps its sources."""
    disputes = {"D1": {"id": "D1", "question": "Who paid?", "assessment": "Both.", "versions": [
        {"claim": "Ruritania", "sources": ["X"]}, {"claim": "Strelsau", "sources": ["Y", "Z"]}]}}  # fmt: skip
    known = Known(disputes=disputes, sources={"X": "Memoirs of Sapt", "Y": "The Strelsau Papers"})
    why = {"railways-2": "both of 1922-05-12"}
    made = of(specimen(), specimen("railways-2"), known=known, beside=Beside(disputes=["D1"], perhaps=why))
    said = plain(made.section("others"))
    assert "B: Record of conversation" in said
    assert "Proposed, not decided, to report the same meeting: both of 1922-05-12." in said
    assert "Contested: Who paid?\nRuritania\nStrelsau\nEditors’ assessment: Both." in said
    assert "A ¶1" in plain(made.section("course"))
    assert plain(made.section("sources")) == "X: Memoirs of Sapt\nY: The Strelsau Papers"
    sources = [line.sources for group in made.section("others").groups for line in group.lines if line.sources]
    assert sources == [("X",), ("Y", "Z")]


def test_events_near_the_date_stand_beside() -> None:
    """Events of the register within some months, in order, each with its sources; those far off are left out."""
    events = {
        key: {"id": key, "title": key, "date": date, "sources": ["X"]}
        for key, date in (("flood", "1922-05-20"), ("strike", "1922-04"), ("war", "1914-08-01"), ("undated", None))
    }
    section = of(specimen(), known=Known(events=events)).section("around")
    assert [line.plain for line in section.lines] == ["1922-04: strike", "1922-05-20: flood"]
    assert {line.basis for line in section.lines} == {Basis.REGISTER}


def test_how_sure() -> None:
    """Medians, the doubtful by name, what a person has checked, what the gate refused."""
    view = specimen(doubtful=[3])
    checked = (replace(view.utterances[0], certainty=None), *view.utterances[1:])
    said = plain(of(replace(view, utterances=checked)).section("sure"))
    assert "speakers 0.90 (of 6), acts 0.90 (of 7)" in said
    assert "A person has checked 1 of 7 attributions and 0 of 7 acts; the rest is machine-made." in said
    assert "The gate let every sentence through" in said
    assert "Sapt? “He proposed that both administrations" in said


def test_a_stale_act_does_not_pass_under_the_old_name() -> None:
    """After a ruling on the speaker the account names the new one, and a side that was his before loses the move."""
    view = specimen()
    ruled = tuple(replace(one, speaker_name="Rupert", certainty=None) if one.speaker_name == "Sapt" else one
                  for one in view.utterances)  # fmt: skip
    said = plain(of(replace(view, utterances=ruled)).section("course"))
    assert "Rupert proposes" in said
    assert "Sapt proposes" not in said


def test_every_line_passes_the_gate_and_every_quotation_its_passage() -> None:
    """Whatever is shown would pass again, and each quotation's passage is among those given."""
    view = specimen(doubtful=[2, 3])
    made = of(view, specimen("railways-2"))
    gate = Gate.of([view, specimen("railways-2")])
    lines = [*made.head, *(line for section in made.sections for line in section.every_line())]
    assert [gate.reason(line) for line in lines if gate.reason(line)] == []
    shown = {(one.record, one.start) for one in made.passages}
    assert {q.record for line in lines for q in line.quotations()} == {ID, "railways-2"}
    assert len(shown) == len(made.passages)


# Little to say, or far too much


def bare(text: str, *utterances: Utterance, title: str | None = None) -> View:
    """A record of one passage."""
    record = Record("r-1", "0" * 64, "r.txt", text, (Passage(0, len(text)),))
    return View(record, Description(reports_talk=True, title=title), None, tuple(utterances))


def test_one_sentence_one_speaker_no_issue() -> None:
    """The account says in words that there is none, and does not fail."""
    text = "Sapt said nothing."
    made = of(bare(text, Utterance("r-1", 0, len(text), "Sapt", Mode.REPORTED, 0.9, "")))
    assert "Sapt 100 %" in plain(made.section("short"))
    assert "No issue was told apart" in plain(made.section("course"))
    assert "memcon has no rules for acts in its language" in plain(made.section("questions"))
    assert "`memcon process` is due" in plain(made.section("sides"))
    assert "date not known" in made.head[0].plain


def test_nobody_speaks() -> None:
    """A document without talk gets a clear word."""
    made = of(bare("The Board resolves to build."))
    assert "Nobody is found to speak in this record." in plain(made.section("short"))
    assert made.title == "r-1"


def test_three_hundred_pages_are_capped_and_counted() -> None:
    """Lists end, and say how many more there are; the page stays of a size that can be read."""
    view = specimen()
    text, passages, utterances, acts = "", [], [], []
    for number in range(6000):
        words = f"Sapt asked whether bridge number {number} would be built at the common cost. "
        start = len(text)
        text += words + "\n"
        passages.append(Passage(start, start + len(words)))
        end = start + len(words) - 1
        utterances.append(Utterance(ID, start, end, "Sapt", Mode.REPORTED, 0.5, "a test"))
        acts.append(replace(view.acts[3], start=start, end=end, label=Label.ASK, responds_to=None))
    record = replace(view.record, text=text, passages=tuple(passages))
    issue = replace(view.issues[0], start=0, end=len(text))
    made = of(replace(view, record=record, utterances=tuple(utterances), acts=tuple(acts), issues=(issue,)))
    assert made.section("course").groups[0].more > 5900
    table = made.section("questions").table
    assert table is not None
    assert table.more == 5980
    assert made.section("sure").groups[0].more == 5988
    for form in FORMS:
        assert len(verbs.written(made, form)) < 400_000


def test_many_present_are_counted() -> None:
    """Of a hundred names some are given, and the others counted."""
    view = specimen()
    crowd = tuple(replace(view.description.present[0], name=f"Guest {number}") for number in range(100))
    made = of(replace(view, description=replace(view.description, present=crowd)))
    assert made.section("present").more == 60


def test_an_archive_that_was_not_processed(tmp_path: Path) -> None:
    """The command to run is named."""
    archive = memcon.create(tmp_path / "A")
    (tmp_path / "talk.txt").write_text("Record of conversation\n\nSapt said that the bridge was old.", encoding="utf-8")
    memcon.add(archive, tmp_path / "talk.txt")
    with pytest.raises(NotFound, match="Run: memcon process"):
        memcon.account(archive, memcon.records(archive)[0].id)


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in calendar as an archive."""
    folder = tmp_path_factory.mktemp("calendar") / "D"
    memcon.demo(folder)
    return folder


@pytest.mark.parametrize("wanted", ["1934-11-24", "24 November 1934", "talks-1932-1939.en-M05", "24 ноября 1934 г."])
def test_a_meeting_is_found_by_day_or_record(calendar: Path, wanted: str) -> None:
    """The English and the Russian record of one meeting are both drawn on, the one asked for first."""
    made = memcon.account(calendar, wanted)
    assert [record.split("-")[-2] for record in made.records] == ["M05", "M05"]
    assert made.records[0].startswith("talks-1932-1939.en")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [("1900-01-01", "no talk is dated to that day"), ("nobody", "no such record"), ("1936", "no talk is dated")],
)
def test_what_is_not_there_is_said(calendar: Path, wanted: str, says: str) -> None:
    """A day without a talk, words that are nothing."""
    with pytest.raises(NotFound, match=says):
        memcon.account(calendar, wanted)


def test_a_meeting_of_the_register_is_found(calendar: Path, tmp_path: Path) -> None:
    """A row of the register of meetings with its records."""
    records = [one.id for one in memcon.records(calendar) if one.date == "1934-11-27"]
    row = tmp_path / "meetings.jsonl"
    row.write_text(json.dumps({"id": "second-talk", "records": records}) + "\n", encoding="utf-8")
    memcon.register(calendar, "meetings", row)
    assert set(memcon.account(calendar, "second-talk").records) == set(records)


def test_the_conversation_of_24_november_1934(calendar: Path) -> None:
    """What a study found by hand: the issue, the question, the pact pressed for and agreed to, what is contested."""
    made = memcon.account(calendar, "1934-11-24")
    said = {section.key: plain(section) for section in made.sections}
    assert "how Mongolia would uphold its independence against a Japanese attack" in said["short"]
    assert "“what will you do if your situation worsens”" in said["course"]
    assert "a pact of mutual assistance had to be concluded" in said["sides"]
    assert "the opening of negotiations" in said["sides"]
    assert "elaborate practical measures" in said["course"]
    assert "Was the big November 1934 talk on 15 or on 24 November?" in said["others"]
    assert said["afterwards"].startswith("1936-03-12: Protocol of mutual assistance.")
    assert "Date of the protocol" in said["others"]
    assert "opening of negotiations for such a pact" in said["commitments"]
    assert "kept (proposed)" in said["commitments"]
    assert "1936-03-12: Protocol of mutual assistance" in said["commitments"]
    assert "kept (proposed): Protocol of mutual assistance, 1936-03-12." in said["short"]
    assert made.refused == ()
    statement = next(line for line in made.section("course").every_line() if "situation worsens" in line.plain)
    assert (statement.source_says, statement.sources) == ("certainty high", ("ZHAB_DOAJ",))


# How it is written


@pytest.fixture(scope="module")
def hostile() -> Account:
    """An account in which everything that can be hostile is."""
    view = specimen()
    text = view.record.text.replace("the old bridge was", f"{HOSTILE} the old bridge was")
    grown = len(text) - len(view.record.text)
    at = text.index(HOSTILE)

    def moved(place: int) -> int:
        return place + grown if place > at else place

    passages = tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in view.record.passages)
    utterances = tuple(
        replace(one, start=moved(one.start), end=moved(one.end), speaker_name=f"Sapt {HOSTILE}", reason=HOSTILE)
        for one in view.utterances
    )
    acts = tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in view.acts)
    issues = tuple(
        replace(one, start=moved(one.start), end=moved(one.end), label=HOSTILE, reason=HOSTILE) for one in view.issues
    )
    known = Known(events={"e": {"id": "e", "title": HOSTILE, "date": "1922-05-12", "provisions": HOSTILE}})
    described = replace(view.description, title=HOSTILE, drafter=HOSTILE, place=HOSTILE, present=())
    record = replace(view.record, text=text, passages=passages)
    return of(replace(view, record=record, description=described, utterances=utterances, acts=acts, issues=issues,
                      commitments=()), known=known)  # fmt: skip


def test_hostile_words_become_no_mark_up(hostile: Account) -> None:
    """What a record or register says is text on the page: no tag, no script, no link, whatever stands there."""
    page = verbs.written(hostile, "html")
    assert "<script" not in page.lower().replace("&lt;script", "")
    assert "&lt;script&gt;window.hurt=1" in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:img|link|iframe|script|object|a [^>]*href=\"(?!#))", page)
    written = verbs.written(hostile, "markdown")
    assert "<script" not in written.replace(r"\<script", "")
    assert "\u202e" not in written
    assert "[link](" not in written
    assert json.loads(verbs.written(hostile, "json"))["title"].startswith("<script>")


@given(some.text())
def test_markdown_keeps_its_signs_from_any_words(words: str) -> None:
    """No line break, no bare sign survives; taking the backslashes away gives the words back, blanks aside."""
    written = markdown.escaped(words)
    assert not re.search(r"(?<!\\)[*_`|<>\[\]]", written.replace("\\\\", ""))
    assert "\n" not in written


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_every_line(form: str) -> None:
    """Nothing that the account says is lost on the way to the page, and the same account gives the same bytes."""
    made = of(specimen())
    written = verbs.written(made, form)
    assert written == verbs.written(of(specimen()), form)
    for section in made.sections:
        assert section.title in written
    for words in ("share the cost of a new one", "12 May 1922", "machine-made", "nothing in this archive tells"):
        assert words in written


def test_an_unknown_form() -> None:
    """The forms there are are named."""
    with pytest.raises(MemconError, match="html, markdown, json"):
        verbs.written(of(specimen()), "papyrus")


def test_a_mark_says_who_says_so() -> None:
    """Machine with certainty, source with its own word and what it rests on, a model by name, a count bears none."""
    assert marked(Line((), certainty=0.5, source_says="certainty low", sources=("A", "B"))) == (
        "m 0.50; s: certainty low; after A, B"
    )
    assert marked(Line((), made_by="a model")) == "m; written by a model"
    assert (marked(Line((), Basis.COUNTED)), marked(Line((), Basis.PERSON))) == ("", "p")


# Its parts


@pytest.mark.parametrize(
    ("sentence", "label", "expected"),
    [
        ("Stalin urged that a pact had to be concluded.", Label.REQUEST, "a pact had to be concluded."),
        ("He went on to ask Genden: “what will you do if it worsens”.", Label.ASK, "what will you do if it worsens"),
        ("Sapt asked by what means they would pay.", Label.ASK, "by what means they would pay."),
        ("He said his side was sending ships and asked whether they were safe.", Label.ASK, "whether they were safe."),
        ("He did not say that the bridge was old.", Label.INFORM, "He did not say that the bridge was old."),
        ("He denied that the bridge was old.", Label.REJECT, "He denied that the bridge was old."),
        ("We valued the enterprise that exists in the USA.", Label.INFORM, None),
        ("And what if the opposite happened?", Label.ASK, None),
        ("The bridge is old.", Label.INFORM, "The bridge is old."),
        ("He agreed that.", Label.INFORM, "He agreed that."),
        ("The fact is, as was said before by all, old and young, in the town hall on the day that he left us, clear.",
         Label.INFORM, None),
    ],
)  # fmt: skip
def test_what_is_quoted_of_a_sentence(sentence: str, label: Label, expected: str | None) -> None:
    """What is said, not the verb that reports it; a denial is never left out."""
    text = f"Before. {sentence} After."
    assert quoted(text, 8, 8 + len(sentence), label) == (sentence if expected is None else expected)


@given(some.text(alphabet="ab ,;.—…“”", min_size=1, max_size=900))
def test_a_quotation_is_one_stretch_of_its_sentence(sentence: str) -> None:
    """Whatever the sentence, the quotation stands in it in one piece, cut marks aside."""
    words = quoted(sentence, 0, len(sentence), Label.INFORM).removesuffix(" …")
    assert words in " ".join(sentence.split())


def test_shares_sum_to_one() -> None:
    """Each speaker's part of the reported words."""
    (told,) = tellings([specimen()])
    shares = word_shares(told)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert list(shares) == ["Hentzau", "Sapt"]


def test_paragraphs_are_numbered_without_heading_and_notes() -> None:
    """¶1 is the first paragraph of the document itself; what frames it is cited by its kind; pages where marked."""
    view = specimen()
    numbers = citing(view)
    printed = [numbers.cite(one.start, one.end).printed for one in view.record.passages]
    assert printed == ["heading", "introduction", "¶1", "¶2", "¶3", "¶4", "editors’ note"]


def test_short_names_are_the_records_own() -> None:
    """"Joseph Stalin" is "Stalin" where the record says so; two of one name keep the whole."""
    text = "Joseph Stalin asked. Stalin went on. Chou En-lai said no. Ivan Petrov and Anna Petrov spoke; Petrov left."
    names = ("Joseph Stalin", "Chou En-lai", "Ivan Petrov", "Anna Petrov")
    spoken = tuple(Utterance("r-1", 0, 5, name, Mode.REPORTED, 0.9, "") for name in names)
    short = short_names(bare(text, *spoken))
    assert [short[name] for name in names] == ["Stalin", "Chou En-lai", "Ivan Petrov", "Anna Petrov"]


def test_titles_and_initials_go_where_nobody_else_is_meant() -> None:
    """"N.S. Khrushchev" and "General Marshall" are told by their names; two Bundys keep their initials."""
    names = ("N.S. Khrushchev", "General Marshall", "W. Bundy", "M. Bundy", "Generalissimo Chiang Kai-shek")
    text = "N.S. Khrushchev, General Marshall, W. Bundy, M. Bundy, Generalissimo Chiang Kai-shek."
    short = short_names(bare(text, *(Utterance("r-1", 0, 5, name, Mode.REPORTED, 0.9, "") for name in names)))
    assert [short[name] for name in names] == ["Khrushchev", "Marshall", "W. Bundy", "M. Bundy", "Chiang Kai-shek"]


def test_a_label_that_is_not_sure_bears_a_question_mark_and_carries_no_claim() -> None:
    """The move is shown as what it may be; how the issue was left, and that a position moved, is not built on it."""
    view = specimen()
    acts = tuple(replace(one, certainty=0.4) for one in view.acts)
    whole = replace(view.issues[0], end=view.issues[1].end)
    (group,) = of(replace(view, acts=acts, issues=(whole,))).section("course").groups
    said = [line.plain for line in group.lines]
    assert any(line.startswith("Hentzau agrees?: ") for line in said)
    assert not any(line.startswith(("Left", "Position", "Put off")) for line in said)


def test_a_row_without_its_words_is_no_row() -> None:
    """Where the gate refuses the words of a commitment, nothing is left to say who undertook it."""
    view = specimen()
    made = of(replace(view, commitments=(replace(view.commitments[0], what="to pay at once"),)))
    assert plain(made.section("commitments")) == "Nothing that was found here passed the gate."
    assert len(made.refused) == 1


def test_places_that_follow_each_other_are_cited_as_one() -> None:
    """¶1 and ¶2 make ¶1-2; what stands apart is cited apart, and the page stands with the passage."""
    numbers = citing(specimen())
    body = [one for one in specimen().record.passages if numbers.cite(one.start, one.end).printed.startswith("¶")]
    spans = [(body[at].start, body[at].end) for at in (0, 1, 3)]
    assert [one.printed for one in numbers.cite_all(spans)] == ["¶1-2", "¶4"]
    assert [one.printed for one in numbers.cite_all(reversed(spans))] == ["¶4", "¶2", "¶1"]


@pytest.mark.parametrize(
    ("title", "provisions", "date", "words"),
    [
        ("Agreement to share the cost of bridges", "", "1922-07", ("share", "cost")),
        ("Treaty of commerce", "They share the cost of the new line.", "1923", ()),
        ("Convention", "The parties pay the cost equally.", "1923", ("cost", "equally")),
        ("Agreement to share the cost of bridges", "", "1921-01-01", ()),
        ("Agreement to share the cost of bridges", "", None, ()),
        ("Visit of Sapt and Hentzau to Ruritania and Strelsau", "", "1923", ()),
        ("Flood", "", "1923", ()),
    ],
)
def test_later_events_that_speak_of_a_move(
    title: str, provisions: str, date: str | None, words: tuple[str, ...]
) -> None:
    """Two telling words in its title, or a pair side by side; later, and not for the names of those who spoke."""
    (told,) = tellings([specimen()])
    found = later(told, [{"id": "e", "title": title, "provisions": provisions, "date": date}])
    assert tuple(word for one in found for word in one.words) == words


def test_many_issues_are_not_all_told_one_by_one() -> None:
    """The principal one and the weightiest are told, in the order they come up; the others named with their places."""
    view = specimen()
    first, *others = view.acts
    small = tuple(
        replace(view.issues[1], issue=f"i{number}", label=f"matter {number}", start=first.start, end=first.end)
        for number in range(60)
    )
    *told, smaller = of(replace(view, issues=(*small, *view.issues))).section("course").groups
    assert [group.key for group in told][-2:] == ["cost", "plans"]
    assert len(told) == 12
    assert smaller.heading.plain == "Smaller issues"
    assert (len(smaller.lines), smaller.more) == (30, 20)
    assert smaller.lines[0].plain == "11. Matter 10 – ¶1"
    assert others


def test_a_label_before_the_words_is_not_quoted() -> None:
    """In minutes that print "Sapt: ..." the words begin after the label; another colon is left alone."""
    for text, expected in (
        ("Colonel Sapt: The bridge is old.", "The bridge is old."),
        ("The reason: nobody paid for it.", "The reason: nobody paid for it."),
    ):
        view = bare(text, Utterance("r-1", 0, len(text), "Sapt", Mode.DIRECT, 0.9, ""))
        act = replace(specimen().acts[0], record="r-1", start=0, end=len(text), holder="Sapt")
        (told,) = tellings([replace(view, acts=(act,))])
        assert told.quotation(act).words == expected


def test_where_acts_are_not_known_the_turns_are_told() -> None:
    """In a language without rules for acts the account still says who speaks in turn, and why it says no more."""
    view = specimen()
    known = replace(view.description, language="de")
    section = of(replace(view, acts=(), issues=(), commitments=(), description=known)).section("course")
    assert "no rules for acts in German" in section.lines[0].plain
    (turns,) = section.groups
    assert [line.plain.partition(":")[0] for line in turns.lines] == [
        "Sapt, 2 sentences", "Hentzau, 1 sentence", "Sapt, 1 sentence", "Hentzau, 3 sentences",
    ]  # fmt: skip


def test_a_claim_without_a_quotation_is_checked_too() -> None:
    """That somebody made a move at a place is looked up there, also where no words are quoted."""
    view = specimen()
    (told,) = tellings([view])
    place = told.place(view.acts[1])
    assert Gate.of([view]).reason(Line((place,))) is None
    assert "the speaker there is Sapt" in (Gate.of([view]).reason(Line((replace(place, speaker="Hentzau"),))) or "")
    assert "calls this HOLD" in (Gate.of([view]).reason(Line((replace(place, label=Label.HOLD),))) or "")


@pytest.mark.parametrize(
    ("language", "sentence", "label", "expected"),
    [
        ("ru", "Он сказал, что мост стар и опасен.", Label.INFORM, "мост стар и опасен."),
        ("ru", "Он спросил, каким путём они поедут.", Label.ASK, "каким путём они поедут."),
        ("de", "Er sagte, daß die Brücke alt sei.", Label.INFORM, "die Brücke alt sei."),
        ("de", "Er fragte, was man tun wolle.", Label.ASK, "was man tun wolle."),
        ("fr", "Il dit que le pont est vieux.", Label.INFORM, "Il dit que le pont est vieux."),
    ],
)
def test_each_language_has_its_own_that(language: str, sentence: str, label: Label, expected: str) -> None:
    """Words of one language are not looked for in another; where there are none the sentence is quoted."""
    assert quoted(sentence, 0, len(sentence), label, language) == expected


def test_an_office_is_no_short_name() -> None:
    """"The Ambassador of Japan" does not become "Japan"."""
    names = ("The Ambassador of Japan", "The Australian Minister", "The President", "Mr. Hull")
    text = "Japan. Minister. President. Hull."
    short = short_names(bare(text, *(Utterance("r-1", 0, 5, name, Mode.REPORTED, 0.9, "") for name in names)))
    assert [short[name] for name in names] == [*names[:3], "Hull"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In our conversation of 12 May Hentzau had agreed.", True),
        ("Hentzau said on May 12 that the cost would be shared.", True),
        ("Hentzau received him, and a despatch of 12 May, from Strelsau.", False),
        ("In our conversation of 13 May Hentzau had agreed.", False),
        ("In our conversation of 12 May 1921 Hentzau had agreed.", False),
        ("In our conversation of 12 May the Minister had agreed.", False),
    ],
)
def test_a_later_record_that_looks_back(sentence: str, found: bool) -> None:
    """The day, a word of an encounter beside it, and the name of one who spoke there."""
    (told,) = tellings([specimen()])
    record = replace(bare(sentence), description=Description(date=HistoricalDate("3 June 1922", "1922-06-03")))
    span = looking_back(record, date(1922, 5, 12), told)
    assert (span is not None) == found


def test_a_large_archive_is_read_for_what_came_after_only(calendar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not every paper is read, the register's outcomes and the papers of the time after still give the fate."""
    monkeypatch.setattr(fates, "WHOLE", 0)
    said = plain(memcon.account(calendar, "1934-11-24").section("commitments"))
    assert "kept (proposed)" in said
    assert "1936-03-12: Protocol of mutual assistance" in said


def test_what_a_person_settled_stands(calendar: Path, tmp_path: Path) -> None:
    """A ruling on a commitment is told as a person's, with its reason."""
    archive = tmp_path / "copy"
    shutil.copytree(calendar, archive)
    held = [one for one in memcon.commitments(archive).held if "en-M05" in one.undertaken.commitment.record]
    memcon.settle(archive, held[0].undertaken.id, "partly", by="A. Reader", because="the pact came later")
    table = memcon.account(archive, "talks-1932-1939.en-M05").section("commitments").table
    assert table is not None
    assert [line.plain for line in table.rows[0][3]] == ["kept in part"]
    assert table.rows[0][3][0].basis == Basis.PERSON
    assert table.rows[0][4][0].plain == "decided by A. Reader: the pact came later"
