"""Who says what in German: one claim about how minutes report talk, each on a specimen in their manner."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.attribution_languages import minutes, share

from memcon.analysis.speech import speech
from memcon.analysis.utterances import utterances
from memcon.model.description import Description, Form, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Passage, Record

shared = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "ministerrat"
PRESENT = (Participant("Hallberg"), Participant("Rosenau"), Participant("Degenfeld"))


def found(text: str) -> tuple[Utterance, ...]:
    """Find the utterances of a specimen laid out in paragraphs at its blank lines."""
    passages, at = [], 0
    for words in text.split("\n\n"):
        passages.append(Passage(at, at + len(words)))
        at += len(words) + 2
    description = Description(form=Form.MINUTES, reports_talk=True, language="de", present=PRESENT)
    return utterances(Record("specimen", "0" * 64, "specimen.xml", text, tuple(passages)), description)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("office", "Der Finanzminister zeigte an, daß die Kassen leer seien.", ["Finanzminister"]),
        ("verb first", "Hierauf bemerkte der Minister des Inneren, daß er warte.", ["Minister des Inneren"]),
        ("name", "Graf Hallberg las den Bericht des Statthalters.", ["Graf Hallberg"]),
        (
            "office and name",
            "Der Kriegsminister Graf Hallberg trug vor, es fehle an Pferden.",
            ["Kriegsminister Graf Hallberg"],
        ),
        ("as he said", "Da, wie der Justizminister bemerkte, die Akten fehlten, wurde vertagt.", ["Justizminister"]),
        ("bare subject", "Der Handelsminister war derselben Meinung.", ["Handelsminister"]),
        ("view", "Nach der Bemerkung des Justizministers wäre der Weg zu lang.", ["Justizminister"]),
        ("agent", "Dagegen wurde von dem Finanzminister erinnert, daß die Mittel fehlen.", ["Finanzminister"]),
        ("council", "Der Ministerrat beschloß, die Sache zu vertagen.", ["Ministerrat"]),
        ("adjective", "Der neu ernannte Kriegsminister glaubte, daß Eile not tue.", ["Kriegsminister"]),
        (
            "subordinate first",
            "Da der Finanzminister versicherte, daß Geld da sei, so wurde gebaut.",
            ["Finanzminister"],
        ),
    ],
)
def test_who_speaks(kind: str, text: str, expected: list[str]) -> None:
    """Each way of naming the speaker leads to the office or person, in the form of a subject."""
    assert expected == [one.speaker_name for one in found(text)], kind


def test_konjunktiv_goes_on() -> None:
    """Sentences in the Konjunktiv without a subject of their own carry the last contribution on."""
    text = "Der Finanzminister erklärte, die Kassen seien leer. Es sei kein Geld da. Er habe gewarnt."
    one = found(text)
    assert [u.speaker_name for u in one] == ["Finanzminister"] * 3
    assert {Mode.REPORTED} == {u.mode for u in one}


def test_derselbe() -> None:
    """ "Derselbe" is who spoke last, with or without an office."""
    text = "Der Kriegsminister bemerkte, daß Pferde fehlten.\n\nDerselbe Minister stellte den Antrag, sie zu kaufen."
    assert [u.speaker_name for u in found(text)] == ["Kriegsminister", "Kriegsminister"]


def test_two_in_a_sentence() -> None:
    """A second minister with a main clause of his own takes the sentence over from there."""
    text = "Der Kriegsminister erbat sich Bedenkzeit, und der Finanzminister sicherte sie zu."
    assert [u.speaker_name for u in found(text)] == ["Kriegsminister", "Finanzminister"]


def test_office_is_its_holder() -> None:
    """An office that the record gives to a person once is that person, compounds and genitives alike."""
    text = (
        "Der Kriegsminister Graf Hallberg bemerkte, es fehle Geld.\n\nDer Minister des Krieges fügte bei, daß er warte."
    )
    assert [u.speaker_name for u in found(text)] == ["Kriegsminister Graf Hallberg"] * 2


def test_several_are_not_one() -> None:
    """ "Sämtliche Minister" is none of them."""
    text = "Der Finanzminister bemerkte, es fehle Geld. Sämtliche Minister stimmten ihm zu."
    assert "Minister" not in [u.speaker_name for u in found(text)]


def test_consent_is_narrated() -> None:
    """Who only declares himself agreed is told without words."""
    assert [u.mode for u in found("Der Finanzminister erklärte sich einverstanden.")] == [Mode.NARRATED]


def test_abbreviations_end_no_sentence() -> None:
    """ "v.", "d. M." and ordinals stand inside a sentence."""
    text = "Freiherr v. Rosenau legte am 7. d. M. die Akten vor."
    assert [(0, len(text))] == [(u.start, u.end) for u in found(text)]


def test_separable_verbs() -> None:
    """A separable verb is known with its prefix apart and joined."""
    known = speech("de")
    assert known is not None
    assert {"zeigte", "anzeigte", "trug", "vortrug", "mitgeteilt"} <= set(known.verbs)


@pytest.mark.skipif(not shared.is_dir(), reason="the minutes are not beside the project")
def test_spaced_speakers_of_the_minutes() -> None:
    """Nine of ten letter-spaced names and offices are found, with the mark-up hidden."""
    counts = [one.count for one in minutes(shared, lambda _: True)]
    assert share(counts, "talk_ok", "talk") >= 0.90
