"""What came of commitments: proposals with their evidence, statuses, people's rulings, and the register of outcomes."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import memcon
from memcon.archive.archive import Archive
from memcon.cli.main import cli
from memcon.inquiries.outcome_verbs import Held
from memcon.inquiries.outcome_words import material
from memcon.inquiries.outcomes import Fulfilment, fates, fulfilments
from memcon.inquiries.undertaken import of_register
from memcon.model.corrections import Correction, Ruling
from memcon.model.errors import MemconError, NotFound
from memcon.model.moves import Commitment, Status
from memcon.model.register import Outcome
from memcon.model.undertakings import Done, Trace, Undertaken

PROTOCOL = Outcome("E28", "Protocol of mutual assistance", "1936-03-12", "treaty", ("USSR", "Mongolia"),
                   "Mongolia and the USSR signed a ten-year protocol of mutual assistance")  # fmt: skip


def undertaken(what: str, sentence: str = "", day: str = "1934-11-24", **known: object) -> Undertaken:
    """Something that Genden undertakes."""
    commitment = Commitment("r", 0, 10, "Genden", "Stalin", what, "promise", 0.8, "the test says so")
    one = Undertaken("c1", commitment, sentence or what, "", day, "Talk", "¶1", None, "en",
                     frozenset({"genden", "stalin", "mongolia", "ussr"}), frozenset({"genden"}))  # fmt: skip
    return replace(one, **known)  # type: ignore[arg-type]


def told(text: str, deed: str, day: str = "1934-12-01", by: str = "genden", *, denied: bool = False) -> Trace:
    """A later paper's sentence that tells of a deed."""
    done = Done(deed, frozenset({by}), denied, text)
    return Trace("later@0", text, day, "en", frozenset({by}), (done,), record="later", cite="¶2")


def proposed(one: Undertaken, *traces: Trace, rulings: tuple[Correction, ...] = ()) -> list[Fulfilment]:
    """What is proposed of an undertaking."""
    return list(fulfilments([one], traces, rulings)[0])


def ruling(kind: Ruling, *names: str, instead: str | None = None, at: str = "2026-01-01") -> Correction:
    """A ruling on what came of a commitment."""
    return Correction(kind, "A. Historian", at, "the file says so", instead=instead, names=names, about="outcomes")


# Proposals.


def test_a_treaty_is_proposed_as_keeping_what_was_agreed() -> None:
    """Shared telling words, the same parties, later in time: each is evidence in words."""
    (one,) = proposed(undertaken("open negotiations for a pact of mutual assistance"), of_register(PROTOCOL))
    assert (one.effect, one.trace.id) == ("kept", "E28")
    assert {evidence.kind for evidence in one.evidence} >= {"words", "phrase", "parties", "time", "deed"}


def test_words_of_one_meaning_meet_across_languages() -> None:
    """A Russian pact of mutual help meets the English protocol of mutual assistance."""
    russian = undertaken("начать переговоры о пакте взаимной помощи", language="ru")
    (one,) = proposed(russian, of_register(PROTOCOL))
    assert one.trace.id == "E28"


def test_an_outcome_before_the_commitment_gives_a_word_and_no_proposal() -> None:
    """What was signed in 1933 cannot come of a talk of 1934."""
    found, early = fulfilments(
        [undertaken("sign a pact of mutual assistance")], [of_register(replace(PROTOCOL, date="1933-01-01"))]
    )
    assert found == ()
    assert "lies before it was undertaken" in early[0].words


def test_an_outcome_that_shares_no_words_is_not_proposed() -> None:
    """The same parties alone are no evidence."""
    flood = Outcome("E1", "Flood on the Selenga", "1935", "context", ("USSR", "Mongolia"), "The river rose.")
    assert proposed(undertaken("open negotiations for a pact"), of_register(flood)) == []


def test_what_one_undertook_not_to_do_is_broken_when_it_is_done() -> None:
    """A promise not to attack, and an attack on the same ground."""
    one = undertaken("not attack the frontier posts at Bulan-Ders")
    attack = Outcome("E22", "Attack on the frontier posts at Bulan-Ders", "1936-02-12", "border clash", ("Mongolia",))
    (made,) = proposed(one, of_register(attack))
    assert made.effect == "broken"


def test_what_was_kept_is_not_overtaken_later() -> None:
    """A treaty that replaces the protocol of 1936 does not overtake the promise to conclude it."""
    later = Outcome("E60", "Treaty of mutual assistance", "1946-02-27", "treaty", ("USSR", "Mongolia"),
                    "A new treaty of mutual assistance replaced the protocol")  # fmt: skip
    found = proposed(undertaken("conclude a pact of mutual assistance"), of_register(PROTOCOL), of_register(later))
    assert [one.effect for one in found] == ["kept"]


def test_a_later_paper_counts_where_the_same_man_did_the_same_deed_to_the_same_things() -> None:
    """And only there: not another man, another deed, other things, an earlier day, or months later."""
    one = undertaken("convey the Manchurian proposal to Yenan", deed="convey")
    text = "the Manchurian proposal to the committee"
    assert [made.effect for made in proposed(one, told(text, "convey"))] == ["kept"]
    assert proposed(one, told(text, "convey", by="baranov")) == []
    assert proposed(one, told(text, "sign")) == []
    assert proposed(one, told("greetings to the committee", "convey")) == []
    assert proposed(one, told(text, "convey", "1934-11-01")) == []
    assert proposed(one, told(text, "convey", "1935-09-01")) == []


def test_what_is_told_as_not_done_breaks_nothing_before_it_is_due() -> None:
    """Nor where no time was named; after it was due, it is evidence."""
    one = undertaken("convey the Manchurian proposal to Yenan", deed="convey")
    text = "the Manchurian proposal to the committee"
    due = replace(one, commitment=replace(one.commitment, due="today", due_date="1934-11-24"))
    assert proposed(one, told(text, "convey", denied=True)) == []
    assert [made.effect for made in proposed(due, told(text, "convey", denied=True))] == ["broken"]
    later = replace(one, commitment=replace(one.commitment, due="next year", due_date="1935"))
    assert proposed(later, told(text, "convey", denied=True)) == []


def test_a_condition_stands_against_a_proposal() -> None:
    """Whether it held is for a person to say."""
    one = undertaken("open negotiations for a pact of mutual assistance")
    bound = replace(one, commitment=replace(one.commitment, condition="if Japan attacked"))
    (made,) = proposed(bound, of_register(PROTOCOL))
    assert any(evidence.kind == "condition" and evidence.speaks == "against" for evidence in made.evidence)


# What became of it.


def test_absence_of_evidence_is_unknown_never_broken() -> None:
    """Even long after it was due."""
    one = undertaken("send the list")
    due = replace(one, commitment=replace(one.commitment, due="tomorrow", due_date="1934-11-25"))
    assert fates([due], [], [], date(1990, 1, 1))["c1"].status == Status.UNKNOWN


def test_what_has_a_condition_is_conditional_and_what_is_not_yet_due_is_open() -> None:
    """Open means: the archive's last paper is older than the day it was due."""
    one = undertaken("send the list")
    bound = replace(one, commitment=replace(one.commitment, condition="if asked"))
    due = replace(one, commitment=replace(one.commitment, due="next year", due_date="1935"))
    assert fates([bound], [])["c1"].status == Status.CONDITIONAL
    assert fates([due], [], [], date(1934, 12, 31))["c1"].status == Status.OPEN


def test_a_ruling_stands_over_every_proposal_and_the_later_counts() -> None:
    """A person's word, with name and reason."""
    one = undertaken("open negotiations for a pact of mutual assistance")
    made = proposed(one, of_register(PROTOCOL))
    first = ruling(Ruling.ACCEPT, "c1", instead="kept", at="2026-01-01")
    second = ruling(Ruling.ACCEPT, "c1", instead="overtaken", at="2026-01-02")
    fate = fates([one], made, [first, second])["c1"]
    assert (fate.status, fate.by, fate.proposed) == (Status.OVERTAKEN, "A. Historian", False)


def test_what_a_person_refused_is_not_proposed_again() -> None:
    """The refusal names the commitment and the outcome."""
    one = undertaken("open negotiations for a pact of mutual assistance")
    assert proposed(one, of_register(PROTOCOL), rulings=(ruling(Ruling.REFUSE, "c1", "E28"),)) == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("TREATY", "treaty"), ("TREATY", "Protocol"), ("TREATY", "Exchange of notes"), ("AID", "delivery"),
        ("AID", "loan"), ("RETREAT", "troop withdrawal"), ("MOBILIZE", "deployment"), ("ASSAULT", "border clash"),
        ("SANCTION", "embargo"), ("COERCE", "arrest"), ("COOPERATE", "state visit"), ("TREATY", "договор"),
        ("AID", "Lieferung"), ("ASSAULT", "ASSAULT"), (None, "decision"), (None, "context"), (None, None),
    ],
)  # fmt: skip
def test_kinds_that_people_write_have_plovers_material_word(word: str | None, kind: str | None) -> None:
    """What is no material outcome (a decision, a note) has none; the printed kind stays as it is."""
    assert material(kind) == word


def test_a_thousand_commitments_and_ten_thousand_traces_take_seconds() -> None:
    """Only traces of the same deed are weighed."""
    ones = [
        replace(undertaken(f"convey the proposal number x{n % 97}x to the board", deed="convey"), id=str(n))
        for n in range(1000)
    ]
    traces = [
        replace(told(f"the plan number y{n % 89}y", "sign" if n % 4 else "convey"), id=f"l@{n}", record=f"l{n}")
        for n in range(10_000)
    ]
    begun = time.perf_counter()
    fulfilments(ones, traces)
    assert time.perf_counter() - begun < 20


# In an archive.


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The built-in calendar of talks, with its registers."""
    return memcon.demo(tmp_path_factory.mktemp("demo") / "D").archive


@pytest.fixture
def own(calendar: Archive, tmp_path: Path) -> Archive:
    """An archive of one's own to rule in."""
    shutil.copytree(calendar.path, tmp_path / "D")
    return memcon.demo(tmp_path / "D").archive


def genden(archive: Archive) -> Held:
    """What Genden consented to on 24 November 1934."""
    found = memcon.commitments(archive, by="Genden", since=date(1934, 11, 24), until=date(1934, 11, 24)).held
    return next(one for one in found if "negotiations" in one.undertaken.commitment.what)


def test_the_pact_of_1936_is_proposed_for_what_genden_agreed_to(calendar: Archive) -> None:
    """The protocol of 12 March 1936, by general means, with the words that speak for it."""
    best = genden(calendar).fate.proposals[0]
    assert (best.trace.id, best.trace.date, best.effect) == ("E28", "1936-03-12", "kept")
    assert any("mutual" in evidence.words for evidence in best.evidence)


def test_outcomes_lists_the_register_with_what_it_may_come_of(calendar: Archive) -> None:
    """All 61 rows, the protocol with its commitments."""
    found = memcon.outcomes(calendar)
    assert len(found) == 61
    protocol = next(one for one in found if one.outcome.id == "E28")
    assert protocol.material == "TREATY"
    assert genden(calendar).undertaken.id in {one.id for one, _ in protocol.proposals}


def test_an_accepted_proposal_is_a_signed_status(own: Archive) -> None:
    """It is filed like any other ruling, and is not proposed again."""
    one = genden(own)
    memcon.decide(own, accept=one.fate.proposals[0].id, by="A. Historian", because="it was signed")
    after = genden(own).fate
    assert (after.status, after.by, after.accepted) == (Status.KEPT, "A. Historian", ("E28",))
    assert "E28" not in {made.trace.id for made in after.proposals}


def test_a_refused_proposal_is_gone(own: Archive) -> None:
    """The next best is left."""
    one = genden(own)
    memcon.decide(own, refuse=one.fate.proposals[0].id, by="A. Historian", because="another pact was meant")
    assert "E28" not in {made.trace.id for made in genden(own).fate.proposals}


def test_somebody_may_settle_a_commitment_without_a_proposal(own: Archive) -> None:
    """With a reason and, where it came to something, the outcome."""
    one = genden(own).undertaken
    memcon.settle(own, one.id, "partly", by="A. Historian", because="only talks", outcome="E28")
    assert genden(own).fate.status == Status.PARTLY
    listed = next(row for row in memcon.outcomes(own) if row.outcome.id == "E28")
    assert [its.id for its, _ in listed.decided] == [one.id]


def test_settling_with_an_outcome_that_came_before_gets_a_clear_word(own: Archive) -> None:
    """The Mukden incident of 1931 did not come of a talk of 1934; nothing is filed."""
    with pytest.raises(MemconError, match="lies before it was undertaken"):
        memcon.settle(own, genden(own).undertaken.id, "kept", by="A", because="b", outcome="E01")
    assert genden(own).fate.by is None


@pytest.mark.parametrize(
    ("commitment", "status", "because", "outcome", "error", "words"),
    [
        ("zzzz", "kept", "so", None, NotFound, "there is no such commitment"),
        ("", "fine", "so", None, MemconError, "there is no such status"),
        ("", "kept", " ", None, MemconError, "needs its reason"),
        ("", "kept", "so", "E99", NotFound, "there is no such outcome"),
    ],
)
def test_what_cannot_be_settled_gets_a_clear_word(
    own: Archive, commitment: str, status: str, because: str, outcome: str | None, error: type[Exception], words: str
) -> None:
    """Each with what to do instead."""
    wanted = commitment or genden(own).undertaken.id
    with pytest.raises(error, match=words):
        memcon.settle(own, wanted, status, by="A. Historian", because=because, outcome=outcome)


def test_a_ruling_on_a_commitment_that_is_gone_is_told(own: Archive) -> None:
    """It is kept, and said."""
    from memcon.archive import corrections

    corrections.file(own.folder, [ruling(Ruling.ACCEPT, "lost", "E28", instead="kept")])
    assert [one.names[0] for one in memcon.commitments(own).homeless] == ["lost"]
    assert "no longer found" in CliRunner().invoke(cli, ["commitments", str(own.path)]).output


def test_export_carries_what_came_of_each_commitment(calendar: Archive, tmp_path: Path) -> None:
    """Status, who says so, and the evidence, in commitments.jsonl."""
    memcon.export(calendar, to=tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "commitments.jsonl").read_text("utf-8").splitlines()]
    kept = next(row for row in rows if row["outcome"]["evidence"])
    assert kept["outcome"]["status"] == "kept"
    assert kept["outcome"]["made_by"] == "memcon"
    assert {"id", "effect", "score", "evidence"} <= kept["outcome"]["evidence"][0].keys()


def test_the_command_line_lists_and_gives_lines_to_programs(calendar: Archive) -> None:
    """Words, citation, certainty, status and evidence; one JSON line a commitment."""
    run = CliRunner()
    page = run.invoke(cli, ["commitments", str(calendar.path), "--by", "Genden"])
    assert page.exit_code == 0
    assert "kept?" in page.output
    assert "E28 Protocol of mutual assistance" in page.output
    lines = run.invoke(cli, ["commitments", str(calendar.path), "--as", "jsonl"]).output.splitlines()
    rows = [json.loads(line) for line in lines]
    assert {"id", "what", "promisor_name", "cite", "certainty", "outcome"} <= rows[0].keys()
    listed = run.invoke(cli, ["outcomes", str(calendar.path)])
    assert listed.exit_code == 0
    assert "treaty (TREATY)" in listed.output


def test_only_those_asked_for_are_listed(calendar: Archive) -> None:
    """By promisor, day, status; a status that is none is told."""
    assert memcon.commitments(calendar, by="Nobody").held == ()
    assert all(one.fate.status == Status.KEPT for one in memcon.commitments(calendar, status="kept").held)
    late = memcon.commitments(calendar, since=date(1941, 1, 1)).held
    assert late
    assert all((one.undertaken.date or "") >= "1941" for one in late)
    with pytest.raises(MemconError, match="there is no such status"):
        memcon.commitments(calendar, status="fine")


def test_an_archive_without_commitments_gives_an_empty_list(tmp_path: Path) -> None:
    """And says what to do next."""
    archive = memcon.create(tmp_path / "empty")
    assert memcon.commitments(archive).held == ()
    assert memcon.outcomes(archive) == ()
    assert "memcon register" in CliRunner().invoke(cli, ["outcomes", str(archive.path)]).output


@pytest.mark.parametrize(
    ("written", "edtf", "parties"),
    [
        ("Title,Date signed,Parties,Type\nProtocol,12 March 1936,USSR; Mongolia,Protocol\n", "1936-03-12",
         ("USSR", "Mongolia")),
        ("Treaty;Date of signature;Contracting parties;Kind\nProtocol;12.03.1936;USSR / Mongolia;treaty\n",
         "1936-03-12", ("USSR", "Mongolia")),
        ("name\tsigned\tsignatories\nProtocol\tSummer 1936\tUSSR and Mongolia\n", "1936-22", ("USSR", "Mongolia")),
        (
            '{"title": "Protocol", "date": "1936-03", "parties": ["USSR", "Mongolia"]}\n',
            "1936-03", ("USSR", "Mongolia"),
        ),
    ],
)  # fmt: skip
def test_treaty_lists_are_read_as_historians_keep_them(
    tmp_path: Path, written: str, edtf: str, parties: tuple[str, ...]
) -> None:
    """Dates as printed become EDTF, columns may be called otherwise, two parties in one field are two."""
    (tmp_path / "list.csv").write_text(written, "utf-8")
    archive = memcon.create(tmp_path / "A")
    memcon.register(archive, "outcomes", tmp_path / "list.csv")
    (one,) = memcon.outcomes(archive)
    assert (one.outcome.title, one.outcome.date, one.outcome.parties) == ("Protocol", edtf, parties)
