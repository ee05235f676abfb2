"""TEI to records, beside bare text extraction with lxml iterparse on the same file in the same run.

    PYTHONPATH=src python benchmarks/tei.py --megabytes 50

Prints the seconds of both, the ratio of their speeds (1.0: as fast as bare extraction) and the peak memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from memcon.accession import desk
from memcon.accession.reader import Incoming
from memcon.model.record import Record

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1999v99">
<teiHeader><fileDesc><titleStmt><title type="complete">An Invented Volume</title></titleStmt>
<publicationStmt><idno type="frus">frus1999v99</idno></publicationStmt>
<sourceDesc><p>Invented.</p></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc></teiHeader>
<text><body><div type="chapter" xml:id="ch1"><head>Talks that never were</head>
"""
DOCUMENT = """<div type="document" subtype="historical-document" n="{n}" xml:id="d{n}"
 frus:doc-dateTime-min="1971-03-{day:02}T10:00:00-05:00" frus:doc-dateTime-max="1971-03-{day:02}T11:00:00-05:00">
<head>{n}. Memorandum of Conversation<note n="1" xml:id="d{n}fn1" type="source" rend="inline">Source: Invented Archives,
Central Files, Box {n}. Secret. Drafted by <persName corresp="#p_A1">Arden</persName>.</note></head>
<opener><dateline rendition="#right"><placeName>Port Merrow</placeName>,
<date when="1971-03-{day:02}">March {day}, 1971</date></dateline></opener>
<list type="participants"><head>PARTICIPANTS</head><item><hi rend="strong">Westland</hi></item>
<item>Minister Hale</item><item>Mr. Orme</item>
<item><hi rend="strong">Norland</hi></item><item>Ambassador Tarn</item></list>
{paragraphs}
<closer><signed><persName><hi rend="smallcaps">Arden</hi></persName></signed></closer></div>
"""
PARAGRAPH = """<p><persName corresp="#p_H1">Minister Hale</persName> {words}<note n="{n}"
 xml:id="n{d}-{n}">See Document {n}.</note>
{more} <pb n="{n}"/>{last} The <gloss target="#t_NF1">NF</gloss> would {end}</p>
"""
WORDS = (
    "said", "that", "the", "harbor", "question", "had", "been", "before", "both", "governments", "for", "a", "long",
    "time", "and", "no", "answer", "was", "in", "sight", "until", "tariff", "on", "grain", "asked", "whether",
    "ambassador", "could", "confirm", "“report”", "he", "replied", "his", "instructions", "were", "to", "listen",
    "thought", "proposal", "might", "be", "considered", "if", "fishing", "limits", "remained", "the Minister’s")
PHRASE, SEED = 45, 7


def write_volume(path: Path, size: int) -> None:
    """Write a TEI volume of about `size` bytes, in the manner of an official documentary edition."""
    chance = random.Random(SEED)

    def phrase() -> str:
        return " ".join(chance.choices(WORDS, k=PHRASE)) + "."

    with path.open("w", encoding="utf-8") as file:
        written, number = file.write(HEADER), 0
        while written < size:
            number += 1
            paragraphs = "".join(
                PARAGRAPH.format(n=i + 2, d=number, words=phrase(), more=phrase(), last=phrase(), end=phrase())
                for i in range(chance.randint(4, 16)))
            written += file.write(DOCUMENT.format(n=number, day=number % 28 + 1, paragraphs=paragraphs))
        file.write("</div></body></text></TEI>")


def bare(path: Path) -> int:
    """Take the text out with iterparse and nothing more; give the number of letters."""
    pieces = []
    for _, element in etree.iterparse(str(path), events=("end",)):
        if element.text:
            pieces.append(element.text)
        if element.tail:
            pieces.append(element.tail)
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            del element.getparent()[0]
    return len("".join(pieces))


def records(path: Path) -> int:
    """Read the file into records, one after the other; give the number of letters."""
    _, found = desk.read(Incoming(path.name, path))
    return sum(len(record.text) for record in found if isinstance(record, Record))


def timed(step: Callable[[Path], int], path: Path, times: int) -> tuple[float, int]:
    """Run a step some times.

    Returns:
        The best seconds, and what the step counted.
    """
    best, counted = float("inf"), 0
    for _ in range(times):
        begin = time.perf_counter()
        counted = step(path)
        best = min(best, time.perf_counter() - begin)
    return best, counted


def main() -> None:
    """Generate, run both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frus1999v99.xml"
        write_volume(path, asked.megabytes * 1_000_000)
        size = path.stat().st_size / 1e6
        ours, letters = timed(records, path, asked.times)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
        plain, bare_letters = timed(bare, path, asked.times)
    print(f"file                {size:8.1f} MB")
    print(f"bare iterparse      {plain:8.2f} s  {size / plain:7.1f} MB/s  {bare_letters} letters")
    print(f"records             {ours:8.2f} s  {size / ours:7.1f} MB/s  {letters} letters")
    print(f"speed of records / bare extraction   {plain / ours:.2f}")
    print(f"peak memory of reading records       {peak:.0f} MB")


if __name__ == "__main__":
    main()
