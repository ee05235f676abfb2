"""Who says what in Russian: one claim about how Soviet records report talk, each on a specimen in their manner."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from benchmarks.attribution_languages import calendar, share, specimens

from memcon.analysis.describe import describe
from memcon.analysis.speech import speech
from memcon.analysis.utterances import Mechanisms, utterances
from memcon.model.description import Description, Form, Part, Participant
from memcon.model.findings import Mode, Utterance
from memcon.model.record import Passage, Record

ORLOV, GANBAT = Participant("Орлов"), Participant("Ганбат", office="министр обороны")


def found(text: str, description: Description, options: Mechanisms | None = None) -> tuple[Utterance, ...]:
    """Find the utterances of a specimen laid out in paragraphs at its blank lines."""
    passages, at = [], 0
    for words in text.split("\n\n"):
        passages.append(Passage(at, at + len(words)))
        at += len(words) + 2
    record = Record("specimen", "0" * 64, "specimen.txt", text, tuple(passages))
    return utterances(record, description, options or Mechanisms())


def described(*present: Participant, form: Form = Form.RECORD_OF_CONVERSATION, title: str | None = None) -> Description:
    """Describe a specimen that reports talk in Russian."""
    return Description(form=form, reports_talk=True, language="ru", present=present, title=title)


def speakers(text: str, description: Description | None = None) -> list[str | None]:
    """Give the speaker of each utterance."""
    return [one.speaker_name for one in found(text, description or described(ORLOV, GANBAT))]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("title", "Тов. Орлов спрашивает, готовы ли склады.", ["Орлов"]),
        ("continuation", "Тов. Орлов говорит, что склады пусты. Хлеб вывезли осенью.", ["Орлов", "Орлов"]),
        ("across paragraphs", "Орлов говорит, что склады пусты.\n\nХлеб вывезли ещё осенью.", ["Орлов", "Орлов"]),
        ("verb first", "Отметил далее Ганбат и то, что дороги размыты.", ["Ганбат"]),
        ("aside", "Дороги, отвечает Ганбат, размыты.", ["Ганбат"]),
        ("as he said", "Как заявил Ганбат, дороги размыты.", ["Ганбат"]),
        ("opinion", "По словам Ганбата, дороги размыты.", ["Ганбат"]),
        ("his opinion", "Ганбат говорит, что дожди кончились. По его мнению, дороги просохнут.", ["Ганбат", "Ганбат"]),
        ("office", "Министр отвечает, что дороги размыты.", ["Ганбат"]),
        ("pronoun", "Ганбат отвечает, что дороги размыты. Он просит подождать.", ["Ганбат", "Ганбат"]),
        (
            "the latter",
            "Орлов указывает Ганбату, что время дорого. Последний отвечает, что знает это.",
            ["Орлов", "Ганбат"],
        ),
        ("nested report", "Орлов говорит, что, по словам Ганбата, склады пусты.", ["Орлов"]),
        ("agent of a passive", "Орловым было указано, что склады пусты.", ["Орлов"]),
        ("first person goes on", "Ганбат говорит, что скот цел. Мы просим прислать сено.", ["Ганбат", "Ганбат"]),
        ("unknown verb", "Орлов говорит, что склады полны. Ганбат усомнился, что их хватит.", ["Орлов", "Ганбат"]),
    ],
)
def test_who_speaks(kind: str, text: str, expected: list[str]) -> None:
    """Each way of naming the speaker leads to the person, in the form of a subject."""
    assert expected == speakers(text), kind


def test_cases_are_one_person() -> None:
    """A name in any case is the same person, named as a subject."""
    text = "Залесский сообщил, что отряд вышел.\n\nПо мнению Залесского, он дойдёт."
    assert speakers(text, described(Participant("Залесским"))) == ["Залесский", "Залесский"]


def test_drafter_behind_i() -> None:
    """In a telegram "я", a sentence without a subject and "ему было сказано" are the one who signed."""
    text = (
        "Сегодня меня посетил посланник Хольм. Он заявил, что пароход задержан. Я сказал, что запрошу порт. "
        "Попросил назвать число. Хольм назвал двадцатое. Ему было сказано, что это поздно.\n\nБелов"
    )
    description = described(form=Form.TELEGRAM, title="Телеграмма посла СССР в Норландии Белова в МИД СССР")
    assert speakers(text, description) == ["Хольм", "Белов", "Белов", "Хольм", "Белов"]


def test_visits_in_a_diary() -> None:
    """A date in a diary opens another talk: who came then is who speaks."""
    text = (
        "3 мая\n\nПринял министра финансов Дамбу. Дамба пожаловался, что денег нет. Их ждут с марта.\n\n"
        "5 мая\n\nМеня посетил редактор Нямсүрэн. Он сообщил, что бумаги нет."
    )
    expected = ["Дамба", "Дамба", "Нямсүрэн"]
    assert expected == speakers(text, described(form=Form.DIARY, title="Дневник полпреда Белова"))


def test_side_speaks() -> None:
    """A delegation that says something is a collective speaker, under its printed name."""
    assert speakers("Монгольская сторона заявила, что карты посланы.") == ["Монгольская сторона"]


def test_interpreter_never_speaks() -> None:
    """Who is presented as interpreter has no utterance, even as subject of a verb."""
    present = (ORLOV, Participant("Санжаев", role=Part.INTERPRETER))
    assert speakers("Орлов спрашивает, где сено.\n\nПереводил Санжаев.", described(*present)) == ["Орлов"]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Ганбат говорит, что дороги размыты.", Mode.REPORTED),
        ("Ганбат благодарит за совет.", Mode.NARRATED),
        ("«Дороги у нас размыты с самой весны», — говорит Ганбат.", Mode.DIRECT),
        ("Ганбат: — Дороги размыты.", Mode.DIRECT),
    ],
)
def test_mode(text: str, mode: Mode) -> None:
    """Words after a verb of speech are reported, a move without words is narrated, quoted words are direct."""
    assert [mode] == sorted({one.mode for one in found(text, described(ORLOV, GANBAT))})


def test_labels() -> None:
    """Names with a colon or a full stop before several paragraphs label direct talk, which goes on until the next."""
    text = "Орлов: Как дороги?\n\nГанбат: Размыты.\n\nДожди шли месяц.\n\nОрлов: Жаль."
    one = found(text, described(ORLOV, GANBAT))
    assert [u.speaker_name for u in one] == ["Орлов", "Ганбат", "Ганбат", "Орлов"]
    assert {Mode.DIRECT} == {u.mode for u in one}


@pytest.mark.parametrize(
    "frame",
    ["На этом беседа закончилась.", "Общий смех.", "Присутствовал атташе Гусев.", "По моему впечатлению, он лгал."],
)
def test_frame_is_nobodys(frame: str) -> None:
    """What only frames the talk, and the author's own comment, has no speaker."""
    assert speakers(f"Ганбат говорит, что дороги размыты.\n\n{frame}") == ["Ганбат"]


def test_reason_names_the_cue() -> None:
    """Each utterance says in words why it has its speaker."""
    first, second = found("Ганбат говорит, что дороги размыты. Дожди шли месяц.", described(ORLOV, GANBAT))
    assert first.reason == '"Ганбат говорит": Ганбат is the subject of a verb of speech'
    assert second.reason == 'continues Ганбат\'s contribution begun with "Ганбат говорит" a sentence earlier'


def test_verbs_from_rules() -> None:
    """Forms of verbs come from rules in the language's folder, irregular pasts and passives included."""
    known = speech("ru")
    assert known is not None
    assert {"спросил", "спрашивают", "перешёл", "перешла", "сказано", "поинтересовался"} <= set(known.verbs)


def test_unknown_language_is_silent() -> None:
    """A language without resources has no utterances."""
    text = "Monsieur Orlov a dit que les routes étaient mauvaises."
    assert found(text, Description(reports_talk=True, language="fr", present=(ORLOV,))) == ()


def test_unknown_language_is_said() -> None:
    """The description of a record in a language without resources says in words why nobody speaks in it."""
    text = "Compte rendu de la conversation. Monsieur Orlov a dit que les routes étaient mauvaises et qu'il attendait."
    record = Record("specimen", "0" * 64, "specimen.txt", text, (Passage(0, len(text)),))
    assert "(fr) reports talk memcon does not know" in (describe(record).reason or "")


@pytest.mark.parametrize(
    "text",
    [
        "Орлов говорит, что " + "склады, " * 30_000 + "пусты.",
        "Ганбат " * 20_000,
        "тов. " * 20_000,
        "«" * 5_000 + "Орлов говорит" + "," * 5_000,
        "ОрловговоритчтоскладыпустыГанбат" * 4_000,
    ],
    ids=["one long sentence", "names only", "titles only", "signs", "no spaces"],
)
def test_hostile_text_ends_soon(text: str) -> None:
    """Texts that no drafter wrote end in seconds, with spans inside the text."""
    started = time.process_time()
    assert all(0 <= one.start < one.end <= len(text) for one in found(text, described(ORLOV, GANBAT)))
    assert time.process_time() - started < 10


def test_specimens_keep_their_figures() -> None:
    """The labelled specimens worked on keep what was reached on them."""
    counts = [one.count for one in specimens("worked")]
    assert share(counts, "talk_ok", "talk") >= 0.95
    assert share(counts, "given", "talk") >= 0.97
    assert share(counts, "frame_ok", "frame") >= 0.85
    assert share(counts, "mode_ok", "talk_ok") >= 0.90


def test_calendar_keeps_its_figures() -> None:
    """The calendar's statements find their speakers with the mark-up hidden."""
    counts = [one.count for one in calendar(lambda _: True)]
    assert share(counts, "talk_ok", "talk") >= 0.95
    assert share(counts, "mode_ok", "talk_ok") >= 0.90


def test_specimens_are_labelled_whole() -> None:
    """Every labelled stretch lies inside its text, one after the other."""
    for path in (Path(__file__).parent / "specimens" / "talk" / "ru").glob("*.tsv"):
        text = path.with_suffix(".txt").read_text("utf-8")
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
        spans = [(int(row[0]), int(row[1])) for row in rows]
        assert spans == sorted(spans)
        assert spans[-1][1] <= len(text)
