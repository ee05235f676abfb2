"""Bytes become text: the encoding is told, line ends become one, and nothing else changes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from io import BytesIO, IncrementalNewlineDecoder
from typing import BinaryIO

from charset_normalizer import from_bytes

from memcon.accession.reader import Incoming
from memcon.model.errors import EmptySource, UnknownEncoding

PIECE = 2**20  # bytes decoded at a time
SAMPLE = 65536  # bytes looked at to tell an encoding that is not UTF-8
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CANDIDATES = ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "cp1250", "iso8859_2", "latin_1",
              "utf_16_le", "utf_16_be", "gb18030", "shift_jis", "euc_jp", "big5", "euc_kr", "cp1253", "cp1254",
              "cp1255", "cp1256"]


def decode(data: bytes, name: str) -> str:
    """Decode a text file; `\\r\\n` and lone `\\r` become `\\n`, a byte order mark goes.

    UTF-8 is tried first, to the last byte; then the likeliest of the encodings that typescripts of the field come in.

    Raises:
        EmptySource: there are no words in it.
        UnknownEncoding: it is no text in any encoding that could be told.
    """
    return _decoded(lambda: BytesIO(data), name)


def text_of(file: Incoming) -> str:
    """Decode a text file as `decode` does, without ever holding its bytes, and without the blanks at its end.

    A long text stands in memory once, not twice beside its bytes.
    """
    return _decoded(lambda: _opened(file), file.name, end="stripped")


def opening_of(file: Incoming, size: int) -> str:
    """Decode the first bytes of a text file, to look at what it is; a letter cut through at the end is left out.

    Raises:
        UnknownEncoding: it is no text in any encoding that could be told.
    """
    with _opened(file) as stream:
        first = stream.read(size)
    try:
        return "".join(_pieces(BytesIO(first), _marked(first) or "utf-8", file.name, last="open"))
    except UnknownEncoding:
        return "".join(_pieces(BytesIO(first), told_encoding(first, file.name), file.name, last="open"))


def _opened(file: Incoming) -> BinaryIO:
    return file.path.open("rb") if file.content is None and file.path is not None else BytesIO(file.bytes())


def _decoded(reopened: Callable[[], BinaryIO], name: str, *, end: str = "kept") -> str:
    with reopened() as stream:
        first = stream.read(SAMPLE)
    if not first or (len(first) < SAMPLE and first.isspace()):
        raise EmptySource(f"{name}: the file is empty. Give a file with words in it.")
    text = _tried(reopened, _marked(first) or "utf-8", name, end)
    if text is None:
        text = _grown(reopened, told_encoding(first, name), name, end)
    if not text or text.isspace():
        raise EmptySource(f"{name}: the file holds nothing but blanks. Give a file with words in it.")
    return text


def _marked(first: bytes) -> str | None:
    """Tell the encoding from a byte order mark."""
    return next((encoding for mark, encoding in MARKS if first.startswith(mark)), None)


def _tried(reopened: Callable[[], BinaryIO], encoding: str, name: str, end: str) -> str | None:
    """Decode as UTF-8, unless a byte order mark named another encoding; None where it is not UTF-8 after all."""
    if encoding != "utf-8":
        return _grown(reopened, encoding, name, end)
    try:
        text = _grown(reopened, encoding, name, end)
    except UnknownEncoding:
        return None
    return None if "\0" in text else text


def _grown(reopened: Callable[[], BinaryIO], encoding: str, name: str, end: str) -> str:
    """Put the pieces together. A string that grows in a plain `for` loop is stretched in place and never copied."""
    text = ""
    with reopened() as stream:
        pieces = _pieces(stream, encoding, name)
        for piece in _without_end(pieces) if end == "stripped" else pieces:
            text += piece
    return text


def _without_end(pieces: Iterator[str]) -> Iterator[str]:
    """Hold blanks back until words follow them."""
    held = ""
    for piece in pieces:
        whole = held + piece
        words = whole.rstrip()
        held = whole[len(words):]
        yield words


def _pieces(stream: BinaryIO, encoding: str, name: str, *, last: str = "whole") -> Iterator[str]:
    """Decode a stream bit by bit.

    Raises:
        UnknownEncoding: a byte does not fit.
    """
    letters = codecs.getincrementaldecoder(encoding)()
    decoder = IncrementalNewlineDecoder(letters, translate=True)
    place = 0
    try:
        while bit := stream.read(PIECE):
            place += len(bit)
            yield decoder.decode(bit)
        if last == "whole":
            yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        begin = max(0, place - len(error.object))
        raise UnknownEncoding(f"{name}: looked like {encoding}, but byte {begin + error.start} does not fit. "
                              "Save it as UTF-8 and add it again.") from error


def told_encoding(data: bytes, name: str) -> str:
    """Tell the encoding of bytes that are not UTF-8.

    Raises:
        UnknownEncoding: no encoding gives a text.
    """
    best = from_bytes(data[:SAMPLE], cp_isolation=CANDIDATES, threshold=0.3).best()
    if best is None or _is_noise(str(best)):
        raise UnknownEncoding(
            f"{name}: cannot tell the encoding; it may not be a text at all. Save it as UTF-8 and add it again.")
    return best.encoding


def _is_noise(text: str) -> bool:
    """Tell a text from bytes that merely decode: control characters give them away."""
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text)) > len(text) / 200
