"""TEI to records, beside bare text extraction with lxml iterparse on the same file in the same run.

    PYTHONPATH=src python benchmarks/tei.py --megabytes 50
    PYTHONPATH=src python benchmarks/tei.py --megabytes 200 --single --times 1

Prints the processor seconds of each (medians, taken by turns, for a busy machine slows all of them), the ratios of
their speeds (1.0: as fast as bare extraction) and the peak memory of a process that reads the records one by one.
With --single the file is one document, which has to stand in memory as a whole.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
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
PEAK = """
import resource, sys
from pathlib import Path
from memcon.accession import desk
from memcon.accession.reader import Incoming
path = Path(sys.argv[1])
for record in desk.read(Incoming(path.name, path))[1]:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def write_volume(path: Path, size: int, *, documents: str = "many") -> None:
    """Write a TEI volume of about `size` bytes, in the manner of an official documentary edition.

    Args:
        path: where to write it.
        size: bytes, about.
        documents: "many", or "one" that holds all paragraphs.
    """
    chance = random.Random(SEED)

    def phrase() -> str:
        return " ".join(chance.choices(WORDS, k=PHRASE)) + "."

    def paragraph(document: int, place: int) -> str:
        return PARAGRAPH.format(n=place + 2, d=document, words=phrase(), more=phrase(), last=phrase(), end=phrase())

    with path.open("w", encoding="utf-8") as file:
        written, number = file.write(HEADER), 0
        while written < size:
            number += 1
            before, after = DOCUMENT.format(n=number, day=number % 28 + 1, paragraphs="|").split("|")
            written += file.write(before)
            place, last = 0, chance.randint(4, 16)
            while place < last if documents == "many" else written < size:
                written += file.write(paragraph(number, place))
                place += 1
            written += file.write(after)
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


def bare_paragraphs(path: Path) -> int:
    """Take the text of the paragraphs out with iterparse and itertext; give the number of letters."""
    letters = 0
    for _, element in etree.iterparse(str(path), events=("end",), tag="{*}p"):
        letters += len("".join(element.itertext()))
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            del element.getparent()[0]
    return letters


def records(path: Path) -> int:
    """Read the file into records, one after the other; give the number of letters."""
    _, found = desk.read(Incoming(path.name, path))
    return sum(len(record.text) for record in found if isinstance(record, Record))


def timed(steps: Sequence[Callable[[Path], int]], path: Path, times: int) -> list[tuple[float, int]]:
    """Run steps by turns, some times each.

    Returns:
        For each step the median of its processor seconds, and what it counted.
    """
    seconds: list[list[float]] = [[] for _ in steps]
    counted = [0 for _ in steps]
    for _ in range(times):
        for place, step in enumerate(steps):
            begin = time.process_time()
            counted[place] = step(path)
            seconds[place].append(time.process_time() - begin)
    return [(statistics.median(took), count) for took, count in zip(seconds, counted, strict=True)]


def peak_memory(path: Path) -> float:
    """Give the peak memory, in MB, of a process that reads the file into records and keeps none."""
    told = subprocess.run([sys.executable, "-c", PEAK, str(path)], check=True, capture_output=True, text=True)
    return int(told.stdout) / 1024  # kilobytes on Linux


def main() -> None:
    """Generate, run all, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--single", action="store_true", help="one document instead of many")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frus1999v99.xml"
        write_volume(path, asked.megabytes * 1_000_000, documents="one" if asked.single else "many")
        size = path.stat().st_size / 1e6
        peak = peak_memory(path)
        ours, plain, paragraphs = timed((records, bare, bare_paragraphs), path, asked.times)
    print(f"file                  {size:8.1f} MB")
    for name, (took, letters) in (("bare iterparse", plain), ("bare, paragraphs", paragraphs), ("records", ours)):
        print(f"{name:20}  {took:8.2f} s  {size / took:7.1f} MB/s  {letters} letters")
    print(f"speed of records / bare extraction     {plain[0] / ours[0]:.2f}")
    print(f"speed of records / bare, paragraphs    {paragraphs[0] / ours[0]:.2f}")
    print(f"peak memory of reading records         {peak:.0f} MB")


if __name__ == "__main__":
    main()
