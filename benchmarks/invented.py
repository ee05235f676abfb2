"""Invented documents in the manner of the field, of any length: the same seed always writes the same file."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import tei

SEED = 1963
OPENINGS = (
    "Minister Orlin said that", "Ambassador Tarn replied that", "The Minister asked whether", "Mr. Hale remarked that",
    "Comrade Berezin noted that", "Товарищ Рубцов заявил, что", "Посол ответил, что", "Он спросил, может ли быть, что",
    "He added that", "The Ambassador observed that",
)
MIDDLES = (
    "the “harbor question” had lain between the two governments for a long time",
    "no answer from Port Merrow was in sight",
    "the tariff on grain could not be lowered before the spring", "вопрос о рыбной ловле остаётся открытым",
    "the other side’s note of March 3 had been read with attention", "правительство готово рассмотреть это предложение",
    "his instructions allowed him to listen, and to do no more", "переговоры следует продолжить в Верхнем Логе",
    "a commission of experts might look at the maps once more",
)
ENDINGS = ("and that nothing had changed.", "if the limits were kept.", "before the conference met.",
           "и что время не ждёт.", "as both sides understood it.", "«в духе дружбы».")
FORMS = ("Record of conversation between Minister Orlin and Ambassador Tarn",
         "Telegram from Ambassador Tarn to the Foreign Ministry", "Letter from Minister Orlin to Mr. Hale",
         "Запись беседы министра Орлина с послом Тарном")


def sentences(chance: random.Random) -> Iterator[str]:
    """Give sentences without end."""
    while True:
        yield " ".join((chance.choice(OPENINGS), chance.choice(MIDDLES), chance.choice(ENDINGS)))


def document(number: int, chance: random.Random) -> str:
    """Write one document: title, dateline, those present, talk, where the paper lies; about 5,000 letters."""
    words = sentences(chance)
    title = FORMS[number % len(FORMS)]
    day = f"March {number % 28 + 1}, {1950 + number % 20}"
    talk = "\n\n".join(" ".join(next(words) for _ in range(chance.randint(3, 9))) for _ in range(6))
    return (f"{title}\n\n{day}\n\n*Secret*\n\nPresent: P.A. Orlin, J. Tarn, **R. Hale**.\n\n{talk}\n\n"
            f"AVP. F. {number % 90 + 1}. Op. 7. D. {number % 400}. L. 12-14.\n")


def collection(path: Path, size: int) -> None:
    """Write a Markdown file of numbered documents."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < size:
            number += 1
            file.write(f"## No. {number}\n\n{document(number, chance)}\n\n")


def one_text(path: Path, size: int) -> None:
    """Write one long document as plain text."""
    chance = random.Random(SEED)
    words = sentences(chance)
    with path.open("w", encoding="utf-8") as file:
        file.write("Record of a very long conversation\n\nPort Merrow, March 3, 1961\n\n")
        while file.tell() < size:
            file.write(" ".join(next(words) for _ in range(6)) + "\n\n")


def turns(path: Path, size: int) -> None:
    """Write one long transcript under speakers' labels as plain text."""
    chance = random.Random(SEED)
    words = sentences(chance)
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            said = " ".join(next(words) for _ in range(4))
            file.write(f"{chance.choice(('ORLIN', 'TARN', 'HALE'))}: {said}\n\n")


def convokit(path: Path, size: int) -> None:
    """Write the utterances of a ConvoKit corpus: conversations of forty utterances."""
    chance = random.Random(SEED)
    words = sentences(chance)
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < size:
            first = number - number % 40
            file.write(json.dumps({
                "id": f"u{number}", "conversation_id": f"u{first}", "speaker": chance.choice(("orlin", "tarn", "hale")),
                "reply-to": None if number == first else f"u{number - 1}", "timestamp": 9_000_000 + number, "meta": {},
                "text": " ".join(next(words) for _ in range(chance.randint(1, 4)))}, ensure_ascii=False) + "\n")
            number += 1


def meetings(path: Path, size: int) -> None:
    """Write meetings in JSON, one a line, of two hundred turns each."""
    chance = random.Random(SEED)
    words = sentences(chance)
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            talk = [{"speaker": chance.choice(("Orlin", "Tarn", "Hale")), "content": next(words)} for _ in range(200)]
            file.write(json.dumps({"meeting_transcripts": talk}, ensure_ascii=False) + "\n")


def packed(path: Path, size: int) -> None:
    """Write a ZIP of small Markdown files; the size is that of the files inside."""
    chance = random.Random(SEED)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        written = number = 0
        while written < size:
            number += 1
            content = document(number, chance).encode()
            archive.writestr(f"papers/{number // 500}/{number}.md", content)
            written += len(content)


def book(path: Path, size: int) -> None:
    """Write an EPUB of numbered documents, a page each; the size is that of the pages inside."""
    chance = random.Random(SEED)
    names: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        written = 0
        while written < size:
            names.append(f"d{len(names) + 1}")
            content = _page(len(names), chance).encode()
            archive.writestr(f"OEBPS/{names[-1]}.xhtml", content)
            written += len(content)
        listed = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names)
        order = "".join(f'<itemref idref="{n}"/>' for n in names)
        archive.writestr("OEBPS/content.opf", PACKAGE.format(listed=listed, order=order))


CONTAINER = ('<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
             '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
             "</rootfiles></container>")
PACKAGE = ('<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0">'
           '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>An Invented Volume</dc:title>'
           "<dc:language>en</dc:language></metadata><manifest>{listed}</manifest><spine>{order}</spine></package>")


def _page(number: int, chance: random.Random) -> str:
    lines = [line for line in document(number, chance).replace("*", "").split("\n\n") if line.strip()]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines[1:])
    return ('<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f'<head><title>.</title></head><body><div class="document"><p>[Document {number}]</p><h3>{lines[0]}</h3>'
            f"{paragraphs}</div></body></html>")


KINDS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "TEI, many documents": ("volume.xml", tei.write_volume),
    "Markdown, a collection of many documents": ("collection.md", collection),
    "plain text, one document": ("talk.txt", one_text),
    "plain text, one transcript": ("transcript.txt", turns),
    "ConvoKit, utterances.jsonl": ("utterances.jsonl", convokit),
    "meetings in JSON lines": ("meetings.jsonl", meetings),
    "ZIP of small Markdown files": ("papers.zip", packed),
    "EPUB, many documents": ("volume.epub", book),
}
