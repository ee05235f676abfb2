"""Rulings of people: they hold on to their words, lie over what the machine claims, and are never lost or guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import memcon
from memcon.analysis.analysis import Analysis
from memcon.archive import corrections as rulings
from memcon.archive.archive import Archive
from memcon.archive.folder import Folder, opened
from memcon.model.anchor import anchor_apart, place
from memcon.model.corrections import Card, Correction, Ruling, laid_over, same_document
from memcon.model.errors import ArchiveError, MemconError, NotFound
from memcon.model.findings import Mode, Utterance
from memcon.processing import work

TALK = (
    "Sapt asked whether the King would come. Rupert said yes. Sapt asked whether the Duke knew of it. Rupert said yes. "
    "They parted at noon."
)
PAPER = """Record of conversation of Colonel Sapt with Count Rupert

Strelsau, 12 May 1922

Colonel Sapt said that the King would come to Zenda. He added that the bridge must be open. Count Rupert replied that
the Duke knew nothing of it. He asked for a week.

Recorded by F. Tarlenheim
"""


def claim(words: str, speaker: str | None, text: str = TALK, mode: Mode = Mode.REPORTED) -> Utterance:
    """What the machine claims of these words."""
    start = text.index(words)
    return Utterance("r", start, start + len(words), speaker, mode, 0.9, "a rule", "asked")


def ruling(kind: Ruling, words: str, instead: str | None = None, at: str = "2026-01-01T10:00:00.000+00:00",
           by: str = "Ann", text: str = TALK, mode: Mode | None = None) -> Correction:  # fmt: skip
    """A person's ruling on the first place of these words."""
    start = text.index(words)
    return Correction(kind, by, at, "so it is", anchor_apart("r", text, start, start + len(words)), instead, mode=mode)


def spoken(utterances: tuple[Utterance, ...], text: str = TALK) -> list[tuple[str, str | None]]:
    """Words and speakers, in order."""
    return [(text[one.start : one.end], one.speaker_name) for one in utterances]


ASKS = claim("Sapt asked whether the King would come.", "Sapt")
SAYS = claim("Rupert said yes.", "Sapt")


@pytest.mark.parametrize(
    ("expected", "made"),
    [
        ([("Sapt asked whether the King would come.", "Sapt"), ("Rupert said yes.", "Rupert")],
         ruling(Ruling.SPEAKER, "Rupert said yes.", "Rupert")),
        ([("Sapt asked whether the King would come.", "Sapt"), ("Rupert said yes.", "Sapt")],
         ruling(Ruling.CONFIRM, "Rupert said yes.")),
        ([("Sapt asked whether the King would come.", "Sapt")], ruling(Ruling.REJECT, "Rupert said yes.")),
        ([("Sapt asked whether the King would come.", "Sapt"), ("Rupert said yes.", "Sapt"),
          ("They parted at noon.", "X")],
         ruling(Ruling.ADD, "They parted at noon.", "X")),
        ([("Sapt asked whether the King", "Sapt"), ("Rupert said yes.", "Sapt")],
         ruling(Ruling.BOUNDS, "Sapt asked whether the King", "Sapt")),
        ([("Sapt asked whether the King would come. Rupert said", "Sapt"), (" yes.", "Sapt")],
         ruling(Ruling.BOUNDS, "Sapt asked whether the King would come. Rupert said", "Sapt")),
        ([("Sapt asked ", "Sapt"), ("whether the King", "X"), (" would come.", "Sapt"), ("Rupert said yes.", "Sapt")],
         ruling(Ruling.ADD, "whether the King", "X")),
    ],
    ids=["speaker", "confirm", "reject", "add", "bounds-less", "bounds-more", "add-inside"],
)  # fmt: skip
def test_a_ruling_changes_its_own_words_and_no_others(expected: list[tuple[str, str]], made: Correction) -> None:
    """Each kind does what it says; what lies outside the words stays as the machine had it."""
    assert expected == spoken(laid_over([ASKS, SAYS], [made], "r", TALK).utterances)


def test_what_a_person_says_is_signed_and_has_no_probability() -> None:
    """The utterance tells who ruled and why; the machine's certainty and cue are gone with its claim."""
    (one,) = laid_over([SAYS], [ruling(Ruling.SPEAKER, "Rupert said yes.", "Rupert")], "r", TALK).utterances
    assert (one.made_by, one.certainty, one.reason, one.cue) == ("Ann", None, "Ann: so it is", None)


def test_a_confirmation_over_two_speakers_keeps_both() -> None:
    """Confirming a paragraph confirms each sentence of it as claimed."""
    other = replace(SAYS, speaker_name="Rupert")
    both = ruling(Ruling.CONFIRM, "Sapt asked whether the King would come. Rupert said yes.")
    laid = laid_over([ASKS, other], [both], "r", TALK)
    assert [(one.speaker_name, one.made_by) for one in laid.utterances] == [("Sapt", "Ann"), ("Rupert", "Ann")]


def test_a_confirmation_of_silence_adds_nobody() -> None:
    """That nobody speaks can be confirmed too, and counts as looked at."""
    laid = laid_over([ASKS], [ruling(Ruling.CONFIRM, "They parted at noon.")], "r", TALK)
    assert (laid.utterances, len(laid.ruled)) == ((ASKS,), 1)


def test_a_mode_is_ruled_with_the_speaker() -> None:
    """The person's mode stands instead of the machine's."""
    made = ruling(Ruling.CONFIRM, "Rupert said yes.", mode=Mode.NARRATED)
    assert [one.mode for one in laid_over([SAYS], [made], "r", TALK).utterances] == [Mode.NARRATED]


def test_the_later_ruling_counts() -> None:
    """Whatever the order of the files; nothing is overwritten on the way."""
    first = ruling(Ruling.SPEAKER, "Rupert said yes.", "Rupert", at="2026-01-01T10:00:00.000+00:00")
    later = ruling(Ruling.SPEAKER, "Rupert said yes.", "Michael", at="2026-02-01T10:00:00.000+00:00", by="Ben")
    for order in ([first, later], [later, first]):
        assert spoken(laid_over([SAYS], order, "r", TALK).utterances) == [("Rupert said yes.", "Michael")]


def test_a_clock_that_goes_back_does_not_turn_a_persons_rulings_round() -> None:
    """Of one person's rulings the one given later counts, whatever the computer's date was."""
    first = ruling(Ruling.SPEAKER, "Rupert said yes.", "Rupert", at="2026-05-01T10:00:00.000+00:00")
    later = ruling(Ruling.SPEAKER, "Rupert said yes.", "Michael", at="2026-01-01T10:00:00.000+00:00")
    assert spoken(laid_over([SAYS], [first, later], "r", TALK).utterances) == [("Rupert said yes.", "Michael")]


# What a better text may do to the words of a ruling.

TURNS = (
    "Mr. Tange: Will you sign the paper now?\n\nThe Minister: Yes.\n\nMr. Tange: And the letter that goes with it?\n\n"
    "The Minister: Yes.\n\nMr. Tange: Then we are done."
)


def second_yes() -> Correction:
    """A ruling on the second of two equal answers under equal labels."""
    start = TURNS.rindex("Yes.")
    return Correction(
        Ruling.SPEAKER, "Ann", "2026-01-01", "he nods", anchor_apart("r", TURNS, start, start + 4), "Minister"
    )


def test_a_ruling_does_not_move_to_the_wrong_yes() -> None:
    """The trap: when the answer ruled on is gone, a likeness score took the other one. Here the ruling waits."""
    shorter = TURNS[: TURNS.index("Mr. Tange: And")] + "Mr. Tange: Then we are done."
    assert shorter.count("Yes.") == 1
    laid = laid_over([], [second_yes()], "r", shorter)
    assert (laid.utterances, len(laid.unplaced)) == ((), 1)


def test_a_ruling_follows_its_own_yes() -> None:
    """Words put in above move it; the answer before it is not taken for it."""
    longer = "Present: Mr. Tange, the Minister.\n\n" + TURNS
    (one,) = laid_over([], [second_yes()], "r", longer).utterances
    assert longer.rindex("Yes.") == one.start


def test_two_places_that_fit_equally_leave_a_ruling_unplaced() -> None:
    """A text that prints the same page twice has two right places, so it has none."""
    laid = laid_over([], [second_yes()], "r", "x" + TURNS + "\n\n" + TURNS)
    assert len(laid.unplaced) == 1


@pytest.mark.parametrize(
    "text",
    [
        TALK.replace(" ", "\n"),
        TALK.replace("Sapt", "Colonel Sapt"),
        "Strelsau, 12 May.\n\n" + TALK,
        TALK.replace("They parted at noon.", ""),
        TALK.replace("Duke knew", "Dnke knew"),
    ],
    ids=["other line ends", "names in full", "a heading", "an end cut off", "a misprint beside"],
)
def test_a_ruling_finds_its_words_in_a_better_text(text: str) -> None:
    """Line ends, additions and corrections elsewhere do not unsettle a ruling."""
    made = ruling(Ruling.SPEAKER, "asked whether the King would come.", "Sapt")
    (one,) = laid_over([], [made], "r", text).utterances
    assert " ".join(text[one.start : one.end].split()) == "asked whether the King would come."


PHRASES = ["Yes.", "No.", "He said yes.", "Mr. A:", "Mr. B:", "the King would come to Zenda", "\n\n", "and"]
EDITS = st.tuples(st.integers(0, 400), st.integers(0, 60), st.text(alphabet="abcXY.\n ", max_size=40))


def edited(words: str, edit: tuple[int, int, str]) -> str:
    """Words with some cut out and others put in."""
    at, cut, put_in = edit
    at = min(at, len(words))
    return words[:at] + put_in + words[at + cut :]


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=30), st.integers(0, 29), EDITS, EDITS)
@settings(max_examples=500, deadline=None)
def test_an_anchor_is_at_its_own_words_or_nowhere(
    parts: list[str], chosen: int, above: tuple[int, int, str], below: tuple[int, int, str]
) -> None:
    """Whatever is cut out or put in around them, in a text full of equal answers, words are never found elsewhere."""
    chosen %= len(parts)
    before, after = " ".join(parts[:chosen]) + " ", " " + " ".join(parts[chosen + 1 :])
    held = anchor_apart("r", before + parts[chosen] + after, len(before), len(before) + len(parts[chosen]))
    new_before = edited(before, above)
    found = place(held, new_before + parts[chosen] + edited(after, below))
    assert found in (None, (len(new_before), len(new_before) + len(parts[chosen])))


@given(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=30), st.integers(0, 29))
@settings(max_examples=500, deadline=None)
def test_words_cut_out_are_not_found_elsewhere(parts: list[str], chosen: int) -> None:
    """When the words ruled on are gone, equal words beside other words are not taken for them."""
    chosen %= len(parts)
    before, after = " ".join(parts[:chosen]) + " ", " " + " ".join(parts[chosen + 1 :])
    held = anchor_apart("r", before + parts[chosen] + after, len(before), len(before) + len(parts[chosen]))
    found = place(held, before + after)
    assert found is None or _reads_the_same(before, after, found)


def _reads_the_same(before: str, after: str, found: tuple[int, int]) -> bool:
    """Of "no no" without its second "no" nobody can tell which is gone: what stands on both sides reads as it did."""
    cut = before + after
    now, then = (
        ["".join(words.split()) for words in (cut[: found[0]], cut[found[1] :])],
        ["".join(words.split()) for words in (before, after)],
    )
    return now[0].endswith(then[0][-6:]) and now[1].startswith(then[1][:6])


@given(st.lists(st.tuples(st.sampled_from(list(Ruling)[:5]), st.integers(0, 110), st.integers(1, 30)), max_size=8))
def test_rulings_in_any_mixture_leave_a_sound_record(made: list[tuple[Ruling, int, int]]) -> None:
    """Utterances lie inside the text, in order, without overlap, and laying over twice gives the same."""
    given_ = [
        Correction(
            kind,
            "Ann",
            f"2026-01-{number + 1:02}",
            "so",
            anchor_apart("r", TALK, start, min(len(TALK), start + size)),
            "X",
        )
        for number, (kind, start, size) in enumerate(made)
    ]
    laid = laid_over([ASKS, SAYS], given_, "r", TALK)
    assert laid == laid_over([ASKS, SAYS], given_, "r", TALK)
    assert all(0 <= one.start < one.end <= len(TALK) for one in laid.utterances)
    assert all(one.end <= two.start for one, two in zip(laid.utterances, laid.utterances[1:], strict=False))
    assert len(laid.placed) + len(laid.unplaced) == len(given_)


def test_a_word_that_stands_everywhere_costs_no_endless_search() -> None:
    """A hostile text is answered at once: no place is certain."""
    held = anchor_apart("r", "Yes. a", 0, 4)
    assert place(held, "Yes." * 200_000) is None


@pytest.mark.parametrize(
    ("expected", "other"),
    [
        (True, Card("b.txt", "12", "Talk with Rupert", "1922-05-12")),
        (True, Card("b.txt", "12", "Talk with Count Rupert", "1922-05-12")),
        (True, Card("b.txt", None, "TALK, with Rupert", "1922-05-12")),
        (False, Card("b.txt", "13", "Talk with Rupert", "1922-05-12")),
        (False, Card("b.txt", "12", "Talk with Rupert", "1922-05-13")),
        (False, Card("b.txt", None, "Talk with Rupert", None)),
        (False, Card("b.txt", None, None, "1922-05-12")),
    ],
)
def test_a_document_is_known_again_by_two_of_number_title_and_date(expected: bool, other: Card) -> None:
    """A number or a date that differs forbids it; a better title does not."""
    assert expected == same_document(Card("a.txt", "12", "Talk with Rupert", "1922-05-12"), other)


# In an archive.


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of one paper, worked out."""
    return made_of(tmp_path, PAPER)


def made_of(tmp_path: Path, words: str, name: str = "paper.txt") -> Archive:
    """An archive with one more file in it."""
    archive = memcon.create(tmp_path / "A") if not (tmp_path / "A").exists() else Archive(folder_of(tmp_path))
    (tmp_path / name).write_text(words, encoding="utf-8")
    memcon.add(archive, tmp_path / name)
    memcon.process(archive)
    return archive


def folder_of(tmp_path: Path) -> Folder:
    """The folder of the archive."""
    return opened(tmp_path / "A")


def who(archive: Archive, words: str) -> list[str | None]:
    """Who speaks these words, in each record that has them."""
    found: list[str | None] = []
    for view in archive.views():
        at = " ".join(view.record.text.split()).find(words)
        if at >= 0:
            held = [one for one in view.utterances if words in " ".join(view.record.text[one.start : one.end].split())]
            found.append(held[0].speaker_name if held else None)
    return found


def correct(archive: Archive, words: str = "the Duke knew nothing", name: str = "Black Michael") -> None:
    """Somebody else speaks these words."""
    memcon.correct(archive, "paper", words, ruling="speaker", name=name, by="A. Historian", because="his hand")


def test_a_ruling_shows_in_every_view_and_the_claim_is_kept(archive: Archive) -> None:
    """The part that the machine made is as it was; the view lays the ruling over it."""
    (part,) = (archive.folder.derived / "utterances").iterdir()
    before = part.read_bytes()
    correct(archive)
    assert who(archive, "the Duke knew nothing of it.") == ["Black Michael"]
    assert before == part.read_bytes()


def test_rulings_are_plain_lines_that_only_grow(archive: Archive) -> None:
    """One file a person, one line a ruling, signed, dated in UTC, with its reason."""
    correct(archive)
    path = archive.path / "corrections" / "a-historian.jsonl"
    first = path.read_text(encoding="utf-8")
    correct(archive, name="Rupert")
    assert path.read_text(encoding="utf-8").startswith(first)
    row = json.loads(first)
    assert (
        row["kind"],
        row["by"],
        row["because"],
        row["instead"],
    ) == ("speaker", "A. Historian", "his hand", "Black Michael")
    assert row["at"].endswith("+00:00")


def test_rulings_survive_derived_thrown_away(archive: Archive) -> None:
    """What people gave is not among what may be thrown away."""
    import shutil

    correct(archive)
    shutil.rmtree(archive.folder.derived)
    memcon.process(archive)
    assert who(archive, "the Duke knew nothing of it.") == ["Black Michael"]


def test_rulings_survive_a_new_version_of_the_analysis(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one that no longer hears anybody: the person's word stands."""
    correct(archive)
    newer = tuple(
        Analysis("utterances", one.version + 1, lambda *_: (), one.reads) if one.name == "utterances" else one
        for one in work.analyses()
    )
    monkeypatch.setattr(work, "analyses", lambda: newer)
    assert memcon.process(archive).done["utterances"] == 1
    assert who(archive, "the Duke knew nothing of it.") == ["Black Michael"]


def test_rulings_hold_for_a_better_text_of_the_same_document(archive: Archive, tmp_path: Path) -> None:
    """Title and date agree, and the words stand there: the ruling holds there too, also when the old file is gone."""
    correct(archive)
    better = PAPER.replace("a week", "one week").replace("\nthe Duke", " the Duke")
    archive = made_of(tmp_path, better, "better.txt")
    assert who(archive, "the Duke knew nothing of it.") == ["Black Michael", "Black Michael"]
    forget_first(archive)
    assert who(archive, "the Duke knew nothing of it.") == ["Black Michael"]
    assert memcon.corrections(archive, state="unplaced") == ()


def forget_first(archive: Archive) -> None:
    """Take the first file out of the register of sources."""
    lines = archive.folder.received.read_text(encoding="utf-8").splitlines(keepends=True)
    archive.folder.received.write_text("".join(lines[1:]), encoding="utf-8")


def test_another_record_of_the_same_meeting_is_not_a_better_text(archive: Archive, tmp_path: Path) -> None:
    """Two records of one meeting are two sources: other words, so no ruling holds there."""
    correct(archive)
    other = PAPER.replace("the Duke knew nothing of it", "Michael had been told nothing")
    archive = made_of(tmp_path, other, "other.txt")
    assert who(archive, "Michael had been told nothing") != ["Black Michael"]
    assert memcon.corrections(archive, state="unplaced") == ()


def test_a_ruling_whose_words_are_gone_is_listed_and_kept(archive: Archive, tmp_path: Path) -> None:
    """It changes nothing, says why, and stays in its file."""
    correct(archive)
    archive = made_of(tmp_path, PAPER.replace("the Duke knew nothing of it", "he could say nothing"), "better.txt")
    forget_first(archive)
    (lost,) = memcon.corrections(archive, state="unplaced")
    assert (lost.record, lost.reason) == (None, "its words are gone from the text")
    assert len(rulings.filed(archive.folder)) == 1


def test_later_stages_are_stale_when_a_speaker_is_corrected(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads utterances is made anew, and reads them with the ruling laid over; the utterances are not."""
    from memcon.archive import tables
    from memcon.archive.several import several

    heard: list[str | None] = []

    def acts(_: object, utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
        heard.extend(one.speaker_name for one in utterances)
        return ()

    monkeypatch.setitem(tables.TABLES, "heard", several(Utterance))
    declared = (*work.analyses(), Analysis("heard", 1, acts, ("utterances",)))
    monkeypatch.setattr(work, "analyses", lambda: declared)
    memcon.process(archive)
    assert memcon.process(archive).done["heard"] == 0
    heard.clear()
    correct(archive)
    again = {"acts": 1, "issues": 1, "commitments": 1, "heard": 1}
    assert memcon.process(archive).done == {"describe": 0, "utterances": 0} | again
    assert "Black Michael" in heard


def test_a_torn_last_line_costs_nothing_else(archive: Archive) -> None:
    """A crash in the middle of a line leaves the rulings before it."""
    correct(archive)
    path = archive.path / "corrections" / "a-historian.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write('{"kind": "spea')
    assert len(rulings.filed(archive.folder)) == 1
    correct(archive, name="Rupert")
    assert len(rulings.filed(archive.folder)) == 2


def test_a_line_that_cannot_be_read_is_named(archive: Archive) -> None:
    """Silence would lose a ruling."""
    (archive.path / "corrections" / "ben.jsonl").write_text(
        '{"kind": "curse"}\n{"kind": "confirm"}\n', encoding="utf-8"
    )
    with pytest.raises(ArchiveError, match=r"ben\.jsonl, line 1"):
        archive.view("paper")


def test_utterances_are_exported_with_their_place_in_the_file(archive: Archive, tmp_path: Path) -> None:
    """The words between source_start and source_end are the utterance's; a ruling's author is named."""
    correct(archive)
    memcon.export(archive, to=tmp_path / "out")
    lines = (tmp_path / "out" / "utterances.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    source = (tmp_path / "paper.txt").read_text(encoding="utf-8")
    (ruled,) = [row for row in rows if row["speaker_name"] == "Black Michael"]
    words = " ".join(source[ruled["source_start"] : ruled["source_end"]].split())
    assert words.endswith("the Duke knew nothing of it.")
    assert (ruled["made_by"], ruled["certainty"], ruled["mode"]) == ("A. Historian", None, "reported")


@pytest.mark.parametrize(
    ("expected", "words", "options"),
    [
        ("does not stand there", "the Queen", {"ruling": "confirm"}),
        ("stand 2 times", "Count Rupert", {"ruling": "confirm"}),
        ("nobody speaks these words yet", "Recorded by F. Tarlenheim", {"ruling": "speaker", "name": "Sapt"}),
        ("--speaker 'NAME'", "the Duke", {"ruling": "speaker"}),
        ("--bounds", "the Duke", {"ruling": "bounds"}),
        ("confirm, speaker, reject", "the Duke", {"ruling": "curse"}),
        ("signed", "the Duke", {"ruling": "confirm", "by": " "}),
        ("reason", "the Duke", {"ruling": "confirm", "because": ""}),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_filed(
    archive: Archive, expected: str, words: str, options: dict[str, str]
) -> None:
    """One line says what to do."""
    with pytest.raises((MemconError, NotFound), match=expected):
        memcon.correct(archive, "paper", words, **({"by": "Ann", "because": "so"} | options))  # type: ignore[arg-type]
    assert rulings.filed(archive.folder) == ()


def test_words_are_found_as_a_keyboard_gives_them(tmp_path: Path) -> None:
    """Straight quotation marks, single blanks and three dots for what lies between."""
    archive = made_of(tmp_path, PAPER.replace("the Duke knew nothing of it", "“the Duke” knew — nothing of it"))
    made = memcon.correct(
        archive,
        "paper",
        '"the Duke" knew - nothing of it. He ... a week.',
        ruling="add",
        name="Rupert",
        by="Ann",
        because="so",
    )
    assert made.correction.anchor is not None
    assert made.correction.anchor.exact.endswith("a week.")
